// SPDX-License-Identifier: GPL-3.0-or-later
//
// Page values as bytes, for the socket between a worker process and the supervisor: compact,
// versioned, little endian, lossless for pages that are sound. What is not is put right where it is
// encoded, on the worker's side: invalid UTF-8 becomes '?' byte by byte, so that offsets hold,
// numbers become finite, confidences lie in 0..1, and a box inside out becomes none.
//
//   std::string bytes = wire::EncodePage(page);
//   Result<PageFacts> facts = wire::InspectPage(bytes);
//   Result<Page> page = wire::DecodePage(bytes);
//
// A worker has parsed untrusted bytes and may be broken or taken over, so decoding trusts nothing:
// counts are checked against the bytes that are left, enumerations and numbers against their
// ranges, spans against their text. Malformed bytes give kInternal, never a crash and never a Page
// that the rooms above could trip over. A page's values take several times the memory of its bytes,
// so whoever only passes pages on inspects them: that takes no memory, whatever they say. Pure
// functions; thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/page.h"
#include "pipeline/core/result.h"

namespace planrec::wire {

/// Longer messages of errors are cut.
inline constexpr size_t kLongestErrorText = 1024;

/// Goes first in every encoded page. Raise it when the layout changes.
inline constexpr uint8_t kVersion = 3;
/// The largest number of a page that is taken from a worker.
inline constexpr int kMostPages = 10'000'000;

/// A worker's text as a record may have it: control characters other than tabs and ends of lines
/// are spaces, since readers of JSON end a text at a NUL. As long as it was.
std::string Printed(std::string_view text);

/// Appends values to a string.
class Encoder {
 public:
  void Byte(uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
  void Bool(bool value) { Byte(value ? 1 : 0); }
  void Count(uint64_t value);  ///< 7 bits a byte, low bits first
  void Int(int64_t value);     ///< zigzag, then as Count
  void Double(double value);
  void Text(std::string_view value);
  void Bytes(std::string_view value);  ///< whatever they are
  void Failure(const Error& error);
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what an Encoder wrote. After the first value that does not fit, `ok` is false and all
/// further reads give zero values: check once at the end.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  uint8_t Byte();
  bool Bool();
  uint64_t Count();
  int64_t Int();
  /// An Int in [least, most].
  int SmallInt(int least, int most);
  double Double();  ///< finite, and no larger than a page could be
  /// Valid UTF-8 of at most `most` bytes; View() views the bytes that are decoded.
  std::string Text(size_t most = size_t{64} << 20) { return std::string(View(most)); }
  std::string_view View(size_t most = size_t{64} << 20);
  /// What Encoder::Bytes wrote, at most `most` bytes; a view of those that are decoded.
  std::string_view Bytes(size_t most);
  Error Failure();
  /// A number of elements of which each takes at least `least_bytes`: fails where the bytes left
  /// can't hold them, so that no allocation is larger than the message.
  size_t Elements(size_t least_bytes);

  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }
  void Fail() { ok_ = false, bytes_ = {}; }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

std::string EncodePage(const Page& page);
Result<Page> DecodePage(std::string_view bytes);

/// What must be known of a page to pass it on.
struct PageFacts {
  int number = 0;
  std::string origin_reason;
  std::optional<Error> error;
  bool has_content = false;  ///< lines or tables
};

/// Checks the bytes as DecodePage does: what passes here decodes.
Result<PageFacts> InspectPage(std::string_view bytes);

}  // namespace planrec::wire
