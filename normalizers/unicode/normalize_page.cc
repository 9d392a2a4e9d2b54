// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/unicode/normalize_page.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uvernum.h>

#include <array>
#include <utility>
#include <vector>

#include "pipeline/core/legacy_encodings.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

struct WrongLetter {
  char32_t from;
  std::string_view to;
};
// Letters that look right in print and are another code point. The private ones are list signs of
// the Symbol and Wingdings fonts as word processors embed them.
constexpr std::array kWrongLetters = {
    WrongLetter{0x00D0, "Đ"},   WrongLetter{0x00F0, "đ"},  WrongLetter{0xFB00, "ff"},
    WrongLetter{0xFB01, "fi"},  WrongLetter{0xFB02, "fl"}, WrongLetter{0xFB03, "ffi"},
    WrongLetter{0xFB04, "ffl"}, WrongLetter{0xF02B, "+"},  WrongLetter{0xF02D, "-"},
    WrongLetter{0xF0B7, "•"},   WrongLetter{0xF0A7, "▪"},  WrongLetter{0xF0D8, "➢"},
    WrongLetter{0xF0FC, "✓"},   WrongLetter{0xF076, "❖"},
};

std::string_view RightLetter(char32_t c) {
  for (const WrongLetter& wrong : kWrongLetters)
    if (wrong.from == c) return wrong.to;
  return {};
}

bool IsInvisible(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF ||
         c == 0x061C || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x7F ||
         (c < 0x20 && !(c >= 0x09 && c <= 0x0D));
}

bool IsSpace(char32_t c) {
  return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

/// Composed (NFC), invisible characters gone, white space U+0020 but for line ends.
std::string Compose(std::string_view text) {
  std::string visible;
  visible.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsInvisible(c)) continue;
    AppendUtf8(visible, IsSpace(c) && c != U'\n' ? U' ' : c);
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return visible;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, icu::StringPiece(visible.data(), static_cast<int32_t>(visible.size())),
                     sink, nullptr, error);
  return U_FAILURE(error) ? visible : out;
}

/// Composes the line word by word, so that tokens keep their words; words joined by single spaces.
void ComposeLine(TextLine& line) {
  if (line.tokens.empty()) {
    line.raw = FoldSpaces(Compose(line.raw));
    return;
  }
  std::string raw;
  std::vector<Token> tokens;
  size_t at = 0;
  const auto append = [&](std::string_view part) {
    const std::string text = FoldSpaces(Compose(part));
    if (text.empty()) return false;
    if (!raw.empty() && raw.back() != ' ') raw.push_back(' ');
    raw.append(text);
    return true;
  };
  for (Token token : line.tokens) {
    // Text between tokens that is no white space stays, as a word without a token.
    if (token.begin > at) append(std::string_view(line.raw).substr(at, token.begin - at));
    // Two tokens that touch are one printed word: no space comes between.
    const bool touches = token.begin == at && at > 0 && !tokens.empty() && line.raw[at - 1] != ' ';
    const size_t before = raw.size();
    if (touches) {
      raw.append(FoldSpaces(Compose(std::string_view(line.raw).substr(at, token.end - at))));
      token.begin = static_cast<uint32_t>(before);
    } else if (append(std::string_view(line.raw).substr(token.begin, token.end - token.begin))) {
      token.begin = static_cast<uint32_t>(before > 0 && raw[before] == ' ' ? before + 1 : before);
    } else {
      token.begin = static_cast<uint32_t>(before);
    }
    at = token.end;
    token.end = static_cast<uint32_t>(raw.size());
    if (token.end > token.begin) tokens.push_back(token);
  }
  if (at < line.raw.size()) append(std::string_view(line.raw).substr(at));
  line.raw = std::move(raw);
  line.tokens = std::move(tokens);
}

void EditWrongLetters(TextLine& line) {
  for (size_t at = 0; at < line.raw.size();) {
    const size_t begin = at;
    const std::string_view right = RightLetter(DecodeUtf8(line.raw, at));
    if (right.empty()) continue;
    Edit edit;
    edit.begin = static_cast<uint32_t>(begin);
    edit.end = static_cast<uint32_t>(at);
    edit.text = right;
    edit.reason = EditReason::kEncoding;
    edit.confidence = 0.99;
    line.edits.push_back(std::move(edit));
  }
}

/// One edit for each word that the conversion changes. Raw keeps the legacy codes, soft hyphens
/// (the letter ư of TCVN3) included.
void EditLegacy(TextLine& line, Legacy legacy) {
  const auto convert = [&](uint32_t begin, uint32_t end) {
    const std::string word = line.raw.substr(begin, end - begin);
    Edit edit;
    edit.text = FromLegacy(legacy, word, line.raw);
    if (edit.text == word) return;
    edit.begin = begin;
    edit.end = end;
    edit.reason = EditReason::kEncoding;
    edit.confidence = 0.98;
    line.edits.push_back(std::move(edit));
  };
  if (line.tokens.empty()) convert(0, static_cast<uint32_t>(line.raw.size()));
  for (const Token& token : line.tokens) convert(token.begin, token.end);
}

Legacy DetectLegacy(const Page& page) {
  if (page.origin == TextOrigin::kOcr) return Legacy::kNone;
  std::string text;
  for (const TextLine& line : page.lines) text.append(line.raw).push_back('\n');
  return planrec::DetectLegacy(text);
}

}  // namespace

void NormalizePage(Page& page) {
  const Legacy legacy = DetectLegacy(page);
  if (legacy != Legacy::kNone && page.origin == TextOrigin::kEmbedded)
    page.origin = TextOrigin::kRepaired;
  for (TextLine& line : page.lines) {
    if (!line.edits.empty()) continue;
    if (legacy != Legacy::kNone && !HasUnicodeVietnamese(line.raw)) {
      EditLegacy(line, legacy);
      continue;
    }
    ComposeLine(line);
    EditWrongLetters(line);
  }
  // A line of invisible characters only is no line; tables keep their place among the others.
  for (size_t i = page.lines.size(); i > 0; --i) {
    if (!page.lines[i - 1].raw.empty()) continue;
    page.lines.erase(page.lines.begin() + static_cast<std::ptrdiff_t>(i - 1));
    for (GivenTable& table : page.tables)
      if (table.after_line >= i) --table.after_line;
  }
  for (GivenTable& table : page.tables)
    for (auto& row : table.rows)
      for (GivenTable::Cell& cell : row) cell.text = NormalizeText(cell.text);
  // A certificate's names may hold anything.
  for (ESignature& signature : page.signatures)
    for (std::string* name : {&signature.signer, &signature.organisation, &signature.locality})
      *name = FoldSpaces(Compose(*name));
}

std::string NormalizeText(std::string_view text) {
  const std::string composed = Compose(text);
  std::string out;
  out.reserve(composed.size());
  for (size_t at = 0; at < composed.size();) {
    const size_t begin = at;
    const std::string_view right = RightLetter(DecodeUtf8(composed, at));
    out.append(right.empty() ? std::string_view(composed).substr(begin, at - begin) : right);
  }
  return out;
}

std::string LibraryVersions() {
  return "icu " U_ICU_VERSION;
}

}  // namespace planrec::normalize
