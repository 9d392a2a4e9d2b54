// SPDX-License-Identifier: GPL-3.0-or-later
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <utility>

#include "tools/lab/bench_ocr/pages.h"
#include "tools/lab/samples/canvas.h"
#include "tools/lab/train_ocr/line_image.h"
#include "tools/lab/train_ocr/line_text.h"

namespace planrec::bench_ocr {
namespace {

using samples::Ground;
using samples::Random;

constexpr double kWidth_pt = 595.3, kHeight_pt = 841.9;  // A4
constexpr double kLeft_pt = 72, kRight_pt = 545, kTop_pt = 60, kBottom_pt = 780;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};

std::unique_ptr<PangoLayout, Unref> Layout(cairo_t* cairo, const std::string& text,
                                           const std::string& family, double size_pt, bool bold,
                                           bool italic) {
  std::unique_ptr<PangoLayout, Unref> layout(pango_cairo_create_layout(cairo));
  PangoContext* context = pango_layout_get_context(layout.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, family.c_str());
  pango_font_description_set_absolute_size(font, size_pt * PANGO_SCALE);
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  return layout;
}

// One page of lines, each with its place.
std::vector<RefLine> Draw(cairo_t* cairo, const train_ocr::LineTexts& texts, const PageLook& look,
                          Random& random) {
  std::vector<RefLine> lines;
  const double step = look.size_pt * 1.45;
  for (double baseline = kTop_pt + step; baseline < kBottom_pt; baseline += step) {
    const std::string text =
        look.with.empty() ? texts.Next(random, 0)
                          : texts.NextWith(look.with[lines.size() % look.with.size()], random);
    if (train_ocr::HasRowOfPoints(text, 2)) {  // fields: as many points as there is room for
      baseline -= step;
      continue;
    }
    const double face = random.Unit();
    const auto layout = Layout(cairo, text, look.family, look.size_pt, face > 0.8, face < 0.12);
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
    PangoRectangle ink;
    pango_layout_line_get_extents(line, &ink, nullptr);
    const double width = static_cast<double>(ink.width) / PANGO_SCALE;
    if (width > kRight_pt - kLeft_pt || width <= 0) {
      baseline -= step;
      continue;
    }
    cairo_move_to(cairo, kLeft_pt, baseline);
    pango_cairo_show_layout_line(cairo, line);
    lines.push_back(
        {"",
         static_cast<int>(1),
         {kLeft_pt - 8, baseline - step * 0.72, kLeft_pt + width + 12, baseline + step * 0.28},
         text});
  }
  return lines;
}

}  // namespace

std::vector<PageLook> PageLooks() {
  const std::string family = train_ocr::kHeldOutFonts.front().family;
  std::vector<PageLook> looks(6);
  looks[0] = {"clean, 300 to 200 dpi", "Tinos", 13, 300, {Ground::kGrey, 300, 0, 0, 0, 0}, 0, 200};
  looks[1] = {"grey, 200 dpi", family, 13, 200, {Ground::kGrey, 200, 0.3, 0.7, 6, 30}, 60, 0};
  looks[2] = {"bitonal, 200 dpi", family, 13, 200, {Ground::kBitonal, 200, -0.4, 0.7, 9, 60}, 0, 0};
  looks[3] = {"bitonal, 300 dpi", family, 12, 300, {Ground::kBitonal, 300, 0.2, 0.9, 14, 80}, 0, 0};
  looks[4] = {"grey, 100 dpi", family, 13, 100, {Ground::kGrey, 100, 0.2, 0.5, 5, 5}, 75, 0};
  looks[5] = {"clean, held-out font", family, 13, 300, {Ground::kGrey, 300, 0, 0, 0, 0}, 0, 200};
  return looks;
}

Status ForEachTypesetPage(const std::string& corpus, const std::u32string& characters,
                          const PageLook& look, int pages, uint64_t seed, const PageSink& sink) {
  const train_ocr::LineTexts texts(corpus, characters, train_ocr::TextPart::kHeldOut);
  if (texts.empty()) return Error{ErrorType::kEmpty, "no held-out lines in the text", 0};
  for (int n = 1; n <= pages; ++n) {
    Random random = Random(seed).Fork(look.name + std::to_string(n));
    samples::ImageCanvas canvas(look.draw_dpi);
    KnownPage page;
    page.name = look.name + ", page " + std::to_string(n);
    page.lines = Draw(canvas.Begin(kWidth_pt, kHeight_pt), texts, look, random);
    canvas.End();
    const std::vector<samples::RgbPage> drawn = canvas.Take();
    Result<samples::PixPtr> scanned = samples::Degrade(drawn.front(), look.scan, random);
    if (!scanned) return scanned.error();
    samples::PixPtr pix = std::move(*scanned);
    if (look.jpeg_quality > 0) {
      const Result<std::string> jpeg = samples::Jpeg(pix.get(), look.jpeg_quality);
      if (!jpeg) return jpeg.error();
      pix.reset(pixReadMemJpeg(reinterpret_cast<const l_uint8*>(jpeg->data()), jpeg->size(), 0, 1,
                               nullptr, 0));
    }
    if (pix && look.to_dpi > 0) {
      const auto factor = static_cast<l_float32>(look.to_dpi / look.scan.dpi);
      pix.reset(pixScaleAreaMap(pix.get(), factor, factor));
    }
    if (!pix) return Error{ErrorType::kOutOfMemory, "Leptonica could not make a page", 0};
    const int dpi = static_cast<int>(look.to_dpi > 0 ? look.to_dpi : look.scan.dpi);
    pixSetResolution(pix.get(), dpi, dpi);
    page.image = acquire::Raster::Take(pix.release());
    page.width_pt = kWidth_pt;
    page.height_pt = kHeight_pt;
    page.box = {0, 0, kWidth_pt, kHeight_pt};
    sink(page);
  }
  return Done{};
}

}  // namespace planrec::bench_ocr
