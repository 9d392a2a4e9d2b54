// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of which a text source keeps one cell a line, as text copied out of a word processor does:
//
//   TT
//   Nhiệm vụ
//   Cơ quan chủ trì
//   1
//   Tu sửa nhà bia ghi danh
//   Phòng Văn hóa - Xã hội
//
// The head begins with the column of ordinals and ends before the first of them; from then on each
// ordinal begins a row. Pure function; thread safe.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::extract {

/// The table whose head begins at lines[at]; `used` is how many lines it takes. nullopt where no
/// head of three columns and no row that counts from 1 follows.
std::optional<GivenTable> StackedTableAt(const std::vector<TextLine>& lines, size_t at,
                                         size_t& used);

}  // namespace planrec::extract
