// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/head_anchors.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr double kColumnGap = 5;  // heights of small letters between two columns
constexpr double kNumberGap = 12;
constexpr double kHead = 0.45;  // the letterhead's share of the page
// A date's line begins right of this share of the width, a number's left of that.
constexpr double kDateFrom = 0.36, kNumberUpTo = 0.48;
constexpr size_t kMostPlaceWords = 7;
// A number stands on the date's line or so many heights of small letters above or below.
constexpr double kApart = 9;
constexpr double kSameLine = 2.2;
constexpr double kAlone = 0.3;  // of the page's height: a number without a date

/// Lower case, without marks.
std::u32string Bare(std::string_view text) {
  std::u32string bare = ToUtf32(text);
  for (char32_t& c : bare) c = LowerLetter(BaseLetter(c));
  return bare;
}

const ReadWord& Word(const std::vector<InkReading>& lines, const HeadWords& at, size_t index) {
  return lines[at.line].read[at.read].words[index];
}

/// A symbol begins here: "/KH-UBND", "/2024/TT-BCT".
bool BeginsSymbol(std::u32string_view text) {
  if (text.size() < 3 || text[0] != U'/') return false;
  if (IsUpper(text[1])) return true;
  return text.size() > 6 && std::all_of(text.begin() + 1, text.begin() + 5, IsDigit) &&
         text[5] == U'/';
}

/// "’BCT-ATMT": capitals on both sides of a hyphen, its slash lost.
bool HoldsSymbol(std::u32string_view text) {
  for (size_t at = text.find(U'-', 2); at != std::u32string_view::npos;
       at = text.find(U'-', at + 1))
    if (at + 2 < text.size() && IsUpper(text[at - 2]) && IsUpper(text[at - 1]) &&
        IsUpper(text[at + 1]) && IsUpper(text[at + 2]))
      return true;
  return false;
}

bool IsSymbolWord(std::u32string_view text) {
  for (size_t at = 0; at < 2 && at < text.size(); ++at)
    if (BeginsSymbol(text.substr(at))) return true;
  return HoldsSymbol(text);
}

/// Word i stands in the column of those before it. Behind "Số:" a stamp's digits stand far apart,
/// and a blank or a pen's number that was not read leaves a gap.
bool GoesOn(const std::vector<ReadWord>& words, size_t first, size_t i, double letter_px) {
  const double gap = words[i].box.x0 - words[i - 1].box.x1;
  if (gap < kColumnGap * letter_px) return true;
  const std::u32string word = Bare(words[first].text);
  const bool number = word.starts_with(U"so") && word.size() <= 3;
  return gap < kNumberGap * letter_px &&
         (number || (i == first + 1 && IsSymbolWord(ToUtf32(words[i].text))));
}

/// Calls `each` for every column's part of every line.
template <typename Each>
void ForEachPart(const std::vector<InkReading>& lines, double letter_px, Each each) {
  for (size_t l = 0; l < lines.size(); ++l) {
    for (size_t r = 0; r < lines[l].read.size(); ++r) {
      const std::vector<ReadWord>& words = lines[l].read[r].words;
      size_t first = 0;
      for (size_t i = 1; i <= words.size(); ++i) {
        if (i < words.size() && GoesOn(words, first, i, letter_px)) continue;
        each(HeadWords{l, r, first, i});
        first = i;
      }
    }
  }
}

/// "tháng", "thangO", "thàng"
bool IsMonthWord(std::u32string_view bare) {
  return bare.size() >= 4 && bare.size() <= 8 && bare.starts_with(U"th") &&
         bare.find(U"ng") != std::u32string_view::npos;
}

bool IsDayWord(std::u32string_view bare) {
  return bare.starts_with(U"ng") && bare.size() >= 3 && bare.size() <= 8;
}

/// "năm", "nam2024"
bool IsYearWord(std::u32string_view bare) {
  if (bare.size() < 2 || !bare.starts_with(U"na")) return false;
  return bare.size() == 2 || bare[2] == U'm' || bare[2] == U'n' || IsDigit(bare[2]);
}

size_t Digits(std::u32string_view bare) {
  return static_cast<size_t>(std::count_if(bare.begin(), bare.end(), IsDigit));
}

std::optional<DateAnchor> ReadDateLine(const std::vector<InkReading>& lines,
                                       const HeadWords& words) {
  DateAnchor date;
  date.words = words;
  size_t year = words.last;
  for (size_t i = words.first; i < words.last; ++i) {
    const std::u32string bare = Bare(Word(lines, words, i).text);
    const bool before_year = i + 1 < words.last &&
                             Digits(Bare(Word(lines, words, i + 1).text)) == 4 &&
                             bare.size() >= 2 && bare.size() <= 4 && bare.ends_with(U"am");
    if (IsYearWord(bare) || before_year) year = i;
  }
  if (year == words.last) return std::nullopt;
  // A year of four digits, and nothing behind it.
  size_t digits = Digits(Bare(Word(lines, words, year).text));
  for (size_t i = year + 1; i < words.last; ++i) digits += Digits(Bare(Word(lines, words, i).text));
  if (digits < 3 || digits > 4 || words.last > year + 3) return std::nullopt;
  date.year_word = year;
  // From the year back: the place may hold words like these ("Khê Thượng", "Quảng Ngãi").
  bool month = false;
  for (size_t i = year; i-- > words.first && !date.day_word;) {
    const std::u32string bare = Bare(Word(lines, words, i).text);
    if (!month && IsMonthWord(bare)) {
      month = true;
      date.month_word = i;
    } else if (month && IsDayWord(bare)) {
      date.day_word = i;
    }
  }
  if (!month || date.month_word > words.first + kMostPlaceWords) return std::nullopt;
  // Running text cites: "Kế hoạch số 5 ngày 3 tháng 4 năm 2024", "Căn cứ …".
  const size_t before = date.day_word.value_or(date.month_word);
  for (size_t i = words.first; i < before; ++i) {
    const std::u32string bare = Bare(Word(lines, words, i).text);
    if (bare == U"so" || bare == U"cu" || bare == U"cua" || bare == U"tu" || bare == U"den" ||
        bare.find(U'/') != std::u32string::npos)
      return std::nullopt;
  }
  if (!date.day_word && date.month_word == words.first) return std::nullopt;
  // "Hà Nội, ngọ) 7 tháng": the place ends with a comma.
  for (size_t i = words.first; i + 1 < date.month_word && !date.day_word; ++i)
    if (Word(lines, words, i).text.ends_with(',')) date.day_word = i + 1;
  return date;
}

