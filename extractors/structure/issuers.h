// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bodies that issue documents: their heads, levels and localities, and the way from the capitals
// and abbreviations of a letterhead to the full name in sentence case.
//
//   std::vector<std::string> bodies = GroupBodies({"UBND TỈNH GIA LAI", "SỞ TÀI CHÍNH"}, {});
//   Issuer issuer = MakeIssuer(bodies.back(), "UBND TỈNH GIA LAI");   // "Sở Tài chính", province
//
// Capital letters follow Annex II of Decree 30/2020/NĐ-CP: the generic word of a unit is in lower
// case (huyện Lấp Vò) except in Thủ đô Hà Nội and Thành phố Hồ Chí Minh, each part of a body's
// field begins with a capital (Sở Giáo dục và Đào tạo). Pure functions, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// Groups the lines above `Số:` into bodies. `bold` tells which lines are bold (empty: unknown): a
/// change from plain to bold starts a new body, as the superior body is printed plain.
/// Returns the indices of the first line of each body.
std::vector<size_t> GroupBodies(const std::vector<std::string>& lines,
                                const std::vector<bool>& bold);

/// True where a line starts with a word that heads the name of a body.
bool StartsBody(std::string_view line);

/// Abbreviations expanded, sentence case: "UBND HUYỆN LẤP VÒ" → "Ủy ban nhân dân huyện Lấp Vò".
/// A name that is not all capitals only has its abbreviations expanded.
std::string FullBodyName(std::string_view printed);

/// Name, level and locality; `parent` is the body above it as printed (may be empty): a department
/// has the level of the people's committee above it.
Issuer MakeIssuer(std::string_view printed, std::string_view parent);

/// A unit with its name in a text: "xã Nhật Tân", "TP. Hưng Yên".
struct Locality {
  std::string unit;  ///< "xã", "thành phố", …; empty where only the name is printed
  std::string name;  ///< "Nhật Tân"
  size_t begin = 0, end = 0;
};
/// Every "<unit> <Proper Name>" of a text.
std::vector<Locality> FindLocalities(std::string_view text);
/// The place of issue: "TP. Hưng Yên" → thành phố, Hưng Yên; "Nhật Tân" → "", Nhật Tân.
Locality ParsePlace(std::string_view place);

/// What is known about the issuer where no letterhead is printed.
struct IssuerHints {
  std::string notation;                ///< "KH-UBND"
  std::string authority;               ///< "TM. ỦY BAN NHÂN DÂN"
  std::string place;                   ///< "TP. Hưng Yên"
  std::string title;                   ///< trích yếu
  std::vector<std::string_view> body;  ///< paragraphs: opening and closing first
};
/// Concludes the issuer; nullopt where the hints do not name a body. Confidence says how many hints
/// agree.
std::optional<Issuer> InferIssuer(const IssuerHints& hints);

/// Without a speck before the name ("7 UBND TỈNH", "T—- UBND TỈNH"): short, doubtful, and the rest
/// is a body's name.
PlacedText WithoutSpeck(const PlacedText& text);

}  // namespace planrec::extract
