// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/page_device.h"

#include <Annot.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <UTF.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace planrec::acquire {
namespace {

constexpr double kLevel = 0.05;         // sine up to which a direction is one of the four
constexpr double kWhite = 0.96;         // brightness from which a line on paper is not seen
constexpr size_t kMaxGlyphs = 400'000;  // on one page; more is an attack or a map
constexpr size_t kMaxFills = 1'000;     // on one page; more are a drawing
constexpr double kThinnestFill_pt = 2;  // lower than any letter
constexpr int kManyPoints = 10'000;     // of one subpath: a drawing

Box ClipOf(const GfxState& state) {
  Box clip;
  state.getClipBBox(&clip.x0, &clip.y0, &clip.x1, &clip.y1);
  return clip;
}

double ToneOf(const GfxRGB& c) {
  return 0.3 * colToDbl(c.r) + 0.59 * colToDbl(c.g) + 0.11 * colToDbl(c.b);
}

bool IsWhite(const GfxRGB& c) {
  return std::min({colToDbl(c.r), colToDbl(c.g), colToDbl(c.b)}) > kWhite;
}

// One subpath of a path in the page's frame; false for one that can't hold a rule.
bool ToPage(const GfxState& state, const GfxSubpath& from, Subpath& to) {
  to.points.clear();
  to.closed = from.isClosed();
  const int n = from.getNumPoints();
  if (n < 2 || n > kManyPoints) return false;
  for (int i = 0; i < n; ++i) {
    PathPoint p;
    state.transform(from.getX(i), from.getY(i), &p.x, &p.y);
    p.curve = from.getCurve(i);
    to.points.push_back(p);
  }
  return true;
}

int TurnOf(double vx, double vy) {
  double length = std::hypot(vx, vy);
  if (length == 0) return 0;
  vx /= length;
  vy /= length;
  if (std::abs(vy) < kLevel) return vx > 0 ? 0 : 2;
  if (std::abs(vx) < kLevel) return vy > 0 ? 1 : 3;
  return Glyph::kSlanted;
}

// A form field that somebody types into; its kind may stand with its parent.
bool IsTextField(const Object& widget) {
  if (!widget.isDict()) return false;
  Object kind = widget.dictLookup("FT");
  const Object parent = widget.dictLookup("Parent");
  if (kind.isNull() && parent.isDict()) kind = parent.dictLookup("FT");
  return kind.isName("Tx") || kind.isName("Ch");
}

// About the glyph's ink, for any of the four directions.
Box InkBox(const Glyph& g) {
  const double up = 0.7 * g.size;
  switch (g.turn) {
    case 1:
      return {g.x, std::min(g.y, g.y + g.dy), g.x + up, std::max(g.y, g.y + g.dy)};
    case 3:
      return {g.x - up, std::min(g.y, g.y + g.dy), g.x, std::max(g.y, g.y + g.dy)};
    default:
      return {std::min(g.x, g.x + g.dx), g.y - up, std::max(g.x, g.x + g.dx), g.y};
  }
}

// A closed shape as high as a letter of 5 to 40 pt, with curves.
bool IsLetterShape(const Subpath& path) {
  constexpr double kLowest_pt = 2, kHighest_pt = 30;
  double top = 1e9, bottom = -1e9;
  bool curves = false;
  for (const PathPoint& p : path.points) {
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
    curves = curves || p.curve;
  }
  return curves && bottom - top >= kLowest_pt && bottom - top <= kHighest_pt;
}

}  // namespace

void BareDevice::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool,
                                        bool for_soft_mask) {
  ++group_depth_;
  if (for_soft_mask && soft_mask_depth_ == 0) soft_mask_depth_ = group_depth_;
}

void BareDevice::endTransparencyGroup(GfxState*) {
  if (soft_mask_depth_ == group_depth_) soft_mask_depth_ = 0;
  if (group_depth_ > 0) --group_depth_;
}

bool BareDevice::IsPartOfPage(Annot* annotation, void*) {
  switch (annotation->getType()) {
    case Annot::typeFreeText:
    case Annot::typeStamp:
    case Annot::typeWidget:
    case Annot::typeWatermark:
      return true;
    default:
      return false;
  }
}

