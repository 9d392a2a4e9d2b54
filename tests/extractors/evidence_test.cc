// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/evidence.h"

#include <gtest/gtest.h>

#include <sstream>

#include "extractors/review/witnesses.h"

namespace planrec::extract {
namespace {

constexpr Box kHead{90, 100, 200, 112};

TextLine Line(std::string text, double y) {
  TextLine line;
  line.raw = std::move(text);
  line.box = {90, y, 400, y + 12};
  line.tokens = {{0, static_cast<uint32_t>(line.raw.size()), line.box, 0.98}};
  return line;
}

/// Two recognised pages: "Số: 12/KH-SYT" of 2024-03-05, its number read with `sure`.
PlanRecord Scan(double sure) {
  PlanRecord record;
  for (const int number : {1, 2}) {
    Page page;
    page.number = number;
    page.origin = TextOrigin::kOcr;
    record.pages.push_back(page);
  }
  record.pages[0].lines = {Line("Số: 12/KH-SYT", 100)};
  DocumentFields& head = record.document;
  head.type = "KH";
  head.number = 12;
  head.notation = "KH-SYT";
  head.code = "12/KH-SYT";
  head.issued_on = "2024-03-05";
  head.issuer = Issuer{"Sở Y tế tỉnh Gia Lai", "province", "Gia Lai", 0.99};
  for (const char* field : {"number", "code"})
    head.evidence.push_back({field, {1, kHead, 0}, sure, false});
  for (const char* field : {"notation", "issuer"})
    head.evidence.push_back({field, {1, kHead, 0}, 0.99, false});
  head.evidence.push_back({"issued_on", {1, Box{300, 100, 500, 112}, 0}, 0.7, false});
  record.pages[0].readings = {
      {"number",
       "12",
       kHead,
       {{"12", WitnessOrigin::kInk, sure}, {"72", WitnessOrigin::kInk, (1 - sure) / 2}}},
      {"day",
       "05",
       {330, 100, 340, 112},
       {{"05", WitnessOrigin::kInk, 0.7}, {"06", WitnessOrigin::kInk, 0.25}}}};
  return record;
}

ESignature Signed(const char* signer, const char* at) {
  ESignature signature;
  signature.signer = signer;
  signature.signed_at = at;
  signature.where.page = 2;
  return signature;
}

/// "12 0.99 / 2024-03-05 0.7 / number:appendix=12".
std::string Weighed(PlanRecord record) {
  WeighEvidence(record);
  std::ostringstream out;
  const auto sure = [&](std::string_view field) {
    for (const FieldEvidence& each : record.document.evidence)
      if (each.field == field) return each.confidence;
    return -1.0;
  };
  out.precision(2);
  out << record.document.code.value_or("-") << ' ' << sure("number") << " / "
      << record.document.issued_on.value_or("-") << ' ' << sure("issued_on") << " /";
  for (const FieldEvidence& each : record.document.evidence) {
    if (each.origin != WitnessOrigin::kInk)
      out << ' ' << each.field << ':' << NameOf(each.origin) << '=' << each.value.value_or("-");
  }
  return out.str();
}

TEST(Evidence, WithoutWitnessesAllStays) {
  EXPECT_EQ(Weighed(Scan(0.6)), "12/KH-SYT 0.6 / 2024-03-05 0.7 /");
  PlanRecord record = Scan(0.6);
  WeighEvidence(record);
  EXPECT_EQ(record.document.evidence[0].value, "12");
  EXPECT_EQ(record.document.evidence[1].value, "12/KH-SYT");
  EXPECT_EQ(record.document.evidence[3].value, "Sở Y tế tỉnh Gia Lai");
}

TEST(Evidence, AnAppendixsNoteBearsTheNumberOut) {
  PlanRecord record = Scan(0.6);
  record.pages[1].lines = {Line("(Kèm theo Kế hoạch số 12/KH-SYT ngày 05/3/2024 của Sở Y tế)", 90)};
  EXPECT_EQ(Weighed(record), "12/KH-SYT 0.99 / 2024-03-05 0.7 / number:appendix=12");
  // The second reading of the ink, and the note has it.
  record.pages[1].lines = {Line("(Kèm theo Kế hoạch số 72/KH-SYT của Sở Y tế)", 90)};
  EXPECT_EQ(Weighed(record), "72/KH-SYT 0.99 / 2024-03-05 0.7 / number:appendix=72");
}

TEST(Evidence, WhatContradictsSureInkMakesItDoubtful) {
  PlanRecord record = Scan(0.97);
  record.pages[1].lines = {Line("(Kèm theo Kế hoạch số 13/KH-SYT của Sở Y tế)", 90)};
  const std::string weighed = Weighed(record);
  EXPECT_EQ(weighed.substr(0, 10), "12/KH-SYT ") << weighed;
  WeighEvidence(record);
  EXPECT_LT(record.document.evidence[0].confidence, 0.9);
}

TEST(Evidence, OtherDocumentsOfTheSameSymbolAreNoWitnesses) {
  for (const char* text :
       {"Căn cứ Kế hoạch số 44/KH-SYT ngày 05/2/2023 của Sở Y tế", "(Kèm theo số /KH-SYT)",
        "(Kèm theo Quyết định số 44/KH-SYTX)", "(Kèm theo Kế hoạch số 5/44/KH-SYT)"}) {
    PlanRecord record = Scan(0.6);
    record.pages[1].lines = {Line(text, 90)};
    EXPECT_EQ(Weighed(record), "12/KH-SYT 0.6 / 2024-03-05 0.7 /") << text;
  }
}

TEST(Evidence, AFilesNameSupportsWhatTheInkShowsAndBringsNothing) {
  PlanRecord record = Scan(0.6);
  record.source.path = "2024/12_kh_syt.pdf";
  EXPECT_EQ(Weighed(record), "12/KH-SYT 0.99 / 2024-03-05 0.7 / number:file_name=12");
  record.source.path = "72_kh_syt.pdf";
  EXPECT_EQ(Weighed(record).substr(0, 10), "72/KH-SYT ");
  // Not among the readings: it makes doubtful and gives a candidate, no value.
  record.source.path = "359_kh_syt.pdf";
  const std::string weighed = Weighed(record);
  EXPECT_EQ(weighed.substr(0, 10), "12/KH-SYT ") << weighed;
}

TEST(Evidence, ABlankNumberStaysBlank) {
  PlanRecord record = Scan(0.6);
  record.document.number.reset();
  record.document.code = "/KH-SYT";
  record.pages[0].readings.erase(record.pages[0].readings.begin());
  record.source.path = "12_kh_syt.pdf";
  EXPECT_EQ(Weighed(record), "/KH-SYT 0.6 / 2024-03-05 0.7 / number:file_name=12");
}

TEST(Evidence, TheBodysOwnSignatureTellsTheDay) {
  PlanRecord record = Scan(0.6);
  record.e_signatures = {Signed("SỞ Y TẾ", "2024-03-05T23:30:00Z")};  // the 6th in Vietnam
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-06 0.62 / issued_on:e_signature=2024-03-06");
  record.e_signatures = {Signed("SỞ Y TẾ", "2024-03-05T08:00:00+07:00")};
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-05 0.99 / issued_on:e_signature=2024-03-05");
  // Another body's, a drafting clerk's: no witness of the day.
  record.e_signatures = {Signed("Nguyễn Văn An", "2024-03-02T08:00:00+07:00"),
                         Signed("Trung tâm Tin học", "2024-03-09T08:00:00+07:00")};
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-05 0.7 /");
}

TEST(Evidence, AVisibleStampWhereNoSignatureCanBeRead) {
  PlanRecord record = Scan(0.6);
  record.pages[1].lines = {Line("Ngày ký: 05-03-2024 16:28:46 +07:00", 700)};
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-05 0.99 / issued_on:stamp=2024-03-05");
}

TEST(Evidence, AnAppendixsDayCompletesNothingOfAnotherDocument) {
  PlanRecord record = Scan(0.6);
  Appendix appendix;
  appendix.attached_to = "44/KH-SYT";
  appendix.attached_on = "2024-03-06";
  appendix.where = {2, kHead, 0};
  record.appendices = {appendix};
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-05 0.7 /");
  record.appendices[0].attached_to = "12/KH-SYT";
  EXPECT_EQ(Weighed(record).substr(16), "2024-03-06 0.99 / issued_on:appendix=2024-03-06");
}

Citation Cited(const char* day, double sure = 0.95) {
  Citation citation;
  citation.code = "44/QĐ-UBND";
  citation.issued_on = day;
  citation.confidence = sure;
  return citation;
}

Deadline Due(const char* day, const char* text) {
  Deadline deadline;
  deadline.kind = "date";
  deadline.to = day;
  deadline.text = text;
  deadline.confidence = 0.95;
  return deadline;
}

// The ink's first reading is the 5th, its second the 6th.
TEST(Evidence, ADayFilledInIsNotBeforeWhatTheTextCitesNorBehindWhatIsDue) {
  struct Case {
    std::vector<Citation> citations;
    std::vector<Deadline> deadlines;
    const char* weighed;
  };
  const Case cases[] = {
      {{Cited("2024-03-05")}, {Due("2024-03-05", "trước ngày 05/3/2024")}, "2024-03-05 0.7 /"},
      {{Cited("2024-03-06")}, {}, "2024-03-06 0.8 /"},
      {{Cited("2024-03-06", 0.5)}, {}, "2024-03-05 0.7 /"},  // itself misread, perhaps
      {{Cited("2024-03")}, {}, "2024-03-05 0.7 /"},
      // Neither fits: less sure, and the year where text leaves one for it.
      {{Cited("2024-05-06")}, {}, "2024-03-05 0.2 /"},
      {{Cited("2024-05-06")}, {Due("2025-04-01", "trước ngày 01/4/2025")}, "2025-03-05 0.34 /"},
      {{Cited("2024-05-06")}, {Due("2026-04-01", "trước ngày 01/4/2026")}, "2024-03-05 0.2 /"},
      // A day due without its year has the document's own.
      {{}, {Due("2024-03-01", "trước ngày 01/3")}, "2024-03-05 0.7 /"},
      {{}, {Due("2024-03-01", "trước ngày 01/3/2024")}, "2024-03-05 0.55 /"},
      // They contradict each other.
      {{Cited("2024-03-06")}, {Due("2024-03-01", "trước ngày 01/3/2024")}, "2024-03-05 0.7 /"},
  };
  for (const Case& c : cases) {
    PlanRecord record = Scan(0.6);
    record.citations = c.citations;
    record.deadlines = c.deadlines;
    EXPECT_EQ(Weighed(record).substr(16), c.weighed);
    // Print stands, whatever the text cites.
    record.pages[0].readings.clear();
    EXPECT_EQ(Weighed(record).substr(16), "2024-03-05 0.7 /");
  }
}

TEST(Witnesses, NumbersInFileNames) {
  const struct {
    const char *path, *type, *number;
  } cases[] = {
      {"359_kh_syt.pdf", "KH", "359"},
      {"a/b/KH_1146_to_chuc.pdf", "KH", "1146"},
      {"1761708057398-TB_so_561_Vv_dich.pdf", "TB", "561"},
      {"04CT.signed_20250513_154052.pdf", "CT", "04"},
      {"QD-2760.pdf", "QĐ", "2760"},
      {"3176b_qd_syt.pdf", "QĐ", "3176b"},
      {"Công văn số 8544.pdf", "", "8544"},
      {"045.pdf", "KH", nullptr},                   // an archive's own counting
      {"scan_20250513_154052.pdf", "KH", nullptr},  // a date and a time
      {"12_kh_13_kh.pdf", "KH", nullptr},           // two
      {"359_qd_syt.pdf", "KH", nullptr},            // another type's
      {"kh.pdf", "KH", nullptr},
      {"xa-chuyen-doi-so-0010.txt", "KH", nullptr},
  };
  for (const auto& c : cases) {
    const std::optional<std::string> number = NumberInName(c.path, c.type);
    EXPECT_EQ(number.value_or("none"), c.number ? c.number : "none") << c.path;
  }
}

}  // namespace
}  // namespace planrec::extract
