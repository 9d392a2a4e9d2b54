// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a PDF of which a searchable copy is made: its old text layer is taken out, words,
// bookmarks and metadata are put in. A copy that was made can be copied again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pipeline/searchable/searchable.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  searchable::Content content;
  content.title = "Kế hoạch (thử) \\";
  content.code = "12/KH-UBND";
  content.date = "2024-02-05";
  for (int number = 1; number <= 3; ++number) {
    content.pages.push_back({.number = number,
                             .rotation = number == 3 ? 90 : 0,
                             .words = {{"Giao", {72, 700, 100, 714}}, {"Ủy ban", {0, 0, 0, 0}}},
                             .skew_deg = number == 2 ? 1.5 : 0});
    content.bookmarks.push_back(
        {.title = "I. Mục đích", .page = number, .top = 700, .depth = number});
  }
  const Result<std::string> copy = searchable::MakeSearchable(bytes, content);
  if (!copy) return 0;
  if (copy->find(searchable::kCopySign) == std::string::npos) std::abort();
  if (!searchable::MakeSearchable(*copy, content)) std::abort();
  return 0;
}