/// How much of a number's line this is; 0: none.
int NumberScore(const std::vector<InkReading>& lines, const HeadWords& words, NumberAnchor& out) {
  out.words = words;
  const std::u32string first = Bare(Word(lines, words, words.first).text);
  int score = 0;
  const bool s = !first.empty() && first[0] == U's';
  // "Số:", "số", "Sốo2/SYT"; "SỞ" is none, and a word of small letters goes on.
  const std::string& printed = Word(lines, words, words.first).text;
  const std::u32string raw = ToUtf32(printed);
  const bool signed_word =
      first.find_first_of(U":;.") != std::u32string::npos && first.find_first_of(U":;.") <= 3;
  const bool small_o = raw.size() >= 2 && !IsUpper(raw[1]);
  const bool ends = first.size() <= 2 || !IsLetter(first[2]) || signed_word;
  if (first == U"v/v" || first == U"ve") return 0;
  if (s && small_o && (ends || Digits(first) > 0)) {
    out.word = true;
    out.alone = first.size() <= 3 && Digits(first) == 0;
    score += 3;
  } else if (signed_word && first.size() <= 4) {
    out.word = out.alone = true;
    score += 1;
  }
  size_t digits = 0;
  bool symbol = false, likely = false;
  for (size_t i = words.first; i < words.last; ++i) {
    const std::u32string text = ToUtf32(Word(lines, words, i).text);
    digits += Digits(text);
    likely |= HoldsSymbol(text);
    for (size_t at = 0; at < text.size() && !symbol; ++at) {
      symbol = BeginsSymbol(std::u32string_view(text).substr(at));
      if (symbol && at == 0) out.slash = i;
    }
  }
  if (symbol || likely) score += 3;
  if (digits > 0) score += 1;
  for (size_t i = words.first; i < words.last; ++i)
    if (Word(lines, words, i).text.find('/') != std::string::npos) {
      score += 1;
      break;
    }
  return score;
}

}  // namespace

std::optional<DateAnchor> FindDate(const std::vector<InkReading>& lines, const HeadPage& page) {
  std::optional<DateAnchor> found;
  int top = 0;
  ForEachPart(lines, page.letter_px, [&](const HeadWords& words) {
    const PixelBox& first = Word(lines, words, words.first).box;
    if (first.x0 < kDateFrom * page.width) return;
    if (found && first.y0 > top) return;
    std::optional<DateAnchor> date = ReadDateLine(lines, words);
    if (!date) return;
    top = first.y0;
    found = date;
  });
  return found;
}

std::optional<NumberAnchor> FindNumber(const std::vector<InkReading>& lines, const HeadPage& page,
                                       const std::optional<DateAnchor>& date) {
  std::optional<NumberAnchor> best;
  double best_score = 0;
  const double beside = date ? lines[date->words.line].line.baseline : -1;
  ForEachPart(lines, page.letter_px, [&](HeadWords words) {
    const auto speck = [&] {
      const std::u32string text = ToUtf32(Word(lines, words, words.first).text);
      return std::none_of(text.begin(), text.end(),
                          [](char32_t c) { return IsLetter(c) || IsDigit(c) || c == U'/'; });
    };
    while (words.first + 1 < words.last && speck()) ++words.first;
    const PixelBox& first = Word(lines, words, words.first).box;
    const PixelBox& last = Word(lines, words, words.last - 1).box;
    const int baseline = lines[words.line].line.baseline;
    if (first.x0 > kNumberUpTo * page.width || first.y0 > kHead * page.height) return;
    NumberAnchor number;
    double score = NumberScore(lines, words, number);
    const bool near = date && std::abs(baseline - beside) <= kApart * page.letter_px;
    const bool level = date && std::abs(baseline - beside) <= kSameLine * page.letter_px;
    // Left of the date the line needs little to be it; without a date it must say what it is.
    if (level && score >= 1) score += 3;
    if (near && !level) score += 1;
    const bool alone =
        (!date || beside > kHead * page.height) && number.alone && first.y0 < kAlone * page.height;
    const double least = level || alone ? 4 : near ? 5 : 7;
    // A line of running text is no number's.
    if (last.x1 > 0.62 * page.width || words.last - words.first > 8) return;
    if (score < least || score <= best_score) return;
    best_score = score;
    best = number;
  });
  return best;
}

}  // namespace planrec::acquire
