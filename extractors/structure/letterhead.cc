// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/letterhead.h"

#include <algorithm>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/noise.h"
#include "extractors/structure/head_grammar.h"
#include "extractors/structure/head_lines.h"
#include "extractors/structure/issuers.h"
#include "extractors/structure/joint_issuers.h"
#include "extractors/structure/paragraphs.h"
#include "extractors/structure/titles.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/markers.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kOwnerNoteBehind{"letterhead.owner_note_behind", Over::kFolded,
                               R"(\s+\(?(?:(?:thanh lap|kien toan)\s+)?theo\s+quyet dinh\b.*$)",
                               "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 105/QĐ-SYT",
                               "BAN CHỈ ĐẠO THỰC HIỆN QUYẾT ĐỊNH 1237"};
// "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA ỦY BAN …": kind and owner of a programme, not its title.
const Pattern kOfOwner{
    "letterhead.of_owner", Over::kFolded,
    R"(^\s*(?:hanh dong\s*|phoi hop\s*|lien nganh\s*|lien tich\s*)?(?:cua\s.*)?$)",
    "HÀNH ĐỘNG CỦA ỦY BAN NHÂN DÂN HUYỆN", "HÀNH ĐỘNG PHÒNG CHỐNG BẠO LỰC"};
constexpr double kJointRule = 0.93;  // names over several lines, their ends told by hyphens

/// Lines that may stand above a letterhead.
constexpr size_t kMostLinesAbove = 16;

class HeadReader {
 public:
  HeadReader(const std::vector<FlowItem>& items, size_t begin, size_t end)
      : begin_(begin), lines_(ReadHeadLines(items, begin, end)) {}

  Head Read() {
    FindType();
    ReadUpperPart();
    size_t next = upper_;
    if (type_ < lines_.size()) {
      next = ReadTitle(type_ + 1);
      head_.has_type = true;
    } else if (subject_ < lines_.size()) {
      next = std::max(next, subject_end_);
      head_.has_type = true;
    }
    next = ReadAfterTitle(next);
    head_.end = next < lines_.size() ? lines_[next].item
                : lines_.empty()     ? begin_
                                     : lines_.back().item + 1;
    FinishType();
    return std::move(head_);
  }

 private:
  void Evidence(std::string field, const PlacedText& text, double rule) {
    head_.fields.evidence.push_back(
        {std::move(field), text.Locate(), text.Confidence() * rule, false});
  }

  void FindType() {
    type_ = subject_ = lines_.size();
    bool number_seen = false;
    const size_t opening = FirstNationalName();
    for (size_t i = 0; i < lines_.size(); ++i) {
      const HeadLine& line = lines_[i];
      number_seen = number_seen || line.part == HeadPart::kNumber || line.part == HeadPart::kDate;
      if (line.part == HeadPart::kType) {
        type_ = i;
        break;
      }
      if (line.part == HeadPart::kSubject && subject_ == lines_.size()) subject_ = i;
      if (i >= opening && BeginsBody(line)) break;
      if (line.part == HeadPart::kOther && TypeBefore(line.line)) {
        type_ = i;
        joined_ = true;
        break;
      }
    }
    upper_ = std::min(type_, lines_.size());
    if (type_ == lines_.size()) {
      // Without a type line the upper part ends behind the last line of a known kind.
      upper_ = 0;
      bool greeted = false;
      for (size_t i = 0; i < lines_.size(); ++i) {
        if (i >= opening && BeginsBody(lines_[i])) break;
        // A letter's text begins behind those it goes to; what its signature block holds is no
        // head.
        const bool other = lines_[i].part == HeadPart::kOther;
        if (greeted && number_seen && other && !IsAddressee(lines_[i])) break;
        greeted = greeted || lines_[i].part == HeadPart::kSalutation;
        // Rules and specks stand anywhere.
        const bool drawn = lines_[i].part == HeadPart::kRule || lines_[i].part == HeadPart::kStamp;
        if (!other && !drawn) upper_ = i + 1;
      }
    }
  }

