// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image_source.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "pipeline/acquire/image/encode_image.h"
#include "pipeline/acquire/image/exif_orientation.h"
#include "pipeline/acquire/image/heif_image.h"
#include "pipeline/acquire/image/reduced_image.h"
#include "pipeline/acquire/page_reader.h"

namespace planrec::acquire {
namespace {

constexpr double kMostDecoded = 0.75;     // of the memory limit, for one image decoded whole
constexpr double kMostImagePixels = 4e9;  // beyond A0 at 1,200 dpi (2.2 · 10^9)
constexpr uint16_t kTagNewSubfileType = 254;

/// Reads numbers of either byte order; out of bounds gives 0 and clears ok.
class TiffBytes {
 public:
  explicit TiffBytes(std::string_view bytes)
      : bytes_(bytes), little_(bytes.size() > 1 && bytes[0] == 'I') {}
  uint64_t Read(uint64_t at, int size) {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<uint64_t>(size)) {
      ok = false;
      return 0;
    }
    uint64_t value = 0;
    for (int i = 0; i < size; ++i) {
      uint64_t byte = static_cast<unsigned char>(bytes_[at + static_cast<uint64_t>(i)]);
      value |= byte << (8 * (little_ ? i : size - 1 - i));
    }
    return value;
  }
  bool ok = true;

 private:
  std::string_view bytes_;
  bool little_;
};

/// What decoding takes for a pixel: PNG and colour TIFF are unpacked into rows of their own first.
double DecodedBytesPerPixel(const std::string& media_type, int bits_of_pixel) {
  const bool rows = media_type == "image/png";
  if (bits_of_pixel == 1) return rows ? 0.25 : 0.125;
  if (bits_of_pixel <= 8) return rows ? 2 : 1;
  if (media_type == kWebp) return 8;
  return rows ? 7 : media_type == "image/tiff" ? 8 : 4;
}

double MostDecoded(const Limits& limits) {
  return kMostDecoded * static_cast<double>(limits.memory_limit_mib) * (1 << 20);
}

/// Why an image of that size is not decoded; nullopt where it may be.
std::optional<Error> Oversized(int width, int height, double needed, const Limits& limits) {
  const bool absurd = static_cast<double>(width) * height > kMostImagePixels;
  if (!absurd && needed <= MostDecoded(limits)) return std::nullopt;
  return Error{
      ErrorType::kTooLarge,
      "the image has " + std::to_string(width) + " x " + std::to_string(height) + " pixels; " +
          (absurd ? "get a copy of a sound size"
                  : "raise --memory-limit to " +
                        std::to_string(std::llround(needed / kMostDecoded / (1 << 20)) + 1) +
                        " or give a smaller one")};
}

/// Memory that DecodeReducedPng or DecodeReducedTiff takes beyond the bytes themselves.
double ReducedBytes(std::string_view bytes, const std::string& media_type, int index, double pixels,
                    int factor) {
  // The result and a copy at the size asked for.
  const double result = 8 * pixels / factor / factor;
  // Of a TIFF: a block as RGBA, the same as rows, and as libtiff unpacks it.
  if (media_type == "image/tiff") return result + 3 * TiffWorkingBytes(bytes, index);
  return result;
}

// 1, 8 or 32 bits without a palette or transparency.
Raster Plain(Raster raster) {
  Pix* pix = raster.get();
  if (pixGetColormap(pix)) {
    raster = Raster::Take(pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC));
  } else if (pixGetDepth(pix) == 32 && pixGetSpp(pix) == 4) {
    raster = Raster::Take(pixAlphaBlendUniform(pix, 0xffffff00));
  } else if (pixGetDepth(pix) != 1 && pixGetDepth(pix) != 8 && pixGetDepth(pix) != 32) {
    raster = Raster::Take(pixConvertTo8(pix, 0));
  }
  return raster;
}

Raster Reduce(Raster raster, int64_t max_pixels) {
  const double area = static_cast<double>(raster.width_px()) * raster.height_px();
  if (area <= static_cast<double>(max_pixels)) return raster;
  const auto factor = static_cast<float>(std::sqrt(static_cast<double>(max_pixels) / area));
  const int x_dpi = raster.x_dpi(), y_dpi = raster.y_dpi();
  Raster smaller =
      Raster::Take(raster.depth() == 1 ? pixScaleToGray(raster.get(), std::min(factor, 0.99F))
                                       : pixScaleAreaMap(raster.get(), factor, factor));
  smaller.SetDpi(static_cast<int>(std::lround(x_dpi * double{factor})),
                 static_cast<int>(std::lround(y_dpi * double{factor})));
  return smaller;
}

bool IsHeif(std::string_view media_type) {
  return media_type == kHeic || media_type == kAvif;
}

