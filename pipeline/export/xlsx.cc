// SPDX-License-Identifier: GPL-3.0-or-later
// Workbooks through libxlsxwriter with constant memory: rows go to disk as they come.
#include <xlsxwriter.h>

#include <cstdio>
#include <filesystem>
#include <utility>

#include "pipeline/core/cut_text.h"
#include "pipeline/export/replace.h"
#include "pipeline/export/writer.h"
#include "pipeline/files/atomic_file.h"

namespace planrec::exports {
namespace {

/// Of a sheet, the head included; of the text in a cell, in UTF-16 units (taken as bytes: never
/// more).
constexpr lxw_row_t kMostRows = 1'048'576;
constexpr size_t kLongestCell = 32'767;

struct CloseWorkbook {
  void operator()(lxw_workbook* workbook) const { workbook_close(workbook); }
};

class Xlsx : public Writer {
 public:
  explicit Xlsx(const std::vector<const Table*>& tables) {
    for (const Table* table : tables) sheets_.push_back({table, nullptr, 0, 0});
  }

  Status Open(const std::string& path) {
    path_ = path;
    if (const Status free = MayReplace(path, "PK\x03\x04"); !free) return free;
    const Result<std::string> name = file_.Begin(path);
    if (!name) return name.error();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    folder_ = std::filesystem::path(*name).parent_path().string();
    options.tmpdir = folder_.data();
    workbook_.reset(workbook_new_opt(name->c_str(), &options));
    if (!workbook_) return WriteError("make", path, ENOMEM);
    head_ = workbook_add_format(workbook_.get());
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(head_, 0xDDE6F0);
    date_ = workbook_add_format(workbook_.get());
    format_set_num_format(date_, "dd/mm/yyyy");
    text_ = workbook_add_format(workbook_.get());
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    for (Sheet& sheet : sheets_) {
      const Status begun = Begin(sheet);
      if (!begun) return begun;
    }
    return Done{};
  }

  Status Take(const Source& source, const std::string&) override {
    Status status = Done{};
    for (Sheet& sheet : sheets_) {
      ForEachRow(*sheet.table, source, [&](const std::vector<Value>& row) {
        if (status && sheet.rows == kMostRows) status = Begin(sheet);
        if (status) status = Write(sheet, row);
      });
    }
    return status;
  }

  Status End() override {
    for (const Sheet& sheet : sheets_) Filter(sheet);
    const lxw_error closed = workbook_close(workbook_.release());
    if (closed != LXW_NO_ERROR) return Failed(closed);
    return file_.Commit();
  }

 private:
  struct Sheet {
    const Table* table = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_row_t rows = 0;
    int number = 0;  ///< of the table's sheets
  };

  Status Failed(lxw_error error) const {
    return Error{ErrorType::kOutputFailed, "can't write " + path_ + ": " + lxw_strerror(error) +
                                               "; free some space, or choose another place (-o)"};
  }

  void Filter(const Sheet& sheet) const {
    if (sheet.sheet == nullptr) return;
    const auto last = static_cast<lxw_col_t>(sheet.table->columns.size() - 1);
    worksheet_autofilter(sheet.sheet, 0, 0, std::max<lxw_row_t>(sheet.rows, 2) - 1, last);
  }

  Status Begin(Sheet& sheet) {
    Filter(sheet);
    ++sheet.number;
    const std::string name =
        sheet.table->label + (sheet.number > 1 ? " (" + std::to_string(sheet.number) + ")" : "");
    sheet.sheet = workbook_add_worksheet(workbook_.get(), name.c_str());
    if (sheet.sheet == nullptr) return Failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
    lxw_col_t at = 0;
    for (const Column& column : sheet.table->columns) {
      worksheet_set_column(sheet.sheet, at, at, column.width, text_);
      worksheet_write_string(sheet.sheet, 0, at++, column.label, head_);
    }
    worksheet_freeze_panes(sheet.sheet, 1, 0);
    sheet.rows = 1;
    return Done{};
  }

  Status Write(Sheet& sheet, const std::vector<Value>& row) const {
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < row.size() && error == LXW_NO_ERROR; ++i) {
      const auto at = static_cast<lxw_col_t>(i);
      const Value& value = row[i];
      if (const auto* text = std::get_if<std::string>(&value)) {
        error = sheet.table->columns[i].kind == Kind::kDate ? Date(sheet, at, *text)
                                                            : Text(sheet, at, *text);
      } else if (const auto* whole = std::get_if<int64_t>(&value)) {
        error = worksheet_write_number(sheet.sheet, sheet.rows, at, static_cast<double>(*whole),
                                       nullptr);
      } else if (const auto* number = std::get_if<double>(&value)) {
        error = worksheet_write_number(sheet.sheet, sheet.rows, at, *number, nullptr);
      } else if (const auto* truth = std::get_if<bool>(&value)) {
        error = worksheet_write_boolean(sheet.sheet, sheet.rows, at, *truth ? 1 : 0, nullptr);
      }
    }
    if (error != LXW_NO_ERROR) return Failed(error);
    ++sheet.rows;
    return Done{};
  }

  /// Strings are strings here: nothing takes one for a formula.
  lxw_error Text(const Sheet& sheet, lxw_col_t at, const std::string& text) const {
    const std::string cut(CutBetweenLetters(text, kLongestCell));
    return worksheet_write_string(sheet.sheet, sheet.rows, at, cut.c_str(), text_);
  }

  lxw_error Date(const Sheet& sheet, lxw_col_t at, const std::string& day) const {
    lxw_datetime date = {};
    // A sheet's calendar begins in 1900.
    if (std::sscanf(day.c_str(), "%d-%d-%d", &date.year, &date.month, &date.day) != 3 ||
        date.year < 1900)
      return Text(sheet, at, day);
    return worksheet_write_datetime(sheet.sheet, sheet.rows, at, &date, date_);
  }

  OutsideFile file_;
  std::unique_ptr<lxw_workbook, CloseWorkbook> workbook_;
  std::vector<Sheet> sheets_;
  std::string path_, folder_;
  lxw_format *head_ = nullptr, *date_ = nullptr, *text_ = nullptr;
};

}  // namespace

Result<Writers> MakeXlsx(const std::string& path, const std::vector<const Table*>& tables) {
  auto xlsx = std::make_unique<Xlsx>(tables);
  const Status opened = xlsx->Open(path);
  if (!opened) return opened.error();
  return Writers(std::move(xlsx));
}

}  // namespace planrec::exports
