// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words that names of bodies are made of, as data, and the capital letters of such names
// (Decree 30/2020/NĐ-CP, Annex II). Used by issuers.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planrec::extract {

/// How the level of a body follows from its kind.
enum class BodyLevel {
  kByUnit,    ///< from the administrative unit in its name
  kByParent,  ///< that of the body above it
  kCentral,
  kProvince,
  kParty,
  kOther,
};

/// A word or phrase that heads the name of a body.
struct BodyHead {
  std::string_view name;  ///< in sentence case
  BodyLevel level = BodyLevel::kOther;
  bool proper = false;  ///< a proper name follows: Trường Tiểu học …, Huyện ủy …
};
const std::vector<BodyHead>& BodyHeads();

/// The longest head that `text` begins with (marks and case ignored); nullptr for none.
const BodyHead* FindBodyHead(std::string_view text);

/// Administrative units in lower case, longest first: "thành phố", "thị xã", …
const std::vector<std::string_view>& UnitWords();
/// True for a unit word at the beginning of the folded text, followed by a space or its end;
/// `length` is its length in the folded text and `index` its place in UnitWords().
bool StartsWithUnit(std::string_view folded, size_t& length, size_t& index);

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
