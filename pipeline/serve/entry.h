// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is kept of each record of a collection: a line to show, a few bytes for each open question,
// and what tells whether a record's tasks are worth looking through.
//
//   Entry entry = ReadEntry("out", "records/a.pdf.plan.json", agencies);
//
// Pure but for reading the files; thread safe. A file that is no record gives an entry without
// questions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/questions.h"

namespace planrec::serve {

/// An open question of a record.
struct Question {
  uint64_t key = 0;    ///< of the record and the pointer
  uint64_t group = 0;  ///< the same for all that have one cause and one answer
  float cost = 0;
  uint16_t index = 0;  ///< in the record's `review`
  Kind kind = Kind::kOther;
};

struct Brief {
  std::string code, issued_on, issuer, title;
};

struct Entry {
  std::string file;  ///< "records/a.pdf.plan.json"
  Brief brief;
  std::vector<Question> questions;
  bool read = false;
  int pages = 0;
  int corrections = 0;  ///< that count
  /// Days since 1970 of the first and the last due date of its deadlines; from > to: none.
  int32_t due_from = INT32_MAX, due_to = INT32_MIN;
  uint64_t agencies = 0;  ///< a bit for each agency of its tasks (AgencyBit)
  bool has_tasks = false;
};

/// `agencies`: names that stand in it are added.
Entry ReadEntry(const std::string& output, const std::string& file,
                std::vector<std::string>& agencies);

/// The whole file; nullopt where it can't be read or is larger than a record may be.
std::optional<std::string> ReadFile(const std::string& path);

/// Made of a record's text with its corrections laid over it.
Entry MakeEntry(const std::string& file, std::string_view record,
                std::vector<std::string>& agencies);

/// "Sở Nội vụ", "sở  nội vụ" and "So Noi vu" have the same.
uint64_t AgencyBit(std::string_view name);

/// Days since 1970-01-01 of an ISO 8601 date, in reduced precision its first or last day; nullopt
/// for what is none.
std::optional<int32_t> DayOf(std::string_view date, bool last);

/// FNV-1a of 64 bits, of several parts.
uint64_t HashOf(std::initializer_list<std::string_view> parts);

}  // namespace planrec::serve
