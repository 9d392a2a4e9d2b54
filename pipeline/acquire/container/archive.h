// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an archive holds, by libarchive (ZIP, 7z, RAR), in memory: names and sizes, and single
// entries unpacked up to a limit.
//
//   const std::vector<ArchiveEntry> entries = ListArchive(bytes, 1000);
//   std::optional<std::string> text = ReadEntry(bytes, "mimetype", 100);
//
// Pure functions of the bytes; thread safe. A damaged archive gives what stands before the damage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::acquire {

struct ArchiveEntry {
  std::string name;    ///< bytes as they stand in the archive, '/' between folders
  uint64_t bytes = 0;  ///< as the archive says; 0 where it does not
  bool encrypted = false;
};

/// The files of an archive in its order, folders and links left out; `most` at most.
std::vector<ArchiveEntry> ListArchive(std::string_view bytes, size_t most);

/// The first `most_bytes` of an entry; nullopt where there is none of that name or it can't be
/// unpacked.
std::optional<std::string> ReadEntry(std::string_view bytes, std::string_view name,
                                     size_t most_bytes);

}  // namespace planrec::acquire
