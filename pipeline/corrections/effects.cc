// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/corrections/effects.h"

#include <algorithm>
#include <cctype>

#include "extractors/vocabulary/document_types.h"
#include "pipeline/core/record.h"
#include "pipeline/corrections/correction_file.h"

namespace planrec::corrections {
namespace {

constexpr const char* kPerson = "person";

/// Takes out the members of a list of the record for which `gone` is true.
void EraseIf(Json& record, const char* list, const std::function<bool(Json&)>& gone) {
  Json* items = At(record, std::string("/") + list);
  if (items == nullptr || !items->is_array()) return;
  Json kept = Json::array();
  for (Json& item : *items) {
    if (!gone(item)) kept.push_back(std::move(item));
  }
  *items = std::move(kept);
}

void LeaveReview(Json& record, const std::string& pointer) {
  EraseIf(record, "review", [&pointer](Json& item) {
    return IsWithin(schemas::TextOrEmpty(item, "pointer"), pointer);
  });
}

/// The places that a record can tell of: their members are those of the table of fields.
Json EvidenceOf(const std::string& field, const Json& where, const Json& value) {
  Json out = Json::object();
  ForEachFieldOf<FieldEvidence>([&](const auto& each) {
    const std::string name = each.form.name;
    if (name == "field") out[name] = field;
    if (name == "where") out[name] = where;
    if (name == "confidence") out[name] = 1;
    if (name == "inferred") out[name] = false;
    if (name == "origin") out[name] = kPerson;
    if (name == "value") out[name] = value.is_string() ? value : Json(value.dump());
  });
  return out;
}

/// "/document/issuer/name": of "issuer.name", where the record tells of that, else of "issuer".
void MakeFieldCertain(Json& record, const std::string& pointer, const Where& where) {
  Json& document = record["document"];
  std::string path = pointer.substr(std::string("/document/").size());
  std::replace(path.begin(), path.end(), '/', '.');
  const std::string whole = path.substr(0, path.find('.'));
  Json& confidence = document["confidence"];
  const std::string field = confidence.contains(path) ? path : whole;
  confidence[field] = 1;
  Json& evidence = document["evidence"];
  size_t first = 0;
  while (first < evidence.size() && schemas::TextOrEmpty(evidence[first], "field") != field)
    ++first;
  Json place = WriteWhere(where);
  if (place.is_null() && first < evidence.size()) place = schemas::Member(evidence[first], "where");
  const Json* value = At(record, "/document/" + whole);
  evidence.insert(evidence.begin() + static_cast<std::ptrdiff_t>(first),
                  EvidenceOf(field, place, value != nullptr ? *value : Json()));
  if (Json* object = At(document, "/" + whole); object != nullptr && object->contains("confidence"))
    (*object)["confidence"] = 1;
  LeaveReview(record, "/document/" + whole);
}

size_t LeadingDigits(const std::string& code) {
  return static_cast<size_t>(
      std::find_if(code.begin(), code.end(), [](unsigned char c) { return !std::isdigit(c); }) -
      code.begin());
}

/// As offices write it: 7 is "07" (Decree 30/2020/NĐ-CP, Annex I).
std::string PrintedNumber(const Json& number) {
  if (!number.is_number_integer()) return "";
  const std::string digits = std::to_string(number.get<int64_t>());
  return digits.size() < 2 ? "0" + digits : digits;
}

/// One member of an object says what another one must say: `settle` gives the other's new value.
struct Bond {
  const char *from, *to;
  Json (*settle)(const Json& from, const Json& to);
};

constexpr Bond kBonds[] = {
    {"number", "code",
     [](const Json& number, const Json& code) -> Json {
       if (!code.is_string()) return code;
       const std::string text = code.get<std::string>();
       return PrintedNumber(number) + text.substr(LeadingDigits(text));
     }},
    {"notation", "code",
     [](const Json& notation, const Json& code) -> Json {
       if (!code.is_string() || !notation.is_string()) return code;
       const std::string text = code.get<std::string>();
       return text.substr(0, text.find('/')) + "/" + notation.get<std::string>();
     }},
    {"code", "number",
     [](const Json& code, const Json& number) -> Json {
       if (!code.is_string()) return number;
       const std::string text = code.get<std::string>();
       const size_t digits = LeadingDigits(text);
       // Longer ones are no numbers of documents.
       return digits == 0 || digits > 9 ? Json() : Json(std::stoll(text.substr(0, digits)));
     }},
    {"code", "notation",
     [](const Json& code, const Json& notation) -> Json {
       if (!code.is_string()) return notation;
       const std::string text = code.get<std::string>();
       const size_t slash = text.find('/');
       return slash == std::string::npos ? notation : Json(text.substr(slash + 1));
     }},
    {"type", "type_name",
     [](const Json& type, const Json& name) -> Json {
       if (!type.is_string()) return name;
       const extract::DocumentType* known =
           extract::FindTypeByAbbreviation(type.get_ref<const std::string&>());
       return known == nullptr ? name : Json(known->name);
     }},
    // Found by what is cited: linked anew by the next run.
    {"code", "resolves_to", [](const Json&, const Json&) -> Json { return nullptr; }},
    {"issued_on", "resolves_to", [](const Json&, const Json&) -> Json { return nullptr; }},
    {"issuer", "resolves_to", [](const Json&, const Json&) -> Json { return nullptr; }},
};

}  // namespace

void MakeCertain(Json& record, const std::string& pointer, const Where& where) {
  if (pointer.starts_with("/document/")) return MakeFieldCertain(record, pointer, where);
  LeaveReview(record, pointer);
  if (pointer.starts_with("/recipients/")) {
    Json* place = At(record, "/recipients_evidence/" + LastOf(pointer));
    if (place != nullptr) (*place)["confidence"] = 1;
    return;
  }
  for (std::string above = pointer; !above.empty(); above = ParentOf(above)) {
    Json* object = At(record, above);
    if (object == nullptr || !object->is_object() || !object->contains("confidence")) continue;
    (*object)["confidence"] = 1;
    // Its doubt is gone; that of its parts is not.
    EraseIf(record, "review",
            [&above](Json& item) { return schemas::TextOrEmpty(item, "pointer") == above; });
    return;
  }
}

void SettleOthers(Json& record, const std::string& pointer,
                  const std::function<bool(const std::string&)>& given) {
  const std::string object = ParentOf(pointer), key = LastOf(pointer);
  for (const Bond& bond : kBonds) {
    if (key != bond.from) continue;
    const std::string other = object + "/" + bond.to;
    Json* to = At(record, other);
    const Json* from = At(record, pointer);
    if (to == nullptr || from == nullptr || given(other)) continue;
    Json settled = bond.settle(*from, *to);
    if (settled == *to) continue;
    *to = std::move(settled);
    MakeCertain(record, other, {});
  }
}

void FollowMembers(Json& record, const std::string& array, size_t index, int by,
                   const std::string& gone_id) {
  const auto follow = [&](Json& item) {
    const std::optional<std::string> moved =
        Moved(schemas::TextOrEmpty(item, "pointer"), array, index, by);
    if (moved) item["pointer"] = *moved;
    return !moved;
  };
  EraseIf(record, "review", follow);
  EraseIf(record, "warnings", follow);
  EraseIf(record, "corrections", [&follow](Json& item) { return follow(item) && false; });
  if (array == "/recipients") {
    Json& places = record["recipients_evidence"];
    const auto at = places.begin() + static_cast<std::ptrdiff_t>(index);
    if (by < 0) {
      places.erase(at);
    } else {
      places.insert(at, Json{{"where", nullptr}, {"confidence", 1}});
    }
  }
  if (array == "/deadlines" && by < 0) {
    for (Json& task : record["tasks"]) {
      if (schemas::TextOrEmpty(task, "deadline") == gone_id) task["deadline"] = nullptr;
    }
  }
}

void NoteCorrected(Json& record, const std::string& pointer, const Correction& correction) {
  Json& list = record["corrections"];
  if (!list.is_array()) list = Json::array();
  list.push_back({{"pointer", pointer},
                  {"op", NameOf(correction.op)},
                  {"origin", kPerson},
                  {"by", correction.by.empty() ? Json() : Json(correction.by)},
                  {"at", correction.at}});
}

}  // namespace planrec::corrections
