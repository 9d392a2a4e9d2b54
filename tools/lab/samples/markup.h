// SPDX-License-Identifier: GPL-3.0-or-later
//
// The notation that the plan scripts (plans/*.plan) are written in.
//
//   {name}           a word of the vocabulary ({^name} first letter upper case, {!name} all upper)
//   {y}, {y-1}       the plan's year and its neighbours
//   {một|hai|ba}     one of these, by the seed
//   {80..95/5}       a number of this range (step 5)
//   <t ge %><i>Tỷ lệ hồ sơ đúng hạn</i> đạt tối thiểu <v>{90..98}</v>%</t>     a target
//   <d date {y}-06-30>trước ngày 30/6/{y}</d>                                  a deadline
//   <a lead>{nv}</a>, <h lead/>, <w>xây dựng …</w>                             an assignment
//   <c KH|45/KH-UBND|{y-1}-12-20|UBND tỉnh|về|chuyển đổi số>                   a citation
//
// A citation writes its own text; its date may be "@2024" (some day of that year) and its code may
// hold a range. Pure but for the random numbers taken from the generator.
#pragma once

#include <map>
#include <string>

#include "pipeline/core/result.h"
#include "tools/lab/samples/random.h"
#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

struct Vocabulary {
  std::map<std::string, std::string> words;
  int year = 2025;
};

/// Braces replaced. kCorrupt names an unknown word or an unclosed brace.
Result<std::string> Expand(const std::string& source, const Vocabulary& vocabulary, Random& random);

/// Tags taken out and turned into notes. kCorrupt names an unclosed or unknown tag.
Result<MarkedText> ParseTags(const std::string& expanded, Random& random);

/// Both in turn.
Result<MarkedText> Mark(const std::string& source, const Vocabulary& vocabulary, Random& random);

/// The words of a deadline tag ("date 2025-06-30", "quarter 2025-1 2025-2", "half 2025-1",
/// "year 2025", "range A B", "rec RRULE", "cont", "cond") as kind, from, to, recurrence.
Result<SampleTime> TimeOf(const std::vector<std::string>& words, const std::string& text);

std::vector<std::string> Split(const std::string& text, char separator);
std::string FirstUpper(const std::string& text);

}  // namespace planrec::samples
