// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/second_reading.h"

#include <algorithm>

namespace planrec::acquire {
namespace {

constexpr int kMargin_px = 4;  // beside the word; above and below the line's whole height is given
// Surer words are not read again: in all that were looked at no wrong number was among them, and
// they are five of six.
constexpr double kSure = 0.965;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Runs of digits, a space between them.
std::string Digits(const std::string& text) {
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i])) continue;
    if (!digits.empty() && !IsDigit(text[i - 1])) digits += ' ';
    digits += text[i];
  }
  return digits;
}

}  // namespace

bool SameNumbers(const std::string& first, const std::string& second) {
  // "II/2024": the strokes were counted in the ink (line_marks.h), only the year is to be compared.
  const size_t roman = first.find_first_not_of("IVX");
  if (roman != 0 && roman != std::string::npos && first[roman] == '/') {
    const size_t slash = second.find('/');
    return slash == std::string::npos ||
           SameNumbers(first.substr(roman + 1), second.substr(slash + 1));
  }
  const std::string a = Digits(first), b = Digits(second);
  return a.empty() || b.empty() || a == b;
}

std::vector<Disputed> ReadNumbersAgain(const Raster& image, ReadLine& line,
                                       Recogniser::Engine& second) {
  std::vector<Disputed> disputed;
  bool set = false;
  for (ReadWord& word : line.words) {
    if (word.confidence >= kSure || std::none_of(word.text.begin(), word.text.end(), IsDigit))
      continue;
    if (!set) second.SetImage(image.get(), image.x_dpi());
    set = true;
    const PixelBox crop{std::max(0, word.box.x0 - kMargin_px), 0,
                        std::min(image.width_px(), word.box.x1 + kMargin_px), image.height_px()};
    std::string text;
    double confidence = 1;
    for (const ReadLine& part : second.Read(crop, Layout::kLine)) {
      for (const ReadWord& other : part.words) {
        text += (text.empty() ? "" : " ") + other.text;
        confidence = std::min(confidence, other.confidence);
      }
    }
    if (SameNumbers(word.text, text)) continue;
    word.confidence = std::min(word.confidence, kDisputed);
    disputed.push_back({word.text, std::move(text), confidence, word.box});
  }
  return disputed;
}

}  // namespace planrec::acquire
