// SPDX-License-Identifier: GPL-3.0-or-later
//
// What takes records one by one and makes a file of them. Nothing of a file stands under its name
// before End() gave Done. Memory does not grow with the number of records. A writer belongs to one
// thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/export/tables.h"

namespace planrec::exports {

class Writer {
 public:
  Writer() = default;
  virtual ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// `json`: the record with its corrections, as it was read.
  virtual Status Take(const Source& source, const std::string& json) = 0;
  virtual Status End() = 0;
};

using Writers = std::unique_ptr<Writer>;

/// A CSV file a table, below a folder, or one table's as `path`. UTF-8 with a byte-order mark,
/// RFC 4180. With `guard`, texts that a spreadsheet would take for a formula (they begin with = + -
/// @ or a control character) get an apostrophe before them.
Result<Writers> MakeCsv(const std::string& path, const std::vector<const Table*>& tables,
                        bool guard);

/// A sheet a table: frozen bold head, filters, widths, dates as dates. A sheet that is full goes on
/// in another one.
Result<Writers> MakeXlsx(const std::string& path, const std::vector<const Table*>& tables);

/// A table a table, keys, views and the full text (sqlite.cc).
Result<Writers> MakeSqlite(const std::string& path);

/// A record a line.
Result<Writers> MakeJsonLines(const std::string& path);

/// Deadlines as events of iCalendar (RFC 5545), those that return with their rule.
Result<Writers> MakeCalendar(const std::string& path);

}  // namespace planrec::exports
