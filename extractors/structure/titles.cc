// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/titles.h"

#include <cmath>
#include <optional>

#include "extractors/layout/noise.h"
#include "extractors/structure/issuers.h"
#include "extractors/structure/paragraphs.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/markers.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Capitals only, since a title's wrapped line may go on "thực hiện …".
const Pattern kOpening{
    "titles.opening", Over::kPrinted,
    R"(^(?:Căn cứ|Thực hiện|Nhằm|Để|Theo|Trên cơ sở|Xét|Ngày|Trong|Tiếp tục|Triển khai|Can c|Nham|Thuc hien)[\s,])",
    "Căn cứ Kế hoạch số 5", "Cải cách hành chính"};
const Pattern kPosition{
    "titles.decider", Over::kFolded,
    R"(^\s*(?:chu tich|giam doc|tong giam doc|hieu truong|bo truong|thu truong|truong ban|truong phong|thong doc|cuc truong|chi cuc truong|chanh)\b)",
    "GIÁM ĐỐC SỞ Y TẾ", "TỔ CHỨC THỰC HIỆN"};
// Behind such a word a wrapped title names a body; a new line that does so is the one that decides.
const Pattern kOpenEnd{"titles.open_end", Over::kFolded,
                       R"(\s(?:cua|va|do|giua|cho|tai|voi|ve|theo|thuoc|den|boi|trong|o|,)\s*$)",
                       "TỔ CHỨC BỘ MÁY CỦA", "NĂM 2026 CỦA XÃ"};
// Group 1: what became of "Về", perhaps with a sign before it. "Vẽ", "Vé", "Vệ" are words of
// titles.
const Pattern kSpoiltAbout{"titles.spoilt_about", Over::kPrinted,
                           R"(^((?:[^\pL\s]{1,2}\s)?[Vv](?:à|ả|ê|e|è|ẻ|a))\s\pL)",
                           "Và lịch tổ chức nghiệm thu", "Vệ sinh môi trường"};

// What ends in the left half of a page leaves so much of its width free on the right (letters on
// A4: .48 to .54; the shortest centred titles .3).
constexpr double kLeftHalf = 0.38;
constexpr double kNextLine = 12;  // points; no blank line between
constexpr double kSureAbout = 0.9;

/// Both side gaps alike: a centred line, also when it fills the width.
bool Symmetric(const FlowLine& line) {
  if (line.page_width_pt <= 0) return false;
  return line.centered || std::fabs(line.indent_pt - line.right_gap_pt) < 14;
}

bool InLeftHalf(const FlowLine& line) {
  if (line.page_width_pt <= 0 || line.column == Column::kRight) return false;
  return line.column == Column::kLeft || line.right_gap_pt > kLeftHalf * line.page_width_pt;
}

/// Whether `line` goes on with a subject whose lines stand as `first` does.
bool GoesOn(const FlowLine& first, const HeadLine& line) {
  const FlowLine& own = line.line;
  if (line.part != HeadPart::kOther || own.blank_before || BeginsBody(line)) return false;
  if (first.column == Column::kFull && IsOpening(own.text.text)) return false;
  if (InLeftHalf(first) && InLeftHalf(own) && own.gap_above_pt < kNextLine) return true;
  if (own.column != first.column) return false;
  return first.column != Column::kFull || own.page_width_pt <= 0 || Symmetric(own);
}

/// Types that a body decides: its name stands between title and text.
bool IsDecision(std::string_view type_line) {
  const std::optional<TypeLine> type = FindTypeLine(type_line);
  return type && (type->type->abbreviation == "QĐ" || type->type->abbreviation == "NQ");
}

}  // namespace

SubjectLines FindSubjectLines(const std::vector<HeadLine>& lines, size_t at) {
  SubjectLines found;
  const FlowLine& first = lines[at].line;
  size_t next = at + 1;
  for (; next < lines.size() && GoesOn(first, lines[next]); ++next) found.further.push_back(next);
  found.end = next;
  if (!InLeftHalf(first)) return found;
  while (next < lines.size() && lines[next].line.column == Column::kRight) ++next;
  if (next == found.end) return found;
  for (; next < lines.size() && GoesOn(first, lines[next]); ++next) {
    if (lines[next].line.column == Column::kFull && !StartsSmall(lines[next].line.text.text)) break;
    found.further.push_back(next);
  }
  return found;
}

bool TitleEnds(const TitleSoFar& title, const FlowLine& line) {
  const std::string& text = line.text.text;
  if (IsDecider(text) &&
      (CapitalShare(title.text) < 0.85 || (IsDecision(title.type.text.text) &&
                                           !title.text.empty() && !kOpenEnd.Matches(title.text)))) {
    return true;
  }
  const std::optional<Marker> marker = ReadMarker(text);
  if (marker && marker->kind != MarkerKind::kDash) return true;
  if (IsRecognised(line.text) && ReadDamagedPart(text)) return true;
  if (title.last.heading_depth > 0) return line.heading_depth == 0;
  if (line.page_width_pt > 0) {
    if (!Symmetric(line)) return true;
    // A body line may be symmetric by chance: its weight and the gap tell.
    if (title.last.text.BoldShare() > 0.5 && line.text.BoldShare() < 0.5) return true;
    if (StartsSmall(text)) return false;
    return IsOpening(text) && line.right_gap_pt < 20 && line.gap_above_pt > 4;
  }
  if ((title.last.text.BoldShare() > 0.5) != (line.text.BoldShare() > 0.5)) return true;
  // A blank line inside a title is a damaged layout: only an open phrase goes on.
  if (line.blank_before) return !StartsSmall(text);
  return IsOpening(text);
}

bool IsOpening(std::string_view line) {
  return kOpening.Matches(line);
}

bool IsDecider(std::string_view line) {
  return CapitalShare(line) > 0.85 && (FindBodyHead(FullBodyName(line)) || kPosition.Matches(line));
}

std::string WithTitleWord(const PlacedText& title, std::vector<Repair>& repairs) {
  if (!IsRecognised(title)) return title.text;
  const std::optional<Match> spoilt = kSpoiltAbout.Find(title.text);
  if (!spoilt) return title.text;
  const Span word = spoilt->group(1);
  Repair repair;
  repair.from = title.text.substr(word.begin, word.size());
  repair.to = "Về";
  repair.where = title.Locate(word.begin, word.end);
  repair.reason = EditReason::kConfusion;
  repair.confidence = kSureAbout;
  repairs.push_back(std::move(repair));
  return "Về" + title.text.substr(word.end);
}

}  // namespace planrec::extract
