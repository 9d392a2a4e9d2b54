// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/questions.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "pipeline/serve/readings.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Member;
using schemas::Text;
using schemas::TextOrEmpty;

/// One thing that an answer may change: below the entry's pointer, "" = itself. `type` is how it is
/// typed and checked.
struct Edit {
  const char *below, *label, *type;
};

constexpr size_t kMostEdits = 5;

/// `pattern`: segments of a pointer, "*" = any one; what lies below counts too. The first row that
/// fits is taken. `weight`: the head finds a document at all, then come what is promised and by
/// whom; a line of running text is read by people anyway.
struct KindRow {
  const char* pattern;
  Kind kind;
  double weight;
  Edit edits[kMostEdits];
};

constexpr KindRow kRows[] = {
    {"/document/code", Kind::kSymbol, 10, {{"", "code", "symbol"}}},
    {"/document/number", Kind::kSymbol, 10, {{"", "number", "number"}}},
    {"/document/notation", Kind::kSymbol, 10, {{"", "notation", "line"}}},
    {"/document/issued_on", Kind::kDate, 9, {{"", "issued_on", "date"}}},
    {"/document/issuer", Kind::kAgency, 8, {{"/name", "issuer", "agency"}}},
    {"/document/parent_issuer", Kind::kAgency, 6, {{"", "parent_issuer", "agency"}}},
    {"/document/title", Kind::kTitle, 7, {{"", "title", "text"}}},
    {"/document/type_name", Kind::kType, 7, {{"", "type_name", "line"}}},
    {"/document/type", Kind::kType, 7, {{"", "type", "line"}}},
    {"/document/*", Kind::kHead, 4, {{"", "value", "line"}}},
    {"/signature",
     Kind::kSignature,
     6,
     {{"/name", "signer", "line"},
      {"/position", "position", "line"},
      {"/authority", "authority", "line"}}},
    {"/signatures/*",
     Kind::kSignature,
     5,
     {{"/name", "signer", "line"},
      {"/position", "position", "line"},
      {"/authority", "authority", "line"}}},
    {"/deadlines/*",
     Kind::kDeadline,
     6,
     {{"/text", "text", "line"},
      {"/from", "from", "date"},
      {"/to", "to", "date"},
      {"/what", "what", "text"}}},
    {"/tasks/*",
     Kind::kTask,
     5,
     {{"/task", "task", "text"},
      {"/activity", "activity", "text"},
      {"/lead", "lead", "agencies"},
      {"/support", "support", "agencies"},
      {"/outputs", "outputs", "list"}}},
    {"/targets/*",
     Kind::kTarget,
     5,
     {{"/text", "text", "text"},
      {"/value", "amount", "number"},
      {"/unit", "unit", "line"},
      {"/indicator", "indicator", "text"}}},
    {"/assignments/*",
     Kind::kDuty,
     4,
     {{"/agency", "agency", "agency"}, {"/what", "what", "text"}}},
    {"/source/pages/*", Kind::kReading, 4, {}},
    {"/tables/*/rows/*/cells/*", Kind::kCell, 3, {{"/text", "cell", "text"}}},
    {"/citations/*",
     Kind::kCitation,
     3,
     {{"/code", "code", "line"},
      {"/issued_on", "issued_on", "date"},
      {"/issuer", "issuer", "agency"},
      {"/title", "title", "text"}}},
    {"/appendices/*",
     Kind::kAppendix,
     2,
     {{"/label", "label", "line"}, {"/title", "title", "text"}}},
    {"/recipients/*", Kind::kRecipient, 2, {{"", "recipient", "line"}}},
    {"/sections", Kind::kSection, 1, {{"/marker", "marker", "line"}, {"/text", "text", "text"}}},
    {"", Kind::kOther, 1, {{"", "value", "line"}}},
};

/// The segment behind the first '/', which is taken off.
std::string_view TakeSegment(std::string_view& pointer) {
  if (pointer.empty() || pointer.front() != '/') return {};
  const size_t end = std::min(pointer.find('/', 1), pointer.size());
  const std::string_view segment = pointer.substr(1, end - 1);
  pointer.remove_prefix(end);
  return segment;
}

