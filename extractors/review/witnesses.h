// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who else speaks of the document's number and of its day: the notes of its appendices, other
// places of the file, the text layer, electronic signatures and their stamps, the file's name.
//
//   for (const Witness& witness : NumberWitnesses(record)) …
//
// A witness says what it says; what is made of it is evidence.h's business. Pure functions of the
// record; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

struct Witness {
  std::string value;  ///< a number's digits with its letter ("12", "2760b"), or an ISO date
  WitnessOrigin origin = WitnessOrigin::kElsewhere;
  Where where;
  double reliability = 0;  ///< how often one of its kind says the truth
};

/// Of the number in front of the document's symbol; none where it has no code.
std::vector<Witness> NumberWitnesses(const PlanRecord& record);

/// Of the day: those that name it themselves.
std::vector<Witness> DateWitnesses(const PlanRecord& record);

/// When the body that issues the document signed it electronically (day in Vietnam, ISO), by its
/// signatures' data, else by a visible stamp.
std::optional<Witness> SigningDay(const PlanRecord& record);

/// The number in a file's name beside its type or "số": "359_kh_syt.pdf", "KH_1146.pdf",
/// "04CT.pdf". `type` is the document's; empty where it says none.
std::optional<std::string> NumberInName(std::string_view path, std::string_view type);

}  // namespace planrec::extract
