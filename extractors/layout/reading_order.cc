// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/reading_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/joined_rows.h"
#include "extractors/layout/line_parts.h"
#include "extractors/vocabulary/patterns.h"
#include "extractors/vocabulary/table_columns.h"

namespace planrec::extract {
namespace {

constexpr double kMaxPartGapPt = 45;    // parts of one line in one column stand no further apart
constexpr double kMaxLeftShare = 0.68;  // a left block ends before this share of it
constexpr double kMinCentredPt = 25;
constexpr double kAlignPt = 6;          // starts this near stand under each other
constexpr double kFullLineShare = 0.8;  // of a column's widest line
constexpr size_t kTextColumnLines = 4;  // so many lines on both sides are columns of text

const Pattern kSubject{"reading_order.subject", Over::kFolded, R"(^v\s*/\s*v\b)",
                       "V/v lập kế hoạch", "Về việc lập kế hoạch"};

/// Two lines that stand side by side with a gap between.
bool Beside(const Box& left, const Box& right) {
  const double height = std::min(left.Height(), right.Height());
  return right.x0 - left.x1 >= kMinGutterPt &&
         Overlap(left.y0, left.y1, right.y0, right.y1) > 0.25 * height;
}

/// A stretch of the page with two blocks side by side.
struct Stretch {
  double lo = 0, hi = 0;          // the gutter lies between
  std::vector<FlowLine> members;  // by y
  std::vector<FlowLine> pending;  // lines of one side after the last pair
  bool closing = false;           // recipients and signature
};

class PageOrder {
 public:
  PageOrder(const std::vector<TextLine>& lines, const Page& page, const TextArea& area)
      : area_(area) {
    for (const TextLine& line : lines) {
      FlowLine made = MakeFlowLine(line, page);
      if (!made.text.empty()) in_.push_back(std::move(made));
    }
    JoinRows(area_, in_);
  }

  std::vector<FlowLine> Order() {
    for (const FlowLine& line : in_) Add(line);  // copies: each is asked of by those below
    Close();
    Measure();
    return std::move(out_);
  }

 private:
  /// The gutter that the line's neighbours leave: right of it, or left of it where it is the right
  /// one of the pair.
  struct Gutter {
    double lo = 0, hi = 0;
    double right_end = 0;  // where the right one of the pair ends
  };
  std::optional<Gutter> GutterOf(const FlowLine& line) const {
    std::optional<Gutter> gutter;
    // A stamp beside the title makes no columns.
    const auto stamp = [](const FlowLine& one) {
      return IsUrgencyStamp(one.text.text) || IsSecrecyStamp(one.text.text);
    };
    if (stamp(line)) return gutter;
    const double first_right = area_.left + kRightStartShare * area_.Width();
    for (const FlowLine& other : in_) {
      const bool left = Beside(line.box, other.box), right = Beside(other.box, line.box);
      if ((!left && !right) || stamp(other)) continue;
      const double lo = left ? line.box.x1 : other.box.x1;
      const double hi = left ? other.box.x0 : line.box.x0;
      if (hi < first_right) continue;
      // The widest gap parts the columns; a third block (a second signature) is on the right.
      if (!gutter || hi - lo > gutter->hi - gutter->lo)
        gutter = {lo, hi, left ? other.box.x1 : line.box.x1};
    }
    return gutter;
  }

  void Add(FlowLine line) {
    const auto gutter = GutterOf(line);
    if (gutter) {
      if (open_ && !Fits(line)) Close();
      if (open_ && !open_->closing && BeginsClosing(line)) EndBefore(line);
      if (!open_) {
        open_.emplace();
        open_->lo = gutter->lo;
        open_->hi = gutter->hi;
        TakeBack();
      }
      Commit();
      // A gap within one of the blocks (a note beside recipients) leaves the gutter as it is.
      const bool note = open_->closing && gutter->lo >= open_->lo - kMinGutterPt &&
                        gutter->right_end <= open_->hi - kMinGutterPt;
      const bool compatible = std::max(open_->lo, gutter->lo) < std::min(open_->hi, gutter->hi);
      if (!note && compatible) {
        open_->lo = std::max(open_->lo, gutter->lo);
        open_->hi = std::min(open_->hi, gutter->hi);
      } else if (!note) {
        Narrow(line);
      }
      open_->closing = open_->closing || BeginsClosing(line);
      open_->members.push_back(std::move(line));
      return;
    }
    if (open_ && Fits(line)) {
      open_->pending.push_back(std::move(line));
      return;
    }
    Close();
    PushFull(std::move(line));
  }

