// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/eight_bit.h"

#include <algorithm>
#include <array>

#include "pipeline/core/legacy_encodings.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Windows-1252 from 0x80 to 0x9F (the Unicode consortium's table); 0 where it has no character.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Code {
  unsigned char byte;
  char32_t letter;
};

// RFC 1456: six capitals have control codes, the rest stands from 0x80 on.
constexpr Code kVisciiControls[] = {{0x02, U'Ẳ'}, {0x05, U'Ẵ'}, {0x06, U'Ẫ'},
                                    {0x14, U'Ỷ'}, {0x19, U'Ỹ'}, {0x1E, U'Ỵ'}};
constexpr std::u32string_view kViscii =
    U"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    U"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    U"Õắằặấầẩậẽẹếềểễệố"
    U"ồổỗỠƠộờởịỰỨỪỬơớƯ"
    U"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    U"ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    U"àáâãảăữẫèéêẻìíĩỉ"
    U"đựòóôõỏọụùúũủýợỮ";

// Where Windows-1258 differs from Windows-1252: letters, and tone marks behind their vowel.
constexpr Code kWindows1258[] = {
    {0xC3, U'Ă'},   {0xCC, 0x0300}, {0xD0, U'Đ'},   {0xD2, 0x0309}, {0xD5, U'Ơ'},   {0xDD, U'Ư'},
    {0xDE, 0x0303}, {0xE3, U'ă'},   {0xEC, 0x0301}, {0xF0, U'đ'},   {0xF2, 0x0323}, {0xF5, U'ơ'},
    {0xFD, U'ư'},   {0xFE, 0x20AB}, {0x8A, 0},      {0x8E, 0},      {0x9A, 0},      {0x9E, 0}};
constexpr std::u32string_view kTones = U"\u0300\u0309\u0303\u0301\u0323";
constexpr std::u32string_view kVowels = U"aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
constexpr std::u32string_view kToned =
    U"àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    U"ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ";

/// 0 where there is no such letter.
char32_t WithTone(char32_t vowel, char32_t tone) {
  const size_t row = kVowels.find(vowel), column = kTones.find(tone);
  if (row == std::u32string_view::npos || column == std::u32string_view::npos) return 0;
  return kToned[row * kTones.size() + column];
}

char32_t FromViscii(unsigned char byte) {
  if (byte >= 0x80) return kViscii[byte - 0x80U];
  const auto* found = std::ranges::find(kVisciiControls, byte, &Code::byte);
  return found == std::end(kVisciiControls) ? byte : found->letter;
}

char32_t FromWindows1258(unsigned char byte) {
  const auto* found = std::ranges::find(kWindows1258, byte, &Code::byte);
  return found == std::end(kWindows1258) ? FromWindows1252(byte) : found->letter;
}

/// Windows-1258 as composed letters.
std::string DecodeWindows1258(std::string_view bytes) {
  std::u32string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const char32_t letter = FromWindows1258(static_cast<unsigned char>(c));
    const char32_t toned = out.empty() ? 0 : WithTone(out.back(), letter);
    if (toned != 0) {
      out.back() = toned;
    } else {
      out.push_back(letter == 0 && c != 0 ? U'\uFFFD' : letter);
    }
  }
  return ToUtf8(out);
}

/// TCVN3 and VNI as their bytes look in Windows-1252, which their fonts were made for.
std::string DecodeFontEncoding(std::string_view bytes, Legacy legacy) {
  std::string out;
  for (size_t begin = 0; begin < bytes.size();) {
    // By lines: what a line's plain letters are says whether its marked ones are capitals.
    const size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
    std::string line;
    for (const char c : bytes.substr(begin, end - begin)) {
      const char32_t letter = FromWindows1252(static_cast<unsigned char>(c));
      AppendUtf8(line, letter == 0 && c != 0 ? U'\uFFFD' : letter);
    }
    out += FromLegacy(legacy, line, line);
    begin = end;
  }
  return out;
}

constexpr EightBit kAll[] = {EightBit::kTcvn3, EightBit::kVni, EightBit::kViscii,
                             EightBit::kWindows1258};

constexpr size_t kSample = size_t{64} << 10;  // bytes: some dozen pages
constexpr int kFewest = 6;                    // words with marked letters to tell by
/// Of those words so many are right in the encoding that it is. Measured on eight plans in each of
/// the four encodings: 0.99 and more in the right one, 0.83 at most in another.
constexpr double kShare = 0.9;

/// The lines with bytes beyond ASCII from the beginning of the file.
std::string Sample(std::string_view bytes) {
  std::string out;
  for (size_t begin = 0; begin < bytes.size() && out.size() < kSample;) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(begin, std::min(end - begin, kSample));
    if (std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
      out += line;
    }
    begin = end;
  }
  return out;
}

/// A syllable with one tone at most, in small letters, in capitals, or with a capital first:
/// letters of a wrong encoding are mixed in all three.
bool LooksVietnamese(std::string_view word) {
  if (!IsSyllable(word)) return false;
  int tones = 0;
  bool lower = false;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = DecodeUtf8(word, at);
    tones += kToned.find(c) != std::u32string_view::npos;
    if (tones > 1 || (lower && IsUpper(c))) return false;
    lower = lower || IsLower(c);
  }
  return true;
}

/// The share of words with letters beyond ASCII that are syllables; 0 where there are too few.
double SyllableShare(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n\f\v|/-,.;:()";
  int words = 0, syllables = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find_first_of(kBetween, begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    bool letters = false;
    for (size_t at = 0; at < word.size();) {
      const char32_t c = DecodeUtf8(word, at);
      // Quotation marks and dashes are no letters of an encoding.
      letters = letters || (c >= 0x80 && !(c >= 0x2010 && c <= 0x2026) && c != 0xA0);
    }
    if (!letters) continue;
    ++words;
    syllables += LooksVietnamese(word);
  }
  return words < kFewest ? 0 : static_cast<double>(syllables) / words;
}

}  // namespace

char32_t FromWindows1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte;
}

bool IsVisciiControl(unsigned char byte) {
  return std::ranges::find(kVisciiControls, byte, &Code::byte) != std::end(kVisciiControls);
}

std::optional<EightBit> TellEightBit(std::string_view bytes) {
  const std::string sample = Sample(bytes);
  std::optional<EightBit> best;
  double most = kShare;
  for (const EightBit encoding : kAll) {
    const double share = SyllableShare(DecodeEightBit(sample, encoding));
    if (share <= most) continue;
    most = share;
    best = encoding;
  }
  return best;
}

std::string DecodeEightBit(std::string_view bytes, EightBit encoding) {
  switch (encoding) {
    case EightBit::kTcvn3:
      return DecodeFontEncoding(bytes, Legacy::kTcvn3);
    case EightBit::kVni:
      return DecodeFontEncoding(bytes, Legacy::kVni);
    case EightBit::kViscii: {
      std::string out;
      out.reserve(bytes.size());
      for (const char c : bytes) AppendUtf8(out, FromViscii(static_cast<unsigned char>(c)));
      return out;
    }
    case EightBit::kWindows1258:
      break;
  }
  return DecodeWindows1258(bytes);
}

std::string_view EightBitName(EightBit encoding) {
  constexpr std::string_view kNames[] = {"TCVN3 (ABC)", "VNI", "VISCII", "Windows-1258"};
  return kNames[static_cast<size_t>(encoding)];
}

}  // namespace planrec::acquire
