// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <thread>

#include "schemas/record_json.h"
#include "tests/schemas/sample_records.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const std::vector<Violation>& violations) {
  std::string out;
  for (const Violation& each : violations) {
    out.append(each.pointer).append(": ").append(each.message).append(1, '\n');
  }
  return out;
}

TEST(ValidateRecord, SampleRecordsAreValid) {
  EXPECT_EQ(Dump(ValidateRecord(WriteRecord(MaximalRecord()))), "");
  EXPECT_EQ(Dump(ValidateRecord(WriteRecord(MaximalRecord(), true))), "");
  EXPECT_EQ(Dump(ValidateRecord(WriteRecord(MinimalRecord()))), "");
  EXPECT_EQ(Dump(ValidateRecord(WriteRecord(TextRecord()))), "");
}

TEST(ValidateRecord, AFurtherDocumentBeginsBehindTheFirstPage) {
  Json json = Json::parse(WriteRecord(MinimalRecord()));
  json["source"]["pages"][0]["number"] = 5;
  EXPECT_NE(Dump(ValidateRecord(json.dump())).find("/source/pages/0/number"), std::string::npos);
  json["source"]["part"] = 2;
  json["source"]["parts"] = 2;
  EXPECT_EQ(Dump(ValidateRecord(json.dump())), "");
  json["unplaced"] = Json::parse(
      R"([{"text": "x", "where": {"page": 4, "bbox": [0, 0, 1, 1]}, "reason": "stamp"}])");
  EXPECT_EQ(Dump(ValidateRecord(json.dump())),
            "/unplaced/0/where/page: the document has pages 5 to 5\n");
  json["unplaced"][0]["where"]["page"] = 5;
  EXPECT_EQ(Dump(ValidateRecord(json.dump())), "");
  json["source"]["part"] = 3;
  EXPECT_EQ(Dump(ValidateRecord(json.dump())),
            "/source/part: there are no more parts than `parts` says\n");
}

TEST(ValidateRecord, NoRecord) {
  const std::string deep(5000, '[');
  for (const std::string& text :
       {std::string(""), std::string("{"), std::string("[]"), std::string("null"),
        std::string("{}"), std::string("\"\xff\""), std::string("{} {}"), deep}) {
    EXPECT_FALSE(ValidateRecord(text).empty()) << text.substr(0, 20);
  }
}

/// Each breaks the maximal record in one place; the first violation must name that place.
struct Broken {
  const char* at;    ///< where the value is put
  const char* json;  ///< the value; "" removes what is there
  const char* pointer;
};

class BrokenRecord : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRecord, IsFound) {
  const Broken& each = GetParam();
  Json json = Json::parse(WriteRecord(MaximalRecord()));
  const Json::json_pointer at(each.at);
  if (*each.json != '\0') {
    json[at] = Json::parse(each.json);
  } else {
    Json& parent = json[at.parent_pointer()];
    ASSERT_TRUE(parent.contains(at.back())) << each.at;
    parent.erase(at.back());
  }
  const std::vector<Violation> found = ValidateRecord(json.dump());
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().pointer, each.pointer) << Dump(found);
  EXPECT_EQ(found.size(), 1U) << Dump(found);
  EXPECT_FALSE(found.front().message.empty());
}

