// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that must not be longer than so many bytes, cut so that it stays valid UTF-8. Pure; thread
// safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace planrec {

/// At most `most` bytes of the text, cut between letters.
inline std::string_view CutBetweenLetters(std::string_view text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace planrec
