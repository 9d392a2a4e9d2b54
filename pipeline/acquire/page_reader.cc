// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/page_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "pipeline/acquire/layer_gaps.h"
#include "pipeline/acquire/layer_witness.h"
#include "pipeline/acquire/pdf/seen_text.h"
#include "pipeline/acquire/pdf/text_layer.h"
#include "pipeline/acquire/pdf/turn.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr double kWorthCoverage = 0.25;  // images over less of the page are logos and stamps
constexpr double kSizeLies = 0.15;       // sizes that differ less are rounding
constexpr double kCell_pt = 200;         // a turned table head stands between rules this near

// Whether rules stand on both sides of the box and above or below it, near enough for a cell.
bool InRuledCell(const Box& box, const std::vector<Rule>& rules) {
  bool left = false, right = false, above = false, below = false;
  const double x = box.CenterX(), y = box.CenterY();
  for (const Rule& r : rules) {
    if (r.Vertical() && r.y0 <= y && r.y1 >= y) {
      left |= r.x0 <= box.x0 + 2 && r.x0 > box.x0 - kCell_pt;
      right |= r.x0 >= box.x1 - 2 && r.x0 < box.x1 + kCell_pt;
    } else if (r.Horizontal() && r.x0 <= x && r.x1 >= x) {
      above |= r.y0 <= box.y0 + 2 && r.y0 > box.y0 - kCell_pt;
      below |= r.y0 >= box.y1 - 2 && r.y0 < box.y1 + kCell_pt;
    }
  }
  return left && right && above && below;
}

// Lines of the text that stands at `turn` on the page, their boxes in the page's frame.
std::vector<TextLine> TurnedLines(const PageContent& content, int turn) {
  PageContent part;
  part.width_pt = content.width_pt;
  part.height_pt = content.height_pt;
  for (const Glyph& g : content.glyphs)
    if (g.turn == turn) part.glyphs.push_back(g);
  if (part.glyphs.empty()) return {};
  part.rules = content.rules;
  TurnContent(part, -turn);
  CleanGlyphs(part.glyphs, {0, 0, part.width_pt, part.height_pt});
  std::vector<TextLine> lines = BuildLines(part.glyphs, part.rules);
  auto back = [&](Box& box) { box = TurnBox(box, turn, part.width_pt, part.height_pt); };
  for (TextLine& line : lines) {
    back(line.box);
    for (Token& token : line.tokens) back(token.box);
  }
  std::erase_if(lines, [&](const TextLine& line) { return !InRuledCell(line.box, content.rules); });
  return lines;
}

void Move(Box& box, double dx, double dy) {
  box = {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

void Fail(Page& page, Error error) {
  error.page = page.number;
  page.error = std::move(error);
}

std::string Percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.0f %%", share * 100);
  return text;
}

Diagnostic TrueSize(double width_pt, double height_pt, double scale) {
  char text[160];
  std::snprintf(text, sizeof text,
                "by its print the page is no %.0f x %.0f points; read as %.0f x %.0f, to which all "
                "boxes refer",
                width_pt, height_pt, width_pt * scale, height_pt * scale);
  return {"page.size", text};
}

void RecognisePdfPage(PdfDocument& pdf, const PageContent& content, const ReadOptions& options,
                      Recogniser& recogniser, Page& page) {
  Result<PageImage> image = pdf.Image(page.number, content, options.limits);
  if (!image) return Fail(page, image.error());
  Result<Recognition> read = Recognise(image->raster, recogniser, {options.limits});
  if (!read) return Fail(page, read.error());
  // Recognition knows by the letters where a page's size is not its paper's (pixels taken for
  // points, a false resolution): the page is then as large as its print says.
  const bool sideways = NormalQuarters(read->rotation / 90) % 2 == 1;
  const double read_width = sideways ? read->height_pt : read->width_pt;
  const double scale = image->box.Width() > 0 ? read_width / image->box.Width() : 1;
  const bool lies = std::abs(scale - 1) > kSizeLies;
  const double k = lies ? scale : 1;
  if (lies) page.diagnostics.push_back(TrueSize(content.width_pt, content.height_pt, k));
  PlaceRecognition(std::move(*read),
                   {image->box.x0 * k, image->box.y0 * k, image->box.x1 * k, image->box.y1 * k},
                   content.width_pt * k, content.height_pt * k, page);
  // Whoever wants everything recognised does not want the layer. Where two pages were straightened
  // each by itself, there is no one angle to find its words by.
  if (content.glyphs.empty() || options.ocr != OcrMode::kAuto || !page.spread.empty() || lies)
    return;
  const ReadFrame frame{page.rotation / 90, page.skew_deg.value_or(0), image->box};
  HearWitness(WitnessWords(content, frame), page);
}

LayerState StateOf(const Triage& triage, const PageContent& content) {
  if (triage.choice == PageChoice::kRepairLayer) return LayerState::kDamaged;
  const bool legacy = !content.legacy_font.empty() || triage.reason == "layer:tcvn3" ||
                      triage.reason == "layer:vni";
  return legacy ? LayerState::kLegacy : LayerState::kSound;
}

// The layer's lines, and from the page's picture what they lack. `content` is as drawn.
void ReadLayer(PdfDocument& pdf, PageContent& content, const Triage& triage,
               const ReadOptions& options, Recogniser& recogniser, Page& page) {
  PageContent upright = content;
  page.origin = TextOrigin::kEmbedded;
  page.lines = LayerLines(upright, page.rotation);
  page.width_pt = upright.width_pt;
  page.height_pt = upright.height_pt;
  page.rules = upright.rules;
  content.diagnostics = upright.diagnostics;
  if (options.ocr == OcrMode::kNever) return;
  const LayerGaps gaps = FindGaps(upright, page.lines, StateOf(triage, content));
  if (!gaps.Any()) return;
  std::vector<Box> text;
  for (const Box& box : gaps.broken)
    text.push_back(
        TurnBox(box, NormalQuarters(-page.rotation / 90), page.width_pt, page.height_pt));
  const Result<PageImage> image = pdf.Rendering(page.number, content, options.limits, text);
  if (!image) return;
  Result<Recognition> read = Recognise(image->raster, recogniser, {options.limits});
  // What stands turned against the page's text is no line of it.
  if (!read || read->rotation != page.rotation || !read->spread.empty()) return;
  Page picture;
  PlaceRecognition(std::move(*read), image->box, content.width_pt, content.height_pt, picture);
  FillGaps(std::move(picture), gaps, page);
}

}  // namespace

