// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/bagit.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/core/utf8.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/export/writer.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/file_descriptor.h"
#include "pipeline/files/folder_names.h"

namespace planrec::exports {
namespace {

namespace fs = std::filesystem;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// Where the originals are, as the ledger of the output folder has it.
class Originals {
 public:
  explicit Originals(const std::string& output) {
    sqlite3* database = nullptr;
    const std::string ledger = output + "/ledger.sqlite";
    if (sqlite3_open_v2(ledger.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK)
      database_.reset(database);
    else
      sqlite3_close(database);
  }

  /// Empty where it is not known.
  std::string Find(const std::string& sha256) const {
    sqlite3_stmt* find = nullptr;
    if (!database_ ||
        sqlite3_prepare_v2(database_.get(), "SELECT source FROM results WHERE sha256 = ? LIMIT 1",
                           -1, &find, nullptr) != SQLITE_OK)
      return "";
    sqlite3_bind_text(find, 1, sha256.data(), static_cast<int>(sha256.size()), SQLITE_STATIC);
    std::string source;
    if (sqlite3_step(find) == SQLITE_ROW) {
      const void* bytes = sqlite3_column_blob(find, 0);
      source.assign(static_cast<const char*>(bytes),
                    static_cast<size_t>(sqlite3_column_bytes(find, 0)));
    }
    sqlite3_finalize(find);
    return source;
  }

 private:
  std::unique_ptr<sqlite3, CloseDatabase> database_;
};

/// Names in manifests: CR, LF and % are written with a % (RFC 8493, 2.1.3).
std::string ManifestName(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\n') {
      out += "%0A";
    } else if (c == '\r') {
      out += "%0D";
    } else {
      out += c;
    }
  }
  return out;
}

class Bag {
 public:
  Bag(std::string output, std::string folder)
      : output_(std::move(output)), folder_(std::move(folder)), originals_(output_) {}

  Status Begin() {
    Status status = MakeFolders(folder_ + "/data");
    if (status) status = manifest_.Open(folder_ + "/manifest-sha256.txt");
    if (!status) return status;
    Result<Writers> inventory = MakeCsv(folder_ + "/data/inventory.csv", {&Inventory()}, true);
    if (!inventory) return inventory.error();
    inventory_ = std::move(*inventory);
    return Done{};
  }

  Status Take(const Source& source, std::vector<std::string>& left_out) {
    Status status = inventory_->Take(source, "");
    if (status) status = Copy(output_ + "/" + source.file, source.file);
    const Result<std::string> corrections = corrections::CorrectionsPath(source.file);
    if (status && corrections && fs::exists(output_ + "/" + *corrections))
      status = Copy(output_ + "/" + *corrections, *corrections);
    if (!status) return status;
    const std::string name = "originals/" + source.file.substr(std::string("records/").size());
    return CopyOriginal(source, name.substr(0, name.size() - std::string(".plan.json").size()),
                        left_out);
  }

  Status End(int64_t records) {
    Status status = inventory_->End();
    if (status) status = Note("data/inventory.csv");
    if (status) status = manifest_.Commit();
    if (!status) return status;
    const std::string bagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    char today[16];
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::strftime(today, sizeof today, "%Y-%m-%d", &local);
    const std::string info =
        "Bag-Software-Agent: planrec " PLANREC_VERSION "\nBagging-Date: " + std::string(today) +
        "\nPayload-Oxum: " + std::to_string(bytes_) + "." + std::to_string(files_) +
        "\nInternal-Sender-Description: " + std::to_string(records) + " plan records\n";
    status = WriteAtomically(folder_ + "/bagit.txt", bagit);
    if (status) status = WriteAtomically(folder_ + "/bag-info.txt", info);
    if (!status) return status;
    std::string tags;
    for (const char* name : {"bag-info.txt", "bagit.txt", "manifest-sha256.txt"})
      tags += DigestOf(folder_ + "/" + name) + "  " + name + "\n";
    return WriteAtomically(folder_ + "/tagmanifest-sha256.txt", tags);
  }

 private:
  static std::string DigestOf(const std::string& path) {
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat info;
    if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
    const Result<FileDigest> digest = DigestFile(file.get());
    return digest ? digest->sha256 : "";
  }

