// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/ngram_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace planrec::normalize {
namespace {

constexpr float kMostNats = 100;  ///< no logarithm of a probability of words is larger

uint64_t Mix(uint64_t x) {
  x ^= x >> 31;
  x *= 0x7FB5D329728EA185ULL;
  x ^= x >> 27;
  x *= 0x81DADEF4BC2DD44DULL;
  x ^= x >> 33;
  return x;
}

uint64_t WithWord(uint64_t key, WordId word) {
  return (key << 16) ^ word ^ (key >> 48);
}

Error Unfit(std::string_view what) {
  return Error{ErrorType::kModelMissing, "the repair model's " + std::string(what) +
                                             " does not fit: install it again or train it anew"};
}

}  // namespace

uint8_t QuantizeProb(double log_prob) {
  return static_cast<uint8_t>(std::clamp(std::lround(-log_prob / kProbStep), 0L, 255L));
}

uint8_t QuantizeBackoff(double log_backoff) {
  return static_cast<uint8_t>(std::clamp(std::lround(log_backoff / kBackoffStep) + 224, 0L, 255L));
}

uint64_t NgramHash(const WordId* words, int n) {
  uint64_t key = static_cast<uint64_t>(n);
  for (int i = 0; i < n; ++i) key = WithWord(key, words[i]);
  return Mix(key);
}

bool NgramModel::Table::View(std::string_view body, int order) {
  if (body.size() < 8) return false;
  offsets = reinterpret_cast<const uint32_t*>(body.data());
  buckets = *offsets++;
  entry_bytes = EntryBytes(order);
  const size_t entries_at = 4 + (size_t{buckets} + 1) * 4;
  if (buckets == 0 || entries_at > body.size()) return false;
  count = offsets[buckets];
  entries = reinterpret_cast<const unsigned char*>(body.data()) + entries_at;
  return body.size() == entries_at + count * entry_bytes;
}

const unsigned char* NgramModel::Table::Find(uint64_t hash) const {
  const uint32_t bucket = BucketOf(hash, buckets);
  // A file that passed its checksum with absurd offsets finds nothing.
  const uint32_t end = std::min(offsets[bucket + 1], count);
  const uint32_t fingerprint = Fingerprint(hash);
  for (uint32_t i = offsets[bucket]; i < end; ++i) {
    const unsigned char* entry = entries + i * entry_bytes;
    uint32_t found = 0;  // in the byte order of the offsets; an entry has four bytes at least
    std::memcpy(&found, entry, sizeof found);
    found &= 0xFFFFFF;
    if (found == fingerprint) return entry + 3;
  }
  return nullptr;
}

Result<NgramModel> NgramModel::Create(std::shared_ptr<const ModelFile> file) {
  NgramModel model;
  const std::string_view vocab = file->Section("vocab");
  uint32_t count = 0;
  if (vocab.size() < 8) return Unfit("vocabulary");
  std::memcpy(&count, vocab.data(), sizeof count);
  const size_t offsets_end = 4 + (size_t{count} + 1) * 4;
  if (count < 8 || count >= kNoWord || offsets_end > vocab.size()) return Unfit("vocabulary");
  const std::string_view letters = vocab.substr(offsets_end);
  const auto offset = [&](uint32_t i) {
    uint32_t value = 0;
    std::memcpy(&value, vocab.data() + 4 + size_t{i} * 4, sizeof value);
    return value;
  };
  model.words_.reserve(count);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t begin = offset(i), end = offset(i + 1);
    if (begin > end || end > letters.size()) return Unfit("vocabulary");
    model.words_.push_back(letters.substr(begin, end - begin));
    model.by_text_.push_back(static_cast<WordId>(i));
  }
  std::sort(model.by_text_.begin(), model.by_text_.end(),
            [&](WordId a, WordId b) { return model.words_[a] < model.words_[b]; });

  const std::string_view unigrams = file->Section("unigram");
  if (unigrams.size() != size_t{count} * 8) return Unfit("unigrams");
  model.unigrams_ = reinterpret_cast<const float*>(unigrams.data());
  for (size_t i = 0; i < size_t{count} * 2; ++i) {
    if (!(std::abs(model.unigrams_[i]) < kMostNats)) return Unfit("unigrams");
  }
  constexpr std::array<std::string_view, 3> kTags = {"bigram", "trigram", "fourgram"};
  for (size_t i = 0; i < kTags.size(); ++i) {
    if (!model.tables_[i].View(file->Section(kTags[i]), static_cast<int>(i) + 2)) {
      return Unfit(kTags[i]);
    }
  }
  model.file_ = std::move(file);
  return model;
}

