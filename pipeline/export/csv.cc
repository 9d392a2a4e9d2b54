// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <deque>
#include <utility>

#include "pipeline/export/replace.h"
#include "pipeline/export/writer.h"
#include "pipeline/files/atomic_file.h"

namespace planrec::exports {
namespace {

constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

/// As few digits as read back the same.
std::string NumberText(double value) {
  char text[32];
  for (int digits = 6; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

bool LooksLikeFormula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
}

class Csv : public Writer {
 public:
  Csv(std::vector<const Table*> tables, bool guard) : tables_(std::move(tables)), guard_(guard) {}

  Status Open(const std::string& path, bool folder) {
    for (const Table* table : tables_) {
      AtomicFile& file = files_.emplace_back();
      const std::string name = folder ? path + "/" + table->name + ".csv" : path;
      Status opened = MayReplace(name, kByteOrderMark + std::string(table->columns[0].name) + ",");
      if (opened) opened = file.Open(name);
      if (!opened) return opened;
      std::string head = kByteOrderMark;
      for (const Column& column : table->columns) Field(column.name, head);
      opened = file.Append(LineOf(head));
      if (!opened) return opened;
    }
    return Done{};
  }

  Status Take(const Source& source, const std::string&) override {
    Status status = Done{};
    for (size_t i = 0; i < tables_.size(); ++i) {
      lines_.clear();
      ForEachRow(*tables_[i], source, [&](const std::vector<Value>& row) {
        std::string line;
        for (size_t at = 0; at < row.size(); ++at)
          Field(TextOf(row[at], tables_[i]->columns[at].kind), line);
        lines_ += LineOf(line);
      });
      status = files_[i].Append(lines_);
      if (!status) return status;
    }
    return status;
  }

  Status End() override {
    Status status = Done{};
    for (AtomicFile& file : files_) {
      if (status) status = file.Commit();
    }
    return status;
  }

 private:
  std::string TextOf(const Value& value, Kind kind) const {
    if (const auto* text = std::get_if<std::string>(&value)) {
      return guard_ && kind == Kind::kText && LooksLikeFormula(*text) ? "'" + *text : *text;
    }
    if (const auto* number = std::get_if<int64_t>(&value)) return std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) return NumberText(*number);
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    return "";
  }

  /// Each field with a comma behind it.
  static void Field(const std::string& text, std::string& line) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      line += text;
    } else {
      line += '"';
      for (const char c : text) {
        if (c == '"') line += '"';
        line += c;
      }
      line += '"';
    }
    line += ',';
  }

  static std::string LineOf(std::string fields) {
    fields.pop_back();
    return fields + "\r\n";
  }

  const std::vector<const Table*> tables_;
  const bool guard_;
  std::deque<AtomicFile> files_;
  std::string lines_;
};

class JsonLines : public Writer {
 public:
  Status Open(const std::string& path) {
    const Status free = MayReplace(path, R"({"schema_version":")");
    return free ? file_.Open(path) : free;
  }
  Status Take(const Source&, const std::string& json) override { return file_.Append(json + "\n"); }
  Status End() override { return file_.Commit(); }

 private:
  AtomicFile file_;
};

}  // namespace

Result<Writers> MakeCsv(const std::string& path, const std::vector<const Table*>& tables,
                        bool guard) {
  auto csv = std::make_unique<Csv>(tables, guard);
  const Status opened = csv->Open(path, tables.size() > 1);
  if (!opened) return opened.error();
  return Writers(std::move(csv));
}

Result<Writers> MakeJsonLines(const std::string& path) {
  auto lines = std::make_unique<JsonLines>();
  const Status opened = lines->Open(path);
  if (!opened) return opened.error();
  return Writers(std::move(lines));
}

}  // namespace planrec::exports
