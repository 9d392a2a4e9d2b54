// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/discover.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>

#include "pipeline/batch/digest.h"
#include "pipeline/batch/file_descriptor.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/core/utf8.h"

namespace planrec::batch {
namespace {

constexpr size_t kLongestName = 255;   // of Linux file systems, in bytes
constexpr size_t kLongestSuffix = 10;  // ".plan.json"
constexpr size_t kDigestShown = 12;

constexpr const char* kLedgerName = "ledger.sqlite";
constexpr const char* kRecordsName = "records";

std::string LastPart(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const size_t slash = path.rfind('/');
  return slash == std::string::npos || path == "/" ? path : path.substr(slash + 1);
}

Error SystemError(int code) {
  const ErrorType type = code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable;
  const char* advice = code == ENOENT   ? "check the path"
                       : code == EACCES ? "give yourself the right to read it"
                                        : "check the path and the disk it is on";
  return {type, std::string(std::strerror(code)) + "; " + advice};
}

struct CloseFolder {
  void operator()(DIR* stream) const { closedir(stream); }
};

class Walk {
 public:
  Walk(const DiscoverOptions& options, const std::function<bool(const Found&)>& found)
      : found_(found), follow_links_(options.follow_links) {
    struct stat info;
    if (!options.output.empty() && stat(options.output.c_str(), &info) == 0) {
      output_ = {info.st_dev, info.st_ino};
    }
  }

  bool Input(const std::string& given, bool from_list) {
    struct stat info;
    if (stat(given.c_str(), &info) != 0) {
      Found missing{given, Printable(DirectPath(given, from_list)), "", false, SystemError(errno)};
      return found_(missing);
    }
    if (S_ISDIR(info.st_mode)) {
      root_ = Printable(RootName(given));
      FileDescriptor folder(open(given.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      const int code = errno;
      if (!folder.valid()) return found_({given, root_, "", false, SystemError(code)});
      return Folder(std::move(folder), given, "", Kind::kPlain);
    }
    root_.clear();
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
  enum class Kind { kPlain, kOutput, kRecords };

  /// "." and ".." say nothing: their real names do.
  static std::string RootName(const std::string& given) {
    const std::string last = LastPart(given);
    if (last != "." && last != "..") return last;
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(given.c_str(), nullptr),
                                                           &std::free);
    return real ? LastPart(real.get()) : last;
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
    return found_({file, Printable(path), root_, false, std::nullopt});
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

  /// The output folder of this run, or of another one.
  bool IsOutput(int folder, const std::vector<std::string>& names) const {
    struct stat info;
    if (fstat(folder, &info) == 0 && output_ == Identity{info.st_dev, info.st_ino}) return true;
    return std::binary_search(names.begin(), names.end(), kLedgerName) &&
           IsLedger(folder, kLedgerName);
  }

  bool Contents(FileDescriptor folder, const std::string& file, const std::string& path,
                Kind kind) {
    DIR* stream = fdopendir(folder.get());
    const std::string shown = path.empty() ? root_ : Printable(path);
    if (stream == nullptr) return found_({file, shown, root_, false, SystemError(errno)});
    // The stream owns the descriptor from here on.
    const int fd = folder.Release();
    const std::unique_ptr<DIR, CloseFolder> closer(stream);
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = readdir(stream)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(name);
      errno = 0;
    }
    const int failed = errno;
    if (failed != 0 && !found_({file, shown, root_, false, SystemError(failed)})) {
      return false;
    }
    std::sort(names.begin(), names.end());
    if (kind == Kind::kPlain && IsOutput(fd, names)) kind = Kind::kOutput;
    for (const std::string& name : names) {
      if (kind == Kind::kOutput && IsOwnName(name)) continue;
      if (kind == Kind::kRecords && IsOwnRecordName(name, names)) continue;
      const std::string below = path.empty() ? name : path + "/" + name;
      std::string file_below = file;
      if (file_below.back() != '/') file_below += '/';
      file_below += name;
      const bool records =
          kind == Kind::kRecords || (kind == Kind::kOutput && name == kRecordsName);
      if (!Child(fd, name, file_below, below, records ? Kind::kRecords : Kind::kPlain)) {
        return false;
      }
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
  const bool follow_links_;
  std::vector<Identity> way_down_;  ///< the folders that are being walked
  Identity output_;
  std::string root_;
};

/// At most `size` bytes of valid UTF-8, cut between letters.
std::string Cut(const std::string& text, size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

bool EndsWith(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

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

std::string WithDigest(const std::string& path, const std::string& sha256) {
  const size_t slash = path.rfind('/');
  const size_t name = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(0, name) + sha256.substr(0, kDigestShown) + "-" + path.substr(name);
}

namespace {

/// A folder of such a name could stand where a file is to be written.
bool EndsAsOutput(const std::string& name) {
  return EndsWith(name, ".plan.json") ||
         std::any_of(std::begin(kTextForms), std::end(kTextForms),
                     [&](const TextFormKind& kind) { return EndsWith(name, kind.ending); });
}

}  // namespace

std::string OutputStem(const std::string& path) {
  std::string out;
  for (size_t at = 0; at <= path.size();) {
    const size_t stop = std::min(path.find('/', at), path.size());
    std::string part = path.substr(at, stop - at);
    const bool last = stop == path.size();
    at = stop + 1;
    if (!last && EndsAsOutput(part)) part += '~';
    const size_t room = kLongestName - (last ? kLongestSuffix : 0);
    if (part.size() > room) {
      std::string mark = Sha256(part).substr(0, kDigestShown);
      mark.insert(mark.begin(), '~');
      part = Cut(part, room - mark.size()) + mark;
    }
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

bool InShard(const std::string& path, int index, int count) {
  if (count <= 1) return true;
  const std::string digest = Sha256(path).substr(0, 15);
  const uint64_t number = std::strtoull(digest.c_str(), nullptr, 16);
  return number % static_cast<uint64_t>(count) == static_cast<uint64_t>(index - 1);
}

}  // namespace planrec::batch
