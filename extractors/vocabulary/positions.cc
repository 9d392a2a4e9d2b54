// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/positions.h"

#include <string_view>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Heads of state bodies, Party, army, schools and units; deputies by "phó" before them.
constexpr std::string_view kPositions[] = {
    "chủ tịch",        "tổng giám đốc",   "giám đốc",       "hiệu trưởng",    "bí thư",
    "chánh văn phòng", "chánh thanh tra", "chánh án",       "tổng thanh tra", "chi cục trưởng",
    "tổng cục trưởng", "cục trưởng",      "vụ trưởng",      "trưởng phòng",   "trưởng ban",
    "trưởng đoàn",     "tổ trưởng",       "đội trưởng",     "viện trưởng",    "hạt trưởng",
    "trạm trưởng",     "bộ trưởng",       "thứ trưởng",     "thủ tướng",      "thủ trưởng",
    "chủ nhiệm",       "thống đốc",       "chỉ huy trưởng", "tư lệnh",        "chính ủy",
    "tham mưu trưởng", "tổng biên tập",   "tổng kiểm toán"};

template <typename Spell>
std::string Alternation(Spell spell) {
  std::string out;
  for (const std::string_view position : kPositions) {
    if (!out.empty()) out += '|';
    out += spell(position);
  }
  return out;
}

}  // namespace

std::string PositionsInCapitals() {
  return Alternation([](std::string_view position) { return Upper(position); });
}

std::string PositionsFolded() {
  return Alternation([](std::string_view position) { return Fold(position); });
}

}  // namespace planrec::extract
