// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/digest.h"

#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace planrec {
namespace {

std::string Hex(sha256_ctx& context) {
  std::array<uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    hex.push_back("0123456789abcdef"[byte >> 4]);
    hex.push_back("0123456789abcdef"[byte & 15]);
  }
  return hex;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
  return Hex(context);
}

Result<FileDigest> DigestFile(int fd, uint64_t most_bytes, const std::function<bool()>& stopped) {
  sha256_ctx context;
  sha256_init(&context);
  FileDigest digest;
  std::vector<uint8_t> piece(size_t{256} << 10);
  for (;;) {
    const ssize_t n = pread(fd, piece.data(), piece.size(), static_cast<off_t>(digest.bytes));
    if (n < 0) {
      if (errno == EINTR) continue;
      return Error{ErrorType::kUnreadable, std::string("can't be read: ") + std::strerror(errno) +
                                               "; check the file and the disk it is on"};
    }
    if (n == 0) break;
    if (static_cast<uint64_t>(n) > most_bytes - digest.bytes) {
      return Error{ErrorType::kUnreadable,
                   "the file grows while it is read; start the command again"};
    }
    if (stopped && stopped()) return Error{ErrorType::kInterrupted, "stopped"};
    sha256_update(&context, static_cast<size_t>(n), piece.data());
    digest.bytes += static_cast<uint64_t>(n);
  }
  digest.sha256 = Hex(context);
  return digest;
}

}  // namespace planrec
