// SPDX-License-Identifier: GPL-3.0-or-later
//
// What supervisor and worker say of files within a file, as message payloads (channel.h):
//
//   kUnpack  (with its descriptor) → kListed: what stands in it
//   kExtract (which of them)       → kPiece…, kExtracted: its bytes, that these were all
//
// kRefused instead where that can't be. Decoders accept anything and give nullopt for malformed
// bytes. Pure functions; thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/open_container.h"
#include "pipeline/core/result.h"
#include "pipeline/core/unpack_limits.h"

namespace planrec::batch {

struct ListedFile {
  std::string name;                                             ///< whatever bytes it has there
  acquire::ContainerKind kind = acquire::ContainerKind::kNone;  ///< what it may hold itself
  std::optional<Error> refused;
};

struct Listing {
  bool container = false;  ///< else it is a document, or nothing that is known
  std::vector<ListedFile> files;
  std::optional<Error> damage;  ///< why the list ends early
};

inline constexpr size_t kLongestInnerName = 4096;

std::string EncodeUnpack(const UnpackLimits& limits);
std::optional<UnpackLimits> DecodeUnpack(std::string_view payload);

std::string EncodeListing(const Listing& listing);
std::optional<Listing> DecodeListing(std::string_view payload);

std::string EncodeExtract(size_t index);
std::optional<size_t> DecodeExtract(std::string_view payload);

}  // namespace planrec::batch
