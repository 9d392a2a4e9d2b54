// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/versions.h"

#include <leptonica/allheaders.h>
#include <poppler-config.h>
#include <tesseract/baseapi.h>

#include <memory>
#include <string>

namespace planrec::acquire {

std::string LibraryVersions() {
  const std::unique_ptr<char, decltype(&lept_free)> leptonica(getLeptonicaVersion(), lept_free);
  // Leptonica says "leptonica-1.82.0".
  std::string lept = leptonica ? leptonica.get() : "leptonica";
  if (const size_t dash = lept.find('-'); dash != std::string::npos) lept[dash] = ' ';
  return std::string("poppler ") + POPPLER_VERSION + ", " + lept + ", tesseract " +
         tesseract::TessBaseAPI::Version();
}

}  // namespace planrec::acquire
