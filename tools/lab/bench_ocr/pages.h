// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages whose text is known, as the recogniser gets them: real scans with readings made by eye,
// born-digital documents printed and scanned again, and pages that we typeset.
//
//   Status done = ForEachRealPage(folder, readings, [&](const KnownPage& page) { … });
//
// kNotFound where the folder holds none of the files. Uses Poppler and Pango: one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "pipeline/core/result.h"
#include "tools/lab/bench_ocr/score.h"
#include "tools/lab/samples/degrade.h"

namespace planrec::bench_ocr {

struct KnownPage {
  std::string name;  ///< "484147, page 2"
  acquire::Raster image;
  /// The image's place on the upright page, in points; lines' boxes are in the page's frame.
  Box box;
  double width_pt = 0, height_pt = 0;
  std::vector<RefLine> lines;
};
using PageSink = std::function<void(const KnownPage&)>;

/// The PDF files of a folder, sorted; empty where there are none.
std::vector<std::string> Documents(const std::string& folder);

/// Readings by eye: tab-separated file, page, x0, y0, x1, y1, text; '#' begins a comment. `file` is
/// the beginning of the SHA-256 of the document. kCorrupt with the line's number.
Result<std::vector<RefLine>> ParseReadings(std::string_view text);

/// The pages of `folder`'s documents that readings are for.
Status ForEachRealPage(const std::string& folder, const std::vector<RefLine>& readings,
                       const PageSink& sink);

/// The first pages of the documents of `folder` whose embedded text can be trusted, scanned
/// at 200 dpi; what they say is their text layer.
Status ForEachPrintedPage(const std::string& folder, int pages_each, const PageSink& sink);

/// The lines of a born-digital page; empty where its layer can't be trusted, or the page is turned.
std::vector<RefLine> LayerTruth(acquire::PdfDocument& pdf, int number);

/// How a typeset page is scanned.
struct PageLook {
  std::string name;
  std::string family;
  double size_pt = 13;
  double draw_dpi = 200;
  samples::Scan scan;
  int jpeg_quality = 0;
  double to_dpi = 0;  ///< scaled to this resolution after scanning; 0: as scanned
  /// Every line holds one of these, in turn; empty: lines as the corpus and the genre's patterns
  /// give them, the added characters no more often than there.
  std::u32string with = {};
};
/// The looks that are measured: clean, and what offices' scanners deliver.
std::vector<PageLook> PageLooks();

/// Pages of lines from `corpus` (its held-out part), each line's place known.
Status ForEachTypesetPage(const std::string& corpus, const std::u32string& characters,
                          const PageLook& look, int pages, uint64_t seed, const PageSink& sink);

}  // namespace planrec::bench_ocr
