// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/joined_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/line_parts.h"
#include "extractors/vocabulary/patterns.h"
#include "extractors/vocabulary/table_columns.h"

namespace planrec::extract {
namespace {

constexpr double kMostLabelShare = 0.4;  // of the text width: a label before a tab
constexpr double kAlignPt = 6;           // starts this near stand under each other

const Pattern kClosing{
    "joined_rows.closing", Over::kFolded,
    R"(^(?:noi nhan\b|(?:tm|kt|tl|tuq|q)\s*[.]\s*\S|(?:pho |quyen )?(?:chu tich|giam doc|truong phong|bi thu|hieu truong|thu truong|chanh van phong)\s*$))",
    "Nơi nhận:", "Chủ tịch UBND xã chỉ đạo"};

const Pattern kListRow{"joined_rows.list_row", Over::kPrinted, R"(^(\d{1,2})\s?[.)]\s*\p{L})",
                       "12. Bà Trần Thị Thu", "1.234 người"};

/// The gap between two parts of one line; nullopt where they are not to be joined: too far apart,
/// unless the left one is a marker, or one upon the other.
std::optional<double> GapToJoin(const FlowLine& line, const FlowLine& part) {
  constexpr double kWidestMarkerPt = 40, kMarkerGapPt = 60;
  const bool right = part.box.x0 >= line.box.x0;
  const double gap = right ? part.box.x0 - line.box.x1 : line.box.x0 - part.box.x1;
  const FlowLine& left = right ? line : part;
  const bool marker =
      IsOrdinal(left.text.text) && left.box.Width() < kWidestMarkerPt && gap < kMarkerGapPt;
  if (gap >= kMinGutterPt && !marker) return std::nullopt;
  if (gap < -0.5 * line.box.Height()) return std::nullopt;
  return gap;
}

/// The nearest part to join on either side of the line, of those from `begin` on that are not
/// `used`; lines.size() for none.
size_t NearestPart(const FlowLine& line, const std::vector<FlowLine>& lines, size_t begin,
                   const std::vector<bool>& used) {
  size_t best = lines.size();
  double best_gap = 0;
  for (size_t k = begin; k < lines.size() && lines[k].box.y0 < line.box.y1; ++k) {
    if (used[k] || !OnOneLine(line.box, lines[k].box)) continue;
    const std::optional<double> gap = GapToJoin(line, lines[k]);
    if (gap && (best == lines.size() || *gap < best_gap)) {
      best = k;
      best_gap = *gap;
    }
  }
  return best;
}

/// Joins a part to the line, on the side where it stands.
void JoinPart(FlowLine& line, FlowLine part) {
  const bool right = part.box.x0 >= line.box.x0;
  if (!right) std::swap(line, part);
  AppendPart(line, part);
}

/// A marker that stands apart from its text ("a)    Rà soát …") and parts of one line with a
/// narrow gap are one line.
void JoinParts(std::vector<FlowLine>& lines) {
  std::vector<FlowLine> joined;
  std::vector<bool> used(lines.size(), false);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (used[i]) continue;
    FlowLine line = std::move(lines[i]);
    used[i] = true;
    for (size_t part; (part = NearestPart(line, lines, i + 1, used)) < lines.size();) {
      used[part] = true;
      JoinPart(line, std::move(lines[part]));
    }
    joined.push_back(std::move(line));
  }
  lines = std::move(joined);
  std::stable_sort(lines.begin(), lines.end(), [](const FlowLine& a, const FlowLine& b) {
    return a.box.CenterY() < b.box.CenterY();
  });
}

/// Lists in aligned columns without rules ("1. Ông A    Trưởng phòng    Ủy viên"): what stands
/// beside numbered lines that count on belongs to them, it is no second column of text.
void JoinListRows(const TextArea& area, std::vector<FlowLine>& lines) {
  constexpr size_t kLeastRows = 3;
  std::vector<size_t> rows;
  int last = 0;
  const auto beside = [&](size_t row) {
    std::vector<size_t> parts;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i != row && OnOneLine(lines[row].box, lines[i].box) &&
          lines[i].box.x0 >= lines[row].box.x1)
        parts.push_back(i);
    }
    std::sort(parts.begin(), parts.end(),
              [&](size_t a, size_t b) { return lines[a].box.x0 < lines[b].box.x0; });
    return parts;
  };
  std::vector<bool> gone(lines.size(), false);
  const auto close = [&]() {
    std::vector<std::vector<size_t>> parts;
    size_t parted = 0;
    for (const size_t row : rows) {
      parts.push_back(beside(row));
      parted += !parts.back().empty();
    }
    if (rows.size() >= kLeastRows && parted * 4 >= rows.size() * 3) {
      for (size_t r = 0; r < rows.size(); ++r) {
        for (const size_t part : parts[r]) {
          if (gone[part]) continue;
          AppendPart(lines[rows[r]], lines[part]);
          gone[part] = true;
        }
      }
    }
    rows.clear();
    last = 0;
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::optional<Match> number = kListRow.Find(lines[i].text.text);
    if (!number || lines[i].box.x0 > area.left + kRightStartShare * area.Width()) continue;
    const int value = std::atoi(std::string(number->Text(lines[i].text.text, 1)).c_str());
    if (value != last + 1) close();
    if (value != last + 1 && value != 1) continue;
    rows.push_back(i);
    last = value;
  }
  close();
  std::vector<FlowLine> kept;
  for (size_t i = 0; i < lines.size(); ++i)
    if (!gone[i]) kept.push_back(std::move(lines[i]));
  lines = std::move(kept);
}

