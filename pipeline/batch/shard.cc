// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/shard.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <queue>
#include <tuple>

#include "pipeline/batch/discover.h"
#include "pipeline/files/digest.h"

namespace planrec::batch {
namespace {

uint64_t HashOf(const std::string& path) {
  return std::strtoull(Sha256(path).substr(0, 15).c_str(), nullptr, 16);
}

}  // namespace

Result<Shards> Shards::Make(int count, const std::string& sizes) {
  Shards shards;
  shards.count_ = count;
  if (sizes.empty()) return shards;
  std::ifstream file(sizes, std::ios::binary);
  if (!file) {
    return Error{ErrorType::kNotFound, sizes + " can't be read; check the path after --sizes"};
  }
  std::vector<std::pair<uint64_t, uint64_t>> inputs;  // size, hash
  int64_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty()) continue;
    const size_t tab = line.find('\t');
    uint64_t size = 0;
    const char* end = line.data() + (tab == std::string::npos ? 0 : tab);
    const auto read = std::from_chars(line.data(), end, size);
    if (read.ec != std::errc() || read.ptr != end) {
      return Error{ErrorType::kCorrupt, sizes + ", line " + std::to_string(number) +
                                            ": not a size, a tab and a path; `find INPUT -type f "
                                            "-printf '%s\\t%P\\n'` prints such a list"};
    }
    inputs.emplace_back(size, HashOf(Printable(line.substr(tab + 1))));
  }
  // The largest first, each to the part with least: no part has more than 4/3 of the best possible
  // (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).
  std::sort(inputs.begin(), inputs.end(), std::greater<>());
  using Load = std::pair<uint64_t, int>;
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (int part = 1; part <= count; ++part) loads.emplace(0, part);
  for (const auto& [size, hash] : inputs) {
    const Load least = loads.top();
    loads.pop();
    shards.listed_.emplace_back(hash, least.second);
    loads.emplace(least.first + size, least.second);
  }
  std::sort(shards.listed_.begin(), shards.listed_.end());
  return shards;
}

int Shards::Of(const std::string& path) const {
  if (count_ <= 1) return 1;
  const uint64_t hash = HashOf(path);
  const auto listed = std::lower_bound(listed_.begin(), listed_.end(), std::pair(hash, 0));
  if (listed != listed_.end() && listed->first == hash) return listed->second;
  return static_cast<int>(hash % static_cast<uint64_t>(count_)) + 1;
}

}  // namespace planrec::batch
