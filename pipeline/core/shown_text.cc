// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/shown_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "pipeline/core/utf8.h"

namespace planrec {
namespace {

struct Range {
  char32_t first, last;
};

/// What a terminal obeys instead of showing it, and what nobody sees.
constexpr std::array<Range, 11> kEscaped = {{
    {0x00, 0x1F},        // C0: ESC, line breaks
    {0x7F, 0x9F},        // DEL, C1: CSI in one byte
    {0xAD, 0xAD},        // soft hyphen
    {0x061C, 0x061C},    // bidi: Arabic letter mark
    {0x180E, 0x180E},    // unseen
    {0x200B, 0x200F},    // unseen; bidi marks
    {0x2028, 0x202E},    // line and paragraph separators; bidi embeddings and overrides
    {0x2060, 0x206F},    // unseen; bidi isolates
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFF9, 0xFFFB},    // interlinear
    {0xE0000, 0xE007F},  // tags: text that nobody sees
}};

bool IsEscaped(char32_t c) {
  return std::any_of(kEscaped.begin(), kEscaped.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::string Escape(char32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  if (c == '\t') return "\\t";
  char text[16];
  const char* form = c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
  std::snprintf(text, sizeof text, form, static_cast<unsigned>(c));
  return text;
}

}  // namespace

std::string ShownText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    if (c == 0xFFFD && at - start == 1) {
      char byte[8];
      std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned char>(text[start]));
      out += byte;
    } else if (IsEscaped(c)) {
      out += Escape(c);
    } else {
      out.append(text, start, at - start);
    }
  }
  return out;
}

}  // namespace planrec
