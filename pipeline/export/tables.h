// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables that a collection of records comes to, described once: a column is a row of a table
// (tables.cc). CSV, XLSX and SQLite are written by this description. Each row stands by itself: it
// names its document, issuer and date, and has an id that is its own in the world (content of the
// file, id in the record).
//
//   for (const Table& table : Tables())
//     ForEachRow(table, source, [&](const std::vector<Value>& row) { … });
//
// Constant data and pure functions; thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::exports {

/// kDate: "2026-01-15" as text.
enum class Kind { kText, kInteger, kReal, kDate, kTruth };

/// Nothing, text, number, truth.
using Value = std::variant<std::monostate, std::string, int64_t, double, bool>;

/// A record as exports see it: with its corrections.
struct Source {
  PlanRecord record;
  std::string file;                ///< of the record, relative to the output folder
  std::string document_id;         ///< SHA-256 of the content, "#2" behind it for the second part
  int64_t ordinal = 0;             ///< 1-based, in the order of the export
  std::set<std::string> reviewed;  ///< pointers of objects that a person corrected or confirmed
};

Source MakeSource(PlanRecord record, std::string file);

struct Column {
  const char *name, *label;  ///< for programs, and in Vietnamese for people
  Kind kind = Kind::kText;
  int width = 12;  ///< of a sheet's column, in letters
  Value (*value)(const Source& source, size_t index) = nullptr;
};

struct Table {
  const char *name, *label;  ///< "tasks", "Nhiệm vụ"
  size_t (*count)(const PlanRecord& record) = nullptr;
  std::vector<Column> columns;  ///< the first one is the row's id
};

/// documents, tasks, task_agencies, targets, deadlines, assignments, citations, signatures.
const std::vector<Table>& Tables();

/// The list of documents as an archive keeps it: mục lục văn bản with the data of a document under
/// circular 05/2025/TT-BNV, as far as a plan prints them. What an archivist decides stays empty.
const Table& Inventory();

/// nullptr for a name that is none.
const Table* FindTable(std::string_view name);

void ForEachRow(const Table& table, const Source& source,
                const std::function<void(const std::vector<Value>& row)>& use);

/// The first and the last day of what a date of reduced precision names: "2026-02" → 2026-02-01,
/// 2026-02-28. Empty for what is no date.
std::string FirstDay(std::string_view date);
std::string LastDay(std::string_view date);

}  // namespace planrec::exports