constexpr Broken kForm[] = {
    {"/schema_version", "\"0.9\"", "/schema_version"},
    {"/extra", "1", ""},
    {"/targets", "", ""},
    {"/source/sha256", "\"ABC\"", "/source/sha256"},
    {"/source/bytes", "-1", "/source/bytes"},
    {"/source/pages/0/rotation", "45", "/source/pages/0/rotation"},
    {"/source/pages/0/text_origin", "\"guess\"", "/source/pages/0/text_origin"},
    {"/source/pages/2/error/type", "\"bad\"", "/source/pages/2/error/type"},
    {"/source/pages/0/ocr_confidence", "93", "/source/pages/0/ocr_confidence"},
    {"/document/number", "\"104\"", "/document/number"},
    {"/document/number", "1.5", "/document/number"},
    {"/document/issued_on", "\"22/3/2024\"", "/document/issued_on"},
    {"/document/issued_on", "\"2024-13\"", "/document/issued_on"},
    {"/document/title", "\"\"", "/document/title"},
    {"/document/issuer/level", "\"village\"", "/document/issuer/level"},
    {"/document/issuer/code", "\"x\"", "/document/issuer"},
    {"/document/confidence/code", "1.2", "/document/confidence/code"},
    {"/citations/0/role", "\"source\"", "/citations/0/role"},
    {"/citations/0/node", "", "/citations/0"},
    {"/sections/0/kind", "\"title\"", "/sections/0/kind"},
    {"/sections/0/children/0/marker", "\"\"", "/sections/0/children/0/marker"},
    {"/sections/0/children/0/children", "null", "/sections/0/children/0/children"},
    {"/targets/0/comparator", "\">=\"", "/targets/0/comparator"},
    {"/targets/0/value", "\"500\"", "/targets/0/value"},
    {"/targets/0/baseline/year", "23", "/targets/0/baseline/year"},
    {"/deadlines/0/kind", "\"month\"", "/deadlines/0/kind"},
    {"/deadlines/0/recurrence", "\"monthly\"", "/deadlines/0/recurrence"},
    {"/assignments/0/role", "\"boss\"", "/assignments/0/role"},
    {"/tables/0/columns/1/role", "\"name\"", "/tables/0/columns/1/role"},
    {"/tables/0/rows/1/kind", "\"title\"", "/tables/0/rows/1/kind"},
    {"/tables/0/rows/1/cells/0/row_span", "0", "/tables/0/rows/1/cells/0/row_span"},
    {"/tasks/0/lead/0", "\"\"", "/tasks/0/lead/0"},
    {"/tasks/0/deadline", "{}", "/tasks/0/deadline"},
    {"/recipients/0", "{}", "/recipients/0"},
    {"/signature", "null", "/signature"},
    {"/signature/where/page", "0", "/signature/where/page"},
    {"/signature/where/bbox", "[1, 2, 3]", "/signature/where/bbox"},
    {"/signature/confidence", "-0.1", "/signature/confidence"},
    {"/repairs/0/reason", "\"style\"", "/repairs/0/reason"},
    {"/review/0/reason", "", "/review/0"},
    {"/warnings/0/code", "\"Page failed\"", "/warnings/0/code"},
};

constexpr Broken kRules[] = {
    {"/targets/0/id", "\"s1\"", "/targets/0/id"},
    {"/assignments/0/id", "\"c1\"", "/assignments/0/id"},
    {"/targets/0/node", "\"s9\"", "/targets/0/node"},
    {"/deadlines/0/table", "\"tb9\"", "/deadlines/0/table"},
    {"/deadlines/0/row", "4", "/deadlines/0/row"},
    {"/tasks/0/row", "17", "/tasks/0/row"},
    {"/tasks/0/table", "\"s1\"", "/tasks/0/table"},
    {"/tasks/0/deadline", "\"t1\"", "/tasks/0/deadline"},
    {"/appendices/0/tables/0", "\"tb2\"", "/appendices/0/tables/0"},
    {"/appendices/0/sections/0", "\"tb1\"", "/appendices/0/sections/0"},
    {"/source/pages/1/number", "3", "/source/pages/1/number"},
    {"/citations/0/where/page", "4", "/citations/0/where/page"},
    {"/citations/0/where/bbox", "[10, 20, 700, 30]", "/citations/0/where/bbox"},
    {"/citations/0/where/bbox", "[10, 20, 5, 30]", "/citations/0/where/bbox"},
    {"/citations/0/where/bbox", "[10, -20, 50, 30]", "/citations/0/where/bbox"},
    {"/citations/0/where/bbox", "null", "/citations/0/where/bbox"},
    {"/tables/0/rows/0/cells/0/where/line", "3", "/tables/0/rows/0/cells/0/where/line"},
    {"/tables/0/pages", "[4]", "/tables/0/pages/0"},
    {"/tables/0/pages", "[2, 1]", "/tables/0/pages/1"},
    {"/tables/0/rows/2/cells/1/row_span", "3", "/tables/0/rows/2/cells/1/row_span"},
    {"/tables/0/rows/2/cells/1/row_span", "1", "/tables/0/rows/3/cells"},
    {"/tables/0/rows/3/cells/0/column", "1", "/tables/0/rows/3/cells/0/column"},
    {"/tables/0/rows/1/cells/0/col_span", "4", "/tables/0/rows/1/cells/0/col_span"},
    {"/tables/0/rows/1/cells/0/col_span", "2", "/tables/0/rows/1/cells"},
    {"/tables/0/rows/0/cells/2/column", "3", "/tables/0/rows/0/cells/2/column"},
    {"/tables/0/rows/0/cells/2/column", "0", "/tables/0/rows/0/cells/2/column"},
    {"/sections/0/marker", "null", "/sections/0/marker"},
    {"/sections/1/marker", "\"-\"", "/sections/1/marker"},
    {"/document/issued_on", "\"2023-02-29\"", "/document/issued_on"},
    {"/document/enacted_by/issued_on", "\"2024-04-31\"", "/document/enacted_by/issued_on"},
    {"/appendices/0/attached_on", "\"2024-06-31\"", "/appendices/0/attached_on"},
    {"/deadlines/0/from", "\"2025-01\"", "/deadlines/0/to"},
    {"/document/period/to", "2023", "/document/period/to"},
    {"/document/number", "9999", "/document/number"},
    {"/targets/0/value_max", "3", "/targets/0/value_max"},
    {"/document/evidence/0/field", "\"colour\"", "/document/evidence/0/field"},
    {"/document/confidence/colour", "1", "/document/confidence/colour"},
    {"/signature/confidence", "null", "/signature/confidence"},
    {"/recipients/2", "\"Sở Y tế\"", "/recipients_evidence"},
    {"/review/0/pointer", "\"/document/colour\"", "/review/0/pointer"},
    {"/review/0/pointer", "\"document\"", "/review/0/pointer"},
    {"/warnings/0/pointer", "\"/sections/02\"", "/warnings/0/pointer"},
    {"/warnings/0/pointer", "\"/sections/7\"", "/warnings/0/pointer"},
};

