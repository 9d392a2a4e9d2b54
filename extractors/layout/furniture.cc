// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/layout/furniture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Share of the page's height where heads and feet stand.
constexpr double kMarginShare = 0.12;
/// So far into the page the page's own number is still believed to be one.
constexpr double kOwnNumberShare = 0.2;

const Pattern kPageNumber{"furniture.page_number", Over::kFolded,
                          R"(^[-–—~.\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—~.\s]*$)",
                          "- 12 -", "12/KH-UBND"};

const Pattern kStampStart{
    "furniture.stamp", Over::kFolded,
    R"(^(?:(?:nguoi ky|ky boi|ky so boi|duoc ky boi|nguoi phat hanh|so hoa boi)\s*:|signature (?:not verified|valid)|digitally signed|tai lieu duoc ky so))",
    "Ký bởi: Văn phòng UBND xã", "Người ký văn bản chịu trách nhiệm"};

const Pattern kStampPart{
    "furniture.stamp_part", Over::kFolded,
    R"(^(?:(?:thoi gian ky|ngay ky|gio ky|co quan|email|e-mail|thu dien tu|signing time|date|reason|location)\s*:|\d{4}-\d{2}-\d{2}t\d{2}:))",
    "Thời gian ký: 05.03.2030 10:15:00 +07:00", "Thời gian thực hiện: Quý I"};

/// A moment to the second: only machines print it.
const Pattern kStampMoment{"furniture.stamp_moment", Over::kFolded,
                           R"(^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s+\d{1,2}:\d{2}:\d{2}\b)",
                           "05.03.2030 10:15:00", "05.03.2030 lúc 10:15"};

const Pattern kCopyStamp{"furniture.copy_stamp", Over::kFolded,
                         R"(^(?:sao y|sao luc|trich sao)(?:\s*;|\s*:|\s*$|\s+\d))", "SAO Y",
                         "Sao y bản chính gửi các phòng"};

/// The stamp of the office that received the paper: its name, "CÔNG VĂN ĐẾN", number and day.
const Pattern kEntryStamp{"furniture.entry_stamp", Over::kFolded,
                          R"(^(?:(?:cong van|van ban)\s+)?den\s*[:.]?$)", "CÔNG VĂN ĐẾN",
                          "Đón công văn đến và số hóa"};

const Pattern kEntryStampPart{
    "furniture.entry_stamp_part", Over::kFolded,
    R"(^(?:(?:so(?: den)?|ngay(?: den)?|gio|chuyen|kinh chuyen|luu ho so|so va ky hieu (?:ho so|hs))\s*[:.…]|(?:so|ngay)\s+\d))",
    "Chuyển: ………", "Số hóa hồ sơ"};

/// An entry stamp stands in this upper share of the first page.
constexpr double kEntryStampShare = 0.4;
/// Lines of one stamp are no farther apart, in their heights; ends of its frame's strokes meet so
/// near.
constexpr double kStampGap = 1.5, kFrameMeetPt = 6;

/// Stamps of signatures are set smaller than any text of a plan but its recipients.
constexpr double kMaxStampSizePt = 10.5;

bool InMargin(const Box& box, const Page& page, double share = kMarginShare) {
  return box.y1 < page.height_pt * share || box.y0 > page.height_pt * (1 - share);
}

/// Where dropped lines go, and why they are dropped.
struct Dropped {
  std::vector<DroppedText>& out;
  UnplacedReason reason;
};

void DropIf(PageLines& page, const std::vector<bool>& drop, const Dropped& dropped) {
  std::vector<TextLine> kept;
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (!drop[i]) {
      kept.push_back(std::move(page.lines[i]));
      continue;
    }
    // Page numbers are repeated like the heads that they stand in.
    const bool number =
        dropped.reason == UnplacedReason::kRunningHeader && PageNumberOf(page.lines[i].raw) > 0;
    dropped.out.push_back({Place(page.lines[i], page.page->number),
                           number ? UnplacedReason::kPageNumber : dropped.reason});
  }
  page.lines = std::move(kept);
}

