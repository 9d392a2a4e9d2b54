// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every limit in one place, each with the option of `planrec run` that changes it.
#pragma once

#include <cstdint>

namespace planrec {

/// Lines of one text source: what a place in the record can name.
inline constexpr int kMostTextLines = 1'000'000;

struct Limits {
  uint64_t max_bytes = uint64_t{4} << 30;  ///< --max-bytes: of one input file
  int max_pages = 5000;                    ///< --max-pages: of one document
  int64_t max_pixels =
      60'000'000;  ///< --max-pixels: of one page image; larger is reduced, not refused
  int64_t max_operations = 10'000'000;  ///< --max-operations: drawing operators of one page
  int64_t max_content_mib = 256;        ///< --max-content: a page's drawing instructions, unpacked
  int timeout_page_s = 120;             ///< --timeout-page: wall time of one page
  int timeout_document_s = 3600;        ///< --timeout-document: wall time of one document
  int64_t memory_limit_mib = 2048;      ///< --memory-limit: address space of one worker
  uint64_t max_text_bytes = 64u << 20;  ///< of one text source
};

}  // namespace planrec
