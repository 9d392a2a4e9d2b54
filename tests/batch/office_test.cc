// SPDX-License-Identifier: GPL-3.0-or-later
//
// Office documents: told by content, converted by LibreOffice where it is installed (else skipped),
// read as the PDF that they became.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/batch/convert_office.h"
#include "pipeline/batch/office_kit.h"
#include "pipeline/files/digest.h"
#include "tests/batch/batch_files.h"
#include "tests/batch/docx_maker.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using namespace std::string_literals;

/// A plan of a commune; `more` stands before its closing.
std::string PlanBody(const std::string& more = "") {
  return Paragraph("ỦY BAN NHÂN DÂN") + Paragraph("XÃ AN BÌNH") + Paragraph("Số: 12/KH-UBND") +
         Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") +
         Paragraph("Độc lập - Tự do - Hạnh phúc") + Paragraph("An Bình, ngày 05 tháng 3 năm 2026") +
         Paragraph("KẾ HOẠCH") + Paragraph("Trồng cây năm 2026") + Paragraph("I. MỤC TIÊU") +
         Paragraph("1. Trồng mới 1.200 cây xanh trước ngày 30/6/2026.") + more +
         Paragraph("TM. ỦY BAN NHÂN DÂN") + Paragraph("CHỦ TỊCH") + Paragraph("Lê Văn An");
}

class OfficeTest : public BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    if (!OfficeIsInstalled()) GTEST_SKIP() << "LibreOffice is not installed";
  }
  Outcome Run(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",   At("in"), "-o",         At("out"),
                                      "--ocr", "never",  "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words, At("run"));
  }
  Json Entry(const std::string& path) const {
    const Json batch = Json::parse(Read("out/batch.json"));
    for (const Json& input : batch["inputs"])
      if (input["path"] == path) return input;
    return {};
  }
  Json Record(const std::string& path) const {
    return Json::parse(Read("out/records/" + path + ".plan.json"), nullptr, false);
  }
};

TEST_F(OfficeTest, ADocumentIsReadAsThePdfThatItBecame) {
  const std::string docx =
      MakeDocx(PlanBody(WordTable({{"STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"},
                                   {"1", "Chuẩn bị cây giống", "Phòng Kinh tế", "Trước 15/4/2026"},
                                   {"2", "Trồng và chăm sóc", "Các thôn", "Trước 30/6/2026"}})));
  Write("in/plan.docx", docx);
  EXPECT_EQ(Run().exit_code, 0) << Read("run.err");
  const Json record = Record("plan.docx");
  ASSERT_TRUE(record.is_object());
  EXPECT_EQ(record["source"]["media_type"], acquire::kDocx);
  EXPECT_EQ(record["source"]["sha256"], Sha256(docx));
  EXPECT_EQ(record["source"]["converted"]["media_type"], "application/pdf");
  EXPECT_THAT(record["source"]["converted"]["by"].get<std::string>(), HasSubstr("LibreOffice "));
  const std::string pdf = Read("out/converted/plan.docx.pdf");
  EXPECT_EQ(record["source"]["converted"]["sha256"], Sha256(pdf));
  EXPECT_EQ(record["document"]["code"], "12/KH-UBND");
  EXPECT_EQ(record["document"]["issued_on"], "2026-03-05");
  ASSERT_EQ(record["tables"].size(), 1);
  EXPECT_EQ(record["tables"][0]["rows"].size(), 3);
  EXPECT_FALSE(record["sections"][0]["where"]["bbox"].is_null());

  // The PDF on its own says the same.
  Write("in/plan.pdf", pdf);
  EXPECT_EQ(Run().exit_code, 0);
  Json own = Record("plan.pdf");
  for (const char* part : {"document", "sections", "tables", "tasks", "targets", "deadlines"}) {
    EXPECT_EQ(own[part], record[part]) << part;
  }
  EXPECT_FALSE(own["source"].contains("converted"));
  EXPECT_EQ(Entry("plan.docx")["resumed"], true);

  // The same bytes each time; a PDF that went is made again.
  std::filesystem::remove(At("out/converted/plan.docx.pdf"));
  const std::string before = Read("out/records/plan.docx.plan.json");
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Read("out/converted/plan.docx.pdf"), pdf);
  EXPECT_EQ(Read("out/records/plan.docx.plan.json"), before);
  // Nothing of the workshops is left.
  for (const auto& entry : std::filesystem::directory_iterator(At("out")))
    EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr(".planrec-"))) << entry.path();
}

