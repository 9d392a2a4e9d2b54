// SPDX-License-Identifier: GPL-3.0-or-later
// What a schema can't say. These rules run on records whose form is right, so that they may take
// keys and types for granted.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schemas/json_depth.h"
#include "schemas/record_dates.h"
#include "schemas/record_json.h"
#include "schemas/schema_check.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::json;

/// Boxes of recognised words may stand out of the page by this much after deskewing.
constexpr double kBoxTolerance_pt = 5.0;
/// More than this many violations say nothing new.
constexpr size_t kMaxViolations = 200;

std::string At(const std::string& pointer, size_t index) {
  return pointer + "/" + std::to_string(index);
}

class Rules {
 public:
  explicit Rules(const Json& record) : record_(record) {}

  std::vector<Violation> Check() {
    CollectPages();
    CollectIds();
    for (const char* list : {"citations", "targets", "deadlines", "assignments"}) {
      CheckAnchors(list);
    }
    CheckTasks();
    CheckAppendices();
    CheckTables();
    CheckSections(record_["sections"], "/sections");
    CheckDates();
    CheckDocument();
    CheckPointers("review");
    CheckPointers("warnings");
    if (record_["recipients"].size() != record_["recipients_evidence"].size()) {
      Say("/recipients_evidence", "has " + std::to_string(record_["recipients_evidence"].size()) +
                                      " entries for " +
                                      std::to_string(record_["recipients"].size()) + " recipients");
    }
    CheckPlaces(record_, "");
    return std::move(out_);
  }

 private:
  struct PageSize {
    double width = 0, height = 0;  // 0 = unknown
    bool is_text = false;
  };

  void Say(std::string pointer, std::string message) {
    if (out_.size() < kMaxViolations) out_.push_back({std::move(pointer), std::move(message)});
  }

  void CollectPages() {
    const Json& pages = record_["source"]["pages"];
    for (size_t i = 0; i < pages.size(); ++i) {
      const Json& page = pages[i];
      if (page["number"] != i + 1) {
        Say(At("/source/pages", i) + "/number",
            "pages are numbered 1 to " + std::to_string(pages.size()) + " in order");
      }
      PageSize size;
      if (page["width_pt"].is_number()) size.width = page["width_pt"].get<double>();
      if (page["height_pt"].is_number()) size.height = page["height_pt"].get<double>();
      size.is_text = page["text_origin"] == "file";
      pages_.push_back(size);
    }
  }

  void TakeId(const Json& object, const std::string& pointer) {
    const std::string& id = object["id"].get_ref<const std::string&>();
    const auto [it, added] = ids_.emplace(id, pointer);
    if (!added) Say(pointer + "/id", "the id \"" + id + "\" is already " + it->second + "'s");
  }

