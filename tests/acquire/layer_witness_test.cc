// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/layer_witness.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/acquire/ocr/head_fields.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/ocr/second_reading.h"
#include "pipeline/acquire/page_reader.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "tests/acquire/glyph_text.h"
#include "tests/acquire/tiny_pdf.h"

namespace planrec::acquire {
namespace {

constexpr double kLetter_pt = 6, kHeight_pt = 12;

// Words one behind the other, every letter as wide, a letter's width between.
template <typename Take>
void SetWords(const std::string& text, double x, double y, Take take) {
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const double width = kLetter_pt * static_cast<double>(CountCodePoints(word));
    take(word, Box{x, y, x + width, y + kHeight_pt});
    x += width + kLetter_pt;
  }
}

TextLine Line(const std::string& text, double x, double y, double confidence = 0.95) {
  TextLine line;
  SetWords(text, x, y, [&](const std::string& word, const Box& box) {
    if (!line.raw.empty()) line.raw += ' ';
    Token token;
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += word;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.box = box;
    token.confidence = confidence;
    line.box = Join(line.box, box);
    line.tokens.push_back(token);
  });
  return line;
}

std::vector<WitnessWord> Row(const std::string& text, double x, double y) {
  std::vector<WitnessWord> row;
  SetWords(text, x, y, [&](const std::string& word, const Box& box) {
    row.push_back({word, box});
  });
  return row;
}

std::string Dump(const TextLine& line, const std::vector<WitnessWord>& row) {
  std::string out;
  for (const Meeting& m : Align(line, row)) {
    if (!out.empty()) out += " ";
    for (size_t t = m.token; t < m.token + m.tokens; ++t)
      out += (t > m.token ? "_" : "") +
             line.raw.substr(line.tokens[t].begin, line.tokens[t].end - line.tokens[t].begin);
    out += "=";
    for (size_t w = m.word; w < m.word + m.words; ++w) out += (w > m.word ? "_" : "") + row[w].text;
  }
  return out;
}

TEST(LayerWitness, WordsMeetByPlaceAndLetters) {
  struct Case {
    const char* what;
    const char* read;
    const char* layer;
    double shift;
    const char* expected;
  };
  for (const Case& c :
       {Case{"the same words", "Số 12 năm 2024", "So 12 nam 2024", 0,
             "Số=So 12=12 năm=nam 2024=2024"},
        Case{"a little aside", "Số 12 năm 2024", "So 12 nam 2024", 3,
             "Số=So 12=12 năm=nam 2024=2024"},
        Case{"letters that are no others'", "được thực hiện", "tlucrc thgc hiQn", 0,
             "được=tlucrc thực=thgc hiện=hiQn"},
        Case{"one word as two", "ngày 12/2024 tại", "ngay 12/ 024 tai", 0,
             "ngày=ngay 12/2024=12/_024 tại=tai"},
        Case{"two words as one", "số 104 /KH", "so 104./KH", 0, "số=so 104_/KH=104./KH"},
        Case{"a word too many", "Số năm 2024", "So nam 2024 ~|", 0, "Số=So năm=nam 2024=2024"},
        Case{"a word not read", "Số 2024", "So 2024 nam", 0, "Số=So 2024=2024"},
        Case{"far aside", "Số 12 năm", "So 12 nam", 200, ""},
        Case{"nothing", "Số 12", "", 0, ""}}) {
    EXPECT_EQ(Dump(Line(c.read, 72, 100), Row(c.layer, 72 + c.shift, 101)), c.expected) << c.what;
  }
}

// A layer may say anything: what would take seconds to compare letter by letter is not compared.
TEST(LayerWitness, AbsurdRowsAreNotAligned) {
  TextLine line;
  std::vector<WitnessWord> row;
  const std::string word(60, 'a');
  for (uint32_t i = 0; i < 200; ++i) {
    line.tokens.push_back({i * 61, i * 61 + 60, {10, 10, 400, 22}, 0.5, false, false});
    line.raw += word + " ";
    row.push_back({word, {10, 10, 400, 22}});
  }
  line.box = {10, 10, 400, 22};
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_TRUE(Align(line, row).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
}

TEST(LayerWitness, WordsGoToTheLineOfTheirHeight) {
  const std::vector<TextLine> lines = {Line("Số 12", 72, 100), Line("Số 14", 72, 114),
                                       Line("Nơi nhận", 300, 100)};
  std::vector<WitnessWord> words = Row("12 So", 72, 103);
  for (const WitnessWord& word : Row("14", 72, 112)) words.push_back(word);
  for (const WitnessWord& word : Row("Noi", 300, 99)) words.push_back(word);
  for (const WitnessWord& word : Row("elsewhere", 72, 200)) words.push_back(word);
  const auto rows = RowsOf(lines, words);
  ASSERT_EQ(rows.size(), 3U);
  ASSERT_EQ(rows[0].size(), 2U);
  EXPECT_EQ(rows[0][0].text, "12");
  ASSERT_EQ(rows[1].size(), 1U);
  EXPECT_EQ(rows[1][0].text, "14");
  ASSERT_EQ(rows[2].size(), 1U);
  EXPECT_EQ(rows[2][0].text, "Noi");
}

TEST(LayerWitness, WhatIsSaidOfNumbers) {
  using enum Testimony;
  struct Case {
    const char* read;
    const char* layer;
    Testimony expected;
  };
  // Layers as real files have them.
  for (const Case& c : {Case{"2024", "2024", kSame},
                        Case{"663/KH-ĐHTĐ,", "663/KH-DHTD", kAgrees},
                        Case{"08/2017/TT-", "08l20l7lTT-", kAgrees},
                        Case{"15/02/2012", "1510212012", kAgrees},
                        Case{"30/5/2025.", "3015/2025.", kAgrees},
                        Case{"II/2024", "11/2024", kSilent},
                        Case{"II/2024", "II/2024", kSame},
                        Case{"133", "I33", kAgrees},
                        Case{"B2", "82", kAgrees},
                        Case{"104", "109", kDiffers},
                        Case{"31/3/2024", "31/8/2024", kDiffers},
                        Case{"/KH-SYT", "1942/KH-SYT", kDiffers},
                        Case{"/KH-SYT", "I9A2/KH-SYT", kSilent},
                        Case{"30", "&0", kSilent},
                        Case{"1", "I", kSilent},
                        Case{"500", "5OO", kSilent},
                        Case{"12.", "1.2.", kSilent},
                        Case{"05", "5", kSilent},
                        Case{"564/TB-ĐHTĐ", "5Gi/TB-DHTD", kSilent},
                        Case{"276/NĐ,", "276AlO,", kSilent},
                        Case{"109/QĐ-SYT", "09/QD-SYT", kSilent},
                        Case{"III/2024", "T/2024", kSilent},
                        Case{"năm", "12", kSilent},
                        Case{"12", "", kSilent}}) {
    EXPECT_EQ(CompareNumbers(c.read, c.layer), c.expected) << c.read << " | " << c.layer;
  }
}

TEST(LayerWitness, WhatIsSaidOfWords) {
  using enum Testimony;
  struct Case {
    const char* read;
    const char* layer;
    Testimony expected;
  };
  for (const Case& c :
       {Case{"Cambridge", "Cambridge", kSame}, Case{"Quản", "Quan", kAgrees},
        Case{"CIEP/AIliance", "CIEP/Alliance", kAgrees}, Case{"sở,", "so;", kAgrees},
        Case{"được", "duoc", kAgrees}, Case{"được", "tlucrc", kSilent}, Case{"sở", "So", kSilent},
        Case{"–", "-", kSilent}, Case{"tun", "tin", kSilent}, Case{"tun", "", kSilent}}) {
    EXPECT_EQ(CompareWords(c.read, c.layer), c.expected) << c.read << " | " << c.layer;
  }
}

// A page of sure words and one line about which the layer is asked.
struct Asked {
  Page page;
  Hearing hearing;
};

constexpr const char* kBody = "Thực hiện Nghị quyết Hội đồng nhân dân tỉnh khóa tháng 12 năm 2024";
constexpr const char* kBodyLayer =
    "Thuc hi€n Nghi quyet HQi ddng nhdn dan tinh khoa thang 12 nam 2024";

Asked Ask(const std::string& read, double confidence, const std::string& layer,
          const std::string& body_layer = kBodyLayer, double aside = 0) {
  Asked asked;
  asked.page.origin_reason = "image";
  asked.page.lines = {Line(kBody, 72, 100), Line("ngày 31 tháng 12 năm 2024", 72, 120),
                      Line(read, 72, 140, confidence)};
  std::vector<WitnessWord> words = Row(body_layer, 72, 100 + aside);
  if (body_layer == kBodyLayer)
    for (WitnessWord& word : Row("ngay 31 thang 12 nam 2024", 72, 120 + aside))
      words.push_back(std::move(word));
  for (WitnessWord& word : Row(layer, 72, 140 + aside)) words.push_back(std::move(word));
  asked.hearing = HearWitness(words, asked.page);
  return asked;
}

TEST(LayerWitness, ConfidencesFollow) {
  constexpr double kRaised = 0.965;
  struct Case {
    const char* what;
    const char* read;
    double confidence;
    const char* layer;
    double expected;
    int diagnostics;
  };
  for (const Case& c :
       {Case{"a number it has too", "104/KH-UBND", 0.7, "1O4/KH-UBND", kRaised, 0},
        Case{"a sure one stays as it is", "104", 0.99, "104", 0.99, 0},
        Case{"another number", "104", 0.9, "109", kDisputed, 1},
        Case{"a number it garbled", "104", 0.9, "lQA", 0.9, 0},
        Case{"a handwritten number that was not read", "/KH-SYT", 0.72, "1942/KH-SYT", kDisputed,
             1},
        Case{"a word whose marks it has not", "Quàn", 0.7, "Quan", 0.7, 0},
        Case{"a word whose marks it has", "Quản", 0.7, "Quản", kRaised, 0},
        Case{"a word that may have lost its marks in both", "Chu", 0.7, "Chu", 0.7, 0},
        Case{"a foreign word", "Cambridge", 0.7, "Cambridge", kRaised, 0},
        Case{"an abbreviation", "BCĐ", 0.7, "BCD", 0.7, 0},
        Case{"another word", "tun", 0.4, "tin", 0.4, 0}}) {
    SCOPED_TRACE(c.what);
    const Asked asked = Ask(c.read, c.confidence, c.layer);
    EXPECT_TRUE(asked.hearing.heard);
    EXPECT_EQ(asked.page.origin_reason, "image; the layer bears witness");
    EXPECT_DOUBLE_EQ(asked.page.lines[2].tokens[0].confidence, c.expected);
    EXPECT_EQ(asked.page.lines[2].raw, c.read);
    EXPECT_TRUE(asked.page.lines[2].edits.empty());
    ASSERT_EQ(asked.page.diagnostics.size(), static_cast<size_t>(c.diagnostics));
    for (const Diagnostic& d : asked.page.diagnostics) EXPECT_EQ(d.code, "readers.disagree");
  }
}

// Junk, another page's text, or a layer that stands elsewhere changes nothing.
TEST(LayerWitness, AGibberishLayerIsNotHeard) {
  struct Case {
    const char* what;
    const char* body;
    const char* layer;
    double aside;
  };
  for (const Case& c :
       {Case{"gibberish", "x#!e wq~ 8Jk zzzz ,,,, |||| vvvv nnnn 7777 #### kk 99 oo 1111", "109",
             0},
        Case{"another page", "Bao cao cua cac don vi truc thuoc duoc gui ve Phong 14 thi 2019",
             "109", 0},
        Case{"elsewhere", kBodyLayer, "109", 300}, Case{"too little", "Nghi", "109", 0},
        Case{"nothing", "", "", 0}}) {
    SCOPED_TRACE(c.what);
    const Asked asked = Ask("104", 0.9, c.layer, c.body, c.aside);
    EXPECT_FALSE(asked.hearing.heard);
    EXPECT_EQ(asked.page.origin_reason, "image");
    EXPECT_DOUBLE_EQ(asked.page.lines[2].tokens[0].confidence, 0.9);
    EXPECT_TRUE(asked.page.diagnostics.empty());
  }
}

// A layer whose digits are mostly others' is no reason to doubt ours.
TEST(LayerWitness, ALayerOfBadDigitsDoesNotDispute) {
  Page page;
  page.lines = {Line(kBody, 72, 100), Line("15 27 38 49", 72, 120, 0.9)};
  std::vector<WitnessWord> words = Row(kBodyLayer, 72, 100);
  for (WitnessWord& word : Row("16 77 88 49", 72, 120)) words.push_back(std::move(word));
  const Hearing hearing = HearWitness(words, page);
  EXPECT_TRUE(hearing.heard);
  EXPECT_EQ(hearing.disputed, 0);
  EXPECT_DOUBLE_EQ(page.lines[1].tokens[0].confidence, 0.9);
  EXPECT_TRUE(page.diagnostics.empty());
}

// Both readers saw the same pen.
TEST(LayerWitness, HandwritingIsNeverSure) {
  const Asked asked = Ask("104", kHandwritten, "104");
  EXPECT_TRUE(asked.hearing.heard);
  EXPECT_DOUBLE_EQ(asked.page.lines[2].tokens[0].confidence, kHandwritten);
  EXPECT_GT(Ask("104", 0.7, "104").page.lines[2].tokens[0].confidence, 0.9);
}

TEST(LayerWitness, TwoOfThreeReadersSettleANumber) {
  Page page;
  page.lines = {Line(kBody, 72, 100), Line("2.1.1 61", 72, 120, kDisputed)};
  page.diagnostics = {{"readers.disagree", "“2.1.1” was read as “211” by a second reader"},
                      {"readers.disagree", "“61” was read as “6l” by a second reader"},
                      {"page.turned", "turned"}};
  std::vector<WitnessWord> words = Row(kBodyLayer, 72, 100);
  for (WitnessWord& word : Row("2.1.1 5J", 72, 120)) words.push_back(std::move(word));
  EXPECT_TRUE(HearWitness(words, page).heard);
  ASSERT_EQ(page.diagnostics.size(), 2U);
  EXPECT_EQ(page.diagnostics[0].message, "“61” was read as “6l” by a second reader");
  EXPECT_GT(page.lines[1].tokens[0].confidence, 0.9);
  EXPECT_DOUBLE_EQ(page.lines[1].tokens[1].confidence, kDisputed);
}

TEST(LayerWitness, AnAddressIsTakenFromTheLayer) {
  struct Case {
    const char* read;
    const char* layer;
    const char* expected;
  };
  for (const Case& c : {Case{"ceaa(tdu.edu.vn", "ceqa@tdu.edu.vn", "ceqa@tdu.edu.vn"},
                        Case{"vpub(Q)tinh.gov.vn.", "vpub@tinh.gov.vn;", "vpub@tinh.gov.vn."},
                        Case{"vpub@tinh.gov.vn", "ypub@tinh.gov.vn", "vpub@tinh.gov.vn"},
                        Case{"ceaa(tdu.edu.vn", "ceqa@tdu", "ceaa(tdu.edu.vn"},
                        Case{"ceaa(tdu.edu.vn", "xx@y.vn", "ceaa(tdu.edu.vn"}}) {
    const Asked asked = Ask(c.read, 0.7, c.layer);
    EXPECT_EQ(asked.page.lines[2].raw, c.read);
    EXPECT_EQ(Apply(asked.page.lines[2].raw, asked.page.lines[2].edits), c.expected);
  }
}

// The layer stands on the page as it was given; recognition may have turned and straightened it.
TEST(LayerWitness, WordsStandWhereTheyWereRead) {
  for (int quarters = 0; quarters < 4; ++quarters) {
    SCOPED_TRACE(quarters);
    PageContent content;
    content.width_pt = 600, content.height_pt = 800;
    Set(content.glyphs, 100, 200, "Ke hoach");
    Set(content.glyphs, 100, 700, "Noi nhan", {.annotation = true});
    TurnContent(content, -quarters);
    const Box image{0, 0, content.width_pt, content.height_pt};
    const std::vector<WitnessWord> words = WitnessWords(content, {quarters, 0, image});
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0].text, "Ke");
    EXPECT_NEAR(words[0].box.x0, 100, 0.1);
    EXPECT_NEAR(words[1].box.CenterY(), 200, kHeight_pt / 2);
    EXPECT_TRUE(WitnessWords(content, {quarters + 1, 0, image}).empty());
    // Straightened by one degree clockwise about the middle: left of it goes up.
    const std::vector<WitnessWord> straight = WitnessWords(content, {quarters, 1, image});
    ASSERT_EQ(straight.size(), 2U);
    EXPECT_NEAR(straight[0].box.CenterY() - words[0].box.CenterY(),
                (words[0].box.CenterX() - 300) * 0.01745, 0.1);
  }
}

