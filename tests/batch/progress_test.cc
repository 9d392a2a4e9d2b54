// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/progress.h"

#include <gmock/gmock.h>

#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"

namespace planrec::batch {
namespace {

TEST(ProgressTest, Duration) {
  const std::pair<double, const char*> cases[] = {
      {0, "0 s"}, {12.4, "12 s"}, {59.6, "1 min 00 s"}, {200, "3 min 20 s"}, {3900, "1 h 05 min"}};
  for (const auto& [seconds, text] : cases) EXPECT_EQ(Duration(seconds), text);
}

TEST(ProgressTest, BarFitsTheTerminal) {
  EXPECT_EQ(BarText(10, 5, 1, 20, 2.5, 8, 0),
            "5/10 documents, 20 pages, 2.5 pages/s, 8 s left, 1 failed");
  EXPECT_THAT(BarText(10, 5, 0, 20, 2.5, 8, 100),
              ::testing::StartsWith("[###############---------------]  5/10 documents"));
  for (const auto language : {language::Language::kVietnamese, language::Language::kEnglish}) {
    language::SetLanguage(language);
    for (int columns = 1; columns < 160; ++columns) {
      EXPECT_LT(CountCodePoints(BarText(1000, 500, 3, 20000, 12, 8000, columns)),
                static_cast<size_t>(columns));
    }
    // What counts keeps its place.
    const auto width = [](int64_t finished, int64_t pages, double rate, double left) {
      return CountCodePoints(BarText(1000, finished, 0, pages, rate, left, 200));
    };
    EXPECT_EQ(width(1, 1, 0.3, 9), width(999, 9999, 120, 359'000));
    EXPECT_EQ(width(1, 1, 0.3, 9), width(10, 20, 3, 3599));
  }
  EXPECT_EQ(BarText(0, 0, 0, 0, 0, -1, 0), "0/0 documents, 0 pages");
  EXPECT_EQ(BarText(1, 1, 0, 1, 0, -1, 0), "1/1 document, 1 page");
  language::SetLanguage(language::Language::kVietnamese);
  EXPECT_EQ(BarText(10, 5, 1, 20, 2.5, 200, 0),
            "5/10 văn bản, 20 trang, 2.5 trang/giây, còn 3 phút 20 giây, 1 lỗi");
  language::SetLanguage(language::Language::kEnglish);
}

}  // namespace
}  // namespace planrec::batch