bool Fits(std::string_view pattern, std::string_view pointer) {
  while (!pattern.empty()) {
    if (pointer.empty()) return false;
    const std::string_view wanted = TakeSegment(pattern), have = TakeSegment(pointer);
    if (wanted != "*" && wanted != have) return false;
  }
  return true;
}

const KindRow& RowOf(std::string_view pointer) {
  return *std::find_if(std::begin(kRows), std::end(kRows),
                       [&](const KindRow& row) { return Fits(row.pattern, pointer); });
}

/// The value itself where it is none that has parts.
bool IsPlain(const Json& value) {
  return !value.is_object() && !(value.is_array() && !value.empty() && !value.front().is_string());
}

std::string AsText(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string out;
  if (value.is_array()) {
    for (const Json& item : value) {
      if (item.is_string()) out += (out.empty() ? "" : "; ") + item.get<std::string>();
    }
  }
  return out;
}

std::string Unescape(std::string_view segment) {
  std::string out;
  for (size_t i = 0; i < segment.size(); ++i) {
    const bool escape = segment[i] == '~' && i + 1 < segment.size();
    out += escape ? (segment[++i] == '0' ? '~' : '/') : segment[i];
  }
  return out;
}

const Json& Child(const Json& value, std::string_view segment) {
  if (value.is_object()) return Member(value, Unescape(segment).c_str());
  size_t index = 0;
  const auto end = std::from_chars(segment.data(), segment.data() + segment.size(), index);
  const bool whole = end.ec == std::errc() && end.ptr == segment.data() + segment.size();
  if (!value.is_array() || !whole || index >= value.size()) return schemas::Null();
  return value[index];
}

/// Fields of the head have names of their own.
std::string LabelOf(const Edit& edit, const std::string& pointer) {
  const bool head = pointer.starts_with("/document/") && edit.label == std::string_view("value");
  return head ? pointer.substr(pointer.rfind('/') + 1) : edit.label;
}

/// The text of the section of that id; empty where there is none.
std::string SectionText(const Json& sections, const std::string& id) {
  std::vector<const Json*> left;
  for (const Json& section : sections) left.push_back(&section);
  while (!left.empty()) {
    const Json& section = *left.back();
    left.pop_back();
    if (TextOrEmpty(section, "id") == id) return TextOrEmpty(section, "text");
    for (const Json& child : Items(section, "children")) left.push_back(&child);
  }
  return "";
}

/// What stands around it: the sentence, or the row of its table.
std::string ContextOf(const Json& record, std::string_view pointer, const Json& value) {
  const std::string node = TextOrEmpty(value, "node");
  if (!node.empty()) return SectionText(Member(record, "sections"), node);
  std::string table = TextOrEmpty(value, "table");
  std::optional<int> row = schemas::Int(value, "row");
  const Json* found = nullptr;
  if (pointer.starts_with("/tables/")) {
    const size_t cells = pointer.find("/cells/");
    if (cells != std::string_view::npos) found = &At(record, pointer.substr(0, cells));
  }
  for (const Json& candidate : Items(record, "tables")) {
    if (table.empty() || TextOrEmpty(candidate, "id") != table || !row || *row < 0) continue;
    const Json& rows = Items(candidate, "rows");
    if (static_cast<size_t>(*row) < rows.size()) found = &rows[static_cast<size_t>(*row)];
  }
  std::string out;
  if (found != nullptr) {
    for (const Json& cell : Items(*found, "cells")) {
      const std::string text = TextOrEmpty(cell, "text");
      if (!text.empty()) out += (out.empty() ? "" : " | ") + text;
    }
  }
  return out;
}

}  // namespace

Kind KindOf(std::string_view pointer) {
  return RowOf(pointer).kind;
}

double Cost(Kind kind, double confidence) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [&](const KindRow& candidate) { return candidate.kind == kind; });
  return row->weight * (1 - std::clamp(confidence, 0.0, 1.0));
}

const Json& At(const Json& record, std::string_view pointer) {
  const Json* value = &record;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return schemas::Null();
    value = &Child(*value, TakeSegment(pointer));
  }
  return *value;
}

