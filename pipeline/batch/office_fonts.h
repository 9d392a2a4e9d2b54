// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which fonts a converted document is set in where its own are not there: those that have all
// Vietnamese letters. With a font that lacks some, LibreOffice takes these letters from another one
// in the middle of a word, and the words of the PDF fall apart.
#pragma once

#include <string>

namespace planrec::batch {

/// A file for fontconfig (fonts.conf(5)); `workshop` is where it may keep its cache.
std::string OfficeFonts(const std::string& workshop);

}  // namespace planrec::batch
