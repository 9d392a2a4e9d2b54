// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page image: a small owning value around Leptonica's Pix.
//
//   Raster page = Raster::Take(pixRead(name));
//   double scale = page.points_per_pixel_x();
//
// Depth is what Leptonica's is: 1 (1 = black), 8 (grey, 0 = black) or 32 (RGB). Resolution is in
// dots per inch, 0 where the source gave none. Move-only; not thread safe. An empty Raster holds
// nothing; its sizes are 0.
#pragma once

#include <utility>

struct Pix;

namespace planrec::acquire {

class Raster {
 public:
  Raster() = default;
  /// Takes ownership of `pix` (may be null: an empty raster).
  static Raster Take(Pix* pix) { return Raster(pix); }
  Raster(Raster&& other) noexcept : pix_(std::exchange(other.pix_, nullptr)) {}
  Raster& operator=(Raster&& other) noexcept {
    std::swap(pix_, other.pix_);
    return *this;
  }
  Raster(const Raster&) = delete;
  Raster& operator=(const Raster&) = delete;
  ~Raster();

  bool empty() const { return pix_ == nullptr; }
  Pix* get() const { return pix_; }
  /// Gives ownership to the caller.
  Pix* Release() { return std::exchange(pix_, nullptr); }

  int width_px() const;
  int height_px() const;
  int depth() const;
  int x_dpi() const;
  int y_dpi() const;
  void SetDpi(int x_dpi, int y_dpi);

  /// Size of one pixel in points; 0 where the resolution is unknown.
  double points_per_pixel_x() const { return x_dpi() > 0 ? 72.0 / x_dpi() : 0; }
  double points_per_pixel_y() const { return y_dpi() > 0 ? 72.0 / y_dpi() : 0; }

 private:
  explicit Raster(Pix* pix) : pix_(pix) {}
  Pix* pix_ = nullptr;
};

/// Leptonica reports on standard error by itself; after this call only what it calls an error, not
/// its warnings. Call before its first use.
void LimitLeptonicaTalk();

}  // namespace planrec::acquire
