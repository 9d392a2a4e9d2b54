// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/second_reading.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "tests/acquire/tiny_pdf.h"

namespace planrec::acquire {
namespace {

TEST(SecondReading, WhichReadingsDiffer) {
  struct Case {
    const char* first;
    const char* second;
    bool same;
  };
  for (const Case& c : {Case{"104/KH-UBND", "104/KH-UBND", true}, Case{"104/KH", "104 / KH.", true},
                        Case{"359/KH-SYT", "352/KH-SYT", false},
                        Case{"31/3/2024", "31/32024", false}, Case{"05", "5", false},
                        Case{"12", "", true}, Case{"I2", "12", false}, Case{"năm", "12", true},
                        Case{"II/2024", "1/2024", true}, Case{"II/2024", "11/2021", false}}) {
    EXPECT_EQ(SameNumbers(c.first, c.second), c.same) << c.first << " | " << c.second;
  }
}

// One printed number, said to have been read as something.
TEST(SecondReading, ANumberIsReadAgainWhereItWasNotSure) {
  TinyPdf pdf;
  pdf.AddPage("BT /F2 14 Tf 20 12 Td (1234) Tj ET", "", "", "0 0 80 40");
  const std::string bytes = pdf.Bytes();
  auto document = PdfDocument::Open(bytes, {});
  ASSERT_TRUE(document.ok());
  const Result<PageContent> content = (*document)->Content(1);
  ASSERT_TRUE(content.ok());
  const Result<PageImage> page = (*document)->Image(1, *content, {});
  ASSERT_TRUE(page.ok());
  const Raster grey = Raster::Take(pixConvertTo8(page->raster.get(), 0));
  Recogniser recogniser({});
  ASSERT_TRUE(recogniser.Load().ok());
  ASSERT_NE(recogniser.second_engine(), nullptr);
  struct Case {
    const char* first;
    double confidence;
    bool disputed;
  };
  for (const Case& c : {Case{"1284", 0.6, true}, Case{"1234", 0.6, false},
                        Case{"1284", 0.99, false}, Case{"năm", 0.3, false}}) {
    SCOPED_TRACE(c.first);
    ReadLine line;
    line.words = {{c.first, {0, 0, grey.width_px(), grey.height_px()}, c.confidence}};
    const std::vector<Disputed> found = ReadNumbersAgain(grey, line, *recogniser.second_engine());
    ASSERT_EQ(found.size(), c.disputed ? 1U : 0U);
    EXPECT_EQ(line.words[0].text, c.first);
    EXPECT_EQ(line.words[0].confidence, c.disputed ? kDisputed : c.confidence);
    if (c.disputed) {
      EXPECT_EQ(found[0].first, "1284");
      EXPECT_EQ(found[0].second, "1234");
    }
  }
}

}  // namespace
}  // namespace planrec::acquire
