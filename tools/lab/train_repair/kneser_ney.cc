// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/kneser_ney.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace planrec::train {
namespace {

using normalize::WordId;

constexpr uint64_t kWordMask = 0xFFFF;

uint64_t SuffixKey(uint64_t key, int order) {
  return order == 4 ? key : key & ((uint64_t{1} << (16 * order)) - 1);
}

struct Gram {
  uint64_t key = 0;
  float log_prob = 0;
  float log_backoff = 0;
  bool kept = true;
};

/// Finds a key among grams sorted by key; nullptr where absent.
const Gram* Find(const std::vector<Gram>& grams, uint64_t key) {
  const auto at = std::lower_bound(grams.begin(), grams.end(), key,
                                   [](const Gram& g, uint64_t k) { return g.key < k; });
  return at != grams.end() && at->key == key ? &*at : nullptr;
}
Gram* Find(std::vector<Gram>& grams, uint64_t key) {
  return const_cast<Gram*>(Find(static_cast<const std::vector<Gram>&>(grams), key));
}

/// Sorted types of order n with their Kneser-Ney counts: raw for the highest order and for n-grams
/// that open a sentence, else the number of distinct words before them.
std::vector<Counted> ContinuationCounts(const std::vector<Counted>& higher,
                                        const std::vector<Counted>& own, int order) {
  std::vector<Counted> suffixes;
  suffixes.reserve(higher.size() + own.size() / 4);
  for (const Counted& gram : higher) suffixes.push_back({SuffixKey(gram.key, order), 1});
  for (const Counted& gram : own) {
    const WordId first = static_cast<WordId>((gram.key >> (16 * (order - 1))) & kWordMask);
    if (first == normalize::kSentenceStart) suffixes.push_back(gram);
  }
  std::sort(suffixes.begin(), suffixes.end(),
            [](const Counted& a, const Counted& b) { return a.key < b.key; });
  size_t out = 0;
  for (size_t i = 0; i < suffixes.size(); ++i) {
    if (out > 0 && suffixes[out - 1].key == suffixes[i].key) {
      suffixes[out - 1].count += suffixes[i].count;
    } else {
      suffixes[out++] = suffixes[i];
    }
  }
  suffixes.resize(out);
  return suffixes;
}

/// D1, D2, D3+ of an order from its counts of counts.
std::array<double, 4> Discounts(const std::vector<Counted>& grams) {
  std::array<double, 5> n{};
  for (const Counted& gram : grams) {
    if (gram.count >= 1 && gram.count <= 4) n[gram.count] += 1;
  }
  std::array<double, 4> d{0, 0.5, 1.0, 1.4};
  if (n[1] > 0 && n[2] > 0) {
    const double y = n[1] / (n[1] + 2 * n[2]);
    for (int k = 1; k <= 3; ++k) {
      if (n[k] > 0) d[k] = std::clamp(k - (k + 1) * y * n[k + 1] / n[k], 0.1, k - 0.05);
    }
  }
  return d;
}

/// The model while it is estimated: orders 1–4, each sorted by key.
struct Estimate {
  std::array<std::vector<Gram>, 4> orders;
  std::vector<double> unigram_prob;  ///< ln p by word