/// Labels with a tab before their values ("- Thành phần:      Tổ trưởng …"), at least two under
/// each other: each value belongs to its label. Recipients beside a signature are none.
void JoinLabelRows(const TextArea& area, std::vector<FlowLine>& lines) {
  struct Row {
    size_t label, value;
  };
  std::vector<Row> rows;
  for (size_t i = 0; i < lines.size(); ++i) {
    const FlowLine& label = lines[i];
    if (label.text.text.back() != ':' || BeginsClosing(label) ||
        label.box.Width() > kMostLabelShare * area.Width())
      continue;
    std::vector<size_t> beside;
    for (size_t k = 0; k < lines.size(); ++k)
      if (k != i && OnOneLine(label.box, lines[k].box)) beside.push_back(k);
    if (beside.size() == 1 && lines[beside[0]].box.x0 > label.box.x1 &&
        !BeginsClosing(lines[beside[0]]))
      rows.push_back({i, beside[0]});
  }
  const auto alike = [&](const Row& a, const Row& b) {
    return a.label != b.label &&
           std::abs(lines[a.label].box.x0 - lines[b.label].box.x0) < kAlignPt &&
           std::abs(lines[a.value].box.x0 - lines[b.value].box.x0) < kAlignPt;
  };
  std::vector<Row> kept;
  for (const Row& row : rows) {
    if (std::any_of(rows.begin(), rows.end(), [&](const Row& other) { return alike(row, other); }))
      kept.push_back(row);
  }
  std::vector<bool> gone(lines.size(), false);
  for (const Row& row : kept) {
    AppendPart(lines[row.label], lines[row.value]);
    gone[row.value] = true;
  }
  std::vector<FlowLine> rest;
  for (size_t i = 0; i < lines.size(); ++i)
    if (!gone[i]) rest.push_back(std::move(lines[i]));
  lines = std::move(rest);
}

}  // namespace

bool BeginsClosing(const FlowLine& line) {
  return kClosing.Matches(line.text.text);
}

void JoinRows(const TextArea& area, std::vector<FlowLine>& lines) {
  JoinParts(lines);
  JoinListRows(area, lines);
  JoinLabelRows(area, lines);
}

}  // namespace planrec::extract
