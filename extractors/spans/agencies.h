// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of bodies, units, posts and classes of them ("UBND các phường, xã", "Phòng Tài chính - Kế
// hoạch", "các cơ quan, đơn vị liên quan") and lists of such names, in cells and in running text.
//
//   for (const PlacedText& agency : SplitAgencies(cell.text)) lead.push_back(agency.text);
//   size_t end = AgencyPhraseEnd(text, begin);      // of a list that stands at `begin`
//
// A list is split at ';' always, at ',' and "và" only before a new agency head (a word of
// AgencyHeads()), so that commas and "và" inside a name stay. Text is kept as printed. Offsets are
// bytes of UTF-8. Pure functions; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/agency_heads.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/placed_text.h"

namespace planrec::extract {

/// The agencies of a list that fills `text`, each trimmed of spaces, dashes and end marks.
std::vector<PlacedText> SplitAgencies(const PlacedText& text);
/// The same as byte ranges within `list`.
std::vector<Span> SplitAgencies(std::string_view text, Span list);

/// Where the agency list that begins at `begin` ends: before the duty's verb, a colon, a bracket or
/// the sentence's end. `begin` itself where no agency stands there.
size_t AgencyPhraseEnd(std::string_view text, size_t begin);

/// True where the whole text is a list of agencies, as in a heading "2. Phòng Nội vụ thành phố".
bool IsAgencyList(std::string_view text);

/// True for a class of unnamed bodies ("các cơ quan có liên quan", "các đơn vị").
bool IsClassOfAgencies(std::string_view name);

}  // namespace planrec::extract
