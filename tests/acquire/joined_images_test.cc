// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/joined_images.h"

#include <gtest/gtest.h>

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

const std::string kMark(kJoinedMark);
/// What is no image is a page with an error: the head alone is looked at here.
const std::string kNoImage = "none";

TEST(JoinedImages, HeadSaysWhereEachEnds) {
  const std::string bytes = JoinedHead({4, 4}) + kNoImage + kNoImage;
  const auto source = SourceReader::Open(bytes, "a folder", Limits{});
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ((*source)->media_type(), kJoinedImages);
  EXPECT_EQ((*source)->page_count(), 2);
  EXPECT_EQ((*source)->parts(), (std::vector<int>{1, 1}));
  for (const int number : {0, 1, 2, 3}) EXPECT_FALSE((*source)->Picture(number, 100, Limits{}));
}

TEST(JoinedImages, WhatIsNoneIsCorrupt) {
  const std::string cases[] = {
      kMark,                                     // cut in the head
      kMark + "4",                               // in a number
      kMark + "4\n",                             // before its end
      kMark + "\n",                              // no image
      kMark + "4\n\nnon",                        // cut in an image
      kMark + "4\n\nnone and more",              // bytes of none
      kMark + "-4\n\nnone",                      // no size
      kMark + "4 \n\nnone",                      //
      kMark + "18446744073709551616\n\nnone",    // past what a number holds
      kMark + "18446744073709551615\n4\n\nnone"  // past the end
  };
  for (const std::string& bytes : cases) {
    SCOPED_TRACE(bytes);
    const auto source = SourceReader::Open(bytes, "x", Limits{});
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().type, ErrorType::kCorrupt);
  }
}

TEST(JoinedImages, NoMoreThanPagesMayBe) {
  Limits limits;
  limits.max_pages = 2;
  const auto source =
      SourceReader::Open(JoinedHead({4, 4, 4}) + kNoImage + kNoImage + kNoImage, "x", limits);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().type, ErrorType::kTooLarge);
}

}  // namespace
}  // namespace planrec::acquire
