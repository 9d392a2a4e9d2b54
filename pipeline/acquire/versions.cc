// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/versions.h"

#include <archive.h>
#include <gnutls/gnutls.h>
#include <leptonica/allheaders.h>
#include <libde265/de265.h>
#include <libheif/heif.h>
#include <libxml/xmlversion.h>
#include <png.h>
#include <poppler-config.h>
#include <tesseract/baseapi.h>
#include <tiffio.h>

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

std::string ParserVersions() {
  // libtiff says "LIBTIFF, Version 4.5.0" and more lines, libarchive "libarchive 3.6.2".
  std::string tiff = TIFFGetVersion();
  tiff = tiff.substr(0, tiff.find('\n'));
  tiff = tiff.substr(tiff.rfind(' ') + 1);
  return std::string("libpng ") + png_get_libpng_ver(nullptr) + ", libtiff " + tiff + ", " +
         archive_version_string() + ", libheif " + heif_get_version() + ", libde265 " +
         de265_get_version() + ", libxml2 " LIBXML_DOTTED_VERSION ", gnutls " +
         gnutls_check_version(nullptr);
}

}  // namespace planrec::acquire
