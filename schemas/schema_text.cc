// SPDX-License-Identifier: GPL-3.0-or-later
// The schema that the build has compiled in, and the libraries behind this room.
#include <nlohmann/json.hpp>

#include "schemas/record_json.h"

namespace planrec::schemas {

extern const char* const kSchemaPieces[];

std::string_view SchemaText() {
  static const std::string text = [] {
    std::string all;
    for (const char* const* piece = kSchemaPieces; *piece != nullptr; ++piece) all += *piece;
    return all;
  }();
  return text;
}

std::string LibraryVersions() {
  // valijson has no version macro: 1.0 is the release this room is written for.
  return "nlohmann-json " + std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH) + ", valijson 1.0";
}

}  // namespace planrec::schemas
