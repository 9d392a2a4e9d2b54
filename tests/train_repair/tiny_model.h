// SPDX-License-Identifier: GPL-3.0-or-later
//
// A language model of a few invented sentences, small enough to compute everything by hand.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/language/model_file.h"
#include "tools/lab/train_repair/language_model.h"

namespace planrec::train {

using Sections = std::vector<std::pair<std::string, std::string>>;

inline Sections TinySections(const std::string& text, size_t keep) {
  const std::string path = "tiny-corpus-" + std::to_string(getpid()) + ".txt";
  std::ofstream(path) << text;
  LanguageModelOptions options;
  options.corpus = {{path, 1}};
  options.hold_out = 0;
  options.least_count = 1;
  options.keep = keep;
  Sections sections = TrainLanguageModel(options);
  std::remove(path.c_str());
  return sections;
}

/// A file in memory; it keeps its bytes.
struct TinyFile {
  explicit TinyFile(const Sections& sections) : bytes(normalize::BuildModelFile(sections)) {}
  std::shared_ptr<const normalize::ModelFile> View() const {
    return *normalize::ModelFile::View(bytes);
  }
  std::string bytes;
};

inline constexpr const char* kTinyText =
    "ba bá mua cá\nbà mua cả cá\nbá bán cá ba lần\nba má bán cà\nmá mua bá\ncá bà bán ba má\n"
    "bà bán cá mua cà\nba lần bà mua bá\ncả má cả bà mua cá\n";

}  // namespace planrec::train
