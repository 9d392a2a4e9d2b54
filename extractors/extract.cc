// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/extract.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extractors/build_flow.h"
#include "extractors/document_kind.h"
#include "extractors/layout/flow.h"
#include "extractors/layout/spreads.h"
#include "extractors/placement.h"
#include "extractors/review/calibration.h"
#include "extractors/review/checks.h"
#include "extractors/review/evidence.h"
#include "extractors/review/spelling_doubts.h"
#include "extractors/spans/assignments.h"
#include "extractors/spans/citations.h"
#include "extractors/spans/deadlines.h"
#include "extractors/spans/targets.h"
#include "extractors/spans/tasks.h"
#include "extractors/structure/documents.h"
#include "extractors/structure/read_structure.h"
#include "extractors/structure/structure.h"
#include "extractors/vocabulary/agency_keys.h"

namespace planrec::extract {
namespace {

Repair MakeRepair(const std::string& raw, const Edit& edit, int page, int line) {
  Repair repair;
  repair.from = raw.substr(edit.begin, edit.end - edit.begin);
  repair.to = edit.text;
  repair.reason = edit.reason;
  repair.confidence = edit.confidence;
  repair.where.page = page;
  repair.where.line = line;
  return repair;
}

/// The place of a line's edit: the words that it touches, else the line.
Box PlaceOf(const Edit& edit, const TextLine& line) {
  Box box;
  for (const Token& token : line.tokens) {
    if (token.begin < edit.end && token.end > edit.begin) box = Join(box, token.box);
  }
  return box.Empty() ? line.box : box;  // between two words
}

void RepairsOfLine(const TextLine& line, int page, std::vector<Repair>& repairs) {
  for (const Edit& edit : line.edits) {
    Repair repair = MakeRepair(line.raw, edit, page, line.line_number);
    const Box box = PlaceOf(edit, line);
    if (!box.Empty()) repair.where.bbox = box;
    repairs.push_back(std::move(repair));
  }
}

void RepairsOfTable(const GivenTable& table, int page, std::vector<Repair>& repairs) {
  for (const std::vector<GivenTable::Cell>& row : table.rows) {
    for (const GivenTable::Cell& cell : row) {
      for (const Edit& edit : cell.edits)
        repairs.push_back(MakeRepair(cell.raw, edit, page, cell.line_number));
    }
  }
}

/// One Repair per edit of the pages' lines and given tables.
std::vector<Repair> CollectRepairs(const std::vector<Page>& pages) {
  std::vector<Repair> repairs;
  for (const Page& page : pages) {
    for (const TextLine& line : page.lines) RepairsOfLine(line, page.number, repairs);
    for (const GivenTable& table : page.tables) RepairsOfTable(table, page.number, repairs);
  }
  return repairs;
}

/// One document of a file.
struct Part {
  Flow flow;
  int first_page = 1, last_page = 1;  ///< numbers of those that the flow was made of
};

/// The index of the part that has a page: the last that begins on or before it.
size_t PartOfPage(const std::vector<Part>& parts, int page) {
  size_t k = parts.size() - 1;
  while (k > 0 && parts[k].first_page > page) --k;
  return k;
}

/// Pages from one number to another; some may not be there (--pages).
std::span<const Page> PagesOf(std::span<const Page> pages, int first, int last) {
  const auto begin = std::ranges::lower_bound(pages, first, {}, &Page::number);
  const auto end = std::ranges::upper_bound(begin, pages.end(), last, {}, &Page::number);
  return {begin, end};
}

/// The flow of each document of a file, whose last page has that number.
std::vector<Part> SplitFlow(Flow flow, int last_page) {
  const std::vector<size_t> starts = FindDocuments(flow.items);
  std::vector<Part> parts(starts.size());
  for (size_t k = 0; k < starts.size(); ++k) {
    if (k > 0) parts[k].first_page = flow.items[starts[k]].line.page;
    if (k > 0) parts[k - 1].last_page = parts[k].first_page - 1;
  }
  parts.back().last_page = last_page;
  if (parts.size() == 1) {
    parts.front().flow = std::move(flow);
    return parts;
  }
  for (size_t k = 0; k < starts.size(); ++k) {
    const size_t end = k + 1 < starts.size() ? starts[k + 1] : flow.items.size();
    Flow& part = parts[k].flow;
    part.has_positions = flow.has_positions;
    for (size_t i = starts[k]; i < end; ++i) {
      FlowItem& item = part.items.emplace_back(std::move(flow.items[i]));
      if (item.table < 0) continue;
      part.tables.push_back(std::move(flow.tables[static_cast<size_t>(item.table)]));
      item.table = static_cast<int>(part.tables.size()) - 1;
    }
  }
  for (DroppedText& text : flow.dropped)
    parts[PartOfPage(parts, text.text.Locate().page)].flow.dropped.push_back(std::move(text));
  for (Repair& repair : flow.repairs)
    parts[PartOfPage(parts, repair.where.page)].flow.repairs.push_back(std::move(repair));
  // These name no place.
  parts.front().flow.warnings = std::move(flow.warnings);
  return parts;
}

/// All of a record but its source and what is said of it; `pages` as the structure was read from.
PlanRecord MakeRecord(Structure structure, std::span<const Page> pages) {
  PlanRecord record;
  record.citations = ExtractCitations(structure);
  record.targets = ExtractTargets(structure);
  record.deadlines = ExtractDeadlines(structure);
  record.assignments = ExtractAssignments(structure);
  record.tasks = ExtractTasks(structure.tables, record.deadlines);

  record.document = std::move(structure.document);
  record.sections = std::move(structure.sections);
  record.tables = std::move(structure.tables);
  record.appendices = std::move(structure.appendices);
  record.recipients = std::move(structure.recipients);
  record.signature = std::move(structure.signature);
  record.signatures = std::move(structure.signatures);
  record.notes = std::move(structure.notes);
  record.repairs = std::move(structure.repairs);
  record.warnings = std::move(structure.warnings);
  TellKind(pages, record);
  PlaceWords(pages, structure, record);
  return record;
}

void Finish(PlanRecord& record) {
  for (const Page& page : record.pages)
    record.e_signatures.insert(record.e_signatures.end(), page.signatures.begin(),
                               page.signatures.end());
  std::vector<Repair> repairs = CollectRepairs(record.pages);
  record.repairs.insert(record.repairs.begin(), std::make_move_iterator(repairs.begin()),
                        std::make_move_iterator(repairs.end()));
  AssignAgencyKeys(record);
  Calibrate(record);
  DoubtSpellings(record);
  WeighEvidence(record);
  CheckRecord(record);
  CheckPlaces(record);
}

/// The path of a part, as the record's name has it.
std::string PathOfPart(const std::string& path, int part) {
  return part == 1 ? path : path + "#" + std::to_string(part);
}

}  // namespace

std::vector<PlanRecord> ExtractPlans(Document document) {
  const Spreads spreads(document);
  const std::span<const Page> pages(spreads.document().pages);
  std::vector<Part> parts =
      SplitFlow(BuildFlow(spreads.document()), pages.empty() ? 0 : pages.back().number);
  std::vector<Structure> structures;
  for (Part& part : parts) structures.push_back(ReadStructure(std::move(part.flow)));
  for (size_t k = 1; k < parts.size(); ++k)
    structures[k].document.attached_to = FindCarrier(structures, k);

  std::vector<PlanRecord> records;
  for (size_t k = 0; k < parts.size(); ++k) {
    records.push_back(MakeRecord(std::move(structures[k]),
                                 PagesOf(pages, parts[k].first_page, parts[k].last_page)));
    spreads.PlaceBack(records.back());
  }
  for (size_t k = 0; k < parts.size(); ++k) {
    PlanRecord& record = records[k];
    record.source = document.source;
    if (parts.size() == 1) {
      record.pages = std::move(document.pages);
    } else {
      const int part = static_cast<int>(k) + 1;
      record.part = part;
      record.parts = static_cast<int>(parts.size());
      record.source.path = PathOfPart(document.source.path, part);
      const std::span<const Page> own =
          PagesOf(document.pages, spreads.SourcePage(parts[k].first_page),
                  spreads.SourcePage(parts[k].last_page));
      record.pages.assign(own.begin(), own.end());
    }
    Finish(record);
  }
  return records;
}

PlanRecord ExtractPlan(Document document) {
  return std::move(ExtractPlans(std::move(document)).front());
}

}  // namespace planrec::extract
