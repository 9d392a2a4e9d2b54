// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/text_area.h"

#include <algorithm>

namespace planrec::extract {
namespace {

double Percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const size_t at = static_cast<size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  return values[at];
}

}  // namespace

TextArea FindTextArea(const std::vector<TextLine>& lines, const Page& page, const Box& tables) {
  // The trade's margins (Decree 30/2020/NĐ-CP, Annex I): 30–35 mm left, 15–20 mm right.
  TextArea area{page.width_pt * 0.14, page.width_pt * 0.93};
  std::vector<double> left, right;
  for (const TextLine& line : lines) {
    if (line.box.Width() < 0.4 * page.width_pt) continue;
    left.push_back(line.box.x0);
    right.push_back(line.box.x1);
  }
  if (left.size() < 4) {
    return tables.Width() > 0.5 * page.width_pt ? TextArea{tables.x0, tables.x1} : area;
  }
  area.left = Percentile(left, 0.1);
  area.right = Percentile(right, 0.9);
  return area;
}

}  // namespace planrec::extract
