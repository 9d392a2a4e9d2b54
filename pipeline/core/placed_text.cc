// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/placed_text.h"

#include <algorithm>

namespace planrec {
namespace {

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A letter or digit; bytes of marked letters count.
bool IsWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/// Whether a line broken here was broken inside a token: behind a hyphen or slash that follows a
/// letter or digit without a space, before a letter or digit.
bool BreaksInsideToken(const std::string& line, const std::string& next) {
  return line.size() >= 2 && (line.back() == '-' || line.back() == '/') &&
         IsWordByte(line[line.size() - 2]) && IsWordByte(next.front());
}

}  // namespace

Where Join(const Where& a, const Where& b) {
  if (a.page == 0) return b;
  if (b.page != a.page || !a.bbox || !b.bbox) return a;
  Where out = a;
  out.bbox = Join(*a.bbox, *b.bbox);
  return out;
}

Where PlacedText::Locate(size_t begin, size_t end) const {
  Where where;
  Box box;
  for (const Piece& piece : pieces) {
    if (piece.end <= begin || piece.begin >= end) continue;
    if (where.page == 0) {
      where.page = piece.page;
      where.line = piece.line;
    }
    if (piece.page == where.page) box = Join(box, piece.box);
  }
  if (!box.Empty()) where.bbox = box;
  return where;
}

double PlacedText::Confidence(size_t begin, size_t end) const {
  double least = 1.0;
  for (const Piece& piece : pieces) {
    if (piece.end <= begin || piece.begin >= end) continue;
    least = std::min(least, static_cast<double>(piece.confidence));
  }
  return least;
}

double PlacedText::BoldShare() const {
  double bold = 0, all = 0;
  for (const Piece& piece : pieces) {
    const double n = piece.end - piece.begin;
    all += n;
    if (piece.bold) bold += n;
  }
  return all > 0 ? bold / all : 0;
}

PlacedText PlacedText::Slice(size_t begin, size_t end) const {
  end = std::min(end, text.size());
  begin = std::min(begin, end);
  while (begin < end && IsSpace(text[begin])) ++begin;
  while (end > begin && IsSpace(text[end - 1])) --end;
  PlacedText out;
  out.text = text.substr(begin, end - begin);
  // They are sorted: many slices of a long text look only at their own.
  const auto first = std::partition_point(
      pieces.begin(), pieces.end(), [begin](const Piece& piece) { return piece.end <= begin; });
  for (auto piece = first; piece != pieces.end() && piece->begin < end; ++piece) {
    Piece cut = *piece;
    cut.begin = static_cast<uint32_t>(std::max<size_t>(piece->begin, begin) - begin);
    cut.end = static_cast<uint32_t>(std::min<size_t>(piece->end, end) - begin);
    out.pieces.push_back(cut);
  }
  return out;
}

void PlacedText::Append(const PlacedText& other) {
  if (other.text.empty()) return;
  if (!text.empty() && !BreaksInsideToken(text, other.text)) text.push_back(' ');
  const uint32_t shift = static_cast<uint32_t>(text.size());
  text.append(other.text);
  for (Piece piece : other.pieces) {
    piece.begin += shift;
    piece.end += shift;
    pieces.push_back(piece);
  }
}

PlacedText PlacedText::Plain(std::string text) {
  PlacedText out;
  out.text = std::move(text);
  return out;
}

PlacedText Place(const TextLine& line, int page_number) {
  // Where each raw byte lands after the edits: an edited stretch maps its begin and its end.
  std::string clean;
  std::vector<uint32_t> lands(line.raw.size() + 1);
  size_t at = 0;
  auto copy_until = [&](size_t end) {
    for (; at < end; ++at) {
      lands[at] = static_cast<uint32_t>(clean.size());
      clean.push_back(line.raw[at]);
    }
  };
  for (const Edit& edit : line.edits) {
    copy_until(edit.begin);
    const uint32_t start = static_cast<uint32_t>(clean.size());
    clean.append(edit.text);
    for (; at < edit.end; ++at) lands[at] = start;
    if (edit.end < lands.size()) lands[edit.end] = static_cast<uint32_t>(clean.size());
  }
  copy_until(line.raw.size());
  lands[line.raw.size()] = static_cast<uint32_t>(clean.size());

  // Fold white space, then carry the landing places through the folding.
  PlacedText out;
  std::vector<uint32_t> folded(clean.size() + 1);
  bool space = false;
  for (size_t i = 0; i < clean.size(); ++i) {
    if (IsSpace(clean[i])) {
      space = !out.text.empty();
      folded[i] = static_cast<uint32_t>(out.text.size());
      continue;
    }
    if (space) out.text.push_back(' ');
    space = false;
    folded[i] = static_cast<uint32_t>(out.text.size());
    out.text.push_back(clean[i]);
  }
  folded[clean.size()] = static_cast<uint32_t>(out.text.size());

  if (line.tokens.empty()) {
    if (!out.text.empty()) {
      PlacedText::Piece piece;
      piece.end = static_cast<uint32_t>(out.text.size());
      piece.page = page_number;
      piece.line = line.line_number;
      piece.box = line.box;
      out.pieces.push_back(piece);
    }
    return out;
  }
  for (const Token& token : line.tokens) {
    PlacedText::Piece piece;
    piece.begin = folded[lands[token.begin]];
    piece.end = folded[lands[token.end]];
    // A token followed by a space lands on the next word's start: step back over the space.
    while (piece.end > piece.begin && out.text[piece.end - 1] == ' ') --piece.end;
    if (piece.end <= piece.begin) continue;
    piece.page = page_number;
    piece.line = line.line_number;
    piece.box = token.box;
    piece.confidence = static_cast<float>(token.confidence);
    piece.bold = token.bold;
    piece.italic = token.italic;
    out.pieces.push_back(piece);
  }
  return out;
}

}  // namespace planrec
