// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/action_verbs.h"

#include <gtest/gtest.h>

namespace planrec::extract {
namespace {

TEST(Clauses, TrimsWholeLettersOnly) {
  const struct {
    const char* text;
    const char* marks;
    const char* kept;
  } cases[] = {{" a b ", "", "a b"},
               {"– Phòng Nội vụ.", ".–", "Phòng Nội vụ"},
               {"“Đề án”", "–—", "“Đề án”"},
               {"Sở Y tế…", ".–", "Sở Y tế…"},
               {"— –", "–—", ""},
               {"", "-", ""}};
  for (const auto& [text, marks, kept] : cases) {
    const std::string_view all = text;
    const Span span = TrimSpan(all, {0, all.size()}, marks);
    EXPECT_EQ(all.substr(span.begin, span.size()), kept) << text;
  }
}

TEST(Clauses, SentencesKeepNumbersAndAbbreviations) {
  const auto count = [](std::string_view text) { return Sentences(text).size(); };
  EXPECT_EQ(count("Thu 1.250 tỷ đồng. Chi 900 tỷ đồng."), 2u);
  EXPECT_EQ(count("UBND TP. Hưng Yên ban hành."), 1u);
  EXPECT_EQ(count("nghiêm túc thực hiện./."), 1u);
  EXPECT_EQ(count("Sửa chữa cầu... Trồng cây."), 2u);
  EXPECT_EQ(count(""), 0u);
}

TEST(Clauses, ADutysVerbIsNoNoun) {
  const auto first = [](std::string_view text) -> std::string_view {
    const size_t at = FindAction(text, 0);
    return at == std::string_view::npos ? "" : text.substr(at);
  };
  EXPECT_EQ(first("các cơ quan, tổ chức có liên quan tham mưu"), "tham mưu");
  EXPECT_EQ(first("Phòng Tài chính - Kế hoạch tham mưu"), "tham mưu");
  EXPECT_EQ(first("dự án đầu tư xây dựng huyện triển khai"), "triển khai");
  EXPECT_EQ(first("UBND phường Hồng Ngự cử đại diện"), "cử đại diện");
  EXPECT_EQ(first("Đoàn kiểm tra của Bộ"), "");
  EXPECT_EQ(first("Cải cách thể chế"), "");
}

}  // namespace
}  // namespace planrec::extract
