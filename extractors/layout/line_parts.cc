// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/line_parts.h"

#include <algorithm>

namespace planrec::extract {

TextLine CutLine(const TextLine& line, size_t begin, size_t end) {
  TextLine out;
  if (begin >= end || end > line.tokens.size()) return out;
  const uint32_t from = line.tokens[begin].begin, to = line.tokens[end - 1].end;
  out.raw = line.raw.substr(from, to - from);
  out.line_number = line.line_number;
  out.font_size_pt = line.font_size_pt;
  for (size_t i = begin; i < end; ++i) {
    Token token = line.tokens[i];
    token.begin -= from;
    token.end -= from;
    out.box = Join(out.box, token.box);
    out.tokens.push_back(token);
  }
  for (Edit edit : line.edits) {
    if (edit.begin < from || edit.begin >= to || edit.end > to) continue;
    edit.begin -= from;
    edit.end -= from;
    out.edits.push_back(std::move(edit));
  }
  return out;
}

bool OnOneLine(const Box& a, const Box& b) {
  const double height = std::min(a.Height(), b.Height());
  return height > 0 && Overlap(a.y0, a.y1, b.y0, b.y1) >= 0.5 * height;
}

FlowLine MakeFlowLine(const TextLine& line, const Page& page) {
  FlowLine out;
  out.text = Place(line, page.number);
  out.page = page.number;
  out.box = line.box;
  out.font_size_pt = line.font_size_pt;
  out.page_width_pt = page.width_pt;
  out.landscape = page.width_pt > page.height_pt;
  out.bold = out.text.BoldShare() > 0.5;
  size_t italic = 0, all = 0;
  for (const PlacedText::Piece& piece : out.text.pieces) {
    all += piece.end - piece.begin;
    if (piece.italic) italic += piece.end - piece.begin;
  }
  out.italic = all > 0 && italic * 2 > all;
  return out;
}

void AppendPart(FlowLine& line, const FlowLine& part) {
  const size_t before = line.text.text.size(), added = part.text.text.size();
  line.text.Append(part.text);
  line.box = Join(line.box, part.box);
  line.bold = line.text.BoldShare() > 0.5;
  if (added > before) {
    line.italic = part.italic;
    line.font_size_pt = part.font_size_pt;
  }
}

}  // namespace planrec::extract
