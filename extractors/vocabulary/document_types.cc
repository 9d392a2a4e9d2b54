// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/document_types.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Lower-case letters without marks and without anything between them.
std::string Squeeze(std::string_view text) {
  std::string out;
  for (char c : Fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
  }
  return out;
}

bool HasLetterSpacing(std::string_view line) {
  int words = 0, single = 0;
  bool in_word = false;
  int length = 0;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = DecodeUtf8(line, at);
    if (c == ' ' || c == 0xA0) {
      if (in_word && length == 1) ++single;
      in_word = false;
      continue;
    }
    if (!in_word) {
      ++words;
      length = 0;
    }
    in_word = true;
    ++length;
  }
  if (in_word && length == 1) ++single;
  return words >= 4 && single * 4 >= words * 3;
}

}  // namespace

const std::vector<DocumentType>& DocumentTypes() {
  static const std::vector<DocumentType> types = {
      // Decree 30/2020/NĐ-CP, Annex III
      {"NQ", "Nghị quyết", false},
      {"QĐ", "Quyết định", false},
      {"CT", "Chỉ thị", false},
      {"QC", "Quy chế", true},
      {"QyĐ", "Quy định", true},
      {"TC", "Thông cáo", false},
      {"TB", "Thông báo", false},
      {"HD", "Hướng dẫn", true},
      {"CTr", "Chương trình", true},
      {"KH", "Kế hoạch", true},
      {"PA", "Phương án", true},
      {"ĐA", "Đề án", true},
      {"DA", "Dự án", true},
      {"BC", "Báo cáo", false},
      {"BB", "Biên bản", false},
      {"TTr", "Tờ trình", false},
      {"HĐ", "Hợp đồng", false},
      {"CĐ", "Công điện", false},
      {"BGN", "Bản ghi nhớ", false},
      {"BTT", "Bản thỏa thuận", false},
      {"GUQ", "Giấy ủy quyền", false},
      {"GM", "Giấy mời", false},
      {"GGT", "Giấy giới thiệu", false},
      {"GNP", "Giấy nghỉ phép", false},
      {"PG", "Phiếu gửi", false},
      {"PC", "Phiếu chuyển", false},
      {"PB", "Phiếu báo", false},
      // named without an abbreviation there; the trade writes CV
      {"CV", "Công văn", false},
      // legal documents
      {"L", "Luật", false},
      {"PL", "Pháp lệnh", false},
      {"NĐ", "Nghị định", false},
      {"TT", "Thông tư", false},
      {"TTLT", "Thông tư liên tịch", false},
      {"NQLT", "Nghị quyết liên tịch", false},
      {"VBHN", "Văn bản hợp nhất", false},
      // named in no decree, and issued all the same
      {"GP", "Giấy phép", false},
      {"ĐL", "Điều lệ", true},
      {"TM", "Thư mời", false},
      // the Party
      {"CTHĐ", "Chương trình hành động", true},
      {"KL", "Kết luận", false},
      {"QĐi", "Quy định", true},
  };
  return types;
}

namespace {

std::string_view WithoutLoneLetters(std::string_view line) {
  for (size_t space; (space = line.find(' ')) != std::string_view::npos &&
                     CountCodePoints(line.substr(0, space)) == 1;) {
    line = Trim(line.substr(space));
  }
  for (size_t space; (space = line.rfind(' ')) != std::string_view::npos &&
                     CountCodePoints(line.substr(space + 1)) == 1;) {
    line = Trim(line.substr(0, space));
  }
  return line;
}

struct LetterCount {
  int upper = 0, all = 0;
};

LetterCount CountLetters(std::string_view text) {
  LetterCount count;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++count.all;
    if (IsUpper(c)) ++count.upper;
  }
  return count;
}

/// How many letters of a squeezed name may be damaged: "BÁO CÁO" may lose one letter of six,
/// "CHƯƠNG TRÌNH" two of eleven.
int MostDamaged(std::string_view name) {
  return name.size() >= 10 ? 2 : name.size() >= 6 ? 1 : 0;
}

/// The type whose name a line comes nearest to; without one where each is too far. Only capitals
/// may be damaged.
TypeLine NearestType(std::string_view line, bool capitals) {
  const std::string squeezed = Squeeze(line);
  const std::string upper_line = Upper(FoldSpaces(line));
  TypeLine best;
  int best_distance = 99;
  for (const DocumentType& type : DocumentTypes()) {
    if (type.abbreviation == "L" || type.abbreviation == "QĐi") continue;
    const std::string name = Squeeze(type.name);
    const int limit = capitals ? MostDamaged(name) : 0;
    const int distance = EditDistance(squeezed, name, limit);
    if (distance > limit) continue;
    // With marks at hand prefer the type whose marks agree: QUY CHẾ, QUY ĐỊNH.
    const bool exact = upper_line == Upper(type.name);
    const int score = distance * 2 + (exact ? 0 : 1);
    if (score < best_distance) {
      best_distance = score;
      best.type = &type;
      best.confidence = distance == 0 ? 1.0 : 0.8;
    }
  }
  return best;
}

std::optional<TypeLine> TypeNamed(std::string_view trimmed, bool spaced) {
  while (!trimmed.empty() && (trimmed.back() == ':' || trimmed.back() == '.')) {
    trimmed = Trim(trimmed.substr(0, trimmed.size() - 1));
  }
  const LetterCount letters = CountLetters(trimmed);
  if (letters.all == 0) return std::nullopt;
  const bool capitals = spaced || letters.upper * 10 >= letters.all * 7;
  TypeLine nearest = NearestType(trimmed, capitals);
  if (nearest.type == nullptr) return std::nullopt;
  // A sentence-case line is a type only when it is exactly the name.
  if (!capitals) {
    if (FoldSpaces(trimmed) != nearest.type->name) return std::nullopt;
    nearest.confidence = 0.9;
  }
  return nearest;
}

}  // namespace

std::optional<TypeLine> FindTypeLine(std::string_view line) {
  const std::string_view trimmed = Trim(line);
  if (trimmed.empty() || trimmed.size() > 60) return std::nullopt;
  const bool spaced = HasLetterSpacing(trimmed);
  // A letter alone may be what is left of a word ("K HOẠCH").
  if (const std::optional<TypeLine> type = TypeNamed(trimmed, spaced); type || spaced) return type;
  // The rim of a stamp beside the type is read as single letters: "Ộ QUYẾT ĐỊNH : Ộ".
  return TypeNamed(WithoutLoneLetters(trimmed), spaced);
}

const DocumentType* FindTypeByAbbreviation(std::string_view abbreviation) {
  for (const DocumentType& type : DocumentTypes()) {
    if (type.abbreviation == abbreviation) return &type;
  }
  return nullptr;
}

const DocumentType* FindTypeByNotation(std::string_view notation) {
  // Groups are separated by '/' (year) and '-'; the first that names a type decides.
  for (size_t at = 0; at <= notation.size();) {
    const size_t end = std::min(notation.find_first_of("/-", at), notation.size());
    const std::string_view group = Trim(notation.substr(at, end - at));
    if (const DocumentType* type = FindTypeByAbbreviation(group)) {
      if (group != "L" && group != "CV") return type;
    }
    const bool year = group.size() == 4 && std::all_of(group.begin(), group.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
    if (!year || end == notation.size()) return nullptr;
    at = end + 1;
  }
  return nullptr;
}

}  // namespace planrec::extract
