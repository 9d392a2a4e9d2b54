// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/office_words.h"

#include <algorithm>
#include <array>

#include "extractors/layout/noise.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr std::array kWords = {
    OfficeWord{"CHỦ TỊCH", "CHU TỊCH", "CHU CẤP"},
    OfficeWord{"PHÓ CHỦ TỊCH", "PHO CHU TỊCH", "PHỐ CỔ"},
    OfficeWord{"GIÁM ĐỐC", "GIÁM ĐÓC", "GIÁM ĐỊNH"},
    OfficeWord{"PHÓ GIÁM ĐỐC", "PHÓ GIAM ĐÓC", "PHÓ GIÁO SƯ"},
    OfficeWord{"HIỆU TRƯỞNG", "HIỆU TRƯỜNG", "HIỆU QUẢ"},
    OfficeWord{"BÍ THƯ", "BI THU", "BI THUYỀN"},
    OfficeWord{"CHÁNH VĂN PHÒNG", "CHANH VĂN PHÒNG", "VĂN PHONG CHANH"},
    OfficeWord{"TRƯỞNG PHÒNG", "TRƯỜNG PHÒNG", "TRƯỜNG HỌC"},
    OfficeWord{"TRƯỞNG BAN", "TRƯỜNG BAN", "TRƯỜNG"},
    OfficeWord{"CỤC TRƯỞNG", "CUC TRƯỜNG", "CỤC"},
    OfficeWord{"BỘ TRƯỞNG", "BO TRƯỞNG", "BO BO"},
    OfficeWord{"CHỦ NHIỆM", "CHU NHIỆM", "NHIỆM VỤ"},
    OfficeWord{"THỦ TƯỚNG", "THU TƯỚNG", "TƯỚNG"},
    OfficeWord{"ỦY BAN NHÂN DÂN", "UY BAN NHÂN DAN", "BAN"},
    OfficeWord{"HỘI ĐỒNG NHÂN DÂN", "HỘI ĐONG NHÂN DÂN", "HỘI ĐỒNG"},
    OfficeWord{"BAN THƯỜNG VỤ", "BAN THƯƠNG VỤ", "BAN THƯỜNG TRỰC"},
    OfficeWord{"BAN CHẤP HÀNH", "BAN CHÁP HÀNH", "BAN HÀNH"},
    OfficeWord{"ĐẢNG ỦY", "ĐANG ỦY", "ĐẢNG"},
    OfficeWord{"TỈNH ỦY", "TINH ỦY", "TỈNH"},
    OfficeWord{"HUYỆN ỦY", "HUYÊN ỦY", "HUYỆN"},
};

/// A letter that ends before, or begins at, `at`.
bool LetterAt(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at < text.size() && IsLetter(DecodeUtf8(text, at));
}

/// "UỶ" is a way to write "ỦY".
bool WrittenOtherwise(std::string printed, std::string_view word) {
  constexpr std::string_view kOther = "UỶ", kUsual = "ỦY";
  for (size_t at = printed.find(kOther); at != std::string::npos; at = printed.find(kOther, at))
    printed.replace(at, kOther.size(), kUsual);
  return printed == word;
}

bool InCapitals(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  return std::none_of(letters.begin(), letters.end(), [](char32_t c) { return IsLower(c); });
}

}  // namespace

std::span<const OfficeWord> OfficeWords() {
  return kWords;
}

std::string WithOfficeMarks(const PlacedText& text, std::vector<Repair>& repairs) {
  std::string out = text.text;
  if (!IsRecognised(text)) return out;
  for (const OfficeWord& entry : kWords) {
    const std::string word = Fold(entry.word);
    for (size_t from = 0;;) {
      const FoldedText folded = FoldWithOffsets(out);
      const size_t at = folded.text.find(word, from);
      if (at == std::string::npos) break;
      from = at + word.size();
      const size_t begin = folded.offset[at];
      const size_t end = from < folded.text.size() ? folded.offset[from] : out.size();
      const bool whole =
          (begin == 0 || !LetterAt(out, begin - 1)) && (end >= out.size() || !LetterAt(out, end));
      const std::string printed = out.substr(begin, end - begin);
      if (!whole || !InCapitals(printed) || WrittenOtherwise(printed, entry.word)) continue;
      out.replace(begin, end - begin, entry.word);
      Repair repair;
      repair.from = printed;
      repair.to = std::string(entry.word);
      repair.where = text.Locate();
      repair.reason = EditReason::kDiacritics;
      repair.confidence = 0.97;
      repairs.push_back(std::move(repair));
    }
  }
  return out;
}

}  // namespace planrec::extract
