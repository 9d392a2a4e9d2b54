// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/export.h"

#include <algorithm>

#include "pipeline/export/bagit.h"
#include "pipeline/export/writer.h"

namespace planrec::exports {
namespace {

std::vector<const Table*> AllTables() {
  std::vector<const Table*> tables;
  for (const Table& table : Tables()) tables.push_back(&table);
  return tables;
}

Result<Writers> MakeWriter(const ExportOptions& options, const std::string& output) {
  if (options.format == "csv") {
    if (options.table.empty()) return MakeCsv(output, AllTables(), !options.plain);
    const Table* table = FindTable(options.table);
    if (table != nullptr) return MakeCsv(output, {table}, !options.plain);
    std::string names;
    for (const Table& each : Tables())
      names += (names.empty() ? "" : ", ") + std::string(each.name);
    return Error{ErrorType::kUnsupportedType,
                 "there is no table '" + options.table + "': give one of " + names};
  }
  if (options.format == "xlsx") return MakeXlsx(output, AllTables());
  if (options.format == "sqlite") return MakeSqlite(output);
  if (options.format == "jsonl") return MakeJsonLines(output);
  if (options.format == "ics") return MakeCalendar(output);
  if (options.format == "inventory") {
    return output.ends_with(".xlsx") ? MakeXlsx(output, {&Inventory()})
                                     : MakeCsv(output, {&Inventory()}, !options.plain);
  }
  return Error{ErrorType::kUnsupportedType, "there is no format '" + options.format + "'"};
}

}  // namespace

const std::vector<Format>& Formats() {
  static const std::vector<Format> formats = {
      {"csv", "csv", "a file a table"},
      {"xlsx", "planrec.xlsx", "a workbook, a sheet a table"},
      {"jsonl", "records.jsonl", "a record a line, corrections laid over"},
      {"sqlite", "planrec.sqlite", "a database with keys, views and full text"},
      {"ics", "deadlines.ics", "deadlines for calendars"},
      {"inventory", "inventory.csv", "mục lục văn bản (.csv, or .xlsx by -o)"},
      {"bagit", "bag", "originals, records and inventory with checksums (BagIt)"}};
  return formats;
}

std::string DefaultOutput(const ExportOptions& options) {
  for (const Format& format : Formats()) {
    if (options.format != format.name) continue;
    const bool one = options.format == "csv" && !options.table.empty();
    return options.input + "/exports/" + (one ? options.table + ".csv" : format.default_name);
  }
  return "";
}

Result<Exported> Export(const ExportOptions& options) {
  Exported exported;
  exported.output = options.output.empty() ? DefaultOutput(options) : options.output;
  if (options.format == "bagit") {
    Result<Collected> collected = WriteBag(options.input, exported.output);
    if (!collected) return collected.error();
    exported.collected = std::move(*collected);
    return exported;
  }
  Writers writer;
  // Nothing is made where there is nothing to write.
  Result<Collected> collected =
      ForEachRecord(options.input, options.format == "jsonl",
                    [&](const Source& source, const std::string& json) -> Status {
                      if (!writer) {
                        Result<Writers> made = MakeWriter(options, exported.output);
                        if (!made) return made.error();
                        writer = std::move(*made);
                      }
                      return writer->Take(source, json);
                    });
  if (!collected) return collected.error();
  if (!writer) {
    return Error{ErrorType::kNotFound, "none of the records in " + options.input +
                                           " can be read: " + collected->left_out.front()};
  }
  const Status ended = writer->End();
  if (!ended) return ended.error();
  exported.collected = std::move(*collected);
  return exported;
}

}  // namespace planrec::exports
