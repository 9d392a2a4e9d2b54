// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/sample_plan.h"

#include <cstdio>

namespace planrec::samples {
namespace {

std::string TwoDigits(int value) {
  char out[16];
  std::snprintf(out, sizeof out, "%02d", value);
  return out;
}

/// Months below 3 carry a leading zero, so that nobody adds a digit (decree 30/2020, annex I).
std::string Month(int month) {
  return month < 3 ? TwoDigits(month) : std::to_string(month);
}

}  // namespace

std::string SamplePlan::Code() const {
  std::string code = number ? TwoDigits(*number) : "";
  return code.append(party ? "-" : "/").append(notation);
}

std::string SamplePlan::IsoDate() const {
  return samples::IsoDate(date);
}

std::string SamplePlan::PrintedDate() const {
  const std::string day = date.day > 0 ? TwoDigits(date.day) : "    ";
  return "ngày " + day + " tháng " + Month(date.month) + " năm " + std::to_string(date.year);
}

std::string ShortDate(const SampleDate& date) {
  return TwoDigits(date.day) + "/" + Month(date.month) + "/" + std::to_string(date.year);
}

std::string IsoDate(const SampleDate& date) {
  char out[48];
  if (date.day > 0) {
    std::snprintf(out, sizeof out, "%d-%02d-%02d", date.year, date.month, date.day);
  } else {
    std::snprintf(out, sizeof out, "%d-%02d", date.year, date.month);
  }
  return out;
}

}  // namespace planrec::samples
