// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/read_structure.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/noise.h"
#include "extractors/structure/appendices.h"
#include "extractors/structure/closing.h"
#include "extractors/structure/footnotes.h"
#include "extractors/structure/issuers.h"
#include "extractors/structure/letterhead.h"
#include "extractors/structure/long_paragraphs.h"
#include "extractors/structure/paragraphs.h"
#include "extractors/structure/sections.h"
#include "extractors/vocabulary/document_types.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// One document of the file: a decision, the plan that it issues, or the only one.
struct Part {
  Head head;
  Closing closing;
  std::vector<SectionNode> sections;
};

class StructureReader {
 public:
  explicit StructureReader(Flow flow) : flow_(std::move(flow)) {
    out_.tables = std::move(flow_.tables);
    out_.warnings = std::move(flow_.warnings);
    out_.repairs = std::move(flow_.repairs);
    out_.dropped = std::move(flow_.dropped);
    for (size_t t = 0; t < out_.tables.size(); ++t) {
      out_.tables[t].id = std::string("tb").append(std::to_string(t + 1));
    }
  }

  Structure Run() {
    SettleIndents();
    for (FlowItem& item : flow_.items) {
      if (item.table < 0) item.line = WithoutStraySigns(std::move(item.line));
    }
    const std::vector<FlowItem>& items = flow_.items;
    Head first = ReadHead(items, 0, items.size());
    std::optional<AttachedPlan> attached;
    if (first.fields.type == "QĐ" || first.fields.type == "NQ") {
      attached = FindAttachedPlan(items, first.end);
    }
    if (attached) {
      Part decision = ReadPart(std::move(first), 0, attached->head, false);
      Part plan = ReadPart(ReadHead(items, attached->head, items.size()), attached->head,
                           items.size(), true);
      Merge(std::move(decision), std::move(plan));
    } else {
      Part only = ReadPart(std::move(first), 0, items.size(), true);
      out_.document = std::move(only.head.fields);
      Add(std::move(only.head.warnings));
      out_.recipients = std::move(only.closing.recipients);
      TakeSignatures(std::move(only.closing));
      out_.sections = std::move(only.sections);
    }
    FinishSections();
    CompleteIssuer();
    CheckAppendices();
    return std::move(out_);
  }

 private:
  struct AppendixText {
    size_t appendix;  ///< index in out_.appendices
    size_t sections;  ///< number of its root nodes
  };

  /// Where a document's text breaks up.
  struct Borders {
    std::optional<ItemRange> closing;
    std::vector<size_t> appendices;  ///< where each begins
  };

  /// On a page with more first lines than wrapped ones the text's edge may have been taken at the
  /// first lines' indent: indents are counted from the leftmost line again.
  void SettleIndents() {
    std::map<int, double> least;
    for (const FlowItem& item : flow_.items) {
      if (item.table >= 0 || item.line.column != Column::kFull) continue;
      double& indent = least[item.line.page];
      indent = std::min(indent, item.line.indent_pt);
    }
    for (FlowItem& item : flow_.items) {
      if (item.table >= 0 || item.line.column != Column::kFull) continue;
      const double shift = least[item.line.page];
      // A few points are the unevenness of a scan; far outside stands no text.
      if (shift < -9 && shift > -60) item.line.indent_pt -= shift;
    }
  }

  void Add(std::vector<Warning> warnings) {
    std::move(warnings.begin(), warnings.end(), std::back_inserter(out_.warnings));
  }

  /// The borders of a document whose body begins at `body`. The first closing is its own; forms in
  /// the appendices may hold closings of theirs.
  Borders FindBorders(size_t body, size_t end, bool with_appendices) const {
    const std::vector<FlowItem>& items = flow_.items;
    Borders borders;
    std::vector<size_t>& appendices = borders.appendices;
    if (with_appendices) appendices = FindAppendices(items, body);
    std::erase_if(appendices, [&](size_t start) { return start >= end; });
    borders.closing = FindClosing(items, body, end);
    if (!borders.closing) return borders;
    const size_t begins = borders.closing->begin;
    const bool inside = std::any_of(appendices.begin(), appendices.end(), [&](size_t start) {
      return start < begins && items[start].line.page_start;
    });
    if (inside) {
      borders.closing = FindClosing(items, body, appendices.front());
    } else {
      std::erase_if(appendices, [&](size_t start) { return start < begins; });
    }
    return borders;
  }

