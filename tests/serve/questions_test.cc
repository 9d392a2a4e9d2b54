// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/questions.h"

#include <gtest/gtest.h>

#include "pipeline/serve/form.h"
#include "pipeline/serve/readings.h"

namespace planrec::serve {
namespace {

const char* const kRecord = R"({
  "source": {"pages": [{"number": 1, "width_pt": 595, "height_pt": 842}]},
  "document": {"code": "27/KH-UBND", "issued_on": "2026-01-15", "issuer": {"name": "Sở Nội vụ"},
    "place": "Huế", "title": null,
    "evidence": [{"field": "code", "where": {"page": 1, "bbox": [1, 2, 3, 4]}}]},
  "sections": [{"id": "s1", "marker": "I.", "text": "MỤC TIÊU", "children": [
    {"id": "s2", "marker": null, "text": "Đạt 95% hồ sơ.", "where": {"page": 1, "bbox": [5, 6, 7, 8]}}]}],
  "targets": [{"id": "t1", "node": "s2", "text": "95% hồ sơ", "value": 95, "unit": "%"}],
  "tables": [{"id": "tb1", "rows": [{"cells": [{"text": "1"}, {"text": "Việc"}]}]}],
  "tasks": [{"id": "tk1", "table": "tb1", "row": 0, "task": "Việc", "lead": ["Sở A", "Sở B"]}],
  "recipients": ["Như trên"], "signature": {"name": "Lê A", "where": {"page": 1, "bbox": null}},
  "review": [{"pointer": "/targets/0", "reason": "a doubtful target", "confidence": 0.4}]})";

TEST(Questions, WhatTheyAreAbout) {
  struct Case {
    const char* pointer;
    Kind kind;
    const char* shown;
    const char* edits;  // pointers
  };
  const Case cases[] = {
      {"/document/code", Kind::kSymbol, "27/KH-UBND", "/document/code"},
      {"/document/issuer", Kind::kAgency, "Sở Nội vụ", "/document/issuer/name"},
      {"/document/issuer/name", Kind::kAgency, "Sở Nội vụ", "/document/issuer/name"},
      {"/document/place", Kind::kHead, "Huế", "/document/place"},
      {"/document/title", Kind::kTitle, "", "/document/title"},
      {"/document/parent_issuer", Kind::kAgency, "", "/document/parent_issuer"},
      {"/sections/0/children/0", Kind::kSection, "",
       "/sections/0/children/0/marker /sections/0/children/0/text"},
      {"/targets/0", Kind::kTarget, "95% hồ sơ",
       "/targets/0/text /targets/0/value /targets/0/unit"},
      {"/tables/0/rows/0/cells/1", Kind::kCell, "Việc", "/tables/0/rows/0/cells/1/text"},
      {"/tasks/0", Kind::kTask, "Việc", "/tasks/0/task /tasks/0/lead"},
      {"/recipients/0", Kind::kRecipient, "Như trên", "/recipients/0"},
      {"/tasks/9", Kind::kTask, "", ""},
      {"/source/pages/0", Kind::kReading, "", ""},
      {"/unheard/of", Kind::kOther, "", ""},
      {"", Kind::kOther, "", ""},
      {"/tables/0/rows/x/cells/1", Kind::kCell, "", ""},
  };
  const Json record = Json::parse(kRecord);
  for (const Case& c : cases) {
    SCOPED_TRACE(c.pointer);
    const Json entry = {{"pointer", c.pointer}};
    EXPECT_EQ(KindOf(c.pointer), c.kind);
    EXPECT_EQ(ShownValue(record, entry), c.shown);
    const Json card = Card(record, entry);
    std::string edits;
    for (const Json& edit : card["edits"]) {
      edits += (edits.empty() ? "" : " ") + edit["pointer"].get<std::string>();
    }
    EXPECT_EQ(edits, c.edits);
  }
}

