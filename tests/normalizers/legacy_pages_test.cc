// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "normalizers/unicode/normalize_page.h"

namespace planrec::normalize {
namespace {

constexpr std::string_view kTcvn3Text = "Thùc hiÖn c«ng t¸c c¶i c¸ch hµnh chÝnh n¨m nay";
constexpr std::string_view kVniText = "Thöïc hieän coâng taùc caûi caùch haønh chính naêm nay";
constexpr std::string_view kUnicodeText = "Thực hiện công tác cải cách hành chính năm nay";

TextLine Line(std::string_view raw) {
  TextLine line;
  line.raw = raw;
  for (size_t at = 0; at < raw.size();) {
    size_t end = raw.find(' ', at);
    if (end == std::string_view::npos) end = raw.size();
    Token token;
    token.begin = static_cast<uint32_t>(at);
    token.end = static_cast<uint32_t>(end);
    line.tokens.push_back(token);
    at = end + 1;
  }
  return line;
}

TEST(NormalizePage, LegacyPagesAreConvertedByEdits) {
  for (const std::string_view text : {kTcvn3Text, kVniText}) {
    Page page;
    page.origin = TextOrigin::kEmbedded;
    page.lines = {Line(text), Line("(Đã ký)")};
    NormalizePage(page);
    EXPECT_EQ(page.origin, TextOrigin::kRepaired);
    EXPECT_EQ(page.lines[0].raw, text) << "raw is what was read";
    EXPECT_EQ(Apply(page.lines[0].raw, page.lines[0].edits), kUnicodeText);
    for (const Edit& edit : page.lines[0].edits) EXPECT_EQ(edit.reason, EditReason::kEncoding);
    EXPECT_TRUE(page.lines[1].edits.empty()) << "a line in Unicode stays";
    Page twice = page;
    NormalizePage(twice);
    EXPECT_EQ(twice.lines[0].edits.size(), page.lines[0].edits.size());
  }
}

}  // namespace
}  // namespace planrec::normalize
