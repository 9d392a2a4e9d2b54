// SPDX-License-Identifier: GPL-3.0-or-later
//
// What those who read archives share: a reader of libarchive that closes itself. For this room's
// own sources only.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>
#include <string_view>

namespace planrec::acquire {

struct CloseArchive {
  void operator()(struct archive* opened) const { archive_read_free(opened); }
};
using Opened = std::unique_ptr<struct archive, CloseArchive>;

/// Knows the formats that hold single packed files: ZIP, 7z, RAR. Null where memory does not do.
inline Opened NewReader() {
  Opened opened(archive_read_new());
  if (!opened) return opened;
  archive_read_support_format_zip_seekable(opened.get());
  archive_read_support_format_zip_streamable(opened.get());
  archive_read_support_format_7zip(opened.get());
  archive_read_support_format_rar(opened.get());
  archive_read_support_format_rar5(opened.get());
  return opened;
}

/// `opened` is null behind it where the bytes are no archive that it knows.
inline void Begin(Opened& opened, std::string_view bytes) {
  if (archive_read_open_memory(opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    opened.reset();
}

inline std::string NameOf(archive_entry* entry) {
  // The plain bytes where the archive has them; libarchive converts nothing in the C locale.
  if (const char* name = archive_entry_pathname_utf8(entry)) return name;
  const char* name = archive_entry_pathname(entry);
  return name != nullptr ? name : "";
}

}  // namespace planrec::acquire
