// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/text_encoding.h"

#include <gtest/gtest.h>

#include "pipeline/acquire/text/eight_bit.h"
#include "pipeline/acquire/text_source.h"
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

constexpr std::string_view kOldPlan =
    "KẾ HOẠCH\nPhân loại rác tại nguồn năm 2026 của UBND xã\n"
    "1. Tổ chức tuyên truyền, vận động các hộ gia đình – trước quý II.\n";
// The same; VISCII has no dash.
const struct {
  std::string_view name, bytes;
} kOldTexts[] = {
    {"TCVN3 (ABC)",
     "K\xD5 HO\xB9"
     "CH\n"
     "Ph\xA9n lo\xB9i r\xB8"
     "c t\xB9i ngu\xE5n n\xA8m 2026 c\xF1"
     "a UBND x\xB7\n"
     "1. T\xE6 ch\xF8"
     "c tuy\xAAn truy\xD2n, v\xCBn \xAE\xE9ng c\xB8"
     "c h\xE9 gia \xAE\xD7nh \x96 tr\xAD\xED"
     "c qu\xFD II.\n"},
    {"VNI",
     "KE\xC1 HOA\xCF"
     "CH\n"
     "Pha\xE2n loa\xEFi ra\xF9"
     "c ta\xEFi nguo\xE0n na\xEAm 2026 cu\xFB"
     "a UBND xa\xF5\n"
     "1. To\xE5 ch\xF6\xF9"
     "c tuye\xE2n truye\xE0n, va\xE4n \xF1o\xE4ng ca\xF9"
     "c ho\xE4 gia \xF1\xECnh \x96 tr\xF6\xF4\xF9"
     "c quy\xF9 II.\n"},
    {"VISCII",
     "K\x8A HO\x80"
     "CH\n"
     "Ph\xE2n lo\xD5i r\xE1"
     "c t\xD5i ngu\xB0n n\xE5m 2026 c\xFC"
     "a UBND x\xE3\n"
     "1. T\xB1 ch\xD1"
     "c tuy\xEAn truy\xABn, v\xA7n \xF0\xB5ng c\xE1"
     "c h\xB5 gia \xF0\xECnh - tr\xDF\xBE"
     "c qu\xFD II.\n"},
    {"Windows-1258",
     "K\xCA\xEC HOA\xF2"
     "CH\n"
     "Ph\xE2n loa\xF2i r\xE1"
     "c ta\xF2i ngu\xF4\xCCn n\xE3m 2026 cu\xD2"
     "a UBND xa\xDE\n"
     "1. T\xF4\xD2 ch\xFD\xEC"
     "c tuy\xEAn truy\xEA\xCCn, v\xE2\xF2n \xF0\xF4\xF2ng c\xE1"
     "c h\xF4\xF2 gia \xF0i\xCCnh \x96 tr\xFD\xF5\xEC"
     "c quy\xEC II.\n"},
};

TEST(TextEncoding, VietnameseEncodingsFromBeforeUnicode) {
  for (const auto& old : kOldTexts) {
    std::string plan(kOldPlan);
    if (old.name == "VISCII") plan.replace(plan.find("–"), std::string_view("–").size(), "-");
    const std::optional<DecodedText> decoded = DecodeTextBytes(old.bytes);
    ASSERT_TRUE(decoded) << old.name;
    EXPECT_EQ(decoded->text, plan) << old.name;
    EXPECT_EQ(decoded->reason, old.name);
  }
}

TEST(TextEncoding, ControlCodesOfVisciiAreCapitals) {
  const std::string text = "M\x06U S\x8F 1\n" + std::string(kOldTexts[2].bytes);
  const std::optional<EightBit> encoding = TellEightBit(text);
  ASSERT_TRUE(encoding);
  EXPECT_EQ(*encoding, EightBit::kViscii);
  EXPECT_TRUE(DecodeEightBit(text, *encoding).starts_with("MẪU SỐ 1\n"));
  EXPECT_TRUE(LooksLikeText(text));
  EXPECT_FALSE(LooksLikeText("\x02\x05 binary \x06 data \x19"sv)) << "the same codes elsewhere";
}

TEST(TextEncoding, WhatIsNotVietnameseIsNotGuessed) {
  const std::string_view texts[] = {
      "Les \xE9l\xE8ves fran\xE7"
      "ais sont all\xE9s \xE0 la for\xEAt pr\xE8s du ch\xE2teau d\xE9j\xE0 ferm\xE9",
      "Die Gr\xFC\xDF"
      "e aus M\xFCnchen f\xFCr dr\xF6ge H\xF6hen, s\xFC\xDF"
      "e \xC4pfel, \xD6l",
      "Only caf\xE9 and na\xEFve are not ASCII in this English text.",
      "K\xAA ho\xB9"
      "ch",  // TCVN3, but two words tell nothing
      "\x81\x82\x83 \xFF\xFE\xFD \x90\x91 \xA0\xA1 \xC0\xC1\xC2 \xD0\xD1 \xE0\xE1\xE2 \xF8\xF9",
  };
  for (const std::string_view text : texts) EXPECT_FALSE(DecodeTextBytes(text)) << text;
}

TEST(TextEncoding, OtherBytesAreNoText) {
  EXPECT_FALSE(DecodeTextBytes("a\0b"sv));              // a NUL in UTF-8
  EXPECT_FALSE(DecodeTextBytes("\xFF\xFE\x00\xD8"sv));  // half a surrogate pair
  EXPECT_EQ(LooksLikeUtf16("plain text"), Utf16::kNo);
  EXPECT_EQ(LooksLikeUtf16("\x01\x00\x00\x02\x00\x00\x03\x00"sv), Utf16::kNo);
  EXPECT_EQ(LooksLikeUtf16(""), Utf16::kNo);
}

}  // namespace
}  // namespace planrec::acquire
