// SPDX-License-Identifier: GPL-3.0-or-later
// Hand-made gold records: no ids, paths of markers, tables by index, inline deadlines.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "schemas/node_paths.h"
#include "schemas/record_json.h"

namespace planrec::schemas {
namespace {

constexpr const char* kGold = R"({
 "document": {"type": "KH", "number": 7, "period": {"from": 2024, "to": 2024}},
 "sections": [
  {"kind": "paragraph", "marker": null, "text": "Mở đầu một.", "children": []},
  {"kind": "paragraph", "marker": null, "text": "Mở đầu hai.", "children": []},
  {"kind": "heading", "marker": "I.", "text": "NỘI DUNG", "children": [
   {"kind": "item", "marker": "-", "text": "một", "children": []},
   {"kind": "item", "marker": "-", "text": "hai", "children": []},
   {"kind": "item", "marker": "5.", "text": "năm", "children": []},
   {"kind": "item", "marker": "5.", "text": "lại năm", "children": [
     {"kind": "paragraph", "marker": null, "text": "đoạn", "children": []}]},
   {"kind": "item", "marker": "-", "text": "ba", "children": []}]}],
 "targets": [{"path": ["I.", "-#3"], "text": "ba", "comparator": "ge", "value": 3}],
 "citations": [{"path": ["¶#2"], "text": "Mở đầu hai", "code": "1/KH"},
               {"path": ["I.", "6."], "text": "x", "code": "2/KH"},
               {"table": 0, "row": 1, "text": "Làm", "code": "3/KH"}],
 "assignments": [{"path": ["I.", "5.#2", "¶#1"], "agency": "A", "role": "lead"},
                 {"path": "I.", "agency": "B", "role": "lead"},
                 {"path": ["I.", "5."], "agency": "C", "role": "lead"}],
 "deadlines": [
  {"table": 0, "row": 1, "text": "Năm 2024", "kind": "year", "from": "2024-01-01", "to": "2024-12-31"},
  {"table": 0, "row": 2, "text": "Năm 2024", "kind": "year", "from": "2024-01-01", "to": "2024-12-31"}],
 "tables": [{"title": null, "pages": [], "columns": [{"name": "STT", "role": "ordinal"},
   {"name": "Việc", "role": "task"}, {"name": "Hạn", "role": "deadline"}], "rows": [
  {"kind": "header", "cells": [{"text": "STT"}, {"text": "Việc"}, {"text": "Hạn"}]},
  {"kind": "data", "cells": [{"text": "1"}, {"text": "Làm", "row_span": 2}, {"text": "Năm 2024"}]},
  {"kind": "data", "cells": [{"text": "2"}, {"text": "Năm 2024"}]},
  {"kind": "group", "cells": [{"text": "I"}, {"text": "NHÓM", "col_span": 2}]},
  {"kind": "data", "cells": [{"text": "3"}, {"text": "Nghỉ"}, {"text": "Quý I"}]}]}],
 "tasks": [
  {"table": 0, "row": 2, "task": "Làm", "deadline": {"text": "Năm 2024", "kind": "year", "from": "2024-01-01", "to": "2024-12-31"}},
  {"table": 0, "row": 1, "task": "Làm", "deadline": 0},
  {"table": 0, "row": 4, "task": "Nghỉ", "deadline": {"text": "Quý I", "kind": "quarter", "from": "2024-01-01", "to": "2024-03-31"}},
  {"table": 0, "row": 4, "task": "Không hạn", "deadline": null}],
 "appendices": [{"label": "PHỤ LỤC", "tables": [0], "sections": [["I."], ["IX."]]}],
 "recipients": ["Như trên"], "signature": {"name": "An"}, "warnings": ["numbering.duplicate"]})";

const SectionNode& At(const PlanRecord& record, std::initializer_list<size_t> path) {
  const std::vector<SectionNode>* nodes = &record.sections;
  const SectionNode* node = nullptr;
  for (const size_t index : path) {
    node = &nodes->at(index);
    nodes = &node->children;
  }
  return *node;
}

TEST(ReadGold, PathsBecomeNodes) {
  const Result<PlanRecord> gold = ReadRecord(kGold);
  ASSERT_TRUE(gold);
  EXPECT_EQ(gold->targets[0].anchor.node, At(*gold, {2, 4}).id);
  EXPECT_EQ(gold->citations[0].anchor.node, At(*gold, {1}).id);
  EXPECT_EQ(gold->citations[1].anchor.node, "");
  EXPECT_EQ(gold->citations[1].anchor.table, "");
  EXPECT_EQ(gold->citations[2].anchor.table, gold->tables[0].id);
  EXPECT_EQ(gold->citations[2].anchor.row, 1);
  EXPECT_EQ(gold->assignments[0].anchor.node, At(*gold, {2, 3, 0}).id);
  EXPECT_EQ(gold->assignments[1].anchor.node, At(*gold, {2}).id);
  EXPECT_EQ(gold->assignments[2].anchor.node, At(*gold, {2, 2}).id);
  EXPECT_EQ(gold->appendices[0].sections, std::vector<std::string>{At(*gold, {2}).id});
  EXPECT_EQ(gold->appendices[0].tables, std::vector<std::string>{gold->tables[0].id});
}

