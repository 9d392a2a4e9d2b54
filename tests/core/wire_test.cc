// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/wire.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace planrec {
namespace {

Page FullPage() {
  Page page;
  page.number = 7;
  page.width_pt = 595.3;
  page.height_pt = 841.9;
  page.rotation = 90;
  page.origin = TextOrigin::kOcr;
  page.origin_reason = "layer:marks 0.29";
  page.skew_deg = -0.4;
  page.ocr_confidence = 0.93;
  page.error = Error{ErrorType::kTimeout, "một phần", 7};
  TextLine line;
  line.raw = "Trién khai kế hoạch";
  line.tokens = {{0, 6, {1.5, 2.25, 30, 12}, 0.5, true, false},
                 {7, 11, {31, 2.25, 50, 12}, 1.0, false, true}};
  line.edits = {{0, 6, "Triển", EditReason::kDiacritics, 0.75},
                {11, 11, ",", EditReason::kEncoding, 1.0}};
  line.box = {1.5, 2.25, 90, 12};
  line.font_size_pt = 13.5;
  line.blank_before = true;
  line.heading_depth = 2;
  line.list_item = true;
  page.lines = {line, TextLine{}};
  page.rules = {{1, 2, 300, 2, 0.75}};
  page.diagnostics = {{"page.turned", "turned by 90"}};
  page.readings = {{"number",
                    "359",
                    {90, 120, 110, 132},
                    {{"359", WitnessOrigin::kInk, 0.75}, {"354", WitnessOrigin::kLayer, 0.25}}}};
  page.signatures = {{"Sở Y tế",
                      "Tỉnh",
                      "Gia Lai",
                      "2025-05-13T16:28:46+07:00",
                      true,
                      false,
                      {7, Box{300, 600, 500, 660}, 0}},
                     {"Văn phòng", "", "", "", std::nullopt, std::nullopt, {}}};
  page.spread = {{0, 0, 300, 841.9}, {300, 0, 595.3, 841.9}};
  return page;
}

Page BlankPage() {
  Page page;
  page.number = 1;
  return page;
}

/// A text source's: lines instead of boxes, and tables that the text spells out.
Page TextPage() {
  Page page;
  page.number = 1;
  page.origin = TextOrigin::kFile;
  TextLine line;
  line.raw = "STT | Nội dung";
  line.tokens = {{0, 3, {}, 1.0, false, false}};
  line.line_number = 3;
  page.lines = {line, line};
  GivenTable table;
  table.after_line = 2;
  table.rows = {{{"STT", true, 4}, {"Nội dung", false, 4}}, {}};
  page.tables = {table};
  return page;
}

TEST(Wire, RoundTripKeepsEveryField) {
  const Page page = FullPage();
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->number, 7);
  EXPECT_EQ(back->width_pt, 595.3);
  EXPECT_EQ(back->height_pt, 841.9);
  EXPECT_EQ(back->rotation, 90);
  EXPECT_EQ(back->origin, TextOrigin::kOcr);
  EXPECT_EQ(back->origin_reason, "layer:marks 0.29");
  EXPECT_EQ(back->skew_deg, -0.4);
  EXPECT_EQ(back->ocr_confidence, 0.93);
  ASSERT_TRUE(back->error);
  EXPECT_EQ(back->error->type, ErrorType::kTimeout);
  EXPECT_EQ(back->error->message, "một phần");
  EXPECT_EQ(back->error->page, 7);
  ASSERT_EQ(back->lines.size(), 2u);
  const TextLine& line = back->lines[0];
  EXPECT_EQ(line.raw, "Trién khai kế hoạch");
  ASSERT_EQ(line.tokens.size(), 2u);
  EXPECT_EQ(line.tokens[0].end, 6u);
  EXPECT_EQ(line.tokens[1].begin, 7u);
  EXPECT_EQ(line.tokens[0].box, (Box{1.5, 2.25, 30, 12}));
  EXPECT_EQ(line.tokens[0].confidence, 0.5);
  EXPECT_TRUE(line.tokens[0].bold && !line.tokens[0].italic);
  EXPECT_TRUE(!line.tokens[1].bold && line.tokens[1].italic);
  ASSERT_EQ(line.edits.size(), 2u);
  EXPECT_EQ(line.edits[0].text, "Triển");
  EXPECT_EQ(line.edits[0].confidence, 0.75);
  EXPECT_EQ(line.edits[1].begin, 11u);
  EXPECT_EQ(line.edits[1].end, 11u);
  EXPECT_EQ(line.edits[1].reason, EditReason::kEncoding);
  EXPECT_EQ(line.box, (Box{1.5, 2.25, 90, 12}));
  EXPECT_EQ(line.font_size_pt, 13.5);
  EXPECT_TRUE(line.blank_before && line.list_item);
  EXPECT_EQ(line.heading_depth, 2);
  EXPECT_EQ(back->rules, page.rules);
  ASSERT_EQ(back->diagnostics.size(), 1u);
  EXPECT_EQ(back->diagnostics[0].code, "page.turned");
  ASSERT_EQ(back->readings.size(), 1u);
  EXPECT_EQ(back->readings[0].field, "number");
  EXPECT_EQ(back->readings[0].value, "359");
  EXPECT_EQ(back->readings[0].box, page.readings[0].box);
  EXPECT_EQ(back->readings[0].candidates, page.readings[0].candidates);
  ASSERT_EQ(back->signatures.size(), 2u);
  EXPECT_EQ(back->signatures[0].signer, "Sở Y tế");
  EXPECT_EQ(back->signatures[0].signed_at, "2025-05-13T16:28:46+07:00");
  EXPECT_EQ(back->signatures[0].intact, true);
  EXPECT_EQ(back->signatures[0].covers_document, false);
  EXPECT_EQ(back->signatures[0].where, page.signatures[0].where);
  EXPECT_EQ(back->signatures[1].intact, std::nullopt);
  EXPECT_EQ(back->signatures[1].where, page.signatures[1].where);
  EXPECT_EQ(back->spread, page.spread);
  // Encoding is a function of the value.
  EXPECT_EQ(wire::EncodePage(*back), wire::EncodePage(page));
}

