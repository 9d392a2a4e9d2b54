// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text sources and bad layers hold letterhead and signature block read across: one line with the
// left and the right column. They are cut where the right column can only begin: at the national
// name, the motto, place and date, or the signing authority.
//
//   for (FlowLine& part : SplitMergedColumns(line)) …   // one or two lines
//
// Damaged letters are tolerated. Pure functions, thread safe.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"

namespace planrec::extract {

/// Letterhead: the line itself, or its left and right part with their columns set.
std::vector<FlowLine> SplitMergedLetterhead(const FlowLine& line);
/// The same for recipients beside a signature.
std::vector<FlowLine> SplitMergedClosing(const FlowLine& line);

/// "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" or "ĐẢNG CỘNG SẢN VIỆT NAM", some letters damaged, or the
/// youth union's name, which stands in their place.
bool IsNationalName(std::string_view line);
/// "Độc lập - Tự do - Hạnh phúc", some letters damaged.
bool IsMotto(std::string_view line);
/// Nothing but signs: a drawn rule, a star, leader dots.
bool IsDrawnRule(std::string_view line);
/// "HỎA TỐC", "KHẨN"; "MẬT", "TỐI MẬT": stamped beside the type line or under the number.
bool IsUrgencyStamp(std::string_view line);
bool IsSecrecyStamp(std::string_view line);
/// A line of a digital signature's stamp: "Ký bởi: …", "Thời gian ký: …".
bool IsSignatureStamp(std::string_view line);

}  // namespace planrec::extract
