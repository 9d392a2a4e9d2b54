// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/noise.h"

#include <algorithm>
#include <string_view>

#include "extractors/vocabulary/markers.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

bool IsSign(char32_t c) {
  return !IsLetter(c) && !IsDigit(c) && c != ' ';
}

/// One or two signs that mean nothing by themselves.
bool IsStray(std::string_view word) {
  constexpr std::u32string_view kStray = U".,:;_'\"`|^°~=„“”‘’*¬¦«»{}\\©®";
  size_t count = 0;
  for (size_t at = 0; at < word.size(); ++count) {
    if (kStray.find(DecodeUtf8(word, at)) == std::u32string_view::npos) return false;
  }
  return count > 0 && count <= 2 && word != "\"\"";
}

void FitBox(FlowLine& line) {
  Box box;
  for (const PlacedText::Piece& piece : line.text.pieces) box = Join(box, piece.box);
  if (box.Empty() || line.box.Empty()) return;
  line.indent_pt += box.x0 - line.box.x0;
  line.right_gap_pt += line.box.x1 - box.x1;
  line.box = box;
}

/// Specks behind the end of a sentence, read as short words without certainty: "thực hiện./. Z2 r."
bool CutBehindEnd(PlacedText& text) {
  size_t at = text.text.size();
  bool specks = false;
  while (at > 0) {
    const size_t space = text.text.rfind(' ', at - 1);
    if (space == std::string::npos) return false;
    const std::string_view word = std::string_view(text.text).substr(space + 1, at - space - 1);
    if (CountCodePoints(word) > 3 || text.Confidence(space + 1, at) > 0.6) return false;
    specks = true;
    at = space;
    const char before = text.text[space - 1];
    if (before == '.' || before == ';' || before == ':') break;
  }
  if (!specks || at == 0) return false;
  text = text.Slice(0, at);
  return true;
}

bool StartsWithCapital(std::string_view text) {
  size_t at = 0;
  return !text.empty() && IsUpper(DecodeUtf8(text, at));
}

}  // namespace

bool IsRecognised(const PlacedText& text) {
  return text.Confidence() < 0.9995;
}

FlowLine WithoutStraySigns(FlowLine line) {
  if (line.page_width_pt <= 0 || !IsRecognised(line.text)) return line;
  bool changed = false;
  // A rule before the line: "___2. Các sở".
  const size_t drawn = line.text.text.find_first_not_of('_');
  if (drawn != 0 && drawn != std::string::npos && line.text.text[drawn] != ' ') {
    line.text = line.text.Slice(drawn, line.text.text.size());
    changed = true;
  }
  for (;;) {
    const std::string& text = line.text.text;
    const size_t space = text.find(' ');
    if (space == std::string::npos || !IsStray(std::string_view(text).substr(0, space))) break;
    const std::string_view rest = std::string_view(text).substr(space + 1);
    if (StartsWithCapital(rest) && !ReadMarker(rest)) break;
    line.text = line.text.Slice(space + 1, text.size());
    changed = true;
  }
  // A speck at the mark itself: ".1- Ủy ban", "'- Rà soát".
  for (;;) {
    const std::string_view text = line.text.text;
    if (text.empty()) break;
    size_t next = 0;
    const char32_t sign = DecodeUtf8(text, next);
    if (std::u32string_view(U".,:;'`´‘’_~^°-").find(sign) == std::u32string_view::npos) break;
    if (next >= text.size() || text[next] == ' ') break;
    const std::optional<Marker> mark = ReadMarker(text.substr(next));
    if (!mark || (sign == U'-' && !mark->numbered())) break;
    line.text = line.text.Slice(next, text.size());
    changed = true;
  }
  for (;;) {
    const std::string& text = line.text.text;
    const size_t space = text.rfind(' ');
    if (space == std::string::npos || space == 0) break;
    const std::string_view last = std::string_view(text).substr(space + 1);
    // A dash at the end goes on in the next line, unless a sentence has ended before it.
    const bool ended = std::string_view(".;:-").find(text[space - 1]) != std::string_view::npos;
    if (!IsStray(last) && !(last == "-" && ended)) break;
    line.text = line.text.Slice(0, space);
    changed = true;
  }
  if (CutBehindEnd(line.text)) changed = true;
  if (changed) FitBox(line);
  return line;
}

bool IsSpecks(const FlowLine& line) {
  if (line.page_width_pt <= 0 || !IsRecognised(line.text)) return false;
  if (ReadMarker(line.text.text)) return false;
  const bool unsure = line.text.Confidence() < 0.6;
  bool odd = false;
  size_t letters = 0, run = 0, longest = 0;
  const std::string& text = line.text.text;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    odd = odd || c == '\\' || c == 0xA9 || c == 0xAE || c == '=' || c == '^' || c == 0xB0;
    run = IsLetter(c) || IsDigit(c) ? run + 1 : 0;
    letters += run > 0 ? 1 : 0;
    longest = std::max(longest, run);
  }
  return letters <= 5 && ((unsure && longest <= 2) || (odd && longest <= 3));
}

PlacedText TrimSigns(const PlacedText& text) {
  size_t begin = 0, end = text.text.size();
  for (size_t at = 0; at < end;) {
    const size_t here = at;
    const char32_t c = DecodeUtf8(text.text, at);
    if (c != ' ' && (!IsSign(c) || c == '(')) {
      begin = here;
      break;
    }
    begin = at;
  }
  while (end > begin) {
    size_t last = end - 1;
    while (last > begin && (static_cast<unsigned char>(text.text[last]) & 0xC0) == 0x80) --last;
    size_t at = last;
    const char32_t c = DecodeUtf8(text.text, at);
    if (c != ' ' && (!IsSign(c) || c == ')')) break;
    end = last;
  }
  return text.Slice(begin, end);
}

}  // namespace planrec::extract
