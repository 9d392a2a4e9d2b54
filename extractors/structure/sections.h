// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tree of a text: marks give the depth, the wording tells a heading from an item, and a
// paragraph goes below the part that it belongs to.
//
//   SectionTree tree = BuildSections(JoinParagraphs(items, begin, end), TextPart::kBody);
//
// Ids are assigned by the caller (AssignIds), who also asks for the numbering's faults. The rules
// are those of the record contract: a heading names a part and introduces what follows; a paragraph
// that opens or closes the text stands at the root; one behind a list goes below the heading
// that the list stands under, unless the list goes on behind it. Pure functions, thread safe.
#pragma once

#include <vector>

#include "extractors/structure/paragraphs.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

enum class TextPart { kBody, kAppendix };

std::vector<SectionNode> BuildSections(const JoinedText& joined, TextPart part);

/// "s1", "s2", … in reading order over the whole tree.
void AssignIds(std::vector<SectionNode>& sections);

/// numbering.duplicate and numbering.gap, one warning each, with JSON Pointers into "/sections".
std::vector<Warning> CheckNumbering(const std::vector<SectionNode>& sections);

}  // namespace planrec::extract
