// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a file of unknown kind: packages, compound files and encodings told apart.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/text/text_encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(acquire::DetectMediaType(bytes, "fuzz"));
  static_cast<void>(acquire::NamesOldFont(bytes));
  static_cast<void>(acquire::DecodeTextBytes(bytes));
  return 0;
}
