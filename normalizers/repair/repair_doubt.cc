// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decoder's use of how surely our recognition read each word.
#include <algorithm>
#include <array>

#include "normalizers/repair/repair_decoder.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kOtherMarks = 4.0;  ///< the same letters with marks that the channel never saw

/// What speaks against a word by the engine's confidence: the log odds that it is wrong less those
/// of any word. Of 88,000 words of pages of ours 83 % were wrong below 0.6, 45 % up to 0.8, 24 % up
/// to 0.9, 5 % up to 0.96 and 0.4 % above.
struct Doubt {
  double confidence, nats;
};
constexpr std::array<Doubt, 7> kDoubts = {
    {{0.2, 4.9}, {0.55, 3.6}, {0.8, 2.3}, {0.875, 1.4}, {0.915, 0.3}, {0.955, -0.7}, {0.98, -3.7}}};
constexpr double kDoubtWeight = 1.3;
constexpr double kDoubtOfDoubted = 3.3;  ///< that of all words that are read with doubt

double DoubtOf(double confidence) {
  for (size_t i = 1; i < kDoubts.size(); ++i) {
    const Doubt &low = kDoubts[i - 1], &high = kDoubts[i];
    if (confidence > high.confidence) continue;
    const double part = (confidence - low.confidence) / (high.confidence - low.confidence);
    return low.nats + std::max(0.0, part) * (high.nats - low.nats);
  }
  return kDoubts.back().nats;
}

}  // namespace

const WordConfidence* ConfidenceAt(const LineConfidences& words, size_t begin) {
  const auto word = std::upper_bound(
      words.begin(), words.end(), begin,
      [](size_t at, const WordConfidence& candidate) { return at < candidate.end; });
  return word != words.end() && word->begin <= begin ? &*word : nullptr;
}

void RepairDecoder::AddOtherMarks(std::string_view core, std::vector<Candidate>& candidates) {
  std::u32string letters = ToUtf32(core);
  for (char32_t& c : letters) c = BaseLetter(c);
  const size_t found = candidates.size();
  for (Candidate other : by_letters_->Find(letters)) {
    const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(found);
    const auto same = std::find_if(candidates.begin(), end, [&](const Candidate& candidate) {
      return candidate.word == other.word && candidate.casing == other.casing;
    });
    if (same != end) {
      same->cost = std::min(same->cost, static_cast<float>(kOtherMarks));
      continue;
    }
    other.cost = static_cast<float>(kOtherMarks);
    candidates.push_back(other);
  }
}

void RepairDecoder::WeighDoubt(const RawToken& token, std::string_view core,
                               std::vector<Edge>& edges) const {
  const double than = token.doubted ? kDoubtOfDoubted : 0;
  const float doubt = static_cast<float>(kDoubtWeight * (DoubtOf(token.read->confidence) - than));
  const std::string own = UsualTonePlace(core);
  for (Edge& edge : edges) {
    const bool same = edge.kind == EdgeKind::kSame ||
                      (edge.kind == EdgeKind::kWord &&
                       InCasing(model_.word(edge.word[0]), edge.casing[0]) == own);
    if (same) edge.cost += doubt;
  }
}

}  // namespace planrec::normalize
