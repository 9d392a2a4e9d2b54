// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-repair: how well the repair model restores text, by class of damage, and how fast.
//
//   bench-repair GOLD RAW [CONFIDENCES]           files that go together line for line
//   bench-repair GOLD --strip                     the gold text without its marks
//   bench-repair --pages 20 --engine eng CORPUS…  held-back lines, typeset, degraded and read
//   bench-repair --words 100000 --strip CORPUS…   held-back lines without their marks
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "normalizers/repair/repair.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/core/utf8.h"
#include "tools/lab/bench_repair/classes.h"
#include "tools/lab/train_repair/channel_pages.h"
#include "tools/lab/train_repair/corpus.h"

namespace {

using namespace planrec;

constexpr uint32_t kHoldOut = 200;      ///< train-repair keeps one line in 200 back
constexpr size_t kDocumentLines = 800;  ///< repaired as one document

struct Arguments {
  std::vector<std::string> files;
  std::string engine = "eng", mode = "damaged", model, save;
  int pages = 0, words = 0, harm = 0;
  unsigned seed = 1;
  bool strip = false, ordinary = false;
};

struct Pair {
  std::vector<std::string> gold, raw;
  std::vector<normalize::LineConfidences> confidences;  ///< of `raw`, or nothing
};

std::vector<std::string> ReadLines(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(normalize::NormalizeText(line));
  return lines;
}

std::string WithoutMarks(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    const char32_t base = HasVietnameseMark(c) ? BaseLetter(c) : c;
    AppendUtf8(out, IsUpper(c) ? UpperLetter(base) : base);
  }
  return out;
}

/// Lines that no training saw, shuffled.
std::vector<std::string> HeldBack(const std::vector<std::string>& corpus, unsigned seed) {
  std::vector<train::CorpusFile> files;
  for (const std::string& path : corpus) files.push_back({path, 1});
  std::vector<std::string> lines;
  train::ReadCorpus(files, kHoldOut, [&](std::string_view line, int, bool held) {
    if (held && line.size() > 60 && line.size() < 900 && MarkedShare(line) > 0.2) {
      lines.emplace_back(line);
    }
  });
  std::mt19937 random(seed);
  std::shuffle(lines.begin(), lines.end(), random);
  return lines;
}

Pair Generate(const Arguments& arguments) {
  Pair pair;
  const std::vector<std::string> lines = HeldBack(arguments.files, arguments.seed);
  if (arguments.pages > 0) {
    train::PageOptions look;
    look.language = arguments.engine;
    look.pages = arguments.pages;
    look.seed = arguments.seed;
    look.ordinary = arguments.ordinary;
    for (const train::ReadPage& page : train::ReadTypesetPages(lines, look)) {
      for (size_t i = 0; i < page.typeset.size(); ++i) {
        if (page.read[i].empty()) continue;
        pair.gold.push_back(page.typeset[i]);
        pair.raw.push_back(page.read[i]);
        pair.confidences.push_back(page.confidences[i]);
      }
      pair.gold.emplace_back();
      pair.raw.emplace_back();
      pair.confidences.emplace_back();
    }
    return pair;
  }
  int words = 0;
  for (const std::string& line : lines) {
    if (words >= arguments.words) break;
    words += static_cast<int>(std::count(line.begin(), line.end(), ' ')) + 1;
    pair.gold.push_back(line);
    pair.gold.emplace_back();
  }
  return pair;
}

