// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/discover.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "pipeline/batch/joined_folder.h"
#include "pipeline/batch/journal.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/core/cut_text.h"
#include "pipeline/core/utf8.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/file_descriptor.h"
#include "pipeline/files/folder_names.h"

namespace planrec::batch {
namespace {

constexpr size_t kLongestName = 255;   // of Linux file systems, in bytes
constexpr size_t kLongestSuffix = 18;  // "#1000000.plan.json"
constexpr size_t kDigestShown = 12, kDigestSize = 64;
constexpr char kSign = '~';  // of names that are not as they were

constexpr const char* kLedgerName = "ledger.sqlite";
constexpr const char* kRecordsName = "records";
constexpr const char* kCorrectionsName = "corrections";
constexpr const char* kEditedName = "edited";
constexpr const char* kCopiesName = "pdf";
constexpr const char* kExportsName = "exports";
constexpr const char* kShardsName = "shards";
constexpr const char* kConvertedFolder = "converted";

std::string LastPart(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const size_t slash = path.rfind('/');
  return slash == std::string::npos || path == "/" ? path : path.substr(slash + 1);
}

Error SystemError(int code) {
  if (code == EMFILE || code == ENFILE) {
    return {ErrorType::kInternal,
            std::string(std::strerror(code)) + "; use fewer --jobs, or allow more (ulimit -n)"};
  }
  const ErrorType type = code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable;
  const char* advice = code == ENOENT   ? "check the path"
                       : code == EACCES ? "give yourself the right to read it"
                                        : "check the path and the disk it is on";
  return {type, std::string(std::strerror(code)) + "; " + advice};
}

class Walk {
 public:
  Walk(const DiscoverOptions& options, const std::function<bool(const Found&)>& found)
      : found_(found), follow_links_(options.follow_links), join_images_(options.join_images) {
    struct stat info;
    if (!options.output.empty() && stat(options.output.c_str(), &info) == 0) {
      output_ = {info.st_dev, info.st_ino};
    }
    if (options.log_fd >= 0 && fstat(options.log_fd, &info) == 0) log_ = {info.st_dev, info.st_ino};
  }

  bool Input(const std::string& given, bool from_list) {
    struct stat info;
    if (stat(given.c_str(), &info) != 0) {
      Found missing{given, Printable(DirectPath(given, from_list)), "", false, SystemError(errno)};
      return found_(missing);
    }
    if (S_ISDIR(info.st_mode)) {
      root_ = Printable(RootName(given));
      root_size_ = given.size();
      FileDescriptor folder(open(given.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      const int code = errno;
      if (!folder.valid()) return found_({given, root_, "", false, SystemError(code)});
      return Folder(std::move(folder), given, "", Kind::kPlain);
    }
    root_.clear();
    root_size_ = given.size();
    return Entry(given, DirectPath(given, from_list), info);
  }

  bool List(std::istream& list) {
    const std::string all{std::istreambuf_iterator<char>(list), {}};
    const char end = all.find('\0') != std::string::npos ? '\0' : '\n';
    for (size_t at = 0; at < all.size();) {
      const size_t stop = std::min(all.find(end, at), all.size());
      std::string path = all.substr(at, stop - at);
      at = stop + 1;
      if (end == '\n' && !path.empty() && path.back() == '\r') path.pop_back();
      if (!path.empty() && !Input(path, true)) return false;
    }
    return true;
  }

 private:
  /// What a folder is to planrec: its own outputs are no inputs.
  enum class Kind { kPlain, kOutput, kRecords, kPersons, kCopies, kShards };

  /// "." and ".." say nothing: their real names do.
  static std::string RootName(const std::string& given) {
    const std::string last = LastPart(given);
    if (last != "." && last != "..") return last;
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(given.c_str(), nullptr),
                                                           &std::free);
    return real ? LastPart(real.get()) : last;
  }

  /// A folder as its last name says, without slashes behind it: "." is what it stands for.
  static std::string FolderName(std::string given) {
    while (given.size() > 1 && given.back() == '/') given.pop_back();
    const std::string last = LastPart(given);
    if (last != "." && last != "..") return given;
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(given.c_str(), nullptr),
                                                           &std::free);
    return real ? real.get() : given;
  }

