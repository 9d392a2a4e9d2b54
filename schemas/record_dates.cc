// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_dates.h"

#include <algorithm>

namespace planrec::schemas {
namespace {

int Digits(std::string_view text) {
  int out = 0;
  for (const char c : text) out = out * 10 + (c - '0');
  return out;
}

}  // namespace

bool DateExists(std::string_view date) {
  if (date.size() < 10) return true;
  const int year = Digits(date.substr(0, 4));
  const int month = Digits(date.substr(5, 2));
  const int day = Digits(date.substr(8, 2));
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool DateNotAfter(std::string_view from, std::string_view to) {
  // Fields are zero-padded and of fixed width: the common precision compares as text.
  const size_t common = std::min(from.size(), to.size());
  return from.substr(0, common) <= to.substr(0, common);
}

}  // namespace planrec::schemas
