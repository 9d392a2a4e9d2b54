// SPDX-License-Identifier: GPL-3.0-or-later
// What a schema can't say. These rules run on records whose form is right, so that they may take
// keys and types for granted; which value is an id, a reference, a date or a place is said by the
// tables of fields (pipeline/core/record.h).
#include <algorithm>
#include <concepts>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <type_traits>

#include "schemas/json_depth.h"
#include "schemas/record_dates.h"
#include "schemas/record_json.h"
#include "schemas/schema_check.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::json;
template <typename T>
using Is = std::type_identity<T>;

/// Boxes of recognised words may stand out of the page by this much after deskewing.
constexpr double kBoxTolerance_pt = 5.0;
/// More than this many violations say nothing new.
constexpr size_t kMaxViolations = 200;

std::string At(const std::string& pointer, size_t index) {
  return pointer + "/" + std::to_string(index);
}

/// visit(Is<T>, value, form, pointer) for a value of a T and all that it holds, null left out.
template <typename T, typename Visit>
void Walk(const Json& value, const FieldForm& form, const std::string& pointer, Visit& visit) {
  if constexpr (Vector<T>) {
    for (size_t i = 0; i < value.size(); ++i)
      Walk<typename T::value_type>(value[i], form, At(pointer, i), visit);
  } else if constexpr (Optional<T>) {
    if (!value.is_null()) Walk<typename T::value_type>(value, form, pointer, visit);
  } else {
    if (value.is_null()) return;
    visit(Is<T>(), value, form, pointer);
    if constexpr (Described<T>) {
      ForEachFieldOf<T>([&]<typename M>(const Field<T, M>& field) {
        FieldForm inner = field.form;
        // The members of an anchor stand in its object; a recipient's place stands beside it.
        if constexpr (std::same_as<M, Anchor>) return Walk<M>(value, inner, pointer, visit);
        if (std::same_as<M, std::vector<Recipient>>) inner.name = "recipients_evidence";
        const Json& object = inner.inside != nullptr ? value[inner.inside] : value;
        if (const auto it = object.find(inner.name); it != object.end())
          Walk<M>(*it, inner, PointerTo(pointer, inner), visit);
      });
    }
  }
}

class Rules {
 public:
  explicit Rules(const Json& record) : record_(record) {}

