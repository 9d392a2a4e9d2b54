// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/train_ocr/lstm_network.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <utility>

namespace planrec::train_ocr {
namespace {

static_assert(std::endian::native == std::endian::little);

// Bits of a weight matrix's mode byte, of a network's flags, of the recogniser's training flags.
constexpr uint8_t kInt8 = 1, kAdam = 4, kDoubles = 128;
constexpr uint32_t kLayerRates = 64;
constexpr uint32_t kIntegerMode = 1;
constexpr uint32_t kMostParts = 1000;  // a length above these is damage, not a model
constexpr uint32_t kMostWeights = 1u << 26;

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

/// Copies a network from `in` to `out`, each weight matrix by way of `weights`.
class Copier {
 public:
  using Weights = std::vector<double>;
  explicit Copier(std::string_view in) : in_(in) {}

  Status Network();
  Status Tail();
  std::string out;
  /// All weights in file order; Tail() checked that nothing else differs in size.
  Weights weights;
  /// Where in `out` each run of weights begins, and how many there are.
  std::vector<std::pair<size_t, size_t>> runs;

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
  Status Matrix();

  std::string_view in_;
  size_t at_ = 0;
};

Status Copier::Network() {
  int8_t none = 0, training = 0, backprop = 0;
  std::string type, name;
  uint32_t flags = 0, inputs = 0, outputs = 0, count = 0;
  if (!Copy(none) || none != 0 || !CopyString(type)) return Bad("no layer begins here");
  if (!Take(&training, 1)) return Bad("cut short");
  Put(int8_t{0});  // not in training: no updates are stored with the weights
  if (training != 0) return Bad("a checkpoint in training; convert it with --stop_training first");
  if (!Copy(backprop) || !Copy(flags) || !Copy(inputs) || !Copy(outputs) || !Copy(count) ||
      !CopyString(name))
    return Bad("cut short");
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
        return Matrix();
      case LayerKind::kLstm: {
        uint32_t width = 0;
        if (!Copy(width)) return Bad("cut short");
        // Four gates; a two-dimensional LSTM (inputs + 2 × states wide) has a fifth.
        const int gates = width == inputs + 2 * outputs ? 5 : 4;
        for (int gate = 0; gate < gates; ++gate)
          if (Status read = Matrix(); !read) return read;
        return Done{};
      }
    }
  }
  return Bad("a layer of unknown type " + type);
}

Status Copier::Matrix() {
  uint8_t mode = 0;
  uint32_t rows = 0, columns = 0;
  if (!Take(&mode, 1) || !Take(&rows, 4) || !Take(&columns, 4)) return Bad("cut short");
  if ((mode & kDoubles) == 0) return Bad("a model of Tesseract before 4.0");
  if (rows == 0 || columns == 0 || rows > kMostWeights / columns) return Bad("no weight matrix");
  Put(static_cast<uint8_t>(mode & ~kInt8));
  Put(rows);
  Put(columns);
  Put(double{0});  // the array's value for cells that are not set
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
  runs.emplace_back(out.size(), count);
  out.append(reinterpret_cast<const char*>(&weights[first]), count * sizeof(double));
  return Done{};
}

// Behind the network: its specification, flags, counters, rates.
Status Copier::Tail() {
  std::string specification;
  uint32_t flags = 0;
  if (!CopyString(specification) || !Take(&flags, 4)) return Bad("cut short behind the network");
  Put(flags & ~kIntegerMode);
  constexpr size_t kCountersAndRates = 6 * 4;
  if (in_.size() - at_ != kCountersAndRates) return Bad("not the end of an LSTM model");
  CopyBytes(kCountersAndRates);
  return Done{};
}

Result<Copier> CopyModel(std::string_view lstm) {
  Copier copier(lstm);
  if (Status network = copier.Network(); !network) return network.error();
  if (Status tail = copier.Tail(); !tail) return tail.error();
  return copier;
}

}  // namespace

Result<std::string> Dequantise(std::string_view lstm) {
  Result<Copier> copied = CopyModel(lstm);
  if (!copied) return copied.error();
  return std::move(copied->out);
}

Result<std::string> Average(const std::vector<std::string>& lstms) {
  if (lstms.empty()) return Error{ErrorType::kEmpty, "no models to average", 0};
  Result<Copier> sum = CopyModel(lstms.front());
  if (!sum) return sum.error();
  for (size_t i = 1; i < lstms.size(); ++i) {
    Result<Copier> next = CopyModel(lstms[i]);
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
