// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/line_image.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

namespace planrec::train_ocr {

using samples::Ground;
using samples::PixPtr;
using samples::Random;

// What offices print with is Times New Roman; Tinos has its widths and its Vietnamese marks
// (Liberation Serif lacks letters with two marks: Pango would take them from other fonts). The
// others keep the net from learning one designer's hand.
const std::vector<Font> kTrainingFonts = {
    {36, "Tinos"},          {15, "TeX Gyre Termes"},  {12, "FreeSerif"},
    {7, "Arimo"},           {9, "Linux Libertine O"}, {4, "DejaVu Serif"},
    {6, "TeX Gyre Schola"}, {6, "TeX Gyre Bonum"},    {2, "DejaVu Sans"},
    {2, "TeX Gyre Heros"},  {1, "Linux Biolinum O"},
};
const std::vector<Font> kHeldOutFonts = {{1, "TeX Gyre Pagella"}};

namespace {

// The recogniser's own rule (pipeline/acquire/image/prepare.h): letters of 11 to 21 px stay, larger
// ones are reduced to 17, smaller ones enlarged to 13.5.
constexpr double kSmallestLetter_px = 11, kLargestLetter_px = 21, kReduced_px = 17,
                 kEnlarged_px = 13.5, kLargestEnlargement = 2.5;
constexpr double kPad_px = 4;  // Tesseract's kImagePadding
constexpr double kMargin_pt = 12;
constexpr int kInkBelowLeast = 165, kInkBelowMost = 225;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;

LayoutPtr Typeset(cairo_t* cairo, const std::string& text, const LineLook& look) {
  LayoutPtr layout(pango_cairo_create_layout(cairo));
  // The same widths at every resolution: measured once, drawn at any.
  PangoContext* context = pango_layout_get_context(layout.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, look.family.c_str());
  pango_font_description_set_absolute_size(font, look.size_pt * PANGO_SCALE);
  pango_font_description_set_weight(font, look.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, look.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  PangoAttrList* attributes = pango_attr_list_new();
  if (look.letter_spacing_pt != 0)
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(
                                           static_cast<int>(look.letter_spacing_pt * PANGO_SCALE)));
  if (look.word_spacing_pt > 0) {
    for (size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
      PangoAttribute* wider = pango_attr_letter_spacing_new(
          static_cast<int>((look.letter_spacing_pt + look.word_spacing_pt) * PANGO_SCALE));
      wider->start_index = static_cast<guint>(at);
      wider->end_index = static_cast<guint>(at + 1);
      pango_attr_list_change(attributes, wider);
    }
  }
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

// Fills the text at (x, baseline), its strokes thickened or thinned.
void Print(cairo_t* cairo, PangoLayout* layout, double x, double baseline, double ink_pt) {
  cairo_move_to(cairo, x, baseline);
  pango_cairo_layout_line_path(cairo, pango_layout_get_line_readonly(layout, 0));
  cairo_set_source_rgb(cairo, 0, 0, 0);
  if (ink_pt == 0) {
    cairo_fill(cairo);
    return;
  }
  cairo_fill_preserve(cairo);
  if (ink_pt < 0) cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_set_line_width(cairo, std::abs(ink_pt));
  cairo_stroke(cairo);
}

// What is left of a seal where its colour was taken out: pale strokes, or gaps in the letters.
void CrossWithSeal(cairo_t* cairo, double width, double height, Random& random) {
  const double shade = random.Chance(0.6) ? 0.45 + 0.4 * random.Unit() : 1;
  for (int strokes = random.Between(1, 5); strokes > 0; --strokes) {
    const double radius = 20 + 50 * random.Unit();
    cairo_new_path(cairo);
    cairo_arc(cairo, width * random.Unit(),
              height / 2 + radius * (random.Chance(0.5) ? 1 : -1) * random.Unit(), radius, 0, 6.3);
    cairo_set_source_rgb(cairo, shade, shade, shade);
    cairo_set_line_width(cairo, 0.4 + 1.4 * random.Unit());
    cairo_stroke(cairo);
  }
}

struct Sheet {
  samples::RgbPage page;
  double left_pt = 0, right_pt = 0, top_pt = 0, bottom_pt = 0;  ///< the line's ink
  double baseline_pt = 0;
};

Result<Sheet> Draw(const std::string& text, const LineLook& look, Random& random) {
  // The text's extents first, on a surface of no size.
  cairo_surface_t* nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t* measure = cairo_create(nothing);
  LayoutPtr layout = Typeset(measure, text, look);
  PangoRectangle ink;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(layout.get(), 0), &ink, nullptr);
  cairo_destroy(measure);
  cairo_surface_destroy(nothing);
  const double scale = 1.0 / PANGO_SCALE;
  Sheet sheet;
  const double width = ink.width * scale + 2 * kMargin_pt;
  const double height = 2 * kMargin_pt + 2.2 * look.size_pt;
  if (ink.width <= 0 || width > 2000) return Error{ErrorType::kInternal, "no line to draw", 0};
  sheet.baseline_pt = height / 2 + look.size_pt * 0.3;
  sheet.left_pt = kMargin_pt;
  sheet.right_pt = kMargin_pt + ink.width * scale;
  sheet.top_pt = sheet.baseline_pt + ink.y * scale;
  sheet.bottom_pt = sheet.top_pt + ink.height * scale;
  samples::ImageCanvas canvas(look.scan.dpi);
  cairo_t* cairo = canvas.Begin(width, height);
  const double x = kMargin_pt - ink.x * scale;
  layout = Typeset(cairo, text, look);
  Print(cairo, layout.get(), x, sheet.baseline_pt, look.ink_pt);
  if (look.line_gap_pt >= 0 && !look.own_ink) {
    // The neighbours say the same words in another order: their accents and tails matter, not what
    // they mean.
    const size_t middle = text.find(' ', text.size() / 2);
    const std::string other =
        middle == std::string::npos ? text : text.substr(middle + 1) + " " + text.substr(0, middle);
    LayoutPtr neighbour = Typeset(cairo, other, look);
    const double step = look.size_pt * 1.12 + look.line_gap_pt;
    if (random.Chance(0.8)) Print(cairo, neighbour.get(), x, sheet.baseline_pt - step, look.ink_pt);
    if (random.Chance(0.8)) Print(cairo, neighbour.get(), x, sheet.baseline_pt + step, look.ink_pt);
  }
  if (look.seal) CrossWithSeal(cairo, width, height, random);
  if (look.erased_rule) {
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_set_line_width(cairo, 0.4 + 0.6 * random.Unit());
    const double y = random.Chance(0.7) ? sheet.bottom_pt - look.size_pt * 0.15 * random.Unit()
                                        : sheet.top_pt + look.size_pt * 0.15 * random.Unit();
    cairo_move_to(cairo, 0, y);
    cairo_line_to(cairo, width, y);
    cairo_stroke(cairo);
  }
  canvas.End();
  std::vector<samples::RgbPage> pages = canvas.Take();
  sheet.page = std::move(pages.front());
  return sheet;
}

PixPtr ThroughJpeg(PixPtr pix, int quality) {
  Result<std::string> bytes = samples::Jpeg(pix.get(), quality);
  if (!bytes) return pix;
  PixPtr back(pixReadMemJpeg(reinterpret_cast<const l_uint8*>(bytes->data()), bytes->size(), 0, 1,
                             nullptr, 0));
  return back ? std::move(back) : std::move(pix);
}

// Paper to white, as the recogniser's preparation leaves it.
void Whiten(PIX* grey) {
  NUMA* counts = pixGetGrayHistogram(grey, 1);
  int paper = 255;
  l_float32 best = 0;
  for (int level = 128; level < 256; ++level) {
    l_float32 count = 0;
    numaGetFValue(counts, level, &count);
    if (count > best) best = count, paper = level;
  }
  numaDestroy(&counts);
  pixMultConstantGray(grey, 250.0F / static_cast<l_float32>(paper));
}

// All but the ink and its soft edges to white, as the recogniser cuts a line out of its page
// (pipeline/acquire/ocr/text_lines.h).
void KeepInk(PixPtr& grey, int ink_below) {
  constexpr int kEdge_px = 5;
  PixPtr ink(pixThresholdToBinary(grey.get(), ink_below));
  if (!ink) return;
  PixPtr paper(pixDilateBrick(nullptr, ink.get(), kEdge_px, kEdge_px));
  if (!paper) return;
  pixInvert(paper.get(), paper.get());
  pixSetMasked(grey.get(), paper.get(), 255);
}

}  // namespace

LineLook DrawLook(const std::vector<Font>& fonts, Random& random, double coarse) {
  LineLook look;
  int at =
      random.Between(1, std::accumulate(fonts.begin(), fonts.end(), 0,
                                        [](int sum, const Font& f) { return sum + f.weight; }));
  for (const Font& font : fonts) {
    if ((at -= font.weight) > 0) continue;
    look.family = font.family;
    break;
  }
  const double face = random.Unit();
  look.bold = face > 0.60 && face < 0.80;
  look.italic = face > 0.93;
  if (face > 0.80 && face <= 0.93) look.italic = true;
  if (face > 0.93) look.bold = true;
  look.size_pt = 10 + 0.5 * random.Between(0, 10);
  if (random.Chance(0.25)) look.letter_spacing_pt = (random.Unit() - 0.45) * 0.8;
  if (random.Chance(0.35)) look.word_spacing_pt = 4 * random.Unit();
  const double ink = random.Unit();
  if (ink < 0.25) look.ink_pt = 0.08 + 0.32 * random.Unit();
  if (ink > 0.80) look.ink_pt = -0.06 - 0.14 * random.Unit();
  look.line_gap_pt = random.Chance(0.7) ? 5 * random.Unit() : -1;
  samples::Scan& scan = look.scan;
  const double resolution = random.Unit();
  scan.dpi = resolution < coarse ? random.Between(90, 130)
             : resolution < 0.35 ? 150
             : resolution < 0.70 ? 200
             : resolution < 0.80 ? random.Between(200, 300)
                                 : 300;
  scan.ground = random.Chance(0.42) && scan.dpi >= 150 ? Ground::kBitonal : Ground::kGrey;
  scan.skew_deg = random.Chance(0.5) ? (random.Unit() - 0.5) * 0.7 : 0;
  scan.blur_px = random.Chance(0.15) ? 0 : (0.35 + 0.65 * random.Unit()) * scan.dpi / 200;
  scan.noise = random.Chance(0.2) ? 0.5 : 2 + 10 * random.Unit();
  scan.specks = random.Chance(0.3) ? random.Between(1, 12) : 0;
  if (scan.ground == Ground::kGrey && random.Chance(0.55))
    look.jpeg_quality = random.Between(scan.dpi < 150 ? 45 : 25, 90);
  look.seal = random.Chance(0.05);
  look.erased_rule = random.Chance(0.03);
  look.tight = random.Chance(0.15);
  look.own_ink = random.Chance(0.7);
  look.ink_below = random.Between(kInkBelowLeast, kInkBelowMost);
  return look;
}

Result<std::string> LineImage(const std::string& text, const LineLook& look, Random& random) {
  Result<Sheet> sheet = Draw(text, look, random);
  if (!sheet) return sheet.error();
  Result<PixPtr> scanned = samples::Degrade(sheet->page, look.scan, random);
  if (!scanned) return scanned.error();
  PixPtr pix = std::move(*scanned);
  if (look.jpeg_quality > 0) pix = ThroughJpeg(std::move(pix), look.jpeg_quality);
  if (pixGetDepth(pix.get()) == 1) pix.reset(pixConvert1To8(nullptr, pix.get(), 255, 0));

  const double letter_px = look.size_pt * 0.455 * look.scan.dpi / 72;
  double factor = 1;
  if (letter_px > kLargestLetter_px) factor = kReduced_px / letter_px;
  if (letter_px < kSmallestLetter_px)
    factor = std::min(kLargestEnlargement, kEnlarged_px / letter_px);
  if (factor != 1) {
    const auto f = static_cast<l_float32>(factor);
    pix.reset(factor < 1 ? pixScaleAreaMap(pix.get(), f, f) : pixScaleGrayLI(pix.get(), f, f));
  }
  if (!pix) return Error{ErrorType::kOutOfMemory, "Leptonica could not scale a line", 0};
  if (look.scan.ground != Ground::kBitonal) Whiten(pix.get());
  if (look.own_ink) KeepInk(pix, look.ink_below);

  // The row as Tesseract sees it: the ink and the lines of ascenders and descenders, then its
  // padding, give or take what its estimates miss.
  const double px = look.scan.dpi * factor / 72;
  double top = sheet->top_pt, bottom = sheet->bottom_pt;
  double pad = kPad_px;
  if (look.tight) {
    pad = random.Between(0, 2);
  } else {
    top = std::min(top, sheet->baseline_pt - look.size_pt * (0.66 + 0.08 * random.Unit()));
    bottom = std::max(bottom, sheet->baseline_pt + look.size_pt * (0.16 + 0.10 * random.Unit()));
  }
  const double tilt_px =
      std::abs(look.scan.skew_deg) * 3.14159 / 180 * (sheet->right_pt - sheet->left_pt) / 2 * px;
  const auto jitter = [&] { return random.Chance(0.3) ? random.Between(-1, 2) : 0; };
  const int width = pixGetWidth(pix.get()), height = pixGetHeight(pix.get());
  const auto edge = [](double value, int most) {
    return std::clamp(static_cast<int>(std::lround(value)), 0, most);
  };
  const int x0 = edge(sheet->left_pt * px - pad - jitter(), width);
  const int x1 = edge(sheet->right_pt * px + pad + jitter(), width);
  const int y0 = edge(top * px - pad - tilt_px - jitter(), height);
  const int y1 = edge(bottom * px + pad + tilt_px + jitter(), height);
  BOX* box = boxCreate(x0, y0, std::max(8, x1 - x0), std::max(8, y1 - y0));
  PixPtr crop(pixClipRectangle(pix.get(), box, nullptr));
  boxDestroy(&box);
  if (!crop) return Error{ErrorType::kOutOfMemory, "Leptonica could not crop a line", 0};
  l_uint8* data = nullptr;
  size_t size = 0;
  if (pixWriteMemPng(&data, &size, crop.get(), 0) != 0)
    return Error{ErrorType::kOutOfMemory, "Leptonica could not write a PNG", 0};
  std::string png(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return png;
}

}  // namespace planrec::train_ocr
