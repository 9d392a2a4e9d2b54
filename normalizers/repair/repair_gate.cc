// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/repair_gate.h"

#include <algorithm>
#include <array>

#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

// A fifth of running administrative text, written without marks.
constexpr std::array<std::string_view, 40> kVietnamese = {
    "va",   "cua",  "cac",  "co",    "duoc", "trong", "cho",   "theo",  "thuc", "hien",
    "quan", "ly",   "nhan", "dan",   "uy",   "ban",   "nam",   "ngay",  "so",   "quyet",
    "dinh", "nghi", "ke",   "hoach", "tinh", "xa",    "huyen", "thanh", "pho",  "phong",
    "cong", "tac",  "chuc", "viec",  "phap", "luat",  "hanh",  "chinh", "viet", "nuoc"};

constexpr std::array<std::string_view, 28> kEnglish = {
    "the", "of",    "and", "is",    "are",  "for",   "with",  "that", "this", "from",
    "by",  "or",    "be",  "as",    "was",  "which", "shall", "will", "have", "has",
    "not", "their", "its", "these", "such", "other", "been",  "were"};

template <size_t N>
bool Among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Letters of Vietnamese that are not in Latin-1 print: no English or French model emits them.
bool IsStrong(char32_t c) {
  return HasVietnameseMark(c) && c > 0xFF;
}

constexpr int kEnoughWords = 12;
constexpr int kFewestWords = 5;       ///< of a text that is nothing but syllables
constexpr double kSoundShare = 0.04;  ///< of strong words; damaged text has 0.00, sound text ≥ 0.14

/// Amid sound text a block without marks may be names, codes or another language: more is asked of
/// it.
bool SurelyDamaged(const TextEvidence& evidence) {
  // Three of four syllables bear a mark: ten without one are no chance.
  if (evidence.words >= 10 && LacksMarks(evidence) && evidence.vietnamese * 5 >= evidence.words)
    return true;
  return evidence.words >= 20 && evidence.strong == 0 && evidence.vietnamese * 7 >= evidence.words;
}

}  // namespace

void TextEvidence::Add(std::string_view text) {
  std::u32string word;
  bool has_strong = false;
  const auto end_word = [&] {
    if (!word.empty()) {
      ++words;
      if (has_strong) ++strong;
      const std::string folded = Fold(ToUtf8(word));
      if (Among(kVietnamese, folded)) ++vietnamese;
      if (Among(kEnglish, folded)) ++english;
      if (word.size() > 1 && IsSyllable(folded)) ++shaped;
    }
    word.clear();
    has_strong = false;
  };
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c)) {
      word.push_back(c);
      has_strong = has_strong || IsStrong(c);
      letters += 1;
      if (HasVietnameseMark(c)) marked += 1;
    } else if (!IsDigit(c)) {
      end_word();
    }
  }
  end_word();
}

bool LacksMarks(const TextEvidence& evidence) {
  return evidence.words >= kFewestWords && evidence.marked == 0 &&
         evidence.shaped == evidence.words && evidence.english == 0 && evidence.vietnamese > 0;
}

TextClass Classify(const TextEvidence& evidence) {
  if (evidence.words < kEnoughWords) return TextClass::kUnclear;
  const double n = evidence.words;
  if (evidence.strong / n >= kSoundShare) return TextClass::kSound;
  const double english = evidence.english / n, vietnamese = evidence.vietnamese / n;
  if (english > 0.10 && english > vietnamese) return TextClass::kForeign;
  if (vietnamese > 0.06) return TextClass::kDamaged;
  return evidence.words < 4 * kEnoughWords ? TextClass::kUnclear : TextClass::kForeign;
}

std::vector<TextClass> ClassifyBlocks(const std::vector<std::string>& blocks) {
  TextEvidence all;
  std::vector<TextEvidence> evidence(blocks.size());
  std::vector<TextClass> classes;
  // Words of the blocks that could be told, by class: they speak for the short ones.
  std::array<int, 4> decided{};
  for (size_t i = 0; i < blocks.size(); ++i) {
    evidence[i].Add(blocks[i]);
    all.Add(blocks[i]);
    classes.push_back(Classify(evidence[i]));
    decided[static_cast<size_t>(classes[i])] += evidence[i].words;
  }
  decided[static_cast<size_t>(TextClass::kUnclear)] = 0;
  const auto most = std::max_element(decided.begin(), decided.end());
  TextClass whole = *most > 0 ? static_cast<TextClass>(most - decided.begin()) : Classify(all);
  // A line given alone: nothing speaks for it but that each of its words could be a syllable.
  if (whole == TextClass::kUnclear && all.words >= kFewestWords && all.shaped == all.words &&
      all.english == 0 && all.vietnamese > 0)
    whole = TextClass::kDamaged;
  for (size_t i = 0; i < classes.size(); ++i) {
    if (classes[i] == TextClass::kUnclear) {
      classes[i] = whole;
      // One strong letter is proof of sound text, however short.
      if (evidence[i].strong > 0) classes[i] = TextClass::kSound;
    } else if (classes[i] == TextClass::kDamaged && whole == TextClass::kSound &&
               !SurelyDamaged(evidence[i])) {
      classes[i] = TextClass::kSound;
    }
  }
  return classes;
}

std::vector<bool> LinesWithoutMarks(const std::vector<std::string>& lines) {
  std::vector<bool> lost(lines.size(), false);
  bool sound = false;
  for (size_t i = lines.size(); i-- > 0;) {
    TextEvidence evidence;
    evidence.Add(lines[i]);
    sound = sound || evidence.strong > 0;
    const bool syllables = evidence.marked == 0 && evidence.shaped == evidence.words;
    lost[i] = LacksMarks(evidence) || (syllables && i + 1 < lost.size() && lost[i + 1]);
  }
  if (!sound) lost.assign(lost.size(), false);
  return lost;
}

std::vector<std::vector<size_t>> CutWhereMarksChange(
    const std::vector<std::string>& lines, const std::vector<std::vector<size_t>>& paragraphs) {
  std::vector<std::vector<size_t>> out;
  for (const std::vector<size_t>& paragraph : paragraphs) {
    std::vector<std::string> texts;
    for (const size_t i : paragraph) texts.push_back(lines[i]);
    const std::vector<bool> lost = LinesWithoutMarks(texts);
    for (size_t i = 0; i < paragraph.size(); ++i) {
      if (i == 0 || lost[i] != lost[i - 1]) out.emplace_back();
      out.back().push_back(paragraph[i]);
    }
  }
  return out;
}

}  // namespace planrec::normalize