  static std::string DirectPath(const std::string& given, bool from_list) {
    if (!from_list || given.front() == '/') return LastPart(given);
    std::string path;
    for (size_t at = 0; at <= given.size();) {
      const size_t stop = std::min(given.find('/', at), given.size());
      const std::string part = given.substr(at, stop - at);
      at = stop + 1;
      if (part == "..") return LastPart(given);
      if (part.empty() || part == ".") continue;
      if (!path.empty()) path += '/';
      path += part;
    }
    return path.empty() ? LastPart(given) : path;
  }

  bool Skip(const std::string& file, const std::string& path, const std::string& why) {
    return found_({file, Printable(path), root_, true, Error{ErrorType::kUnsupportedType, why}});
  }

  bool Entry(const std::string& file, const std::string& path, const struct stat& info) {
    if (!S_ISREG(info.st_mode)) return Skip(file, path, "neither a file nor a folder");
    if (log_ == Identity{info.st_dev, info.st_ino}) return Skip(file, path, "the log of this run");
    const FoundFile walked{root_size_, info.st_dev, info.st_ino};
    return found_({file, Printable(path), root_, false, std::nullopt, walked});
  }

  bool Folder(FileDescriptor folder, const std::string& file, const std::string& path, Kind kind) {
    struct stat info;
    if (follow_links_ && fstat(folder.get(), &info) == 0) {
      const Identity own{info.st_dev, info.st_ino};
      if (std::find(way_down_.begin(), way_down_.end(), own) != way_down_.end()) {
        return Skip(file, path, "symbolic link back to a folder that it is in: a loop");
      }
      way_down_.push_back(own);
      const bool more = Contents(std::move(folder), file, path, kind);
      way_down_.pop_back();
      return more;
    }
    return Contents(std::move(folder), file, path, kind);
  }

  /// What a folder of that name is to planrec in a folder of that kind.
  static Kind KindBelow(Kind kind, const std::string& name) {
    if (kind != Kind::kOutput) return kind;
    for (const auto& [known, below] : {std::pair{kRecordsName, Kind::kRecords},
                                       {kCorrectionsName, Kind::kPersons},
                                       {kEditedName, Kind::kPersons},
                                       {kCopiesName, Kind::kCopies},
                                       {kShardsName, Kind::kShards}}) {
      if (name == known) return below;
    }
    return Kind::kPlain;
  }

  /// The output folder of this run, or of another one.
  bool IsOutput(int folder, const std::vector<std::string>& names) const {
    struct stat info;
    if (fstat(folder, &info) == 0 && output_ == Identity{info.st_dev, info.st_ino}) return true;
    if (std::binary_search(names.begin(), names.end(), kLedgerName) &&
        IsLedger(folder, kLedgerName))
      return true;
    // One that is not merged yet.
    return std::binary_search(names.begin(), names.end(), kShardsName) &&
           std::binary_search(names.begin(), names.end(), kRecordsName) && HasJournal(folder);
  }

