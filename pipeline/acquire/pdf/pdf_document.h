// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PDF file behind Poppler: opened from memory, page by page read into PageContent or turned into
// an image.
//
//   Result<std::unique_ptr<PdfDocument>> pdf = PdfDocument::Open(bytes, limits);
//   Result<PageContent> content = (*pdf)->Content(1);
//   Result<PageImage> image = (*pdf)->Image(1, *content, limits);
//
// The document keeps a view into `bytes`; the caller keeps them alive. Not thread safe; Poppler's
// global state is set up once per process. Poppler never prints: its messages become diagnostics
// ("pdf.damaged") of the page at hand. Copy protection without a user password is no obstacle.
// Failures: kEncrypted (a user password is needed), kUnsupportedType (a form in XFA, which has no
// pages), kCorrupt (no page tree can be rebuilt, no pages), kTooLarge (over --max-pages); of a
// page: kCorrupt, kTooLarge (over --max-operations or --max-content: a small file can unpack into a
// huge one).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/pdf/embedded_files.h"
#include "pipeline/acquire/pdf/page_content.h"
#include "pipeline/core/limits.h"
#include "pipeline/core/result.h"
#include "pipeline/core/witness.h"

namespace planrec::acquire {

/// A page as an image: `raster` covers `box` of the page, upright as /Rotate says.
struct PageImage {
  Raster raster;
  Box box;
  bool rendered = false;  ///< false: the stored image of a scan, not resampled
};

class PdfDocument {
 public:
  /// `passwords`: tried in turn where the file asks for one.
  static Result<std::unique_ptr<PdfDocument>> Open(std::string_view bytes, const Limits& limits,
                                                   const std::vector<std::string>& passwords = {});
  ~PdfDocument();
  PdfDocument(const PdfDocument&) = delete;
  PdfDocument& operator=(const PdfDocument&) = delete;

  int page_count() const;
  /// Files within the file. Lives as long as the document.
  EmbeddedFiles& Embedded();

  /// `number` is 1-based. Sizes that can't be are clamped and said so ("page.size").
  Result<PageContent> Content(int number, const Limits& limits = {});

  /// The electronic signatures that belong to the page (e_signatures.h).
  std::vector<ESignature> Signatures(int number);

  /// The page to recognise. A scan (one image over nearly all of the page, nothing else to see) is
  /// given as stored; everything else is rendered, at the resolution of its images or 200 dpi, or
  /// at `dpi` where that is given. Never more than limits.max_pixels.
  Result<PageImage> Image(int number, const PageContent& content, const Limits& limits,
                          double dpi = 0);

  /// The page rendered with those of its characters only that stand in `text` (boxes of the page as
  /// Content gives it).
  Result<PageImage> Rendering(int number, const PageContent& content, const Limits& limits,
                              const std::vector<Box>& text);

 private:
  struct Poppler;
  explicit PdfDocument(std::unique_ptr<Poppler> poppler);
  std::unique_ptr<Poppler> poppler_;
};

/// "22.12.0"
std::string PopplerVersion();

}  // namespace planrec::acquire
