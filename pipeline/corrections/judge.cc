// SPDX-License-Identifier: GPL-3.0-or-later
// The program measured against persons: each value that one looked at is gold.
#include <algorithm>

#include "pipeline/corrections/corrections.h"
#include "pipeline/corrections/overlay.h"
#include "pipeline/corrections/pointers.h"
#include "schemas/json_depth.h"

namespace planrec::corrections {
namespace {

/// "/targets/3/value" is "targets.value", "/sections/0/children/1/text" "sections.text".
std::string FieldOf(const std::string& pointer) {
  std::string field;
  for (size_t at = 1; at <= pointer.size();) {
    const size_t stop = std::min(pointer.find('/', at), pointer.size());
    const std::string part = pointer.substr(at, stop - at);
    at = stop + 1;
    if (IndexOf(part) || part == "-" || part == "children") continue;
    field += (field.empty() ? "" : ".") + part;
  }
  return field;
}

std::optional<double> ConfidenceOf(const Json& record, const std::string& pointer) {
  if (pointer.starts_with("/document/")) {
    const Json& all = schemas::Member(schemas::Member(record, "document"), "confidence");
    std::string path = pointer.substr(std::string("/document/").size());
    std::replace(path.begin(), path.end(), '/', '.');
    const std::optional<double> own = schemas::Number(all, path.c_str());
    return own ? own : schemas::Number(all, path.substr(0, path.find('.')).c_str());
  }
  if (pointer.starts_with("/recipients/")) {
    const Json* place = At(record, "/recipients_evidence/" + LastOf(pointer));
    return place == nullptr ? std::nullopt : schemas::Number(*place, "confidence");
  }
  for (std::string above = pointer; !above.empty(); above = ParentOf(above)) {
    const Json* object = At(record, above);
    if (object != nullptr && object->is_object() && object->contains("confidence"))
      return schemas::Number(*object, "confidence");
  }
  return std::nullopt;
}

/// An entry of review counts for what lies inside what it names, and for an object of which it
/// names a part.
bool InReview(const Json& record, const std::string& pointer) {
  const Json& review = schemas::Items(record, "review");
  return std::any_of(review.begin(), review.end(), [&pointer](const Json& item) {
    const std::string flagged = schemas::TextOrEmpty(item, "pointer");
    return !flagged.empty() && (IsWithin(pointer, flagged) || IsWithin(flagged, pointer));
  });
}

}  // namespace

std::optional<Judged> Overlay::Judge(size_t index) const {
  const Correction& correction = corrections_[index];
  if (!correction.undone.empty() || correction.source_sha256 != source_sha256_) return std::nullopt;
  // Of several for one value the last one counts.
  for (size_t later = index + 1; later < corrections_.size(); ++later) {
    if (corrections_[later].undone.empty() && values_[later].key == values_[index].key &&
        corrections_[later].op == Op::kReplace && correction.op == Op::kReplace)
      return std::nullopt;
  }
  Judged judged;
  judged.op = correction.op;
  judged.field = FieldOf(correction.pointer);
  if (correction.op == Op::kAdd) {
    const Json* members = At(record_, ArrayFor(index));
    judged.right = members != nullptr && IsThere(index, *members);
    return judged;
  }
  const Place place = Find(index);
  if (place.pointer.empty()) {
    judged.right = correction.op == Op::kRemove;
    return judged;
  }
  judged.right = correction.op == Op::kReplace &&
                 SameValue(*At(record_, place.pointer), values_[index].new_value);
  judged.confidence = ConfidenceOf(record_, place.pointer);
  judged.in_review = InReview(record_, place.pointer);
  return judged;
}

std::vector<Judged> Judge(std::string_view record_json,
                          const std::vector<Correction>& corrections) {
  std::vector<Judged> all;
  if (schemas::NestsDeeper(record_json, schemas::kMaxJsonDepth)) return all;
  Json record = Json::parse(record_json.begin(), record_json.end(), nullptr, false);
  if (!record.is_object()) return all;
  const Overlay overlay(std::move(record), corrections);
  for (size_t i = 0; i < corrections.size(); ++i) {
    if (std::optional<Judged> judged = overlay.Judge(i)) all.push_back(std::move(*judged));
  }
  return all;
}

}  // namespace planrec::corrections
