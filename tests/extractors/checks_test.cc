// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/checks.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::extract {
namespace {

PlanRecord Plan() {
  PlanRecord record;
  record.document.type = "KH";
  record.document.number = 12;
  record.document.code = "12/KH-UBND";
  record.document.notation = "KH-UBND";
  record.document.issued_on = "2024-03-05";
  record.document.issuer =
      Issuer{"Ủy ban nhân dân huyện Thanh Miện", "district", "Thanh Miện", 1.0};
  return record;
}

std::string Codes(PlanRecord record) {
  CheckRecord(record);
  std::ostringstream out;
  for (const Warning& warning : record.warnings) {
    if (out.tellp() > 0) out << "; ";
    out << warning.code << ' ' << warning.pointer;
  }
  return out.str();
}

TableCell Cell(int column, std::string text) {
  TableCell cell;
  cell.column = column;
  cell.text = PlacedText::Plain(std::move(text));
  return cell;
}

TableRow Row(std::vector<std::string> texts, RowKind kind = RowKind::kData) {
  TableRow row;
  row.kind = kind;
  for (size_t i = 0; i < texts.size(); ++i)
    row.cells.push_back(Cell(static_cast<int>(i), texts[i]));
  return row;
}

TEST(Checks, ASoundPlanHasNoWarnings) {
  EXPECT_EQ(Codes(Plan()), "");
  EXPECT_EQ(Codes(PlanRecord()), "");
}

TEST(Checks, WhatIsNoDocumentIsSaidToBeNone) {
  for (const DocumentKind kind : {DocumentKind::kForm, DocumentKind::kOther, DocumentKind::kNone}) {
    PlanRecord record;
    record.document.kind = kind;
    EXPECT_EQ(Codes(record), "document.none /document") << NameOf(kind);
  }
  EXPECT_EQ(Codes(PlanRecord()), "");
}

TEST(Checks, TheAppendixNamesTheHead) {
  const struct {
    std::optional<std::string> code, date;
    const char* warnings;
  } cases[] = {
      {"12/KH-UBND", "2024-03-05", ""},
      {"12/KH-UBND", "2024-03", ""},
      {"/KH-UBND", std::nullopt, ""},  // a blank number agrees with any
      {"13/KH-UBND", "2024-03-05", "appendix.code_mismatch /appendices/0/attached_to"},
      {"12/QĐ-UBND", std::nullopt, "appendix.code_mismatch /appendices/0/attached_to"},
      {"12/KH-UBND", "2024-03-06", "appendix.code_mismatch /appendices/0/attached_on"},
  };
  for (const auto& c : cases) {
    PlanRecord record = Plan();
    Appendix appendix;
    appendix.attached_to = c.code;
    appendix.attached_on = c.date;
    record.appendices.push_back(appendix);
    EXPECT_EQ(Codes(record), c.warnings) << c.code.value_or("-");
  }
  PlanRecord enacted = Plan();
  enacted.document.enacted_by = EnactedBy{"QĐ", 7, "7/QĐ-UBND", "2024-03-05", {}, {}};
  Appendix appendix;
  appendix.attached_to = "7/QĐ-UBND";
  enacted.appendices.push_back(appendix);
  EXPECT_EQ(Codes(enacted), "");
  enacted.document.code = "7/QĐ-UBND";  // lent by the decision: no contradiction to the plan's type
  EXPECT_EQ(Codes(enacted), "");
}

TEST(Checks, NothingIsDueBeforeTheIssueDate) {
  PlanRecord record = Plan();
  Deadline early, late, open;
  early.to = "2024-03-01";
  late.to = "2024-03-31";
  record.deadlines = {late, early, open};
  EXPECT_EQ(Codes(record), "date.before_issue /deadlines/1");
  record.document.issued_on = "2024-03";  // the day is blank: nothing can be said
  EXPECT_EQ(Codes(record), "");
}

TEST(Checks, SymbolsFitTypeAndIssuer) {
  PlanRecord head = Plan();
  head.document.type = "CT";
  EXPECT_EQ(Codes(head), "symbol.mismatch /document/notation");
  head = Plan();
  head.document.issuer->name = "Hội đồng nhân dân huyện Thanh Miện";
  EXPECT_EQ(Codes(head), "symbol.mismatch /document/notation");
  const struct {
    const char* code;
    const char* type;
    const char* issuer;
    bool fits;
  } cases[] = {
      {"42/2022/NĐ-CP", "NĐ", "Chính phủ", true},
      {"15/QĐ-TTg", "QĐ", "Thủ tướng, Chính phủ", true},
      {"19-NQ/TW", "NQ", "Hội nghị lần thứ sáu BCH Trung ương Đảng khóa XII", true},
      {"540-QĐ/TW", "QyĐ", "Tỉnh uỷ", false},
      {"8/KH-UBND", "KH", "UBND tỉnh", true},
      {"8/KH-UBND", "QĐ", "UBND tỉnh", false},
      {"8/KH-UBND", "KH", "Sở Nội vụ", false},
      {"9/BGDĐT-GDPT", "CV", "Bộ GDĐT", true},
      {"12/BXD-QLN", "CV", "Bộ Xây dựng", true},
  };
  for (const auto& c : cases) {
    PlanRecord record = Plan();
    Citation citation;
    citation.code = c.code;
    citation.type = c.type;
    citation.issuer = c.issuer;
    record.citations.push_back(citation);
    EXPECT_EQ(Codes(record), c.fits ? "" : "symbol.mismatch /citations/0")
        << c.code << ' ' << c.issuer;
  }
}

TEST(Checks, OrdinalsWithoutGaps) {
  PlanRecord record = Plan();
  Table table;
  table.columns = {{"TT", "ordinal"}, {"Nhiệm vụ", "task"}};
  table.rows = {Row({"TT", "Nhiệm vụ"}, RowKind::kHeader),
                Row({"I"}, RowKind::kGroup),
                Row({"1", "a"}),
                Row({"2", "b"}),
                Row({"", "c"}),
                Row({"II"}, RowKind::kGroup),
                Row({"1", "d"}),
                Row({"3", "e"}),
                Row({"4.", "f"})};
  record.tables.push_back(table);
  EXPECT_EQ(Codes(record), "ordinal.gap /tables/0/rows/7");
}

TEST(Checks, TotalsAndScores) {
  PlanRecord record = Plan();
  Table table;
  table.columns = {{"Đơn vị", "other"}, {"Kinh phí", "budget"}, {"Ghi chú", "note"}};
  table.rows = {Row({"Xã A", "1.200,5", ""}), Row({"Xã B", "300", "x"}),
                Row({"Tổng cộng", "1.500,5", ""})};
  record.tables.push_back(table);
  EXPECT_EQ(Codes(record), "");
  record.tables[0].rows[2].cells[1] = Cell(1, "1.600,5");
  EXPECT_EQ(Codes(record), "sum.mismatch /tables/0/rows/2");
  record.tables.clear();
  SectionNode right, wrong;
  right.text = PlacedText::Plain("Cải thiện tiêu chí (đạt 0,4/0,5 điểm trừ 0,1 điểm).");
  wrong.text = PlacedText::Plain("Cải thiện tiêu chí (đạt 0,4/0,5 điểm trừ 0,2 điểm).");
  right.children.push_back(wrong);
  record.sections.push_back(right);
  EXPECT_EQ(Codes(record), "sum.mismatch /sections/0/children/0");
}

TEST(Checks, Pages) {
  PlanRecord record = Plan();
  Page good, failed, blank, turned;
  good.number = 1;
  good.lines.emplace_back();
  failed.number = 2;
  failed.error = Error{ErrorType::kTimeout, "the page took too long"};
  blank.number = 3;
  turned.number = 4;
  turned.lines.emplace_back();
  turned.diagnostics.push_back({"page.turned", "read sideways"});
  record.pages = {good, failed, blank, turned};
  EXPECT_EQ(Codes(record),
            "page.failed /source/pages/1; page.blank /source/pages/2; page.turned /source/pages/3");
}

}  // namespace
}  // namespace planrec::extract
