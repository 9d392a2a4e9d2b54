// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bytes of a text file as UTF-8, whatever form they are in: UTF-8 or UTF-16 with or without a
// byte-order mark, UTF-8 that some program took for Windows-1252 and encoded again ("Ủ" as
// "á»¦"), and the Vietnamese encodings from before Unicode (eight_bit.h). Told by content.
//
//   if (std::optional<DecodedText> text = DecodeTextBytes(bytes)) Use(text->text, text->reason);
//
// Pure functions; thread safe; time is linear in the bytes. Other 8-bit encodings give nullopt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planrec::acquire {

struct DecodedText {
  std::string text;         ///< valid UTF-8 without NUL
  std::string_view reason;  ///< what was undone; empty for plain UTF-8 and for marked UTF-16
};

std::optional<DecodedText> DecodeTextBytes(std::string_view bytes);

/// UTF-16 by its look where no mark says so: in Latin script every other byte is nearly always 0.
enum class Utf16 { kNo, kLittleEndian, kBigEndian };
Utf16 LooksLikeUtf16(std::string_view bytes);

/// One line that was encoded twice, set right; nullopt for a line that was not.
std::optional<std::string> UndoDoubleUtf8(std::string_view line);

}  // namespace planrec::acquire
