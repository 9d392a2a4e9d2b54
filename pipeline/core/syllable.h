// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is known of Vietnamese syllables without a word list: whether a string has the shape of one
// (onset, vowels, coda), or of a number or code as plans print them, and where its tone mark
// stands. Pure; thread safe.
#pragma once

#include <string>
#include <string_view>

namespace planrec {

/// "Nghị", "quyết,", "(PAPI)", "15/7/2021", "104/KH-UBND", "-" → true; "«⁄", "Lk|„", "xvbh" →
/// false.
bool HasPlausibleShape(std::string_view word);

/// The tone mark of a word's vowel group moved to where modern spelling puts it in open oa, oe, uy:
/// hoà → hòa, khoẻ → khỏe, thuỷ → thủy; quý, toán, thuở stay. Case is kept.
std::string UsualTonePlace(std::string_view word);

/// Letters only between outer punctuation, and these form one Vietnamese syllable.
bool IsSyllable(std::string_view word);

}  // namespace planrec
