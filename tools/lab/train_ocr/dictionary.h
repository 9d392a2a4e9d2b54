// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words and signs that Tesseract's dictionaries know, with those that hold the added
// characters.
//
//   words = WithAddedWords(lines of dawg2wordlist); signs = WithAddedSigns(…);
//
// The recogniser's search prefers words of its list among the signs of its other list, and reads a
// word that it does not find there as more than twice as doubtful. Debian's lists know ly and not
// lỵ, "..." behind a word and not "…": with them alone the network's right reading loses to a known
// wrong one. Lists are lines, as dawg2wordlist writes and wordlist2dawg reads them; in the signs'
// list a space stands for the word. Old entries stay, in their order. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace planrec::train_ocr {

std::string WithAddedWords(std::string_view list);
std::string WithAddedSigns(std::string_view list);

}  // namespace planrec::train_ocr