TEST(Questions, PlaceAndContext) {
  const Json record = Json::parse(kRecord);
  EXPECT_EQ(PlaceOf(record, "/document/code")["bbox"].dump(), "[1,2,3,4]");
  EXPECT_TRUE(PlaceOf(record, "/document/place").is_null());
  EXPECT_EQ(PlaceOf(record, "/sections/0/children/0/text")["bbox"].dump(), "[5,6,7,8]");
  EXPECT_EQ(PlaceOf(record, "/recipients/0")["page"], 1);
  EXPECT_EQ(Card(record, {{"pointer", "/targets/0"}})["context"], "Đạt 95% hồ sơ.");
  EXPECT_EQ(Card(record, {{"pointer", "/tasks/0"}})["context"], "1 | Việc");
  EXPECT_EQ(Card(record, {{"pointer", "/tables/0/rows/0/cells/0"}})["context"], "1 | Việc");
  EXPECT_EQ(Card(record, {{"pointer", "/document/code"}})["page"]["width_pt"], 595);
}

// What the record says of a question by itself is believed before what is found by its pointer.
TEST(Questions, GivenValuesComeFirst) {
  const Json entry = {{"pointer", "/document/code"},
                      {"value", "21/KH-UBND"},
                      {"where", {{"page", 2}, {"bbox", {9, 9, 9, 9}}}},
                      {"candidates", {{{"value", "27/KH-UBND"}, {"origin", "layer"}}}}};
  const Json card = Card(Json::parse(kRecord), entry);
  EXPECT_EQ(card["value"], "21/KH-UBND");
  EXPECT_EQ(card["where"]["page"], 2);
  EXPECT_EQ(card["candidates"].size(), 1u);
}

// A word that two readers have differently is asked where it stands.
TEST(Questions, ReadingsAreLookedForInTheText) {
  struct Case {
    const char *reason, *text, *other;  // empty: not found
  };
  const Case cases[] = {
      {"“95%” was read as “96%” by a second reader", "/sections/0/children/0/text",
       "Đạt 96% hồ sơ."},
      {"“27” was read as “21” by a second reader", "/document/code", "21/KH-UBND"},
      {"“Việc” was read as “Viẹc” by a second reader", "/tables/0/rows/0/cells/1/text", "Viẹc"},
      {"“2” was read as “7” by a second reader", "", ""},  // only inside of 27
      {"“404” was read as “4O4” by a second reader", "", ""},
      {"a page without words", "", ""},
      {"“” was read as “1” by a second reader", "", ""},
  };
  const Json record = Json::parse(kRecord);
  for (const Case& c : cases) {
    SCOPED_TRACE(c.reason);
    const Json entry = {{"pointer", "/source/pages/0"}, {"reason", c.reason}, {"confidence", 0.5}};
    const std::optional<Reading> found = FindReading(record, entry);
    EXPECT_EQ(found ? found->text : "", c.text);
    EXPECT_EQ(found ? found->other : "", c.other);
    const Json card = Card(record, entry);
    EXPECT_EQ(card["kind"], "reading");
    ASSERT_EQ(card["edits"].size(), *c.text ? 1u : 0u);
    if (*c.text != 0) {
      EXPECT_EQ(card["candidates"][0]["value"], c.other);
    }
  }
}

TEST(Questions, CostIsWeightTimesDoubt) {
  EXPECT_GT(Cost(Kind::kSymbol, 0.9), Cost(Kind::kSection, 0.2));
  EXPECT_GT(Cost(Kind::kSymbol, 0.5), Cost(Kind::kSymbol, 0.9));
  EXPECT_EQ(Cost(Kind::kSymbol, 1), 0);
  EXPECT_EQ(Cost(Kind::kSymbol, 7), 0);
}

TEST(Form, AllThatCanBeCorrected) {
  const Json form = Form(Json::parse(kRecord));
  std::string groups, head;
  for (const Json& group : form) {
    groups += group["group"].get<std::string>() + " " + std::to_string(group["items"].size()) + " ";
  }
  EXPECT_EQ(groups,
            "head 5 sections 2 targets 1 deadlines 0 assignments 0 tasks 1 citations 0 "
            "recipients 1 signature 1 ");
  // A title that was not read can be given.
  EXPECT_EQ(form[0]["items"][4]["edits"][0]["pointer"], "/document/title");
  EXPECT_EQ(form[1]["items"][1]["depth"], 1);
  EXPECT_EQ(form[2]["items"][0]["doubtful"], true);
  EXPECT_EQ(form[5]["items"][0]["doubtful"], false);
}

}  // namespace
}  // namespace planrec::serve
