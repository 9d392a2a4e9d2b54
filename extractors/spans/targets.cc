// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/targets.h"

#include <algorithm>

#include "extractors/spans/deadlines.h"
#include "extractors/spans/target_clauses.h"
#include "extractors/spans/target_tables.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kObjectives{"target.objectives", Over::kFolded, R"(\b(?:muc tieu|chi tieu)\b)",
                          "II. MỤC TIÊU", "II. NHIỆM VỤ"};
const Pattern kReviewPart{
    "target.review-part", Over::kFolded,
    R"(\b(?:ket qua (?:thuc hien|dat duoc|nam|cong tac|hoat dong)|tinh hinh nam|danh gia (?:ket qua|tinh hinh|thuc trang)|thuc trang|dac diem tinh hinh|tinh hinh (?:thuc hien|chung)|ton tai|han che|uu diem|du bao)\b)",
    "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2023", "I. MỤC ĐÍCH, YÊU CẦU"};
const Pattern kHeadingDue{"target.heading-due", Over::kFolded,
                          R"(\bden (?:het |cuoi )?nam ((?:19|20)\d{2})\b)",
                          "1. Mục tiêu đến năm 2025", "1. Mục tiêu năm 2025"};
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

bool IsValue(const TextUnit& unit, const TargetTable& columns) {
  return std::ranges::any_of(columns.values, [&](const TargetTable::Value& value) {
    return unit.column == &unit.table->columns[static_cast<size_t>(value.column)];
  });
}

bool HoldsTargets(const TextUnit& unit) {
  if (unit.table == nullptr) return !unit.note;
  if (unit.row == nullptr || unit.row->kind != RowKind::kData || unit.column == nullptr)
    return false;
  const std::string& role = unit.column->role;
  return role == "task" || role == "activity" || role == "output" || role == "target" ||
         role == "note" || role == "other";
}

}  // namespace

std::vector<Target> ExtractTargets(const Structure& structure) {
  const std::optional<int> year = ContextOf(structure.document).year;
  std::vector<Target> out;
  auto add = [&](Target target) {
    target.id = std::string("t").append(std::to_string(out.size() + 1));
    out.push_back(std::move(target));
  };
  const Table* table = nullptr;
  std::optional<TargetTable> columns;  // of `table`
  for (const TextUnit& unit : TextUnits(structure)) {
    const std::string& text = unit.text->text;
    if (!HoldsTargets(unit)) continue;
    if (unit.table != nullptr) {
      if (unit.table != table) columns = ReadTargetTable(*unit.table, year);
      table = unit.table;
      const bool value_cell = columns ? IsValue(unit, *columns) : unit.column->role == "target";
      if (IsNumberCell(text)) {
        if (value_cell) add(*TargetOfCell(unit, columns ? &*columns : nullptr));
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
