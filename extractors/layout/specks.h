// SPDX-License-Identifier: GPL-3.0-or-later
//
// What recognition reads into dirt, seals and handwriting: lines and ends of lines that are no
// text. Pure functions; thread safe. When unsure a line stays; raw text in the pages is untouched.
#pragma once

#include <vector>

#include "pipeline/core/page.h"
#include "pipeline/core/placed_text.h"

namespace planrec::extract {

/// Takes specks out of the lines of a recognised page; other pages' lines are left alone.
void DropSpecks(const Page& page, std::vector<TextLine>& lines);

/// A line of a recognised table's cell without the strokes and stops at its ends that borders and
/// dirt leave; empty where nothing else is in it. Short cells may be read with little confidence,
/// so that none is dropped for that.
TextLine TrimSpecks(const TextLine& line);

/// Drops lines whose words stand where words of another line stand: two readings of one place (a
/// block's and a cell's). Of two the one with the lesser rank stays, then the one with more words.
/// `ranks` has a rank for each line, or is empty where all are alike. Order is kept.
void DropDoubles(std::vector<TextLine>& lines, const std::vector<int>& ranks = {});

/// Drops lines of a cell that were hardly read beside lines that were read well.
void DropDirt(std::vector<TextLine>& cell);

/// The text of a recognised cell without strokes and unpaired quotes glued to its ends.
PlacedText TrimStrokes(const PlacedText& text);

}  // namespace planrec::extract