  /// A crawler's or converter's lines may stand above the letterhead, of any length.
  size_t FirstNationalName() const {
    for (size_t i = 0; i < lines_.size() && i < kMostLinesAbove; ++i) {
      if (lines_[i].part == HeadPart::kNational) return i;
    }
    return 0;
  }

  static bool IsAddressee(const HeadLine& line) {
    const std::string& text = line.line.text.text;
    return text.rfind("- ", 0) == 0 || text.rfind("– ", 0) == 0 || text.ends_with(';') ||
           StartsSmall(text);
  }

  void ReadUpperPart() {
    std::vector<std::string> bodies;
    std::vector<bool> bold;
    std::vector<const FlowLine*> body_lines;
    bool number_seen = false;
    for (size_t i = 0; i < upper_; ++i) {
      const HeadLine& line = lines_[i];
      const PlacedText& text = line.line.text;
      switch (line.part) {
        case HeadPart::kNumber:
          if (!number_seen) ReadNumber(WholeNumber(i));
          number_seen = true;
          break;
        case HeadPart::kDate:
          if (!head_.fields.issued_on && !head_.fields.place) ReadDate(text);
          break;
        case HeadPart::kUrgency:
          ReadUrgency(text);
          break;
        case HeadPart::kSecrecy:
          head_.fields.secrecy = text.text;
          Evidence("secrecy", text, 0.95);
          break;
        case HeadPart::kSubject:
          i = ReadSubject(i) - 1;
          break;
        case HeadPart::kSalutation:
          i = ReadSalutation(i) - 1;
          subject_end_ = std::max(subject_end_, i + 1);
          break;
        case HeadPart::kOther: {
          const bool right = line.line.column == Column::kRight;
          const bool body =
              StartsBody(text.text) || (!bodies.empty() && CapitalShare(text.text) > 0.8);
          const bool left = line.line.column == Column::kLeft && CapitalShare(text.text) > 0.6;
          form_ = form_ || IsForm(text.text);
          if (!number_seen && !right && !form_ && (body || left) && text.text.size() < 120) {
            bodies.push_back(WithoutOwnerNote(TrimSigns(WithoutSpeck(text)).text));
            bold.push_back(line.line.bold);
            body_lines.push_back(&line.line);
          }
          break;
        }
        default:
          break;
      }
    }
    if (!bodies.empty()) ReadBodies(bodies, bold, body_lines);
  }

  /// "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 105/…" → "ĐOÀN KIỂM TRA".
  static std::string WithoutOwnerNote(std::string body) {
    if (const auto note = kOwnerNoteBehind.Find(body)) body.resize(note->begin());
    return body;
  }

  void ReadUrgency(const PlacedText& text) {
    head_.fields.urgency = text.text;
    Evidence("urgency", text, 0.95);
  }

  /// A number's line with what its symbol goes on with on the next: "…/HDLN-BCA-BYT-" +
  /// "BTC-TANDTC".
  PlacedText WholeNumber(size_t i) const {
    PlacedText text = lines_[i].line.text;
    constexpr size_t kMostBetween = 6;  // the other column's lines may stand between
    for (size_t next = i + 1; next < std::min(upper_, i + kMostBetween); ++next) {
      if (!text.text.ends_with('-')) break;
      const HeadLine& line = lines_[next];
      const bool symbol = line.part == HeadPart::kOther && line.line.column != Column::kRight &&
                          SymbolGoesOn(line.line.text.text);
      if (symbol) text.Append(line.line.text);
    }
    return text;
  }

