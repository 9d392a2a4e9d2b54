// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/language_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <unordered_map>
#include <unordered_set>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/utf8.h"

namespace planrec::train {
namespace {

using normalize::WordId;

const std::array<std::string, 8> kSpecial = {"<unk>", "<s>", "</s>", "<n>", ",", ".", "(", ")"};

struct FormCount {
  uint64_t count = 0;
  std::array<uint64_t, 3> casing{};  ///< lower, Title, UPPER; not at a sentence's start
};

bool LooksLikeWord(std::string_view form) {
  size_t letters = 0;
  for (size_t at = 0; at < form.size();) {
    const char32_t c = DecodeUtf8(form, at);
    if (!IsLetter(c)) return false;
    ++letters;
  }
  return letters >= 1 && letters <= 14;
}

std::unordered_set<std::string> ReadWordLists(const std::vector<std::string>& paths) {
  std::unordered_set<std::string> words;
  for (const std::string& path : paths) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      std::string field = line.substr(0, line.find('\t'));
      for (char& c : field) {
        if (c == '-' || c == '_' || c == '/') c = ' ';
      }
      std::vector<std::string> symbols;
      for (size_t begin = 0; begin < field.size();) {
        const size_t end = std::min(field.find(' ', begin), field.size());
        if (end > begin) normalize::AppendSymbols(field.substr(begin, end - begin), symbols);
        begin = end + 1;
      }
      for (std::string& symbol : symbols) {
        if (LooksLikeWord(symbol)) words.insert(std::move(symbol));
      }
    }
  }
  return words;
}

int CasingOf(std::string_view word) {
  int upper = 0, letters = 0;
  bool first_upper = false;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = DecodeUtf8(word, at);
    if (!IsLetter(c)) continue;
    if (IsUpper(c)) {
      ++upper;
      first_upper = first_upper || letters == 0;
    }
    ++letters;
  }
  if (letters >= 2 && upper * 2 > letters) return 2;
  return first_upper ? 1 : 0;
}