/// Lines higher than wide with several letters: text that runs upwards.
bool IsSideways(const TextLine& line) {
  return CountCodePoints(line.raw) >= 4 && line.box.Height() > 2.5 * line.box.Width();
}

/// The frame drawn around the line: between the outermost level rules of one length over and under
/// it that are no farther from each other than a stamp is high. Empty where there is none.
Box FrameAround(const Box& line, const std::vector<Rule>& rules) {
  constexpr double kHighestPt = 130, kWidestPt = 260;
  Box frame;
  for (const Rule& rule : rules) {
    if (!rule.Horizontal() || rule.y0 > line.y0 || line.y0 - rule.y0 > kHighestPt) continue;
    if (rule.x0 > line.x0 || rule.x1 < line.x1 || rule.x1 - rule.x0 > kWidestPt) continue;
    for (const Rule& under : rules) {
      if (!under.Horizontal() || under.y0 < line.y1 || under.y0 - rule.y0 > kHighestPt) continue;
      if (std::abs(under.x0 - rule.x0) > kFrameMeetPt ||
          std::abs(under.x1 - rule.x1) > kFrameMeetPt)
        continue;
      frame = Join(frame, {rule.x0, rule.y0, rule.x1, under.y0});
    }
  }
  return frame;
}

/// The entry stamp goes as a block: all in its frame, or its words with the number and day below.
void DropEntryStamp(PageLines& page, const Dropped& dropped) {
  std::vector<bool> drop(page.lines.size(), false);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    const TextLine& word = page.lines[i];
    if (!kEntryStamp.Matches(word.raw) || word.box.y1 > kEntryStampShare * page.page->height_pt)
      continue;
    const Box frame = FrameAround(word.box, page.page->rules);
    Box block = word.box;
    std::vector<size_t> parts;
    for (bool grown = true; grown;) {
      grown = false;
      for (size_t k = 0; k < page.lines.size(); ++k) {
        const Box& other = page.lines[k].box;
        if (k == i || std::find(parts.begin(), parts.end(), k) != parts.end()) continue;
        const bool framed = frame.Contains(other.CenterX(), other.CenterY());
        const bool below = kEntryStampPart.Matches(page.lines[k].raw) && other.y0 > word.box.y0 &&
                           other.y0 - block.y1 < kStampGap * word.box.Height() &&
                           Overlap(block.x0, block.x1, other.x0, other.x1) > 0;
        if (!framed && !below) continue;
        parts.push_back(k);
        block = Join(block, other);
        grown = true;
      }
    }
    if (parts.empty()) continue;
    drop[i] = true;
    for (const size_t k : parts) drop[k] = true;
  }
  DropIf(page, drop, dropped);
}

void DropStamps(PageLines& page, const Dropped& dropped) {
  std::vector<bool> drop(page.lines.size(), false);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    const TextLine& line = page.lines[i];
    drop[i] = drop[i] || IsSideways(line);
    if (kCopyStamp.Matches(line.raw) && InMargin(line.box, *page.page)) drop[i] = true;
    if (!kStampStart.Matches(line.raw) && !kStampMoment.Matches(line.raw)) continue;
    // A stamp is a block: what stands close above or below in its width and its size.
    drop[i] = true;
    Box block = line.box;
    for (bool grown = true; grown;) {
      grown = false;
      for (size_t k = 0; k < page.lines.size(); ++k) {
        const TextLine& other = page.lines[k];
        if (drop[k] || other.font_size_pt > kMaxStampSizePt) continue;
        const double gap = std::max(other.box.y0 - block.y1, block.y0 - other.box.y1);
        const bool within = other.box.x0 > block.x0 - 12 &&
                            Overlap(block.x0, block.x1, other.box.x0, other.box.x1) > 0;
        const bool alike =
            std::abs(other.box.Height() - line.box.Height()) < 0.3 * line.box.Height();
        const double allowed = kStampPart.Matches(other.raw) ? line.box.Height() : 4.0;
        if (!within || !alike || gap > allowed) continue;
        drop[k] = true;
        block = Join(block, other.box);
        grown = true;
      }
    }
  }
  DropIf(page, drop, dropped);
}

