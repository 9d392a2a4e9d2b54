// SPDX-License-Identifier: GPL-3.0-or-later
//
// How people write digits: our own skeletons, pen strokes and bitmaps of data sets, handwriting
// fonts. A Hand draws digits of one person; its digits go together in stroke, slant and size.
//
//   DigitShapes shapes;
//   shapes.LoadPendigits(folder + "/pendigits.tra");
//   Hand hand = shapes.PickHand(random);
//   const double width = hand.Draw(cairo, '7', random);   // at the current point of writing
//
// Units: the digit's height is 1, y grows downwards from 0 at the line. Uses Cairo and FreeType;
// one thread. Failures to load are errors (kUnreadable).
#pragma once

#include <cairo.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/random.h"

namespace planrec::train_digits {

struct Point {
  double x = 0, y = 0;
};
/// Points that a pen goes through, y from 0 (below) to 1 (above).
using Stroke = std::vector<Point>;
using Strokes = std::vector<Stroke>;

/// Our own skeletons: the ways to write a digit.
const std::vector<Strokes>& Skeletons(int digit);

/// A bitmap's ink 0..255, cut to its box.
struct Bitmap {
  int width = 0, height = 0;
  std::vector<unsigned char> ink;
};

struct FaceOff {
  void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using Face = std::shared_ptr<cairo_font_face_t>;

enum class HandKind { kSkeleton, kPen, kBitmap, kFont };

class DigitShapes {
 public:
  Status LoadSemeion(const std::string& path);
  Status LoadPendigits(const std::string& path);
  /// MNIST's two files of images and labels.
  Status LoadMnist(const std::string& images, const std::string& labels);
  Status LoadFont(const std::string& path);

  const std::array<std::vector<Strokes>, 10>& pen() const { return pen_; }
  const std::array<std::vector<Bitmap>, 10>& mnist() const { return mnist_; }
  const std::array<std::vector<Bitmap>, 10>& semeion() const { return semeion_; }
  const std::vector<Face>& fonts() const { return fonts_; }

 private:
  std::array<std::vector<Strokes>, 10> pen_;
  std::array<std::vector<Bitmap>, 10> mnist_, semeion_;
  std::vector<Face> fonts_;
};

/// One person's way to write; made anew for each string.
class Hand {
 public:
  Hand(const DigitShapes& shapes, samples::Random& random);

  /// Draws the digit with its left end at x = 0 on the line; returns how wide it is. `cairo` is
  /// scaled to the digit's height.
  double Draw(cairo_t* cairo, int digit, samples::Random& random) const;
  /// A suffix letter, in the hand's own way.
  double DrawLetter(cairo_t* cairo, char letter, samples::Random& random) const;

 private:
  double DrawStrokes(cairo_t* cairo, const Strokes& strokes, double width, double jitter,
                     samples::Random& random) const;
  double DrawBitmap(cairo_t* cairo, const Bitmap& bitmap, double width) const;
  double DrawGlyph(cairo_t* cairo, const char* text) const;

  const DigitShapes& shapes_;
  HandKind kind_;
  bool semeion_ = false;
  Face font_;
  double pen_ = 0.08, jitter_ = 0.02, width_ = 1;
  std::array<size_t, 10> ways_{};
};

}  // namespace planrec::train_digits
