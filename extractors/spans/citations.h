// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mentions of other documents: type word, number and symbol, date, issuer, title.
//
//   std::vector<Citation> citations = ExtractCitations(structure);
//
// Every numbered mention counts, repeats included; laws without a number, standards (TCVN, ISO) and
// the note that names the document itself ("(Kèm theo Kế hoạch số …)") do not. A list that states
// its type, date or issuer once gives them to each member, and a short form ("Nghị định 30/2020",
// "Kế hoạch số 174") takes its symbol from the first full mention. Pure functions; thread safe.
#pragma once

#include <vector>

#include "extractors/structure/structure.h"
#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// ids "c1", "c2", … in reading order; role "basis" in the opening paragraphs.
std::vector<Citation> ExtractCitations(const Structure& structure);

/// Where mentions of numbered documents stand in a text, from type word to title's end. Dates and
/// quantities inside belong to the cited document, not to the plan.
std::vector<Span> CitationSpans(std::string_view text);

}  // namespace planrec::extract
