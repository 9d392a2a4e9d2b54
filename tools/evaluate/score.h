// SPDX-License-Identifier: GPL-3.0-or-later
//
// One predicted record against one gold record.
//
//   Counts counts = Score(gold, &prediction);     // nullptr: there is no prediction
//   counts.Find("sections.node")->F1(kStrict);
//
// Texts are compared in their normal form (text_match.h): strict = equal, soft = similarity of at
// least 0.90. Matching is one to one, the best similarity first.
//
//   document.*, signature.*   right or wrong; soft only for title, place, issuer.name and the three
//                             of the signature. `document` is the share of all its fields.
//   recipients                lines of Nơi nhận
//   sections.node             the same path of markers and the same text
//   sections.heading          a heading with the same marker and text, wherever it stands
//   sections.edge             the node is found and hangs on the node found for gold's parent
//   sections.text             CER of all the text in order, without markers
//   targets.detect            the text, or one text in the other while value and unit agree
//   targets.quantity          detected, with the right comparator, value, unit and baseline
//   deadlines                 kind, from, to, recurrence and the text; .detect the text alone
//   assignments               agency and role; .agency without the role
//   citations                 code and date (soft: the code's digits, the rest nearly)
//   tables.cells              rows aligned, then cells in each pair of rows, credit = similarity
//                             (after B. Smock et al., "GriTS", 2022)
//   tables.columns            name and role; .layout spans and column; .row_kind
//   tasks                     task, lead, support and deadline of a row
//   appendices                label and title
//   warnings                  recall of gold's codes
//   words.placed              share of the words read that stand in exactly one place
//   calibration.ece           confidence against correctness of all objects, ten bins
//   calibration.review        did `review` point to what is wrong; .flagged how much it points to
//   X.<field>, X.node         accuracy of a field, or of the place, over the matched objects
//
// Pure functions; thread safe.
#pragma once

#include "pipeline/core/record.h"
#include "tools/evaluate/counts.h"

namespace planrec::evaluate {

Counts Score(const PlanRecord& gold, const PlanRecord* prediction);

}  // namespace planrec::evaluate