  /// Under data/name; what can't be had unchanged is named in `left_out`.
  Status CopyOriginal(const Source& document, const std::string& name,
                      std::vector<std::string>& left_out) {
    const SourceFile& source = document.record.source;
    const std::string place = originals_.Find(source.sha256);
    // The name in an archive stands behind a NUL, which no path has.
    const std::string original = place.substr(0, place.find('\0'));
    const bool joined = !source.files.empty();
    const bool inside = !joined && place != original;
    const auto images = joined ? NamesOf(source.files, original) : std::nullopt;
    const bool whole = joined ? images.has_value()
                              : !inside && !original.empty() && DigestOf(original) == source.sha256;
    if (!whole) {
      left_out.push_back(source.path +
                         (inside ? ": its original stands in another file; put that beside the bag"
                                 : ": its original is gone or was changed"));
      return Done{};
    }
    // Second documents of one file share it.
    if (document.document_id != source.sha256) return Done{};
    if (!joined) return Copy(original, name);
    Status status = Done{};
    for (size_t i = 0; i < images->size(); ++i) {
      if (status) status = Copy(original + "/" + (*images)[i], name + "/" + source.files[i].path);
    }
    return status;
  }

  /// The names in the folder of the images that were joined; nullopt where one is not there any
  /// more as it was read. Told by content: the record has their printable names.
  static std::optional<std::vector<std::string>> NamesOf(const std::vector<JoinedFile>& files,
                                                         const std::string& folder) {
    const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.valid()) return std::nullopt;
    std::vector<std::string> names;
    std::map<std::string, std::string> others;  // by digest, read where one is missed
    for (const JoinedFile& file : files) {
      if (file.path.find('/') != std::string::npos) return std::nullopt;
      if (DigestOf(folder + "/" + file.path) == file.sha256) {
        names.push_back(file.path);
        continue;
      }
      if (others.empty()) others = UnprintableIn(opened.get(), folder);
      const auto found = others.find(file.sha256);
      if (found == others.end()) return std::nullopt;
      names.push_back(found->second);
    }
    return names;
  }

  /// Files whose names are no UTF-8, by their digests.
  static std::map<std::string, std::string> UnprintableIn(int opened, const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const std::string& name : NamesIn(opened).names)
      if (!IsValidUtf8(name)) files.emplace(DigestOf(folder + "/" + name), name);
    return files;
  }

  /// Into data/, with its line in the manifest.
  Status Copy(const std::string& from, const std::string& name) {
    const std::string path = "data/" + name, to = folder_ + "/" + path;
    const FileDescriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.valid()) return WriteError("read", from, errno);
    AtomicFile out;
    Status status = out.Open(to);
    std::string piece(size_t{1} << 20, '\0');
    while (status) {
      const ssize_t n = read(in.get(), piece.data(), piece.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return WriteError("read", from, errno);
      if (n == 0) break;
      status = out.Append(std::string_view(piece.data(), static_cast<size_t>(n)));
    }
    if (status) status = out.Commit();
    return status ? Note(path) : status;
  }

  Status Note(const std::string& path) {
    std::error_code ignored;
    bytes_ += fs::file_size(folder_ + "/" + path, ignored);
    ++files_;
    return manifest_.Append(DigestOf(folder_ + "/" + path) + "  " + ManifestName(path) + "\n");
  }

  const std::string output_, folder_;
  const Originals originals_;
  AtomicFile manifest_;
  Writers inventory_;
  uint64_t bytes_ = 0, files_ = 0;
};

}  // namespace

Result<Collected> WriteBag(const std::string& output, const std::string& folder) {
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored)) {
    return Error{ErrorType::kOutputFailed,
                 folder + " is there already: a package is not overwritten; choose another (-o)"};
  }
  Bag bag(output, folder);
  std::vector<std::string> left_out;
  Status status = bag.Begin();
  if (!status) return status.error();
  Result<Collected> collected = ForEachRecord(
      output, false,
      [&](const Source& source, const std::string&) { return bag.Take(source, left_out); });
  if (!collected) return collected;
  status = bag.End(collected->records);
  if (!status) return status.error();
  collected->left_out.insert(collected->left_out.end(), left_out.begin(), left_out.end());
  return collected;
}

}  // namespace planrec::exports
