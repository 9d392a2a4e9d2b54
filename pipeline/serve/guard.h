// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may ask: programs and pages on this machine that know the token. Others that a browser may
// be made to send here (another site's page, a name that was bound to the loopback address) are
// refused before anything is looked at.
//
//   Guard guard(NewToken(), port);
//   Refusal refusal = guard.Check({.method = "GET", .host = "127.0.0.1:8080", …});
//
// Pure but for NewToken; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planrec::serve {

/// What a request says of itself; header values as sent, empty where absent.
struct Claim {
  std::string_view method, path, host, origin, authorization;
};

/// Status 0: let it pass.
struct Refusal {
  int status = 0;
  std::string message;
};

class Guard {
 public:
  Guard(std::string token, int port) : token_(std::move(token)), port_(port) {}

  /// All of the API wants the token ("Authorization: Bearer …"); the page's own files, which hold
  /// no data, don't. Host and Origin must be this server's.
  Refusal Check(const Claim& claim) const;

  const std::string& token() const { return token_; }

 private:
  bool IsOwnHost(std::string_view host) const;

  const std::string token_;
  const int port_;
};

/// 32 random bytes of the system as hex.
std::string NewToken();

/// Sent with every answer: nothing is loaded from elsewhere, run inline, framed, sniffed or stored.
const std::vector<std::pair<std::string, std::string>>& SafetyHeaders();

}  // namespace planrec::serve
