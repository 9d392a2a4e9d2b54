// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/orientation.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/acquire/image/image_rules.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Rows must win over columns by this factor to be called so without reading.
constexpr double kPlainRows = 1.25, kPlainColumns = 0.8;
// pixUpDownDetect's measure: upright from here on; below it strips are read.
constexpr float kPlainlyUp = 4.0F;
// A turned reading must be this good, and this much better than the other.
constexpr double kGoodReading = 0.70, kClearlyBetter = 0.12;
// Where the text runs along the columns, a reading this good and this much better will do.
constexpr double kFairReading = 0.55, kMuchBetter = 0.20;
constexpr int kEnoughLetters = 24;
constexpr double kStripIn = 1.0;

// Sum of squared differences between neighbouring row sums, in stripes of about an inch, so that a
// skew of some degrees does no harm.
double Alternation(Pix* binary, int stripe) {
  const int width = pixGetWidth(binary), height = pixGetHeight(binary);
  double sum = 0;
  for (int x = 0; x + stripe <= width; x += stripe) {
    BOX* area = boxCreate(x, 0, stripe, height);
    Numa* rows = pixCountByRow(binary, area);
    boxDestroy(&area);
    if (rows == nullptr) continue;
    float before = 0;
    numaGetFValue(rows, 0, &before);
    for (int y = 1; y < numaGetCount(rows); ++y) {
      float count = 0;
      numaGetFValue(rows, y, &count);
      sum += double(count - before) * (count - before);
      before = count;
    }
    numaDestroy(&rows);
  }
  return sum;
}

// Mean confidence of the words that hold letters, weighted by their letters.
double ReadingQuality(const std::vector<ReadLine>& lines, int* letters) {
  double sum = 0;
  *letters = 0;
  for (const ReadLine& line : lines) {
    for (const ReadWord& word : line.words) {
      int n = 0;
      for (size_t at = 0; at < word.text.size();) {
        const char32_t c = DecodeUtf8(word.text, at);
        if (IsLetter(c) || IsDigit(c)) ++n;
      }
      sum += n * word.confidence;
      *letters += n;
    }
  }
  return *letters > 0 ? sum / *letters : 0;
}

// The strip (rows of the image) with the most ink that looks like text.
PixelBox BestStrip(Pix* binary, int strip) {
  const int width = pixGetWidth(binary), height = pixGetHeight(binary);
  Numa* rows = pixCountByRow(binary, nullptr);
  PixelBox best{0, 0, width, std::min(strip, height)};
  if (rows == nullptr) return best;
  double most = -1;
  for (int y = 0; y + strip <= height; y += strip / 2) {
    double ink = 0;
    for (int k = y; k < y + strip; ++k) {
      float count = 0;
      numaGetFValue(rows, k, &count);
      // Rows that are mostly black are bars or frames.
      if (count < 0.6F * static_cast<float>(width)) ink += count;
    }
    if (ink > most) {
      most = ink;
      best = {0, y, width, y + strip};
    }
  }
  // Its edges go to the whitest row near by, so that no line is cut.
  const auto whitest = [&](int from, int to) {
    int row = from;
    float least = static_cast<float>(width) + 1;
    for (int y = std::max(0, from); y < std::min(height, to); ++y) {
      float count = 0;
      numaGetFValue(rows, y, &count);
      if (count < least) {
        least = count;
        row = y;
      }
    }
    return row;
  };
  best.y0 = std::max(0, whitest(best.y0 - strip / 6, best.y0 + strip / 6));
  best.y1 = std::min(height, whitest(best.y1 - strip / 6, best.y1 + strip / 6) + 1);
  numaDestroy(&rows);
  return best;
}

// Reads the best strip after a turn; the strip is that of the turned image.
double ReadTurned(const WorkImage& work, const PixelBox& strip, int quads,
                  Recogniser::Engine& engine, int* letters) {
  BOX* area = boxCreate(strip.x0, strip.y0, strip.Width(), strip.Height());
  Raster cut = Raster::Take(pixClipRectangle(work.grey.get(), area, nullptr));
  boxDestroy(&area);
  *letters = 0;
  if (cut.empty()) return 0;
  Raster turned = Raster::Take(pixRotateOrth(cut.get(), quads));
  if (turned.empty()) return 0;
  engine.SetImage(turned.get(), work.dpi);
  const auto lines = engine.Read({0, 0, turned.width_px(), turned.height_px()}, Layout::kBlock);
  engine.Clear();
  return ReadingQuality(lines, letters);
}

