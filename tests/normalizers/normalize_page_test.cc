// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/unicode/normalize_page.h"

#include <gtest/gtest.h>

#include <vector>

namespace planrec::normalize {
namespace {

const std::vector<std::pair<std::string_view, std::string_view>> kTexts = {
    {"Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"},
    {"Kê\u0301 hoạch", "Kế hoạch"},
    {"a\u0302\u0323 a\u0323\u0302 \u1EA1\u0302", "ậ ậ ậ"},
    {"o\u031B\u0300", "ờ"},
    {"Số:\u00A012", "Số: 12"},
    {"tri\u00ADển \u200Bkhai\uFEFF", "triển khai"},
    {"\u00D0ảng, \u00F0ất", "Đảng, đất"},
    {"\uF0B7 \uF02D", "• -"},
    {"\uFB01le", "file"},
    {"Kế hoạch 100%", "Kế hoạch 100%"},
    {"", ""},
};

TextLine Line(std::string_view raw) {
  TextLine line;
  line.raw = raw;
  for (size_t at = 0; at < raw.size();) {
    size_t end = raw.find(' ', at);
    if (end == std::string_view::npos) end = raw.size();
    Token token;
    token.begin = static_cast<uint32_t>(at);
    token.end = static_cast<uint32_t>(end);
    token.box = {static_cast<double>(line.tokens.size()), 0, 1, 1};
    line.tokens.push_back(token);
    at = end + 1;
  }
  return line;
}

std::string Words(const TextLine& line) {
  std::string out;
  for (const Token& token : line.tokens)
    out.append(line.raw, token.begin, token.end - token.begin).append("|");
  return out;
}

TEST(NormalizeText, Cases) {
  for (const auto& [in, out] : kTexts) EXPECT_EQ(NormalizeText(in), out);
}

TEST(NormalizeText, TwiceIsOnce) {
  for (const auto& [in, out] : kTexts) {
    const std::string once = NormalizeText(in);
    EXPECT_EQ(NormalizeText(once), once);
  }
}

TEST(NormalizePage, TokensKeepTheirWords) {
  Page page;
  page.lines.push_back(Line("Ke\u0302\u0301 hoa\u0323ch \u200B na\u0306m"));
  NormalizePage(page);
  const TextLine& line = page.lines[0];
  EXPECT_EQ(line.raw, "Kế hoạch năm");
  EXPECT_EQ(Words(line), "Kế|hoạch|năm|") << "a word of invisible characters is gone";
  EXPECT_EQ(line.tokens[2].box.x0, 3) << "the third word is the fourth token of before";
  EXPECT_TRUE(line.edits.empty()) << "composition is no edit";
}

// A certificate is made by others: its names hold what they like.
TEST(NormalizePage, NamesOfSignersArePrinted) {
  Page page;
  page.signatures.resize(3);
  page.signatures[0].signer = std::string("\0", 1);
  page.signatures[1].signer =
      "Trần\n Văn \xE2\x80\xAE"
      "A";
  page.signatures[2].organisation = "Ủy ban nhân dân xã";
  NormalizePage(page);
  EXPECT_EQ(page.signatures[0].signer, "");
  EXPECT_EQ(page.signatures[1].signer, "Trần Văn A");
  EXPECT_EQ(page.signatures[2].organisation, "Ủy ban nhân dân xã");
}

TEST(NormalizePage, TouchingTokensStayOneWord) {
  Page page;
  page.lines.push_back(Line("ab"));
  page.lines[0].tokens = {Token{0, 1, {}, 1, true, false}, Token{1, 2, {}, 1, false, false}};
  NormalizePage(page);
  EXPECT_EQ(page.lines[0].raw, "ab");
  EXPECT_EQ(Words(page.lines[0]), "a|b|");
}

TEST(NormalizePage, WrongLettersAreEdits) {
  Page page;
  page.lines.push_back(Line("\u00D0ảng \u00F0o\u0302"));
  NormalizePage(page);
  const TextLine& line = page.lines[0];
  EXPECT_EQ(line.raw, "\u00D0ảng \u00F0ô");
  ASSERT_EQ(line.edits.size(), 2u);
  EXPECT_EQ(line.edits[0].reason, EditReason::kEncoding);
  EXPECT_EQ(Apply(line.raw, line.edits), "Đảng đô");
}

TEST(NormalizePage, TwiceIsOnce) {
  for (const auto& [in, out] : kTexts) {
    Page once;
    once.lines.push_back(Line(in));
    once.tables.emplace_back().rows = {{GivenTable::Cell{std::string(in), false, 1}}};
    NormalizePage(once);
    Page twice = once;
    NormalizePage(twice);
    ASSERT_EQ(once.lines.size(), twice.lines.size());
    EXPECT_EQ(once.tables[0].rows[0][0].text, twice.tables[0].rows[0][0].text);
    if (once.lines.empty()) continue;
    EXPECT_EQ(once.lines[0].raw, twice.lines[0].raw);
    EXPECT_EQ(Words(once.lines[0]), Words(twice.lines[0]));
    EXPECT_EQ(once.lines[0].edits.size(), twice.lines[0].edits.size());
    EXPECT_EQ(Apply(twice.lines[0].raw, twice.lines[0].edits), out);
  }
}

TEST(NormalizePage, EmptyLinesGoAndTablesKeepTheirPlace) {
  Page page;
  page.lines = {Line("a"), Line("\u200B"), Line("b")};
  page.tables.resize(2);
  page.tables[0].after_line = 1;
  page.tables[1].after_line = 3;
  NormalizePage(page);
  EXPECT_EQ(page.lines.size(), 2u);
  EXPECT_EQ(page.tables[0].after_line, 1u);
  EXPECT_EQ(page.tables[1].after_line, 2u);
}

TEST(NormalizePage, VersionNamesTheLibrary) {
  EXPECT_TRUE(LibraryVersions().starts_with("icu "));
}

}  // namespace
}  // namespace planrec::normalize
