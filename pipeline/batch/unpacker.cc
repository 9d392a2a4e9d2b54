// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/unpacker.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string_view>
#include <utility>

#include "pipeline/batch/discover.h"
#include "pipeline/batch/member_place.h"
#include "pipeline/files/atomic_file.h"

namespace planrec::batch {
namespace {

constexpr char kAgain = '\x1F';  // between a name and how often it was there before

/// "C:/", as Windows names a drive; "1:2000 bản đồ.txt" and "B: 2.txt" are names.
bool StartsWithDrive(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return name.size() > 2 && is_letter(name[0]) && name[1] == ':' && name[2] == '/';
}

/// A name in an archive as a path below it; nullopt where it leads out of it.
std::optional<std::string> PathBelow(std::string name) {
  std::replace(name.begin(), name.end(), '\\', '/');
  if (StartsWithDrive(name)) name.erase(0, 2);
  std::string path;
  for (size_t at = 0; at <= name.size();) {
    const size_t stop = std::min(name.find('/', at), name.size());
    const std::string part = name.substr(at, stop - at);
    at = stop + 1;
    if (part == "..") return std::nullopt;
    if (part.empty() || part == ".") continue;
    path += (path.empty() ? "" : "/") + part;
  }
  if (path.empty()) return std::nullopt;
  return Printable(path);
}

/// As in folders; and what macOS adds to archives.
bool IsHidden(const std::string& path) {
  return path.front() == '.' || path.find("/.") != std::string::npos ||
         path.starts_with("__MACOSX/");
}

Status WriteAll(int fd, std::string_view piece, const std::string& folder) {
  while (!piece.empty()) {
    const ssize_t done = write(fd, piece.data(), piece.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return WriteError("write into", folder, errno);
    piece.remove_prefix(static_cast<size_t>(done));
  }
  return Done{};
}

}  // namespace

bool MayHoldFiles(int fd) {
  constexpr std::string_view kSigns[] = {"/EmbeddedFile", "/FileAttachment", "/ObjStm"};
  constexpr size_t kPiece = size_t{1} << 20, kOverlap = 16;
  std::string piece(kPiece, '\0');
  for (off_t at = 0;; at += static_cast<off_t>(kPiece - kOverlap)) {
    const ssize_t got = pread(fd, piece.data(), piece.size(), at);
    if (got <= 0) return false;
    const std::string_view bytes(piece.data(), static_cast<size_t>(got));
    for (const std::string_view sign : kSigns)
      if (bytes.find(sign) != std::string_view::npos) return true;
    if (static_cast<size_t>(got) < kPiece) return false;
  }
}

Unpacker::Unpacker(const WorkerSettings& settings, const UnpackLimits& limits, std::string folder)
    : settings_(settings), limits_(limits), folder_(std::move(folder)), original_(settings) {}

Clock::time_point Unpacker::Deadline() const {
  return Clock::now() + std::chrono::seconds(settings_.options.read.limits.timeout_document_s);
}

Status Unpacker::OpenLevel(Level& level) {
  for (const bool again : {false, true}) {
    auto process = original_.Fresh(Deadline());
    if (!process) return process.error();
    level.process = std::move(*process);
    Result<Listing> listing = level.process->Unpack(level.file.get(), limits_, Deadline());
    if (listing) {
      level.listing = std::move(*listing);
      break;
    }
    // It may have been killed for no reason of its own.
    if (level.process->alive() || again) return listing.error();
  }
  level.keys.clear();
  level.index.clear();
  std::map<std::string, int> times;  // each name was there: all may be equal
  for (size_t i = 0; i < level.listing.files.size(); ++i) {
    std::string name = level.listing.files[i].name;
    std::replace(name.begin(), name.end(), kInside, '?');
    std::string key = name;
    while (!level.index.emplace(key, i).second)
      key = name + kAgain + std::to_string(times.try_emplace(name, 1).first->second += 1);
    level.keys.push_back(std::move(key));
  }
  return Done{};
}

Result<FileDescriptor> Unpacker::TakeOutOnce(Level& level, size_t index) {
  Result<FileDescriptor> file = NamelessFile(folder_);
  if (!file) return file.error();
  uint64_t size = 0;
  const uint64_t most = settings_.options.read.limits.max_bytes;
  const Status taken = level.process->Extract(
      index,
      [&](std::string_view piece) -> Status {
        size += piece.size();
        if (size > most) {
          return Error{ErrorType::kTooLarge, "the file has more than --max-bytes " +
                                                 std::to_string(most) + " allows, unpacked"};
        }
        return WriteAll(file->get(), piece, folder_);
      },
      Deadline());
  if (!taken) return taken.error();
  return file;
}

Result<FileDescriptor> Unpacker::TakeOut(Level& level, size_t index) {
  if (level.process->alive()) {
    Result<FileDescriptor> file = TakeOutOnce(level, index);
    if (file || level.process->alive() || file.error().type == ErrorType::kInterrupted) return file;
  }
  // The worker is lost, or was left in the midst of a file: once more with another.
  const Status opened = OpenLevel(level);
  if (!opened) return opened.error();
  if (index >= level.listing.files.size()) {
    return Error{ErrorType::kUnreadable, "the file changed while it was read"};
  }
  return TakeOutOnce(level, index);
}

Status Unpacker::ListLevel(Level& level, const Member& above, int depth, Contents& contents) {
  for (size_t i = 0; i < level.keys.size(); ++i) {
    if (contents.members.size() >= static_cast<size_t>(limits_.max_entries)) {
      return Error{ErrorType::kTooLarge, "the file holds more than " +
                                             std::to_string(limits_.max_entries) +
                                             " files; unpack it, or raise --max-entries"};
    }
    const ListedFile file = level.listing.files[i];
    const std::optional<std::string> path = PathBelow(file.name);
    Member member;
    member.inside = above.inside + kInside + level.keys[i];
    member.shown = above.shown + "#" + path.value_or(Printable(file.name));
    member.error = file.refused;
    if (!path) {
      member.error = Error{ErrorType::kUnreadable,
                           "the file's name leads out of the archive; unpack it with care and give "
                           "the file itself"};
    } else if (IsHidden(*path)) {
      member.error = Error{ErrorType::kUnsupportedType, "hidden file"};
    }
    member.skipped = member.error && member.error->type == ErrorType::kUnsupportedType;
    if (!member.error && file.kind != acquire::ContainerKind::kNone) {
      const Result<bool> listed = ListInner(level, i, member, depth, contents);
      if (!listed) return listed.error();
      if (*listed) continue;
    } else {
      contents.members.push_back(std::move(member));
    }
  }
  return Done{};
}

Result<bool> Unpacker::ListInner(Level& level, size_t index, const Member& member, int depth,
                                 Contents& contents) {
  const bool pdf = level.listing.files[index].kind == acquire::ContainerKind::kPdf;
  const auto add = [&](const std::optional<Error>& error) {
    contents.members.push_back(member);
    contents.members.back().error = error;
    return true;
  };
  Result<FileDescriptor> file = TakeOut(level, index);
  if (!file) {
    const ErrorType type = file.error().type;
    if (type == ErrorType::kInterrupted || type == ErrorType::kOutputFailed) return file.error();
    return add(file.error());
  }
  if (pdf) add(std::nullopt);
  if (pdf && !MayHoldFiles(file->get())) return true;
  Level inner;
  inner.file = std::move(*file);
  const Status opened = OpenLevel(inner);
  if (!opened && opened.error().type == ErrorType::kInterrupted) return opened.error();
  // What is wrong with a PDF is said where its pages are read.
  if (pdf && (!opened || !inner.listing.container || depth >= limits_.max_depth)) return true;
  if (!opened) return add(opened.error());
  if (!inner.listing.container) return add(std::nullopt);
  if (depth >= limits_.max_depth) {
    return add(Error{ErrorType::kTooLarge, "archives stand in each other deeper than --max-depth " +
                                               std::to_string(limits_.max_depth) +
                                               " allows; unpack it, or raise that"});
  }
  const Status listed = ListLevel(inner, member, depth + 1, contents);
  if (!listed) return listed.error();
  if (inner.listing.damage) add(inner.listing.damage);
  return true;
}

Result<Contents> Unpacker::List(int fd) {
  Contents contents;
  Level outer;
  outer.file.Reset(dup(fd));
  if (!outer.file.valid()) return Error{ErrorType::kInternal, "no file descriptor is left"};
  if (const Status opened = OpenLevel(outer); !opened) return opened.error();
  contents.container = outer.listing.container;
  contents.damage = outer.listing.damage;
  if (!contents.container) return contents;
  const Status listed = ListLevel(outer, {}, 1, contents);
  if (!listed) return listed.error();
  return contents;
}

Result<FileDescriptor> Unpacker::Extract(const std::string& place,
                                         const std::function<Result<FileDescriptor>()>& open) {
  const std::vector<std::string> names = InnerNames(place);
  std::string at = OuterFile(place);
  for (size_t depth = 0; depth < names.size(); ++depth) {
    if (depth >= open_.size() || open_[depth]->place != at) {
      open_.resize(std::min(open_.size(), depth));
      auto level = std::make_unique<Level>();
      level->place = at;
      Result<FileDescriptor> file =
          depth == 0 ? open() : TakeOut(*open_.back(), open_.back()->index.at(names[depth - 1]));
      if (!file) return file.error();
      level->file = std::move(*file);
      if (const Status opened = OpenLevel(*level); !opened) return opened.error();
      open_.push_back(std::move(level));
    }
    if (!open_[depth]->index.contains(names[depth])) {
      open_.clear();
      return Error{ErrorType::kUnreadable,
                   "the file changed while it was read; start the command again"};
    }
    at += kInside + names[depth];
  }
  if (open_.empty()) return Error{ErrorType::kInternal, "no file within a file"};
  open_.resize(names.size());
  return TakeOut(*open_.back(), open_.back()->index.at(names.back()));
}

}  // namespace planrec::batch
