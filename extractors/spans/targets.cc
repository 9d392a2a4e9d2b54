// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/targets.h"

#include <algorithm>

#include "extractors/spans/deadlines.h"
#include "extractors/spans/target_clauses.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kObjectives{"target.objectives", Over::kFolded, R"(\b(?:muc tieu|chi tieu)\b)",
                          "II. MỤC TIÊU", "II. NHIỆM VỤ"};
const Pattern kReviewPart{
    "target.review-part", Over::kFolded,
    R"(\b(?:ket qua (?:thuc hien|dat duoc)|danh gia (?:ket qua|tinh hinh|thuc trang)|thuc trang|dac diem tinh hinh|tinh hinh (?:thuc hien|chung)|ton tai|han che|uu diem|du bao)\b)",
    "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2023", "I. MỤC ĐÍCH, YÊU CẦU"};
const Pattern kHeadingDue{"target.heading-due", Over::kFolded,
                          R"(\bden (?:het |cuoi )?nam ((?:19|20)\d{2})\b)",
                          "1. Mục tiêu đến năm 2025", "1. Mục tiêu năm 2025"};
const Pattern kValueColumn{
    "target.value-column", Over::kFolded,
    R"(^(?:ke hoach|chi tieu|muc tieu|phan dau|kh|dang ky|giao)(?: (?:giao|nam))*(?: ?((?:19|20)\d{2}))?$)",
    "Kế hoạch năm 2024", "Tên chỉ tiêu"};
const Pattern kUnitColumn{"target.unit-column", Over::kFolded,
                          R"(^(?:don vi(?: tinh)?|dvt|dv tinh)$)", "Đơn vị tính",
                          "Đơn vị thực hiện"};
const Pattern kResultColumn{"target.result-column", Over::kFolded,
                            R"(^(?:uoc )?(?:thuc hien|ket qua|dat duoc)\b)", "Ước thực hiện 2017",
                            "Kế hoạch thực hiện"};
const Pattern kBareNumber{
    "target.bare-number", Over::kFolded,
    R"(^((?:>|<|≥|≤|tren|duoi|toi thieu|it nhat|khong qua|tu)? ?)(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?) ?(%)?(?: tro len)?$)",
    "≥ 95%", "95% hồ sơ"};

const TableCell* CellAt(const TableRow& row, int column) {
  for (const TableCell& cell : row.cells) {
    if (cell.column == column) return &cell;
  }
  return nullptr;
}

/// True where most of what the column holds are numbers alone.
bool HoldsNumbers(const Table& table, int column) {
  int filled = 0, numbers = 0;
  for (const TableRow& row : table.rows) {
    if (row.kind != RowKind::kData) continue;
    const TableCell* cell = CellAt(row, column);
    if (cell == nullptr || cell->text.empty()) continue;
    ++filled;
    numbers += kBareNumber.Matches(Trim(cell->text.text));
  }
  return numbers * 2 > filled;
}

/// What the numbers of a table of targets mean: the columns of value, unit and indicator.
struct TargetColumns {
  int value = -1, unit = -1, name = -1;
  std::optional<std::string> due;
};

std::optional<TargetColumns> ColumnsOfTargets(const Table& table) {
  TargetColumns out;
  bool results = false;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const TableColumn& column = table.columns[c];
    const int index = static_cast<int>(c);
    results = results || kResultColumn.Matches(column.name);
    if (kUnitColumn.Matches(column.name)) {
      out.unit = index;
    } else if (const auto match = kValueColumn.Find(column.name);
               match && c > 0 && (out.name >= 0 || HoldsNumbers(table, index))) {
      if (out.value >= 0 && (out.due || !match->has(1))) continue;
      out.value = index;
      if (match->has(1)) out.due = std::string(match->Text(column.name, 1));
    } else if (out.name < 0 && column.role != ColumnRole::kOrdinal) {
      out.name = index;
    }
  }
  if (out.value < 0 || out.name < 0) return std::nullopt;
  // What was planned beside what came of it, and no year to come: a report on the past.
  if (results && !out.due) return std::nullopt;
  return out;
}

/// An indicator without the list sign before it and the colon behind: "- Bệnh viện tỉnh".
std::string BareName(std::string_view name) {
  const size_t begin = name.find_first_not_of("-+* ");
  if (begin == std::string_view::npos) return std::string(name);
  const size_t end = name.find_last_not_of(": ");
  return std::string(name.substr(begin, end + 1 - begin));
}

