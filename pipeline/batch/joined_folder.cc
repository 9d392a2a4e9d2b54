// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/joined_folder.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "normalizers/unicode/name_order.h"
#include "pipeline/acquire/joined_images.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/batch/discover.h"
#include "pipeline/batch/file_stamp.h"
#include "pipeline/batch/member_place.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/folder_names.h"

namespace planrec::batch {
namespace {

constexpr size_t kHead = 256;               // acquire::ImageType asks for no more
constexpr size_t kPiece = size_t{8} << 20;  // between two looks at whether to stop
constexpr const char* kChanged = "changed while the folder was read; start the command again";

FileDescriptor OpenImageFile(int folder, const std::string& name, bool follow_links) {
  const int follow = follow_links ? 0 : O_NOFOLLOW;
  FileDescriptor file(
      openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | follow));
  struct stat info;
  if (file.valid() && (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))) file.Reset(-1);
  return file;
}

std::optional<std::string> TypeOf(int file) {
  char head[kHead];
  const ssize_t got = pread(file, head, sizeof head, 0);
  if (got <= 0) return std::nullopt;
  return acquire::ImageType({head, static_cast<size_t>(got)});
}

Error Unreadable(const std::string& name, const std::string& why) {
  return {ErrorType::kUnreadable, Printable(name) + " " + why};
}

/// An image as it was when the folder was looked through.
struct SeenImage {
  std::string name, media_type;
  FileStamp stamp;
  uint64_t bytes() const { return static_cast<uint64_t>(stamp.bytes); }
};

/// One open file at a time: a folder may have more than a process may open.
Result<std::vector<SeenImage>> LookThrough(int folder, bool follow_links) {
  const FolderNames all = NamesIn(folder);
  if (all.failed != 0) return Unreadable("the folder", std::strerror(all.failed));
  std::vector<SeenImage> images;
  for (const std::string& name : ImageNames(folder, all.names, follow_links)) {
    const FileDescriptor file = OpenImageFile(folder, name, follow_links);
    const std::optional<std::string> type = file.valid() ? TypeOf(file.get()) : std::nullopt;
    if (!type) return Unreadable(name, kChanged);
    images.push_back({name, *type, StampOf(file.get())});
  }
  if (images.empty()) return Error{ErrorType::kEmpty, "the folder has no images any more"};
  return images;
}

/// Appends an image to `joined`, as it was seen.
Result<JoinedFile> Append(int folder, const SeenImage& image, bool follow_links, int joined,
                          const std::string& beside, const std::function<bool()>& stopped) {
  const FileDescriptor file = OpenImageFile(folder, image.name, follow_links);
  if (!file.valid() || StampOf(file.get()) != image.stamp) return Unreadable(image.name, kChanged);
  const Result<FileDigest> digest = DigestFile(file.get(), image.bytes(), stopped);
  if (!digest && digest.error().type == ErrorType::kInterrupted) return digest.error();
  if (!digest) return Unreadable(image.name, digest.error().message);
  off_t at = 0;
  while (static_cast<uint64_t>(at) < image.bytes()) {
    if (stopped && stopped()) return Error{ErrorType::kInterrupted, "stopped"};
    const ssize_t sent = sendfile(joined, file.get(), &at, kPiece);
    if (sent < 0 && errno != EINTR) return WriteError("write into", beside, errno);
    if (sent == 0) break;
  }
  if (StampOf(file.get()) != image.stamp || static_cast<uint64_t>(at) != image.bytes())
    return Unreadable(image.name, kChanged);
  return JoinedFile{Printable(image.name), digest->sha256, image.bytes(), image.media_type};
}

}  // namespace

std::string JoinedPlace(const std::string& folder) {
  return folder + kInside;
}

bool IsJoined(const std::string& place) {
  return place.ends_with(kInside);
}

std::vector<std::string> ImageNames(int folder, const std::vector<std::string>& names,
                                    bool follow_links) {
  std::vector<std::string> images;
  for (const std::string& name : names) {
    if (name.front() == '.') continue;
    const FileDescriptor file = OpenImageFile(folder, name, follow_links);
    if (file.valid() && TypeOf(file.get())) images.push_back(name);
  }
  SortByNumbers(images);
  return images;
}

Result<JoinedFolder> JoinImages(int folder, const std::string& beside, uint64_t most_bytes,
                                bool follow_links, const std::function<bool()>& stopped) {
  const Result<std::vector<SeenImage>> images = LookThrough(folder, follow_links);
  if (!images) return images.error();
  std::vector<uint64_t> sizes;
  uint64_t total = 0;
  for (const SeenImage& image : *images) {
    sizes.push_back(image.bytes());
    total += image.bytes();
    if (total <= most_bytes) continue;
    return Error{ErrorType::kTooLarge, "the folder's images have more bytes than --max-bytes " +
                                           std::to_string(most_bytes) + " allows"};
  }
  Result<FileDescriptor> file = NamelessFile(beside);
  if (!file) return file.error();
  const std::string head = acquire::JoinedHead(sizes);
  if (write(file->get(), head.data(), head.size()) != static_cast<ssize_t>(head.size()))
    return WriteError("write into", beside, errno);
  JoinedFolder joined;
  for (const SeenImage& image : *images) {
    Result<JoinedFile> one = Append(folder, image, follow_links, file->get(), beside, stopped);
    if (!one) return one.error();
    joined.files.push_back(std::move(*one));
  }
  joined.file = std::move(*file);
  return joined;
}

}  // namespace planrec::batch
