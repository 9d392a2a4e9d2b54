// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables that a text source lays out with blanks, as `pdftotext -layout` and old word processors
// leave them:
//
//   STT       Nhiệm vụ                   Cơ quan chủ trì        Thời hạn
//   1    Nạo vét kênh nội đồng          Phòng Kinh tế          Quý I/2026
//        thôn Thượng
//
// Columns are parted by what is blank in every line (two characters at least); the head has a text
// in each. Pure functions; thread safe.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/acquire/text/text_tables.h"

namespace planrec::acquire {

/// The table that begins at lines[at]; `used` is how many lines it takes. nullopt where the lines
/// do not line up in three columns, as justified text does not.
std::optional<GivenTable> TakeSpaced(const std::vector<SourceLine>& lines, size_t at, size_t& used);

}  // namespace planrec::acquire
