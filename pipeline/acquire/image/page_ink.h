// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page's ink as its connected components, each with its box and its shape.
//
//   const PageInk ink(work.binary);
//   for (const PixelBox& box : ink.boxes()) …
//
// Pixels of the work image. Not thread safe (Leptonica).
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/raster.h"

struct Pixa;

namespace planrec::acquire {

/// A row of a component: from its first to behind its last pixel, and how many are ink.
struct InkRow {
  int x0 = 0, x1 = 0, ink = 0;
};

/// The connected components of a page. Owns their shapes.
class PageInk {
 public:
  explicit PageInk(const Raster& binary);
  ~PageInk();
  PageInk(const PageInk&) = delete;
  PageInk& operator=(const PageInk&) = delete;

  const std::vector<PixelBox>& boxes() const { return boxes_; }
  Pixa* shapes() const { return shapes_; }
  /// Of one component, top to bottom; x counts from the left of its box.
  std::vector<InkRow> Rows(size_t part) const;

 private:
  std::vector<PixelBox> boxes_;
  Pixa* shapes_ = nullptr;
};

}  // namespace planrec::acquire