Comparator ComparatorOf(std::string_view printed, std::string_view cell) {
  const std::string words = Fold(Trim(printed));
  if (Fold(cell).find("tro len") != std::string::npos || words == "≥" || words == "toi thieu" ||
      words == "it nhat" || words == "tu") {
    return Comparator::kAtLeast;
  }
  if (words == ">" || words == "tren") return Comparator::kMoreThan;
  if (words == "<" || words == "duoi") return Comparator::kLessThan;
  if (words == "≤" || words == "khong qua") return Comparator::kAtMost;
  return Comparator::kEqual;
}

TargetContext ContextOf(const TextUnit& unit, const std::optional<int>& year) {
  TargetContext context;
  context.year = year;
  context.review = unit.opening;
  auto look = [&](const SectionNode& node) {
    // Only titles speak of a part's kind: a heading, or a short line.
    if (node.kind != SectionKind::kHeading && node.text.text.size() > 120) return;
    if (kObjectives.Matches(node.text.text)) context.objectives = true;
    if (kReviewPart.Matches(node.text.text)) context.review = true;
    if (const auto due = kHeadingDue.Find(node.text.text)) {
      context.due = std::string(due->Text(node.text.text, 1));
    }
  };
  for (const SectionNode* node : unit.ancestors) look(*node);
  if (unit.node != nullptr && unit.node->kind == SectionKind::kHeading) look(*unit.node);
  return context;
}

bool HoldsTargets(const TextUnit& unit) {
  if (unit.table == nullptr) return true;
  if (unit.row == nullptr || unit.row->kind != RowKind::kData || unit.column == nullptr)
    return false;
  const ColumnRole role = unit.column->role;
  return role == ColumnRole::kTask || role == ColumnRole::kActivity ||
         role == ColumnRole::kOutput || role == ColumnRole::kTarget || role == ColumnRole::kNote ||
         role == ColumnRole::kOther;
}

}  // namespace

std::vector<Target> ExtractTargets(const Structure& structure) {
  const std::optional<int> year = ContextOf(structure.document).year;
  std::vector<Target> out;
  auto add = [&](Target target) {
    target.id = IdOf<Target>(out.size() + 1);
    out.push_back(std::move(target));
  };
  for (const TextUnit& unit : TextUnits(structure)) {
    const std::string& text = unit.text->text;
    if (!HoldsTargets(unit)) continue;
    if (unit.table != nullptr) {
      const std::optional<TargetColumns> columns = ColumnsOfTargets(*unit.table);
      const bool value_cell =
          (columns && unit.column == &unit.table->columns[static_cast<size_t>(columns->value)]) ||
          unit.column->role == ColumnRole::kTarget;
      const auto number = kBareNumber.Find(Trim(text));
      if (number && !value_cell) continue;
      if (number) {
        const std::string cell(Trim(text));
        Target target;
        target.anchor = unit.anchor;
        target.text = cell;
        target.comparator = ComparatorOf(number->Text(cell, 1), cell);
        target.value = ReadVietnameseNumber(number->Text(cell, 2));
        if (number->has(3)) target.unit = "%";
        if (columns) {
          const TableCell* unit_cell =
              columns->unit >= 0 ? CellAt(*unit.row, columns->unit) : nullptr;
          if (!target.unit && unit_cell != nullptr && !unit_cell->text.empty()) {
            target.unit = unit_cell->text.text;
          }
          const TableCell* name = CellAt(*unit.row, columns->name);
          if (name != nullptr && !name->text.empty()) target.indicator = BareName(name->text.text);
          target.due = columns->due;
        }
        target.where = unit.text->Locate();
        target.confidence = unit.text->Confidence() * (columns ? 0.9 : 0.7);
        add(std::move(target));
        continue;
      }
    }
    for (const FoundTarget& found : FindTargets(text, ContextOf(unit, year))) {
      auto printed = [&](const std::optional<Span>& span) -> std::optional<std::string> {
        if (!span) return std::nullopt;
        return text.substr(span->begin, span->size());
      };
      Target target;
      target.anchor = unit.anchor;
      target.text = text.substr(found.text.begin, found.text.size());
      target.indicator = printed(found.indicator);
      target.comparator = found.quantity.comparator;
      target.value = found.quantity.value;
      target.value_max = found.quantity.value_max;
      if (!found.quantity.unit.empty()) target.unit = found.quantity.unit;
      target.scope = printed(found.scope);
      target.due = found.due;
      target.baseline = found.baseline;
      target.where = unit.text->Locate(found.text.begin, found.text.end);
      target.confidence =
          unit.text->Confidence(found.quantity.span.begin, found.quantity.span.end) *
          found.confidence;
      add(std::move(target));
    }
  }
  return out;
}

}  // namespace planrec::extract
