// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/table_ordinals.h"

#include <gtest/gtest.h>

#include "extractors/tables/tables.h"
#include "extractors/tables/tables_given.h"
#include "tests/extractors/table_dump.h"

namespace planrec::extract {
namespace {

/// Ordinals of the table's rows after mending, and the repairs.
std::string Mend(std::string_view text) {
  std::vector<Warning> warnings;
  Table table = FinishTable(TableFromGiven(Given(text), 1), warnings);
  std::vector<Repair> repairs;
  MendOrdinals(table, repairs);
  std::string out;
  for (const TableRow& row : table.rows)
    if (row.kind != RowKind::kHeader) out.append(row.cells[0].text.text).append(" ");
  for (const Repair& repair : repairs)
    out.append("[").append(repair.from).append(">").append(repair.to).append("]");
  return out;
}

/// A table of one column.
Table Column(const TableColumn& head, const std::vector<std::string>& cells) {
  Table table;
  table.columns = {head};
  for (const std::string& text : cells) {
    TableRow row;
    row.kind = RowKind::kData;
    row.cells.emplace_back();
    row.cells[0].text = PlacedText::Plain(text);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string Cells(const Table& table) {
  std::string out;
  for (const TableRow& row : table.rows) out += row.cells[0].text.text + ";";
  return out;
}

TEST(MendOrdinals, Cases) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"STT|Nhiệm vụ|Chủ trì|Hạn\nI|*A||\n1|a|x|y\nH|*B||\n1|b|x|y", "I 1 II 1 [H>II]"},
      {"STT|Nhiệm vụ|Chủ trì|Hạn\n1|a|x|y\n2|b|x|y\n3~|c|x|y", "1 2 3 [3~>3]"},
      {"STT|Nhiệm vụ|Chủ trì|Hạn\n|*Nhóm||\n1|a|x|y\nH|*B||\n1|b|x|y\nII|*C||",
       "Nhóm 1 II 1 III [H>II][II>III]"},
      {"STT|Nhiệm vụ|Chủ trì|Hạn\n1|a|x|y\nCÓ 2|b|x|y", "1 2 [CÓ 2>2]"},
      // What is printed rightly stays, also where it skips.
      {"STT|Nhiệm vụ|Chủ trì|Hạn\n1|a|x|y\n3|b|x|y\n5|c|x|y", "1 3 5 "},
      {"STT|Nhiệm vụ|Chủ trì|Hạn\na)|a|x|y\n-|b|x|y", "a) - "},
      {"STT|Nhiệm vụ|Chủ trì|Hạn\n1|a|x|y\nK|b|x|y", "1 K "},
  };
  for (const auto& [in, out] : cases) EXPECT_EQ(Mend(in), out) << in;
}

TEST(TableOrdinals, BetweenItsNeighbours) {
  const auto mend = [](const std::vector<std::string>& ordinals) {
    Table table = Column({"STT", ColumnRole::kOrdinal}, ordinals);
    std::vector<Repair> repairs;
    MendOrdinals(table, repairs);
    return Cells(table);
  };
  EXPECT_EQ(mend({"1", "2", "3", "Lá", "5", "6"}), "1;2;3;4;5;6;");
  EXPECT_EQ(mend({"Ì", "2", "3"}), "1;2;3;");
  EXPECT_EQ(mend({"1.", "Z", "3.", "4."}), "1.;2.;3.;4.;");
  // One neighbour is too little; a name is no ordinal; an empty cell stays empty.
  EXPECT_EQ(mend({"1", "Lá", "3"}), "1;Lá;3;");
  EXPECT_EQ(mend({"1", "Phòng", "3", "4"}), "1;Phòng;3;4;");
  EXPECT_EQ(mend({"1", "", "3", "4"}), "1;;3;4;");
}

std::string Quarters(const std::vector<std::string>& cells, size_t* repaired = nullptr) {
  Table table = Column({"Thời gian", ColumnRole::kDeadline}, cells);
  std::vector<Repair> repairs;
  MendQuarters(table, repairs);
  if (repaired != nullptr) *repaired = repairs.size();
  return Cells(table);
}

TEST(TableOrdinals, QuartersAmongRomanOnes) {
  size_t repaired = 0;
  EXPECT_EQ(Quarters({"Quý 1/2030", "Quý II/2030", "Quý IV/2030"}, &repaired),
            "Quý I/2030;Quý II/2030;Quý IV/2030;");
  EXPECT_EQ(repaired, 1u);
  EXPECT_EQ(Quarters({"Quý 1/2030", "Quý 2/2030", "Quý II/2030", "Quý III"}),
            "Quý 1/2030;Quý 2/2030;Quý II/2030;Quý III;");
  EXPECT_EQ(Quarters({"Quý 1/2030", "Thường xuyên"}), "Quý 1/2030;Thường xuyên;");
  EXPECT_EQ(Quarters({"Quý 12/2030", "Quý II", "Quý III"}), "Quý 12/2030;Quý II;Quý III;");
}

}  // namespace
}  // namespace planrec::extract
