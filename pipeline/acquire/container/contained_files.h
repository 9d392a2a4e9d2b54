// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that stand in another: an archive's entries, a PDF's attachments.
//
//   Result<std::unique_ptr<ContainedFiles>> files = OpenArchive(bytes, limits, passwords);
//   for (const ContainedFile& file : (*files)->list()) …
//   (*files)->Read(0, [&](std::string_view piece) { return Put(piece); });
//
// Views the bytes that it was opened with. Not thread safe. A file that can't be read says so and
// leaves the others.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/core/unpack_limits.h"

namespace planrec::acquire {

struct ContainedFile {
  std::string name;              ///< bytes as they stand there; '/' or '\' between folders
  std::string head;              ///< its first bytes, at most kHeadBytes
  std::optional<Error> refused;  ///< why it can't be had: kEncrypted, kCorrupt, kUnsupportedType
};
inline constexpr size_t kHeadBytes = 512;

class ContainedFiles {
 public:
  virtual ~ContainedFiles() = default;
  virtual const std::vector<ContainedFile>& list() const = 0;
  /// Why the list ends before its end: kCorrupt, kEncrypted; what stands before can be read.
  virtual const std::optional<Error>& damage() const = 0;
  /// Gives all bytes of a file to `sink` in pieces until it fails. Cheapest in the list's order.
  virtual Status Read(size_t index, const std::function<Status(std::string_view)>& sink) = 0;
};

/// True for the first bytes of what OpenArchive may open: ZIP (so also for office documents), 7z,
/// RAR, tar, and what may be a packed tar.
bool MayBeArchive(std::string_view head);

/// Null for a packed file that is no tar. kCorrupt for what can't be read as what it begins as,
/// kEmpty for one without files, kTooLarge over limits.
/// `passwords`: tried on entries that are locked.
Result<std::unique_ptr<ContainedFiles>> OpenArchive(std::string_view bytes,
                                                    const UnpackLimits& limits,
                                                    const std::vector<std::string>& passwords);

}  // namespace planrec::acquire
