// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/numbering.h"

namespace planrec::samples {
namespace {

constexpr auto kRoman = MarkerType::kRoman;
constexpr auto kArabic = MarkerType::kArabic;
constexpr auto kTwoArabic = MarkerType::kTwoArabic;
constexpr auto kLetter = MarkerType::kLetter;
constexpr auto kDash = MarkerType::kDash;
constexpr auto kPlus = MarkerType::kPlus;

const std::vector<Scheme>& Schemes() {
  static const std::vector<Scheme> kSchemes = {
      {"roman-letter",
       false,
       {kRoman, kArabic, kTwoArabic},
       {kLetter, kDash, kPlus},
       {kArabic, kLetter, kDash}},
      {"roman-dash", false, {kRoman, kArabic, kTwoArabic}, {kDash, kPlus}, {kDash, kPlus}},
      {"roman-number",
       false,
       {kRoman, kArabic, kTwoArabic},
       {kDash, kPlus},
       {kArabic, kDash, kPlus}},
      {"arabic-letter",
       false,
       {kArabic, kTwoArabic},
       {kLetter, kDash, kPlus},
       {kLetter, kDash, kPlus}},
      {"arabic-dash", false, {kArabic, kTwoArabic}, {kDash, kPlus}, {kDash, kPlus}},
      {"party", true, {kRoman, kArabic, kTwoArabic}, {kDash, kPlus}, {kDash, kPlus}},
  };
  return kSchemes;
}

std::string RomanNumber(int value) {
  static const std::pair<int, const char*> kSteps[] = {
      {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
  std::string out;
  for (const auto& [step, sign] : kSteps) {
    for (; value >= step; value -= step) out += sign;
  }
  return out;
}

}  // namespace

Result<Scheme> FindScheme(const std::string& name) {
  for (const Scheme& scheme : Schemes()) {
    if (scheme.name == name) return scheme;
  }
  return Error{ErrorType::kNotFound, "no numbering scheme '" + name + "'", 0};
}

std::string MarkerText(MarkerType type, bool party, int ordinal, int above) {
  // The Vietnamese alphabet as lists use it: đ after d, no f, j, w, z, no modified vowels.
  static const char* const kLetters[] = {"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l",
                                         "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x"};
  const std::string end = party ? "-" : ".";
  switch (type) {
    case MarkerType::kPart:
      return "Phần " + RomanNumber(ordinal);
    case MarkerType::kRoman:
      return RomanNumber(ordinal) + end;
    case MarkerType::kArabic:
      return std::to_string(ordinal) + end;
    case MarkerType::kTwoArabic:
      return std::to_string(above) + "." + std::to_string(ordinal) + end;
    case MarkerType::kLetter:
      return std::string(kLetters[(ordinal - 1) % 22]) + ")";
    case MarkerType::kDash:
      return "-";
    case MarkerType::kPlus:
      return "+";
  }
  return "";
}

}  // namespace planrec::samples
