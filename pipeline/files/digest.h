// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 (FIPS 180-4) through nettle. Pure functions; thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec {

/// Lower-case hex digest of bytes in memory.
std::string Sha256(std::string_view bytes);

struct FileDigest {
  std::string sha256;
  uint64_t bytes = 0;
};

/// Reads an open descriptor from its start to its end in pieces; memory stays flat. kUnreadable
/// where reading fails or more than `most_bytes` come, kInterrupted once `stopped`, where given,
/// says so.
Result<FileDigest> DigestFile(int fd, uint64_t most_bytes = UINT64_MAX,
                              const std::function<bool()>& stopped = {});

}  // namespace planrec
