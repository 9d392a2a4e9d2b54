// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a text stands in its numbering: which marks are open, which may come next. Damaged marks
// are read by it (paragraphs.h).
//
//   Numbering numbering;
//   numbering.Open(*ReadMarker("I. MỤC ĐÍCH"));
//   for (const Expected& next : numbering.Next()) …   // "II.", "1.", "a)"
//
// Plain values; const access is thread safe.
#pragma once

#include <vector>

#include "extractors/vocabulary/markers.h"

namespace planrec::extract {

/// The open marks while a text is walked through.
class Numbering {
 public:
  void Open(const Marker& marker);
  /// True where the mark continues an open list or begins one (I., 1., a)).
  bool Continues(const Marker& marker) const;
  /// The marks that may come next, siblings of the deepest open one first.
  std::vector<Expected> Next() const;
  bool IsOpen(MarkerKind kind) const { return OpenAt(kind) != nullptr; }
  /// The open mark of a kind; nullptr for none.
  const Marker* OpenAt(MarkerKind kind) const;

 private:
  std::vector<Marker> open_;
};

}  // namespace planrec::extract
