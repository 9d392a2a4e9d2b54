// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/text_encoding.h"

#include <gtest/gtest.h>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kPlan = "KẾ HOẠCH\nPhân loại rác tại nguồn năm 2026\n1. Đạt 95%.\n";

std::string Utf16Of(std::string_view text, bool big_endian) {
  std::string out;
  for (const char32_t c : ToUtf32(text)) {
    const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
    out += big_endian ? std::string{high, low} : std::string{low, high};
  }
  return out;
}

/// Read as Latin-1 and written as UTF-8 once more.
std::string EncodedAgain(std::string_view text) {
  std::string out;
  for (const char c : text) AppendUtf8(out, static_cast<unsigned char>(c));
  return out;
}

TEST(TextEncoding, UnicodeInEachOfItsForms) {
  const struct {
    std::string bytes;
    std::string_view reason;
  } cases[] = {
      {std::string(kPlan), ""},
      {"\xEF\xBB\xBF" + std::string(kPlan), ""},
      {"\xFF\xFE" + Utf16Of(kPlan, false), ""},
      {"\xFE\xFF" + Utf16Of(kPlan, true), ""},
      {Utf16Of(kPlan, false), "UTF-16 without a byte-order mark"},
      {Utf16Of(kPlan, true), "UTF-16 without a byte-order mark"},
      {EncodedAgain(kPlan), "UTF-8 that was encoded twice"},
  };
  for (const auto& c : cases) {
    const std::optional<DecodedText> decoded = DecodeTextBytes(c.bytes);
    ASSERT_TRUE(decoded) << c.reason;
    EXPECT_EQ(decoded->text, kPlan) << c.reason;
    EXPECT_EQ(decoded->reason, c.reason);
  }
}

TEST(TextEncoding, Windows1252SignsOfATwiceEncodedText) {
  // "ế" is E1 BA BF, "Đ" C4 90, "“" E2 80 9C: º ¿ Ä and what Windows-1252 has for 80, 90, 9C.
  EXPECT_EQ(UndoDoubleUtf8("Káº¿ hoáº¡ch \xC3\xA2\xE2\x82\xAC\xC5\x93xanh"), "Kế hoạch “xanh");
  // Right text stays: letters that Windows-1252 lacks, lone letters that it has, plain ASCII.
  for (const std::string_view line : {"Kế hoạch", "là và có", "café", "plain"})
    EXPECT_FALSE(UndoDoubleUtf8(line)) << line;
}

TEST(TextEncoding, ATextThatQuotesSuchALineStays) {
  const std::string text =
      "Kế hoạch\nphần mềm ghi thành\n" + EncodedAgain("kế hoạch") + "\nđã sửa\n";
  const std::optional<DecodedText> decoded = DecodeTextBytes(text);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, text);
}

TEST(TextEncoding, OtherBytesAreNoText) {
  EXPECT_FALSE(
      DecodeTextBytes("K\xAA ho\xB9"
                      "ch"));                           // TCVN3
  EXPECT_FALSE(DecodeTextBytes("a\0b"sv));              // a NUL in UTF-8
  EXPECT_FALSE(DecodeTextBytes("\xFF\xFE\x00\xD8"sv));  // half a surrogate pair
  EXPECT_EQ(LooksLikeUtf16("plain text"), Utf16::kNo);
  EXPECT_EQ(LooksLikeUtf16("\x01\x00\x00\x02\x00\x00\x03\x00"sv), Utf16::kNo);
  EXPECT_EQ(LooksLikeUtf16(""), Utf16::kNo);
}

}  // namespace
}  // namespace planrec::acquire
