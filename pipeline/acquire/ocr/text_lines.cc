// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/text_lines.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace planrec::acquire {
namespace {

// All in heights of small letters.
constexpr double kLetterLeast = 0.62;  // lower ink is a mark, a dot or a dash
constexpr double kLetterMost = 4.0;    // higher ink is no letter
// Small letters by their shape, and how many of them tell an area's letter height.
constexpr double kSmallLeast = 0.7, kSmallMost = 1.15, kSlim = 0.35, kWide = 2.2;
constexpr size_t kEnoughLetters = 14;
constexpr double kMarkMost = 0.92;  // marks are lower than this on average, letters are not
constexpr double kVoteMost = 2.2;   // letters that touch the next line do not vote
// Baselines are at least so far apart; nearer than the second only where both are as strong: a row
// of marks has a lower edge of its own, above its letters.
constexpr double kPitchLeast = 1.4, kPitchSafe = 2.1, kRowOfMarks = 0.5;
constexpr double kLeastInBand = 0.2;    // a letter stands on its line with this much at least
constexpr double kRaisedBeside = 0.35;  // a raised digit is this near behind what it is raised over
constexpr double kRaisedMost = 1.0;     // … and its foot no higher over the baseline
// The stacked marks of "Ố" are as high as a small letter, right above it and within its columns.
constexpr double kStackedMost = 1.3, kStackedGap = 0.3, kCapitalLeast = 1.2;
constexpr double kShared = 0.5;  // ink that has this much in two lines belongs to both
constexpr double kMarkReaches[] = {0.3, 0.6, 1.3};  // a mark is this near to its letter
// A sign within its line's rows is so near to one of its letters, or counts as so far from it.
constexpr double kNextTo = 1.2, kFarGap = 0.9;
constexpr double kBelowMost = 0.55;  // what is further under its letter is dirt, no dot
// Ink that overlaps a mark's columns, grown by this, is over or under it; quotes have none there
// but stand beside letters of their rows.
// A circumflex or a breve, and how near the tone mark stands above it.
constexpr double kHatLeast = 0.35, kHatMost = 0.9, kHatAspect = 1.3, kHatGap = 0.2;
constexpr double kAside = 0.15, kBeside = 0.9, kRowHeight = 1.9;
// A dot is no larger than this, as wide as high and mostly ink. Below letters only dots hang; over
// letters a dot is that of an i, which is no wider than this.
constexpr double kDotMost = 0.5, kDotAspect = 1.4, kDotFill = 0.65;
constexpr double kUnlikely = 0.4, kNarrow = 0.6;
constexpr double kAscent = 1.6, kDescent = 0.55, kMargin = 0.5;

struct Splitter {
  const PageInk& ink;
  double page_em;
  double em;  // of the area at work
  const std::vector<InkArea>& areas;
  std::vector<std::vector<size_t>> letters;  // by area
  std::vector<size_t> marks;
  std::vector<bool> on_hat;    // by component
  std::vector<int> areas_of;   // by component; -1 outside of all
  std::vector<InkLine> lines;  // of all areas
  size_t first = 0;            // in `lines`, of the area at work

  const PixelBox& Box(size_t part) const { return ink.boxes()[part]; }

  int AreaOf(const PixelBox& box) const {
    const int x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
    int found = -1;
    for (size_t a = 0; a < areas.size(); ++a) {
      const PixelBox& area = areas[a].box;
      if (x < area.x0 || x >= area.x1 || y < area.y0 || y >= area.y1) continue;
      if (areas[a].closed) return static_cast<int>(a);
      if (found < 0) found = static_cast<int>(a);
    }
    return found;
  }

  void Sort() {
    letters.resize(areas.size());
    areas_of.resize(ink.boxes().size());
    for (size_t part = 0; part < ink.boxes().size(); ++part) {
      const PixelBox& box = Box(part);
      const int area = areas_of[part] = AreaOf(box);
      if (box.Height() > kLetterMost * em) continue;
      if (box.Height() < kLetterLeast * em)
        marks.push_back(part);
      else if (area >= 0)
        letters[static_cast<size_t>(area)].push_back(part);
    }
  }

