// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who belongs to whom: one-to-one matching of two lists by weights, and alignment that keeps the
// order. Both are deterministic. Pure functions.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "tools/evaluate/text_match.h"

namespace planrec::evaluate {

using Pair = std::pair<size_t, size_t>;    ///< index in gold, index in the prediction
using Weights = std::map<Pair, double>;    ///< candidates with a weight above 0
using Matches = std::map<size_t, size_t>;  ///< gold → prediction

/// One to one, the best weight first; among equal weights (to three decimals) the longest run in
/// reading order first, then the next longest of what is left.
Matches Match(const Weights& weights);

/// The order-keeping alignment of n and m things with the greatest sum of weights; pairs below
/// `floor` never align. Dynamic programming, n·m weights.
std::vector<Pair> Align(size_t n, size_t m, const std::function<double(size_t, size_t)>& weight,
                        double floor);

/// Pairs of equal texts (weight 1), or softly equal ones (weight = similarity).
Weights TextPairs(const std::vector<const Text*>& gold, const std::vector<const Text*>& pred,
                  bool soft);
Weights TextPairs(const std::vector<Text>& gold, const std::vector<Text>& pred, bool soft);

}  // namespace planrec::evaluate