  std::vector<Violation> Check() {
    CollectPages();
    const auto collect = [&]<typename T>(Is<T> type, const Json& value, const FieldForm& form,
                                         const std::string& pointer) {
      if (form.id_prefix != nullptr) TakeId(value, pointer);
      Collect(type, value);
    };
    Walk<PlanRecord>(record_, {}, "", collect);
    const auto check = [&]<typename T>(Is<T> type, const Json& value, const FieldForm& form,
                                       const std::string& pointer) {
      if (form.refers != Refers::kNothing) CheckReference(value, form, pointer);
      if (form.date) CheckDate(value, pointer);
      Check(type, value, pointer);
    };
    Walk<PlanRecord>(record_, {}, "", check);
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

  // ---- what the record holds ------------------------------------------------------------

  void CollectPages() {
    const Json& source = record_["source"];
    const Json& pages = source["pages"];
    // A further document of a file begins behind the first page.
    const bool some = LeavesOutPages();
    if ((some || source.contains("part")) && !pages.empty()) {
      first_page_ = pages[0]["number"].get<uint64_t>();
      if (source.value("part", 1) > source.value("parts", 1))
        Say("/source/part", "there are no more parts than `parts` says");
    }
    for (size_t i = 0; i < pages.size(); ++i) {
      const Json& page = pages[i];
      const auto number = page["number"].get<uint64_t>();
      const bool ordered = i == 0 || number > pages[i - 1]["number"].get<uint64_t>();
      if (some ? !ordered : number != first_page_ + i) {
        Say(At("/source/pages", i) + "/number", "pages are numbered " + Pages() + " in order");
      }
      PageSize size;
      if (page["width_pt"].is_number()) size.width = page["width_pt"].get<double>();
      if (page["height_pt"].is_number()) size.height = page["height_pt"].get<double>();
      size.is_text = page["text_origin"] == "file";
      pages_[some ? number : first_page_ + i] = size;
    }
  }

  /// A person asked for some of the pages only.
  bool LeavesOutPages() const {
    const Json& warnings = record_["warnings"];
    return std::any_of(warnings.begin(), warnings.end(),
                       [](const Json& warning) { return warning["code"] == "pages.left_out"; });
  }

  bool HasPage(uint64_t number) const { return pages_.contains(number); }
  /// "1 to 12"
  std::string Pages() const {
    const Json& pages = record_["source"]["pages"];
    const uint64_t last =
        LeavesOutPages() ? pages.back()["number"].get<uint64_t>() : first_page_ + pages.size() - 1;
    return std::to_string(first_page_) + " to " + std::to_string(last);
  }

  void TakeId(const Json& value, const std::string& pointer) {
    const std::string& id = value.get_ref<const std::string&>();
    const auto [it, added] = ids_.emplace(id, pointer.substr(0, pointer.rfind('/')));
    if (!added) Say(pointer, "the id \"" + id + "\" is already " + it->second + "'s");
  }

  template <typename T>
  void Collect(Is<T>, const Json&) {}
  void Collect(Is<SectionNode>, const Json& node) {
    sections_.insert(node["id"].get<std::string>());
  }
  void Collect(Is<Deadline>, const Json& deadline) {
    deadlines_.insert(deadline["id"].get<std::string>());
  }
  void Collect(Is<Table>, const Json& table) {
    rows_.emplace(table["id"].get<std::string>(), table["rows"].size());
  }

  // ---- single values --------------------------------------------------------------------

  void CheckReference(const Json& value, const FieldForm& form, const std::string& pointer) {
    const std::string& id = value.get_ref<const std::string&>();
    const auto must = [&](const char* what, bool be_there) {
      if (!be_there) Say(pointer, std::string("there is no ") + what + " \"" + id + "\"");
    };
    if (form.refers == Refers::kTable) must("table", rows_.contains(id));
    if (form.refers == Refers::kSection) must("section node", sections_.contains(id));
    if (form.refers == Refers::kDeadline) must("deadline", deadlines_.contains(id));
  }

  void CheckDate(const Json& value, const std::string& pointer) {
    const std::string& date = value.get_ref<const std::string&>();
    if (!DateExists(date)) Say(pointer, "there is no such day: " + date);
  }

  // ---- objects --------------------------------------------------------------------------

  template <typename T>
  void Check(Is<T>, const Json&, const std::string&) {}

  void Check(Is<PlanRecord>, const Json& record, const std::string&) {
    const size_t lines = record["recipients"].size(), places = record["recipients_evidence"].size();
    if (lines != places) {
      Say("/recipients_evidence", "has " + std::to_string(places) + " entries for " +
                                      std::to_string(lines) + " recipients");
    }
  }

  /// The row of a table that exists.
  void CheckRow(const Json& object, const std::string& pointer) {
    const std::string& table = object["table"].get_ref<const std::string&>();
    const auto it = rows_.find(table);
    if (it != rows_.end() && object["row"].get<uint64_t>() >= it->second) {
      Say(pointer + "/row", "table \"" + table + "\" has rows 0 to " +
                                std::to_string(static_cast<long>(it->second) - 1));
    }
  }

  void Check(Is<Anchor>, const Json& object, const std::string& pointer) {
    const auto node = object.find("node");
    if (node == object.end()) {
      CheckReference(object["table"], RefersTo(Refers::kTable), pointer + "/table");
      CheckRow(object, pointer);
    } else if (node->is_string()) {
      CheckReference(*node, RefersTo(Refers::kSection), pointer + "/node");
    }
  }

  void Check(Is<Task>, const Json& task, const std::string& pointer) { CheckRow(task, pointer); }

  void Check(Is<SectionNode>, const Json& node, const std::string& pointer) {
    if ((node["kind"] == "paragraph") != node["marker"].is_null())
      Say(pointer + "/marker", "paragraphs have no marker, headings and items have one");
  }

  void Check(Is<Deadline>, const Json& deadline, const std::string& pointer) {
    const Json &from = deadline["from"], &to = deadline["to"];
    if (from.is_string() && to.is_string() &&
        !DateNotAfter(from.get_ref<const std::string&>(), to.get_ref<const std::string&>())) {
      Say(pointer + "/to", "ends before it begins");
    }
  }

  void Check(Is<Target>, const Json& target, const std::string& pointer) {
    const Json &low = target["value"], &high = target["value_max"];
    if (low.is_number() && high.is_number() && high.get<double>() < low.get<double>())
      Say(pointer + "/value_max", "is less than `value`");
  }

  void Check(Is<Period>, const Json& period, const std::string& pointer) {
    if (period["to"].get<int>() < period["from"].get<int>())
      Say(pointer + "/to", "the period ends before it begins");
  }

  /// The number is the one that the code begins with: 27 of "27/KH-UBND", 5 of "05-KH/TU".
  void CheckNumber(const Json& document, const std::string& pointer) {
    const Json &number = document["number"], &code = document["code"];
    if (!number.is_number_integer() || !code.is_string()) return;
    const std::string& text = code.get_ref<const std::string&>();
    const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const size_t first = std::min(text.find_first_not_of('0'), digits);
    const std::string begins = text.substr(first, digits - first);
    if (digits > 0 && (begins.empty() ? "0" : begins) == std::to_string(number.get<int64_t>())) {
      return;
    }
    Say(pointer + "/number",
        "is " + std::to_string(number.get<int64_t>()) + ", but the code is \"" + text + "\"");
  }

  void Check(Is<Signature>, const Json& signature, const std::string& pointer) {
    const bool signs = !signature["name"].is_null() || !signature["position"].is_null() ||
                       !signature["authority"].is_null();
    if (signs && signature["confidence"].is_null())
      Say(pointer + "/confidence", "is null only where no signature was found");
  }

  void Check(Is<DocumentFields>, const Json& document, const std::string& pointer) {
    CheckNumber(document, pointer);
    for (const auto& item : document["confidence"].items()) {
      if (!IsField(document, item.key())) {
        Say(pointer + "/confidence/" + EscapePointer(item.key()),
            "there is no field \"" + item.key() + "\"");
      }
    }
  }

  void Check(Is<FieldEvidence>, const Json& evidence, const std::string& pointer) {
    const std::string& field = evidence["field"].get_ref<const std::string&>();
    if (!IsField(record_["document"], field))
      Say(pointer + "/field", "there is no field \"" + field + "\"");
  }

  /// `issuer.name` names a part of a field; a part of a field that is null is none.
  static bool IsField(const Json& document, const std::string& name) {
    const size_t dot = name.find('.');
    const auto field = document.find(name.substr(0, dot));
    if (field == document.end()) return false;
    return dot == std::string::npos ||
           (field->is_object() && field->contains(name.substr(dot + 1)));
  }

  void Check(Is<ReviewItem>, const Json& item, const std::string& pointer) {
    CheckPointer(item, pointer);
  }
  void Check(Is<Warning>, const Json& item, const std::string& pointer) {
    CheckPointer(item, pointer);
  }

  void CheckPointer(const Json& object, const std::string& pointer) {
    const std::string& to = object["pointer"].get_ref<const std::string&>();
    if (!LeadsSomewhere(to))
      Say(pointer + "/pointer", "nothing in the record stands at \"" + to + "\"");
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

  void Check(Is<Table>, const Json& table, const std::string& pointer) {
    const Json& pages = table["pages"];
    for (size_t k = 0; k < pages.size(); ++k) {
      const uint64_t page = pages[k].get<uint64_t>();
      if (!HasPage(page) || (k > 0 && page <= pages[k - 1].get<uint64_t>())) {
        Say(At(pointer + "/pages", k), "pages are in order and in " + Pages());
      }
    }
    CheckGrid(table, pointer, Ragged());
  }

  bool Ragged() const {
    const Json& warnings = record_["warnings"];
    return std::any_of(warnings.begin(), warnings.end(),
                       [](const Json& warning) { return warning["code"] == "table.ragged"; });
  }

  /// Cells must tile the table: none on another, none out of it, and no hole unless the record
  /// itself warns that a table is ragged.
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

  void Check(Is<Where>, const Json& where, const std::string& pointer) {
    const uint64_t number = where["page"].get<uint64_t>();
    if (!HasPage(number)) {
      Say(pointer + "/page", first_page_ == 1
                                 ? "the source has " + std::to_string(pages_.size()) + " pages"
                                 : "the document has pages " + Pages());
      return;
    }
    const PageSize& page = pages_.at(number);
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
  std::map<uint64_t, PageSize> pages_;  ///< by number
  uint64_t first_page_ = 1;
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