  // The most frequent height of small letters; an area may be set smaller than the page.
  double LetterOf(const std::vector<size_t>& parts) const {
    std::vector<int> heights;
    for (size_t part : parts) {
      const PixelBox& box = Box(part);
      const double height = box.Height();
      if (height > kSmallMost * page_em || box.Width() < kSlim * height ||
          box.Width() > kWide * height)
        continue;
      heights.push_back(box.Height());
    }
    if (heights.size() < kEnoughLetters) return page_em;
    std::sort(heights.begin(), heights.end());
    const int reach = std::max(1, static_cast<int>(page_em / 12));
    long best = 0;
    double letter = page_em;
    for (size_t i = 0; i < heights.size(); ++i) {
      const auto end = std::upper_bound(heights.begin(), heights.end(), heights[i] + 2 * reach);
      const long count = end - heights.begin() - static_cast<long>(i);
      if (count <= best) continue;
      best = count;
      letter = heights[i] + reach;
    }
    return std::clamp(letter, kSmallLeast * page_em, page_em);
  }

  // Peaks of the lower edges of letters, highest first, none near another.
  void FindBaselines(const std::vector<size_t>& voters) {
    int y0 = std::numeric_limits<int>::max(), y1 = 0;
    for (size_t part : voters) {
      y0 = std::min(y0, Box(part).y1);
      y1 = std::max(y1, Box(part).y1);
    }
    if (voters.empty()) return;
    const int reach = std::max(1, static_cast<int>(0.25 * em));
    std::vector<double> votes(static_cast<size_t>(y1 - y0 + 1) + 2 * static_cast<size_t>(reach));
    for (size_t part : voters) {
      const PixelBox& box = Box(part);
      if (box.Height() > kVoteMost * em) continue;
      const double weight = std::min<double>(box.Width(), 2 * em);
      for (int d = -reach; d <= reach; ++d) {
        votes[static_cast<size_t>(box.y1 - y0 + d + reach)] +=
            weight * (1.0 - std::abs(d) / (reach + 1.0));
      }
    }
    const int pitch = static_cast<int>(kPitchLeast * em);
    std::vector<double> strengths;
    for (;;) {
      const auto peak = std::max_element(votes.begin(), votes.end());
      if (*peak <= 0) break;
      const int at = static_cast<int>(peak - votes.begin());
      InkLine line;
      line.baseline = at - reach + y0;
      line.letter_px = em;
      bool marks_only = false;
      for (size_t i = first; i < lines.size(); ++i) {
        marks_only |= std::abs(lines[i].baseline - line.baseline) < kPitchSafe * em &&
                      *peak < kRowOfMarks * strengths[i - first];
      }
      marks_only = marks_only && MeanHeight(voters, line.baseline) < kMarkMost * em;
      if (!marks_only) {
        strengths.push_back(*peak);
        lines.push_back(line);
      }
      const int from = std::max(0, at - pitch);
      const int to = std::min(static_cast<int>(votes.size()) - 1, at + pitch);
      std::fill(votes.begin() + from, votes.begin() + to + 1, 0.0);
    }
    std::sort(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end(),
              [](const InkLine& a, const InkLine& b) { return a.baseline < b.baseline; });
    for (size_t i = first; i < lines.size(); ++i) {
      const int height = static_cast<int>(2.6 * em), below = static_cast<int>(em);
      lines[i].top = lines[i].baseline - height;
      lines[i].bottom = lines[i].baseline + below;
      if (i == first) continue;
      const int cut = (lines[i - 1].baseline + lines[i].baseline - static_cast<int>(em)) / 2;
      lines[i - 1].bottom = std::min(lines[i - 1].bottom, cut);
      lines[i].top = std::max(lines[i].top, cut);
    }
  }

  void SplitArea(size_t area) {
    const size_t begin = lines.size();
    std::vector<size_t> waiting = letters[area];
    em = LetterOf(waiting);
    while (!waiting.empty()) {
      first = lines.size();
      FindBaselines(waiting);
      if (first == lines.size()) break;
      const size_t before = waiting.size();
      waiting = PlaceLetters(waiting);
      if (waiting.size() == before) break;
    }
    for (size_t i = begin; i < lines.size(); ++i) lines[i].area = area;
    std::stable_sort(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.end(),
                     [](const InkLine& a, const InkLine& b) { return a.baseline < b.baseline; });
  }

