// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a string has the shape of something that is printed in plans: a Vietnamese syllable, a
// number, a code. Only shapes are judged (onset, vowels, coda), no word list. Pure; thread safe.
#pragma once

#include <string_view>

namespace planrec::acquire {

/// "Nghị", "quyết,", "(PAPI)", "15/7/2021", "104/KH-UBND", "-" → true; "«⁄", "Lk|„", "xvbh" →
/// false.
bool HasPlausibleShape(std::string_view word);

/// Letters only between outer punctuation, and these form one Vietnamese syllable.
bool IsSyllable(std::string_view word);

}  // namespace planrec::acquire
