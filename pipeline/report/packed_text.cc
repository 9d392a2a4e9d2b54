// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/report/packed_text.h"

#include <nettle/base64.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace planrec::report {

struct PackedText::Stream {
  z_stream z{};
  std::string packed;

  Stream() {
    if (deflateInit(&z, Z_DEFAULT_COMPRESSION) != Z_OK) throw std::bad_alloc();
  }
  ~Stream() { deflateEnd(&z); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void Write(std::string_view text, int flush) {
    std::array<Bytef, 16384> out;
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    do {
      z.next_out = out.data();
      z.avail_out = static_cast<uInt>(out.size());
      deflate(&z, flush);
      packed.append(reinterpret_cast<const char*>(out.data()), out.size() - z.avail_out);
    } while (z.avail_out == 0);
  }
};

PackedText::PackedText() : stream_(std::make_unique<Stream>()) {}
PackedText::~PackedText() = default;
PackedText::PackedText(PackedText&&) noexcept = default;
PackedText& PackedText::operator=(PackedText&&) noexcept = default;

void PackedText::Append(std::string_view text) {
  constexpr size_t kPiece = size_t{1} << 30;
  for (size_t at = 0; at < text.size(); at += kPiece)
    stream_->Write(text.substr(at, kPiece), Z_NO_FLUSH);
}

std::string PackedText::Take() {
  stream_->Write({}, Z_FINISH);
  const std::string& packed = stream_->packed;
  std::string letters(BASE64_ENCODE_RAW_LENGTH(packed.size()), '\0');
  base64_encode_raw(letters.data(), packed.size(), reinterpret_cast<const uint8_t*>(packed.data()));
  return letters;
}

}  // namespace planrec::report