LayerEvidence Evidence(const PageContent& content) {
  LayerEvidence evidence;
  std::string body;
  int lone_marks = 0, invisible = 0, stamp = 0;
  for (const Glyph& g : content.glyphs) {
    if (g.IsSpace()) continue;
    if (g.annotation) {
      ++stamp;
      continue;
    }
    if (g.invisible) ++invisible;
    // A mark drawn as a glyph of its own joins its letter only later; a letter of the same kind
    // stands for the pair.
    if (IsCombiningMark(g.c)) {
      ++lone_marks;
      continue;
    }
    AppendUtf8(body, g.marks[0] && IsLetter(g.c) && !HasVietnameseMark(g.c) ? U'\u00E1' : g.c);
  }
  CountText(body, evidence);
  if (evidence.letters > 0)
    evidence.marked_share =
        std::min(1.0, evidence.marked_share + static_cast<double>(lone_marks) / evidence.letters);
  evidence.unmapped += content.unmapped;
  evidence.characters += stamp + content.unmapped;
  evidence.stamp_characters = stamp;
  evidence.invisible = invisible;
  evidence.image_coverage = ImageCoverage(content);
  evidence.has_image = evidence.image_coverage >= kWorthCoverage;
  evidence.has_drawing = content.has_paths || !content.images.empty();
  return evidence;
}

void PlaceRecognition(Recognition read, const Box& box, double width, double height, Page& page) {
  const int quarters = NormalQuarters(read.rotation / 90);
  // The image's offset in the page's frame, seen after the turn.
  const double right = width - box.x1, below = height - box.y1;
  const double dx[] = {box.x0, below, right, box.y0};
  const double dy[] = {box.y0, box.x0, below, right};
  const size_t q = static_cast<size_t>(quarters);
  if (std::abs(dx[q]) > 0.01 || std::abs(dy[q]) > 0.01) {
    for (TextLine& line : read.lines) {
      if (!line.box.Empty()) Move(line.box, dx[q], dy[q]);
      for (Token& token : line.tokens)
        if (!token.box.Empty()) Move(token.box, dx[q], dy[q]);
    }
    for (Rule& r : read.rules)
      r = {r.x0 + dx[q], r.y0 + dy[q], r.x1 + dx[q], r.y1 + dy[q], r.thickness_pt};
    for (Box& half : read.spread) Move(half, dx[q], dy[q]);
    for (WordReadings& readings : read.readings)
      if (!readings.box.Empty()) Move(readings.box, dx[q], dy[q]);
  }
  page.width_pt = quarters % 2 ? height : width;
  page.height_pt = quarters % 2 ? width : height;
  page.origin = TextOrigin::kOcr;
  page.rotation = quarters * 90;
  page.skew_deg = read.skew_deg;
  page.ocr_confidence = read.ocr_confidence;
  page.lines = std::move(read.lines);
  page.rules = std::move(read.rules);
  page.spread = std::move(read.spread);
  page.readings = std::move(read.readings);
  for (Diagnostic& d : read.diagnostics) page.diagnostics.push_back(std::move(d));
}

