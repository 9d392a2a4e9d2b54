// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several documents in one file, and what looks like several and is one.
#include "extractors/structure/documents.h"

#include <gmock/gmock.h>

#include "extractors/extract.h"
#include "extractors/structure/read_structure.h"
#include "flow_builder.h"

namespace planrec::extract {
namespace {

std::string Letterhead(const std::string& number, const std::string& date) {
  return "ỦY BAN NHÂN DÂN\nHUYỆN PHÚ CƯỜNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
         "Độc lập - Tự do - Hạnh phúc\nSố: " +
         number + "\nPhú Cường, " + date + "\n\n";
}

const std::string kClosing =
    "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNinh Thế Duyệt\n";
const std::string kSubmission = Letterhead("77/TTr-UBND", "ngày 12 tháng 6 năm 2026") +
                                "TỜ TRÌNH\nVề việc thông qua Kế hoạch\n\nKính gửi: UBND tỉnh\n\n"
                                "Ủy ban nhân dân huyện trình dự thảo Kế hoạch.\n" +
                                kClosing;
const std::string kLetter = Letterhead("80/UBND-VP", "ngày 13 tháng 6 năm 2026") +
                            "V/v họp giao ban\n\nKính gửi: Các phòng\n\nMời dự họp.\n" + kClosing;
const std::string kDraft = Letterhead("     /KH-UBND", "ngày     tháng     năm 2026") +
                           "KẾ HOẠCH\nNâng cấp chợ năm 2027\n\nI. MỤC TIÊU\n1. 85% chợ.\n" +
                           kClosing;
const std::string kDraftOfJune = Letterhead("     /KH-UBND", "ngày     tháng 6 năm 2026") +
                                 "KẾ HOẠCH\nNâng cấp chợ năm 2027\n\nI. MỤC TIÊU\n1. 85% chợ.\n";
const std::string kPlan = Letterhead("91/KH-UBND", "ngày 20 tháng 6 năm 2026") +
                          "KẾ HOẠCH\nNâng cấp chợ năm 2027\n\nI. MỤC TIÊU\n1. 85% chợ.\n" +
                          kClosing;
const std::string kDecision = Letterhead("15/QĐ-UBND", "ngày 20 tháng 6 năm 2026") +
                              "QUYẾT ĐỊNH\nBan hành Kế hoạch nâng cấp chợ\n\n"
                              "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n" +
                              kClosing;
const std::string kEnacted =
    "KẾ HOẠCH\nNâng cấp chợ năm 2027\n(Kèm theo Quyết định số 15/QĐ-UBND ngày 20/6/2026)\n\n"
    "I. MỤC TIÊU\n1. 85% chợ.\n";
const std::string kCovered =
    "KẾ HOẠCH\nNâng cấp chợ năm 2027\n(Kèm theo Công văn số 80/UBND-VP ngày 13/6/2026)\n\n"
    "I. MỤC TIÊU\n1. 85% chợ.\n";
const std::string kForm = "Mẫu số 01\n" +
                          Letterhead("...../BC-UBND", "ngày ... tháng ... năm ...") +
                          "BÁO CÁO\nKết quả nâng cấp chợ\n\nI. KẾT QUẢ\n1. Số chợ: ....\n";
const std::string kAppendix = "PHỤ LỤC\nDANH MỤC CHỢ\n\n1. Chợ Trung.\n";
const std::string kPage = "\n\f\n";

/// "1/3 80/UBND-VP" for each document, " < part" where it is attached to one.
std::string Documents(const std::string& text) {
  Flow flow = TextFlow(text);
  const std::vector<size_t> starts = FindDocuments(flow.items);
  std::vector<Structure> read;
  for (size_t k = 0; k < starts.size(); ++k) {
    Flow part;
    const size_t end = k + 1 < starts.size() ? starts[k + 1] : flow.items.size();
    for (size_t i = starts[k]; i < end; ++i) part.items.push_back(flow.items[i]);
    read.push_back(ReadStructure(std::move(part)));
  }
  std::string out;
  for (size_t k = 0; k < read.size(); ++k) {
    out += (k > 0 ? ", " : "") + read[k].document.code.value_or("-");
    if (const auto carrier = FindCarrier(read, k)) out += " < " + std::to_string(carrier->part);
  }
  return out;
}

TEST(FindDocuments, Cases) {
  const struct {
    const char* about;
    std::string text, documents;
  } cases[] = {
      {"a plan", kPlan, "91/KH-UBND"},
      {"two letters", kLetter + kPage + kPlan, "80/UBND-VP, 91/KH-UBND"},
      {"a submission and its draft", kSubmission + kPage + kDraft, "77/TTr-UBND, /KH-UBND < 1"},
      {"a submission and its plan", kSubmission + kPage + kPlan, "77/TTr-UBND, 91/KH-UBND < 1"},
      {"a letter and what its note ties to it", kLetter + kPage + kCovered, "80/UBND-VP, - < 1"},
      {"three", kSubmission + kPage + kDraft + kPage + kLetter,
       "77/TTr-UBND, /KH-UBND < 1, 80/UBND-VP"},
      {"a decision and the plan that it enacts", kDecision + kPage + kEnacted, "15/QĐ-UBND"},
      {"a decision, its plan and another letter", kDecision + kPage + kEnacted + kPage + kLetter,
       "15/QĐ-UBND, 80/UBND-VP"},
      {"an appendix", kPlan + kPage + kAppendix, "91/KH-UBND"},
      {"a form among the appendices", kPlan + kPage + kAppendix + kPage + kForm, "91/KH-UBND"},
      {"a form without its label", kPlan + kPage + kAppendix + kPage + kForm.substr(12),
       "91/KH-UBND"},
      {"a second letter behind the appendices", kPlan + kPage + kAppendix + kPage + kLetter,
       "91/KH-UBND, 80/UBND-VP"},
      {"a draft with its month behind the appendices",
       kSubmission + kPage + kAppendix + kPage + kDraftOfJune, "77/TTr-UBND, /KH-UBND < 1"},
      {"the same sheet twice", kPlan + kPage + kPlan, "91/KH-UBND"},
      {"no page begins there", kLetter + kPlan, "80/UBND-VP"},
      {"nothing", "", "-"},
  };
  for (const auto& c : cases) EXPECT_EQ(Documents(c.text), c.documents) << c.about;
}

/// A text source with one page a text.
Document Pages(const std::vector<std::string>& pages) {
  Document document;
  document.source = {"a/b.txt", std::string(64, 'a'), 1, "text/plain"};
  int number = 0;
  for (const std::string& text : pages) {
    Page& page = document.pages.emplace_back();
    page.number = static_cast<int>(document.pages.size());
    page.origin = TextOrigin::kFile;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      ++number;
      if (end > at) {
        TextLine& line = page.lines.emplace_back();
        line.raw = text.substr(at, end - at);
        line.line_number = number;
        line.blank_before = at > 0 && text[at - 1] == '\n' && (at < 2 || text[at - 2] == '\n');
      }
      at = end + 1;
    }
  }
  return document;
}

TEST(ExtractPlans, EachDocumentHasItsRecord) {
  const std::vector<PlanRecord> records =
      ExtractPlans(Pages({kSubmission, kDraft, "1. Còn lại.\n", kLetter}));
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].source.path, "a/b.txt");
  EXPECT_EQ(records[1].source.path, "a/b.txt#2");
  EXPECT_EQ(records[2].source.path, "a/b.txt#3");
  ASSERT_EQ(records[1].pages.size(), 2u);
  EXPECT_EQ(records[1].pages[0].number, 2);
  EXPECT_EQ(records[1].part, 2);
  EXPECT_EQ(records[1].parts, 3);
  ASSERT_TRUE(records[1].document.attached_to);
  EXPECT_EQ(records[1].document.attached_to->part, 1);
  EXPECT_EQ(records[1].document.attached_to->code, "77/TTr-UBND");
  EXPECT_FALSE(records[2].document.attached_to);
  for (const PlanRecord& record : records) {
    EXPECT_EQ(record.words.unplaced, 0) << record.source.path;
    EXPECT_FALSE(record.recipients.empty()) << record.source.path;
  }
  const std::vector<PlanRecord> one = ExtractPlans(Pages({kPlan}));
  ASSERT_EQ(one.size(), 1u);
  EXPECT_FALSE(one[0].part || one[0].parts);
  EXPECT_EQ(one[0].source.path, "a/b.txt");
}

