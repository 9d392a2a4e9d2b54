// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pipeline/core/utf8.h"
#include "tools/lab/train_ocr/dictionary.h"
#include "tools/lab/train_ocr/line_image.h"
#include "tools/lab/train_ocr/line_text.h"
#include "tools/lab/train_ocr/lstm_network.h"
#include "tools/lab/train_ocr/lstmf.h"
#include "tools/lab/train_ocr/unicharset.h"

namespace planrec::train_ocr {
namespace {

using samples::Random;
using testing::HasSubstr;

// A recogniser of two layers as Tesseract writes it: an input and a softmax of 2 × 3 weights.
class TinyModel {
 public:
  explicit TinyModel(uint32_t outputs = 2) : outputs_(outputs) {}
  std::string Integer(std::initializer_list<int> weights = {1, -2, 127, -127, 0, 64},
                      double factor = 0.5, double second = 0.25) {
    Begin();
    Put(uint8_t{1 | 4 | 128});  // integers, Adam, doubles
    Put(uint32_t{2}), Put(uint32_t{3}), Put(int8_t{0});
    for (int weight : weights) Put(static_cast<int8_t>(weight));
    Put(uint32_t{2}), Put(factor), Put(second);
    End(3);
    return std::exchange(bytes_, {});
  }
  std::string Float(std::initializer_list<double> weights) {
    Begin();
    Put(uint8_t{4 | 128});
    Put(outputs_), Put(uint32_t{3}), Put(0.0);
    for (double weight : weights) Put(weight);
    End(2);
    return std::exchange(bytes_, {});
  }

