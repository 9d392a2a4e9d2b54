// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of bodies as letterheads print them (the words are those of pipeline/core/bodies.h): their
// heads, their abbreviations and their capital letters (Decree 30/2020/NĐ-CP, Annex II).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/bodies.h"

namespace planrec::extract {

/// The words that head the names of bodies that issue documents, longest first.
const std::vector<const Body*>& BodyHeads();

/// The longest head that `text` begins with (marks and case ignored); nullptr for none.
const Body* FindBodyHead(std::string_view text);

/// Abbreviations written out, case of the abbreviation's surroundings ignored: "UBND TP. HUẾ" →
/// "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "UBND xã" → "Ủy ban nhân dân xã".
std::string ExpandBodyAbbreviations(std::string_view text);

/// A name in capitals to sentence case: "SỞ GIÁO DỤC VÀ ĐÀO TẠO" → "Sở Giáo dục và Đào tạo".
std::string BodySentenceCase(std::string_view capitals);

/// The first letter of each word a capital, the rest small: "NGUYỄN VĂN AN" → "Nguyễn Văn An".
std::string TitleCase(std::string_view text);

/// Share of the letters that are capitals, 0..1.
double CapitalShare(std::string_view text);

}  // namespace planrec::extract
