// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/tasks.h"

#include <gtest/gtest.h>

#include "extractors/tables/tables.h"
#include "extractors/tables/tables_given.h"
#include "tests/extractors/table_dump.h"

namespace planrec::extract {
namespace {

Table MakeTable(std::string_view text) {
  std::vector<Warning> warnings;
  Table table = FinishTable(TableFromGiven(Given(text), 1), warnings);
  table.id = "tb1";
  return table;
}

void AddList(std::string& out, std::string_view name, const std::vector<std::string>& list) {
  if (list.empty()) return;
  out.append(" ").append(name).append("=");
  for (const std::string& item : list) out.append("<").append(item).append(">");
}

std::string Dump(const Task& task) {
  std::string out = task.id;
  out.append(" r").append(std::to_string(task.row));
  if (task.group) out.append(" {").append(*task.group).append("}");
  if (task.ordinal) out.append(" #").append(*task.ordinal);
  if (task.task) out.append(" t=").append(*task.task);
  if (task.activity) out.append(" a=").append(*task.activity);
  AddList(out, "out", task.outputs);
  AddList(out, "lead", task.lead);
  AddList(out, "support", task.support);
  if (task.deadline) out.append(" d=").append(*task.deadline);
  return out;
}

std::string Tasks(const Table& table, const std::vector<Deadline>& deadlines) {
  std::string out;
  for (const Task& task : ExtractTasks({table}, deadlines)) out.append(Dump(task)).append("\n");
  return out;
}

Deadline At(std::string id, int row, std::string text) {
  Deadline deadline;
  deadline.id = std::move(id);
  deadline.anchor.table = "tb1";
  deadline.anchor.row = row;
  deadline.text = std::move(text);
  return deadline;
}

TEST(ExtractTasks, MergedCellsAreCarriedDown) {
  const Table table = MakeTable(
      "STT|Nhiệm vụ|Hoạt động|Kết quả|Chủ trì|Phối hợp|Thời gian\n"
      "*I|*NHÓM||||||\n"
      "1|Việc a|Họp|Báo cáo; Kế hoạch;|Phòng Nội vụ; Phòng Tư pháp|UBND các phường, xã|Quý I\n"
      "||Tập huấn|||Phòng Nội vụ|Quý II\n"
      "*II NHÓM HAI|||||||\n"
      "2|Việc b|Rà soát|Báo cáo, Công văn|Phòng Tư pháp||Quý I");
  EXPECT_EQ(
      Tasks(table, {At("d1", 2, "Quý I"), At("d2", 3, "Quý II"), At("d3", 5, "Quý I")}),
      "tk1 r2 {I NHÓM} #1 t=Việc a a=Họp out=<Báo cáo><Kế hoạch> lead=<Phòng Nội vụ><Phòng Tư "
      "pháp> support=<UBND các phường, xã> d=d1\n"
      "tk2 r3 {I NHÓM} #1 t=Việc a a=Tập huấn support=<Phòng Nội vụ> d=d2\n"
      "tk3 r5 {II NHÓM HAI} #2 t=Việc b a=Rà soát out=<Báo cáo, Công văn> lead=<Phòng Tư pháp> "
      "d=d3\n");
}

TEST(ExtractTasks, RowsOfAMergedDeadlineShareIt) {
  Table table = MakeTable("STT|Nhiệm vụ|Thời hạn\n1|a|Quý I\n2|b|x");
  table.rows[1].cells[2].row_span = 2;
  table.rows[2].cells.pop_back();
  EXPECT_EQ(Tasks(table, {At("d1", 1, "Quý I")}), "tk1 r1 #1 t=a d=d1\ntk2 r2 #2 t=b d=d1\n");
}

TEST(ExtractTasks, ACellOverTwoColumnsCountsOnce) {
  Table table = MakeTable("STT|Nhiệm vụ|Hoạt động|Chủ trì\n1|a|x|Phòng Nội vụ");
  table.rows[1].cells[1].col_span = 2;
  table.rows[1].cells.erase(table.rows[1].cells.begin() + 2);
  EXPECT_EQ(Tasks(table, {}), "tk1 r1 #1 t=a lead=<Phòng Nội vụ>\n");
}

TEST(ExtractTasks, RowsThatGoOnAndRowsOfSumsAreNone) {
  EXPECT_EQ(Tasks(MakeTable("STT|Nhiệm vụ|Chủ trì|Kinh phí\n1|a|Phòng Nội vụ|4\n|- b||\n|(c)||\n"
                            "2|d|Phòng Tư pháp|5\n|Tổng cộng: 02||9"),
                  {}),
            "tk1 r1 #1 t=a - b (c) lead=<Phòng Nội vụ>\ntk2 r4 #2 t=d lead=<Phòng Tư pháp>\n");
  EXPECT_EQ(Tasks(MakeTable("STT|Nhiệm vụ|Chủ trì\n1|Tổng hợp số liệu|Phòng Nội vụ\n"
                            "|b|Phòng Tư pháp"),
                  {}),
            "tk1 r1 #1 t=Tổng hợp số liệu lead=<Phòng Nội vụ>\ntk2 r2 t=b lead=<Phòng Tư pháp>\n");
}

TEST(ExtractTasks, OtherTablesHoldNoTasks) {
  EXPECT_EQ(Tasks(MakeTable("STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2030\n1|a|%|95"), {}), "");
  EXPECT_EQ(Tasks(MakeTable("STT|Nội dung|Kinh phí\n1|a|95"), {}), "");
}

TEST(ExtractTasks, ATimeInAnotherColumnIsNotTheDeadline) {
  const Table table = MakeTable("STT|Nhiệm vụ|Thời hạn\n1|Họp hằng tháng|Quý I");
  EXPECT_EQ(Tasks(table, {At("d1", 1, "hằng tháng"), At("d2", 1, "Quý I")}),
            "tk1 r1 #1 t=Họp hằng tháng d=d2\n");
}

}  // namespace
}  // namespace planrec::extract
