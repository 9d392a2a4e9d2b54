// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/handwriting.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <string_view>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/stroke_weight.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// The letterhead's share of the page.
constexpr double kHead = 0.45;
// Height of capitals and digits in heights of small letters, where the line shows none.
constexpr double kCapital = 1.47, kLeastCapital = 1.15, kMostCapital = 1.95;
// What is known to be capitals or digits may be set smaller than the page's text.
constexpr double kLeastKnown = 0.6;
// In heights of the line's capitals: what is lower is a dot or a mark; what a printed digit's
// height, foot and head may differ (scans at 100 dpi reach a tenth).
constexpr double kLeastShape = 0.38, kMostHeight = 0.17, kMostFoot = 0.15, kMostHead = 0.18;
// The strokes' thickness beside the line's print.
constexpr double kThin = 0.68, kThick = 1.6;
constexpr int kLeastRuns = 40;
// Typed digits' heads and feet differ by less, a slash is narrower.
constexpr double kAlike = 0.055, kSlash = 0.5;
// Widths in heights of capitals: "Số:", a letter of a symbol (KH-UBND) at most, three digits.
constexpr double kNumberWord = 1.7, kSymbolLetter = 1.25, kThreeDigits = 3.0;
// In heights of small letters: a year of four digits, and what may stand behind "năm" with it.
constexpr double kYearDigits = 5, kYearEnd = 7;
// The words as set in Times; a reader that meets a pen's strokes puts their boxes anywhere.
constexpr double kDayWord = 3.2, kMonthWord = 3.5, kYearWord = 2.9;

/// Letters without their marks, in lower case; other characters as they are.
std::u32string Bare(std::string_view text) {
  std::u32string bare = ToUtf32(text);
  for (char32_t& c : bare) c = LowerLetter(BaseLetter(c));
  return bare;
}

struct Span {
  double x0 = 0, x1 = 0;
  bool Holds(const PixelBox& part) const {
    return std::min<double>(x1, part.x1) - std::max<double>(x0, part.x0) > 0.5 * part.Width();
  }
};

/// The line's ink and what its print measures.
class PrintedLine {
 public:
  PrintedLine(const WorkImage& work, const TextLine& line) : work_(work), line_(line) {
    const PixelBox box = ToPixels(line.box);
    const int reach = static_cast<int>(work.letter_px);
    const PixelBox area = Grow(box, reach, reach, work.width_px(), work.height_px());
    BOX* clip = boxCreate(area.x0, area.y0, area.Width(), area.Height());
    Raster ink = Raster::Take(pixClipRectangle(work.binary.get(), clip, nullptr));
    boxDestroy(&clip);
    if (ink.empty()) return;
    Boxa* boxes = pixConnCompBB(ink.get(), 8);
    for (int i = 0; i < boxaGetCount(boxes); ++i) {
      int x = 0, y = 0, w = 0, h = 0;
      boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
      shapes_.push_back({area.x0 + x, area.y0 + y, area.x0 + x + w, area.y0 + y + h});
    }
    boxaDestroy(&boxes);
    std::sort(shapes_.begin(), shapes_.end(),
              [](const PixelBox& a, const PixelBox& b) { return a.x0 < b.x0; });
  }

  /// Height, foot and strokes of the capitals and digits in `print`; of the whole line where there
  /// are none. False where the line shows no print to go by.
  bool Measure(const Span& print) {
    std::vector<int> heights, feet;
    for (const bool whole : {false, true}) {
      for (const PixelBox& shape : shapes_) {
        if ((!whole && !print.Holds(shape)) ||
            shape.Height() < (whole ? kLeastCapital : kLeastKnown) * work_.letter_px ||
            shape.Height() > kMostCapital * work_.letter_px)
          continue;
        heights.push_back(shape.Height());
        feet.push_back(shape.y1);
      }
      if (heights.size() >= 2) break;
    }
    if (heights.size() < 2) return false;
    std::nth_element(heights.begin(), heights.begin() + heights.size() / 2, heights.end());
    std::nth_element(feet.begin(), feet.begin() + feet.size() / 2, feet.end());
    height_ = heights[heights.size() / 2];
    foot_ = feet[feet.size() / 2];
    stroke_ = Stroke(print).mean;
    return true;
  }