  /// Recipients and signature under columns of text are a stretch of their own, with what stands on
  /// the line that shows them.
  void EndBefore(const FlowLine& line) {
    std::vector<FlowLine> same_line;
    auto& members = open_->members;
    while (!members.empty() && OnOneLine(members.back().box, line.box)) {
      same_line.insert(same_line.begin(), std::move(members.back()));
      members.pop_back();
    }
    if (members.empty()) {
      members = std::move(same_line);
      return;
    }
    const double lo = open_->lo, hi = open_->hi;
    Close();
    if (same_line.empty()) return;
    open_.emplace();
    open_->lo = lo;
    open_->hi = hi;
    open_->members = std::move(same_line);
  }

  /// Columns of text: enough lines at both sides, most of them full. What follows one of them
  /// closely goes with it.
  bool KeepTextColumns() {
    std::array<std::vector<const FlowLine*>, 2> sides;
    for (const FlowLine& line : open_->members) sides[IsLeft(line)].push_back(&line);
    std::array<double, 2> bottom{};
    for (size_t side = 0; side < 2; ++side) {
      double widest = 0, edge = 1e9;
      for (const FlowLine* line : sides[side]) {
        widest = std::max(widest, line->box.Width());
        edge = std::min(edge, line->box.x0);
        bottom[side] = std::max(bottom[side], line->box.y1);
      }
      // A letterhead's lines are centred: of different lengths, and no edge in common.
      size_t full = 0, aligned = 0;
      for (const FlowLine* line : sides[side]) {
        full += line->box.Width() > kFullLineShare * widest ? 1 : 0;
        aligned += line->box.x0 - edge < kAlignPt ? 1 : 0;
      }
      if (sides[side].size() < kTextColumnLines || 2 * std::min(full, aligned) < sides[side].size())
        return false;
    }
    std::vector<FlowLine> rest;
    for (FlowLine& line : open_->pending) {
      double& end = bottom[IsLeft(line)];
      if (rest.empty() && line.box.y0 - end < line.box.Height()) {
        end = line.box.y1;
        open_->members.push_back(std::move(line));
      } else {
        rest.push_back(std::move(line));
      }
    }
    open_->pending = std::move(rest);
    return true;
  }

  /// Parts of one line that no gutter runs between are one line.
  void PushFull(FlowLine line) {
    if (!out_.empty() && out_.back().column == Column::kFull &&
        OnOneLine(out_.back().box, line.box)) {
      FlowLine& last = out_.back();
      const bool after = line.box.x0 >= last.box.x0;
      const double gap = after ? line.box.x0 - last.box.x1 : last.box.x0 - line.box.x1;
      if (gap < kMaxPartGapPt && gap > -0.5 * line.box.Height()) {
        if (!after) std::swap(last, line);
        AppendPart(last, line);
        return;
      }
    }
    out_.push_back(std::move(line));
  }

  bool Fits(const FlowLine& line) const {
    return line.box.x1 <= open_->hi || line.box.x0 >= open_->lo;
  }

  bool IsLeft(const FlowLine& line) const {
    return line.box.CenterX() < (open_->lo + open_->hi) / 2;
  }

  void Commit() {
    for (FlowLine& line : open_->pending) {
      Narrow(line);
      open_->members.push_back(std::move(line));
    }
    open_->pending.clear();
  }

  /// The gutter narrows to what its lines leave free.
  void Narrow(const FlowLine& line) {
    if (IsLeft(line)) {
      open_->lo = std::max(open_->lo, std::min(line.box.x1, open_->hi));
    } else {
      open_->hi = std::min(open_->hi, std::max(line.box.x0, open_->lo));
    }
  }

  /// A signature may begin higher than the recipients beside it: its first lines are taken back.
  void TakeBack() {
    const double far_right = area_.left + 0.4 * area_.Width();
    std::vector<FlowLine> back;
    while (!out_.empty() && out_.back().column == Column::kFull &&
           out_.back().box.x0 >= std::max(open_->lo, far_right) && BeginsClosing(out_.back())) {
      back.insert(back.begin(), std::move(out_.back()));
      out_.pop_back();
    }
    for (FlowLine& line : back) open_->members.push_back(std::move(line));
  }

  void Close() {
    if (!open_) return;
    std::vector<FlowLine> rest;
    bool text = false;
    if (open_->closing) {
      Commit();
    } else {
      KeepSubject();
      text = KeepTextColumns();
      rest = std::move(open_->pending);
    }
    // Specks of a seal beside running text make no columns: a left block is never so wide.
    if ((open_->lo + open_->hi) / 2 > area_.left + kMaxLeftShare * area_.Width()) {
      Emit(std::move(open_->members), Column::kFull);
      open_.reset();
      for (FlowLine& line : rest) PushFull(std::move(line));
      return;
    }
    std::vector<FlowLine> left, right;
    for (FlowLine& line : open_->members) (IsLeft(line) ? left : right).push_back(std::move(line));
    const size_t first = out_.size();
    Emit(std::move(left), text ? Column::kFull : Column::kLeft);
    Emit(std::move(right), text ? Column::kFull : Column::kRight);
    if (text) text_columns_.emplace_back(first, out_.size());
    open_.reset();
    for (FlowLine& line : rest) PushFull(std::move(line));
  }

