// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_reader.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "tests/acquire/tiny_pdf.h"

namespace planrec::acquire {
namespace {

std::unique_ptr<PdfDocument> OpenOrFail(const std::string& bytes) {
  Result<std::unique_ptr<PdfDocument>> pdf = PdfDocument::Open(bytes, {});
  if (!pdf) {
    ADD_FAILURE() << pdf.error().message;
    return nullptr;
  }
  return std::move(*pdf);
}

Page Read(const std::string& bytes, int number = 1, OcrMode mode = OcrMode::kNever) {
  Recogniser recogniser({});
  ReadOptions options;
  options.ocr = mode;
  std::unique_ptr<PdfDocument> pdf = OpenOrFail(bytes);
  if (!pdf) return {};
  return ReadPdfPage(*pdf, number, options, recogniser);
}

std::string Lines(const Page& page) {
  std::string out;
  for (const TextLine& line : page.lines) out += line.raw + "|";
  return out;
}

std::string Place(const Box& b) {
  char text[64];
  std::snprintf(text, sizeof text, "%.0f %.0f %.0f %.0f", b.x0, b.y0, b.x1, b.y1);
  return text;
}

TEST(Pdf, TextStandsWhereThePageShowsIt) {
  struct Case {
    const char* name;
    std::string content, entries, box;
    std::string lines, place;
    int rotation;
    double width, height;
  };
  // Ascent and descent of the test font are 0.9 and 0.22 of 20 points at most; places are checked
  // through the base line's side: x exactly, y within the letter's height.
  const Case cases[] = {
      {"plain", "BT /F1 20 Tf 72 700 Td (Ke hoach) Tj ET", "", "0 0 595 842", "Ke hoach|",
       "72 ? 147 ?", 0, 595, 842},
      {"Vietnamese letters", "BT /F1 20 Tf 72 700 Td <01> Tj ET", "", "0 0 595 842", "Ủ|",
       "72 ? 82 ?", 0, 595, 842},
      {"decomposed letter", "BT /F1 20 Tf 72 700 Td <042004> Tj ET", "", "0 0 595 842",
       "e\u0302\u0301 e\u0302\u0301|", "72 ? 97 ?", 0, 595, 842},
      {"page turned by /Rotate", "BT /F1 20 Tf 0 1 -1 0 100 72 Tm (Ke hoach) Tj ET", "/Rotate 90",
       "0 0 595 842", "Ke hoach|", "72 ? 147 ?", 0, 842, 595},
      {"sideways text is read upright",
       "BT /F1 20 Tf 0 1 -1 0 100 72 Tm (Ke hoach cua phong noi "
       "vu) Tj ET",
       "", "0 0 595 842", "Ke hoach cua phong noi vu|", "72 ? 297 ?", 90, 842, 595},
      {"text upside down", "BT /F1 20 Tf -1 0 0 -1 500 700 Tm (Ke hoach cua phong noi vu) Tj ET",
       "", "0 0 595 842", "Ke hoach cua phong noi vu|", "95 ? 320 ?", 180, 595, 842},
      {"crop box moves the origin and hides",
       "BT /F1 20 Tf 72 700 Td (Ke hoach) Tj 0 -600 Td (mat) "
       "Tj ET",
       "/CropBox [50 300 550 800]", "0 0 595 842", "Ke hoach|", "22 ? 97 ?", 0, 500, 500},
      {"media box away from the origin", "BT /F1 20 Tf 172 800 Td (Ke hoach) Tj ET", "",
       "100 100 695 942", "Ke hoach|", "72 ? 147 ?", 0, 595, 842},
      {"letter spacing", "BT /F1 20 Tf 6 Tc 72 700 Td (KE HOACH) Tj ET", "", "0 0 595 842",
       "KE HOACH|", "72 ? 189 ?", 0, 595, 842},
      {"slanted watermark is left out",
       "BT /F1 20 Tf 72 700 Td (Ke hoach) Tj 0.7 0.7 -0.7 0.7 200 "
       "300 Tm (BAN SAO) Tj ET",
       "", "0 0 595 842", "Ke hoach|", "72 ? 147 ?", 0, 595, 842},
  };
  for (const Case& c : cases) {
    TinyPdf pdf;
    pdf.AddPage(c.content, c.entries, "", c.box);
    Page page = Read(pdf.Bytes());
    EXPECT_EQ(Lines(page), c.lines) << c.name;
    EXPECT_EQ(page.rotation, c.rotation) << c.name;
    EXPECT_NEAR(page.width_pt, c.width, 0.01) << c.name;
    EXPECT_NEAR(page.height_pt, c.height, 0.01) << c.name;
    EXPECT_EQ(page.origin, TextOrigin::kEmbedded) << c.name;
    if (page.lines.size() != 1) continue;
    const Box& box = page.lines[0].box;
    char x[48];
    std::snprintf(x, sizeof x, "%.0f ? %.0f ?", box.x0, box.x1);
    EXPECT_EQ(x, c.place) << c.name;
    EXPECT_GT(box.Height(), 15) << c.name;
    EXPECT_LT(box.Height(), 26) << c.name;
    EXPECT_NEAR(page.lines[0].font_size_pt, 20, 0.01) << c.name;
  }
}

TEST(Pdf, BaseLineFromTheTop) {
  TinyPdf pdf;
  pdf.AddPage("BT /F1 20 Tf 72 700 Td (Ke hoach) Tj ET");
  Page page = Read(pdf.Bytes());
  ASSERT_EQ(page.lines.size(), 1u);
  EXPECT_LT(page.lines[0].box.y0, 842 - 700 - 13);
  EXPECT_GT(page.lines[0].box.y1, 842 - 700 + 2);
  EXPECT_LT(page.lines[0].box.y1, 842 - 700 + 7);
}

TEST(Pdf, BoldFontsAndStrokedLetters) {
  TinyPdf pdf;
  pdf.AddPage(
      "BT /F1 20 Tf 72 700 Td (thuong ) Tj /F2 20 Tf (dam) Tj ET "
      "BT /F1 20 Tf 2 Tr 0.6 w 72 660 Td (vien) Tj ET");
  Page page = Read(pdf.Bytes());
  ASSERT_EQ(Lines(page), "thuong dam|vien|");
  EXPECT_FALSE(page.lines[0].tokens[0].bold);
  EXPECT_TRUE(page.lines[0].tokens[1].bold);
  EXPECT_TRUE(page.lines[1].tokens[0].bold);
}

TEST(Pdf, RulesOfATable) {
  TinyPdf pdf;
  pdf.AddPage(
      "0.5 w 72 600 200 50 re S 172 600 m 172 650 l S 1 g 72 500 200 0.5 re f "
      "BT 0 g /F1 12 Tf 80 620 Td (mot) Tj 98 0 Td (hai) Tj ET");
  Page page = Read(pdf.Bytes());
  EXPECT_EQ(Lines(page), "mot|hai|");
  std::string rules;
  for (const Rule& r : page.rules) rules += Place({r.x0, r.y0, r.x1, r.y1}) + "; ";
  EXPECT_EQ(rules,
            "72 192 272 192; 72 242 272 242; 72 192 72 242; 172 192 172 242; "
            "272 192 272 242; ");
}

TEST(Pdf, TurnedTextStaysInsideTableCells) {
  TinyPdf pdf;
  const std::string body =
      "BT /F1 12 Tf 72 700 Td (Noi dung cua ke hoach nam nay) Tj ET "
      "BT /F1 12 Tf 0 1 -1 0 90 605 Tm (cot doc) Tj ET "
      "BT /F1 12 Tf 0 1 -1 0 580 300 Tm (ben le) Tj ET ";
  pdf.AddPage(body + "72 600 30 60 re S");
  Page page = Read(pdf.Bytes());
  EXPECT_EQ(Lines(page), "Noi dung cua ke hoach nam nay|cot doc|");
  EXPECT_GT(page.lines[1].box.Height(), page.lines[1].box.Width());
  EXPECT_TRUE(
      (Box{72, 182, 102, 242}).Contains(page.lines[1].box.CenterX(), page.lines[1].box.CenterY()));
}

TEST(Pdf, ActualTextReplacesGlyphs) {
  TinyPdf pdf;
  pdf.AddPage(
      "BT /F1 20 Tf 72 700 Td /Span << /ActualText <FEFF1EBF> >> BDC (xyz) Tj EMC ( het) Tj ET");
  EXPECT_EQ(Lines(Read(pdf.Bytes())), "ế het|");
}

TEST(Pdf, AnnotationsCountAsText) {
  TinyPdf pdf;
  int form = pdf.Add(TinyPdf::Stream(
      "/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << /Font << /F1 3 0 R >> >>",
      "BT /F1 12 Tf 5 20 Td (Ky boi phong) Tj ET"));
  int stamp = pdf.Add("<< /Type /Annot /Subtype /Stamp /F 4 /Rect [300 100 500 150] /AP << /N " +
                      TinyPdf::Ref(form) + " >> >>");
  int link = pdf.Add("<< /Type /Annot /Subtype /Link /Border [0 0 1] /Rect [72 695 200 715] >>");
  pdf.AddPage("BT /F1 12 Tf 72 700 Td (Noi dung) Tj ET",
              "/Annots [" + TinyPdf::Ref(stamp) + " " + TinyPdf::Ref(link) + "]");
  const std::string bytes = pdf.Bytes();
  Page page = Read(bytes);
  EXPECT_EQ(Lines(page), "Noi dung|Ky boi phong|");
  EXPECT_TRUE(page.rules.empty());
  Result<PageContent> content = OpenOrFail(bytes)->Content(1);
  ASSERT_TRUE(content.ok());
  LayerEvidence evidence = Evidence(*content);
  EXPECT_EQ(evidence.stamp_characters, 10);
  EXPECT_EQ(evidence.characters, 17);
}

TEST(Pdf, HiddenTextIsSeenAsSuch) {
  TinyPdf pdf;
  int image = pdf.AddImage(1, 1, "/ColorSpace /DeviceGray /BitsPerComponent 8", "\x7F");
  pdf.AddPage(
      "BT /F1 12 Tf 3 Tr 72 700 Td (an) Tj 0 Tr ET BT /F1 12 Tf 72 600 Td (duoi anh) Tj ET "
      "q 595 0 0 300 0 400 cm /Im1 Do Q BT /F1 12 Tf 72 500 Td (tren) Tj ET",
      "", "/Im1 " + TinyPdf::Ref(image));
  Result<PageContent> content = OpenOrFail(pdf.Bytes())->Content(1);
  ASSERT_TRUE(content.ok());
  LayerEvidence evidence = Evidence(*content);
  EXPECT_EQ(evidence.characters, 13);
  EXPECT_EQ(evidence.invisible, 9);
  EXPECT_NEAR(evidence.image_coverage, 300.0 / 842, 0.02);
  EXPECT_TRUE(evidence.has_image);
}

TEST(Pdf, Openings) {
  TinyPdf one;
  one.AddPage("BT /F1 12 Tf 72 700 Td (Ke hoach) Tj ET");
  const std::string good = one.Bytes();
  TinyPdf none;
  TinyPdf many;
  for (int i = 0; i < 12; ++i) many.AddPage("");
  struct Case {
    const char* name;
    std::string bytes;
    const char* expected;  // "ok" or an error type
  };
  const Case cases[] = {
      {"good", good, "ok"},
      {"junk before the header", "junk\n\n" + good, "ok"},
      {"without its cross reference", good.substr(0, good.find("xref\n")), "ok"},
      {"no pages", none.Bytes(), "corrupt"},
      {"header only", "%PDF-1.4\n", "corrupt"},
      {"garbage behind the header", "%PDF-1.4\n" + std::string(5000, '\x7F'), "corrupt"},
      {"cut in the first object", good.substr(0, 30), "corrupt"},
      {"more pages than allowed", many.Bytes(), "too_large"},
  };
  Limits limits;
  limits.max_pages = 10;
  for (const Case& c : cases) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    Result<std::unique_ptr<PdfDocument>> pdf = PdfDocument::Open(c.bytes, limits);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << c.name;
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "") << c.name;
    if (pdf) {
      EXPECT_STREQ(c.expected, "ok") << c.name;
    } else {
      EXPECT_EQ(ErrorTypeName(pdf.error().type), c.expected) << c.name;
      EXPECT_FALSE(pdf.error().message.empty()) << c.name;
    }
  }
}

