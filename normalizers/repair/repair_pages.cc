// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/repair_pages.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace planrec::normalize {
namespace {

// A gap of more than this many line heights between two lines ends a paragraph.
constexpr double kParagraphGap = 1.1;

/// One stretch of text to be repaired: a line of a page or a cell of a table that the text spells
/// out.
struct Place {
  TextLine* line = nullptr;
  GivenTable::Cell* cell = nullptr;
};

struct Work {
  std::vector<std::string> lines;
  std::vector<LineConfidences> confidences;  ///< of the lines; empty where a line was edited before
  std::vector<Place> places;
  std::vector<Paragraph> paragraphs;
};

/// Whether a line runs on from the one before it in the page's list.
bool RunsOn(const TextLine& before, const TextLine& line) {
  if (line.blank_before || line.list_item || line.heading_depth > 0) return false;
  if (line.box.Empty() || before.box.Empty()) return true;
  const double height = std::max(1.0, before.box.y1 - before.box.y0);
  const bool below = line.box.y0 > before.box.y0 + height * 0.5;
  const bool near = line.box.y0 - before.box.y1 < height * kParagraphGap;
  const bool same_column = line.box.x0 < before.box.x1 && line.box.x1 > before.box.x0;
  return below && near && same_column;
}

LineConfidences ConfidencesOf(const TextLine& line) {
  LineConfidences words;
  if (!line.edits.empty()) return words;  // its text has other places now
  for (const Token& token : line.tokens)
    words.push_back({token.begin, token.end, token.confidence});
  return words;
}

/// The page's text as paragraphs behind what `work` has.
std::vector<Paragraph> Collect(Page& page, Work& work) {
  std::vector<Paragraph> paragraphs;
  const TextLine* before = nullptr;
  for (TextLine& line : page.lines) {
    const bool usable = !line.raw.empty();
    if (usable) {
      if (before == nullptr || !RunsOn(*before, line)) paragraphs.push_back({});
      paragraphs.back().push_back(work.lines.size());
      work.lines.push_back(planrec::Apply(line.raw, line.edits));
      work.places.push_back({&line, nullptr});
      work.confidences.push_back(ConfidencesOf(line));
    }
    before = usable ? &line : nullptr;
  }
  for (GivenTable& table : page.tables) {
    for (std::vector<GivenTable::Cell>& row : table.rows) {
      for (GivenTable::Cell& cell : row) {
        if (cell.text.empty()) continue;
        paragraphs.push_back({work.lines.size()});
        work.lines.push_back(cell.text);
        work.places.push_back({nullptr, &cell});
        work.confidences.emplace_back();
      }
    }
  }
  return paragraphs;
}

void Apply(const Work& work, std::vector<RepairedLine> repaired) {
  for (size_t i = 0; i < work.places.size(); ++i) {
    if (repaired[i].edits.empty()) continue;
    if (TextLine* line = work.places[i].line) {
      line->edits = Compose(line->raw, line->edits, repaired[i].edits);
    } else {
      GivenTable::Cell& cell = *work.places[i].cell;
      cell.raw = std::move(cell.text);
      cell.text = std::move(repaired[i].text);
      cell.edits = std::move(repaired[i].edits);
    }
  }
}

}  // namespace

void RepairPages(const RepairModel& model, std::vector<Page>& pages) {
  // Layers and files share one channel that adapts to the document, our own recognition another.
  std::array<Work, 2> work;
  for (Page& page : pages) {
    const bool own = page.origin == TextOrigin::kOcr;
    if (!own && page.origin != TextOrigin::kEmbedded && page.origin != TextOrigin::kFile) continue;
    Work& target = work[own ? 1 : 0];
    std::vector<Paragraph> paragraphs = Collect(page, target);
    if (!own) paragraphs = DamagedParagraphs(target.lines, std::move(paragraphs));
    target.paragraphs.insert(target.paragraphs.end(), paragraphs.begin(), paragraphs.end());
  }
  for (const bool own : {false, true}) {
    Work& chosen = work[own ? 1 : 0];
    if (chosen.paragraphs.empty()) continue;
    RepairOptions options;
    options.mode = own ? RepairMode::kOwnOcr : RepairMode::kDamaged;
    if (!own) chosen.confidences.clear();
    Apply(chosen,
          RepairParagraphs(model, chosen.lines, chosen.paragraphs, options, chosen.confidences));
  }
  for (Page& page : pages) {
    const bool changed = std::any_of(page.lines.begin(), page.lines.end(),
                                     [](const TextLine& line) { return !line.edits.empty(); });
    if (changed && page.origin == TextOrigin::kEmbedded) page.origin = TextOrigin::kRepaired;
  }
}

}  // namespace planrec::normalize
