// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/extract.h"

#include <iterator>
#include <utility>
#include <vector>

#include "extractors/build_flow.h"
#include "extractors/layout/flow.h"
#include "extractors/layout/spreads.h"
#include "extractors/review/calibration.h"
#include "extractors/review/checks.h"
#include "extractors/review/evidence.h"
#include "extractors/review/spelling_doubts.h"
#include "extractors/spans/assignments.h"
#include "extractors/spans/citations.h"
#include "extractors/spans/deadlines.h"
#include "extractors/spans/targets.h"
#include "extractors/spans/tasks.h"
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

/// One Repair per edit of the pages' lines and given tables, placed at the tokens that it touches.
std::vector<Repair> CollectRepairs(const std::vector<Page>& pages) {
  std::vector<Repair> repairs;
  for (const Page& page : pages) {
    for (const TextLine& line : page.lines) {
      for (const Edit& edit : line.edits) {
        Repair repair = MakeRepair(line.raw, edit, page.number, line.line_number);
        Box box;
        for (const Token& token : line.tokens) {
          if (token.begin < edit.end && token.end > edit.begin) box = Join(box, token.box);
        }
        if (box.Empty()) box = line.box;  // between two words
        if (!box.Empty()) repair.where.bbox = box;
        repairs.push_back(std::move(repair));
      }
    }
    for (const GivenTable& table : page.tables) {
      for (const std::vector<GivenTable::Cell>& row : table.rows) {
        for (const GivenTable::Cell& cell : row) {
          for (const Edit& edit : cell.edits)
            repairs.push_back(MakeRepair(cell.raw, edit, page.number, cell.line_number));
        }
      }
    }
  }
  return repairs;
}

}  // namespace

PlanRecord ExtractPlan(Document document) {
  const Spreads spreads(document);
  Structure structure = ReadStructure(BuildFlow(spreads.document()));

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
  record.repairs = std::move(structure.repairs);
  record.warnings = std::move(structure.warnings);
  spreads.PlaceBack(record);
  record.source = std::move(document.source);
  record.pages = std::move(document.pages);
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
  return record;
}

}  // namespace planrec::extract
