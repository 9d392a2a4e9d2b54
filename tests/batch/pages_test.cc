// SPDX-License-Identifier: GPL-3.0-or-later
//
// Some pages of a document only (--pages).
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <nlohmann/json.hpp>

#include "pipeline/batch/compose.h"
#include "pipeline/core/wire.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPlan = "xa-chuyen-doi-so-pdf.pdf";  // of eight pages

class PagesTest : public BatchFiles {
 protected:
  Outcome Run(const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        "run",        std::string(PLANREC_SOURCE_DIR "/samples/") + kPlan,
        "-o",         At("out"),
        "--ocr",      "never",
        "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words, At("run"));
  }
  Json Record() const {
    return Json::parse(Read(std::string("out/records/") + kPlan + ".plan.json"), nullptr, false);
  }
};

TEST_F(PagesTest, OnlyTheseAreRead) {
  const Outcome outcome = Run({"--pages", "1,5-6"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json record = Record();
  std::vector<int> numbers;
  for (const Json& page : record["source"]["pages"]) numbers.push_back(page["number"].get<int>());
  EXPECT_EQ(numbers, (std::vector<int>{1, 5, 6}));
  EXPECT_THAT(record["warnings"].dump(), HasSubstr("of 8 pages only 1, 5-6 were read"));
  EXPECT_EQ(record["tables"][0]["pages"], (std::vector<int>{5, 6}));
  EXPECT_EQ(RunProgram({"validate", At("out/records")}, At("run")).exit_code, 0);
  // Without the option it is done again, whole.
  EXPECT_EQ(Run({}).exit_code, 0);
  EXPECT_EQ(Record()["source"]["pages"].size(), 8U);
  EXPECT_THAT(Record()["warnings"].dump(), Not(HasSubstr("pages.left_out")));
}

TEST_F(PagesTest, AllOfThemAreNoneLeftOut) {
  ASSERT_EQ(Run({"--pages", "1-"}).exit_code, 0);
  EXPECT_THAT(Record()["warnings"].dump(), Not(HasSubstr("pages.left_out")));
}

TEST_F(PagesTest, WhatCanNotBe) {
  EXPECT_THAT(Run({"--pages", "3-1"}).err, HasSubstr("no list of pages"));
  EXPECT_EQ(Run({"--pages", "1", "--with", "pdf"}).exit_code, 2);
  Run({"--pages", "9-"});
  EXPECT_THAT(Read("out/batch.json"), HasSubstr("none of --pages 9-"));
}

TEST_F(PagesTest, SignaturesStandOnThePagesOfTheFile) {
  int sockets[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets), 0);
  Channel worker{FileDescriptor(sockets[0])};
  Channel program(FileDescriptor(sockets[1]), FromWorker);
  ComposeDesk desk(worker);
  ComposeRequest request;
  request.source = {"a.pdf", std::string(64, 'a'), 10, "application/pdf"};
  request.pages = 2;
  request.selection = {"3,7", 8};
  ASSERT_TRUE(desk.Serve({MessageType::kDocument, EncodeRequest(request), {}, {}}));
  for (int n = 1; n <= 2; ++n) {
    Page page;
    page.number = n;
    page.width_pt = page.height_pt = 500;
    ESignature shown, silent;
    shown.signer = "Sở Y tế";
    shown.where = {n, Box{10, 10, 60, 30}, 0};
    silent.signer = "Văn phòng";
    page.signatures = {shown, silent};
    ASSERT_TRUE(desk.Serve({MessageType::kPage, wire::EncodePage(page), {}, {}}));
  }
  Message answer;
  ASSERT_EQ(program.Receive(answer), Channel::Outcome::kMessage);
  ASSERT_EQ(answer.type, MessageType::kRecord);
  const std::optional<Composed> composed = DecodeComposed(answer.payload);
  ASSERT_TRUE(composed);
  const Json record = Json::parse(composed->json);
  ASSERT_EQ(record["source"]["signatures"].size(), 4U);
  EXPECT_EQ(record["source"]["signatures"][0]["where"]["page"], 3);
  EXPECT_TRUE(record["source"]["signatures"][1]["where"].is_null());
  EXPECT_EQ(record["source"]["signatures"][2]["where"]["page"], 7);
}

TEST_F(PagesTest, OfAFileWithTwoDocuments) {
  const std::string head = "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: ";
  const std::string more = "\f1. Nội dung tiếp theo.\n";
  Write("two.txt", head + "7/KH-UBND\nAn Bình, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nTrồng cây\n" +
                       more + more + "\f" + head +
                       "8/KH-UBND\nAn Bình, ngày 06 tháng 02 năm 2024\nKẾ HOẠCH\nNạo vét kênh\n" +
                       more);
  const Outcome outcome = RunProgram(
      {"run", At("two.txt"), "-o", At("two"), "--pages", "1,3-5", "--progress", "none"}, At("run"));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto numbers = [&](const char* name) {
    const Json record = Json::parse(Read(std::string("two/records/") + name), nullptr, false);
    std::vector<int> pages;
    for (const Json& page : record["source"]["pages"]) pages.push_back(page["number"].get<int>());
    return pages;
  };
  EXPECT_EQ(numbers("two.txt.plan.json"), (std::vector<int>{1, 3}));
  EXPECT_EQ(numbers("two.txt#2.plan.json"), (std::vector<int>{4, 5}));
  EXPECT_EQ(RunProgram({"validate", At("two/records")}, At("run")).exit_code, 0);
}

}  // namespace
}  // namespace planrec::batch
