// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf_source.h"

#include <string>
#include <utility>

#include "pipeline/acquire/page_reader.h"
#include "pipeline/acquire/pdf/pdf_document.h"

namespace planrec::acquire {
namespace {

class PdfSource : public SourceReader {
 public:
  explicit PdfSource(std::unique_ptr<PdfDocument> pdf) : pdf_(std::move(pdf)) {}
  const std::string& media_type() const override { return media_type_; }
  int page_count() const override { return pdf_->page_count(); }
  Page ReadPage(int number, const ReadOptions& options, Recogniser& recogniser) override {
    return ReadPdfPage(*pdf_, number, options, recogniser);
  }
  Result<PagePicture> Picture(int number, double dpi, const Limits& limits) override {
    const Result<PageContent> content = pdf_->Content(number, limits);
    if (!content) return content.error();
    Result<PageImage> image = pdf_->Image(number, *content, limits, dpi);
    if (!image) return image.error();
    const double width = content->width_pt, height = content->height_pt;
    return PagePicture{std::move(image->raster), image->box.x0 / width, image->box.y0 / height,
                       image->box.x1 / width, image->box.y1 / height};
  }

 private:
  std::unique_ptr<PdfDocument> pdf_;
  const std::string media_type_ = "application/pdf";
};

}  // namespace

Result<std::unique_ptr<SourceReader>> OpenPdf(std::string_view bytes, const Limits& limits,
                                              const std::vector<std::string>& passwords) {
  Result<std::unique_ptr<PdfDocument>> pdf = PdfDocument::Open(bytes, limits, passwords);
  if (!pdf) return pdf.error();
  return std::unique_ptr<SourceReader>(std::make_unique<PdfSource>(std::move(*pdf)));
}

}  // namespace planrec::acquire
