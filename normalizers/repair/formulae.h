// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two lines that decree 30/2020/NĐ-CP (Annex I) sets on every document, the national name and
// the motto, found in what an OCR made of them: "cgNG nol xA Hgr cnu Ncnia vrET NAM". They are set
// in capitals or bold, which engines of other languages read worst, and they are known beforehand.
//
//   for (const FormulaWord& word : FindFormula(line)) …
//
// Pure function; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planrec::normalize {

struct FormulaWord {
  size_t begin = 0, end = 0;    ///< bytes of the line
  std::string text;             ///< what stood there; two words where a space was lost
  std::string truth, observed;  ///< the word and its core as read; empty unless one stands for one
};

/// The words of a formula in the line, in order; empty where there is none.
std::vector<FormulaWord> FindFormula(std::string_view line);

}  // namespace planrec::normalize
