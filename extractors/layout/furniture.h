// SPDX-License-Identifier: GPL-3.0-or-later
//
// Page furniture: what stands on a page and is no part of its text. Page numbers, running heads and
// feet, stamps of digital signatures and of the office that received the paper, text that runs
// upwards at a side.
//
// Pure functions; thread safe. When unsure a line stays.
#pragma once

#include <vector>

#include "extractors/layout/flow.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

/// The running lines of one page (those of tables left out) and the page they stand on.
struct PageLines {
  const Page* page = nullptr;
  std::vector<TextLine> lines;
  Box tables;  ///< around the page's tables; empty where it has none
};

/// Takes the furniture out of all pages' lines; what it was stands in `dropped`.
void DropFurniture(std::vector<PageLines>& pages, std::vector<DroppedText>& dropped);

/// "2", "- 3 -", "Trang 4/10": the number, else 0.
int PageNumberOf(std::string_view text);

/// A line of a digital signature's or copy's stamp ("Ký bởi: …", "Thời gian ký: …", "SAO Y").
bool IsStampLine(std::string_view text);

}  // namespace planrec::extract
