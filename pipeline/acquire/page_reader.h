// SPDX-License-Identifier: GPL-3.0-or-later
//
// One page from its source to a Page: evidence → triage → the text layer's lines, or recognition.
//
//   Page page = ReadPdfPage(pdf, 3, options, recogniser);
//
// A page always comes back; `error` says why it is empty or incomplete. Not thread safe.
#pragma once

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/recognise.h"
#include "pipeline/acquire/pdf/page_content.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/acquire/triage.h"

namespace planrec::acquire {

Page ReadPdfPage(PdfDocument& pdf, int number, const ReadOptions& options, Recogniser& recogniser);

/// A page that is an image file's. `image` may be empty: then only its number and error are set.
Page ReadImagePage(Result<Raster> image, int number, const ReadOptions& options,
                   Recogniser& recogniser);

/// What triage is to know of a page's own content.
LayerEvidence Evidence(const PageContent& content);

/// Puts what recognition found onto the page of width × height points, of which the image covered
/// `box` (both as the image was given, before recognition turned it).
void PlaceRecognition(Recognition read, const Box& box, double width, double height, Page& page);

/// The layer's lines in the page's upright frame. Turns `content` where its text stands sideways
/// and returns that turn in clockwise degrees in `rotation`. Text across the page's direction stays
/// only inside ruled cells (turned table heads); elsewhere it is a stamp or a watermark.
std::vector<TextLine> LayerLines(PageContent& content, int& rotation);

}  // namespace planrec::acquire