// What a list claims is held against the bytes that its elements take at least.
TEST(Wire, TheSmallestElementsPass) {
  Page full;
  full.number = 3;
  full.width_pt = full.height_pt = 500;
  const auto with = [&full](const auto& put) {
    Page page = full;
    put(page);
    return page;
  };
  const Page pages[] = {
      with([](Page& page) { page.signatures.emplace_back(); }),
      with([](Page& page) { page.signatures.resize(200); }),
      with([](Page& page) { page.readings.emplace_back(); }),
      with([](Page& page) { page.readings.emplace_back().candidates.emplace_back(); }),
      with([](Page& page) { page.lines.emplace_back(); }),
      with([](Page& page) { page.lines.emplace_back().tokens.emplace_back(); }),
      with([](Page& page) { page.lines.emplace_back().edits.emplace_back(); }),
      with([](Page& page) { page.rules.emplace_back(); }),
      with([](Page& page) { page.tables.emplace_back(); }),
      with([](Page& page) {
        page.diagnostics.push_back({"page.x", ""});
      }),
      with([](Page& page) { page.spread.resize(2); }),
  };
  for (const Page& page : pages) {
    const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
    ASSERT_TRUE(back) << back.error().message << " " << &page - pages;
    EXPECT_EQ(back->signatures.size(), page.signatures.size());
    EXPECT_EQ(back->readings.size(), page.readings.size());
    EXPECT_EQ(back->lines.size(), page.lines.size());
    EXPECT_EQ(back->rules.size(), page.rules.size());
  }
}

TEST(Wire, RoundTripOfATextSourcesPage) {
  const Page page = TextPage();
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  ASSERT_EQ(back->lines.size(), 2u);
  EXPECT_EQ(back->lines[0].line_number, 3);
  ASSERT_EQ(back->tables.size(), 1u);
  EXPECT_EQ(back->tables[0].after_line, 2u);
  ASSERT_EQ(back->tables[0].rows.size(), 2u);
  EXPECT_EQ(back->tables[0].rows[0][0].text, "STT");
  EXPECT_TRUE(back->tables[0].rows[0][0].bold);
  EXPECT_EQ(back->tables[0].rows[0][1].line_number, 4);
  EXPECT_EQ(wire::EncodePage(*back), wire::EncodePage(page));
}

TEST(Wire, PlacesAreOfTheirKindOfSource) {
  Page page = TextPage();
  page.lines[0].box = page.lines[0].tokens[0].box = {1, 2, 3, 4};
  page.lines[1].line_number = 0;
  Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->lines[0].box, Box{});
  EXPECT_EQ(back->lines[0].tokens[0].box, Box{});
  EXPECT_EQ(back->lines[1].line_number, 1);
  page.origin = TextOrigin::kOcr;
  back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->lines[0].box, (Box{1, 2, 3, 4}));
  EXPECT_EQ(back->lines[0].line_number, 0);
  EXPECT_TRUE(back->tables.empty());
}

