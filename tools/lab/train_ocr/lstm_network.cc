// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/lstm_network.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <utility>

namespace planrec::train_ocr {
namespace {

static_assert(std::endian::native == std::endian::little);

// Bits of a weight matrix's mode byte, of a network's flags, of the recogniser's training flags.
constexpr uint8_t kInt8 = 1, kDoubles = 128;
constexpr uint32_t kLayerRates = 64;
constexpr uint32_t kIntegerMode = 1;
constexpr int8_t kInTraining = 1;      // other values: what lstmtraining --stop_training leaves
constexpr uint32_t kMostParts = 1000;  // a length above these is damage, not a model
constexpr uint32_t kMostWeights = 1u << 26;
constexpr double kLessLikely = 2;  // a new character's odds against the one it looks like: e^-2

enum class LayerKind { kSeries, kInput, kConvolve, kReconfig, kLstm, kDense };

struct LayerType {
  std::string_view name;
  LayerKind kind;
};
constexpr std::array<LayerType, 18> kLayers = {{
    {"Series", LayerKind::kSeries},
    {"Parallel", LayerKind::kSeries},
    {"ParBidiLSTM", LayerKind::kSeries},
    {"XYTranspose", LayerKind::kSeries},
    {"RTLReversed", LayerKind::kSeries},
    {"TTBReversed", LayerKind::kSeries},
    {"Input", LayerKind::kInput},
    {"Convolve", LayerKind::kConvolve},
    {"Maxpool", LayerKind::kReconfig},
    {"Reconfig", LayerKind::kReconfig},
    {"LSTM", LayerKind::kLstm},
    {"SummLSTM", LayerKind::kLstm},
    {"Tanh", LayerKind::kDense},
    {"Logistic", LayerKind::kDense},
    {"Relu", LayerKind::kDense},
    {"Linear", LayerKind::kDense},
    {"Softmax", LayerKind::kDense},
    {"SoftmaxNoCTC", LayerKind::kDense},
}};

/// Subtracts the mean row from every row. A softmax gives the same for it; the rows' largest
/// weights become smaller and with them the steps between the integers they are rounded to.
void Centre(double* weights, uint32_t rows, uint32_t columns) {
  for (uint32_t column = 0; column < columns; ++column) {
    double sum = 0;
    for (uint32_t row = 0; row < rows; ++row) sum += weights[size_t{row} * columns + column];
    for (uint32_t row = 0; row < rows; ++row) weights[size_t{row} * columns + column] -= sum / rows;
  }
}

/// Copies a network from `in` to `out`, each weight matrix by way of `weights`.
class Copier {
 public:
  using Weights = std::vector<double>;
  explicit Copier(std::string_view in, bool to_integers = false)
      : in_(in), to_integers_(to_integers) {}
  /// Outputs are added to the softmax of `outputs` rows and to the series that end in it.
  Copier(std::string_view in, uint32_t outputs, const std::vector<int>& like)
      : in_(in), outputs_(outputs), like_(like) {}

  Status Network();
  Status Tail();
  std::string out;
  /// All weights in file order; Tail() checked that nothing else differs in size.
  Weights weights;
  /// Where in `out` each run of weights begins, and how many there are.
  std::vector<std::pair<size_t, size_t>> runs;
  uint32_t rows = 0;  ///< of the last matrix: the outputs

