// SPDX-License-Identifier: GPL-3.0-or-later
//
// A signed message (CMS, RFC 5652) as PDF signatures hold it: whose certificate, signed when, and
// whether it fits the data.
//
//   std::optional<SignedMessage> message = ReadSignedMessage(contents);
//   std::optional<bool> intact = message->Fits(data);
//
// GnuTLS reads it; no certificate is looked up, trusted or checked for its dates, and no file or
// network is touched. Bad bytes give nullopt. Not thread safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace planrec::acquire {

class SignedMessage {
 public:
  struct Parsed;
  explicit SignedMessage(std::unique_ptr<Parsed> parsed);
  ~SignedMessage();
  SignedMessage(SignedMessage&&) noexcept;

  std::string signer, organisation, locality;  ///< of the signer's certificate, UTF-8
  std::optional<int64_t> signed_at;            ///< seconds since 1970, where the message says it

  /// Whether the signature is one of these bytes; nullopt where that can't be told.
  std::optional<bool> Fits(std::string_view data) const;

 private:
  std::unique_ptr<Parsed> parsed_;
};

/// `der` may have zeros behind it, as in a PDF.
std::optional<SignedMessage> ReadSignedMessage(std::string_view der);

}  // namespace planrec::acquire
