// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/bench_repair/classes.h"

#include <algorithm>
#include <cstdio>

#include "normalizers/language/lm_tokens.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::bench_repair {
namespace {

constexpr std::array<std::string_view, kWordClasses> kNames = {
    "right before", "digits and codes", "abbreviations",    "segmentation",
    "names",        "marks only",       "base letter wrong"};
constexpr double kGap = 0.62;
constexpr size_t kMostHarm = 1000;

std::vector<std::string> Words(std::string_view line) {
  std::vector<std::string> words;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    words.emplace_back(line.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::string CoreOf(std::string_view word) {
  const normalize::TokenParts parts = normalize::SplitPunctuation(word);
  return std::string(word.substr(parts.core_begin, parts.core_end - parts.core_begin));
}

/// The word with its tone mark in the usual place.
std::string Usual(std::string_view word) {
  const normalize::TokenParts parts = normalize::SplitPunctuation(word);
  return std::string(word.substr(0, parts.core_begin)) +
         UsualTonePlace(word.substr(parts.core_begin, parts.core_end - parts.core_begin)) +
         std::string(word.substr(parts.core_end));
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int CountLetters(std::string_view text, bool (*is)(char32_t)) {
  int count = 0;
  for (size_t at = 0; at < text.size();) {
    if (is(DecodeUtf8(text, at))) ++count;
  }
  return count;
}

double Distance(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  const size_t longer = std::max({a.size(), b.size(), size_t{1}});
  return 0.05 + static_cast<double>(EditDistance(a, b, static_cast<int>(longer))) /
                    static_cast<double>(longer);
}

std::string Percent(int part, int whole) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", whole == 0 ? 100.0 : 100.0 * part / whole);
  return text;
}

}  // namespace

std::string_view NameOf(WordClass word_class) {
  return kNames[static_cast<size_t>(word_class)];
}

WordClass ClassOf(std::string_view gold, std::string_view raw, bool first, bool capitals) {
  if (Usual(gold) == Usual(raw)) return WordClass::kRight;
  const std::string core = CoreOf(gold), seen = CoreOf(raw);
  if (HasDigit(core)) return WordClass::kDigits;
  if (raw.empty()) return WordClass::kSegmentation;
  const int letters = CountLetters(core, IsLetter), upper = CountLetters(core, IsUpper);
  const std::string base = Fold(core), seen_base = Fold(seen);
  if (base.size() >= 2 && seen_base.size() > base.size() + 2 &&
      seen_base.find(base) != std::string::npos) {
    return WordClass::kSegmentation;
  }
  if (!capitals && letters >= 2 && upper == letters) return WordClass::kAbbreviation;
  if (!capitals && !first && upper == 1 && letters >= 2) return WordClass::kName;
  return base == seen_base ? WordClass::kMarks : WordClass::kBase;
}

std::vector<std::array<size_t, 2>> AlignWords(const std::vector<std::string>& a,
                                              const std::vector<std::string>& b) {
  const size_t n = a.size(), m = b.size();
  std::vector<std::string> x(n), y(m);
  std::transform(a.begin(), a.end(), x.begin(), [](const std::string& s) { return Fold(s); });
  std::transform(b.begin(), b.end(), y.begin(), [](const std::string& s) { return Fold(s); });
  std::vector<double> best((n + 1) * (m + 1)), pair((n + 1) * (m + 1));
  const auto at = [m](size_t i, size_t j) { return i * (m + 1) + j; };
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      double least = i + j == 0 ? 0 : 1e18;
      if (i > 0) least = std::min(least, best[at(i - 1, j)] + kGap);
      if (j > 0) least = std::min(least, best[at(i, j - 1)] + kGap);
      if (i > 0 && j > 0) {
        pair[at(i, j)] = Distance(x[i - 1], y[j - 1]);
        least = std::min(least, best[at(i - 1, j - 1)] + pair[at(i, j)]);
      }
      best[at(i, j)] = least;
    }
  }
  std::vector<std::array<size_t, 2>> out;
  for (size_t i = n, j = m; i > 0 && j > 0;) {
    if (best[at(i, j)] == best[at(i - 1, j - 1)] + pair[at(i, j)]) {
      out.push_back({--i, --j});
    } else if (best[at(i, j)] == best[at(i - 1, j)] + kGap) {
      --i;
    } else {
      --j;
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void Tally::AddLine(std::string_view gold, std::string_view raw, std::string_view repaired) {
  const std::vector<std::string> truth = Words(gold), before = Words(raw), after = Words(repaired);
  const int letters = CountLetters(gold, IsLetter);
  const bool capitals = letters >= 6 && CountLetters(gold, IsUpper) * 10 >= letters * 7;
  std::vector<std::string> was(truth.size()), is(truth.size());
  for (const auto& [i, j] : AlignWords(truth, before)) was[i] = before[j];
  for (const auto& [i, j] : AlignWords(truth, after)) is[i] = after[j];
  for (size_t i = 0; i < truth.size(); ++i) {
    ClassCount& count = counts_[static_cast<size_t>(ClassOf(truth[i], was[i], i == 0, capitals))];
    const bool right_before = Usual(truth[i]) == Usual(was[i]);
    const bool right_after = Usual(truth[i]) == Usual(is[i]);
    ++count.words;
    if (right_before) ++count.right_before;
    if (right_after) ++count.right_after;
    if (!right_before || right_after) continue;
    ++harmed_;
    if (HasDigit(truth[i])) ++digits_harmed_;
    if (harm_.size() < kMostHarm) harm_.push_back(truth[i] + " <- " + was[i] + " -> " + is[i]);
  }
}

ClassCount Tally::all() const {
  ClassCount sum;
  for (const ClassCount& count : counts_) {
    sum.words += count.words;
    sum.right_before += count.right_before;
    sum.right_after += count.right_after;
  }
  return sum;
}

std::string Tally::Table() const {
  std::string out = "class              words     before %  after %\n";
  const auto row = [&out](std::string_view name, const ClassCount& count) {
    char text[96];
    std::snprintf(text, sizeof text, "%-18.*s %-9d %-9s %s\n", static_cast<int>(name.size()),
                  name.data(), count.words, Percent(count.right_before, count.words).c_str(),
                  Percent(count.right_after, count.words).c_str());
    out += text;
  };
  for (size_t k = 0; k < kWordClasses; ++k) row(kNames[k], counts_[k]);
  row("all", all());
  const ClassCount sum = all();
  out += "harmed: " + std::to_string(harmed_) + " of " + std::to_string(sum.right_before) +
         " words that were right (" + Percent(harmed_, sum.words) +
         " % of all); with digits: " + std::to_string(digits_harmed_) + "\n";
  return out;
}

}  // namespace planrec::bench_repair
