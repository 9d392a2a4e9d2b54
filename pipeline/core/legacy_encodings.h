// SPDX-License-Identifier: GPL-3.0-or-later
//
// Vietnamese encodings from before Unicode, as they come out of PDFs and text: bytes that were read
// as Latin-1. TCVN3 (TCVN 5712:1993, "ABC", fonts .Vn…) has a code for each letter; VNI (Windows)
// writes a tone as a letter of its own behind the vowel.
//
//   Legacy legacy = DetectLegacy(page_text);
//   std::string text = FromLegacy(legacy, word);
//
// Told by content: letters that Vietnamese never has, and none of those that only Unicode has.
// Pure functions; thread safe. When unsure: kNone.
#pragma once

#include <string>
#include <string_view>

namespace planrec {

enum class Legacy { kNone, kTcvn3, kVni };

/// `text` should be a page or a paragraph at least: single words can't be told.
Legacy DetectLegacy(std::string_view text);

/// True for text with letters that only Unicode has (đ, ư, ơ, ạ …): none of a legacy encoding.
bool HasUnicodeVietnamese(std::string_view text);

/// The text in Unicode (NFC). Characters without a place in the encoding stay. TCVN3 has small
/// codes for the marked letters of capitals: a word is in capitals where its other letters are, two
/// at least, or where `line`, what it stands in, is.
std::string FromLegacy(Legacy legacy, std::string_view text, std::string_view line = {});

}  // namespace planrec
