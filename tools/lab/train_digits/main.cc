// SPDX-License-Identifier: GPL-3.0-or-later
//
// train-digits: data sets and fonts in, the model of handwritten digits out, with the recipe that
// it was made by; or a sheet of what it learns from.
#include <leptonica/allheaders.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/acquire/ocr/digit_network.h"
#include "tools/lab/train_digits/field_line.h"
#include "tools/lab/train_digits/trainer.h"

namespace {

using namespace planrec;
using namespace planrec::train_digits;
using samples::Random;

constexpr int kBatch = 16, kWarmUp = 200, kHeldOut = 1000;
constexpr double kLastRate = 0.01;  // of the first
constexpr uint64_t kHeldOutSeed = 0x7e57;

struct Arguments {
  std::string digits, mnist, fonts, out, checkpoint, sheet;
  int lines = 500'000;
  double rate = 2e-3;
  uint64_t seed = 1;
};

Status Load(const Arguments& arguments, DigitShapes& shapes, std::string& recipe) {
  for (const Status& loaded : {shapes.LoadSemeion(arguments.digits + "/semeion.data"),
                               shapes.LoadPendigits(arguments.digits + "/pendigits.tra"),
                               shapes.LoadPendigits(arguments.digits + "/pendigits.tes"),
                               shapes.LoadMnist(arguments.mnist + "/train-images-idx3-ubyte",
                                                arguments.mnist + "/train-labels-idx1-ubyte")})
    if (!loaded) return loaded.error();
  std::vector<std::string> fonts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments.fonts)) {
    const std::string name = entry.path().string();
    if (name.ends_with("-latin-400-normal.woff")) fonts.push_back(name);
  }
  std::sort(fonts.begin(), fonts.end());
  for (const std::string& font : fonts)
    if (const Status loaded = shapes.LoadFont(font); !loaded) return loaded.error();
  if (fonts.empty()) return Error{ErrorType::kNotFound, "no fonts in " + arguments.fonts};
  size_t mnist = 0, semeion = 0, pen = 0;
  for (size_t digit = 0; digit < 10; ++digit) {
    mnist += shapes.mnist()[digit].size();
    semeion += shapes.semeion()[digit].size();
    pen += shapes.pen()[digit].size();
  }
  recipe = "digits read by planrec; made by tools/train-digits\nsemeion " +
           std::to_string(semeion) + ", pendigits " + std::to_string(pen) + ", mnist " +
           std::to_string(mnist) + ", fonts " + std::to_string(fonts.size()) + "\nlines " +
           std::to_string(arguments.lines) + ", rate " + std::to_string(arguments.rate) +
           ", seed " + std::to_string(arguments.seed);
  return Done{};
}

/// Rows of strips as a PNG, to be looked at before anything is learnt.
void WriteSheet(const DigitShapes& shapes, const Arguments& arguments) {
  constexpr int kAcross = 5, kDown = 16, kWide = 216;
  PIX* pix = pixCreate(kAcross * kWide, kDown * (acquire::kStripRows + 4), 8);
  pixSetAllArbitrary(pix, 200);
  Random random(arguments.seed);
  for (int i = 0; i < kAcross * kDown; ++i) {
    const FieldLine line = MakeFieldLine(shapes, random);
    std::printf("%s%s", line.text.c_str(), i % kAcross == kAcross - 1 ? "\n" : "  ");
    for (int y = 0; y < acquire::kStripRows; ++y)
      for (int x = 0; x < std::min(kWide - 4, line.strip.width); ++x)
        pixSetPixel(
            pix, i % kAcross * kWide + x, i / kAcross * (acquire::kStripRows + 4) + y,
            static_cast<l_uint32>(
                255 -
                255 *
                    std::min(1.0F, line.strip.ink[static_cast<size_t>(y * line.strip.width + x)])));
  }
  pixWritePng(arguments.sheet.c_str(), pix, 0);
  pixDestroy(&pix);
}