TEST(Wire, UnsoundPagesArePutRight) {
  Page page;
  page.number = 1;
  page.width_pt = std::numeric_limits<double>::infinity();
  TextLine line;
  line.raw = "a\xff\xc3z";
  line.box = {10, 0, 5, 1};
  Token token;
  token.end = 4;
  token.confidence = std::numeric_limits<double>::quiet_NaN();
  token.box = {0, 0, std::numeric_limits<double>::quiet_NaN(), 1};
  line.tokens = {token};
  page.lines = {line};
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->lines[0].raw, "a??z");
  EXPECT_EQ(back->lines[0].box, (Box{0, 0, 1, 1}));  // of a page of no size
  EXPECT_EQ(back->lines[0].tokens[0].confidence, 0);
  EXPECT_EQ(back->width_pt, 0);
}

TEST(Wire, NoPlaceIsOutOfThePage) {
  Page page;
  page.number = 1;
  page.width_pt = 600;
  page.height_pt = 800;
  TextLine line;
  line.raw = "ab";
  line.box = {-5, 10, 700, 900};
  line.tokens.resize(2);
  line.tokens[0].end = line.tokens[1].begin = 1;
  line.tokens[1].end = 2;
  line.tokens[0].box = {650, 10, 650, 20};
  page.lines.push_back(line);
  page.rules = {{10, 20, 900, 20, 1}, {700, 20, 900, 20, 1}};
  const auto back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->lines[0].box, (Box{0, 10, 600, 800}));
  EXPECT_EQ(back->lines[0].tokens[0].box, back->lines[0].box);  // beside the page
  EXPECT_EQ(back->lines[0].tokens[1].box, back->lines[0].box);  // nowhere
  ASSERT_EQ(back->rules.size(), 1u);
  EXPECT_EQ(back->rules[0].x1, 600);
}

TEST(Wire, EveryTruncationIsRefused) {
  const std::string bytes = wire::EncodePage(FullPage());
  for (size_t n = 0; n < bytes.size(); ++n) {
    EXPECT_FALSE(wire::DecodePage(std::string_view(bytes).substr(0, n))) << n;
  }
  EXPECT_FALSE(wire::DecodePage(bytes + "x"));
}

/// What the rooms above rely on; holds for every page that decoding lets through.
void CheckSound(const Page& page) {
  for (const TextLine& line : page.lines) {
    uint32_t after = 0;
    for (const Token& token : line.tokens) {
      ASSERT_LE(after, token.begin);
      ASSERT_LE(token.begin, token.end);
      ASSERT_LE(token.end, line.raw.size());
      ASSERT_TRUE(token.confidence >= 0 && token.confidence <= 1);
      after = token.end;
    }
    after = 0;
    for (const Edit& edit : line.edits) {
      ASSERT_LE(after, edit.begin);
      ASSERT_LE(edit.begin, edit.end);
      ASSERT_LE(edit.end, line.raw.size());
      after = edit.end;
    }
  }
  for (const GivenTable& table : page.tables) ASSERT_LE(table.after_line, page.lines.size());
}

TEST(Wire, DamagedBytesGiveAnErrorOrASoundPage) {
  const std::string good = wire::EncodePage(FullPage());
  std::mt19937 random(20240501);
  int let_through = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = good;
    const int flips = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < flips; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const Result<Page> page = wire::DecodePage(bytes);
    if (!page) {
      EXPECT_EQ(page.error().type, ErrorType::kInternal);
      continue;
    }
    ++let_through;
    CheckSound(*page);
    // What was let through is a value like any other.
    EXPECT_TRUE(wire::DecodePage(wire::EncodePage(*page)));
  }
  EXPECT_GT(let_through, 0);
  EXPECT_LT(let_through, 20000);
}

TEST(Wire, CountsLargerThanTheMessageAllocateNothing) {
  wire::Encoder out;
  out.Count(uint64_t{1} << 60);
  const std::string bytes = out.Take();
  wire::Decoder in(bytes);
  EXPECT_EQ(in.Elements(1), 0u);
  EXPECT_FALSE(in.ok());
  wire::Decoder text(bytes);
  EXPECT_EQ(text.Text(), "");
  EXPECT_FALSE(text.ok());
}

TEST(Wire, Integers) {
  for (const int64_t value :
       {int64_t{0}, int64_t{-1}, int64_t{63}, int64_t{-64}, int64_t{300},
        std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()}) {
    wire::Encoder out;
    out.Int(value);
    const std::string bytes = out.Take();
    wire::Decoder in(bytes);
    EXPECT_EQ(in.Int(), value);
    EXPECT_TRUE(in.ok() && in.at_end());
  }
  // Eleven bytes with the high bit set are no number.
  const std::string endless(11, '\xff');
  wire::Decoder in(endless);
  in.Count();
  EXPECT_FALSE(in.ok());
}

