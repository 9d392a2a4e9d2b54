// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers, dates and codes that were not read surely are read twice: the second time their word
// alone, by another model. No language tells a wrong digit from a right one; two readers that go
// wrong in different ways do.
//
//   for (const Disputed& number : ReadNumbersAgain(image, line, second)) …
//
// Where the digits differ the first reading stays, its confidence is lowered to kDisputed at most,
// and the second one is told. Not thread safe (the engine).
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/image/pixel_box.h"
#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/engine.h"

namespace planrec::acquire {

inline constexpr double kDisputed = 0.5;

struct Disputed {
  std::string first, second;
  double confidence = 0;  ///< of the second
  PixelBox box;           ///< of the word, in the line's image
};

/// `line` in pixels of `image`, a grey line on white.
std::vector<Disputed> ReadNumbersAgain(const Raster& image, ReadLine& line,
                                       Recogniser::Engine& second);

/// False where both texts hold digits and these are not the same, or stand apart in other places
/// ("31/3", "313"). A text without digits says nothing.
bool SameNumbers(const std::string& first, const std::string& second);

}  // namespace planrec::acquire
