// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does a time in running text say when an act is due? Words that bind it (trước, chậm nhất, hoàn
// thành trong), its place (at the head of an order, behind a label, alone in brackets) and its hour
// say yes; the past, the effect of a law, a window of data, an outlook say no.
//
//   const TimeJudge judge{text, context, /*opening=*/false};
//   if (const std::optional<double> sure = judge.Due(time)) …   // the rule's confidence
//
// Pure; thread safe.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/spans/clause_around.h"
#include "extractors/vocabulary/dates.h"

namespace planrec::extract {

struct TimeJudge {
  std::string_view text;
  const TimeContext& context;
  bool opening;  ///< an introductory paragraph, where dates are those of documents

  /// The confidence of the rule by which the time is due; none where it isn't.
  std::optional<double> Due(const TimeSpan& time) const;

  /// A day without a year of a report that recurs: "định kỳ hằng năm (trước ngày 15/11)".
  bool Returns(const TimeSpan& time) const;

 private:
  bool Passed(const TimeSpan& time) const;
  bool LongPast(const TimeSpan& time) const;
  bool PrintsYear(const TimeSpan& time) const;
  bool Narrated(const TimeSpan& time, const Around& at) const;
  bool IsWindow(const TimeSpan& time, const Around& at) const;
  bool InOwnBrackets(const TimeSpan& time) const;
  bool Labelled(const TimeSpan& time, const Around& at) const;
  bool Leads(const TimeSpan& time, const Around& at) const;
  bool BoundCoarsely(const TimeSpan& time, const Around& at) const;
  bool BoundFinely(const TimeSpan& time, const Around& at) const;
};

}  // namespace planrec::extract
