// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/assignments.h"

#include <algorithm>
#include <set>

#include "extractors/spans/agencies.h"
#include "extractors/spans/duties.h"
#include "extractors/spans/duty_labels.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/agency_keys.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

const Pattern kOrganisation{
    "assignment.organisation", Over::kFolded,
    R"(\b(?:to chuc (?:thuc hien|trien khai)|phan cong(?: nhiem vu| trach nhiem| thuc hien| chuan bi| to chuc)?|trach nhiem (?:thuc hien|cua cac|to chuc|trien khai)|don vi thuc hien|trien khai thuc hien$|^che do (?:thong tin,? )?bao cao$))",
    "IV. TỔ CHỨC THỰC HIỆN", "III. NHIỆM VỤ, GIẢI PHÁP"};
/// What may stand before an agency's name in a heading.
const Pattern kBeforeName{
    "assignment.before-name", Over::kPrinted,
    R"((?i)^(?:đề nghị|giao(?: cho)?|đối với|trách nhiệm của|nhiệm vụ của|yêu cầu|về phía) )",
    "Đề nghị Ủy ban MTTQ xã", "Đề án"};
const Pattern kOrderName{
    "assignment.order-name", Over::kPrinted,
    R"((?i)^(?:đề nghị|giao(?: cho)?|yêu cầu|phân công(?: cho)?|đối với|trách nhiệm của|nhiệm vụ của) )",
    "Giao Giám đốc Sở Công Thương", "Bàn giao tài sản"};
/// Headings of an organising part that name no one.
const Pattern kNobody{
    "assignment.nobody", Over::kFolded,
    R"(\b(?:kinh phi|che do|thong tin|bao cao|kiem tra|khen thuong|thoi gian|dia diem|tien do|lo trinh|nguon luc|noi dung|giai phap|nhiem vu|co che|so ket|tong ket|muc tieu|thanh phan|doi tuong)\b)",
    "Kinh phí thực hiện", "Văn hóa - xã hội"};
/// Parts that tell what was done.
const Pattern kReviewPart{
    "assignment.review-part", Over::kFolded,
    R"(\b(?:ket qua (?:thuc hien|dat duoc|nam|cong tac|hoat dong)|tinh hinh (?:nam|thuc hien|chung)|danh gia (?:ket qua|tinh hinh|thuc trang)|thuc trang|dac diem tinh hinh)\b)",
    "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2025", "III. NHIỆM VỤ, GIẢI PHÁP"};
const Pattern kAhead{"assignment.ahead", Over::kFolded,
                     R"(\b(?:nhiem vu|phuong huong|giai phap|to chuc thuc hien)\b)",
                     "kết quả năm 2025, phương hướng năm 2026", "kết quả năm 2025"};
const Pattern kLeadIn{
    "assignment.lead-in", Over::kPrinted,
    R"((?i)(?:,? (?:cụ thể|như sau|gồm|bao gồm|các nội dung sau|cụ thể như sau))?(?: như sau)?:$)",
    "điều hành, cụ thể:", "điều hành."};

/// "Văn phòng Sở có trách nhiệm:" names the office.
const Pattern kHasDuty{
    "assignment.has-duty", Over::kFolded,
    R"(,? (?:(?:co|chiu) (?:trach nhiem|nhiem vu)(?: thuc hien| to chuc thuc hien)?|thuc hien)(?:,? (?:nhu sau|cu the|sau|cac nhiem vu sau|cac noi dung sau))*\W*$)",
    "Văn phòng Sở có trách nhiệm:", "có trách nhiệm tham mưu"};

