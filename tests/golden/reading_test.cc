// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scans are read as the stored pages say, bit by bit: image steps, engine and line corrections.
// Only where the engine computes as it did when they were stored.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/core/wire.h"
#include "tests/golden/frozen_pages.h"
#include "tests/golden/golden_files.h"

namespace planrec::golden {
namespace {

class GoldenReading : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> ReadScan(const std::string& bytes, const std::string& name) {
  acquire::Recogniser recogniser({});
  const acquire::ReadOptions options;
  std::vector<std::string> pages;
  const auto source = acquire::SourceReader::Open(bytes, name, options.limits);
  if (!source) return pages;
  for (int number = 1; number <= (*source)->page_count(); ++number) {
    Page page = (*source)->ReadPage(number, options, recogniser);
    page.number = number;
    pages.push_back(wire::EncodePage(page));
  }
  return pages;
}

/// The first line that is not the same; where all texts are, the pages differ in numbers.
std::string Difference(const std::string& before, const std::string& after) {
  const Result<Page> old_page = wire::DecodePage(before);
  const Result<Page> new_page = wire::DecodePage(after);
  if (!old_page || !new_page) return "the stored page is of another wire::kVersion";
  for (size_t i = 0; i < old_page->lines.size() || i < new_page->lines.size(); ++i) {
    const std::string was = i < old_page->lines.size() ? old_page->lines[i].raw : "(no line)";
    const std::string is = i < new_page->lines.size() ? new_page->lines[i].raw : "(no line)";
    if (was != is) return "line " + std::to_string(i) + "\n- " + was + "\n+ " + is;
  }
  return "the same lines with other places, confidences, rules or reasons";
}

TEST_P(GoldenReading, IsAsStored) {
  const std::string& input = GetParam();
  const std::string bytes = ReadFile(ScanFile(input));
  if (bytes.empty()) GTEST_SKIP() << input << " is not here; tools/update-golden makes it";
  const bool update = WhatToUpdate() == Update::kPages;
  if (!update && FrozenEngine() != EngineHere()) {
    GTEST_SKIP() << "read with " << FrozenEngine() << "here is " << EngineHere();
  }
  const std::vector<std::string> pages = ReadScan(bytes, input);
  if (update) {
    StorePages(input, pages);
    return StoreEngine();
  }
  const std::vector<std::string> stored = FrozenPages(input);
  ASSERT_EQ(stored.size(), pages.size());
  for (size_t i = 0; i < pages.size(); ++i) {
    if (stored[i] == pages[i]) continue;
    ADD_FAILURE() << input << ", page " << i + 1 << ": " << Difference(stored[i], pages[i])
                  << "\nIf this is meant: tools/update-golden --pages";
  }
}

INSTANTIATE_TEST_SUITE_P(, GoldenReading, ::testing::ValuesIn(FrozenInputs()),
                         [](const auto& input) { return TestName(input.param); });

}  // namespace
}  // namespace planrec::golden
