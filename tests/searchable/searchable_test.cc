// SPDX-License-Identifier: GPL-3.0-or-later
// What another reader (pdftotext) finds in a searchable copy, and where.
#include "pipeline/searchable/searchable.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdio>
#include <utility>

#include "tests/batch/batch_files.h"

namespace planrec::searchable {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// One page of 400 × 300 points below a crop box that does not begin at zero; the file's table of
/// objects is left out: readers find them.
std::string Pdf(int rotate, const std::string& content, const std::string& catalog = "") {
  return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog +
         " >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< "
         "/Type /Page /Parent 2 0 R /MediaBox [0 0 500 400] /CropBox [20 30 420 330] /Rotate " +
         std::to_string(rotate) +
         " /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>\nendobj\n4 0 obj\n<< /Type "
         "/Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n5 0 obj\n<< /Length " +
         std::to_string(content.size()) + " >>\nstream\n" + content +
         "\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
}

Content Words(std::vector<PageText> pages) {
  Content content;
  content.pages = std::move(pages);
  return content;
}

class SearchableTest : public batch::BatchFiles {
 protected:
  static std::string Printed(const std::string& command) {
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::string out;
    for (int c; pipe != nullptr && (c = std::fgetc(pipe)) != EOF;) out += static_cast<char>(c);
    if (pipe == nullptr || pclose(pipe) != 0) ADD_FAILURE() << command << " failed: " << out;
    return out;
  }

  /// The copy's text as another reader has it; the copy must be sound.
  std::string TextOf(const std::string& pdf, const std::string& options) {
    Write("copy.pdf", pdf);
    Printed("qpdf --check " + At("copy.pdf"));
    return Printed("pdftotext " + options + " " + At("copy.pdf") + " -");
  }

