// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/ngram_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace planrec::normalize {
namespace {

uint64_t Mix(uint64_t x) {
  x ^= x >> 31;
  x *= 0x7FB5D329728EA185ULL;
  x ^= x >> 27;
  x *= 0x81DADEF4BC2DD44DULL;
  x ^= x >> 33;
  return x;
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
  for (int i = 0; i < n; ++i) key = (key << 16) ^ words[i] ^ (key >> 48);
  return Mix(key);
}

const NgramSlot* NgramModel::Table::Find(uint64_t hash) const {
  if (count == 0) return nullptr;
  const uint16_t fingerprint = Fingerprint(hash);
  uint64_t at = (hash & 0xFFFFFFFFFFFFULL) % count;
  for (uint64_t probes = 0; probes < count; ++probes) {
    const NgramSlot& slot = slots[at];
    if (slot.fingerprint == fingerprint) return &slot;
    if (slot.fingerprint == 0) return nullptr;
    if (++at == count) at = 0;
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
  constexpr std::array<std::string_view, 3> kTags = {"bigram", "trigram", "fourgram"};
  for (size_t i = 0; i < kTags.size(); ++i) {
    const std::string_view body = file->Section(kTags[i]);
    if (body.size() % sizeof(NgramSlot) != 0) return Unfit(kTags[i]);
    model.tables_[i].slots = reinterpret_cast<const NgramSlot*>(body.data());
    model.tables_[i].count = body.size() / sizeof(NgramSlot);
  }
  model.file_ = std::move(file);
  return model;
}

WordId NgramModel::Find(std::string_view form) const {
  const auto at = std::lower_bound(by_text_.begin(), by_text_.end(), form,
                                   [&](WordId id, std::string_view f) { return words_[id] < f; });
  return at != by_text_.end() && words_[*at] == form ? *at : kUnknownWord;
}

double NgramModel::Score(const History& history, WordId word) const {
  // words[3] is the predicted word, words[2] the newest of the history.
  const WordId words[4] = {history[2], history[1], history[0], word};
  int longest = 0;
  while (longest < 3 && history[static_cast<size_t>(longest)] != kNoWord) ++longest;
  double backoff = 0;
  for (int context = longest; context >= 1; --context) {
    const Table& table = tables_[static_cast<size_t>(context - 1)];
    if (const NgramSlot* slot = table.Find(NgramHash(words + 3 - context, context + 1))) {
      return backoff - slot->prob * kProbStep;
    }
    if (context == 1) {
      backoff += static_cast<double>(unigrams_[size_t{words[2]} * 2 + 1]);
    } else {
      const Table& lower = tables_[static_cast<size_t>(context - 2)];
      if (const NgramSlot* slot = lower.Find(NgramHash(words + 3 - context, context))) {
        backoff += (slot->backoff - 224) * kBackoffStep;
      }
    }
  }
  return backoff + static_cast<double>(unigrams_[size_t{word} * 2]);
}

}  // namespace planrec::normalize
