// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/page_store.h"

#include <cerrno>

#include "pipeline/files/fault_point.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

class PageStoreTest : public BatchFiles {
 protected:
  static wire::PageFacts Facts(int number) { return {number, "", {}, true}; }
  /// Bytes that tell which page they are.
  static std::string Bytes(int number, size_t size) {
    std::string bytes = "page " + std::to_string(number) + ":";
    bytes.resize(size, static_cast<char>('a' + number % 26));
    return bytes;
  }
};

TEST_F(PageStoreTest, PagesComeBackFromMemoryAndFile) {
  // All in memory; the last ones in the file; pages larger than what memory may hold.
  for (const size_t size : {size_t{100}, size_t{kPagesInMemory} / 5, 2 * size_t{kPagesInMemory}}) {
    SCOPED_TRACE(size);
    PageStore store;
    store.Start(9, At("."));
    for (const int number : {3, 1, 2, 9, 8, 7, 4, 5, 6}) {
      ASSERT_TRUE(store.Put(Facts(number), Bytes(number, size)));
    }
    for (int number = 1; number <= 9; ++number) {
      const Result<std::string> bytes = store.Get(number);
      ASSERT_TRUE(bytes);
      EXPECT_EQ(*bytes, Bytes(number, size));
      EXPECT_EQ(store.facts()[static_cast<size_t>(number) - 1].number, number);
    }
    EXPECT_FALSE(store.full());
    // The file has no name that could be left behind.
    EXPECT_TRUE(Tree(".").empty());
  }
}

TEST_F(PageStoreTest, ADocumentsShareHasALimit) {
  PageStore store;
  store.Start(4, At("."), uint64_t{3} << 20);
  EXPECT_TRUE(store.Put(Facts(1), std::string(size_t{2} << 20, 'x')));
  EXPECT_TRUE(store.Put(Facts(2), std::string(size_t{1} << 20, 'x')));
  EXPECT_FALSE(store.full());
  EXPECT_TRUE(store.Put(Facts(3), "x"));
  EXPECT_TRUE(store.full());
  EXPECT_TRUE(store.Put(Facts(4), ""));
  EXPECT_TRUE(store.full());
  EXPECT_EQ(store.facts()[3].number, 4);
  EXPECT_NE(store.Limit().find("3 MiB"), std::string::npos);
}

TEST_F(PageStoreTest, AFullDiskIsTyped) {
  PageStore store;
  store.Start(1, At("."));
  SetFaultHook([](const char* point) { return std::string(point) == "spill" ? ENOSPC : 0; });
  const Status kept = store.Put(Facts(1), std::string(2 * size_t{kPagesInMemory}, 'x'));
  SetFaultHook(nullptr);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().type, ErrorType::kOutputFailed);
  EXPECT_NE(kept.error().message.find("free some space"), std::string::npos);
  PageStore nowhere;
  nowhere.Start(1, At("absent"));
  EXPECT_FALSE(nowhere.Put(Facts(1), std::string(2 * size_t{kPagesInMemory}, 'x')));
}

}  // namespace
}  // namespace planrec::batch
