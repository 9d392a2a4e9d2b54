// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/worker.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/ocr/model_files.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_picture.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/check_record.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/mapped_file.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/sandbox.h"
#include "pipeline/batch/spawn_desk.h"
#include "pipeline/batch/unpack_desk.h"
#include "pipeline/core/page_list.h"

namespace planrec::batch {
namespace {

class Worker {
 public:
  explicit Worker(Channel& channel)
      : channel_(channel),
        desk_(channel),
        check_desk_(channel),
        spawn_desk_(channel),
        unpack_desk_(channel) {}

  /// False where the conversation is over.
  bool Serve(Message& message) {
    if (message.type == MessageType::kConfigure) return Configure(message);
    if (message.type == MessageType::kWarm) return Warm();
    if (SpawnDesk::Wants(message)) return spawn_desk_.Serve(message);
    if (!sealed_ && seals_) sealed_ = Seal();
    if (!sealed_ && seals_) return false;
    switch (message.type) {
      case MessageType::kOpen:
        return Open(message);
      case MessageType::kRead:
        return Read(message);
      case MessageType::kDraw:
        return Draw(message);
      default:
        if (CheckDesk::Wants(message)) return check_desk_.Serve(message, options_);
        if (UnpackDesk::Wants(message))
          return unpack_desk_.Serve(message, options_.read.limits, options_.passwords);
        return ComposeDesk::Wants(message) && desk_.Serve(message);
    }
  }

 private:
  bool Configure(const Message& message) {
    const std::optional<WorkerOptions> options = DecodeOptions(message.payload);
    if (!options) return false;
    options_ = *options;
    recogniser_ = std::make_unique<acquire::Recogniser>(options_.recogniser);
    desk_.SetRepairModel(options_.repair_model);
    desk_.SetLimits(options_.read.limits);
    const Confinement confinement = Confine({Readable()});
    seals_ = std::find(confinement.holds.begin(), confinement.holds.end(), "seccomp") !=
             confinement.holds.end();
    desk_.Warm();
    const bool sent = channel_.Send(MessageType::kReady, EncodeConfinement(confinement));
    return sent && (!options_.require_sandbox || confinement.refused.empty());
  }

  /// For the copies to come. What fails here fails in them again, and is said there.
  bool Warm() {
    if (recogniser_ == nullptr) return false;
    static_cast<void>(recogniser_->Load());
    return true;
  }

  /// Models are loaded when the first page needs one: they and their folders stay readable.
  std::vector<std::string> Readable() const {
    std::vector<std::string> paths = options_.readable;
    const std::vector<std::string> models = acquire::ModelPaths(options_.recogniser);
    paths.insert(paths.end(), models.begin(), models.end());
    paths.push_back(options_.repair_model);
    std::erase(paths, "");
    return paths;
  }

  bool Open(const Message& message) {
    const std::optional<std::string> name = DecodeName(message.payload);
    if (!name || !message.descriptor.valid() || recogniser_ == nullptr) return false;
    pictures_.reset();
    source_.reset();
    const Status mapped = file_.Map(message.descriptor.get());
    if (!mapped) return Refuse(mapped.error());
    try {
      auto source = acquire::SourceReader::Open(file_.bytes(), *name, options_.read.limits,
                                                options_.passwords);
      if (!source) return Refuse(source.error());
      source_ = std::move(*source);
    } catch (const std::bad_alloc&) {
      return Refuse({ErrorType::kOutOfMemory, "opening the file needs more memory"});
    } catch (const std::exception& failure) {
      return Refuse({ErrorType::kInternal, failure.what()});
    }
    const int all = source_->page_count();
    const std::optional<PageList> wanted = PageList::Parse(options_.pages);
    if (!wanted) return false;
    numbers_ = wanted->Of(all);
    if (all > 0 && numbers_.empty()) {
      return Refuse({ErrorType::kUnsupportedType, "the document has " + std::to_string(all) +
                                                      " pages and none of --pages " +
                                                      options_.pages});
    }
    return channel_.Send(MessageType::kOpened,
                         EncodeOpened({source_->media_type(), static_cast<int>(numbers_.size()),
                                       all, source_->parts()}));
  }

