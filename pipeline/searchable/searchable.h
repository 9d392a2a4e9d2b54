// SPDX-License-Identifier: GPL-3.0-or-later
//
// A searchable copy of a PDF, or of images as a PDF (libqpdf): its pages look as they did; what was
// read of them lies over them as text that is not shown (render mode 3), each word in its box.
//
//   Result<std::string> copy = MakeSearchable(pdf_bytes, {.pages = …, .bookmarks = …});
//   copy = MakeSearchable(images, {.pages = …});
//
// - A page that is given words loses its old text layer: hidden text is taken out, and text that is
//   seen stays but means nothing any more (an empty ActualText, ISO 32000-1, 14.9.4).
// - Letters are UTF-16 units of a Type0 font with an identity ToUnicode map. It has no file: for
//   text that is never shown none is needed (ISO 19005-2, 6.2.11.4.1).
// - Words of a page that was straightened to be read lie along its lines as they are seen.
// - Images stay in the code in which they are.
// - Outlines from bookmarks where the file has none; title, code and date as XMP.
// - A copy has kCopySign in its first bytes.
//
// Untrusted bytes are parsed: call it in a confined process. Pure functions; thread safe. Failures:
// kUnsupportedType (signed: its copy would not be; encrypted), kCorrupt.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/encoded_image.h"
#include "pipeline/core/geometry.h"
#include "pipeline/core/result.h"

namespace planrec::searchable {

inline constexpr std::string_view kCopySign = "% searchable copy by planrec";

struct Word {
  std::string text;  ///< UTF-8
  Box box;           ///< points, origin top left, on the page as it was read
};

struct PageText {
  int number = 0;    ///< 1-based
  int rotation = 0;  ///< clockwise degrees by which it was turned to be read, besides its /Rotate
  std::vector<Word> words;
  double skew_deg = 0;  ///< clockwise degrees that it was then straightened by, about its middle
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

struct PageImage {
  std::optional<EncodedImage> image;       ///< none: an empty page
  double width_pt = 595, height_pt = 842;  ///< of the page as the image is seen, before `rotation`
};

Result<std::string> MakeSearchable(std::string_view pdf, const Content& content);
Result<std::string> MakeSearchable(std::vector<PageImage> images, const Content& content);

/// "libqpdf 11.3.0".
std::string LibraryVersions();

}  // namespace planrec::searchable
