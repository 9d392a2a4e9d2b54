// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/appendices.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/noise.h"
#include "extractors/structure/letterhead.h"
#include "extractors/structure/paragraphs.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/dates.h"
#include "extractors/vocabulary/markers.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kLabel{
    "appendices.label", Over::kFolded,
    R"(^\W*((?:ph[uy] l[uy]c|danh muc kem theo)(?:\s+so)?(?:\s*(?:[ivxl1]{1,5}|\d{1,2}[a-z]?|[a-h])\b)?)\s*(?:[.:–-]\s*(.*))?$)",
    "PHỤ LỤC II: DANH SÁCH", "Phụ lục kèm theo Kế hoạch này"};
const Pattern kForm{
    "appendices.form", Over::kFolded,
    R"(^\W*((?:bieu mau|bieu|mau)(?:\s+so)?\s*:?\s*(?:[ivx]{1,5}|\d{1,2}[a-z]?)\b)\s*(?:[.:–-]\s*(.*))?$)",
    "Biểu số 01", "Mẫu 5 được thay thế bởi mẫu mới"};
const Pattern kNote{
    "appendices.note", Over::kFolded,
    R"(^\W*(?:ban hanh\s+)?(?:(?:dinh|gui)\s+)?k[e1]m\s+(?:theo\s+)?(?:ke hoach|quyet dinh|cong van|chi thi|thong bao|bao cao|huong dan|chuong trinh|nghi quyet|to trinh|van ban|de an|phuong an)\b)",
    "(Kèm theo Kế hoạch số 12/KH-UBND ngày 5/3/2024 của UBND xã)", "(Chi tiết theo phụ lục)"};
const Pattern kNoteNumber{
    "appendices.note_number", Over::kPrinted,
    R"([sS](?:ố|ó|ô|o|6|b)\s*:?\s*([\d.…]*\s*[a-z]?)\s*(?:-\s*(\p{Lu}[\p{L}]*)\s*)?/\s*((?:\d{4}\s*/\s*)?\p{Lu}[\p{L}\d&.]*(?:\s*[-–]\s*\p{Lu}[\p{L}\d&]*)*))",
    "Kế hoạch số 199 /KH-UBND", "Kế hoạch số liệu"};
const Pattern kNoteDate{
    "appendices.note_date", Over::kFolded,
    R"(ng[a-z0-9]{1,3}\s*(\d{1,2})\s*(?:/|th[a-z0-9]{2,4})\s*(\d{1,2})\s*(?:/|n[a-z0-9]{1,2})\s*((?:19|20)\d{2}))",
    "ngày 30 /12/2022", "ngày /4/2026"};
const Pattern kAnnounced{
    "appendices.announced", Over::kFolded,
    R"(ph[uy] luc(?:\s+(?:so\s*)?(?:[ivx]{1,4}|\d{1,2}))?(?:\s*(?:,|va)\s*(?:[ivx]{1,4}|\d{1,2}))*\s+(?:duoc\s+)?(?:chi tiet\s+)?(?:dinh kem|kem theo|gui kem)(\s+(?:theo\s+)?(?:quyet dinh|nghi dinh|thong tu|cong van|nghi quyet|luat|ke hoach so|huong dan so))?)",
    "Theo Phụ lục đính kèm", "Phụ lục I Nghị định số 30"};
const Pattern kReferred{
    "appendices.referred", Over::kFolded,
    R"((?:^|\W)(?:chi tiet|cu the|co|theo|tai|xem|o)\s+(?:\w+\s+){0,2}?(?:cac\s+)?ph[uy] luc(?:\s+(?:so\s*)?(?:[ivx]{1,4}|\d{1,2}))?(?:\s*\)|\s*[.;]|\s*$))",
    "(chi tiết tại Phụ lục I)", "theo Phụ lục II Thông tư số 5"};

constexpr size_t kLongestLabel = 120;

/// The title behind a label in one line is a title, no sentence.
bool TitleLike(std::string_view rest) {
  const std::string_view text = Trim(rest);
  return text.empty() || CapitalShare(text) > 0.6 || CountCodePoints(text) < 60;
}