  bool Read(const Message& message) {
    const std::optional<PageRange> range = DecodeRange(message.payload);
    if (!range || source_ == nullptr) return false;
    for (int number = range->first; number <= range->last; ++number) {
      const Clock::time_point start = Clock::now();
      Page page;
      try {
        page = source_->ReadPage(number <= static_cast<int>(numbers_.size())
                                     ? numbers_[static_cast<size_t>(number) - 1]
                                     : 0,
                                 options_.read, *recogniser_);
      } catch (const std::bad_alloc&) {
        page = Page{};
        page.error = Error{ErrorType::kOutOfMemory, "reading the page needs more memory", number};
      } catch (const std::exception& failure) {
        page = Page{};
        page.error = Error{ErrorType::kInternal, failure.what(), number};
      }
      page.number = number;
      const Clock::time_point read = Clock::now();
      Normalise(page);
      const double normalise = Seconds(read, Clock::now());
      std::string answer = EncodeAnswer(page, Seconds(start, read), normalise, PrintedSoFar());
      if (answer.size() > kLongestPage) {
        page = Page{};
        page.number = number;
        page.error = Error{ErrorType::kTooLarge,
                           "the words and lines of the page take more than " +
                               std::to_string(kLongestPage >> 20) + " MiB; split the file",
                           number};
        answer = EncodeAnswer(page, Seconds(start, read), normalise, PrintedSoFar());
      }
      if (!channel_.Send(MessageType::kPage, answer)) return false;
    }
    return true;
  }

  bool Draw(const Message& message) {
    const std::optional<acquire::PictureRequest> request = DecodePicture(message.payload);
    if (!request || source_ == nullptr) return false;
    if (request->page > source_->page_count()) {
      return Refuse({ErrorType::kUnreadable, "the document has no such page", request->page});
    }
    if (!pictures_) {
      pictures_ = std::make_unique<acquire::PagePictures>(*source_, options_.read.limits);
    }
    try {
      const Result<std::string> jpeg = pictures_->Jpeg(*request);
      if (!jpeg) return Refuse(jpeg.error());
      return channel_.Send(MessageType::kPicture, *jpeg);
    } catch (const std::bad_alloc&) {
      pictures_.reset();
      return Refuse({ErrorType::kOutOfMemory, "drawing the page needs more memory"});
    } catch (const std::exception& failure) {
      return Refuse({ErrorType::kInternal, failure.what()});
    }
  }

  static double Seconds(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
  }

  /// A defect of ours costs the page.
  void Normalise(Page& page) {
    const int number = page.number;
    try {
      normalize::NormalizePage(page);
      if (options_.repair_pages && !page.error) Repair(page);
      return;
    } catch (const std::bad_alloc&) {
      page = Page{};
      page.error = Error{ErrorType::kOutOfMemory, "cleaning the page needs more memory", number};
    } catch (const std::exception& defect) {
      page = Page{};
      page.error = DefectError(defect, number);
    }
    page.number = number;
  }

  void Repair(Page& page) {
    const int number = page.number;
    std::vector<Page> pages(1);
    std::swap(pages.front(), page);
    const Status repaired = desk_.Repair(pages);
    std::swap(pages.front(), page);
    if (repaired) return;
    page = Page{};
    page.error = repaired.error();
    page.error->page = number;
  }

  bool Refuse(const Error& error) {
    return channel_.Send(MessageType::kRefused, EncodeError(error));
  }

  Channel& channel_;
  ComposeDesk desk_;
  CheckDesk check_desk_;
  SpawnDesk spawn_desk_;
  UnpackDesk unpack_desk_;
  bool seals_ = false, sealed_ = false;  ///< where seccomp holds; for this process
  WorkerOptions options_;
  std::unique_ptr<acquire::Recogniser> recogniser_;
  MappedFile file_;
  std::unique_ptr<acquire::SourceReader> source_;    ///< views file_: declared behind it
  std::vector<int> numbers_;                         ///< of its pages that are wanted
  std::unique_ptr<acquire::PagePictures> pictures_;  ///< of source_
};

}  // namespace

uint64_t PrintedSoFar() {
  std::fflush(nullptr);
  struct stat info;
  if (fstat(STDERR_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  return static_cast<uint64_t>(info.st_size);
}

int WorkerMain() {
  if (fcntl(kWorkerDescriptor, F_GETFD) < 0) return 2;
  fcntl(kWorkerDescriptor, F_SETFD, FD_CLOEXEC);
  Channel channel{FileDescriptor(kWorkerDescriptor)};
  Worker worker(channel);
  Message message;
  while (channel.Receive(message) == Channel::Outcome::kMessage && worker.Serve(message)) {
  }
  return 0;
}

}  // namespace planrec::batch
