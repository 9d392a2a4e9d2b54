// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/target_tables.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "extractors/spans/quantities.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kIndicator{"target-table.indicator", Over::kFolded,
                         R"(\b(?:chi tieu|muc tieu|chi so|tieu chi)\b)", "Tên chỉ tiêu",
                         "Họ và tên"};
const Pattern kUnit{"target-table.unit", Over::kFolded, R"(^(?:don vi(?: tinh)?|dvt|dv tinh)$)",
                    "Đơn vị tính", "Đơn vị thực hiện"};
/// What is to be reached, whatever the years beside it are.
const Pattern kPlan{
    "target-table.plan", Over::kFolded,
    R"((?:^|- )(?:ke hoach|chi tieu|muc tieu|phan dau|du kien|kh|dang ky|giao|den)(?: (?:giao|nam|den|cuoi|het|giai doan|thuc hien|dat))*(?: ?(?:19|20)\d{2}(?: ?- ?(?:19|20)\d{2})?)?$)",
    "Kế hoạch năm 2024", "Tên chỉ tiêu"};
/// What was reached.
const Pattern kReached{"target-table.reached", Over::kFolded,
                       R"(\b(?:uoc|th|thuc hien|dat duoc|ket qua (?:thuc hien|dat|nam)|so lieu)\b)",
                       "Ước thực hiện 2017", "Kế hoạch năm 2017"};
/// Where things stand when the plan begins.
const Pattern kToday{"target-table.today", Over::kFolded,
                     R"(\b(?:hien trang|hien co|hien nay|nam goc|nam co so|den nay)\b)",
                     "Hiện trạng 2025", "Kế hoạch năm 2026"};
/// Names that say neither: the plan's own table then means what is to come.
const Pattern kNeutral{
    "target-table.neutral", Over::kFolded,
    R"((?:^|- )(?:(?:ket qua|gia tri|muc|so luong|khoi luong|ty le|yeu cau|can dat|phai dat|cua)(?: (?:phan dau|can dat|dat|nam|den|chi tieu))*)? ?(?:nam )?(?:(?:19|20)\d{2})?$)",
    "Giá trị năm 2026", "Giá trị hợp đồng"};
const Pattern kYear{"target-table.year", Over::kFolded, R"(\b((?:19|20)\d{2})$)", "Kế hoạch 2026",
                    "2026 xã"};
const Pattern kNumber{
    "target-table.number", Over::kFolded,
    R"(^(?:(?:phan dau|dat|bang) )*((?:>=|<=|>|<|≥|≤|tren|duoi|toi thieu|it nhat|khong qua|khong duoi|toi da|tu|giam|tang)?(?: them)? ?))"
    R"((\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?: ?%? ?(?:-|–|den) ?(\d+(?:[.,]\d+)?))?)"
    R"( ?(%|[a-z]\S*(?: [a-z]\S*){0,2}?)?( tro len| tro xuong)?$)",
    "≥ 95%", "95% hồ sơ được giải quyết đúng hạn"};

struct Comparison {
  std::string_view printed, comparator;
};
constexpr std::array<Comparison, 13> kComparisons = {{{">=", "ge"},
                                                      {"≥", "ge"},
                                                      {"toi thieu", "ge"},
                                                      {"it nhat", "ge"},
                                                      {"khong duoi", "ge"},
                                                      {"tu", "ge"},
                                                      {">", "gt"},
                                                      {"tren", "gt"},
                                                      {"<", "lt"},
                                                      {"duoi", "lt"},
                                                      {"giam", "decrease_by"},
                                                      {"tang", "increase_by"},
                                                      {"tang them", "increase_by"}}};

/// The comparator of a cell: of the words before the number, and of those behind it.
std::string ComparatorOf(std::string_view before, std::string_view behind, bool range) {
  const std::string words = Fold(Trim(before)), rest = Fold(Trim(behind));
  if (rest == "tro len") return "ge";
  if (rest == "tro xuong") return "le";
  if (range) return "between";
  for (const Comparison& c : kComparisons) {
    if (words == c.printed) return std::string(c.comparator);
  }
  return words.empty() ? "eq" : "le";  // "không quá", "tối đa", "≤"
}

/// True where most of what the column holds are numbers alone.
bool HoldsNumbers(const Table& table, int column) {
  int filled = 0, numbers = 0;
  for (const TableRow& row : table.rows) {
    if (row.kind != RowKind::kData) continue;
    for (const TableCell& cell : row.cells) {
      if (cell.column != column || cell.text.empty()) continue;
      ++filled;
      numbers += IsNumberCell(cell.text.text);
    }
  }
  return numbers * 2 > filled;
}

std::optional<int> YearOf(const std::string& name) {
  const auto year = kYear.Find(name);
  if (!year) return std::nullopt;
  return std::stoi(std::string(year->Text(name, 1)));
}

/// An indicator without the list sign before it and the colon behind: "- Bệnh viện tỉnh".
std::string BareName(std::string_view name) {
  const size_t begin = name.find_first_not_of("-+* ");
  if (begin == std::string_view::npos) return std::string(name);
  const size_t end = name.find_last_not_of(": ");
  return std::string(name.substr(begin, end + 1 - begin));
}

/// A column's name without the bracket that it ends with: "Kế hoạch năm 2026 (%)".
std::string WithoutBracket(const std::string& name) {
  const size_t open = name.rfind(" (");
  return open != std::string::npos && name.ends_with(')') ? name.substr(0, open) : name;
}

