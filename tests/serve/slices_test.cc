// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "pipeline/serve/entry.h"
#include "pipeline/serve/json_slices.h"
#include "pipeline/serve/tasks.h"

namespace planrec::serve {
namespace {

TEST(JsonSlices, MembersOfAnObject) {
  struct Case {
    const char *json, *key, *expected;
  };
  const Case cases[] = {
      {R"({"a": 1, "b": [1, {"a": 2}], "c": "x"})", "a", "1"},
      {R"({"a": 1, "b": [1, {"a": 2}], "c": "x"})", "b", R"([1, {"a": 2}])"},
      {R"({"a": 1, "b": [1, {"a": 2}], "c": "x"})", "c", R"("x")"},
      {R"({"a": "}]\"\\", "b": {}})", "b", "{}"},
      {R"({"a": "\\", "b": null})", "b", "null"},
      {"{\n  \"a\": [\n  ],\n  \"b\": -1.5e3\n}\n", "b", "-1.5e3"},
      {R"({"a": 1})", "b", ""},
      {R"([{"a": 1}])", "a", ""},
      {"", "a", ""},
      {R"({"a": [1, 2)", "a", "[1, 2"},
      {R"({"a)", "a", ""},
      {R"({"a": )", "a", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.json);
    std::string_view found = JsonSlices(c.json).Text(c.key);
    while (found.ends_with("\n")) found.remove_suffix(1);
    EXPECT_EQ(found, c.expected);
  }
  EXPECT_TRUE(JsonSlices(R"({"a": [1, 2)").Parse("a").is_null());
}

TEST(Entry, DaysOfDates) {
  struct Case {
    const char* date;
    bool last;
    int expected;  // -1: none
  };
  const Case cases[] = {
      {"1970-01-01", false, 0},  {"1970-01-01", true, 0},      {"1970-01", true, 30},
      {"1970", false, 0},        {"1970", true, 364},          {"2024-02", true, 19782},
      {"2023-02-29", false, -1}, {"2023-13", false, -1},       {"", false, -1},
      {"quý I", false, -1},      {"2023-01-01-01", false, -1}, {"2023-", false, -1},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.date);
    EXPECT_EQ(DayOf(c.date, c.last).value_or(-1), c.expected);
  }
}

TEST(Tasks, StretchesOfTime) {
  const auto days = [](const char* from, const char* to) {
    return Days{*DayOf(from, false), *DayOf(to, true)};
  };
  struct Case {
    const char* due;
    std::optional<Days> expected;
  };
  const Case cases[] = {
      {"2026", days("2026-01-01", "2026-12-31")},
      {"2026-Q3", days("2026-07-01", "2026-09-30")},
      {"2026-H1", days("2026-01-01", "2026-06-30")},
      {"2024-02", days("2024-02-01", "2024-02-29")},
      {"2026-07-15", days("2026-07-15", "2026-07-15")},
      {"2025-Q4..2026-02", days("2025-10-01", "2026-02-28")},
      {"2026-Q5", std::nullopt},
      {"2026-Q3..2026-Q1", std::nullopt},
      {"2026..", std::nullopt},
      {"Q3", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.due);
    EXPECT_EQ(DaysOf(c.due), c.expected);
  }
}

TEST(Entry, SpellingsOfAnAgencyHaveOneBit) {
  EXPECT_EQ(AgencyBit("Sở Nội vụ"), AgencyBit("so noi vu"));
  EXPECT_EQ(AgencyBit("Sở Nội vụ"), AgencyBit("SỞ  NỘI VỤ"));
  EXPECT_NE(AgencyBit("Sở Nội vụ"), AgencyBit("Sở Y tế"));
}

}  // namespace
}  // namespace planrec::serve