std::string ShownValue(const Json& record, const Json& entry) {
  const Json& given = Member(entry, "value");
  if (!given.is_null() && IsPlain(given)) return AsText(given);
  const std::string pointer = TextOrEmpty(entry, "pointer");
  const KindRow& row = RowOf(pointer);
  if (row.edits[0].label == nullptr) return "";
  return AsText(At(record, pointer + (IsPlain(At(record, pointer)) ? "" : row.edits[0].below)));
}

Json PlaceOf(const Json& record, std::string_view pointer) {
  constexpr std::string_view kHead = "/document/";
  if (pointer.starts_with(kHead)) {
    std::string_view field = pointer.substr(kHead.size());
    field = field.substr(0, field.find('/'));
    for (const Json& evidence : Items(Member(record, "document"), "evidence")) {
      if (TextOrEmpty(evidence, "field") == field) return Member(evidence, "where");
    }
    return nullptr;
  }
  constexpr std::string_view kPages = "/source/pages/";
  if (pointer.starts_with(kPages)) {
    return {{"page", Member(At(record, pointer), "number")}, {"bbox", nullptr}};
  }
  // The nearest of those that hold it: a cell, else its row's table has none.
  for (std::string_view holder = pointer; !holder.empty();
       holder = holder.substr(0, holder.rfind('/'))) {
    const Json& where = Member(At(record, holder), "where");
    if (where.is_object()) return where;
  }
  // Recipients stand beside the signature.
  if (pointer.starts_with("/recipients")) {
    const Json& where = Member(Member(record, "signature"), "where");
    if (where.is_object()) return {{"page", Member(where, "page")}, {"bbox", nullptr}};
  }
  return nullptr;
}

Json Card(const Json& record, const Json& entry) {
  if (const std::optional<Reading> reading = FindReading(record, entry)) {
    Json card = Card(record, {{"pointer", reading->object}});
    for (const char* key : {"reason", "confidence"}) card[key] = Member(entry, key);
    card["kind"] = NameOf(Kind::kReading);
    Json edits = Json::array();
    for (const Json& edit : card["edits"]) {
      if (edit["pointer"] == reading->text) edits.push_back(edit);
    }
    card["edits"] = std::move(edits);
    card["candidates"] = {{{"value", reading->other}, {"origin", "second"}}};
    return card;
  }
  const std::string pointer = TextOrEmpty(entry, "pointer");
  const KindRow& row = RowOf(pointer);
  const Json& value = At(record, pointer);
  Json edits = Json::array();
  for (const Edit& edit : row.edits) {
    // A field of the head that was not read can be given; its parts can't.
    const bool unread = edit.label != nullptr && value.is_null() && *edit.below == 0 &&
                        pointer.starts_with("/document/");
    if (edit.label == nullptr || (value.is_null() && !unread)) break;
    const bool itself = IsPlain(value);
    const Json& part = itself ? value : At(record, pointer + edit.below);
    // Of an object's parts those that have something to look at, and always the first.
    if (!edits.empty() && (part.is_null() || part.empty())) continue;
    edits.push_back({{"pointer", itself ? pointer : pointer + edit.below},
                     {"label", LabelOf(edit, pointer)},
                     {"type", edit.type},
                     {"value", part}});
    if (itself) break;
  }
  Json where = Member(entry, "where");
  if (!where.is_object()) where = PlaceOf(record, pointer);
  const int number = schemas::Int(where, "page").value_or(0);
  const Json& pages = Items(Member(record, "source"), "pages");
  Json page;
  for (const Json& candidate : pages) {
    if (schemas::Int(candidate, "number").value_or(0) == number) page = candidate;
  }
  return {{"pointer", pointer},
          {"kind", NameOf(row.kind)},
          {"reason", TextOrEmpty(entry, "reason")},
          {"confidence", Member(entry, "confidence")},
          {"id", value.is_object() ? Member(value, "id") : Json()},
          {"value", ShownValue(record, entry)},
          {"edits", std::move(edits)},
          {"candidates", Items(entry, "candidates")},
          {"where", std::move(where)},
          {"page", std::move(page)},
          {"context", ContextOf(record, pointer, value)}};
}

}  // namespace planrec::serve
