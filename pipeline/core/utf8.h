// SPDX-License-Identifier: GPL-3.0-or-later
//
// UTF-8 and the Vietnamese alphabet with the standard library only: what grammars need to look at
// letters. Full Unicode work (normalisation, legacy encodings) is the normalizers' (ICU).
// All functions are pure and take valid or invalid UTF-8 (an invalid byte decodes to U+FFFD).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace planrec {

/// Decodes the code point that starts at `at` and moves `at` behind it.
char32_t DecodeUtf8(std::string_view text, size_t& at);
void AppendUtf8(std::string& out, char32_t c);
std::u32string ToUtf32(std::string_view text);
std::string ToUtf8(std::u32string_view text);
bool IsValidUtf8(std::string_view text);
/// Number of code points.
size_t CountCodePoints(std::string_view text);

/// Latin letters with all Vietnamese marks (and Latin-1 letters); others are returned unchanged.
char32_t LowerLetter(char32_t c);
char32_t UpperLetter(char32_t c);
/// The letter without marks, case kept: ậ → a, Đ → D. Others are returned unchanged.
char32_t BaseLetter(char32_t c);
bool IsLetter(char32_t c);
bool IsUpper(char32_t c);
bool IsLower(char32_t c);
/// True for a letter that carries a Vietnamese mark (tone, breve, circumflex, horn, đ).
bool HasVietnameseMark(char32_t c);
inline bool IsDigit(char32_t c) {
  return c >= '0' && c <= '9';
}

std::string Lower(std::string_view text);
std::string Upper(std::string_view text);

/// Lower case without marks, for matching damaged or differently spelt text: "Ủy ban" → "uy ban".
std::string Fold(std::string_view text);

/// Folded text with the way back: byte i of `text` stems from byte offset[i] of the original;
/// offset has one more entry for the end. Folding is per code point, so matches of whole letters
/// map to whole letters.
struct FoldedText {
  std::string text;
  std::vector<uint32_t> offset;
};
FoldedText FoldWithOffsets(std::string_view text);

/// White space trimmed at both ends.
std::string_view Trim(std::string_view text);
/// Runs of white space (incl. U+00A0) become one space; ends trimmed.
std::string FoldSpaces(std::string_view text);

/// Text with everything escaped that HTML and XML give a meaning, for element content and for
/// values in quotes. Characters that XML 1.0 forbids and controls become U+FFFD.
std::string EscapeMarkup(std::string_view text);

/// Share of letters that carry a Vietnamese mark; good text has 0.25–0.33, damaged layers ≤ 0.10.
double MarkedShare(std::string_view text);

/// Levenshtein distance over code points, at most `limit` + 1.
int EditDistance(std::string_view a, std::string_view b, int limit);

}  // namespace planrec
