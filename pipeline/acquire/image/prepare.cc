// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/prepare.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "pipeline/acquire/image/coloured_ink.h"
#include "pipeline/acquire/image/flatten.h"
#include "pipeline/acquire/image/image_rules.h"

namespace planrec::acquire {
namespace {

// Small letters of this height (pixels) are left as they are; others are brought to the goal.
constexpr double kSmallestGoodLetter = 11.0, kLargestGoodLetter = 21.0;
constexpr double kGoalLetter = 17.0;
constexpr double kLargestEnlargement = 2.5;
constexpr int kSharpenReach = 3;  // pixels of the enlarged image
constexpr float kSharpen = 0.5F;
// A4's longer side, for images that do not say their resolution.
constexpr double kA4LongSideIn = 11.69;
// Small letters of 8 to 18 pt print; outside of it the measurement met something else.
constexpr double kSmallestLetterPt = 3.2, kLargestLetterPt = 8.4, kUsualLetterPt = 6.1;
constexpr int kMinLetters = 40;
// Below, letters touch: what looks like a letter is several.
constexpr double kLettersPartFrom_dpi = 140;
// A negative: this share of the image's parts (a grid of that many each way) is dark.
constexpr int kNegativeGrid = 16, kMiddleGrey = 128;
constexpr double kNegativeShare = 0.8;
// Print whose ink is lighter than this, on paper of kPaper, is made as dark as kInkTone, as far as
// its contrast bears it; less ink than the least is specks, more than the most no print.
constexpr double kFaintTone = 165, kInkTone = 60, kLeastContrast = 20, kMostStretch = 5;
constexpr double kLeastInk = 0.002, kMostInk = 0.35;
// Light is uneven where the brightest part of the image is so much brighter than the usual one.
constexpr int kLightGrid = 12, kUneven = 28;
// Paper is brought to this brightness.
constexpr int kPaper = 250;

constexpr float kMinSkewConfidence = 3.0F;
// Below, no one angle fits all lines. Measured: 7 and more on straight pages, 4 on waving ones.
constexpr float kOneAngle = 6.0F;
constexpr double kSmallestSkewDeg = 0.08, kLargestSkewDeg = 6.0;

using Histogram = std::array<double, 256>;

Histogram GreyHistogram(Pix* grey) {
  Histogram counts{};
  Numa* numa = pixGetGrayHistogram(grey, 3);
  if (numa == nullptr) return counts;
  for (int i = 0; i < 256; ++i) {
    float count = 0;
    numaGetFValue(numa, i, &count);
    counts[i] = count;
  }
  numaDestroy(&numa);
  return counts;
}

// The bright mode is the paper.
int PaperTone(const Histogram& counts) {
  return static_cast<int>(std::max_element(counts.begin() + 96, counts.end()) - counts.begin());
}

// Otsu's threshold (IEEE Trans. SMC 9(1), 1979): the cut with the largest variance between classes,
// in the middle where several are as good (two tones and nothing between).
int OtsuThreshold(const Histogram& counts) {
  double total = 0, sum = 0;
  for (int i = 0; i < 256; ++i) {
    total += counts[i];
    sum += i * counts[i];
  }
  double below = 0, below_sum = 0, best = -1;
  int threshold = 160, first = 160;
  for (int i = 0; i < 255; ++i) {
    below += counts[i];
    below_sum += i * counts[i];
    if (below <= 0 || below >= total) continue;
    const double gap = below_sum / below - (sum - below_sum) / (total - below);
    const double variance = below * (total - below) * gap * gap;
    if (variance > best) {
      best = variance;
      first = threshold = i + 1;
    } else if (counts[i] <= 0 && variance == best) {
      threshold = (first + i + 1) / 2;
    }
  }
  return threshold;
}

// Uneven light taken out: the paper becomes kPaper everywhere.
// The same where shadow is darker than print elsewhere: the paper is what a closing leaves, of
// squares (40 px) larger than any stroke.
Raster EvenShadow(Raster grey) {
  constexpr int kReduction = 8, kSquare = 5;
  Raster even =
      Raster::Take(pixBackgroundNormMorph(grey.get(), nullptr, kReduction, kSquare, kPaper));
  return even.empty() ? std::move(grey) : std::move(even);
}

Raster EvenBackground(Raster grey) {
  if (grey.width_px() < 64 || grey.height_px() < 64) return grey;
  const int paper = PaperTone(GreyHistogram(grey.get()));
  // Tiles are larger than letters, so that each holds enough paper.
  Raster even = Raster::Take(pixBackgroundNorm(grey.get(), nullptr, nullptr, 20, 20,
                                               std::max(60, paper - 60), 100, kPaper, 2, 2));
  return even.empty() ? std::move(grey) : std::move(even);
}

// Faint print made as dark as other print; false where it is none. The paper is kPaper already.
bool Strengthen(Pix* grey) {
  const Histogram counts = GreyHistogram(grey);
  const int threshold = OtsuThreshold(counts);
  double ink = 0, sum = 0, all = 0;
  for (int i = 0; i < 256; ++i) {
    all += counts[i];
    if (i >= threshold) continue;
    ink += counts[i];
    sum += i * counts[i];
  }
  if (ink < kLeastInk * all || ink > kMostInk * all) return false;
  const double tone = sum / ink;
  if (tone < kFaintTone || kPaper - tone < kLeastContrast) return false;
  const double factor = std::min(kMostStretch, (kPaper - kInkTone) / (kPaper - tone));
  Numa* map = numaCreate(256);
  for (int i = 0; i < 256; ++i)
    numaAddNumber(map, static_cast<float>(std::clamp(kPaper - (kPaper - i) * factor, 0.0, 255.0)));
  pixTRCMap(grey, nullptr, map);
  numaDestroy(&map);
  return true;
}

// The mean tones of about grid x grid parts of the image: of one that is very narrow or flat
// Leptonica may make fewer.
std::vector<int> TonesOfParts(Pix* grey, int grid) {
  const Raster parts = Raster::Take(pixScaleToSize(grey, grid, grid));
  std::vector<int> tones;
  if (parts.empty()) return tones;
  for (int y = 0; y < parts.height_px(); ++y) {
    const l_uint32* row =
        pixGetData(parts.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(parts.get());
    for (int x = 0; x < parts.width_px(); ++x) tones.push_back(GET_DATA_BYTE(row, x));
  }
  return tones;
}

// Whether the light is too uneven for one threshold: the paper's tone differs over the image.
bool UnevenLight(Pix* grey) {
  std::vector<int> tones = TonesOfParts(grey, kLightGrid);
  if (tones.empty()) return false;
  // Darker parts hold text or a dark edge; the paper is in the upper half.
  std::sort(tones.begin(), tones.end());
  return tones.back() - tones[tones.size() / 2] > kUneven;
}

Raster Scaled(const Raster& grey, double factor, bool bitonal) {
  const auto f = static_cast<float>(factor);
  // Area mapping keeps thin strokes when reducing; linear interpolation enlarges and blurs, which
  // sharpening takes back (measured at 100 dpi: half of the errors).
  Raster scaled = Raster::Take(factor < 1 ? pixScaleAreaMap(grey.get(), f, f)
                                          : pixScaleGrayLI(grey.get(), f, f));
  if (factor < 1 || bitonal || scaled.empty()) return scaled;
  Raster sharp = Raster::Take(pixUnsharpMasking(scaled.get(), kSharpenReach, kSharpen));
  return sharp.empty() ? std::move(scaled) : std::move(sharp);
}

// Dark frames that the scanner's lid leaves: ink connected to the image's edge that lies in a
// narrow strip along it, and thick solid ink connected to the edge anywhere.
void RemoveScanBorders(Pix* binary, int dpi) {
  Raster touching = Raster::Take(pixExtractBorderConnComps(binary, 8));
  if (touching.empty()) return;
  const int width = pixGetWidth(binary), height = pixGetHeight(binary);
  const int strip = dpi * 6 / 10, thick = std::max(5, dpi / 12);
  Pixa* parts = nullptr;
  Boxa* boxes = pixConnComp(touching.get(), &parts, 8);
  for (int i = 0; parts != nullptr && i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const bool vertical = w < strip && (x < strip / 2 || x + w > width - strip / 2);
    const bool horizontal = h < strip && (y < strip / 2 || y + h > height - strip / 2);
    Raster part = Raster::Take(pixaGetPix(parts, i, L_COPY));
    if (part.empty()) continue;
    if (!vertical && !horizontal) {
      part = Raster::Take(pixOpenBrick(nullptr, part.get(), thick, thick));
      if (part.empty()) continue;
    }
    pixRasterop(binary, x, y, w, h, PIX_DST & PIX_NOT(PIX_SRC), part.get(), 0, 0);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&parts);
}

// Specks smaller than any full stop go from the binary.
void RemoveSpecks(Pix* binary, double letter_px) {
  const int speck = letter_px >= 15 ? 2 : 1;
  Raster kept = Raster::Take(
      pixSelectBySize(binary, speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, nullptr));
  if (!kept.empty()) pixCopy(binary, kept.get());
}

// Where the binary has no ink within a pixel's distance the grey becomes paper: specks, borders and
// paper texture go, the smooth edges of letters stay.
void CleanGrey(Pix* grey, Pix* binary) {
  Raster near = Raster::Take(pixDilateBrick(nullptr, binary, 5, 5));
  if (near.empty()) return;
  pixInvert(near.get(), near.get());
  pixSetMasked(grey, near.get(), 255);
}

// What an image of this size has where it shows a sheet of A4.
int ResolutionOfA4(const Raster& image) {
  const double long_side = std::max(image.width_px(), image.height_px());
  return std::max(36, static_cast<int>(std::lround(long_side / kA4LongSideIn)));
}

// Whether the file's word for the resolution can be true. 72 and 96 are what writers put who do not
// know: believed only where the page gets no larger than A3. Pages of more than A0 or less than a
// card are none.
bool Believable(const Raster& image) {
  const int said = image.x_dpi();
  const double inches = said > 0 ? double(std::max(image.width_px(), image.height_px())) / said : 0;
  return said >= 50 && said <= 2400 && inches > 3 && inches < (said <= 96 ? 17 : 48);
}

bool IsPrint(double letter_px, double dpi) {
  const double letter_pt = letter_px * 72.0 / dpi;
  return letter_pt >= kSmallestLetterPt && letter_pt <= kLargestLetterPt;
}

// The resolution that the letters bear out: what the file says, or A4's where letters of
// `letter_px` (0: unknown; `shrunk`: how much smaller than the image they were measured) would be
// no print by the file's word and are by A4's.
int ResolutionOf(const Raster& image, double letter_px, double shrunk,
                 std::vector<Diagnostic>& diagnostics) {
  const int said = image.x_dpi(), a4 = ResolutionOfA4(image);
  const bool lies =
      letter_px > 0 && !IsPrint(letter_px, said * shrunk) && IsPrint(letter_px, a4 * shrunk);
  if (Believable(image) && !lies) return said;
  diagnostics.push_back({"page.resolution_guessed",
                         (said > 0 ? "its resolution of " + std::to_string(said) + " dpi can't be"
                                   : "the image does not say its resolution") +
                             "; " + std::to_string(a4) + " dpi taken, as for A4"});
  return a4;
}

// White letters on black paper become black on white. The paper is dark where nearly every part of
// the image is: dark bands, frames and photographs leave bright parts.
void InvertNegative(Pix* grey) {
  const std::vector<int> tones = TonesOfParts(grey, kNegativeGrid);
  if (tones.empty()) return;
  const int threshold = std::min(kMiddleGrey, OtsuThreshold(GreyHistogram(grey)));
  const auto dark = std::ranges::count_if(tones, [&](int tone) { return tone < threshold; });
  if (static_cast<double>(dark) >= kNegativeShare * static_cast<double>(tones.size()))
    pixInvert(grey, grey);
}

Raster Binarise(Pix* grey) {
  const int threshold = std::clamp(OtsuThreshold(GreyHistogram(grey)), 110, 205);
  return Raster::Take(pixThresholdToBinary(grey, threshold));
}

}  // namespace

double LetterHeight(const Raster& binary) {
  Boxa* boxes = pixConnCompBB(binary.get(), 8);
  std::array<double, 128> heights{};
  int letters = 0;
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    if (h < 5 || h > 110 || w < h * 0.35 || w > h * 2.2) continue;
    heights[h] += 1;
    ++letters;
  }
  boxaDestroy(&boxes);
  if (letters < kMinLetters) return 0;
  // The mode: small letters without ascender or mark are by far the most frequent shapes. Windows
  // grow with the height, as the spread of the heights does.
  double best = 0, best_height = 0;
  for (int h = 5; h < 110; ++h) {
    const int reach = std::max(1, h / 12);
    double count = 0, sum = 0;
    for (int k = std::max(0, h - reach); k <= h + reach && k < 128; ++k) {
      count += heights[k];
      sum += k * heights[k];
    }
    count /= 2 * reach + 1;
    if (count > best) {
      best = count;
      best_height = sum / (count * (2 * reach + 1));
    }
  }
  return best_height;
}

WorkImage Prepare(const Raster& image, const Limits& limits) {
  WorkImage work;
  double dpi_y_ratio =
      image.x_dpi() > 0 && image.y_dpi() > 0 ? double(image.y_dpi()) / image.x_dpi() : 1.0;
  if (dpi_y_ratio < 0.2 || dpi_y_ratio > 5) dpi_y_ratio = 1.0;

  Raster grey = GreyWithoutColouredInk(image);
  if (grey.empty()) return work;
  // Square pixels (faxes have half the lines), and no more pixels than allowed.
  const double pixels = double(grey.width_px()) * grey.height_px();
  const double shrink =
      pixels > double(limits.max_pixels) ? std::sqrt(double(limits.max_pixels) / pixels) : 1.0;
  double px_per_source_x = 1.0;
  if (shrink < 1.0 || std::abs(dpi_y_ratio - 1) > 0.02) {
    grey = Raster::Take(
        pixScaleToSize(grey.get(), std::max(1, static_cast<int>(grey.width_px() * shrink)),
                       std::max(1, static_cast<int>(grey.height_px() * shrink / dpi_y_ratio))));
    if (grey.empty()) return work;
    px_per_source_x = shrink;
  }

  // Measure the letters where they are not larger than needed, then choose the resolution.
  const bool bitonal = image.depth() == 1;
  InvertNegative(grey.get());
  const bool uneven = !bitonal && UnevenLight(grey.get());
  if (uneven) grey = EvenShadow(std::move(grey));
  Raster first = Binarise(grey.get());
  if (first.empty()) return work;
  double letter = LetterHeight(first);
  const double native_dpi =
      ResolutionOf(image, letter, px_per_source_x, work.diagnostics) * px_per_source_x;
  if (!IsPrint(letter, native_dpi) || native_dpi < kLettersPartFrom_dpi)
    letter = kUsualLetterPt * native_dpi / 72.0;
  double factor = 1.0;
  if (letter > kLargestGoodLetter) factor = kGoalLetter / letter;
  if (letter < kSmallestGoodLetter) factor = std::min(kLargestEnlargement, kGoalLetter / letter);
  if (factor != 1.0) {
    grey = Scaled(grey, factor, image.depth() == 1);
    if (grey.empty()) return work;
  }

  if (!bitonal) {
    if (!uneven) grey = EvenBackground(std::move(grey));
    work.faint = Strengthen(grey.get());
  }
  const double work_dpi = native_dpi * factor;
  work.dpi = static_cast<int>(std::lround(work_dpi));
  work.binary = Binarise(grey.get());
  if (work.binary.empty()) return work;
  if (!bitonal && DarkenFaintRules(grey, work.binary, work.dpi)) work.binary = Binarise(grey.get());
  if (work.binary.empty()) return work;
  work.pt_per_px_x = work.pt_per_px_y = 72.0 / work_dpi;
  work.letter_px = letter * factor;
  RemoveScanBorders(work.binary.get(), work.dpi);
  RemoveSpecks(work.binary.get(), work.letter_px);
  CleanGrey(grey.get(), work.binary.get());
  grey.SetDpi(work.dpi, work.dpi);
  work.binary.SetDpi(work.dpi, work.dpi);
  work.grey = std::move(grey);
  return work;
}

void TurnWorkImage(WorkImage& work, int degrees) {
  const int quads = (degrees / 90 % 4 + 4) % 4;
  if (quads == 0) return;
  Raster grey = Raster::Take(pixRotateOrth(work.grey.get(), quads));
  Raster binary = Raster::Take(pixRotateOrth(work.binary.get(), quads));
  if (grey.empty() || binary.empty()) return;
  work.grey = std::move(grey);
  work.binary = std::move(binary);
  if (quads % 2 == 1) std::swap(work.pt_per_px_x, work.pt_per_px_y);
  work.rotation = (work.rotation + quads * 90) % 360;
}

void Deskew(WorkImage& work) {
  float angle = 0, confidence = 0;
  const auto find = [&] {
    // Sweep at a quarter, search at half of the resolution.
    return pixFindSkewSweepAndSearch(work.binary.get(), &angle, &confidence, 4, 2,
                                     static_cast<float>(kLargestSkewDeg), 1.0F, 0.01F) == 0;
  };
  if (!find()) return;
  if (confidence < kOneAngle && work.letter_px > 0 && Flatten(work)) {
    work.diagnostics.push_back({"page.flattened", "the lines run in waves; made straight"});
    if (!find()) return;
  }
  if (confidence < kMinSkewConfidence || std::abs(angle) < kSmallestSkewDeg ||
      std::abs(angle) > kLargestSkewDeg)
    return;
  const auto radians = static_cast<float>(angle * M_PI / 180.0);
  Raster grey =
      Raster::Take(pixRotate(work.grey.get(), radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  if (grey.empty()) return;
  Raster binary = Binarise(grey.get());
  if (binary.empty()) return;
  RemoveSpecks(binary.get(), work.letter_px);
  grey.SetDpi(work.dpi, work.dpi);
  binary.SetDpi(work.dpi, work.dpi);
  work.grey = std::move(grey);
  work.binary = std::move(binary);
  work.skew_deg = angle;
}

}  // namespace planrec::acquire
