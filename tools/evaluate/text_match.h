// SPDX-License-Identifier: GPL-3.0-or-later
//
// When are two texts the same? Normal forms in which differences of typing vanish, and similarities
// between texts in that form. Case, punctuation and spelling count.
//
//   const Text a(Normal(gold.text)), b(Normal(pred.text));
//   if (a == b) …            strict
//   if (SoftSimilarity(a, b) > 0) …   soft: 1 - edit distance / longer length >= kSoft
//
// Text owns its content. All functions are pure; const access is thread safe.
// Edit distance: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
// distances" (2003), in blocks of 64 as G. Myers (1999) has them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planrec::evaluate {

inline constexpr double kSoft = 0.90;
/// Keeps figures such as 1 - 1/10 from failing 0.90 by their last bit.
inline constexpr double kEpsilon = 1e-9;

/// Quotes, dashes and the ellipsis of one kind, invisible characters gone, white space single, the
/// tone mark on the last vowel of its group ("hòa" = "hoà"). Takes NFC.
std::string Unify(std::string_view text);

/// Unify, after Markdown signs and <br> are gone.
std::string Normal(std::string_view text);

/// Markers are compared without white space and emphasis; a lone bullet stays.
std::string NormalMarker(std::string_view marker);

/// Normal without spaces, for document codes.
std::string CodeKey(std::string_view code);

/// A normal text ready for many comparisons.
class Text {
 public:
  Text() : Text(std::string()) {}
  explicit Text(std::string utf8);

  const std::string& utf8() const { return utf8_; }
  const std::u32string& letters() const { return letters_; }
  size_t size() const { return letters_.size(); }
  bool empty() const { return letters_.empty(); }
  friend bool operator==(const Text& a, const Text& b) { return a.letters_ == b.letters_; }

 private:
  friend size_t Missing(const Text& a, const Text& b);
  friend double Dice(const Text& a, const Text& b);
  std::string utf8_;
  std::u32string letters_;
  std::vector<std::pair<char32_t, uint32_t>> bag_;    // letters with their counts, sorted
  std::vector<std::pair<uint64_t, uint32_t>> grams_;  // trigrams of " text ", likewise
};

/// Levenshtein distance over code points.
size_t Distance(std::u32string_view a, std::u32string_view b);
/// Least Levenshtein distance of `pattern` to any substring of `text`.
size_t FindDistance(std::u32string_view pattern, std::u32string_view text);

/// How many letters of `a` have no counterpart in `b`: a lower bound of the distance.
size_t Missing(const Text& a, const Text& b);

/// 1 - distance / longer length.
double Similarity(const Text& a, const Text& b);
/// Similarity where it reaches kSoft, else 0.
double SoftSimilarity(const Text& a, const Text& b);
/// Is one text in the other? 1 where it is; with `soft`, the similarity of the shorter one to its
/// place in the longer one where that reaches kSoft; else, and for an empty text, 0.
double Contained(const Text& a, const Text& b, bool soft);
/// Share of common trigrams, 0..1: quick and rough, for aligning rows.
double Dice(const Text& a, const Text& b);
/// As Similarity, 0 below one half.
double CellCredit(const Text& a, const Text& b);

}  // namespace planrec::evaluate