std::vector<TextLine> LayerLines(PageContent& content, int& rotation) {
  const int quarters = QuartersToUpright(content);
  TurnContent(content, quarters);
  rotation = quarters * 90;
  DropStruck(content);
  SettleRaised(content.glyphs);
  std::vector<Glyph> upright;
  upright.reserve(content.glyphs.size());
  bool turned = false;
  for (const Glyph& g : content.glyphs) {
    if (g.turn == 0)
      upright.push_back(g);
    else
      turned = true;
  }
  CleanGlyphs(upright, {0, 0, content.width_pt, content.height_pt});
  std::vector<TextLine> lines = BuildLines(upright, content.rules);
  if (turned && !content.rules.empty()) {
    for (int turn : {1, 3})
      for (TextLine& line : TurnedLines(content, turn)) lines.push_back(std::move(line));
  }
  return lines;
}

namespace {

/// From the page as displayed, width × height points, into the frame that it was read in.
void PlaceSignatures(double width, double height, Page& page) {
  const int quarters = NormalQuarters(page.rotation / 90);
  const double turned = quarters % 2 == 1 ? height : width;
  const double scale = page.width_pt > 0 && turned > 0 ? page.width_pt / turned : 1;
  for (ESignature& signature : page.signatures) {
    if (!signature.where.bbox) continue;
    const Box box = TurnBox(*signature.where.bbox, quarters, width, height);
    signature.where.bbox = {box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale};
  }
}

}  // namespace

Page ReadPdfPage(PdfDocument& pdf, int number, const ReadOptions& options, Recogniser& recogniser) {
  Page page;
  page.number = number;
  Result<PageContent> content = pdf.Content(number, options.limits);
  if (!content) {
    Fail(page, content.error());
    return page;
  }
  const double width = content->width_pt, height = content->height_pt;
  page.width_pt = width;
  page.height_pt = height;
  const LayerEvidence evidence = Evidence(*content);
  const Triage triage = Decide(evidence, options.ocr);
  page.origin_reason = triage.reason;
  switch (triage.choice) {
    case PageChoice::kBlank:
      // A stamp's text on an else empty page is still text.
      page.lines = LayerLines(*content, page.rotation);
      if (!page.lines.empty()) page.origin = TextOrigin::kEmbedded;
      page.rules = std::move(content->rules);
      break;
    case PageChoice::kRecognise:
      RecognisePdfPage(pdf, *content, options, recogniser, page);
      break;
    case PageChoice::kRepairLayer:
    case PageChoice::kTrustLayer:
      ReadLayer(pdf, *content, triage, options, recogniser, page);
      if (triage.choice == PageChoice::kRepairLayer && page.origin == TextOrigin::kEmbedded)
        page.diagnostics.push_back(
            {"layer.damaged", "the text layer is damaged (" + Percent(evidence.marked_share) +
                                  " of its letters carry marks) and the page's picture reads no "
                                  "better"});
      break;
  }
  page.diagnostics.insert(page.diagnostics.begin(), content->diagnostics.begin(),
                          content->diagnostics.end());
  page.signatures = pdf.Signatures(number);
  PlaceSignatures(width, height, page);
  if (page.origin == TextOrigin::kEmbedded) CutToPage(page);
  if (page.origin == TextOrigin::kEmbedded && !content->legacy_font.empty())
    page.diagnostics.push_back(
        {"font.legacy", "text in a font of an encoding before Unicode: " + content->legacy_font});
  return page;
}

Page ReadImagePage(Result<Raster> image, int number, const ReadOptions& options,
                   Recogniser& recogniser) {
  Page page;
  page.number = number;
  if (!image) {
    Fail(page, image.error());
    return page;
  }
  page.width_pt = image->width_px() * image->points_per_pixel_x();
  page.height_pt = image->height_px() * image->points_per_pixel_y();
  LayerEvidence evidence;
  evidence.has_image = evidence.has_drawing = true;
  evidence.image_coverage = 1;
  const Triage triage = Decide(evidence, options.ocr);
  page.origin_reason = triage.reason;
  if (triage.choice != PageChoice::kRecognise) return page;
  Result<Recognition> read = Recognise(*image, recogniser, {options.limits});
  if (!read) {
    Fail(page, read.error());
    return page;
  }
  // The image is the page; recognition knows its size, also where the file does not say it.
  const double width = read->width_pt, height = read->height_pt;
  const bool sideways = NormalQuarters(read->rotation / 90) % 2 == 1;
  const double given_width = sideways ? height : width, given_height = sideways ? width : height;
  PlaceRecognition(std::move(*read), {0, 0, given_width, given_height}, given_width, given_height,
                   page);
  return page;
}

}  // namespace planrec::acquire