int Run(const Arguments& arguments) {
  Pair pair;
  if (arguments.pages > 0 || arguments.words > 0) {
    pair = Generate(arguments);
  } else {
    pair.gold = ReadLines(arguments.files[0]);
    if (arguments.files.size() > 1) pair.raw = ReadLines(arguments.files[1]);
    if (arguments.files.size() > 2) {
      for (const std::string& line : ReadLines(arguments.files[2]))
        pair.confidences.push_back(train::ConfidencesFromText(line));
    }
  }
  if (arguments.strip || pair.raw.empty()) {
    pair.raw.clear();
    for (const std::string& line : pair.gold) {
      pair.raw.push_back(arguments.strip ? WithoutMarks(line) : line);
    }
  }
  if (pair.gold.empty() || pair.gold.size() != pair.raw.size()) {
    std::fprintf(stderr,
                 "bench-repair: %zu lines of gold, %zu of raw text: they must go together\n",
                 pair.gold.size(), pair.raw.size());
    return 2;
  }
  if (!arguments.save.empty()) {
    std::ofstream gold(arguments.save + ".gold.txt"), raw(arguments.save + ".raw.txt");
    for (const std::string& line : pair.gold) gold << line << '\n';
    for (const std::string& line : pair.raw) raw << line << '\n';
    std::ofstream confidences(arguments.save + ".conf.txt");
    for (const normalize::LineConfidences& line : pair.confidences)
      confidences << train::ConfidencesToText(line) << '\n';
  }

  std::string folder = arguments.model;
  if (folder.empty()) {
    const Result<std::string> found = normalize::FindRepairModel();
    if (!found) return std::fprintf(stderr, "bench-repair: %s\n", found.error().message.c_str()), 6;
    folder = *found;
  }
  const auto model = normalize::RepairModel::Load(folder);
  if (!model) return std::fprintf(stderr, "bench-repair: %s\n", model.error().message.c_str()), 6;

  normalize::RepairOptions how;
  how.mode = arguments.mode == "vie-ocr" ? normalize::RepairMode::kOwnOcr
             : arguments.mode == "gate"  ? normalize::RepairMode::kGate
                                         : normalize::RepairMode::kDamaged;
  bench_repair::Tally tally;
  const bool weighed =
      how.mode == normalize::RepairMode::kOwnOcr && pair.confidences.size() == pair.raw.size();
  std::ofstream out;
  if (!arguments.save.empty()) out.open(arguments.save + ".out.txt");
  double seconds = 0;
  long tokens = 0;
  for (size_t begin = 0; begin < pair.raw.size(); begin += kDocumentLines) {
    const size_t end = std::min(begin + kDocumentLines, pair.raw.size());
    const std::vector<std::string> raw(pair.raw.begin() + static_cast<ptrdiff_t>(begin),
                                       pair.raw.begin() + static_cast<ptrdiff_t>(end));
    const std::clock_t start = std::clock();
    const std::vector<normalize::RepairedLine> repaired =
        weighed
            ? normalize::RepairParagraphs(**model, raw, normalize::CutParagraphs(raw), how,
                                          {pair.confidences.begin() + static_cast<ptrdiff_t>(begin),
                                           pair.confidences.begin() + static_cast<ptrdiff_t>(end)})
            : normalize::RepairLines(**model, raw, how);
    seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    for (size_t i = 0; i < raw.size(); ++i) {
      tokens += raw[i].empty() ? 0 : std::count(raw[i].begin(), raw[i].end(), ' ') + 1;
      tally.AddLine(pair.gold[begin + i], raw[i], repaired[i].text);
      out << repaired[i].text << '\n';
    }
  }
  std::fputs(tally.Table().c_str(), stdout);
  std::printf("speed: %.0f words a second of processor time\n",
              static_cast<double>(tokens) / std::max(seconds, 1e-9));
  for (size_t i = 0; i < tally.harm().size() && i < static_cast<size_t>(arguments.harm); ++i) {
    std::printf("harm: %s\n", tally.harm()[i].c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures the repair of damaged text: accuracy by class, harm, speed."};
  Arguments arguments;
  app.add_option("FILES", arguments.files,
                 "GOLD, RAW and confidences, line for line; with --pages or --words: corpora "
                 "(plain or .zst)")
      ->required();
  app.add_flag("--strip", arguments.strip, "the raw text is the gold text without its marks");
  app.add_option("--pages", arguments.pages, "typeset, degrade and read so many pages");
  app.add_flag("--ordinary", arguments.ordinary,
               "pages as offices scan them: 13 or 14 pt, 200 or 300 dpi, little noise");
  app.add_option("--engine", arguments.engine,
                 "that reads them: a Tesseract model, ocrad, gocr, planrec (our own recognition)")
      ->capture_default_str();
  app.add_option("--words", arguments.words, "take so many words of held-back lines");
  app.add_option("--mode", arguments.mode, "damaged, gate or vie-ocr")->capture_default_str();
  app.add_option("--model", arguments.model, "folder of the model (default: the installed one)");
  app.add_option("--seed", arguments.seed)->capture_default_str();
  app.add_option("--save", arguments.save,
                 "also write PREFIX.gold.txt, .raw.txt, .conf.txt and .out.txt");
  app.add_option("--harm", arguments.harm, "list so many words that were right and are not");
  CLI11_PARSE(app, argc, argv);
  return Run(arguments);
}
