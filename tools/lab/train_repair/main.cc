// SPDX-License-Identifier: GPL-3.0-or-later
//
// train-repair: corpus files in, the two files of a repair model out (language; channels), each
// with the recipe that it was made by.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "normalizers/language/channel.h"
#include "normalizers/language/model_file.h"
#include "normalizers/repair/repair.h"
#include "pipeline/core/utf8.h"
#include "tools/lab/train_repair/channel_em.h"
#include "tools/lab/train_repair/channel_pages.h"
#include "tools/lab/train_repair/language_model.h"

namespace {

using namespace planrec;
using namespace planrec::train;

struct Arguments {
  std::vector<std::string> corpus;  ///< FILE or FILE:WEIGHT
  std::vector<std::string> words;
  std::string out = "normalizers/models";
  bool channels_only = false;
  std::string work;  ///< folder that keeps the finished steps
  size_t keep = 5'000'000;
  int pages = 60, ordinary_pages = 60, own_pages = 30;
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

/// Engines of the channel for other programs' layers, their pages in percent of those for `eng`.
struct OtherEngine {
  const char* name;
  int percent;
  unsigned seed;
};
constexpr OtherEngine kOtherEngines[] = {{"ocrad", 40, 2}, {"gocr", 15, 3}, {"fra", 15, 4}};
constexpr double kEnglishShare = 4;    ///< most layers come from engines like it
constexpr unsigned kOrdinarySeed = 5;  ///< of the pages as offices scan them

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

/// The pages as three files of lines, an empty line between pages.
bool SavePages(const std::string& prefix, const std::vector<ReadPage>& pages) {
  std::ofstream raw(prefix + ".raw.txt"), gold(prefix + ".gold.txt");
  std::ofstream confidences(prefix + ".conf.txt");
  for (const ReadPage& page : pages) {
    for (size_t i = 0; i < page.typeset.size(); ++i) {
      if (page.read[i].empty()) continue;
      raw << page.read[i] << '\n';
      gold << page.typeset[i] << '\n';
      confidences << ConfidencesToText(page.confidences[i]) << '\n';
    }
    raw << '\n';
    gold << '\n';
    confidences << '\n';
  }
  return raw.flush() && gold.flush() && confidences.flush();
}

/// Pages that SavePages wrote; empty where there are none.
std::vector<ReadPage> LoadPages(const std::string& prefix) {
  std::ifstream raw(prefix + ".raw.txt"), gold(prefix + ".gold.txt");
  std::ifstream confidences(prefix + ".conf.txt");
  std::vector<ReadPage> pages;
  std::string read, typeset, sure;
  bool open = false;
  while (std::getline(raw, read) && std::getline(gold, typeset) &&
         std::getline(confidences, sure)) {
    if (typeset.empty()) {
      open = false;
      continue;
    }
    if (!open) pages.push_back({});
    open = true;
    pages.back().read.push_back(read);
    pages.back().typeset.push_back(typeset);
    pages.back().confidences.push_back(ConfidencesFromText(sure));
  }
  return pages;
}

/// A finished step is used again only if it was made from the same inputs.
bool SameInputs(const std::string& path, const std::string& key) {
  std::ifstream in(path);
  const std::string found((std::istreambuf_iterator<char>(in)), {});
  return found == key;
}

/// Pages that one engine read, from the work folder where they are there already.
std::vector<ReadPage> ReadPages(const LanguageModelOptions& options, const std::string& engine,
                                int pages, unsigned seed, const std::string& work,
                                bool ordinary = false) {
  PageOptions look;
  look.ordinary = ordinary;
  look.language = engine;
  look.pages = pages;
  look.seed = seed;
  std::vector<ReadPage> read;
  const std::string prefix = work + "/" + engine + (ordinary ? "-ordinary" : "");
  const std::string key = options.corpus.front().path + " pages " + std::to_string(pages) +
                          " seed " + std::to_string(seed) + "\n";
  if (!work.empty() && SameInputs(prefix + ".key", key)) read = LoadPages(prefix);
  if (read.empty()) {
    read = ReadTypesetPages(PageText(options, false, seed, static_cast<size_t>(pages) * 40), look);
    if (!work.empty() && SavePages(prefix, read)) std::ofstream(prefix + ".key") << key;
  }
  return read;
}

std::vector<normalize::ChannelOp> Learn(const char* name, const std::vector<WordPair>& pairs,
                                        bool strips_marks, bool any_engine = false) {
  EmOptions how;
  how.any_engine = any_engine;
  how.strips_marks = strips_marks;
  double words = 0;
  for (const WordPair& pair : pairs) words += pair.count;
  std::vector<normalize::ChannelOp> ops = LearnChannel(pairs, how);
  std::fprintf(stderr, "train-repair: channel '%s': %.0f word pairs, %zu operations\n", name, words,
               ops.size());
  return ops;
}

/// The language model's sections, from the work folder where they are there already.
std::vector<std::pair<std::string, std::string>> LanguageSections(
    const LanguageModelOptions& options, const std::string& key, const std::string& work) {
  const std::string path = work + "/language.part";
  if (!work.empty() && SameInputs(path + ".key", key)) {
    if (auto file = normalize::ModelFile::Open(path)) {
      std::vector<std::pair<std::string, std::string>> sections;
      for (const char* tag : {"vocab", "casing", "unigram", "bigram", "trigram", "fourgram"}) {
        sections.emplace_back(tag, std::string((*file)->Section(tag)));
      }
      return sections;
    }
  }
  auto sections = TrainLanguageModel(options);
  if (!work.empty() && !sections.empty()) {
    std::ofstream part(path, std::ios::binary);
    part << normalize::BuildModelFile(sections);
    if (part.flush()) std::ofstream(path + ".key") << key;
  }
  return sections;
}

bool DumpDev(const LanguageModelOptions& options, const Arguments& arguments,
             const std::string& language) {
  PageOptions look;
  look.language = language;
  look.pages = arguments.dev_pages;
  look.seed = arguments.seed + 1000;
  return SavePages(arguments.dump_dev + "." + language,
                   ReadTypesetPages(PageText(options, true, look.seed, 4000), look));
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string Recipe(const Arguments& arguments, const LanguageModelOptions& options) {
  std::string recipe = "program train-repair " PLANREC_VERSION "\nseed " +
                       std::to_string(arguments.seed) + "\nkeep " + std::to_string(arguments.keep) +
                       "\nhold-out 1/" + std::to_string(options.hold_out) + "\npages eng " +
                       std::to_string(arguments.pages) + " ordinary " +
                       std::to_string(arguments.ordinary_pages) + " own " +
                       std::to_string(arguments.own_pages) + "\n";
  const auto describe = [&](const char* kind, const std::string& path, int weight) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    char digest[32];
    std::snprintf(digest, sizeof digest, "%016llx",
                  static_cast<unsigned long long>(normalize::ModelChecksum(bytes)));
    recipe += std::string(kind) + " " + path.substr(path.rfind('/') + 1) + " weight " +
              std::to_string(weight) + " bytes " + std::to_string(bytes.size()) + " checksum " +
              digest + "\n";
  };
  for (const CorpusFile& file : options.corpus) describe("corpus", file.path, file.weight);
  for (const std::string& file : options.word_lists) describe("words", file, 1);
  return recipe;
}

bool Save(const std::string& folder, std::string_view name,
          const std::vector<std::pair<std::string, std::string>>& sections) {
  const std::string path = folder + "/" + std::string(name);
  const std::string bytes = normalize::BuildModelFile(sections);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::ofstream out(path, std::ios::binary);
  if (!(out << bytes) || !out.flush()) {
    std::fprintf(stderr, "train-repair: can't write %s\n", path.c_str());
    return false;
  }
  std::fprintf(stderr, "train-repair: %s, %zu bytes\n", path.c_str(), bytes.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Trains the repair model from Vietnamese text."};
  Arguments arguments;
  app.add_option(
         "CORPUS", arguments.corpus,
         "text files (plain or .zst; of a .tsv the columns behind the first), FILE or FILE:WEIGHT; "
         "pages are typeset from the first")
      ->required();
  app.add_option("--words", arguments.words, "word lists (first tab-separated column)");
  app.add_option("-o,--out", arguments.out, "folder of the model")->capture_default_str();
  app.add_flag("--channels-only", arguments.channels_only,
               "learn the channels anew and keep the language");
  app.add_option("--keep", arguments.keep, "n-grams kept (about 5.4 bytes each)")
      ->capture_default_str();
  app.add_option("--pages", arguments.pages,
                 "pages read by `eng` for its channel: so many badly degraded ones, so many as "
                 "offices scan them")
      ->capture_default_str();
  app.add_option("--ordinary-pages", arguments.ordinary_pages,
                 "pages as offices scan them, read by `eng`")
      ->capture_default_str();
  app.add_option("--own-pages", arguments.own_pages, "pages read by our own recognition")
      ->capture_default_str();
  app.add_option("--seed", arguments.seed)->capture_default_str();
  app.add_option("--work", arguments.work,
                 "folder that keeps finished steps; a second run with the same inputs uses them");
  app.add_option("--dev", arguments.dump_dev, "also write held-back pages: PREFIX.eng.raw.txt, …");
  app.add_option("--dev-pages", arguments.dev_pages)->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  LanguageModelOptions options;
  for (const std::string& file : arguments.corpus) {
    options.corpus.push_back(ParseCorpusFile(file));
  }
  options.word_lists = arguments.words;
  options.keep = arguments.keep;

  const std::string recipe = Recipe(arguments, options);
  std::string language_key = "keep " + std::to_string(options.keep) + "\n";
  for (const std::string& line : Lines(recipe)) {
    if (line.substr(0, 7) == "corpus " || line.substr(0, 6) == "words ")
      language_key += line + "\n";
  }
  if (!arguments.channels_only) {
    auto sections = LanguageSections(options, language_key, arguments.work);
    if (sections.empty()) return 1;
    sections.emplace_back("recipe", recipe);
    if (!Save(arguments.out, normalize::kLanguageFile, sections)) return 5;
  }
  const unsigned seed = arguments.seed;
  const auto english_pairs =
      AlignWords(ReadPages(options, "eng", arguments.pages, seed, arguments.work));
  // Badly degraded pages and as many as offices scan them.
  auto all_english = AlignWords(ReadPages(options, "eng", arguments.ordinary_pages,
                                          seed + kOrdinarySeed, arguments.work, true));
  all_english.insert(all_english.end(), english_pairs.begin(), english_pairs.end());
  const auto english = Learn("eng", all_english, true);
  const std::vector<ReadPage> own_pages =
      ReadPages(options, kOwnRecognition, arguments.own_pages, seed + 1, arguments.work);
  const auto own = Learn("vie", AlignWords(own_pages), false);
  const auto doubted = Learn("vie-doubt", AlignWords(own_pages, normalize::kDoubted), false);
  // Layers of other programs: several engines at once, each a different kind of bad reader.
  std::vector<WordPair> other_pairs = english_pairs;
  for (WordPair& pair : other_pairs) pair.count *= kEnglishShare;
  for (const OtherEngine& engine : kOtherEngines) {
    const int pages = std::max(1, arguments.pages * engine.percent / 100);
    const auto pairs =
        AlignWords(ReadPages(options, engine.name, pages, seed + engine.seed, arguments.work));
    other_pairs.insert(other_pairs.end(), pairs.begin(), pairs.end());
  }
  const auto other = Learn("other", other_pairs, true, true);
  if (english.empty() || own.empty() || doubted.empty() || other.empty()) return 6;
  if (!Save(arguments.out, normalize::kChannelsFile,
            {{"ch-eng", normalize::SaveChannel(english)},
             {"ch-vie", normalize::SaveChannel(own)},
             {"ch-doubt", normalize::SaveChannel(doubted)},
             {"ch-other", normalize::SaveChannel(other)},
             {"recipe", recipe}})) {
    return 5;
  }
  if (!arguments.dump_dev.empty()) {
    if (!DumpDev(options, arguments, "eng") || !DumpDev(options, arguments, kOwnRecognition))
      return 5;
  }
  return 0;
}
