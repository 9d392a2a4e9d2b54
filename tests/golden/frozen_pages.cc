// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/frozen_pages.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/versions.h"
#include "pipeline/files/digest.h"
#include "tests/golden/golden_files.h"

namespace planrec::golden {
namespace {

std::string PagesFolder() {
  return GoldenFolder() + "/pages";
}

std::string PageFile(const std::string& input, size_t number) {
  return PagesFolder() + "/" + input + "/" + std::to_string(number) + ".bin";
}

/// What Tesseract and Leptonica choose their inner loops by.
std::string ProcessorInstructions() {
  std::ifstream info("/proc/cpuinfo");
  std::string found;
  for (std::string line; std::getline(info, line) && found.empty();) {
    if (line.rfind("flags", 0) != 0 && line.rfind("Features", 0) != 0) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      for (const char* known :
           {"sse4_1", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512_vnni", "asimd"}) {
        if (word == known) found += " " + word;
      }
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> FrozenInputs() {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(PagesFolder())) {
    if (entry.is_directory()) inputs.push_back(entry.path().filename());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

std::vector<std::string> FrozenPages(const std::string& input) {
  std::vector<std::string> pages;
  while (std::filesystem::exists(PageFile(input, pages.size() + 1))) {
    pages.push_back(ReadFile(PageFile(input, pages.size() + 1)));
  }
  return pages;
}

void StorePages(const std::string& input, const std::vector<std::string>& pages) {
  std::filesystem::remove_all(PagesFolder() + "/" + input);
  for (size_t i = 0; i < pages.size(); ++i) WriteFile(PageFile(input, i + 1), pages[i]);
}

std::string FrozenEngine() {
  return ReadFile(PagesFolder() + "/engine.txt");
}
std::string EngineHere() {
  return acquire::LibraryVersions() + "," + ProcessorInstructions() + "\n";
}
void StoreEngine() {
  WriteFile(PagesFolder() + "/engine.txt", EngineHere());
}

std::string ScanFile(const std::string& input) {
  const std::string sample = SamplesFolder() + "/" + input;
  if (std::filesystem::exists(sample)) return sample;
  const char* made = std::getenv("PLANREC_GOLDEN_SCANS");
  return made == nullptr ? "" : std::string(made) + "/" + input;
}

SourceFile SourceOf(const std::string& input) {
  const std::string sample = SamplesFolder() + "/" + input;
  if (!std::filesystem::exists(sample)) {
    return {input, Sha256(input), 0, "application/pdf"};
  }
  const std::string bytes = ReadFile(sample);
  const Result<std::string> type = acquire::DetectMediaType(bytes, input);
  return {input, Sha256(bytes), bytes.size(), type ? *type : ""};
}

std::string TestName(const std::string& input) {
  std::string name;
  for (const char c : input) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
}

}  // namespace planrec::golden
