// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a font's name tells: weight, slant, symbol fonts, and the fonts of the encodings before
// Unicode (TCVN3: .VnTime, .VnTimeH; VNI: VNI-Times), whose text reads as Latin-1 until it is
// decoded. Pure; any string is a valid name ("ABCDEF+TimesNewRomanPS-BoldMT").
#pragma once

#include <string_view>

namespace planrec::acquire {

struct FontStyle {
  bool bold = false, italic = false;
  bool symbol = false;  ///< Symbol, Wingdings and the like
  bool legacy = false;  ///< a font of TCVN3 or VNI
};

FontStyle StyleFromFontName(std::string_view name);

}  // namespace planrec::acquire
