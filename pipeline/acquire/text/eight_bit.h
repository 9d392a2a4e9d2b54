// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of the Vietnamese 8-bit encodings from before Unicode: TCVN3 (TCVN 5712:1993, "ABC"), VNI
// (Windows), VISCII (RFC 1456) and Windows-1258. No byte says which one it is: each is tried, and
// the one holds in which the words with marked letters are Vietnamese syllables.
//
//   if (const std::optional<EightBit> encoding = TellEightBit(bytes))
//     std::string text = DecodeEightBit(bytes, *encoding);
//
// Pure functions; thread safe; time is linear in the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planrec::acquire {

enum class EightBit { kTcvn3, kVni, kViscii, kWindows1258 };

/// nullopt for text of other languages, for binary data, and where there is too little to tell by.
std::optional<EightBit> TellEightBit(std::string_view bytes);

/// UTF-8, composed letters. Bytes that the encoding has no character for become U+FFFD.
std::string DecodeEightBit(std::string_view bytes, EightBit encoding);

/// "TCVN3 (ABC)", "VNI", "VISCII", "Windows-1258"
std::string_view EightBitName(EightBit encoding);

/// True for the six control codes that VISCII has capital letters in.
bool IsVisciiControl(unsigned char byte);

/// What Windows-1252 has for a byte; 0 where it has no character.
char32_t FromWindows1252(unsigned char byte);

}  // namespace planrec::acquire
