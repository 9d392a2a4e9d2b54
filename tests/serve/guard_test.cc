// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/guard.h"

#include <gtest/gtest.h>

namespace planrec::serve {
namespace {

TEST(Guard, WhoMayAsk) {
  const std::string token = NewToken();
  const Guard guard(token, 8080);
  const std::string right = "Bearer " + token, wrong = "Bearer " + std::string(64, '0');
  const std::string long_path = "/api/" + std::string(2000, 'a');
  struct Case {
    const char* name;
    Claim claim;
    int status;
  };
  const std::string part = right.substr(0, 20);
  const Case cases[] = {
      {"the page itself needs no token", {"GET", "/app.js", "127.0.0.1:8080", "", ""}, 0},
      {"the API does", {"GET", "/api/batch", "127.0.0.1:8080", "", ""}, 401},
      {"with it", {"GET", "/api/batch", "127.0.0.1:8080", "", right}, 0},
      {"by name", {"GET", "/api/batch", "localhost:8080", "", right}, 0},
      {"another token", {"GET", "/api/batch", "127.0.0.1:8080", "", wrong}, 401},
      {"a part of it", {"GET", "/api/batch", "127.0.0.1:8080", "", part}, 401},
      {"the token alone", {"GET", "/api/batch", "127.0.0.1:8080", "", token}, 401},
      {"the description is open", {"GET", "/api/openapi.json", "127.0.0.1:8080", "", ""}, 0},
      {"a name bound to us by another", {"GET", "/", "evil.example:8080", "", ""}, 403},
      {"another port", {"GET", "/", "127.0.0.1:80", "", ""}, 403},
      {"no host", {"GET", "/", "", "", ""}, 403},
      {"our own page", {"POST", "/api/undo", "127.0.0.1:8080", "http://127.0.0.1:8080", right}, 0},
      {"another's page",
       {"POST", "/api/undo", "127.0.0.1:8080", "http://evil.example", right},
       403},
      {"a sandboxed page", {"POST", "/api/undo", "127.0.0.1:8080", "null", right}, 403},
      {"another port's page",
       {"POST", "/api/undo", "127.0.0.1:8080", "http://127.0.0.1:81", right},
       403},
      {"another method", {"DELETE", "/api/batch", "127.0.0.1:8080", "", right}, 405},
      {"a path without end", {"GET", long_path, "127.0.0.1:8080", "", right}, 414},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(guard.Check(c.claim).status, c.status);
  }
}

TEST(Guard, TokensAreLongAndNew) {
  EXPECT_EQ(NewToken().size(), 64u);
  EXPECT_NE(NewToken(), NewToken());
}

}  // namespace
}  // namespace planrec::serve