  /// Reads head to appendices of one document that stands in items [begin, end).
  Part ReadPart(Head head, size_t begin, size_t end, bool with_appendices) {
    const std::vector<FlowItem>& items = flow_.items;
    Part part;
    part.head = std::move(head);
    if (part.head.attached) out_.read_as_fields.push_back(*part.head.attached);
    const size_t body = std::max(begin, std::min(part.head.end, end));
    auto [closing, appendices] = FindBorders(body, end, with_appendices);
    const size_t first_appendix = appendices.empty() ? end : appendices.front();
    size_t body_end = first_appendix, rest = first_appendix;
    if (closing) {
      body_end = closing->begin;
      rest = std::min(closing->end, first_appendix);
      part.closing = ReadClosing(items, body_end, rest);
      std::move(part.closing.repairs.begin(), part.closing.repairs.end(),
                std::back_inserter(out_.repairs));
    }
    std::move(part.head.repairs.begin(), part.head.repairs.end(), std::back_inserter(out_.repairs));
    part.sections = ReadText(body, body_end, TextPart::kBody, &part.head.fields);
    while (rest < first_appendix && items[rest].table < 0 &&
           IsDrawnRule(items[rest].line.text.text)) {
      ++rest;
    }
    if (closing && IsUnlabelledAppendix(items, rest, first_appendix)) {
      appendices.insert(appendices.begin(), rest);
    } else if (rest < first_appendix) {
      ReadUnlabelled(rest, first_appendix, part.sections);
    }
    for (size_t a = 0; a < appendices.size(); ++a) {
      const size_t stop = a + 1 < appendices.size() ? appendices[a + 1] : end;
      ReadAppendix(appendices[a], stop, part.sections);
    }
    return part;
  }

  /// Text behind the closing without a label of its own.
  void ReadUnlabelled(size_t begin, size_t end, std::vector<SectionNode>& sections) {
    if (BeginsDocument(begin, end)) {
      // A draft behind its submission, a second letter: its own head and closing are no text.
      Part next = ReadPart(ReadHead(flow_.items, begin, end), begin, end, false);
      std::move(next.sections.begin(), next.sections.end(), std::back_inserter(sections));
      out_.warnings.push_back({"source.parts",
                               "the file holds another document behind this one; its text stands "
                               "behind the sections of this one",
                               ""});
      begin = end;
    }
    std::vector<SectionNode> more = ReadText(begin, end, TextPart::kAppendix, nullptr);
    unlabelled_ = unlabelled_ || !more.empty() || HasTable(begin, end);
    std::move(more.begin(), more.end(), std::back_inserter(sections));
  }

  /// A letterhead of its own stands there: the nation's name or its motto, and a type line.
  bool BeginsDocument(size_t begin, size_t end) const {
    constexpr size_t kMostHeadLines = 14;
    bool national = false;
    for (size_t i = begin; i < end && i < begin + kMostHeadLines && !national; ++i) {
      const std::string& text = flow_.items[i].line.text.text;
      national = flow_.items[i].table < 0 && (IsNationalName(text) || IsMotto(text));
    }
    return national && ReadHead(flow_.items, begin, end).has_type;
  }

