// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/originals.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "pipeline/batch/finish.h"
#include "pipeline/batch/joined_folder.h"
#include "pipeline/batch/member_place.h"
#include "pipeline/batch/source_place.h"
#include "pipeline/core/limits.h"
#include "pipeline/files/digest.h"

namespace planrec::serve {
namespace {

constexpr size_t kMostKnown = 10'000;

std::string StateOf(const struct stat& info) {
  std::string state;
  for (const int64_t part :
       {static_cast<int64_t>(info.st_dev), static_cast<int64_t>(info.st_ino),
        static_cast<int64_t>(info.st_size), static_cast<int64_t>(info.st_mtim.tv_sec),
        static_cast<int64_t>(info.st_mtim.tv_nsec), static_cast<int64_t>(info.st_ctim.tv_sec),
        static_cast<int64_t>(info.st_ctim.tv_nsec)}) {
    state += std::to_string(part) + " ";
  }
  return state;
}

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// The file where its content has the digest.
Result<FileDescriptor> WithDigest(FileDescriptor file, const std::string& sha256,
                                  const std::string& what) {
  const Result<FileDigest> digest = DigestFile(file.get());
  if (!digest) return digest.error();
  if (digest->sha256 != sha256) {
    return Error{ErrorType::kUnreadable, what + " was changed since it was read; run it again"};
  }
  return file;
}

/// A path of a record stays below the folder that was given.
bool StaysBelow(const std::string& path) {
  return !path.empty() && path.front() != '/' &&
         ("/" + path + "/").find("/../") == std::string::npos;
}

}  // namespace

Result<std::string> Originals::Place(const std::string& path) {
  if (!folder_.empty()) {
    if (!StaysBelow(path)) return Error{ErrorType::kNotFound, "the record's path leads elsewhere"};
    return folder_ + "/" + path;
  }
  const std::lock_guard lock(mutex_);
  const auto known = places_.find(path);
  if (known != places_.end()) return known->second;
  Result<std::string> place = batch::SourcePlace(output_, path);
  if (place && places_.size() < kMostKnown) places_[path] = *place;
  return place;
}

Result<FileDescriptor> Originals::Open(const std::string& path, const std::string& sha256,
                                       batch::Unpacker& unpacker) {
  const Result<std::string> place = Place(path);
  if (!place) return place.error();
  const std::string outer = batch::OuterFile(*place);
  if (batch::IsJoined(*place) || IsFolder(outer)) return OpenFolder(outer, sha256);
  if (batch::IsMember(*place)) return OpenMember(*place, sha256, unpacker);
  return OpenChecked(*place, sha256, "the original " + *place,
                     "put it back, or start again with --originals FOLDER");
}

Result<FileDescriptor> Originals::OpenMember(const std::string& place, const std::string& sha256,
                                             batch::Unpacker& unpacker) {
  const std::string outer = batch::OuterFile(place);
  Result<FileDescriptor> file = unpacker.Extract(place, [&]() -> Result<FileDescriptor> {
    FileDescriptor opened(open(outer.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (opened.valid()) return opened;
    return Error{ErrorType::kNotFound, "the original " + outer + " can't be opened (" +
                                           std::strerror(errno) + "); put it back"};
  });
  if (!file) return file.error();
  return WithDigest(std::move(*file), sha256, outer);
}

Result<FileDescriptor> Originals::OpenFolder(const std::string& folder, const std::string& sha256) {
  const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.valid()) {
    return Error{ErrorType::kNotFound, "the folder " + folder + " can't be opened (" +
                                           std::strerror(errno) + "); put it back"};
  }
  // Whether the run followed links is not known: what has the digest is what it read.
  const auto join = [&](bool follow_links) -> Result<FileDescriptor> {
    Result<batch::JoinedFolder> joined =
        batch::JoinImages(opened.get(), output_, Limits{}.max_bytes, follow_links, {});
    if (!joined) return joined.error();
    return WithDigest(std::move(joined->file), sha256, folder);
  };
  Result<FileDescriptor> plain = join(false);
  return plain ? std::move(plain) : join(true);
}

Result<FileDescriptor> Originals::OpenConverted(const std::string& path,
                                                const std::string& sha256) {
  const std::string name = batch::ConvertedPath(path);
  return OpenChecked(output_ + "/" + name, sha256, name, "run the document again");
}

Result<FileDescriptor> Originals::OpenChecked(const std::string& place, const std::string& sha256,
                                              const std::string& what, const std::string& advice) {
  FileDescriptor file(open(place.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Error{ErrorType::kNotFound,
                 what + " can't be opened (" + std::strerror(errno) + "); " + advice};
  }
  const std::string state = StateOf(info);
  std::string digest;
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(state);
    if (known != known_.end()) digest = known->second;
  }
  if (digest.empty()) {
    const Result<FileDigest> read = DigestFile(file.get());
    if (!read) return read.error();
    digest = read->sha256;
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kMostKnown) known_.clear();
    known_[state] = digest;
  }
  if (digest != sha256) {
    return Error{ErrorType::kUnreadable, what + " was changed since it was read; run it again"};
  }
  return file;
}

}  // namespace planrec::serve