  /// Shapes of letters or digits in `field`: on this line, no dots and marks.
  std::vector<PixelBox> Shapes(const Span& field) const {
    std::vector<PixelBox> found;
    for (const PixelBox& shape : shapes_) {
      const double on_line =
          std::min<double>(shape.y1, foot_) - std::max<double>(shape.y0, foot_ - height_);
      if (field.Holds(shape) && shape.Height() >= kLeastShape * height_ &&
          shape.Height() <= 2.5 * height_ &&
          on_line >= 0.5 * std::min<double>(shape.Height(), height_))
        found.push_back(shape);
    }
    return found;
  }

  bool Handwritten(const Span& field) const {
    const std::vector<PixelBox> shapes = Shapes(field);
    std::vector<PixelBox> odd;
    std::copy_if(shapes.begin(), shapes.end(), std::back_inserter(odd),
                 [this](const PixelBox& shape) { return Odd(shape); });
    if (!odd.empty()) return !Typed(odd);
    const RunLength run = Stroke(field);
    return !Typed(shapes) && run.runs >= kLeastRuns && stroke_ > 0 &&
           (run.mean < kThin * stroke_ || run.mean > kThick * stroke_);
  }

  /// A printed slash: as high as the capitals, and narrow.
  bool IsSlash(const PixelBox& shape) const {
    return !Odd(shape) && shape.Width() <= kSlash * height_;
  }

  double height() const { return height_; }
  double x0() const { return ToPixels(line_.box).x0; }
  double x1() const { return ToPixels(line_.box).x1; }
  /// Where character `at` of a token of `letters` characters begins.
  double Inside(const Token& token, size_t at, size_t letters) const {
    const PixelBox box = ToPixels(token.box);
    return box.x0 + double(box.Width()) * double(at) / double(std::max<size_t>(letters, 1));
  }

 private:
  PixelBox ToPixels(const Box& box) const {
    return {static_cast<int>(std::floor(box.x0 / work_.pt_per_px_x)),
            static_cast<int>(std::floor(box.y0 / work_.pt_per_px_y)),
            static_cast<int>(std::ceil(box.x1 / work_.pt_per_px_x)),
            static_cast<int>(std::ceil(box.y1 / work_.pt_per_px_y))};
  }
  RunLength Stroke(const Span& span) const {
    return MeanRun(work_.binary, static_cast<int>(span.x0), foot_ - height_,
                   static_cast<int>(span.x1), foot_,
                   std::max(3, static_cast<int>(work_.letter_px * 0.7)));
  }

  bool Odd(const PixelBox& shape) const {
    return std::abs(shape.Height() - height_) > kMostHeight * height_ ||
           std::abs(shape.y1 - foot_) > kMostFoot * height_ ||
           std::abs(shape.y0 - (foot_ - height_)) > kMostHead * height_;
  }
  /// Digits that an office's program put in, of another font or size: odd, but all alike.
  bool Typed(const std::vector<PixelBox>& shapes) const {
    if (shapes.size() < 2) return false;
    const auto spread = [&](auto of) {
      const auto [least, most] =
          std::minmax_element(shapes.begin(), shapes.end(),
                              [&](const PixelBox& a, const PixelBox& b) { return of(a) < of(b); });
      return of(*most) - of(*least);
    };
    const double most = std::max(1.0, kAlike * height_);
    return spread([](const PixelBox& p) { return p.y0; }) <= most &&
           spread([](const PixelBox& p) { return p.y1; }) <= most;
  }

  const WorkImage& work_;
  const TextLine& line_;
  std::vector<PixelBox> shapes_;
  int height_ = 0, foot_ = 0;
  double stroke_ = 0;
};

std::vector<std::u32string> BareTokens(const TextLine& line) {
  std::vector<std::u32string> bare;
  for (const Token& token : line.tokens)
    bare.push_back(Bare(std::string_view(line.raw).substr(token.begin, token.end - token.begin)));
  return bare;
}

void Doubt(TextLine& line, size_t from, size_t to) {
  for (size_t t = from; t <= to && t < line.tokens.size(); ++t)
    line.tokens[t].confidence = std::min(line.tokens[t].confidence, kHandwritten);
}

