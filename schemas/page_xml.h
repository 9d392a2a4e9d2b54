// SPDX-License-Identifier: GPL-3.0-or-later
//
// Read pages as hOCR 1.2 and ALTO 4.4: every word with its box and confidence, for viewers, search
// and archives that keep a page's text with its image.
//
//   out << PageXmlHead(PageXml::kAlto, source);
//   for (const Page& page : pages) out << PageXmlPage(PageXml::kAlto, page);
//   out << PageXmlTail(PageXml::kAlto);
//
// Words are the repaired ones; a word that repair made out of several has the box of all, several
// out of one share its box by their letters. Lines stand in the order read, next to each other ones
// in one block. Coordinates are those of the upright page from its top left corner: hOCR in pixels
// at 300 dpi (scan_res), ALTO in 1/1200 inch. Pages of text files have no positions: their lines
// follow each other without any. UTF-8, XML 1.0; a character that XML forbids is U+FFFD. Pure,
// thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::schemas {

enum class PageXml { kHocr, kAlto };

std::string PageXmlHead(PageXml kind, const SourceFile& source, std::string_view version);
std::string PageXmlPage(PageXml kind, const Page& page);
std::string PageXmlTail(PageXml kind);

/// A line's words after repair.
struct PrintedWord {
  std::string text;
  Box box;
  double confidence = 1.0;
  bool bold = false, italic = false;
};
std::vector<PrintedWord> PrintedWords(const TextLine& line);

}  // namespace planrec::schemas
