// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/expand.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "pipeline/acquire/open_container.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/joined_folder.h"
#include "pipeline/batch/member_place.h"

namespace planrec::batch {
namespace {

/// Files within inputs are numbered from here: behind as many as can be walked.
constexpr int64_t kFirstMember = int64_t{1} << 32;

/// A dry run writes nothing into the output folder.
std::string PlaceFor(const RunOptions& options) {
  if (!options.dry_run) return options.output;
  std::error_code unknown;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(unknown);
  return unknown ? "/tmp" : folder.string();
}

acquire::ContainerKind KindOf(int fd) {
  std::string head(acquire::kHeadBytes, '\0');
  const ssize_t got = pread(fd, head.data(), head.size(), 0);
  head.resize(static_cast<size_t>(std::max<ssize_t>(got, 0)));
  return acquire::KindOfContainer(head);
}

}  // namespace

Expander::Expander(RunState& state)
    : state_(state), unpacker_(state.worker, state.options.unpack, PlaceFor(state.options)) {}

Result<FileDescriptor> Expander::Open(const LedgerInput& input, std::vector<JoinedFile>& files) {
  const RunOptions& options = state_.options;
  const auto open = [&] {
    return OpenFound(OuterFile(input.file), input.found, options.follow_links);
  };
  if (IsJoined(input.file)) {
    const Result<FileDescriptor> folder =
        OpenFound(OuterFile(input.file), input.found, options.follow_links, Opens::kFolder);
    if (!folder) return folder.error();
    Result<JoinedFolder> joined =
        JoinImages(folder->get(), PlaceFor(options), options.limits.max_bytes, options.follow_links,
                   [this] { return state_.stop.stopped(); });
    if (!joined) return joined.error();
    files = std::move(joined->files);
    return std::move(joined->file);
  }
  return IsMember(input.file) ? unpacker_.Extract(input.file, open) : open();
}

Result<Expanded> Expander::Expand(const LedgerInput& input, const DocumentJob& job, bool known) {
  Expanded nothing;
  // What stands in files within a file was listed with it.
  if (IsMember(input.file)) return nothing;
  const acquire::ContainerKind kind = KindOf(job.input.get());
  const bool pdf = kind == acquire::ContainerKind::kPdf;
  if (kind == acquire::ContainerKind::kNone) return nothing;
  const std::string source = sources_.Of(input.file);
  if (pdf) {
    const Result<bool> has = state_.ledger->HasMembers(source);
    if (!has) return has.error();
    if ((known && !*has) || !MayHoldFiles(job.input.get())) return nothing;
  }
  const Result<Contents> contents = unpacker_.List(job.input.get());
  if (!contents) {
    const ErrorType type = contents.error().type;
    if (type == ErrorType::kOutputFailed || type == ErrorType::kInterrupted)
      return contents.error();
    // What is wrong with a PDF is said where its pages are read.
    return pdf ? nothing : Expanded{true, contents.error()};
  }
  if (!contents->container) return nothing;
  if (const Status added = AddMembers(input, job, contents->members); !added) return added.error();
  const Status gone = state_.ledger->DropMembers(state_.options.output, source);
  if (!gone) return gone.error();
  return pdf ? nothing : Expanded{true, contents->damage};
}

Status Expander::AddMembers(const LedgerInput& input, const DocumentJob& job,
                            const std::vector<Member>& members) {
  int64_t number = kFirstMember + (job.ordinal - state_.first_ordinal) * kMostEntries;
  state_.progress.More(static_cast<int64_t>(members.size()));
  for (const Member& member : members) {
    const Found found{input.file + member.inside,
                      job.path + member.shown,
                      "",
                      member.skipped,
                      member.error,
                      input.found};
    Status status = state_.ledger->AddInput(found, state_.first_ordinal + number);
    if (status && state_.journal != nullptr) {
      status = state_.journal->Put(schemas::JournalInput{
          number, found.path, sources_.Of(found.file), found.skipped, found.error});
    }
    if (!status) return status;
    if (member.error && !member.skipped) state_.SayFailure(found.path, *member.error);
    if (member.error) state_.progress.InputFinished(!member.skipped, true);
    ++number;
  }
  return Done{};
}

}  // namespace planrec::batch
