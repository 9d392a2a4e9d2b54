// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/long_paragraphs.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/cut_text.h"

namespace planrec::extract {
namespace {

bool IsLong(const Block& block) {
  return block.text.text.size() > kLongestParagraph;
}

/// Where the stretch that begins at `at` ends: behind a sentence, else a clause, else a word, none
/// of them too near; else between letters.
size_t EndOfStretch(std::string_view text, size_t at) {
  if (text.size() - at <= kLongestParagraph) return text.size();
  const std::string_view stretch = CutBetweenLetters(text.substr(at), kLongestParagraph);
  for (const std::string_view end : {". ", "; ", " "}) {
    const size_t mark = stretch.rfind(end);
    if (mark != std::string_view::npos && mark > kLongestParagraph / 2) {
      return at + mark + end.size();
    }
  }
  return at + stretch.size();
}

void Cut(const Block& block, std::vector<Block>& into) {
  const std::string& text = block.text.text;
  for (size_t at = 0; at < text.size();) {
    const size_t end = EndOfStretch(text, at);
    Block stretch;
    stretch.text = block.text.Slice(at, end);
    stretch.bold = block.bold;
    stretch.centered = block.centered;
    stretch.join_confidence = block.join_confidence;
    if (at == 0) {
      stretch.marker = block.marker;
      stretch.where = block.where;
    } else {
      stretch.where = stretch.text.Locate();
    }
    at = end;
    if (!stretch.text.empty()) into.push_back(std::move(stretch));
  }
}

}  // namespace

void CutLongParagraphs(std::vector<Block>& blocks) {
  if (std::none_of(blocks.begin(), blocks.end(), IsLong)) return;
  std::vector<Block> out;
  for (Block& block : blocks) {
    if (IsLong(block)) {
      Cut(block, out);
    } else {
      out.push_back(std::move(block));
    }
  }
  blocks = std::move(out);
}

}  // namespace planrec::extract
