// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/seen_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_reader.h"
#include "tests/acquire/tiny_pdf.h"

namespace planrec::acquire {
namespace {

Page Read(const std::string& content) {
  TinyPdf file;
  file.AddPage(content);
  const std::string bytes = file.Bytes();
  Result<std::unique_ptr<PdfDocument>> pdf = PdfDocument::Open(bytes, {});
  EXPECT_TRUE(pdf.ok());
  Recogniser recogniser({});
  ReadOptions options;
  options.ocr = OcrMode::kNever;
  return ReadPdfPage(**pdf, 1, options, recogniser);
}

std::string Lines(const Page& page) {
  std::string out;
  for (const TextLine& line : page.lines) out += line.raw + "|";
  return out;
}

std::string Codes(const Page& page) {
  std::string out;
  for (const Diagnostic& diagnostic : page.diagnostics) out += diagnostic.code + " ";
  return out;
}

struct Case {
  const char* name;
  const char* content;
  const char* lines;
  const char* codes;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const Page page = Read(c.content);
    EXPECT_EQ(Lines(page), c.lines) << c.name;
    EXPECT_EQ(Codes(page), c.codes) << c.name;
  }
}

// A line that stays, before what is tried.
#define KEPT "BT /F1 12 Tf 72 700 Td (Giu nguyen dong nay) Tj ET "

TEST(SeenText, WhatLeavesNoInkIsNoText) {
  Check({
      {"white on white", KEPT "BT 1 g /F1 12 Tf 72 600 Td (an) Tj ET", "Giu nguyen dong nay|",
       "text.hidden "},
      {"white on a dark band",
       KEPT "0.2 g 60 590 200 30 re f BT 1 g /F1 12 Tf 72 600 Td (ro) Tj ET",
       "Giu nguyen dong nay|ro|", ""},
      {"black on a black band", KEPT "0 g 60 590 200 30 re f BT /F1 12 Tf 72 600 Td (an) Tj ET",
       "Giu nguyen dong nay|", "text.hidden "},
      {"under a later white box", KEPT "BT /F1 12 Tf 72 600 Td (cu) Tj ET 1 g 60 590 200 30 re f",
       "Giu nguyen dong nay|", "text.hidden "},
      {"on top of a white box",
       KEPT "BT /F1 12 Tf 72 600 Td (cu) Tj ET 1 g 60 590 200 30 re f 0 g BT /F1 12 Tf 72 600 Td "
            "(moi) Tj ET",
       "Giu nguyen dong nay|moi|", "text.hidden "},
      {"highlighted: the colour lies below",
       KEPT "1 1 0 rg 60 590 200 30 re f 0 g BT /F1 12 Tf 72 "
            "600 Td (ro) Tj ET",
       "Giu nguyen dong nay|ro|", ""},
      {"a box beside it", KEPT "BT /F1 12 Tf 72 600 Td (ro) Tj ET 1 g 300 590 200 30 re f",
       "Giu nguyen dong nay|ro|", ""},
      {"half a point high", KEPT "BT /F1 0.5 Tf 72 600 Td (an) Tj ET", "Giu nguyen dong nay|",
       "text.hidden "},
      {"small grey print", KEPT "0.5 g BT /F1 6 Tf 72 600 Td (ro) Tj ET", "Giu nguyen dong nay|ro|",
       ""},
  });
}

TEST(SeenText, StruckOutWordsAreNoText) {
  // Letters are half an em wide: 12 points each two letters.
  Check({
      {"a word", KEPT "BT /F1 12 Tf 72 600 Td (bo di con lai) Tj ET 0.7 w 71 603.5 m 100 603.5 l S",
       "Giu nguyen dong nay|con lai|", "text.struck "},
      {"underlined", KEPT "BT /F1 12 Tf 72 600 Td (con lai) Tj ET 0.7 w 71 598.5 m 115 598.5 l S",
       "Giu nguyen dong nay|con lai|", ""},
      {"a rule between two lines",
       KEPT "BT /F1 12 Tf 72 600 Td (tren) Tj 0 -16 Td (duoi) Tj ET 0.5 w 71 595 m 115 595 l S",
       "Giu nguyen dong nay|tren|duoi|", ""},
      {"one letter with a bar", KEPT "BT /F1 12 Tf 72 600 Td (d) Tj ET 0.7 w 71 604 m 79 604 l S",
       "Giu nguyen dong nay|d|", ""},
  });
}

TEST(SeenText, RaisedMarks) {
  Check({
      {"behind a figure",
       "BT /F1 12 Tf 72 600 Td (dat 65) Tj /F1 7 Tf 5 Ts (1) Tj 0 Ts /F1 12 Tf "
       "( trieu) Tj ET",
       "dat 65 trieu|", ""},
      {"before a sign",
       "BT /F1 12 Tf 72 600 Td (dat 95) Tj /F1 7 Tf 5 Ts (3) Tj 0 Ts /F1 12 Tf "
       "(% so ho) Tj ET",
       "dat 95% so ho|", ""},
      {"two, in brackets",
       "BT /F1 12 Tf 72 600 Td (theo 12) Tj /F1 7 Tf 5 Ts ([12]) Tj 0 Ts /F1 "
       "12 Tf (.) Tj ET",
       "theo 12.|", ""},
      {"a square",
       "BT /F1 12 Tf 72 600 Td (450 m) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( mai) "
       "Tj ET",
       "450 m² mai|", ""},
      {"a word that ends with m",
       "BT /F1 12 Tf 72 600 Td (hang nam) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts "
       "/F1 12 Tf ( la) Tj ET",
       "hang nam la|", ""},
      {"lowered",
       "BT /F1 12 Tf 72 600 Td (CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ( giam) Tj "
       "ET",
       "CO2 giam|", ""},
  });
}

// An office program takes letters that its font lacks from another, and draws them last.
TEST(SeenText, LettersDrawnLaterFillTheirHoles) {
  Check({
      {"filled",
       "BT /F1 12 Tf 1 0 0 1 72 600 Tm (ch) Tj 1 0 0 1 90 600 Tm ( th) Tj 1 0 0 1 111 600 "
       "Tm ( so) Tj 1 0 0 1 84 600 Tm (i) Tj 1 0 0 1 105 600 Tm (i) Tj ET",
       "chi thi so|", ""},
  });
}

}  // namespace
}  // namespace planrec::acquire
