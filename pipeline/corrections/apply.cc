// SPDX-License-Identifier: GPL-3.0-or-later
// Corrections laid over a record, one after the other: found, compared, patched.
#include <algorithm>
#include <utility>

#include "extractors/vocabulary/agency_keys.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/corrections/effects.h"
#include "pipeline/corrections/overlay.h"
#include "pipeline/corrections/pointers.h"
#include "schemas/json_depth.h"
#include "schemas/record_json.h"

namespace planrec::corrections {
namespace {

/// Two boxes are of one object where they share this much of what they cover together.
constexpr double kSameBox = 0.5;
/// One lies in the other where so much of it does.
constexpr double kInside = 0.9;

double Area(const Box& box) {
  return std::max(0.0, box.x1 - box.x0) * std::max(0.0, box.y1 - box.y0);
}

/// kUnknown: one of them is not known, or lies inside the other.
enum class Places { kSame, kOther, kUnknown };

Places Compare(const Where& where, const Json& json) {
  const std::optional<int> page = schemas::Int(json, "page");
  if (where.page == 0 || !page) return Places::kUnknown;
  if (where.page != *page) return Places::kOther;
  const Json& corners = schemas::Items(json, "bbox");
  if (where.bbox && corners.size() == 4 && corners[0].is_number()) {
    const Box& one = *where.bbox;
    const Box other{corners[0].get<double>(), corners[1].get<double>(), corners[2].get<double>(),
                    corners[3].get<double>()};
    const Box shared{std::max(one.x0, other.x0), std::max(one.y0, other.y0),
                     std::min(one.x1, other.x1), std::min(one.y1, other.y1)};
    const double both = Area(one) + Area(other) - Area(shared);
    if (both > 0 && Area(shared) >= kSameBox * both) return Places::kSame;
    // A part of the object, a word or a cell of it, may have been marked.
    const bool inside =
        Area(shared) > 0 && Area(shared) >= kInside * std::min(Area(one), Area(other));
    return inside ? Places::kUnknown : Places::kOther;
  }
  const std::optional<int> line = schemas::Int(json, "line");
  if (where.line == 0 || !line) return Places::kUnknown;
  return where.line == *line ? Places::kSame : Places::kOther;
}

/// What may change between two readings of one object without its being another.
constexpr std::string_view kIncidental[] = {
    "id",       "confidence", "where",       "node",       "table",     "row",
    "deadline", "evidence",   "resolves_to", "agency_key", "lead_keys", "support_keys"};

bool IsIncidental(const std::string& key) {
  return std::find(std::begin(kIncidental), std::end(kIncidental), key) != std::end(kIncidental);
}

}  // namespace

bool SameValue(const Json& one, const Json& other) {
  if (!one.is_object() || !other.is_object()) return one == other;
  const auto covers = [](const Json& a, const Json& b) {
    for (const auto& [key, value] : a.items()) {
      if (IsIncidental(key)) continue;
      const Json& beside = schemas::Member(b, key.c_str());
      if (!SameValue(value, beside)) return false;
    }
    return true;
  };
  return covers(one, other) && covers(other, one);
}

Overlay::Overlay(Json record, const std::vector<Correction>& corrections)
    : record_(std::move(record)), corrections_(corrections) {
  source_sha256_ = schemas::TextOrEmpty(schemas::Member(record_, "source"), "sha256");
  for (const Correction& each : corrections) {
    Values& values = values_.emplace_back();
    values.old_value = Json::parse(each.old_value, nullptr, false);
    values.new_value = Json::parse(each.new_value, nullptr, false);
    values.parts = PartsOf(each.pointer);
    values.key = each.id.empty() ? each.pointer : each.id + values.parts.rest;
  }
}

bool Overlay::Fits(size_t index, const Json& found) const {
  const Values& wanted = values_[index];
  if (corrections_[index].op == Op::kRemove) return SameValue(found, wanted.old_value);
  for (size_t i = 0; i < values_.size(); ++i) {
    // A value that was corrected twice may be as it was before either of them.
    if (corrections_[i].op != Op::kReplace || values_[i].key != wanted.key) continue;
    if (SameValue(found, values_[i].old_value) || SameValue(found, values_[i].new_value))
      return true;
  }
  return false;
}

Overlay::Place Overlay::Find(size_t index) const {
  const Correction& correction = corrections_[index];
  const PointerParts& parts = values_[index].parts;
  Place other;  // where it should be, but does not fit
  const auto look = [&](const std::string& pointer) -> bool {
    const Json* found = At(record_, pointer);
    if (found == nullptr) return false;
    if (other.pointer.empty()) other.pointer = pointer;
    return Fits(index, *found);
  };
  if (!correction.id.empty() && !parts.list.empty()) {
    std::string fitting, moved;
    ForEachIn(record_, parts.list, [&](const Json& object, const std::string& pointer) {
      const Places places = Compare(correction.where, schemas::Member(object, "where"));
      const bool same_id = schemas::TextOrEmpty(object, "id") == correction.id;
      // Another object may have got the number.
      if (same_id && places != Places::kOther && look(pointer + parts.rest))
        fitting = pointer + parts.rest;
      if (!same_id && places == Places::kSame && look(pointer + parts.rest))
        moved = pointer + parts.rest;
      return fitting.empty();
    });
    if (!fitting.empty() || !moved.empty()) return {fitting.empty() ? moved : fitting, true};
    if (!other.pointer.empty()) return other;
    // Nothing stands at its place: one that has the number and says the same is it.
    ForEachIn(record_, parts.list, [&](const Json& object, const std::string& pointer) {
      if (schemas::TextOrEmpty(object, "id") == correction.id && look(pointer + parts.rest))
        fitting = pointer + parts.rest;
      return fitting.empty();
    });
    return {fitting, !fitting.empty()};
  }
  if (look(correction.pointer)) return {correction.pointer, true};
  // A plain member of a list may stand elsewhere in it.
  const std::string array = ParentOf(correction.pointer);
  const Json* members = At(record_, array);
  if (members != nullptr && members->is_array()) {
    for (size_t i = 0; i < members->size(); ++i) {
      if (Fits(index, (*members)[i])) return {array + "/" + std::to_string(i), true};
    }
  }
  return other;
}

/// Where a new member goes: the same array of the same object.
std::string Overlay::ArrayFor(size_t index) const {
  const Correction& correction = corrections_[index];
  const PointerParts& parts = values_[index].parts;
  std::string array = ParentOf(correction.pointer);
  if (!correction.id.empty() && !parts.object.empty() && array.starts_with(parts.object)) {
    ForEachIn(record_, parts.list, [&](const Json& object, const std::string& pointer) {
      if (schemas::TextOrEmpty(object, "id") != correction.id) return true;
      array = pointer + array.substr(parts.object.size());
      return false;
    });
  }
  return array;
}

std::optional<Conflict> Overlay::Take(size_t index) {
  const Correction& correction = corrections_[index];
  Conflict conflict{index,  correction.pointer,  ConflictReason::kGone, correction.old_value,
                    "null", correction.new_value};
  if (correction.source_sha256 != source_sha256_) {
    conflict.reason = ConflictReason::kSourceChanged;
    return conflict;
  }
  if (correction.op == Op::kAdd) {
    const std::string array = ArrayFor(index);
    const Json* members = At(record_, array);
    if (members == nullptr || !members->is_array()) return conflict;
    PutIn(index, array, *members);
    return std::nullopt;
  }
  const Place place = Find(index);
  if (!place.fits) {
    // What a person took out and the program no longer finds is as it should be.
    if (place.pointer.empty() && correction.op == Op::kRemove) return std::nullopt;
    if (place.pointer.empty()) return conflict;
    conflict.reason = ConflictReason::kValueChanged;
    conflict.found = At(record_, place.pointer)->dump();
    return conflict;
  }
  if (correction.op == Op::kRemove) {
    TakeOut(index, place.pointer);
  } else {
    Replace(index, place.pointer);
  }
  return std::nullopt;
}

void Overlay::Patch(const char* op, const std::string& pointer, const Json* value) {
  Json operation = {{"op", op}, {"path", pointer}};
  if (value != nullptr) operation["value"] = *value;
  record_.patch_inplace(Json::array({std::move(operation)}));
}

void Overlay::Replace(size_t index, const std::string& pointer) {
  Patch("replace", pointer, &values_[index].new_value);
  MakeCertain(record_, pointer, corrections_[index].where);
  SettleOthers(record_, pointer, [this](const std::string& other) {
    return std::any_of(corrections_.begin(), corrections_.end(), [&](const Correction& each) {
      return each.undone.empty() && each.pointer == other;
    });
  });
  NoteCorrected(record_, pointer, corrections_[index]);
  ++in_effect_;
}

bool Overlay::IsThere(size_t index, const Json& members) const {
  const Json& value = values_[index].new_value;
  return std::any_of(members.begin(), members.end(), [&](const Json& member) {
    return value.is_object() && SameValue(member, value) &&
           Compare(corrections_[index].where, schemas::Member(member, "where")) != Places::kOther;
  });
}

void Overlay::PutIn(size_t index, const std::string& array, const Json& members) {
  if (IsThere(index, members)) return;
  const std::optional<size_t> wanted = IndexOf(LastOf(corrections_[index].pointer));
  const size_t at = std::min(wanted.value_or(members.size()), members.size());
  const std::string pointer = array + "/" + std::to_string(at);
  Patch("add", pointer, &values_[index].new_value);
  FollowMembers(record_, array, at, 1, "");
  MakeCertain(record_, pointer, corrections_[index].where);
  NoteCorrected(record_, pointer, corrections_[index]);
  ++in_effect_;
}

void Overlay::TakeOut(size_t index, const std::string& pointer) {
  const std::string id = schemas::TextOrEmpty(*At(record_, pointer), "id");
  Patch("remove", pointer, nullptr);
  if (const std::optional<size_t> at = IndexOf(LastOf(pointer)))
    FollowMembers(record_, ParentOf(pointer), *at, -1, id);
  NoteCorrected(record_, pointer, corrections_[index]);
  ++in_effect_;
}

std::string Canonical(const Json& json) {
  Result<PlanRecord> record = schemas::ReadRecord(json.dump());
  if (!record) return json.dump(2) + "\n";
  extract::AssignAgencyKeys(*record);
  return schemas::WriteRecord(*record);
}

namespace {

size_t CountViolations(const Json& json) {
  return schemas::ValidateRecord(json.dump()).size();
}

/// One by one, those left out after which the record would be worse than without them.
Applied ApplyCarefully(const Json& record, const std::vector<Correction>& corrections) {
  Applied applied;
  Overlay overlay(record, corrections);
  size_t violations = CountViolations(record);
  for (size_t i = 0; i < corrections.size(); ++i) {
    if (!corrections[i].undone.empty()) continue;
    const Overlay before = overlay;
    std::optional<Conflict> conflict = overlay.Take(i);
    const size_t now = conflict ? violations : CountViolations(overlay.record());
    if (now > violations) {
      overlay.Restore(before);
      conflict = Conflict{
          i,      corrections[i].pointer,  ConflictReason::kInvalid, corrections[i].old_value,
          "null", corrections[i].new_value};
    } else {
      violations = now;
    }
    if (conflict) applied.conflicts.push_back(std::move(*conflict));
  }
  applied.in_effect = overlay.in_effect();
  applied.json = Canonical(overlay.record());
  return applied;
}

}  // namespace

Applied Apply(std::string_view record_json, const std::vector<Correction>& corrections) {
  Applied applied;
  applied.json = std::string(record_json);
  const bool counts = std::any_of(corrections.begin(), corrections.end(),
                                  [](const Correction& each) { return each.undone.empty(); });
  if (!counts || schemas::NestsDeeper(record_json, schemas::kMaxJsonDepth)) return applied;
  const Json record = Json::parse(record_json.begin(), record_json.end(), nullptr, false);
  if (!record.is_object() || !schemas::Member(record, "document").is_object()) return applied;
  Overlay overlay(record, corrections);
  for (size_t i = 0; i < corrections.size(); ++i) {
    if (!corrections[i].undone.empty()) continue;
    if (std::optional<Conflict> conflict = overlay.Take(i))
      applied.conflicts.push_back(std::move(*conflict));
  }
  if (overlay.in_effect() == 0) return applied;
  // Each was valid on the record that it was made for; on another one together they may not be.
  if (CountViolations(overlay.record()) > 0) return ApplyCarefully(record, corrections);
  applied.in_effect = overlay.in_effect();
  applied.json = Canonical(overlay.record());
  return applied;
}

}  // namespace planrec::corrections
