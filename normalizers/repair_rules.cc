// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair_rules.h"

#include <array>

#include "normalizers/lm_tokens.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

struct CodePart {
  std::string_view damaged, mended;
  std::string_view next;  ///< only before this part, where not empty
};

// Parts of codes (decree 30/2020/NĐ-CP, Annex III) that have one reading only once their marks are
// lost. ĐA/DA, HĐ/HD and CĐ have two and are not here.
constexpr std::array<CodePart, 8> kCodeParts = {{
    {"ND", "NĐ", "CP"},
    {"QD", "QĐ", ""},
    {"HDND", "HĐND", ""},
    {"HBND", "HĐND", ""},
    {"TTHDND", "TTHĐND", ""},
    {"DTTCB", "ĐTTCB", ""},
    {"BGDDT", "BGDĐT", ""},
    {"LDTBXH", "LĐTBXH", ""},
}};

bool IsAsciiUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsRoman(std::string_view text) {
  if (text.empty() || text.size() > 6) return false;
  for (const char c : text) {
    if (std::string_view("IVXl1|").find(c) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

Protection ProtectionOf(std::string_view token, std::string_view core, bool line_start) {
  if (core.find('@') != std::string_view::npos || core.find("://") != std::string_view::npos ||
      core.substr(0, 4) == "www." || core.find(".vn") != std::string_view::npos ||
      core.find(".com") != std::string_view::npos) {
    return Protection::kAddress;
  }
  if (IsNumber(core)) return Protection::kNumber;
  if (line_start) {
    const bool closed = token.back() == ')' || token.back() == '.' || token.back() == '/';
    if (closed && (IsRoman(core) || CountCodePoints(core) == 1)) return Protection::kMarker;
  }
  // A code: capitals or digits on both sides of a slash or hyphen.
  int digits = 0, capitals = 0, lower = 0, joints = 0;
  for (size_t i = 0; i < core.size(); ++i) {
    if (IsAsciiDigit(core[i])) ++digits;
    if (IsAsciiUpper(core[i])) ++capitals;
    if (core[i] >= 'a' && core[i] <= 'z') ++lower;
    if (core[i] == '/' || core[i] == '-') ++joints;
  }
  if (joints > 0 && (digits > 0 || capitals > 1) && lower <= capitals) return Protection::kCode;
  // Roman numerals inside text, and numbers with a unit behind them (100ha, 35kV).
  if (core.size() >= 2 && IsRoman(core) && core.find('1') == std::string_view::npos &&
      core.find('|') == std::string_view::npos && core.find('l') == std::string_view::npos) {
    return Protection::kNumber;
  }
  if (digits >= 2 && IsAsciiDigit(core.front()) && digits >= static_cast<int>(core.size()) / 2) {
    return Protection::kNumber;
  }
  return Protection::kFree;
}

std::optional<std::string> MendCode(std::string_view core) {
  std::string out;
  bool changed = false;
  for (size_t begin = 0; begin <= core.size();) {
    size_t end = begin;
    while (end < core.size() && core[end] != '/' && core[end] != '-') ++end;
    const std::string_view part = core.substr(begin, end - begin);
    std::string_view mended = part;
    for (const CodePart& row : kCodeParts) {
      if (row.damaged != part) continue;
      const std::string_view rest = core.substr(std::min(end + 1, core.size()));
      if (!row.next.empty() && rest.substr(0, row.next.size()) != row.next) continue;
      mended = row.mended;
      changed = true;
    }
    out += mended;
    if (end < core.size()) out += core[end];
    begin = end + 1;
  }
  if (!changed) return std::nullopt;
  return out;
}

}  // namespace planrec::normalize
