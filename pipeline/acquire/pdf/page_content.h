// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a PDF page draws, collected in one pass: characters, ruled lines, images. Plain values; the
// frame is the crop box after /Rotate, points, origin top left, y down.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/acquire/pdf/glyphs.h"
#include "pipeline/core/geometry.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

struct ImageUse {
  Box box;                          ///< of the drawn image on the page
  int width_px = 0, height_px = 0;  ///< of the stored image
  size_t glyphs_before = 0;         ///< characters drawn before it
  bool opaque = false;              ///< hides what is under it
  bool stencil = false;             ///< one bit a pixel, painted in one colour
  bool annotation = false;
};

/// A filled rectangle: what was drawn before it lies under it.
struct FillUse {
  Box box;
  double tone = 0;           ///< brightness, 0 = black, 1 = white
  size_t glyphs_before = 0;  ///< characters drawn before it
};

struct PageContent {
  double width_pt = 0, height_pt = 0;
  std::vector<Glyph> glyphs;  ///< in the order of drawing, not cleaned yet
  std::vector<Rule> rules;
  std::vector<ImageUse> images;     ///< in the order of drawing
  std::vector<FillUse> fills;       ///< opaque ones, in the order of drawing
  int unmapped = 0;                 ///< characters without a usable Unicode value
  std::vector<Box> unmapped_boxes;  ///< where they stand, those that leave ink
  size_t outlines = 0;              ///< filled shapes with curves, of a letter's size
  bool has_paths = false;           ///< something was stroked or filled
  std::string legacy_font;          ///< name of a font of an encoding before Unicode; empty = none
  std::vector<Diagnostic> diagnostics;
};

/// Share of the page under images, 0..1; images in annotations are left out. Measured on a grid.
double ImageCoverage(const PageContent& content);

/// Turns everything clockwise by `quarters` × 90° about the page (see turn.h).
void TurnContent(PageContent& content, int quarters);

/// The turn that makes most of the text read from left to right: 0 where it does already or where
/// there is too little to tell. Only what stands in the page counts, not annotations.
int QuartersToUpright(const PageContent& content);

/// Marks the characters that a later opaque image covers as invisible.
void HideCovered(PageContent& content);

}  // namespace planrec::acquire