 private:
  Error Bad(const std::string& what) const {
    return {ErrorType::kCorrupt, "LSTM model, byte " + std::to_string(at_) + ": " + what, 0};
  }
  bool Take(void* to, size_t size) {
    if (in_.size() - at_ < size) return false;
    std::memcpy(to, in_.data() + at_, size);
    at_ += size;
    return true;
  }
  template <typename T>
  void Put(const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <typename T>
  bool Copy(T& value) {
    if (!Take(&value, sizeof value)) return false;
    Put(value);
    return true;
  }
  bool CopyBytes(size_t size) {
    if (in_.size() - at_ < size) return false;
    out.append(in_.substr(at_, size));
    at_ += size;
    return true;
  }
  bool CopyString(std::string& text) {
    uint32_t size = 0;
    if (!Copy(size) || size > kMostParts || in_.size() - at_ < size) return false;
    text.assign(in_.substr(at_, size));
    return CopyBytes(size);
  }
  Status Matrix(bool softmax);

  void AddRows(uint32_t columns);
  void PutIntegers(size_t first, uint32_t columns);

  std::string_view in_;
  size_t at_ = 0;
  bool to_integers_ = false;
  uint32_t outputs_ = 0;
  std::vector<int> like_;
};

Status Copier::Network() {
  int8_t none = 0, training = 0, backprop = 0;
  std::string type, name;
  uint32_t flags = 0, inputs = 0, outputs = 0, count = 0;
  if (!Copy(none) || none != 0 || !CopyString(type)) return Bad("no layer begins here");
  if (!Take(&training, 1)) return Bad("cut short");
  Put(int8_t{0});  // not in training: no updates are stored with the weights
  if (training == kInTraining)
    return Bad("a checkpoint in training; convert it with --stop_training first");
  if (!Copy(backprop) || !Copy(flags) || !Copy(inputs) || !Take(&outputs, sizeof outputs))
    return Bad("cut short");
  Put(outputs == outputs_ ? outputs + static_cast<uint32_t>(like_.size()) : outputs);
  if (!Copy(count) || !CopyString(name)) return Bad("cut short");
  for (const LayerType& layer : kLayers) {
    if (layer.name != type) continue;
    switch (layer.kind) {
      case LayerKind::kSeries: {
        uint32_t parts = 0, rates = 0;
        if (!Copy(parts) || parts > kMostParts) return Bad("a series of too many layers");
        for (uint32_t i = 0; i < parts; ++i)
          if (Status part = Network(); !part) return part;
        if ((flags & kLayerRates) != 0 &&
            (!Copy(rates) || rates > kMostParts || !CopyBytes(rates * 4)))
          return Bad("cut short in the learning rates");
        return Done{};
      }
      case LayerKind::kInput:
        return CopyBytes(5 * 4) ? Status(Done{}) : Bad("cut short");
      case LayerKind::kConvolve:
      case LayerKind::kReconfig:
        return CopyBytes(2 * 4) ? Status(Done{}) : Bad("cut short");
      case LayerKind::kDense:
        return Matrix(type.starts_with("Softmax"));
      case LayerKind::kLstm: {
        uint32_t width = 0;
        if (!Copy(width)) return Bad("cut short");
        // Four gates; a two-dimensional LSTM (inputs + 2 × states wide) has a fifth.
        const int gates = width == inputs + 2 * outputs ? 5 : 4;
        for (int gate = 0; gate < gates; ++gate)
          if (Status read = Matrix(false); !read) return read;
        return Done{};
      }
    }
  }
  return Bad("a layer of unknown type " + type);
}

Status Copier::Matrix(bool softmax) {
  uint8_t mode = 0;
  uint32_t columns = 0;
  if (!Take(&mode, 1) || !Take(&rows, 4) || !Take(&columns, 4)) return Bad("cut short");
  if ((mode & kDoubles) == 0) return Bad("a model of Tesseract before 4.0");
  if (rows == 0 || columns == 0 || rows > kMostWeights / columns) return Bad("no weight matrix");
  Put(static_cast<uint8_t>(to_integers_ ? mode | kInt8 : mode & ~kInt8));
  const bool grows = rows == outputs_ && !like_.empty();
  Put(grows ? rows + static_cast<uint32_t>(like_.size()) : rows);
  Put(columns);
  // The array's value for cells that are not set.
  if (to_integers_)
    Put(int8_t{0});
  else
    Put(double{0});
  const size_t count = size_t{rows} * columns, first = weights.size();
  if ((mode & kInt8) != 0) {
    int8_t unset = 0;
    std::vector<int8_t> bytes(count);
    uint32_t factors = 0;
    if (!Take(&unset, 1) || !Take(bytes.data(), count) || !Take(&factors, 4) || factors < rows)
      return Bad("cut short in integer weights");
    std::vector<double> factor(factors);
    if (!Take(factor.data(), factor.size() * sizeof(double))) return Bad("cut short in factors");
    for (size_t i = 0; i < count; ++i) weights.push_back(bytes[i] * factor[i / columns]);
  } else {
    double unset = 0;
    weights.resize(first + count);
    if (!Take(&unset, sizeof unset) || !Take(&weights[first], count * sizeof(double)))
      return Bad("cut short in weights");
  }
  if (grows) AddRows(columns);
  if (to_integers_) {
    if (softmax) Centre(&weights[first], rows, columns);
    PutIntegers(first, columns);
    return Done{};
  }
  runs.emplace_back(out.size(), weights.size() - first);
  out.append(reinterpret_cast<const char*>(&weights[first]),
             (weights.size() - first) * sizeof(double));
  return Done{};
}

// The matrix at the end of `weights`, from `first` on: bytes, then each row's factor.
void Copier::PutIntegers(size_t first, uint32_t columns) {
  std::vector<double> factors;
  for (size_t row = first; row < weights.size(); row += columns) {
    double largest = 0;
    for (size_t i = row; i < row + columns; ++i) largest = std::max(largest, std::abs(weights[i]));
    const double factor = largest > 0 ? largest / INT8_MAX : 1;
    for (size_t i = row; i < row + columns; ++i)
      Put(static_cast<int8_t>(std::lround(weights[i] / factor)));
    factors.push_back(factor);
  }
  Put(static_cast<uint32_t>(factors.size()));
  for (const double factor : factors) Put(factor);
}

// To the matrix at the end of `weights`: the copies go before its last row.
void Copier::AddRows(uint32_t columns) {
  const auto width = static_cast<ptrdiff_t>(columns);
  const ptrdiff_t first = static_cast<ptrdiff_t>(weights.size()) - width * outputs_;
  Weights added;
  for (const int row : like_) {
    const auto from = weights.begin() + first + width * row;
    added.insert(added.end(), from, from + width);
    added.back() -= kLessLikely;  // the last column is the bias
  }
  weights.insert(weights.end() - width, added.begin(), added.end());
}

// Behind the network: its specification, flags, counters, rates.
Status Copier::Tail() {
  std::string specification;
  uint32_t flags = 0;
  if (!CopyString(specification) || !Take(&flags, 4)) return Bad("cut short behind the network");
  Put(to_integers_ ? flags | kIntegerMode : flags & ~kIntegerMode);
  // Two counters, the output that means nothing, three rates.
  constexpr size_t kCountersAndRates = 6 * 4;
  if (in_.size() - at_ != kCountersAndRates) return Bad("not the end of an LSTM model");
  CopyBytes(2 * 4);
  uint32_t nothing = 0;
  Take(&nothing, sizeof nothing);
  Put(nothing + static_cast<uint32_t>(like_.size()));
  CopyBytes(3 * 4);
  return Done{};
}

Result<Copier> CopyModel(Copier copier) {
  if (Status network = copier.Network(); !network) return network.error();
  if (Status tail = copier.Tail(); !tail) return tail.error();
  return copier;
}

}  // namespace

Result<std::string> Dequantise(std::string_view lstm) {
  Result<Copier> copied = CopyModel(Copier(lstm));
  if (!copied) return copied.error();
  return std::move(copied->out);
}

Result<std::string> Quantise(std::string_view lstm) {
  Result<Copier> copied = CopyModel(Copier(lstm, true));
  if (!copied) return copied.error();
  return std::move(copied->out);
}

Result<std::string> AddOutputs(std::string_view lstm, const std::vector<int>& like) {
  Result<Copier> copied = CopyModel(Copier(lstm));
  if (!copied) return copied.error();
  const uint32_t outputs = copied->rows;
  for (const int row : like)
    if (row < 0 || static_cast<uint32_t>(row) + 1 >= outputs)
      return Error{ErrorType::kCorrupt, "the model has no output " + std::to_string(row), 0};
  copied = CopyModel(Copier(lstm, outputs, like));
  if (!copied) return copied.error();
  return std::move(copied->out);
}

Result<std::string> Average(const std::vector<std::string>& lstms) {
  if (lstms.empty()) return Error{ErrorType::kEmpty, "no models to average", 0};
  Result<Copier> sum = CopyModel(Copier(lstms.front()));
  if (!sum) return sum.error();
  for (size_t i = 1; i < lstms.size(); ++i) {
    Result<Copier> next = CopyModel(Copier(lstms[i]));
    if (!next) return next.error();
    if (next->runs != sum->runs)
      return Error{ErrorType::kCorrupt, "models of different networks can't be averaged", 0};
    for (size_t k = 0; k < sum->weights.size(); ++k) sum->weights[k] += next->weights[k];
  }
  size_t from = 0;
  for (double& weight : sum->weights) weight /= static_cast<double>(lstms.size());
  for (const auto& [at, count] : sum->runs) {
    std::memcpy(sum->out.data() + at, &sum->weights[from], count * sizeof(double));
    from += count;
  }
  return std::move(sum->out);
}

}  // namespace planrec::train_ocr
