// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of repair that need no trained model: tokens, rules, gate, container, channel.
#include <gtest/gtest.h>

#include <cmath>

#include "normalizers/language/channel.h"
#include "normalizers/language/lm_tokens.h"
#include "normalizers/language/model_file.h"
#include "normalizers/repair/repair_gate.h"
#include "normalizers/repair/repair_rules.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

TEST(LmTokens, SymbolsOfATokenInOrder) {
  struct Case {
    const char *token, *symbols;
  };
  const Case cases[] = {
      {"Kế", "kế"},
      {"hoạch,", "hoạch ,"},
      {"(gọi", "( gọi"},
      {"xã).", "xã ) ."},
      {"25/2021/NĐ-CP", "<n> nđ cp"},
      {"12,5%", "<n>"},
      {"thuỷ", "thủy"},
      {"quý", "quý"},
      {"hoà;", "hòa ."},
      {"khoẻ", "khỏe"},
      {"toán", "toán"},
      {"-", ""},
      {"kinh-tế", "kinh tế"},
      {"…", ""},
  };
  for (const Case& c : cases) {
    std::vector<std::string> symbols;
    AppendSymbols(c.token, symbols);
    std::string joined;
    for (const std::string& symbol : symbols) joined += (joined.empty() ? "" : " ") + symbol;
    EXPECT_EQ(joined, c.symbols) << c.token;
  }
}

TEST(RepairRules, ProtectsNumbersCodesAddressesMarkers) {
  struct Case {
    const char *token, *core;
    bool line_start;
    Protection expected;
  };
  const Case cases[] = {
      {"2024", "2024", false, Protection::kNumber},
      {"15/3/2024,", "15/3/2024", false, Protection::kNumber},
      {"104/KH-UBND", "104/KH-UBND", false, Protection::kCode},
      {"18-NQ/TW;", "18-NQ/TW", false, Protection::kCode},
      {"a@b.vn", "a@b.vn", false, Protection::kAddress},
      {"https://x.gov.vn", "https://x.gov.vn", false, Protection::kAddress},
      {"I1.", "I1", true, Protection::kMarker},
      {"|.", "|", true, Protection::kMarker},
      {"a)", "a", true, Protection::kMarker},
      {"a)", "a", false, Protection::kFree},
      {"III", "III", false, Protection::kNumber},
      {"100ha", "100ha", false, Protection::kNumber},
      {"s6", "s6", false, Protection::kFree},
      {"S6", "S6", false, Protection::kFree},
      {"X3", "X3", false, Protection::kFree},
      {"VTV2", "VTV2", false, Protection::kCode},
      {"B1", "B1", false, Protection::kCode},
      {"5G", "5G", false, Protection::kCode},
      {"m2", "m2", false, Protection::kCode},
      {"a2)", "a2", false, Protection::kCode},
      {"b.1)", "b.1", false, Protection::kCode},
      {"A.5.", "A.5", false, Protection::kCode},
      {"b1", "b1", false, Protection::kCode},
      {"c3)", "c3", false, Protection::kCode},
      {"(x3)", "x3", false, Protection::kFree},
      {"d4,", "d4", false, Protection::kFree},
      {"l1ong", "l1ong", false, Protection::kFree},
      {"9a", "9a", false, Protection::kCode},
      {"4b,", "4b", false, Protection::kCode},
      {"4n", "4n", false, Protection::kFree},
      {"6m", "6m", false, Protection::kFree},
      {"d4u", "d4u", false, Protection::kFree},
      {"phuc", "phuc", true, Protection::kFree},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ProtectionOf(c.token, c.core, c.line_start), c.expected) << c.token;
  }
}

