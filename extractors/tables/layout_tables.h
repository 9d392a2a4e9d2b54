// SPDX-License-Identifier: GPL-3.0-or-later
//
// Letterhead and signature block that a text source spells out as a table: saved web pages and
// converters keep the invisible table in which offices lay them out, each cell on one line.
//
//   | ỦY BAN NHÂN DÂN TỈNH A ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do … |
//   | Số: 254/QĐ-UBND                | B, ngày 17 tháng 02 năm 2026                         |
//
// Their lines are given back as they are printed on paper, in a left and a right column. Pure
// functions; thread safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

/// The lines of a letterhead or signature block; nullopt for a table of data.
std::optional<std::vector<FlowLine>> LinesOfLayoutTable(const GivenTable& table, int page_number);

/// The lines of the paper that run on in one cell of such a table: bytes of `cell`, drawn rules
/// left out.
std::vector<Span> PrintedLines(std::string_view cell);

}  // namespace planrec::extract
