// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/report.h"

#include <gmock/gmock.h>

#include "pipeline/batch/progress.h"
#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;
using ::testing::HasSubstr;
using ::testing::Not;

class ReportTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    auto ledger = Ledger::Open(At("ledger.sqlite"));
    ASSERT_TRUE(ledger);
    ledger_ = std::move(*ledger);
    ASSERT_TRUE(ledger_->BeginRun());
  }

  void Add(InputEntry entry) {
    Found found;
    found.file = found.path = entry.path;
    ASSERT_TRUE(ledger_->AddInput(found));
    entries_.push_back(std::move(entry));
  }

  std::string Report(size_t most_bytes = kReportBytes) {
    EXPECT_TRUE(ledger_->EndInputs());
    for (size_t i = 0; i < entries_.size(); ++i) {
      EXPECT_TRUE(ledger_->Finish(static_cast<int64_t>(i) + 1, entries_[i],
                                  ResultKey{"sha" + std::to_string(i), "f", "s"}, {1, "", "", {}}));
    }
    EXPECT_TRUE(WriteReport(At("report.html"), summary_, CorrectedRecords(), *ledger_, most_bytes));
    return Read("report.html");
  }

  static InputEntry Done(const std::string& path) {
    InputEntry entry;
    entry.path = path;
    entry.status = InputStatus::kDone;
    entry.record = "records/" + path + ".plan.json";
    entry.brief.title = "Chăm sóc cây xanh";
    return entry;
  }

  std::unique_ptr<Ledger> ledger_;
  std::vector<InputEntry> entries_;
  schemas::BatchSummary summary_;
};

TEST_F(ReportTest, EverythingIsEscaped) {
  InputEntry entry = Done("a<b>\"'&\n%?#.pdf");
  entry.brief.title = "<script>alert(1)</script>";
  entry.brief.code = "1/KH-<b>";
  entry.brief.issuer = "<img src=x onerror=alert(1)>";
  Add(entry);
  InputEntry failed;
  failed.path = "</table>";
  failed.error = Error{ErrorType::kCorrupt, "<svg onload=alert(1)>", 3};
  Add(failed);
  summary_.settings.push_back({"lang", "<i>", {}, {}});
  const std::string html = Report();
  for (const char* raw :
       {"<script>alert", "KH-<b>", "a<b>", "<img", "<svg", "</table></span>", "<i>"}) {
    EXPECT_EQ(html.find(raw), std::string::npos) << raw;
  }
  EXPECT_THAT(html, HasSubstr("href=\"records/a%3Cb%3E%22%27%26%0A%25%3F%23.pdf.plan.json\""));
  EXPECT_THAT(html, HasSubstr("corrupt, trang · page 3: &lt;svg onload"));
  // Nothing is fetched from elsewhere.
  EXPECT_THAT(html, Not(HasSubstr("http://")));
  EXPECT_THAT(html, Not(HasSubstr("https://")));
}

TEST_F(ReportTest, LargeBatchesStaySmallAndProblemsComeFirst) {
  for (int i = 0; i < 10'000; ++i) {
    InputEntry entry = Done("folder/document-" + std::to_string(i) + ".pdf");
    if (i >= 9'990) {
      entry.status = InputStatus::kFailed;
      entry.record.clear();
      entry.error = Error{ErrorType::kCorrupt, "damaged"};
    }
    Add(entry);
  }
  summary_.totals.inputs = 10'000;
  const std::string html = Report();
  EXPECT_LE(html.size(), size_t{2} << 20);
  EXPECT_THAT(html, HasSubstr("more inputs are not shown"));
  EXPECT_THAT(html, HasSubstr("document-9999.pdf"));
  EXPECT_LT(html.find("document-9999.pdf"), html.find("document-0.pdf"));
}

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
