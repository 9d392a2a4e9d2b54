// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/joined_images.h"

#include <gtest/gtest.h>

#include "pipeline/acquire/ocr/recogniser.h"

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

TEST(JoinedImages, ErrorsNameThePageOfTheDocument) {
  // A sound head of 8 x 8 pixels, and none of them.
  const std::string cut =
      "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\0\0\0\0\xE1\x64\xE1\x57"s +
      "\0\0\0\x10"
      "IDAT"s +
      std::string(12, 'x');
  const std::string images[] = {cut, kNoImage, cut, cut};
  std::vector<uint64_t> sizes;
  std::string bytes;
  for (const std::string& image : images) {
    sizes.push_back(image.size());
    bytes += image;
  }
  const auto source = SourceReader::Open(JoinedHead(sizes) + bytes, "a folder", Limits{});
  ASSERT_TRUE(source) << source.error().message;
  Recogniser recogniser({});
  for (int number = 1; number <= (*source)->page_count(); ++number) {
    const Page page = (*source)->ReadPage(number, {}, recogniser);
    EXPECT_EQ(page.number, number);
    ASSERT_TRUE(page.error) << number;
    EXPECT_EQ(page.error->page, number);
  }
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