bool BareDevice::ChooseAnnotation(Annot* annotation, void* device) {
  auto* bare = static_cast<BareDevice*>(device);
  bare->in_annotation_ = true;
  bare->in_stamp_ = annotation->getType() != Annot::typeFreeText;
  if (annotation->getType() == Annot::typeWidget)
    bare->in_stamp_ = !IsTextField(annotation->getAnnotObj());
  return IsPartOfPage(annotation, nullptr);
}

Box ImageBox(const GfxState& state) {
  const double* m = state.getCTM();
  const double xs[] = {m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]};
  const double ys[] = {m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]};
  auto [x0, x1] = std::minmax_element(std::begin(xs), std::end(xs));
  auto [y0, y1] = std::minmax_element(std::begin(ys), std::end(ys));
  return {*x0, *y0, *x1, *y1};
}

PageContent PageDevice::Take() {
  content_.rules = rules_.Finish();
  return std::move(content_);
}

void PageDevice::startPage(int, GfxState* state, XRef*) {
  content_.width_pt = state->getPageWidth();
  content_.height_pt = state->getPageHeight();
}

void PageDevice::updateFont(GfxState* state) {
  style_ = {};
  ascent_ = 0.9F;
  descent_ = 0.22F;
  type3_scale_ = 1;
  const std::shared_ptr<GfxFont>& font = state->getFont();
  if (!font) return;
  if (font->getName()) style_ = StyleFromFontName(*font->getName());
  if (const GooString* embedded = font->getEmbeddedFontName()) {
    FontStyle more = StyleFromFontName(embedded->toStr());
    style_.bold |= more.bold;
    style_.italic |= more.italic;
    style_.symbol |= more.symbol;
    style_.legacy |= more.legacy;
  }
  style_.bold |= font->isBold() || font->getWeight() >= GfxFont::W600;
  style_.italic |= font->isItalic();
  if (style_.legacy && content_.legacy_font.empty() && font->getName())
    content_.legacy_font = font->getNameWithoutSubsetTag();
  // Fonts lie about their height; Vietnamese capitals with two marks need most of what is allowed.
  ascent_ = static_cast<float>(std::clamp(font->getAscent(), 0.7, 0.95));
  descent_ = static_cast<float>(std::clamp(-font->getDescent(), 0.15, 0.3));
  if (font->getType() == fontType3) {
    // The unit of a Type 3 font is its own: its box says how high its letters are.
    const double* box = font->getFontBBox();
    const double* matrix = font->getFontMatrix();
    double height = std::abs((box[3] - box[1]) * matrix[3]);
    type3_scale_ = height > 1e-4 && height < 1e3 ? height / 1.1 : 1;
  }
}

void PageDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double,
                          CharCode code, int bytes, const Unicode* u, int u_count) {
  if (InSoftMask() || content_.glyphs.size() >= kMaxGlyphs) return;
  const double* tm = state->getTextMat();
  const double* m = state->getCTM();
  const double sign = state->getFontSize() < 0 ? -1 : 1;
  const double vx = sign * (tm[0] * m[0] + tm[1] * m[2]), vy = sign * (tm[0] * m[1] + tm[1] * m[3]);
  const double ux = tm[2] * m[0] + tm[3] * m[2], uy = tm[2] * m[1] + tm[3] * m[3];
  Glyph g;
  g.size = static_cast<float>(std::abs(state->getFontSize()) * std::hypot(ux, uy) * type3_scale_);
  if (!std::isfinite(g.size) || g.size <= 0) return;
  state->transform(x, y, &g.x, &g.y);
  state->transformDelta(dx, dy, &g.pen_dx, &g.pen_dy);
  double spacing = state->getCharSpace();
  if (bytes == 1 && code == 0x20) spacing += state->getWordSpace();
  double sx, sy;
  state->textTransformDelta(spacing * state->getHorizScaling(), 0, &sx, &sy);
  state->transformDelta(dx - sx, dy - sy, &g.dx, &g.dy);
  if (!(std::isfinite(g.x) && std::isfinite(g.y) && std::isfinite(g.pen_dx) &&
        std::isfinite(g.pen_dy) && std::isfinite(g.dx) && std::isfinite(g.dy))) {
    return;
  }
  // Outside the clip it is not seen (cut-off cells, hidden copies).
  Box clip = ClipOf(*state);
  const double slack = 0.5 * g.size;
  const double cx = g.x + g.dx / 2, cy = g.y + g.dy / 2;
  if (cx < clip.x0 - slack || cx > clip.x1 + slack || cy < clip.y0 - slack || cy > clip.y1 + slack)
    return;
  g.turn = TurnOf(vx, vy);
  g.ascent = ascent_ * g.size;
  g.descent = descent_ * g.size;
  g.bold = style_.bold;
  g.italic = style_.italic;
  const int render = state->getRender() & 7;
  g.invisible = render == 3 || render == 7;
  GfxRGB ink;
  if (render % 4 == 1)
    state->getStrokeRGB(&ink);
  else
    state->getFillRGB(&ink);
  g.tone = static_cast<float>(ToneOf(ink));
  // Letters that are filled and stroked with a real pen are a simulated bold.
  if (render == 2 && state->getTransformedLineWidth() > 0.015 * g.size) g.bold = true;
  g.annotation = InStamp();
  if (actual_) {
    if (!actual_->drawn) actual_->first = g;
    actual_->last = g;
    actual_->drawn = true;
    actual_->symbol = style_.symbol;
  }
  static_assert(sizeof(Unicode) == sizeof(char32_t));
  char32_t unicode[16];
  int count = std::clamp(u_count, 0, 16);
  std::copy(u, u + count, unicode);
  const int unmapped = AddCharacter(content_.glyphs, g, unicode, count, style_.symbol);
  content_.unmapped += unmapped;
  if (unmapped > 0 && !g.invisible && !g.annotation && g.turn != Glyph::kSlanted && g.dx != 0)
    content_.unmapped_boxes.push_back(InkBox(g));
}

void PageDevice::beginActualText(GfxState*, const GooString* text) {
  if (InSoftMask() || actual_) return;
  actual_ = std::make_unique<ActualText>();
  actual_->first_glyph = content_.glyphs.size();
  actual_->unmapped_before = content_.unmapped;
  Unicode* code_points = nullptr;
  int count = TextStringToUCS4(text->toStr(), &code_points);
  if (count > 0) actual_->text.assign(code_points, code_points + count);
  gfree(code_points);
}

void PageDevice::endActualText(GfxState*) {
  if (!actual_) return;
  std::unique_ptr<ActualText> span = std::move(actual_);
  if (!span->drawn) return;
  const Glyph &a = span->first, &b = span->last;
  // A span over several lines has no one place: its glyphs stay as they are.
  bool level = a.turn == b.turn && a.turn != Glyph::kSlanted;
  if (a.turn % 2 == 0) level &= std::abs(a.y - b.y) < 0.2 * a.size;
  if (a.turn % 2 == 1) level &= std::abs(a.x - b.x) < 0.2 * a.size;
  if (!level) return;
  std::u32string drawn;
  for (size_t i = span->first_glyph; i < content_.glyphs.size(); ++i) drawn += content_.glyphs[i].c;
  if (drawn == span->text) return;
  Glyph whole = a;
  whole.dx = b.x + b.dx - a.x;
  whole.dy = b.y + b.dy - a.y;
  whole.pen_dx = b.x + b.pen_dx - a.x;
  whole.pen_dy = b.y + b.pen_dy - a.y;
  content_.glyphs.resize(span->first_glyph);
  content_.unmapped = span->unmapped_before;
  if (span->text.empty()) return;  // drawn, but said to be no text
  content_.unmapped += AddCharacter(content_.glyphs, whole, span->text.data(),
                                    static_cast<int>(span->text.size()), span->symbol);
}

void PageDevice::stroke(GfxState* state) {
  if (InSoftMask() || InAnnotation()) return;
  content_.has_paths = true;
  GfxRGB color;
  state->getStrokeRGB(&color);
  if (IsWhite(color) || state->getStrokeOpacity() < 0.05) return;
  double start = 0;
  std::vector<double> dash = state->getLineDash(&start);
  for (double& d : dash) d = state->transformWidth(d);
  const double width = state->getTransformedLineWidth();
  const Box clip = ClipOf(*state);
  const GfxPath* path = state->getPath();
  for (int i = 0; i < path->getNumSubpaths(); ++i)
    if (ToPage(*state, *path->getSubpath(i), scratch_[0]))
      rules_.Stroke(scratch_[0], width, dash, clip);
}

