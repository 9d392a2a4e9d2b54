// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/corrections/printed_changes.h"

#include <algorithm>
#include <optional>

#include "schemas/json_access.h"

namespace planrec::corrections {
namespace {

using schemas::Json;

/// "2026-03-05" as it may be printed.
std::vector<std::string> DateForms(const std::string& iso) {
  const std::string year = iso.substr(0, 4), month = iso.substr(5, 2), day = iso.substr(8, 2);
  const auto plain = [](const std::string& two) { return two[0] == '0' ? two.substr(1) : two; };
  std::vector<std::string> forms;
  for (const bool padded : {true, false}) {
    // A month is padded by itself up to February (Decree 30/2020/NĐ-CP, Annex I).
    for (const bool padded_month : {true, false}) {
      const std::string d = padded ? day : plain(day), m = padded_month ? month : plain(month);
      forms.push_back("ngày " + d + " tháng " + m + " năm " + year);
      forms.push_back(d + "/" + m + "/" + year);
      forms.push_back(d + "-" + m + "-" + year);
      forms.push_back(d + "." + m + "." + year);
    }
  }
  return forms;
}

bool IsIsoDate(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
           return form == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

/// 1600000 as "1600000" and "1.600.000", 2.5 as "2,5", 7 as "7" and "07".
std::vector<std::string> NumberForms(const Json& number) {
  std::string digits = number.dump();
  const bool minus = digits.starts_with('-');
  if (minus || digits.find('e') != std::string::npos) return {};
  std::string fraction;
  if (const size_t dot = digits.find('.'); dot != std::string::npos) {
    fraction = "," + digits.substr(dot + 1);
    digits.resize(dot);
    if (fraction == ",0") fraction.clear();
  }
  std::string grouped = digits;
  for (size_t at = grouped.size(); at > 3; at -= 3) grouped.insert(at - 3, ".");
  return {digits + fraction, grouped + fraction,
          (digits.size() < 2 ? "0" : "") + digits + fraction};
}

std::vector<std::string> FormsOf(const Json& value) {
  if (value.is_number()) return NumberForms(value);
  if (!value.is_string()) return {};
  std::string text = value.get<std::string>();
  if (IsIsoDate(text)) return DateForms(text);
  return {std::move(text)};
}

}  // namespace

std::vector<PrintedChange> PrintedChanges(std::string_view record_json,
                                          const std::vector<Correction>& corrections) {
  std::vector<PrintedChange> changes;
  const Applied applied = Apply(record_json, corrections);
  if (applied.in_effect == 0) return changes;
  for (size_t i = 0; i < corrections.size(); ++i) {
    const Correction& each = corrections[i];
    const bool conflicts = std::any_of(applied.conflicts.begin(), applied.conflicts.end(),
                                       [i](const Conflict& one) { return one.index == i; });
    if (each.op != Op::kReplace || !each.undone.empty() || conflicts || each.where.page < 1 ||
        !each.where.bbox || each.old_value == each.new_value)
      continue;
    const std::vector<std::string> before = FormsOf(Json::parse(each.old_value, nullptr, false));
    const std::vector<std::string> now = FormsOf(Json::parse(each.new_value, nullptr, false));
    if (before.size() != now.size() || now.empty()) continue;
    PrintedChange& change = changes.emplace_back();
    change.where = each.where;
    for (size_t f = 0; f < now.size(); ++f) change.forms.emplace_back(before[f], now[f]);
  }
  return changes;
}

}  // namespace planrec::corrections
