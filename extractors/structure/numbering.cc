// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/numbering.h"

namespace planrec::extract {
namespace {

bool FollowsLetter(int before, int after) {
  // Even ordinals are the Vietnamese letters; f, j, w, z stand half a step behind e, i, v, y.
  return after > before && after - before <= 2;
}

}  // namespace

void Numbering::Open(const Marker& marker) {
  while (!open_.empty() && open_.back().rank() >= marker.rank()) open_.pop_back();
  open_.push_back(marker);
}

const Marker* Numbering::OpenAt(MarkerKind kind) const {
  for (const Marker& marker : open_) {
    if (marker.kind == kind) return &marker;
  }
  return nullptr;
}

bool Numbering::Continues(const Marker& marker) const {
  if (!marker.numbered()) return true;
  for (const Marker& open : open_) {
    if (open.kind != marker.kind || open.ordinals.size() != marker.ordinals.size()) continue;
    if (marker.kind == MarkerKind::kLetter) return FollowsLetter(open.ordinal(), marker.ordinal());
    return marker.ordinal() == open.ordinal() + 1;
  }
  const int first = marker.kind == MarkerKind::kLetter || marker.kind == MarkerKind::kCapital
                        ? LetterOrdinal(U'a')
                        : 1;
  return marker.ordinal() == first;
}

std::vector<Expected> Numbering::Next() const {
  std::vector<Expected> out;
  bool roman = false, arabic = false, letter = false;
  const std::vector<int> none;
  for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
    Expected next{it->kind, it->ordinals, it->dot_letter, "."};
    if (it->printed.ends_with('-') || it->printed.ends_with('/')) {
      next.close = it->printed.substr(it->printed.size() - 1);
    }
    roman = roman || it->kind == MarkerKind::kRoman;
    arabic = arabic || it->kind == MarkerKind::kArabic;
    letter = letter || it->kind == MarkerKind::kLetter;
    if (next.ordinals.empty()) continue;
    if (it->kind == MarkerKind::kLetter) {
      next.ordinals.back() += it->ordinal() % 2 == 0 ? 2 : 1;
    } else {
      next.ordinals.back() += 1;
    }
    out.push_back(next);
    if (it->kind == MarkerKind::kArabic && it == open_.rbegin()) {
      Expected child{MarkerKind::kArabic, it->ordinals, false, "."};
      child.ordinals.push_back(1);
      out.push_back(child);
    }
  }
  if (!letter) out.push_back({MarkerKind::kLetter, {LetterOrdinal(U'a')}, false, "."});
  if (!arabic) out.push_back({MarkerKind::kArabic, {1}, false, "."});
  if (!roman) out.push_back({MarkerKind::kRoman, {1}, false, "."});
  return out;
}

}  // namespace planrec::extract
