// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/worklist.h"

#include <gtest/gtest.h>

#include <sstream>

#include "extractors/review/candidates.h"
#include "extractors/review/checks.h"

namespace planrec::extract {
namespace {

constexpr Box kNumberBox{90, 100, 200, 112};

/// A scan's head with its fields read surely.
PlanRecord Scan() {
  PlanRecord record;
  Page page;
  page.number = 1;
  page.origin = TextOrigin::kOcr;
  record.pages = {page};
  DocumentFields& head = record.document;
  head.type = "KH";
  head.number = 12;
  head.notation = "KH-UBND";
  head.code = "12/KH-UBND";
  head.issued_on = "2024-03-05";
  head.title = "Vệ sinh môi trường";
  head.issuer = Issuer{"Ủy ban nhân dân huyện Thanh Miện", "district", "Thanh Miện", 0.99};
  for (const char* field : {"type", "number", "notation", "code", "issued_on", "title", "issuer"})
    head.evidence.push_back({field, {1, kNumberBox, 0}, 0.99, false});
  return record;
}

double& Sure(PlanRecord& record, std::string_view field) {
  for (FieldEvidence& each : record.document.evidence)
    if (each.field == field) return each.confidence;
  throw std::out_of_range("no such field");
}

std::string Pointers(const std::vector<ReviewItem>& review) {
  std::ostringstream out;
  for (const ReviewItem& item : review)
    out << (out.tellp() > 0 ? " " : "") << item.pointer
        << (item.group.empty() ? "" : "(" + item.group + ")");
  return out.str();
}

std::string Values(const std::vector<Candidate>& candidates) {
  std::ostringstream out;
  for (const Candidate& each : candidates)
    out << (out.tellp() > 0 ? " " : "") << each.value << ":" << NameOf(each.origin);
  return out.str();
}

TEST(Worklist, OfASureRecordNothing) {
  EXPECT_EQ(Pointers(Worklist(Scan())), "");
  EXPECT_EQ(Pointers(Worklist(PlanRecord())), "");
}

TEST(Worklist, ByChanceOfBeingWrongTimesWorth) {
  PlanRecord record = Scan();
  Sure(record, "title") = 0.9;  // 0.1 × 1
  Recipient recipient;
  recipient.confidence = 0.6;  // 0.4 × 0.3
  record.recipients = {recipient};
  Target target;
  target.confidence = 0.5;  // 0.5 × 0.8
  record.targets = {target};
  EXPECT_EQ(Pointers(Worklist(record)), "/targets/0 /recipients/0 /document/title");
}

TEST(Worklist, EntriesOfOneCauseStandTogether) {
  PlanRecord record = Scan();
  Sure(record, "number") = Sure(record, "code") = 0.4;
  Sure(record, "issued_on") = 0.5;
  Deadline due;
  due.anchor = {"", "tb1", 3};
  due.confidence = 0.7;
  Task task;
  task.table = "tb1";
  task.row = 3;
  task.confidence = 0.9;
  Assignment other;
  other.anchor.node = "s1";
  other.confidence = 0.75;
  record.deadlines = {due};
  record.tasks = {task};
  record.assignments = {other};
  EXPECT_EQ(Pointers(Worklist(record)),
            "/document/number(code) /document/code(code) /document/issued_on "
            "/deadlines/0(tb1.3) /tasks/0(tb1.3) /assignments/0");
}

TEST(Worklist, WhatAHeadLacksIsListed) {
  PlanRecord record = Scan();
  record.document.issued_on.reset();
  std::erase_if(record.document.evidence,
                [](const FieldEvidence& each) { return each.field == "issued_on"; });
  const std::vector<ReviewItem> review = Worklist(record);
  ASSERT_EQ(Pointers(review), "/document/issued_on");
  EXPECT_EQ(review[0].value, std::nullopt);
  // Where nothing of a document was found nothing is missed.
  record.document = {};
  EXPECT_EQ(Pointers(Worklist(record)), "");
}

TEST(Worklist, IsBoundedButForTheHead) {
  PlanRecord record = Scan();
  for (FieldEvidence& each : record.document.evidence) each.confidence = 0.9;
  for (int i = 0; i < 200; ++i) {
    Deadline deadline;
    deadline.confidence = i < 100 ? 0.99 : 0.3 + 0.001 * i;
    record.deadlines.push_back(deadline);
  }
  const std::vector<ReviewItem> review = Worklist(record);
  size_t head = 0;
  for (const ReviewItem& item : review) head += item.pointer.starts_with("/document/") ? 1 : 0;
  EXPECT_EQ(head, 7u);
  EXPECT_EQ(review[0].pointer, "/deadlines/100");
  EXPECT_EQ(review.size() - head, 24u);  // 12 % of 207
  for (const ReviewItem& item : review) EXPECT_LT(item.confidence, kReviewBelow);
}

TEST(Worklist, ANumbersReadersAreItsCandidates) {
  PlanRecord record = Scan();
  Sure(record, "number") = Sure(record, "code") = 0.5;
  record.pages[0].readings = {{"number",
                               "12",
                               kNumberBox,
                               {{"12", WitnessOrigin::kInk, 0.5},
                                {"012", WitnessOrigin::kInk, 0.3},
                                {"72b", WitnessOrigin::kInk, 0.2},
                                {"17", WitnessOrigin::kLayer, 0.1}}}};
  const std::vector<ReviewItem> review = Worklist(record);
  ASSERT_EQ(Pointers(review), "/document/number(code) /document/code(code)");
  EXPECT_EQ(review[1].value, "12/KH-UBND");
  EXPECT_EQ(Values(review[1].candidates), "012/KH-UBND:ink 72b/KH-UBND:ink 17/KH-UBND:layer");
  EXPECT_EQ(review[0].value, "12");
  EXPECT_EQ(Values(review[0].candidates), "72:ink 17:layer");
  EXPECT_EQ(review[0].where, (Where{1, kNumberBox, 0}));
}

TEST(Worklist, ADatesCandidatesAreDatesOfTheCalendar) {
  PlanRecord record = Scan();
  record.document.issued_on = "2024-02-09";
  Sure(record, "issued_on") = 0.5;
  record.pages[0].readings = {
      {"day",
       "09",
       kNumberBox,
       {{"09", WitnessOrigin::kInk, 0.6},
        {"30", WitnessOrigin::kInk, 0.3},
        {"29", WitnessOrigin::kInk, 0.1}}},
      {"month",
       "02",
       kNumberBox,
       {{"2", WitnessOrigin::kInk, 0.8}, {"12", WitnessOrigin::kInk, 0.2}}}};
  const std::vector<ReviewItem> review = Worklist(record);
  ASSERT_EQ(Pointers(review), "/document/issued_on");
  EXPECT_EQ(Values(review[0].candidates), "2024-12-09:ink 2024-02-29:ink");
}

TEST(Worklist, WhereReadersDisagreeTheTextIsNamedWithTheOtherReading) {
  PlanRecord record = Scan();
  SectionNode node;
  node.id = "s1";
  TextLine line;
  line.raw = "Trồng 51 cây";
  line.tokens = {{0, 6, {50, 300, 80, 312}, 1.0},
                 {7, 9, {84, 300, 96, 312}, 0.5},
                 {10, 14, {100, 300, 120, 312}, 1.0}};
  line.box = {50, 300, 120, 312};
  node.text = Place(line, 1);
  node.confidence = 0.99;
  record.sections = {node};
  record.pages[0].readings = {
      {"",
       "51",
       {84, 300, 96, 312},
       {{"51", WitnessOrigin::kInk, 0.5}, {"57", WitnessOrigin::kInk, 0.4}}},
      {"",
       "9",
       {84, 500, 96, 512},
       {{"9", WitnessOrigin::kInk, 0.5}, {"8", WitnessOrigin::kLayer, 0.5}}}};
  const std::vector<ReviewItem> review = Worklist(record);
  ASSERT_EQ(Pointers(review), "/sections/0/text /source/pages/0");
  EXPECT_EQ(review[0].value, "Trồng 51 cây");
  EXPECT_EQ(Values(review[0].candidates), "Trồng 57 cây:ink");
  EXPECT_EQ(review[0].where, (Where{1, Box{84, 300, 96, 312}, 0}));
  EXPECT_EQ(Values(review[1].candidates), "8:layer");
}

TEST(Candidates, ACodeWithAnotherNumber) {
  const struct {
    const char *code, *number, *expected;
  } cases[] = {{"04/CT-UBND", "14", "14/CT-UBND"},
               {"/KH-UBND", "7", "7/KH-UBND"},
               {"66-KH/ĐU", "68", "68-KH/ĐU"},
               {"2760b/QĐ-UBND", "2760", "2760/QĐ-UBND"},
               {"12/2024/NĐ-CP", "13", "13/2024/NĐ-CP"}};
  for (const auto& c : cases) EXPECT_EQ(WithNumber(c.code, c.number), c.expected) << c.code;
}

TEST(Worklist, WorthOfEveryPart) {
  EXPECT_GT(Worth("/document/number"), Worth("/targets/0"));
  EXPECT_GT(Worth("/signature"), Worth("/tables/0/rows/1/cells/2"));
  EXPECT_GT(Worth("/deadlines/0"), Worth("/sections/4/children/1"));
  EXPECT_GT(Worth("/sections/0"), Worth("/repairs/0"));
}

}  // namespace
}  // namespace planrec::extract