TEST(Pdf, EveryCutEndsWithAPageOrATypedError) {
  TinyPdf pdf;
  for (int i = 0; i < 3; ++i)
    pdf.AddPage("BT /F1 12 Tf 72 700 Td (Trang " + std::to_string(i) + ") Tj ET");
  const std::string good = pdf.Bytes();
  Recogniser recogniser({});
  ReadOptions options;
  options.ocr = OcrMode::kNever;
  testing::internal::CaptureStderr();
  int read = 0;
  for (size_t size = 10; size < good.size(); size += 97) {
    const std::string bytes = good.substr(0, size);  // the document only looks at them
    Result<std::unique_ptr<PdfDocument>> cut = PdfDocument::Open(bytes, {});
    if (!cut) {
      EXPECT_EQ(cut.error().type, ErrorType::kCorrupt);
      continue;
    }
    EXPECT_GT((*cut)->page_count(), 0);
    for (int n = 1; n <= (*cut)->page_count(); ++n) {
      Page page = ReadPdfPage(**cut, n, options, recogniser);
      EXPECT_EQ(page.number, n);
      EXPECT_TRUE(!page.lines.empty() || page.error.has_value()) << size << " page " << n;
      if (!page.lines.empty()) ++read;
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_GT(read, 5);
}

TEST(Pdf, ADamagedPageFailsAlone) {
  TinyPdf pdf;
  pdf.AddPage("BT /F1 12 Tf 72 700 Td (mot) Tj ET");
  int broken = pdf.Add(TinyPdf::Stream("/Filter /FlateDecode", "this is not compressed"));
  int page = pdf.AddPage("");
  std::string bytes = pdf.Bytes();
  // The second page's content becomes the broken stream.
  std::string from = "/Contents " + TinyPdf::Ref(page - 1);
  bytes.replace(bytes.find(from), from.size(), "/Contents " + TinyPdf::Ref(broken));
  EXPECT_EQ(Lines(Read(bytes, 1)), "mot|");
  Page second = Read(bytes, 2);
  ASSERT_TRUE(second.error.has_value());
  EXPECT_EQ(second.error->type, ErrorType::kCorrupt);
  EXPECT_EQ(second.error->page, 2);
  EXPECT_EQ(second.number, 2);
}

TEST(Pdf, SizesThatLie) {
  for (const char* box : {"0 0 0 0", "0 0 1 1", "0 0 9000000 9000000", "nonsense"}) {
    TinyPdf pdf;
    pdf.AddPage("BT /F1 12 Tf 72 700 Td (Ke hoach) Tj ET", "", "", box);
    Page page = Read(pdf.Bytes());
    EXPECT_GE(page.width_pt, 3) << box;
    EXPECT_LE(page.width_pt, 14'400) << box;
    EXPECT_GE(page.height_pt, 3) << box;
    EXPECT_LE(page.height_pt, 14'400) << box;
  }
  TinyPdf pdf;
  pdf.AddPage("", "", "", "0 0 9000000 9000000");
  Page page = Read(pdf.Bytes());
  ASSERT_EQ(page.diagnostics.size(), 1u);
  EXPECT_EQ(page.diagnostics[0].code, "page.size");
}

TEST(Pdf, TextCutByThePageStaysInsideIt) {
  TinyPdf pdf;
  pdf.AddPage("BT /F1 40 Tf 20 80 Td (Ke hoach nam) Tj ET 10 10 m 900 10 l S", "", "",
              "0 0 100 100");
  Page page = Read(pdf.Bytes());
  ASSERT_FALSE(page.lines.empty());
  for (const TextLine& line : page.lines) {
    EXPECT_GE(line.box.x0, 0);
    EXPECT_LE(line.box.x1, 100);
    EXPECT_GE(line.box.y0, 0);
    EXPECT_LE(line.box.y1, 100);
    for (const Token& token : line.tokens) EXPECT_LE(token.box.x1, 100);
  }
  for (const Rule& rule : page.rules) EXPECT_LE(std::max(rule.x0, rule.x1), 100);
}

TEST(Pdf, Passwords) {
  if (std::system("command -v qpdf >/dev/null 2>&1") != 0) GTEST_SKIP() << "no qpdf";
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("planrec-pdf-" + std::to_string(getpid()));
  fs::create_directories(folder);
  TinyPdf pdf;
  pdf.AddPage("BT /F1 12 Tf 72 700 Td (Ke hoach) Tj ET");
  std::ofstream(folder / "plain.pdf", std::ios::binary) << pdf.Bytes();
  auto encrypt = [&](const std::string& user, const std::string& options) {
    std::string command = "qpdf --allow-weak-crypto --encrypt '" + user + "' owner " + options +
                          " -- '" + (folder / "plain.pdf").string() + "' '" +
                          (folder / "out.pdf").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::stringstream bytes;
    bytes << std::ifstream(folder / "out.pdf", std::ios::binary).rdbuf();
    return bytes.str();
  };
  for (const char* options : {"40", "128", "256", "128 --extract=n --print=none"}) {
    EXPECT_EQ(Lines(Read(encrypt("", options))), "Ke hoach|") << options;
    Result<std::unique_ptr<PdfDocument>> locked = PdfDocument::Open(encrypt("bi-mat", options), {});
    ASSERT_FALSE(locked.ok()) << options;
    EXPECT_EQ(locked.error().type, ErrorType::kEncrypted) << options;
    EXPECT_NE(locked.error().message.find("password"), std::string::npos);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace planrec::acquire