  /// The box of a word as pdftotext sees it; empty where it sees none.
  static Box BoxOf(const std::string& xml, const std::string& word) {
    const size_t end = xml.find("\">" + word + "</word>");
    Box box;
    if (end == std::string::npos) return box;
    const size_t begin = xml.rfind("<word", end);
    std::sscanf(xml.c_str() + begin, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf",
                &box.x0, &box.y0, &box.x1, &box.y1);
    return box;
  }
};

TEST_F(SearchableTest, WordsAreWhereTheyWereRead) {
  const Content content = Words({{1,
                                  0,
                                  {{"Đường", {30, 40, 80, 52}},
                                   {"phố,", {90, 40, 130, 52}},
                                   {"nghĩa", {200, 200, 260, 230}}}}});
  for (const int rotate : {0, 90, 180, 270, -90, 360}) {
    SCOPED_TRACE(rotate);
    const Result<std::string> copy = MakeSearchable(Pdf(rotate, "0 0 m 9 9 l S"), content);
    ASSERT_TRUE(copy) << copy.error().message;
    const std::string xml = TextOf(*copy, "-cropbox -bbox");
    for (const Word& word : content.pages[0].words) {
      const Box box = BoxOf(xml, word.text);
      EXPECT_NEAR(box.x0, word.box.x0, 0.5) << word.text;
      EXPECT_NEAR(box.x1, word.box.x1, 0.5) << word.text;
      EXPECT_NEAR(box.y0, word.box.y0, 0.5) << word.text;
      EXPECT_NEAR(box.y1, word.box.y1, 0.5) << word.text;
    }
    EXPECT_THAT(TextOf(*copy, ""), HasSubstr("Đường phố,"));
  }
}

TEST_F(SearchableTest, APageThatWasReadSideways) {
  // It was turned by a quarter to be read: (30, 40) from its own top left is elsewhere as shown.
  const Result<std::string> copy =
      MakeSearchable(Pdf(0, ""), Words({{1, 90, {{"Xã", {30, 40, 60, 52}}}}}));
  ASSERT_TRUE(copy);
  const Box box = BoxOf(TextOf(*copy, "-cropbox -bbox"), "Xã");
  EXPECT_NEAR(box.x0, 40, 0.5);
  EXPECT_NEAR(box.x1, 52, 0.5);
  EXPECT_NEAR(box.y0, 300 - 60, 0.5);
  EXPECT_NEAR(box.y1, 300 - 30, 0.5);
}

TEST_F(SearchableTest, APageThatWasStraightenedToBeRead) {
  // By 3° clockwise about its middle (200, 150): what is level there falls to the right as shown.
  Content content =
      Words({{1, 0, {{"giữa", {180, 145, 220, 155}}, {"phải", {340, 145, 380, 155}}}}});
  content.pages[0].skew_deg = 3;
  const Result<std::string> copy = MakeSearchable(Pdf(0, ""), content);
  ASSERT_TRUE(copy);
  const std::string xml = TextOf(*copy, "-cropbox -bbox");
  const Box middle = BoxOf(xml, "giữa"), right = BoxOf(xml, "phải");
  EXPECT_NEAR(middle.y0 + middle.y1, 2 * 150, 2);
  EXPECT_NEAR((right.x0 + right.x1) / 2, 200 + 160 * std::cos(3 * M_PI / 180), 1);
  EXPECT_NEAR((right.y0 + right.y1) / 2, 150 - 160 * std::sin(3 * M_PI / 180), 1);
}

TEST_F(SearchableTest, OldLayersMeanNothingAnyMore) {
  struct Case {
    const char *content, *kept;
  };
  for (const Case& each :
       {Case{"BT /F1 12 Tf 3 Tr 100 100 Td (hidden) Tj ET", nullptr},
        Case{"3 Tr q BT /F1 12 Tf 100 100 Td [(hid) 20 (den)] TJ (more) ' ET Q", nullptr},
        Case{"BT /F1 12 Tf 100 100 Td (damaged) Tj ET", "damaged"}}) {
    const Result<std::string> copy =
        MakeSearchable(Pdf(0, each.content), Words({{1, 0, {{"đúng", {30, 40, 60, 52}}}}}));
    ASSERT_TRUE(copy);
    const std::string text = TextOf(*copy, "");
    EXPECT_THAT(text, HasSubstr("đúng"));
    EXPECT_EQ(text.find_first_of("hmd"), std::string::npos) << text;
  }
  // A page that got no words is left as it was.
  const Result<std::string> other =
      MakeSearchable(Pdf(0, "BT /F1 12 Tf 3 Tr 100 100 Td (hidden) Tj ET"), {});
  ASSERT_TRUE(other);
  EXPECT_THAT(TextOf(*other, ""), HasSubstr("hidden"));
}

/// Two pages that show the same form with text in it.
constexpr const char* kSharedForm =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids "
    "[3 0 R 4 0 R] /Count 2 /MediaBox [0 0 300 300] /Resources << /XObject << /X 6 0 R >> >> "
    ">>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>\nendobj\n4 0 obj\n<< "
    "/Type "
    "/Page /Parent 2 0 R /Contents 5 0 R >>\nendobj\n5 0 obj\n<< /Length 5 >>\nstream\n/X "
    "Do\nendstream\nendobj\n6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] "
    "/Resources "
    "<< /Font << /F1 7 0 R >> >> /Length 42 >>\nstream\nBT /F1 12 Tf 3 Tr 100 100 Td (hidden) Tj "
    "ET\nendstream\nendobj\n7 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
    ">>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

TEST_F(SearchableTest, AFormKeepsItsTextOnOtherPages) {
  const Result<std::string> copy =
      MakeSearchable(kSharedForm, Words({{1, 0, {{"đúng", {30, 40, 60, 52}}}}}));
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_THAT(TextOf(*copy, "-f 1 -l 1"), Not(HasSubstr("hidden")));
  EXPECT_THAT(TextOf(*copy, "-f 2 -l 2"), HasSubstr("hidden"));
}

TEST_F(SearchableTest, BookmarksAndWhatItIs) {
  Content content;
  content.bookmarks = {{"I. MỤC TIÊU", 1, 0, 20, 0},
                       {"1. Chung", 1, 0, 40, 1},
                       {"II. NHIỆM VỤ", 1, 0, 60, 0},
                       {"elsewhere", 9, 0, 1, 0}};
  content.title = "Trồng cây & hoa";
  content.code = "27/KH-UBND";
  content.date = "2026-01-15";
  const Result<std::string> copy = MakeSearchable(Pdf(0, ""), content);
  ASSERT_TRUE(copy);
  Write("copy.pdf", *copy);
  const std::string outlines = Printed("qpdf --json --json-key=outlines " + At("copy.pdf"));
  for (const char* part : {"I. MỤC TIÊU", "1. Chung", "II. NHIỆM VỤ", "\"/XYZ\""})
    EXPECT_THAT(outlines, HasSubstr(part));
  EXPECT_LT(outlines.find("I. MỤC TIÊU"), outlines.find("II. NHIỆM VỤ"));
  EXPECT_THAT(outlines, Not(HasSubstr("elsewhere")));
  const std::string meta = Printed("pdfinfo -meta " + At("copy.pdf"));
  EXPECT_THAT(meta, HasSubstr("Trồng cây &amp; hoa"));
  EXPECT_THAT(meta, HasSubstr("27/KH-UBND"));
  // The same again gives the same.
  EXPECT_EQ(MakeSearchable(Pdf(0, ""), {}).value(), MakeSearchable(Pdf(0, ""), {}).value());
}

TEST_F(SearchableTest, WhatGetsNoCopy) {
  struct Case {
    std::string pdf;
    const char* why;
  };
  const std::string field =
      "/AcroForm << /Fields [<< /T (s) /Kids [<< /FT /Sig /V << /Type /Sig >> >>] >>] >>";
  for (const Case& each :
       {Case{Pdf(0, "", field), "signed"}, Case{Pdf(0, "", "/Perms << /DocMDP << >> >>"), "signed"},
        Case{"%PDF-1.4\nnothing", "no searchable copy"}, Case{"", "no searchable copy"}}) {
    const Result<std::string> copy = MakeSearchable(each.pdf, {});
    ASSERT_FALSE(copy);
    EXPECT_THAT(copy.error().message, HasSubstr(each.why));
  }
  // Content that nobody can unpack; a page that gets no words stays as it is.
  std::string packed = Pdf(0, "BT ET");
  packed.replace(packed.find("/Length"), 0, "/Filter 71 ");
  const Result<std::string> copy = MakeSearchable(packed, Words({{.number = 1, .words = {}}}));
  ASSERT_FALSE(copy);
  EXPECT_THAT(copy.error().message, HasSubstr("can't be read"));
  EXPECT_TRUE(MakeSearchable(packed, {}));
  // A field to be signed is not signed yet.
  EXPECT_TRUE(MakeSearchable(Pdf(0, "", "/AcroForm << /Fields [<< /FT /Sig /T (s) >>] >>"), {}));
}

}  // namespace
}  // namespace planrec::searchable