  void TakeSectionIds(const Json& nodes, const std::string& pointer) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      TakeId(nodes[i], At(pointer, i));
      sections_.insert(nodes[i]["id"].get<std::string>());
      TakeSectionIds(nodes[i]["children"], At(pointer, i) + "/children");
    }
  }

  void CollectIds() {
    TakeSectionIds(record_["sections"], "/sections");
    for (const char* list :
         {"citations", "targets", "deadlines", "assignments", "tables", "tasks"}) {
      const Json& objects = record_[list];
      for (size_t i = 0; i < objects.size(); ++i) {
        TakeId(objects[i], At(std::string("/") + list, i));
      }
    }
    for (const Json& table : record_["tables"]) {
      rows_.emplace(table["id"].get<std::string>(), table["rows"].size());
    }
    for (const Json& deadline : record_["deadlines"]) {
      deadlines_.insert(deadline["id"].get<std::string>());
    }
  }

  void CheckRow(const Json& object, const std::string& pointer) {
    const std::string& table = object["table"].get_ref<const std::string&>();
    const auto it = rows_.find(table);
    if (it == rows_.end()) {
      Say(pointer + "/table", "there is no table \"" + table + "\"");
    } else if (object["row"].get<uint64_t>() >= it->second) {
      Say(pointer + "/row", "table \"" + table + "\" has rows 0 to " +
                                std::to_string(static_cast<long>(it->second) - 1));
    }
  }

  void CheckAnchors(const char* list) {
    const Json& objects = record_[list];
    for (size_t i = 0; i < objects.size(); ++i) {
      const Json& object = objects[i];
      const std::string pointer = At(std::string("/") + list, i);
      const auto node = object.find("node");
      if (node == object.end()) {
        CheckRow(object, pointer);
      } else if (node->is_string() && sections_.count(node->get<std::string>()) == 0) {
        Say(pointer + "/node", "there is no section node \"" + node->get<std::string>() + "\"");
      }
    }
  }

  void CheckTasks() {
    const Json& tasks = record_["tasks"];
    for (size_t i = 0; i < tasks.size(); ++i) {
      CheckRow(tasks[i], At("/tasks", i));
      const Json& deadline = tasks[i]["deadline"];
      if (deadline.is_string() && deadlines_.count(deadline.get<std::string>()) == 0) {
        Say(At("/tasks", i) + "/deadline",
            "there is no deadline \"" + deadline.get<std::string>() + "\"");
      }
    }
  }

  void CheckAppendices() {
    const Json& appendices = record_["appendices"];
    for (size_t i = 0; i < appendices.size(); ++i) {
      for (const char* list : {"tables", "sections"}) {
        const Json& ids = appendices[i][list];
        for (size_t k = 0; k < ids.size(); ++k) {
          const std::string& id = ids[k].get_ref<const std::string&>();
          const bool found =
              std::string_view(list) == "tables" ? rows_.count(id) > 0 : sections_.count(id) > 0;
          if (!found) {
            Say(At(At("/appendices", i) + "/" + list, k),
                "nothing in `" + std::string(list) + "` has the id \"" + id + "\"");
          }
        }
      }
    }
  }

  /// Cells must tile the table: none on another, none out of it, and no hole unless the record
  /// itself warns that a table is ragged.
  void CheckTables() {
    const Json& warnings = record_["warnings"];
    const bool ragged = std::any_of(warnings.begin(), warnings.end(), [](const Json& warning) {
      return warning["code"] == "table.ragged";
    });
    const Json& tables = record_["tables"];
    for (size_t i = 0; i < tables.size(); ++i) {
      const std::string pointer = At("/tables", i);
      const Json& pages = tables[i]["pages"];
      for (size_t k = 0; k < pages.size(); ++k) {
        const uint64_t page = pages[k].get<uint64_t>();
        if (page > pages_.size() || (k > 0 && page <= pages[k - 1].get<uint64_t>())) {
          Say(At(pointer + "/pages", k),
              "pages are in order and in 1 to " + std::to_string(pages_.size()));
        }
      }
      CheckGrid(tables[i], pointer, ragged);
    }
  }

  void CheckGrid(const Json& table, const std::string& pointer, bool ragged) {
    const Json& rows = table["rows"];
    const uint64_t columns = table["columns"].size();
    std::vector<uint64_t> covered(columns, 0);  // per column: rows that a cell still covers
    for (size_t r = 0; r < rows.size(); ++r) {
      const Json& cells = rows[r]["cells"];
      const std::string row_pointer = At(pointer + "/rows", r);
      uint64_t next = 0;
      for (size_t c = 0; c < cells.size(); ++c) {
        const std::string cell = At(row_pointer + "/cells", c);
        const uint64_t column = cells[c]["column"].get<uint64_t>();
        const uint64_t col_span = cells[c]["col_span"].get<uint64_t>();
        const uint64_t row_span = cells[c]["row_span"].get<uint64_t>();
        if (column >= columns || col_span > columns - column) {
          Say(cell + (column >= columns ? "/column" : "/col_span"),
              "the table has " + std::to_string(columns) + " columns");
          return;
        }
        if (row_span > rows.size() - r) {
          Say(cell + "/row_span",
              "only " + std::to_string(rows.size() - r) + " rows are left below it");
          return;
        }
        if (column < next) {
          Say(cell + "/column", "cells of a row stand from left to right, none on another");
          return;
        }
        for (uint64_t at = column; at < column + col_span; ++at) {
          if (covered[at] > 0) {
            Say(cell + "/column",
                "column " + std::to_string(at) + " is covered by a cell of a row above");
            return;
          }
          covered[at] = row_span;
        }
        next = column + col_span;
      }
      for (uint64_t at = 0; at < columns; ++at) {
        if (covered[at] > 0) {
          --covered[at];
        } else if (!ragged) {
          Say(row_pointer + "/cells",
              "no cell covers column " + std::to_string(at) + ", and no warning says table.ragged");
          return;
        }
      }
    }
  }

  void CheckSections(const Json& nodes, const std::string& pointer) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      const Json& node = nodes[i];
      if ((node["kind"] == "paragraph") != node["marker"].is_null()) {
        Say(At(pointer, i) + "/marker", "paragraphs have no marker, headings and items have one");
      }
      CheckSections(node["children"], At(pointer, i) + "/children");
    }
  }

  void CheckDate(const Json& object, const char* key, const std::string& pointer) {
    const Json& value = object[key];
    if (value.is_string() && !DateExists(value.get_ref<const std::string&>())) {
      Say(pointer + "/" + key, "there is no such day: " + value.get<std::string>());
    }
  }

  void CheckDates() {
    CheckDate(record_["document"], "issued_on", "/document");
    if (const Json& by = record_["document"]["enacted_by"]; by.is_object()) {
      CheckDate(by, "issued_on", "/document/enacted_by");
    }
    const struct {
      const char* list;
      const char* key;
    } dates[] = {{"citations", "issued_on"},
                 {"targets", "due"},
                 {"deadlines", "from"},
                 {"deadlines", "to"},
                 {"appendices", "attached_on"}};
    for (const auto& [list, key] : dates) {
      const Json& objects = record_[list];
      for (size_t i = 0; i < objects.size(); ++i) {
        CheckDate(objects[i], key, At(std::string("/") + list, i));
      }
    }
    const Json& deadlines = record_["deadlines"];
    for (size_t i = 0; i < deadlines.size(); ++i) {
      const Json& from = deadlines[i]["from"];
      const Json& to = deadlines[i]["to"];
      if (from.is_string() && to.is_string() &&
          !DateNotAfter(from.get_ref<const std::string&>(), to.get_ref<const std::string&>())) {
        Say(At("/deadlines", i) + "/to", "ends before it begins");
      }
    }
    const Json& targets = record_["targets"];
    for (size_t i = 0; i < targets.size(); ++i) {
      const Json& low = targets[i]["value"];
      const Json& high = targets[i]["value_max"];
      if (low.is_number() && high.is_number() && high.get<double>() < low.get<double>()) {
        Say(At("/targets", i) + "/value_max", "is less than `value`");
      }
    }
  }

  /// The number is the one that the code begins with: 27 of "27/KH-UBND", 5 of "05-KH/TU".
  void CheckNumber(const Json& document) {
    const Json &number = document["number"], &code = document["code"];
    if (!number.is_number_integer() || !code.is_string()) return;
    const std::string& text = code.get_ref<const std::string&>();
    const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const size_t first = std::min(text.find_first_not_of('0'), digits);
    const std::string begins = text.substr(first, digits - first);
    if (digits > 0 && (begins.empty() ? "0" : begins) == std::to_string(number.get<int64_t>())) {
      return;
    }
    Say("/document/number",
        "is " + std::to_string(number.get<int64_t>()) + ", but the code is \"" + text + "\"");
  }

  void CheckDocument() {
    const Json& document = record_["document"];
    if (const Json& period = document["period"];
        period.is_object() && period["to"].get<int>() < period["from"].get<int>()) {
      Say("/document/period/to", "the period ends before it begins");
    }
    CheckNumber(document);
    const Json& signature = record_["signature"];
    const bool signs = !signature["name"].is_null() || !signature["position"].is_null() ||
                       !signature["authority"].is_null();
    if (signs && signature["confidence"].is_null()) {
      Say("/signature/confidence", "is null only where no signature was found");
    }
    const Json& evidence = document["evidence"];
    for (size_t i = 0; i < evidence.size(); ++i) {
      if (!IsField(document, evidence[i]["field"].get<std::string>())) {
        Say(At("/document/evidence", i) + "/field",
            "there is no field \"" + evidence[i]["field"].get<std::string>() + "\"");
      }
    }
    for (const auto& item : document["confidence"].items()) {
      if (!IsField(document, item.key())) {
        Say("/document/confidence/" + EscapePointer(item.key()),
            "there is no field \"" + item.key() + "\"");
      }
    }
  }

  /// `issuer.name` names a part of a field; a part of a field that is null is none.
  static bool IsField(const Json& document, const std::string& name) {
    const size_t dot = name.find('.');
    const auto field = document.find(name.substr(0, dot));
    if (field == document.end()) return false;
    return dot == std::string::npos ||
           (field->is_object() && field->contains(name.substr(dot + 1)));
  }

  bool LeadsSomewhere(std::string_view pointer) const {
    const Json* at = &record_;
    while (!pointer.empty()) {
      if (pointer.front() != '/') return false;
      pointer.remove_prefix(1);
      const size_t end = std::min(pointer.find('/'), pointer.size());
      std::string key;
      for (size_t i = 0; i < end; ++i) {
        if (pointer[i] != '~') {
          key += pointer[i];
        } else if (i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
          key += pointer[++i] == '0' ? '~' : '/';
        } else {
          return false;
        }
      }
      pointer.remove_prefix(end);
      if (at->is_object()) {
        const auto it = at->find(key);
        if (it == at->end()) return false;
        at = &*it;
      } else if (at->is_array()) {
        const bool number = !key.empty() && key.size() < 9 && (key == "0" || key[0] != '0') &&
                            key.find_first_not_of("0123456789") == std::string::npos;
        if (!number || std::stoul(key) >= at->size()) return false;
        at = &(*at)[std::stoul(key)];
      } else {
        return false;
      }
    }
    return true;
  }

  void CheckPointers(const char* list) {
    const Json& objects = record_[list];
    for (size_t i = 0; i < objects.size(); ++i) {
      const std::string& pointer = objects[i]["pointer"].get_ref<const std::string&>();
      if (!LeadsSomewhere(pointer)) {
        Say(At(std::string("/") + list, i) + "/pointer",
            "nothing in the record stands at \"" + pointer + "\"");
      }
    }
  }

  /// Every `where` of the record, wherever it stands.
  void CheckPlaces(const Json& value, const std::string& pointer) {
    if (value.is_array()) {
      for (size_t i = 0; i < value.size(); ++i) {
        if (value[i].is_structured()) CheckPlaces(value[i], At(pointer, i));
      }
      return;
    }
    for (const auto& item : value.items()) {
      if (!item.value().is_structured()) continue;
      const std::string inner = pointer + "/" + item.key();
      if (item.key() == "where") {
        CheckPlace(item.value(), inner);
      } else {
        CheckPlaces(item.value(), inner);
      }
    }
  }

  void CheckPlace(const Json& where, const std::string& pointer) {
    const uint64_t number = where["page"].get<uint64_t>();
    if (number > pages_.size()) {
      Say(pointer + "/page", "the source has " + std::to_string(pages_.size()) + " pages");
      return;
    }
    const PageSize& page = pages_[number - 1];
    const Json& box = where["bbox"];
    if (page.is_text) {
      if (!where.contains("line")) Say(pointer, "a place in a text source has a line");
      if (!box.is_null()) Say(pointer + "/bbox", "a text source has no boxes");
      return;
    }
    if (where.contains("line")) Say(pointer + "/line", "only text sources have lines");
    if (!box.is_array()) {
      Say(pointer + "/bbox", "only text sources have no boxes");
      return;
    }
    const double x0 = box[0], y0 = box[1], x1 = box[2], y1 = box[3];
    if (x0 > x1 || y0 > y1) Say(pointer + "/bbox", "a box is x0 <= x1, y0 <= y1");
    const bool outside = x0 < -kBoxTolerance_pt || y0 < -kBoxTolerance_pt ||
                         (page.width > 0 && x1 > page.width + kBoxTolerance_pt) ||
                         (page.height > 0 && y1 > page.height + kBoxTolerance_pt);
    if (outside) Say(pointer + "/bbox", "the box stands out of its page");
  }

  const Json& record_;
  std::vector<PageSize> pages_;
  std::map<std::string, std::string> ids_;  // id → pointer of the object that has it
  std::set<std::string> sections_, deadlines_;
  std::map<std::string, uint64_t> rows_;  // table id → number of rows
  std::vector<Violation> out_;
};

}  // namespace

std::vector<Violation> ValidateRecord(std::string_view json) {
  if (NestsDeeper(json, kMaxJsonDepth)) return {{"", "The record nests too deep to be one."}};
  const Json record = Json::parse(json.begin(), json.end(), nullptr, false);
  if (record.is_discarded()) return {{"", "The text is not one JSON value in UTF-8."}};
  std::vector<Violation> out = CheckSchema(record);
  if (!out.empty()) {
    if (out.size() > kMaxViolations) out.resize(kMaxViolations);
    return out;
  }
  return Rules(record).Check();
}

}  // namespace planrec::schemas
