// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/channel.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "pipeline/core/utf8.h"

namespace planrec::normalize {
Channel::Channel(std::vector<ChannelOp> ops) : ops_(std::move(ops)) {
  for (size_t i = 0; i < ops_.size(); ++i) {
    by_truth_[ops_[i].truth].push_back(static_cast<uint32_t>(i));
  }
}

Result<Channel> Channel::Parse(std::string_view text) {
  std::vector<ChannelOp> ops;
  const Error damaged{ErrorType::kModelMissing,
                      "the repair model's channel is damaged: install it again or train it anew"};
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const size_t first = line.find('\t'), second = line.rfind('\t');
    if (first == std::string_view::npos || second <= first) return damaged;
    ChannelOp op;
    op.truth = ToUtf32(line.substr(0, first));
    op.observed = ToUtf32(line.substr(first + 1, second - first - 1));
    int thousandths = 0;
    const std::string_view cost = line.substr(second + 1);
    const auto parsed = std::from_chars(cost.data(), cost.data() + cost.size(), thousandths);
    if (parsed.ec != std::errc() || thousandths < 0) return damaged;
    if (op.truth.empty() || op.truth.size() > 2 || op.observed.size() > 3) return damaged;
    op.cost = thousandths / 1000.0;
    ops.push_back(std::move(op));
  }
  if (ops.empty()) return damaged;
  return Channel(std::move(ops));
}

double Channel::BestCost(const std::u32string& truth, const std::u32string& observed,
                         std::vector<std::pair<std::u32string, std::u32string>>* path) const {
  const size_t n = truth.size(), m = observed.size();
  struct Step {
    double cost = std::numeric_limits<double>::infinity();
    uint8_t letters = 0, characters = 0;
  };
  std::vector<Step> best((n + 1) * (m + 1));
  const auto at = [&](size_t i, size_t j) -> Step& { return best[i * (m + 1) + j]; };
  at(0, 0).cost = 0;
  const auto relax = [&](size_t i, size_t j, size_t di, size_t dj, double cost) {
    Step& to = at(i + di, j + dj);
    const double total = at(i, j).cost + cost;
    if (total < to.cost) {
      to = {total, static_cast<uint8_t>(di), static_cast<uint8_t>(dj)};
    }
  };
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      if (std::isinf(at(i, j).cost)) continue;
      if (j < m) relax(i, j, 0, 1, kAnyInsertion);
      if (i < n) relax(i, j, 1, 0, kAnyDeletion);
      if (i < n && j < m) relax(i, j, 1, 1, kAnySubstitution);
      for (size_t di = 1; di <= 2 && i + di <= n; ++di) {
        const auto found = by_truth_.find(truth.substr(i, di));
        if (found == by_truth_.end()) continue;
        for (const uint32_t index : found->second) {
          const ChannelOp& op = ops_[index];
          const size_t dj = op.observed.size();
          if (j + dj <= m && observed.compare(j, dj, op.observed) == 0)
            relax(i, j, di, dj, op.cost);
        }
      }
    }
  }
  if (path != nullptr) {
    path->clear();
    for (size_t i = n, j = m; i > 0 || j > 0;) {
      const Step step = at(i, j);
      i -= step.letters;
      j -= step.characters;
      path->emplace_back(truth.substr(i, step.letters), observed.substr(j, step.characters));
    }
    std::reverse(path->begin(), path->end());
  }
  return at(n, m).cost;
}

Channel Channel::AdaptedTo(const ChannelCounts& document, double prior) const {
  ChannelCounts mixed;
  for (const ChannelOp& op : ops_) {
    mixed.Add(op.truth, op.observed, prior * std::exp(-op.cost));
    mixed.occurs[op.truth] = prior;
  }
  for (const auto& [truth, count] : document.occurs) {
    const auto known = mixed.occurs.find(truth);
    if (known != mixed.occurs.end()) known->second += count;
  }
  for (const auto& [truth, row] : document.by_truth) {
    for (const auto& [observed, count] : row) mixed.Add(truth, observed, count);
  }
  return Channel(OpsFromCounts(mixed, 0));
}

Channel MarksLostChannel() {
  std::vector<ChannelOp> ops;
  for (char32_t c = 'a'; c <= 0x1EF9; ++c) {
    if (!IsLower(c) || (c > 'z' && !HasVietnameseMark(c))) continue;
    for (const char32_t letter : {c, UpperLetter(c)}) {
      char32_t base = BaseLetter(letter);
      if (IsUpper(letter)) base = UpperLetter(base);
      ops.push_back({std::u32string(1, letter), std::u32string(1, base), 0});
      if (base != letter) {
        ops.push_back({std::u32string(1, letter), std::u32string(1, letter), 0});
      }
    }
  }
  return Channel(std::move(ops));
}

std::vector<ChannelOp> OpsFromCounts(const ChannelCounts& counts, double least) {
  std::vector<ChannelOp> ops;
  for (const auto& [truth, row] : counts.by_truth) {
    const auto occurs = counts.occurs.find(truth);
    if (occurs == counts.occurs.end() || occurs->second <= 0) continue;
    const double total = occurs->second;
    for (const auto& [observed, count] : row) {
      if (count < least || count <= 0) continue;
      ops.push_back({truth, observed, -std::log(std::min(1.0, count / total))});
    }
  }
  std::sort(ops.begin(), ops.end(), [](const ChannelOp& a, const ChannelOp& b) {
    return a.truth != b.truth ? a.truth < b.truth : a.observed < b.observed;
  });
  return ops;
}

std::string SaveChannel(const std::vector<ChannelOp>& ops) {
  std::string out;
  for (const ChannelOp& op : ops) {
    out += ToUtf8(op.truth) + '\t' + ToUtf8(op.observed) + '\t' +
           std::to_string(std::lround(op.cost * 1000)) + '\n';
  }
  return out;
}

}  // namespace planrec::normalize