TEST(ReadGold, InlineDeadlinesAreSettled) {
  const Result<PlanRecord> gold = ReadRecord(kGold);
  ASSERT_TRUE(gold);
  ASSERT_EQ(gold->deadlines.size(), 3U);
  EXPECT_EQ(gold->tasks[0].deadline, gold->deadlines[1].id);  // its own row's, not the first
  EXPECT_EQ(gold->tasks[1].deadline, gold->deadlines[0].id);
  EXPECT_EQ(gold->tasks[2].deadline, gold->deadlines[2].id);
  EXPECT_EQ(gold->deadlines[2].anchor.row, 4);
  EXPECT_FALSE(gold->tasks[3].deadline);
}

TEST(ReadGold, CellsFindTheirColumns) {
  const Result<PlanRecord> gold = ReadRecord(kGold);
  ASSERT_TRUE(gold);
  std::string columns;
  for (const TableRow& row : gold->tables[0].rows) {
    for (const TableCell& cell : row.cells) columns += std::to_string(cell.column);
    columns += ' ';
  }
  EXPECT_EQ(columns, "012 012 02 01 012 ");
}

TEST(ReadGold, WarningsMayBeCodes) {
  const Result<PlanRecord> gold = ReadRecord(kGold);
  ASSERT_TRUE(gold);
  ASSERT_EQ(gold->warnings.size(), 1U);
  EXPECT_EQ(gold->warnings[0].code, "numbering.duplicate");
}

TEST(ReadGold, IdsAreUniqueAlsoBesideGivenOnes) {
  const Result<PlanRecord> gold = ReadRecord(
      R"({"sections": [{"kind": "paragraph", "text": "a"}, {"id": "s1", "text": "b"}],
          "targets": [{"id": "t2"}, {}, {}]})");
  ASSERT_TRUE(gold);
  EXPECT_EQ(gold->sections[0].id, "s2");
  EXPECT_EQ(gold->sections[1].id, "s1");
  EXPECT_EQ(gold->targets[1].id, "t1");
  EXPECT_EQ(gold->targets[2].id, "t3");
}

TEST(NodePaths, FormsOfParts) {
  SectionNode dash, second, odd;
  dash.id = "a";
  dash.marker = "-";
  second.id = "b";
  second.marker = "-";
  odd.id = "c";
  const NodePaths paths({dash, second, odd});
  const struct {
    const char* part;
    const char* id;
  } cases[] = {{"-", "a"}, {"-#1", "a"}, {" - #2", "b"}, {"-#3", ""}, {"¶", "c"},
               {"", "c"},  {"¶#1", "c"}, {"¶#2", ""},    {"-#x", ""}, {"-#99999999999", ""}};
  for (const auto& each : cases) EXPECT_EQ(paths.Find({each.part}), each.id) << each.part;
  EXPECT_EQ(paths.Find({}), "");
}

TEST(ReadGold, SharedGoldRecordsResolve) {
  const std::filesystem::path folder =
      std::filesystem::path(PLANREC_SOURCE_DIR) / ".." / "shared" / "gold";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared gold records here";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const Result<PlanRecord> gold = ReadRecord(text.str());
    ASSERT_TRUE(gold) << entry.path();
    // What stands in rows: one deadline a task with a filled cell, none added to those given.
    for (const Task& task : gold->tasks) {
      if (!task.deadline) continue;
      bool same_row = false;
      for (const Deadline& each : gold->deadlines) {
        same_row = same_row || (each.id == *task.deadline && each.anchor.row >= 0);
      }
      EXPECT_TRUE(same_row) << entry.path() << " task " << task.id;
    }
    for (const Target& target : gold->targets) {
      EXPECT_TRUE(!target.anchor.node.empty() || !target.anchor.table.empty()) << target.text;
    }
    for (const Deadline& each : gold->deadlines) {
      EXPECT_TRUE(!each.anchor.node.empty() || !each.anchor.table.empty()) << each.text;
    }
    // Written out it is a record of its own, and reading that gives it back.
    const std::string once = WriteRecord(*gold);
    const Result<PlanRecord> again = ReadRecord(once);
    ASSERT_TRUE(again);
    EXPECT_EQ(WriteRecord(*again), once);
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace planrec::schemas
