// SPDX-License-Identifier: GPL-3.0-or-later
//
// The container of the repair model's files: named sections behind a header with version, size and
// checksum.
//
//   header   8 bytes "PLRPAIR1" · u32 version · u32 sections · u64 file size · u64 checksum of all
//            but itself
//   table    per section: 8 bytes tag (zero-padded) · u64 offset · u64 size
//   bodies   8-byte aligned
//
// All numbers are little-endian. A ModelFile maps the file read-only and checks it before it gives
// anything out; it is immutable and thread safe. Damaged files give kModelMissing, never a crash.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::normalize {

inline constexpr std::string_view kModelMagic = "PLRPAIR1";
inline constexpr uint32_t kModelVersion = 1;

/// FNV-like checksum over 8-byte words; fast enough to run at each load.
uint64_t ModelChecksum(std::string_view bytes);

/// Of a whole model file but for the field that holds it; at least the header must be there.
uint64_t ModelFileChecksum(std::string_view bytes);

class ModelFile {
 public:
  /// Maps and checks a file. kModelMissing with advice where it is absent, damaged or of another
  /// version.
  static Result<std::shared_ptr<const ModelFile>> Open(const std::string& path);
  /// The same over bytes in memory, which must outlive the value (tests, fuzzing).
  static Result<std::shared_ptr<const ModelFile>> View(std::string_view bytes);

  ~ModelFile();
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

  /// The body of a section; empty where there is none of that name.
  std::string_view Section(std::string_view tag) const;
  uint64_t checksum() const { return checksum_; }
  size_t size() const { return bytes_.size(); }

 private:
  ModelFile() = default;
  Status Check();

  std::string_view bytes_;
  void* mapping_ = nullptr;
  uint64_t checksum_ = 0;
  std::vector<std::pair<std::string, std::string_view>> sections_;
};

/// The bytes of a model file with these sections.
std::string BuildModelFile(const std::vector<std::pair<std::string, std::string>>& sections);

}  // namespace planrec::normalize
