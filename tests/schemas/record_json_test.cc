// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/schemas/sample_records.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> Keys(const Json& object) {
  std::vector<std::string> out;
  for (const auto& item : object.items()) out.push_back(item.key());
  return out;
}

using Strings = std::vector<std::string>;

TEST(WriteRecord, TopLevelKeysInTheOrderOfTheContract) {
  const Json json = Json::parse(WriteRecord(MaximalRecord()));
  EXPECT_EQ(Keys(json), (Strings{"schema_version",
                                 "source",
                                 "document",
                                 "citations",
                                 "sections",
                                 "targets",
                                 "deadlines",
                                 "assignments",
                                 "tables",
                                 "tasks",
                                 "appendices",
                                 "recipients",
                                 "recipients_evidence",
                                 "signature",
                                 "signatures",
                                 "notes",
                                 "unplaced",
                                 "repairs",
                                 "review",
                                 "warnings",
                                 "corrections"}));
  EXPECT_EQ(json["schema_version"], "1.0");
}

TEST(WriteRecord, FieldsOfEachObject) {
  const Json json = Json::parse(WriteRecord(MaximalRecord()));
  const struct {
    const char* pointer;
    Strings keys;
  } cases[] = {
      {"/source",
       {"path", "sha256", "bytes", "media_type", "part", "parts", "words", "pages", "signatures"}},
      {"/source/words", {"read", "unplaced", "doubled"}},
      {"/source/pages/0",
       {"number", "width_pt", "height_pt", "rotation", "text_origin", "origin_reason", "skew_deg",
        "ocr_confidence", "error"}},
      {"/document", {"kind",       "type",    "type_name", "number",        "notation",
                     "code",       "issuer",  "issuers",   "parent_issuer", "place",
                     "issued_on",  "title",   "period",    "enacted_by",    "attached_to",
                     "salutation", "urgency", "secrecy",   "confidence",    "evidence"}},
      {"/document/attached_to", {"part", "code"}},
      {"/document/issuer", {"name", "level", "locality", "confidence"}},
      {"/document/enacted_by", {"type", "number", "code", "issued_on", "issuer", "title"}},
      {"/document/evidence/0", {"field", "origin", "value", "where", "confidence", "inferred"}},
      {"/citations/0",
       {"id", "node", "text", "type", "number", "code", "issued_on", "issuer", "title", "role",
        "resolves_to", "where", "confidence"}},
      {"/sections/0", {"id", "kind", "marker", "text", "where", "confidence", "children"}},
      {"/targets/0",
       {"id", "node", "text", "indicator", "comparator", "value", "value_max", "unit", "scope",
        "due", "baseline", "where", "confidence"}},
      {"/targets/0/baseline", {"value", "max", "unit", "year"}},
      {"/deadlines/0",
       {"id", "table", "row", "text", "what", "kind", "from", "to", "recurrence", "where",
        "confidence"}},
      {"/assignments/0",
       {"id", "node", "agency", "agency_key", "role", "what", "where", "confidence"}},
      {"/tables/0", {"id", "title", "pages", "columns", "rows", "where", "confidence"}},
      {"/tables/0/columns/0", {"name", "role"}},
      {"/tables/0/rows/0", {"kind", "cells"}},
      {"/tables/0/rows/0/cells/0",
       {"text", "row_span", "col_span", "column", "where", "confidence"}},
      {"/tasks/0",
       {"id", "table", "row", "group", "ordinal", "task", "activity", "outputs", "lead", "support",
        "lead_keys", "support_keys", "deadline", "where", "confidence"}},
      {"/appendices/0",
       {"label", "title", "attached_to", "attached_on", "tables", "sections", "where",
        "confidence"}},
      {"/signature", {"authority", "position", "name", "where", "confidence"}},
      {"/notes/0", {"id", "mark", "text", "node", "where", "confidence"}},
      {"/unplaced/0", {"text", "where", "reason"}},
      {"/repairs/0", {"from", "to", "where", "confidence", "reason"}},
      {"/source/signatures/0",
       {"signer", "organisation", "locality", "signed_at", "intact", "covers_document", "where"}},
      {"/review/0", {"pointer", "reason", "confidence", "where", "value", "candidates", "group"}},
      {"/review/0/candidates/0", {"value", "origin", "confidence"}},
      {"/warnings/0", {"code", "message", "pointer"}},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(Keys(json[Json::json_pointer(each.pointer)]), each.keys) << each.pointer;
  }
}