template <typename Use>
void ForEachToken(std::string_view line, Use use) {
  for (size_t begin = 0; begin < line.size();) {
    const size_t end = std::min(line.find(' ', begin), line.size());
    use(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

void SortAndMerge(std::vector<Counted>& grams) {
  std::sort(grams.begin(), grams.end(),
            [](const Counted& a, const Counted& b) { return a.key < b.key; });
  size_t out = 0;
  for (size_t i = 0; i < grams.size(); ++i) {
    if (out > 0 && grams[out - 1].key == grams[i].key) {
      grams[out - 1].count += grams[i].count;
    } else {
      grams[out++] = grams[i];
    }
  }
  grams.resize(out);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> TrainLanguageModel(
    const LanguageModelOptions& options) {
  // Pass 1: forms and their casing.
  std::unordered_map<std::string, FormCount> forms;
  std::vector<std::string> symbols;
  bool read = ReadCorpus(
      options.corpus, options.hold_out, [&](std::string_view line, int weight, bool held_back) {
        if (held_back) return;
        bool start = true;
        // In a line of capitals, capitals say nothing about the word.
        const bool capitals = CasingOf(line) == 2;
        ForEachToken(line, [&](std::string_view token) {
          symbols.clear();
          normalize::AppendSymbols(token, symbols);
          for (const std::string& symbol : symbols) {
            FormCount& form = forms[symbol];
            form.count += static_cast<uint64_t>(weight);
            if (!start && !capitals) {
              form.casing[static_cast<size_t>(CasingOf(token))] += static_cast<uint64_t>(weight);
            }
            start = symbol == ".";
          }
        });
      });
  if (!read) return {};

  const std::unordered_set<std::string> listed = ReadWordLists(options.word_lists);
  std::vector<std::pair<uint64_t, std::string>> chosen;
  for (const auto& [form, count] : forms) {
    if (std::find(kSpecial.begin(), kSpecial.end(), form) != kSpecial.end()) continue;
    if (!LooksLikeWord(form)) continue;
    if (count.count >= options.least_count || (count.count >= 3 && listed.count(form) != 0)) {
      chosen.emplace_back(count.count, form);
    }
  }
  for (const std::string& form : listed) {
    const auto found = forms.find(form);
    if (found == forms.end() || found->second.count < 3) chosen.emplace_back(0, form);
  }
  std::sort(chosen.begin(), chosen.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (chosen.size() > options.most_words) chosen.resize(options.most_words);

  std::vector<std::string> words(kSpecial.begin(), kSpecial.end());
  for (auto& [count, form] : chosen) words.push_back(std::move(form));
  std::unordered_map<std::string, WordId> ids;
  for (size_t i = 0; i < words.size(); ++i) ids.emplace(words[i], static_cast<WordId>(i));

  std::string vocab, letters, casing;
  const auto append_u32 = [](std::string& out, size_t value) {
    const uint32_t v = static_cast<uint32_t>(value);
    out.append(reinterpret_cast<const char*>(&v), sizeof v);
  };
  append_u32(vocab, words.size());
  append_u32(vocab, 0);
  for (const std::string& word : words) {
    letters += word;
    append_u32(vocab, letters.size());
    const auto found = forms.find(word);
    std::array<double, 3> c{8, 1.5, 0.5};  // add-one towards lower case
    double total = 10;
    if (found != forms.end()) {
      for (size_t k = 0; k < 3; ++k) {
        c[k] += static_cast<double>(found->second.casing[k]);
        total += static_cast<double>(found->second.casing[k]);
      }
    }
    for (size_t k = 0; k < 3; ++k) {
      casing.push_back(
          static_cast<char>(std::clamp(std::lround(-std::log(c[k] / total) * 16), 0L, 255L)));
    }
  }
  vocab += letters;
  forms.clear();
  std::fprintf(stderr, "train-repair: %zu words\n", words.size());

  // Pass 2: n-grams. Each chunk is sorted and merged, so that memory stays near the number of
  // types.
  std::vector<Counted> grams[4];
  std::vector<Counted> fresh[4];
  constexpr size_t kChunk = 24'000'000;
  const auto flush = [&] {
    for (int n = 0; n < 4; ++n) {
      grams[n].insert(grams[n].end(), fresh[n].begin(), fresh[n].end());
      fresh[n].clear();
      SortAndMerge(grams[n]);
    }
  };
  uint64_t tokens = 0;
  ReadCorpus(options.corpus, options.hold_out,
             [&](std::string_view line, int weight, bool held_back) {
               if (held_back) return;
               symbols.clear();
               ForEachToken(
                   line, [&](std::string_view token) { normalize::AppendSymbols(token, symbols); });
               uint64_t window = normalize::kSentenceStart;
               int length = 1;
               const auto add = [&](WordId id) {
                 window = window << 16 | id;
                 length = std::min(length + 1, 4);
                 ++tokens;
                 for (int n = 1; n <= length; ++n) {
                   const uint64_t mask = n == 4 ? ~uint64_t{0} : (uint64_t{1} << (16 * n)) - 1;
                   fresh[n - 1].push_back({window & mask, static_cast<uint32_t>(weight)});
                 }
               };
               for (const std::string& symbol : symbols) {
                 const auto found = ids.find(symbol);
                 add(found == ids.end() ? normalize::kUnknownWord : found->second);
               }
               add(normalize::kSentenceEnd);
               if (fresh[3].size() > kChunk) flush();
             });
  flush();
  std::fprintf(stderr, "train-repair: %llu tokens, %zu / %zu / %zu types of order 2 / 3 / 4\n",
               static_cast<unsigned long long>(tokens), grams[1].size(), grams[2].size(),
               grams[3].size());

  LanguageModelSize size;
  std::vector<std::pair<std::string, std::string>> sections = {{"vocab", std::move(vocab)},
                                                               {"casing", std::move(casing)}};
  for (auto& section : EstimateKneserNey(grams, words.size(), options.keep, &size)) {
    sections.push_back(std::move(section));
  }
  std::fprintf(stderr, "train-repair: kept %zu / %zu / %zu\n", size.bigrams, size.trigrams,
               size.fourgrams);
  return sections;
}

}  // namespace planrec::train
