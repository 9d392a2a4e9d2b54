// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recognition engine as recognition (recognise.cc) sees it: an image is set, then any number of
// its rectangles are read. The only code that knows Tesseract is engine.cc.
//
//   engine.SetImage(grey, 200);
//   std::vector<ReadLine> lines = engine.Read({0, 0, w, h}, Layout::kBlock);
//
// Units are pixels of the set image; confidence is 0..1. The image is borrowed until the next
// SetImage or Clear. Not thread safe. A rectangle in which nothing is read gives no lines.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/ocr/recogniser.h"

struct Pix;

namespace planrec::acquire {

struct ReadWord {
  std::string text;  ///< UTF-8 as the model gives it, no white space
  PixelBox box;
  double confidence = 0;
};

struct ReadLine {
  std::vector<ReadWord> words;
  PixelBox box;
  double height_px = 0;  ///< ascender to descender as fitted by the engine; 0 where unknown
};

/// How the engine is to see a rectangle (Tesseract's page segmentation modes).
enum class Layout {
  kPage = 3,    ///< find columns and blocks
  kColumn = 4,  ///< one column, text of different sizes
  kBlock = 6,   ///< one uniform block of lines
  kLine = 7,
  kWord = 8,
  kRawLine = 13,  ///< one line, no assumption about its words
};

class Recogniser::Engine {
 public:
  /// kModelMissing where a model of `options.language` is missing or broken.
  static Result<std::unique_ptr<Engine>> Load(const RecogniserOptions& options);
  ~Engine();

  void SetImage(Pix* image, int dpi);
  std::vector<ReadLine> Read(const PixelBox& area, Layout layout);
  /// Drops the image and all results; the model stays.
  void Clear();

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace planrec::acquire
