// SPDX-License-Identifier: GPL-3.0-or-later
//
// What kind of paper a document is: an administrative document, a form to fill in, other text, or
// nothing of a document (a photograph, a list of values, data of a program).
//
//   TellKind(pages, record);   // sets document.kind with its confidence
//
// Of what is no administrative document nothing is concluded: an issuer that is not printed goes;
// of what is none at all also what the grammars saw in it. The text stays: before PlaceWords, so
// that it does. Pure function of its arguments; thread safe; never fails.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

void TellKind(std::span<const Page> pages, PlanRecord& record);

/// True for the lines of a table or file of data: JSON, markup, values parted by signs.
bool IsData(const std::vector<std::string>& lines);

}  // namespace planrec::extract
