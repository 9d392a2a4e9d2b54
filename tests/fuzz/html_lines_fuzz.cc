// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a saved web page: its lines are valid UTF-8, and no more than the page has.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pipeline/acquire/text/html_lines.h"
#include "pipeline/core/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(acquire::LooksLikeHtml(bytes));
  if (!IsValidUtf8(bytes)) return 0;
  const auto lines = acquire::ReadHtml(bytes);
  if (!lines) return 0;
  for (const acquire::HtmlLine& line : *lines)
    if (!IsValidUtf8(line.text)) std::abort();
  return 0;
}
