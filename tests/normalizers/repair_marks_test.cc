// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tells stripped text from OCR's, where its tokens are cut, and the numbers beside words that
// no repair may touch.
#include <gtest/gtest.h>

#include "normalizers/repair/damage_kind.h"
#include "normalizers/repair/joined_words.h"
#include "normalizers/repair/repair_decoder.h"
#include "normalizers/repair/repair_rules.h"

namespace planrec::normalize {
namespace {

KnownBase KnownBut(std::u32string_view word) {
  return [word](std::u32string_view letters) { return letters != word; };
}

TEST(DamageKind, AConversionLeavesLettersAnOcrLeavesSigns) {
  struct Case {
    const char* text;
    bool only_marks;
  };
  const Case cases[] = {
      {"Ke hoach trien khai thuc hien nhiem vu cai cach hanh chinh", true},
      {"Ké hoach trién khai thuc hién nhiém vu cai cach hanh chinh", false},
      {"Ke hoach so 12/KH-UBND, dat 85,5% (C1E; VTV3; HDND) muc a) [1]", true},
      {"Ke hoach s6 12/KH-UBND", false},
      {"Uy ban nhan dan x4 giao", false},
      {"vi~c djch van ban", false},
      {"chat lu'ong phuc vu", false},
      {"nguoi d4n", false},
      {"CONG HOA XA HQI CHU NGHIA VIET NAM", false},
      {"", true},
  };
  for (const Case& c : cases) {
    DamageEvidence evidence;
    evidence.Add(c.text, KnownBut(U"HQI"));
    EXPECT_EQ(OnlyMarksLost(evidence), c.only_marks) << c.text;
  }
  // In a long text a slip or two may be the author's.
  DamageEvidence evidence;
  for (int i = 0; i < 20; ++i)
    evidence.Add("Ke hoach trien khai thuc hien nhiem vu", KnownBut(U""));
  evidence.Add("tai lieu thu vi~n", KnownBut(U"tai"));
  EXPECT_TRUE(OnlyMarksLost(evidence));
  for (int i = 0; i < 5; ++i) evidence.Add("hé thóng", KnownBut(U""));
  EXPECT_FALSE(OnlyMarksLost(evidence));
}

TEST(JoinedWords, DamagedTokensAreCutWhereWordsMeet) {
  struct Case {
    const char *token, *first;
  };
  const Case cases[] = {
      {"hoach", "hoach"},
      {"té-x3", "té-"},
      {"dan/Ma", "dan/"},
      {"hiénCap", "hién"},
      {"NgayMién", "Ngay"},
      {"xaLoai,", "xa"},
      {"khaiS6", "khai"},
      {"phép.Dich", "phép."},
      {"nguén]Phan", "nguén]"},
      {"phi(Ché", "phi("},
      {"tucTTHC", "tuc"},
      {"DOI/CAP", "DOI/CAP"},
      {"webGIS", "webGIS"},
      // Capitals and signs inside a word as OCRs make them, names, units, codes.
      {"lu'QI}g", "lu'QI}g"},
      {"od(f)ng", "od(f)ng"},
      {"khdNg", "khdNg"},
      {"PowerPoint", "PowerPoint"},
      {"eOffice", "eOffice"},
      {"VNelD", "VNelD"},
      {"kWh", "kWh"},
      {"HSCo", "HSCo"},
      {"thI", "thI"},
      {"12/KH-UBND", "12/KH-UBND"},
      {"abc@Dong.vn", "abc@Dong.vn"},
      {"chic", "chic"},
      {"", ""},
  };
  for (const Case& c : cases)
    EXPECT_EQ(std::string_view(c.token).substr(0, FirstPart(c.token)), c.first) << c.token;
  const Case heads[] = {
      {"DOI/CAP", "DOI/"},    {"NHANH/CO,", "NHANH/"}, {"MAC-LENIN", "MAC-LENIN"},
      {"UBND/VP", "UBND/VP"}, {"QD-UBND", "QD-UBND"},  {"12/KH-UBND", "12/KH-UBND"},
      {"TTG-CP", "TTG-CP"},   {"NQ/TW", "NQ/TW"},
  };
  for (const Case& c : heads)
    EXPECT_EQ(std::string_view(c.token).substr(0, FirstPart(c.token, true)), c.first) << c.token;
}

TEST(MarksOnly, TokensAreCutWhereWordsMeet) {
  struct Case {
    const char *token, *first;
  };
  const Case cases[] = {
      {"hoach", "hoach"},
      {"hoach,", "hoach,"},
      {"quyenDia", "quyen"},
      {"phi(Che", "phi("},
      {"quyet.Dich", "quyet."},
      {"te-xa", "te-"},
      {"tuc1.010060So", "tuc1.010060"},
      {"GS.TSKH", "GS."},
      {"kWh", "kWh"},
      {"eOffice", "eOffice"},
      {"VNeID", "VNeID"},
      {"TTg", "TTg"},
      {"a)", "a)"},
      {"von6", "von6"},
      {"12/KH-UBND", "12/KH-UBND"},
      {"25/2021/ND-CP", "25/2021/ND-CP"},
      {"van.phong@tinh.gov.vn", "van.phong@tinh.gov.vn"},
      {"https://dichvucong.gov.vn/p/home", "https://dichvucong.gov.vn/p/home"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(std::string(c.token).substr(0, MarksOnlyPart(c.token)), c.first) << c.token;
  }
}

TEST(Notes, NumbersBehindAndBeforeWordsAreFound) {
  struct Case {
    const char *token, *word;
  };
  const Case cases[] = {
      {"chuc[4]", "chuc"},   {"Tuyén22", "Tuyén"}, {"hién9", "hién"},  {"nay.[1]", "nay"},
      {"theo)1.", "theo"},   {"lai.,1", "lai"},    {"Anh);1", "Anh"},  {"doanh.[{1]", "doanh"},
      {"[6]Ngoai", "Ngoai"}, {"von6", "von"},      {"s6", "s6"},       {"ch4", "ch4"},
      {"x3", "x3"},          {"d6ng", "d6ng"},     {"kh6", "kh6"},     {"(1076).[7]", "(1076).[7]"},
      {"thu'1", "thu'1"},    {"l1ong", "l1ong"},   {"ph6i.", "ph6i."}, {"hoc20/", "hoc"},
      {"luat2010/", "luat"}, {"x4/", "x4/"},
  };
  for (const Case& c : cases) {
    const std::string_view token = c.token;
    const size_t begin = NoteEnd(token, token[0] == '[' || token[0] == '(' ? 1 : 0);
    const size_t end = NoteBegin(token, begin);
    EXPECT_EQ(token.substr(begin, end - begin), c.word) << c.token;
  }
}

TEST(Notes, CodesOfCapitalsAndADigitAreNumbersNotWords) {
  for (const char* code : {"C1E", "VTV3", "QL6", "B1", "H2O", "TL8"}) {
    EXPECT_EQ(ProtectionOf(code, code, false), Protection::kCode) << code;
  }
  for (const char* word : {"TH3", "S6", "X3", "CH4", "D6", "NGH6"}) {
    EXPECT_EQ(ProtectionOf(word, word, false), Protection::kFree) << word;
  }
  EXPECT_EQ(ProtectionOf("(1076).[7]", "1076).[7", false), Protection::kNumber);
}

TEST(Codes, EveryKindHasOneReadingOnly) {
  struct Case {
    const char *code, *mended;
  };
  const Case cases[] = {
      {"100/2019/NB-CP", "100/2019/NĐ-CP"},
      {"28/2015/TT-BLDTBXH", "28/2015/TT-BLĐTBXH"},
      {"09/2021/TT-BKHDT", "09/2021/TT-BKHĐT"},
      {"04/2017/NQ-HDTP", "04/2017/NQ-HĐTP"},
      {"12/QP-UBND", "12/QĐ-UBND"},
      {"12/QB-XYZ", nullptr},
      {"1/TT-BNB", nullptr},
      {"7/NB-SNV", nullptr},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(MendCode(c.code).value_or("same"), c.mended == nullptr ? "same" : c.mended) << c.code;
  }
}

}  // namespace
}  // namespace planrec::normalize
