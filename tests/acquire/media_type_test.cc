// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/pdf/font_style.h"
#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

TEST(MediaType, ToldByContent) {
  struct Case {
    const char* what;
    std::string bytes;
    const char* name;
    const char* expected;  // a media type or an error type
  };
  const Case cases[] = {
      {"PDF", "%PDF-1.4\n1 0 obj\n", "a.pdf", "application/pdf"},
      {"PDF under another name", "%PDF-1.7\n1 0 obj\n", "a.txt", "application/pdf"},
      {"PDF behind blank lines", "\n\n\r\n%PDF-1.4\n1 0 obj\n", "a.pdf", "application/pdf"},
      {"PDF behind binary junk", "\0\1\2junk%PDF-1.4"s, "a.pdf", "application/pdf"},
      {"PDF header too far in", std::string(2000, '\0') + "%PDF-1.4", "a.pdf", "unsupported_type"},
      {"PDF without its start", "\0\1 endobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"s, "a.pdf",
       "application/pdf"},
      {"text about PDF", "Tệp bắt đầu bằng %PDF-1.4 là tệp PDF.\n", "a.txt", "text/plain"},
      {"TIFF, little end first", "II*\0\x08\0\0\0"s, "a.tif", "image/tiff"},
      {"TIFF, big end first", "MM\0*\0\0\0\x08"s, "a.tif", "image/tiff"},
      {"BigTIFF", "II+\0\x08\0\0\0"s, "a.tif", "image/tiff"},
      {"JPEG", "\xFF\xD8\xFF\xE0\0\x10JFIF"s, "a.png", "image/jpeg"},
      {"PNG", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "a.jpg", "image/png"},
      {"text", "Kế hoạch năm tới\n", "a.txt", "text/plain"},
      {"text called .pdf is text", "Kế hoạch năm tới\n", "a.pdf", "text/plain"},
      {"Markdown by its name", "# Kế hoạch\n", "a.MD", "text/markdown"},
      {"UTF-16 with its mark", "\xFF\xFEK\0\xBF\x1E"s, "a.txt", "text/plain"},
      {"binary junk", "\x01\x02\x03\0\0\xFE\x07"s, "a.pdf", "unsupported_type"},
      {"an archive", "PK\x03\x04\x14\0\x06\0"s, "a.pdf", "unsupported_type"},
      {"gzip", "\x1F\x8B\x08\0\0\0\0\0\0\x03"s, "a.pdf.gz", "unsupported_type"},
      {"bzip2", "BZh91AY&SY\0\x01\x02"s, "a.pdf", "unsupported_type"},
      {"xz",
       "\xFD"
       "7zXZ\0\0\x04"s,
       "a.pdf.xz", "unsupported_type"},
      {"Zstandard", "\x28\xB5\x2F\xFD\x04\0"s, "a.pdf.zst", "unsupported_type"},
      {"a text that begins as bzip2", "BZh là mã của dự án.\n", "a.txt", "text/plain"},
      {"an old Office file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "a.doc", "unsupported_type"},
      {"RTF", "{\\rtf1\\ansi Kế hoạch}", "a.txt", "application/rtf"},
      {"a JSON object", "{\n  \"schema_version\": \"1.0\"\n}\n", "a.json", "unsupported_type"},
      {"a JSON array", "[{\"a\": 1}]", "a.txt", "unsupported_type"},
      {"XML", "<?xml version=\"1.0\"?><a/>", "a.xml", "unsupported_type"},
      {"HTML", "\n<!DOCTYPE html><html></html>", "a.html", "text/html"},
      {"HTML saved by a browser, under another name",
       "<!-- saved from url=(0014)about:internet -->\r\n<HTML><body>a</body>", "a.doc",
       "text/html"},
      {"XHTML", "<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", "a", "text/html"},
      {"text about HTML", "Trang <html> là gì\n", "a.txt", "text/plain"},
      {"a list that opens with a bracket", "[1] Kế hoạch số 5\n", "a.txt", "text/plain"},
      {"a sentence in braces", "{Dự thảo} Kế hoạch\n", "a.txt", "text/plain"},
      {"nothing", "", "a.pdf", "empty"},
  };
  for (const Case& c : cases) {
    Result<std::string> type = DetectMediaType(c.bytes, c.name);
    if (type) {
      EXPECT_EQ(*type, c.expected) << c.what;
    } else {
      EXPECT_EQ(ErrorTypeName(type.error().type), c.expected) << c.what;
      EXPECT_FALSE(type.error().message.empty()) << c.what;
    }
  }
}

TEST(MediaType, PackedFilesAreToldWithTheWayOut) {
  const std::string packed[] = {"\x1F\x8B\x08\0"s, "BZh91AY&SY\0"s,
                                "\xFD"
                                "7zXZ\0\0\x04"s,
                                "\x28\xB5\x2F\xFD\x04\0"s};
  for (const std::string& bytes : packed) {
    const Result<std::string> type = DetectMediaType(bytes, "a.pdf");
    ASSERT_FALSE(type);
    EXPECT_EQ(type.error().message, "the file is a compressed file; unpack it first");
  }
}

TEST(FontStyle, ToldByName) {
  struct Case {
    const char* name;
    bool bold, italic, symbol, legacy;
  };
  const Case cases[] = {
      {"TimesNewRomanPSMT", false, false, false, false},
      {"ABCDEF+TimesNewRomanPS-BoldMT", true, false, false, false},
      {"Times New Roman,BoldItalic", true, true, false, false},
      {"Helvetica-Oblique", false, true, false, false},
      {"ABCDEF+Wingdings-Regular", false, false, true, false},
      {"SymbolMT", false, false, true, false},
      {"Symbol", false, false, true, false},
      {".VnTimeH", false, false, false, true},
      {"BADEPR+.VnTime,Bold", true, false, false, true},
      {"VnArial", false, false, false, true},
      {"VNI-Times", false, false, false, true},
      {"Vntime", false, false, false, false},
      {"", false, false, false, false},
  };
  for (const Case& c : cases) {
    FontStyle s = StyleFromFontName(c.name);
    EXPECT_EQ(s.bold, c.bold) << c.name;
    EXPECT_EQ(s.italic, c.italic) << c.name;
    EXPECT_EQ(s.symbol, c.symbol) << c.name;
    EXPECT_EQ(s.legacy, c.legacy) << c.name;
  }
}

}  // namespace
}  // namespace planrec::acquire
