// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a fuzz target over the files of folders, for builds without libFuzzer: ctest replays what
// fuzzing found.
//
//   fuzz_record corpus/record                     each file once
//   fuzz_record --mutate 600 7 corpus/record      then 600 seconds of them changed at random, seed
//   7
//
// Changing at random finds less than libFuzzer does, which sees what a change reached; it needs no
// other compiler. The input at hand is kept as fuzz-input in the working folder: after a crash it
// is the culprit.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kLongest = 65'536;

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

/// One change: a bit, a byte, a number, a piece lost, doubled, or taken from another input.
void Change(std::string& bytes, const std::vector<std::string>& others, std::mt19937_64& random) {
  const auto below = [&random](size_t end) { return end == 0 ? 0 : random() % end; };
  const size_t at = below(bytes.size());
  const size_t length = std::min(bytes.size() - at, 1 + below(size_t{1} << below(10)));
  switch (random() % 7) {
    case 0:
      if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
      break;
    case 1:
      if (!bytes.empty()) bytes[at] = static_cast<char>(random());
      break;
    case 2:
      bytes.insert(at, 1, static_cast<char>(random()));
      break;
    case 3:
      bytes.erase(at, length);
      break;
    case 4:
      bytes.insert(below(bytes.size() + 1), bytes.substr(at, length));
      break;
    case 5: {
      const std::string& other = others[below(others.size())];
      const size_t from = below(other.size());
      bytes.insert(at, other.substr(from, 1 + below(size_t{1} << below(10))));
      break;
    }
    case 6: {
      constexpr uint64_t kNumbers[] = {0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF};
      const uint64_t number = random() % 4 == 0 ? ~uint64_t{0} : kNumbers[below(8)];
      const size_t width = size_t{1} << below(4);
      if (at + width <= bytes.size()) std::memcpy(bytes.data() + at, &number, width);
    }
  }
  if (bytes.size() > kLongest) bytes.resize(kLongest);
}

void Mutate(const std::vector<std::string>& inputs, double seconds, uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto start = std::chrono::steady_clock::now();
  int64_t runs = 0;
  while (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() <
         seconds) {
    std::string bytes = inputs[random() % inputs.size()];
    for (uint64_t changes = 1 + random() % 12; changes > 0; --changes) {
      Change(bytes, inputs, random);
    }
    std::ofstream("fuzz-input", std::ios::binary) << bytes;
    Run(bytes);
    ++runs;
  }
  std::printf("%lld changed inputs\n", static_cast<long long>(runs));
}

}  // namespace

int main(int argc, char** argv) {
  const bool mutate = argc > 4 && std::strcmp(argv[1], "--mutate") == 0;
  std::vector<std::string> inputs;
  for (int i = mutate ? 4 : 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      std::printf("%s\n", entry.path().c_str());
      std::fflush(stdout);
      std::ifstream stream(entry.path(), std::ios::binary);
      inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
      Run(inputs.back());
    }
  }
  std::printf("%zu files\n", inputs.size());
  if (inputs.empty()) return 1;
  if (mutate) Mutate(inputs, std::atof(argv[2]), std::strtoull(argv[3], nullptr, 10));
  return 0;
}
