// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/table_ordinals.h"

#include <optional>
#include <string>
#include <utility>

#include "extractors/markers.h"
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
    TableCell& cell = row.cells.front();
    if (cell.column != 0 || cell.col_span != 1 || cell.text.empty()) return;
    const std::string bare = Bare(cell.text.text);
    if (bare.empty() || CountCodePoints(bare) > 5) return;
    const bool group = row.kind == RowKind::kGroup;
    const Expected expected{group ? MarkerKind::kRoman : MarkerKind::kArabic,
                            {(group ? last_group_ : last_row_) + 1},
                            false};
    std::optional<int> ordinal;
    std::string text = cell.text.text;
    if (const std::optional<Marker> marker = ReadMarker(WithDot(bare));
        marker && marker->kind == expected.kind) {
      ordinal = marker->ordinal();
      text = bare;
    } else if (ReadDamagedMarker(WithDot(bare), expected)) {
      ordinal = expected.ordinals[0];
      text = PrintedForm(expected);
      if (!bare.ends_with('.')) text.pop_back();
    }
    if (!ordinal) return;
    if (group) {
      last_group_ = *ordinal;
      last_row_ = 0;
    } else {
      last_row_ = *ordinal;
    }
    if (text != cell.text.text) Replace(cell, text);
  }

 private:
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
  int last_group_ = 0, last_row_ = 0;
};

}  // namespace

void MendOrdinals(Table& table, std::vector<Repair>& repairs) {
  if (table.columns.empty() || table.columns.front().role != "ordinal") return;
  Mender mender(repairs);
  for (TableRow& row : table.rows) mender.Row(row);
}

}  // namespace planrec::extract
