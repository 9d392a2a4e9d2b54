// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paragraphs that no one wrote: a file without line ends, a layer whose lines all join. The span
// grammars look around each find in its paragraph, so their time grows with its square; a paragraph
// of more than kLongestParagraph bytes is cut into several, behind the end of a sentence or clause
// where there is one. The longest paragraphs of plans have a fifth of that. Pure; thread safe.
#pragma once

#include <cstddef>
#include <vector>

#include "extractors/structure/paragraphs.h"

namespace planrec::extract {

inline constexpr size_t kLongestParagraph = size_t{8} << 10;

void CutLongParagraphs(std::vector<Block>& blocks);

}  // namespace planrec::extract
