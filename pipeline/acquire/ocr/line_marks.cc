// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/line_marks.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// All lengths in heights of small letters.
constexpr double kDashSpace = 0.15, kDashReach = 4.0;  // free width behind a list's dash
constexpr double kDashSure = 0.8;                      // confidence of a dash that the ink shows
constexpr double kSpeckMost = 0.3, kSignMost = 0.45;
constexpr double kCapitalLeast = 1.15, kCapitalMost = 2.0;  // height of a numeral's letters
constexpr double kNumeralGap = 0.45;                        // wider is a space
constexpr double kStemFull = 0.8;   // share of the height that a stem's columns are inked
constexpr double kStemMost = 0.55;  // width of a stem
constexpr int kStemEdge = 1;        // pixels of a stem's soft edge
constexpr double kFreeFrom = 0.3, kFreeTo = 0.7;  // rows that only stems cross
constexpr double kHead = 0.25;                    // rows where serifs and the flag of 1 are
constexpr double kUneven = 0.11;                  // width that a flag has more than a serif
// A slash leans: its ink above begins so much further right than its ink below. Rows between
// serifs and middle tell, as shares of the height.
constexpr double kLean = 0.1, kAboveFrom = 0.15, kAboveTo = 0.4, kBelowFrom = 0.6, kBelowTo = 0.85;
constexpr double kFlagLeast = 0.1,
                 kFlagRight = 0.06;  // ink at a 1's head, left and right of its stem
constexpr double kNumeralSure = 0.85;
constexpr size_t kMostLetters = 5;

// A stroke with the shape of a list's dash.
bool IsDash(const PixelBox& part, const InkLine& line, double em) {
  const double middle = (part.y0 + part.y1) / 2.0;
  return part.Width() >= 0.3 * em && part.Width() <= 1.3 * em &&
         part.Width() >= 1.7 * part.Height() && part.Height() <= 0.35 * em &&
         middle > line.baseline - 0.85 * em && middle < line.baseline - 0.15 * em;
}

bool IsWordStart(std::string_view text) {
  size_t at = 0;
  const char32_t c = DecodeUtf8(text, at);
  return IsLetter(c) || IsDigit(c);
}

struct Letter {
  int stems = 0;       ///< upright strokes, one behind the other with nothing between them
  bool more = false;   ///< another shape follows them: "I/" that touch, V
  bool slash = false;  ///< … and it leans as a slash does
  bool even = true;    ///< serifs on both sides alike, or none: I, not 1
  bool flag = false;   ///< a single stem with ink at its head on the left alone: 1, not I
};

bool Inked(Pix* shape, int x, int y) {
  l_uint32 value = 0;
  pixGetPixel(shape, x, y, &value);
  return value != 0;
}

/// The first column from `x` on with ink between two shares of the height; the width if none has.
int FirstInked(Pix* shape, int x, double from, double to) {
  const int width = pixGetWidth(shape), height = pixGetHeight(shape);
  for (; x < width; ++x) {
    for (int y = static_cast<int>(from * height); y < static_cast<int>(to * height); ++y)
      if (Inked(shape, x, y)) return x;
  }
  return width;
}

// A letter, or several that touch.
Letter ReadLetter(const PageInk& ink, size_t part, double em) {
  Raster shape = Raster::Take(pixaGetPix(ink.shapes(), static_cast<int>(part), L_CLONE));
  if (shape.empty()) return {};
  const int width = shape.width_px(), height = shape.height_px();
  const int from = static_cast<int>(kFreeFrom * height), to = static_cast<int>(kFreeTo * height);
  const int head = std::max(2, static_cast<int>(kHead * height));
  Letter letter;
  int run = 0, left = width, right = 0, head_left = width, head_right = 0;
  bool full = false;
  int stem = 0;  // full columns at the run's beginning
  for (int x = 0; x <= width; ++x) {
    int inked = 0, middle = 0, top = 0;
    for (int y = 0; x < width && y < height; ++y) {
      if (!Inked(shape.get(), x, y)) continue;
      ++inked;
      if (y >= from && y < to) ++middle;
      if (y < head) ++top;
    }
    if (top > 0) {
      head_left = std::min(head_left, x);
      head_right = x + 1;
    }
    if (middle > 0) {
      ++run;
      const bool upright = inked >= kStemFull * height;
      if (upright && stem >= run - kStemEdge - 1) stem = run;
      full |= upright;
      left = std::min(left, x);
      right = x + 1;
      continue;
    }
    if (run == 0) continue;
    if (!full || run > kStemMost * em) {
      letter.more = true;
      int behind = x - run;
      if (full && stem > 0 && stem <= kStemMost * em) {
        // A stroke whose middle touches what follows.
        ++letter.stems;
        behind += stem + kStemEdge;
      }
      letter.slash = FirstInked(shape.get(), behind, kAboveFrom, kAboveTo) -
                         FirstInked(shape.get(), behind, kBelowFrom, kBelowTo) >=
                     kLean * em;
      break;
    }
    ++letter.stems;
    run = stem = 0;
    full = false;
  }
  letter.flag = !letter.more && letter.stems == 1 && left - head_left >= kFlagLeast * em &&
                head_right - right <= kFlagRight * em;
  letter.even = letter.more || (left - head_left) - (head_right - right) <= kUneven * em;
  return letter;
}

