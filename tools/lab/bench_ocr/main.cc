// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench-ocr: how well recognition models read, through the program's own preparation of pages.
//
//   bench-ocr real --files DIR --readings tests/data/ocr-readings.tsv
//   bench-ocr printed --files DIR
//   bench-ocr typeset --text FILE --characters UNICHARSET
//   bench-ocr typeset --text FILE --characters UNICHARSET --with "–…ỵ²’≥"
//   bench-ocr texts --truth DIR --read NAME=DIR --read NAME=DIR
//
// The last compares programs: DIR/x.txt (pages ended by form feeds) is what one read of a scan of
// the born-digital --truth/x.pdf; each line is looked for anywhere in its page's text.
//
// Each page is read with each --model (planrec, debian, a .traineddata file); the figures stand
// side by side. Same input, same figures but for the seconds.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "pipeline/acquire/ocr/recognise.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_reader.h"
#include "pipeline/core/utf8.h"
#include "tools/lab/bench_ocr/pages.h"
#include "tools/lab/bench_ocr/score.h"
#include "tools/lab/train_ocr/unicharset.h"

namespace planrec::bench_ocr {
namespace {

constexpr double kMargin = 0.12;  // of a page's height

struct Options {
  std::vector<std::string> models = {"debian", "planrec"};
  std::string files, readings, text, characters, only, with, family, truth;
  std::vector<std::string> read;
  int pages = 3;
  uint64_t seed = 4711;
  bool each = false, lines = false;
};

struct Model {
  std::string name;
  std::unique_ptr<acquire::Recogniser> recogniser;
  Score score;
  double seconds = 0;
  int pages = 0;
};

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Result<std::string> ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorType::kNotFound, path + ": can't be opened", 0};
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options) {
    for (const std::string& name : options.models) {
      Model model;
      model.name = name;
      model.recogniser = std::make_unique<acquire::Recogniser>(
          acquire::RecogniserOptions{.language = "vie", .model = name, .model_folder = ""});
      models_.push_back(std::move(model));
    }
  }

  Status Load() {
    for (Model& model : models_)
      if (Status loaded = model.recogniser->Load(); !loaded) return loaded;
    return Done{};
  }

  void Read(const KnownPage& known) {
    for (Model& model : models_) {
      const double start = ProcessorSeconds();
      Result<acquire::Recognition> read =
          acquire::Recognise(known.image, *model.recogniser, {Limits{}});
      model.seconds += ProcessorSeconds() - start;
      ++model.pages;
      Page page;
      if (read)
        acquire::PlaceRecognition(std::move(*read), known.box, known.width_pt, known.height_pt,
                                  page);
      if (options_.lines) PrintLines(known, page);
      for (const RefLine& line : known.lines) {
        const std::string text = TextInBox(page.lines, line.box);
        const int before = model.score.lines.wrong;
        model.score.Add(line.text, text);
        if (options_.each && model.score.lines.wrong > before)
          std::printf("%s\t%s\n  is   %s\n  read %s\n", known.name.c_str(), model.name.c_str(),
                      line.text.c_str(), text.c_str());
      }
    }
  }

  void Print(const std::string& title) {
    std::printf("%s\n%-34s%14s%10s%10s%14s%9s%10s\n", title.c_str(), "model", "wrong lines",
                "CER %", "WER %", "wrong numbers", "pages", "s a page");
    for (Model& m : models_) {
      const Score& s = m.score;
      std::printf(
          "%-34s%7d /%5d%10.2f%10.2f%7d /%5d%9d%10.2f\n",
          m.name.size() > 33 ? ("…" + m.name.substr(m.name.size() - 32)).c_str() : m.name.c_str(),
          s.lines.wrong, s.lines.all, 100 * s.CharacterError(),
          s.words.all > 0 ? 100.0 * s.words.wrong / s.words.all : 0.0, s.digits.wrong, s.digits.all,
          m.pages, m.pages > 0 ? m.seconds / m.pages : 0.0);
    }
    for (Model& m : models_) {
      if (m.score.rare_characters.empty()) continue;
      std::printf("  %s, characters right (whole lines right):", m.name.c_str());
      for (const auto& [c, share] : m.score.rare_characters) {
        const Share& lines = m.score.rare_lines[c];
        std::printf("  %s %d/%d (%d/%d)", ToUtf8(std::u32string(1, c)).c_str(),
                    share.all - share.wrong, share.all, lines.all - lines.wrong, lines.all);
      }
      std::printf("\n");
    }
    for (Model& m : models_) m.score = Score(), m.seconds = 0, m.pages = 0;
  }

 private:
  // What a reading by eye begins with: the lines' places, and a text to be replaced.
  static void PrintLines(const KnownPage& known, const Page& page) {
    for (const TextLine& line : page.lines)
      std::printf("%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%s\n", known.lines.front().file.c_str(),
                  known.lines.front().page, line.box.x0, line.box.y0, line.box.x1, line.box.y1,
                  line.raw.c_str());
  }

  const Options& options_;
  std::vector<Model> models_;
};

