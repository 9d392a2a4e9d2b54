// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/head_lines.h"

#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/structure/head_grammar.h"
#include "extractors/structure/issuers.h"
#include "extractors/structure/letterhead.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/markers.h"

namespace planrec::extract {
namespace {

const Pattern kSubjectLine{"letterhead.subject", Over::kFolded,
                           R"(^\s*(?:v\s?/\s?[vy][:.]?|ve viec)\s+(\S.*)$)",
                           "V/v triển khai chiến dịch mùa hè", "việc triển khai"};
// "Về việc …" below a type is its title, below the number it is a letter's subject.
const Pattern kTitleSubject{"letterhead.title_subject", Over::kFolded, R"(^\s*ve viec\s)",
                            "Về việc ban hành Kế hoạch", "V/v ban hành Kế hoạch"};
// A body that a decision set up names that decision below itself.
const Pattern kOwnerNote{
    "letterhead.owner_note", Over::kFolded,
    R"(^\s*\(?\s*(?:(?:duoc\s+)?(?:thanh lap|kien toan)\s+)?theo\s+(?:quyet dinh|qd)\b)",
    "THEO QUYẾT ĐỊNH SỐ 318/QĐ-SYT", "Theo đề nghị của Quyết định số 5"};
const Pattern kForm{
    "letterhead.form", Over::kFolded,
    R"(^\s*(?:phieu|mau so|giay (?:moi|de nghi|xac nhan|bien nhan)|don|to khai|bien nhan)\s)",
    "PHIẾU TRÌNH", "ĐOÀN THANH TRA"};
const Pattern kSalutationLine{"letterhead.salutation", Over::kFolded,
                              R"(^\s*kinh gui\s*[:;.]?\s*(.*)$)", "Kính gửi: Các phòng, ban",
                              "Kính mời các đồng chí"};
const Pattern kAttached{
    "letterhead.attached", Over::kFolded,
    R"(^\s*\(?\s*(?:ban hanh\s+)?(?:dinh\s+)?kem\s+(?:theo\s+)?(?:quyet dinh|cong van|nghi quyet|to trinh|thong bao)\b)",
    "(Kèm theo Quyết định số /QĐ-UBND ngày /4/2026 của UBND xã)",
    "(Chi tiết tại phụ lục kèm theo)"};
const Pattern kStampBefore{"letterhead.stamp_before", Over::kPrinted,
                           R"(^\W*(HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)\s+(?:[-–+]\s+)?\p{Lu}?\p{Ll})",
                           "HỎA TỐC lập trong tỉnh;", "KHẨN TRƯƠNG THỰC HIỆN"};
const Pattern kBasis{"letterhead.basis", Over::kFolded, R"(^\s*(?:can cu|can ctr|can cir)\b)",
                     "Căn cứ Luật Tổ chức chính quyền địa phương", "Cán bộ, công chức"};

constexpr size_t kLongestDateLine = 160;

}  // namespace

HeadPart ClassifyHeadLine(const FlowLine& line) {
  const std::string& text = line.text.text;
  if (IsDrawnRule(text)) return HeadPart::kRule;
  if (IsSignatureStamp(text)) return HeadPart::kStamp;
  if (IsNationalName(text)) return HeadPart::kNational;
  if (IsMotto(text)) return HeadPart::kMotto;
  if (IsUrgencyStamp(text)) return HeadPart::kUrgency;
  if (IsSecrecyStamp(text)) return HeadPart::kSecrecy;
  if (kSalutationLine.Matches(text)) return HeadPart::kSalutation;
  if (kSubjectLine.Matches(text) && !kTitleSubject.Matches(text)) return HeadPart::kSubject;
  if (text.size() < 120 && ReadNumberLine(text)) return HeadPart::kNumber;
  // A paragraph may begin with the day of what it tells of.
  if (text.size() < kLongestDateLine && ReadPlaceAndDate(text) && !IsBasis(text))
    return HeadPart::kDate;
  if (line.column == Column::kFull && FindTypeLine(text)) return HeadPart::kType;
  return HeadPart::kOther;
}

namespace {

/// What a line is by the lines above it.
void Reclassify(const std::vector<HeadLine>& above, HeadLine& line) {
  const std::string& text = line.line.text.text;
  if (kOwnerNote.Matches(text)) {
    line.part = HeadPart::kOwnerNote;
    return;
  }
  if (above.empty()) return;
  const HeadLine& last = above.back();
  // "THEO QUYẾT ĐỊNH" / "SỐ 318/QĐ-SYT": the note goes on up to its code.
  if (last.part == HeadPart::kOwnerNote && last.line.text.text.find('/') == std::string::npos &&
      line.line.column != Column::kRight && line.part != HeadPart::kNational) {
    line.part = HeadPart::kOwnerNote;
  }
  if (line.part == HeadPart::kOther && last.part == HeadPart::kNumber &&
      kTitleSubject.Matches(text)) {
    line.part = HeadPart::kSubject;
  }
}

}  // namespace

std::vector<HeadLine> ReadHeadLines(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  constexpr size_t kMostLines = 80;
  std::vector<HeadLine> out;
  for (size_t i = begin; i < end && out.size() < kMostLines; ++i) {
    if (items[i].table >= 0) break;
    for (FlowLine& part : SplitMergedLetterhead(items[i].line)) {
      if (const auto stamp = kStampBefore.Find(part.text.text)) {
        // A stamp beside the line's beginning was read into it.
        HeadLine above{part, i, HeadPart::kUrgency};
        above.line.text = part.text.Slice(stamp->group(1).begin, stamp->group(1).end);
        out.push_back(std::move(above));
        part.text = part.text.Slice(stamp->group(1).end, part.text.text.size());
      }
      HeadLine line{std::move(part), i, HeadPart::kOther};
      line.part = ClassifyHeadLine(line.line);
      Reclassify(out, line);
      out.push_back(std::move(line));
    }
  }
  return out;
}

std::optional<Match> FindSubject(std::string_view line) {
  return kSubjectLine.Find(line);
}

std::optional<Match> FindSalutation(std::string_view line) {
  return kSalutationLine.Find(line);
}

bool IsForm(std::string_view line) {
  return kForm.Matches(line) && CapitalShare(line) > 0.85;
}

bool IsBasis(std::string_view line) {
  return kBasis.Matches(line);
}

bool BeginsBody(const HeadLine& line) {
  if (line.part != HeadPart::kOther) return false;
  const std::string& text = line.line.text.text;
  if (IsBasis(text)) return true;
  const std::optional<Marker> marker = ReadMarker(text);
  if (marker && marker->numbered()) return true;
  return text.size() > 160;
}

bool IsAttachedNote(std::string_view line) {
  return kAttached.Matches(line);
}

std::optional<size_t> FindAttachedNote(std::string_view line) {
  for (size_t at = line.find('(', 1); at != std::string_view::npos; at = line.find('(', at + 1)) {
    if (kAttached.Matches(line.substr(at))) return at;
  }
  return std::nullopt;
}

const DocumentType* TypeBefore(const FlowLine& line) {
  const std::string& text = line.text.text;
  if (line.column != Column::kFull || CapitalShare(text) < 0.85) return nullptr;
  for (const DocumentType& type : DocumentTypes()) {
    const std::string name = Upper(type.name) + " ";
    if (text.rfind(name, 0) == 0 && type.abbreviation != "L") return &type;
  }
  return nullptr;
}

std::optional<AttachedPlan> FindAttachedPlan(const std::vector<FlowItem>& items, size_t begin) {
  for (size_t i = begin; i < items.size(); ++i) {
    if (items[i].table >= 0 || items[i].line.column != Column::kFull) continue;
    const std::string& text = items[i].line.text.text;
    if (CapitalShare(text) < 0.7) continue;
    const std::optional<TypeLine> line = FindTypeLine(text);
    const DocumentType* type = line ? line->type : TypeBefore(items[i].line);
    if (type == nullptr || !type->enacted) continue;
    bool noted = false;
    for (size_t k = i + 1; k < items.size() && k < i + 12 && !noted; ++k) {
      if (items[k].table >= 0 || ReadMarker(items[k].line.text.text)) break;
      noted = IsAttachedNote(items[k].line.text.text) || FindAttachedNote(items[k].line.text.text);
    }
    if (!noted) continue;
    AttachedPlan plan{i, i};
    // Its own letterhead stands right above.
    while (plan.head > begin && items[plan.head - 1].table < 0) {
      const FlowLine& above = items[plan.head - 1].line;
      bool known = true;
      for (const FlowLine& part : SplitMergedLetterhead(above)) {
        const HeadPart kind = ClassifyHeadLine(part);
        known = known && kind != HeadPart::kType &&
                (kind != HeadPart::kOther ||
                 (CapitalShare(part.text.text) > 0.85 &&
                  (StartsBody(part.text.text) || part.column == Column::kLeft)));
      }
      if (!known || items[plan.head].line.page_start) break;
      --plan.head;
    }
    return plan;
  }
  return std::nullopt;
}

}  // namespace planrec::extract