TEST(Wire, TextsThatARecordHasAsTheyComeHoldNoControlCharacters) {
  const std::string_view sent("a\0b\x1b\n", 5);
  Page page = FullPage();
  page.readings.emplace_back();
  page.readings.back().candidates.emplace_back();
  page.signatures.emplace_back();
  page.diagnostics = {{"page.blank", ""}};
  const auto texts = [&] {
    return std::vector<std::string*>{&page.origin_reason,
                                     &page.error->message,
                                     &page.readings.back().field,
                                     &page.readings.back().value,
                                     &page.readings.back().candidates.back().value,
                                     &page.signatures.back().signer,
                                     &page.signatures.back().organisation,
                                     &page.signatures.back().locality,
                                     &page.diagnostics.back().message,
                                     &page.lines[0].edits[0].text};
  };
  for (std::string* text : texts()) *text = sent;
  Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  page = std::move(*back);
  for (const std::string* text : texts()) EXPECT_EQ(*text, "a b \n");
}

TEST(Wire, ATextHasNothingThatOnlyASeenPageHas) {
  Page page = FullPage();
  page.origin = TextOrigin::kFile;
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->lines.size(), page.lines.size());
  EXPECT_TRUE(back->lines[0].box.Empty());
  EXPECT_TRUE(back->rules.empty() && back->readings.empty() && back->signatures.empty() &&
              back->spread.empty());
}

TEST(Wire, ASkewIsLessThanAQuarterTurn) {
  Page page = FullPage();
  for (const auto& [skew, passes] : {std::pair(-90.0, true), {90.0, true}, {90.1, false}}) {
    page.skew_deg = skew;
    EXPECT_EQ(wire::DecodePage(wire::EncodePage(page)).ok(), passes) << skew;
  }
}

TEST(Wire, ASignatureBesideThePageStandsNowhere) {
  Page page = FullPage();
  page.signatures[0].where.bbox = Box{700, 900, 800, 950};
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->signatures[0].where, Where{});
}

TEST(Wire, ATimeOfSigningHasItsForm) {
  Page page = FullPage();
  const auto passes = [&](std::string_view time) {
    page.signatures[0].signed_at = time;
    return wire::DecodePage(wire::EncodePage(page)).ok();
  };
  for (const char* time :
       {"", "2025-05-13T16:28:46+07:00", "2025-05-13T16:28:46-05:30", "2025-05-13T16:28:46Z"})
    EXPECT_TRUE(passes(time)) << time;
  for (const char* time :
       {"5", "2025-05-13", "2025-05-13T16:28:46", "2025-05-13T16:28:46z", "2025-05-13 16:28:46Z",
        "2025-05-13T16:28:46+07", "x025-05-13T16:28:46Z"})
    EXPECT_FALSE(passes(time)) << time;
}

TEST(Wire, InspectingSaysWhatDecodingSays) {
  std::mt19937 random(11);
  for (const Page& page : {FullPage(), TextPage(), BlankPage()}) {
    const std::string bytes = wire::EncodePage(page);
    const Result<wire::PageFacts> facts = wire::InspectPage(bytes);
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->number, page.number);
    EXPECT_EQ(facts->origin_reason, page.origin_reason);
    EXPECT_EQ(facts->error.has_value(), page.error.has_value());
    EXPECT_EQ(facts->has_content, !page.lines.empty());
    for (int i = 0; i < 4000; ++i) {
      std::string damaged = bytes;
      if (i % 4 == 0) damaged.resize(random() % (damaged.size() + 1));
      for (size_t changes = random() % 4; changes > 0 && !damaged.empty(); --changes) {
        damaged[random() % damaged.size()] = static_cast<char>(random());
      }
      const Result<Page> decoded = wire::DecodePage(damaged);
      const Result<wire::PageFacts> inspected = wire::InspectPage(damaged);
      ASSERT_EQ(decoded.ok(), inspected.ok());
      if (!decoded) continue;
      EXPECT_EQ(inspected->number, decoded->number);
      EXPECT_EQ(inspected->has_content, !decoded->lines.empty() || !decoded->tables.empty());
      EXPECT_EQ(inspected->error.has_value(), decoded->error.has_value());
    }
  }
}

TEST(Wire, ErrorsAreOfTheirPageAndShort) {
  Page page;
  page.number = 4;
  std::string message;
  while (message.size() < 3000) message += "ế";
  page.error = Error{ErrorType::kCorrupt, message, 0};
  const Result<Page> back = wire::DecodePage(wire::EncodePage(page));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->error->page, 4);
  EXPECT_EQ(back->error->message, message.substr(0, wire::kLongestErrorText / 3 * 3));
}

}  // namespace
}  // namespace planrec
