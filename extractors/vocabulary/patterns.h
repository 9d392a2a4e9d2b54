// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules as data. A Pattern is a named RE2 expression with a sentence that it must match and one
// that it must not; tests/extractors/patterns_test.cc runs both for every pattern of the program.
//
//   const Pattern kIssued{"letterhead.date", Over::kFolded,
//                         R"(ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4}))",
//                         "ngày 05 tháng 3 năm 2024", "trong 05 tháng"};
//   if (auto match = kIssued.Find(text)) Use(match->Text(text, 1));
//
// Over::kFolded patterns are written in lower case without marks (Fold of pipeline/core/utf8.h) and
// run on the folded text; every span that they give back is of the original text. Where many
// patterns run over one text, fold it once and pass the FoldedText.
//
// A Pattern is a constant at namespace scope: it enters AllPatterns() when it is constructed and
// compiles on first use. After start-up every member is const and thread safe. A pattern that does
// not compile matches nothing; the test shows it (Compiles()). RE2 matches in linear time, so no
// text can make a rule hang. Offsets are bytes of UTF-8.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::extract {

/// What a pattern is matched against.
enum class Over {
  kPrinted,  ///< the text as it is
  kFolded,   ///< its Fold(): lower case, no marks
};

/// Bytes [begin, end) of a text; `begin` is npos for a group that took no part.
struct Span {
  static constexpr size_t npos = static_cast<size_t>(-1);
  size_t begin = npos, end = npos;

  bool found() const { return begin != npos; }
  size_t size() const { return found() ? end - begin : 0; }
  friend bool operator==(const Span&, const Span&) = default;
};

struct Match {
  std::vector<Span> groups;  ///< [0] is the whole match

  size_t begin() const { return groups[0].begin; }
  size_t end() const { return groups[0].end; }
  const Span& group(size_t i) const { return groups[i]; }
  bool has(size_t i) const { return i < groups.size() && groups[i].found(); }
  /// The group's text in the original; empty where it took no part.
  std::string_view Text(std::string_view text, size_t i) const {
    return has(i) ? text.substr(groups[i].begin, groups[i].size()) : std::string_view{};
  }
};

class Pattern {
 public:
  /// `name` is "file.rule". `counter_example` is a near miss.
  Pattern(std::string_view name, Over over, std::string_view expression, std::string_view example,
          std::string_view counter_example);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// The first match at or after byte `from` (of the original text).
  std::optional<Match> Find(std::string_view text, size_t from = 0) const;
  /// The same on a text folded before; only for Over::kFolded patterns.
  std::optional<Match> Find(const FoldedText& folded, size_t from = 0) const;
  /// All matches from left to right, not overlapping.
  std::vector<Match> FindAll(std::string_view text) const;
  std::vector<Match> FindAll(const FoldedText& folded) const;
  bool Matches(std::string_view text) const { return Find(text).has_value(); }
  bool Matches(const FoldedText& folded) const { return Find(folded).has_value(); }

  /// False with the reason in `why` where the expression is no valid RE2 expression.
  bool Compiles(std::string* why = nullptr) const;

  const std::string& name() const { return name_; }
  Over over() const { return over_; }
  const std::string& example() const { return example_; }
  const std::string& counter_example() const { return counter_example_; }

 private:
  struct Compiled;
  const Compiled& Get() const;
  std::optional<Match> Run(std::string_view text, size_t from) const;

  std::string name_, expression_, example_, counter_example_;
  Over over_;
  std::unique_ptr<Compiled> compiled_;
};

/// Every pattern of the program, in no particular order. For tests.
const std::vector<const Pattern*>& AllPatterns();

}  // namespace planrec::extract
