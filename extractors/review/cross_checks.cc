// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/cross_checks.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "extractors/spans/agencies.h"
#include "extractors/vocabulary/agency_keys.h"
#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {
namespace {

/// Lines that stand for everybody concerned.
const Pattern kEverybody{
    "check.everybody", Over::kFolded,
    R"(\bnhu (?:tren|dieu|muc|phan)\b|\b(?:co quan|don vi|thanh vien|ban nganh|so nganh|nganh|doan the)\b|\bto chuc\b.*\bca nhan\b)",
    "Các cơ quan, đơn vị liên quan", "Văn phòng UBND huyện"};
const Pattern kClass{"check.class", Over::kFolded, R"(\b(?:cac|tat ca|toan the|nhung)\b)",
                     "UBND các xã, thị trấn", "UBND xã An Bình"};

/// Indicators are one where this share of their words is.
constexpr double kSameIndicator = 0.8;

std::set<std::string> Words(std::string_view text) {
  std::istringstream in(Fold(text));
  std::set<std::string> words;
  for (std::string word; in >> word;) {
    while (!word.empty() &&
           std::string_view(".,;:()\"'").find(word.back()) != std::string_view::npos)
      word.pop_back();
    if (!word.empty()) words.insert(word);
  }
  return words;
}

double Shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  const auto both = std::count_if(a.begin(), a.end(), [&](const auto& w) { return b.contains(w); });
  return static_cast<double>(both) /
         static_cast<double>(a.size() + b.size() - static_cast<size_t>(both));
}

bool Holds(const std::string& text, const std::string& words) {
  return !words.empty() && (" " + text + " ").find(" " + words + " ") != std::string::npos;
}

class RecipientList {
 public:
  explicit RecipientList(const PlanRecord& record) {
    if (record.document.issuer) names_.push_back(AgencyKey(record.document.issuer->name));
    for (const Recipient& recipient : record.recipients) {
      everybody_ |= kEverybody.Matches(recipient.text);
      const std::string key = AgencyKey(recipient.text);
      (kClass.Matches(recipient.text) ? classes_ : names_).push_back(key);
    }
  }

  bool Names(const std::string& agency) const {
    if (everybody_ || IsClassOfAgencies(agency) || kClass.Matches(agency)) return true;
    // People ("Giáo viên chủ nhiệm") get the plan through their office.
    const AgencyHead* body = AgencyHeadAt(agency, 0);
    if (body == nullptr || body->kind == AgencyKind::kPost) return true;
    const std::string key = AgencyKey(agency);
    for (const std::string& name : names_) {
      if (Holds(name, key) || Holds(key, name)) return true;
    }
    // "Phòng Nội vụ" is one of "các phòng chuyên môn", "UBND xã An Bình" of "UBND các xã".
    const std::string head = key.substr(0, key.find(' '));
    const bool committee = key.starts_with("uy ban nhan dan");
    return std::any_of(classes_.begin(), classes_.end(), [&](const std::string& name) {
      return Holds(name, committee ? "uy ban nhan dan" : head);
    });
  }

 private:
  bool everybody_ = false;
  std::vector<std::string> names_, classes_;
};

std::string Shown(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

}  // namespace

void CheckTaskAgencies(PlanRecord& record) {
  if (record.recipients.empty()) return;
  const RecipientList recipients(record);
  std::set<std::string> said;
  for (size_t i = 0; i < record.tasks.size(); ++i) {
    const std::vector<std::string>& lead = record.tasks[i].lead;
    for (size_t k = 0; k < lead.size(); ++k) {
      if (recipients.Names(lead[k]) || !said.insert(AgencyKey(lead[k])).second) continue;
      record.warnings.push_back({"agency.not_recipient",
                                 "\"" + lead[k] + "\" leads a task and is no recipient",
                                 "/tasks/" + std::to_string(i) + "/lead/" + std::to_string(k)});
    }
  }
}

void CheckTargetsAgree(PlanRecord& record) {
  struct Told {
    const Target* target;
    std::set<std::string> words;
  };
  std::vector<Told> text;
  for (const Target& target : record.targets) {
    if (!target.anchor.node.empty() && target.indicator && target.value)
      text.push_back({&target, Words(*target.indicator)});
  }
  for (size_t i = 0; i < record.targets.size(); ++i) {
    const Target& listed = record.targets[i];
    if (listed.anchor.table.empty() || !listed.indicator || !listed.value) continue;
    const std::set<std::string> words = Words(*listed.indicator);
    for (const Told& told : text) {
      const Target& target = *told.target;
      const bool same = target.comparator == listed.comparator && target.due == listed.due &&
                        Fold(target.unit.value_or("")) == Fold(listed.unit.value_or("")) &&
                        Shared(words, told.words) >= kSameIndicator;
      if (!same || std::abs(*target.value - *listed.value) < 1e-9) continue;
      record.warnings.push_back({"target.mismatch",
                                 "the text says " + Shown(*target.value) + " (" + target.id +
                                     "), the table " + Shown(*listed.value),
                                 "/targets/" + std::to_string(i)});
      break;
    }
  }
}

}  // namespace planrec::extract
