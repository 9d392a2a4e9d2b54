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

/// The network's labels for a text and the slash behind it.
std::vector<int> LabelsOf(const std::string& text) {
  std::vector<int> labels;
  for (const char c : text) labels.push_back(c == 'x' ? kLetter : kFirstDigit + (c - '0'));
  labels.push_back(kSlash);
  return labels;
}

/// The best way through the states "nothing, label, nothing, …"; what follows the last label is not
/// looked at, so that the last state may take any output.
class Alignment {
 public:
  Alignment(const std::vector<float>& frames, const std::vector<int>& labels)
      : frames_(frames),
        labels_(labels),
        times_(frames.size() / kOutputs),
        states_(2 * labels.size() + 1),
        score_(times_ * states_, kNever),
        from_(times_ * states_, 0) {
    for (size_t t = 0; t < times_; ++t)
      for (size_t s = 0; s < states_; ++s) Reach(t, s);
  }

  /// The network's output at a time for what a state stands for.
  double Output(size_t t, size_t s) const {
    const float* frame = frames_.data() + t * kOutputs;
    if (s + 1 == states_) return *std::max_element(frame, frame + kOutputs);
    return frame[s % 2 == 0 ? kNothing : labels_[s / 2]];
  }

  /// The state at each time; empty where no way leads to the end.
  std::vector<size_t> BestWay() const {
    if (times_ == 0) return {};
    // With the slash, or (no slash in the window) in the nothing before it.
    const double* last = score_.data() + (times_ - 1) * states_;
    size_t state = states_ - 1;
    for (const size_t s : {states_ - 2, states_ - 3, states_ - 4})
      if (last[s] > last[state]) state = s;
    if (last[state] <= kNever) return {};
    std::vector<size_t> way(times_);
    for (size_t t = times_; t-- > 0;) {
      way[t] = state;
      state = from_[t * states_ + state];
    }
    return way;
  }

 private:
  static constexpr double kNever = -1e30;

  /// The best way to a state at a time: it stays, comes from the state before, or from one label to
  /// another with nothing between.
  void Reach(size_t t, size_t s) {
    double best = t == 0 && s <= 1 ? 0 : kNever;
    size_t source = s;
    for (size_t back = 0; t > 0 && back <= 2 && back <= s; ++back) {
      if (back == 2 && (s % 2 == 0 || labels_[s / 2] == labels_[s / 2 - 1])) break;
      const double before = score_[(t - 1) * states_ + s - back];
      if (before > best) best = before, source = s - back;
    }
    score_[t * states_ + s] = best <= kNever ? kNever : best + Output(t, s);
    from_[t * states_ + s] = source;
  }

  const std::vector<float>& frames_;
  const std::vector<int>& labels_;
  size_t times_, states_;
  std::vector<double> score_;  ///< by time and state
  std::vector<size_t> from_;   ///< the state before
};

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
  const std::vector<int> labels = LabelsOf(text);
  const Alignment alignment(frames, labels);
  const std::vector<size_t> way = alignment.BestWay();
  if (way.empty()) return {};
  std::vector<double> sum(labels.size()), count(labels.size());
  for (size_t t = way.size(); t-- > 0;) {
    if (way[t] % 2 == 0) continue;
    const size_t label = way[t] / 2;
    const double p = std::exp(alignment.Output(t, way[t]));
    sum[label] += p * (double(t) + 0.5);
    count[label] += p;
  }
  std::vector<double> places;
  for (size_t i = 0; i < labels.size() && count[i] > 0; ++i) places.push_back(sum[i] / count[i]);
  return places.size() >= text.size() ? places : std::vector<double>();
}

}  // namespace planrec::acquire