/// What stands behind a numeral.
enum class Follows { kNoStroke, kSlash, kUnreadSlash };

/// The numeral whose letters begin at `x`, by their ink: `other` are its letters that are no
/// strokes, as they were read. Empty where the ink shows no numeral.
std::string NumeralInInk(const PageInk& ink, const InkLine& line, int x, std::string_view other,
                         bool must_be_even, Follows follows) {
  const double em = line.letter_px;
  size_t at = 0;
  while (at + 1 < line.parts.size() && ink.boxes()[line.parts[at]].x1 <= x) ++at;
  // The engine's boxes may be off by a stroke: a word begins behind a space.
  const auto gap = [&](size_t i) {
    return ink.boxes()[line.parts[i]].x0 - ink.boxes()[line.parts[i - 1]].x1;
  };
  while (at > 0 && gap(at) <= kNumeralGap * em) --at;
  std::string out;
  int right = 0;
  size_t taken = 0;
  bool slash = false;
  for (; at < line.parts.size(); ++at) {
    const PixelBox& box = ink.boxes()[line.parts[at]];
    if (taken > 0 && box.x0 - right > kNumeralGap * em) break;
    const bool capital = box.Height() >= kCapitalLeast * em && box.Height() <= kCapitalMost * em &&
                         std::abs(box.y1 - line.baseline) <= 0.3 * em;
    if (!capital) {
      // The sign behind it: a point, a dash; else it is a word.
      const bool sign = box.Height() <= kSignMost * em && box.y0 > line.baseline - em;
      if (!sign) return {};
      break;
    }
    const Letter letter = ReadLetter(ink, line.parts[at], em);
    if (must_be_even && letter.stems > 0 && !letter.even) return {};
    out.append(static_cast<size_t>(letter.stems), 'I');
    if (letter.more) {
      if (other.empty()) {
        // A stroke may follow: "III/2025".
        if (out.empty() || follows == Follows::kNoStroke ||
            (follows == Follows::kUnreadSlash && !letter.slash))
          return {};
        slash = letter.slash;
        break;
      }
      out += other.front();
      other.remove_prefix(1);
    }
    right = box.x1;
    if (++taken > kMostLetters) return {};
  }
  if (!other.empty() || out.size() > kMostLetters || out.find("IIII") != std::string::npos)
    return {};
  if (follows == Follows::kUnreadSlash && !slash) return {};
  return out;
}

/// Where the year begins of a numeral and year whose slash was read as part of the numeral
/// ("112025", "IIL2025", "2025" alone for "III/2025"); npos where the word is nothing of the kind.
size_t YearOfUnreadSlash(std::string_view word) {
  const size_t last = word.find_last_not_of(".,;)");
  if (last == std::string_view::npos || last < 3) return std::string_view::npos;
  const size_t year = last - 3;
  const std::string_view before = word.substr(0, year);
  if (word.substr(year, 2) != "20" || !IsDigit(word[year + 2]) || !IsDigit(word[last]) ||
      before.size() > kMostLetters ||
      before.find_first_not_of("IVXLHNU1l|!") != std::string_view::npos)
    return std::string_view::npos;
  return year;
}

/// True where the line begins with a 1 and its point by their ink.
bool BeginsWithOne(const PageInk& ink, const InkLine& line) {
  if (line.parts.size() < 2) return false;
  const PixelBox& first = ink.boxes()[line.parts[0]];
  const double em = line.letter_px;
  return first.Height() >= kCapitalLeast * em && first.Height() <= kCapitalMost * em &&
         std::abs(first.y1 - line.baseline) <= 0.3 * em &&
         IsPoint(ink.boxes()[line.parts[1]], line) && ReadLetter(ink, line.parts[0], em).flag;
}

bool IsQuarterWord(std::string_view word) {
  return word == "quý" || word == "Quý" || word == "QUÝ" || word == "(Quý" || word == "(quý";
}

}  // namespace

