// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/appendix.h"

#include <algorithm>

#include "pipeline/core/utf8.h"
#include "tools/lab/samples/numbering.h"

namespace planrec::samples {
namespace {

struct Layout {
  const char* name;
  std::vector<SampleColumn> columns;
  /// The upper header row where there are two: text, first column, number of columns.
  struct Over {
    const char* text;
    int first, count;
  };
  std::vector<Over> over;
};

const std::vector<Layout>& Layouts() {
  static const std::vector<Layout> kLayouts = {
      {"seven",
       {{"STT", "ordinal", 0.5},
        {"Nhiệm vụ", "task", 2.6},
        {"Hoạt động", "activity", 3.0},
        {"Kết quả/Sản phẩm", "output", 1.9},
        {"Cơ quan chủ trì", "lead", 1.6},
        {"Cơ quan phối hợp", "support", 1.8},
        {"Thời gian", "deadline", 1.2}},
       {}},
      {"six",
       {{"TT", "ordinal", 0.5},
        {"Nội dung nhiệm vụ", "task", 4.2},
        {"Đơn vị chủ trì", "lead", 1.8},
        {"Đơn vị phối hợp", "support", 2.2},
        {"Thời gian hoàn thành", "deadline", 1.6},
        {"Sản phẩm", "output", 2.0}},
       {}},
      {"two-row",
       {{"STT", "ordinal", 0.5},
        {"Nhiệm vụ", "task", 2.6},
        {"Nội dung công việc", "activity", 3.0},
        {"Chủ trì", "lead", 1.7},
        {"Phối hợp", "support", 1.9},
        {"Thời gian thực hiện", "deadline", 1.4},
        {"Sản phẩm dự kiến", "output", 1.8}},
       {{"Cơ quan thực hiện", 3, 2}}},
      {"five",
       {{"STT", "ordinal", 0.5},
        {"Nội dung công việc", "task", 3.8},
        {"Bộ phận chủ trì", "lead", 1.7},
        {"Bộ phận phối hợp", "support", 1.9},
        {"Thời gian", "deadline", 1.4}},
       {}},
  };
  return kLayouts;
}

/// "K:…" and its kin -> the time as printed and meant.
Result<SampleTime> ParseTime(const std::string& code, int year) {
  const std::string y = std::to_string(year);
  const auto of = [](const std::string& words, const std::string& text) {
    return TimeOf(Split(words, ' '), text);
  };
  static const char* const kQuarters[] = {"I", "II", "III", "IV"};
  if (code == "TX") return of("cont", "Thường xuyên");
  if (code == "N") return of("year " + y, "Năm " + y);
  if (code == "6D") return of("half " + y + "-1", "6 tháng đầu năm " + y);
  if (code == "HM") return of("rec FREQ=MONTHLY", "Hằng tháng");
  if (code == "HQ") return of("rec FREQ=MONTHLY;INTERVAL=3", "Hằng quý");
  if (code.size() >= 2 && code[0] == 'Q') {
    const int first = code[1] - '1', last = code.size() > 3 ? code[3] - '1' : first;
    if (first < 0 || first > 3 || last < first || last > 3) {
      return Error{ErrorType::kCorrupt, "no quarter: " + code, 0};
    }
    std::string text = std::string("Quý ") + kQuarters[first];
    for (int i = first + 1; i <= last; ++i) text += std::string(", ") + kQuarters[i];
    return of(
        "quarter " + y + "-" + std::to_string(first + 1) + " " + y + "-" + std::to_string(last + 1),
        text + "/" + y);
  }
  if (code.size() == 6 && code[0] == '<') {
    const SampleDate date = {year, std::stoi(code.substr(1, 2)), std::stoi(code.substr(4, 2))};
    return of("date " + IsoDate(date), "Trước ngày " + ShortDate(date));
  }
  if (code.rfind("K:", 0) == 0) return of("cond", code.substr(2));
  if (code.rfind("R:", 0) == 0) {
    const std::vector<std::string> part = Split(code.substr(2), ':');
    if (part.size() == 3) return of("range " + part[0] + " " + part[1], part[2]);
  }
  return Error{ErrorType::kCorrupt, "no time of an appendix row: '" + code + "'", 0};
}

std::vector<std::string> Agencies(const std::string& text) {
  std::vector<std::string> parts;
  for (const std::string& part : Split(text, ';')) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

std::vector<SampleRow> HeaderRows(const Layout& layout) {
  std::vector<SampleRow> rows(layout.over.empty() ? 1 : 2);
  for (SampleRow& row : rows) row.kind = SampleRowKind::kHeader;
  const int count = static_cast<int>(layout.columns.size());
  for (int column = 0; column < count; ++column) {
    const auto over = std::find_if(layout.over.begin(), layout.over.end(), [&](const auto& each) {
      return column >= each.first && column < each.first + each.count;
    });
    SampleCell cell;
    cell.column = column;
    cell.text.text = layout.columns[static_cast<size_t>(column)].name;
    if (over == layout.over.end()) {
      cell.row_span = static_cast<int>(rows.size());
      rows[0].cells.push_back(cell);
      continue;
    }
    rows[1].cells.push_back(cell);
    if (column == over->first) {
      cell.text.text = over->text;
      cell.col_span = over->count;
      rows[0].cells.push_back(cell);
    }
  }
  return rows;
}

/// The builder's view of one activity line.
struct Activity {
  MarkedText text;
  std::string outputs, lead, support;
  SampleTime time;
};

class Builder {
 public:
  Builder(const Layout& layout, bool joined_groups, bool merge, bool go_on)
      : joined_groups_(joined_groups), merge_(merge), go_on_(go_on) {
    table_.columns = layout.columns;
    table_.rows = HeaderRows(layout);
    table_.header_rows = static_cast<int>(table_.rows.size());
    for (const SampleColumn& column : layout.columns) activities_ |= column.role == "activity";
    for (const Layout::Over& over : layout.over) {  // a column is named by all headers above it
      for (int i = over.first; i < over.first + over.count; ++i) {
        std::string& name = table_.columns[static_cast<size_t>(i)].name;
        name = std::string(over.text).append(" - ").append(name);
      }
    }
  }

  void Group(const std::string& title) {
    Flush();
    DropEmptyGroup();
    const std::string roman = MarkerText(MarkerType::kRoman, false, ++groups_, 0);
    const std::string bare = roman.substr(0, roman.size() - 1);
    SampleRow row;
    row.kind = SampleRowKind::kGroup;
    const int count = static_cast<int>(table_.columns.size());
    if (joined_groups_) {
      group_ = roman + " " + title;
      row.cells = {{MarkedText{group_, {}}, 1, count, 0}};
    } else {
      group_ = bare + " " + title;
      row.cells = {{MarkedText{bare, {}}, 1, 1, 0}, {MarkedText{title, {}}, 1, count - 1, 1}};
    }
    table_.rows.push_back(std::move(row));
    if (!go_on_) ordinal_ = 0;
  }

  void Task(MarkedText text) {
    Flush();
    task_ = std::move(text);
    has_task_ = true;
  }

  void Add(Activity activity) {
    pending_.push_back(std::move(activity));
    if (!has_task_ || !activities_) Flush();  // each line is a task of its own
  }

  SampleTable Take() {
    Flush();
    DropEmptyGroup();
    return std::move(table_);
  }

 private:
  void DropEmptyGroup() {
    if (table_.rows.back().kind != SampleRowKind::kGroup) return;
    table_.rows.pop_back();
    --groups_;
  }

  /// Cells of the same text below one another become one, down to `end` (exclusive).
  static int RunLength(const std::vector<Activity>& rows, size_t from,
                       const std::string& (*text)(const Activity&)) {
    size_t end = from + 1;
    while (end < rows.size() && text(rows[end]) == text(rows[from])) ++end;
    return static_cast<int>(end - from);
  }

  void Flush() {
    if (pending_.empty()) {
      has_task_ = false;
      return;
    }
    ++ordinal_;
    const bool task_row = has_task_ && activities_;
    const std::string ordinal = std::to_string(ordinal_);
    const int first_row = static_cast<int>(table_.rows.size());
    std::map<std::string, int> covered;  // role -> index in pending_ from which it is free again
    std::map<std::string, int> origin;   // role -> table row that prints the merged cell
    for (size_t i = 0; i < pending_.size(); ++i) {
      const Activity& activity = pending_[i];
      SampleRow row;
      row.group = group_;
      row.ordinal = ordinal;
      row.task = task_row ? task_.text : activity.text.text;
      row.activity = task_row ? activity.text.text : activities_ ? activity.text.text : "";
      row.outputs = Agencies(activity.outputs);
      row.lead = Agencies(activity.lead);
      row.support = Agencies(activity.support);
      row.time = activity.time;
      for (size_t column = 0; column < table_.columns.size(); ++column) {
        const std::string& role = table_.columns[column].role;
        SampleCell cell;
        cell.column = static_cast<int>(column);
        int span = 1;
        if (role == "ordinal" || (role == "task" && task_row)) {
          if (i > 0) continue;
          span = static_cast<int>(pending_.size());
          cell.text = role == "ordinal" ? MarkedText{ordinal, {}} : task_;
        } else if (role == "task" || role == "activity") {
          cell.text = activity.text;
        } else if (role == "output") {
          cell.text.text = activity.outputs;
        } else {
          if (covered[role] > static_cast<int>(i)) continue;
          const auto text_of = role == "lead"      ? &LeadText
                               : role == "support" ? &SupportText
                                                   : &TimeText;
          cell.text.text = text_of(activity);
          if (merge_ && !cell.text.text.empty()) span = RunLength(pending_, i, text_of);
          covered[role] = static_cast<int>(i) + span;
          origin[role] = first_row + static_cast<int>(i);
        }
        cell.row_span = span;
        row.cells.push_back(std::move(cell));
      }
      row.time_row = origin["deadline"];
      table_.rows.push_back(std::move(row));
    }
    pending_.clear();
    has_task_ = false;
  }

  static const std::string& LeadText(const Activity& a) { return a.lead; }
  static const std::string& SupportText(const Activity& a) { return a.support; }
  static const std::string& TimeText(const Activity& a) { return a.time.text; }

  SampleTable table_;
  bool joined_groups_, merge_, go_on_, activities_ = false, has_task_ = false;
  int groups_ = 0, ordinal_ = 0;
  std::string group_;
  MarkedText task_;
  std::vector<Activity> pending_;
};

}  // namespace

Result<SampleTable> BuildTable(const Script& script, const std::string& layout_name,
                               const Vocabulary& vocabulary, double keep, Random& random) {
  const auto layout = std::find_if(Layouts().begin(), Layouts().end(),
                                   [&](const Layout& each) { return layout_name == each.name; });
  if (layout == Layouts().end()) {
    return Error{ErrorType::kNotFound, script.file + ": no table layout '" + layout_name + "'", 0};
  }
  const auto flag = [&](const char* key, const char* value) {
    const auto found = script.appendix_head.find(key);
    return found != script.appendix_head.end() && found->second == value;
  };
  Builder builder(*layout, flag("groups", "joined"), flag("merge", "same"),
                  flag("ordinals", "continue"));
  for (const ScriptLine& line : script.appendix) {
    if (line.kind == 'G' || line.kind == 'T') {
      auto text = Mark(line.text, vocabulary, random);
      if (!text) return text.error();
      if (line.kind == 'G') {
        builder.Group(text->text);
      } else {
        builder.Task(std::move(*text));
      }
      continue;
    }
    if (!random.Chance(keep)) continue;
    auto expanded = Expand(line.text, vocabulary, random);
    if (!expanded) return expanded.error();
    // '|' inside a citation tag is its own separator: the four last bars divide the fields.
    std::vector<std::string> fields(5);
    std::string rest = *expanded;
    for (size_t i = 4; i > 0; --i) {
      const size_t bar = rest.rfind('|');
      if (bar == std::string::npos) {
        return Error{ErrorType::kCorrupt, script.file + ": a table line of five fields: " + rest,
                     0};
      }
      fields[i] = std::string(Trim(rest.substr(bar + 1)));
      rest.resize(bar);
    }
    fields[0] = std::string(Trim(rest));
    Activity activity;
    auto text = ParseTags(fields[0], random);
    if (!text) return text.error();
    auto time = ParseTime(fields[4], vocabulary.year);
    if (!time) return time.error();
    activity.text = std::move(*text);
    activity.outputs = fields[1];
    activity.lead = fields[2];
    activity.support = fields[3];
    activity.time = std::move(*time);
    builder.Add(std::move(activity));
  }
  return builder.Take();
}

}  // namespace planrec::samples
