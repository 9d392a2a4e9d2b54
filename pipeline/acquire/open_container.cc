// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/open_container.h"

#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/pdf/embedded_files.h"
#include "pipeline/acquire/pdf/pdf_document.h"

namespace planrec::acquire {
namespace {

class Attachments : public ContainedFiles {
 public:
  explicit Attachments(std::unique_ptr<PdfDocument> pdf) : pdf_(std::move(pdf)) {
    for (const std::string& name : pdf_->Embedded().names()) {
      ContainedFile& file = list_.emplace_back();
      file.name = name;
      const Status read = pdf_->Embedded().Read(list_.size() - 1, [&](std::string_view piece) {
        file.head += piece.substr(0, kHeadBytes - file.head.size());
        return file.head.size() < kHeadBytes ? Status(Done{}) : Status(Enough());
      });
      if (!read && read.error().type != ErrorType::kInterrupted) file.refused = read.error();
    }
  }
  const std::vector<ContainedFile>& list() const override { return list_; }
  const std::optional<Error>& damage() const override { return damage_; }
  Status Read(size_t index, const std::function<Status(std::string_view)>& sink) override {
    return pdf_->Embedded().Read(index, sink);
  }

 private:
  static Error Enough() { return {ErrorType::kInterrupted, "enough"}; }

  std::unique_ptr<PdfDocument> pdf_;
  std::vector<ContainedFile> list_;
  std::optional<Error> damage_;
};

using Opened = Result<std::unique_ptr<ContainedFiles>>;

Opened OpenAttachments(std::string_view bytes, const Limits& limits, const UnpackLimits& unpack,
                       const std::vector<std::string>& passwords) {
  auto pdf = PdfDocument::Open(bytes, limits, passwords);
  if (!pdf) return pdf.error();
  const size_t count = (*pdf)->Embedded().names().size();
  if (count == 0) return std::unique_ptr<ContainedFiles>();
  if (count > static_cast<size_t>(unpack.max_entries)) {
    return Error{ErrorType::kTooLarge,
                 "the PDF has more than " + std::to_string(unpack.max_entries) +
                     " attached files; take them out, or raise --max-entries"};
  }
  return std::unique_ptr<ContainedFiles>(std::make_unique<Attachments>(std::move(*pdf)));
}

}  // namespace

ContainerKind KindOfContainer(std::string_view head) {
  if (MayBeArchive(head)) return ContainerKind::kArchive;
  if (head.find("%PDF-") != std::string_view::npos) return ContainerKind::kPdf;
  return ContainerKind::kNone;
}

Opened OpenContainer(std::string_view bytes, const Limits& limits, const UnpackLimits& unpack,
                     const std::vector<std::string>& passwords) {
  switch (KindOfContainer(bytes.substr(0, kHeadBytes))) {
    case ContainerKind::kNone:
      return std::unique_ptr<ContainedFiles>();
    case ContainerKind::kPdf:
      return OpenAttachments(bytes, limits, unpack, passwords);
    case ContainerKind::kArchive:
      if (TellOffice(bytes)) return std::unique_ptr<ContainedFiles>();
      return OpenArchive(bytes, unpack, passwords);
  }
  return std::unique_ptr<ContainedFiles>();
}

}  // namespace planrec::acquire
