// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/head_symbol.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// In heights of capitals above and below the base line: the symbol's ink, not what a pen put there.
constexpr double kAbove = 1.45, kBelow = 0.45;
constexpr int kMargin_px = 4;

}  // namespace

double SymbolShape(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  if (letters.size() < 3) return 0;
  // "TTr", "TTg", "XPVPHC", "KH-TTra", "HĐND(VX)": capitals, few small letters, joined by hyphens.
  constexpr std::u32string_view kSigns = U"/-.,&()";
  double fits = 0;
  bool capital_before = false, capital = false;
  for (size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i];
    const bool upper = IsUpper(c);
    capital |= upper;
    if (upper || IsDigit(c) || kSigns.find(c) != std::u32string_view::npos)
      fits += 1;
    else if (capital_before && (c == U'r' || c == U'g'))
      fits += 1;
    capital_before = upper || (capital_before && IsLetter(c));
  }
  const bool begins = letters[0] == U'/' || letters[0] == U'-';
  return capital ? fits / static_cast<double>(letters.size()) * (begins ? 1 : 0.8) : 0;
}

std::vector<ReadWord> ReadSymbol(Recogniser::Engine& engine, const HeadScene& scene,
                                 const InkLine& line, double x0, double x1, const PrintSize& size) {
  const LineImage image = CutLine(scene.work, scene.ink, line);
  if (image.grey.empty()) return {};
  const auto within = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, double(most)));
  };
  const PixelBox area{
      within(x0 - image.x0, image.grey.width_px()),
      within(size.baseline - kAbove * size.capital - image.y0, image.grey.height_px()),
      within(x1 - image.x0 + kMargin_px, image.grey.width_px()),
      within(size.baseline + kBelow * size.capital - image.y0, image.grey.height_px())};
  if (area.Width() < size.capital || area.Height() < size.capital) return {};
  engine.SetImage(image.grey.get(), scene.work.dpi);
  std::vector<ReadWord> words;
  for (ReadLine& part : engine.Read(area, Layout::kLine)) {
    for (ReadWord& word : part.words) {
      word.box = {word.box.x0 + image.x0, word.box.y0 + image.y0, word.box.x1 + image.x0,
                  word.box.y1 + image.y0};
      words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace planrec::acquire
