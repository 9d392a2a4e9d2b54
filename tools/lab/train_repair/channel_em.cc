// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/channel_em.h"

#include <algorithm>
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

/// Rare letters: a capital reads like its small letter, any letter like its base (an engine without
/// Vietnamese letters) or like itself.
void AddPriors(const EmOptions& options, ChannelCounts& counts) {
  constexpr double kCapital = 6, kBase = 2, kSelf = 1;
  std::u32string letters;
  for (char32_t c = 'a'; c <= 0x1EF9; ++c) {
    const bool plain = c <= 'z';
    if ((plain || HasVietnameseMark(c)) && IsLower(c)) letters.push_back(c);
  }
  for (const char32_t lower : letters) {
    const char32_t base = BaseLetter(lower);
    const std::u32string small(1, lower), capital(1, UpperLetter(lower));
    const char32_t read = options.strips_marks ? base : lower;
    for (const auto& [letter, image] :
         {std::pair(small, read), std::pair(capital, UpperLetter(read))}) {
      const double weight = read == letter[0] ? kSelf : kBase;
      counts.Add(letter, std::u32string(1, image), weight);
      counts.occurs[letter] += weight;
    }
    const double total = counts.occurs[small];
    const auto row = counts.by_truth.find(small);
    if (row == counts.by_truth.end()) continue;
    const std::unordered_map<std::u32string, double> images = row->second;
    for (const auto& [observed, count] : images) {
      std::u32string upper;
      for (const char32_t c : observed) upper.push_back(UpperLetter(c));
      counts.Add(capital, upper, kCapital * count / total);
    }
    counts.occurs[capital] += kCapital;
  }
}

/// Letters that look alike to any engine, whether or not the pages at hand show it.
struct LookAlike {
  std::u32string_view letter, seen;
};
constexpr LookAlike kLookAlikes[] = {
    {U"i", U"1"},  {U"i", U"l"},  {U"i", U"!"},  {U"i", U"|"},  {U"i", U"j"},  {U"i", U"I"},
    {U"l", U"1"},  {U"l", U"I"},  {U"l", U"|"},  {U"l", U"i"},  {U"t", U"f"},  {U"t", U"r"},
    {U"t", U"l"},  {U"c", U"e"},  {U"c", U"o"},  {U"e", U"c"},  {U"o", U"0"},  {U"o", U"e"},
    {U"o", U"c"},  {U"a", U"o"},  {U"a", U"e"},  {U"n", U"m"},  {U"n", U"r"},  {U"n", U"u"},
    {U"n", U"ri"}, {U"n", U"q"},  {U"u", U"n"},  {U"u", U"ii"}, {U"u", U"il"}, {U"m", U"rn"},
    {U"m", U"nn"}, {U"m", U"ni"}, {U"m", U"in"}, {U"h", U"b"},  {U"h", U"li"}, {U"h", U"ll"},
    {U"d", U"cl"}, {U"d", U"c1"}, {U"g", U"q"},  {U"g", U"9"},  {U"q", U"g"},  {U"b", U"h"},
    {U"b", U"6"},  {U"s", U"8"},  {U"s", U"5"},  {U"y", U"v"},  {U"v", U"y"},  {U"k", U"lc"},
    {U"r", U"t"},  {U"B", U"8"},  {U"B", U"R"},  {U"S", U"5"},  {U"S", U"8"},  {U"O", U"0"},
    {U"O", U"Q"},  {U"C", U"G"},  {U"G", U"C"},  {U"H", U"II"}, {U"I", U"1"},  {U"I", U"l"},
    {U"I", U"|"},  {U"Q", U"O"},  {U"D", U"O"},  {U"D", U"B"},  {U"D", U"P"},  {U"T", U"I"},
    {U"N", U"M"},  {U"U", U"II"}, {U"c", U"C"},  {U"o", U"O"},  {U"s", U"S"},  {U"v", U"V"},
    {U"x", U"X"},  {U"k", U"K"},  {U"p", U"P"},  {U"u", U"U"},  {U"C", U"c"},  {U"O", U"o"},
    {U"S", U"s"},  {U"V", U"v"},  {U"X", U"x"},  {U"K", U"k"},  {U"P", U"p"},  {U"U", U"u"},
};
constexpr double kLookAlikeShare = 0.004;  ///< of a letter's occurrences, at least

char32_t WithoutTone(char32_t lower) {
  static const std::unordered_map<char32_t, char32_t> toneless = [] {
    std::unordered_map<char32_t, char32_t> map;
    for (const std::u32string_view row :
         {U"aáàảãạ", U"ăắằẳẵặ", U"âấầẩẫậ", U"eéèẻẽẹ", U"êếềểễệ", U"iíìỉĩị", U"oóòỏõọ", U"ôốồổỗộ",
          U"ơớờởỡợ", U"uúùủũụ", U"ưứừửữự", U"yýỳỷỹỵ"}) {
      for (const char32_t c : row) map[c] = row[0];
    }
    return map;
  }();
  const auto found = toneless.find(lower);
  return found == toneless.end() ? lower : found->second;
}