  double MeanHeight(const std::vector<size_t>& parts, int baseline) const {
    double sum = 0, count = 0;
    for (size_t part : parts) {
      if (std::abs(Box(part).y1 - baseline) > 0.25 * em) continue;
      sum += Box(part).Height();
      count += 1;
    }
    return count > 0 ? sum / count : 0;
  }

  /// Takes stacked marks out of the letters, before they look like a line of their own; a region
  /// cut between them and their letter makes them one, too.
  void SetMarksAside() {
    std::vector<size_t> capitals;
    for (const std::vector<size_t>& of_area : letters)
      for (const size_t part : of_area)
        if (Box(part).Height() >= kCapitalLeast * em) capitals.push_back(part);
    std::sort(capitals.begin(), capitals.end(),
              [&](size_t a, size_t b) { return Box(a).y0 < Box(b).y0; });
    for (std::vector<size_t>& of_area : letters) {
      std::erase_if(of_area, [&](size_t part) {
        const PixelBox& mark = Box(part);
        if (mark.Height() > kStackedMost * em) return false;
        const double reach = kStackedGap * em, aside = kAside * em;
        auto at = std::lower_bound(capitals.begin(), capitals.end(), mark.y1 - reach,
                                   [&](size_t capital, double y) { return Box(capital).y0 < y; });
        for (; at != capitals.end() && Box(*at).y0 <= mark.y1 + reach; ++at) {
          const PixelBox& capital = Box(*at);
          if (*at == part || mark.x0 < capital.x0 - aside || mark.x1 > capital.x1 + aside) continue;
          marks.push_back(part);
          return true;
        }
        return false;
      });
    }
  }

  double InBand(const PixelBox& box, const InkLine& line) const {
    const double top = std::max<double>(box.y0, line.baseline - em);
    const double bottom = std::min<double>(box.y1, line.baseline);
    return bottom - top;
  }

  /// Gives back what stands on none of the lines and is no mark: ordinals between the two lines of
  /// their row.
  std::vector<size_t> PlaceLetters(const std::vector<size_t>& parts) {
    std::vector<size_t> left;
    for (size_t part : parts) {
      const PixelBox& box = Box(part);
      size_t best = first;
      int shared = 0;
      for (size_t i = first; i < lines.size(); ++i) {
        if (InBand(box, lines[i]) > InBand(box, lines[best])) best = i;
        shared += InBand(box, lines[i]) > kShared * em ? 1 : 0;
      }
      if (InBand(box, lines[best]) < kLeastInBand * em) {
        // Hook upon circumflex is as large as a small letter.
        (box.Height() > kMarkMost * em ? left : marks).push_back(part);
      } else if (shared > 1) {
        for (size_t i = first; i < lines.size(); ++i)
          if (InBand(box, lines[i]) > kShared * em) lines[i].parts.push_back(part);
      } else {
        lines[best].parts.push_back(part);
      }
    }
    std::erase_if(left, [&](size_t part) {
      for (size_t i = first; i < lines.size(); ++i) {
        if (!IsRaised(Box(part), lines[i])) continue;
        lines[i].parts.push_back(part);
        return true;
      }
      return false;
    });
    return left;
  }

