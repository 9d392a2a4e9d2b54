// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where pages are drawn: a PDF file, or images of a resolution. The same drawing gives the same
// lines on both, because glyphs are placed without hinting.
//
//   PdfCanvas canvas(path, "title");
//   cairo_t* page = canvas.Begin(595.3, 841.9);   // points, origin top left
//   …
//   canvas.End();
//   Status done = canvas.Finish();
//
// Owns what it draws on; not thread safe.
#pragma once

#include <cairo.h>

#include <map>
#include <string>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::samples {

class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual cairo_t* Begin(double width_pt, double height_pt) = 0;
  virtual void End() = 0;
};

/// A scanned page to be shown instead of what is drawn.
struct ScannedPage {
  std::string jpeg;
  int width_px = 0, height_px = 0;
};

/// Born-digital PDF with a fixed date, so that the same plan gives the same bytes. Pages listed in
/// `scans` (0-based) show the scan instead, as in files put together from two sources.
class PdfCanvas : public Canvas {
 public:
  PdfCanvas(const std::string& path, const std::string& title,
            std::map<int, ScannedPage> scans = {});
  ~PdfCanvas() override;
  PdfCanvas(const PdfCanvas&) = delete;
  PdfCanvas& operator=(const PdfCanvas&) = delete;
  cairo_t* Begin(double width_pt, double height_pt) override;
  void End() override;
  Status Finish();

 private:
  std::string path_;
  std::map<int, ScannedPage> scans_;
  int page_ = -1;
  double width_pt_ = 0, height_pt_ = 0;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  cairo_t* unseen_ = nullptr;  ///< what a scanned page's drawing goes to
};

/// One page as RGB, eight bits a channel, rows from the top without padding.
struct RgbPage {
  int width_px = 0, height_px = 0;
  double width_pt = 0, height_pt = 0;
  std::vector<unsigned char> rgb;
};

class ImageCanvas : public Canvas {
 public:
  explicit ImageCanvas(double dpi) : dpi_(dpi) {}
  ~ImageCanvas() override;
  ImageCanvas(const ImageCanvas&) = delete;
  ImageCanvas& operator=(const ImageCanvas&) = delete;
  cairo_t* Begin(double width_pt, double height_pt) override;
  void End() override;
  std::vector<RgbPage> Take() { return std::move(pages_); }

 private:
  double dpi_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  std::vector<RgbPage> pages_;
};

}  // namespace planrec::samples
