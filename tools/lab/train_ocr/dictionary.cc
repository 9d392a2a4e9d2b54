// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/dictionary.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/core/utf8.h"

namespace planrec::train_ocr {
namespace {

// Every syllable of Vietnamese with ỵ, in either way of placing the mark.
constexpr std::array<std::string_view, 12> kDotted = {"kỵ",   "lỵ",  "mỵ",   "tỵ",  "huỵ",  "luỵ",
                                                      "nguỵ", "quỵ", "thuỵ", "tuỵ", "truỵ", "uỵ"};

struct Sign {
  std::string_view as, added;
};
// Signs that stand where others stand.
constexpr std::array<Sign, 4> kSigns = {{
    {"...", "…"},
    {"'", "’"},
    {"-", "–"},
    {"*", "•"},
}};
// Those that no sign of the old list leads to.
constexpr std::array<std::string_view, 12> kMoreSigns = {
    " …,", " …;", " …:", " …/", "( …)", "(… )", "‘ ’", "‘ ’,", "‘ ’.", "‘ ’;", " …”", "“ …”"};

/// Lines that are put in once, in order.
class List {
 public:
  explicit List(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      Add(std::string(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  void Add(const std::string& line) {
    if (line.empty() || !known_.insert(line).second) return;
    text_ += line + "\n";
  }
  const std::set<std::string>& known() const { return known_; }
  const std::string& text() const { return text_; }

 private:
  std::set<std::string> known_;
  std::string text_;
};

}  // namespace

std::string WithAddedWords(std::string_view list) {
  List words(list);
  for (const std::string_view word : kDotted) {
    std::u32string letters = ToUtf32(word);
    words.Add(std::string(word));
    letters[0] = UpperLetter(letters[0]);
    words.Add(ToUtf8(letters));
    words.Add(Upper(word));
  }
  return words.text();
}

std::string WithAddedSigns(std::string_view list) {
  List signs(list);
  const std::set<std::string> old = signs.known();
  for (const std::string& sign : old) {
    for (const Sign& s : kSigns) {
      std::string other = sign;
      for (size_t at = other.find(s.as); at != std::string::npos;
           at = other.find(s.as, at + s.added.size()))
        other.replace(at, s.as.size(), s.added);
      signs.Add(other);
    }
  }
  for (const std::string_view sign : kMoreSigns) signs.Add(std::string(sign));
  return signs.text();
}

}  // namespace planrec::train_ocr
