// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/convert_office.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/mapped_file.h"
#include "pipeline/batch/office_fonts.h"
#include "pipeline/batch/office_kit.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/sandbox.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/digest.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMissing =
    "office documents need LibreOffice; install it (apt-get install --no-install-recommends "
    "libreoffice-writer fonts-croscore) and run again, or save the document as PDF";

/// The ending by which LibreOffice knows what it is given.
const char* EndingOf(std::string_view media_type) {
  if (media_type == acquire::kDocx) return "docx";
  if (media_type == acquire::kOdt) return "odt";
  return media_type == acquire::kDoc ? "doc" : "rtf";
}

/// A folder under a temporary name, removed with all that is in it.
class Workshop {
 public:
  ~Workshop() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  Status Make(const std::string& place) {
    std::error_code unknown;
    const fs::path parent =
        fs::absolute(place.empty() ? fs::temp_directory_path(unknown) : fs::path(place), unknown);
    std::string name = (parent / (std::string(kTemporaryStart) + "XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr) return WriteError("write into", parent.string(), errno);
    folder_ = name;
    return WriteAtomically(folder_ + "/fonts.conf", OfficeFonts(folder_));
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

/// What the process left as its PDF: a plain file of a sound size, whatever it says.
Result<OfficePdf> Take(const std::string& folder, uint64_t most_bytes) {
  OfficePdf pdf;
  pdf.file.Reset(open((folder + "/" + kConvertedName).c_str(),
                      O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!pdf.file.valid() || fstat(pdf.file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_size == 0) {
    return Error{ErrorType::kCrashed, "the converting process left no PDF"};
  }
  if (static_cast<uint64_t>(info.st_size) > most_bytes) {
    return Error{ErrorType::kTooLarge, "the document's PDF has " + std::to_string(info.st_size) +
                                           " bytes, more than --max-bytes allows"};
  }
  Result<FileDigest> digest = DigestFile(pdf.file.get(), most_bytes);
  if (!digest) return digest.error();
  pdf.sha256 = digest->sha256;
  return pdf;
}

Result<ConvertedFacts> RunOffice(int fd, const std::string& media_type,
                                 const WorkerSettings& settings, const Workshop& workshop,
                                 Clock::time_point deadline) {
  WorkerSettings office = settings;
  office.command = {"/proc/self/exe", kOfficeArgument};
  office.office = true;
  office.options.workshop = workshop.folder();
  auto process = WorkerProcess::Start(office);
  if (!process) return process.error();
  return (*process)->Convert(fd, media_type, deadline);
}

/// LibreOffice takes 7 s to make a profile and 0.6 s to start with one that is there (two busy
/// cores). One is made in a process that sees a text of ours, and copied for each document.
class Profile {
 public:
  /// Into a workshop. Where none could be made there is none, and conversions take longer.
  void Copy(const Workshop& to, const std::string& place, const WorkerSettings& settings,
            Clock::time_point deadline) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<Workshop>& made = made_[place];
    if (!made) {
      made = std::make_unique<Workshop>();
      static constexpr std::string_view kText = "{\\rtf1 planrec}";
      const FileDescriptor text(memfd_create("text", MFD_CLOEXEC));
      const bool there =
          text.valid() && made->Make(place) &&
          write(text.get(), kText.data(), kText.size()) == static_cast<ssize_t>(kText.size()) &&
          RunOffice(text.get(), std::string(acquire::kRtf), settings, *made, deadline);
      if (!there) made = std::make_unique<Workshop>();
    }
    std::error_code ignored;
    if (!made->folder().empty()) {
      fs::copy(made->folder() + "/profile", to.folder() + "/profile",
               fs::copy_options::recursive | fs::copy_options::skip_symlinks, ignored);
    }
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Workshop>> made_;  ///< by place
};

Result<OfficePdf> ConvertOnce(int fd, const std::string& media_type, const WorkerSettings& settings,
                              const std::string& place, Clock::time_point deadline) {
  Workshop workshop;
  if (const Status made = workshop.Make(place); !made) return made.error();
  static Profile profile;  // goes when the program ends
  profile.Copy(workshop, place, settings, deadline);
  // The process has ended when this returns: nothing writes any more.
  const Result<ConvertedFacts> facts = RunOffice(fd, media_type, settings, workshop, deadline);
  if (!facts) return facts.error();
  Result<OfficePdf> pdf = Take(workshop.folder(), settings.options.read.limits.max_bytes);
  if (!pdf) return pdf;
  pdf->by = "LibreOffice " + facts->version;
  pdf->tracked_changes = facts->tracked_changes;
  return pdf;
}

Result<ConvertedFacts> ConvertMessage(const Message& message, const std::string& workshop) {
  const std::optional<std::string> media_type = DecodeName(message.payload);
  if (!media_type || !acquire::IsOfficeType(*media_type)) {
    return Error{ErrorType::kInternal, "not an office document"};
  }
  MappedFile document;
  if (const Status mapped = document.Map(message.descriptor.get()); !mapped) return mapped.error();
  const std::string input = std::string("in.") + EndingOf(*media_type);
  const Status copied = WriteAtomically(workshop + "/" + input, document.bytes());
  if (!copied) return Error{ErrorType::kTooLarge, copied.error().message};
  const Result<OfficeFacts> facts =
      ConvertInProcess({workshop, input, acquire::NamesOldFont(document.bytes())});
  if (!facts) return facts.error();
  return ConvertedFacts{facts->version, facts->tracked_changes};
}

}  // namespace

Result<OfficePdf> ConvertOffice(int fd, const std::string& media_type,
                                const WorkerSettings& settings, const std::string& place,
                                Clock::time_point deadline) {
  if (!OfficeIsInstalled()) return Error{ErrorType::kUnsupportedType, std::string(kMissing)};
  Result<OfficePdf> pdf = ConvertOnce(fd, media_type, settings, place, deadline);
  // It may have been killed for no reason of its own.
  if (!pdf && pdf.error().type == ErrorType::kCrashed && Clock::now() < deadline) {
    pdf = ConvertOnce(fd, media_type, settings, place, deadline);
  }
  if (pdf || pdf.error().type != ErrorType::kCrashed) return pdf;
  return Error{ErrorType::kCrashed,
               "LibreOffice failed at the document (it was tried twice); get an undamaged copy, "
               "raise --memory-limit, or save it as PDF"};
}

bool LacksOffice(const Error& error) {
  return error.type == ErrorType::kUnsupportedType && error.message == kMissing;
}

int OfficeMain() {
  if (fcntl(kWorkerDescriptor, F_GETFD) < 0) return 2;
  fcntl(kWorkerDescriptor, F_SETFD, FD_CLOEXEC);
  Channel channel{FileDescriptor(kWorkerDescriptor)};
  Message message;
  if (channel.Receive(message) != Channel::Outcome::kMessage ||
      message.type != MessageType::kConfigure) {
    return 2;
  }
  const std::optional<WorkerOptions> options = DecodeOptions(message.payload);
  if (!options || options->workshop.empty()) return 2;
  const Confinement confinement = Confine(
      {{"/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice"}, options->workshop});
  channel.Send(MessageType::kReady, EncodeConfinement(confinement));
  if (channel.Receive(message) != Channel::Outcome::kMessage ||
      message.type != MessageType::kConvert || !message.descriptor.valid()) {
    return 2;
  }
  const Result<ConvertedFacts> facts =
      confinement.refused.empty()
          ? ConvertMessage(message, options->workshop)
          : Error{ErrorType::kUnsupportedType, "this machine can't confine LibreOffice (" +
                                                   confinement.refused.front() +
                                                   "); save the document as PDF"};
  if (facts) {
    channel.Send(MessageType::kConverted, EncodeConverted(*facts));
  } else {
    channel.Send(MessageType::kRefused, EncodeError(facts.error()));
  }
  // LibreOffice's threads are still there: nothing is taken down in order.
  _exit(0);
}

}  // namespace planrec::batch