void PageDevice::fill(GfxState* state) {
  FillPath(state);
}

void PageDevice::eoFill(GfxState* state) {
  FillPath(state);
}

void PageDevice::FillPath(GfxState* state) {
  if (InSoftMask() || InAnnotation()) return;
  content_.has_paths = true;
  GfxRGB color;
  state->getFillRGB(&color);
  const Box clip = ClipOf(*state);
  const GfxPath* path = state->getPath();
  const int n = path->getNumSubpaths();
  if (state->getFillOpacity() > 0.95 && state->getBlendMode() == gfxBlendNormal) {
    for (int i = 0; i < n; ++i)
      if (ToPage(*state, *path->getSubpath(i), scratch_[0])) AddFill(scratch_[0], color, clip);
  }
  if (IsWhite(color) || state->getFillOpacity() < 0.05) return;
  if (n == 2 && ToPage(*state, *path->getSubpath(0), scratch_[0]) &&
      ToPage(*state, *path->getSubpath(1), scratch_[1]) &&
      rules_.FillFrame(scratch_[0], scratch_[1], clip)) {
    return;
  }
  for (int i = 0; i < n; ++i) {
    if (!ToPage(*state, *path->getSubpath(i), scratch_[0])) continue;
    content_.outlines += IsLetterShape(scratch_[0]) ? 1 : 0;
    rules_.Fill(scratch_[0], clip);
  }
}

void PageDevice::AddFill(const Subpath& path, const GfxRGB& color, const Box& clip) {
  const std::optional<Box> box = RectangleBox(path);
  if (!box || content_.fills.size() >= kMaxFills) return;
  const Box seen = Intersect(*box, clip);
  if (std::min(seen.Width(), seen.Height()) < kThinnestFill_pt) return;  // a line
  content_.fills.push_back({seen, ToneOf(color), content_.glyphs.size()});
}

void PageDevice::AddImage(GfxState* state, int width, int height, ImageKind kind) {
  ImageUse image;
  image.box = ImageBox(*state);
  image.width_px = width;
  image.height_px = height;
  image.glyphs_before = content_.glyphs.size();
  const bool solid = state->getFillOpacity() > 0.95 && state->getBlendMode() == gfxBlendNormal;
  image.opaque = kind == ImageKind::kPlain && solid;
  image.stencil = kind == ImageKind::kStencil && solid;
  image.annotation = InAnnotation();
  content_.images.push_back(image);
  // Some producers draw lines as images one pixel high.
  if (!image.annotation && std::max(image.box.Width(), image.box.Height()) > 20)
    rules_.AddBar(image.box, ClipOf(*state));
}

void PageDevice::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                               bool invert, bool interpolate, bool inlined) {
  if (!InSoftMask()) AddImage(state, width, height, ImageKind::kStencil);
  OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, inlined);
}

void PageDevice::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* map, bool interpolate, const int* mask_colors,
                           bool inlined) {
  if (!InSoftMask()) {
    const bool masked = mask_colors || masked_image_;
    AddImage(state, width, height, masked ? ImageKind::kMasked : ImageKind::kPlain);
  }
  OutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colors, inlined);
}

void PageDevice::drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width,
                                 int height, GfxImageColorMap* map, bool interpolate, Stream*, int,
                                 int, bool, bool) {
  masked_image_ = true;
  drawImage(state, ref, stream, width, height, map, interpolate, nullptr, false);
  masked_image_ = false;
}

void PageDevice::drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width,
                                     int height, GfxImageColorMap* map, bool interpolate, Stream*,
                                     int, int, GfxImageColorMap*, bool) {
  masked_image_ = true;
  drawImage(state, ref, stream, width, height, map, interpolate, nullptr, false);
  masked_image_ = false;
}

}  // namespace planrec::acquire
