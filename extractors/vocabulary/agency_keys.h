// SPDX-License-Identifier: GPL-3.0-or-later
//
// One key for the spellings of one agency.
//
//   AgencyKey("VP HĐND&UBND huyện") == AgencyKey("Văn phòng HĐND và UBND huyện")
//
//   const AgencyPlace place = PlaceOf(record.document);       // "huyện", "Cẩm Giàng"
//   AgencyKeyIn("Phòng Nội vụ huyện Cẩm Giàng", place)        // "phong-noi-vu"
//   AssignAgencyKeys(record);                                 // assignments and tasks
//
// Abbreviations are written out by the tables of bodies and units, marks, case and connectives
// dropped, lists of classes ("phường, xã") put in one order. Within a document a name goes with or
// without the place that issues it: "Phòng Nội vụ" is the issuer's, "UBND" alone is the issuer.
// Keys are folded words joined by '-'; they mean something within a document and between documents
// of one issuer. Pure functions; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// An abbreviation of the tables of bodies and units.
struct AgencyAlias {
  std::string words;      ///< folded, as words: "kh dt" for KH&ĐT and KH-ĐT
  std::string long_form;  ///< folded: "ke hoach dau tu"
};
const std::vector<AgencyAlias>& AgencyAliases();

/// The name's words, abbreviations written out.
std::string AgencyKey(std::string_view name);

/// Where the document's issuer is.
struct AgencyPlace {
  std::string level;     ///< folded: "huyen", "thanh pho"; empty where unknown
  std::string locality;  ///< folded: "cam giang"
};

AgencyPlace PlaceOf(const DocumentFields& document);

std::string AgencyKeyIn(std::string_view name, const AgencyPlace& place);

/// Fills Assignment::agency_key, Task::lead_keys and Task::support_keys.
void AssignAgencyKeys(PlanRecord& record);

}  // namespace planrec::extract
