// SPDX-License-Identifier: GPL-3.0-or-later
//
// Archives for tests: names and bytes in, ZIP, 7z or tar out.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <string>
#include <utility>
#include <vector>

namespace planrec::batch {

struct ArchiveKind {
  const char* ending;
  int format;
  const char* options = nullptr;
  const char* password = nullptr;
  int filter = ARCHIVE_FILTER_NONE;
};

inline std::string MakeArchive(const ArchiveKind& kind,
                               const std::vector<std::pair<std::string, std::string>>& files) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // by which names become UTF-16 in 7z
  size_t room = 1 << 20, used = 0;
  for (const auto& [name, bytes] : files) room += bytes.size() + 4 * name.size() + 4096;
  std::string out(room, '\0');
  struct archive* archive = archive_write_new();
  archive_write_set_format(archive, kind.format);
  archive_write_add_filter(archive, kind.filter);
  archive_write_set_bytes_in_last_block(archive, 1);
  if (kind.options != nullptr) archive_write_set_options(archive, kind.options);
  if (kind.password != nullptr) archive_write_set_passphrase(archive, kind.password);
  archive_write_open_memory(archive, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(archive, entry);
    archive_write_data(archive, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(archive);
  archive_write_free(archive);
  out.resize(used);
  return out;
}

inline constexpr ArchiveKind kZip = {"zip", ARCHIVE_FORMAT_ZIP};

}  // namespace planrec::batch
