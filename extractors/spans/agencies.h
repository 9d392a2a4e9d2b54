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

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/placed_text.h"

namespace planrec::extract {

enum class AgencyKind {
  kState,  ///< a body of the state: UBND, Sở, Phòng, Công an
  kParty,  ///< a body of the party: Đảng ủy, Ban Tuyên giáo
  kMass,   ///< fronts, unions, associations: MTTQ, Hội Nông dân
  kUnit,   ///< a unit, school, company or board: Trung tâm, Trường, Ban Quản lý
  kPost,   ///< a person by post: Chủ tịch, Giám đốc, Thủ trưởng
  kClass,  ///< a class of bodies or people: các cơ quan, đơn vị; cán bộ, công chức
};

struct AgencyHead {
  std::string_view word;  ///< as it begins a name, lower case
  AgencyKind kind = AgencyKind::kState;
  bool capital = true;      ///< begins a name only with a capital letter ("Sở", not "sở")
  bool needs_name = false;  ///< begins a name only before a capital letter ("Ban Chỉ đạo", "Phòng
                            ///< Nội vụ"), so that "các sở, Ban, ngành" stays one
  std::string_view example;  ///< a name that begins with it
};

const std::vector<AgencyHead>& AgencyHeads();

/// The head of an agency's name that stands at byte `at`; null where none does.
const AgencyHead* AgencyHeadAt(std::string_view text, size_t at);

/// The same behind a word that gives an order, where names begin in small letters too: "giao |phòng
/// Kinh tế". Classes of bodies don't count so.
const AgencyHead* OrderedHeadAt(std::string_view text, size_t at);

/// The agencies of a list that fills `text`, each trimmed of spaces, dashes and end marks. In a
/// cell of several lines a line that begins a name begins an agency.
std::vector<PlacedText> SplitAgencies(const PlacedText& text);
/// The same as byte ranges within `list`.
std::vector<Span> SplitAgencies(std::string_view text, Span list);

/// Where the agency list that begins at `begin` ends: before the duty's verb, a colon, a bracket or
/// the sentence's end. `begin` itself where no agency stands there.
size_t AgencyPhraseEnd(std::string_view text, size_t begin);

/// The same for a list behind an order (OrderedHeadAt).
size_t OrderedPhraseEnd(std::string_view text, size_t begin);

/// The same for the subject of a sentence, which does something: where no verb was found, one that
/// may also be a noun ends the name ("Trung tâm Phục vụ hành chính công |tiếp nhận hồ sơ").
size_t SubjectPhraseEnd(std::string_view text, size_t begin);

/// True where the whole text is a list of agencies, as in a heading "2. Phòng Nội vụ thành phố".
bool IsAgencyList(std::string_view text);

/// True for a class of unnamed bodies ("các cơ quan có liên quan", "các đơn vị").
bool IsClassOfAgencies(std::string_view name);

}  // namespace planrec::extract
