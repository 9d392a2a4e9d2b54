// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables that are set without rules. Either a head row begins with "STT" or "TT", and below it rows
// count 1, 2, 3 … in that column; or it begins with "Thời gian", "Buổi", "Ngày": an agenda, whose
// rows begin where two columns beside the first do. What stands in the other columns lines up;
// where no word of any row stands a column ends, and between two ordinals the widest free stretch
// parts their rows. The table is given as the rules that would draw it, so that it is read like any
// other.
//
//   Page drawn = page;
//   for (const Rule& rule : RulesOfUnruledTables(page)) drawn.rules.push_back(rule);
//
// A page without such a head row, or whose columns do not line up, gives none. Points. Pure
// function; thread safe.
#pragma once

#include <vector>

#include "pipeline/core/page.h"

namespace planrec::extract {

std::vector<Rule> RulesOfUnruledTables(const Page& page);

}  // namespace planrec::extract
