// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/digit_network.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "pipeline/acquire/ocr/model_files.h"
#include "pipeline/acquire/ocr/small_gemm.h"

namespace planrec::acquire {
namespace {

constexpr std::string_view kMagic = "PLANREC-DIGITS 1\n", kRecipeEnd = "\n\n";
constexpr int kLanes = 4;        // what every x86-64 has: the same sums on all of them
constexpr float kLargest = 127;  // of an 8-bit weight

Error Broken() {
  return {ErrorType::kModelMissing,
          "the model of handwritten digits is broken or of another version; install planrec anew"};
}

void Append(std::string& bytes, float value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes.append(raw, sizeof value);
}

bool Take(std::string_view& bytes, float& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return std::isfinite(value);
}

/// Scores of one frame to logarithms of probabilities.
void Normalise(float* scores) {
  const float most = *std::max_element(scores, scores + kOutputs);
  float sum = 0;
  for (int c = 0; c < kOutputs; ++c) sum += std::exp(scores[c] - most);
  const float log = most + std::log(sum);
  for (int c = 0; c < kOutputs; ++c) scores[c] -= log;
}

}  // namespace

Result<DigitNetwork> DigitNetwork::Load(const std::string& path) {
  const Result<std::string> bytes = ReadModel(path);
  if (!bytes) return bytes.error();
  return Parse(*bytes);
}

Result<DigitNetwork> DigitNetwork::Parse(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return Broken();
  const size_t recipe = bytes.find(kRecipeEnd);
  if (recipe == std::string_view::npos) return Broken();
  bytes.remove_prefix(recipe + kRecipeEnd.size());
  DigitNetwork network;
  for (const DigitLayer& layer : kDigitLayers) {
    const auto depth = static_cast<size_t>(layer.Depth());
    LayerWeights weights;
    for (int row = 0; row < layer.out; ++row) {
      float factor = 0, bias = 0;
      if (!Take(bytes, factor) || !Take(bytes, bias) || bytes.size() < depth) return Broken();
      weights.bias.push_back(bias);
      for (size_t i = 0; i < depth; ++i)
        weights.weights.push_back(factor * static_cast<float>(static_cast<int8_t>(bytes[i])));
      bytes.remove_prefix(depth);
    }
    network.layers_.push_back(std::move(weights));
  }
  if (!bytes.empty()) return Broken();
  return network;
}

std::string DigitNetwork::Format(const std::vector<LayerWeights>& layers, std::string_view recipe) {
  std::string bytes(kMagic);
  bytes += recipe;
  bytes += kRecipeEnd;
  for (size_t l = 0; l < layers.size(); ++l) {
    const auto depth = static_cast<size_t>(kDigitLayers[l].Depth());
    for (size_t row = 0; row < layers[l].bias.size(); ++row) {
      const float* weights = layers[l].weights.data() + row * depth;
      float most = 0;
      for (size_t i = 0; i < depth; ++i) most = std::max(most, std::abs(weights[i]));
      const float factor = most > 0 ? most / kLargest : 1;
      Append(bytes, factor);
      Append(bytes, layers[l].bias[row]);
      for (size_t i = 0; i < depth; ++i)
        bytes += static_cast<char>(static_cast<int8_t>(std::lround(weights[i] / factor)));
    }
  }
  return bytes;
}

std::vector<float> DigitNetwork::Read(const Strip& strip) const {
  Map map(1, kStripRows, strip.width);
  map.values = strip.ink;
  std::vector<float> windows;
  for (size_t l = 0; l < kDigitLayers.size(); ++l) {
    const DigitLayer& layer = kDigitLayers[l];
    Windows(map, layer, windows);
    Map out(layer.out, RowsOut(layer, map.rows), map.columns);
    for (int c = 0; c < layer.out; ++c)
      std::fill_n(out.values.begin() + static_cast<std::ptrdiff_t>(c) * out.Area(), out.Area(),
                  layers_[l].bias[static_cast<size_t>(c)]);
    Gemm<kLanes>(layer.out, out.Area(), layer.Depth(), layers_[l].weights.data(), windows.data(),
                 out.values.data());
    if (!layer.last)
      std::transform(out.values.begin(), out.values.end(), out.values.begin(), Leaky);
    map = layer.pool_rows * layer.pool_columns > 1 ? Pool(out, layer, nullptr) : std::move(out);
  }
  std::vector<float> frames(map.values.size());
  for (int t = 0; t < map.columns; ++t) {
    float* frame = frames.data() + static_cast<size_t>(t) * kOutputs;
    for (int c = 0; c < kOutputs; ++c)
      frame[c] = map.values[static_cast<size_t>(c * map.columns + t)];
    Normalise(frame);
  }
  return frames;
}

}  // namespace planrec::acquire
