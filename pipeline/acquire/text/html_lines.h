// SPDX-License-Identifier: GPL-3.0-or-later
//
// A saved web page as lines of text: what a reader of the page would call its document, block for
// block, with the markup that text files have (text_source.h): <b>, <i>, tables as <table>, numbers
// of lists as printed. Parsed by libxml2, which takes HTML as browsers find it.
//
//   Result<std::vector<HtmlLine>> lines = ReadHtml(utf8);
//   for (const HtmlLine& line : *lines) Use(line.text, line.number);
//
// Left out: what is not shown (scripts, styles, hidden parts), what one works the page with (forms,
// buttons) and blocks of links (menus, lists of other pages). Nothing is fetched. Pure; thread
// safe; time is linear in the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::acquire {

struct HtmlLine {
  std::string text;
  int number = 0;  ///< 1-based line of the file where its block begins
};

/// `utf8`: valid UTF-8, whatever the page says of its encoding. kCorrupt where no page can be made
/// of it.
Result<std::vector<HtmlLine>> ReadHtml(std::string_view utf8);

/// True for text that begins as an HTML page does.
bool LooksLikeHtml(std::string_view bytes);

}  // namespace planrec::acquire
