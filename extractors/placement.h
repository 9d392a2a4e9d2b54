// SPDX-License-Identifier: GPL-3.0-or-later
//
// The law of conservation: every word that was read stands in exactly one place of the record, a
// field of the head, a section, a cell, a recipient, a signature, a note, or `unplaced`.
//
//   PlaceWords(pages, structure, record);   // fills record.unplaced and record.words
//   CheckPlaces(record);                    // text.unplaced, text.doubled, the top of the review
//
// Sections, cells and notes know the piece of the page that each of their words comes from, so
// their words are found by place. Heads, recipients and signatures are read into normal forms; a
// line of theirs is found by the field's place, or by its words. What the layout has dropped
// (running headers, stamps, page numbers) has its reason; all else that is left is `unreadable` or
// `unknown`. The grammars may be strict: what they leave is seen.
//
// Linear in the words. Pure functions of their arguments; thread safe; never fail.
#pragma once

#include <span>
#include <vector>

#include "extractors/structure/structure.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// `pages`: as the flow was made of them, in the frame of the record's places.
/// Of the structure only what was dropped and what was read into fields is looked at: the rest is
/// the record's by now.
void PlaceWords(std::span<const Page> pages, const Structure& structure, PlanRecord& record);

/// Warnings about words in no place or in two, and past kTooManyUnplaced an entry at the top of the
/// review. Behind CheckRecord.
void CheckPlaces(PlanRecord& record);

/// Share of the words that may stand nowhere before a person is asked to look (goal of the project:
/// 99.5 % in one place; a seal's letters on a page of 300 words are half a per cent).
inline constexpr double kTooManyUnplaced = 0.01;

}  // namespace planrec::extract
