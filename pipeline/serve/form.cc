// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/form.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/serve/questions.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Json;
using schemas::Member;
using schemas::TextOrEmpty;

/// Fields of the head as they stand on a page. The parts of `code` follow it by themselves.
constexpr const char* kHeadFields[] = {"parent_issuer", "issuer",    "code",  "place",
                                       "issued_on",     "type_name", "title", "salutation",
                                       "urgency",       "secrecy"};
/// Which of them are asked for also where nothing was read.
constexpr const char* kAlwaysThere[] = {"issuer", "code", "issued_on", "title"};

constexpr const char* kLists[] = {"targets", "deadlines", "assignments",
                                  "tasks",   "citations", "recipients"};

class FormMaker {
 public:
  explicit FormMaker(const Json& record) : record_(record) {
    for (const Json& entry : Items(record, "review")) {
      doubts_.emplace(TextOrEmpty(entry, "pointer"), &entry);
    }
  }

  Json Item(const std::string& pointer, int depth = 0) const {
    const auto doubt = doubts_.find(pointer);
    Json card = Card(record_, doubt != doubts_.end() ? *doubt->second : Json{{"pointer", pointer}});
    const Json& value = At(record_, pointer);
    if (card["confidence"].is_null() && value.is_object()) {
      card["confidence"] = Member(value, "confidence");
    }
    for (const char* key : {"page", "context", "candidates"}) card.erase(key);
    card["doubtful"] = doubt != doubts_.end();
    card["depth"] = depth;
    return card;
  }

  Json Head() const {
    const Json& document = Member(record_, "document");
    Json items = Json::array();
    for (const char* field : kHeadFields) {
      const bool always =
          std::find_if(std::begin(kAlwaysThere), std::end(kAlwaysThere), [&](const char* name) {
            return std::string_view(name) == field;
          }) != std::end(kAlwaysThere);
      const std::string pointer = std::string("/document/") + field;
      if (!Member(document, field).is_null()) {
        items.push_back(Item(pointer));
      } else if (always) {
        Json empty = Item(pointer);
        empty["edits"] = {
            {{"pointer", pointer}, {"label", field}, {"type", TypeOf(field)}, {"value", nullptr}}};
        items.push_back(std::move(empty));
      }
    }
    return items;
  }

  void AddSections(const Json& sections, const std::string& pointer, int depth, Json& items) const {
    for (size_t i = 0; i < sections.size(); ++i) {
      const std::string own = pointer + "/" + std::to_string(i);
      items.push_back(Item(own, depth));
      AddSections(Items(sections[i], "children"), own + "/children", depth + 1, items);
    }
  }

 private:
  static const char* TypeOf(std::string_view field) {
    if (field == "issued_on") return "date";
    return field == "code" ? "symbol" : field == "issuer" ? "agency" : "text";
  }

  const Json& record_;
  std::unordered_map<std::string, const Json*> doubts_;
};

}  // namespace

Json Form(const Json& record) {
  const FormMaker maker(record);
  Json form = Json::array();
  form.push_back({{"group", "head"}, {"items", maker.Head()}});
  Json signature = Json::array();
  if (Member(record, "signature").is_object()) signature.push_back(maker.Item("/signature"));
  Json sections = Json::array();
  maker.AddSections(Items(record, "sections"), "/sections", 0, sections);
  form.push_back({{"group", "sections"}, {"items", std::move(sections)}});
  for (const char* list : kLists) {
    Json items = Json::array();
    for (size_t i = 0; i < Items(record, list).size(); ++i) {
      items.push_back(maker.Item("/" + std::string(list) + "/" + std::to_string(i)));
    }
    form.push_back({{"group", list}, {"items", std::move(items)}});
  }
  form.push_back({{"group", "signature"}, {"items", std::move(signature)}});
  return form;
}

}  // namespace planrec::serve