 private:
  template <typename T>
  void Put(T value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void Text(const std::string& text) {
    Put(static_cast<uint32_t>(text.size()));
    bytes_ += text;
  }
  void Layer(const std::string& type, uint32_t outputs) {
    Put(int8_t{0}), Text(type), Put(int8_t{0}), Put(int8_t{1});
    Put(uint32_t{192}), Put(uint32_t{3}), Put(outputs), Put(uint32_t{6}), Text(type + "1");
  }
  void Begin() {
    Layer("Series", outputs_);
    Put(uint32_t{2});
    Layer("Input", 3);
    for (int i = 0; i < 5; ++i) Put(uint32_t{1});
    Layer("Softmax", outputs_);
  }
  void End(uint32_t flags) {
    Put(uint32_t{2}), Put(1e-3F), Put(1e-4F);  // learning rates of the series
    Text("[1,36,0,1O1c1]"), Put(flags);
    // Counters, the output that means nothing, rates.
    Put(uint32_t{7}), Put(uint32_t{7}), Put(outputs_ - 1);
    for (int i = 0; i < 3; ++i) Put(0.5F);
  }
  uint32_t outputs_;
  std::string bytes_;
};

TEST(LstmNetwork, IntegerWeightsBecomeByteTimesTheRowsFactor) {
  const Result<std::string> made = Dequantise(TinyModel().Integer());
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(*made, TinyModel().Float({0.5, -1, 63.5, -31.75, 0, 16}));
}

TEST(LstmNetwork, FloatModelsStayAsTheyAre) {
  const std::string model = TinyModel().Float({1, 2, 3, 4, 5, 6});
  const Result<std::string> made = Dequantise(model);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(*made, model);
}

TEST(LstmNetwork, EveryCutIsAnErrorWithItsPlace) {
  const std::string model = TinyModel().Integer();
  for (size_t size = 0; size < model.size(); ++size) {
    const Result<std::string> made = Dequantise(std::string_view(model).substr(0, size));
    ASSERT_FALSE(made.ok()) << size;
    EXPECT_EQ(made.error().type, ErrorType::kCorrupt);
    EXPECT_THAT(made.error().message, HasSubstr("byte "));
  }
}

TEST(LstmNetwork, IntegersAreRoundedAroundTheSoftmaxRowsMean) {
  // The mean row is 2.5, 3.5, 4.5; what is left of the rows are ±1.5, ±1.5, ±3.
  const Result<std::string> made = Quantise(TinyModel().Float({1, 2, 1.5, 4, 5, 7.5}));
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(*made, TinyModel().Integer({-64, -64, -127, 64, 64, 127}, 3.0 / 127, 3.0 / 127));
  const Result<std::string> back = Dequantise(*made);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(Quantise(*back).value(), *made);
}

TEST(LstmNetwork, NewOutputsBeginAsUnlikelyCopiesBeforeTheLast) {
  // Weights of a row: two and the bias. Row 1 is "nothing" and stays last.
  const std::string model = TinyModel().Float({1, 2, 3, 4, 5, 6});
  const Result<std::string> made = AddOutputs(model, {0, 0});
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(*made, TinyModel(4).Float({1, 2, 3, 1, 2, 1, 1, 2, 1, 4, 5, 6}));
  EXPECT_EQ(*AddOutputs(model, {}), model);
  for (const int row : {-1, 1, 2}) EXPECT_FALSE(AddOutputs(model, {row}).ok()) << row;
}

TEST(LstmNetwork, AverageIsTheMeanOfEachWeight) {
  const std::string one = TinyModel().Float({1, 2, 3, 4, 5, 6});
  const std::string two = TinyModel().Float({3, 2, 1, 0, -5, 7});
  const Result<std::string> made = Average({one, two});
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(*made, TinyModel().Float({2, 2, 2, 2, 0, 6.5}));
  EXPECT_FALSE(Average({}).ok());
  EXPECT_FALSE(Average({one, one.substr(0, one.size() - 1)}).ok());
}

TEST(Unicharset, CharactersAreAddedAtTheEndOnce) {
  const std::string old =
      "3\nNULL 0 Common 0\na 3 0,255,0,255,0,0,0,0,0,0 Latin 1 0 1 a\n"
      ". 16 0,255,0,255,0,0,0,0,0,0 Common 2 0 2 .\n";
  const Result<std::string> made = AddCharacters(old, U"ỵỴ.–");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(*made, "6" + old.substr(1) +
                       "ỵ 3 0,255,0,255,0,0,0,0,0,0 Latin 4 0 3 ỵ\n"
                       "Ỵ 5 0,255,0,255,0,0,0,0,0,0 Latin 3 0 4 Ỵ\n"
                       "– 16 0,255,0,255,0,0,0,0,0,0 Common 5 0 5 –\n");
  EXPECT_EQ(ToUtf8(Characters(*made)), "a.ỵỴ–");
  for (const char* broken : {"", "x\na\n", "9\nNULL 0 Common 0\n"})
    EXPECT_FALSE(AddCharacters(broken, U"ỵ").ok()) << broken;
}

TEST(Unicharset, AddedCharactersBeginAsWhatLooksLikeThem) {
  // The output of a character: its number less the two special entries behind the space's.
  const std::string old =
      "6\nNULL 0 Common 0\nJoined 7 Latin 1\n|Broken|0|1 15 Common 2\na 3 Latin 3\n- 16 Common 4\n"
      "y 3 Latin 5\n";
  const Result<std::vector<int>> codes = CodesOfLookalikes(old, U"ỵ–a");
  ASSERT_TRUE(codes.ok()) << codes.error().message;
  EXPECT_EQ(*codes, (std::vector<int>{3, 2}));
  EXPECT_FALSE(CodesOfLookalikes(old, U"²").ok());   // no 2
  EXPECT_FALSE(CodesOfLookalikes(old, U"漢").ok());  // nothing looks like it
}

TEST(Dictionary, WordsWithADotUnderYComeInThreeCasesOnce) {
  const std::string made = WithAddedWords("ly\nlỵ\nvà\n");
  EXPECT_TRUE(made.starts_with("ly\nlỵ\nvà\nkỵ\nKỵ\nKỴ\n")) << made;
  for (const char* word : {"\nlỵ\n", "\nLỵ\n", "\nQUỴ\n"}) {
    EXPECT_THAT(made, HasSubstr(word));
    EXPECT_EQ(made.find(word), made.rfind(word));
  }
  EXPECT_EQ(WithAddedWords(made), made);
}

TEST(Dictionary, SignsStandWhereThoseTheyReplaceDo) {
  const std::string made = WithAddedSigns(" ...\n ...)\n' '\n- \n ,\n");
  EXPECT_TRUE(made.starts_with(" ...\n ...)\n' '\n- \n ,\n")) << made;
  for (const char* sign : {"\n …\n", "\n …)\n", "\n’ ’\n", "\n– \n", "\n …,\n", "\n‘ ’\n"})
    EXPECT_THAT(made, HasSubstr(sign));
  EXPECT_EQ(made.find("\n ,\n"), made.rfind("\n ,\n"));
}

TEST(Lstmf, LengthsStandBeforeBytes) {
  const std::string path = testing::TempDir() + "planrec-lines.lstmf";
  LstmfWriter writer;
  writer.Add("PNG", "ỵ");
  EXPECT_EQ(writer.lines(), 1U);
  ASSERT_TRUE(writer.Write(path).ok());
  EXPECT_EQ(writer.lines(), 0U);
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  using namespace std::string_literals;
  EXPECT_EQ(bytes, "\1\0\0\0\1\4\0\0\0line\0\0\0\0\3\0\0\0PNG\3\0\0\0vie\3\0\0\0"s + "ỵ" +
                       "\0\0\0\0\0\0\0\0\0"s);
  EXPECT_FALSE(writer.Write("/nowhere/x.lstmf").ok());
}

std::string Corpus() {
  std::string corpus;
  for (int i = 0; i < 400; ++i)
    corpus += "dòng" + std::to_string(i) + " của văn bản huyện lỵ – thử nghiệm số " +
              std::to_string(i) + "\n";
  return corpus;
}
std::u32string Everything() {
  std::u32string characters;
  for (const Pattern& p : Patterns()) characters += ToUtf32(p.text);
  for (const Pattern& p : RareCharacterPatterns()) characters += ToUtf32(p.text);
  std::u32string upper;
  for (const char32_t c : characters) upper += UpperLetter(c);
  return characters + upper + AddedCharacters() + ToUtf32(Upper(Corpus())) + ToUtf32(Corpus());
}

TEST(LineTexts, SameSeedSameLinesAndOnlyKnownCharacters) {
  const std::u32string known = Everything();
  const LineTexts texts(Corpus(), known, TextPart::kTraining);
  Random one(7), two(7);
  std::set<std::string> seen;
  for (int i = 0; i < 2000; ++i) {
    const std::string line = texts.Next(one);
    ASSERT_EQ(line, texts.Next(two));
    EXPECT_EQ(line, FoldSpaces(line));
    for (const char32_t c : ToUtf32(line))
      EXPECT_TRUE(c == U' ' || known.find(c) != std::u32string::npos) << line;
    seen.insert(line);
  }
  EXPECT_GT(seen.size(), 1000U);
  std::string all;
  for (const std::string& line : seen) all += line;
  for (const char32_t c : AddedCharacters())
    EXPECT_THAT(all, HasSubstr(ToUtf8(std::u32string(1, c))));
}

TEST(LineTexts, WhatIsReadIsWhatPrintTells) {
  const struct {
    const char *typed, *read;
  } cases[] = {
      {"Số: .../KH-UBND", "Số: …/KH-UBND"},
      {"ngày … tháng ...", "ngày … tháng …"},
      {"1.2. Mục tiêu.", "1.2. Mục tiêu."},
      {"a.. b", "a.. b"},
      {"Họ tên: ....", "Họ tên: ...."},
      {"Họ tên: ……", "Họ tên: ......"},
      {"x.…", "x...."},
      {"‘‘mẫu’’ ‘a’", "“mẫu” ‘a’"},
      {"30ºC, nº 5", "30°C, nº 5"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(AsPrinted(c.typed), c.read) << c.typed;
  EXPECT_TRUE(HasRowOfPoints("Họ tên: ....", 4));
  EXPECT_TRUE(HasRowOfPoints("Họ tên: ……", 6));
  for (const char* none : {"ngày … tháng ...", "1.2.", ""}) EXPECT_FALSE(HasRowOfPoints(none, 2));
}

TEST(LineTexts, LinesWithEachAddedCharacterCanBeAskedFor) {
  const LineTexts texts(Corpus(), Everything(), TextPart::kHeldOut);
  Random random(5);
  for (const char32_t c : AddedCharacters())
    EXPECT_THAT(texts.NextWith(c, random), HasSubstr(ToUtf8(std::u32string(1, c))));
  EXPECT_EQ(texts.NextWith(U'漢', random), "");
}

TEST(LineTexts, HeldOutLinesAreNeverTrainedOn) {
  const auto starts = [](TextPart part) {
    const LineTexts texts(Corpus(), Everything(), part);
    Random random(3);
    std::set<std::string> found;
    for (int i = 0; i < 3000; ++i) {
      const std::string line = texts.Next(random);
      if (line.starts_with("dòng")) found.insert(line.substr(0, line.find(' ')));
    }
    return found;
  };
  const std::set<std::string> trained = starts(TextPart::kTraining);
  const std::set<std::string> held_out = starts(TextPart::kHeldOut);
  EXPECT_GT(trained.size(), 100U);
  EXPECT_GT(held_out.size(), 3U);
  for (const std::string& line : held_out) EXPECT_FALSE(trained.contains(line)) << line;
}

TEST(LineImage, SameLookSameBytes) {
  for (int seed = 0; seed < 20; ++seed) {
    Random one(seed), two(seed);
    const LineLook look = DrawLook(kTrainingFonts, one);
    DrawLook(kTrainingFonts, two);
    const Result<std::string> first = LineImage("Số: 12/KH-UBND", look, one);
    const Result<std::string> second = LineImage("Số: 12/KH-UBND", look, two);
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(*first, *second);
    l_int32 width = 0, height = 0;
    ASSERT_EQ(pixReadHeaderMem(reinterpret_cast<const l_uint8*>(first->data()), first->size(),
                               nullptr, &width, &height, nullptr, nullptr, nullptr),
              0);
    EXPECT_GT(width, 2 * height);
    EXPECT_GT(height, 12);
    EXPECT_LT(height, 90);
  }
}

TEST(LineImage, HeldOutFontsAreNotTrainedOn) {
  for (const Font& held_out : kHeldOutFonts)
    for (const Font& trained : kTrainingFonts) EXPECT_STRNE(held_out.family, trained.family);
}

}  // namespace
}  // namespace planrec::train_ocr
