// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/lm_tokens.h"

#include <cstring>

#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

bool IsOuterPunctuation(char32_t c) {
  if (c < 0x80)
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x2013 ||
         c == 0x2014 || c == 0xAB || c == 0xBB || c == 0x2022 || c == 0xB7;
}

}  // namespace

TokenParts SplitPunctuation(std::string_view token) {
  TokenParts parts;
  size_t at = 0;
  while (at < token.size()) {
    size_t next = at;
    if (!IsOuterPunctuation(DecodeUtf8(token, next))) break;
    at = next;
  }
  parts.core_begin = at;
  parts.core_end = at;
  while (at < token.size()) {
    if (!IsOuterPunctuation(DecodeUtf8(token, at))) parts.core_end = at;
  }
  // An apostrophe behind a word that opened no quotation is the horn of its last letter: tu', su’.
  if (parts.core_begin == 0 && parts.core_end > 0) {
    size_t next = parts.core_end;
    if (next < token.size()) {
      const char32_t c = DecodeUtf8(token, next);
      if (c == '\'' || c == 0x2018 || c == 0x2019) parts.core_end = next;
    }
  }
  // A percent sign belongs to its number.
  if (parts.core_end < token.size() && token[parts.core_end] == '%') ++parts.core_end;
  return parts;
}

std::string LexiconForm(std::string_view word) {
  return UsualTonePlace(Lower(word));
}

bool IsNumber(std::string_view core) {
  bool digit = false;
  for (char c : core) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c != '.' && c != ',' && c != '/' && c != ':' && c != '%' && c != '-') {
      return false;
    }
  }
  return digit;
}

void AppendSymbols(std::string_view token, std::vector<std::string>& out) {
  const TokenParts parts = SplitPunctuation(token);
  const auto punctuation = [&](std::string_view text) {
    for (char c : text) {
      if (c == ',') {
        out.emplace_back(",");
      } else if (c == '.' || c == ';' || c == ':' || c == '!' || c == '?') {
        if (out.empty() || out.back() != ".") out.emplace_back(".");
      } else if (c == '(' || c == ')') {
        out.emplace_back(1, c);
      }
    }
  };
  punctuation(token.substr(0, parts.core_begin));
  const std::string_view core = token.substr(parts.core_begin, parts.core_end - parts.core_begin);
  if (!core.empty()) {
    if (IsNumber(core)) {
      out.emplace_back("<n>");
    } else if (core.find('/') != std::string_view::npos ||
               core.find('-') != std::string_view::npos) {
      // Codes and hyphenated words: their parts, so that "25/2021/NĐ-CP" is <n> nđ cp.
      size_t begin = 0;
      bool number = false;
      for (size_t i = 0; i <= core.size(); ++i) {
        if (i < core.size() && core[i] != '/' && core[i] != '-') continue;
        const std::string_view part = core.substr(begin, i - begin);
        begin = i + 1;
        if (part.empty()) continue;
        if (IsNumber(part)) {
          if (!number) out.emplace_back("<n>");
          number = true;
        } else {
          out.push_back(LexiconForm(part));
          number = false;
        }
      }
    } else {
      out.push_back(LexiconForm(core));
    }
  }
  punctuation(token.substr(parts.core_end));
}

}  // namespace planrec::normalize