std::string Name(const testing::TestParamInfo<Broken>& info) {
  std::string out = std::to_string(info.index);
  for (const char* c = info.param.at; *c != '\0'; ++c) {
    out += std::isalnum(static_cast<unsigned char>(*c)) != 0 ? *c : '_';
  }
  return out;
}

INSTANTIATE_TEST_SUITE_P(Form, BrokenRecord, testing::ValuesIn(kForm), Name);
INSTANTIATE_TEST_SUITE_P(Rules, BrokenRecord, testing::ValuesIn(kRules), Name);

TEST(ValidateRecord, TextSourceNeedsLines) {
  Json json = Json::parse(WriteRecord(TextRecord()));
  json["sections"][0]["where"] = Json::parse(R"({"page": 1, "bbox": null})");
  json["sections"][1]["where"]["bbox"] = {1, 2, 3, 4};
  const std::vector<Violation> found = ValidateRecord(json.dump());
  ASSERT_EQ(found.size(), 2U) << Dump(found);
  EXPECT_EQ(found[0].pointer, "/sections/0/where");
  EXPECT_EQ(found[1].pointer, "/sections/1/where/bbox");
}

TEST(ValidateRecord, RaggedTablesAreValidWhereTheRecordSaysSo) {
  Json json = Json::parse(WriteRecord(MaximalRecord()));
  json["tables"][0]["rows"][2]["cells"][1]["row_span"] = 1;
  EXPECT_EQ(ValidateRecord(json.dump()).size(), 1U);
  json["warnings"].push_back(
      {{"code", "table.ragged"}, {"message", "row 3"}, {"pointer", "/tables/0"}});
  EXPECT_EQ(Dump(ValidateRecord(json.dump())), "");
}

TEST(ValidateRecord, MessagesNameTheValueAndStayShort) {
  Json json = Json::parse(WriteRecord(MaximalRecord()));
  json["document"]["issued_on"] = std::string(1'000'000, '9');
  const std::vector<Violation> found = ValidateRecord(json.dump());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].message.find("9999"), std::string::npos);
  EXPECT_LT(found[0].message.size(), 300U);
}

TEST(ValidateRecord, SeveralThreadsAtOnce) {
  const std::string good = WriteRecord(MaximalRecord());
  std::vector<std::thread> threads;
  std::vector<size_t> found(4, 99);
  for (size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] { found[i] = ValidateRecord(good).size(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const size_t count : found) EXPECT_EQ(count, 0U);
}

/// A record of about 100 KB; the limit is loose, for busy and instrumented machines.
TEST(ValidateRecord, IsFast) {
  PlanRecord record = MaximalRecord();
  const SectionNode leaf = record.sections[0].children[0];
  for (int i = 0; WriteRecord(record).size() < 100'000; ++i) {
    for (int k = 0; k < 20; ++k) {
      SectionNode node = leaf;
      node.id = std::string(1, 'x') + std::to_string(20 * i + k);
      record.sections[0].children.push_back(node);
      Target target = record.targets[0];
      target.id = std::string(1, 'y') + std::to_string(20 * i + k);
      record.targets.push_back(target);
    }
  }
  const std::string text = WriteRecord(record);
  ASSERT_EQ(Dump(ValidateRecord(text)), "");
  const std::clock_t start = std::clock();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(ValidateRecord(text).empty());
  const double each_ms = 100.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  RecordProperty("ms", std::to_string(each_ms));
  std::printf("%zu bytes: %.2f ms of processor time\n", text.size(), each_ms);
  EXPECT_LT(each_ms, 200.0);
}

}  // namespace
}  // namespace planrec::schemas