// The strip in the frame of `work` that lies as a row after `quads` turns.
PixelBox StripFor(const WorkImage& work, bool sideways) {
  const int strip = static_cast<int>(work.dpi * kStripIn);
  if (!sideways) return BestStrip(work.binary.get(), strip);
  Raster turned = Raster::Take(pixRotateOrth(work.binary.get(), 1));
  if (turned.empty()) return {};
  // Row y of the image turned clockwise was column y of the image.
  const PixelBox row = BestStrip(turned.get(), strip);
  return {row.y0, 0, std::min(row.y1, work.width_px()), work.height_px()};
}

/// The engine reads nothing of a strip that is a piece of a ruled table. An empty grey means that
/// there was not enough memory.
WorkImage WithoutRules(const WorkImage& work) {
  WorkImage copy;
  copy.grey = Raster::Take(pixCopy(nullptr, work.grey.get()));
  copy.binary = Raster::Take(pixCopy(nullptr, work.binary.get()));
  copy.dpi = work.dpi;
  if (copy.grey.empty() || copy.binary.empty()) return {};
  EraseRules(FindRules(copy), copy);
  return copy;
}

}  // namespace

double RowEvidence(const Raster& binary, int dpi) {
  // At about 100 dpi, with long straight lines taken out in both directions.
  Raster small = dpi >= 150 ? Raster::Take(pixReduceRankBinary2(binary.get(), 1, nullptr))
                            : Raster::Take(pixCopy(nullptr, binary.get()));
  if (small.empty()) return 1;
  const int small_dpi = dpi >= 150 ? dpi / 2 : dpi;
  const int rule = std::max(20, small_dpi * 2 / 5);
  for (const bool horizontal : {true, false}) {
    Raster lines = Raster::Take(horizontal ? pixOpenBrick(nullptr, small.get(), rule, 1)
                                           : pixOpenBrick(nullptr, small.get(), 1, rule));
    if (lines.empty()) return 1;
    Raster wide = Raster::Take(pixDilateBrick(nullptr, lines.get(), 3, 3));
    if (!wide.empty()) pixSubtract(small.get(), small.get(), wide.get());
  }
  Raster turned = Raster::Take(pixRotate90(small.get(), 1));
  if (turned.empty()) return 1;
  const double rows = Alternation(small.get(), small_dpi),
               columns = Alternation(turned.get(), small_dpi);
  constexpr double kNothing = 1e4;  // a few words' worth: a blank page is not turned
  return (rows + kNothing) / (columns + kNothing);
}

int FindTurn(const WorkImage& page, Recogniser::Engine& engine) {
  const double rows = RowEvidence(page.binary, page.dpi);
  // Most pages are told without reading.
  WorkImage ruleless;
  const auto to_read = [&]() -> const WorkImage& {
    if (ruleless.grey.empty()) ruleless = WithoutRules(page);
    return ruleless.grey.empty() ? page : ruleless;
  };
  std::array<double, 4> quality{};
  std::array<int, 4> letters{};
  const auto read = [&](int quads) {
    const WorkImage& work = to_read();
    const PixelBox strip = StripFor(work, quads % 2 == 1);
    if (!strip.Empty()) quality[quads] = ReadTurned(work, strip, quads, engine, &letters[quads]);
  };
  const auto wins = [&](int quads, int other) {
    return letters[quads] >= kEnoughLetters && quality[quads] >= kGoodReading &&
           quality[quads] >= quality[other] + kClearlyBetter;
  };

  if (rows >= kPlainRows) {
    float up = 0;
    if (pixUpDownDetect(page.binary.get(), &up, 0, 0, 0) == 0 && up >= kPlainlyUp) return 0;
    read(0);
    if (quality[0] >= kGoodReading + kClearlyBetter && letters[0] >= kEnoughLetters) return 0;
    read(2);
    return wins(2, 0) ? 180 : 0;
  }
  // Sideways, or nothing plain: the upright reading is tried as well and must lose.
  read(0);
  if (rows > kPlainColumns && quality[0] >= kGoodReading) return 0;
  read(1);
  read(3);
  const int best = quality[1] >= quality[3] ? 1 : 3, other = 4 - best;
  const bool fair = rows <= kPlainColumns && letters[best] >= kEnoughLetters &&
                    quality[best] >= kFairReading &&
                    quality[best] >= std::max(quality[0], quality[other]) + kMuchBetter;
  if (fair || (wins(best, 0) && wins(best, other))) return best * 90;
  if (quality[0] >= kGoodReading) return 0;
  read(2);
  return wins(2, 0) && wins(2, best) ? 180 : 0;
}

}  // namespace planrec::acquire
