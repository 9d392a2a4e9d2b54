// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/shard.h"

#include <gmock/gmock.h>

#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

class ShardsTest : public BatchFiles {
 protected:
  Result<Shards> Make(int count, const std::string& list) {
    if (list.empty()) return Shards::Make(count, "");
    Write("sizes", list);
    return Shards::Make(count, At("sizes"));
  }
  static std::string PathOf(int i) { return "folder/" + std::to_string(i) + ".pdf"; }
};

TEST_F(ShardsTest, ByThePathAlone) {
  const Result<Shards> shards = Make(5, "");
  ASSERT_TRUE(shards);
  int sizes[5] = {};
  for (int i = 0; i < 1000; ++i) {
    const int part = shards->Of(PathOf(i));
    ASSERT_GE(part, 1);
    ASSERT_LE(part, 5);
    ++sizes[part - 1];
  }
  for (const int size : sizes) EXPECT_GT(size, 150);
  // On every machine and in every version: parts of a run may be done by several.
  EXPECT_EQ(shards->Of("a/b.pdf"), 5);
  EXPECT_EQ(Make(1, "")->Of("x"), 1);
}

TEST_F(ShardsTest, AListMakesThemEquallyLarge) {
  std::string list;
  uint64_t all = 0;
  for (int i = 0; i < 100; ++i) {
    const int size = i == 7 ? 2000 : 10 + i;
    all += static_cast<uint64_t>(size);
    list += std::to_string(size) + "\t" + PathOf(i) + "\n";
  }
  const Result<Shards> shards = Make(4, list);
  ASSERT_TRUE(shards);
  uint64_t loads[4] = {};
  for (int i = 0; i < 100; ++i)
    loads[shards->Of(PathOf(i)) - 1] += static_cast<uint64_t>(i == 7 ? 2000 : 10 + i);
  EXPECT_EQ(loads[0] + loads[1] + loads[2] + loads[3], all);
  for (const uint64_t load : loads)
    EXPECT_NEAR(static_cast<double>(load), static_cast<double>(all) / 4, 700) << all;
  // What the list does not know is in one part too.
  EXPECT_EQ(shards->Of("new.pdf"), Make(4, "")->Of("new.pdf"));
}

TEST_F(ShardsTest, ListsThatAreNone) {
  struct Case {
    const char* list;
    bool fine;
  };
  for (const Case& each : {Case{"5\ta\n\n6\tb", true}, Case{"5 a\n", false}, Case{"x\ta\n", false},
                           Case{"-5\ta\n", false}, Case{"\ta\n", false}, Case{"5\t\n", true}}) {
    const Result<Shards> shards = Make(2, each.list);
    EXPECT_EQ(static_cast<bool>(shards), each.fine) << each.list;
    if (!shards) {
      EXPECT_THAT(shards.error().message, ::testing::HasSubstr("line 1"));
    }
  }
  // Neither a name nor an end.
  EXPECT_EQ(Make(2, "5\ta\n7\t" + std::string(200'000, 'a') + "\n").error().type,
            ErrorType::kCorrupt);
  EXPECT_EQ(Shards::Make(2, "/dev/zero").error().type, ErrorType::kCorrupt);
  EXPECT_EQ(Shards::Make(2, At("")).error().type, ErrorType::kNotFound);
  EXPECT_EQ(Shards::Make(2, At("none")).error().type, ErrorType::kNotFound);
}

}  // namespace
}  // namespace planrec::batch
