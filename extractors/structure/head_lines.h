// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a letterhead, each told for what it is. Used by letterhead.cc alone.
//
//   for (const HeadLine& line : ReadHeadLines(items, 0, items.size())) switch (line.part) …
//
// Pure functions, thread safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

enum class HeadPart {
  kOther,
  kNational,
  kMotto,
  kNumber,
  kDate,
  kType,
  kSubject,
  kSalutation,
  kUrgency,
  kSecrecy,
  kOwnerNote,  ///< the decision that set the body up: "THEO QUYẾT ĐỊNH SỐ 318/QĐ-SYT"
  kStamp,
  kRule
};

/// One line, or one column's part of it; `item` is the index of the item that it came from.
struct HeadLine {
  FlowLine line;
  size_t item = 0;
  HeadPart part = HeadPart::kOther;
};

/// Lines cut at merged columns, from `begin` up to the first table or `end`, no more than a head
/// can hold.
std::vector<HeadLine> ReadHeadLines(const std::vector<FlowItem>& items, size_t begin, size_t end);

HeadPart ClassifyHeadLine(const FlowLine& line);

/// V/v and Kính gửi: group 1 is what stands behind it.
std::optional<Match> FindSubject(std::string_view line);
std::optional<Match> FindSalutation(std::string_view line);
/// "Căn cứ …"
bool IsBasis(std::string_view line);
/// The first marked line or opening paragraph: the head ends there at the latest.
bool BeginsBody(const HeadLine& line);
/// "(Kèm theo Quyết định số …)"
bool IsAttachedNote(std::string_view line);
/// Where such a note begins behind other text of the line ("… NĂM 2026 (Kèm theo Quyết định …").
std::optional<size_t> FindAttachedNote(std::string_view line);
/// "PHIẾU TRÌNH": the heading of a form, which is neither a body nor a letter.
bool IsForm(std::string_view line);
/// "BÁO CÁO TÌNH HÌNH …": the type that begins a line of capitals with its title; null for none.
const DocumentType* TypeBefore(const FlowLine& line);

}  // namespace planrec::extract