std::optional<Match> LabelOf(const FlowLine& line) {
  const std::string& text = line.text.text;
  if (text.size() > kLongestLabel * 2) return std::nullopt;
  std::optional<Match> match = kLabel.Find(text);
  if (!match) match = kForm.Find(text);
  if (!match || !TitleLike(match->Text(text, 2))) return std::nullopt;
  // Specks of a seal may stand beside a label with its title; without one it is a form's corner.
  const std::string_view rest = match->Text(text, 2);
  if (line.column == Column::kLeft && (rest.size() < 4 || CapitalShare(rest) < 0.6))
    return std::nullopt;
  // A label begins with a capital; "phụ lục" in small letters is the end of a wrapped sentence.
  size_t at = match->group(1).begin;
  if (!IsUpper(DecodeUtf8(text, at))) return std::nullopt;
  return match;
}

/// A line of a few words with "phụ lục" in any spelling.
bool IsDamagedLabel(std::string_view text) {
  std::string squeezed;
  for (char c : Fold(text)) {
    if (c >= 'a' && c <= 'z') squeezed.push_back(c);
  }
  return squeezed.size() <= 14 && squeezed.find("phuluc") != std::string::npos;
}

/// A line of a few words with "phụ lục" in any spelling ("SỐ. PHULỤC"), with a title and a note
/// right below it; `note` is the note's line.
std::optional<size_t> DamagedLabel(const std::vector<FlowItem>& items, size_t begin, size_t note) {
  if (!kNote.Matches(items[note].line.text.text)) return std::nullopt;
  constexpr size_t kMostTitleLines = 5;
  for (size_t i = note; i > begin && note - i < kMostTitleLines;) {
    --i;
    if (items[i].table >= 0 || LabelOf(items[i].line)) return std::nullopt;
    if (IsDamagedLabel(items[i].line.text.text)) return i;
    if (items[i].line.page_start) break;
  }
  return std::nullopt;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c != ' ') out.push_back(c);
  }
  return out;
}

void ReadNote(const PlacedText& note, Appendix& appendix) {
  const std::string& text = note.text;
  if (const auto number = kNoteNumber.Find(text)) {
    const std::string digits = WithoutSpaces(number->Text(text, 1));
    const std::string party = WithoutSpaces(number->Text(text, 2));
    const std::string notation = WithoutSpaces(number->Text(text, 3));
    if (!digits.empty() && digits[0] >= '0' && digits[0] <= '9') {
      appendix.attached_to =
          party.empty() ? digits + "/" + notation : digits + "-" + party + "/" + notation;
    }
  }
  if (const auto date = kNoteDate.Find(text)) {
    const auto value = [&](size_t group) {
      return std::atoi(std::string(date->Text(text, group)).c_str());
    };
    const int day = value(1), month = value(2), year = value(3);
    if (IsDate(year, month, day)) appendix.attached_on = IsoDate(year, month, day);
  }
}

}  // namespace

std::vector<size_t> FindAppendices(const std::vector<FlowItem>& items, size_t begin) {
  std::vector<size_t> out;
  for (size_t i = begin; i < items.size(); ++i) {
    if (items[i].table >= 0) continue;
    const FlowLine& line = items[i].line;
    if (!LabelOf(line)) {
      // A damaged label is known by the note below it.
      if (const std::optional<size_t> label = DamagedLabel(items, begin, i)) {
        if (out.empty() || out.back() < *label) out.push_back(*label);
      }
      continue;
    }
    // In running text a wrapped line may begin "Phụ lục II": a label stands apart from what is
    // before it.
    const bool first = i == begin || items[i - 1].table >= 0;
    const bool apart = first || line.page_start || line.centered || line.blank_before ||
                       line.heading_depth > 0 || line.column == Column::kRight ||
                       CapitalShare(line.text.text) > 0.8 || line.bold;
    if (apart) out.push_back(i);
  }
  return out;
}

