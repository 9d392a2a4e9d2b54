// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/tasks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "extractors/spans/agencies.h"
#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// A cell and the row that it begins in.
struct Placed {
  const TableCell* cell = nullptr;
  int row = -1;
};

/// Which cell covers each grid position: merged cells carried down and across.
class CellMap {
 public:
  explicit CellMap(const Table& table) : columns_(table.columns.size()) {
    places_.resize(table.rows.size() * columns_);
    for (size_t r = 0; r < table.rows.size(); ++r) {
      for (const TableCell& cell : table.rows[r].cells) {
        const size_t last_row =
            std::min(table.rows.size(), r + static_cast<size_t>(std::max(1, cell.row_span)));
        const size_t first = static_cast<size_t>(std::max(0, cell.column));
        const size_t last =
            std::min(columns_, first + static_cast<size_t>(std::max(1, cell.col_span)));
        for (size_t rr = r; rr < last_row; ++rr)
          for (size_t c = first; c < last; ++c)
            places_[rr * columns_ + c] = {&cell, static_cast<int>(r)};
      }
    }
  }
  const Placed& At(size_t row, size_t column) const { return places_[row * columns_ + column]; }

 private:
  size_t columns_;
  std::vector<Placed> places_;
};

bool HasRole(const Table& table, std::string_view role) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const TableColumn& column) { return column.role == role; });
}

bool IsTaskTable(const Table& table) {
  return (HasRole(table, "task") || HasRole(table, "activity")) &&
         (HasRole(table, "output") || HasRole(table, "lead") || HasRole(table, "deadline"));
}

std::string GroupText(const TableRow& row) {
  PlacedText text;
  for (const TableCell& cell : row.cells) text.Append(cell.text);
  return text.text;
}

void AddOutputs(std::string_view text, std::vector<std::string>& outputs) {
  while (true) {
    const size_t end = text.find(';');
    const std::string_view part = Trim(text.substr(0, end));
    if (!part.empty()) outputs.emplace_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

void AddAgencies(const PlacedText& text, std::vector<std::string>& agencies) {
  for (const PlacedText& agency : SplitAgencies(text)) agencies.push_back(agency.text);
}

/// The deadline of the cell: anchored at its row, its words among the cell's.
std::optional<std::string> FindDeadline(const std::vector<Deadline>& deadlines,
                                        const std::string& table, const Placed& place) {
  for (const Deadline& deadline : deadlines) {
    if (deadline.anchor.table == table && deadline.anchor.row == place.row &&
        place.cell->text.text.find(deadline.text) != std::string::npos) {
      return deadline.id;
    }
  }
  return std::nullopt;
}

/// A row that only goes on with the text of the task above: no number, no one to do it, no time.
bool GoesOn(const Table& table, size_t r, const Task& task) {
  if (task.ordinal || !task.lead.empty() || !task.support.empty() || !task.outputs.empty() ||
      task.deadline) {
    return false;
  }
  return HasRole(table, "ordinal") &&
         std::ranges::all_of(table.rows[r].cells, [&](const TableCell& cell) {
           const std::string& role = table.columns[static_cast<size_t>(cell.column)].role;
           return cell.text.empty() || role == "task" || role == "activity";
         });
}

void AppendText(const std::optional<std::string>& more, std::optional<std::string>& text) {
  if (more) text = text ? *text + " " + *more : *more;
}

class TaskReader {
 public:
  TaskReader(const Table& table, const std::vector<Deadline>& deadlines)
      : table_(table), deadlines_(deadlines), map_(table) {}

  Task Read(size_t r) {
    Task task;
    task.table = table_.id;
    task.row = static_cast<int>(r);
    task.confidence = table_.confidence;
    const TableCell* last = nullptr;
    if (const Placed& only = map_.At(r, 0);
        only.cell != nullptr && static_cast<size_t>(only.cell->col_span) >= table_.columns.size()) {
      TakeWhole(only, task);
      return task;
    }
    for (size_t c = 0; c < table_.columns.size(); ++c) {
      const Placed& place = map_.At(r, c);
      // A cell over several columns speaks for the first of them.
      if (place.cell == nullptr || place.cell == last) continue;
      last = place.cell;
      if (place.cell->text.empty()) continue;
      Take(table_.columns[c].role, place, task);
      task.where = Join(task.where, place.cell->where);
    }
    return task;
  }

 private:
  /// A row in one cell over all columns: its number, then the task.
  static void TakeWhole(const Placed& place, Task& task) {
    const PlacedText& text = place.cell->text;
    const size_t end = text.text.find_first_not_of("0123456789.,) ");
    const size_t begin = end == std::string::npos ? text.text.size() : end;
    const std::string_view ordinal = Trim(std::string_view(text.text).substr(0, begin));
    if (!ordinal.empty()) task.ordinal = std::string(ordinal);
    if (begin < text.text.size()) task.task = text.text.substr(begin);
    task.where = place.cell->where;
    task.confidence = std::min(task.confidence, place.cell->confidence);
  }

  void Take(const std::string& role, const Placed& place, Task& task) {
    const PlacedText& text = place.cell->text;
    if (role == "ordinal") {
      task.ordinal = text.text;
    } else if (role == "task") {
      task.task = text.text;
    } else if (role == "activity") {
      task.activity = text.text;
    } else if (role == "output") {
      AddOutputs(text.text, task.outputs);
    } else if (role == "lead") {
      AddAgencies(text, task.lead);
    } else if (role == "support") {
      AddAgencies(text, task.support);
    } else if (role == "deadline") {
      task.deadline = FindDeadline(deadlines_, table_.id, place);
    } else {
      return;
    }
    task.confidence = std::min(task.confidence, place.cell->confidence);
  }

  const Table& table_;
  const std::vector<Deadline>& deadlines_;
  CellMap map_;
};

}  // namespace

std::vector<Task> ExtractTasks(const std::vector<Table>& tables,
                               const std::vector<Deadline>& deadlines) {
  std::vector<Task> tasks;
  for (const Table& table : tables) {
    if (!IsTaskTable(table)) continue;
    TaskReader reader(table, deadlines);
    std::optional<std::string> group;
    bool open = false;  // the row above gave a task
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const TableRow& row = table.rows[r];
      if (row.kind == RowKind::kGroup) group = GroupText(row);
      if (row.kind != RowKind::kData || IsTotalRow(row)) {
        open = false;
        continue;
      }
      Task task = reader.Read(r);
      if (!task.task && !task.activity && task.outputs.empty()) continue;
      if (open && GoesOn(table, r, task)) {
        AppendText(task.task, tasks.back().task);
        AppendText(task.activity, tasks.back().activity);
        continue;
      }
      open = true;
      task.group = group;
      task.id = "tk" + std::to_string(tasks.size() + 1);
      tasks.push_back(std::move(task));
    }
  }
  return tasks;
}

}  // namespace planrec::extract
