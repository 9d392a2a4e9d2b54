// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_digits/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "pipeline/acquire/ocr/small_gemm.h"
#include "tools/lab/samples/random.h"

namespace planrec::train_digits {

using acquire::DigitLayer;
using acquire::kDigitLayers;
using acquire::kOutputs;
using acquire::LayerWeights;
using acquire::Map;

namespace {

constexpr int kLanes = 16;  // AVX-512's where there is one
constexpr double kFirstMoment = 0.9, kSecondMoment = 0.999, kTiny = 1e-8;
constexpr double kDecay = 1e-4, kLargestNorm = 5, kAverage = 0.999;
constexpr double kNever = -1e30;

double Add(double a, double b) {
  if (a < b) std::swap(a, b);
  return b <= kNever ? a : a + std::log1p(std::exp(b - a));
}

void Transpose(int rows, int columns, const float* from, std::vector<float>& to) {
  constexpr int kBlock = 16;
  to.resize(static_cast<size_t>(rows) * static_cast<size_t>(columns));
  for (int r0 = 0; r0 < rows; r0 += kBlock)
    for (int c0 = 0; c0 < columns; c0 += kBlock)
      for (int r = r0; r < std::min(rows, r0 + kBlock); ++r)
        for (int c = c0; c < std::min(columns, c0 + kBlock); ++c)
          to[static_cast<size_t>(c) * rows + r] = from[static_cast<size_t>(r) * columns + c];
}

/// What Windows gathered, given back: each place gets the sum over the windows that saw it.
void AddWindows(const std::vector<float>& windows, const DigitLayer& layer, int rows, Map& map) {
  const int columns = map.columns;
  const int above = layer.whole_rows ? 0 : layer.rows / 2, before = layer.columns / 2;
  const float* from = windows.data();
  for (int channel = 0; channel < layer.in; ++channel) {
    float* plane = map.values.data() + static_cast<size_t>(channel * map.Area());
    for (int dy = 0; dy < layer.rows; ++dy) {
      for (int dx = 0; dx < layer.columns; ++dx) {
        const int shift = dx - before;
        const int first = std::max(0, -shift), last = std::min(columns, columns - shift);
        for (int y = 0; y < rows; ++y, from += columns) {
          const int row = y + dy - above;
          if (row < 0 || row >= map.rows) continue;
          float* line = plane + static_cast<size_t>(row) * columns + shift;
          for (int x = first; x < last; ++x) line[x] += from[x];
        }
      }
    }
  }
}

std::vector<LayerWeights> Zeros() {
  std::vector<LayerWeights> zeros;
  for (const DigitLayer& layer : kDigitLayers) {
    LayerWeights weights;
    weights.weights.resize(static_cast<size_t>(layer.out) * static_cast<size_t>(layer.Depth()));
    weights.bias.resize(static_cast<size_t>(layer.out));
    zeros.push_back(std::move(weights));
  }
  return zeros;
}

}  // namespace

double LabelLoss(const std::vector<float>& frames, const std::vector<int>& labels,
                 std::vector<float>& gradient) {
  const size_t times = frames.size() / kOutputs, states = 2 * labels.size() + 1;
  gradient.assign(frames.size(), 0);
  const auto label = [&](size_t s) { return s % 2 == 0 ? acquire::kNothing : labels[s / 2]; };
  const auto skips = [&](size_t s) {  // may come from two states before
    return s >= 2 && s % 2 == 1 && label(s) != label(s - 2);
  };
  std::vector<double> forward(times * states, kNever), backward(times * states, kNever);
  const auto score = [&](size_t t, size_t s) {
    return double(frames[t * kOutputs + static_cast<size_t>(label(s))]);
  };
  for (size_t s = 0; s < std::min<size_t>(2, states); ++s) forward[s] = score(0, s);
  for (size_t t = 1; t < times; ++t) {
    for (size_t s = 0; s < states; ++s) {
      double sum = forward[(t - 1) * states + s];
      if (s >= 1) sum = Add(sum, forward[(t - 1) * states + s - 1]);
      if (skips(s)) sum = Add(sum, forward[(t - 1) * states + s - 2]);
      forward[t * states + s] = sum <= kNever ? kNever : sum + score(t, s);
    }
  }
  for (size_t s = states - std::min<size_t>(2, states); s < states; ++s)
    backward[(times - 1) * states + s] = 0;
  for (size_t t = times - 1; t-- > 0;) {
    for (size_t s = 0; s < states; ++s) {
      const double* next = &backward[(t + 1) * states];
      double sum = next[s] + score(t + 1, s);
      if (s + 1 < states) sum = Add(sum, next[s + 1] + score(t + 1, s + 1));
      if (s + 2 < states && skips(s + 2)) sum = Add(sum, next[s + 2] + score(t + 1, s + 2));
      backward[t * states + s] = std::max(sum, kNever);
    }
  }
  double total = forward[times * states - 1];
  if (states > 1) total = Add(total, forward[times * states - 2]);
  if (total <= kNever / 2) return 0;
  for (size_t t = 0; t < times; ++t) {
    for (size_t c = 0; c < static_cast<size_t>(kOutputs); ++c)
      gradient[t * kOutputs + c] = std::exp(frames[t * kOutputs + c]);
    for (size_t s = 0; s < states; ++s)
      gradient[t * kOutputs + static_cast<size_t>(label(s))] -=
          static_cast<float>(std::exp(forward[t * states + s] + backward[t * states + s] - total));
  }
  return -total;
}

Trainer::Trainer(uint64_t seed)
    : weights_(Zeros()), gradient_(Zeros()), first_(Zeros()), second_(Zeros()) {
  samples::Random random(seed);
  for (size_t l = 0; l < kDigitLayers.size(); ++l) {
    // He et al., ICCV 2015.
    const double deviation = std::sqrt(2.0 / kDigitLayers[l].Depth());
    for (float& weight : weights_[l].weights)
      weight = static_cast<float>(deviation * random.Normal());
  }
  average_ = weights_;
}

std::vector<float> Trainer::Forward(const acquire::Strip& strip, std::vector<Step_>& steps) const {
  Map map(1, acquire::kStripRows, strip.width);
  map.values = strip.ink;
  for (size_t l = 0; l < kDigitLayers.size(); ++l) {
    const DigitLayer& layer = kDigitLayers[l];
    Step_& step = steps[l];
    step.in = std::move(map);
    acquire::Windows(step.in, layer, step.windows);
    step.out = Map(layer.out, RowsOut(layer, step.in.rows), step.in.columns);
    for (int c = 0; c < layer.out; ++c)
      std::fill_n(step.out.values.begin() + static_cast<std::ptrdiff_t>(c) * step.out.Area(),
                  step.out.Area(), weights_[l].bias[static_cast<size_t>(c)]);
    acquire::Gemm<kLanes>(layer.out, step.out.Area(), layer.Depth(), weights_[l].weights.data(),
                          step.windows.data(), step.out.values.data());
    if (!layer.last)
      for (float& value : step.out.values) value = acquire::Leaky(value);
    map = acquire::Pool(step.out, layer, &step.from);
  }
  std::vector<float> frames(map.values.size());
  for (int t = 0; t < map.columns; ++t) {
    float* frame = &frames[static_cast<size_t>(t) * kOutputs];
    float most = -std::numeric_limits<float>::infinity(), sum = 0;
    for (int c = 0; c < kOutputs; ++c)
      most = std::max(most, frame[c] = map.values[static_cast<size_t>(c * map.columns + t)]);
    for (int c = 0; c < kOutputs; ++c) sum += std::exp(frame[c] - most);
    for (int c = 0; c < kOutputs; ++c) frame[c] -= most + std::log(sum);
  }
  return frames;
}

void Trainer::Backward(const std::vector<float>& gradient, std::vector<Step_>& steps) {
  std::vector<float> outgoing(gradient.size()), turned, lost;
  const size_t times = gradient.size() / kOutputs;
  for (size_t t = 0; t < times; ++t)
    for (size_t c = 0; c < static_cast<size_t>(kOutputs); ++c)
      outgoing[c * times + t] = gradient[t * kOutputs + c];
  for (size_t l = kDigitLayers.size(); l-- > 0;) {
    const DigitLayer& layer = kDigitLayers[l];
    Step_& step = steps[l];
    std::vector<float> delta(step.out.values.size(), 0);
    for (size_t i = 0; i < outgoing.size(); ++i)
      delta[static_cast<size_t>(step.from[i])] += outgoing[i];
    if (!layer.last)
      for (size_t i = 0; i < delta.size(); ++i)
        if (step.out.values[i] < 0) delta[i] *= acquire::kLeak;
    const int area = step.out.Area(), depth = layer.Depth();
    for (int c = 0; c < layer.out; ++c)
      for (int i = 0; i < area; ++i)
        gradient_[l].bias[static_cast<size_t>(c)] += delta[static_cast<size_t>(c * area + i)];
    Transpose(depth, area, step.windows.data(), turned);
    acquire::Gemm<kLanes>(layer.out, depth, area, delta.data(), turned.data(),
                          gradient_[l].weights.data());
    if (l == 0) break;
    Transpose(layer.out, depth, weights_[l].weights.data(), turned);
    lost.assign(step.windows.size(), 0);
    acquire::Gemm<kLanes>(depth, area, layer.out, turned.data(), delta.data(), lost.data());
    std::fill(step.in.values.begin(), step.in.values.end(), 0.0F);
    AddWindows(lost, layer, step.out.rows, step.in);
    outgoing = step.in.values;
  }
}

double Trainer::Learn(const acquire::Strip& strip, const std::vector<int>& labels) {
  std::vector<Step_> steps(kDigitLayers.size());
  const std::vector<float> frames = Forward(strip, steps);
  std::vector<float> gradient;
  const double loss = LabelLoss(frames, labels, gradient);
  Backward(gradient, steps);
  ++learnt_;
  return loss;
}

void Trainer::Step(double rate) {
  double norm = 0;
  for (const LayerWeights& layer : gradient_)
    for (const float value : layer.weights) norm += double(value) * value;
  norm = std::sqrt(norm) / std::max(1, learnt_);
  const double scale = std::min(1.0, kLargestNorm / std::max(kTiny, norm)) / std::max(1, learnt_);
  ++steps_;
  const double first_bias = 1 - std::pow(kFirstMoment, steps_),
               second_bias = 1 - std::pow(kSecondMoment, steps_);
  const double keep = std::min(kAverage, (1.0 + steps_) / (10.0 + steps_));
  for (size_t l = 0; l < weights_.size(); ++l) {
    for (const bool bias : {false, true}) {
      auto member = [&](std::vector<LayerWeights>& set) -> std::vector<float>& {
        return bias ? set[l].bias : set[l].weights;
      };
      auto &weight = member(weights_), &gradient = member(gradient_), &first = member(first_),
           &second = member(second_), &average = member(average_);
      for (size_t i = 0; i < weight.size(); ++i) {
        const auto g = static_cast<float>(gradient[i] * scale);
        first[i] += static_cast<float>(1 - kFirstMoment) * (g - first[i]);
        second[i] += static_cast<float>(1 - kSecondMoment) * (g * g - second[i]);
        const double step = first[i] / first_bias / (std::sqrt(second[i] / second_bias) + kTiny);
        weight[i] -= static_cast<float>(rate * (step + (bias ? 0 : kDecay * weight[i])));
        average[i] += static_cast<float>((1 - keep) * (weight[i] - average[i]));
        gradient[i] = 0;
      }
    }
  }
  learnt_ = 0;
}

std::string Trainer::Save() const {
  std::string bytes(reinterpret_cast<const char*>(&steps_), sizeof steps_);
  for (const auto* set : {&weights_, &average_, &first_, &second_})
    for (const LayerWeights& layer : *set)
      for (const auto* part : {&layer.weights, &layer.bias})
        bytes.append(reinterpret_cast<const char*>(part->data()), part->size() * sizeof(float));
  return bytes;
}

Status Trainer::Restore(const std::string& bytes) {
  if (bytes.size() != Save().size())
    return Error{ErrorType::kUnreadable, "the checkpoint is of another network"};
  const char* from = bytes.data();
  std::memcpy(&steps_, from, sizeof steps_);
  from += sizeof steps_;
  for (auto* set : {&weights_, &average_, &first_, &second_})
    for (LayerWeights& layer : *set)
      for (auto* part : {&layer.weights, &layer.bias}) {
        std::memcpy(part->data(), from, part->size() * sizeof(float));
        from += part->size() * sizeof(float);
      }
  return Done{};
}

}  // namespace planrec::train_digits
