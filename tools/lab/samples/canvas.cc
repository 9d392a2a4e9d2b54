// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/canvas.h"

#include <cairo-pdf.h>

#include <cmath>
#include <cstdint>

namespace planrec::samples {

PdfCanvas::PdfCanvas(const std::string& path, const std::string& title,
                     std::map<int, ScannedPage> scans)
    : path_(path), scans_(std::move(scans)) {
  surface_ = cairo_pdf_surface_create(path.c_str(), 595.28, 841.89);
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "planrec make-samples");
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, "2025-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_MOD_DATE, "2025-01-01T00:00:00Z");
}

PdfCanvas::~PdfCanvas() {
  if (cairo_ != nullptr) cairo_destroy(cairo_);
  if (surface_ != nullptr) cairo_surface_destroy(surface_);
}

cairo_t* PdfCanvas::Begin(double width_pt, double height_pt) {
  cairo_pdf_surface_set_size(surface_, width_pt, height_pt);
  if (cairo_ == nullptr) cairo_ = cairo_create(surface_);
  width_pt_ = width_pt;
  height_pt_ = height_pt;
  if (scans_.count(++page_) > 0) {
    cairo_surface_t* nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr);
    unseen_ = cairo_create(nowhere);
    cairo_surface_destroy(nowhere);
    return unseen_;
  }
  cairo_identity_matrix(cairo_);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  return cairo_;
}

void PdfCanvas::End() {
  if (unseen_ != nullptr) {
    cairo_destroy(unseen_);
    unseen_ = nullptr;
    const ScannedPage& scan = scans_.at(page_);
    // Cairo embeds the JPEG as it is; the surface's own pixels stay unused.
    cairo_surface_t* image =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, scan.width_px, scan.height_px);
    cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG,
                                reinterpret_cast<const unsigned char*>(scan.jpeg.data()),
                                scan.jpeg.size(), nullptr, nullptr);
    cairo_save(cairo_);
    cairo_identity_matrix(cairo_);
    cairo_scale(cairo_, width_pt_ / scan.width_px, height_pt_ / scan.height_px);
    cairo_set_source_surface(cairo_, image, 0, 0);
    cairo_paint(cairo_);
    cairo_restore(cairo_);
    cairo_surface_destroy(image);
  }
  cairo_show_page(cairo_);
}

Status PdfCanvas::Finish() {
  if (cairo_ != nullptr) cairo_destroy(cairo_);
  cairo_ = nullptr;
  cairo_surface_finish(surface_);
  const cairo_status_t status = cairo_surface_status(surface_);
  cairo_surface_destroy(surface_);
  surface_ = nullptr;
  if (status == CAIRO_STATUS_SUCCESS) return Done{};
  return Error{ErrorType::kOutputFailed,
               path_ + ": can't be written: " + cairo_status_to_string(status), 0};
}

ImageCanvas::~ImageCanvas() {
  if (cairo_ != nullptr) cairo_destroy(cairo_);
  if (surface_ != nullptr) cairo_surface_destroy(surface_);
}

cairo_t* ImageCanvas::Begin(double width_pt, double height_pt) {
  RgbPage page;
  page.width_pt = width_pt;
  page.height_pt = height_pt;
  page.width_px = static_cast<int>(std::lround(width_pt * dpi_ / 72));
  page.height_px = static_cast<int>(std::lround(height_pt * dpi_ / 72));
  surface_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.width_px, page.height_px);
  cairo_ = cairo_create(surface_);
  cairo_set_source_rgb(cairo_, 1, 1, 1);
  cairo_paint(cairo_);
  cairo_scale(cairo_, dpi_ / 72, dpi_ / 72);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  pages_.push_back(std::move(page));
  return cairo_;
}

void ImageCanvas::End() {
  cairo_destroy(cairo_);
  cairo_ = nullptr;
  cairo_surface_flush(surface_);
  RgbPage& page = pages_.back();
  const unsigned char* data = cairo_image_surface_get_data(surface_);
  const int stride = cairo_image_surface_get_stride(surface_);
  page.rgb.resize(static_cast<size_t>(page.width_px) * static_cast<size_t>(page.height_px) * 3);
  size_t to = 0;
  for (int y = 0; y < page.height_px; ++y) {
    const auto* row = reinterpret_cast<const uint32_t*>(data + static_cast<ptrdiff_t>(y) * stride);
    for (int x = 0; x < page.width_px; ++x) {
      page.rgb[to++] = static_cast<unsigned char>(row[x] >> 16);
      page.rgb[to++] = static_cast<unsigned char>(row[x] >> 8);
      page.rgb[to++] = static_cast<unsigned char>(row[x]);
    }
  }
  cairo_surface_destroy(surface_);
  surface_ = nullptr;
}

}  // namespace planrec::samples
