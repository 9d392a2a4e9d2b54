// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/line_marks.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// All lengths in heights of small letters.
constexpr double kDashSpace = 0.15, kDashReach = 4.0;  // free width behind a list's dash
constexpr double kDashSure = 0.8;                      // confidence of a dash that the ink shows
constexpr double kSpeckMost = 0.3;
constexpr double kCapitalLeast = 1.15, kCapitalMost = 2.0;  // height of a numeral's letters
constexpr double kNumeralGap = 0.45;                        // wider is a space
constexpr double kStemFull = 0.8;   // share of the height that a stem's columns are inked
constexpr double kStemMost = 0.55;  // width of a stem
constexpr double kFreeFrom = 0.3, kFreeTo = 0.7;  // rows that only stems cross
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

// Stems of a letter or of several that touch; none where there is ink that is no stem.
std::optional<int> Stems(const PageInk& ink, size_t part, double em) {
  Raster shape = Raster::Take(pixaGetPix(ink.shapes(), static_cast<int>(part), L_CLONE));
  if (shape.empty()) return std::nullopt;
  const int width = shape.width_px(), height = shape.height_px();
  const int from = static_cast<int>(kFreeFrom * height), to = static_cast<int>(kFreeTo * height);
  int stems = 0, run = 0;
  bool full = false;
  for (int x = 0; x <= width; ++x) {
    int inked = 0, middle = 0;
    for (int y = 0; x < width && y < height; ++y) {
      l_uint32 value = 0;
      pixGetPixel(shape.get(), x, y, &value);
      inked += value != 0 ? 1 : 0;
      middle += value != 0 && y >= from && y < to ? 1 : 0;
    }
    if (middle > 0) {
      ++run;
      full |= inked >= kStemFull * height;
      continue;
    }
    if (run == 0) continue;
    if (!full || run > kStemMost * em) return std::nullopt;
    ++stems;
    run = 0;
    full = false;
  }
  return stems > 0 ? std::optional<int>(stems) : std::nullopt;
}

// The letters of the line's first word down to its sign or space: stems, 0 for another letter.
// None where they are no numeral's.
std::vector<int> NumeralLetters(const PageInk& ink, const InkLine& line) {
  const double em = line.letter_px;
  std::vector<int> out;
  int right = 0;
  for (size_t part : line.parts) {
    const PixelBox& box = ink.boxes()[part];
    if (!out.empty() && box.x0 - right > kNumeralGap * em) return out;
    const bool capital = box.Height() >= kCapitalLeast * em && box.Height() <= kCapitalMost * em &&
                         std::abs(box.y1 - line.baseline) <= 0.3 * em;
    if (!capital) {
      // The sign behind it: a point, a dash; else it is a word.
      const bool sign = box.Height() <= kSpeckMost * 1.5 * em && box.y0 > line.baseline - em;
      return sign && !out.empty() ? out : std::vector<int>{};
    }
    if (out.size() == kMostLetters) return {};
    out.push_back(Stems(ink, part, em).value_or(0));
    right = box.x1;
  }
  return {};
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

void MendNumeral(const PageInk& ink, const InkLine& line, ReadLine& read) {
  if (read.words.empty()) return;
  ReadWord& first = read.words.front();
  constexpr std::string_view kLike = "IVXLHNU1l|!";
  size_t end = first.text.find_first_not_of(kLike);
  if (end == std::string_view::npos) end = first.text.size();
  const std::string_view numeral = std::string_view(first.text).substr(0, end);
  if (numeral.empty() || numeral.size() > kMostLetters) return;
  if (end < first.text.size() &&
      std::string_view(".,:/-").find(first.text[end]) == std::string::npos)
    return;
  // "1." and "11." are numbers of their own.
  if (numeral.find_first_not_of("1l|!") == std::string_view::npos) return;
  const std::vector<int> letters = NumeralLetters(ink, line);
  const std::string other = [&] {
    std::string kept;
    for (char c : numeral)
      if (c == 'V' || c == 'X') kept += c;
    return kept;
  }();
  const auto unknown = static_cast<size_t>(std::count(letters.begin(), letters.end(), 0));
  if (letters.empty() || unknown != other.size()) return;
  std::string printed;
  size_t next = 0;
  for (int stems : letters) {
    if (stems == 0)
      printed += other[next++];
    else
      printed.append(static_cast<size_t>(stems), 'I');
  }
  if (printed == numeral || printed.size() > kMostLetters ||
      printed.find("IIII") != std::string::npos)
    return;
  first.text.replace(0, end, printed);
  first.confidence = std::max(first.confidence, kNumeralSure);
}

}  // namespace planrec::acquire
