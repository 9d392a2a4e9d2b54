// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grammar of numbers and symbols of Vietnamese official documents (Decree 30/2020/NĐ-CP,
// Article 15 and Annex III; party symbols after Guide 36-HD/VPTW), and the words that name their
// types.
//
//   state acts          104/KH-UBND, 06/CT-CTUBND, 924/QC-SNNMT-SXD       number / TYPE - ISSUER
//   state rules         42/2022/NĐ-CP, 01/2019/TT-BNV, 05/2015/TTLT/BNV-BTC
//   National Assembly   33/2024/QH15, 351/2017/UBTVQH14
//   party               19-NQ/TW, 208-KH/TU                               number - TYPE / ISSUER
//   official letters    1849/BGDĐT-GDPT, 12/UBND-VX                       number / ISSUER - UNIT
//   blank               /KH-UBND after "số"                               a draft without its
//   number
//
//   for (const DocumentCode& code : FindCodes(text)) Use(code.code, code.number);
//
// Spaces inside and asterisks of emphasis are dropped ("468/QĐ- TTg" → "468/QĐ-TTg"), long dashes
// become hyphens, and letters that lost their stroke are mended (ND-CP → NĐ-CP). Offsets are bytes
// of UTF-8. Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

enum class CodeScheme { kState, kRule, kAssembly, kParty, kLetter, kLoose };

struct DocumentCode {
  Span span;  ///< from the number to the symbol's end; for a blank number from '/'
  CodeScheme scheme = CodeScheme::kState;
  std::optional<int> number;  ///< empty where the printed number is blank
  std::string code;           ///< number and notation without spaces
  std::string notation;       ///< what follows the first slash ("KH-UBND", "2022/NĐ-CP", "TW")
  std::string type;           ///< abbreviation in the symbol, mended; empty where it names none
  std::string issuer;         ///< the symbol's issuer part ("UBND", "TW", "SNNMT-SXD")
  std::optional<int> year;    ///< the year in the code
  double confidence = 1.0;    ///< of the rule, not of the reading
};

/// All codes in reading order, not overlapping. An official letter's or a loose code counts only
/// after "số" (see kLetter, kLoose).
std::vector<DocumentCode> FindCodes(std::string_view text);

/// The code that fills `text` (as behind "Số:" in a letterhead); none where it is no code.
std::optional<DocumentCode> ParseCode(std::string_view text);

/// A word by which running text names a type of document: "Chương trình hành động" is a CTr.
struct TypeWord {
  std::string_view abbreviation;  ///< empty for "Văn bản", which names none
  std::string_view words;
};

/// Longer ones before those that begin them.
const std::vector<TypeWord>& TypeWords();

/// The type word that begins at byte `at` of a `folded` text; null where none does.
const TypeWord* TypeWordAt(std::string_view folded, size_t at);

}  // namespace planrec::extract
