// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a channel knows of engines that are not at hand.
#include "tools/lab/train_repair/channel_em.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace planrec::train {
namespace {

TEST(ChannelEm, MarkedLettersHaveTheShapesOfAnyEngine) {
  // An engine that reads every letter as its base.
  const std::vector<WordPair> pairs = {
      {U"việc", U"viec", 500}, {U"vụ", U"vu", 500}, {U"học", U"hoc", 500}, {U"ma", U"ma", 500}};
  struct Case {
    std::u32string truth, observed;
    bool any_engine, both;  // whether it is known then, and anyway
  };
  const Case cases[] = {
      {U"ệ", U"~", true, false},  {U"ệ", U"", true, false},  {U"ụ", U"\\l", true, false},
      {U"ọ", U"9", true, false},  {U"ệ", U"e", true, true},  {U"m", U"~", false, false},
      {U"a", U"~", false, false}, {U"a", U"", false, false},
  };
  for (const bool any_engine : {false, true}) {
    EmOptions how;
    how.any_engine = any_engine;
    const std::vector<normalize::ChannelOp> ops = LearnChannel(pairs, how);
    for (const Case& c : cases) {
      const bool known = std::any_of(ops.begin(), ops.end(), [&](const normalize::ChannelOp& op) {
        return op.truth == c.truth && op.observed == c.observed;
      });
      EXPECT_EQ(known, any_engine ? c.any_engine : c.both) << any_engine << " " << &c - cases;
    }
  }
}

}  // namespace
}  // namespace planrec::train
