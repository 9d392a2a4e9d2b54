// SPDX-License-Identifier: GPL-3.0-or-later
//
// Page images out of Poppler: the stored image of a scan without resampling, or a rendering. Used
// by pdf_document only.
#pragma once

#include <cstdint>

#include <vector>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/core/geometry.h"

class PDFDoc;

namespace planrec::acquire {

/// Decodes the `index`-th image that the page draws (counted as PageDevice counts), turned as it
/// stands on the page, with its resolution set from `box`. Larger than `max_pixels`: reduced by
/// averaging. Empty where the image stands slanted, is mirrored in a way that a turn can't undo, or
/// can't be decoded.
Raster StoredImage(PDFDoc& document, int page, int index, const Box& box, int64_t max_pixels);

/// A copy of a part of `raster`, resolution kept. Empty where the part does not meet the image.
Raster CutOut(const Raster& raster, int x, int y, int width, int height);

/// Renders the page with stamps and form fields in colour; with `text`, of its characters only
/// those whose middle lies in one of these boxes (points of the page). Empty where no bitmap could
/// be made.
Raster RenderPage(PDFDoc& document, int page, double dpi, const std::vector<Box>* text = nullptr);

}  // namespace planrec::acquire
