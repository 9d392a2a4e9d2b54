// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text in a place that holds so many letters. Pure; thread safe.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/core/utf8.h"

namespace planrec::report {

/// At most so many letters, with a sign where more were there.
inline std::string Shortened(const std::string& text, size_t letters) {
  size_t at = 0;
  for (size_t n = 0; at < text.size(); ++n) {
    if (n == letters) return text.substr(0, at) + "…";
    DecodeUtf8(text, at);
  }
  return text;
}

}  // namespace planrec::report