  void ReadNumber(const PlacedText& text) {
    const std::optional<PrintedCode> code = ReadNumberLine(text.text);
    if (!code) return;
    head_.fields.number = code->number;
    head_.fields.notation = code->notation;
    head_.fields.code = code->code;
    constexpr double kRule = 0.98, kBlank = 0.9;
    const auto confidence = [&](const Span& at, double rule) {
      return text.Confidence(at.begin, at.end) * rule;
    };
    const double number = code->blank ? text.Confidence() * kBlank
                                      : confidence(code->number_at, code->confidence * kRule),
                 notation = confidence(code->notation_at, code->notation_confidence * kRule);
    const Where where = text.Locate();
    for (const auto& [field, sure] : {std::pair{"number", number}, std::pair{"notation", notation},
                                      std::pair{"code", std::min(number, notation)}})
      head_.fields.evidence.push_back({field, where, sure, false});
    if (code->blank) {
      head_.warnings.push_back({"number.blank", "the document's number is left blank: " + text.text,
                                "/document/number"});
    }
  }

  void ReadDate(const PlacedText& text) {
    const std::optional<PrintedDate> date = ReadPlaceAndDate(text.text);
    if (!date) return;
    if (!date->place.empty()) {
      head_.fields.place = date->place;
      Evidence("place", text.Slice(0, date->place_end), 0.97);
    }
    if (!date->iso.empty()) {
      head_.fields.issued_on = date->iso;
      Evidence("issued_on", text.Slice(date->place_end, text.text.size()),
               date->complete ? 0.98 : 0.85);
    }
    if (!date->complete) {
      head_.warnings.push_back({"date.incomplete", "the date of issue is incomplete: " + text.text,
                                "/document/issued_on"});
    }
  }

  /// Bodies that issue together; what stands above them is the superior one. False: no such.
  bool ReadJointBodies(const std::vector<std::string>& lines,
                       const std::vector<const FlowLine*>& places) {
    std::vector<std::string> printed;
    for (size_t i = 0; i < lines.size(); ++i) {
      const std::string& whole = places[i]->text.text;
      const bool hangs = whole.ends_with("-") || whole.ends_with("–") || whole.ends_with("—");
      printed.push_back(hangs ? lines[i] + " -" : lines[i]);
    }
    const JointBodies joint = FindJointBodies(printed);
    if (joint.names.size() < 2) return false;
    std::string parent;
    PlacedText above, text;
    for (size_t i = 0; i < joint.first; ++i) {
      parent += (parent.empty() ? "" : " ") + lines[i];
      above.Append(places[i]->text);
    }
    for (size_t i = joint.first; i < lines.size(); ++i) text.Append(places[i]->text);
    Issuer all;
    for (const std::string& name : joint.names) {
      Issuer issuer = MakeIssuer(name, parent);
      issuer.confidence = text.Confidence() * kJointRule;
      if (all.name.empty())
        all = issuer;
      else
        all.name += " - " + issuer.name;
      head_.fields.issuers.push_back(std::move(issuer));
    }
    head_.fields.issuer = std::move(all);
    Evidence("issuer", text, kJointRule);
    if (!parent.empty()) {
      head_.fields.parent_issuer = FullBodyName(parent);
      Evidence("parent_issuer", above, 0.95);
    }
    return true;
  }

  void ReadBodies(const std::vector<std::string>& lines, const std::vector<bool>& bold,
                  const std::vector<const FlowLine*>& places) {
    if (ReadJointBodies(lines, places)) return;
    const std::vector<size_t> starts = GroupBodies(lines, bold);
    std::vector<std::string> names;
    std::vector<PlacedText> texts;
    for (size_t b = 0; b < starts.size(); ++b) {
      const size_t end = b + 1 < starts.size() ? starts[b + 1] : lines.size();
      std::string name;
      PlacedText text;
      for (size_t i = starts[b]; i < end; ++i) {
        name += (name.empty() ? "" : " ") + lines[i];
        text.Append(places[i]->text);
      }
      names.push_back(name);
      texts.push_back(text);
    }
    const std::string parent = names.size() > 1 ? names[names.size() - 2] : "";
    head_.fields.issuer = MakeIssuer(names.back(), parent);
    head_.fields.issuer->confidence =
        texts.back().Confidence() * (FindBodyHead(FullBodyName(names.back())) ? 0.97 : 0.7);
    Evidence("issuer", texts.back(), 0.97);
    if (!parent.empty()) {
      head_.fields.parent_issuer = FullBodyName(parent);
      Evidence("parent_issuer", texts[texts.size() - 2], 0.95);
    }
  }

