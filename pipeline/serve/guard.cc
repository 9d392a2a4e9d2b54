// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/guard.h"

#include <sys/random.h>

#include <array>
#include <cstdlib>

namespace planrec::serve {
namespace {

constexpr size_t kLongestPath = 1024;
constexpr std::string_view kBearer = "Bearer ";
constexpr std::string_view kNames[] = {"127.0.0.1", "localhost"};

/// Takes as long for a wrong token as for the right one.
bool Same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  int difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

}  // namespace

bool Guard::IsOwnHost(std::string_view host) const {
  const std::string port = ":" + std::to_string(port_);
  for (const std::string_view name : kNames) {
    if (host == std::string(name) + port) return true;
  }
  return false;
}

Refusal Guard::Check(const Claim& claim) const {
  if (claim.path.size() > kLongestPath) return {414, "the address is too long"};
  if (claim.method != "GET" && claim.method != "POST") {
    return {405, "only GET and POST are answered; /api/openapi.json says what there is"};
  }
  if (!IsOwnHost(claim.host)) {
    return {403, "the request names another host; use the address that planrec printed"};
  }
  if (!claim.origin.empty() &&
      !(claim.origin.starts_with("http://") && IsOwnHost(claim.origin.substr(7)))) {
    return {403, "another site's page asks; only planrec's own page may"};
  }
  if (!claim.path.starts_with("/api/") || claim.path == "/api/openapi.json") return {};
  if (!claim.authorization.starts_with(kBearer) ||
      !Same(claim.authorization.substr(kBearer.size()), token_)) {
    return {401,
            "the token is missing or wrong; send the header 'Authorization: Bearer TOKEN' with the "
            "token that planrec printed, or open the address that it printed"};
  }
  return {};
}

std::string NewToken() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<unsigned char, 32> random;
  // Where the system has no randomness to give, nothing may start.
  if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) abort();
  std::string token;
  for (const unsigned char byte : random) {
    token += kDigits[byte >> 4];
    token += kDigits[byte & 15];
  }
  return token;
}

const std::vector<std::pair<std::string, std::string>>& SafetyHeaders() {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
       "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cache-Control", "no-store"},
  };
  return headers;
}

}  // namespace planrec::serve
