// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/head_digits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

namespace planrec::acquire {
namespace {

// Of the print of letterheads, in heights of its capitals: "Số:", "ngày", "tháng" and how far the
// reader's boxes may be off.
constexpr double kNumberWord = 2.0, kDayWord = 2.93, kMonthWord = 3.44, kOff = 0.45, kWider = 0.1;
// Capitals in heights of small letters, where a line shows none to measure.
constexpr double kCapital = 1.47, kLeastCapital = 1.2, kMostCapital = 1.85;

/// Height and foot of the capitals and digits between x0 and x1; of the whole line where those are
/// too few.
PrintSize Measure(const HeadScene& scene, const InkLine& line, double x0, double x1) {
  const double letter = scene.work.letter_px;
  for (const bool whole : {false, true}) {
    std::vector<int> heights, feet;
    for (const size_t part : line.parts) {
      const PixelBox& box = scene.ink.boxes()[part];
      if (box.Height() < kLeastCapital * letter || box.Height() > kMostCapital * letter) continue;
      if (!whole && (box.x0 < x0 || box.x1 > x1)) continue;
      heights.push_back(box.Height());
      feet.push_back(box.y1);
    }
    if (heights.size() < 2) continue;
    const auto middle = [](std::vector<int>& values) {
      std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
      return values[values.size() / 2];
    };
    return {double(middle(heights)), double(middle(feet))};
  }
  return {kCapital * letter, double(line.baseline)};
}

/// Where a printed word ends: at its box's end if the box is as wide as the word, else so far from
/// its beginning.
double WordEnd(const PixelBox& box, double width, double capital) {
  const bool right = std::abs(box.Width() / capital - width) <= kOff;
  return right ? std::min<double>(box.x1, box.x0 + (width + kWider) * capital)
               : box.x0 + width * capital;
}

struct Window {
  double x0 = 0, x1 = 0, lower = 0;  ///< lower: heights of capitals below the base line
};

// A number is read at its measured size, and as if it were smaller and larger: pens write as they
// like, and what holds at each size is surer than what one of them shows.
constexpr double kScales[] = {1, 0.86, 1.16};

// A slash stands no farther behind the digits (heights of capitals).
constexpr double kSlashWithin = 2.5;

struct WindowReading {
  std::vector<DigitCandidate> candidates;
  std::vector<float> frames;
  Window window;
  double capital = 0;
};

WindowReading ReadWindow(const HeadScene& scene, const PrintSize& size, const Window& window,
                         DigitField field) {
  WindowReading reading;
  reading.window = window;
  reading.capital = size.capital;
  const int width =
      std::clamp(static_cast<int>((window.x1 - window.x0) / size.capital * kStripCapital), 24,
                 16 * kStripCapital) /
      kFramePixels * kFramePixels;
  const StripPlace place{window.x0, size.baseline + window.lower * size.capital, size.capital};
  reading.frames = scene.network.Read(scene.view.Cut(place, width));
  reading.candidates = ReadDigits(reading.frames, field);
  return reading;
}

/// Readings of several windows as one: the mean.
std::vector<DigitCandidate> Mean(const std::vector<WindowReading>& readings) {
  std::map<std::string, double> sum;
  for (const WindowReading& reading : readings)
    for (const DigitCandidate& c : reading.candidates)
      sum[c.text] += c.probability / double(readings.size());
  std::vector<DigitCandidate> mean;
  for (const auto& [text, p] : sum) mean.push_back({text, p});
  std::stable_sort(mean.begin(), mean.end(), [](const DigitCandidate& a, const DigitCandidate& b) {
    return a.probability > b.probability;
  });
  return mean;
}

FoundDigits Locate(const std::vector<WindowReading>& readings,
                   std::vector<DigitCandidate> candidates, const PrintSize& size) {
  FoundDigits found;
  found.size = size;
  found.candidates = std::move(candidates);
  if (found.empty()) return found;
  const WindowReading& from = *std::max_element(
      readings.begin(), readings.end(), [&](const WindowReading& a, const WindowReading& b) {
        const auto p = [&](const WindowReading& reading) {
          for (const DigitCandidate& c : reading.candidates)
            if (c.text == found.best().text) return c.probability;
          return 0.0;
        };
        return p(a) < p(b);
      });
  const std::vector<double> places = PlaceDigits(from.frames, found.best().text);
  if (places.empty()) return found;
  const auto at = [&](double frame) {
    return from.window.x0 + frame * kFramePixels / kStripCapital * from.capital;
  };
  constexpr double kHalfDigit = 0.45;
  const size_t digits = found.best().text.size();
  found.x0 = at(places.front()) - kHalfDigit * size.capital;
  found.x1 = at(places[digits - 1]) + kHalfDigit * size.capital;
  if (places.size() > digits && at(places[digits]) - found.x1 <= kSlashWithin * size.capital)
    found.slash = at(places[digits]);
  return found;
}

/// A blank must be sure; else what there might be is the best guess.
std::vector<DigitCandidate> RatherInk(std::vector<DigitCandidate> candidates) {
  constexpr double kBlank = 0.9;
  if (candidates.size() > 1 && candidates.front().text.empty() &&
      candidates.front().probability < kBlank)
    std::swap(candidates[0], candidates[1]);
  return candidates;
}

/// A letter far behind the digits is the symbol's ("09/KH-TTra"): the number has none.
void DropFarLetter(FoundDigits& found, const std::vector<WindowReading>& readings,
                   const PrintSize& size) {
  if (found.empty() || !found.best().text.ends_with('x') ||
      found.x1 - found.x0 <= (static_cast<double>(found.best().text.size()) + 0.6) * size.capital)
    return;
  std::vector<DigitCandidate> candidates = found.candidates;
  std::string& text = candidates.front().text;
  text.pop_back();
  const auto plain =
      std::find_if(candidates.begin() + 1, candidates.end(),
                   [&](const DigitCandidate& c) { return c.text == candidates.front().text; });
  if (plain != candidates.end()) {
    candidates.front().probability += plain->probability;
    candidates.erase(plain);
  }
  found = Locate(readings, std::move(candidates), size);
}

/// The most confident window's reading, the less sure the more the others say something else.
FoundDigits ReadDatePart(const HeadScene& scene, const PrintSize& size, double x0, double x1,
                         DigitField field) {
  std::vector<WindowReading> readings;
  for (const Window& window :
       {Window{x0 - 0.15 * size.capital, x1, 0}, Window{x0 - 0.45 * size.capital, x1, 0},
        Window{x0 - 0.3 * size.capital, x1 + 0.5 * size.capital, 0}})
    readings.push_back(ReadWindow(scene, size, window, field));
  const auto p = [](const WindowReading& reading) {
    return reading.candidates.empty() ? 0 : reading.candidates.front().probability;
  };
  const auto best =
      std::max_element(readings.begin(), readings.end(),
                       [&](const WindowReading& a, const WindowReading& b) { return p(a) < p(b); });
  std::vector<DigitCandidate> candidates = best->candidates;
  if (candidates.empty()) return {};
  const auto same = [&](const std::string& text) {
    return std::atoi(text.c_str()) == std::atoi(candidates.front().text.c_str());
  };
  for (const WindowReading& reading : readings) {
    if (reading.candidates.empty() || same(reading.candidates.front().text)) continue;
    candidates.front().probability *= 1 - p(reading) / 2;
    const auto known = std::find_if(
        candidates.begin(), candidates.end(),
        [&](const DigitCandidate& c) { return c.text == reading.candidates.front().text; });
    if (known == candidates.end()) candidates.push_back(reading.candidates.front());
  }
  return Locate(readings, std::move(candidates), size);
}

/// The date's line as the windows need it.
PrintSize DateSize(const HeadScene& scene, const InkReading& line, const DateAnchor& anchor) {
  const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
  return Measure(scene, line.line, words[anchor.year_word].box.x0 + kCapital * scene.work.letter_px,
                 words[anchor.words.last - 1].box.x1);
}

/// From behind the word `before` (so wide) into the word `after`.
FoundDigits ReadBetween(const HeadScene& scene, const PrintSize& size, const PixelBox& before,
                        double width, const PixelBox& after, DigitField field) {
  constexpr double kLeast = 2, kMost = 7, kInto = 1.3;
  const double x0 = WordEnd(before, width, size.capital);
  const double x1 = std::clamp(after.x0 + kInto * size.capital, x0 + kLeast * size.capital,
                               x0 + kMost * size.capital);
  return ReadDatePart(scene, size, x0, x1, field);
}

}  // namespace

FoundDigits ReadNumber(const HeadScene& scene, const InkReading& line, const NumberAnchor& anchor) {
  const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
  const PixelBox& first = words[anchor.words.first].box;
  const PixelBox& last = words[anchor.words.last - 1].box;
  const PrintSize size =
      Measure(scene, line.line, first.x0 + 3.5 * kCapital * scene.work.letter_px, last.x1);
  const double capital = size.capital;
  // Glued to digits the word's box may begin anywhere in it.
  constexpr double kGlued = 1.4;
  const double x0 = anchor.alone  ? WordEnd(first, kNumberWord, capital)
                    : anchor.word ? first.x0 + kGlued * capital
                                  : std::max<double>(0, first.x0 - 0.5 * capital);
  double x1 = x0 + 9 * capital;
  if (anchor.slash && *anchor.slash > anchor.words.first)
    x1 = std::max(x0 + 2 * capital, words[*anchor.slash].box.x0 + 2.0 * capital);
  x1 = std::min<double>(x1, last.x1 + 3 * capital);
  std::vector<WindowReading> readings;
  for (const double scale : kScales) {
    const PrintSize seen{size.capital * scale, size.baseline};
    for (const Window& window :
         {Window{x0 - 0.35 * capital, x1, 0}, Window{x0 - 0.1 * capital, x1 + 0.8 * capital, 0}})
      readings.push_back(ReadWindow(scene, seen, window, DigitField::kNumber));
  }
  FoundDigits found = Locate(readings, RatherInk(Mean(readings)), size);
  DropFarLetter(found, readings, size);
  return found;
}

FoundDigits ReadDay(const HeadScene& scene, const InkReading& line, const DateAnchor& anchor) {
  if (!anchor.day_word) return {};
  const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
  return ReadBetween(scene, DateSize(scene, line, anchor), words[*anchor.day_word].box, kDayWord,
                     words[anchor.month_word].box, DigitField::kDay);
}

FoundDigits ReadMonth(const HeadScene& scene, const InkReading& line, const DateAnchor& anchor) {
  const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
  return ReadBetween(scene, DateSize(scene, line, anchor), words[anchor.month_word].box, kMonthWord,
                     words[anchor.year_word].box, DigitField::kMonth);
}

}  // namespace planrec::acquire