  /// The ² of m²: it begins among the line's letters and stands close behind one of them.
  bool IsRaised(const PixelBox& box, const InkLine& line) const {
    if (box.y1 >= line.baseline || box.y1 < line.baseline - kRaisedMost * em) return false;
    return std::any_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
      const PixelBox& before = Box(part);
      const double gap = box.x0 - before.x1;
      return gap >= -kAside * em && gap <= kRaisedBeside * em && before.y0 < box.y1 &&
             std::abs(before.y1 - line.baseline) <= kRaisedBeside * em;
    });
  }

  bool IsDot(size_t part) const {
    const PixelBox& box = Box(part);
    const double width = box.Width(), height = box.Height();
    if (std::max(width, height) > kDotMost * em || width > kDotAspect * height ||
        height > kDotAspect * width)
      return false;
    Raster shape = Raster::Take(pixaGetPix(ink.shapes(), static_cast<int>(part), L_CLONE));
    l_int32 area = 0;
    if (!shape.empty()) pixCountPixels(shape.get(), &area, nullptr);
    return area >= kDotFill * width * height;
  }

  // Free height between the mark and the ink of the line that stands over or under it, and what
  // makes it unlikely that they belong together.
  double Gap(const PixelBox& mark, bool dot, const InkLine& line, bool mark_above) const {
    const double letter = line.letter_px;
    const int aside = std::max(1, static_cast<int>(kAside * letter));
    const int beside = static_cast<int>(kBeside * letter);
    double gap = std::numeric_limits<double>::infinity();
    for (size_t part : line.parts) {
      const PixelBox& box = Box(part);
      const int apart = std::max(box.x0 - mark.x1, mark.x0 - box.x1);
      if (apart > aside) {
        const bool row = mark.y1 <= line.baseline && mark.y0 >= line.baseline - kRowHeight * letter;
        if (row && apart <= beside) gap = std::min<double>(gap, apart);
        continue;
      }
      const double free = mark_above ? box.y0 - mark.y1 : mark.y0 - box.y1;
      if (!mark_above && free > kBelowMost * letter) continue;
      const bool unlikely = mark_above ? dot && box.Width() > kNarrow * letter : !dot;
      // A letter's box may hold the mark's rows where it is slanted or has a tail.
      gap = std::min(gap, std::max(0.0, free) + (unlikely ? kUnlikely * letter : 0));
    }
    return gap;
  }

  /// For a mark among the line's letters: nothing beside one of them, more where they are far.
  /// Another column's lines may stand between this one's.
  double Aside(const PixelBox& mark, const InkLine& line) const {
    double gap = kFarGap * line.letter_px;
    for (size_t part : line.parts) {
      const PixelBox& box = Box(part);
      const double apart = std::max(box.x0 - mark.x1, mark.x0 - box.x1);
      gap = std::min(gap, std::max(0.0, apart - kNextTo * line.letter_px));
      if (gap <= 0) break;
    }
    return gap;
  }

  /// The line that the mark is nearest to, none further than `most`.
  InkLine* Nearest(size_t part, double most) {
    const PixelBox& mark = Box(part);
    const double middle = (mark.y0 + mark.y1) / 2.0;
    const bool dot = IsDot(part);
    InkLine* nearest = nullptr;
    for (InkLine& line : lines) {
      const double letter = line.letter_px;
      if (line.baseline < middle - 2 * letter || line.baseline > middle + 4 * letter) continue;
      const bool inside = areas_of[part] == static_cast<int>(line.area);
      if (!inside && areas_of[part] >= 0 &&
          (areas[line.area].closed || areas[static_cast<size_t>(areas_of[part])].closed))
        continue;
      double gap = 0;
      if (middle < line.baseline - letter) {
        gap = Gap(mark, dot, line, true);
      } else if (middle > line.baseline + 0.25 * letter) {
        if (on_hat[part]) continue;
        gap = Gap(mark, dot, line, false);
      } else if (!inside) {
        gap = Gap(mark, true, line, false);
      } else {
        gap = Aside(mark, line);
      }
      if (gap > most) continue;
      most = gap;
      nearest = &line;
    }
    return nearest;
  }

  bool IsHat(size_t part) const {
    const PixelBox& box = Box(part);
    if (box.Width() < kHatLeast * em || box.Width() > kHatMost * em ||
        box.Width() < kHatAspect * box.Height())
      return false;
    return std::any_of(letters.begin(), letters.end(), [&](const std::vector<size_t>& of_area) {
      return std::any_of(of_area.begin(), of_area.end(), [&](size_t letter) {
        return Box(letter).Height() < kVoteMost * em && IsOn(box, Box(letter));
      });
    });
  }

  bool IsOn(const PixelBox& upper, const PixelBox& lower) const {
    return upper.y0 < lower.y0 && upper.y1 <= lower.y1 && lower.y0 - upper.y1 <= kHatGap * em &&
           std::max(lower.x0 - upper.x1, upper.x0 - lower.x1) <= kAside * em;
  }

  /// The tone marks that stand on a letter's circumflex or breve: they may be nearer to a letter of
  /// the line above, but do not hang from it.
  void FindToneMarks() {
    std::vector<size_t> hats;
    for (const size_t part : marks)
      if (IsHat(part)) hats.push_back(part);
    on_hat.assign(ink.boxes().size(), false);
    for (const size_t part : marks)
      on_hat[part] = std::any_of(hats.begin(), hats.end(), [&](size_t hat) {
        return hat != part && IsOn(Box(part), Box(hat));
      });
  }

  // What is near to a letter first: a mark upon a mark is then near to its line as well.
  void PlaceMarks() {
    FindToneMarks();
    for (const double most : kMarkReaches) {
      std::vector<std::pair<InkLine*, size_t>> found;
      std::erase_if(marks, [&](size_t mark) {
        InkLine* const line = Nearest(mark, most * em);
        if (line != nullptr) found.emplace_back(line, mark);
        return line != nullptr;
      });
      for (const auto& [line, mark] : found) line->parts.push_back(mark);
    }
  }

  void Finish() {
    for (InkLine& line : lines) {
      std::sort(line.parts.begin(), line.parts.end(), [&](size_t a, size_t b) {
        return Box(a).x0 != Box(b).x0 ? Box(a).x0 < Box(b).x0 : Box(a).y0 < Box(b).y0;
      });
      for (size_t part : line.parts) {
        PixelBox box = Box(part);
        if (box.Height() > kVoteMost * em) {
          box.y0 = std::max(box.y0, line.top);
          box.y1 = std::min(box.y1, line.bottom);
        }
        line.box = Join(line.box, box);
      }
    }
    std::erase_if(lines, [](const InkLine& line) { return line.box.Empty(); });
  }
};

}  // namespace

