// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/train_repair/channel_em.h"

#include <cmath>

#include "pipeline/core/utf8.h"

namespace planrec::train {
namespace {

using normalize::ChannelCounts;

/// A segment pair's start value: equal letters most likely, then equal base letters, then the rest.
double StartWeight(std::u32string_view truth, std::u32string_view observed) {
  if (truth.size() == 1 && observed.size() == 1) {
    if (truth[0] == observed[0]) return 1.0;
    if (BaseLetter(truth[0]) == BaseLetter(observed[0])) return 0.5;
    return 0.02;
  }
  if (truth.size() == 1) return observed.empty() ? 0.002 : 0.004;
  // Two letters read as one or three: only where single letters do badly.
  return observed.size() == truth.size() ? 0.0002 : 0.001;
}

struct Weights {
  std::unordered_map<std::u32string, std::unordered_map<std::u32string, double>> table;
  bool start = true;
  double pair_factor = 1;

  double operator()(const std::u32string& truth, const std::u32string& observed) const {
    const double factor = truth.size() == 2 ? pair_factor : 1;
    if (start) return factor * StartWeight(truth, observed);
    const auto row = table.find(truth);
    if (row == table.end()) return 0;
    const auto cell = row->second.find(observed);
    return cell == row->second.end() ? 0 : factor * cell->second;
  }
};

/// Forward-backward over the cuts of one pair; adds expected counts. Returns its likelihood.
double Expect(const WordPair& pair, const Weights& weight, ChannelCounts& counts) {
  const std::u32string& t = pair.truth;
  const std::u32string& o = pair.observed;
  const size_t n = t.size(), m = o.size();
  std::vector<double> forward((n + 1) * (m + 1)), backward((n + 1) * (m + 1));
  struct Edge {
    size_t i, j, di, dj;
    double w;
  };
  std::vector<Edge> edges;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      for (size_t di = 1; di <= 2 && i + di <= n; ++di) {
        for (size_t dj = 0; dj <= 3 && j + dj <= m; ++dj) {
          const double w = weight(t.substr(i, di), o.substr(j, dj));
          if (w > 0) edges.push_back({i, j, di, dj, w});
        }
      }
    }
  }
  const auto at = [m](size_t i, size_t j) { return i * (m + 1) + j; };
  forward[at(0, 0)] = 1;
  for (const Edge& e : edges) forward[at(e.i + e.di, e.j + e.dj)] += forward[at(e.i, e.j)] * e.w;
  const double all = forward[at(n, m)];
  if (all <= 0) return 0;
  backward[at(n, m)] = 1;
  for (auto e = edges.rbegin(); e != edges.rend(); ++e) {
    backward[at(e->i, e->j)] += backward[at(e->i + e->di, e->j + e->dj)] * e->w;
  }
  counts.AddWord(t, pair.count);
  for (const Edge& e : edges) {
    const double posterior =
        forward[at(e.i, e.j)] * e.w * backward[at(e.i + e.di, e.j + e.dj)] / all;
    if (posterior > 1e-5) {
      counts.Add(t.substr(e.i, e.di), o.substr(e.j, e.dj), pair.count * posterior);
    }
  }
  return all;
}

}  // namespace

std::vector<normalize::ChannelOp> LearnChannel(const std::vector<WordPair>& pairs,
                                               const EmOptions& options) {
  Weights weights;
  weights.pair_factor = std::exp(-options.pair_penalty);
  ChannelCounts counts;
  for (int round = 0; round < options.rounds; ++round) {
    counts = ChannelCounts{};
    for (const WordPair& pair : pairs) Expect(pair, weights, counts);
    weights.start = false;
    weights.table = counts.by_truth;
    for (auto& [truth, row] : weights.table) {
      const double total = counts.occurs[truth];
      for (auto& [observed, count] : row) count /= total;
    }
  }
  // Letters never seen read as themselves.
  for (char32_t c = 'a'; c <= 'z'; ++c) {
    for (const char32_t letter : {c, static_cast<char32_t>(c - 32)}) {
      counts.Add(std::u32string(1, letter), std::u32string(1, letter), 1);
      counts.occurs[std::u32string(1, letter)] += 1;
    }
  }
  return normalize::OpsFromCounts(counts, options.least);
}

}  // namespace planrec::train
