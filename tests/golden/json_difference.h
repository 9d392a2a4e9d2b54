// SPDX-License-Identifier: GPL-3.0-or-later
//
// What differs between two JSON texts, a line each: the JSON Pointer, the old and the new value.
//
//   ~ /document/number  27 → 28
//   - /targets/3  {"id":"g4","name":…
//   + /targets/7  {"id":"g8","name":…
//
// Elements of an array that are the same at its start and at its end are not looked at again, so
// that one element more or less is one line. Pure; thread safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace planrec::golden {

/// At most `most` lines and one that counts the others; each line ends with a line feed. Where both
/// texts hold the same values, the first line of text that differs. Empty for equal texts.
std::string JsonDifference(std::string_view before, std::string_view after, size_t most);

}  // namespace planrec::golden
