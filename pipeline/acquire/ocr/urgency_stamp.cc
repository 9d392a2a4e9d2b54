// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/urgency_stamp.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/acquire/ocr/ink_rows.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr std::string_view kStamps[] = {"HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"};
constexpr double kUpper = 0.45;      // of the page's height
constexpr double kConfidence = 0.5;  // a stamp's least sure word
constexpr double kReadSurely = 0.9;  // one of few words: as sure as that

/// Small letters without marks, one blank between words; single letters are a frame's sides.
std::string Plain(std::string_view text) {
  std::u32string plain, word;
  for (const char32_t c : ToUtf32(text) + U" ") {
    if (IsLetter(c)) {
      word += LowerLetter(BaseLetter(c));
      continue;
    }
    if (word.size() > 1) plain += (plain.empty() ? U"" : U" ") + word;
    word.clear();
  }
  return ToUtf8(plain);
}

bool IsCapitals(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  return std::none_of(letters.begin(), letters.end(),
                      [](char32_t c) { return IsLetter(c) && !IsUpper(c); });
}

}  // namespace

std::string_view UrgencyWords(std::string_view line) {
  if (!IsCapitals(line)) return {};
  const std::string plain = Plain(line);
  const auto stamp = std::find_if(std::begin(kStamps), std::end(kStamps),
                                  [&](std::string_view each) { return Plain(each) == plain; });
  return stamp != std::end(kStamps) ? *stamp : std::string_view();
}

void ReadUrgencyStamp(const HeadScene& scene, std::vector<InkReading>& lines) {
  if (scene.work.letter_px <= 0) return;
  const PixelBox area{0, 0, scene.work.width_px(),
                      static_cast<int>(kUpper * scene.work.height_px())};
  const Raster grey = scene.view.CutArea(area, Inks::kRed);
  if (grey.empty()) return;
  for (ReadLine& line : ReadInkRows(scene, grey, area)) {
    std::string text;
    double least = 1;
    for (const ReadWord& word : line.words) {
      text += (text.empty() ? "" : " ") + word.text;
      if (!Plain(word.text).empty()) least = std::min(least, word.confidence);
    }
    const std::string_view stamp = UrgencyWords(text);
    if (stamp.empty() || least < kConfidence) continue;
    // The page's own reading may have it already.
    for (const InkReading& known : lines) {
      for (const ReadLine& part : known.read) {
        std::string own;
        for (const ReadWord& word : part.words) own += (own.empty() ? "" : " ") + word.text;
        if (!UrgencyWords(own).empty()) return;
      }
    }
    ReadWord word{std::string(stamp), line.box, std::max(least, kReadSurely)};
    ReadLine whole;
    whole.box = line.box;
    whole.height_px = line.height_px;
    whole.words = {std::move(word)};
    InkReading reading;
    reading.line.box = line.box;
    reading.read.push_back(std::move(whole));
    lines.push_back(std::move(reading));
    return;
  }
}

}  // namespace planrec::acquire