  static bool HasJournal(int folder) {
    const FileDescriptor shards(openat(folder, kShardsName, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return shards.valid() && std::ranges::any_of(NamesIn(shards.get()).names, IsJournalName);
  }

  /// What planrec itself wrote into a folder of that kind: no input, and nothing to tell of.
  static bool IsOwn(int folder, Kind kind, const std::string& name,
                    const std::vector<std::string>& names) {
    switch (kind) {
      case Kind::kOutput:
        return IsOwnName(name) || name == kConvertedFolder;
      case Kind::kRecords:
        return IsOwnRecordName(name, names);
      case Kind::kCopies:
        return IsOwnCopy(folder, name);
      case Kind::kPersons:
        return name.ends_with(".json") || IsOwnName(name);
      case Kind::kShards:
        return IsJournalName(name) || IsOwnName(name);
      default:
        return false;
    }
  }

  /// The images of a folder as one input; false ends the walk.
  bool Joined(int folder, const std::string& file, const std::string& path) {
    struct stat info;
    if (fstat(folder, &info) != 0) return found_({file, path, root_, false, SystemError(errno)});
    const bool at_root = path.empty();
    const std::string place = at_root ? FolderName(file) : file;
    return found_({JoinedPlace(place),
                   at_root ? root_ : Printable(path),
                   at_root ? "" : root_,
                   false,
                   std::nullopt,
                   {at_root ? place.size() : root_size_, info.st_dev, info.st_ino}});
  }

  bool Contents(FileDescriptor folder, const std::string& file, const std::string& path,
                Kind kind) {
    const std::string shown = path.empty() ? root_ : Printable(path);
    const int fd = folder.get();
    const auto [names, failed] = NamesIn(fd);
    if (failed != 0 && !found_({file, shown, root_, false, SystemError(failed)})) return false;
    if (kind == Kind::kPlain && IsOutput(fd, names)) kind = Kind::kOutput;
    const bool join = join_images_ && kind == Kind::kPlain;
    const std::vector<std::string> images =
        join ? ImageNames(fd, names, follow_links_) : std::vector<std::string>();
    if (!images.empty() && !Joined(fd, file, path)) return false;
    const std::set<std::string_view> joined(images.begin(), images.end());
    for (const std::string& name : names) {
      if (IsOwn(fd, kind, name, names) || joined.contains(name)) continue;
      const std::string below = path.empty() ? name : path + "/" + name;
      std::string file_below = file;
      if (file_below.back() != '/') file_below += '/';
      file_below += name;
      if (kind == Kind::kOutput && name == kExportsName) {
        if (!Skip(file_below, below, "exports of planrec")) return false;
        continue;
      }
      if (!Child(fd, name, file_below, below, KindBelow(kind, name))) return false;
    }
    return true;
  }

  bool Child(int parent, const std::string& name, const std::string& file, const std::string& path,
             Kind kind) {
    struct stat info;
    if (fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
      return found_({file, Printable(path), root_, false, SystemError(errno)});
    }
    const bool is_folder = S_ISDIR(info.st_mode);
    if (is_folder && output_ == Identity{info.st_dev, info.st_ino}) return true;
    if (name.front() == '.') {
      return Skip(file, path, is_folder ? "hidden folder" : "hidden file");
    }
    if (S_ISLNK(info.st_mode)) {
      if (!follow_links_) {
        return Skip(file, path,
                    "symbolic link, not followed; give its target as an input, or --follow-links");
      }
      if (fstatat(parent, name.c_str(), &info, 0) != 0) {
        const int code = errno;
        if (code == ELOOP) return Skip(file, path, "symbolic link to itself");
        return found_({file, Printable(path), root_, false, SystemError(code)});
      }
    }
    if (!S_ISDIR(info.st_mode)) return Entry(file, path, info);
    if (output_ == Identity{info.st_dev, info.st_ino}) return true;
    const int follow = follow_links_ ? 0 : O_NOFOLLOW;
    FileDescriptor below(openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | follow | O_CLOEXEC));
    const int code = errno;
    if (!below.valid()) return found_({file, Printable(path), root_, false, SystemError(code)});
    return Folder(std::move(below), file, path, kind);
  }

  struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    friend bool operator==(const Identity&, const Identity&) = default;
  };

