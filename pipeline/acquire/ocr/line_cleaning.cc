// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/line_cleaning.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// A gap of this many heights of small letters parts two columns (regions.cc cuts most of them).
constexpr double kColumnGap = 7.0;
constexpr double kMarkerWidth = 3.4;
// A line is noise where its words are on average this doubtful and most have no shape.
constexpr double kNoiseLine = 0.45, kNoiseWord = 0.60;
constexpr double kSureSign = 0.80;
constexpr size_t kLongWord = 10, kLongNumber = 4;  // letters, digits
// Signs that stand alone in print: lists' and tables'.
constexpr std::array<std::string_view, 12> kOwnSigns = {"-", "–", "+", "*", "•", "…",
                                                        ":", "×", "≥", "≤", "%", "‰"};
constexpr std::array<std::string_view, 3> kFinals = {"ng", "nh", "ch"};
constexpr std::string_view kEllipsis = "…";
constexpr size_t kPoints = 3;

struct Replacement {
  std::string_view from, to;
};
// Characters of the model's alphabet that Vietnamese print does not have.
constexpr std::array<Replacement, 8> kLookAlikes = {{
    {"Ð", "Đ"},  // U+00D0 ETH
    {"ð", "đ"},  // U+00F0
    {"Ɖ", "Đ"},
    {"⁄", "/"},  // U+2044
    {"∕", "/"},
    {"‐", "-"},
    {"‑", "-"},
    {"ˆ", "^"},
}};

bool HasLetterOrDigit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c) || IsDigit(c)) return true;
  }
  return false;
}

// A y alone is a word ("y tế") and dirt below it a dot; ỵ stands only behind another letter.
void DropLoneDot(std::string& text) {
  for (const Replacement& r : {Replacement{"ỵ", "y"}, Replacement{"Ỵ", "Y"}}) {
    const size_t at = text.find(r.from);
    if (at == std::string::npos) continue;
    if (HasLetterOrDigit(text.substr(0, at)) || HasLetterOrDigit(text.substr(at + r.from.size())))
      continue;
    text.replace(at, r.from.size(), r.to);
  }
}

void SetRight(std::string& text) {
  for (const Replacement& r : kLookAlikes) {
    for (size_t at = text.find(r.from); at != std::string::npos;
         at = text.find(r.from, at + r.to.size()))
      text.replace(at, r.from.size(), r.to);
  }
  // Three points are an ellipsis, however they were typed; longer rows are fields to fill in.
  for (size_t at = text.find('.'); at != std::string::npos; at = text.find('.', at)) {
    const size_t end = std::min(text.find_first_not_of('.', at), text.size());
    if (end - at == kPoints) text.replace(at, kPoints, kEllipsis);
    at = end - at == kPoints ? at + kEllipsis.size() : end;
  }
  DropLoneDot(text);
}

// "_", "|", "~", "'" and the like, alone: what is left of rules and specks.
bool IsStraySign(const ReadWord& word) {
  if (HasLetterOrDigit(word.text)) return false;
  const std::string_view sign =
      std::string_view(word.text).substr(0, word.text.find_last_not_of(".,;:)") + 1);
  const std::string_view own = sign.empty() ? std::string_view(word.text) : sign;
  if (std::find(kOwnSigns.begin(), kOwnSigns.end(), own) != kOwnSigns.end())
    return word.confidence < 0.30;
  return word.confidence < kSureSign;
}

// An address or a number, doubtful as what is no word of the language is; dirt is read as less.
bool IsLongPlainWord(std::string_view text) {
  constexpr std::u32string_view kSigns = U":/.,@-–_?=&%";
  size_t letters = 0, digits = 0;
  for (const char32_t c : ToUtf32(text)) {
    const bool letter = c < 0x80 && IsLetter(c), digit = IsDigit(c);
    if (!letter && !digit && kSigns.find(c) == std::u32string_view::npos) return false;
    letters += letter ? 1 : 0;
    digits += digit ? 1 : 0;
  }
  return letters >= kLongWord || (letters == 0 && digits >= kLongNumber);
}

