// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tables of bodies and units promise to those that read them.
#include <gtest/gtest.h>

#include "extractors/vocabulary/agency_heads.h"
#include "extractors/vocabulary/agency_keys.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/units.h"
#include "pipeline/core/bodies.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

TEST(Vocabulary, EachBodyHeadsANameInALetterheadOrAList) {
  for (const Body& body : Bodies()) {
    const std::string name = std::string(body.name) + " Nội vụ";
    if (body.level != BodyLevel::kNone) {
      const Body* found = FindBodyHead(name);
      ASSERT_NE(found, nullptr) << name;
      EXPECT_EQ(Fold(found->name), Fold(body.name));
    }
    const AgencyHead* head = AgencyHeadAt(name, 0);
    if (body.Is(kGivesDuties)) {
      EXPECT_EQ(head, nullptr) << name;
      continue;
    }
    ASSERT_NE(head, nullptr) << name;
    EXPECT_EQ(head->word, Lower(body.name)) << name;
    // In small letters the same words are common nouns.
    if (!body.Is(kSmallLetters)) {
      EXPECT_EQ(AgencyHeadAt(Lower(name), 0), nullptr) << name;
    }
    for (std::string_view abbreviation : SplitList(body.abbreviations)) {
      const std::string printed = std::string(abbreviation) + " xã";
      ASSERT_NE(AgencyHeadAt(printed, 0), nullptr) << printed;
      EXPECT_EQ(AgencyHeadAt(printed, 0)->word, Lower(abbreviation));
    }
  }
  EXPECT_NE(AgencyHeadAt("Uỷ ban nhân dân xã", 0), nullptr);
  EXPECT_NE(AgencyHeadAt("Huyện uỷ", 0), nullptr);
  EXPECT_NE(AgencyHeadAt("Toà án nhân dân tỉnh", 0), nullptr);
  EXPECT_EQ(AgencyHeadAt("Thuỷ lợi", 0), nullptr);
}

TEST(Vocabulary, EachFieldIsReadInLetterheadsKeysAndSymbols) {
  for (const BodyField& field : BodyFields()) {
    EXPECT_EQ(BodySentenceCase("PHÒNG " + Upper(field.name)), "Phòng " + std::string(field.name));
    for (std::string_view abbreviation : SplitList(field.abbreviations)) {
      const std::string printed = "Phòng " + std::string(abbreviation);
      EXPECT_EQ(AgencyKey(printed), AgencyKey("Phòng " + std::string(field.name))) << printed;
      if (abbreviation.find(' ') != std::string_view::npos) continue;
      EXPECT_EQ(ExpandBodyAbbreviations(printed), "Phòng " + std::string(field.name));
    }
    for (std::string_view symbol : SplitList(field.symbol)) {
      ASSERT_NE(FindBodySymbol("S" + std::string(symbol)), nullptr) << symbol;
      EXPECT_EQ(FindBodySymbol("S" + std::string(symbol))->name, "Sở " + std::string(field.name));
    }
  }
  EXPECT_EQ(BodySentenceCase("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG"),
            "Ban Quản lý dự án đầu tư xây dựng");
  EXPECT_EQ(BodySentenceCase("PHÒNG QUẢN LÝ ĐÀO TẠO"), "Phòng Quản lý đào tạo");
  EXPECT_EQ(BodySentenceCase("SỞ CÔNG THƯƠNG"), "Sở Công Thương");
  // Doubtful abbreviations are not written out in a letterhead.
  EXPECT_EQ(ExpandBodyAbbreviations("PHÒNG TC"), "PHÒNG TC");
  EXPECT_EQ(ExpandBodyAbbreviations("UBND TT LẤP VÒ"), "ỦY BAN NHÂN DÂN TT LẤP VÒ");
}

TEST(Vocabulary, UnitsBeforeAndAfterJuly2025) {
  const struct {
    const char *unit, *name, *level;
  } cases[] = {
      {"tỉnh", "Gia Lai", "province"},   {"thành phố", "Huế", "province"},
      {"thành phố", "Vinh", "district"}, {"huyện", "Lấp Vò", "district"},
      {"quận", "1", "district"},         {"thị xã", "Hoàng Mai", "district"},
      {"thị trấn", "Lấp Vò", "commune"}, {"xã", "Nhật Tân", "commune"},
      {"phường", "Sa Đéc", "commune"},   {"đặc khu", "Phú Quý", "commune"},
      {"thôn", "Đông", "other"},
  };
  for (const auto& [unit, name, level] : cases) EXPECT_EQ(LevelOfUnit(unit, name), level) << unit;
  for (const AdministrativeUnit& unit : Units()) {
    size_t length = 0;
    EXPECT_EQ(UnitAtStart(Fold(unit.name) + " an", length), &unit);
    EXPECT_EQ(length, Fold(unit.name).size());
    EXPECT_TRUE(ClassNounAt(unit.name, 0)) << unit.name;
    EXPECT_NE(("|" + UnitAlternation() + "|").find("|" + std::string(unit.name) + "|"),
              std::string::npos);
  }
  size_t length = 0;
  EXPECT_EQ(UnitAtStart("tinhh an", length), nullptr);
  EXPECT_EQ(UnitAtStart("thanh an", length), nullptr);
}

}  // namespace
}  // namespace planrec::extract
