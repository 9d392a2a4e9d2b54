// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of a page's characters a reader sees as its text. Left out, and told where it is more than a
// mark: what leaves no ink (white on white, under a later rectangle, too small), what is struck
// out, and the raised marks of footnotes behind words and figures.
//
//   DropUnseen(content);     // in the order and the frame of drawing
//   TurnContent(content, …);
//   DropStruck(content);     // in the upright frame
//   SettleRaised(content.glyphs);
//
// Characters under images are none of this: a scan's own text layer lies so (HideCovered). Pure
// functions on plain values.
#pragma once

#include <vector>

#include "pipeline/acquire/pdf/page_content.h"

namespace planrec::acquire {

/// Drops what leaves no ink; diagnostic `text.hidden` says how much.
void DropUnseen(PageContent& content);

/// Drops upright characters with a level rule through their middle, and that rule; diagnostic
/// `text.struck` has the words.
void DropStruck(PageContent& content);

/// Of upright raised characters "m2" and "m3" become "m²", "m³"; digits, stars and brackets behind
/// any other word or figure are a footnote's mark and go.
void SettleRaised(std::vector<Glyph>& glyphs);

}  // namespace planrec::acquire
