// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/encode_image.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/acquire/image/exif_orientation.h"
#include "pipeline/acquire/image/tiff_file.h"

namespace planrec::acquire {
namespace {

constexpr int kJpegQuality = 92;
constexpr int kTiffPredictor = 2, kPngPredictor = 15;

uint32_t BigEndian(std::string_view bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// What a JPEG's markers say of it (ITU-T T.81, Annex B); the data is not copied.
struct JpegFrame {
  int width = 0, height = 0, bits = 0, components = 0;
  int adobe = -1;  ///< the colour transform that Adobe's marker names; -1 where there is none
};

std::optional<JpegFrame> FrameOf(std::string_view jpeg) {
  JpegFrame frame;
  size_t at = 2;
  if (!jpeg.starts_with("\xFF\xD8")) return std::nullopt;
  while (at + 4 <= jpeg.size()) {
    if (jpeg[at] != '\xFF') return std::nullopt;
    const auto marker = static_cast<unsigned char>(jpeg[at + 1]);
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // without a length
      at += 2;
      continue;
    }
    const size_t length = BigEndian(jpeg, at + 2, 2), body = at + 4;
    if (length < 2 || at + 2 + length > jpeg.size()) return std::nullopt;
    if (marker == 0xEE && length >= 14 && jpeg.substr(body, 5) == "Adobe")
      frame.adobe = static_cast<unsigned char>(jpeg[body + 11]);
    // Baseline, extended and progressive frames: what DCTDecode takes.
    if (marker >= 0xC0 && marker <= 0xC2 && length >= 8) {
      frame.bits = static_cast<unsigned char>(jpeg[body]);
      frame.height = static_cast<int>(BigEndian(jpeg, body + 1, 2));
      frame.width = static_cast<int>(BigEndian(jpeg, body + 3, 2));
      frame.components = static_cast<unsigned char>(jpeg[body + 5]);
    }
    if (marker == 0xDA) break;
    at += 2 + length;
  }
  const bool known = frame.components == 1 || frame.components == 3 || frame.components == 4;
  if (frame.width < 1 || frame.height < 1 || frame.bits != 8 || !known) return std::nullopt;
  return frame;
}

std::optional<EncodedImage> Jpeg(std::string_view bytes) {
  const std::optional<JpegFrame> frame = FrameOf(bytes);
  if (!frame) return std::nullopt;
  EncodedImage image;
  image.code = ImageCode::kDct;
  image.data = std::string(bytes);
  image.width_px = frame->width;
  image.height_px = frame->height;
  image.components = frame->components;
  // Adobe's programs write CMYK upside down, and nobody else writes it.
  image.inverted = frame->components == 4;
  image.ycc = frame->adobe != 0;
  return image;
}

std::optional<EncodedImage> Png(std::string_view bytes) {
  constexpr size_t kSignature = 8, kChunkFrame = 12;
  EncodedImage image;
  image.predictor = kPngPredictor;
  for (size_t at = kSignature; at + kChunkFrame <= bytes.size();) {
    const size_t size = BigEndian(bytes, at, 4), body = at + 8;
    const std::string_view name = bytes.substr(at + 4, 4);
    if (size > bytes.size() - at - kChunkFrame) return std::nullopt;
    if (name == "IHDR" && size >= 13) {
      image.width_px = static_cast<int>(BigEndian(bytes, body, 4));
      image.height_px = static_cast<int>(BigEndian(bytes, body + 4, 4));
      image.bits = static_cast<unsigned char>(bytes[body + 8]);
      const int colour = static_cast<unsigned char>(bytes[body + 9]);
      image.components = colour == 2 ? 3 : 1;
      // With transparency in each pixel, or interlaced.
      if ((colour != 0 && colour != 2 && colour != 3) || bytes[body + 12] != 0) return std::nullopt;
    } else if (name == "PLTE") {
      if (image.components == 1) image.palette = std::string(bytes.substr(body, size));
    } else if (name == "tRNS") {
      return std::nullopt;
    } else if (name == "IDAT") {
      image.data += bytes.substr(body, size);
    } else if (name == "IEND") {
      break;
    }
    at += kChunkFrame + size;
  }
  if (image.width_px < 1 || image.height_px < 1 || image.data.empty()) return std::nullopt;
  return image;
}

template <typename Value>
Value Field(TIFF* tiff, uint32_t tag, Value otherwise) {
  Value value = otherwise;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

/// A JPEG of its own: what all strips share stands in a field of the file.
std::string WithTables(TIFF* tiff, std::string strip) {
  uint32_t count = 0;
  const char* tables = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_JPEGTABLES, &count, &tables) != 1 || count < 4) return strip;
  // Without the tables' last marker and the strip's first.
  return std::string(tables, count - 2) + strip.substr(std::min<size_t>(2, strip.size()));
}

/// What is said of a strip's code, where PDF knows it.
std::optional<EncodedImage> TiffCode(TIFF* tiff, std::string strip) {
  EncodedImage image;
  image.width_px = static_cast<int>(Field<uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0));
  image.height_px = static_cast<int>(Field<uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0));
  image.bits = Field<uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  image.components = Field<uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  const auto photometric = Field<uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  const auto fill = Field<uint16_t>(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  switch (Field<uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE)) {
    case COMPRESSION_CCITTFAX4:
      if (image.bits != 1 || image.components != 1) return std::nullopt;
      image.code = ImageCode::kCcittG4;
      image.inverted = photometric == PHOTOMETRIC_MINISBLACK;
      if (fill == FILLORDER_LSB2MSB) {
        TIFFReverseBits(reinterpret_cast<uint8_t*>(strip.data()),
                        static_cast<tmsize_t>(strip.size()));
      }
      image.data = std::move(strip);
      return image;
    case COMPRESSION_JPEG: {
      std::optional<EncodedImage> jpeg = Jpeg(WithTables(tiff, std::move(strip)));
      if (!jpeg || jpeg->components == 4 || photometric == PHOTOMETRIC_MINISWHITE)
        return std::nullopt;
      jpeg->ycc = photometric == PHOTOMETRIC_YCBCR;
      return jpeg;
    }
    case COMPRESSION_ADOBE_DEFLATE:
      if (image.bits != 8 || fill != FILLORDER_MSB2LSB) return std::nullopt;
      if (!(image.components == 1 && photometric == PHOTOMETRIC_MINISBLACK) &&
          !(image.components == 3 && photometric == PHOTOMETRIC_RGB))
        return std::nullopt;
      image.predictor =
          Field<uint16_t>(tiff, TIFFTAG_PREDICTOR, 1) == PREDICTOR_HORIZONTAL ? kTiffPredictor : 1;
      image.data = std::move(strip);
      return image;
    default:
      return std::nullopt;
  }
}