/// "Số: 359 /KH-SYT": the ink between the word and the slash.
bool DoubtNumber(const WorkImage& work, TextLine& line) {
  const std::vector<std::u32string> bare = BareTokens(line);
  const std::u32string& word = bare.front();
  if (word.size() < 2 || word[0] != U's' || (word[1] != U'o' && word[1] != U'0') ||
      (word.size() > 2 && IsLetter(word[2])))
    return false;
  const std::u32string text = ToUtf32(line.raw);
  const size_t slash = text.rfind(U'/');
  if (slash == std::u32string::npos) {
    if (text.find_first_of(U":;") == std::u32string::npos) return false;
  } else if (slash + 2 >= text.size() || !IsUpper(text[slash + 1]) || !IsUpper(text[slash + 2])) {
    return false;  // a table's "Số bác sĩ/vạn dân"
  }
  PrintedLine print(work, line);
  Span field{print.x0(), print.x1()};
  if (slash == std::u32string::npos) {
    if (!print.Measure({print.x0(), print.x0() + 2 * work.letter_px})) return false;
    field.x1 = std::min(field.x1, print.x0() + (kNumberWord + kThreeDigits) * print.height());
  } else {
    // Shapes of the symbol's letters from the right; letters that touch are one.
    const auto letters = static_cast<size_t>(
        std::count_if(text.begin() + static_cast<std::ptrdiff_t>(slash), text.end(), IsLetter));
    if (letters < 2) return false;
    const double reach = kSymbolLetter * kCapital * work.letter_px * double(letters);
    if (!print.Measure({print.x1() - 0.7 * reach, print.x1()})) return false;
    const std::vector<PixelBox> shapes = print.Shapes({print.x1() - reach, print.x1()});
    size_t passed = 0;
    for (auto it = shapes.rbegin(); it != shapes.rend(); ++it) {
      if (it->Height() < 0.7 * print.height()) continue;
      if (passed++ == letters && !print.IsSlash(*it)) break;
      field.x1 = it->x0;
      if (passed > letters) break;
    }
  }
  field.x0 = print.x0() + kNumberWord * print.height();
  if (!print.Handwritten(field)) return false;
  // What is printed stays sure: the word before, the symbol where it is a word of its own.
  size_t last = line.tokens.size() - 1;
  while (last > 0 && bare[last].front() == U'/') --last;
  Doubt(line, word.size() > 3 || last == 0 ? 0 : 1, last);
  return true;
}

struct DateWord {
  size_t token = 0;
  double x0 = 0, x1 = 0;
};

/// "ngay", "thang", "nam", also with digits glued to them.
std::optional<DateWord> Find(std::u32string_view word, const std::vector<std::u32string>& bare,
                             size_t from, const TextLine& line, const PrintedLine& print) {
  for (size_t t = from; t < bare.size(); ++t) {
    const size_t at = bare[t].find(word);
    if (at == std::u32string::npos) continue;
    const Token& token = line.tokens[t];
    return DateWord{t, print.Inside(token, at, bare[t].size()),
                    print.Inside(token, at + word.size(), bare[t].size())};
  }
  return std::nullopt;
}

void DoubtDate(const WorkImage& work, TextLine& line, std::vector<std::string>& told) {
  const std::vector<std::u32string> bare = BareTokens(line);
  PrintedLine print(work, line);
  const auto day = Find(U"ngay", bare, 0, line, print);
  if (!day) return;
  const auto month = Find(U"thang", bare, day->token, line, print);
  if (!month || month->x0 <= day->x0) return;
  const auto year = Find(U"nam", bare, month->token, line, print);
  // In a letterhead the year ends the line; its four digits are the print to go by.
  if (!year || print.x1() - year->x1 > kYearEnd * work.letter_px ||
      !print.Measure({year->x1, year->x1 + kYearDigits * work.letter_px}))
    return;
  const std::string in = " in “" + line.raw + "”";
  const double h = print.height();
  if (print.Handwritten({std::min(day->x1, day->x0 + kDayWord * h),
                         std::max(month->x0, month->x1 - kMonthWord * h)})) {
    Doubt(line, day->token, month->token);
    told.push_back("the day" + in);
  }
  if (print.Handwritten({std::min(month->x1, month->x0 + kMonthWord * h),
                         std::max(year->x0, year->x1 - kYearWord * h)})) {
    Doubt(line, month->token, year->token);
    told.push_back("the month" + in);
  }
}

}  // namespace

std::vector<std::string> DoubtHandwriting(const WorkImage& work, std::vector<TextLine>& lines) {
  std::vector<std::string> told;
  if (work.letter_px <= 0) return told;
  const double head = kHead * work.height_px() * work.pt_per_px_y;
  for (TextLine& line : lines) {
    if (line.tokens.empty() || line.box.Empty() || line.box.y0 > head) continue;
    if (DoubtNumber(work, line)) told.push_back("the number in “" + line.raw + "”");
    DoubtDate(work, line, told);
  }
  return told;
}

}  // namespace planrec::acquire
