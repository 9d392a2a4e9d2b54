// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/layer_gaps.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// A picture that can hold a table or a paragraph; smaller ones are emblems, seals and bullets.
constexpr double kPictureWidth_pt = 100, kPictureHeight_pt = 30;
// Letters drawn as shapes: fewer are an emblem, a seal or a signature.
constexpr size_t kFewOutlines = 60;
// Words of a line, and of a page, that are needed to judge them; a share of syllables below which
// letters can't be Vietnamese, and from which they surely are.
constexpr int kFewWords = 3, kFewWordsOfPage = 12;
constexpr double kNoLanguage = 0.4, kLanguage = 0.6, kBetter = 0.2;
// Letters that no alphabet of plans has, by share of all letters.
constexpr double kStrangeShare = 0.01;
// A recognised line: surer than this, and with as many letters; all of them together.
constexpr double kLineConfidence = 0.6;
constexpr int kFewLetters = 1, kFewLettersOfAll = 8;
constexpr double kBeside = 0.6;    // of its height: a wide letter's half
constexpr double kSameLine = 0.5;  // share of a line's area that a sound line covers

struct Language {
  int words = 0, syllables = 0, letters = 0, strange = 0;
  double Share() const { return words > 0 ? static_cast<double>(syllables) / words : 1.0; }
  bool Strange() const { return letters > 0 && strange >= kStrangeShare * letters; }
};

void Add(std::string_view text, Language& language) {
  int letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++letters;
    // Beyond ASCII only letters with Vietnamese marks have a base letter of it.
    language.strange += c >= 0x80 && !HasVietnameseMark(c) ? 1 : 0;
  }
  language.letters += letters;
  if (letters < 2) return;
  ++language.words;
  language.syllables += IsSyllable(text) ? 1 : 0;
}

Language LanguageOf(const TextLine& line) {
  Language language;
  for (const Token& token : line.tokens)
    Add(std::string_view(line.raw).substr(token.begin, token.end - token.begin), language);
  return language;
}

Language& operator+=(Language& a, const Language& b) {
  a.words += b.words;
  a.syllables += b.syllables;
  a.letters += b.letters;
  a.strange += b.strange;
  return a;
}

Language LanguageOf(const std::vector<TextLine>& lines) {
  Language all;
  for (const TextLine& line : lines) all += LanguageOf(line);
  return all;
}

double Confidence(const TextLine& line) {
  double sum = 0;
  for (const Token& token : line.tokens) sum += token.confidence;
  return line.tokens.empty() ? 0 : sum / static_cast<double>(line.tokens.size());
}

int Signs(const TextLine& line) {
  int signs = 0;
  for (size_t at = 0; at < line.raw.size();) {
    const char32_t c = DecodeUtf8(line.raw, at);
    signs += IsLetter(c) || IsDigit(c) ? 1 : 0;
  }
  return signs;
}

bool Meets(const Box& box, const std::vector<Box>& boxes) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Box& other) {
    return other.Contains(box.CenterX(), box.CenterY()) ||
           box.Contains(other.CenterX(), other.CenterY());
  });
}

bool HasPicture(const PageContent& content) {
  const auto seen = std::count_if(content.glyphs.begin(), content.glyphs.end(),
                                  [](const Glyph& g) { return !g.invisible; });
  // Text under an image is that image's own.
  if (2 * static_cast<size_t>(seen) < content.glyphs.size()) return false;
  const Box page{0, 0, content.width_pt, content.height_pt};
  return std::any_of(content.images.begin(), content.images.end(), [&](const ImageUse& image) {
    const Box box = Intersect(image.box, page);
    return !image.annotation && box.Width() >= kPictureWidth_pt &&
           box.Height() >= kPictureHeight_pt;
  });
}

bool IsLineBroken(const TextLine& line, const std::vector<Box>& unmapped) {
  // A hole beside a line's end is one in a word: "C", a hole for "ƯỜ", "NG".
  const double beside = kBeside * line.box.Height();
  const Box reach{line.box.x0 - beside, line.box.y0, line.box.x1 + beside, line.box.y1};
  const bool holes = std::any_of(unmapped.begin(), unmapped.end(), [&](const Box& box) {
    return reach.Contains(box.CenterX(), box.CenterY());
  });
  if (holes) return true;
  const Language language = LanguageOf(line);
  return language.words >= kFewWords && language.Share() < kNoLanguage && language.Strange();
}

}  // namespace

LayerGaps FindGaps(const PageContent& content, const std::vector<TextLine>& lines,
                   LayerState state) {
  LayerGaps gaps;
  gaps.unread_ink = HasPicture(content) || content.outlines >= kFewOutlines;
  const Language all = LanguageOf(lines);
  const bool no_language =
      all.words >= kFewWordsOfPage && all.Share() < kNoLanguage && all.Strange();
  gaps.doubted = state == LayerState::kDamaged || (no_language && state != LayerState::kLegacy);
  for (const TextLine& line : lines) {
    if (gaps.doubted || (state == LayerState::kSound && IsLineBroken(line, content.unmapped_boxes)))
      gaps.broken.push_back(line.box);
    else
      gaps.sound_letters += LanguageOf(line).letters;
  }
  if (state == LayerState::kLegacy) return gaps;
  // Characters of which no line knows: a line of nothing else.
  for (const Box& box : content.unmapped_boxes)
    if (!Meets(box, gaps.broken)) gaps.broken.push_back(box);
  return gaps;
}

bool FillGaps(Page read, const LayerGaps& gaps, Page& page) {
  if (gaps.doubted) {
    const Language before = LanguageOf(page.lines), after = LanguageOf(read.lines);
    if (after.Share() < kLanguage || after.Share() < before.Share() + kBetter) return false;
  }
  std::vector<TextLine> sound;
  for (const TextLine& line : page.lines)
    if (!Meets(line.box, gaps.broken)) sound.push_back(line);
  std::vector<TextLine> taken;
  int signs = 0;
  double confidence = 0;
  for (TextLine& line : read.lines) {
    const bool known = std::any_of(sound.begin(), sound.end(), [&](const TextLine& other) {
      return Intersect(line.box, other.box).Area() > kSameLine * line.box.Area();
    });
    const bool broken = Meets(line.box, gaps.broken);
    if (known && !broken) continue;
    if (!broken && (Signs(line) < kFewLetters || Confidence(line) < kLineConfidence)) continue;
    signs += Signs(line);
    confidence += Confidence(line) * Signs(line);
    taken.push_back(std::move(line));
  }
  if (taken.empty() || (gaps.broken.empty() && signs < kFewLettersOfAll)) return false;
  page.ocr_confidence = signs > 0 ? confidence / signs : 0;
  page.diagnostics.push_back({"layer.gaps", std::to_string(taken.size()) +
                                                " lines that the text layer lacks or has wrong "
                                                "were read from the page's picture"});
  if (signs > gaps.sound_letters) page.origin = TextOrigin::kOcr;
  page.lines = std::move(sound);
  std::move(taken.begin(), taken.end(), std::back_inserter(page.lines));
  std::move(read.rules.begin(), read.rules.end(), std::back_inserter(page.rules));
  return true;
}

}  // namespace planrec::acquire
