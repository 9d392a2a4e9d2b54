// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/line_marks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/acquire/printed_line.h"

namespace planrec::acquire {
namespace {

class InkPage : public PrintedLine {
 public:
  /// I with serifs; 12 wide.
  InkPage& Stem(int x) {
    Box(x + 4, 36, 4, 24).Box(x, 36, 12, 2).Box(x, 58, 12, 2);
    return *this;
  }
  /// Two strokes that meet at the foot; 20 wide.
  InkPage& Vee(int x) {
    for (int y = 0; y < 24; ++y)
      Box(x + y * 8 / 24, 36 + y, 4, 1).Box(x + 16 - y * 8 / 24, 36 + y, 4, 1);
    return *this;
  }

  /// The first word stands at `first_x`, the others at `next_x`.
  std::string Mended(void (*mend)(const PageInk&, const InkLine&, ReadLine&),
                     const std::vector<std::string>& texts, int first_x, int next_x) const {
    std::vector<ReadWord> words;
    for (const std::string& text : texts) {
      const int x = words.empty() ? first_x : next_x;
      words.push_back(Word(text, x, x + 10, 0.7));
    }
    return PrintedLine::Mended(mend, words);
  }
};

TEST(MendListSign, TheInkDecides) {
  struct Case {
    const char* name;
    PixelBox sign;
    std::vector<std::string> read;
    const char* expected;
  };
  const PixelBox dash{30, 50, 40, 53}, speck{34, 52, 38, 56}, digit{30, 36, 40, 60};
  const Case cases[] = {
      {"not read", dash, {"Rà", "soát"}, "- Rà soát"},   {"read", dash, {"-", "Rà"}, "- Rà"},
      {"joined", dash, {"-Rà", "soát"}, "-Rà soát"},     {"misread", dash, {"_", "Rà"}, "- Rà"},
      {"a speck read as one", speck, {"-", "Rà"}, "Rà"}, {"a speck not read", speck, {"Rà"}, "Rà"},
      {"no dash", digit, {"1", "Rà"}, "1 Rà"},
  };
  for (const Case& c : cases) {
    InkPage page;
    page.Box(c.sign.x0, c.sign.y0, c.sign.Width(), c.sign.Height()).Letters(60, 20);
    const int first = c.read.size() > 1 || c.read[0][0] == '-' ? 30 : 60;
    EXPECT_EQ(page.Mended(MendListSign, c.read, first, 60), c.expected) << c.name;
  }
}

TEST(DropInkless, SignsWithoutInkGo) {
  struct Case {
    const char* read;
    int at;
    const char* expected;
  };
  // Letters from 20 to 88 and from 200 on.
  for (const Case& c : {Case{"_", 120, "3"}, Case{"•", 120, "3"}, Case{"–", 60, "3 –"},
                        Case{"Diễn", 120, "3 Diễn"}, Case{"5", 120, "3 5"}}) {
    InkPage page;
    page.Letters(20, 4).Letters(200, 4);
    EXPECT_EQ(page.Mended(DropInkless, {"3", c.read}, 20, c.at), c.expected) << c.read;
  }
}

TEST(DropUnseenDots, TheDotIsInTheInkOrNotThere) {
  InkPage plain;
  plain.Letters(20, 6);
  EXPECT_EQ(plain.Mended(DropUnseenDots, {"tỵ"}, 20, 0), "ty");
  EXPECT_EQ(plain.Mended(DropUnseenDots, {"TỴ,"}, 20, 0), "TY,");
  InkPage dotted;
  dotted.Letters(20, 6).Box(26, 64, 4, 4);
  EXPECT_EQ(dotted.Mended(DropUnseenDots, {"tỵ"}, 20, 0), "tỵ");
  InkPage comma;
  comma.Letters(20, 6).Box(27, 56, 4, 10);
  EXPECT_EQ(comma.Mended(DropUnseenDots, {"tỵ,"}, 20, 0), "ty,");
}

TEST(MendNumerals, StrokesAreCounted) {
  struct Case {
    const char* shapes;  ///< I stem, 1 with a flag, V, '.' point, H two stems and a bar, A a block
    int gap;             ///< between shapes
    std::vector<std::string> read;
    const char* expected;
  };
  const Case cases[] = {
      {"I.", 3, {"IL.MỤC", "ĐÍCH"}, "I.MỤC ĐÍCH"},
      {"II.", 3, {"I.", "MỤC"}, "II. MỤC"},
      {"III.", 3, {"II.", "MỤC"}, "III. MỤC"},
      {"III.", 0, {"II.", "MỤC"}, "III. MỤC"},
      {"II.", 3, {"H.", "MỤC"}, "II. MỤC"},
      {"II", 3, {"H", "MỤC"}, "II MỤC"},
      {"VI.", 3, {"VII.", "MỤC"}, "VI. MỤC"},
      {"IV.", 3, {"IIV.", "MỤC"}, "IV. MỤC"},
      // as read
      {"II.", 3, {"II.", "MỤC"}, "II. MỤC"},
      {"H.", 3, {"H.", "MỤC"}, "H. MỤC"},
      {"V.", 3, {"I.", "MỤC"}, "I. MỤC"},
      {"I.", 3, {"1.", "MỤC"}, "1. MỤC"},
      {"II.", 3, {"11.", "MỤC"}, "11. MỤC"},
      {"I.", 3, {"I.", "MỤC"}, "I. MỤC"},
      {"1.", 3, {"I.", "Mục"}, "1. Mục"},
      {"1.", 3, {"I", "Mục"}, "I Mục"},
      {"1A.", 3, {"I.", "Mục"}, "I. Mục"},
      {"IIII.", 3, {"II.", "MỤC"}, "II. MỤC"},
      {"IA.", 3, {"II.", "MỤC"}, "II. MỤC"},
      {"II.", 3, {"Hai", "MỤC"}, "Hai MỤC"},
      {"II.", 3, {}, ""},
  };
  for (const Case& c : cases) {
    InkPage page;
    int x = 30;
    for (const char* shape = c.shapes; *shape != 0; ++shape) {
      switch (*shape) {
        case 'I':
          page.Stem(x);
          x += 12;
          break;
        case '1':
          page.Box(x + 4, 36, 4, 24).Box(x, 38, 4, 3).Box(x, 58, 12, 2);
          x += 12;
          break;
        case 'V':
          page.Vee(x);
          x += 20;
          break;
        case 'H':
          page.Stem(x).Stem(x + 12).Box(x + 4, 47, 16, 2);
          x += 24;
          break;
        case 'A':
          page.Box(x, 36, 14, 24);
          x += 14;
          break;
        default:
          page.Points(x, 1);
          x += 4;
      }
      x += c.gap;
    }
    page.Letters(x + 12, 20);
    EXPECT_EQ(page.Mended(MendNumerals, c.read, 30, x + 12), c.expected) << c.shapes;
  }
}

TEST(MendNumerals, BehindTheWordForAQuarter) {
  struct Case {
    const char* shapes;  ///< I stem, 1 stem with a flag, V, '/' stroke
    std::vector<std::string> read;
    const char* expected;
  };
  const Case cases[] = {
      {"I/", {"Quý", "1/"}, "Quý I/"},
      {"II/", {"Quý", "I1/"}, "Quý II/"},
      {"III/", {"quý", "IH/"}, "quý III/"},
      {"1/", {"Quý", "1/"}, "Quý 1/"},
      {"I/", {"Số", "1/"}, "Số 1/"},
      {"III", {"khu", "II"}, "khu III"},
      {"II/", {"khu", "NH/"}, "khu NH/"},
      // the slash was read as a letter, or not at all
      {"II/", {"Quý", "112025"}, "Quý II/2025"},
      {"III/", {"quý", "IIL2025."}, "quý III/2025."},
      {"I/", {"Quý", "2025"}, "Quý I/2025"},
      {"II", {"Quý", "112025"}, "Quý 112025"},
      {"IV", {"Quý", "12025"}, "Quý 12025"},
      {"IV/", {"Quý", "IV2025"}, "Quý IV/2025"},
      {"II/", {"khu", "112025"}, "khu 112025"},
      {"II/", {"Quý", "113025"}, "Quý 113025"},
  };
  for (const Case& c : cases) {
    InkPage page;
    page.Letters(30, 3);
    int x = 100;
    for (const char* shape = c.shapes; *shape != 0; ++shape, x += 15) {
      if (*shape == 'I') {
        page.Stem(x);
      } else if (*shape == '1') {
        page.Box(x + 4, 36, 4, 24).Box(x, 38, 4, 2).Box(x, 58, 12, 2);
      } else if (*shape == 'V') {
        page.Vee(x);
        x += 8;
      } else {
        for (int y = 0; y < 24; ++y) page.Box(x + 8 - y / 3, 36 + y, 3, 1);
      }
    }
    page.Letters(x + 30, 10);
    EXPECT_EQ(page.Mended(MendNumerals, c.read, 30, 100), c.expected) << c.shapes;
  }
}

}  // namespace
}  // namespace planrec::acquire