/// The share of lines never learnt from whose labels are read right, by the most likely output of
/// each frame.
double HeldOut(const acquire::DigitNetwork& network, const DigitShapes& shapes) {
  Random random(kHeldOutSeed);
  int right = 0;
  for (int i = 0; i < kHeldOut; ++i) {
    const FieldLine line = MakeFieldLine(shapes, random);
    const std::vector<float> frames = network.Read(line.strip);
    std::vector<int> read;
    int before = acquire::kNothing;
    for (size_t t = 0; t < frames.size(); t += acquire::kOutputs) {
      const auto frame = frames.begin() + static_cast<std::ptrdiff_t>(t);
      const int best = static_cast<int>(std::max_element(frame, frame + acquire::kOutputs) - frame);
      if (best != before && best != acquire::kNothing) read.push_back(best);
      before = best;
    }
    right += read == line.labels ? 1 : 0;
  }
  return double(right) / kHeldOut;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path + ".part", std::ios::binary) << bytes;
  std::filesystem::rename(path + ".part", path);
}

int Train(const DigitShapes& shapes, const Arguments& arguments, const std::string& recipe) {
  Trainer trainer(arguments.seed);
  if (!arguments.checkpoint.empty() && std::filesystem::exists(arguments.checkpoint)) {
    if (const Status restored = trainer.Restore(ReadFile(arguments.checkpoint)); !restored) {
      std::fprintf(stderr, "%s\n", restored.error().message.c_str());
      return 1;
    }
  }
  Random random(arguments.seed * 77777);
  const auto begun = std::chrono::steady_clock::now();
  const int steps = arguments.lines / kBatch;
  double loss = 0;
  const auto keep = [&] {
    const std::string bytes = acquire::DigitNetwork::Format(trainer.Averaged(), recipe);
    WriteFile(arguments.out, bytes);
    if (!arguments.checkpoint.empty()) WriteFile(arguments.checkpoint, trainer.Save());
    return acquire::DigitNetwork::Parse(bytes);
  };
  for (int step = 1; step <= steps; ++step) {
    for (int i = 0; i < kBatch; ++i) {
      const FieldLine line = MakeFieldLine(shapes, random);
      loss += trainer.Learn(line.strip, line.labels) / kBatch;
    }
    const double fall = 0.5 * (1 + std::cos(M_PI * step / steps));
    trainer.Step(arguments.rate * (kLastRate + (1 - kLastRate) * fall) *
                 std::min(1.0, double(step) / kWarmUp));
    constexpr int kTell = 250;
    if (step % kTell != 0 && step != steps) continue;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
    std::printf("%7d lines, %5.0f s, loss %.3f", step * kBatch, passed.count(), loss / kTell);
    loss = 0;
    if (step % (4 * kTell) == 0 || step == steps) {
      const Result<acquire::DigitNetwork> network = keep();
      if (network) std::printf(", held out %.3f", HeldOut(*network, shapes));
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app{"Trains the model that reads handwritten digits of letterheads"};
  app.add_option("--digits", arguments.digits, "Folder of semeion.data, pendigits.tra, .tes")
      ->required();
  app.add_option("--mnist", arguments.mnist, "Folder of MNIST's train-images and -labels")
      ->required();
  app.add_option("--fonts", arguments.fonts,
                 "Folder of handwriting fonts (*-latin-400-normal.woff)")
      ->required();
  app.add_option("-o,--out", arguments.out, "The model")->required();
  app.add_option("--lines", arguments.lines, "Lines to learn from")->capture_default_str();
  app.add_option("--rate", arguments.rate, "Rate of the first step")->capture_default_str();
  app.add_option("--seed", arguments.seed, "Of the lines and first weights")->capture_default_str();
  app.add_option("--checkpoint", arguments.checkpoint, "Goes on from this file, keeps it there");
  app.add_option("--sheet", arguments.sheet, "Writes a PNG of lines and ends");
  CLI11_PARSE(app, argc, argv);
  DigitShapes shapes;
  std::string recipe;
  if (const Status loaded = Load(arguments, shapes, recipe); !loaded) {
    std::fprintf(stderr, "train-digits: %s\n", loaded.error().message.c_str());
    return 1;
  }
  if (!arguments.sheet.empty()) {
    WriteSheet(shapes, arguments);
    return 0;
  }
  return Train(shapes, arguments, recipe);
}
