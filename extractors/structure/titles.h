// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a document is about: the title below its type, the subject of a letter. Which lines belong
// to it is told by layout (columns, centring, weight) and by the text that a body begins with.
//
//   const SubjectLines subject = FindSubjectLines(lines, i);   // lines[i] begins "V/v …"
//   if (TitleEnds({type, last, title}, line)) break;
//   fields.title = WithTitleWord(title, repairs);
//
// Pure functions, thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/structure/head_lines.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

struct SubjectLines {
  std::vector<size_t> further;  ///< lines that go on with the first, in order
  size_t end = 0;               ///< behind those that follow without a line of the other column
};

/// The lines of the subject that begins in lines[at]. A letter's stands below its symbol, in the
/// left half of the page; it may go on below the last line of the right column.
SubjectLines FindSubjectLines(const std::vector<HeadLine>& lines, size_t at);

struct TitleSoFar {
  const FlowLine& type;  ///< the type line
  const FlowLine& last;  ///< the title's last line
  const std::string& text;
};

/// Whether `line`, the next one, can no longer belong to the title.
bool TitleEnds(const TitleSoFar& title, const FlowLine& line);

/// What begins a body ("Căn cứ …", "Nhằm …"), in capitals only.
bool IsOpening(std::string_view line);

/// The name, in capitals, of the body or position that decides.
bool IsDecider(std::string_view line);

/// The title with its first word as it must have been: a recogniser's "Và", "Ve" is "Về", and no
/// lone sign stands before it. The change is added to `repairs`.
std::string WithTitleWord(const PlacedText& title, std::vector<Repair>& repairs);

}  // namespace planrec::extract
