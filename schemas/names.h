// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words that the record uses for values of closed lists, both ways. Reading takes the word of
// any of them and gives nullopt for another one. Constant data; thread safe.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "pipeline/core/record.h"

namespace planrec::schemas {

template <typename T>
struct Named {
  T value;
  std::string_view name;
};

inline constexpr Named<SectionKind> kSectionKinds[] = {
    {SectionKind::kHeading, "heading"},
    {SectionKind::kItem, "item"},
    {SectionKind::kParagraph, "paragraph"},
};

inline constexpr Named<RowKind> kRowKinds[] = {
    {RowKind::kHeader, "header"},
    {RowKind::kGroup, "group"},
    {RowKind::kData, "data"},
};

inline constexpr Named<TextOrigin> kTextOrigins[] = {
    {TextOrigin::kNone, "none"},         {TextOrigin::kEmbedded, "embedded"},
    {TextOrigin::kRepaired, "repaired"}, {TextOrigin::kOcr, "ocr"},
    {TextOrigin::kFile, "file"},
};

inline constexpr Named<EditReason> kEditReasons[] = {
    {EditReason::kDiacritics, "diacritics"}, {EditReason::kConfusion, "confusion"},
    {EditReason::kMarker, "marker"},         {EditReason::kSegmentation, "segmentation"},
    {EditReason::kEncoding, "encoding"},
};

template <typename T, size_t n>
constexpr std::string_view NameOf(const Named<T> (&names)[n], T value) {
  for (const Named<T>& each : names) {
    if (each.value == value) return each.name;
  }
  return "";
}

template <typename T, size_t n>
constexpr std::optional<T> ValueOf(const Named<T> (&names)[n], std::string_view name) {
  for (const Named<T>& each : names) {
    if (each.name == name) return each.value;
  }
  return std::nullopt;
}

}  // namespace planrec::schemas
