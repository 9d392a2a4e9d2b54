// SPDX-License-Identifier: GPL-3.0-or-later
//
// The closed lists of the record, each with its words in the order of its enumerators (names.h).
// The schema holds the same words; a test compares them. Constant data.
#pragma once

#include "pipeline/core/names.h"
#include "pipeline/core/page.h"

namespace planrec {

template <>
inline constexpr auto kNames<TextOrigin> = Names("none", "embedded", "repaired", "ocr", "file");
template <>
inline constexpr auto kNames<EditReason> = Names("diacritics", "confusion", "marker",
                                                 "segmentation", "encoding");

/// The level of government that a body belongs to.
enum class Level { kNone, kCentral, kProvince, kDistrict, kCommune, kParty, kOther };
template <>
inline constexpr auto kNames<Level> = Names("", "central", "province", "district", "commune",
                                            "party", "other");

enum class SectionKind { kHeading, kItem, kParagraph };
template <>
inline constexpr auto kNames<SectionKind> = Names("heading", "item", "paragraph");

/// How a result must stand to the value of a target.
enum class Comparator {
  kNone,
  kEqual,
  kAtLeast,
  kMoreThan,
  kAtMost,
  kLessThan,
  kBetween,
  kDecreaseBy,
  kIncreaseBy,
  kTop,
  kBetterThanBaseline,
  kImprove
};
template <>
inline constexpr auto kNames<Comparator> = Names("", "eq", "ge", "gt", "le", "lt", "between",
                                                 "decrease_by", "increase_by", "top",
                                                 "better_than_baseline", "improve");

/// The form of a deadline: `kContinuous` is "thường xuyên", `kConditional` hangs on an event.
enum class DeadlineKind {
  kNone,
  kDate,
  kQuarter,
  kYear,
  kHalfYear,
  kRange,
  kRecurring,
  kContinuous,
  kConditional
};
template <>
inline constexpr auto kNames<DeadlineKind> = Names("", "date", "quarter", "year", "half_year",
                                                   "range", "recurring", "continuous",
                                                   "conditional");

/// chủ trì, phối hợp, or neither said.
enum class Role { kNone, kLead, kSupport, kResponsible };
template <>
inline constexpr auto kNames<Role> = Names("", "lead", "support", "responsible");

enum class RowKind { kHeader, kGroup, kData };
template <>
inline constexpr auto kNames<RowKind> = Names("header", "group", "data");

/// What a column holds, told by its header.
enum class ColumnRole {
  kOrdinal,
  kTask,
  kActivity,
  kOutput,
  kLead,
  kSupport,
  kDeadline,
  kTarget,
  kBudget,
  kNote,
  kOther
};
template <>
inline constexpr auto kNames<ColumnRole> = Names("ordinal", "task", "activity", "output", "lead",
                                                 "support", "deadline", "target", "budget", "note",
                                                 "other");

/// `kBasis` in the opening (Căn cứ, Thực hiện, Theo), `kReference` elsewhere.
enum class CitationRole { kNone, kBasis, kReference };
template <>
inline constexpr auto kNames<CitationRole> = Names("", "basis", "reference");

}  // namespace planrec
