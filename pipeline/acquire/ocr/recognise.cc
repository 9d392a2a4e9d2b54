// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/recognise.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "pipeline/acquire/image/image_rules.h"
#include "pipeline/acquire/image/prepare.h"
#include "pipeline/acquire/image/regions.h"
#include "pipeline/acquire/image/spread.h"
#include "pipeline/acquire/image/stroke_weight.h"
#include "pipeline/acquire/ocr/closing_mark.h"
#include "pipeline/acquire/ocr/comparison_signs.h"
#include "pipeline/acquire/ocr/ellipsis_marks.h"
#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/head_fields.h"
#include "pipeline/acquire/ocr/line_cleaning.h"
#include "pipeline/acquire/ocr/line_marks.h"
#include "pipeline/acquire/ocr/orientation.h"
#include "pipeline/acquire/ocr/second_reading.h"
#include "pipeline/acquire/ocr/signer_name.h"
#include "pipeline/acquire/ocr/table_cells.h"
#include "pipeline/acquire/ocr/text_lines.h"
#include "pipeline/acquire/ocr/touching_lines.h"
#include "pipeline/acquire/ocr/urgency_stamp.h"

namespace planrec::acquire {
namespace {

constexpr double kSmaller = 0.8;       // the second size of a line that nothing was read of
constexpr double kCapitalLeast = 1.1;  // in heights of small letters
// Words' mean confidence: readable pages have 0.8 and more, faint or blurred ones 0.6; a mirrored
// page and a photograph 0.3. Fewer words are stray signs on a picture.
constexpr double kReadsBadly = 0.5, kReadsWell = 0.75;
constexpr size_t kEnoughWords = 10;
constexpr size_t kMostDisputed = 20;  // told of one page; more of them say nothing new

Box ToPoints(const PixelBox& box, const WorkImage& work) {
  return {box.x0 * work.pt_per_px_x, box.y0 * work.pt_per_px_y, box.x1 * work.pt_per_px_x,
          box.y1 * work.pt_per_px_y};
}

TextLine ToTextLine(const ReadLine& read, const WorkImage& work) {
  TextLine line;
  for (const ReadWord& word : read.words) {
    if (!line.raw.empty()) line.raw += ' ';
    Token token;
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += word.text;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.box = ToPoints(word.box, work);
    token.confidence = word.confidence;
    line.box = Join(line.box, token.box);
    line.tokens.push_back(token);
  }
  line.font_size_pt = read.height_px * work.pt_per_px_y;
  return line;
}

std::vector<Rule> ToRules(const std::vector<PixelRule>& found, const WorkImage& work) {
  std::vector<Rule> rules;
  for (const PixelRule& r : found) {
    if (r.underline) continue;
    Rule rule;
    const double scale_along = r.horizontal ? work.pt_per_px_x : work.pt_per_px_y;
    const double scale_across = r.horizontal ? work.pt_per_px_y : work.pt_per_px_x;
    const double from = r.from * scale_along, to = r.to * scale_along, at = r.at * scale_across;
    if (r.horizontal) {
      rule.x0 = from, rule.x1 = to, rule.y0 = rule.y1 = at;
    } else {
      rule.y0 = from, rule.y1 = to, rule.x0 = rule.x1 = at;
    }
    rule.thickness_pt = r.thickness * scale_across;
    rules.push_back(rule);
  }
  return rules;
}

void Shift(PixelBox& box, int dx, int dy) {
  box = {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

bool HasCapital(const PageInk& ink, const InkLine& line) {
  return std::any_of(line.parts.begin(), line.parts.end(), [&](size_t part) {
    return ink.boxes()[part].Height() >= kCapitalLeast * line.letter_px;
  });
}

/// The line at another size: of a lone "11" or "III" the engine may make nothing at the first.
std::vector<ReadLine> ReadSmaller(const Raster& image, Recogniser::Engine& engine) {
  const Raster smaller = Raster::Take(
      pixScale(image.get(), static_cast<float>(kSmaller), static_cast<float>(kSmaller)));
  if (smaller.empty()) return {};
  engine.SetImage(smaller.get(), image.x_dpi());
  std::vector<ReadLine> read =
      engine.Read({0, 0, smaller.width_px(), smaller.height_px()}, Layout::kLine);
  const auto enlarge = [&](PixelBox& box) {
    const auto back = [](int at) { return static_cast<int>(std::lround(at / kSmaller)); };
    box = {back(box.x0), back(box.y0), std::min(back(box.x1), image.width_px()),
           std::min(back(box.y1), image.height_px())};
  };
  for (ReadLine& line : read) {
    enlarge(line.box);
    line.height_px /= kSmaller;
    for (ReadWord& word : line.words) enlarge(word.box);
  }
  return read;
}

std::vector<ReadLine> ReadInkLine(const WorkImage& work, const PageInk& ink, const InkLine& line,
                                  Recogniser& recogniser, std::vector<Disputed>& disputed) {
  const LineImage image = CutLine(work, ink, line);
  if (image.grey.empty()) return {};
  Recogniser::Engine& engine = *recogniser.engine();
  engine.SetImage(image.grey.get(), work.dpi);
  std::vector<ReadLine> read =
      engine.Read({0, 0, image.grey.width_px(), image.grey.height_px()}, Layout::kLine);
  if (read.empty() && HasCapital(ink, line)) read = ReadSmaller(image.grey, engine);
  for (ReadLine& part : read) {
    if (Recogniser::Engine* second = recogniser.second_engine()) {
      for (Disputed& number : ReadNumbersAgain(image.grey, part, *second)) {
        Shift(number.box, image.x0, image.y0);
        disputed.push_back(std::move(number));
      }
    }
    Shift(part.box, image.x0, image.y0);
    for (ReadWord& word : part.words) Shift(word.box, image.x0, image.y0);
  }
  if (!read.empty()) {
    DropInkless(ink, line, read.front());
    DropUnseenDots(ink, line, read.front());
    MendListSign(ink, line, read.front());
    MendNumerals(ink, line, read.front());
    MendEllipses(ink, line, read.front());
    MendClosingMark(ink, line, read.front());
    MendComparisons(ink, line, read.front());
  }
  return read;
}

/// What was read of one page image, or of a half of it.
struct Reading {
  std::vector<TextLine> lines;
  std::vector<Rule> rules;
  std::vector<Disputed> disputed;
  std::vector<HeadField> fields;
  std::vector<WordReadings> readings;  // of both
  double confidence = 0;               // sum over the words
  size_t words = 0;
  int dropped = 0;
};

/// What more than one reader said of a word, with its place on the page.
std::vector<WordReadings> TakeReadings(const Reading& page, const WorkImage& work) {
  std::vector<WordReadings> readings;
  for (const HeadField& field : page.fields)
    readings.push_back(ReadingsOf(field, ToPoints(field.box, work)));
  for (const Disputed& number : page.disputed) {
    if (readings.size() >= kMostDisputed) break;
    // Of two readers that differ neither is likelier than not to be right.
    readings.push_back(
        {"",
         number.first,
         ToPoints(number.box, work),
         {{number.first, WitnessOrigin::kInk, kDisputed},
          {number.second, WitnessOrigin::kInk, std::min(kDisputed, number.confidence)}}});
  }
  return readings;
}

Reading Read(const Raster& image, WorkImage& work, const WholeImage& whole,
             Recogniser& recogniser) {
  const std::vector<PixelRule> rules = FindRules(work);
  EraseRules(rules, work);
  Reading page;
  page.rules = ToRules(rules, work);
  const std::vector<InkCell> cells = FindCells(page.rules, work);
  std::vector<PixelBox> covered;
  for (const InkCell& cell : cells) covered.push_back(cell.cell);
  const std::vector<Region> regions = FindRegions(work.binary, work.letter_px, covered);
  auto page_ink = std::make_unique<PageInk>(work.binary);
  std::vector<InkArea> areas;
  for (const Region& region : regions) areas.push_back({region.box, false});
  for (const InkCell& cell : cells) areas.push_back({cell.cell, true});
  std::vector<InkLine> lines = SplitLines(*page_ink, areas, work.letter_px);
  if (PartTouchingLines(*page_ink, lines, work.binary) > 0) {
    page_ink = std::make_unique<PageInk>(work.binary);
    lines = SplitLines(*page_ink, areas, work.letter_px);
  }
  const PageInk& ink = *page_ink;
  std::vector<InkReading> readings;
  for (InkLine& line : lines) {
    std::vector<ReadLine> read = ReadInkLine(work, ink, line, recogniser, page.disputed);
    readings.push_back({std::move(line), std::move(read)});
  }
  const PageView view(image, work, whole);
  const HeadScene scene{
      work, ink, view, *recogniser.digits(), *recogniser.engine(), recogniser.second_engine()};
  page.fields = ReadHeadFields(scene, readings);
  ReadUrgencyStamp(scene, readings);
  ReadSignerName(scene, readings);
  for (InkReading& reading : readings) {
    for (const ReadLine& part :
         CleanLines(std::move(reading.read), work.letter_px, &page.dropped)) {
      for (const ReadWord& word : part.words) page.confidence += word.confidence;
      page.words += part.words.size();
      page.lines.push_back(ToTextLine(part, work));
    }
  }
  MarkBold(work, page.lines);
  page.readings = TakeReadings(page, work);
  return page;
}

/// Adds a half that begins `dx` points right of the image's left edge.
void Add(Reading half, double dx, Reading& page) {
  const auto move = [dx](Box& box) {
    if (!box.Empty()) box.x0 += dx, box.x1 += dx;
  };
  for (TextLine& line : half.lines) {
    move(line.box);
    for (Token& token : line.tokens) move(token.box);
    page.lines.push_back(std::move(line));
  }
  for (Rule& r : half.rules)
    page.rules.push_back({r.x0 + dx, r.y0, r.x1 + dx, r.y1, r.thickness_pt});
  for (Disputed& number : half.disputed) page.disputed.push_back(std::move(number));
  for (HeadField& field : half.fields) page.fields.push_back(std::move(field));
  for (WordReadings& readings : half.readings) {
    move(readings.box);
    page.readings.push_back(std::move(readings));
  }
  page.confidence += half.confidence;
  page.words += half.words;
  page.dropped += half.dropped;
}

/// The larger of two angles: a record has room for one.
std::optional<double> Larger(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a ? a : b;
  return std::abs(*a) >= std::abs(*b) ? a : b;
}

/// What was read, and what tells whether to believe it.
struct Attempt {
  Recognition page;
  size_t words = 0;
  bool faint = false;
  double Confidence() const { return page.ocr_confidence.value_or(0); }
};

Result<Attempt> ReadImage(const Raster& image, Recogniser& recogniser,
                          const RecogniseOptions& options) {
  Recogniser::Engine& engine = *recogniser.engine();
  WorkImage work = Prepare(image, options.limits);
  if (work.grey.empty())
    return Error{ErrorType::kOutOfMemory, "not enough memory for the page's image"};
  if (const int turn = FindTurn(work, engine); turn != 0) {
    TurnWorkImage(work, turn);
    work.diagnostics.push_back(
        {"page.turned", "turned by " + std::to_string(turn) + " degrees to read it upright"});
  }

  Attempt attempt;
  attempt.faint = work.faint;
  Recognition& page = attempt.page;
  page.rotation = work.rotation;
  page.width_pt = work.width_px() * work.pt_per_px_x;
  page.height_pt = work.height_px() * work.pt_per_px_y;
  WholeImage whole{0, work.width_px(), work.height_px()};
  Reading reading;
  std::vector<Half> halves = SplitSpread(work);
  if (halves.empty()) {
    Deskew(work);
    page.skew_deg = work.skew_deg;
    page.diagnostics = work.diagnostics;
    reading = Read(image, work, whole, recogniser);
  } else {
    page.diagnostics = work.diagnostics;
    work.grey = Raster();
    work.binary = Raster();
    for (Half& half : halves) {
      const double x0 = half.x0 * work.pt_per_px_x;
      page.spread.push_back({x0, 0, x0 + half.work.width_px() * work.pt_per_px_x, page.height_pt});
      page.skew_deg = Larger(page.skew_deg, half.work.skew_deg);
      whole.x0 = half.x0;
      Add(Read(image, half.work, whole, recogniser), x0, reading);
    }
    page.diagnostics.push_back(
        {"page.spread", "two pages side by side on one image, read one after the other"});
  }
  engine.Clear();
  if (recogniser.second_engine()) recogniser.second_engine()->Clear();
  page.lines = std::move(reading.lines);
  page.rules = std::move(reading.rules);
  page.readings = std::move(reading.readings);
  reading.disputed.resize(std::min(reading.disputed.size(), kMostDisputed));
  for (const Disputed& number : reading.disputed) {
    page.diagnostics.push_back({"readers.disagree", "“" + number.first + "” was read as “" +
                                                        number.second + "” by a second reader"});
  }
  for (const HeadField& field : reading.fields)
    if (!field.printed) page.diagnostics.push_back({"field.handwritten", Told(field)});
  if (reading.dropped > 0) {
    page.diagnostics.push_back(
        {"page.noise",
         std::to_string(reading.dropped) + " readings without the shape of a word left out"});
  }
  if (reading.words > 0)
    page.ocr_confidence = reading.confidence / static_cast<double>(reading.words);
  attempt.words = reading.words;
  return attempt;
}

/// The back of a sheet holds nothing, whatever shines through.
void MakeBlank(Recognition& page) {
  page.lines.clear();
  page.rules.clear();
  page.readings.clear();
  page.ocr_confidence.reset();
  page.diagnostics = {
      {"page.blank", "nothing but the print of the sheet's front, seen through it"}};
}

}  // namespace

Result<Recognition> Recognise(const Raster& image, Recogniser& recogniser,
                              const RecogniseOptions& options) {
  if (image.empty()) return Error{ErrorType::kInternal, "no image to recognise"};
  if (Status loaded = recogniser.Load(); !loaded) return loaded.error();
  Result<Attempt> read = ReadImage(image, recogniser, options);
  if (!read) return read.error();
  if (read->words < kEnoughWords || read->Confidence() >= kReadsBadly) return std::move(read->page);
  const Raster mirrored = Raster::Take(pixFlipLR(nullptr, image.get()));
  if (!mirrored.empty()) {
    Result<Attempt> other = ReadImage(mirrored, recogniser, options);
    if (other && other->Confidence() >= kReadsWell && other->words >= kEnoughWords) {
      if (read->faint) {
        MakeBlank(read->page);
        return std::move(read->page);
      }
      other->page.diagnostics.push_back(
          {"page.mirrored",
           "the image is mirrored; read, and its boxes given, the right way round"});
      return std::move(other->page);
    }
  }
  read->page.diagnostics.push_back(
      {"page.unreadable", "what was read of the page is not to be trusted; look at the page"});
  return std::move(read->page);
}

}  // namespace planrec::acquire
