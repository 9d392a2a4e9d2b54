// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pages of a document are wanted, as a person says it: "1-3,7", "5-" (from 5 on).
//
//   std::optional<PageList> list = PageList::Parse("1-3,7");
//   list->Of(5)        // {1, 2, 3}
//
// Pure; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace planrec {

class PageList {
 public:
  /// nullopt for what is no such list; "" stands for all pages.
  static std::optional<PageList> Parse(std::string_view text);

  bool all() const { return ranges_.empty(); }
  /// Of a document with so many pages: their numbers, in order, each once.
  std::vector<int> Of(int pages) const;
  /// The same in short, in order: "1-3, 7".
  static std::string Shown(const std::vector<int>& numbers);

 private:
  std::vector<std::pair<int, int>> ranges_;
};

}  // namespace planrec
