// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the record by the tables of its fields: key order there is the order in the file; the
// schema's order is the same.
#include "schemas/record_json.h"

#include <cmath>
#include <concepts>
#include <nlohmann/json.hpp>

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

/// `decimals` places at most, an integer where it is one (100, not 100.0), null for what is no
/// number. The JSON library prints doubles in their shortest form that reads back the same.
Json Number(double value, int decimals) {
  if (!std::isfinite(value)) return nullptr;
  if (decimals >= 0) {
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::round(value * scale) / scale;
    if (std::isfinite(scaled)) value = scaled;
  }
  if (value == std::trunc(value) && std::fabs(value) < 1e15) return static_cast<int64_t>(value);
  return value;
}

// ---- values -----------------------------------------------------------------------------------

template <Described T>
Json Write(const FieldForm& form, const T& object);

Json Write(const FieldForm& form, const std::string& text) {
  return text.empty() && form.empty == Empty::kNull ? Json(nullptr) : Json(text);
}

Json Write(const FieldForm& form, double value) {
  // What rounds to nothing is no size: a damaged file's box, or that of a text source.
  if (form.empty == Empty::kNull && value < std::pow(10.0, -form.decimals)) return nullptr;
  return Number(value, form.decimals);
}

template <std::integral T>
Json Write(const FieldForm&, T value) {
  return value;
}

template <Named E>
Json Write(const FieldForm&, E value) {
  return NameOf(value);
}

Json Write(const FieldForm&, ErrorType type) {
  return PublishedErrorTypeName(type);
}

Json Write(const FieldForm&, const PlacedText& text) {
  return text.text;
}

Json Write(const FieldForm&, const Where& where) {
  if (where.page == 0) return nullptr;
  Json out = {{"page", where.page}, {"bbox", nullptr}};
  if (where.bbox) {
    const Box& box = *where.bbox;
    out["bbox"] =
        Json::array({Number(box.x0, 2), Number(box.y0, 2), Number(box.x1, 2), Number(box.y1, 2)});
  }
  if (where.line > 0) out["line"] = where.line;
  return out;
}

/// What is empty is not in the document, hence null.
template <typename T>
Json Write(const FieldForm& form, const std::optional<T>& value) {
  if constexpr (std::same_as<T, std::string>) {
    if (value && value->empty()) return nullptr;
  }
  return value ? Write(form, *value) : Json(nullptr);
}

template <typename T>
Json Write(const FieldForm& form, const std::vector<T>& values) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(Write(form, value));
  return out;
}

// ---- members ----------------------------------------------------------------------------------

template <typename T>
void Put(Json& out, const FieldForm& form, const T& value) {
  if constexpr (requires { value.empty(); }) {
    if (form.empty == Empty::kLeftOut && value.empty()) return;
  }
  if constexpr (Optional<T>) {
    if (form.empty == Empty::kLeftOut && !value) return;
  }
  Json& object = form.inside != nullptr ? out[form.inside] : out;
  object[form.name] = Write(form, value);
}

void Put(Json& out, const FieldForm&, const Anchor& anchor) {
  if (anchor.node.empty() && !anchor.table.empty()) {
    out["table"] = anchor.table;
    out["row"] = anchor.row;
  } else {
    out["node"] = Write(kNullIfEmpty, anchor.node);
  }
}

/// The first entry of a field counts; the object `confidence` is the array's short form.
void Put(Json& out, const FieldForm& form, const std::vector<FieldEvidence>& evidence) {
  Json& confidence = out["confidence"] = Json::object();
  for (const FieldEvidence& each : evidence) {
    if (!confidence.contains(each.field)) confidence[each.field] = Write(kShare, each.confidence);
  }
  out[form.name] = Write(form, evidence);
}

/// The lines stay plain strings; their places stand beside them, one for one.
void Put(Json& out, const FieldForm& form, const std::vector<Recipient>& recipients) {
  Json texts = Json::array(), places = Json::array();
  for (const Recipient& each : recipients) {
    texts.push_back(each.text);
    places.push_back(Write(form, each));
    places.back().erase("text");
  }
  out[form.name] = std::move(texts);
  out["recipients_evidence"] = std::move(places);
}

/// Always an object, so that consumers can look at its fields; all null where nobody signed.
void Put(Json& out, const FieldForm& form, const std::optional<Signature>& given) {
  const Signature signature = given.value_or(Signature{});
  const bool nothing =
      !signature.authority && !signature.position && !signature.name && signature.where == Where{};
  Json& object = out[form.name] = Write(form, signature);
  if (nothing) object["confidence"] = nullptr;
}

template <Described T>
Json Write(const FieldForm&, const T& object) {
  Json out = Json::object();
  ForEachField(object, [&](const FieldForm& form, const auto& value) { Put(out, form, value); });
  return out;
}

}  // namespace

std::string WriteRecord(const PlanRecord& record, bool compact) {
  Json out = {{"schema_version", kSchemaVersion}};
  ForEachField(record, [&](const FieldForm& form, const auto& value) { Put(out, form, value); });
  return out.dump(compact ? -1 : 2, ' ', false, Json::error_handler_t::replace) +
         (compact ? "" : "\n");
}

}  // namespace planrec::schemas
