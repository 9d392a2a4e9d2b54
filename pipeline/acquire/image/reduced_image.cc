// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/reduced_image.h"

#include <leptonica/allheaders.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "pipeline/acquire/image/tiff_file.h"

namespace planrec::acquire {
namespace {

constexpr double kMetresPerInch = 0.0254, kCentimetresPerInch = 2.54;

/// Takes rows of 1 (grey) or 3 (RGB) samples a pixel and writes the means of blocks into a Pix.
/// Blocks at the right and the lower edge are as large as what is left.
class BlockMeans {
 public:
  BlockMeans(int width, int height, int samples, int factor)
      : width_(width),
        height_(height),
        samples_(samples),
        factor_(factor),
        columns_((width + factor - 1) / factor),
        sums_(static_cast<size_t>(columns_) * static_cast<size_t>(samples)),
        pix_(pixCreateNoInit(columns_, (height + factor - 1) / factor, samples == 1 ? 8 : 32)) {}
  ~BlockMeans() { pixDestroy(&pix_); }
  BlockMeans(const BlockMeans&) = delete;
  BlockMeans& operator=(const BlockMeans&) = delete;

  bool ok() const { return pix_ != nullptr; }

  void AddRow(const uint8_t* row) {
    if (row_ >= height_) return;
    const auto samples = static_cast<size_t>(samples_);
    for (int x = 0; x < width_; ++x) {
      uint32_t* sum = &sums_[static_cast<size_t>(x / factor_) * samples];
      for (size_t s = 0; s < samples; ++s) sum[s] += *row++;
    }
    ++row_;
    if (row_ % factor_ == 0 || row_ == height_) WriteRow();
  }

  Raster Take(int x_dpi, int y_dpi) {
    if (row_ < height_) return {};
    Raster raster = Raster::Take(pix_);
    pix_ = nullptr;
    raster.SetDpi(x_dpi / factor_, y_dpi / factor_);
    return raster;
  }

 private:
  void WriteRow() {
    const int rows = row_ % factor_ == 0 ? factor_ : row_ % factor_;
    l_uint32* line = pixGetData(pix_) + static_cast<ptrdiff_t>((row_ - 1) / factor_) *
                                            static_cast<ptrdiff_t>(pixGetWpl(pix_));
    for (int x = 0; x < columns_; ++x) {
      const auto pixels = static_cast<uint32_t>(rows * std::min(factor_, width_ - x * factor_));
      uint32_t* sum = &sums_[static_cast<size_t>(x) * static_cast<size_t>(samples_)];
      if (samples_ == 1) {
        SET_DATA_BYTE(line, x, static_cast<l_uint8>(sum[0] / pixels));
      } else {
        line[x] = sum[0] / pixels << L_RED_SHIFT | sum[1] / pixels << L_GREEN_SHIFT |
                  sum[2] / pixels << L_BLUE_SHIFT;
      }
    }
    std::fill(sums_.begin(), sums_.end(), 0);
  }

