// SPDX-License-Identifier: GPL-3.0-or-later
//
// train-repair: corpus files in, one repair model out (language model, lexicon, channels, recipe).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "normalizers/channel.h"
#include "normalizers/model_file.h"
#include "pipeline/core/utf8.h"
#include "tools/train_repair/channel_em.h"
#include "tools/train_repair/channel_pages.h"
#include "tools/train_repair/language_model.h"

namespace {

using namespace planrec;
using namespace planrec::train;

struct Arguments {
  std::vector<std::string> corpus;  ///< FILE or FILE:WEIGHT
  std::vector<std::string> words;
  std::string out = "normalizers/models/repair.bin";
  size_t keep = 5'000'000;
  int pages = 60, own_pages = 30;
  unsigned seed = 1;
  std::string dump_dev;  ///< prefix of files with held-back raw and gold lines
  int dev_pages = 20;
};

CorpusFile ParseCorpusFile(const std::string& argument) {
  const size_t colon = argument.rfind(':');
  if (colon != std::string::npos && colon + 1 < argument.size() &&
      argument.find_first_not_of("0123456789", colon + 1) == std::string::npos) {
    return {argument.substr(0, colon), std::stoi(argument.substr(colon + 1))};
  }
  return {argument, 1};
}

/// Lines fit for typesetting: Vietnamese with its marks, neither short nor endless; shuffled.
std::vector<std::string> PageText(const LanguageModelOptions& options, bool held_back,
                                  unsigned seed, size_t most) {
  std::vector<std::string> lines;
  ReadCorpus(
      {options.corpus.front()}, options.hold_out, [&](std::string_view line, int, bool held) {
        if (held == held_back && line.size() > 60 && line.size() < 900 && MarkedShare(line) > 0.2) {
          lines.emplace_back(line);
        }
      });
  std::mt19937 random(seed);
  std::shuffle(lines.begin(), lines.end(), random);
  if (lines.size() > most) lines.resize(most);
  return lines;
}

std::vector<normalize::ChannelOp> TrainChannel(const LanguageModelOptions& options,
                                               const std::string& language, int pages,
                                               unsigned seed) {
  PageOptions look;
  look.language = language;
  look.pages = pages;
  look.seed = seed;
  const std::vector<WordPair> pairs = AlignWords(
      ReadTypesetPages(PageText(options, false, seed, static_cast<size_t>(pages) * 40), look));
  double words = 0;
  for (const WordPair& pair : pairs) words += pair.count;
  std::vector<normalize::ChannelOp> ops = LearnChannel(pairs, {});
  std::fprintf(stderr, "train-repair: channel '%s': %.0f word pairs, %zu operations\n",
               language.c_str(), words, ops.size());
  return ops;
}

bool DumpDev(const LanguageModelOptions& options, const Arguments& arguments,
             const std::string& language) {
  PageOptions look;
  look.language = language;
  look.pages = arguments.dev_pages;
  look.seed = arguments.seed + 1000;
  std::ofstream raw(arguments.dump_dev + "." + language + ".raw.txt");
  std::ofstream gold(arguments.dump_dev + "." + language + ".gold.txt");
  for (const ReadPage& page : ReadTypesetPages(PageText(options, true, look.seed, 4000), look)) {
    for (size_t i = 0; i < page.typeset.size(); ++i) {
      if (page.read[i].empty()) continue;
      raw << page.read[i] << '\n';
      gold << page.typeset[i] << '\n';
    }
  }
  return static_cast<bool>(raw) && static_cast<bool>(gold);
}

std::string Recipe(const Arguments& arguments, const LanguageModelOptions& options) {
  std::string recipe = "program train-repair " PLANREC_VERSION "\nseed " +
                       std::to_string(arguments.seed) + "\nkeep " + std::to_string(arguments.keep) +
                       "\nhold-out 1/" + std::to_string(options.hold_out) + "\npages eng " +
                       std::to_string(arguments.pages) + " vie " +
                       std::to_string(arguments.own_pages) + "\n";
  for (const CorpusFile& file : options.corpus) {
    std::ifstream in(file.path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    char digest[32];
    std::snprintf(digest, sizeof digest, "%016llx",
                  static_cast<unsigned long long>(normalize::ModelChecksum(bytes)));
    recipe += "corpus " + file.path.substr(file.path.rfind('/') + 1) + " weight " +
              std::to_string(file.weight) + " bytes " + std::to_string(bytes.size()) +
              " checksum " + digest + "\n";
  }
  return recipe;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Trains the repair model from Vietnamese text."};
  Arguments arguments;
  app.add_option(
         "CORPUS", arguments.corpus,
         "text files (plain or .zst), FILE or FILE:WEIGHT; pages are typeset from the first")
      ->required();
  app.add_option("--words", arguments.words, "word lists (first tab-separated column)");
  app.add_option("-o,--out", arguments.out, "the model file")->capture_default_str();
  app.add_option("--keep", arguments.keep, "n-grams kept (5 bytes each)")->capture_default_str();
  app.add_option("--pages", arguments.pages, "pages read by `eng` for its channel")
      ->capture_default_str();
  app.add_option("--own-pages", arguments.own_pages, "pages read by `vie`")->capture_default_str();
  app.add_option("--seed", arguments.seed)->capture_default_str();
  app.add_option("--dev", arguments.dump_dev, "also write held-back pages: PREFIX.eng.raw.txt, …");
  app.add_option("--dev-pages", arguments.dev_pages)->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  LanguageModelOptions options;
  for (const std::string& file : arguments.corpus) {
    options.corpus.push_back(ParseCorpusFile(file));
  }
  options.word_lists = arguments.words;
  options.keep = arguments.keep;

  auto sections = TrainLanguageModel(options);
  if (sections.empty()) return 1;
  const auto english = TrainChannel(options, "eng", arguments.pages, arguments.seed);
  const auto own = TrainChannel(options, "vie", arguments.own_pages, arguments.seed + 1);
  if (english.empty() || own.empty()) return 6;
  sections.emplace_back("ch-eng", normalize::SaveChannel(english));
  sections.emplace_back("ch-vie", normalize::SaveChannel(own));
  sections.emplace_back("recipe", Recipe(arguments, options));
  const std::string bytes = normalize::BuildModelFile(sections);
  std::ofstream out(arguments.out, std::ios::binary);
  if (!(out << bytes) || !out.flush()) {
    std::fprintf(stderr, "train-repair: can't write %s\n", arguments.out.c_str());
    return 5;
  }
  std::fprintf(stderr, "train-repair: %s, %zu bytes\n", arguments.out.c_str(), bytes.size());
  if (!arguments.dump_dev.empty()) {
    if (!DumpDev(options, arguments, "eng") || !DumpDev(options, arguments, "vie")) return 5;
  }
  return 0;
}
