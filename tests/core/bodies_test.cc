// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/bodies.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/core/utf8.h"

namespace planrec {
namespace {

TEST(Bodies, EachStandsOnceInTheTable) {
  std::set<std::string> names, abbreviations;
  const auto each = [&](std::string_view list) {
    for (std::string_view one : SplitList(list)) {
      EXPECT_TRUE(abbreviations.insert(std::string(one)).second) << one << " twice";
    }
  };
  for (const Body& body : Bodies()) {
    EXPECT_TRUE(names.insert(Lower(body.name)).second) << body.name << " twice";
    EXPECT_FALSE(body.Is(kPost) && body.Is(kClass)) << body.name;
    EXPECT_FALSE(body.Is(kClass) && body.level != BodyLevel::kNone) << body.name;
    each(body.abbreviations);
    each(body.doubtful);
  }
  names.clear();
  for (const BodyField& field : BodyFields()) {
    EXPECT_TRUE(names.insert(Lower(field.name)).second) << field.name << " twice";
    each(field.abbreviations);
    each(field.doubtful);
  }
}

TEST(Bodies, OneSymbolOneBody) {
  std::set<std::string> seen;
  for (const BodySymbol& symbol : BodySymbols()) {
    EXPECT_TRUE(seen.insert(symbol.symbol).second) << symbol.symbol << " twice";
    EXPECT_EQ(FindBodySymbol(symbol.symbol), &symbol);
    EXPECT_EQ(MendSymbol(symbol.symbol), std::nullopt) << symbol.symbol;
    EXPECT_EQ(Fold(symbol.phrases), symbol.phrases);
  }
  EXPECT_EQ(FindBodySymbol("SGD&ĐT")->name, "Sở Giáo dục và Đào tạo");
  EXPECT_EQ(FindBodySymbol("BNNMT")->name, "Bộ Nông nghiệp và Môi trường");
  EXPECT_EQ(FindBodySymbol("GDĐT")->name, "");
  EXPECT_EQ(FindBodySymbol("BQLDA"), nullptr);
}

TEST(Bodies, SymbolsThatLostStrokesAreMended) {
  const struct {
    const char *printed, *mended;
  } cases[] = {
      {"HDND", "HĐND"},
      {"HDDND", "HĐND"},
      {"SGDDT", "SGDĐT"},
      {"BGD&DT", "BGD&ĐT"},
      {"SLDTBXH", "SLĐTBXH"},
      {"TTG", "TTg"},
      {"Ttg", "TTg"},
      {"TTHDND", "TTHĐND"},
      {"BKHDT", "BKHĐT"},
      {"BCDTW", "BCĐTW"},
      // near misses: right already, an address in small letters, too short, unknown
      {"HĐND", nullptr},
      {"ubnd", nullptr},
      {"ttg", nullptr},
      {"DU", nullptr},
      {"HDNDX", nullptr},
      {"HND", nullptr},
      {"VHDT", nullptr},
      {"", nullptr},
  };
  for (const auto& [printed, mended] : cases) {
    EXPECT_EQ(MendSymbol(printed).value_or("-"), mended == nullptr ? "-" : mended) << printed;
  }
}

}  // namespace
}  // namespace planrec
