// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a field says, from the frames of the digit network: prefix beam search (Graves and Jaitly,
// ICML 2014), and the grammar of letterheads as its language model: a number has no leading zero
// but the one of "05", a day is 1 to 31, a month 1 to 12.
//
//   for (const DigitCandidate& c : ReadDigits(network.Read(strip), DigitField::kDay)) …
//
// Pure functions; thread safe.
#pragma once

#include <string>
#include <vector>

namespace planrec::acquire {

enum class DigitField { kNumber, kDay, kMonth };

struct DigitCandidate {
  std::string
      text;  ///< digits as written, "05"; a number's letter is 'x' ("2760x"); empty: no digit
  double probability = 0;
};

/// The most likely readings, best first; those that the grammar refuses are left out, ways to write
/// one day are one. `frames` as DigitNetwork::Read gives them.
std::vector<DigitCandidate> ReadDigits(const std::vector<float>& frames, DigitField field);

/// Where the characters of `text` (digits, 'x') stand, then the slash behind them if there is one:
/// the middle of each in frames. Empty where the frames can't say `text`.
std::vector<double> PlaceDigits(const std::vector<float>& frames, const std::string& text);

}  // namespace planrec::acquire
