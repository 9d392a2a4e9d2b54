// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page's damaged text layer as a second witness of what recognition read from its image.
//
//   std::vector<WitnessWord> words = WitnessWords(std::move(content), {quarters, skew, image_box});
//   Hearing heard = HearWitness(words, page);        // page.lines: confidences; page.diagnostics
//
// Another program read the same ink with other eyes. Letters that lost their marks say little, but
// a number of which each digit is the same was hardly read wrong by both; one that differs is to be
// looked at. The layer moves confidences and tells what it has instead; only an e-mail address that
// recognition lost is taken from it, as an edit that keeps what was read.
// How far it is believed is measured on the page itself, by what it says of words and numbers that
// recognition is sure of; a layer that is gibberish, of another page or elsewhere is not heard.
//
// Points, origin top left, the frame of the page as it was recognised. Pure; thread safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/pdf/page_content.h"
#include "pipeline/core/geometry.h"
#include "pipeline/core/page.h"

namespace planrec::acquire {

struct WitnessWord {
  std::string text;
  Box box;
};

/// What recognition did to the page before it read it.
struct ReadFrame {
  int quarters = 0;     ///< clockwise quarter turns
  double skew_deg = 0;  ///< clockwise degrees about the image's middle, after the turn
  Box image;            ///< the image's place on the page, before the turn
};

/// The layer's words as they stand in the frame that was read; text in annotations and text that
/// stands sideways there are left out.
std::vector<WitnessWord> WitnessWords(PageContent content, const ReadFrame& frame);

/// Per line the words at its height, left to right; a word goes to the nearest line that it meets.
std::vector<std::vector<WitnessWord>> RowsOf(const std::vector<TextLine>& lines,
                                             const std::vector<WitnessWord>& words);

/// Tokens [token, token + tokens) of a line are words [word, word + words) of a row.
struct Meeting {
  size_t token = 0, tokens = 0, word = 0, words = 0;
  double overlap = 0;  ///< of the places: common length by joint length, 0..1
  friend bool operator==(const Meeting&, const Meeting&) = default;
};

/// Pairs the tokens of `line` with `row`, the words of its height from left to right, in order, by
/// place and by letters; one may be up to three of the other side.
std::vector<Meeting> Align(const TextLine& line, const std::vector<WitnessWord>& row);

enum class Testimony {
  kSilent,   ///< says nothing of it
  kAgrees,   ///< each digit, or each letter without its marks
  kSame,     ///< the same text, marks included
  kDiffers,  ///< as many digits and others, or another number of them
};

/// Of a word with digits. Letters that stand for digits in an OCR's text (l0, O5) agree with the
/// digit that they look like and never contradict one.
Testimony CompareNumbers(std::string_view read, std::string_view layer);

/// Of a word without.
Testimony CompareWords(std::string_view read, std::string_view layer);

/// What the layer was worth.
struct Hearing {
  bool heard = false;        ///< it is of this page and can be read
  int words = 0, alike = 0;  ///< sure long words that it met; those whose letters it has
  int confirmed = 0;         ///< numbers and words that are surer now
  int disputed = 0;          ///< numbers that it has otherwise
  int mended = 0;            ///< e-mail addresses taken from it
};

/// Moves confidences of `page.lines`. Adds "readers.disagree" for numbers that the layer has
/// otherwise and drops it for those that it confirms; says in `page.origin_reason` that it was
/// heard.
Hearing HearWitness(const std::vector<WitnessWord>& words, Page& page);

}  // namespace planrec::acquire
