// SPDX-License-Identifier: GPL-3.0-or-later
//
// A searchable copy of a PDF (libqpdf): its pages look as they did; what was read of them lies over
// them as text that is not shown (render mode 3), each word in its box.
//
//   Result<std::string> copy = MakeSearchable(pdf_bytes, {.pages = …, .bookmarks = …});
//
// - A page that is given words loses its old text layer: hidden text is taken out, and text that is
//   seen stays but means nothing any more (an empty ActualText, ISO 32000-1, 14.9.4).
// - Letters are UTF-16 units of a Type0 font with an identity ToUnicode map. It has no file: for
//   text that is never shown none is needed (ISO 19005-2, 6.2.11.4.1).
// - Outlines from bookmarks where the file has none; title, code and date as XMP.
//
// Untrusted bytes are parsed: call it in a confined process. Pure function; thread safe. Failures:
// kUnsupportedType (signed: its copy would not be; encrypted), kCorrupt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/geometry.h"
#include "pipeline/core/result.h"

namespace planrec::searchable {

struct Word {
  std::string text;  ///< UTF-8
  Box box;           ///< points, origin top left, on the page as it was read
};

struct PageText {
  int number = 0;    ///< 1-based
  int rotation = 0;  ///< clockwise degrees by which it was turned to be read, besides its /Rotate
  std::vector<Word> words;
};

struct Bookmark {
  std::string title;
  int page = 0, rotation = 0;  ///< as above
  double top = 0;              ///< of its line, as boxes are
  int depth = 0;               ///< 0 = outermost
};

struct Content {
  std::vector<PageText> pages;  ///< those that get words
  std::vector<Bookmark> bookmarks;
  std::string title, code, date;  ///< empty = not known
};

Result<std::string> MakeSearchable(std::string_view pdf, const Content& content);

}  // namespace planrec::searchable