  bool HasTable(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; ++i) {
      if (flow_.items[i].table >= 0) return true;
    }
    return false;
  }

  std::vector<SectionNode> ReadText(size_t begin, size_t end, TextPart part,
                                    const DocumentFields* fields) {
    JoinedText joined = JoinParagraphs(flow_.items, begin, end);
    CutLongParagraphs(joined.blocks);
    if (fields != nullptr && fields->type_name) {
      // "QUYẾT ĐỊNH:" in the middle of a decision repeats the type's name.
      std::erase_if(joined.blocks, [&](const Block& block) {
        if (block.marker || block.table >= 0) return false;
        const std::optional<TypeLine> type = FindTypeLine(block.text.text);
        return type && type->type->name == *fields->type_name;
      });
    }
    std::move(joined.repairs.begin(), joined.repairs.end(), std::back_inserter(out_.repairs));
    std::vector<Note> notes = TakeNotes(joined.blocks);
    std::move(notes.begin(), notes.end(), std::back_inserter(out_.notes));
    return BuildSections(joined, part);
  }

  void ReadAppendix(size_t begin, size_t end, std::vector<SectionNode>& sections) {
    AppendixHead head = ReadAppendixHead(flow_.items, begin, end);
    std::move(head.repairs.begin(), head.repairs.end(), std::back_inserter(out_.repairs));
    for (size_t i = begin; i < head.end; ++i) {
      if (flow_.items[i].table < 0) out_.read_as_fields.push_back(flow_.items[i].line.text);
    }
    for (size_t i = begin; i < end; ++i) {
      const int table = flow_.items[i].table;
      if (table >= 0) head.appendix.tables.push_back(out_.tables[static_cast<size_t>(table)].id);
    }
    std::vector<SectionNode> text = ReadText(head.end, end, TextPart::kAppendix, nullptr);
    appendix_texts_.push_back({out_.appendices.size(), text.size()});
    out_.appendices.push_back(std::move(head.appendix));
    std::move(text.begin(), text.end(), std::back_inserter(sections));
  }

  void TakeSignatures(Closing closing) {
    out_.signature = std::move(closing.signature);
    out_.signatures = std::move(closing.signatures);
  }

  /// The plan is the record's document and inherits what it does not print itself.
  void Merge(Part decision, Part plan) {
    DocumentFields& by = decision.head.fields;
    DocumentFields fields = std::move(plan.head.fields);
    EnactedBy enacted;
    enacted.type = by.type.value_or("");
    enacted.number = by.number;
    enacted.code = by.code.value_or("");
    enacted.issued_on = by.issued_on;
    enacted.title = by.title;
    const bool own_code = fields.code.has_value();
    const auto inherit = [&](auto& own, const auto& other, const char* name) {
      if (own || !other) return;
      own = other;
      for (const FieldEvidence& evidence : by.evidence) {
        if (evidence.field == name) fields.evidence.push_back(evidence);
      }
    };
    inherit(fields.place, by.place, "place");
    inherit(fields.issued_on, by.issued_on, "issued_on");
    if (!own_code) {
      inherit(fields.number, by.number, "number");
      inherit(fields.notation, by.notation, "notation");
      inherit(fields.code, by.code, "code");
    }
    inherit(fields.issuer, by.issuer, "issuer");
    inherit(fields.parent_issuer, by.parent_issuer, "parent_issuer");
    inherit(fields.urgency, by.urgency, "urgency");
    inherit(fields.secrecy, by.secrecy, "secrecy");
    enacted.issuer = by.issuer;
    fields.enacted_by = std::move(enacted);
    out_.document = std::move(fields);
    Add(std::move(decision.head.warnings));
    Add(std::move(plan.head.warnings));
    const bool own_recipients = !plan.closing.recipients.empty();
    out_.recipients =
        std::move(own_recipients ? plan.closing.recipients : decision.closing.recipients);
    const bool own_signature = plan.closing.signature && plan.closing.signature->name;
    TakeSignatures(std::move(own_signature ? plan.closing : decision.closing));
    out_.sections = std::move(decision.sections);
    std::move(plan.sections.begin(), plan.sections.end(), std::back_inserter(out_.sections));
  }

  void FinishSections() {
    AssignIds(out_.sections);
    TieNotes(out_.sections, out_.notes);
    // The roots of the appendices' texts stand last, in the appendices' order.
    size_t total = 0;
    for (const AppendixText& text : appendix_texts_) total += text.sections;
    size_t at = out_.sections.size() - total;
    for (const AppendixText& text : appendix_texts_) {
      for (size_t n = 0; n < text.sections; ++n) {
        out_.appendices[text.appendix].sections.push_back(out_.sections[at++].id);
      }
    }
    Add(CheckNumbering(out_.sections));
  }

  void CompleteIssuer() {
    DocumentFields& fields = out_.document;
    const bool complete = fields.issuer && (fields.issuer->level != "other" ||
                                            Fold(fields.issuer->name) != "uy ban nhan dan");
    if (complete) return;
    IssuerHints hints;
    hints.notation = fields.notation.value_or("");
    if (out_.signature) hints.authority = out_.signature->authority.value_or("");
    hints.place = fields.place.value_or("");
    hints.title = fields.title.value_or("");
    for (const SectionNode& node : out_.sections) {
      if (!node.marker) hints.body.push_back(node.text.text);
    }
    std::optional<Issuer> issuer = InferIssuer(hints);
    if (!issuer) return;
    FieldEvidence evidence{"issuer", {}, issuer->confidence, true};
    if (out_.signature && out_.signature->authority) evidence.where = out_.signature->where;
    std::erase_if(fields.evidence, [](const FieldEvidence& e) { return e.field == "issuer"; });
    fields.evidence.push_back(std::move(evidence));
    fields.issuer = std::move(issuer);
    if (fields.enacted_by && !fields.enacted_by->issuer) fields.enacted_by->issuer = fields.issuer;
  }

  void CheckAppendices() {
    if (!out_.appendices.empty() || unlabelled_) return;
    std::string pointer;
    const SectionNode* node = FindAnnouncement(out_.sections, "/sections", pointer);
    if (node == nullptr) return;
    out_.warnings.push_back({"appendix.missing",
                             "an appendix is announced and not in the file: " + node->text.text,
                             pointer});
  }

  static const SectionNode* FindAnnouncement(const std::vector<SectionNode>& nodes,
                                             const std::string& at, std::string& pointer) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      std::string here = at + "/";
      here += std::to_string(i);
      if (AnnouncesAppendix(nodes[i].text.text)) {
        pointer = here;
        return &nodes[i];
      }
      if (const SectionNode* found =
              FindAnnouncement(nodes[i].children, here + "/children", pointer)) {
        return found;
      }
    }
    return nullptr;
  }

  Flow flow_;
  Structure out_;
  std::vector<AppendixText> appendix_texts_;
  bool unlabelled_ = false;  ///< text or a table stands behind the closing without a label
};

}  // namespace

Structure ReadStructure(Flow flow) {
  return StructureReader(std::move(flow)).Run();
}

}  // namespace planrec::extract