TEST_F(OfficeTest, AMovedDocumentTakesItsPdfAlong) {
  Write("in/a.docx", MakeDocx(PlanBody()));
  EXPECT_EQ(Run().exit_code, 0);
  std::filesystem::rename(At("in/a.docx"), At("in/b.docx"));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(At("out/converted/b.docx.pdf")));
  EXPECT_FALSE(std::filesystem::exists(At("out/converted/a.docx.pdf")));
  EXPECT_EQ(Entry("b.docx")["resumed"], true);
}

TEST_F(OfficeTest, TrackedChangesAreAcceptedCommentsAreNoText) {
  const std::string date = " w:author=\"A\" w:date=\"2026-01-01T00:00:00Z\"";
  const std::string changed =
      "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t "
      "xml:space=\"preserve\">2. Các thôn </w:t>"
      "</w:r><w:del w:id=\"1\"" +
      date +
      "><w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:delText xml:space=\"preserve\">báo cáo "
      "</w:delText>"
      "</w:r></w:del><w:ins w:id=\"2\"" +
      date +
      "><w:r><w:rPr><w:sz w:val=\"28\"/></w:rPr><w:t>chăm sóc cây.</w:t></w:r></w:ins>"
      "<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
  const std::string comments =
      "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:comment w:id=\"7\"" +
      date +
      "><w:p><w:r><w:t>Xem lại chỗ này</w:t></w:r></w:p>"
      "</w:comment></w:comments>";
  Write("in/a.docx", MakeDocx(PlanBody(changed), {{"word/comments.xml", comments}}));
  EXPECT_EQ(Run().exit_code, 0) << Read("run.err") << Entry("a.docx");
  const Json record = Record("a.docx");
  ASSERT_TRUE(record.is_object());
  const std::string text = record["sections"].dump();
  EXPECT_THAT(text, HasSubstr("Các thôn chăm sóc cây."));
  EXPECT_THAT(record.dump(), Not(HasSubstr("báo cáo")));
  EXPECT_THAT(record.dump(), Not(HasSubstr("Xem lại")));
  EXPECT_THAT(record["warnings"].dump(), HasSubstr("text.tracked_changes"));
}

TEST_F(OfficeTest, NumbersThatWordCountsStandAsPrinted) {
  const std::string numbering =
      "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      "<w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
  const auto counted = [](const std::string& text) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r>"
           "<w:t>" +
           text + "</w:t></w:r></w:p>";
  };
  const std::string head = PlanBody();
  Write("in/a.docx",
        MakeDocx(PlanBody(counted("NHIỆM VỤ") + Paragraph("Các thôn trồng cây.") +
                          counted("TỔ CHỨC THỰC HIỆN") + Paragraph("Các thôn báo cáo.")),
                 {{"word/numbering.xml", numbering}}));
  EXPECT_EQ(Run().exit_code, 0) << Read("run.err") << Entry("a.docx");
  std::string markers;
  const Json record = Record("a.docx");
  ASSERT_TRUE(record.is_object());
  for (const Json& section : record["sections"])
    markers += section["marker"].is_null() ? "-" : section["marker"].get<std::string>();
  EXPECT_THAT(markers, HasSubstr("I.I.II.")) << "the first is typed, the others are counted";
}

TEST_F(OfficeTest, FontsFromBeforeUnicode) {
  // "Các đơn vị được giao nhiệm vụ, phối hợp với các tổ chức trong nước" in TCVN3, with ư as the
  // soft hyphen, which word processors do not draw.
  const std::string text =
      "C¸c ®¬n vÞ ®\u00ADîc giao nhiÖm vô, phèi hîp víi c¸c tæ chøc trong n\u00ADíc";
  std::string body;
  for (int i = 0; i < 5; ++i) body += Paragraph(text, ".VnTime");
  Write("in/a.docx", MakeDocx(body));
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Record("a.docx").dump(),
              HasSubstr("Các đơn vị được giao nhiệm vụ, phối hợp với các tổ chức trong nước"));
}

TEST_F(OfficeTest, BadDocumentsAreTypedErrors) {
  const std::string docx = MakeDocx(PlanBody());
  Write("in/cut.docx", docx.substr(0, docx.size() / 2));
  Write("in/empty-part.docx", MakeZip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}}));
  Write("in/rtf.doc", "{\\rtf1\\ansi Ke hoach trong cay xanh nam nay\\par}");
  Write("in/cut.rtf", "{\\rtf1\\ansi{\\fonttbl");
  const Outcome outcome = Run();
  for (const char* name : {"cut.docx", "empty-part.docx", "cut.rtf"}) {
    const Json entry = Entry(name);
    EXPECT_EQ(entry["status"], "failed") << name;
    ASSERT_TRUE(entry["error"].is_object()) << name;
    EXPECT_THAT(entry["error"]["type"].get<std::string>(),
                testing::AnyOf("corrupt", "no_text", "unsupported_type"))
        << name << entry["error"];
  }
  EXPECT_EQ(Entry("rtf.doc")["media_type"], "application/rtf");
  EXPECT_EQ(Entry("rtf.doc")["status"], "done");
}

