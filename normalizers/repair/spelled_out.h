// SPDX-License-Identifier: GPL-3.0-or-later
//
// Abbreviations that lost the stroke of their Đ, by what the document spells out: where it has
// "chương trình đào tạo", CTDT is CTĐT, and where it has "cơ sở dữ liệu", CSDL stays.
//
//   SpelledOut words(usual);
//   for (const std::string& token : tokens) words.Add(token);
//   words.Mend("(CTDT)");  // "(CTĐT)"
//
// One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::normalize {

/// Whether an abbreviation, in small letters, is a usual one that needs no explanation rather than
/// another: IsUsual("csdl", "csđl").
using IsUsual = std::function<bool(std::string_view as_it_is, std::string_view mended)>;

class SpelledOut {
 public:
  explicit SpelledOut(IsUsual usual) : usual_(std::move(usual)) {}
  /// The document's next token as repaired.
  void Add(std::string_view token);
  /// A phrase can't go on from the last token to the next.
  void End();
  /// A token whose abbreviation, or parts of a code of four letters and more, the document spells
  /// out with đ where the token has D; nullopt where there is nothing to mend.
  std::optional<std::string> Mend(std::string_view token) const;

 private:
  std::optional<std::string> MendPart(std::string_view part, size_t least) const;
  /// First letters of words, small, # for what is none, a space where a phrase ends; an
  /// abbreviation in brackets right behind words that may spell it out is noted with the place of
  /// the word before it.
  IsUsual usual_;
  std::u32string initials_;
  struct Explained {
    std::string capitals;
    size_t end = 0;  ///< index into initials_ behind its last word
  };
  std::vector<Explained> explained_;
};

}  // namespace planrec::normalize
