// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/joined_images.h"

#include <charconv>
#include <optional>
#include <utility>

#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/page_reader.h"

namespace planrec::acquire {
namespace {

using Images = std::vector<std::string_view>;

/// The images of a joined file; at most one more than may be.
Result<Images> ImagesIn(std::string_view bytes, const Limits& limits) {
  const Error broken{ErrorType::kCorrupt, "the joined images are no such file as planrec makes"};
  if (!bytes.starts_with(kJoinedMark)) return broken;
  std::vector<uint64_t> sizes;
  size_t at = kJoinedMark.size();
  while (true) {
    const size_t stop = bytes.find('\n', at);
    if (stop == std::string_view::npos) return broken;
    if (stop == at) break;
    uint64_t size = 0;
    const auto read = std::from_chars(bytes.data() + at, bytes.data() + stop, size);
    if (read.ec != std::errc() || read.ptr != bytes.data() + stop) return broken;
    if (sizes.size() >= static_cast<size_t>(std::max(1, limits.max_pages))) {
      return Error{ErrorType::kTooLarge, "the folder has more images than --max-pages " +
                                             std::to_string(limits.max_pages) +
                                             "; raise it, or part the folder"};
    }
    sizes.push_back(size);
    at = stop + 1;
  }
  Images images;
  std::string_view rest = bytes.substr(at + 1);
  for (const uint64_t size : sizes) {
    if (size > rest.size()) return broken;
    images.push_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  if (images.empty() || !rest.empty()) return broken;
  return images;
}

/// An image file of the folder; where it can't be opened it counts as one page.
struct Opened {
  std::unique_ptr<SourceReader> source;
  std::optional<Error> error;
  int pages() const { return source ? source->page_count() : 1; }
};

Opened OpenOne(std::string_view bytes, const Limits& limits) {
  const std::optional<std::string> type = ImageType(bytes);
  if (!type) {
    return {nullptr, Error{ErrorType::kCorrupt, "the image can't be read; get an undamaged copy"}};
  }
  Result<std::unique_ptr<SourceReader>> source = OpenImage(bytes, *type, limits);
  if (!source) return {nullptr, source.error()};
  return {std::move(*source), std::nullopt};
}

class JoinedSource : public SourceReader {
 public:
  explicit JoinedSource(std::vector<Opened> images) : images_(std::move(images)) {
    for (const Opened& image : images_) pages_ += image.pages();
  }
  const std::string& media_type() const override { return media_type_; }
  int page_count() const override { return pages_; }
  std::vector<int> parts() const override {
    std::vector<int> parts;
    for (const Opened& image : images_) parts.push_back(image.pages());
    return parts;
  }
  Page ReadPage(int number, const ReadOptions& options, Recogniser& recogniser) override {
    const auto [image, inner] = At(number);
    if (image == nullptr || !image->source) {
      return ReadImagePage(image == nullptr ? NoPage() : *image->error, number, options,
                           recogniser);
    }
    Page page = image->source->ReadPage(inner, options, recogniser);
    page.number = number;
    if (page.error) page.error->page = number;
    return page;
  }
  Result<PagePicture> Picture(int number, double dpi, const Limits& limits) override {
    const auto [image, inner] = At(number);
    if (image == nullptr) return NoPage();
    if (!image->source) return *image->error;
    return image->source->Picture(inner, dpi, limits);
  }

 private:
  static Error NoPage() { return {ErrorType::kInternal, "no such page"}; }

  /// The image that holds a page, and which of its own that is; null where there is none.
  std::pair<const Opened*, int> At(int number) const {
    if (number < 1) return {nullptr, 0};
    for (const Opened& image : images_) {
      if (number <= image.pages()) return {&image, number};
      number -= image.pages();
    }
    return {nullptr, 0};
  }

  const std::string media_type_{kJoinedImages};
  std::vector<Opened> images_;
  int pages_ = 0;
};

}  // namespace

std::string JoinedHead(const std::vector<uint64_t>& sizes) {
  std::string head(kJoinedMark);
  for (const uint64_t size : sizes) head += std::to_string(size) + "\n";
  return head + "\n";
}

Result<std::unique_ptr<SourceReader>> OpenJoined(std::string_view bytes, const Limits& limits) {
  const Result<Images> images = ImagesIn(bytes, limits);
  if (!images) return images.error();
  std::vector<Opened> opened;
  for (const std::string_view image : *images) opened.push_back(OpenOne(image, limits));
  return std::unique_ptr<SourceReader>(std::make_unique<JoinedSource>(std::move(opened)));
}

Result<EncodedImage> EncodedJoinedPage(std::string_view bytes, int number, const Limits& limits) {
  const Result<Images> images = ImagesIn(bytes, limits);
  if (!images) return images.error();
  for (const std::string_view image : *images) {
    const Opened opened = OpenOne(image, limits);
    if (number > opened.pages()) {
      number -= opened.pages();
    } else if (opened.source) {
      return EncodedPage(image, opened.source->media_type(), number, limits);
    } else {
      return *opened.error;
    }
  }
  return Error{ErrorType::kInternal, "no such page"};
}

}  // namespace planrec::acquire
