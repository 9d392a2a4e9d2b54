// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/read_document.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/batch/convert_office.h"
#include "pipeline/batch/discover.h"

namespace planrec::batch {
namespace {

class Reading {
 public:
  Reading(FileDescriptor input, std::string name, const WorkerSettings& settings)
      : input_(std::move(input)), name_(std::move(name)), settings_(settings) {}

  /// Opens the document in a fresh worker; once more where the worker is lost.
  Result<Opened> Open() {
    Result<Opened> opened = OpenOnce();
    const bool lost = !opened && worker_ && !worker_->alive();
    if (lost && opened.error().type != ErrorType::kInterrupted) opened = OpenOnce();
    if (!opened || !acquire::IsOfficeType(opened->media_type)) return opened;
    return Convert(*opened);
  }

  /// The page; with its error set where it can't be had.
  Page Read(int number) {
    Page page;
    page.number = number;
    for (const bool again : {false, true}) {
      if (again || !worker_->alive()) {
        const Result<Opened> opened = Open();
        if (!opened) {
          page.error = opened.error();
          continue;
        }
      }
      worker_->Request({number, number});
      Result<PageAnswer> answer = worker_->NextPage(Deadline());
      if (answer) {
        Result<Page> read = wire::DecodePage(answer->page);
        if (read) return std::move(*read);
        page.error = read.error();
        continue;
      }
      page.error = answer.error();
      if (page.error->type == ErrorType::kInterrupted) break;
    }
    page.error->page = number;
    return page;
  }

 private:
  /// The pages are those of the PDF; the type stays the document's.
  Result<Opened> Convert(const Opened& document) {
    if (converted_) return Error{ErrorType::kCrashed, "the converted document is no PDF"};
    Result<OfficePdf> pdf =
        ConvertOffice(input_.get(), document.media_type, settings_, "", Deadline());
    if (!pdf) return pdf.error();
    converted_ = true;
    input_ = std::move(pdf->file);
    Result<Opened> opened = Open();
    if (opened) opened->media_type = document.media_type;
    return opened;
  }

  Result<Opened> OpenOnce() {
    auto started = WorkerProcess::Start(settings_);
    if (!started) return started.error();
    worker_ = std::move(*started);
    return worker_->Open(input_.get(), name_, Deadline());
  }

  Clock::time_point Deadline() const {
    return Clock::now() + std::chrono::seconds(settings_.options.read.limits.timeout_page_s);
  }

  FileDescriptor input_;
  std::string name_;
  bool converted_ = false;
  const WorkerSettings& settings_;
  std::unique_ptr<WorkerProcess> worker_;
};

Error OpenError(int code) {
  return {code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable,
          std::string("can't be opened: ") + std::strerror(code) + "; check the path"};
}

}  // namespace

Status ReadDocument(const std::string& file, const WorkerSettings& settings,
                    const std::function<bool(Page&, const SourceFile&)>& use) {
  FileDescriptor input(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!input.valid()) return OpenError(errno);
  return ReadDocument(std::move(input), file, settings, use);
}

Status ReadDocument(FileDescriptor input, const std::string& name, const WorkerSettings& settings,
                    const std::function<bool(Page&, const SourceFile&)>& use) {
  struct stat info;
  if (fstat(input.get(), &info) != 0) return OpenError(errno);
  if (!S_ISREG(info.st_mode)) {
    return Error{ErrorType::kUnreadable, "is not a file; give one document"};
  }
  if (info.st_size == 0) {
    return Error{ErrorType::kEmpty, "the file has no bytes; get it again from its source"};
  }
  SourceFile source;
  source.path = Printable(name);
  source.bytes = static_cast<uint64_t>(info.st_size);
  Reading reading(std::move(input), source.path, settings);
  const Result<Opened> opened = reading.Open();
  if (!opened) return opened.error();
  source.media_type = opened->media_type;
  for (int number = 1; number <= opened->page_count; ++number) {
    Page page = reading.Read(number);
    if (page.error && page.error->type == ErrorType::kInterrupted) return *page.error;
    if (!use(page, source)) break;
  }
  return Done{};
}

}  // namespace planrec::batch
