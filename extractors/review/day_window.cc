// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/day_window.h"

#include <algorithm>
#include <cstdlib>

#include "extractors/vocabulary/dates.h"

namespace planrec::extract {
namespace {

// Set by rule: a citation may be misread or misprinted; an office may date a plan after what is
// already due in it.
constexpr double kBeforeCited = 0.02, kAfterDue = 0.15;
constexpr double kReadSurely = 0.8;
constexpr size_t kIsoDay = 10, kIsoYear = 4;

}  // namespace

bool DayWindow::Holds(const std::string& day) const {
  return (!first || *first <= day) && (!last || day <= *last);
}

double DayWindow::Share(const std::string& day) const {
  if (first && day < *first) return kBeforeCited;
  return last && *last < day ? kAfterDue : 1;
}

std::optional<std::string> DayWindow::InAnotherYear(const std::string& day) const {
  if (!first || !last || day.size() != kIsoDay) return std::nullopt;
  std::optional<std::string> found;
  const int to = std::atoi(last->c_str());
  for (int year = std::atoi(first->c_str()); year <= to; ++year) {
    std::string other = std::to_string(year) + day.substr(kIsoYear);
    const bool exists = std::atoi(day.c_str() + 8) <= DaysInMonth(year, std::atoi(day.c_str() + 5));
    if (other == day || !exists || !Holds(other)) continue;
    if (found) return std::nullopt;
    found = std::move(other);
  }
  return found;
}

DayWindow WindowOfDays(const PlanRecord& record) {
  DayWindow window;
  for (const Citation& each : record.citations) {
    if (!each.issued_on || each.issued_on->size() != kIsoDay || each.confidence < kReadSurely ||
        each.code == record.document.code)
      continue;
    window.first = std::max(window.first, each.issued_on);
  }
  for (const Deadline& each : record.deadlines) {
    // A day without its year has the document's own.
    if (each.kind != "date" || !each.to || each.to->size() != kIsoDay ||
        each.confidence < kReadSurely ||
        each.text.find(each.to->substr(0, kIsoYear)) == std::string::npos)
      continue;
    window.last = window.last ? std::min(window.last, each.to) : each.to;
  }
  // They contradict each other: one of them is misread.
  if (window.first && window.last && *window.last < *window.first) return {};
  return window;
}

}  // namespace planrec::extract
