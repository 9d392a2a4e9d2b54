// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_figures.h"

#include <gtest/gtest.h>

namespace planrec::schemas {
namespace {

PlanRecord Record() {
  PlanRecord record;
  Deadline due;
  due.to = "2025-03-31";
  due.confidence = 0.55;
  record.deadlines.push_back(due);
  due.to.reset();
  due.from = "2025-03-01";
  due.confidence = 1;
  record.deadlines.push_back(due);
  due.from.reset();  // recurring: ends in no month
  due.confidence = 0;
  record.deadlines.push_back(due);
  Assignment duty;
  duty.agency = "Sở Y tế";
  duty.agency_key = "so-y-te";
  duty.role = "lead";
  duty.confidence = 0.9;
  record.assignments.push_back(duty);
  duty.role = "support";
  record.assignments.push_back(duty);
  Task task;
  task.lead = {"Sở Y tế tỉnh", "Ban X"};
  task.lead_keys = {"so-y-te", ""};
  record.tasks.push_back(task);
  return record;
}

TEST(RecordFigures, WhatIsCounted) {
  const RecordFigures figures = FiguresOf(Record());
  EXPECT_EQ(figures.confidences[0], 1);
  EXPECT_EQ(figures.confidences[5], 1);
  EXPECT_EQ(figures.confidences[9], 4);  // 0.9 twice, 1 twice
  ASSERT_EQ(figures.due_months.size(), 1u);
  EXPECT_EQ(figures.due_months.at("2025-03"), 2);
  ASSERT_EQ(figures.agencies.size(), 1u);
  EXPECT_EQ(figures.agencies.at("so-y-te").with_lead, 2);
}

TEST(RecordFigures, AreAddedUp) {
  RecordFigures all;
  const std::string encoded = EncodeFigures(FiguresOf(Record()));
  AddFigures(encoded, all);
  AddFigures(encoded, all);
  EXPECT_EQ(all.confidences[9], 8);
  EXPECT_EQ(all.due_months.at("2025-03"), 4);
  EXPECT_EQ(all.agencies.at("so-y-te").with_lead, 4);
}

TEST(RecordFigures, WhatIsNoneIsLeftOut) {
  RecordFigures all;
  for (const char* text : {"", "{", "[]", "7", R"({"c":7,"m":[1],"a":"x"})",
                           R"({"c":["x",-3,1e99],"m":{"x":1,"2025-1x":2}})",
                           R"({"a":{"k":[1,2],"l":["n"],"m":["n","x"]}})"}) {
    AddFigures(text, all);
  }
  for (const int64_t count : all.confidences) EXPECT_EQ(count, 0);
  EXPECT_TRUE(all.due_months.empty());
  EXPECT_EQ(all.agencies.size(), 1u);
  EXPECT_EQ(all.agencies.at("m").with_lead, 0);
}

TEST(RecordFigures, OfManyTheMostNamedAreKept) {
  PlanRecord record;
  for (int i = 0; i < 100; ++i) {
    Assignment duty;
    duty.agency = duty.agency_key = "a" + std::to_string(i);
    duty.role = "lead";
    for (int times = 0; times <= (i < 5 ? 1 : 0); ++times) record.assignments.push_back(duty);
  }
  const RecordFigures figures = FiguresOf(record);
  EXPECT_EQ(figures.agencies.size(), kMostNamed);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(figures.agencies.contains("a" + std::to_string(i)));
}

}  // namespace
}  // namespace planrec::schemas
