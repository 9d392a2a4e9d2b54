// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/office_words.h"

#include <gtest/gtest.h>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

PlacedText Read(std::string_view text) {
  PlacedText placed = PlacedText::Plain(std::string(text));
  PlacedText::Piece piece;
  piece.end = static_cast<uint32_t>(placed.text.size());
  piece.confidence = 0.9F;
  placed.pieces = {piece};
  return placed;
}

std::string Mend(std::string_view text, size_t* count = nullptr) {
  std::vector<Repair> repairs;
  std::string out = WithOfficeMarks(Read(text), repairs);
  if (count != nullptr) *count = repairs.size();
  return out;
}

TEST(OfficeWords, EachIsMendedAndItsNeighbourIsNot) {
  for (const OfficeWord& word : OfficeWords()) {
    EXPECT_EQ(Fold(word.damaged), Fold(word.word)) << word.word;
    EXPECT_EQ(Mend(word.damaged), word.word);
    EXPECT_EQ(Mend(word.other), word.other);
    EXPECT_EQ(Mend(word.word), word.word);
  }
}

TEST(OfficeWords, Cases) {
  const struct {
    std::string_view in, out;
    size_t repairs;
  } cases[] = {
      {"KT. CHU TỊCH", "KT. CHỦ TỊCH", 1},
      {"TM. UỶ BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN", 0},  // a way to write it
      {"TM. UY BAN NHÂN DÂN XÃ", "TM. ỦY BAN NHÂN DÂN XÃ", 1},
      {"Chu tịch", "Chu tịch", 0},  // no capitals: a name's or sentence's business
      {"", "", 0},
  };
  for (const auto& c : cases) {
    size_t repairs = 0;
    EXPECT_EQ(Mend(c.in, &repairs), c.out);
    EXPECT_EQ(repairs, c.repairs) << c.in;
  }
  // Text that was printed, not read, stays.
  std::vector<Repair> repairs;
  EXPECT_EQ(WithOfficeMarks(PlacedText::Plain("CHU TỊCH"), repairs), "CHU TỊCH");
}

}  // namespace
}  // namespace planrec::extract
