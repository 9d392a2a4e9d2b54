// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text files as sources: in any encoding that text_encoding.h tells, plain or Markdown. Words have
// byte ranges and styles but no places; a line knows its number in the file. A form feed ends a
// page. Tables spelt out by pipes, tabs or HTML become GivenTables.
//
//   Result<std::unique_ptr<SourceReader>> source = OpenText(bytes, "a/plan.md", limits);
//
// The whole file is parsed when it is opened; the reader keeps no view into `bytes`. Failures:
// kUnreadable for bytes of another encoding, kTooLarge over a limit, kEmpty for a file without any
// text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

Result<std::unique_ptr<SourceReader>> OpenText(std::string_view bytes, std::string_view name,
                                               const Limits& limits);

/// A saved web page, as one page of text (text/html_lines.h).
Result<std::unique_ptr<SourceReader>> OpenHtml(std::string_view bytes, const Limits& limits);

inline constexpr std::string_view kHtml = "text/html";

/// True for bytes that can be a text file: a UTF byte-order mark, or no control bytes but white
/// space in the beginning of the file. Says nothing about the encoding.
bool LooksLikeText(std::string_view bytes);

/// "text/markdown" for names ending in .md or .markdown, else "text/plain".
std::string_view TextMediaType(std::string_view name);

}  // namespace planrec::acquire
