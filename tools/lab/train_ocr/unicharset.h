// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tesseract's list of characters (unicharset), read and extended. Characters are added at the end,
// so that every old one keeps its number: the dictionaries of the model stay valid, and
// lstmtraining finds the rows it has learnt. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::train_ocr {

/// The single characters of a unicharset file.
std::u32string Characters(std::string_view unicharset);

/// The file with `added` at its end; those that it has already are left out. kCorrupt where its
/// first line is not the number of its entries.
Result<std::string> AddCharacters(std::string_view unicharset, std::u32string_view added);

/// For each of `added` that the unicharset lacks, the network's output for the character of the
/// file that looks most like it in print. Outputs are numbered as characters are, without the two
/// special entries behind the space's (Tesseract's UnicharCompress for scripts of few characters).
/// kCorrupt where the file has no such character.
Result<std::vector<int>> CodesOfLookalikes(std::string_view unicharset, std::u32string_view added);

}  // namespace planrec::train_ocr
