// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a PDF: opened, the text layer of its first pages made lines, cells and a record.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "tests/fuzz/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  acquire::ReadOptions options;
  options.ocr = acquire::OcrMode::kNever;
  options.limits.max_operations = 20'000;
  options.limits.max_content_mib = 4;
  options.limits.max_pages = 1000;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto source = acquire::SourceReader::Open(bytes, "fuzz.pdf", options.limits);
  if (!source || (*source)->media_type() != "application/pdf") return 0;
  acquire::Recogniser recogniser({});
  std::vector<Page> pages;
  for (int number = 1; number <= (*source)->page_count() && number <= 3; ++number) {
    pages.push_back((*source)->ReadPage(number, options, recogniser));
  }
  MakeRecord(std::move(pages), "application/pdf");
  return 0;
}