/// The list of agencies that a heading names; empty where it names none.
Span HeadingAgencies(const SectionNode& node, bool sibling_named) {
  const std::string& text = node.text.text;
  if (text.size() > 300) return {npos, npos};
  size_t begin = 0;
  if (const auto before = kBeforeName.Find(text)) begin = before->end();
  Span list = TrimSpan(text, {begin, text.size()}, ".,;:");
  // "(cơ quan thường trực)" behind the name is no part of it.
  const size_t bracket = text.find(" (", list.begin);
  if (bracket != npos && bracket < list.end && text[list.end - 1] == ')') {
    list = TrimSpan(text, {list.begin, bracket}, ".,;:");
  }
  if (const auto duty = kHasDuty.Find(text.substr(0, list.end));
      duty && duty->begin() > list.begin) {
    list = TrimSpan(text, {list.begin, duty->begin()}, ".,;:");
  }
  if (list.size() == 0) return {npos, npos};
  const std::string_view said = std::string_view(text).substr(list.begin, list.size());
  if (IsAgencyList(said)) return list;
  // Posts of a commune's office ("Văn hóa - xã hội") have no head word: a short heading among
  // headings that name agencies, or with an agency behind a comma.
  if (node.kind != SectionKind::kHeading || said.size() > 120) return {npos, npos};
  if (kNobody.Matches(said) || FindAction(said, 0) != npos || text.find(": ") != npos) {
    return {npos, npos};
  }
  bool named = sibling_named;
  for (const Span& part : SplitAgencies(text, list)) {
    named = named || AgencyHeadAt(text, part.begin) != nullptr;
  }
  return named ? list : Span{npos, npos};
}

bool NamesAgency(const SectionNode& node) {
  return HeadingAgencies(node, false).found();
}

/// The heading is a list of named agencies and nothing else.
bool NamedOnly(std::string_view text) {
  const Span list = TrimSpan(text, {0, text.size()}, ".,;:");
  const std::string_view said = text.substr(list.begin, list.size());
  const AgencyHead* head = AgencyHeadAt(said, 0);
  if (head == nullptr || head->kind == AgencyKind::kClass || said.size() >= 160) return false;
  // "Trường học, cơ sở vật chất": a unit's word without a name is a topic.
  const size_t next = head->word.size() + 1;
  if (head->kind == AgencyKind::kUnit && head->word.find(' ') == npos) {
    if (next >= said.size()) return false;
    size_t at = next;
    if (!IsUpper(DecodeUtf8(said, at))) return false;
  }
  return IsAgencyList(said);
}

/// "Giao Giám đốc Sở Công Thương:" over its items orders them, wherever it stands.
bool Ordered(const SectionNode& node) {
  if (node.children.empty()) return false;
  const std::string& text = node.text.text;
  const auto order = kOrderName.Find(text);
  if (!order) return false;
  const std::string_view whom = std::string_view(text).substr(order->end());
  // "Đối với các hộ dân" tells whom something concerns; a body by name is told what to do.
  return Fold(order->Text(text, 0)) == "doi voi " ? NamedOnly(whom) : IsAgencyList(whom);
}

/// "1. Phòng Nội vụ", "2. Phòng Kinh tế" over their items share out the work, whatever the part is
/// called.
bool SharesOut(const std::vector<SectionNode>& children) {
  const auto shares = [](const SectionNode& child) {
    return child.marker && !child.children.empty() &&
           (Ordered(child) || (child.text.text.size() < 160 && NamedOnly(child.text.text)));
  };
  return std::ranges::count_if(children, shares) >= 2;
}

/// "1. Các bộ, ngành trên địa bàn:" over its items, whatever kind of bodies it names.
bool HeadsList(const SectionNode& node) {
  return !node.children.empty() && node.text.text.ends_with(':') && IsAgencyList(node.text.text);
}

/// "Thanh tra xây dựng và đô thị: Ủy ban nhân dân các xã làm …": where the sentence behind a field
/// and its colon begins, with an agency and its verb; npos where none does.
size_t TopicEnd(std::string_view text) {
  constexpr size_t kLongest = 120;
  const size_t colon = text.find(": ");
  if (colon == npos || colon > kLongest || text.substr(0, colon).find_first_of(".;") != npos)
    return npos;
  const size_t begin = colon + 2, end = AgencyPhraseEnd(text, begin);
  return end > begin && end < text.size() && text[end] == ' ' ? begin : npos;
}

