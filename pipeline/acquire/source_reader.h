// SPDX-License-Identifier: GPL-3.0-or-later
//
// One input, opened: the only door to Poppler, Leptonica and Tesseract. Runs in worker processes,
// whose standard error is caught: the libraries behind it report damage there, and neither they nor
// this room redirect it.
//
//   Result<std::unique_ptr<SourceReader>> source = SourceReader::Open(bytes, "a/b.pdf", limits);
//   for (int n = 1; n <= (*source)->page_count(); ++n) Page page = (*source)->ReadPage(n, options,
//   recogniser);
//
// Ownership: the reader keeps views into `bytes`; the caller keeps them alive. Not thread safe: one
// thread, one reader, one Recogniser. A page never fails the document: ReadPage always gives a
// Page, with `error` set where it could not be read or only in part. An office document has no
// pages: its PDF has (pipeline/batch/convert_office.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/core/limits.h"
#include "pipeline/core/page.h"
#include "pipeline/core/result.h"

namespace planrec::acquire {

enum class OcrMode {
  kAuto,    ///< per page: recognise where the embedded text can't be trusted
  kAlways,  ///< recognise every page that has an image or can be rendered
  kNever,   ///< embedded text only; a page without any is reported as such
};

struct ReadOptions {
  OcrMode ocr = OcrMode::kAuto;
  Limits limits;
};

class Recogniser;

/// A page as it looks, upright as /Rotate says, before recognition turned it. The raster covers
/// the part [x0, x1] × [y0, y1] of the page, in shares of its sides.
struct PagePicture {
  Raster raster;
  double x0 = 0, y0 = 0, x1 = 1, y1 = 1;
};

class SourceReader {
 public:
  virtual ~SourceReader() = default;
  /// `passwords`: tried in turn where a PDF asks for one.
  static Result<std::unique_ptr<SourceReader>> Open(std::string_view bytes, std::string_view name,
                                                    const Limits& limits,
                                                    const std::vector<std::string>& passwords = {});

  virtual const std::string& media_type() const = 0;
  virtual int page_count() const = 0;
  /// Of joined files (joined_images.h), how many pages each has; of all others empty.
  virtual std::vector<int> parts() const { return {}; }
  virtual Page ReadPage(int number, const ReadOptions& options, Recogniser& recogniser) = 0;
  /// `dpi`: of what has to be rendered; a scan is given as stored. kNoText for a text file, which
  /// has no picture; kCorrupt, kTooLarge as for reading.
  virtual Result<PagePicture> Picture(int number, double dpi, const Limits& limits) = 0;
};

}  // namespace planrec::acquire
