// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of office in capitals ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN") as they are written: recognition
// loses marks over capitals first ("CHU TỊCH", "GIÁM ĐÓC"), and in a signature there is no
// sentence to tell them by. A closed list, each with its folded form; a word is only set right
// where it stands whole.
//
//   std::vector<Repair> repairs;
//   signature.position = WithOfficeMarks(position, repairs);
//
// Text that was not recognised is returned as it is. Pure, thread safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

struct OfficeWord {
  std::string_view word;     ///< "CHỦ TỊCH"
  std::string_view damaged;  ///< a reading that becomes it
  std::string_view other;    ///< what looks alike and stays
};

std::span<const OfficeWord> OfficeWords();

/// The text with its words of office set right; each change is added to `repairs`.
std::string WithOfficeMarks(const PlacedText& text, std::vector<Repair>& repairs);

}  // namespace planrec::extract