std::optional<EncodedImage> Tiff(std::string_view bytes, int directory) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenTiff(input, directory);
  if (!tiff || TIFFIsTiled(tiff.get()) != 0 || TIFFNumberOfStrips(tiff.get()) != 1)
    return std::nullopt;
  const auto size = TIFFRawStripSize(tiff.get(), 0);
  if (size <= 0 || static_cast<uint64_t>(size) > bytes.size()) return std::nullopt;
  std::string strip(static_cast<size_t>(size), '\0');
  if (TIFFReadRawStrip(tiff.get(), 0, strip.data(), size) != size) return std::nullopt;
  std::optional<EncodedImage> image = TiffCode(tiff.get(), std::move(strip));
  if (image) image->orientation = Field<uint16_t>(tiff.get(), TIFFTAG_ORIENTATION, 1);
  return image;
}

/// A row of a Pix as bytes: bits as they are, grey, or RGB.
void CopyRow(Pix* pix, int y, std::vector<uint8_t>& row) {
  const l_uint32* line = pixGetData(pix) + static_cast<size_t>(y) * pixGetWpl(pix);
  if (pixGetDepth(pix) < 32) {
    for (size_t x = 0; x < row.size(); ++x) row[x] = static_cast<uint8_t>(GET_DATA_BYTE(line, x));
    return;
  }
  for (size_t x = 0; x * 3 < row.size(); ++x) {
    l_int32 red = 0, green = 0, blue = 0;
    extractRGBValues(line[x], &red, &green, &blue);
    row[3 * x] = static_cast<uint8_t>(red);
    row[3 * x + 1] = static_cast<uint8_t>(green);
    row[3 * x + 2] = static_cast<uint8_t>(blue);
  }
}

