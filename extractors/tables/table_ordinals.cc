// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/table_ordinals.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "extractors/vocabulary/markers.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Letters and digits of a cell, its dot kept: "H~" → "H", "'4." → "4.".
std::string Bare(std::string_view text) {
  std::u32string out;
  for (const char32_t c : ToUtf32(text))
    if (IsLetter(c) || IsDigit(c) || c == '|' || c == '!' || (c == '.' && !out.empty()))
      out.push_back(c);
  return ToUtf8(out);
}

std::string WithDot(std::string text) {
  if (!text.ends_with('.')) text.push_back('.');
  return text + " Xx";
}

class Mender {
 public:
  explicit Mender(std::vector<Repair>& repairs) : repairs_(repairs) {}

  void Row(TableRow& row) {
    if (row.kind == RowKind::kHeader || row.cells.empty()) return;
    const bool group = row.kind == RowKind::kGroup;
    if (group) ++groups_;
    TableCell& cell = row.cells.front();
    if (cell.column != 0 || cell.col_span != 1 || cell.text.empty()) return;
    // What must come next: after the last ordinal that was read; for groups also by their count.
    std::vector<int> next = {(group ? last_group_ : last_row_) + 1};
    if (group && groups_ != next[0]) next.push_back(groups_);
    const std::optional<Reading> reading = Read(cell.text.text, group, next);
    if (!reading) return;
    if (group) {
      last_group_ = reading->ordinal;
      last_row_ = 0;
    } else {
      last_row_ = reading->ordinal;
    }
    const std::string& text = reading->text;
    if (text != cell.text.text) Replace(cell, text);
  }

  /// What stands where 4 must, between 3 and 5 and 6, is 4 whatever was read ("Lá", "Ì").
  void Between(Table& table) {
    std::vector<TableCell*> cells;
    std::vector<int> numbers;
    for (TableRow& row : table.rows) {
      if (row.kind != RowKind::kData || row.cells.empty()) continue;
      TableCell& cell = row.cells.front();
      if (cell.column != 0 || cell.col_span != 1) continue;
      const std::optional<Marker> marker = ReadMarker(WithDot(Bare(cell.text.text)));
      const bool number = marker && marker->kind == MarkerKind::kArabic &&
                          marker->ordinals.size() == 1 && !cell.text.empty();
      cells.push_back(&cell);
      numbers.push_back(number ? marker->ordinal() : 0);
    }
    constexpr size_t kLongest = 3;
    for (size_t i = 0; i + 2 < cells.size(); ++i) {
      const int before = i == 0 ? 0 : numbers[i - 1];
      if (numbers[i] > 0 || (i > 0 && before == 0) || cells[i]->text.empty()) continue;
      if (CountCodePoints(cells[i]->text.text) > kLongest) continue;
      if (numbers[i + 1] != before + 2 || numbers[i + 2] != before + 3) continue;
      numbers[i] = before + 1;
      const bool dotted = cells[i + 1]->text.text.ends_with('.');
      Replace(*cells[i], std::to_string(numbers[i]) + (dotted ? "." : ""));
    }
  }

 private:
  struct Reading {
    int ordinal = 0;
    std::string text;
  };

  static std::optional<Reading> Read(const std::string& printed, bool group,
                                     const std::vector<int>& next) {
    const MarkerKind kind = group ? MarkerKind::kRoman : MarkerKind::kArabic;
    // Dirt beside the ordinal: the one word among few that must come next.
    for (size_t begin = 0; begin < printed.size();) {
      const size_t end = std::min(printed.find(' ', begin), printed.size());
      const std::string bare = Bare(std::string_view(printed).substr(begin, end - begin));
      const bool alone = begin == 0 && end == printed.size();
      begin = end + 1;
      if (bare.empty() || CountCodePoints(bare) > 5) continue;
      const std::optional<Marker> marker = ReadMarker(WithDot(bare));
      if (marker && marker->kind == kind && marker->ordinals.size() == 1) {
        const int ordinal = marker->ordinal();
        // A numeral of strokes read a second time lost one: "II" where III must come.
        if (group && ordinal + 1 == next[0] && ordinal > 1 &&
            bare.find_first_not_of("I.") == std::string::npos && ordinal < 3) {
          return Reading{next[0], Form(kind, next[0], bare)};
        }
        if (alone || ordinal == next[0]) return Reading{ordinal, bare};
      }
      for (const int ordinal : next) {
        if (ReadDamagedMarker(WithDot(bare), {kind, {ordinal}, false}))
          return Reading{ordinal, Form(kind, ordinal, bare)};
      }
    }
    return std::nullopt;
  }