/// The columns of a table by what their names and cells say.
class ColumnReader {
 public:
  ColumnReader(const Table& table, const std::optional<int>& year) : table_(table), year_(year) {}

  std::optional<TargetTable> Run() {
    for (size_t c = 0; c < table_.columns.size(); ++c) Take(static_cast<int>(c));
    if (out_.name < 0) return std::nullopt;
    // Columns that name no side mean what is to come where the table names indicators, and nothing
    // else says it; beside what was reached only those of a year.
    if (plan_.empty() && indicators_) {
      std::ranges::copy_if(neutral_, std::back_inserter(plan_),
                           [&](const auto& v) { return !reached_ || v.due; });
    }
    const bool dated = std::ranges::any_of(plan_, [](const auto& v) { return v.due.has_value(); });
    // What was planned beside what came of it, and no year to come: a report on the past.
    if (reached_ && !dated) return out_;
    if (plan_.empty()) return out_.today < 0 ? std::nullopt : std::optional(out_);
    for (const TargetTable::Value& value : plan_) {
      if (!dated || value.due) out_.values.push_back(value);
    }
    // Several columns without a year are parts or sums of one another; the first is the whole.
    if (!dated) out_.values.resize(1);
    return out_;
  }

 private:
  void Take(int c) {
    const TableColumn& column = table_.columns[static_cast<size_t>(c)];
    if (column.role == "ordinal") return;
    indicators_ = indicators_ || kIndicator.Matches(column.name);
    if (kUnit.Matches(column.name)) {
      out_.unit = c;
      return;
    }
    const bool numbers = HoldsNumbers(table_, c);
    const std::string bare = WithoutBracket(column.name);
    const bool plan = kPlan.Matches(bare) && !kReached.Matches(column.name.substr(bare.size())) &&
                      c > 0 && (out_.name >= 0 || numbers);
    if (!numbers && !plan) {
      if (out_.name < 0 && !kReached.Matches(column.name)) out_.name = c;
      return;
    }
    if (column.role == "budget" || column.role == "deadline" || column.role == "note") return;
    const std::optional<int> year = YearOf(bare);
    const bool past = year && year_ && *year < *year_;
    TargetTable::Value value{c, {}};
    if (year) value.due = std::to_string(*year);
    if (kToday.Matches(column.name) || (past && !plan)) {
      SetToday(c, year);
    } else if (plan) {
      if (!past) plan_.push_back(value);
    } else if (kReached.Matches(column.name)) {
      reached_ = true;
      SetToday(c, year);
    } else if (kNeutral.Matches(bare)) {
      neutral_.push_back(value);
    }
    if (kReached.Matches(column.name) && !plan) reached_ = true;
  }

  void SetToday(int c, std::optional<int> year) {
    if (out_.today >= 0 && (!year || (out_.today_year && *out_.today_year > *year))) return;
    out_.today = c;
    out_.today_year = year;
  }

  const Table& table_;
  const std::optional<int>& year_;
  TargetTable out_;
  std::vector<TargetTable::Value> plan_, neutral_;
  bool indicators_ = false;  // some column is said to name indicators
  bool reached_ = false;     // some column holds what was reached
};

}  // namespace

bool IsNumberCell(std::string_view text) {
  return kNumber.Matches(Trim(text));
}

std::optional<TargetTable> ReadTargetTable(const Table& table, const std::optional<int>& year) {
  return ColumnReader(table, year).Run();
}

std::optional<Target> TargetOfCell(const TextUnit& cell, const TargetTable* columns) {
  const std::string text(Trim(cell.text->text));
  const auto number = kNumber.Find(text);
  if (!number) return std::nullopt;
  Target target;
  target.anchor = cell.anchor;
  target.text = text;
  target.value = ReadVietnameseNumber(number->Text(text, 2));
  if (number->has(3)) target.value_max = ReadVietnameseNumber(number->Text(text, 3));
  target.comparator = ComparatorOf(number->Text(text, 1), number->Text(text, 5), number->has(3));
  if (number->has(4)) target.unit = std::string(number->Text(text, 4));
  target.where = cell.text->Locate();
  target.confidence = cell.text->Confidence() * (columns != nullptr ? 0.9 : 0.7);
  if (columns == nullptr) return target;
  const auto beside = [&](int column) {
    return column < 0 ? nullptr
                      : CoveringCell(*cell.table, static_cast<size_t>(cell.anchor.row), column);
  };
  const TableCell* unit = beside(columns->unit);
  if (!target.unit && unit != nullptr && !unit->text.empty()) target.unit = unit->text.text;
  const TableCell* name = beside(columns->name);
  if (name != nullptr && !name->text.empty()) target.indicator = BareName(name->text.text);
  for (const TargetTable::Value& value : columns->values) {
    if (cell.column == &cell.table->columns[static_cast<size_t>(value.column)])
      target.due = value.due;
  }
  const TableCell* today = beside(columns->today);
  const auto reached = today == nullptr ? std::nullopt : kNumber.Find(Trim(today->text.text));
  if (reached) {
    Baseline baseline;
    baseline.value = ReadVietnameseNumber(reached->Text(Trim(today->text.text), 2));
    baseline.unit = target.unit;
    baseline.year = columns->today_year;
    target.baseline = baseline;
  }
  return target;
}

}  // namespace planrec::extract
