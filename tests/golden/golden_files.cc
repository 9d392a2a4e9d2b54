// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/golden_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "tests/golden/json_difference.h"

namespace planrec::golden {
namespace {

constexpr size_t kMostDifferences = 12;
constexpr const char* kHowToUpdate =
    "If every difference is meant: tools/update-golden, look at `git diff tests/golden`, and say "
    "in "
    "the commit which measure justifies it.";

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != 0;
}

}  // namespace

std::string GoldenFolder() {
  return std::string(PLANREC_SOURCE_DIR) + "/tests/golden";
}
std::string SamplesFolder() {
  return std::string(PLANREC_SOURCE_DIR) + "/samples";
}

Update WhatToUpdate() {
  if (!IsSet("PLANREC_UPDATE_GOLDEN")) return Update::kNothing;
  if (IsSet("CI")) {
    ADD_FAILURE() << "PLANREC_UPDATE_GOLDEN is refused in CI: what is stored is what is checked.";
    return Update::kNothing;
  }
  const std::string_view what = std::getenv("PLANREC_UPDATE_GOLDEN");
  return what == "pages" ? Update::kPages : Update::kRecords;
}

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

void ExpectRecord(const std::string& input, const std::string& record) {
  const std::string path = GoldenFolder() + "/records/" + input + ".plan.json";
  if (WhatToUpdate() == Update::kRecords) return WriteFile(path, record);
  const std::string stored = ReadFile(path);
  if (stored == record) return;
  ADD_FAILURE() << "the record of " << input << " is not what is stored\n"
                << JsonDifference(stored, record, kMostDifferences) << kHowToUpdate;
}

}  // namespace planrec::golden
