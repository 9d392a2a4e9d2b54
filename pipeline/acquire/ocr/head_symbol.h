// SPDX-License-Identifier: GPL-3.0-or-later
//
// The symbol behind a document's number ("/KH-UBND", "-CV/TU", "/TTr-STC(QLG)"): always print, and
// misread where the engine saw a pen's digits in the same line. Read again without them.
//
//   std::vector<ReadWord> symbol = ReadSymbol(engine, scene, line, x0, x1, size);
//
// Pixels of the work image. Not thread safe (the engine).
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/head_digits.h"

namespace planrec::acquire {

/// How much a text looks like a symbol: 0 not at all, 1 in each of its characters.
double SymbolShape(std::string_view text);

/// What `engine` reads between x0 and x1 on the line; may be nothing.
std::vector<ReadWord> ReadSymbol(Recogniser::Engine& engine, const HeadScene& scene,
                                 const InkLine& line, double x0, double x1, const PrintSize& size);

}  // namespace planrec::acquire