  static std::string Form(MarkerKind kind, int ordinal, const std::string& bare) {
    std::string text = PrintedForm({kind, {ordinal}, false});
    if (!bare.ends_with('.') && text.ends_with('.')) text.pop_back();
    return text;
  }

  void Replace(TableCell& cell, const std::string& text) {
    Repair repair;
    repair.from = cell.text.text;
    repair.to = text;
    repair.where = cell.text.Locate();
    repair.confidence = 0.9;
    repair.reason = EditReason::kMarker;
    PlacedText::Piece piece;
    piece.end = static_cast<uint32_t>(text.size());
    piece.page = repair.where.page;
    piece.line = repair.where.line;
    if (repair.where.bbox) piece.box = *repair.where.bbox;
    piece.confidence = 0.9F;
    piece.bold = cell.text.BoldShare() > 0.5;
    cell.text.text = text;
    cell.text.pieces = {piece};
    cell.confidence = 0.9;
    repairs_.push_back(std::move(repair));
  }

  std::vector<Repair>& repairs_;
  int last_group_ = 0, last_row_ = 0, groups_ = 0;
};

const Pattern kRomanQuarter{"ordinals.roman-quarter", Over::kPrinted, R"(Quý (?:II|III|IV|V|I)\b)",
                            "Quý II, III/2030", "Quý 2/2030"};
const Pattern kArabicQuarter{"ordinals.arabic-quarter", Over::kPrinted, R"(Quý ([2-4])\b)",
                             "Quý 2/2030", "Quý 1/2030"};
const Pattern kFirstQuarter{"ordinals.first-quarter", Over::kPrinted, R"(Quý ([1l|])(?:[/,. ]|$))",
                            "Quý 1/2030", "Quý 12/2030"};

}  // namespace

void MendQuarters(Table& table, std::vector<Repair>& repairs) {
  for (size_t c = 0; c < table.columns.size(); ++c) {
    int roman = 0, arabic = 0;
    const auto cells = [&](auto take) {
      for (TableRow& row : table.rows)
        for (TableCell& cell : row.cells)
          if (cell.column == static_cast<int>(c) && row.kind == RowKind::kData) take(cell);
    };
    cells([&](const TableCell& cell) {
      roman += kRomanQuarter.Matches(cell.text.text);
      arabic += kArabicQuarter.Matches(cell.text.text);
    });
    if (roman < 2 || arabic > 0) continue;
    cells([&](TableCell& cell) {
      const auto match = kFirstQuarter.Find(cell.text.text);
      if (!match) return;
      const Span digit = match->group(1);
      Repair repair;
      repair.from = cell.text.text.substr(match->begin(), digit.end - match->begin());
      repair.to = "Quý I";
      repair.where = cell.text.Locate(match->begin(), digit.end);
      repair.confidence = 0.95;
      repair.reason = EditReason::kConfusion;
      cell.text.text[digit.begin] = 'I';
      repairs.push_back(std::move(repair));
    });
  }
}

void MendOrdinals(Table& table, std::vector<Repair>& repairs) {
  if (table.columns.empty() || table.columns.front().role != ColumnRole::kOrdinal) return;
  Mender mender(repairs);
  mender.Between(table);
  for (TableRow& row : table.rows) mender.Row(row);
}

}  // namespace planrec::extract
