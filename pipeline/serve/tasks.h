// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tasks of all plans, for who tracks them: by when they are due and whose they are.
//
//   GET /api/tasks?due=2026-Q3&agency=So+Noi+vu&limit=100&after=…
//
// `due`: a year, quarter, half ("2026-H1"), month or day, or FROM..TO of those; a task is due then
// if its deadline has a day in common with it. `agency`: words of a name, with or without marks,
// among those that lead or support. Answers {"tasks": […], "next": where the next page begins}.
// Thread safe.
#pragma once

#include <optional>
#include <string_view>

#include "pipeline/serve/collection.h"
#include "pipeline/serve/exchange.h"

namespace planrec::serve {

/// First and last day since 1970-01-01.
struct Days {
  int32_t from = 0, to = 0;
  friend bool operator==(const Days&, const Days&) = default;
};

/// nullopt for what is no such stretch of time.
std::optional<Days> DaysOf(std::string_view due);

Answer Tasks(Collection& collection, const Request& request);

}  // namespace planrec::serve
