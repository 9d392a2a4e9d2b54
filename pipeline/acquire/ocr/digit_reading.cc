// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/digit_reading.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>

#include "pipeline/acquire/ocr/digit_layers.h"

namespace planrec::acquire {
namespace {

constexpr size_t kBeam = 24;
constexpr float kHopeless = -9;  // a frame's output below this is not looked at
constexpr size_t kLongestNumber = 5;
constexpr double kFiveDigits = 0.05;  // few bodies write so many documents a year
constexpr size_t kMostCandidates = 8;

struct Sum {
  double nothing = 0, label = 0;  ///< probability of ending in nothing, in the last label
  double Both() const { return nothing + label; }
};
/// Labels as characters '\1'.. (outputs of the network).
using Beam = std::map<std::string, Sum>;

Beam Search(const std::vector<float>& frames) {
  Beam beam = {{"", {1, 0}}};
  for (size_t t = 0; t < frames.size() / kOutputs; ++t) {
    const float* frame = frames.data() + t * kOutputs;
    Beam next;
    for (const auto& [prefix, sum] : beam) {
      next[prefix].nothing += sum.Both() * std::exp(double(frame[kNothing]));
      for (int c = kFirstDigit; c < kOutputs; ++c) {
        if (frame[c] < kHopeless) continue;
        const double p = std::exp(double(frame[c]));
        const bool again = !prefix.empty() && prefix.back() == static_cast<char>(c);
        if (again) next[prefix].label += sum.label * p;
        next[prefix + static_cast<char>(c)].label += (again ? sum.nothing : sum.Both()) * p;
      }
    }
    if (next.size() > kBeam) {
      std::vector<double> sums;
      for (const auto& [prefix, sum] : next) sums.push_back(sum.Both());
      std::nth_element(sums.begin(), sums.begin() + kBeam - 1, sums.end(), std::greater<>());
      std::erase_if(next, [&](const auto& entry) { return entry.second.Both() < sums[kBeam - 1]; });
    }
    beam = std::move(next);
  }
  return beam;
}

/// The first run of digits, with the letter that follows a number.
std::string FirstDigits(const std::string& labels, DigitField field) {
  std::string text;
  for (const char label : labels) {
    const int c = label;
    if (c >= kFirstDigit && c < kSlash) {
      text += static_cast<char>('0' + c - kFirstDigit);
    } else if (!text.empty()) {
      if (c == kLetter && field == DigitField::kNumber) text += 'x';
      break;
    }
  }
  return text;
}

/// The weight of a reading before it was seen; 0 where the grammar refuses it.
double Prior(const std::string& text, DigitField field) {
  if (text.empty()) return 1;
  const std::string digits = text.substr(0, text.find('x'));
  const int value = std::atoi(digits.c_str());
  switch (field) {
    case DigitField::kNumber:
      if (digits.size() > kLongestNumber || value == 0) return 0;
      if (digits[0] == '0' && digits.size() != 2) return 0;
      return digits.size() == kLongestNumber ? kFiveDigits : 1;
    case DigitField::kDay:
      return digits.size() <= 2 && value >= 1 && value <= 31 ? 1 : 0;
    case DigitField::kMonth:
      return digits.size() <= 2 && value >= 1 && value <= 12 ? 1 : 0;
  }
  return 0;
}

}  // namespace

std::vector<DigitCandidate> ReadDigits(const std::vector<float>& frames, DigitField field) {
  struct Way {
    std::string text;
    double best = 0, sum = 0;
  };
  std::map<std::string, Way> values;
  double all = 0;
  for (const auto& [labels, sum] : Search(frames)) {
    const std::string text = FirstDigits(labels, field);
    const double weight = Prior(text, field), p = weight * sum.Both();
    // What is refused still speaks against the others.
    all += weight > 0 ? p : sum.Both();
    if (p <= 0) continue;
    std::string key = text;
    if (field != DigitField::kNumber && !text.empty())
      key = std::to_string(std::atoi(text.c_str()));
    Way& way = values[key];
    way.sum += p;
    if (p > way.best) way.best = p, way.text = text;
  }
  std::vector<DigitCandidate> candidates;
  for (const auto& [key, way] : values)
    candidates.push_back({way.text, all > 0 ? way.sum / all : 0});
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const DigitCandidate& a, const DigitCandidate& b) {
                     return a.probability > b.probability;
                   });
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
  return candidates;
}

std::vector<double> PlaceDigits(const std::vector<float>& frames, const std::string& text) {
  const size_t times = frames.size() / kOutputs;
  std::vector<int> labels;
  for (const char c : text) labels.push_back(c == 'x' ? kLetter : kFirstDigit + (c - '0'));
  labels.push_back(kSlash);
  // The best way through "nothing, label, nothing, …"; what follows the slash is not looked at, so
  // that its last state may take any output.
  const size_t states = 2 * labels.size() + 1;
  constexpr double kNever = -1e30;
  std::vector<double> score(times * states, kNever);
  std::vector<size_t> from(times * states, 0);
  const auto output = [&](size_t t, size_t s) -> double {
    const float* frame = frames.data() + t * kOutputs;
    if (s + 1 == states) return *std::max_element(frame, frame + kOutputs);
    return frame[s % 2 == 0 ? kNothing : labels[s / 2]];
  };
  for (size_t t = 0; t < times; ++t) {
    for (size_t s = 0; s < states; ++s) {
      double best = t == 0 && s <= 1 ? 0 : kNever;
      size_t source = s;
      for (size_t back = 0; t > 0 && back <= 2 && back <= s; ++back) {
        if (back == 2 && (s % 2 == 0 || labels[s / 2] == labels[s / 2 - 1])) break;
        const double before = score[(t - 1) * states + s - back];
        if (before > best) best = before, source = s - back;
      }
      score[t * states + s] = best <= kNever ? kNever : best + output(t, s);
      from[t * states + s] = source;
    }
  }
  if (times == 0) return {};
  // With the slash, or (no slash in the window) in the nothing before it.
  const double* last = score.data() + (times - 1) * states;
  size_t state = states - 1;
  for (const size_t s : {states - 2, states - 3, states - 4})
    if (last[s] > last[state]) state = s;
  if (last[state] <= kNever) return {};
  std::vector<double> sum(labels.size()), count(labels.size());
  for (size_t t = times; t-- > 0;) {
    if (state % 2 == 1) {
      const double p = std::exp(output(t, state));
      sum[state / 2] += p * (double(t) + 0.5);
      count[state / 2] += p;
    }
    state = from[t * states + state];
  }
  std::vector<double> places;
  for (size_t i = 0; i < labels.size() && count[i] > 0; ++i) places.push_back(sum[i] / count[i]);
  return places.size() >= text.size() ? places : std::vector<double>();
}

}  // namespace planrec::acquire
