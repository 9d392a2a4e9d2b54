// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/signer_name.h"

#include <gtest/gtest.h>

#include <sstream>

namespace planrec::acquire {
namespace {

double Worth(const std::string& text, double confidence = 0.9) {
  std::vector<ReadWord> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back({word, {}, confidence});
  return NameWorth(words);
}

TEST(SignerName, WhatLooksLikeAName) {
  const struct {
    const char* text;
    double worth;
  } cases[] = {
      {"Lê Hoàng Anh", 0.9},
      {"PGS.TS. Nguyễn Thị Phương Thảo", 0.9},
      {"LÊ HOÀNG ANH", 0.63},  // a seal's letters are capitals too
      {"Hoàng Anh", 0.63},     // perhaps a part of one
      {"ĐẠI HỌC", 0},
      {"PHÓ GIÁM ĐỐC", 0},
      {"Sở Y tế", 0},
      {"Phùng h Ngọc", 0},
      {"Lê Hoàng Anh.", 0},
      {"Anh", 0},
      {"Một Hai Ba Bốn Năm Sáu", 0},
      {"", 0},
  };
  for (const auto& c : cases) EXPECT_NEAR(Worth(c.text), c.worth, 1e-9) << c.text;
  EXPECT_EQ(Worth("Lê Hoàng Anh", 0.2), 0.2);
}

}  // namespace
}  // namespace planrec::acquire
