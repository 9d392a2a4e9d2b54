// SPDX-License-Identifier: GPL-3.0-or-later
//
// train-ocr-parts: what tools/train-ocr needs besides Tesseract's own training programs. Same seed,
// same bytes.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/core/utf8.h"
#include "tools/lab/train_ocr/dictionary.h"
#include "tools/lab/train_ocr/line_image.h"
#include "tools/lab/train_ocr/line_text.h"
#include "tools/lab/train_ocr/lstm_network.h"
#include "tools/lab/train_ocr/lstmf.h"
#include "tools/lab/train_ocr/unicharset.h"

namespace planrec::train_ocr {
namespace {

Result<std::string> ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorType::kNotFound, path + ": can't be opened", 0};
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

Status WriteAll(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  out.flush();
  if (!out) return Error{ErrorType::kOutputFailed, path + ": can't be written", 0};
  return Done{};
}

struct LinesOptions {
  std::string corpus, characters, folder;
  int count = 1000, per_file = 500;
  uint64_t seed = 1;
  double rare = LineTexts::kRareShare, coarse = kCoarseShare;
  std::string with;
  bool held_out = false;
  std::string samples;  ///< folder for single PNGs with texts, to look at
};

Status MakeLines(const LinesOptions& options) {
  Result<std::string> corpus = ReadAll(options.corpus);
  if (!corpus) return corpus.error();
  Result<std::string> unicharset = ReadAll(options.characters);
  if (!unicharset) return unicharset.error();
  const LineTexts texts(std::move(*corpus), Characters(*unicharset),
                        options.held_out ? TextPart::kHeldOut : TextPart::kTraining);
  if (texts.empty())
    return Error{ErrorType::kEmpty, options.corpus + ": no lines of 20 bytes or more", 0};
  std::error_code failed;
  std::filesystem::create_directories(options.folder, failed);
  const std::u32string with = ToUtf32(options.with);
  LstmfWriter writer;
  std::string list;
  for (int i = 0; i < options.count; ++i) {
    // A generator for each line: lines do not depend on how many came before.
    samples::Random random = samples::Random(options.seed).Fork("line " + std::to_string(i));
    const std::string text = texts.Next(random, options.rare, with), label = AsPrinted(text);
    const LineLook look =
        DrawLook(options.held_out ? kHeldOutFonts : kTrainingFonts, random, options.coarse);
    Result<std::string> png = LineImage(text, look, random);
    if (!png) return png.error();
    writer.Add(*png, label);
    if (!options.samples.empty()) {
      const std::string name = options.samples + "/" + std::to_string(i);
      if (Status written = WriteAll(name + ".png", *png); !written) return written;
      if (Status written = WriteAll(name + ".txt", label + "\n"); !written) return written;
    }
    if (static_cast<int>(writer.lines()) == options.per_file || i + 1 == options.count) {
      char name[32];
      std::snprintf(name, sizeof name, "/%06d.lstmf", i / options.per_file);
      if (Status written = writer.Write(options.folder + name); !written) return written;
      list += options.folder + name + "\n";
    }
  }
  return WriteAll(options.folder + "/list", list);
}

using Conversion = Result<std::string>(const std::vector<std::string>&);

Status Convert(const std::vector<std::string>& from, const std::string& to, Conversion conversion) {
  std::vector<std::string> models;
  for (const std::string& path : from) {
    Result<std::string> bytes = ReadAll(path);
    if (!bytes) return bytes.error();
    models.push_back(std::move(*bytes));
  }
  Result<std::string> made = conversion(models);
  if (!made) return made.error();
  return WriteAll(to, *made);
}

Status Extend(const std::string& from, const std::string& to) {
  Result<std::string> bytes = ReadAll(from);
  if (!bytes) return bytes.error();
  Result<std::string> extended = AddCharacters(*bytes, AddedCharacters());
  if (!extended) return extended.error();
  return WriteAll(to, *extended);
}

Status Outputs(const std::string& from, const std::string& unicharset, const std::string& to) {
  const Result<std::string> model = ReadAll(from);
  if (!model) return model.error();
  const Result<std::string> characters = ReadAll(unicharset);
  if (!characters) return characters.error();
  const Result<std::vector<int>> like = CodesOfLookalikes(*characters, AddedCharacters());
  if (!like) return like.error();
  const Result<std::string> made = AddOutputs(*model, *like);
  if (!made) return made.error();
  return WriteAll(to, *made);
}

int Main(int argc, char** argv) {
  CLI::App app("Parts of the recognition model's training; tools/train-ocr calls them");
  app.require_subcommand(1);
  std::vector<std::string> models;
  std::string from, to, unicharset;
  auto* dequantise = app.add_subcommand("dequantise", "an integer .lstm made float");
  dequantise->add_option("from", from)->required();
  dequantise->add_option("to", to)->required();
  auto* quantise = app.add_subcommand("quantise", "a float .lstm made integer");
  quantise->add_option("from", from)->required();
  quantise->add_option("to", to)->required();
  auto* average = app.add_subcommand("average", "the mean of float .lstm files");
  average->add_option("to", to)->required();
  average->add_option("from", models)->required();
  auto* characters = app.add_subcommand("characters", "a unicharset with the genre's characters");
  characters->add_option("from", from)->required();
  characters->add_option("to", to)->required();
  auto* words = app.add_subcommand("words", "a dictionary's words with those of the genre");
  words->add_option("from", from)->required();
  words->add_option("to", to)->required();
  auto* signs = app.add_subcommand("signs", "a dictionary's signs with those of the genre");
  signs->add_option("from", from)->required();
  signs->add_option("to", to)->required();
  auto* outputs = app.add_subcommand(
      "outputs", "a float .lstm with outputs for the added characters, behind those of its own");
  outputs->add_option("from", from)->required();
  outputs->add_option("to", to)->required();
  outputs->add_option("--characters", unicharset, "its unicharset, as it is without them")
      ->required();
  LinesOptions lines;
  auto* make =
      app.add_subcommand("lines", "line images with texts, as .lstmf files and their list");
  make->add_option("--corpus", lines.corpus, "text, a sentence or paragraph a line")->required();
  make->add_option("--characters", lines.characters, "unicharset")->required();
  make->add_option("--to", lines.folder, "folder")->required();
  make->add_option("--count", lines.count, "lines")->capture_default_str();
  make->add_option("--per-file", lines.per_file, "lines a file")->capture_default_str();
  make->add_option("--seed", lines.seed, "")->capture_default_str();
  make->add_option("--samples", lines.samples, "folder for PNGs and texts to look at");
  make->add_option("--rare", lines.rare, "share of lines with an added character")
      ->capture_default_str();
  make->add_option("--with", lines.with, "the characters that share is of; as often as named here");
  make->add_option("--coarse", lines.coarse, "share of lines scanned at 90 to 130 dpi")
      ->capture_default_str();
  make->add_flag("--held-out", lines.held_out, "other text, other fonts: for evaluation");
  CLI11_PARSE(app, argc, argv);
  setMsgSeverity(L_SEVERITY_NONE);  // Leptonica's remarks on scaling
  Status done = Done{};
  if (*dequantise)
    done = Convert({from}, to, [](const auto& one) { return Dequantise(one.front()); });
  if (*quantise) done = Convert({from}, to, [](const auto& one) { return Quantise(one.front()); });
  if (*words)
    done = Convert({from}, to, [](const auto& one) { return Result(WithAddedWords(one.front())); });
  if (*signs)
    done = Convert({from}, to, [](const auto& one) { return Result(WithAddedSigns(one.front())); });
  if (*average) done = Convert(models, to, Average);
  if (*characters) done = Extend(from, to);
  if (*outputs) done = Outputs(from, unicharset, to);
  if (*make) done = MakeLines(lines);
  if (done) return 0;
  std::fprintf(stderr, "train-ocr-parts: %s\n", done.error().message.c_str());
  return done.error().type == ErrorType::kOutputFailed ? 5
         : done.error().type == ErrorType::kNotFound   ? 4
                                                       : 1;
}

}  // namespace
}  // namespace planrec::train_ocr

int main(int argc, char** argv) {
  return planrec::train_ocr::Main(argc, argv);
}