/// Letters with the same base share what they are read as: most of each letter's own counts, some
/// of those with the same hat or horn, a little of those with the same base.
void Share(ChannelCounts& counts) {
  constexpr double kSameShape = 0.02, kSameBase = 0.01;
  std::unordered_map<char32_t, std::unordered_map<std::u32string, double>> shapes, bases;
  std::unordered_map<char32_t, double> shape_total, base_total;
  const auto keys = [](char32_t letter) {
    const bool upper = IsUpper(letter);
    const char32_t shape = WithoutTone(LowerLetter(letter)), base = BaseLetter(letter);
    return std::pair(upper ? UpperLetter(shape) : shape, base);
  };
  for (const auto& [truth, row] : counts.by_truth) {
    if (truth.size() != 1) continue;
    const auto [shape, base] = keys(truth[0]);
    for (const auto& [observed, count] : row) {
      shapes[shape][observed] += count;
      bases[base][observed] += count;
    }
    shape_total[shape] += counts.occurs[truth];
    base_total[base] += counts.occurs[truth];
  }
  for (auto& [truth, row] : counts.by_truth) {
    if (truth.size() != 1 || !HasVietnameseMark(truth[0])) continue;
    const auto [shape, base] = keys(truth[0]);
    const double occurs = counts.occurs[truth];
    for (auto& [observed, count] : row) count *= 1 - kSameShape - kSameBase;
    for (const auto& [observed, count] : shapes[shape]) {
      row[observed] += occurs * kSameShape * count / shape_total[shape];
    }
    for (const auto& [observed, count] : bases[base]) {
      row[observed] += occurs * kSameBase * count / base_total[base];
    }
  }
}

/// What engines of other languages make of letters with marks above or below: they lose them, or
/// print signs and letters of a like shape. Common in layers that scanners write; small letters,
/// the capitals being read alike.
struct MarkedShape {
  std::u32string_view letters, seen;
  double share;
};
constexpr MarkedShape kMarkedShapes[] = {
    {U"ấầẩẫậếềểễệốồổỗộớờởỡợứừửữựắằẳẵặ", U"", 0.03},
    {U"ạậặệộ", U"~", 0.04},
    {U"ấầẩẫếềểễắằẳẵ", U"~", 0.03},
    {U"ạậặ", U"?", 0.03},
    {U"ếềểễ", U"S", 0.04},
    {U"ốồổỗ", U"S", 0.02},
    {U"ốồổỗộ", U"A", 0.01},
    {U"ấầẩẫậ", U"§", 0.01},
    {U"ụự", U"\\l", 0.04},
    {U"ụự", U"\\1", 0.02},
    {U"ụự", U"1}", 0.02},
    {U"ụự", U"l}", 0.01},
    {U"ụ", U"l,l", 0.01},
    {U"ụự", U"y", 0.03},
    {U"ự", U"v", 0.05},
    {U"ự", U"g", 0.03},
    {U"ọợ", U"9", 0.03},
    {U"ọợộ", U"q", 0.03},
    {U"ọợộ", U"Q", 0.03},
    {U"ộọ", U"<)", 0.01},
    {U"ộọ", U"(>", 0.01},
    {U"ọộ", U"<;>", 0.01},
    {U"ị", U"j", 0.04},
    {U"ị", U"!", 0.03},
    {U"ớờởỡợ", U"&", 0.02},
    {U"ưứừửữự", U"ir", 0.02},
    {U"ưứừửữự", U"tr", 0.01},
    {U"ưứừửữự", U"(r", 0.01},
};

void AddMarkedShapes(ChannelCounts& counts) {
  for (const MarkedShape& row : kMarkedShapes) {
    const std::u32string seen(row.seen);
    for (const char32_t small : row.letters) {
      for (const char32_t letter : {small, UpperLetter(small)}) {
        const std::u32string truth(1, letter);
        double& count = counts.by_truth[truth][seen];
        count = std::max(count, row.share * counts.occurs[truth]);
      }
    }
  }
}

void AddLookAlikes(const EmOptions& options, ChannelCounts& counts) {
  const auto at_least = [&counts](const std::u32string& truth, const std::u32string& observed,
                                  double share) {
    double& count = counts.by_truth[truth][observed];
    count = std::max(count, share * counts.occurs[truth]);
  };
  for (auto& [truth, occurs] : std::unordered_map(counts.occurs)) {
    if (truth.size() != 1 || occurs <= 0) continue;
    const char32_t letter = options.strips_marks ? BaseLetter(truth[0]) : truth[0];
    for (const LookAlike& row : kLookAlikes) {
      if (row.letter[0] == letter) at_least(truth, std::u32string(row.seen), kLookAlikeShare);
    }
    // The horn as an apostrophe.
    const char32_t shape = WithoutTone(LowerLetter(truth[0]));
    if (shape != U'ơ' && shape != U'ư') continue;
    for (const char32_t mark : {U'\'', U'\u2019', U'\u2018'}) {
      at_least(truth, {BaseLetter(truth[0]), mark}, options.strips_marks ? 0.03 : 0.002);
    }
  }
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
  AddPriors(options, counts);
  if (options.strips_marks) Share(counts);
  AddLookAlikes(options, counts);
  if (options.any_engine) AddMarkedShapes(counts);
  return normalize::OpsFromCounts(counts, options.least);
}

}  // namespace planrec::train
