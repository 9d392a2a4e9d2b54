// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/wire.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "pipeline/core/cut_text.h"
#include "pipeline/core/utf8.h"

namespace planrec::wire {
namespace {

// Larger than any page that can be drawn, in points; keeps sums and products of a few finite.
constexpr double kLargestNumber = 1e9;

/// Invalid bytes as '?': the text keeps its length, so spans into it keep their meaning.
std::string ValidUtf8(std::string_view text) {
  std::string out(text);
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    if (DecodeUtf8(text, at) == 0xFFFD && at - start == 1) out[start] = '?';
  }
  return out;
}

double Finite(double value) {
  return std::isfinite(value) ? std::clamp(value, -kLargestNumber, kLargestNumber) : 0;
}

}  // namespace

std::string Printed(std::string_view text) {
  std::string printed(text);
  const auto is_control = [](unsigned char c) { return c < ' ' && c != '\t' && c != '\n'; };
  std::ranges::replace_if(printed, is_control, ' ');
  return printed;
}

void Encoder::Count(uint64_t value) {
  while (value >= 0x80) {
    Byte(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  Byte(static_cast<uint8_t>(value));
}

void Encoder::Int(int64_t value) {
  Count((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

void Encoder::Double(double value) {
  const double finite = Finite(value);
  uint64_t bits;
  std::memcpy(&bits, &finite, sizeof bits);
  for (int i = 0; i < 8; ++i) Byte(static_cast<uint8_t>(bits >> (8 * i)));
}

void Encoder::Bytes(std::string_view value) {
  Count(value.size());
  bytes_.append(value);
}

void Encoder::Text(std::string_view value) {
  Count(value.size());
  if (IsValidUtf8(value)) {
    bytes_.append(value);
  } else {
    bytes_.append(ValidUtf8(value));
  }
}

void Encoder::Failure(const Error& error) {
  Byte(static_cast<uint8_t>(error.type));
  Text(CutBetweenLetters(error.message, kLongestErrorText));
  Int(error.page);
}

uint8_t Decoder::Byte() {
  if (bytes_.empty()) {
    Fail();
    return 0;
  }
  const uint8_t value = static_cast<uint8_t>(bytes_.front());
  bytes_.remove_prefix(1);
  return value;
}

bool Decoder::Bool() {
  const uint8_t value = Byte();
  if (value > 1) Fail();
  return value == 1;
}

uint64_t Decoder::Count() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = Byte();
    if (shift == 63 && byte > 1) break;
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return ok_ ? value : 0;
  }
  Fail();
  return 0;
}

int64_t Decoder::Int() {
  const uint64_t value = Count();
  return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

int Decoder::SmallInt(int least, int most) {
  const int64_t value = Int();
  if (value < least || value > most) {
    Fail();
    return least;
  }
  return static_cast<int>(value);
}

double Decoder::Double() {
  if (bytes_.size() < 8) {
    Fail();
    return 0;
  }
  uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= static_cast<uint64_t>(Byte()) << (8 * i);
  double value;
  std::memcpy(&value, &bits, sizeof value);
  if (!(std::abs(value) <= kLargestNumber)) {
    Fail();
    return 0;
  }
  return value;
}

std::string_view Decoder::Bytes(size_t most) {
  const uint64_t size = Count();
  if (size > bytes_.size() || size > most) {
    Fail();
    return {};
  }
  const std::string_view bytes = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return bytes;
}

std::string_view Decoder::View(size_t most) {
  const std::string_view text = Bytes(most);
  if (IsValidUtf8(text)) return text;
  Fail();
  return {};
}

Error Decoder::Failure() {
  Error error;
  const uint8_t type = Byte();
  if (type > static_cast<uint8_t>(ErrorType::kInternal)) Fail();
  error.type = ok_ ? static_cast<ErrorType>(type) : ErrorType::kInternal;
  error.message = Printed(View(kLongestErrorText));
  error.page = SmallInt(0, kMostPages);
  return error;
}

size_t Decoder::Elements(size_t least_bytes) {
  const uint64_t count = Count();
  if (count > bytes_.size() / least_bytes) {
    Fail();
    return 0;
  }
  return static_cast<size_t>(count);
}

}  // namespace planrec::wire
