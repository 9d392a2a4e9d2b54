// SPDX-License-Identifier: GPL-3.0-or-later
//
// make-damaged: damaged copies of PDF files for testing what reads them.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tools/lab/damage/bombs.h"
#include "tools/lab/damage/damage.h"

namespace planrec::damage {
namespace {

struct Options {
  std::vector<std::string> sources;
  std::string output;
  uint64_t seed = 1;
  int count = 100;
  bool bombs = false;
  bool list = false;
};

bool WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream stream(path, std::ios::binary);
  stream << bytes;
  return stream.good();
}

int Make(const Options& options) {
  std::vector<std::string> sources;
  for (const std::string& path : options.sources) {
    std::ifstream stream(path, std::ios::binary);
    sources.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    if (sources.back().size() > 1) continue;
    std::fprintf(stderr, "make-damaged: %s can't be read; give PDF files\n", path.c_str());
    return 2;
  }
  std::error_code failed;
  std::filesystem::create_directories(options.output, failed);
  std::vector<std::string> bombs;
  const auto save = [&](const std::string& name, const std::string& bytes) {
    if (WriteFile(options.output + "/" + name, bytes)) return true;
    std::fprintf(stderr, "make-damaged: can't write %s into %s\n", name.c_str(),
                 options.output.c_str());
    return false;
  };
  if (options.bombs) {
    for (size_t i = 0; i < BombCount(); ++i) {
      if (!save(std::string("bomb-") + BombName(i) + ".pdf", MakeBomb(i))) return 1;
    }
    return 0;
  }
  for (int i = 0; i < options.count; ++i) {
    const Damage& damage = Damages()[static_cast<size_t>(i) % Damages().size()];
    const size_t round = static_cast<size_t>(i) / Damages().size();
    const size_t source = round % sources.size();
    Random random(options.seed * 1'000'003 + static_cast<uint64_t>(i));
    std::string number = std::to_string(i);
    number.insert(0, 5 - std::min<size_t>(5, number.size()), '0');
    const std::string stem = std::filesystem::path(options.sources[source]).stem().string();
    if (!save(number + "-" + damage.name + "-" + stem + ".pdf",
              damage.make(sources[source], random))) {
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace planrec::damage

int main(int argc, char** argv) {
  using namespace planrec::damage;
  Options options;
  CLI::App app("Damaged copies of PDF files: byte flips, cuts, exchanged objects, lies, bombs");
  app.add_option("PDF", options.sources, "Sound files to damage, in turn")
      ->check(CLI::ExistingFile);
  app.add_option("-o,--output", options.output, "Folder for the copies");
  app.add_option("--seed", options.seed, "The same seed gives the same files")
      ->capture_default_str();
  app.add_option("--count", options.count, "How many")
      ->check(CLI::Range(1, 99'999))
      ->capture_default_str();
  app.add_flag("--bombs", options.bombs, "Each bomb once, and nothing else");
  app.add_flag("--list", options.list, "Names the kinds and exits");
  CLI11_PARSE(app, argc, argv);
  if (options.list) {
    for (const Damage& damage : Damages()) std::printf("%-18s %s\n", damage.name, damage.what);
    return 0;
  }
  if (options.output.empty() || (options.sources.empty() && !options.bombs)) {
    std::fputs("make-damaged: give -o FOLDER and PDF files; see --help\n", stderr);
    return 2;
  }
  return Make(options);
}
