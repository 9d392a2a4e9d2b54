// SPDX-License-Identifier: GPL-3.0-or-later
//
// Footnotes: told from the text by the paragraphs that hold it (paragraphs.h), kept apart from the
// sections, and tied to the section that carries their mark.
//
//   std::vector<Note> notes = TakeNotes(joined.blocks);   // before the sections are built
//   TieNotes(sections, notes);                            // when the sections have their ids
//
// Pure functions, thread safe.
#pragma once

#include <vector>

#include "extractors/structure/paragraphs.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// Moves the blocks that are footnotes out of `blocks`, mark and text told apart. They have no id
/// and no node yet.
std::vector<Note> TakeNotes(std::vector<Block>& blocks);

/// Gives the notes their ids and the section node of their page whose text carries their mark; the
/// last node of the page where none is seen to.
void TieNotes(const std::vector<SectionNode>& sections, std::vector<Note>& notes);

}  // namespace planrec::extract