TEST_F(OfficeTest, ADocumentThatTakesTooLongIsStopped) {
  std::string body;
  for (int i = 0; i < 60'000; ++i) body += Paragraph("Dòng văn bản số " + std::to_string(i));
  Write("in/a.docx", MakeDocx(body));
  Run({"--timeout-page", "2"});
  EXPECT_EQ(Entry("a.docx")["error"]["type"], "timeout");
  for (const auto& entry : std::filesystem::directory_iterator(At("out")))
    EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr(".planrec-"))) << entry.path();
}

TEST_F(OfficeTest, TextOfADocument) {
  Write("a.docx", MakeDocx(PlanBody()));
  const Outcome outcome = RunProgram({"text", At("a.docx"), "--ocr", "never"}, At("text"));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Trồng mới 1.200 cây xanh"));
}

std::string Wide(const std::string& text) {
  std::string wide;
  for (const char c : text) wide += {c, '\0'};
  return wide + "\0\0"s;
}

/// A compound file with one stream's directory entry, as far as telling it needs.
std::string Ole(const std::string& stream, unsigned flags) {
  std::string file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  file.resize(512);
  file[30] = 9;
  std::string entry = Wide(stream);
  entry.resize(128);
  entry[116] = 1;
  file += entry;
  file.resize(1024);
  file += "\xEC\xA5"s;
  file.resize(1024 + 10);
  file += static_cast<char>(flags & 0xFF);
  file += static_cast<char>(flags >> 8);
  file.resize(2048);
  return file;
}

TEST(OfficeType, ToldByContent) {
  const struct {
    const char* what;
    std::string bytes;
    std::string expected;
  } cases[] = {
      {"docx", MakeDocx(Paragraph("a")), std::string(acquire::kDocx)},
      {"xlsx", MakeZip({{"[Content_Types].xml", "a"}, {"xl/workbook.xml", "a"}}),
       "unsupported_type"},
      {"pptx", MakeZip({{"[Content_Types].xml", "a"}, {"ppt/presentation.xml", "a"}}),
       "unsupported_type"},
      {"odt", MakeZip({{"mimetype", std::string(acquire::kOdt)}, {"content.xml", "a"}}),
       std::string(acquire::kOdt)},
      {"locked odt",
       MakeZip({{"mimetype", std::string(acquire::kOdt)},
                {"META-INF/manifest.xml", "<manifest:encryption-data/>"}}),
       "encrypted"},
      {"ods", MakeZip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
       "unsupported_type"},
      {"a plain archive that holds a docx", MakeZip({{"a.docx", MakeDocx(Paragraph("a"))}}),
       "unsupported_type"},
      {"doc", Ole("WordDocument", 0), "application/msword"},
      {"locked doc", Ole("WordDocument", 0x0100), "encrypted"},
      {"locked docx", Ole("EncryptedPackage", 0), "encrypted"},
      {"xls", Ole("Workbook", 0), "unsupported_type"},
      {"rtf", "{\\rtf1 a}", "application/rtf"},
      {"text about rtf", "Tệp {\\rtf1} là tệp RTF.", "text/plain"},
  };
  for (const auto& c : cases) {
    const Result<std::string> type = acquire::DetectMediaType(c.bytes, "a");
    EXPECT_EQ(type ? *type : std::string(ErrorTypeName(type.error().type)), c.expected) << c.what;
  }
}

TEST(OfficeKit, PdfsAreTheSameEachTime) {
  std::string pdf =
      "%PDF\n/CreationDate(D:20261130163504Z')>>\ntrailer\n/ID [ "
      "<F7BE2C806360BAAA0B5CA5F2AA8B2C12>\n<F7BE2C806360BAAA0B5CA5F2AA8B2C12> ]\n/DocChecksum "
      "/3C67EFD5BC204F319D101814E777F2C7\n>>\nstartxref\n14711\n%%EOF\n";
  const size_t size = pdf.size();
  MakeReproducible(pdf);
  EXPECT_EQ(pdf.size(), size);
  EXPECT_THAT(pdf, HasSubstr("(D:19700101000000Z')"));
  EXPECT_THAT(pdf, Not(HasSubstr("F7BE")));
  EXPECT_THAT(pdf, Not(HasSubstr("3C67")));
  EXPECT_THAT(pdf, HasSubstr("startxref\n14711\n"));
}

}  // namespace
}  // namespace planrec::batch
