// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/text_encoding.h"

#include <algorithm>

#include "pipeline/acquire/text/eight_bit.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

std::optional<std::string> DecodeUtf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit_at = [&](size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  if (bytes.size() % 2 != 0) return std::nullopt;
  for (size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit_at(i);
    if (c >= 0xDC00 && c <= 0xDFFF) return std::nullopt;
    if (c >= 0xD800 && c <= 0xDBFF) {
      if (i + 3 >= bytes.size()) return std::nullopt;
      const char32_t low = unit_at(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    AppendUtf8(out, c);
  }
  return out;
}

/// The byte that Windows-1252 has for a character; nullopt for none.
std::optional<char> Windows1252Byte(char32_t c) {
  // Programs keep a control character where the table has none.
  if (c <= 0xFF) return static_cast<char>(c);
  for (unsigned byte = 0x80; byte < 0xA0; ++byte) {
    if (FromWindows1252(static_cast<unsigned char>(byte)) == c) return static_cast<char>(byte);
  }
  return std::nullopt;
}

bool IsAscii(std::string_view text) {
  return std::ranges::none_of(text,
                              [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
}

/// The text with its twice encoded lines set right; nullopt where most lines are not such.
std::optional<std::string> UndoDoubleUtf8Lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t marked = 0, undone = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = text.substr(begin, end - begin);
    begin = end;
    if (IsAscii(line)) {
      out += line;
      continue;
    }
    ++marked;
    const std::optional<std::string> once = UndoDoubleUtf8(line);
    undone += once.has_value();
    out += once ? std::string_view(*once) : line;
  }
  if (undone == 0 || undone * 2 < marked) return std::nullopt;
  return out;
}

}  // namespace

Utf16 LooksLikeUtf16(std::string_view bytes) {
  constexpr size_t kReach = 4096;
  const std::string_view head = bytes.substr(0, std::min(bytes.size(), kReach) & ~size_t{1});
  if (head.size() < 8 || bytes.size() % 2 != 0) return Utf16::kNo;
  size_t zero[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) zero[i % 2] += head[i] == 0;
  // Vietnamese has a sixth to a third of its letters above U+00FF; spaces and consonants are below.
  const size_t half = head.size() / 2;
  for (const Utf16 order : {Utf16::kLittleEndian, Utf16::kBigEndian}) {
    const size_t high = order == Utf16::kLittleEndian ? 1 : 0;
    if (zero[high] * 2 < half || zero[1 - high] > 0) continue;
    // The low byte of a letter below U+0100 is a sign or letter; binary data has control codes.
    bool control = false;
    for (size_t i = 0; i < head.size() && !control; i += 2) {
      const auto low = static_cast<unsigned char>(head[i + 1 - high]);
      control = head[i + high] == 0 && low < 0x20 && low != '\t' && low != '\n' && low != '\r' &&
                low != '\f';
    }
    if (!control) return order;
  }
  return Utf16::kNo;
}

std::optional<std::string> UndoDoubleUtf8(std::string_view line) {
  std::string bytes;
  bytes.reserve(line.size());
  for (size_t at = 0; at < line.size();) {
    const std::optional<char> byte = Windows1252Byte(DecodeUtf8(line, at));
    if (!byte) return std::nullopt;
    bytes.push_back(*byte);
  }
  // A line that is right has single letters above U+007F, which are no UTF-8 as bytes.
  if (IsAscii(bytes) || !IsValidUtf8(bytes)) return std::nullopt;
  return bytes;
}

std::optional<DecodedText> DecodeTextBytes(std::string_view bytes) {
  DecodedText out;
  std::optional<std::string> text;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    text = std::string(bytes.substr(3));
  } else if (bytes.starts_with("\xFF\xFE")) {
    text = DecodeUtf16(bytes.substr(2), false);
  } else if (bytes.starts_with("\xFE\xFF")) {
    text = DecodeUtf16(bytes.substr(2), true);
  } else if (const Utf16 order = LooksLikeUtf16(bytes); order != Utf16::kNo) {
    text = DecodeUtf16(bytes, order == Utf16::kBigEndian);
    out.reason = "UTF-16 without a byte-order mark";
  } else {
    text = std::string(bytes);
  }
  if (text && !IsValidUtf8(*text)) {
    const std::optional<EightBit> encoding = TellEightBit(bytes);
    if (!encoding) return std::nullopt;
    text = DecodeEightBit(bytes, *encoding);
    out.reason = EightBitName(*encoding);
  }
  if (!text || text->find('\0') != std::string::npos) return std::nullopt;
  if (std::optional<std::string> once = UndoDoubleUtf8Lines(*text)) {
    text = std::move(once);
    out.reason = "UTF-8 that was encoded twice";
  }
  out.text = *std::move(text);
  return out;
}

}  // namespace planrec::acquire
