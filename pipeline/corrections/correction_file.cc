// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/corrections/correction_file.h"

#include <nlohmann/json.hpp>

#include "schemas/json_depth.h"

namespace planrec::corrections {
namespace {

using schemas::Json;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr const char* kVersion = "1.0";

Error NoSuchFile(const std::string& why) {
  return {ErrorType::kCorrupt,
          "is no file of corrections: " + why + "; mend it or move it away (nothing was changed)"};
}

std::string Dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json CorrectionJson(const Correction& correction, const std::string& source_sha256) {
  Json json;
  json["pointer"] = correction.pointer;
  json["id"] = correction.id.empty() ? Json(nullptr) : Json(correction.id);
  json["op"] = NameOf(correction.op);
  json["old"] = Json::parse(correction.old_value, nullptr, false);
  json["new"] = Json::parse(correction.new_value, nullptr, false);
  if (correction.where.page > 0) json["where"] = WriteWhere(correction.where);
  if (!correction.by.empty()) json["by"] = correction.by;
  json["at"] = correction.at;
  if (!correction.undone.empty()) json["undone"] = correction.undone;
  if (correction.source_sha256 != source_sha256) json["source_sha256"] = correction.source_sha256;
  return json;
}

}  // namespace

Where ReadWhere(const Json& json) {
  Where where;
  where.page = schemas::Int(json, "page").value_or(0);
  where.line = schemas::Int(json, "line").value_or(0);
  const Json& box = schemas::Items(json, "bbox");
  bool numbers = box.size() == 4;
  for (const Json& each : box) numbers = numbers && each.is_number();
  if (numbers) {
    where.bbox =
        Box{box[0].get<double>(), box[1].get<double>(), box[2].get<double>(), box[3].get<double>()};
  }
  return where;
}

Json WriteWhere(const Where& where) {
  if (where.page == 0) return nullptr;
  Json json = {{"page", where.page}, {"bbox", nullptr}};
  if (where.bbox) {
    const Box& box = *where.bbox;
    json["bbox"] = Json::array({box.x0, box.y0, box.x1, box.y1});
  }
  if (where.line > 0) json["line"] = where.line;
  return json;
}

Result<State> ParseState(std::string_view text) {
  if (schemas::NestsDeeper(text, schemas::kMaxJsonDepth)) return NoSuchFile("it nests too deep");
  const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return NoSuchFile("it is not one JSON object");
  const std::string version = TextOrEmpty(json, "schema_version");
  if (version.substr(0, 2) != "1.") {
    return NoSuchFile("its schema_version is not 1.x (a later planrec may have written it)");
  }
  State state;
  state.record = TextOrEmpty(json, "record");
  state.source_path = TextOrEmpty(Member(json, "source"), "path");
  state.source_sha256 = TextOrEmpty(Member(json, "source"), "sha256");
  if (state.source_sha256.empty()) return NoSuchFile("source.sha256 is missing");
  if (!Member(json, "corrections").is_array()) return NoSuchFile("the list corrections is missing");
  for (const Json& item : Member(json, "corrections")) {
    const std::string at = "/corrections/" + std::to_string(state.corrections.size());
    Correction correction;
    const std::optional<Op> op = ValueOf<Op>(TextOrEmpty(item, "op"));
    if (!op) return NoSuchFile(at + "/op is none of replace, add, remove");
    correction.op = *op;
    correction.pointer = TextOrEmpty(item, "pointer");
    if (correction.pointer.empty() || correction.pointer.front() != '/') {
      return NoSuchFile(at + "/pointer is no JSON Pointer");
    }
    correction.id = TextOrEmpty(item, "id");
    correction.old_value = Dump(Member(item, "old"));
    correction.new_value = Dump(Member(item, "new"));
    correction.where = ReadWhere(Member(item, "where"));
    correction.by = TextOrEmpty(item, "by");
    correction.at = TextOrEmpty(item, "at");
    // By hand somebody may just say true.
    const Json& undone = Member(item, "undone");
    if (undone.is_string()) correction.undone = undone.get<std::string>();
    if (undone.is_boolean() && undone.get<bool>()) correction.undone = "true";
    correction.source_sha256 = TextOrEmpty(item, "source_sha256");
    if (correction.source_sha256.empty()) correction.source_sha256 = state.source_sha256;
    state.corrections.push_back(std::move(correction));
  }
  return state;
}

std::string WriteState(const State& state) {
  Json json;
  json["schema_version"] = kVersion;
  json["source"] = {{"path", state.source_path}, {"sha256", state.source_sha256}};
  json["record"] = state.record;
  Json& list = json["corrections"] = Json::array();
  for (const Correction& each : state.corrections) {
    list.push_back(CorrectionJson(each, state.source_sha256));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planrec::corrections
