// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/ber.h"

#include <cstdint>

namespace planrec::acquire {
namespace {

constexpr int kDeepest = 40;
constexpr uint8_t kConstructed = 0x20, kOpenLength = 0x80, kOctets = 0x04;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  /// The next value with all its lengths, appended to `out`; of an octet string in pieces
  /// (`pieces`) the contents alone.
  bool Value(int depth, bool pieces, std::string& out) {
    if (depth > kDeepest || left() < 2) return false;
    std::string tag(1, bytes_[at_++]);
    if ((Byte(tag[0]) & 0x1f) == 0x1f) {
      do {
        if (left() == 0 || tag.size() > 4) return false;
        tag += bytes_[at_++];
      } while ((Byte(tag.back()) & 0x80) != 0);
    }
    size_t length = 0;
    bool open = false;
    if (!Length(length, open)) return false;
    const bool constructed = (Byte(tag[0]) & kConstructed) != 0;
    if (open && !constructed) return false;
    const bool octets = tag.size() == 1 && (Byte(tag[0]) & ~kConstructed) == kOctets;
    if (pieces && !octets) return false;
    std::string content;
    if (!constructed) {
      content = bytes_.substr(at_, length);
      at_ += length;
    } else if (!Contents(depth, open, length, octets, content)) {
      return false;
    }
    if (pieces) {
      out += content;
      return true;
    }
    if (octets) tag[0] = static_cast<char>(kOctets);
    out += tag;
    PutLength(content.size(), out);
    out += content;
    return true;
  }

 private:
  static uint8_t Byte(char c) { return static_cast<uint8_t>(c); }
  size_t left() const { return bytes_.size() - at_; }

  bool Length(size_t& length, bool& open) {
    if (left() == 0) return false;
    const uint8_t first = Byte(bytes_[at_++]);
    open = first == kOpenLength;
    if (first <= kOpenLength) {
      length = open ? 0 : first;
    } else {
      const size_t count = first - kOpenLength;
      if (count > 4 || left() < count) return false;
      for (size_t i = 0; i < count; ++i) length = length << 8 | Byte(bytes_[at_++]);
    }
    return length <= left();
  }

  bool Contents(int depth, bool open, size_t length, bool octets, std::string& content) {
    const size_t end = at_ + length;
    for (;;) {
      if (open && left() >= 2 && bytes_[at_] == 0 && bytes_[at_ + 1] == 0) {
        at_ += 2;
        return true;
      }
      if (!open && at_ >= end) return at_ == end;
      if (!Value(depth + 1, octets, content)) return false;
    }
  }

  static void PutLength(size_t length, std::string& out) {
    if (length < kOpenLength) {
      out += static_cast<char>(length);
      return;
    }
    std::string bytes;
    for (; length > 0; length >>= 8) bytes.insert(bytes.begin(), static_cast<char>(length & 0xff));
    out += static_cast<char>(kOpenLength + bytes.size());
    out += bytes;
  }

  std::string_view bytes_;
  size_t at_ = 0;
};

}  // namespace

std::optional<std::string> WithLengths(std::string_view ber) {
  std::string der;
  if (!Reader(ber).Value(0, false, der)) return std::nullopt;
  return der;
}

}  // namespace planrec::acquire
