// SPDX-License-Identifier: GPL-3.0-or-later
//
// TIFF files in memory for libtiff: read from bytes, written to bytes. libtiff's messages go to
// standard error. A file belongs to one thread.
#pragma once

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace planrec::acquire {

struct TiffInput {
  std::string_view bytes;
  uint64_t at = 0;
};

struct TiffOutput {
  std::string bytes;
  uint64_t at = 0;
};

struct TiffCloser {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffFile = std::unique_ptr<TIFF, TiffCloser>;

/// A directory of a file (0 = the first), for reading; null where it can't be. `input` outlives it.
TiffFile OpenTiff(TiffInput& input, int directory);

/// An empty file for writing. `output` outlives it.
TiffFile NewTiff(TiffOutput& output);

}  // namespace planrec::acquire
