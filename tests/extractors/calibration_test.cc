// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/calibration.h"

#include <gtest/gtest.h>

namespace planrec::extract {
namespace {

TEST(Calibration, TheCurveRisesFromDoubtToCertainty) {
  double last = -1;
  for (int i = 0; i <= 1000; ++i) {
    const double right = CalibratedConfidence(i / 1000.0);
    EXPECT_GT(right, last) << i;
    EXPECT_LE(right, 1.0) << i;
    last = right;
  }
  EXPECT_DOUBLE_EQ(CalibratedConfidence(1), 1);
  EXPECT_DOUBLE_EQ(CalibratedConfidence(-3), CalibratedConfidence(0));
  EXPECT_DOUBLE_EQ(CalibratedConfidence(7), 1);
  // Doubt stays doubt, and what reads well is as good as certain.
  EXPECT_LT(CalibratedConfidence(0.3), 0.6);
  EXPECT_GT(CalibratedConfidence(0.9), 0.98);
}

TEST(Calibration, ValuesOnRecognisedPagesOnly) {
  PlanRecord record;
  for (const TextOrigin origin : {TextOrigin::kOcr, TextOrigin::kEmbedded}) {
    Page page;
    page.number = static_cast<int>(record.pages.size()) + 1;
    page.origin = origin;
    record.pages.push_back(page);
    Deadline deadline;
    deadline.where.page = page.number;
    deadline.confidence = 0.9;
    record.deadlines.push_back(deadline);
    SectionNode node;
    node.where.page = page.number;
    node.confidence = 0.9;
    node.children.push_back(node);
    record.sections.push_back(node);
    Table table;
    table.where.page = page.number;
    table.confidence = 0.9;
    record.tables.push_back(table);
  }
  Calibrate(record);
  const double right = CalibratedConfidence(0.9);
  EXPECT_DOUBLE_EQ(record.deadlines[0].confidence, right);
  EXPECT_DOUBLE_EQ(record.sections[0].confidence, right);
  EXPECT_DOUBLE_EQ(record.sections[0].children[0].confidence, right);
  EXPECT_DOUBLE_EQ(record.deadlines[1].confidence, 0.9);
  EXPECT_DOUBLE_EQ(record.sections[1].children[0].confidence, 0.9);
  EXPECT_DOUBLE_EQ(record.tables[0].confidence, 0.9);
}

}  // namespace
}  // namespace planrec::extract
