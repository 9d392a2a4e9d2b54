// SPDX-License-Identifier: GPL-3.0-or-later
//
// Word pairs for the channel: lines of text typeset in several fonts and sizes, degraded as
// scanners do, recognised by an installed Tesseract model, and aligned word by word with what was
// typeset.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "normalizers/repair/repair_decoder.h"
#include "tools/lab/train_repair/channel_em.h"

namespace planrec::train {

/// The name of what `planrec run` reads pages with, among the engines.
inline constexpr const char* kOwnRecognition = "planrec";

struct PageOptions {
  /// That reads the pages: a Tesseract model, "ocrad", "gocr" or kOwnRecognition
  std::string language = "eng";
  int pages = 60;
  unsigned seed = 1;
  /// As offices scan: 13 or 14 pt at 200 or 300 dpi, little noise. Else 12 to 14 pt at 150 to
  /// 300 dpi (100 to 200 for our own recognition) with noise up to the limit of what is read.
  bool ordinary = false;
};

/// One typeset and recognised page, line by line as typeset; `read` may be empty.
struct ReadPage {
  std::vector<std::string> typeset, read;
  std::vector<normalize::LineConfidences> confidences;  ///< of `read`; empty where none are told
};

/// Typesets `lines` (wrapped to the page) and reads them. Empty where the model is missing
/// (printed).
std::vector<ReadPage> ReadTypesetPages(const std::vector<std::string>& lines,
                                       const PageOptions& options);

/// A line's confidences as text, "0 2 952 3 7 965": first byte, end and thousandths of each word.
std::string ConfidencesToText(const normalize::LineConfidences& words);
normalize::LineConfidences ConfidencesFromText(const std::string& text);

/// Pairs of words that stand for each other, found line by line on base letters; only those read
/// with a confidence under `below`, where it is given.
std::vector<WordPair> AlignWords(const std::vector<ReadPage>& pages,
                                 std::optional<double> below = std::nullopt);

}  // namespace planrec::train
