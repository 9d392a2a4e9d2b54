// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "normalizers/language/ngram_model.h"
#include "tests/train_repair/tiny_model.h"

namespace planrec::train {
namespace {

using normalize::History;
using normalize::NgramModel;
using normalize::WordId;

NgramModel Load(const TinyFile& file) {
  auto model = NgramModel::Create(file.View());
  EXPECT_TRUE(model.ok());
  return *model;
}

TEST(LanguageModel, ProbabilitiesAfterAnyHistorySumToOne) {
  for (const size_t keep : {size_t{1'000'000}, size_t{25}}) {
    const TinyFile file(TinySections(kTinyText, keep));
    const NgramModel model = Load(file);
    const std::vector<std::vector<const char*>> histories = {
        {}, {"ba"}, {"bà", "mua"}, {"má", "bán", "cà"}, {"lần", "lần", "lần"}};
    for (const auto& words : histories) {
      History history = NgramModel::Start();
      for (const char* word : words) history = NgramModel::Next(history, model.Find(word));
      double sum = 0;
      for (size_t id = 0; id < model.size(); ++id) {
        sum += std::exp(model.Score(history, static_cast<WordId>(id)));
      }
      // Quantised to 0.07 nat, so within a few percent.
      EXPECT_NEAR(sum, 1, 0.06) << words.size() << " words, keep " << keep;
    }
  }
}

TEST(LanguageModel, PruningKeepsWhatTheShorterHistoryCannotTell) {
  // "x y z" is followed by a, "w y z" by b, hundreds of times: the four-grams must stay when most
  // else goes.
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += "xa ya za an" + std::string(static_cast<size_t>(i % 7 + 1), 'o') + "\n";
    text +=
        "lần " + std::to_string(i) + " xa ya za ba\nlần " + std::to_string(i) + " va ya za ca\n";
  }
  const TinyFile file(TinySections(text, 30));
  const NgramModel model = Load(file);
  History x = NgramModel::Start(), v = NgramModel::Start();
  for (const char* word : {"xa", "ya", "za"}) x = NgramModel::Next(x, model.Find(word));
  for (const char* word : {"va", "ya", "za"}) v = NgramModel::Next(v, model.Find(word));
  EXPECT_GT(model.Score(x, model.Find("ba")), model.Score(x, model.Find("ca")) + 2);
  EXPECT_GT(model.Score(v, model.Find("ca")), model.Score(v, model.Find("ba")) + 2);
}

TEST(LanguageModel, DamagedSectionsAreTypedErrors) {
  const Sections good = TinySections(kTinyText, 1000);
  for (const char* tag : {"vocab", "unigram", "bigram", "trigram", "fourgram"}) {
    for (const int how : {0, 1, 2}) {
      Sections bad = good;
      for (auto& [name, body] : bad) {
        if (name != tag) continue;
        if (how == 0) body.clear();
        if (how == 1) body.resize(body.size() - 1);
        if (how == 2) body.replace(0, 4, "\xff\xff\xff\x7f");
      }
      if (how == 2 && std::string(tag) == "unigram") continue;  // any number is a probability
      const TinyFile file(bad);
      const auto model = NgramModel::Create(file.View());
      ASSERT_FALSE(model.ok()) << tag << " " << how;
      EXPECT_EQ(model.error().type, ErrorType::kModelMissing);
    }
  }
}

TEST(LanguageModel, AbsurdOffsetsBehindAGoodChecksumFindNothing) {
  for (const char* tag : {"bigram", "trigram", "fourgram"}) {
    Sections bad = TinySections(kTinyText, 1000);
    for (auto& [name, body] : bad) {
      // All offsets but the last, which must fit the size.
      if (name == tag) body.replace(4, 4, "\xf0\xff\xff\xff");
    }
    const TinyFile file(bad);
    const NgramModel model = Load(file);
    for (size_t a = 0; a < model.size(); ++a) {
      for (size_t b = 0; b < model.size(); ++b) {
        const History history = {static_cast<WordId>(a), static_cast<WordId>(b), 4};
        EXPECT_LT(model.Score(history, static_cast<WordId>(b)), 20);
      }
    }
  }
}

}  // namespace
}  // namespace planrec::train
