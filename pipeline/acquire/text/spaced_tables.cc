// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/spaced_tables.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/acquire/text/inline_markup.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Blanks between two columns, columns of a table, lines of one, and lines in which a row must come.
constexpr size_t kGap = 2, kLeastColumns = 3, kMostLines = 5000, kSoon = 20;

/// A stretch of characters [begin, end) of a line.
struct Stretch {
  size_t begin = 0, end = 0;
};

/// What a line prints: stretches between gaps.
std::vector<Stretch> Parts(const std::u32string& line) {
  std::vector<Stretch> parts;
  for (size_t i = 0; i < line.size(); ++i) {
    if (IsBlank(line[i])) continue;
    if (!parts.empty() && i - parts.back().end < kGap) {
      parts.back().end = i + 1;
    } else {
      parts.push_back({i, i + 1});
    }
  }
  return parts;
}

/// The columns of some lines: what is inked in any of them.
std::vector<Stretch> Merge(const std::vector<Stretch>& columns, const std::vector<Stretch>& parts) {
  std::vector<Stretch> all = columns, out;
  all.insert(all.end(), parts.begin(), parts.end());
  std::ranges::sort(all, {}, &Stretch::begin);
  for (const Stretch& s : all) {
    if (!out.empty() && s.begin < out.back().end + kGap) {
      out.back().end = std::max(out.back().end, s.end);
    } else {
      out.push_back(s);
    }
  }
  return out;
}

bool IsRule(const std::u32string& line) {
  return std::ranges::all_of(line, [](char32_t c) {
    return IsBlank(c) || c == U'-' || c == U'=' || c == U'_' || c == U'+';
  });
}

bool IsNumber(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  return !text.empty() && text.size() <= 3 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

struct Line {
  std::u32string text;
  std::vector<Stretch> parts;
  int number = 0;
  bool blank_before = false;
  bool rule = false;
};

class Reader {
 public:
  Reader(const std::vector<SourceLine>& lines, size_t at) : lines_(lines), at_(at) {}

  std::optional<GivenTable> Run(size_t& used) {
    if (!Collect()) return std::nullopt;
    used = next_ - at_;
    GivenTable table;
    for (size_t i = 0; i < block_.size(); ++i) {
      if (block_[i].rule) continue;
      std::vector<std::string> cells(columns_.size());
      for (size_t p = 0; p < block_[i].parts.size(); ++p) {
        const Stretch& part = block_[i].parts[p];
        const auto column = std::ranges::find_if(
            columns_, [&](const Stretch& c) { return part.begin >= c.begin && part.end <= c.end; });
        std::string& cell = cells[i == 0 ? p : static_cast<size_t>(column - columns_.begin())];
        if (!cell.empty()) cell.push_back(' ');
        cell += FoldSpaces(ToUtf8(block_[i].text.substr(part.begin, part.end - part.begin)));
      }
      AddLine(table, block_[i], cells);
    }
    return table.rows.size() < 3 ? std::nullopt : std::optional(std::move(table));
  }

 private:
  Line Read(size_t i) const {
    Line line;
    line.text = ToUtf32(lines_[i].text);
    line.parts = Parts(line.text);
    line.number = lines_[i].number;
    line.rule = !line.parts.empty() && IsRule(line.text);
    return line;
  }

  std::string First(const Line& line) const {
    if (line.parts.empty() || line.parts[0].begin >= columns_[0].end) return "";
    return ToUtf8(line.text.substr(line.parts[0].begin, line.parts[0].end - line.parts[0].begin));
  }

  /// The lines from the head on that keep its columns apart.
  bool Collect() {
    const Line head = Read(at_);
    columns_ = head.parts;
    if (columns_.size() < kLeastColumns || head.rule) return false;
    const std::string first = Fold(First(head));
    counted_ = first == "stt" || first == "tt" || first == "so tt";
    block_.push_back(head);
    bool ruled = false, blank = false;
    size_t full = 0, numbers = 0;
    next_ = at_ + 1;
    for (size_t i = next_; i < lines_.size() && i < at_ + kMostLines; ++i) {
      Line line = Read(i);
      if (line.parts.empty()) {
        if (blank) break;  // two blank lines end a table
        blank = true;
        continue;
      }
      line.blank_before = std::exchange(blank, false);
      if (line.rule) {
        ruled = ruled || block_.size() == 1;
      } else if (!Joins(line)) {
        break;
      } else {
        full += line.parts.size() == columns_.size();
        numbers += IsNumber(First(line));
      }
      block_.push_back(std::move(line));
      next_ = i + 1;
      // Without a head that counts its rows or a rule below it, every line must line up.
      if (!counted_ && !ruled && full + 1 < block_.size()) return false;
      if (block_.size() > kSoon && full + numbers == 0) return false;
    }
    return counted_ ? numbers >= 1 : full >= (ruled ? 1 : 3);
  }

  /// Takes the line's parts into the columns where they stay as many as the head has texts.
  bool Joins(const Line& line) {
    const std::vector<Stretch> body = Merge(body_, line.parts);
    std::vector<Stretch> merged = Merge(columns_, line.parts);
    // The head's texts may stand over the gaps of what is below them: then they go by their order.
    if (merged.size() != columns_.size()) merged = body;
    if (merged.size() != columns_.size()) return false;
    const std::vector<Stretch> before = std::exchange(columns_, std::move(merged));
    const std::string first = First(line);
    const bool wide = CountCodePoints(first) > 6;
    const bool lone = line.blank_before && line.parts.size() < 2;
    if ((counted_ && wide) || (lone && !IsNumber(first))) {
      columns_ = before;
      return false;
    }
    body_ = body;
    return true;
  }

  /// A line with a first cell begins a row.
  void AddLine(GivenTable& table, const Line& line, const std::vector<std::string>& cells) const {
    if (table.rows.empty() || !cells[0].empty()) {
      table.rows.emplace_back(columns_.size());
      for (GivenTable::Cell& cell : table.rows.back()) cell.line_number = line.number;
    }
    for (size_t c = 0; c < cells.size(); ++c) {
      std::string& cell = table.rows.back()[c].text;
      if (!cell.empty() && !cells[c].empty()) cell.push_back('\n');
      cell += cells[c];
    }
  }

  const std::vector<SourceLine>& lines_;
  size_t at_, next_ = 0;
  std::vector<Stretch> columns_, body_;  // with the head, and without it
  std::vector<Line> block_;
  bool counted_ = false;  // the head's first column counts the rows
};

}  // namespace

std::optional<GivenTable> TakeSpaced(const std::vector<SourceLine>& lines, size_t at,
                                     size_t& used) {
  return Reader(lines, at).Run(used);
}

}  // namespace planrec::acquire
