// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the record by the tables of its fields. Values of another type than the record's are read
// as absent: what a record must look like is said by ValidateRecord. Gold records differ in four
// ways, all handled here: ids are missing, `path` stands for `node`, tables are named by index, a
// task's deadline is an object.
#include <algorithm>
#include <concepts>
#include <map>
#include <set>

#include "schemas/json_access.h"
#include "schemas/json_depth.h"
#include "schemas/node_paths.h"
#include "schemas/record_json.h"

namespace planrec::schemas {
namespace {

/// Gives ids to objects that have none, and knows which are taken.
class Ids {
 public:
  void Take(const std::string& id) { taken_.insert(id); }
  std::string Make(const char* prefix) {
    std::string id;
    do {
      id = prefix + std::to_string(++made_[prefix]);
    } while (!taken_.insert(id).second);
    return id;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> made_;
};

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  Result<PlanRecord> Read() {
    TakeIds(json_);
    // What others refer to comes first.
    Members(json_, record_, [](const auto& list) { return IsReferredTo(list); });
    paths_ = NodePaths(record_.sections);
    Members(json_, record_, [](const auto& list) { return !IsReferredTo(list); });
    return std::move(record_);
  }

 private:
  static bool IsReferredTo(const std::vector<SectionNode>&) { return true; }
  static bool IsReferredTo(const std::vector<Table>&) { return true; }
  template <typename T>
  static bool IsReferredTo(const T&) {
    return false;
  }

  /// The ids that objects have, wherever they stand.
  void TakeIds(const Json& value) {
    if (value.is_object()) ids_.Take(TextOrEmpty(value, "id"));
    if (!value.is_structured()) return;
    for (const Json& inner : value) TakeIds(inner);
  }

  template <Described T, typename Choose>
  void Members(const Json& json, T& object, Choose choose) {
    ForEachField(object, [&](const FieldForm& form, auto& value) {
      if (!choose(value)) return;
      Get(form.inside != nullptr ? Member(json, form.inside) : json, form, value);
    });
  }

  // ---- values ---------------------------------------------------------------------------
  // What is absent leaves the value as it was made.

  void Value(const Json& json, const FieldForm& form, std::string& out) {
    if (form.refers == Refers::kTable) {
      out = TableId(json);
    } else if (form.refers == Refers::kSection) {
      out = json.is_string() ? json.get<std::string>() : ResolvePath(json);
    } else if (json.is_string()) {
      out = json.get<std::string>();
    }
  }

  void Value(const Json& json, const FieldForm&, double& out) {
    if (json.is_number()) out = json.get<double>();
  }
  void Value(const Json& json, const FieldForm&, int& out) { out = ToInt(json).value_or(out); }
  void Value(const Json& json, const FieldForm&, uint64_t& out) {
    if (json.is_number_unsigned()) out = json.get<uint64_t>();
  }
  void Value(const Json& json, const FieldForm&, bool& out) {
    if (json.is_boolean()) out = json.get<bool>();
  }

  template <Named E>
  void Value(const Json& json, const FieldForm&, E& out) {
    if (json.is_string()) out = ValueOf<E>(json.get_ref<const std::string&>()).value_or(out);
  }
  void Value(const Json& json, const FieldForm&, ErrorType& out) {
    if (json.is_string()) out = ParseErrorType(json.get_ref<const std::string&>()).value_or(out);
  }

  void Value(const Json& json, const FieldForm&, PlacedText& out) {
    if (json.is_string()) out = PlacedText::Plain(json.get<std::string>());
  }

  void Value(const Json& json, const FieldForm&, Where& out) {
    out.page = Int(json, "page").value_or(0);
    out.line = Int(json, "line").value_or(0);
    const Json& box = Items(json, "bbox");
    const auto number = [](const Json& each) { return each.is_number(); };
    if (box.size() == 4 && std::all_of(box.begin(), box.end(), number)) {
      out.bbox = Box{box[0].get<double>(), box[1].get<double>(), box[2].get<double>(),
                     box[3].get<double>()};
    }
  }