/// What a heading's agency has to do: its only paragraph, or the lead-in of its list.
std::optional<std::string> WhatBelow(const SectionNode& node) {
  if (node.children.empty() || node.children[0].marker) return std::nullopt;
  const std::string& first = node.children[0].text.text;
  if (const auto lead_in = kLeadIn.Find(first)) return first.substr(0, lead_in->begin());
  if (node.children.size() == 1) return first;
  return std::nullopt;
}

class Collector {
 public:
  explicit Collector(const Structure& structure) : structure_(structure) {}

  std::vector<Assignment> Run() {
    bool marked_seen = false;
    // A directive is orders from its first part on.
    const bool directive = structure_.document.type == "CT";
    for (const SectionNode& root : structure_.sections) {
      DutyContext context;
      context.closing = !root.marker && marked_seen;
      if (root.marker) marked_seen = true;
      if (!root.marker && !marked_seen) {
        // The opening tells who issues, not who must, unless its last words order what follows.
        context.closing = true;
        if (root.text.text.ends_with(':')) Sentences(root, context, {});
        continue;
      }
      const std::string& title = root.text.text;
      if (root.kind == SectionKind::kHeading && kReviewPart.Matches(title) &&
          !kAhead.Matches(title)) {
        continue;
      }
      context.organisation = root.marker && (directive || IsOrganisationHeading(root.text.text));
      Node(root, context, {}, false, true);
    }
    DropPartners();
    for (size_t i = 0; i < out_.size(); ++i) {
      out_[i].id = std::string("a").append(std::to_string(i + 1));
    }
    return std::move(out_);
  }

 private:
  struct Bearer {
    std::string name;
  };

  void Add(const SectionNode& node, std::string agency, std::string role,
           std::optional<std::string> what, Span span, double confidence, bool partner) {
    Assignment assignment;
    assignment.anchor.node = node.id;
    assignment.agency = std::move(agency);
    assignment.role = std::move(role);
    assignment.what = std::move(what);
    assignment.where = node.text.Locate(span.begin, span.end);
    assignment.confidence = node.text.Confidence(span.begin, span.end) * confidence;
    out_.push_back(std::move(assignment));
    partner_.push_back(partner);
  }

  void Node(const SectionNode& node, DutyContext context, std::vector<Bearer> bearers,
            bool sibling_named, bool root) {
    const std::string& text = node.text.text;
    bool named = false;
    // A directive's parts are its agencies' without a heading TỔ CHỨC THỰC HIỆN above them.
    const bool own_part =
        (root && ((node.kind == SectionKind::kHeading && NamedOnly(text)) || HeadsList(node))) ||
        Ordered(node);
    if (node.marker && (context.organisation || own_part) && !IsOrganisationHeading(text)) {
      const Span list = HeadingAgencies(node, sibling_named);
      if (list.found()) {
        named = true;
        context.organisation = true;
        bearers.clear();
        const std::optional<std::string> what = WhatBelow(node);
        for (const Span& agency : SplitAgencies(text, list)) {
          const std::string name = text.substr(agency.begin, agency.size());
          Add(node, name, "responsible", what, agency, 0.93, false);
          bearers.push_back({name});
          owners_.insert(AgencyKey(name));
        }
      }
    }
    if (!named) Sentences(node, context, bearers);
    DutyContext below = context;
    below.organisation = context.organisation || (node.marker && IsOrganisationHeading(text)) ||
                         SharesOut(node.children);
    const size_t named_children =
        static_cast<size_t>(std::count_if(node.children.begin(), node.children.end(), NamesAgency));
    for (const SectionNode& child : node.children) {
      Node(child, below, bearers, named_children > 0, false);
    }
  }

