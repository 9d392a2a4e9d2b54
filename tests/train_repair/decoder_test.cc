// SPDX-License-Identifier: GPL-3.0-or-later
//
// Search against enumeration: candidates and whole texts over tiny alphabets.
#include "normalizers/repair/repair_decoder.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/utf8.h"
#include "tests/train_repair/tiny_model.h"

namespace planrec::train {
namespace {

using namespace normalize;

/// The channel of a bad reader of the letters of kTinyText, drawn at random.
Channel RandomChannel(std::mt19937& random) {
  const std::u32string letters = U"abclmnuáàảầ", seen = U"abcnmul6";
  std::uniform_real_distribution<double> cost(0.2, 5);
  std::vector<ChannelOp> ops;
  for (const char32_t letter : letters) {
    ops.push_back({{letter}, {BaseLetter(letter)}, cost(random) / 4});
    for (int i = 0; i < 2; ++i) ops.push_back({{letter}, {seen[random() % 8]}, cost(random)});
    if (random() % 3 == 0) ops.push_back({{letter}, {}, 2 + cost(random)});
    ops.push_back(
        {{letter, letters[random() % letters.size()]}, {seen[random() % 8]}, cost(random)});
  }
  return Channel(ops);
}

class Tiny : public ::testing::Test {
 protected:
  Tiny() : file_(TinySections(kTinyText, 100'000)), model_(*NgramModel::Create(file_.View())) {}
  TinyFile file_;
  NgramModel model_;
};

TEST_F(Tiny, CandidatesAreTheCheapestWords) {
  const Lexicon lexicon(model_);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const Channel channel = RandomChannel(random);
    CandidateSearch search(lexicon, channel);
    for (const char32_t* observed : {U"ba", U"ca", U"mua", U"b6n", U"lan", U"cm", U"a"}) {
      const std::vector<Candidate> found = search.Find(observed);
      for (const Candidate& candidate : found) {
        const std::u32string truth =
            ToUtf32(InCasing(model_.word(candidate.word), candidate.casing));
        // Above, BestCost may drop letters that the channel never dropped; the search does not.
        const double least = channel.BestCost(truth, observed);
        EXPECT_GT(static_cast<double>(candidate.cost), least - 1e-3);
        if (least < kAnyInsertion) {
          EXPECT_NEAR(static_cast<double>(candidate.cost), least, 1e-3)
              << ToUtf8(truth) << " for " << ToUtf8(observed);
        }
      }
      // Every word that the known operations reach at less than the worst one found is there.
      if (found.empty() || found.size() == CandidateSearch::kMost) continue;
      for (size_t id = 8; id < model_.size(); ++id) {
        const std::u32string truth = ToUtf32(model_.word(static_cast<WordId>(id)));
        const double cost = channel.BestCost(truth, observed);
        if (cost > static_cast<double>(found.front().cost) + 3 || cost >= kAnyInsertion) continue;
        EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                                [&](const Candidate& c) { return c.word == id; }))
            << ToUtf8(truth) << " for " << ToUtf8(observed) << " at " << cost;
      }
    }
  }
}

TEST_F(Tiny, ManyWordsAtOnceScoreAsOneByOne) {
  std::vector<WordId> words;
  for (size_t id = 0; id < model_.size(); ++id) words.push_back(static_cast<WordId>(id));
  std::mt19937 random(3);
  std::vector<double> scores;
  for (int round = 0; round < 200; ++round) {
    History history = NgramModel::Start();
    for (size_t n = random() % 4; n > 0; --n) {
      history = NgramModel::Next(history, static_cast<WordId>(random() % model_.size()));
    }
    model_.Scores(model_.ContextOf(history), words, scores);
    ASSERT_EQ(scores.size(), words.size());
    for (size_t i = 0; i < words.size(); ++i) {
      EXPECT_DOUBLE_EQ(scores[i], model_.Score(history, words[i])) << model_.word(words[i]);
    }
  }
}

TEST_F(Tiny, TextIsTheBestOfAllTexts) {
  const Lexicon lexicon(model_);
  // Small letters cost nothing, other casings too much: the sum below needs no casing then.
  std::string casing;
  for (size_t id = 0; id < model_.size(); ++id) casing += std::string("\0\xff\xff", 3);
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    const Channel channel = RandomChannel(random);
    DecoderOptions options;
    options.beam = 100'000;
    options.window = 1000;
    options.casing_weight = 1;
    RepairDecoder decoder(model_, lexicon, casing, channel, options);
    const std::vector<std::string> words = {"ba", "ca", "ma", "mua", "ban"};
    std::vector<std::string> raw;
    for (int i = 0; i < 3; ++i) raw.push_back(words[random() % words.size()]);
    const std::string line = raw[0] + " " + raw[1] + " " + raw[2];

    CandidateSearch search(lexicon, channel);
    double best = -1e9;
    std::function<void(size_t, History, double)> extend = [&](size_t i, History history,
                                                              double score) {
      if (i == raw.size()) {
        best = std::max(best, score);
        return;
      }
      for (const Candidate& candidate : search.Find(ToUtf32(raw[i]))) {
        if (candidate.casing != Casing::kLower) continue;
        extend(i + 1, NgramModel::Next(history, candidate.word),
               score + model_.Score(history, candidate.word) -
                   options.channel_weight * static_cast<double>(candidate.cost));
      }
    };
    extend(0, NgramModel::Start(), 0);

    std::string text;
    double own = 0;
    History history = NgramModel::Start();
    bool words_only = true;
    for (const DecodedToken& token : decoder.Decode({line})) {
      words_only = words_only && token.known && Lower(token.truth) == token.truth;
      if (!words_only) break;
      const WordId word = model_.Find(token.truth);
      for (const Candidate& candidate : search.Find(ToUtf32(token.observed))) {
        if (candidate.word != word || candidate.casing != Casing::kLower) continue;
        own += model_.Score(history, word) -
               options.channel_weight * static_cast<double>(candidate.cost);
      }
      history = NgramModel::Next(history, word);
    }
    // Joins, splits and capitals are other edges; where one won, the words alone did not.
    if (words_only) {
      EXPECT_NEAR(own, best, 1e-3) << line;
    }
  }
}

}  // namespace
}  // namespace planrec::train