std::vector<std::string> Pages(const std::string& text) {
  std::vector<std::string> pages;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\f', at), text.size());
    pages.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return pages;
}

/// A page's number in its margin, which planrec leaves out of the text.
bool PageNumber(const RefLine& line, double height_pt) {
  const double share = line.box.CenterY() / height_pt;
  return (share < kMargin || share > 1 - kMargin) &&
         std::all_of(line.text.begin(), line.text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// What each program read of the same documents.
Status CompareTexts(const Options& options) {
  const std::vector<std::string> documents = Documents(options.truth);
  if (documents.empty()) return Error{ErrorType::kNotFound, options.truth + ": no PDF there", 0};
  std::printf("%-24s%14s%10s%10s%16s%9s\n", "program", "wrong lines", "CER %", "WER %",
              "wrong numbers", "pages");
  for (const std::string& given : options.read) {
    const size_t equals = given.find('=');
    if (equals == std::string::npos)
      return Error{ErrorType::kNotFound, "--read " + given + ": give NAME=FOLDER", 0};
    Score score;
    int pages = 0;
    for (const std::string& path : documents) {
      const Result<std::string> bytes = ReadAll(path);
      if (!bytes) return bytes.error();
      const auto pdf = acquire::PdfDocument::Open(*bytes, Limits{});
      if (!pdf) return pdf.error();
      const std::string name = std::filesystem::path(path).stem().string() + ".txt";
      const Result<std::string> text = ReadAll(given.substr(equals + 1) + "/" + name);
      if (!text) return text.error();
      const std::vector<std::string> read = Pages(*text);
      for (int number = 1; number <= (*pdf)->page_count(); ++number) {
        const auto index = static_cast<size_t>(number - 1);
        const std::string page = index < read.size() ? read[index] : "";
        const std::vector<RefLine> lines = LayerTruth(**pdf, number);
        pages += lines.empty() ? 0 : 1;
        const Result<acquire::PageContent> content = (*pdf)->Content(number);
        for (const RefLine& line : lines) {
          if (content && PageNumber(line, content->height_pt)) continue;
          const std::string found = NearestPart(page, line.text);
          const int before = score.lines.wrong;
          score.Add(line.text, found);
          if (options.each && score.lines.wrong > before)
            std::printf("%s, page %d\n  is   %s\n  read %s\n", name.c_str(), number,
                        line.text.c_str(), found.c_str());
        }
      }
    }
    std::printf("%-24s%7d /%5d%10.2f%10.2f%9d /%5d%9d\n", given.substr(0, equals).c_str(),
                score.lines.wrong, score.lines.all, 100 * score.CharacterError(),
                score.words.all > 0 ? 100.0 * score.words.wrong / score.words.all : 0.0,
                score.digits.wrong, score.digits.all, pages);
  }
  return Done{};
}

Status Run(const Options& options, const std::string& what) {
  if (what == "texts") return CompareTexts(options);
  Bench bench(options);
  if (Status loaded = bench.Load(); !loaded) return loaded;
  const auto sink = [&](const KnownPage& page) { bench.Read(page); };
  if (what == "real") {
    const Result<std::string> text = ReadAll(options.readings);
    if (!text) return text.error();
    const Result<std::vector<RefLine>> readings = ParseReadings(*text);
    if (!readings) return readings.error();
    if (Status done = ForEachRealPage(options.files, *readings, sink); !done) return done;
    bench.Print("real scans, readings by eye");
  } else if (what == "printed") {
    if (Status done = ForEachPrintedPage(options.files, options.pages, sink); !done) return done;
    bench.Print("born-digital, printed and scanned at 200 dpi");
  } else {
    const Result<std::string> text = ReadAll(options.text);
    if (!text) return text.error();
    const Result<std::string> unicharset = ReadAll(options.characters);
    if (!unicharset) return unicharset.error();
    for (PageLook look : PageLooks()) {
      look.with = ToUtf32(options.with);
      if (!options.family.empty()) look.family = options.family;
      if (look.name.find(options.only) == std::string::npos) continue;
      if (Status done = ForEachTypesetPage(*text, train_ocr::Characters(*unicharset), look,
                                           options.pages, options.seed, sink);
          !done)
        return done;
      bench.Print("typeset, " + look.family + ", " + look.name);
    }
  }
  return Done{};
}

int Main(int argc, char** argv) {
  CLI::App app("How well recognition models read");
  app.require_subcommand(1);
  Options options;
  for (CLI::App* command :
       {app.add_subcommand("real", "Real scans against readings by eye"),
        app.add_subcommand("printed", "Born-digital documents, printed and scanned again"),
        app.add_subcommand("typeset", "Pages typeset from held-out text in a held-out font")}) {
    command->add_option("--model", options.models, "planrec, debian, or a .traineddata file")
        ->capture_default_str();
    command->add_flag("--each", options.each, "Each wrong line");
    const std::string name = command->get_name();
    if (name != "typeset")
      command->add_option("--files", options.files, "Folder of PDF documents")->required();
    if (name == "real") {
      command->add_option("--readings", options.readings, "Readings by eye")->required();
      command->add_flag("--lines", options.lines, "Print the lines found, as readings");
    }
    if (name != "real")
      command->add_option("--pages", options.pages, "Pages of each")->capture_default_str();
    if (name == "typeset") {
      command->add_option("--text", options.text, "Text, a sentence a line")->required();
      command->add_option("--characters", options.characters, "Unicharset")->required();
      command->add_option("--only", options.only, "Looks whose name holds this");
      command->add_option("--with", options.with,
                          "Every line holds one of these characters, in turn");
      command->add_option("--family", options.family, "Another font than the look's");
      command->add_option("--seed", options.seed, "")->capture_default_str();
    }
  }
  CLI::App* texts = app.add_subcommand("texts", "Texts that programs read of the same scans");
  texts->add_option("--truth", options.truth, "Folder of the born-digital documents")->required();
  texts->add_option("--read", options.read, "NAME=FOLDER of texts")->required();
  texts->add_flag("--each", options.each, "Each wrong line");
  CLI11_PARSE(app, argc, argv);
  const Status done = Run(options, app.get_subcommands().front()->get_name());
  if (done) return 0;
  std::fprintf(stderr, "bench-ocr: %s\n", done.error().message.c_str());
  return done.error().type == ErrorType::kModelMissing ? 6
         : done.error().type == ErrorType::kNotFound   ? 4
                                                       : 1;
}

}  // namespace
}  // namespace planrec::bench_ocr

int main(int argc, char** argv) {
  // As in the program's workers: one thread. libgomp reads the limit once, before main.
  if (std::getenv("OMP_THREAD_LIMIT") == nullptr) {
    setenv("OMP_THREAD_LIMIT", "1", 1);
    execv("/proc/self/exe", argv);
  }
  return planrec::bench_ocr::Main(argc, argv);
}
