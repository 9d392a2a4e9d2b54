// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/footnotes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kMark{"footnotes.mark", Over::kPrinted,
                    R"(^\s*[\[(]?(\d{1,2}|\*{1,3})[\])]?[.:]?\s*([^\d\s].*)$)",
                    "[1] Quyết định số 15/QĐ-UBND", "2026 là năm đầu"};

/// More notes on one page than people print: their nodes are not looked for.
constexpr size_t kMostNotesOfAPage = 60;

Note NoteOf(Block& block) {
  Note note;
  note.where = block.where;
  note.confidence = block.text.Confidence() * block.join_confidence;
  if (const std::optional<Match> mark = kMark.Find(block.text.text)) {
    note.mark = std::string(mark->Text(block.text.text, 1));
    note.text = block.text.Slice(mark->group(2).begin, block.text.text.size());
  } else {
    note.text = std::move(block.text);
  }
  return note;
}

/// A mark stands behind a word or in brackets: "Hà Nội1 và", "dự toán [2]."
bool Carries(std::string_view text, const std::string& mark) {
  for (size_t at = text.find(mark, 1); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const char before = text[at - 1];
    const size_t end = at + mark.size();
    const char behind = end < text.size() ? text[end] : ' ';
    const bool word = before != ' ' && !(before >= '0' && before <= '9') &&
                      std::string_view("/-.,:%").find(before) == std::string_view::npos;
    if (word && std::string_view(" .,;:)]").find(behind) != std::string_view::npos) return true;
  }
  return false;
}

using NodesOfPages = std::map<int, std::vector<const SectionNode*>>;

void ListNodes(const std::vector<SectionNode>& nodes, NodesOfPages& pages) {
  for (const SectionNode& node : nodes) {
    int last = 0;
    for (const PlacedText::Piece& piece : node.text.pieces) {
      if (piece.page != last) pages[piece.page].push_back(&node);
      last = piece.page;
    }
    ListNodes(node.children, pages);
  }
}

}  // namespace

std::vector<Note> TakeNotes(std::vector<Block>& blocks) {
  std::vector<Note> notes;
  for (Block& block : blocks) {
    if (block.note) notes.push_back(NoteOf(block));
  }
  std::erase_if(blocks, [](const Block& block) { return block.note; });
  return notes;
}

void TieNotes(const std::vector<SectionNode>& sections, std::vector<Note>& notes) {
  if (notes.empty()) return;
  NodesOfPages pages;
  ListNodes(sections, pages);
  std::map<int, size_t> of_page;
  for (size_t i = 0; i < notes.size(); ++i) {
    Note& note = notes[i];
    note.id = IdOf<Note>(i + 1);
    const std::vector<const SectionNode*>& nodes = pages[note.where.page];
    if (nodes.empty() || ++of_page[note.where.page] > kMostNotesOfAPage) continue;
    const auto carrier = std::find_if(nodes.begin(), nodes.end(), [&](const SectionNode* node) {
      return note.mark && Carries(node->text.text, *note.mark);
    });
    note.node = carrier != nodes.end() ? (*carrier)->id : nodes.back()->id;
  }
}

}  // namespace planrec::extract
