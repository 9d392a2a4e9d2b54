// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages as a person is to see them: upright and straight as they were read, so that the places in
// a record fall on their print; whole, or a part of one.
//
//   PagePictures pictures(source, limits);
//   Result<std::string> jpeg = pictures.Jpeg({.page = 2, .width_px = 1200});
//
// Keeps the pages drawn last, so that further parts of them cost only the cutting. `source` stays
// the caller's. Not thread safe. Failures: SourceReader::Picture's, kUnreadable for a part that is
// not on the page, kOutOfMemory.
#pragma once

#include <list>
#include <string>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

inline constexpr int kWidestPicture_px = 6000;

/// Which part, in shares of the upright page's sides, and how wide the result is at most; it is
/// never larger than the page was drawn.
struct PictureRequest {
  int page = 1;         ///< 1-based
  int quarters = 0;     ///< clockwise quarter turns that made it upright (Page::rotation / 90)
  double skew_deg = 0;  ///< clockwise degrees that were taken out then (Page::skew_deg)
  double x0 = 0, y0 = 0, x1 = 1, y1 = 1;
  int width_px = 1200;
};

class PagePictures {
 public:
  PagePictures(SourceReader& source, const Limits& limits) : source_(source), limits_(limits) {}

  Result<std::string> Jpeg(const PictureRequest& request);

 private:
  struct Drawn {
    int page = 0, quarters = 0;
    double skew_deg = 0;
    bool fine = false;
    Raster raster;  ///< the whole upright page
  };
  Result<const Raster*> Page(const PictureRequest& request, bool fine);

  SourceReader& source_;
  const Limits limits_;
  std::list<Drawn> drawn_;  ///< the last used first
};

}  // namespace planrec::acquire
