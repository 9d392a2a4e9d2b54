// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/text_match.h"

#include <algorithm>
#include <unordered_map>

#include "pipeline/core/utf8.h"

namespace planrec::evaluate {
namespace {

constexpr uint64_t kHighBit = uint64_t{1} << 63;

template <typename K>
std::vector<std::pair<K, uint32_t>> Count(std::vector<K> keys) {
  std::sort(keys.begin(), keys.end());
  std::vector<std::pair<K, uint32_t>> out;
  for (const K& key : keys) {
    if (out.empty() || out.back().first != key) out.emplace_back(key, 0);
    ++out.back().second;
  }
  return out;
}

/// Three letters of 21 bits each.
std::vector<uint64_t> Trigrams(const std::u32string& letters) {
  const std::u32string padded = U" " + letters + U" ";
  std::vector<uint64_t> out;
  if (padded.size() == 2) return {0};  // the one gram of the empty text
  for (size_t i = 0; i + 2 < padded.size(); ++i) {
    out.push_back((uint64_t{padded[i]} << 42) | (uint64_t{padded[i + 1]} << 21) | padded[i + 2]);
  }
  return out;
}

/// The bit-parallel matrix of `pattern` (not empty) against `text`. In a whole comparison each
/// column begins one edit further; a search may begin anywhere and takes the best end.
size_t BitParallel(std::u32string_view pattern, std::u32string_view text, bool search) {
  struct Block {
    uint64_t positive = ~uint64_t{0}, negative = 0;  // vertical differences
  };
  const size_t blocks = (pattern.size() + 63) / 64;
  std::unordered_map<char32_t, size_t> index;
  std::vector<uint64_t> where;  // letter × block: the places of the letter in the pattern
  for (size_t i = 0; i < pattern.size(); ++i) {
    const auto [it, added] = index.emplace(pattern[i], index.size());
    if (added) where.resize(where.size() + blocks, 0);
    where[it->second * blocks + i / 64] |= uint64_t{1} << (i % 64);
  }
  const std::vector<uint64_t> nowhere(blocks, 0);
  const uint64_t last_bit = uint64_t{1} << ((pattern.size() - 1) % 64);
  std::vector<Block> column(blocks);
  size_t score = pattern.size(), best = score;
  for (const char32_t letter : text) {
    const auto it = index.find(letter);
    const uint64_t* places = it == index.end() ? nowhere.data() : &where[it->second * blocks];
    uint64_t up = search ? 0 : 1, down = 0;  // horizontal difference that enters from above
    for (size_t b = 0; b < blocks; ++b) {
      Block& block = column[b];
      const uint64_t equal = places[b] | down;
      const uint64_t zero =
          (((equal & block.positive) + block.positive) ^ block.positive) | equal | block.negative;
      uint64_t rise = block.negative | ~(zero | block.positive);
      uint64_t fall = zero & block.positive;
      if (b + 1 == blocks) {
        if ((rise & last_bit) != 0) ++score;
        if ((fall & last_bit) != 0) --score;
      }
      const uint64_t up_out = (rise & kHighBit) != 0 ? 1 : 0;
      const uint64_t down_out = (fall & kHighBit) != 0 ? 1 : 0;
      rise = (rise << 1) | up;
      fall = (fall << 1) | down;
      block.positive = fall | ~(zero | rise);
      block.negative = rise & zero;
      up = up_out;
      down = down_out;
    }
    best = std::min(best, score);
  }
  return search ? best : score;
}

}  // namespace

Text::Text(std::string utf8) : utf8_(std::move(utf8)), letters_(ToUtf32(utf8_)) {
  bag_ = Count(std::vector<char32_t>(letters_.begin(), letters_.end()));
  grams_ = Count(Trigrams(letters_));
}

size_t Distance(std::u32string_view a, std::u32string_view b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty()) return b.size();
  if (b.empty()) return a.size();
  return BitParallel(a, b, false);
}

size_t FindDistance(std::u32string_view pattern, std::u32string_view text) {
  return pattern.empty() ? 0 : BitParallel(pattern, text, true);
}

size_t Missing(const Text& a, const Text& b) {
  size_t out = 0;
  auto it = b.bag_.begin();
  for (const auto& [letter, count] : a.bag_) {
    while (it != b.bag_.end() && it->first < letter) ++it;
    const uint32_t there = it != b.bag_.end() && it->first == letter ? it->second : 0;
    if (count > there) out += count - there;
  }
  return out;
}

double Similarity(const Text& a, const Text& b) {
  if (a == b) return 1.0;
  const double longer = static_cast<double>(std::max(a.size(), b.size()));
  return 1.0 - static_cast<double>(Distance(a.letters(), b.letters())) / longer;
}

double SoftSimilarity(const Text& a, const Text& b) {
  if (a == b) return 1.0;
  const double longer = static_cast<double>(std::max(a.size(), b.size()));
  const double room = longer * (1 - kSoft) + kEpsilon;
  if (longer - static_cast<double>(std::min(a.size(), b.size())) > room) return 0.0;
  if (static_cast<double>(std::max(Missing(a, b), Missing(b, a))) > room) return 0.0;
  const double similarity = Similarity(a, b);
  return similarity >= kSoft - kEpsilon ? similarity : 0.0;
}

double Contained(const Text& a, const Text& b, bool soft) {
  if (a.empty() || b.empty()) return 0.0;
  const Text& shorter = a.size() > b.size() ? b : a;
  const Text& longer = a.size() > b.size() ? a : b;
  if (longer.letters().find(shorter.letters()) != std::u32string::npos) return 1.0;
  if (!soft) return 0.0;
  const double length = static_cast<double>(shorter.size());
  const double room = length * (1 - kSoft) + kEpsilon;
  if (room < 1 || static_cast<double>(Missing(shorter, longer)) > room) return 0.0;
  const double distance = static_cast<double>(FindDistance(shorter.letters(), longer.letters()));
  return distance <= room ? 1.0 - distance / length : 0.0;
}

double Dice(const Text& a, const Text& b) {
  if (a == b) return 1.0;
  uint64_t common = 0, all = 0;
  for (const auto& each : a.grams_) all += each.second;
  for (const auto& each : b.grams_) all += each.second;
  auto it = b.grams_.begin();
  for (const auto& [gram, count] : a.grams_) {
    while (it != b.grams_.end() && it->first < gram) ++it;
    if (it != b.grams_.end() && it->first == gram) common += std::min(count, it->second);
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(all);
}

double CellCredit(const Text& a, const Text& b) {
  if (a == b) return 1.0;
  const double half = 0.5 * static_cast<double>(std::max(a.size(), b.size()));
  if (static_cast<double>(std::min(a.size(), b.size())) < half) return 0.0;
  if (static_cast<double>(std::max(Missing(a, b), Missing(b, a))) > half) return 0.0;
  const double similarity = Similarity(a, b);
  return similarity >= 0.5 ? similarity : 0.0;
}

}  // namespace planrec::evaluate
