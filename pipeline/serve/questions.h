// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an entry of a record's `review` asks a person: which kind of value it is about, what it
// costs if that is wrong, which places of the record an answer changes, where it is printed.
//
//   const Kind kind = KindOf("/document/issued_on");
//   Json card = Card(record, entry);
//
// Kinds and what can be edited of each are the rows of one table. Pure functions over the JSON of a
// record; what an older record lacks is found by its pointer. Thread safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/core/names.h"
#include "schemas/json_access.h"

namespace planrec::serve {

using schemas::Json;

enum class Kind : uint8_t {
  kSymbol,  ///< number, notation and code: one thing as printed
  kDate,
  kAgency,
  kTitle,
  kType,
  kHead,  ///< other fields of the head
  kSignature,
  kDeadline,
  kTask,
  kTarget,
  kDuty,
  kReading,  ///< a word on a page that two readings have differently
  kCell,
  kCitation,
  kAppendix,
  kRecipient,
  kSection,
  kOther,
};
}  // namespace planrec::serve

namespace planrec {
template <>
inline constexpr auto kNames<serve::Kind> = Names("symbol", "date", "agency", "title", "type",
                                                  "head", "signature", "deadline", "task", "target",
                                                  "duty", "reading", "cell", "citation", "appendix",
                                                  "recipient", "section", "other");
}  // namespace planrec

namespace planrec::serve {

Kind KindOf(std::string_view pointer);

/// How much it matters that this is wrong, times how likely it is.
double Cost(Kind kind, double confidence);

/// The entry's value as text; empty where there is none.
std::string ShownValue(const Json& record, const Json& entry);

/// The value at a JSON Pointer, or null.
const Json& At(const Json& record, std::string_view pointer);

/// {"page", "bbox"} of what a pointer names, or of what holds it; null where none is known.
Json PlaceOf(const Json& record, std::string_view pointer);

/// What is asked and how it can be answered: {"pointer", "kind", "reason", "confidence", "edits":
/// [{"pointer", "label", "type", "value"}], "candidates", "where", "page", "context"}.
Json Card(const Json& record, const Json& entry);

}  // namespace planrec::serve
