// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text made small while it is written, for a script that reads it (zlib, RFC 1950, then base64:
// `new DecompressionStream("deflate")` behind `atob`).
//
//   PackedText packed;
//   packed.Append("[1,");
//   packed.Append("2]");
//   const std::string letters = packed.Take();   // once
//
// Throws std::bad_alloc where memory does not do. Not thread safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace planrec::report {

class PackedText {
 public:
  PackedText();
  ~PackedText();
  PackedText(PackedText&&) noexcept;
  PackedText& operator=(PackedText&&) noexcept;

  void Append(std::string_view text);
  std::string Take();

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace planrec::report
