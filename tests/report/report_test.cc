// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/report/report.h"

#include <gmock/gmock.h>
#include <nettle/base64.h>
#include <zlib.h>

#include <nlohmann/json.hpp>

#include "schemas/record_figures.h"
#include "tests/batch/batch_files.h"

namespace planrec::report {
namespace {

using schemas::InputEntry;
using schemas::InputStatus;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class ReportTest : public batch::BatchFiles {
 protected:
  std::string Report(size_t most_rows = kMostRows) {
    const ReportSource source = {summary_, "3 s", [&](const UseEntry& use) -> Status {
                                   for (const InputEntry& entry : entries_) {
                                     if (Status used = use(entry); !used) return used;
                                   }
                                   return Done{};
                                 }};
    EXPECT_TRUE(WriteReport(At("out/report.html"), source, most_rows));
    return Read("out/report.html");
  }

  static InputEntry Done_(const std::string& path) {
    InputEntry entry;
    entry.path = path;
    entry.status = InputStatus::kDone;
    entry.record = "records/" + path + ".plan.json";
    entry.brief.title = "Chăm sóc cây xanh";
    return entry;
  }

  /// The rows that stand in the page as data.
  static Json Rows(const std::string& html) {
    Json all = Json::array();
    const std::string begin = "<script type=\"text/plain\" class=\"rows\" data-rows=\"";
    for (size_t at = 0; (at = html.find(begin, at)) != std::string::npos;) {
      at += begin.size();
      const size_t count = std::stoul(html.substr(at)), from = html.find('>', at) + 1;
      const Json part = Json::parse(Unpacked(html.substr(from, html.find('<', from) - from)));
      for (size_t i = 0; i < count; ++i) all.push_back(part.at(i));
    }
    return all;
  }

  static std::string Unpacked(const std::string& letters) {
    std::string packed(BASE64_DECODE_LENGTH(letters.size()), '\0');
    base64_decode_ctx context;
    base64_decode_init(&context);
    size_t size = packed.size();
    EXPECT_EQ(base64_decode_update(&context, &size, reinterpret_cast<uint8_t*>(packed.data()),
                                   letters.size(), letters.data()),
              1);
    std::string text(size_t{2} << 20, '\0');
    uLongf length = text.size();
    EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(text.data()), &length,
                         reinterpret_cast<const Bytef*>(packed.data()), size),
              Z_OK);
    text.resize(length);
    return text;
  }

  std::vector<InputEntry> entries_;
  schemas::BatchSummary summary_;
};

TEST_F(ReportTest, EverythingIsEscaped) {
  InputEntry entry = Done_("a<b>\"'&\n%?#.pdf");
  entry.brief.title = "<script>alert(1)</script><!--";
  entry.brief.code = "1/KH-<b>";
  entry.brief.issuer = "<img src=x onerror=alert(1)>";
  schemas::RecordFigures figures;
  figures.agencies["x"] = {"<svg><b>", 3};
  entry.brief.figures = schemas::EncodeFigures(figures);
  entries_.push_back(entry);
  InputEntry failed;
  failed.path = "</table>";
  failed.error = Error{ErrorType::kCorrupt, "<svg onload=alert(1)>", 3};
  entries_.push_back(failed);
  summary_.settings.push_back({"lang", "<i>", {}, {}});
  const std::string html = Report();
  for (const char* raw : {"<script>alert", "KH-<b>", "a<b>", "<img", "<svg onload",
                          "</table></span>", "<i>", "<svg><b>", "<!--"}) {
    EXPECT_EQ(html.find(raw), std::string::npos) << raw;
  }
  EXPECT_THAT(html, HasSubstr("href=\"records/a%3Cb%3E%22%27%26%0A%25%3F%23.pdf.plan.json\""));
  EXPECT_THAT(html, HasSubstr("corrupt, trang · page 3: &lt;svg onload"));
  EXPECT_EQ(Rows(html)[1][6], entry.brief.title);
  // Nothing is fetched from elsewhere.
  EXPECT_THAT(html, Not(HasSubstr("http://")));
  EXPECT_THAT(html, Not(HasSubstr("https://")));
}

