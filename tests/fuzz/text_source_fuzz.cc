// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a text file: plain where the first byte is even, Markdown else.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/acquire/text_source.h"
#include "tests/fuzz/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const acquire::ReadOptions options;
  auto source = acquire::OpenText(bytes, data[0] % 2 == 0 ? "fuzz.txt" : "fuzz.md", options.limits);
  if (!source) return 0;
  acquire::Recogniser recogniser({});
  std::vector<Page> pages;
  for (int number = 1; number <= (*source)->page_count() && number <= 20; ++number) {
    pages.push_back((*source)->ReadPage(number, options, recogniser));
  }
  MakeRecord(std::move(pages), (*source)->media_type());
  return 0;
}