/// libtiff has the codes that PDF has: a file of one strip, whose bytes are taken out of it.
std::string EncodedStrip(Pix* pix, const EncodedImage& image) {
  TiffOutput output;
  {
    const TiffFile tiff = NewTiff(output);
    if (!tiff) return "";
    const bool bits = image.code == ImageCode::kCcittG4;
    TIFF* file = tiff.get();
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, static_cast<uint32_t>(image.width_px));
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, static_cast<uint32_t>(image.height_px));
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, image.bits);
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, image.components);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, static_cast<uint32_t>(image.height_px));
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC,
                 bits                    ? PHOTOMETRIC_MINISWHITE
                 : image.components == 3 ? PHOTOMETRIC_RGB
                                         : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(file, TIFFTAG_COMPRESSION,
                 bits ? COMPRESSION_CCITTFAX4 : COMPRESSION_ADOBE_DEFLATE);
    if (!bits) TIFFSetField(file, TIFFTAG_PREDICTOR, image.predictor);
    std::vector<uint8_t> row(static_cast<size_t>(TIFFScanlineSize(file)));
    for (int y = 0; y < image.height_px; ++y) {
      CopyRow(pix, y, row);
      if (TIFFWriteScanline(file, row.data(), static_cast<uint32_t>(y), 0) != 1) return "";
    }
  }
  TiffInput input{output.bytes};
  const TiffFile tiff = OpenTiff(input, 0);
  if (!tiff) return "";
  std::string strip(static_cast<size_t>(TIFFRawStripSize(tiff.get(), 0)), '\0');
  const auto size = static_cast<tmsize_t>(strip.size());
  return TIFFReadRawStrip(tiff.get(), 0, strip.data(), size) == size ? strip : "";
}

}  // namespace

std::optional<EncodedImage> AsStored(std::string_view bytes, std::string_view media_type,
                                     int directory) {
  if (media_type == "image/tiff") return Tiff(bytes, directory);
  if (media_type == "image/png") return Png(bytes);
  std::optional<EncodedImage> image = Jpeg(bytes);
  if (image) image->orientation = ExifOrientation(bytes);
  return image;
}

bool LossyTiff(std::string_view bytes, int directory) {
  TiffInput input{bytes};
  const TiffFile tiff = OpenTiff(input, directory);
  if (!tiff) return false;
  const auto code = Field<uint16_t>(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  return code == COMPRESSION_JPEG || code == COMPRESSION_OJPEG;
}

std::optional<EncodedImage> Encode(const Raster& raster, bool lossy) {
  EncodedImage image;
  image.width_px = raster.width_px();
  image.height_px = raster.height_px();
  image.bits = raster.depth() == 1 ? 1 : 8;
  image.components = raster.depth() == 32 ? 3 : 1;
  if (lossy && image.bits == 8) {
    l_uint8* bytes = nullptr;
    size_t size = 0;
    if (pixWriteMemJpeg(&bytes, &size, raster.get(), kJpegQuality, 0) != 0) return std::nullopt;
    image.code = ImageCode::kDct;
    image.data.assign(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    return image;
  }
  image.code = image.bits == 1 ? ImageCode::kCcittG4 : ImageCode::kFlate;
  image.predictor = image.bits == 1 ? 1 : kTiffPredictor;
  image.data = EncodedStrip(raster.get(), image);
  if (image.data.empty()) return std::nullopt;
  return image;
}

}  // namespace planrec::acquire
