// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every rule of the program keeps its promise: it compiles, matches its example, leaves its
// counter-example alone, and has a name of its own.
#include "extractors/vocabulary/patterns.h"

#include <gtest/gtest.h>

#include <set>

#include "extractors/extract.h"

namespace planrec::extract {
namespace {

TEST(Patterns, EachRuleMatchesItsExampleAndNotItsCounterExample) {
  ExtractPlan({});  // links every grammar
  std::set<std::string> names;
  for (const Pattern* rule : AllPatterns()) {
    SCOPED_TRACE(rule->name());
    std::string why;
    EXPECT_TRUE(rule->Compiles(&why)) << why;
    if (!rule->Compiles()) continue;
    EXPECT_FALSE(rule->example().empty());
    EXPECT_FALSE(rule->counter_example().empty());
    EXPECT_TRUE(rule->Matches(rule->example())) << rule->example();
    EXPECT_FALSE(rule->Matches(rule->counter_example())) << rule->counter_example();
    EXPECT_TRUE(names.insert(rule->name()).second) << "name used twice";
  }
}

TEST(Patterns, FoldedMatchesGiveSpansOfTheOriginal) {
  const Pattern rule("test.number", Over::kFolded, R"(so\s*(\d+)(?:\s*/\s*([a-z-]+))?)", "số 5",
                     "năm 5");
  const std::string text = "Kế hoạch số 12/KH-UBND và Quyết định số 7";
  const std::vector<Match> all = rule.FindAll(text);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].Text(text, 0), "số 12/KH-UBND");
  EXPECT_EQ(all[0].Text(text, 1), "12");
  EXPECT_EQ(all[0].Text(text, 2), "KH-UBND");
  EXPECT_EQ(all[1].Text(text, 0), "số 7");
  EXPECT_FALSE(all[1].has(2));
  EXPECT_EQ(all[1].Text(text, 2), "");
  const std::optional<Match> second = rule.Find(text, all[0].end());
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(second->begin(), all[1].begin());
}

TEST(Patterns, AnExpressionThatDoesNotCompileMatchesNothing) {
  const Pattern rule("test.broken", Over::kPrinted, "(", "x", "y");
  std::string why;
  EXPECT_FALSE(rule.Compiles(&why));
  EXPECT_FALSE(why.empty());
  EXPECT_FALSE(rule.Matches("("));
}

TEST(Patterns, EmptyMatchesEnd) {
  const Pattern rule("test.empty", Over::kPrinted, "a*", "a", "b");
  EXPECT_EQ(rule.FindAll("baab").size(), 4u);
}

}  // namespace
}  // namespace planrec::extract
