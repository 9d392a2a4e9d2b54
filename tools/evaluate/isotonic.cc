// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/isotonic.h"

#include <algorithm>

namespace planrec::evaluate {
namespace {

struct Pool {
  double confidence = 0, right = 0;  // sums
  size_t objects = 0;
  double Share() const { return right / static_cast<double>(objects); }
};

void JoinInto(Pool& pool, const Pool& other) {
  pool.confidence += other.confidence;
  pool.right += other.right;
  pool.objects += other.objects;
}

}  // namespace

std::vector<CurveStep> FitCurve(std::vector<Outcome> outcomes, size_t least) {
  std::sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) {
    return a.confidence != b.confidence ? a.confidence < b.confidence : a.right < b.right;
  });
  std::vector<Pool> pools;
  for (size_t begin = 0; begin < outcomes.size();) {
    // Groups of equal confidence stay whole, however many.
    Pool pool;
    size_t end = begin;
    for (; end < outcomes.size() &&
           (pool.objects < least || outcomes[end].confidence == outcomes[end - 1].confidence);
         ++end) {
      JoinInto(pool, {outcomes[end].confidence, outcomes[end].right ? 1.0 : 0.0, 1});
    }
    begin = end;
    if (pool.objects < least && !pools.empty()) {
      JoinInto(pools.back(), pool);
    } else {
      pools.push_back(pool);
    }
    while (pools.size() > 1 && pools.back().Share() <= pools[pools.size() - 2].Share()) {
      const Pool last = pools.back();
      pools.pop_back();
      JoinInto(pools.back(), last);
    }
  }
  std::vector<CurveStep> steps;
  for (const Pool& pool : pools) {
    steps.push_back(
        {pool.confidence / static_cast<double>(pool.objects), pool.Share(), pool.objects});
  }
  return steps;
}

}  // namespace planrec::evaluate
