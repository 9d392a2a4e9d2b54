// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/raster.h"

#include <leptonica/allheaders.h>

namespace planrec::acquire {

void LimitLeptonicaTalk() {
  setMsgSeverity(L_SEVERITY_ERROR);
}

Raster::~Raster() {
  pixDestroy(&pix_);
}

int Raster::width_px() const {
  return pix_ ? pixGetWidth(pix_) : 0;
}

int Raster::height_px() const {
  return pix_ ? pixGetHeight(pix_) : 0;
}

int Raster::depth() const {
  return pix_ ? pixGetDepth(pix_) : 0;
}

int Raster::x_dpi() const {
  return pix_ ? pixGetXRes(pix_) : 0;
}

int Raster::y_dpi() const {
  return pix_ ? pixGetYRes(pix_) : 0;
}

void Raster::SetDpi(int x_dpi, int y_dpi) {
  if (pix_) pixSetResolution(pix_, x_dpi, y_dpi);
}

}  // namespace planrec::acquire
