// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/line_text.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::train_ocr {
namespace {

using samples::Random;

constexpr size_t kLongestLine = 110;  // characters; what a page's width takes in small print
constexpr size_t kLongestRow = 12;    // points to fill a field in upon; how many says nothing
constexpr size_t kPlacesPerCharacter = 4000;

constexpr std::array<const char*, 24> kOffices = {
    "KH-UBND", "QĐ-UBND", "CT-UBND", "NQ-HĐND",  "QĐ-TTg",  "NĐ-CP",  "TT-BNV",   "TT-BTC",
    "CT-TTg",  "BC-UBND", "TB-UBND", "CV-SGDĐT", "KH-SYT",  "QĐ-BYT", "HD-BTGTU", "NQ/TW",
    "KH/TU",   "CT/TU",   "NQ-CP",   "TTr-SNV",  "UBND-VX", "STC-NS", "KH-ĐHTĐ",  "QĐ-BGDĐT"};
constexpr std::array<const char*, 16> kUnits = {
    "triệu đồng", "tỷ đồng", "đồng", "ha",     "người", "hộ",  "km",       "tấn",
    "cơ sở",      "lượt",    "xã",   "trường", "kg",    "lớp", "học sinh", "%"};
constexpr std::array<const char*, 22> kRoman = {
    "I",   "II",   "III", "IV", "V",   "VI", "VII", "VIII", "IX", "X", "XI",
    "XII", "XIII", "XIV", "XV", "XVI", "I",  "II",  "III",  "IV", "V", "II"};
constexpr std::array<const char*, 12> kLetters = {"a", "b", "c", "d", "đ", "e",
                                                  "g", "h", "i", "k", "l", "m"};

template <size_t N>
std::string Any(const std::array<const char*, N>& of, Random& random) {
  return of[static_cast<size_t>(random.Between(0, static_cast<int>(N) - 1))];
}

bool HeldOut(std::string_view line) {
  uint32_t hash = 2166136261u;
  for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash >> 8) % 20 == 0;
}

std::string Number(Random& random) {
  const int digits = random.Between(1, 4);
  const int most[] = {9, 99, 999, 9999};
  std::string text = std::to_string(random.Between(1, most[digits - 1]));
  return random.Chance(0.12) && text.size() == 1 ? "0" + text : text;
}

std::string Thousands(Random& random) {
  std::string text = std::to_string(random.Between(1, 999));
  for (int groups = random.Between(1, 3); groups > 0; --groups) {
    const std::string group = std::to_string(random.Between(0, 999));
    text += "." + std::string(3 - group.size(), '0') + group;
  }
  return text;
}

std::string TwoDigits(int value, Random& random) {
  const std::string text = std::to_string(value);
  return text.size() == 1 && random.Chance(0.7) ? "0" + text : text;
}

const Pattern& PickByWeight(const std::vector<Pattern>& patterns, Random& random) {
  const int total = std::accumulate(patterns.begin(), patterns.end(), 0,
                                    [](int sum, const Pattern& p) { return sum + p.weight; });
  int at = random.Between(1, total);
  for (const Pattern& p : patterns)
    if ((at -= p.weight) <= 0) return p;
  return patterns.back();
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Ways of typing that word processors change while one writes.
void RetypeAtRandom(std::string& text, Random& random, bool with_added) {
  if (with_added && random.Chance(0.25)) ReplaceAll(text, " - ", " – ");
  if (with_added && random.Chance(0.3)) ReplaceAll(text, "...", "…");
  if (random.Chance(0.6)) {
    bool open = true;
    for (size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
      text.replace(at, 1, open ? "“" : "”");
      open = !open;
    }
  }
  if (with_added && random.Chance(0.6)) ReplaceAll(text, "'", "’");
  if (random.Chance(0.12)) {
    text = Upper(text);
  } else if (random.Chance(0.06)) {
    bool first = true;
    std::string titled;
    for (size_t at = 0; at < text.size();) {
      const char32_t c = DecodeUtf8(text, at);
      AppendUtf8(titled, first ? UpperLetter(c) : c);
      first = c == U' ';
    }
    text = titled;
  }
}

}  // namespace

std::string AsPrinted(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  const auto points = [](char32_t c) { return c == U'.' ? size_t{1} : c == U'…' ? size_t{3} : 0; };
  std::u32string label;
  for (size_t i = 0; i < letters.size();) {
    const char32_t c = letters[i];
    size_t row = 0, end = i;
    for (; end < letters.size() && points(letters[end]) > 0; ++end) row += points(letters[end]);
    if (row > 0) {
      label += row == 3 ? std::u32string(1, U'…') : std::u32string(row, U'.');
      i = end;
      continue;
    }
    const bool twice = i + 1 < letters.size() && letters[i + 1] == c;
    if (twice && (c == U'‘' || c == U'’')) {
      label += c == U'‘' ? U'“' : U'”';
      i += 2;
      continue;
    }
    label += c == U'º' && i > 0 && IsDigit(letters[i - 1]) ? U'°' : c;
    ++i;
  }
  return ToUtf8(label);
}

bool HasRowOfPoints(std::string_view text, size_t least) {
  return AsPrinted(text).find(std::string(least, '.')) != std::string::npos;
}

