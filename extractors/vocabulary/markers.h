// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marks that number the parts of a text: Phần, Chương, Mục, Điều, "A.", "I.", "1.", "1.1.",
// "1)", "a)", "-", "+", "*" (Decree 30/2020/NĐ-CP, Annex I, V.6, and what local plans print).
//
//   if (std::optional<Marker> marker = ReadMarker("1.2. Nội dung …"))
//     marker->rank;                    // its depth
//     line.substr(marker->text_begin)  // the text behind it
//
// ReadMarker knows printed forms only. What recognition damaged ("I1.", "|.", "0)") is a matter of
// what must come next: ReadDamagedMarker gives the reading that continues the numbering, if the
// characters allow it. Pure functions, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::extract {

enum class MarkerKind {
  kPart,         ///< Phần I, PHẦN THỨ NHẤT
  kChapter,      ///< Chương I
  kSection,      ///< Mục 1
  kArticle,      ///< Điều 1.
  kCapital,      ///< A.
  kRoman,        ///< I.
  kArabic,       ///< 1. and 1.1., 1.1.1.
  kArabicParen,  ///< 1)
  kLetter,       ///< a)
  kStar,         ///< *
  kDash,         ///< - and the bullets •, ·
  kPlus,         ///< +
};

/// Depth on one scale: a deeper marker is a child of the nearest shallower one before it.
int RankOf(MarkerKind kind, size_t components);

struct Marker {
  MarkerKind kind = MarkerKind::kDash;
  std::string printed;        ///< as printed: "I.", "1.1.", "đ)", "-", "Điều 1."
  std::vector<int> ordinals;  ///< 1.2.3. → {1, 2, 3}; letters in Vietnamese order; dashes none
  size_t text_begin = 0;      ///< byte of the line where the text behind it begins
  size_t printed_begin = 0, printed_end = 0;  ///< bytes of the line that are the mark
  bool dot_letter = false;                    ///< "a." instead of "a)"
  std::string damaged;                        ///< what was read, where the mark was repaired

  int rank() const { return RankOf(kind, ordinals.size()); }
  int ordinal() const { return ordinals.empty() ? 0 : ordinals.back(); }
  bool numbered() const { return !ordinals.empty(); }
};

/// The mark that `line` begins with; nullopt for a line without one. A number or year that is only
/// the first word ("2023 của …", "01 bộ", "30.000 đồng") is none.
std::optional<Marker> ReadMarker(std::string_view line);

/// 4 → "IV".
std::string RomanNumeral(int value);
/// Roman numerals with each confusion written as the strokes that it was made of: "H1" → "III";
/// empty where a sign is none. RomanStrokes("IV") is "IV".
std::string RomanStrokes(std::string_view word);

/// Letters in Vietnamese order times two (a = 2, b = 4, …, đ after d, e, g); f, j, w and z, which
/// that order does not hold, lie between (f = 13). 0 for what is no such letter.
int LetterOrdinal(char32_t letter);

/// What one step of numbering may expect: the mark that continues it.
struct Expected {
  MarkerKind kind = MarkerKind::kRoman;
  std::vector<int> ordinals;
  bool dot_letter = false;
  std::string close = ".";  ///< what ends the numeral of a part or number: "I." or "I-"
};
/// The mark in its printed form: {kRoman, {2}} → "II.".
std::string PrintedForm(const Expected& expected);

/// Reads the first word of `line` as `expected` where its characters are common confusions of that
/// mark; nullopt where they are not, or where it is printed rightly.
std::optional<Marker> ReadDamagedMarker(std::string_view line, const Expected& expected);

/// "Phần 1I", "PhầnI": the numeral's strokes read as other signs, or the space lost.
std::optional<Marker> ReadDamagedPart(std::string_view line);

/// True for a first word that no print gives ("|.", "I1.", "0)"): it may be repaired in any source,
/// while a well-formed mark is only doubted where the page was recognised.
bool IsMalformed(std::string_view first_word);

}  // namespace planrec::extract
