// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every limit in one place, and the table that the command line, the worker protocol, batch.json
// and the ledger go by. A limit that is added to the struct alone does not compile.
#pragma once

#include <cstdint>
#include <tuple>

#include "pipeline/core/fields.h"

namespace planrec {

/// Lines of one text source: what a place in the record can name.
inline constexpr int kMostTextLines = 1'000'000;

struct Limits {
  uint64_t max_bytes = uint64_t{4} << 30;  ///< of one input file
  int max_pages = 5000;
  int64_t max_pixels = 60'000'000;      ///< of one page image
  int64_t max_operations = 10'000'000;  ///< drawing operators of one page
  int64_t max_content_mib = 256;
  int timeout_page_s = 120;             ///< wall time
  int timeout_document_s = 3600;        ///< wall time
  int64_t memory_limit_mib = 2048;      ///< address space
  uint64_t max_text_bytes = 64u << 20;  ///< of one text source
};

/// What another value of a limit can change: nothing that was read (a file is refused as a whole),
/// the result, or, as another machine would, whether there is one.
enum class LimitChanges { kNothingRead, kResult, kMachine };

template <typename M>
struct Limit {
  const char* name;  ///< in batch.json and the ledger; as an option --max-bytes for max_bytes
  M Limits::*member;
  LimitChanges changes;
  const char* meaning = nullptr;  ///< for --help; null: there is no option
  int64_t least = 1, most = 0;    ///< of the option; 0: no upper end
};

template <>
inline constexpr auto kFields<Limits> = std::tuple(
    Limit<int>{"timeout_page", &Limits::timeout_page_s, LimitChanges::kMachine,
               "Seconds for one page", 1, 86'400},
    Limit<int>{"timeout_document", &Limits::timeout_document_s, LimitChanges::kMachine,
               "Seconds for one document", 1, 864'000},
    Limit<uint64_t>{"max_bytes", &Limits::max_bytes, LimitChanges::kNothingRead,
                    "Largest input file"},
    Limit<int>{"max_pages", &Limits::max_pages, LimitChanges::kResult, "Most pages of one document",
               1, 1'000'000},
    Limit<int64_t>{"max_pixels", &Limits::max_pixels, LimitChanges::kResult,
                   "Larger page images are reduced", 10'000, 4'000'000'000},
    Limit<int64_t>{"max_operations", &Limits::max_operations, LimitChanges::kResult,
                   "Most drawing operators of one PDF page"},
    Limit<int64_t>{"max_content", &Limits::max_content_mib, LimitChanges::kResult,
                   "Most drawing instructions of one PDF page, unpacked, in MiB", 1, 65'536},
    Limit<int64_t>{"memory_limit", &Limits::memory_limit_mib, LimitChanges::kMachine,
                   "Memory of one worker, in MiB", 128, int64_t{1} << 20},
    Limit<uint64_t>{"max_text", &Limits::max_text_bytes, LimitChanges::kResult});

}  // namespace planrec