LineTexts::LineTexts(std::string corpus, std::u32string characters, TextPart part)
    : corpus_(std::move(corpus)), characters_(std::move(characters)) {
  std::sort(characters_.begin(), characters_.end());
  const std::u32string& added = AddedCharacters();
  std::vector<std::string> wanted;
  for (const char32_t c : added) wanted.push_back(ToUtf8(std::u32string(1, c)));
  places_.resize(wanted.size());
  for (size_t begin = 0; begin < corpus_.size();) {
    const size_t end = std::min(corpus_.find('\n', begin), corpus_.size());
    const std::string_view line = std::string_view(corpus_).substr(begin, end - begin);
    begin = end + 1;
    if (line.size() < 20 || HeldOut(line) != (part == TextPart::kHeldOut)) continue;
    for (size_t i = 0; i < wanted.size(); ++i) {
      if (places_[i].size() >= kPlacesPerCharacter) continue;
      const size_t at = line.find(wanted[i]);
      if (at != std::string_view::npos)
        places_[i].push_back({static_cast<uint32_t>(lines_.size()), static_cast<uint32_t>(at)});
    }
    lines_.push_back(line);
  }
}

bool LineTexts::Known(std::string_view text) const {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (c != U' ' && !std::binary_search(characters_.begin(), characters_.end(), c)) return false;
  }
  return true;
}

std::string LineTexts::Piece(Random& random, int least, int most) const {
  for (int tries = 0; tries < 50; ++tries) {
    const std::string_view line = lines_[random.Next() % lines_.size()];
    size_t at = random.Next() % line.size();
    at = random.Chance(0.25) ? 0 : line.find(' ', at);
    if (at == std::string_view::npos) continue;
    std::string piece;
    for (int words = random.Between(least, most); words > 0 && at < line.size(); --words) {
      while (at < line.size() && line[at] == ' ') ++at;
      const size_t end = std::min(line.find(' ', at), line.size());
      if (end == at) break;
      piece += (piece.empty() ? "" : " ") + std::string(line.substr(at, end - at));
      at = end;
    }
    ReplaceAll(piece, "Ð", "Đ");
    ReplaceAll(piece, "\u00a0", " ");
    if (!piece.empty() && Known(piece)) return piece;
  }
  return "Ủy ban nhân dân";
}

// A few words around a place where the corpus has one of the added characters.
std::string LineTexts::Around(Random& random) const {
  const std::vector<Place>& places = places_[random.Next() % places_.size()];
  if (places.empty()) return Piece(random, 2, 8);
  const Place place = random.Pick(places);
  const std::string_view line = lines_[place.line];
  size_t begin = place.offset, end = place.offset;
  for (int words = random.Between(1, 6); words > 0 && begin > 0; --words) {
    const size_t space = line.rfind(' ', begin - 1);
    begin = space == std::string_view::npos ? 0 : space;
  }
  for (int words = random.Between(1, 5); words > 0 && end < line.size(); --words)
    end = std::min(line.find(' ', end + 1), line.size());
  return std::string(line.substr(begin, end - begin));
}

std::string LineTexts::Fill(std::string_view pattern, Random& random) const {
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      text += pattern[i];
      continue;
    }
    switch (pattern[i + 1]) {
      case 'n':
        text += Number(random);
        break;
      case 'N':
        text += Thousands(random);
        break;
      case 'p':
        text += std::to_string(random.Between(0, 120)) + (random.Chance(0.85) ? "," : ".") +
                std::to_string(random.Between(0, random.Chance(0.5) ? 9 : 99));
        break;
      case 'd':
        text += TwoDigits(random.Between(1, 31), random);
        break;
      case 'm':
        text += TwoDigits(random.Between(1, 12), random);
        break;
      case 'y':
        text += std::to_string(random.Between(1990, 2045));
        break;
      case 'r':
        text += Any(kRoman, random);
        break;
      case 'l':
        text += Any(kLetters, random);
        break;
      case 'c':
        text += Any(kOffices, random);
        break;
      case 'u':
        text += Any(kUnits, random);
        break;
      case '1':
        text += Piece(random, 1, 1);
        break;
      case '2':
        text += Piece(random, 2, 3);
        break;
      default:
        text += Piece(random, 5, 9);
        break;
    }
    i += 2;
  }
  return text;
}

bool LineTexts::Fits(std::string_view text) const {
  return !text.empty() && CountCodePoints(text) <= kLongestLine && Known(text) &&
         !HasRowOfPoints(text, kLongestRow + 1);
}

std::string LineTexts::Next(Random& random, double rare, std::u32string_view with) const {
  if (!with.empty() && random.Chance(rare)) {
    const std::string text = NextWith(with[random.Next() % with.size()], random);
    if (!text.empty()) return text;
  }
  if (!with.empty()) rare = kRareShare;
  for (int tries = 0; tries < 20; ++tries) {
    std::string text;
    if (random.Chance(rare)) {
      text = random.Chance(0.6) ? Fill(PickByWeight(RareCharacterPatterns(), random).text, random)
                                : Around(random);
    } else {
      const double kind = random.Unit();
      text = kind < 0.60   ? Piece(random, 4, 13)
             : kind < 0.75 ? Piece(random, 1, 4)
                           : Fill(PickByWeight(Patterns(), random).text, random);
    }
    RetypeAtRandom(text, random, rare > 0);
    text = FoldSpaces(text);
    if (Fits(text)) return text;
  }
  return "Ủy ban nhân dân";
}

std::string LineTexts::NextWith(char32_t c, Random& random) const {
  const std::string wanted = ToUtf8(std::u32string(1, c));
  for (int tries = 0; tries < 2000; ++tries) {
    std::string text = Next(random, 1);
    if (text.find(wanted) != std::string::npos) return text;
  }
  return {};
}

}  // namespace planrec::train_ocr