  /// ln p(word | context) by the kept grams with their current back-offs; `key` packs `order`
  /// words.
  double LogProb(uint64_t key, int order) const {
    double backoff = 0;
    for (; order > 1; --order) {
      const Gram* gram = Find(orders[order - 1], SuffixKey(key, order));
      if (gram != nullptr && gram->kept) return backoff + gram->log_prob;
      const Gram* context = Find(orders[order - 2], SuffixKey(key, order) >> 16);
      if (context != nullptr && context->kept) backoff += context->log_backoff;
    }
    return backoff + unigram_prob[key & kWordMask];
  }
};

/// Probabilities of one order, interpolated with the order below (already estimated).
void EstimateOrder(const std::vector<Counted>& counts, int order, Estimate& model) {
  const std::array<double, 4> discount = Discounts(counts);
  std::vector<Gram>& grams = model.orders[order - 1];
  grams.reserve(counts.size());
  for (size_t begin = 0; begin < counts.size();) {
    const uint64_t context = counts[begin].key >> 16;
    size_t end = begin;
    double total = 0, reserved = 0;
    for (; end < counts.size() && counts[end].key >> 16 == context; ++end) {
      total += counts[end].count;
      reserved += discount[std::min<uint32_t>(counts[end].count, 3)];
    }
    for (size_t i = begin; i < end; ++i) {
      const uint64_t lower_key = SuffixKey(counts[i].key, order - 1);
      double lower = 0;
      if (order == 2) {
        lower = std::exp(model.unigram_prob[lower_key]);
      } else {
        const Gram* gram = Find(model.orders[order - 2], lower_key);
        lower = gram != nullptr ? std::exp(static_cast<double>(gram->log_prob)) : 1e-9;
      }
      const double p =
          (counts[i].count - discount[std::min<uint32_t>(counts[i].count, 3)] + reserved * lower) /
          total;
      grams.push_back({counts[i].key, static_cast<float>(std::log(p)), 0.0F, true});
    }
    begin = end;
  }
}

/// Back-offs of the contexts of `order` from its kept grams.
void SetBackoffs(int order, Estimate& model) {
  const std::vector<Gram>& grams = model.orders[order - 1];
  for (size_t begin = 0; begin < grams.size();) {
    const uint64_t context = grams[begin].key >> 16;
    double kept = 0, lower = 0;
    size_t end = begin;
    for (; end < grams.size() && grams[end].key >> 16 == context; ++end) {
      if (!grams[end].kept) continue;
      kept += std::exp(static_cast<double>(grams[end].log_prob));
      lower += std::exp(model.LogProb(SuffixKey(grams[end].key, order - 1), order - 1));
    }
    const double backoff = std::log(std::max(1e-6, 1 - kept) / std::max(1e-6, 1 - lower));
    if (Gram* gram = Find(model.orders[order - 2], context)) {
      gram->log_backoff = static_cast<float>(std::clamp(backoff, -6.9, 0.9));
    }
    begin = end;
  }
}

/// Marks the grams of an order whose loss (p(context, word) × difference to the backed-off value)
/// is below the threshold. Grams that are contexts of kept higher ones stay.
void Prune(int order, double threshold, double tokens, const std::vector<Counted>& raw,
           Estimate& model) {
  std::vector<Gram>& grams = model.orders[order - 1];
  std::vector<uint64_t> needed;
  if (order < 4) {
    for (const Gram& gram : model.orders[order]) {
      if (gram.kept) needed.push_back(gram.key >> 16);
    }
    std::sort(needed.begin(), needed.end());
  }
  size_t at = 0;
  for (Gram& gram : grams) {
    while (at < raw.size() && raw[at].key < gram.key) ++at;
    const double count = at < raw.size() && raw[at].key == gram.key ? raw[at].count : 1;
    gram.kept = false;                      // so that LogProb gives the backed-off value
    if (order == 4 && count < 2) continue;  // never worth their place; skipping them saves time
    const double backed_off = model.LogProb(gram.key, order);
    const double loss = count / tokens * (gram.log_prob - backed_off);
    gram.kept = loss >= threshold ||
                (order < 4 && std::binary_search(needed.begin(), needed.end(), gram.key));
  }
}

size_t CountKept(const std::vector<Gram>& grams) {
  return static_cast<size_t>(
      std::count_if(grams.begin(), grams.end(), [](const Gram& gram) { return gram.kept; }));
}

std::string TableSection(const std::vector<Gram>& grams, int order) {
  const uint32_t buckets =
      std::max<uint32_t>(1, static_cast<uint32_t>(CountKept(grams)) / normalize::kBucketEntries);
  std::vector<std::pair<uint64_t, const Gram*>> hashed;  // by bucket, then by fingerprint
  for (const Gram& gram : grams) {
    if (!gram.kept) continue;
    WordId words[4];
    for (int i = 0; i < order; ++i) {
      words[i] = static_cast<WordId>((gram.key >> (16 * (order - 1 - i))) & kWordMask);
    }
    const uint64_t hash = normalize::NgramHash(words, order);
    hashed.emplace_back(
        uint64_t{normalize::BucketOf(hash, buckets)} << 32 | normalize::Fingerprint(hash), &gram);
  }
  std::sort(hashed.begin(), hashed.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->key < b.second->key;
  });
  std::string table, entries;
  const auto append_u32 = [&table](size_t value) {
    const uint32_t v = static_cast<uint32_t>(value);
    table.append(reinterpret_cast<const char*>(&v), sizeof v);
  };
  append_u32(buckets);
  size_t at = 0;
  for (uint32_t bucket = 0; bucket < buckets; ++bucket) {
    append_u32(at);
    for (; at < hashed.size() && hashed[at].first >> 32 == bucket; ++at) {
      const uint64_t fingerprint = hashed[at].first;
      const Gram& gram = *hashed[at].second;
      entries.push_back(static_cast<char>(fingerprint & 0xFF));
      entries.push_back(static_cast<char>(fingerprint >> 8 & 0xFF));
      entries.push_back(static_cast<char>(fingerprint >> 16 & 0xFF));
      entries.push_back(
          static_cast<char>(normalize::QuantizeProb(static_cast<double>(gram.log_prob))));
      if (order == 4) continue;
      entries.push_back(
          static_cast<char>(normalize::QuantizeBackoff(static_cast<double>(gram.log_backoff))));
    }
  }
  append_u32(at);
  return table + entries;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> EstimateKneserNey(std::vector<Counted> grams[4],
                                                                   size_t vocabulary, size_t keep,
                                                                   LanguageModelSize* size) {
  double tokens = 0;
  for (const Counted& gram : grams[0]) tokens += gram.count;

  Estimate model;
  // Unigrams: continuation counts with one added everywhere, so that every word can be predicted.
  const std::vector<Counted> unigrams = ContinuationCounts(grams[1], {}, 1);
  double total = static_cast<double>(vocabulary);
  for (const Counted& gram : unigrams) total += gram.count;
  model.unigram_prob.assign(vocabulary, std::log(1 / total));
  for (const Counted& gram : unigrams) {
    model.unigram_prob[gram.key] = std::log((gram.count + 1.0) / total);
  }
  for (size_t word = 0; word < vocabulary; ++word) {
    model.orders[0].push_back({word, static_cast<float>(model.unigram_prob[word]), 0.0F, true});
  }
  EstimateOrder(ContinuationCounts(grams[2], grams[1], 2), 2, model);
  EstimateOrder(ContinuationCounts(grams[3], grams[2], 3), 3, model);
  EstimateOrder(grams[3], 4, model);
  for (int order = 2; order <= 4; ++order) SetBackoffs(order, model);

  // The threshold that leaves about `keep` n-grams, by bisection over its logarithm.
  double low = -26, high = -12;
  for (int round = 0; round < 7; ++round) {
    const double middle = (low + high) / 2;
    for (int order = 4; order >= 2; --order) {
      Prune(order, std::exp(middle), tokens, grams[order - 1], model);
    }
    size_t kept = 0;
    for (int order = 2; order <= 4; ++order) kept += CountKept(model.orders[order - 1]);
    (kept > keep ? low : high) = middle;
    // Everything counts again in the next round.
    if (round < 6) {
      for (auto& order : model.orders) {
        for (Gram& gram : order) gram.kept = true;
      }
    }
  }
  for (int order = 2; order <= 4; ++order) SetBackoffs(order, model);
  size->bigrams = CountKept(model.orders[1]);
  size->trigrams = CountKept(model.orders[2]);
  size->fourgrams = CountKept(model.orders[3]);

  std::string dense;
  for (const Gram& gram : model.orders[0]) {
    dense.append(reinterpret_cast<const char*>(&gram.log_prob), sizeof(float));
    dense.append(reinterpret_cast<const char*>(&gram.log_backoff), sizeof(float));
  }
  return {{"unigram", std::move(dense)},
          {"bigram", TableSection(model.orders[1], 2)},
          {"trigram", TableSection(model.orders[2], 3)},
          {"fourgram", TableSection(model.orders[3], 4)}};
}

}  // namespace planrec::train
