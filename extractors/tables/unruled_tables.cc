// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/unruled_tables.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Heights of a usual word: free width between two columns, height of a head row around its first
// cell, free height at which the table ends.
constexpr double kColumnGap = 0.5, kHeadReach = 1.7, kEndGap = 2.2;
constexpr size_t kLeastColumns = 3;
constexpr size_t kLeastRows = 2;

// Names of an agenda's first column (folded), free width between the cells of its head row, and
// free height below which it ends.
constexpr std::string_view kWhen[] = {"thoi gian", "buoi",      "ngay",      "thu",
                                      "gio",       "thu, ngay", "ngay, gio", "thu ngay",
                                      "thoi diem", "ngay thang"};
constexpr std::string_view kWhenBegins[] = {"thoi", "buoi", "ngay", "thu", "gio", "thu,", "ngay,"};
constexpr double kCellGap = 1.2;

struct Word {
  std::string_view text;
  Box box;
};

struct Stretch {
  double from = 0, to = 0;
  double Middle() const { return (from + to) / 2; }
};

/// A doubtful sign beside the text, which would fill the gap between two columns.
bool IsSpeck(const TextLine& line, const Token& token) {
  constexpr double kDoubtful = 0.5;
  const std::u32string word =
      ToUtf32(std::string_view(line.raw).substr(token.begin, token.end - token.begin));
  return token.confidence < kDoubtful && std::none_of(word.begin(), word.end(), [](char32_t c) {
           return IsLetter(c) || IsDigit(c);
         });
}

std::vector<Word> WordsOf(const Page& page) {
  std::vector<Word> words;
  for (const TextLine& line : page.lines) {
    for (const Token& token : line.tokens) {
      if (token.box.Empty() || IsSpeck(line, token)) continue;
      words.push_back(
          {std::string_view(line.raw).substr(token.begin, token.end - token.begin), token.box});
    }
  }
  return words;
}

