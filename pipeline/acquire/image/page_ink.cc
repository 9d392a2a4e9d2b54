// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/page_ink.h"

#include <leptonica/allheaders.h>

#include <algorithm>

namespace planrec::acquire {

PageInk::PageInk(const Raster& binary) {
  Boxa* boxes = pixConnComp(binary.get(), &shapes_, 8);
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    int x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    boxes_.push_back({x, y, x + w, y + h});
  }
  boxaDestroy(&boxes);
}

PageInk::~PageInk() {
  pixaDestroy(&shapes_);
}

std::vector<InkRow> PageInk::Rows(size_t part) const {
  std::vector<InkRow> rows;
  PIX* shape = pixaGetPix(shapes_, static_cast<l_int32>(part), L_CLONE);
  if (shape == nullptr) return rows;
  const l_int32 width = pixGetWidth(shape), height = pixGetHeight(shape);
  for (l_int32 y = 0; y < height; ++y) {
    InkRow row{width, 0, 0};
    for (l_int32 x = 0; x < width; ++x) {
      l_uint32 set = 0;
      pixGetPixel(shape, x, y, &set);
      if (set != 0) row = {std::min(row.x0, x), x + 1, row.ink + 1};
    }
    rows.push_back(row);
  }
  pixDestroy(&shape);
  return rows;
}

}  // namespace planrec::acquire