  const std::function<bool(const Found&)>& found_;
  const bool follow_links_, join_images_;
  std::vector<Identity> way_down_;  ///< the folders that are being walked
  Identity output_, log_;
  std::string root_;
  size_t root_size_ = 0;
};

}  // namespace

void Discover(const DiscoverOptions& options, const std::function<bool(const Found&)>& found) {
  Walk walk(options, found);
  for (const std::string& input : options.inputs) {
    if (input.empty()) {
      if (!found({"", "", "", false, Error{ErrorType::kNotFound, "an empty path was given"}})) {
        return;
      }
      continue;
    }
    const bool more = input == "-" && options.list != nullptr ? walk.List(*options.list)
                                                              : walk.Input(input, false);
    if (!more) return;
  }
}

Result<FileDescriptor> OpenFound(const std::string& file, const FoundFile& found, bool follow_links,
                                 Opens opens) {
  const int follow = follow_links ? 0 : O_NOFOLLOW;
  const bool folder = opens == Opens::kFolder;
  const size_t root_size = std::min(found.root_size, file.size());
  FileDescriptor at;
  int code = 0;
  // Not to hang on a pipe that was put in the file's place.
  const int last = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (folder ? O_DIRECTORY : 0);
  const auto step = [&](const std::string& name, int flags) {
    const int below = openat(at.valid() ? at.get() : AT_FDCWD, name.c_str(), flags);
    code = errno;
    at.Reset(below);
    return at.valid();
  };
  bool there =
      step(file.substr(0, root_size), root_size == file.size() ? last : O_PATH | O_CLOEXEC);
  for (size_t start = root_size; there && start < file.size();) {
    if (file[start] == '/') {
      ++start;
      continue;
    }
    const size_t stop = std::min(file.find('/', start), file.size());
    there = step(file.substr(start, stop - start),
                 (stop == file.size() ? last : O_PATH | O_DIRECTORY | O_CLOEXEC) | follow);
    start = stop;
  }
  const Error exchanged{ErrorType::kUnreadable,
                        "was exchanged since it was found; start the command again"};
  if (!there && (code == ELOOP || code == ENOTDIR)) return exchanged;
  if (!there) {
    const Error error = SystemError(code);
    return Error{error.type, "can't be opened: " + error.message};
  }
  struct stat info;
  if (fstat(at.get(), &info) != 0 || (!folder && !S_ISREG(info.st_mode))) {
    return Error{ErrorType::kUnreadable, "is no file any more; start the command again"};
  }
  // Below a folder without links every file is one that the walk would have found. Elsewhere only
  // the same one is.
  const bool same = info.st_dev == found.device && info.st_ino == found.inode;
  const bool inside = root_size < file.size() && !follow_links;
  if (!same && !inside) return exchanged;
  return at;
}

std::string Printable(const std::string& bytes) {
  if (IsValidUtf8(bytes)) return bytes;
  std::string out;
  for (size_t at = 0; at < bytes.size();) {
    const size_t start = at;
    if (DecodeUtf8(bytes, at) == 0xFFFD && at - start == 1) {
      const unsigned char byte = static_cast<unsigned char>(bytes[start]);
      out += "\\x";
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    } else {
      out.append(bytes, start, at - start);
    }
  }
  return out;
}

std::string WithDigest(const std::string& path, const std::string& sha256, int attempt) {
  const size_t slash = path.rfind('/');
  const size_t name = slash == std::string::npos ? 0 : slash + 1;
  const std::string number = attempt > 1 ? std::to_string(attempt) + "-" : "";
  return path.substr(0, name) + sha256.substr(0, kDigestShown) + "-" + number + path.substr(name);
}

namespace {

/// A folder of such a name could stand where a file is to be written.
bool EndsAsOutput(std::string_view name) {
  return name.ends_with(".json") ||
         std::any_of(std::begin(kTextForms), std::end(kTextForms),
                     [&](const TextFormKind& kind) { return name.ends_with(kind.ending); });
}

/// True for a name as a further document of another file has it: "a.pdf#2".
bool LooksLikePart(std::string_view name) {
  const size_t last = name.find_last_not_of("0123456789");
  return last != std::string_view::npos && last + 1 < name.size() && name[last] == '#';
}

/// True for names that mean another place, files that look like a part of another, and folders that
/// look like a record; and for each of them with our sign behind it, so that no two names become
/// one.
bool NeedsSign(std::string_view name, bool folder) {
  while (name.ends_with(kSign)) name.remove_suffix(1);
  return name.empty() || name == "." || name == ".." ||
         (folder ? EndsAsOutput(name) : LooksLikePart(name));
}

/// True for names that end as shortened ones do.
bool LooksShortened(std::string_view name) {
  if (name.size() < kDigestSize + 1) return false;
  const std::string_view end = name.substr(name.size() - kDigestSize - 1);
  return end.front() == kSign &&
         end.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
}

}  // namespace

std::string OutputStem(const std::string& path) {
  std::string out;
  for (size_t at = 0; at <= path.size();) {
    const size_t stop = std::min(path.find('/', at), path.size());
    std::string part = path.substr(at, stop - at);
    const bool last = stop == path.size();
    at = stop + 1;
    if (NeedsSign(part, !last)) part += kSign;
    const size_t room = kLongestName - (last ? kLongestSuffix : 0);
    if (part.size() > room || LooksShortened(part)) {
      // The whole digest: half of it could be made to fit another name's.
      const std::string digest = Sha256(part);
      part = CutBetweenLetters(part, room - kDigestSize - 1);
      part += kSign + digest;
    }
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

}  // namespace planrec::batch