/// What is inked of a line from `from` to `to`, as free stretches between the words' intervals.
std::vector<Stretch> FreeStretches(std::vector<Stretch> inked, double least) {
  std::sort(inked.begin(), inked.end(),
            [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> out;
  for (size_t i = 0; i < inked.size();) {
    double end = inked[i].to;
    for (++i; i < inked.size() && inked[i].from - end < least; ++i)
      end = std::max(end, inked[i].to);
    if (i < inked.size()) out.push_back({end, inked[i].from});
  }
  return out;
}

int OrdinalOf(std::string_view text) {
  // Recognition reads a stroke into the gap behind a lone number.
  while (!text.empty() && std::string_view(".)_").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  if (text.empty() || text.size() > 3) return 0;
  // Alone, a 1 is hardly told from these.
  if (text == "|" || text == "!" || Fold(text) == "l" || Fold(text) == "i") return 1;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return 0;
  return std::atoi(std::string(text).c_str());
}

class Finder {
 public:
  explicit Finder(const Page& page) : page_(page), words_(WordsOf(page)) {
    std::vector<double> heights;
    for (const Word& word : words_) heights.push_back(word.box.Height());
    if (heights.empty()) return;
    std::nth_element(heights.begin(), heights.begin() + heights.size() / 2, heights.end());
    height_ = heights[heights.size() / 2];
  }

  std::vector<Rule> Run() {
    std::vector<Rule> rules;
    for (const Word& head : words_) {
      const std::string folded = Fold(head.text);
      const bool counted = folded == "stt" || folded == "tt";
      if (counted && !Ruled(head.box)) Draw(head, rules);
      if (counted) continue;
      if (std::find(std::begin(kWhenBegins), std::end(kWhenBegins), folded) ==
          std::end(kWhenBegins))
        continue;
      const WhenHead when = FindWhenHead(head);
      if (when.cells > 0 && !Ruled(when.cell)) DrawAgenda(when, rules);
    }
    return rules;
  }

 private:
  /// Some vertical rule of the page passes the height of the head row.
  bool Ruled(const Box& head) const {
    return std::any_of(page_.rules.begin(), page_.rules.end(), [&](const Rule& rule) {
      return rule.Vertical() && rule.y0 <= head.CenterY() && rule.y1 >= head.CenterY();
    });
  }

  /// The words below the head that count on from 1, in its column.
  std::vector<Box> Ordinals(const Box& head) const {
    std::vector<Word> below;
    for (const Word& word : words_) {
      const bool column = word.box.CenterX() > head.x0 - height_ &&
                          word.box.CenterX() < head.x1 + height_ && word.box.y0 > head.y1;
      if (column && OrdinalOf(word.text) > 0) below.push_back(word);
    }
    std::sort(below.begin(), below.end(),
              [](const Word& a, const Word& b) { return a.box.y0 < b.box.y0; });
    std::vector<Box> out;
    std::vector<int> numbers;
    for (const Word& word : below) {
      const int number = OrdinalOf(word.text), last = numbers.empty() ? 0 : numbers.back();
      if (number != last + 1 && number != last + 2) continue;
      numbers.push_back(number);
      out.push_back(word.box);
    }
    return WithMissed(head, std::move(out), numbers);
  }

  /// An ordinal that was not read (alone in its column, it is easily lost) stands in the middle
  /// between its neighbours, where they leave room for a row; at most one for two that were read,
  /// else none is believed from the first gap on.
  static std::vector<Box> WithMissed(const Box& head, std::vector<Box> read,
                                     const std::vector<int>& numbers) {
    double least = 1e9;
    for (size_t i = 0; i + 1 < read.size(); ++i)
      least = std::min(least, read[i + 1].CenterY() - read[i].CenterY());
    size_t missed = 0, first = read.size();
    for (size_t i = 0; i < read.size(); ++i) {
      if (numbers[i] == (i == 0 ? 0 : numbers[i - 1]) + 1) continue;
      ++missed;
      first = std::min(first, i);
      const Box& before = i == 0 ? head : read[i - 1];
      if (read[i].CenterY() - before.CenterY() < 1.5 * least) missed = read.size();
    }
    if (missed * 2 > read.size()) {
      read.resize(first);
      return read;
    }
    std::vector<Box> out;
    for (size_t i = 0; i < read.size(); ++i) {
      if (numbers[i] != (i == 0 ? 0 : numbers[i - 1]) + 1) {
        Box between = read[i];
        const double up = (read[i].CenterY() - (i == 0 ? head : read[i - 1]).CenterY()) / 2;
        between.y0 -= up;
        between.y1 -= up;
        out.push_back(between);
      }
      out.push_back(read[i]);
    }
    return out;
  }

  std::vector<Stretch> Heights(double from, double to) const {
    std::vector<Stretch> out;
    for (const Word& word : words_) {
      if (word.box.CenterY() > from && word.box.CenterY() < to)
        out.push_back({word.box.y0, word.box.y1});
    }
    return out;
  }

  /// The middle of the widest free height between two places; their middle where there is none.
  double Border(double from, double to) const {
    const std::vector<Stretch> free = FreeStretches(Heights(from - height_, to + height_), 0.5);
    double best = (from + to) / 2, widest = 0;
    for (const Stretch& s : free) {
      if (s.Middle() < from || s.Middle() > to || s.to - s.from <= widest) continue;
      widest = s.to - s.from;
      best = s.Middle();
    }
    return best;
  }

  void Draw(const Word& head, std::vector<Rule>& rules) const {
    const std::vector<Box> ordinals = Ordinals(head.box);
    if (ordinals.size() < kLeastRows) return;
    // The head row reaches as far above its first cell as below it.
    const double middle = head.box.CenterY();
    std::vector<double> ys{0, Border(middle, ordinals.front().CenterY())};
    double top = head.box.y0;
    for (const Word& word : words_) {
      if (word.box.CenterY() > middle - kHeadReach * height_ && word.box.CenterY() <= middle)
        top = std::min(top, word.box.y0);
    }
    for (size_t i = 0; i + 1 < ordinals.size(); ++i)
      ys.push_back(Border(ordinals[i].CenterY(), ordinals[i + 1].CenterY()));
    double bottom = ordinals.back().y1;
    for (const Stretch& s :
         FreeStretches(Heights(ordinals.back().CenterY() - 2 * height_, page_.height_pt), 0.5)) {
      if (s.to < ordinals.back().CenterY()) continue;
      bottom = s.from;
      if (s.to - s.from > 0.6 * height_) break;
    }
    double last = bottom;
    for (const Word& word : words_) {
      if (word.box.CenterY() > ys.back() && word.box.y0 < bottom + 0.3 * height_)
        last = std::max(last, word.box.y1);
    }
    if (last - ordinals.back().CenterY() > 6 * height_) return;  // runs on into other text
    ys.front() = top - 1;
    ys.push_back(last + 1);

    DrawGrid(ys, head.box, rules);
  }

  /// Where columns end between ys.front() and ys.back(), ys[1] being the foot of the head row whose
  /// first cell is `head`; empty where words do not line up.
  std::vector<double> Columns(const std::vector<double>& ys, const Box& head) const {
    std::vector<Stretch> inked, in_head;
    double left = head.x0, right = head.x1;
    for (const Word& word : words_) {
      if (word.box.CenterY() < ys.front() || word.box.CenterY() > ys.back()) continue;
      inked.push_back({word.box.x0, word.box.x1});
      if (word.box.CenterY() < ys[1]) in_head.push_back({word.box.x0, word.box.x1});
      left = std::min(left, word.box.x0);
      right = std::max(right, word.box.x1);
    }
    // A column without a word in the head row is none.
    std::vector<double> xs{left - 1};
    for (const Stretch& s : FreeStretches(std::move(inked), kColumnGap * height_)) {
      const bool named = std::any_of(in_head.begin(), in_head.end(), [&](const Stretch& word) {
        return word.from >= xs.back() && word.to <= s.from + 0.5;
      });
      if (named) xs.push_back(s.Middle());
    }
    const bool last_named = std::any_of(in_head.begin(), in_head.end(), [&](const Stretch& word) {
      return word.from >= xs.back();
    });
    if (!last_named) xs.pop_back();
    xs.push_back(right + 1);
    if (xs.size() < kLeastColumns + 1 || xs[1] < head.x1) return {};
    return xs;
  }

  void DrawGrid(const std::vector<double>& ys, const Box& head, std::vector<Rule>& rules) const {
    const std::vector<double> xs = Columns(ys, head);
    if (xs.empty()) return;
    for (const double y : ys) rules.push_back({xs.front(), y, xs.back(), y, 0.5});
    for (const double x : xs) rules.push_back({x, ys.front(), x, ys.back(), 0.5});
  }

  /// The lines of words between two heights, from above; each word once.
  std::vector<std::vector<Box>> Lines(double from, double to) const {
    std::vector<Box> all;
    for (const Word& word : words_)
      if (word.box.CenterY() > from && word.box.CenterY() < to) all.push_back(word.box);
    std::sort(all.begin(), all.end(),
              [](const Box& a, const Box& b) { return a.CenterY() < b.CenterY(); });
    std::vector<std::vector<Box>> lines;
    for (const Box& box : all) {
      if (lines.empty() || box.CenterY() - lines.back().front().CenterY() > 0.5 * height_)
        lines.emplace_back();
      lines.back().push_back(box);
    }
    return lines;
  }

  /// How many columns but the first have a word of the line.
  static size_t Filled(const std::vector<Box>& line, const std::vector<double>& xs) {
    size_t filled = 0;
    for (size_t k = 1; k + 1 < xs.size(); ++k) {
      filled += std::any_of(line.begin(), line.end(), [&](const Box& box) {
        return box.CenterX() > xs[k] && box.CenterX() < xs[k + 1];
      });
    }
    return filled;
  }

  struct WhenHead {
    Box cell;  ///< the first; empty: no head of an agenda
    size_t cells = 0;
  };

  /// An agenda: its first column says when, and a row begins where two others have words. It ends
  /// with the last line that leaves all of its columns apart.
  void DrawAgenda(const WhenHead& head, std::vector<Rule>& rules) const {
    const double top = head.cell.y0 - 1, head_end = head.cell.y1 + 0.1 * height_;
    double bottom = head.cell.y1, last = head.cell.CenterY();
    std::vector<double> xs;
    std::vector<std::pair<double, size_t>> lines;  // middle, columns filled
    for (const std::vector<Box>& line : Lines(head_end, page_.height_pt)) {
      Box box;
      for (const Box& word : line) box = Join(box, word);
      if (box.y0 - bottom > kEndGap * height_) break;
      std::vector<double> apart = Columns({top, head_end, box.y1 + 1}, head.cell);
      if (apart.size() != head.cells + 1) break;
      xs = std::move(apart);
      bottom = box.y1;
      lines.emplace_back(line.front().CenterY(), Filled(line, xs));
    }
    std::vector<double> ys{top};
    for (const auto& [middle, filled] : lines) {
      if (filled >= 2)
        ys.push_back(Border(last, middle));
      else if (ys.size() == 1)
        return;
      last = middle;
    }
    ys.push_back(bottom + 1);
    if (ys.size() >= kLeastRows + 2) DrawGrid(ys, head.cell, rules);
  }

  /// The head row that `first` begins, where its cell says that the column tells when.
  WhenHead FindWhenHead(const Word& first) const {
    std::vector<Word> line;
    for (const Word& word : words_)
      if (std::abs(word.box.CenterY() - first.box.CenterY()) < 0.5 * height_) line.push_back(word);
    std::sort(line.begin(), line.end(),
              [](const Word& a, const Word& b) { return a.box.x0 < b.box.x0; });
    if (line.empty() || line.front().box.x0 < first.box.x0) return {};
    Box cell;
    std::string text;
    size_t cells = 1;
    for (size_t i = 0; i < line.size(); ++i) {
      if (i > 0 && line[i].box.x0 - line[i - 1].box.x1 > kCellGap * height_) ++cells;
      if (cells > 1) continue;
      cell = Join(cell, line[i].box);
      text += (text.empty() ? "" : " ") + Fold(line[i].text);
    }
    const bool when = std::find(std::begin(kWhen), std::end(kWhen), text) != std::end(kWhen);
    return when && cells >= kLeastColumns ? WhenHead{cell, cells} : WhenHead{};
  }

  const Page& page_;
  std::vector<Word> words_;
  double height_ = 0;
};

}  // namespace

std::vector<Rule> RulesOfUnruledTables(const Page& page) {
  return Finder(page).Run();
}

}  // namespace planrec::extract
