// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/matching.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace planrec::evaluate {
namespace {

/// The longest chain of pairs that rises in both members (patience sorting).
std::vector<Pair> LongestRun(std::vector<Pair> pairs) {
  constexpr size_t kNone = static_cast<size_t>(-1);
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  });
  std::vector<size_t> tails;  // per length: the pair that ends the best chain of it
  std::vector<size_t> back(pairs.size(), kNone);
  for (size_t n = 0; n < pairs.size(); ++n) {
    const auto spot =
        std::lower_bound(tails.begin(), tails.end(), pairs[n].second,
                         [&](size_t tail, size_t second) { return pairs[tail].second < second; });
    if (spot != tails.begin()) back[n] = *(spot - 1);
    if (spot == tails.end()) {
      tails.push_back(n);
    } else {
      *spot = n;
    }
  }
  std::vector<Pair> out;
  for (size_t n = tails.empty() ? kNone : tails.back(); n != kNone; n = back[n]) {
    out.push_back(pairs[n]);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Matches Match(const Weights& weights) {
  std::map<int64_t, std::vector<Pair>, std::greater<>> levels;
  for (const auto& [pair, weight] : weights) levels[std::llrint(weight * 1000)].push_back(pair);
  Matches out;
  std::set<size_t> used;
  for (auto& [level, left] : levels) {
    for (;;) {
      left.erase(std::remove_if(left.begin(), left.end(),
                                [&](const Pair& pair) {
                                  return out.count(pair.first) > 0 || used.count(pair.second) > 0;
                                }),
                 left.end());
      if (left.empty()) break;
      for (const Pair& pair : LongestRun(left)) {
        out[pair.first] = pair.second;
        used.insert(pair.second);
      }
    }
  }
  return out;
}

std::vector<Pair> Align(size_t n, size_t m, const std::function<double(size_t, size_t)>& weight,
                        double floor) {
  std::vector<std::vector<double>> weights(n, std::vector<double>(m));
  std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, 0.0));
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < m; ++j) {
      const double here = weights[i][j] = weight(i, j);
      const double together = here >= floor ? best[i][j] + here : -1.0;
      best[i + 1][j + 1] = std::max({together, best[i][j + 1], best[i + 1][j]});
    }
  }
  std::vector<Pair> out;
  for (size_t i = n, j = m; i > 0 && j > 0;) {
    const double here = weights[i - 1][j - 1];
    if (here >= floor && best[i][j] == best[i - 1][j - 1] + here) {
      out.emplace_back(--i, --j);
    } else if (best[i][j] == best[i - 1][j]) {
      --i;
    } else {
      --j;
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Weights TextPairs(const std::vector<const Text*>& gold, const std::vector<const Text*>& pred,
                  bool soft) {
  Weights out;
  if (soft) {
    for (size_t i = 0; i < gold.size(); ++i) {
      for (size_t j = 0; j < pred.size(); ++j) {
        const double similarity = SoftSimilarity(*gold[i], *pred[j]);
        if (similarity > 0) out[{i, j}] = similarity;
      }
    }
    return out;
  }
  std::unordered_map<std::string, std::vector<size_t>> places;
  for (size_t j = 0; j < pred.size(); ++j) places[pred[j]->utf8()].push_back(j);
  for (size_t i = 0; i < gold.size(); ++i) {
    const auto it = places.find(gold[i]->utf8());
    if (it == places.end()) continue;
    for (const size_t j : it->second) out[{i, j}] = 1.0;
  }
  return out;
}

Weights TextPairs(const std::vector<Text>& gold, const std::vector<Text>& pred, bool soft) {
  std::vector<const Text*> a, b;
  for (const Text& text : gold) a.push_back(&text);
  for (const Text& text : pred) b.push_back(&text);
  return TextPairs(a, b, soft);
}

}  // namespace planrec::evaluate