/// Files that hold photographs: encoded without loss they would be many times as large.
bool LossyType(std::string_view media_type) {
  return IsHeif(media_type) || media_type == kWebp;
}

/// As DecodeImage wants it.
Result<Raster> Finished(Raster raster, const Limits& limits) {
  raster = Plain(std::move(raster));
  if (!raster.empty()) raster = Reduce(std::move(raster), limits.max_pixels);
  if (raster.empty())
    return Error{ErrorType::kOutOfMemory, "no memory to convert the image; lower --max-pixels"};
  return raster;
}

Result<Raster> DecodeHeif(std::string_view bytes, int index, const Limits& limits) {
  const Result<HeifFile> file = HeifFile::Open(bytes);
  if (!file) return file.error();
  if (index < 0 || index >= file->image_count()) return Error{ErrorType::kInternal, "no such page"};
  const Result<HeifShape> shape = file->Shape(index);
  if (!shape) return shape.error();
  const double needed = static_cast<double>(bytes.size()) +
                        static_cast<double>(shape->width) * shape->height * kHeifBytesPerPixel;
  if (std::optional<Error> oversized = Oversized(shape->width, shape->height, needed, limits))
    return *oversized;
  Raster raster = file->Decode(index);
  if (raster.empty())
    return Error{ErrorType::kCorrupt, "the image can't be decoded; get an undamaged copy"};
  return Finished(std::move(raster), limits);
}

/// Pages of a file that may have several, as DecodeImage counts them; at most one more than may be.
Result<std::vector<int>> PagesOf(std::string_view bytes, const std::string& media_type,
                                 const Limits& limits) {
  std::vector<int> pages{0};
  if (media_type == "image/tiff") {
    pages = TiffPages(bytes, std::max(0, limits.max_pages) + 1);
    if (pages.empty())
      return Error{ErrorType::kCorrupt, "the TIFF has no readable page; get an undamaged copy"};
  } else if (IsHeif(media_type)) {
    const Result<HeifFile> file = HeifFile::Open(bytes);
    if (!file) return file.error();
    pages.resize(static_cast<size_t>(file->image_count()));
    std::iota(pages.begin(), pages.end(), 0);
  }
  if (static_cast<int>(pages.size()) > std::max(1, limits.max_pages))
    return Error{ErrorType::kTooLarge, "the image file has more pages than --max-pages " +
                                           std::to_string(limits.max_pages)};
  return pages;
}

class ImageSource : public SourceReader {
 public:
  ImageSource(std::string_view bytes, std::string media_type, std::vector<int> pages)
      : bytes_(bytes), media_type_(std::move(media_type)), pages_(std::move(pages)) {}
  const std::string& media_type() const override { return media_type_; }
  int page_count() const override { return static_cast<int>(pages_.size()); }
  Page ReadPage(int number, const ReadOptions& options, Recogniser& recogniser) override {
    if (number < 1 || number > page_count())
      return ReadImagePage(Error{ErrorType::kInternal, "no such page"}, number, options,
                           recogniser);
    int index = pages_[static_cast<size_t>(number - 1)];
    return ReadImagePage(DecodeImage(bytes_, media_type_, index, options.limits), number, options,
                         recogniser);
  }
  Result<PagePicture> Picture(int number, double, const Limits& limits) override {
    if (number < 1 || number > page_count()) return Error{ErrorType::kInternal, "no such page"};
    Result<Raster> image =
        DecodeImage(bytes_, media_type_, pages_[static_cast<size_t>(number - 1)], limits);
    if (!image) return image.error();
    return PagePicture{std::move(*image)};
  }

 private:
  std::string_view bytes_;
  const std::string media_type_;
  const std::vector<int> pages_;
};

}  // namespace

std::vector<int> TiffPages(std::string_view bytes, int most) {
  TiffBytes tiff(bytes);
  const bool big = tiff.Read(2, 2) == 43;
  const int word = big ? 8 : 4;
  uint64_t at = tiff.Read(big ? 8 : 4, word);
  std::vector<int> pages;
  std::set<uint64_t> seen;
  for (int index = 0; tiff.ok && at != 0 && seen.insert(at).second; ++index) {
    const uint64_t count = tiff.Read(at, big ? 8 : 2);
    const uint64_t entry_size = big ? 20 : 12;
    if (!tiff.ok || count == 0 || count > bytes.size() / entry_size) break;
    const uint64_t first = at + (big ? 8 : 2);
    bool reduced = false;
    for (uint64_t i = 0; i < count && i < 64; ++i) {
      const uint64_t entry = first + i * entry_size;
      if (tiff.Read(entry, 2) != kTagNewSubfileType) continue;
      reduced = (tiff.Read(entry + (big ? 12 : 8), 4) & 1) != 0;
      break;
    }
    if (!reduced) pages.push_back(index);
    if (static_cast<int>(pages.size()) >= most) break;
    at = tiff.Read(first + count * entry_size, word);
  }
  return pages;
}

