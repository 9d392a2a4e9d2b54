// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/ellipsis_marks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/acquire/printed_line.h"

namespace planrec::acquire {
namespace {

class Printed : public PrintedLine {
 public:
  Printed() { Letters(20, 20); }
};

// Twenty letters end at x = 376.
TEST(MendEllipses, ThreePointsBehindAWordAreOneSign) {
  for (const char* read : {"gian.", "gian", "gian..", "gian.…", "gian……", "gian…"})
    EXPECT_EQ(Printed().Points(380, 3).Mended(MendEllipses,
                                              {Word("thời", 20, 180), Word(read, 200, 400)}),
              "thời gian…")
        << read;
}

TEST(MendEllipses, SignsThatCloseTheWordStayBehindIt) {
  Printed page;
  page.Points(380, 3).Box(410, 40, 5, 26);
  EXPECT_EQ(page.Mended(MendEllipses, {Word("liên.)", 20, 416)}), "liên…)");
}

TEST(MendEllipses, ApartFromWordsItIsAWord) {
  Printed page;
  page.Points(400, 3).Letters(450, 5);
  EXPECT_EQ(page.Mended(MendEllipses, {Word("ngày", 20, 376), Word("tháng", 450, 540)}),
            "ngày … tháng");
}

TEST(MendEllipses, InsideAWordARunThatWasReadIsSetRight) {
  Printed page;
  page.Points(400, 3).Letters(430, 6);
  EXPECT_EQ(page.Mended(MendEllipses, {Word("Số:", 20, 376), Word("……/CP", 400, 540)}), "Số: …/CP");
}

TEST(MendEllipses, OtherPointsStayAsTheyWereRead) {
  const struct { int points, step; } cases[] = {{1, 9}, {2, 9}, {4, 9}, {12, 9}, {3, 40}};
  for (const auto& c : cases)
    EXPECT_EQ(
        Printed().Points(380, c.points, c.step).Mended(MendEllipses, {Word("gian.", 20, 400)}),
        "gian.")
        << c.points;
  // The lower point of a colon and two more.
  Printed colon;
  colon.Points(380, 3).Box(380, 46, 4, 4);
  EXPECT_EQ(colon.Mended(MendEllipses, {Word("gian:..", 20, 404)}), "gian:..");
  Printed uneven;
  uneven.Points(380, 2).Points(404, 1);
  EXPECT_EQ(uneven.Mended(MendEllipses, {Word("gian.", 20, 410)}), "gian.");
}

}  // namespace
}  // namespace planrec::acquire
