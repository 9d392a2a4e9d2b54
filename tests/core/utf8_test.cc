// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/utf8.h"

#include <gtest/gtest.h>

namespace planrec {
namespace {

TEST(Utf8, LettersAndFolding) {
  struct Case {
    const char *text, *lower, *upper, *fold;
  };
  const Case cases[] = {
      {"", "", "", ""},
      {"Ủy ban NHÂN DÂN [1]", "ủy ban nhân dân [1]", "ỦY BAN NHÂN DÂN [1]", "uy ban nhan dan [1]"},
      {"Đường ở Ậu", "đường ở ậu", "ĐƯỜNG Ở ẬU", "duong o au"},
      {"@`{z", "@`{z", "@`{Z", "@`{z"},
      {"Café × ÷ Straße", "café × ÷ straße", "CAFÉ × ÷ STRASSE", "cafe × ÷ straße"},
      {"日本\xF0\x9F\x98\x80", "日本\xF0\x9F\x98\x80", "日本\xF0\x9F\x98\x80",
       "日本\xF0\x9F\x98\x80"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Lower(c.text), c.lower);
    // ß has no single capital letter: it stays.
    if (std::string_view(c.text).find("ß") == std::string_view::npos) {
      EXPECT_EQ(Upper(c.text), c.upper);
    }
    EXPECT_EQ(Fold(c.text), c.fold);
    EXPECT_EQ(FoldWithOffsets(c.text).text, c.fold);
  }
}

TEST(Utf8, OffsetsLeadBack) {
  const std::string text = "aĐ b";
  const FoldedText folded = FoldWithOffsets(text);
  EXPECT_EQ(folded.text, "ad b");
  EXPECT_EQ(folded.offset, (std::vector<uint32_t>{0, 1, 3, 4, 5}));
}

TEST(Utf8, EveryLetterOfTheAlphabetHasBothCasesAndABase) {
  const std::u32string lower =
      U"àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
  for (const char32_t c : lower) {
    EXPECT_TRUE(IsLower(c) && HasVietnameseMark(c));
    EXPECT_EQ(LowerLetter(UpperLetter(c)), c);
    EXPECT_LT(BaseLetter(c), U'\x80');
  }
}

TEST(Utf8, InvalidBytes) {
  struct Case {
    const char* bytes;
    bool valid;
  };
  const Case cases[] = {{"", true},
                        {"ế", true},
                        {"\xEF\xBF\xBD", true},
                        {"\xFF", false},
                        {"\xC3", false},
                        {"\xC0\x80", false},
                        {"\xED\xA0\x80", false},
                        {"\xF4\x90\x80\x80", false},
                        {"\xE1\xBA", false},
                        {"a\x80z", false}};
  for (const Case& c : cases) {
    EXPECT_EQ(IsValidUtf8(c.bytes), c.valid) << testing::PrintToString(std::string(c.bytes));
    // Walking over them ends, and stays inside.
    const std::string_view text = c.bytes;
    size_t at = 0;
    while (at < text.size()) DecodeUtf8(text, at);
    EXPECT_EQ(at, text.size());
  }
}

TEST(Utf8, Markup) {
  EXPECT_EQ(EscapeMarkup("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(EscapeMarkup(std::string("\x01\n\x7f", 3)), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(EscapeMarkup("a\uFFFFb\xFF"), "a\uFFFDb\uFFFD");
  EXPECT_EQ(EscapeMarkup("Kế hoạch 😀"), "Kế hoạch 😀");
}

}  // namespace
}  // namespace planrec
