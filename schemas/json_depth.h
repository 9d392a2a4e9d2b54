// SPDX-License-Identifier: GPL-3.0-or-later
//
// How deep JSON nests, told from its bytes. Pure function.
#pragma once

#include <cstddef>
#include <string_view>

namespace planrec::schemas {

/// True where arrays and objects nest deeper than `limit`; a look at the bytes, before parsing.
/// Readers of records recurse, and a record by a stranger may hold a million brackets.
inline bool NestsDeeper(std::string_view json, int limit) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

/// Sections nest at most this deep (printed plans: eight levels), other objects within.
inline constexpr int kMaxSectionDepth = 200;
inline constexpr int kMaxJsonDepth = 2 * kMaxSectionDepth + 20;

}  // namespace planrec::schemas
