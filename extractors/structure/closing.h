// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end of a document: Nơi nhận and the signature block, which stand side by side (boxes 7 and 9b
// of Decree 30/2020/NĐ-CP, Annex I).
//
//   if (auto range = FindClosing(items, body_begin, end))
//     Closing closing = ReadClosing(items, range->begin, range->end);
//
// With positions FlowLine::column keeps the columns apart; lines read across are cut (columns.h).
// What a stamp covers stays absent: a position that is not printed is never concluded. Pure
// functions, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

struct ItemRange {
  size_t begin = 0, end = 0;
};

/// Where the closing stands between begin and end: from the first line of recipients or signature
/// to the last of both. nullopt where neither is printed.
std::optional<ItemRange> FindClosing(const std::vector<FlowItem>& items, size_t begin, size_t end);

struct Closing {
  std::vector<Recipient> recipients;
  std::optional<Signature> signature;
  std::vector<Signature> signatures;  ///< all who sign, `signature` first
  std::vector<Repair> repairs;        ///< "KT," → "KT."
};
Closing ReadClosing(const std::vector<FlowItem>& items, size_t begin, size_t end);

/// True for the name of a person: two to six words, each with a capital, the first a surname of
/// Vietnam; ranks and degrees before it are allowed.
bool IsPersonName(std::string_view line);

/// "ThS. NGUYỄN VĂN AN" → "Nguyễn Văn An".
std::string PersonName(std::string_view line);

}  // namespace planrec::extract