TEST(RepairRules, MendsOnlyWhatHasOneReading) {
  struct Case {
    const char *code, *mended;
  };
  const Case cases[] = {
      {"30/2020/ND-CP", "30/2020/NĐ-CP"},
      {"12/QD-UBND", "12/QĐ-UBND"},
      {"07/NQ-HDND", "07/NQ-HĐND"},
      {"05/KH-UBND", nullptr},
      {"11/HD-SNV", nullptr},
      {"22/ND-ABC", nullptr},
      {"40/2026/ND-", "40/2026/NĐ-"},  // a line ends there
      {"40/2026/ND", "40/2026/NĐ"},
      {"40/9026/ND", nullptr},
      {"2026/ND", nullptr},
      {"40/ND-", nullptr},
      {"45/CD-UBND", nullptr},
      {"1/QĐ-TTg", nullptr},
  };
  for (const Case& c : cases) {
    const auto mended = MendCode(c.code);
    EXPECT_EQ(mended.value_or("same"), c.mended == nullptr ? "same" : c.mended) << c.code;
  }
}

TEST(RepairGate, TellsClassesApart) {
  struct Case {
    const char* text;
    TextClass expected;
  };
  const Case cases[] = {
      {"Ủy ban nhân dân xã giao các đơn vị được phân công chủ trì thực hiện nhiệm vụ trong năm",
       TextClass::kSound},
      {"Uy ban nhan dan xa giao cac don vi duoc phan cong chu tri thuc hien nhiem vu trong nam",
       TextClass::kDamaged},
      {"Uy ban nhdn dan x4 giao cdc don vi dwoc phan céng chu tri thyc hién nhiém vu trong nim",
       TextClass::kDamaged},
      {"The plan of the committee is for all units that shall report to the department by March",
       TextClass::kForeign},
      {"VT, NC", TextClass::kUnclear},
  };
  for (const Case& c : cases) {
    TextEvidence evidence;
    evidence.Add(c.text);
    EXPECT_EQ(Classify(evidence), c.expected) << c.text;
  }
}

TEST(RepairGate, LinesOfAParagraphThatLostTheirMarks) {
  const struct {
    std::vector<std::string> lines;
    std::vector<bool> lost;
  } cases[] = {
      {{"Ủy ban nhân dân xã yêu cầu các thôn", "van dong Nhan dan khong vut rac ra song",
        "kịp thời khen thưởng."},
       {false, true, false}},
      {{"ỦY BAN NHÂN DÂN", "XA AN PHU", "CONG HOA XA HOI CHU NGHIA VIET NAM"}, {false, true, true}},
      // Nothing is sound, or nothing of Vietnamese.
      {{"van dong Nhan dan khong vut rac", "XA AN PHU"}, {false, false}},
      {{"Lắp wifi, camera tại các điểm", "Excel, Word, Zalo, email, wifi, camera"}, {false, false}},
      {{"Ủy ban nhân dân xã", "UBND, VNPT"}, {false, false}},
  };
  for (const auto& c : cases) EXPECT_EQ(LinesWithoutMarks(c.lines), c.lost) << c.lines[1];
}

TEST(RepairGate, ShortBlocksFollowTheWholeUnlessTheyShowMarks) {
  const std::vector<TextClass> classes = ClassifyBlocks(
      {"Uy ban nhan dan xa giao cac don vi duoc phan cong chu tri thuc hien nhiem vu trong nam",
       "KE HOACH", "Đã ký"});
  EXPECT_EQ(classes[1], TextClass::kDamaged);
  EXPECT_EQ(classes[2], TextClass::kSound);
}

TEST(RepairGate, ALineGivenAloneIsJudgedByItsSyllables) {
  struct Case {
    const char* line;
    TextClass expected;
  };
  for (const Case& c : {Case{"Trién khai thue hién cai thién Chi sé", TextClass::kDamaged},
                        Case{"Phong Tai chinh chu tri thuc hien", TextClass::kDamaged},
                        Case{"Triển khai thực hiện cải thiện Chỉ số", TextClass::kSound},
                        Case{"the nam of the city plan", TextClass::kUnclear},
                        Case{"Meeting at hotel, nam 2025", TextClass::kUnclear},
                        Case{"KE HOACH so 5", TextClass::kUnclear},
                        Case{"Le Monde, can he do it", TextClass::kUnclear}}) {
    EXPECT_EQ(ClassifyBlocks({c.line}).front(), c.expected) << c.line;
  }
}

