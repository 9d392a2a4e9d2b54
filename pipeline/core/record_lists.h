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

template <>
inline constexpr auto kNames<WitnessOrigin> = Names("ink", "layer", "stamp", "e_signature",
                                                    "appendix", "elsewhere", "file_name",
                                                    "inferred", "person");

enum class SectionKind { kHeading, kItem, kParagraph };
template <>
inline constexpr auto kNames<SectionKind> = Names("heading", "item", "paragraph");

/// What kind of paper a document is: kOther for text that is no administrative document (a law
/// book's page, a table of figures), kNone where there is nothing of a document.
enum class DocumentKind { kAdministrative, kForm, kOther, kNone };
template <>
inline constexpr auto kNames<DocumentKind> = Names("administrative", "form", "other", "none");

/// Why a line belongs to no part.
enum class UnplacedReason {
  kRunningHeader,
  kPageNumber,
  kStamp,
  kArtefact,
  kShowThrough,
  kUnreadable,
  kUnknown
};
template <>
inline constexpr auto kNames<UnplacedReason> = Names("running_header", "page_number", "stamp",
                                                     "artefact", "show_through", "unreadable",
                                                     "unknown");

enum class RowKind { kHeader, kGroup, kData };
template <>
inline constexpr auto kNames<RowKind> = Names("header", "group", "data");

}  // namespace planrec
