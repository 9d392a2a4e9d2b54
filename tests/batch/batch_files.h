// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of its own for a test, with files written and read in one line.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace planrec::batch {

class BatchFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "planrec-test-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string At(const std::string& path) const { return (folder_ / path).string(); }

  void Write(const std::string& path, const std::string& bytes) const {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << bytes;
  }

  std::string Read(const std::string& path) const {
    std::ifstream stream(folder_ / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  /// Relative path → bytes of all files below a folder.
  std::map<std::string, std::string> Tree(const std::string& below) const {
    std::map<std::string, std::string> files;
    const std::filesystem::path root = folder_ / below;
    if (!std::filesystem::exists(root)) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = entry.path().lexically_relative(root).string();
      files[path] = Read(below + "/" + path);
    }
    return files;
  }

  std::filesystem::path folder_;
};

}  // namespace planrec::batch