  /// V/v with its wrapped lines; returns the line behind those that stand together.
  size_t ReadSubject(size_t i) {
    const std::optional<Match> match = FindSubject(lines_[i].line.text.text);
    PlacedText subject =
        lines_[i].line.text.Slice(match->group(1).begin, lines_[i].line.text.text.size());
    const SubjectLines found = FindSubjectLines(lines_, i);
    for (const size_t k : found.further) subject.Append(lines_[k].line.text);
    if (!head_.fields.title) {
      head_.fields.title = subject.text;
      Evidence("title", subject, 0.93);
    }
    subject_end_ = std::max(subject_end_, found.end);
    return found.end;
  }

  /// Kính gửi with the addressees below it; returns the line behind them.
  size_t ReadSalutation(size_t i) {
    const std::optional<Match> match = FindSalutation(lines_[i].line.text.text);
    PlacedText whole =
        lines_[i].line.text.Slice(match->group(1).begin, lines_[i].line.text.text.size());
    const bool list = whole.empty();
    size_t next = i + 1;
    while (next < lines_.size()) {
      const FlowLine& line = lines_[next].line;
      if (lines_[next].part == HeadPart::kUrgency) {
        ReadUrgency(line.text);
        ++next;
        continue;
      }
      if (lines_[next].part != HeadPart::kOther) break;
      const std::string& text = line.text.text;
      const bool dash = text.rfind("- ", 0) == 0 || text.rfind("– ", 0) == 0;
      const bool ended = !whole.empty() && (whole.text.back() == '.' || whole.text.back() == ':');
      const bool wrapped = !whole.empty() && !ended && whole.text.back() != ';' &&
                           (StartsSmall(text) || line.indent_pt > 90) && !line.blank_before;
      if (!(dash && (list || !ended)) && !wrapped && !(list && whole.empty())) break;
      if (whole.empty() && !dash && IsOpening(text)) break;
      whole.Append(line.text);
      ++next;
    }
    if (!whole.empty()) {
      head_.fields.salutation = whole.text;
      Evidence("salutation", whole, 0.9);
    }
    return next;
  }

  /// The lines below the type; returns the line behind the title.
  size_t ReadTitle(size_t next) {
    PlacedText title;
    if (joined_) {
      const FlowLine& line = lines_[type_].line;
      title = line.text.Slice(TypeBefore(line)->name.size(), line.text.text.size());
      if (kOfOwner.Matches(title.text)) title = {};
    }
    const FlowLine& type = lines_[type_].line;
    const FlowLine* last = title.empty() ? nullptr : &type;
    for (; next < lines_.size(); ++next) {
      const HeadLine& line = lines_[next];
      const std::string& text = line.line.text.text;
      if (line.part == HeadPart::kRule && title.empty()) continue;
      if (line.part == HeadPart::kUrgency && title.empty()) {
        ReadUrgency(line.line.text);
        continue;
      }
      if (line.part == HeadPart::kSubject && title.empty()) {
        const std::optional<Match> match = FindSubject(text);
        title = line.line.text.Slice(match->group(1).begin, text.size());
        last = &line.line;
        continue;
      }
      if (line.part != HeadPart::kOther) break;
      if (IsAttachedNote(text) || text[0] == '(') break;
      // A title's wrapped line may go on "thực hiện Nghị quyết …".
      if (IsBasis(text) && (title.empty() || !StartsSmall(text))) break;
      // A stamp beside the type line makes a column of it, and of the title with it.
      if (line.line.column != Column::kFull && line.line.column != type.column &&
          line.line.page_width_pt > 0)
        break;
      if (last != nullptr && TitleEnds({type, *last, title.text}, line.line)) break;
      last = &line.line;
      if (const std::optional<size_t> note = FindAttachedNote(text)) {
        title.Append(line.line.text.Slice(0, *note));
        next = ReadAttachedNote(line.line.text.Slice(*note, text.size()), next);
        break;
      }
      title.Append(line.line.text);
    }
    if (!title.empty()) {
      head_.fields.title = WithTitleWord(title, head_.repairs);
      Evidence("title", title, 0.95);
    }
    return next;
  }