bool IsUnlabelledAppendix(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  constexpr size_t kMostTitleLines = 6;
  for (size_t i = begin; i < end && i - begin < kMostTitleLines; ++i) {
    if (items[i].table >= 0) return false;
    const std::string& text = items[i].line.text.text;
    if (kNote.Matches(text)) return i > begin;
    const std::optional<Marker> marker = ReadMarker(text);
    if (marker && CapitalShare(text) < 0.7) return false;
  }
  return false;
}

AppendixHead ReadAppendixHead(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  AppendixHead out;
  const FlowLine& first = items[begin].line;
  const std::optional<Match> match = LabelOf(first);
  PlacedText label = first.text, title;
  const bool unlabelled = !match && !IsDamagedLabel(first.text.text);
  if (unlabelled) {
    label = {};
  } else if (match) {
    label = first.text.Slice(match->group(1).begin, match->group(1).end);
    if (match->has(2)) title = first.text.Slice(match->group(2).begin, match->group(2).end);
    // A number that recognition made out of a speck behind the label.
    const size_t space = label.text.rfind(' ');
    const bool digit = IsDigit(static_cast<unsigned char>(label.text.back()));
    if (digit && space != std::string::npos && label.Confidence(space, label.text.size()) < 0.6) {
      label = label.Slice(0, space);
    }
    out.appendix.label = label.text;
  } else {
    out.appendix.label = CapitalShare(label.text) > 0.7 ? "PHỤ LỤC" : "Phụ lục";
    Repair repair;
    repair.from = label.text;
    repair.to = out.appendix.label;
    repair.where = label.Locate();
    repair.reason = EditReason::kSegmentation;
    repair.confidence = 0.85;
    out.repairs.push_back(std::move(repair));
  }
  Where where = unlabelled ? first.text.Locate() : label.Locate();
  double sure = label.Confidence();

  size_t next = unlabelled ? begin : begin + 1;
  bool noted = false;
  for (; next < end && items[next].table < 0; ++next) {
    const FlowLine& line = items[next].line;
    const std::string& text = line.text.text;
    if (IsDrawnRule(text) || IsNationalName(text) || IsMotto(text)) continue;
    if (kNote.Matches(text)) {
      PlacedText note = line.text;
      while (note.text.find('(') != std::string::npos && note.text.find(')') == std::string::npos &&
             next + 1 < end && items[next + 1].table < 0 && note.text.size() < 400) {
        note.Append(items[++next].line.text);
      }
      ReadNote(note, out.appendix);
      noted = true;
      continue;
    }
    if (noted || text[0] == '(') break;
    // The title: capitals, or centred or bold lines that go on with one another.
    const bool placed = line.page_width_pt > 0;
    const bool capitals = CapitalShare(text) > 0.7;
    const bool marked = ReadMarker(text).has_value();
    const bool centered = placed && (line.centered || line.bold);
    const bool printed_so = !placed && (line.bold || line.heading_depth > 0 || title.empty());
    const bool small_title = CountCodePoints(text) < 160;
    if (marked && !capitals) break;
    if (marked && !line.centered) break;
    if (!capitals && !(small_title && (centered || printed_so))) break;
    if (!title.empty() && !capitals && CapitalShare(title.text) > 0.7 &&
        !(placed && line.centered)) {
      break;
    }
    if (!placed && !title.empty() && line.blank_before && !capitals) break;
    title.Append(line.text);
  }
  if (!title.empty()) {
    out.appendix.title = title.text;
    if (unlabelled) out.appendix.label = title.text;
    where = Join(where, title.Locate());
    sure = std::min(sure, title.Confidence());
  }
  out.appendix.where = where;
  out.appendix.confidence = sure * (noted ? 0.97 : 0.9);
  out.end = next;
  return out;
}

bool AnnouncesAppendix(std::string_view text) {
  const FoldedText folded = FoldWithOffsets(text);
  for (const Match& match : kAnnounced.FindAll(folded)) {
    if (!match.has(1)) return true;
  }
  return kReferred.Matches(folded);
}

}  // namespace planrec::extract
