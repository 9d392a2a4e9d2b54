// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two pages on one image (Page::spread): the grammars of the flow get each half as a page of its
// own, so that page numbers, running heads, paragraphs and tables that go on from left to right are
// what they are between pages; in the record every place is again that of the source's page.
//
//   const Spreads spreads(document);
//   Structure structure = ReadStructure(BuildFlow(spreads.document()));
//   …
//   spreads.PlaceBack(record);
//
// A document without such pages is used as it is. Borrows the document. Pure; thread safe.
#pragma once

#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

class Spreads {
 public:
  explicit Spreads(const Document& document);
  Spreads(const Spreads&) = delete;
  Spreads& operator=(const Spreads&) = delete;

  /// Halves as pages, numbered anew from 1.
  const Document& document() const { return origins_.empty() ? given_ : halves_; }

  /// The number in the source of a page of document().
  int SourcePage(int number) const;

  /// Gives all places of a record made from document() back to the source's pages.
  void PlaceBack(PlanRecord& record) const;

 private:
  struct Origin {
    int page = 0;  ///< its number in the source
    double dx = 0, dy = 0;
  };

  const Document& given_;
  Document halves_;
  std::vector<Origin> origins_;  ///< of each of halves_' pages; empty: no page is split
};

}  // namespace planrec::extract