void MendListSign(const PageInk& ink, const InkLine& line, ReadLine& read) {
  if (line.parts.size() < 2 || read.words.empty()) return;
  const double em = line.letter_px;
  const PixelBox& sign = ink.boxes()[line.parts[0]];
  const double space = ink.boxes()[line.parts[1]].x0 - sign.x1;
  ReadWord& first = read.words.front();
  const bool bare = first.text == "-" || first.text == "–" || first.text == "—";
  if (IsDash(sign, line, em)) {
    if (space < kDashSpace * em || space > kDashReach * em) return;
    // What the engine made of the dash alone; "-" joined to a word stays.
    const bool misread =
        CountCodePoints(first.text) <= 2 && !IsWordStart(first.text) && first.box.x0 <= sign.x1;
    if (bare || first.text.starts_with("-") || first.text.starts_with("–") ||
        first.text.starts_with("+"))
      return;
    if (misread) {
      first.text = "-";
      first.confidence = kDashSure;
    } else {
      read.words.insert(read.words.begin(), ReadWord{"-", sign, kDashSure});
    }
  } else if (bare && read.words.size() > 1 &&
             std::max(sign.Width(), sign.Height()) <= kSpeckMost * em) {
    read.words.erase(read.words.begin());
  } else {
    return;
  }
  read.box = {};
  for (const ReadWord& word : read.words) read.box = Join(read.box, word.box);
}

void DropInkless(const PageInk& ink, const InkLine& line, ReadLine& read) {
  const auto inkless = [&](const ReadWord& word) {
    if (word.box.Empty()) return false;
    for (const char32_t c : ToUtf32(word.text))
      if (IsLetter(c) || IsDigit(c)) return false;
    return std::none_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
      const PixelBox& box = ink.boxes()[part];
      return box.x0 < word.box.x1 && box.x1 > word.box.x0;
    });
  };
  if (read.words.size() > 1) std::erase_if(read.words, inkless);
}

void DropUnseenDots(const PageInk& ink, const InkLine& line, ReadLine& read) {
  const double em = line.letter_px;
  for (ReadWord& word : read.words) {
    std::u32string text = ToUtf32(word.text);
    if (text.find_first_of(U"ỵỴ") == std::u32string::npos) continue;
    const bool dotted = std::any_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
      const PixelBox& box = ink.boxes()[part];
      return box.x1 > word.box.x0 && box.x0 < word.box.x1 && box.y0 >= line.baseline &&
             std::max(box.Width(), box.Height()) <= kSignMost * em;
    });
    if (dotted) continue;
    std::replace(text.begin(), text.end(), U'ỵ', U'y');
    std::replace(text.begin(), text.end(), U'Ỵ', U'Y');
    word.text = ToUtf8(text);
  }
}

void MendNumerals(const PageInk& ink, const InkLine& line, ReadLine& read) {
  constexpr std::string_view kLike = "IVXLHNU1l|!", kNumerals = "IVX";
  bool quarter = false;
  for (size_t i = 0; i < read.words.size(); ++i) {
    ReadWord& word = read.words[i];
    if (i == 0 && word.text == "I." && BeginsWithOne(ink, line)) {
      word.text = "1.";
      continue;
    }
    size_t end = word.text.find_first_not_of(kLike);
    if (end == std::string::npos) end = word.text.size();
    const std::string_view numeral = std::string_view(word.text).substr(0, end);
    const bool closed = end == word.text.size() ||
                        std::string_view(".,:;/-)").find(word.text[end]) != std::string::npos;
    if (const size_t year = YearOfUnreadSlash(word.text);
        year != std::string::npos && (quarter || (i == 0 && year > 0))) {
      std::string other;
      for (char c : word.text.substr(0, year))
        if (c == 'V' || c == 'X') other += c;
      const std::string printed =
          NumeralInInk(ink, line, word.box.x0, other, !quarter, Follows::kUnreadSlash);
      if (!printed.empty()) {
        word.text.replace(0, year, printed + "/");
        word.confidence = std::max(word.confidence, kNumeralSure);
      }
      continue;
    }
    if (numeral.empty() || numeral.size() > kMostLetters || !closed) {
      quarter = IsQuarterWord(word.text) || (quarter && (word.text == "và" || word.text == "-" ||
                                                         word.text == "–" || word.text == "+"));
      continue;
    }
    // "1." and "11." are numbers of their own, but quarters count in numerals.
    const bool digits = numeral.find_first_not_of("1l|!") == std::string_view::npos;
    const bool plain = numeral.find_first_of(kNumerals) != std::string_view::npos &&
                       numeral.find_first_of("NU") == std::string_view::npos;
    if (digits ? !quarter : i > 0 && !quarter && !plain) continue;
    std::string other;
    for (char c : numeral)
      if (c == 'V' || c == 'X') other += c;
    const std::string printed = NumeralInInk(
        ink, line, word.box.x0, other, digits,
        end < word.text.size() && word.text[end] == '/' ? Follows::kSlash : Follows::kNoStroke);
    if (printed.empty() || printed == numeral) continue;
    word.text.replace(0, end, printed);
    word.confidence = std::max(word.confidence, kNumeralSure);
  }
}

}  // namespace planrec::acquire