Result<Raster> DecodeImage(std::string_view bytes, const std::string& media_type, int index,
                           const Limits& limits) {
  LimitLeptonicaTalk();
  if (IsHeif(media_type)) return DecodeHeif(bytes, index, limits);
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 width = 0, height = 0, bits = 0, samples = 0, palette = 0, format = 0, dpi = 0;
  const bool tiff = media_type == "image/tiff";
  const l_int32 bad = tiff ? readHeaderMemTiff(data, bytes.size(), index, &width, &height, &bits,
                                               &samples, &dpi, &palette, &format)
                           : pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits,
                                              &samples, &palette);
  if (bad || width < 1 || height < 1)
    return Error{ErrorType::kCorrupt, "the image's header can't be read; get an undamaged copy"};
  const int64_t pixels = static_cast<int64_t>(width) * height;
  const bool jpeg = media_type == "image/jpeg";
  int shrink = 1;  // JPEG can be decoded at a part of its size
  while (jpeg && shrink < 8 && pixels / shrink / shrink > limits.max_pixels) shrink *= 2;
  const double most = MostDecoded(limits);
  const auto held = static_cast<double>(bytes.size());
  double needed = held + static_cast<double>(pixels / shrink / shrink) *
                             DecodedBytesPerPixel(media_type, bits * samples);
  int factor = 0;  // not 0: read row by row, this many pixels to one
  if ((needed > most || (tiff && TiledTiff(bytes, index))) &&
      (tiff || (media_type == "image/png" && !InterlacedPng(bytes)))) {
    factor = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(pixels) /
                                                    static_cast<double>(limits.max_pixels))));
    needed = held + ReducedBytes(bytes, media_type, index, static_cast<double>(pixels), factor);
  }
  if (std::optional<Error> oversized = Oversized(width, height, needed, limits)) return *oversized;
  l_int32 warnings = 0;
  Raster raster =
      factor > 0
          ? (tiff ? DecodeReducedTiff(bytes, index, factor) : DecodeReducedPng(bytes, factor))
          : Raster::Take(tiff   ? pixReadMemTiff(data, bytes.size(), index)
                         : jpeg ? pixReadMemJpeg(data, bytes.size(), 0, shrink, &warnings, 0)
                                : pixReadMem(data, bytes.size()));
  if (raster.empty())
    return Error{ErrorType::kCorrupt, "the image can't be decoded; get an undamaged copy"};
  if (shrink > 1) raster.SetDpi(raster.x_dpi() / shrink, raster.y_dpi() / shrink);
  if (jpeg) raster = AsSeen(std::move(raster), ExifOrientation(bytes));
  if (media_type == kWebp) raster = AsSeen(std::move(raster), WebpOrientation(bytes));
  // Leptonica turns what it reads itself.
  if (tiff && factor > 0) raster = AsSeen(std::move(raster), TiffOrientation(bytes, index));
  return Finished(std::move(raster), limits);
}

Result<EncodedImage> EncodedPage(std::string_view bytes, const std::string& media_type, int number,
                                 const Limits& limits) {
  const bool tiff = media_type == "image/tiff";
  Result<std::vector<int>> found = PagesOf(bytes, media_type, limits);
  if (!found) return found.error();
  const std::vector<int>& pages = *found;
  if (number < 1 || static_cast<size_t>(number) > pages.size())
    return Error{ErrorType::kInternal, "no such page"};
  const int index = pages[static_cast<size_t>(number) - 1];
  if (std::optional<EncodedImage> image = AsStored(bytes, media_type, index))
    return std::move(*image);
  const Result<Raster> raster = DecodeImage(bytes, media_type, index, limits);
  if (!raster) return raster.error();
  std::optional<EncodedImage> image =
      Encode(*raster, tiff ? LossyTiff(bytes, index) : LossyType(media_type));
  if (!image) return Error{ErrorType::kOutOfMemory, "no memory to encode the image"};
  return std::move(*image);
}

Result<std::unique_ptr<SourceReader>> OpenImage(std::string_view bytes,
                                                const std::string& media_type,
                                                const Limits& limits) {
  Result<std::vector<int>> pages = PagesOf(bytes, media_type, limits);
  if (!pages) return pages.error();
  return std::unique_ptr<SourceReader>(
      std::make_unique<ImageSource>(bytes, media_type, std::move(*pages)));
}

}  // namespace planrec::acquire