  const int width_, height_, samples_, factor_, columns_;
  int row_ = 0;
  std::vector<uint32_t> sums_;
  Pix* pix_;
};

// ---- PNG
// -----------------------------------------------------------------------------------------

struct PngInput {
  std::string_view left;
};

void ReadPng(png_structp png, png_bytep to, size_t count) {
  auto* input = static_cast<PngInput*>(png_get_io_ptr(png));
  if (count > input->left.size()) png_error(png, "the file ends too early");
  std::memcpy(to, input->left.data(), count);
  input->left.remove_prefix(count);
}

/// What libpng jumps over on an error must not need a destructor: it lives here, with the caller.
struct PngWork {
  PngInput input;
  png_structp png = nullptr;
  png_infop info = nullptr;
  int x_dpi = 0, y_dpi = 0;
  bool interlaced = false;
  std::unique_ptr<BlockMeans> means;
  std::vector<uint8_t> row;
  ~PngWork() { png_destroy_read_struct(&png, &info, nullptr); }
};

bool ReadPngHead(PngWork& work, int factor) {
  if (setjmp(png_jmpbuf(work.png)) != 0) return false;
  png_set_read_fn(work.png, &work.input, ReadPng);
  png_read_info(work.png, work.info);
  const int colour = png_get_color_type(work.png, work.info);
  const bool deep = png_get_bit_depth(work.png, work.info) == 16;  // composed before it is scaled
  work.interlaced = png_get_interlace_type(work.png, work.info) != PNG_INTERLACE_NONE;
  png_set_expand(work.png);
  png_set_scale_16(work.png);
  if ((colour & PNG_COLOR_MASK_ALPHA) != 0 ||
      png_get_valid(work.png, work.info, PNG_INFO_tRNS) != 0) {
    png_color_16 white{};
    white.red = white.green = white.blue = white.gray = deep ? 65535 : 255;
    png_set_background(work.png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  }
  png_read_update_info(work.png, work.info);
  work.row.resize(png_get_rowbytes(work.png, work.info));
  work.means =
      std::make_unique<BlockMeans>(static_cast<int>(png_get_image_width(work.png, work.info)),
                                   static_cast<int>(png_get_image_height(work.png, work.info)),
                                   png_get_channels(work.png, work.info), factor);
  const auto dpi = [](png_uint_32 per_metre) {
    return static_cast<int>(std::lround(per_metre * kMetresPerInch));
  };
  work.x_dpi = dpi(png_get_x_pixels_per_meter(work.png, work.info));
  work.y_dpi = dpi(png_get_y_pixels_per_meter(work.png, work.info));
  return true;
}

bool ReadPngRows(PngWork& work) {
  if (setjmp(png_jmpbuf(work.png)) != 0) return false;
  for (png_uint_32 rows = png_get_image_height(work.png, work.info); rows > 0; --rows) {
    png_read_row(work.png, work.row.data(), nullptr);
    work.means->AddRow(work.row.data());
  }
  return true;
}

// ---- TIFF
// ----------------------------------------------------------------------------------------

/// Null where the directory can't be read. `input` outlives the file.
TiffFile OpenAsStored(TiffInput& input, int directory) {
  TiffFile tiff = OpenTiff(input, directory);
  // Blocks can't be turned one by one, and pages are set upright later.
  if (tiff) TIFFSetField(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  return tiff;
}

struct TiffShape {
  uint32_t width = 0, height = 0;
  uint32_t block_width = 0, block_rows = 0;  // of a strip (as wide as the image) or a tile
  bool tiled = false, grey = false;
  bool inverted = false;  // 0 is white
  bool by_rows = false;   // rows can be had one by one, as BlockMeans takes them
};

TiffShape ShapeOf(TIFF* tiff) {
  TiffShape shape;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &shape.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &shape.height);
  shape.tiled = TIFFIsTiled(tiff) != 0;
  shape.block_width = shape.width;
  if (shape.tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &shape.block_width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &shape.block_rows);
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &shape.block_rows);
  }
  if (!shape.tiled) shape.block_rows = std::min(shape.block_rows, shape.height);
  uint16_t photometric = PHOTOMETRIC_RGB, planes = 0, bits = 0, samples = 0, compression = 0;
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  shape.inverted = photometric == PHOTOMETRIC_MINISWHITE;
  shape.grey = photometric == PHOTOMETRIC_MINISBLACK || shape.inverted;
  // Written as one strip, as Leptonica does, an image has nothing smaller than its rows.
  bool colour = photometric == PHOTOMETRIC_RGB;
  if (photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG)
    colour = TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB) == 1;
  shape.by_rows = !shape.tiled && planes == PLANARCONFIG_CONTIG && bits == 8 &&
                  ((shape.grey && samples == 1) || (colour && samples == 3)) &&
                  TIFFScanlineSize64(tiff) == uint64_t{shape.width} * samples;
  return shape;
}

/// A row of libtiff's RGBA, transparency on white, as BlockMeans takes it. Tiff multiplies colour
/// by opacity already.
void ToSamples(const uint32_t* from, uint32_t count, bool grey, uint8_t* to) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t white = 255 - TIFFGetA(from[i]);
    const auto sample = [white](uint32_t value) {
      return static_cast<uint8_t>(std::min<uint32_t>(255, value + white));
    };
    *to++ = sample(TIFFGetR(from[i]));
    if (grey) continue;
    *to++ = sample(TIFFGetG(from[i]));
    *to++ = sample(TIFFGetB(from[i]));
  }
}

bool AddRows(TIFF* tiff, const TiffShape& shape, BlockMeans& means) {
  std::vector<uint8_t> row(size_t{shape.width} * (shape.grey ? 1 : 3));
  for (uint32_t y = 0; y < shape.height; ++y) {
    if (TIFFReadScanline(tiff, row.data(), y, 0) != 1) return false;
    if (shape.inverted)
      for (uint8_t& sample : row) sample = static_cast<uint8_t>(255 - sample);
    means.AddRow(row.data());
  }
  return true;
}