TEST(ExtractPlans, PagesThatWereNotReadAreNotCounted) {
  const struct {
    std::vector<std::string> texts;
    std::vector<int> numbers;
    std::vector<std::vector<int>> pages;  ///< of each record
  } kCases[] = {
      {{kSubmission, kDraft, "1. Còn lại.\n"}, {1, 9, 10}, {{1}, {9, 10}}},
      {{kSubmission, "2. Tiếp theo.\n", kLetter}, {2, 5, 9}, {{2, 5}, {9}}},
      {{kSubmission, kDraft, kLetter}, {7, 8, 200}, {{7}, {8}, {200}}},
      {{kPlan, "2. Tiếp theo.\n"}, {3, 4}, {{3, 4}}},
  };
  for (const auto& each : kCases) {
    Document document = Pages(each.texts);
    for (size_t k = 0; k < each.numbers.size(); ++k) document.pages[k].number = each.numbers[k];
    std::vector<std::vector<int>> pages;
    for (const PlanRecord& record : ExtractPlans(std::move(document))) {
      std::vector<int>& numbers = pages.emplace_back();
      for (const Page& page : record.pages) numbers.push_back(page.number);
      EXPECT_EQ(record.words.unplaced, 0);
      for (const SectionNode& section : record.sections)
        EXPECT_THAT(numbers, testing::Contains(section.where.page));
    }
    EXPECT_EQ(pages, each.pages);
  }
}

}  // namespace
}  // namespace planrec::extract