bool IsNoise(const ReadLine& line) {
  double sum = 0;
  size_t shaped = 0, syllables = 0;
  for (const ReadWord& word : line.words) {
    sum += word.confidence;
    shaped += HasPlausibleShape(word.text) ? 1 : 0;
    // One letter is a syllable by shape and the usual misreading of a speck.
    syllables += IsSyllable(word.text) && CountCodePoints(word.text) > 1 ? 1 : 0;
  }
  const double mean = sum / static_cast<double>(line.words.size());
  if (mean >= kNoiseWord) return false;
  for (const ReadWord& word : line.words)
    if (IsLongPlainWord(word.text)) return false;
  if (line.words.size() == 1) {
    const ReadWord& word = line.words.front();
    return word.confidence < kNoiseLine && (!HasPlausibleShape(word.text) || syllables == 0);
  }
  return mean < kNoiseLine && 2 * shaped < line.words.size() + 1 &&
         3 * syllables < line.words.size() + 2;
}

// The engine may give a word the box of its line's whole rest: it ends where the next begins.
void EndAtTheNext(std::vector<ReadWord>& words) {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const PixelBox& next = words[i + 1].box;
    if (!next.Empty() && next.x0 > words[i].box.x0)
      words[i].box.x1 = std::min(words[i].box.x1, next.x0);
  }
}

// "CƯỜ NG": no word is spelled "ng", "nh" or "ch"; wide letters tore it off its syllable.
void JoinTornFinals(std::vector<ReadWord>& words) {
  for (size_t i = 1; i < words.size();) {
    ReadWord &head = words[i - 1], &tail = words[i];
    const std::string final = Lower(tail.text);
    const bool torn = std::find(kFinals.begin(), kFinals.end(), final) != kFinals.end();
    const bool small = tail.text == final;
    const std::string whole = head.text + tail.text;
    const bool alike = small ? Upper(head.text) != head.text : Upper(whole) == whole;
    if (!torn || !alike || !IsSyllable(whole)) {
      ++i;
      continue;
    }
    head.text = whole;
    head.box = Join(head.box, tail.box);
    head.confidence = std::min(head.confidence, tail.confidence);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

ReadLine Part(const ReadLine& line, size_t first, size_t last) {
  ReadLine part;
  part.height_px = line.height_px;
  part.words.assign(line.words.begin() + static_cast<std::ptrdiff_t>(first),
                    line.words.begin() + static_cast<std::ptrdiff_t>(last));
  for (const ReadWord& word : part.words) part.box = Join(part.box, word.box);
  return part;
}

}  // namespace

std::vector<ReadLine> CleanLines(std::vector<ReadLine> lines, double letter_px, int* dropped) {
  std::vector<ReadLine> clean;
  for (ReadLine& line : lines) {
    for (ReadWord& word : line.words) SetRight(word.text);
    EndAtTheNext(line.words);
    JoinTornFinals(line.words);
    // Stray signs go at both ends only: inside a line they may stand for something.
    const auto drop_end = [&](bool front) {
      while (!line.words.empty() && IsStraySign(front ? line.words.front() : line.words.back())) {
        if (front)
          line.words.erase(line.words.begin());
        else
          line.words.pop_back();
        ++*dropped;
      }
    };
    drop_end(true);
    drop_end(false);
    if (line.words.empty()) continue;
    size_t first = 0;
    for (size_t i = 1; i <= line.words.size(); ++i) {
      if (i < line.words.size()) {
        const PixelBox& left = line.words[i - 1].box;
        const int gap = line.words[i].box.x0 - left.x1;
        const bool marker =
            i == first + 1 && left.Width() < kMarkerWidth * letter_px && gap < 9 * letter_px;
        if (gap < kColumnGap * letter_px || marker) continue;
      }
      ReadLine part = Part(line, first, i);
      first = i;
      if (IsNoise(part)) {
        *dropped += static_cast<int>(part.words.size());
        continue;
      }
      clean.push_back(std::move(part));
    }
  }
  return clean;
}

}  // namespace planrec::acquire