bool AddBlocks(TIFF* tiff, const TiffShape& shape, BlockMeans& means) {
  const size_t samples = shape.grey ? 1 : 3;
  // A block's rows stand from its last to its first in `block`.
  std::vector<uint32_t> block(size_t{shape.block_width} * shape.block_rows);
  std::vector<uint8_t> rows(size_t{shape.width} * shape.block_rows * samples);
  for (uint32_t top = 0; top < shape.height; top += shape.block_rows) {
    const uint32_t count = std::min(shape.block_rows, shape.height - top);
    for (uint32_t left = 0; left < shape.width; left += shape.block_width) {
      const int done = shape.tiled ? TIFFReadRGBATile(tiff, left, top, block.data())
                                   : TIFFReadRGBAStrip(tiff, top, block.data());
      if (done == 0) return false;
      const uint32_t columns = std::min(shape.block_width, shape.width - left);
      // Tiles are filled up to their full height, strips are not.
      const uint32_t filled = shape.tiled ? shape.block_rows : count;
      for (uint32_t y = 0; y < count; ++y) {
        ToSamples(&block[size_t{filled - 1 - y} * shape.block_width], columns, shape.grey,
                  &rows[(size_t{y} * shape.width + left) * samples]);
      }
    }
    for (uint32_t y = 0; y < count; ++y) means.AddRow(&rows[size_t{y} * shape.width * samples]);
  }
  return true;
}

int DpiOf(TIFF* tiff, uint32_t tag) {
  float value = 0;
  uint16_t unit = RESUNIT_INCH;
  TIFFGetField(tiff, tag, &value);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  const double dpi =
      unit == RESUNIT_CENTIMETER ? double{value} * kCentimetresPerInch : double{value};
  return dpi > 0 && dpi < 1e5 ? static_cast<int>(std::lround(dpi)) : 0;
}

}  // namespace

Raster DecodeReducedPng(std::string_view bytes, int factor) {
  PngWork work;
  work.input.left = bytes;
  work.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  if (!work.png) return {};
  work.info = png_create_info_struct(work.png);
  if (!work.info || !ReadPngHead(work, factor) || work.interlaced || !work.means->ok() ||
      !ReadPngRows(work))
    return {};
  return work.means->Take(work.x_dpi, work.y_dpi);
}

double TiffWorkingBytes(std::string_view bytes, int directory) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenAsStored(input, directory);
  if (!tiff) return 0;
  const TiffShape shape = ShapeOf(tiff.get());
  // A damaged file's tiles may be wider than its image, and the product beyond any integer.
  return 4.0 * std::max(shape.width, shape.block_width) * (shape.by_rows ? 1.0 : shape.block_rows);
}

int TiffOrientation(std::string_view bytes, int directory) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenTiff(input, directory);
  uint16_t orientation = ORIENTATION_TOPLEFT;
  if (tiff) TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_ORIENTATION, &orientation);
  return orientation;
}

bool TiledTiff(std::string_view bytes, int directory) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenAsStored(input, directory);
  return tiff && TIFFIsTiled(tiff.get()) != 0;
}

bool InterlacedPng(std::string_view bytes) {
  constexpr size_t kInterlace = 28;  // signature, length and name of IHDR, its first 12 bytes
  return bytes.size() > kInterlace && bytes[kInterlace] != 0;
}

Raster DecodeReducedTiff(std::string_view bytes, int directory, int factor) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenAsStored(input, directory);
  if (!tiff) return {};
  const TiffShape shape = ShapeOf(tiff.get());
  if (shape.width == 0 || shape.height == 0 || shape.block_width == 0 || shape.block_rows == 0)
    return {};
  BlockMeans means(static_cast<int>(shape.width), static_cast<int>(shape.height),
                   shape.grey ? 1 : 3, factor);
  if (!means.ok()) return {};
  if (shape.by_rows ? !AddRows(tiff.get(), shape, means) : !AddBlocks(tiff.get(), shape, means))
    return {};
  return means.Take(DpiOf(tiff.get(), TIFFTAG_XRESOLUTION), DpiOf(tiff.get(), TIFFTAG_YRESOLUTION));
}

}  // namespace planrec::acquire
