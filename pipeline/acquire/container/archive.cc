// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/container/archive.h"

#include <memory>
#include <utility>

#include "pipeline/acquire/container/libarchive_reader.h"

namespace planrec::acquire {
namespace {

/// The formats that archivists meet; no filters: what is packed twice is no archive of documents.
Opened Open(std::string_view bytes) {
  Opened opened = NewReader();
  if (opened) Begin(opened, bytes);
  return opened;
}

/// Goes to the next file; null at the end and where the archive is damaged.
archive_entry* NextFile(struct archive* opened) {
  archive_entry* entry = nullptr;
  for (;;) {
    const int code = archive_read_next_header(opened, &entry);
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return nullptr;
    if (archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr) {
      return entry;
    }
  }
}

}  // namespace

std::vector<ArchiveEntry> ListArchive(std::string_view bytes, size_t most) {
  std::vector<ArchiveEntry> entries;
  const Opened opened = Open(bytes);
  while (opened && entries.size() < most) {
    archive_entry* entry = NextFile(opened.get());
    if (entry == nullptr) break;
    const bool sized = archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) > 0;
    entries.push_back({NameOf(entry),
                       sized ? static_cast<uint64_t>(archive_entry_size(entry)) : uint64_t{0},
                       archive_entry_is_encrypted(entry) != 0});
  }
  return entries;
}

std::optional<std::string> ReadEntry(std::string_view bytes, std::string_view name,
                                     size_t most_bytes) {
  const Opened opened = Open(bytes);
  if (!opened) return std::nullopt;
  while (archive_entry* entry = NextFile(opened.get())) {
    if (NameOf(entry) != name) continue;
    std::string out(most_bytes, '\0');
    size_t filled = 0;
    while (filled < most_bytes) {
      const la_ssize_t got =
          archive_read_data(opened.get(), out.data() + filled, most_bytes - filled);
      if (got < 0) return std::nullopt;
      if (got == 0) break;
      filled += static_cast<size_t>(got);
    }
    out.resize(filled);
    return out;
  }
  return std::nullopt;
}

}  // namespace planrec::acquire
