// SPDX-License-Identifier: GPL-3.0-or-later
//
// Repair of our own recognition with the engine's confidences, by the installed model.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "normalizers/repair/repair.h"
#include "normalizers/repair/repair_pages.h"

namespace planrec::normalize {
namespace {

TEST(OwnReading, ConfidenceAtAPlace) {
  const LineConfidences words = {{0, 4, 0.5}, {5, 9, 0.9}};
  struct Case {
    size_t begin;
    double confidence;  // 0: none
  };
  for (const Case& c : {Case{0, 0.5}, Case{3, 0.5}, Case{4, 0}, Case{5, 0.9}, Case{8, 0.9},
                        Case{9, 0}, Case{100, 0}}) {
    const WordConfidence* word = ConfidenceAt(words, c.begin);
    EXPECT_EQ(word == nullptr ? 0 : word->confidence, c.confidence) << c.begin;
  }
  EXPECT_EQ(ConfidenceAt({}, 0), nullptr);
}

// A line in which one word was read with a confidence, the others surely.
Page Read(const std::string& text, const std::string& word, double confidence) {
  Page page;
  page.number = 1;
  page.origin = TextOrigin::kOcr;
  TextLine line;
  line.raw = text;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    Token token;
    token.begin = static_cast<uint32_t>(begin);
    token.end = static_cast<uint32_t>(end);
    token.confidence = text.substr(begin, end - begin) == word ? confidence : 0.98;
    line.tokens.push_back(token);
    begin = end + 1;
  }
  page.lines.push_back(std::move(line));
  return page;
}

TEST(OwnReading, DoubtfulWordsNeedLessEvidenceAndSureOnesMore) {
  const Result<std::string> folder = FindRepairModel();
  if (!folder) GTEST_SKIP() << folder.error().message;
  const auto model = RepairModel::Load(*folder);
  ASSERT_TRUE(model.ok());
  struct Case {
    const char* text;
    const char* word;
    double confidence;
    const char* expected;  // empty: stays
  };
  for (const Case& c :
       {Case{"Quyết định này có hiệu lực kẻ từ ngày ký.", "kẻ", 0.7, "kể"},
        Case{"Quyết định này có hiệu lực kể từ ngày ký.", "kể", 0.7, ""},
        Case{"chính sách hồ trợ doanh nghiệp nhỏ và vừa", "hồ", 0.6, "hỗ"},
        Case{"bảo tổn di tích và di sản văn hóa", "tổn", 0.75, "tồn"},
        Case{"QUYẾT ĐINH", "ĐINH", 0.6, "ĐỊNH"},
        Case{"TIEN ĐỘ THỰC HIỆN PHÂN LOẠI CHẤT THẢI NĂM 2026", "TIEN", 0.89, "TIẾN"},
        Case{"Nghị quyết Đại hội Đáng bộ tỉnh", "Đáng", 0.8, "Đảng"},
        // Names that no model knows.
        Case{"2. Các thôn: Pốt Kần, Sa Lìn, Bó Nhùng.", "Pốt", 0.93, ""},
        Case{"2. Các thôn: Pốt Kần, Sa Lìn, Bó Nhùng.", "Sa", 0.93, ""},
        Case{"2. Thành viên: ông Vừ Bá Xà; bà Lồ Thị Sửu.", "Vừ", 0.92, ""},
        Case{"1. Tố trưởng: ông Vừ Bá Xà.", "Tố", 0.84, "Tổ"},
        // Words that the words around expect, and commas read as full stops.
        Case{"người khuyết tật độc biệt nặng được hưởng", "độc", 0.7, "đặc"},
        Case{"trách nhiệm banh hành văn bản quy phạm pháp luật", "banh", 0.5, "ban"},
        Case{"cá nhân phải chủ trách nhiệm trước pháp luật", "chủ", 0.88, "chịu"},
        Case{"các chương trình, kế hoạch. dự án, đề án", "hoạch.", 0.63, "hoạch,"},
        Case{"Kết thúc kế hoạch. Các đơn vị báo cáo", "hoạch.", 0.63, ""},
        Case{"các xã Diễn Hồng, Diễn Kỷ, Diễn Phong", "Hồng,", 0.8, ""},
        Case{"thực hiện tong năm 2025 theo kế hoạch", "tong", 0.5, "trong"},
        // Numbers, codes, names and what is no word stay however badly they were read.
        Case{"Căn cứ Quyết định số 131/2021/NĐ-CP ngày 30", "131/2021/NĐ-CP", 0.2, ""},
        Case{"ông Nguyễn Văn Diệp, Chủ tịch", "Diệp,", 0.6, ""},
        Case{"phần mềm eOffice của tỉnh", "eOffice", 0.3, ""},
        Case{"năm 2024 và các năm tiếp theo", "2024", 0.1, ""}}) {
    std::vector<Page> pages = {Read(c.text, c.word, c.confidence)};
    RepairPages(**model, pages);
    const std::vector<Edit>& edits = pages[0].lines[0].edits;
    EXPECT_EQ(pages[0].lines[0].raw, c.text);
    ASSERT_EQ(edits.size(), *c.expected == 0 ? 0U : 1U) << c.text;
    if (!edits.empty()) {
      EXPECT_EQ(edits[0].text, c.expected);
    }
    // The same word read surely stays.
    std::vector<Page> sure = {Read(c.text, "", 1)};
    RepairPages(**model, sure);
    if (*c.expected == 0) {
      EXPECT_TRUE(sure[0].lines[0].edits.empty()) << c.text;
    }
  }
}

}  // namespace
}  // namespace planrec::normalize