WordId NgramModel::Find(std::string_view form) const {
  const auto at = std::lower_bound(by_text_.begin(), by_text_.end(), form,
                                   [&](WordId id, std::string_view f) { return words_[id] < f; });
  return at != by_text_.end() && words_[*at] == form ? *at : kUnknownWord;
}

NgramModel::Context NgramModel::ContextOf(const History& history) const {
  Context context;
  while (context.longest < 3 && history[static_cast<size_t>(context.longest)] != kNoWord) {
    ++context.longest;
  }
  // Oldest first, as n-grams are hashed.
  const WordId words[3] = {history[2], history[1], history[0]};
  for (int n = 1; n <= context.longest; ++n) {
    const size_t i = static_cast<size_t>(n - 1);
    if (n == 1) {
      context.backoff[i] = unigrams_[size_t{history[0]} * 2 + 1];
    } else {
      const unsigned char* entry = tables_[i - 1].Find(NgramHash(words + 3 - n, n));
      if (entry == nullptr) {
        // The contexts of all n-grams are n-grams of the model: nothing longer is there either.
        context.longest = n - 1;
        break;
      }
      context.backoff[i] = static_cast<float>((entry[1] - 224) * kBackoffStep);
    }
    uint64_t key = static_cast<uint64_t>(n + 1);
    for (int k = 3 - n; k < 3; ++k) key = WithWord(key, words[k]);
    context.prefix[i] = key;
  }
  return context;
}

double NgramModel::Score(const Context& context, WordId word) const {
  double backoff = 0;
  for (size_t n = static_cast<size_t>(context.longest); n >= 1; --n) {
    const unsigned char* entry = tables_[n - 1].Find(Mix(WithWord(context.prefix[n - 1], word)));
    if (entry != nullptr) return backoff - entry[0] * kProbStep;
    backoff += static_cast<double>(context.backoff[n - 1]);
  }
  return backoff + static_cast<double>(unigrams_[size_t{word} * 2]);
}

void NgramModel::Scores(const Context& context, const std::vector<WordId>& words,
                        std::vector<double>& out) const {
  // Two memory accesses a table, each far from the last one: a few words are under way at a time.
  constexpr size_t kAhead = 8;
  std::array<uint64_t, kAhead> hashes{};
  out.assign(words.size(), 0);
  for (size_t begin = 0; begin < words.size(); begin += kAhead) {
    std::array<uint8_t, kAhead> open{};
    size_t opened = 0;
    for (size_t i = begin; i < std::min(begin + kAhead, words.size()); ++i) {
      open[opened++] = static_cast<uint8_t>(i - begin);
    }
    for (size_t n = static_cast<size_t>(context.longest); n >= 1 && opened > 0; --n) {
      const Table& table = tables_[n - 1];
      for (size_t k = 0; k < opened; ++k) {
        hashes[k] = Mix(WithWord(context.prefix[n - 1], words[begin + open[k]]));
        table.FetchBucket(hashes[k]);
      }
      for (size_t k = 0; k < opened; ++k) table.FetchEntries(hashes[k]);
      size_t left = 0;
      for (size_t k = 0; k < opened; ++k) {
        const unsigned char* entry = table.Find(hashes[k]);
        double& score = out[begin + open[k]];
        if (entry != nullptr) {
          score -= entry[0] * kProbStep;
        } else {
          score += static_cast<double>(context.backoff[n - 1]);
          open[left++] = open[k];
        }
      }
      opened = left;
    }
    for (size_t k = 0; k < opened; ++k) {
      const size_t i = begin + open[k];
      out[i] += static_cast<double>(unigrams_[size_t{words[i]} * 2]);
    }
  }
}

}  // namespace planrec::normalize
