// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bodies of Vietnamese administration: the words that head their names, the fields of work that
// these go on with, their abbreviations and their symbols in codes. A new agency is one row here:
// letterheads, lists of agencies, agency keys, symbols, checks and the repair of symbols read it.
//
//   for (const Body& body : Bodies()) …         // "Ủy ban nhân dân", UBND, level by its unit
//   for (const BodyField& field : BodyFields()) …   // "Giáo dục và Đào tạo", GD&ĐT, BGDĐT
//   MendSymbol("SGDDT")                         // "SGDĐT": the stroke of Đ was lost
//
// Constant data, pure functions; thread safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace planrec {

/// How the level of a body that issues a document follows from its kind.
enum class BodyLevel {
  kNone,      ///< issues no documents: a post, a class of bodies, a unit within one
  kByUnit,    ///< from the administrative unit in its name
  kByParent,  ///< that of the body above it
  kCentral,
  kProvince,
  kParty,
  kOther,
};

/// What else is known about a word that heads a name. Bits of Body::traits.
enum BodyTrait : unsigned {
  kProperName = 1,    ///< a proper name follows: Trường Tiểu học …, Huyện ủy …
  kNamed = 2,         ///< begins a name in running text only before a capital letter ("Ban Chỉ
                      ///< đạo", "Phòng Nội vụ"), so that "các sở, Ban, ngành" stays one
  kSmallLetters = 4,  ///< begins a name in small letters too ("cơ quan chuyên môn")
  kOneALevel = 8,     ///< each level has one: the level is part of its name
  kPost = 16,         ///< a person by post
  kClass = 32,        ///< a class of unnamed bodies or people
  kTopic = 128,  ///< a topic too, unless a capital follows: "Trường học, cơ sở vật chất"
  kGivesDuties = 64,  ///< plans and duties come from it; no list of those who have a duty names it
};

/// A word or phrase that heads the name of a body.
struct Body {
  std::string_view name;           ///< in sentence case
  std::string_view abbreviations;  ///< '|' between them
  /// Abbreviations that mean something else as often (TT: thị trấn, thông tư): read only where two
  /// names are compared.
  std::string_view doubtful;
  BodyLevel level = BodyLevel::kOther;
  unsigned traits = 0;

  bool Is(BodyTrait trait) const { return (traits & trait) != 0; }
};
const std::vector<Body>& Bodies();

/// What a ministry, department or office works on: "Bộ|Sở|Phòng Giáo dục và Đào tạo".
struct BodyField {
  std::string_view name;
  std::string_view abbreviations;  ///< with '&' where printed with any sign or none: GD&ĐT, GDĐT
  std::string_view doubtful;
  std::string_view symbol;  ///< behind B and S in codes: BGDĐT, SGDĐT; '|' between several
};
std::span<const BodyField> BodyFields();

/// The issuer's part of a code: 12/KH-UBND, 5/2024/TT-BNV.
struct BodySymbol {
  std::string symbol;
  std::string name;  ///< of the body; empty where several have the symbol
  /// Folded phrases of which one stands in the issuer's name; empty where nothing is known.
  std::string phrases;
};
/// Those of single bodies and those that B and S make of the fields.
const std::vector<BodySymbol>& BodySymbols();
/// By its letters, '&' left out; nullptr for one that is not known.
const BodySymbol* FindBodySymbol(std::string_view symbol);

/// A symbol that lost the stroke of a Đ or has a capital too many, as it should be: HDND, HDDND →
/// HĐND, BGD&DT → BGD&ĐT, TTG → TTg. nullopt where it is right or not known.
std::optional<std::string> MendSymbol(std::string_view printed);

/// The parts of a row's list.
std::vector<std::string_view> SplitList(std::string_view list);

}  // namespace planrec
