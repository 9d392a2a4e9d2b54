// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/source_reader.h"

#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/joined_images.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/pdf_source.h"
#include "pipeline/acquire/text_source.h"

namespace planrec::acquire {
namespace {

/// An office document: no pages before it is converted.
class OfficeSource : public SourceReader {
 public:
  explicit OfficeSource(std::string media_type) : media_type_(std::move(media_type)) {}
  const std::string& media_type() const override { return media_type_; }
  int page_count() const override { return 0; }
  Page ReadPage(int number, const ReadOptions&, Recogniser&) override {
    Page page;
    page.number = number;
    page.error = NoPages();
    return page;
  }
  Result<PagePicture> Picture(int, double, const Limits&) override { return NoPages(); }

 private:
  static Error NoPages() {
    return {ErrorType::kUnsupportedType, "an office document has no pages until it is converted"};
  }
  const std::string media_type_;
};

}  // namespace

Result<std::unique_ptr<SourceReader>> SourceReader::Open(
    std::string_view bytes, std::string_view name, const Limits& limits,
    const std::vector<std::string>& passwords) {
  if (bytes.starts_with(kJoinedMark)) return OpenJoined(bytes, limits);
  Result<std::string> type = DetectMediaType(bytes, name);
  if (!type) return type.error();
  if (*type == "application/pdf") return OpenPdf(bytes, limits, passwords);
  if (type->rfind("image/", 0) == 0) return OpenImage(bytes, *type, limits);
  if (IsOfficeType(*type)) {
    return std::unique_ptr<SourceReader>(std::make_unique<OfficeSource>(*type));
  }
  if (*type == kHtml) return OpenHtml(bytes, limits);
  return OpenText(bytes, name, limits);
}

}  // namespace planrec::acquire