  /// A note that begins in line `at` goes on up to its bracket; returns the line behind it.
  size_t ReadAttachedNote(PlacedText note, size_t at) {
    while (at + 1 < lines_.size() && note.text.find('(') != std::string::npos &&
           note.text.find(')') == std::string::npos && lines_[at + 1].part == HeadPart::kOther &&
           note.text.size() < 400) {
      note.Append(lines_[++at].line.text);
    }
    head_.attached = note;
    return at + 1;
  }

  /// The lines below the title; returns the first of the body.
  size_t ReadAfterTitle(size_t next) {
    bool decided = false;
    for (; next < lines_.size(); ++next) {
      const HeadLine& line = lines_[next];
      const std::string& text = line.line.text.text;
      if (line.part == HeadPart::kSalutation) {
        next = ReadSalutation(next) - 1;
        continue;
      }
      if (line.part == HeadPart::kUrgency) {
        ReadUrgency(line.line.text);
        continue;
      }
      if (line.part == HeadPart::kRule || line.part == HeadPart::kStamp ||
          line.part == HeadPart::kNational || line.part == HeadPart::kMotto) {
        continue;
      }
      if (line.part == HeadPart::kNumber || line.part == HeadPart::kDate) {
        // A layout that prints them below the title.
        if (line.part == HeadPart::kNumber && !head_.fields.code) ReadNumber(line.line.text);
        if (line.part == HeadPart::kDate && !head_.fields.issued_on) ReadDate(line.line.text);
        continue;
      }
      if (IsAttachedNote(text)) {
        next = ReadAttachedNote(line.line.text, next) - 1;
        continue;
      }
      const bool decides = head_.has_type && IsDecider(text) && text.size() < 150;
      // The deciding body may wrap: "CHỦ TỊCH ỦY BAN NHÂN DÂN" / "TỈNH …".
      if (!decides && !(decided && CapitalShare(text) > 0.85 && !ReadMarker(text))) break;
      decided = true;
    }
    return next;
  }

  void FinishType() {
    DocumentFields& fields = head_.fields;
    const DocumentType* type = nullptr;
    double rule = 0.98;
    if (type_ < lines_.size()) {
      if (joined_) {
        type = TypeBefore(lines_[type_].line);
      } else {
        const std::optional<TypeLine> found = FindTypeLine(lines_[type_].line.text.text);
        type = found->type;
        rule *= found->confidence;
      }
    }
    // QUY ĐỊNH of the Party, CHƯƠNG TRÌNH HÀNH ĐỘNG: the notation knows the abbreviation.
    if (type == nullptr && fields.notation) type = FindTypeByNotation(*fields.notation);
    if (type == nullptr && fields.code && fields.code->find('-') < fields.code->find('/')) {
      type = FindTypeByNotation(fields.code->substr(fields.code->find('-') + 1));
    }
    if (type == nullptr && !form_ &&
        (subject_ < lines_.size() || (fields.code && fields.salutation))) {
      type = FindTypeByAbbreviation("CV");
      rule = 0.9;
    }
    if (type == nullptr) return;
    fields.type = std::string(type->abbreviation);
    fields.type_name = std::string(type->name);
    if (type_ < lines_.size()) Evidence("type", lines_[type_].line.text, rule);
    if (fields.title) fields.period = PeriodOf(*fields.title);
  }

  size_t begin_;
  std::vector<HeadLine> lines_;
  Head head_;
  size_t type_ = 0, subject_ = 0, subject_end_ = 0, upper_ = 0;
  bool form_ = false;    ///< a form's heading stands in the head
  bool joined_ = false;  ///< type and title stand in one line
};

}  // namespace

Head ReadHead(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  return HeadReader(items, begin, end).Read();
}

}  // namespace planrec::extract
