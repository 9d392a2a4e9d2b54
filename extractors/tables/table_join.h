// SPDX-License-Identifier: GPL-3.0-or-later
//
// Joins the parts of one table: a page break ends the part, not the table. Pure functions; thread
// safe.
#pragma once

#include "extractors/layout/flow.h"
#include "extractors/tables/raw_table.h"

namespace planrec::extract {

/// True when `next` goes on where `table` stopped: the same columns, and the same header again or
/// none. The caller has seen to it that no running text stands between.
bool Continues(const RawTable& table, const RawTable& next);

/// Brings two ruled parts onto the same columns where the borders of one are among those of the
/// other: a page on which every row is merged over a border draws fewer of them.
void AlignColumns(RawTable& table, RawTable& next);

/// Appends the rows of `next` to `table`: a repeated header is dropped, a row cut by the page's
/// edge is made whole, cells that go on over the edge grow.
void Append(RawTable& table, RawTable next);

/// Moves what later pages repeat of the table's header to the flow's dropped texts.
void TakeRepeatedHeads(RawTable& table, Flow& flow);

}  // namespace planrec::extract
