// SPDX-License-Identifier: GPL-3.0-or-later
//
// The types of document: the 29 of Decree 30/2020/NĐ-CP (article 7, abbreviations of Annex III),
// the legal ones that are cited, and those of the Party (Guideline 36-HD/VPTW).
//
//   if (auto type = FindTypeLine("K Ế  H O Ạ C H")) type->type->abbreviation;   // "KH"
//   const DocumentType* kh = FindTypeByAbbreviation("KH");
//
// Constant data, pure functions, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::extract {

struct DocumentType {
  std::string_view abbreviation;  ///< case matters: QyĐ is not QĐ, CTr is not CT
  std::string_view name;          ///< sentence case: "Kế hoạch"
  /// May be issued by a decision in the same file and is then the record's document.
  bool enacted = false;
};

const std::vector<DocumentType>& DocumentTypes();

struct TypeLine {
  const DocumentType* type = nullptr;
  double confidence = 1.0;  ///< below 1 where letters were damaged
};

/// The type that a line names when it holds nothing else: capitals or letter-spaced capitals, marks
/// or not, a letter or so damaged. "Kế hoạch" in sentence case is accepted as well (a text source),
/// "Kế hoạch số 5" is not.
std::optional<TypeLine> FindTypeLine(std::string_view line);

/// By abbreviation with its exact case; nullptr for a name that is none.
const DocumentType* FindTypeByAbbreviation(std::string_view abbreviation);

/// The type that a notation names: "KH-UBND" gives KH, "2024/NĐ-CP" gives NĐ, "KH/TU" gives KH.
/// nullptr where it names none (the official letter "UBND-NV").
const DocumentType* FindTypeByNotation(std::string_view notation);

}  // namespace planrec::extract
