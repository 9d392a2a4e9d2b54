// SPDX-License-Identifier: GPL-3.0-or-later
//
// Poppler output devices of our own: the interpreter calls them with what a page draws. Nothing is
// rendered and no image is decoded here. One device serves one page. Used by pdf_document only.
#pragma once

#include <OutputDev.h>

#include <memory>
#include <string>

#include "pipeline/acquire/pdf/font_style.h"
#include "pipeline/acquire/pdf/page_content.h"
#include "pipeline/acquire/pdf/page_graphics.h"

class Annot;
class GfxPath;

namespace planrec::acquire {

/// What the devices share: top-left origin, patterns and shadings taken as done (they hold no text
/// and no rules), soft masks not looked into, annotations chosen.
class BareDevice : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int,
                         int, double, double) override {
    return true;
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool,
                              bool for_soft_mask) override;
  void endTransparencyGroup(GfxState*) override;

  /// Stamps, form fields and free text are part of the page; links, notes and mark-up are not.
  static bool IsPartOfPage(Annot* annotation, void*);
  /// The same, told to the device: called before each annotation is drawn.
  static bool ChooseAnnotation(Annot* annotation, void* device);

 protected:
  bool InSoftMask() const { return soft_mask_depth_ > 0; }
  bool InAnnotation() const { return in_annotation_; }
  /// In the appearance of a stamp or a signature, which is no text that somebody typed.
  bool InStamp() const { return in_stamp_; }

 private:
  int group_depth_ = 0;
  int soft_mask_depth_ = 0;  // depth of the group where the mask began; 0 = none
  bool in_annotation_ = false, in_stamp_ = false;
};

/// The page frame's box of an image that is drawn with this state: the unit square's image.
Box ImageBox(const GfxState& state);

/// Collects characters, rules and image places.
class PageDevice : public BareDevice {
 public:
  PageDevice() = default;
  /// Ends the collection; the device is empty afterwards.
  PageContent Take();

  void startPage(int number, GfxState* state, XRef* xref) override;
  void updateFont(GfxState* state) override;
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* u, int u_count) override;
  void beginActualText(GfxState* state, const GooString* text) override;
  void endActualText(GfxState* state) override;
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override;
  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inlined) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* map, bool interpolate, const int* mask_colors,
                 bool inlined) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                       GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                       int mask_height, bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                           int mask_height, GfxImageColorMap* mask_map,
                           bool mask_interpolate) override;

 private:
  enum class ImageKind { kPlain, kMasked, kStencil };
  void AddImage(GfxState* state, int width, int height, ImageKind kind);
  void FillPath(GfxState* state);
  void AddFill(const Subpath& path, const GfxRGB& color, const Box& clip);

  // An open /ActualText span: what it says, and the first and last glyph drawn in it.
  struct ActualText {
    std::u32string text;
    size_t first_glyph = 0;
    int unmapped_before = 0;
    bool drawn = false;
    bool symbol = false;
    Glyph first, last;
  };

  PageContent content_;
  RuleCollector rules_;
  FontStyle style_;
  float ascent_ = 0.9F, descent_ = 0.22F;  // of the current font, in parts of its size
  double type3_scale_ = 1;
  std::unique_ptr<ActualText> actual_;
  bool masked_image_ = false;
  Subpath scratch_[2];
};

}  // namespace planrec::acquire
