// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searchable copies over several runs: what is in them, when they are made anew, what gets none.
#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/corrections/corrections.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class SearchableCopyTest : public BatchFiles {
 protected:
  Outcome Run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"run",    At("in"), "-o",         At("out"),
                                          "--with", "pdf",    "--progress", "none"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunProgram(arguments, At("program"));
  }

  void Sample(const char* name, const std::string& as) {
    std::filesystem::create_directories(At("in"));
    std::filesystem::copy_file(std::string(PLANREC_SOURCE_DIR "/samples/") + name, At("in/" + as));
  }

  std::string Text(const std::string& copy) const {
    FILE* pipe = popen(
        ("qpdf --check '" + At(copy) + "' >/dev/null && pdftotext '" + At(copy) + "' - 2>/dev/null")
            .c_str(),
        "r");
    std::string out;
    for (int c; pipe != nullptr && (c = std::fgetc(pipe)) != EOF;) out += static_cast<char>(c);
    if (pipe == nullptr || pclose(pipe) != 0) ADD_FAILURE() << copy << " is not sound";
    return out;
  }

  Json Entry(size_t index) const { return Json::parse(Read("out/batch.json"))["inputs"][index]; }
};

TEST_F(SearchableCopyTest, CorrectedWordsWinAndNothingIsDoneTwice) {
  Sample("dang-uy-kiem-tra-scan.pdf", "a.pdf");
  ASSERT_EQ(Run().exit_code, 0);
  const std::string record = "records/a.pdf.plan.json", copy = "out/pdf/a.pdf.pdf";
  EXPECT_THAT(Text(copy), HasSubstr("15-KH/ĐU"));
  EXPECT_EQ(Entry(0)["pdf"], "pdf/a.pdf.pdf");
  EXPECT_TRUE(Entry(0)["no_pdf"].is_null());

  const auto state = corrections::Read(At("out"), record);
  ASSERT_TRUE(corrections::Add(At("out"), record, state->revision,
                               {{.pointer = "/document/code", .new_value = "\"16-KH/ĐU\""}}));
  const Outcome again = Run();
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(Text(copy), HasSubstr("16-KH/ĐU"));
  EXPECT_THAT(Text(copy), Not(HasSubstr("15-KH/ĐU")));
  EXPECT_EQ(Json::parse(Read("out/" + record))["document"]["number"], 15);
  EXPECT_FALSE(Entry(0)["resumed"].get<bool>());
  // With nothing new nothing is made, and without the option it stays.
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_TRUE(Entry(0)["resumed"].get<bool>());
  // Copies are no inputs.
  const Outcome all = RunProgram({"run", At("out"), "-o", At("other"), "--dry-run"}, At("program"));
  EXPECT_THAT(all.out, Not(HasSubstr(".pdf")));
}

TEST_F(SearchableCopyTest, ImagesBecomePdfs) {
  Sample("so-luu-tru-tiff.tif", "a.tif");
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Text("out/pdf/a.tif.pdf"), HasSubstr("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
  EXPECT_THAT(Read("out/report.html"), HasSubstr("<a href=\"pdf/a.tif.pdf\">PDF</a>"));
  EXPECT_EQ(Entry(0)["pdf"], "pdf/a.tif.pdf");
}

TEST_F(SearchableCopyTest, WhatGetsNoneSaysWhy) {
  const std::string page = "BT /F1 12 Tf 72 720 Td (KE HOACH cham soc cay xanh) Tj ET";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [<< /FT /Sig /T (s) "
      "/V "
      "<< /Type /Sig >> >>] >> >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 "
      ">>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >> "
      ">>\nendobj\n4 0 obj\n<< /Length " +
      std::to_string(page.size()) + " >>\nstream\n" + page +
      "\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
  Write("in/signed.pdf", pdf);
  Write("in/text.txt", "KẾ HOẠCH\nVề chăm sóc cây xanh\n1. Giao Văn phòng theo dõi.\n");
  const Outcome run = Run();
  EXPECT_THAT(run.err, HasSubstr("signed.pdf: it is signed"));
  EXPECT_FALSE(std::filesystem::exists(At("out/pdf")));
  EXPECT_THAT(Entry(0)["no_pdf"].get<std::string>(), HasSubstr("signed"));
  EXPECT_TRUE(Entry(0)["pdf"].is_null());
  EXPECT_THAT(Read("out/report.html"), HasSubstr("tệp có chữ ký số"));
  // Of text there is none, and nothing to say.
  EXPECT_TRUE(Entry(1)["no_pdf"].is_null());
  // Known by the next run, too.
  Run();
  EXPECT_TRUE(Entry(0)["resumed"].get<bool>());
  EXPECT_THAT(Entry(0)["no_pdf"].get<std::string>(), HasSubstr("signed"));
}

TEST_F(SearchableCopyTest, AForeignFileInItsPlaceIsKept) {
  Sample("huyen-nong-thon-moi-pdf.pdf", "a.pdf");
  Write("out/pdf/a.pdf.pdf", "%PDF-1.4 somebody's");
  EXPECT_EQ(Run().exit_code, 5);
  EXPECT_EQ(Read("out/pdf/a.pdf.pdf"), "%PDF-1.4 somebody's");
}

}  // namespace
}  // namespace planrec::batch
