// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/spreads.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace planrec::extract {
namespace {

void Move(Box& box, double dx, double dy) {
  if (box.Empty()) return;
  box = {box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

// What of the page stands in its half `k`, in the half's own frame. Each line is in one half.
Page HalfPage(const Page& page, size_t k) {
  const Box& half = page.spread[k];
  const double fold = page.spread[1].x0;
  const auto here = [&](double x) { return (x >= fold) == (k == 1); };
  Page out;
  out.width_pt = half.Width();
  out.height_pt = half.Height();
  out.rotation = page.rotation;
  out.origin = page.origin;
  out.origin_reason = page.origin_reason;
  out.skew_deg = page.skew_deg;
  out.ocr_confidence = page.ocr_confidence;
  for (const TextLine& given : page.lines) {
    if (!here(given.box.CenterX())) continue;
    TextLine line = given;
    Move(line.box, -half.x0, -half.y0);
    for (Token& token : line.tokens) Move(token.box, -half.x0, -half.y0);
    out.lines.push_back(std::move(line));
  }
  for (const Rule& r : page.rules) {
    if (!here((r.x0 + r.x1) / 2)) continue;
    out.rules.push_back(
        {r.x0 - half.x0, r.y0 - half.y0, r.x1 - half.x0, r.y1 - half.y0, r.thickness_pt});
  }
  return out;
}

bool IsSplit(const Page& page) {
  return page.spread.size() == 2 && !page.spread[0].Empty() && !page.spread[1].Empty();
}

}  // namespace

Spreads::Spreads(const Document& document) : given_(document) {
  if (std::none_of(document.pages.begin(), document.pages.end(), IsSplit)) return;
  halves_.source = document.source;
  const auto add = [this](Page page, const Origin& origin) {
    page.number = static_cast<int>(halves_.pages.size()) + 1;
    halves_.pages.push_back(std::move(page));
    origins_.push_back(origin);
  };
  for (const Page& page : document.pages) {
    if (!IsSplit(page)) {
      add(page, {page.number, 0, 0});
      continue;
    }
    for (size_t k = 0; k < 2; ++k)
      add(HalfPage(page, k), {page.number, page.spread[k].x0, page.spread[k].y0});
  }
}

int Spreads::SourcePage(int number) const {
  if (number < 1 || number > static_cast<int>(origins_.size())) return number;
  return origins_[static_cast<size_t>(number) - 1].page;
}

void Spreads::PlaceBack(PlanRecord& record) const {
  if (origins_.empty()) return;
  const auto back = [this](int& page, Box& box) {
    if (page < 1 || page > static_cast<int>(origins_.size())) return;
    const Origin& origin = origins_[static_cast<size_t>(page) - 1];
    page = origin.page;
    Move(box, origin.dx, origin.dy);
  };
  const auto where = [&back](Where& place) {
    Box none;
    back(place.page, place.bbox ? *place.bbox : none);
  };
  const auto text = [&back](PlacedText& placed) {
    for (PlacedText::Piece& piece : placed.pieces) back(piece.page, piece.box);
  };
  const auto all = [&where](auto& values) {
    for (auto& value : values) where(value.where);
  };
  const auto sections = [&](auto& self, std::vector<SectionNode>& nodes) -> void {
    for (SectionNode& node : nodes) {
      where(node.where);
      text(node.text);
      self(self, node.children);
    }
  };
  sections(sections, record.sections);
  for (Table& table : record.tables) {
    where(table.where);
    for (int& page : table.pages) {
      Box none;
      back(page, none);
    }
    table.pages.erase(std::unique(table.pages.begin(), table.pages.end()), table.pages.end());
    for (TableRow& row : table.rows) {
      for (TableCell& cell : row.cells) {
        where(cell.where);
        text(cell.text);
      }
    }
  }
  all(record.document.evidence);
  all(record.citations);
  all(record.targets);
  all(record.deadlines);
  all(record.assignments);
  all(record.tasks);
  all(record.appendices);
  all(record.recipients);
  for (Note& note : record.notes) text(note.text);
  all(record.notes);
  all(record.unplaced);
  all(record.repairs);
  if (record.signature) where(record.signature->where);
  all(record.signatures);
}

}  // namespace planrec::extract
