// SPDX-License-Identifier: GPL-3.0-or-later
// The schema as documentation: it describes each key, and its keys are those that are written.
#include <gtest/gtest.h>

#include <concepts>
#include <nlohmann/json.hpp>
#include <set>

#include "schemas/record_json.h"
#include "tests/schemas/sample_records.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

Json Schema() {
  return Json::parse(SchemaText());
}

void ExpectDescriptions(const Json& schema, const std::string& at) {
  if (!schema.is_object()) return;
  for (const char* group : {"properties", "definitions"}) {
    if (!schema.contains(group)) continue;
    for (const auto& item : schema[group].items()) {
      const std::string name = at + "/" + item.key();
      const std::string text = item.value().value("description", "");
      EXPECT_GE(text.size(), 10U) << name;
      EXPECT_TRUE(!text.empty() && (text.back() == '.' || text.back() == ')')) << name;
      ExpectDescriptions(item.value(), name);
    }
  }
  for (const char* inner : {"items", "additionalProperties"}) {
    if (schema.contains(inner)) ExpectDescriptions(schema[inner], at + "/*");
  }
}

TEST(Schema, EachPropertyIsDescribed) {
  const Json schema = Schema();
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  ExpectDescriptions(schema, "");
}

const Json& Resolve(const Json& root, const Json& schema) {
  if (!schema.contains("$ref")) return schema;
  const std::string ref = schema["$ref"];
  return root[Json::json_pointer(ref.substr(1))];
}

/// Keys of `value` against the properties that the schema gives it, both ways.
/// An anchor is the node or the table and row; a place has a line or a box.
void ExpectSameKeys(const Json& root, const Json& raw, const Json& value, const std::string& at) {
  const Json& schema = Resolve(root, raw);
  if (value.is_array()) {
    ASSERT_TRUE(schema.contains("items")) << at;
    for (const Json& item : value) ExpectSameKeys(root, schema["items"], item, at + "/*");
    return;
  }
  if (!value.is_object()) return;
  if (!schema.contains("properties")) {
    EXPECT_EQ(at, "/document/confidence");
    return;
  }
  EXPECT_EQ(schema["additionalProperties"], false) << at;
  const std::set<std::string> optional = {"node", "table", "row", "line", "part", "parts"};
  const bool anchored = schema.contains("oneOf");
  std::vector<std::string> wanted, written;
  for (const auto& item : schema["properties"].items()) {
    const std::string& key = item.key();
    // What is empty may be left out where the schema does not require it.
    const std::set<std::string> required = schema.value("required", std::set<std::string>());
    const bool may_miss =
        (anchored || key == "line") ? optional.count(key) > 0 : !required.contains(key);
    if (!may_miss || value.contains(key)) wanted.push_back(key);
  }
  for (const auto& item : value.items()) {
    written.push_back(item.key());
    if (schema["properties"].contains(item.key())) {
      ExpectSameKeys(root, schema["properties"][item.key()], item.value(), at + "/" + item.key());
    }
  }
  EXPECT_EQ(written, wanted) << at;
}

TEST(Schema, KeysAreThoseThatAreWrittenInTheSameOrder) {
  const Json schema = Schema();
  for (const PlanRecord& record : {MaximalRecord(), TextRecord()}) {
    ExpectSameKeys(schema, schema, Json::parse(WriteRecord(record)), "");
  }
}

/// Added behind version 1.0: records of that stay valid.
const std::set<std::string> kLaterFields = {"/words",
                                            "/notes",
                                            "/unplaced",
                                            "/document/kind",
                                            "/document/attached_to",
                                            "/document/evidence/*/origin",
                                            "/document/evidence/*/value",
                                            "/review/*/where",
                                            "/review/*/value",
                                            "/review/*/candidates",
                                            "/review/*/group"};

/// The fields of a T against the properties that the schema gives it.
template <typename T>
void ExpectFields(const Json& root, const Json& raw, const std::string& at) {
  const Json& schema = Resolve(root, raw);
  if constexpr (Vector<T>) {
    ExpectFields<typename T::value_type>(root, schema["items"], at + "/*");
  } else if constexpr (Optional<T>) {
    ExpectFields<typename T::value_type>(root, schema, at);
  } else if constexpr (Named<T>) {
    // The schema lists the words of a closed list, in any order; none is no word.
    std::set<std::string> words(kNames<T>.begin(), kNames<T>.end());
    words.erase("");
    EXPECT_EQ(schema.at("enum").get<std::set<std::string>>(), words) << at;
  } else if constexpr (Described<T>) {
    ForEachFieldOf<T>([&]<typename M>(const Field<T, M>& field) {
      if (std::same_as<M, Anchor> || std::same_as<M, std::vector<Recipient>>) return;
      const FieldForm& form = field.form;
      const Json& object = form.inside != nullptr ? schema["properties"][form.inside] : schema;
      const std::string inner = at + "/" + form.name;
      ASSERT_TRUE(object["properties"].contains(form.name)) << inner;
      const Json& property = object["properties"][form.name];
      if (!std::same_as<M, std::vector<T>>) ExpectFields<M>(root, property, inner);
      EXPECT_EQ(form.date, Resolve(root, property).value("pattern", "").starts_with("^[0-9]{4}(-"))
          << inner;
      // What may be left out is all that the schema does not require, but for what records of an
      // earlier version of it lack.
      const std::set<std::string> required = object["required"];
      const bool wanted = form.empty != Empty::kLeftOut && !kLaterFields.contains(inner);
      EXPECT_EQ(required.contains(form.name), wanted) << inner;
    });
  }
}

TEST(Schema, FieldsAreThoseOfTheRecord) {
  const Json schema = Schema();
  ExpectFields<PlanRecord>(schema, schema, "");
}

TEST(Schema, MaximalRecordLeavesNothingNull) {
  const Json flat = Json::parse(WriteRecord(MaximalRecord())).flatten();
  for (const auto& item : flat.items()) {
    if (!item.value().is_null()) continue;
    const bool fine = item.key() == "/source/pages/0/error" ||
                      item.key() == "/source/pages/1/error" || item.key() == "/sections/1/marker" ||
                      item.key() == "/sections/1/children" ||
                      item.key() == "/sections/0/children/0/children";
    EXPECT_TRUE(fine) << item.key();
  }
}

TEST(Schema, LibrariesAreNamed) {
  EXPECT_EQ(LibraryVersions().rfind("nlohmann-json 3.", 0), 0U);
  EXPECT_NE(LibraryVersions().find("valijson"), std::string::npos);
}

}  // namespace
}  // namespace planrec::schemas