  void Sentences(const SectionNode& node, DutyContext context, std::vector<Bearer> bearers) {
    const std::string& text = node.text.text;
    if (node.kind == SectionKind::kHeading && text.size() < 80) return;
    size_t from = 0;
    if (DutyLabelAt(text)) {
      Give(node, FindDuties(text, context), 0, bearers);
      return;
    }
    if (const size_t topic = TopicEnd(text); context.organisation && topic != npos) {
      context.bearer = false;
      Give(node, FindDuties(std::string_view(text).substr(topic), context), topic, {});
      return;
    }
    // "Phòng Nội vụ: chủ trì, phối hợp …": a label in the item itself.
    const size_t label_end = context.organisation ? AgencyPhraseEnd(text, 0) : 0;
    if (label_end > 0 && label_end < text.size() && text[label_end] == ':' &&
        label_end + 3 < text.size()) {
      bearers.clear();
      std::vector<Span> names;
      for (const Span& agency : SplitAgencies(text, {0, label_end})) {
        bearers.push_back({text.substr(agency.begin, agency.size())});
        names.push_back(agency);
      }
      from = label_end + 1;
      while (from < text.size() && text[from] == ' ') ++from;
      context.bearer = true;
      std::vector<Duty> duties = FindDuties(std::string_view(text).substr(from), context);
      // As a heading with one paragraph: the whole is its own, and each clause gives its role.
      const Span what = TrimSpan(text, {from, text.size()}, ".,;:/");
      for (const Span& name : names) {
        Add(node, text.substr(name.begin, name.size()), "responsible",
            text.substr(what.begin, what.size()), name, 0.9, false);
      }
      Give(node, duties, from, bearers);
      return;
    }
    context.bearer = !bearers.empty();
    Give(node, FindDuties(text, context), 0, bearers);
  }

  void Give(const SectionNode& node, const std::vector<Duty>& duties, size_t shift,
            const std::vector<Bearer>& bearers) {
    const std::string& text = node.text.text;
    for (const Duty& duty : duties) {
      std::optional<std::string> what;
      if (duty.what.found() && duty.what.size() > 0) {
        what = text.substr(shift + duty.what.begin, duty.what.size());
      }
      if (!duty.agency.found()) {
        const Span place = duty.what.found() && duty.what.size() > 0
                               ? Span{shift + duty.what.begin, shift + duty.what.end}
                               : Span{0, text.size()};
        for (const Bearer& bearer : bearers) {
          Add(node, bearer.name, duty.role, what, place, duty.confidence, false);
          if (duty.role == "lead") owners_.insert(AgencyKey(bearer.name));
        }
        continue;
      }
      const Span agency{shift + duty.agency.begin, shift + duty.agency.end};
      const std::string name = text.substr(agency.begin, agency.size());
      if (duty.role == "lead") owners_.insert(AgencyKey(name));
      Add(node, name, duty.role, what, agency, duty.confidence, duty.partner);
    }
  }

  /// "Phối hợp với Y": Y has a part of its own elsewhere (a heading, a lead), or is only a class of
  /// bodies; then the mention gives it nothing.
  void DropPartners() {
    auto owned = [&](const std::string& name) {
      const std::string key = AgencyKey(name);
      return std::any_of(owners_.begin(), owners_.end(), [&](const std::string& owner) {
        return owner == key || owner.rfind(key + " ", 0) == 0 || key.rfind(owner + " ", 0) == 0;
      });
    };
    std::vector<Assignment> kept;
    for (size_t i = 0; i < out_.size(); ++i) {
      if (partner_[i] && (IsClassOfAgencies(out_[i].agency) || owned(out_[i].agency))) continue;
      kept.push_back(std::move(out_[i]));
    }
    out_ = std::move(kept);
  }

  const Structure& structure_;
  std::vector<Assignment> out_;
  std::vector<bool> partner_;
  std::set<std::string> owners_;
};

}  // namespace

bool IsOrganisationHeading(std::string_view text) {
  return text.size() < 160 && kOrganisation.Matches(text);
}

std::vector<Assignment> ExtractAssignments(const Structure& structure) {
  return Collector(structure).Run();
}

}  // namespace planrec::extract