// A scan with another program's text behind it.
TEST(LayerWitness, ReadsAScanWithItsLayer) {
  const std::vector<std::string> lines = {"Thuc hien chuong trinh hanh dong",
                                          "ngay 31 thang 12 nam 2024 so 15",
                                          "giao trach nhiem cac don vi", "tong kinh phi 1250"};
  const auto text = [&](const std::string& last) {
    std::string content = "BT /F2 14 Tf 18 TL 20 120 Td ";
    for (size_t i = 0; i < lines.size(); ++i)
      content += "(" + (i + 1 < lines.size() ? lines[i] : last) + ") Tj T* ";
    return content + "ET";
  };
  TinyPdf print;
  print.AddPage(text(lines.back()), "", "", "0 0 300 150");
  const std::string print_bytes = print.Bytes();
  auto printed = PdfDocument::Open(print_bytes, {});
  ASSERT_TRUE(printed.ok());
  const Result<PageContent> content = (*printed)->Content(1);
  ASSERT_TRUE(content.ok());
  const Result<PageImage> image = (*printed)->Image(1, *content, {});
  ASSERT_TRUE(image.ok());
  const Raster grey = Raster::Take(pixConvertTo8(image->raster.get(), 0));
  std::string samples;
  for (int y = 0; y < grey.height_px(); ++y) {
    for (int x = 0; x < grey.width_px(); ++x) {
      l_uint32 value = 0;
      pixGetPixel(grey.get(), x, y, &value);
      samples += static_cast<char>(value);
    }
  }
  Recogniser recogniser({});
  struct Case {
    const char* layer;
    OcrMode mode;
    const char* reason;
    int told;
  };
  for (const Case& c :
       {Case{"tong kinh phi 1250", OcrMode::kAuto,
             "image, layer of 88 characters is no body; the layer bears witness", 0},
        Case{"tong kinh phi 1950", OcrMode::kAuto,
             "image, layer of 88 characters is no body; the layer bears witness", 1},
        Case{"tong kinh phi 1950", OcrMode::kAlways, "option:always", 0}}) {
    SCOPED_TRACE(c.layer);
    TinyPdf scan;
    const int picture = scan.AddImage(grey.width_px(), grey.height_px(),
                                      "/ColorSpace /DeviceGray /BitsPerComponent 8", samples);
    scan.AddPage("q 300 0 0 150 0 0 cm /Im1 Do Q 3 Tr " + text(c.layer), "",
                 "/Im1 " + TinyPdf::Ref(picture), "0 0 300 150");
    const std::string bytes = scan.Bytes();
    auto document = PdfDocument::Open(bytes, {});
    ASSERT_TRUE(document.ok());
    ReadOptions options;
    options.ocr = c.mode;
    const Page page = ReadPdfPage(**document, 1, options, recogniser);
    EXPECT_EQ(page.origin, TextOrigin::kOcr);
    EXPECT_EQ(page.origin_reason, c.reason);
    const auto told =
        std::count_if(page.diagnostics.begin(), page.diagnostics.end(), [](const Diagnostic& d) {
          return d.code == "readers.disagree" && d.message.find("layer") != std::string::npos;
        });
    EXPECT_EQ(told, c.told);
  }
}

}  // namespace
}  // namespace planrec::acquire