  template <Described T>
  void Value(const Json& json, const FieldForm&, T& out) {
    Prepare(out);
    Members(json, out, [](const auto&) { return true; });
    Finish(json, out);
  }

  /// Absent where the JSON holds no such value.
  template <typename T>
  void Value(const Json& json, const FieldForm& form, std::optional<T>& out) {
    const bool there = std::same_as<T, std::string> ? json.is_string()
                       : std::same_as<T, int>       ? ToInt(json).has_value()
                       : std::same_as<T, double>    ? json.is_number()
                       : std::same_as<T, bool>      ? json.is_boolean()
                                                    : json.is_object();
    if (there) Value(json, form, out.emplace());
  }
  void Value(const Json& json, const FieldForm&, std::optional<Period>& out) {
    if (const auto from = Int(json, "from"), to = Int(json, "to"); from && to)
      out = Period{*from, *to};
  }

  template <typename T>
  void Value(const Json& json, const FieldForm& form, std::vector<T>& out) {
    if (!json.is_array()) return;
    for (const Json& item : json) {
      if constexpr (Described<T>) {
        if (item.is_object()) Value(item, form, out.emplace_back());
      } else {
        T value{};
        Value(item, form, value);
        const bool there = std::same_as<T, int> ? ToInt(item).has_value() : item.is_string();
        if (there || value != T{}) out.push_back(std::move(value));
      }
    }
  }

  // ---- members --------------------------------------------------------------------------

  template <typename T>
  void Get(const Json& object, const FieldForm& form, T& out) {
    Value(Member(object, form.name), form, out);
    if constexpr (std::same_as<T, std::string>) {
      if (form.id_prefix != nullptr && out.empty()) out = ids_.Make(form.id_prefix);
    }
  }

  void Get(const Json& object, const FieldForm&, Anchor& out) {
    out.node = TextOrEmpty(object, "node");
    if (out.node.empty()) out.node = ResolvePath(Member(object, "path"));
    if (!out.node.empty()) return;
    out.table = TableId(Member(object, "table"));
    if (!out.table.empty()) out.row = Int(object, "row").value_or(-1);
  }

  /// Lines with their places beside them.
  void Get(const Json& object, const FieldForm& form, std::vector<Recipient>& out) {
    const Json& places = Items(object, "recipients_evidence");
    size_t index = 0;
    for (const Json& item : Items(object, form.name)) {
      Recipient& line = out.emplace_back();
      Value(index < places.size() ? places[index] : item, form, line);
      line.text = item.is_string() ? item.get<std::string>() : TextOrEmpty(item, "text");
      ++index;
    }
  }

  void Get(const Json& object, const FieldForm& form, std::vector<Warning>& out) {
    for (const Json& item : Items(object, form.name)) {
      Warning& warning = out.emplace_back();
      if (item.is_string())
        warning.code = item.get<std::string>();
      else
        Value(item, form, warning);
    }
  }

  // ---- objects --------------------------------------------------------------------------

  template <typename T>
  static void Prepare(T&) {}
  static void Prepare(TableCell& cell) { cell.column = -1; }  // not said

  template <typename T>
  static void Finish(const Json&, T&) {}
  static void Finish(const Json&, Table& table) { PlaceCells(table); }
  static void Finish(const Json&, Page& page) {
    if (page.error) page.error->page = page.number;
  }

  /// Records by other hands may give the short form alone.
  static void Finish(const Json& json, DocumentFields& document) {
    const Json& confidence = Member(json, "confidence");
    if (!document.evidence.empty() || !confidence.is_object()) return;
    for (const auto& [field, number] : confidence.items()) {
      if (number.is_number()) document.evidence.push_back({field, {}, number.get<double>()});
    }
  }

