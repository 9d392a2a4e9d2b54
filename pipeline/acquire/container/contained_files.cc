// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/container/contained_files.h"

#include <locale.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "pipeline/acquire/container/libarchive_reader.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kArchives[] = {"PK\x03\x04"sv, "PK\x05\x06"sv, "7z\xBC\xAF\x27\x1C"sv,
                                          "Rar!\x1A\x07"sv};
/// Of one file, which may be a tar.
constexpr std::string_view kPacked[] = {"\x1F\x8B"sv, "BZh"sv,
                                        "\xFD"
                                        "7zXZ\0"sv,
                                        "\x28\xB5\x2F\xFD"sv};
constexpr size_t kTarSign = 257;  // POSIX.1-1988, 10.1.1

bool StartsAsOneOf(std::span<const std::string_view> starts, std::string_view bytes) {
  return std::ranges::any_of(starts,
                             [&](std::string_view start) { return bytes.starts_with(start); });
}

/// Folders of documents as people send them; tar also packed. A single packed file is no archive.
Opened Open(std::string_view bytes, const std::vector<std::string>& passwords) {
  Opened opened = NewReader();
  if (!opened) return opened;
  archive_read_support_format_tar(opened.get());
  archive_read_support_filter_gzip(opened.get());
  archive_read_support_filter_bzip2(opened.get());
  archive_read_support_filter_xz(opened.get());
  archive_read_support_filter_zstd(opened.get());
  for (const std::string& password : passwords)
    if (!password.empty()) archive_read_add_passphrase(opened.get(), password.c_str());
  Begin(opened, bytes);
  return opened;
}

Error Locked(const char* what) {
  return {ErrorType::kEncrypted, std::string("the ") + what +
                                     " is locked by a password; give it by --password-file, or "
                                     "unpack it with its owner's program"};
}

Error Damaged(struct archive* opened, const char* what) {
  const char* said = archive_error_string(opened);
  std::string why = said != nullptr ? said : "";
  // It may name files, whose names are any bytes.
  std::replace_if(
      why.begin(), why.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  // Libarchive tells this by words only.
  for (const char* word : {"ncrypt", "assphrase", "assword"})
    if (why.find(word) != std::string::npos) return Locked(what);
  return {ErrorType::kCorrupt, std::string("the ") + what + " is damaged" +
                                   (why.empty() ? "" : " (" + why + ")") +
                                   "; get an undamaged copy"};
}

/// Libarchive tells names that are UTF-16 (7z, RAR) in the code of the thread's locale. This one is
/// a part of the C library: no file is opened for it.
class InUtf8 {
 public:
  InUtf8() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) before_ = uselocale(utf8_);
  }
  ~InUtf8() {
    if (utf8_ == nullptr) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  InUtf8(const InUtf8&) = delete;
  InUtf8& operator=(const InUtf8&) = delete;

 private:
  locale_t utf8_, before_ = nullptr;
};

class Archive : public ContainedFiles {
 public:
  Archive(std::string_view bytes, const UnpackLimits& limits, std::vector<std::string> passwords)
      : bytes_(bytes), limits_(limits), passwords_(std::move(passwords)) {}

  const std::vector<ContainedFile>& list() const override { return list_; }
  const std::optional<Error>& damage() const override { return damage_; }

  /// False where no format fits the bytes.
  bool fits() const { return opened_ != nullptr; }

  /// Reads all names and first bytes.
  Status List() {
    const InUtf8 locale;
    Rewind();
    while (archive_entry* entry = Next()) {
      if (static_cast<int>(list_.size()) >= limits_.max_entries) {
        return Error{ErrorType::kTooLarge, "the archive has more than " +
                                               std::to_string(limits_.max_entries) +
                                               " files; unpack it, or raise --max-entries"};
      }
      ContainedFile& file = list_.emplace_back();
      file.name = NameOf(entry);
      if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
        file.refused = Error{ErrorType::kUnsupportedType, "a link or device in an archive"};
        continue;
      }
      file.head.resize(kHeadBytes);
      const la_ssize_t got = archive_read_data(opened_.get(), file.head.data(), kHeadBytes);
      if (got < 0) file.refused = Damaged(opened_.get(), "file in the archive");
      file.head.resize(static_cast<size_t>(std::max<la_ssize_t>(got, 0)));
    }
    if (list_.empty() && damage_) return *damage_;
    if (list_.empty())
      return Error{ErrorType::kEmpty, "the archive holds no files; get it again from its source"};
    return Done{};
  }

  Status Read(size_t index, const std::function<Status(std::string_view)>& sink) override {
    if (index >= list_.size()) return Error{ErrorType::kInternal, "no such file"};
    if (list_[index].refused) return *list_[index].refused;
    const InUtf8 locale;
    if (next_ > index || !opened_) Rewind();
    archive_entry* entry = nullptr;
    while (next_ <= index) {
      if ((entry = Next()) == nullptr)
        return damage_ ? *damage_ : Error{ErrorType::kCorrupt, "the archive ends before the file"};
    }
    std::array<char, size_t{256} << 10> piece;
    for (;;) {
      const la_ssize_t got = archive_read_data(opened_.get(), piece.data(), piece.size());
      if (got < 0) return Damaged(opened_.get(), "file in the archive");
      if (got == 0) return Done{};
      const Status taken = sink({piece.data(), static_cast<size_t>(got)});
      if (!taken) return taken;
    }
  }

 private:
  void Rewind() {
    opened_ = Open(bytes_, passwords_);
    next_ = 0;
    if (!opened_) {
      damage_ = Error{ErrorType::kCorrupt, "the archive is damaged; get an undamaged copy"};
    }
  }

  /// Goes to the next file, folders left out; null at the end and where the archive is damaged.
  archive_entry* Next() {
    archive_entry* entry = nullptr;
    while (opened_) {
      const int code = archive_read_next_header(opened_.get(), &entry);
      if (code == ARCHIVE_EOF) return nullptr;
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
        damage_ = Damaged(opened_.get(), "archive");
        return nullptr;
      }
      if (archive_entry_filetype(entry) == AE_IFDIR) continue;
      ++next_;
      return entry;
    }
    return nullptr;
  }

  const std::string_view bytes_;
  const UnpackLimits limits_;
  const std::vector<std::string> passwords_;
  Opened opened_;
  size_t next_ = 0;  ///< of the list: the file behind the one that is at hand
  std::vector<ContainedFile> list_;
  std::optional<Error> damage_;
};

}  // namespace

bool MayBeArchive(std::string_view head) {
  if (head.size() > kTarSign && head.substr(kTarSign, 5) == "ustar") return true;
  return StartsAsOneOf(kArchives, head) || StartsAsOneOf(kPacked, head);
}

Result<std::unique_ptr<ContainedFiles>> OpenArchive(std::string_view bytes,
                                                    const UnpackLimits& limits,
                                                    const std::vector<std::string>& passwords) {
  auto archive = std::make_unique<Archive>(bytes, limits, passwords);
  const Status listed = archive->List();
  // Packed, and no tar: one file, or a text that begins so.
  if (!archive->fits() && StartsAsOneOf(kPacked, bytes)) return std::unique_ptr<ContainedFiles>();
  if (!listed) return listed.error();
  return std::unique_ptr<ContainedFiles>(std::move(archive));
}

}  // namespace planrec::acquire
