// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/text_match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "pipeline/core/utf8.h"

namespace planrec::evaluate {
namespace {

TEST(Normal, DifferencesOfTypingVanish) {
  const struct {
    const char* text;
    const char* normal;
  } cases[] = {
      {"", ""},
      {"  Kế   hoạch\t\n năm ", "Kế hoạch năm"},
      {"“một” ‘hai’ «ba»", "\"một\" 'hai' \"ba\""},
      {"2021 – 2025 — hết…", "2021 - 2025 - hết..."},
      {"hòa, khoẻ, uỷ", "hoà, khoẻ, uỷ"},
      {"ủy ban Hòa Bình", "uỷ ban Hoà Bình"},
      {"ÓA Òa", "OÁ Oà"},
      {"**đậm** và *nghiêng*", "đậm và *nghiêng"},
      {"### Mục", "Mục"},
      {"#Mục", "#Mục"},
      {"####### Mục", "####### Mục"},
      {"## **I. MỤC**", "I. MỤC"},
      {"một<br/>hai<BR>ba<br />bốn<b>", "một hai ba bốn<b>"},
      {"a\\_b \\* c\\d", "a_b * c\\d"},
      {"x\u200by\u00adz\ufeff", "xyz"},
      {"a\u00a0b\u2003c", "a b c"},
      {"_~`gạch`~_", "gạch"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(Normal(each.text), each.normal) << each.text;
  }
}

TEST(Normal, MovesTonesToTheLastVowelOfAGroup) {
  EXPECT_EQ(Normal("thủy"), Normal("thuỷ"));
  EXPECT_EQ(Normal("hóa"), Normal("hoá"));
  EXPECT_NE(Normal("hòa"), Normal("hóa"));
  EXPECT_NE(Normal("hoa"), Normal("hoà"));
  EXPECT_EQ(Normal("àá"), "àá");  // two marks: no one group's tone
}

TEST(Normal, TwiceIsOnce) {
  for (const char* text : {"## **I. “Hòa” – x**", "ủy  ủy…", "#### # x"}) {
    EXPECT_EQ(Normal(Normal(text)), Normal(text)) << text;
  }
}

TEST(NormalMarker, KeepsWhatIsPrinted) {
  const struct {
    const char* marker;
    const char* normal;
  } cases[] = {{"II.", "II."}, {" 1. 1. ", "1.1."}, {"**a)**", "a)"}, {"*", "*"},  {"•", "•"},
               {"–", "-"},     {"##1.", "1."},      {"#", "#"},       {"**", "*"}, {"", ""}};
  for (const auto& each : cases) EXPECT_EQ(NormalMarker(each.marker), each.normal) << each.marker;
}

TEST(CodeKey, HasNoSpaces) {
  EXPECT_EQ(CodeKey(" 199 /KH – UBND"), "199/KH-UBND");
}

size_t PlainDistance(const std::u32string& a, const std::u32string& b, bool search) {
  std::vector<size_t> row(a.size() + 1);
  for (size_t i = 0; i <= a.size(); ++i) row[i] = i;
  size_t best = row.back();
  for (size_t j = 1; j <= b.size(); ++j) {
    size_t diagonal = row[0];
    row[0] = search ? 0 : j;
    for (size_t i = 1; i <= a.size(); ++i) {
      const size_t here = row[i];
      row[i] = std::min({diagonal + (a[i - 1] == b[j - 1] ? 0 : 1), row[i] + 1, row[i - 1] + 1});
      diagonal = here;
    }
    best = std::min(best, row.back());
  }
  return search ? best : row.back();
}

TEST(Distance, AgreesWithTheTextbook) {
  std::mt19937 random(7);
  for (int n = 0; n < 400; ++n) {
    const auto make = [&](size_t most) {
      std::u32string out(random() % most, U' ');
      for (char32_t& c : out) c = U"abđế"[random() % 4];
      return out;
    };
    const size_t most = n % 3 == 0 ? 9 : 200;  // one block and several
    const std::u32string a = make(most), b = make(most);
    EXPECT_EQ(Distance(a, b), PlainDistance(a, b, false));
    EXPECT_EQ(FindDistance(a, b), PlainDistance(a, b, true));
    const Text x(ToUtf8(a)), y(ToUtf8(b));
    EXPECT_LE(std::max(Missing(x, y), Missing(y, x)), Distance(a, b));
  }
  EXPECT_EQ(Distance(U"", U""), 0U);
  EXPECT_EQ(FindDistance(U"", U"abc"), 0U);
}

TEST(SoftSimilarity, StartsAtNineTenths) {
  const Text ten("abcdefghij");
  EXPECT_DOUBLE_EQ(SoftSimilarity(ten, Text("abcdefghix")), 0.9);
  EXPECT_EQ(SoftSimilarity(ten, Text("abcdefghxx")), 0.0);
  EXPECT_EQ(SoftSimilarity(ten, Text("abcdefgh")), 0.0);
  EXPECT_EQ(SoftSimilarity(Text(), Text()), 1.0);
  EXPECT_EQ(SoftSimilarity(Text(), ten), 0.0);
}

TEST(Contained, InEitherDirection) {
  const Text whole("trước ngày 15 tháng 6 năm 2024"), part("ngày 15 tháng 6"),
      damaged("ngày l5 tháng 6");
  EXPECT_EQ(Contained(part, whole, false), 1.0);
  EXPECT_EQ(Contained(whole, part, false), 1.0);
  EXPECT_EQ(Contained(damaged, whole, false), 0.0);
  EXPECT_NEAR(Contained(damaged, whole, true), 1.0 - 1.0 / 15, 1e-9);
  EXPECT_EQ(Contained(Text(), whole, true), 0.0);
  EXPECT_EQ(Contained(Text("x5"), Text("y5 z"), true), 0.0);  // too short for an error
}

TEST(Dice, CountsTrigrams) {
  EXPECT_EQ(Dice(Text("abc"), Text("abc")), 1.0);
  EXPECT_EQ(Dice(Text("abc"), Text("xyz")), 0.0);
  EXPECT_NEAR(Dice(Text("abc"), Text("abd")), 2.0 * 1 / 6, 1e-12);
  EXPECT_EQ(Dice(Text(), Text("a")), 0.0);
}

TEST(CellCredit, NothingBelowOneHalf) {
  EXPECT_EQ(CellCredit(Text("abcd"), Text("abxx")), 0.5);
  EXPECT_EQ(CellCredit(Text("abcd"), Text("axxx")), 0.0);
  EXPECT_EQ(CellCredit(Text("abcd"), Text()), 0.0);
  EXPECT_EQ(CellCredit(Text(), Text()), 1.0);
}

}  // namespace
}  // namespace planrec::evaluate