  void Finish(const Json& json, Task& task) {
    const Json& deadline = Member(json, "deadline");
    if (const auto index = ToInt(deadline);
        index && *index >= 0 && *index < static_cast<int>(record_.deadlines.size())) {
      task.deadline = record_.deadlines[static_cast<size_t>(*index)].id;
    }
    if (deadline.is_object()) task.deadline = SettleDeadline(deadline, task);
  }

  /// The id of the deadline that says the same, its own row's before another's; added where none
  /// does.
  std::string SettleDeadline(const Json& json, const Task& task) {
    Deadline inline_one;
    inline_one.id = "given";  // needs none of its own where there is one that says the same
    Members(json, inline_one, [](const auto&) { return true; });
    const Deadline* best = nullptr;
    int best_score = -1;
    for (const Deadline& each : record_.deadlines) {
      if (each.kind != inline_one.kind || each.from != inline_one.from ||
          each.to != inline_one.to || each.recurrence != inline_one.recurrence) {
        continue;
      }
      const bool same_row = each.anchor.table == task.table && each.anchor.row == task.row;
      const int score = 2 * (same_row ? 1 : 0) + (each.text == inline_one.text ? 1 : 0);
      if (score > best_score) {
        best = &each;
        best_score = score;
      }
    }
    if (best != nullptr) return best->id;
    inline_one.id = ids_.Make("d");
    inline_one.anchor = {{}, task.table, task.row};
    record_.deadlines.push_back(inline_one);
    return inline_one.id;
  }

  /// A table's id as the record has it: a string stands for itself, a number is an index.
  std::string TableId(const Json& value) const {
    if (value.is_string()) return value.get<std::string>();
    const std::optional<int> index = ToInt(value);
    if (!index || *index < 0 || *index >= static_cast<int>(record_.tables.size())) return "";
    return record_.tables[static_cast<size_t>(*index)].id;
  }

  /// The id of the section that a gold `path` names, or "".
  std::string ResolvePath(const Json& path) const {
    std::vector<std::string> parts;
    if (path.is_string()) parts.push_back(path.get<std::string>());
    if (path.is_array()) {
      for (const Json& part : path) {
        if (!part.is_string()) return "";
        parts.push_back(part.get<std::string>());
      }
    }
    return paths_.Find(parts);
  }

  /// The column of cells that do not say it: the first one that no cell above or before covers.
  static void PlaceCells(Table& table) {
    std::vector<int> covered;  // per column: rows below the current one that a cell still covers
    for (TableRow& row : table.rows) {
      size_t at = 0;
      std::vector<int> below = covered;
      for (int& rows : below) rows = std::max(0, rows - 1);
      for (TableCell& cell : row.cells) {
        while (at < covered.size() && covered[at] > 0) ++at;
        if (cell.column < 0) cell.column = static_cast<int>(at);
        at = static_cast<size_t>(cell.column);
        const size_t end = at + static_cast<size_t>(std::clamp(cell.col_span, 1, 1000));
        if (end > 10000) break;
        if (end > below.size()) {
          below.resize(end, 0);
          covered.resize(end, 0);
        }
        for (; at < end; ++at) below[at] = std::max(0, cell.row_span - 1);
      }
      covered = std::move(below);
    }
  }

  const Json& json_;
  Ids ids_;
  NodePaths paths_;
  PlanRecord record_;
};

}  // namespace

Result<PlanRecord> ReadRecord(std::string_view json) {
  if (NestsDeeper(json, kMaxJsonDepth)) {
    return Error{ErrorType::kCorrupt, "the record's sections nest deeper than " +
                                          std::to_string(kMaxSectionDepth) +
                                          " levels: it is not one of planrec's"};
  }
  const Json parsed = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!parsed.is_object()) {
    return Error{ErrorType::kCorrupt,
                 "no record: the text is not one JSON object; check that the file is complete"};
  }
  return Reader(parsed).Read();
}

}  // namespace planrec::schemas
