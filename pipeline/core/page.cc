// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/page.h"

#include <algorithm>
#include <iterator>

namespace planrec {

std::string Apply(const std::string& raw, const std::vector<Edit>& edits) {
  std::string out;
  out.reserve(raw.size());
  size_t at = 0;
  for (const Edit& edit : edits) {
    out.append(raw, at, edit.begin - at);
    out.append(edit.text);
    at = edit.end;
  }
  out.append(raw, at, std::string::npos);
  return out;
}

std::vector<Edit> Compose(const std::string& raw, const std::vector<Edit>& first,
                          const std::vector<Edit>& second) {
  if (first.empty()) return second;
  const std::string between = Apply(raw, first);
  std::vector<Edit> out;
  // How far `between` is ahead of `raw`, behind the edits of `first` passed so far; modulo 2^32.
  uint32_t ahead = 0;
  auto next = first.begin();
  for (auto edit = second.begin(); edit != second.end();) {
    // Edits of `first` wholly before this one stay as they are.
    const auto length = [](const Edit& e) { return static_cast<uint32_t>(e.text.size()); };
    while (next != first.end() && next->begin + ahead + length(*next) <= edit->begin) {
      ahead += length(*next) - (next->end - next->begin);
      out.push_back(*next++);
    }
    // The stretch of `between` that this one and what it touches change.
    uint32_t begin = edit->begin, end = edit->end;
    Edit joined{begin - ahead, 0, "", edit->reason, edit->confidence};
    auto last = edit;
    for (bool grown = true; grown;) {
      grown = false;
      if (next != first.end() && next->begin + ahead < end) {
        if (next->begin + ahead < begin) begin = next->begin + ahead, joined.begin = next->begin;
        end = std::max(end, next->begin + ahead + length(*next));
        joined.confidence = std::min(joined.confidence, next->confidence);
        ahead += length(*next) - (next->end - next->begin);
        ++next;
        grown = true;
      }
      if (std::next(last) != second.end() && std::next(last)->begin < end) {
        ++last;
        end = std::max(end, last->end);
        joined.confidence = std::min(joined.confidence, last->confidence);
        grown = true;
      }
    }
    joined.end = end - ahead;
    uint32_t at = begin;
    for (; edit != std::next(last); ++edit) {
      joined.text.append(between, at, edit->begin - at).append(edit->text);
      at = edit->end;
    }
    joined.text.append(between, at, end - at);
    out.push_back(std::move(joined));
  }
  out.insert(out.end(), next, first.end());
  return out;
}

void CutToPage(Page& page) {
  const auto cut = [](double& at, double size) {
    if (size > 0) at = std::clamp(at, 0.0, size);
  };
  const auto cut_box = [&](Box& box) {
    for (double* x : {&box.x0, &box.x1}) cut(*x, page.width_pt);
    for (double* y : {&box.y0, &box.y1}) cut(*y, page.height_pt);
  };
  const Box whole{0, 0, page.width_pt > 0 ? page.width_pt : 1,
                  page.height_pt > 0 ? page.height_pt : 1};
  const bool placed = page.origin != TextOrigin::kFile;
  for (TextLine& line : page.lines) {
    cut_box(line.box);
    if (placed && line.box.Empty() && !line.raw.empty()) line.box = whole;
    for (Token& token : line.tokens) {
      cut_box(token.box);
      if (placed && token.box.Empty()) token.box = line.box;
    }
  }
  for (WordReadings& readings : page.readings) cut_box(readings.box);
  for (ESignature& signature : page.signatures) {
    if (!signature.where.bbox) continue;
    cut_box(*signature.where.bbox);
    if (signature.where.bbox->Empty()) signature.where = {};
  }
  std::erase_if(page.rules, [&page](const Rule& r) {
    return std::max(r.x0, r.x1) < 0 || std::min(r.x0, r.x1) > page.width_pt ||
           std::max(r.y0, r.y1) < 0 || std::min(r.y0, r.y1) > page.height_pt;
  });
  for (Rule& r : page.rules) {
    for (double* x : {&r.x0, &r.x1}) cut(*x, page.width_pt);
    for (double* y : {&r.y0, &r.y1}) cut(*y, page.height_pt);
  }
}

}  // namespace planrec