std::vector<InkLine> SplitLines(const PageInk& ink, const std::vector<InkArea>& areas,
                                double letter_px) {
  const double em = std::max(6.0, letter_px);
  Splitter splitter{ink, em, em, areas, {}, {}, {}, {}, {}, 0};
  splitter.Sort();
  splitter.SetMarksAside();
  for (size_t a = 0; a < areas.size(); ++a) splitter.SplitArea(a);
  splitter.em = em;
  splitter.PlaceMarks();
  splitter.Finish();
  return std::move(splitter.lines);
}

bool IsPoint(const PixelBox& box, const InkLine& line) {
  constexpr double kMost = 0.45, kOnBaseline = 0.2, kUneven = 1.8;
  const double em = line.letter_px;
  const int larger = std::max(box.Width(), box.Height()),
            smaller = std::min(box.Width(), box.Height());
  return smaller >= 2 && larger <= kMost * em && larger <= kUneven * smaller &&
         box.y0 < line.baseline && std::abs(box.y1 - line.baseline) <= kOnBaseline * em;
}

LineImage CutLine(const WorkImage& work, const PageInk& ink, const InkLine& line) {
  LineImage image;
  const double em = line.letter_px;
  const int margin = std::max(4, static_cast<int>(kMargin * em));
  PixelBox box = line.box;
  box.y0 = std::min(box.y0, line.baseline - static_cast<int>(kAscent * em));
  box.y1 = std::max(box.y1, line.baseline + static_cast<int>(kDescent * em));
  box = {box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin};
  Raster mask = Raster::Take(pixCreate(box.Width(), box.Height(), 1));
  image.grey = Raster::Take(pixCreate(box.Width(), box.Height(), 8));
  if (mask.empty() || image.grey.empty()) return {};
  for (size_t part : line.parts) {
    const PixelBox& at = ink.boxes()[part];
    Raster shape = Raster::Take(pixaGetPix(ink.shapes(), static_cast<int>(part), L_CLONE));
    if (shape.empty()) continue;
    int top = at.y0, bottom = at.y1;
    if (at.Height() > kVoteMost * em) {
      top = std::max(top, line.top);
      bottom = std::min(bottom, line.bottom);
    }
    pixRasterop(mask.get(), at.x0 - box.x0, top - box.y0, at.Width(), bottom - top,
                PIX_SRC | PIX_DST, shape.get(), 0, top - at.y0);
  }
  // The smooth edges of letters are outside of their binary shape.
  Raster near = Raster::Take(pixDilateBrick(nullptr, mask.get(), 5, 5));
  if (near.empty()) return {};
  pixInvert(near.get(), near.get());
  pixSetAll(image.grey.get());
  pixRasterop(image.grey.get(), 0, 0, box.Width(), box.Height(), PIX_SRC, work.grey.get(), box.x0,
              box.y0);
  pixSetMasked(image.grey.get(), near.get(), 255);
  image.grey.SetDpi(work.dpi, work.dpi);
  image.x0 = box.x0;
  image.y0 = box.y0;
  return image;
}

}  // namespace planrec::acquire