TEST_F(ReportTest, WhatWantsALookComesFirst) {
  entries_ = {Done_("a-good.pdf"), Done_("b-doubtful.pdf"), Done_("c-good.pdf"),
              Done_("d-failed.pdf"), Done_("e-unreadable.pdf")};
  entries_[1].brief.quality = schemas::Quality::kDoubtful;
  entries_[3].status = InputStatus::kFailed;
  entries_[3].record.clear();
  entries_[3].error = Error{ErrorType::kCorrupt, "damaged"};
  entries_[4].brief.quality = schemas::Quality::kUnreadable;
  std::vector<std::string> order;
  const std::string html = Report();
  const Json rows = Rows(html);
  for (const Json& row : rows) order.push_back(row[0]);
  EXPECT_THAT(order, ::testing::ElementsAre("d-failed.pdf", "b-doubtful.pdf", "e-unreadable.pdf",
                                            "a-good.pdf", "c-good.pdf"));
  EXPECT_LT(html.find("d-failed.pdf"), html.find("a-good.pdf"));
  // What is doubtful is not in green.
  EXPECT_THAT(html, HasSubstr("<span class=\"sign warn\">cần xem · doubtful</span>"));
  EXPECT_THAT(html, HasSubstr("<span class=\"sign bad\">không đọc được · unreadable</span>"));
}

TEST_F(ReportTest, LargeBatchesHaveAsManyRowsAsFit) {
  for (int i = 0; i < 1000; ++i) {
    InputEntry entry = Done_("folder/document-" + std::to_string(i) + ".pdf");
    if (i >= 990) {
      entry.status = InputStatus::kFailed;
      entry.record.clear();
      entry.error = Error{ErrorType::kCorrupt, "damaged"};
    }
    entries_.push_back(entry);
  }
  const std::string html = Report(300);
  const Json rows = Rows(html);
  ASSERT_EQ(rows.size(), 300u);
  EXPECT_EQ(rows[0][0], "folder/document-990.pdf");
  EXPECT_EQ(rows[10][0], "folder/document-0.pdf");
  EXPECT_EQ(rows[299][0], "folder/document-289.pdf");
  EXPECT_THAT(html, HasSubstr("700 more rows are not shown"));
  EXPECT_THAT(Report(), Not(HasSubstr("more rows are not shown")));
  EXPECT_EQ(Rows(Report()).size(), 1000u);
  EXPECT_EQ(Rows(Report(5)).size(), 5u);
}

TEST_F(ReportTest, FurtherDocumentsOriginalsAndCopiesHaveLinks) {
  InputEntry entry = Done_("a b.pdf");
  entry.original = At("in/a b.pdf");
  entry.pdf = "records/a b.pdf.searchable.pdf";
  entry.further.push_back({"records/a b.pdf#2.plan.json", {}});
  entries_ = {entry};
  const std::string html = Report();
  EXPECT_THAT(html, HasSubstr("href=\"../in/a%20b.pdf\""));
  EXPECT_THAT(html, HasSubstr("href=\"records/a%20b.pdf.searchable.pdf\""));
  EXPECT_THAT(html, HasSubstr("href=\"records/a%20b.pdf%232.plan.json\""));
  EXPECT_EQ(Rows(html)[1][0], "a b.pdf#2");
}

TEST_F(ReportTest, ChartsAreOfAllRecords) {
  schemas::RecordFigures figures;
  figures.confidences[9] = 7;
  figures.confidences[3] = 1;
  figures.due_months = {{"2025-12", 2}, {"2026-02", 1}};
  figures.agencies["so-y-te"] = {"Sở Y tế", 5};
  for (int i = 0; i < 3; ++i) {
    entries_.push_back(Done_(std::to_string(i)));
    entries_.back().brief.figures = schemas::EncodeFigures(figures);
  }
  const std::string html = Report(1);
  EXPECT_THAT(html, HasSubstr("0.3: 3; "));
  EXPECT_THAT(html, HasSubstr("0.9: 21; "));
  EXPECT_THAT(html, HasSubstr("12/25: 6; 01/26: 0; 02/26: 3; "));
  EXPECT_THAT(html, HasSubstr("Sở Y tế: 15; "));
}

TEST_F(ReportTest, FailuresAndSlowFilesAreSummed) {
  for (int i = 0; i < 3; ++i) {
    InputEntry failed;
    failed.path = "bad-" + std::to_string(i);
    failed.error = Error{i == 2 ? ErrorType::kEncrypted : ErrorType::kCorrupt, "why"};
    entries_.push_back(failed);
  }
  for (int i = 1; i <= 20; ++i) {
    entries_.push_back(Done_("slow-" + std::to_string(i)));
    entries_.back().pages = 2;
    entries_.back().seconds = i;
  }
  const std::string html = Report();
  EXPECT_THAT(html, HasSubstr("<td class=\"kind bad\">corrupt</td><td class=\"n\">2</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"kind bad\">encrypted</td><td class=\"n\">1</td>"));
  EXPECT_THAT(html, HasSubstr("<td>slow-20</td><td class=\"n\">10.00</td>"));
  EXPECT_THAT(html, Not(HasSubstr("<td>slow-10</td>")));
}

}  // namespace
}  // namespace planrec::report
