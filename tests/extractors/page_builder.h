// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages with positions for tests: lines of words at places, tables drawn with rules.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/page.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {

class PageBuilder {
 public:
  explicit PageBuilder(int number, double width = 595, double height = 842) {
    page_.number = number;
    page_.width_pt = width;
    page_.height_pt = height;
    page_.origin = TextOrigin::kEmbedded;
  }

  /// A line whose words are half their size wide a letter; its top left corner at (x, y).
  PageBuilder& Text(double x, double y, std::string_view text, double size = 13,
                    bool bold = false) {
    TextLine line;
    line.raw = text;
    line.font_size_pt = size;
    double at = x;
    for (size_t begin = 0; begin < text.size();) {
      size_t end = text.find(' ', begin);
      if (end == std::string_view::npos) end = text.size();
      const std::string_view word = text.substr(begin, end - begin);
      const double width = 0.5 * size * static_cast<double>(CountCodePoints(word));
      Token token;
      token.begin = static_cast<uint32_t>(begin);
      token.end = static_cast<uint32_t>(end);
      token.box = {at, y, at + width, y + size};
      token.bold = bold;
      line.tokens.push_back(token);
      line.box = Join(line.box, token.box);
      at += width + 0.25 * size;
      begin = end + 1;
    }
    page_.lines.push_back(std::move(line));
    return *this;
  }

  /// A text centred at x.
  PageBuilder& Centred(double x, double y, std::string_view text, double size = 13,
                       bool bold = false) {
    Text(0, y, text, size, bold);
    TextLine& line = page_.lines.back();
    const double shift = x - line.box.Width() / 2;
    for (Token& token : line.tokens) token.box.x0 += shift, token.box.x1 += shift;
    line.box.x0 += shift;
    line.box.x1 += shift;
    return *this;
  }

  /// Paragraph lines that fill the text area 85…545.
  PageBuilder& Body(double y, int lines) {
    std::string text = "chữ";
    for (int i = 0; i < 19; ++i) text += " chữ";
    for (int i = 0; i < lines; ++i) {
      Text(85, y + 18 * i, text);
      page_.lines.back().tokens.back().box.x1 = page_.lines.back().box.x1 = 545;
    }
    return *this;
  }

  /// A table with column borders xs; rows of "a|b", each 30 pt high, '^' for a cell that goes on
  /// from above (no rule between), '<' for one that goes on from its left. "//" starts a new line
  /// in a cell.
  PageBuilder& Table(double y, const std::vector<double>& xs,
                     const std::vector<std::string>& rows) {
    constexpr double kRow = 30;
    for (size_t r = 0; r <= rows.size(); ++r) {
      const double top = y + kRow * static_cast<double>(r);
      const std::vector<std::string> cells =
          r < rows.size() ? Cells(rows[r]) : std::vector<std::string>(xs.size() - 1);
      for (size_t c = 0; c + 1 < xs.size(); ++c) {
        if (cells[c] != "^") page_.rules.push_back({xs[c], top, xs[c + 1], top, 0.5});
        if (r == rows.size()) continue;
        if (cells[c] != "<") page_.rules.push_back({xs[c], top, xs[c], top + kRow, 0.5});
        if (cells[c] == "^" || cells[c] == "<" || cells[c].empty()) continue;
        const size_t cut = cells[c].find("//");
        Text(xs[c] + 3, top + 3, cells[c].substr(0, cut), 10);
        if (cut != std::string::npos) Text(xs[c] + 3, top + 15, cells[c].substr(cut + 2), 10);
      }
      if (r < rows.size()) page_.rules.push_back({xs.back(), top, xs.back(), top + kRow, 0.5});
    }
    return *this;
  }

  Page Build() const { return page_; }

 private:
  static std::vector<std::string> Cells(std::string_view row) {
    std::vector<std::string> cells(1);
    for (const char c : row) {
      if (c == '|') {
        cells.emplace_back();
      } else {
        cells.back().push_back(c);
      }
    }
    return cells;
  }
  Page page_;
};

}  // namespace planrec::extract
