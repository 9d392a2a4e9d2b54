// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/result.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace planrec {
namespace {

const Error kEncrypted{ErrorType::kEncrypted, "a password is needed", 3};

TEST(Result, HoldsAValueOrAnError) {
  Result<std::string> value = std::string("text");
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, "text");
  EXPECT_EQ(value->size(), 4u);
  const Result<std::string> failure = kEncrypted;
  ASSERT_FALSE(failure.ok());
  EXPECT_EQ(failure.error().page, 3);
}

// In every build: without a check a null pointer would be followed, or what lies in the variant
// taken for what it is not.
TEST(ResultDeathTest, EndsTheProgramWhereTheWrongOneIsTaken) {
  Result<std::string> failure = kEncrypted;
  const Result<std::string>& constant = failure;
  EXPECT_DEATH(failure.value(), "value of a failure was taken: encrypted: a password is needed");
  EXPECT_DEATH(static_cast<void>(*constant), "value of a failure was taken: encrypted");
  EXPECT_DEATH(static_cast<void>(constant->size()), "value of a failure was taken: encrypted");
  const Status done = Done{};
  EXPECT_DEATH(static_cast<void>(done.error()), "error of a success was taken");
}

}  // namespace
}  // namespace planrec