TEST(WriteRecord, NumbersAreShort) {
  PlanRecord record = MinimalRecord();
  const struct {
    double value;
    const char* text;
  } cases[] = {{100, "100"}, {0.813, "0.813"}, {-0.0, "0"},
               {2.5, "2.5"}, {1e20, "1e+20"},  {0.1 + 0.2, "0.30000000000000004"},
               {NAN, "null"}};
  for (const auto& each : cases) {
    record.targets = {Target{}};
    record.targets[0].value = each.value;
    const std::string text = WriteRecord(record, true);
    EXPECT_NE(text.find(std::string("\"value\":") + each.text + ","), std::string::npos)
        << each.text << " in " << text;
  }
}

TEST(WriteRecord, BoxesConfidencesAndPlaces) {
  PlanRecord record = MinimalRecord();
  Assignment with_box;
  with_box.where = {1, Box{10.004, 20.006, 30, 40.5}, 0};
  with_box.confidence = 0.98765;
  Assignment text_only;
  text_only.where = {1, std::nullopt, 12};
  text_only.confidence = 0.99996;
  record.assignments = {with_box, text_only, Assignment{}};
  const Json json = Json::parse(WriteRecord(record));
  EXPECT_EQ(json["assignments"][0]["where"].dump(), R"({"page":1,"bbox":[10,20.01,30,40.5]})");
  EXPECT_EQ(json["assignments"][0]["confidence"].dump(), "0.988");
  EXPECT_EQ(json["assignments"][1]["where"].dump(), R"({"page":1,"bbox":null,"line":12})");
  EXPECT_EQ(json["assignments"][1]["confidence"].dump(), "1");
  EXPECT_TRUE(json["assignments"][2]["where"].is_null());
  EXPECT_TRUE(json["assignments"][2]["node"].is_null());
}

TEST(WriteRecord, CompactIsOneLineWithTheSameContent) {
  const PlanRecord record = MaximalRecord();
  const std::string compact = WriteRecord(record, true);
  EXPECT_EQ(compact.find('\n'), std::string::npos);
  EXPECT_EQ(Json::parse(compact), Json::parse(WriteRecord(record)));
  EXPECT_EQ(WriteRecord(record).back(), '\n');
}

TEST(WriteRecord, InvalidUtf8IsReplaced) {
  PlanRecord record = MinimalRecord();
  record.document.title = std::string("K\xe1\xba ho\xff\xc3");
  record.source.path = "\x80.pdf";
  const Json json = Json::parse(WriteRecord(record), nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_NE(json["document"]["title"].get<std::string>().find("\xef\xbf\xbd"), std::string::npos);
}

TEST(ReadRecord, RoundTripIsTheSameBytes) {
  for (const PlanRecord& record : {MaximalRecord(), MinimalRecord(), TextRecord(), PlanRecord{}}) {
    const std::string once = WriteRecord(record);
    const Result<PlanRecord> read = ReadRecord(once);
    ASSERT_TRUE(read);
    EXPECT_EQ(WriteRecord(*read), once);
  }
}

TEST(ReadRecord, NoObjectIsAnError) {
  std::string deep = "{\"sections\":";
  for (int i = 0; i < 20000; ++i) deep += "[{\"children\":";
  for (const std::string& text :
       {std::string(""), std::string("[]"), std::string("{"), std::string("null"),
        std::string("{\"a\":1} x"), std::string("\xff\xfe"), deep}) {
    const Result<PlanRecord> read = ReadRecord(text);
    ASSERT_FALSE(read) << text.substr(0, 20);
    EXPECT_EQ(read.error().type, ErrorType::kCorrupt);
  }
}

TEST(ReadRecord, ValuesOfOtherTypesAreAbsent) {
  const Result<PlanRecord> read = ReadRecord(
      R"({"document":{"type":5,"number":"x","period":{"from":2024}},"sections":[1,{"kind":"item",
          "text":7,"children":{}}],"targets":[{"value":true,"baseline":[]}],"tables":"x",
          "recipients":[{"text":"Như trên"},"Lưu: VT"],"signature":[],"source":null})");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->document.type);
  EXPECT_FALSE(read->document.number);
  EXPECT_FALSE(read->document.period);
  ASSERT_EQ(read->sections.size(), 1U);
  EXPECT_EQ(read->sections[0].text.text, "");
  ASSERT_EQ(read->targets.size(), 1U);
  EXPECT_FALSE(read->targets[0].value);
  ASSERT_EQ(read->recipients.size(), 2U);
  EXPECT_EQ(read->recipients[0].text, "Như trên");
  EXPECT_FALSE(read->signature);
}

}  // namespace
}  // namespace planrec::schemas