/// A page number is the outermost line in a margin and stands alone on its height.
void DropPageNumber(PageLines& page, const Dropped& dropped) {
  std::vector<bool> drop(page.lines.size(), false);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    const TextLine& line = page.lines[i];
    const int printed = PageNumberOf(line.raw);
    const bool own = printed == page.page->number;
    if (printed == 0 || !InMargin(line.box, *page.page, own ? kOwnNumberShare : kMarginShare))
      continue;
    const bool top = line.box.CenterY() < page.page->height_pt / 2;
    bool outermost = true, alone = true;
    for (size_t k = 0; k < page.lines.size(); ++k) {
      if (k == i) continue;
      const Box& other = page.lines[k].box;
      const bool number = PageNumberOf(page.lines[k].raw) > 0;
      if (!number && (top ? other.y1 < line.box.y0 : other.y0 > line.box.y1)) outermost = false;
      if (Overlap(other.y0, other.y1, line.box.y0, line.box.y1) > 0.3 * line.box.Height())
        alone = false;
    }
    const Box& tables = page.tables;
    if (!tables.Empty() && (top ? tables.y0 < line.box.y0 : tables.y1 > line.box.y1))
      outermost = false;
    drop[i] = outermost && alone;
  }
  DropIf(page, drop, dropped);
}

/// Folded text with every digit alike, so that "Trang 1" and "Trang 2" are one head.
std::string Masked(std::string_view text) {
  std::string out = Fold(text);
  for (char& c : out)
    if (c >= '0' && c <= '9') c = '0';
  return out;
}

/// Heads and feet: the same words at the same height on most pages.
void DropRepeated(std::vector<PageLines>& pages, const Dropped& dropped) {
  if (pages.size() < 2) return;
  struct Seen {
    double y = 0;
    size_t page = 0, line = 0;
  };
  std::map<std::string, std::vector<Seen>> seen;
  for (size_t p = 0; p < pages.size(); ++p) {
    for (size_t i = 0; i < pages[p].lines.size(); ++i) {
      const TextLine& line = pages[p].lines[i];
      if (!InMargin(line.box, *pages[p].page)) continue;
      const double height = pages[p].page->height_pt;
      // Places are compared from the nearer edge: landscape pages have other heights.
      const bool top = line.box.CenterY() < height / 2;
      seen[(top ? "t" : "b") + Masked(line.raw)].push_back(
          {top ? line.box.y0 : height - line.box.y0, p, i});
    }
  }
  std::vector<std::vector<bool>> drop;
  for (const PageLines& page : pages) drop.emplace_back(page.lines.size(), false);
  const size_t enough = std::max<size_t>(2, (pages.size() * 2 + 4) / 5);
  for (const auto& [text, places] : seen) {
    for (const Seen& place : places) {
      const auto alike = std::count_if(places.begin(), places.end(), [&](const Seen& other) {
        return std::abs(other.y - place.y) < 8;
      });
      if (static_cast<size_t>(alike) >= enough) drop[place.page][place.line] = true;
    }
  }
  for (size_t p = 0; p < pages.size(); ++p) DropIf(pages[p], drop[p], dropped);
}

}  // namespace

int PageNumberOf(std::string_view text) {
  const auto match = kPageNumber.Find(text);
  if (!match) return 0;
  int number = 0;
  for (const char c : match->Text(text, 1)) number = number * 10 + (c - '0');
  return number;
}

bool IsStampLine(std::string_view text) {
  return kStampStart.Matches(text) || kStampPart.Matches(text) || kStampMoment.Matches(text) ||
         kCopyStamp.Matches(text);
}

void DropFurniture(std::vector<PageLines>& pages, std::vector<DroppedText>& dropped) {
  const Dropped stamps{dropped, UnplacedReason::kStamp};
  for (PageLines& page : pages) {
    if (page.page->number == 1) DropEntryStamp(page, stamps);
    DropStamps(page, stamps);
  }
  DropRepeated(pages, {dropped, UnplacedReason::kRunningHeader});
  for (PageLines& page : pages) DropPageNumber(page, {dropped, UnplacedReason::kPageNumber});
}

}  // namespace planrec::extract