  /// The subject under a letter's number ("V/v …") belongs to the left block.
  void KeepSubject() {
    size_t keep = 0;
    double bottom = 0;
    for (const FlowLine& line : open_->pending) {
      const bool starts = kSubject.Matches(line.text.text);
      if (!IsLeft(line) || (!starts && keep == 0)) break;
      if (!starts && line.box.y0 - bottom > 0.6 * line.box.Height()) break;
      bottom = line.box.y1;
      ++keep;
    }
    std::vector<FlowLine> rest(
        std::make_move_iterator(open_->pending.begin() + static_cast<std::ptrdiff_t>(keep)),
        std::make_move_iterator(open_->pending.end()));
    open_->pending.resize(keep);
    Commit();
    open_->pending = std::move(rest);
  }

  void Emit(std::vector<FlowLine> lines, Column column) {
    std::stable_sort(lines.begin(), lines.end(), [](const FlowLine& a, const FlowLine& b) {
      return a.box.CenterY() < b.box.CenterY();
    });
    double x0 = 1e9, x1 = 0;
    for (const FlowLine& line : lines) {
      x0 = std::min(x0, line.box.x0);
      x1 = std::max(x1, line.box.x1);
    }
    if (column == Column::kLeft) x0 = std::min(x0, area_.left);
    const size_t first = out_.size();
    for (size_t i = 0; i < lines.size(); ++i) {
      lines[i].column = column;
      FlowLine* last = out_.size() > first ? &out_.back() : nullptr;
      // Parts of one line within the block.
      if (last != nullptr && OnOneLine(last->box, lines[i].box)) {
        const bool after = lines[i].box.x0 >= last->box.x0;
        const double gap = after ? lines[i].box.x0 - last->box.x1 : last->box.x0 - lines[i].box.x1;
        if (gap < kMaxPartGapPt) {
          if (after) {
            AppendPart(*last, lines[i]);
          } else {
            std::swap(*last, lines[i]);
            AppendPart(*last, lines[i]);
          }
          continue;
        }
      }
      out_.push_back(std::move(lines[i]));
    }
    for (size_t i = first; i < out_.size(); ++i) {
      out_[i].indent_pt = std::max(0.0, out_[i].box.x0 - x0);
      out_[i].right_gap_pt = std::max(0.0, x1 - out_[i].box.x1);
    }
  }

  /// The first-line indent of the page's paragraphs: that of indented lines that reach the right
  /// edge; 0 where there is none.
  double ParagraphIndent() const {
    std::vector<double> indents;
    for (const FlowLine& line : out_) {
      const double indent = line.box.x0 - area_.left;
      if (line.column == Column::kFull && indent > 12 && indent < 80 &&
          std::abs(area_.right - line.box.x1) < 6) {
        indents.push_back(indent);
      }
    }
    if (indents.empty()) return 0;
    std::sort(indents.begin(), indents.end());
    return indents[indents.size() / 2];
  }

  void Measure() {
    const double paragraph = ParagraphIndent();
    for (size_t i = 0; i < out_.size(); ++i) {
      FlowLine& line = out_[i];
      const bool in_column =
          std::any_of(text_columns_.begin(), text_columns_.end(),
                      [i](const auto& c) { return i >= c.first && i < c.second; });
      if (line.column == Column::kFull && !in_column) {
        line.indent_pt = line.box.x0 - area_.left;
        line.right_gap_pt = area_.right - line.box.x1;
        const double off = std::abs(line.box.CenterX() - (area_.left + area_.right) / 2);
        // A paragraph's only line may end as far from the edge as it begins: be stricter there.
        const bool paragraph_like = paragraph > 0 && std::abs(line.indent_pt - paragraph) < 4;
        const double allowed = paragraph_like ? 3.0 : std::max(14.0, 0.03 * area_.Width());
        line.centered =
            line.indent_pt >= kMinCentredPt && line.right_gap_pt >= kMinCentredPt && off <= allowed;
      }
      if (i == 0) continue;
      line.gap_above_pt = std::max(0.0, line.box.y0 - out_[i - 1].box.y1);
    }
    if (!out_.empty()) out_.front().page_start = true;
  }

  TextArea area_;
  std::vector<FlowLine> in_, out_;
  std::optional<Stretch> open_;
  std::vector<std::pair<size_t, size_t>> text_columns_;  // of out_; they have edges of their own
};

}  // namespace

std::vector<FlowLine> OrderLines(const std::vector<TextLine>& lines, const Page& page,
                                 const TextArea& area) {
  return PageOrder(lines, page, area).Order();
}

}  // namespace planrec::extract