TEST(ModelFile, DamageIsATypedError) {
  const std::string good = BuildModelFile({{"vocab", "some words"}, {"recipe", "how"}});
  const auto file = ModelFile::View(good);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((*file)->Section("recipe"), "how");
  EXPECT_EQ((*file)->Section("nothing"), "");
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(ModelFile::View(std::string_view(good).substr(0, size)).ok()) << size;
  }
  for (size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    const auto read = ModelFile::View(bad);
    ASSERT_FALSE(read.ok()) << at;
    EXPECT_EQ(read.error().type, ErrorType::kModelMissing);
  }
  EXPECT_EQ(ModelFile::Open("/nonexistent/model").error().type, ErrorType::kModelMissing);
}

/// Least cost over all ways to cut both words, by plain recursion.
double BruteForce(const std::vector<ChannelOp>& ops, const std::u32string& t,
                  const std::u32string& o) {
  if (t.empty() && o.empty()) return 0;
  double best = 1e9;
  if (!o.empty()) best = std::min(best, kAnyInsertion + BruteForce(ops, t, o.substr(1)));
  if (!t.empty()) best = std::min(best, kAnyDeletion + BruteForce(ops, t.substr(1), o));
  if (!t.empty() && !o.empty()) {
    best = std::min(best, kAnySubstitution + BruteForce(ops, t.substr(1), o.substr(1)));
  }
  for (const ChannelOp& op : ops) {
    if (t.compare(0, op.truth.size(), op.truth) == 0 &&
        o.compare(0, op.observed.size(), op.observed) == 0) {
      best = std::min(
          best, op.cost + BruteForce(ops, t.substr(op.truth.size()), o.substr(op.observed.size())));
    }
  }
  return best;
}

TEST(Channel, BestCostIsTheLeastOfAllCuts) {
  const std::vector<ChannelOp> ops = {{U"a", U"a", 0.1}, {U"á", U"a", 0.7},   {U"á", U"d", 2.1},
                                      {U"b", U"b", 0.2}, {U"ab", U"db", 0.9}, {U"á", U"", 3.0},
                                      {U"b", U"ba", 1.5}};
  const Channel channel(ops);
  const char32_t letters[] = {U'a', U'á', U'b'};
  const char32_t seen[] = {U'a', U'b', U'd'};
  for (int i = 0; i < 27; ++i) {
    const std::u32string truth = {letters[i % 3], letters[i / 3 % 3], letters[i / 9]};
    for (int j = 0; j < 27; ++j) {
      const std::u32string observed = {seen[j % 3], seen[j / 3 % 3], seen[j / 9]};
      EXPECT_NEAR(channel.BestCost(truth, observed), BruteForce(ops, truth, observed), 1e-9)
          << ToUtf8(truth) << " " << ToUtf8(observed);
    }
  }
}

TEST(Channel, SavedAndParsedAgain) {
  const std::vector<ChannelOp> ops = {{U"Đ", U"D", 0.25}, {U"ươ", U"uo", 1.125}, {U"a", U"", 4}};
  const auto channel = Channel::Parse(SaveChannel(ops));
  ASSERT_TRUE(channel.ok());
  ASSERT_EQ(channel->ops().size(), 3U);
  EXPECT_EQ(channel->ops()[1].truth, U"ươ");
  EXPECT_NEAR(channel->ops()[1].cost, 1.125, 1e-9);
  for (const char* bad :
       {"", "a", "a\tb", "a\tb\tx\n", "\tb\t12\n", "abc\tb\t12\n", "a\tbcde\t1\n"}) {
    EXPECT_FALSE(Channel::Parse(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace planrec::normalize
