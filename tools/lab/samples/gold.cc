// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/gold.h"

#include <algorithm>
#include <cstdlib>

#include "pipeline/core/utf8.h"
#include "tools/lab/samples/markup.h"

namespace planrec::samples {
namespace {

std::string Inside(const MarkedText& text, const Note& note) {
  return std::string(Trim(std::string_view(text.text).substr(note.begin, note.end - note.begin)));
}

double Value(std::string digits) {  // "2,5" -> 2.5; "1.250" -> 1250
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  std::replace(digits.begin(), digits.end(), ',', '.');
  return std::strtod(digits.c_str(), nullptr);
}

std::optional<std::string> ValueOf(const Note& note, const std::string& key) {
  const auto found = note.values.find(key);
  if (found == note.values.end()) return std::nullopt;
  return found->second;
}

/// The value of a script's word; scripts are checked when they are read.
template <Named E>
E Listed(std::string_view word) {
  return planrec::ValueOf<E>(word).value_or(E{});
}

/// All notes of a text become objects of the record at `anchor`.
class Collector {
 public:
  explicit Collector(PlanRecord& record) : record_(record) {}

  struct Place {
    Anchor anchor;
    bool opening = false;
    std::vector<std::string> heading_agencies;  ///< of the headings above
    std::optional<std::string> what;            ///< of a heading: its single paragraph
  };

  void Collect(const MarkedText& text, const Place& place) {
    for (const Note& note : text.notes) {
      if (note.tag == "c") AddCitation(text, note, place);
      if (note.tag == "t") AddTarget(text, note, place);
      if (note.tag == "d") AddDeadline(text, note, place);
      if (note.tag == "a" || note.tag == "h") AddAssignment(text, note, place);
    }
  }

 private:
  /// What is to be done: the <w> with the note's number, else the text's only one.
  static std::optional<std::string> What(const MarkedText& text, const Note& note) {
    const auto number = ValueOf(note, "w");
    for (const Note& each : text.notes) {
      if (each.tag != "w") continue;
      if (!number || (!each.words.empty() && each.words[0] == *number)) return Inside(text, each);
    }
    return std::nullopt;
  }

  void AddCitation(const MarkedText& text, const Note& note, const Place& place) {
    Citation out;
    out.id = IdOf<Citation>(record_.citations.size() + 1);
    out.anchor = place.anchor;
    out.text = Inside(text, note);
    out.type = ValueOf(note, "type");
    out.code = ValueOf(note, "code").value_or("");
    if (!out.code.empty() && out.code[0] >= '0' && out.code[0] <= '9') {
      out.number = std::atoi(out.code.c_str());
    }
    out.issued_on = ValueOf(note, "date");
    out.issuer = ValueOf(note, "issuer");
    out.title = ValueOf(note, "title");
    out.role = place.opening ? CitationRole::kBasis : CitationRole::kReference;
    record_.citations.push_back(std::move(out));
  }

  void AddTarget(const MarkedText& text, const Note& note, const Place& place) {
    Target out;
    out.id = IdOf<Target>(record_.targets.size() + 1);
    out.anchor = place.anchor;
    out.text = Inside(text, note);
    if (!note.words.empty()) out.comparator = Listed<Comparator>(note.words[0]);
    if (note.words.size() > 1) out.unit = note.words[1];
    out.due = ValueOf(note, "due");
    for (const Note& part : text.notes) {
      if (part.begin < note.begin || part.end > note.end) continue;
      if (part.tag == "i") out.indicator = Inside(text, part);
      if (part.tag == "s") out.scope = Inside(text, part);
      if (part.tag == "v") out.value = Value(Inside(text, part));
      if (part.tag == "v2") out.value_max = Value(Inside(text, part));
    }
    if (const auto year = ValueOf(note, "base")) {
      out.baseline = Baseline{};
      out.baseline->year = std::atoi(year->c_str());
    }
    record_.targets.push_back(std::move(out));
  }

  void AddDeadline(const MarkedText& text, const Note& note, const Place& place) {
    const auto time = TimeOf(note.words, Inside(text, note));
    if (!time) return;  // scripts are checked when they are read (CheckTimes)
    Deadline out;
    out.id = IdOf<Deadline>(record_.deadlines.size() + 1);
    out.anchor = place.anchor;
    out.text = time->text;
    out.what = What(text, note);
    out.kind = Listed<DeadlineKind>(time->kind);
    out.from = time->from;
    out.to = time->to;
    out.recurrence = time->recurrence;
    record_.deadlines.push_back(std::move(out));
  }

  void AddAssignment(const MarkedText& text, const Note& note, const Place& place) {
    const std::string word = note.words.empty() ? "resp" : note.words[0];
    Assignment out;
    out.anchor = place.anchor;
    out.role = word == "resp" ? Role::kResponsible : Listed<Role>(word);
    out.what = place.what ? place.what : What(text, note);
    std::vector<std::string> agencies = {Inside(text, note)};
    if (note.tag == "h") agencies = place.heading_agencies;
    for (const std::string& agency : agencies) {
      out.id = IdOf<Assignment>(record_.assignments.size() + 1);
      out.agency = agency;
      record_.assignments.push_back(out);
    }
  }

  PlanRecord& record_;
};

class Writer {
 public:
  Writer(const SamplePlan& plan, PlanRecord& record)
      : plan_(plan), record_(record), collector_(record) {}

  void Sections() {
    if (plan_.decision) {
      for (const SampleNode& node : plan_.decision->basis) Add(node, record_.sections, {}, true);
      for (const SampleNode& node : plan_.decision->articles) {
        Add(node, record_.sections, {}, false);
      }
    }
    bool opening = !plan_.decision;
    for (const SampleNode& node : plan_.body) {
      if (node.kind != NodeKind::kParagraph) opening = false;
      Add(node, record_.sections, {}, opening);
    }
  }

  void Appendices() {
    for (const SampleAppendix& appendix : plan_.appendices) {
      planrec::Appendix out;
      out.label = appendix.label;
      out.title = appendix.title;
      if (plan_.number && plan_.date.day > 0) {
        out.attached_to = plan_.Code();
        out.attached_on = plan_.IsoDate();
      }
      out.tables = {IdOf<Table>(record_.tables.size() + 1)};
      AddTable(appendix.table, out.tables[0]);
      record_.appendices.push_back(std::move(out));
    }
  }

 private:
  void Add(const SampleNode& node, std::vector<SectionNode>& siblings,
           const std::vector<std::string>& agencies, bool opening) {
    SectionNode out;
    out.id = IdOf<SectionNode>(++nodes_);
    out.kind = node.kind == NodeKind::kHeading ? SectionKind::kHeading
               : node.kind == NodeKind::kItem  ? SectionKind::kItem
                                               : SectionKind::kParagraph;
    if (!node.marker.empty()) out.marker = node.marker;
    out.text = PlacedText::Plain(node.text.text);
    Collector::Place place;
    place.anchor.node = out.id;
    place.opening = opening;
    place.heading_agencies = agencies;
    std::vector<std::string> below = agencies;
    if (node.kind == NodeKind::kHeading) {
      below.clear();
      for (const Note& note : node.text.notes) {
        if (note.tag == "a") below.push_back(Inside(node.text, note));
      }
      if (node.children.size() == 1 && node.children[0].kind == NodeKind::kParagraph) {
        place.what = node.children[0].text.text;
      }
    }
    collector_.Collect(node.text, place);
    siblings.push_back(std::move(out));
    std::vector<SectionNode> children;
    for (const SampleNode& child : node.children) Add(child, children, below, false);
    siblings.back().children = std::move(children);
  }

  void AddTable(const SampleTable& table, const std::string& id) {
    Table out;
    out.id = id;
    for (const SampleColumn& column : table.columns) {
      out.columns.push_back({column.name, Listed<ColumnRole>(column.role)});
    }
    std::vector<std::string> deadline_of(table.rows.size());
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const SampleRow& row = table.rows[r];
      TableRow written;
      written.kind = row.kind == SampleRowKind::kHeader  ? RowKind::kHeader
                     : row.kind == SampleRowKind::kGroup ? RowKind::kGroup
                                                         : RowKind::kData;
      for (const SampleCell& cell : row.cells) {
        TableCell to;
        to.text = PlacedText::Plain(cell.text.text);
        to.row_span = cell.row_span;
        to.col_span = cell.col_span;
        to.column = cell.column;
        written.cells.push_back(std::move(to));
        Collector::Place place;
        place.anchor.table = id;
        place.anchor.row = static_cast<int>(r);
        collector_.Collect(cell.text, place);
      }
      out.rows.push_back(std::move(written));
      if (row.kind != SampleRowKind::kData) continue;
      if (row.time && row.time_row == static_cast<int>(r)) {
        Deadline deadline;
        deadline.id = IdOf<Deadline>(record_.deadlines.size() + 1);
        deadline.anchor.table = id;
        deadline.anchor.row = static_cast<int>(r);
        deadline.text = row.time->text;
        deadline.what = row.activity.empty() ? row.task : row.activity;
        deadline.kind = Listed<DeadlineKind>(row.time->kind);
        deadline.from = row.time->from;
        deadline.to = row.time->to;
        deadline.recurrence = row.time->recurrence;
        deadline_of[r] = deadline.id;
        record_.deadlines.push_back(std::move(deadline));
      }
      Task task;
      task.id = IdOf<Task>(record_.tasks.size() + 1);
      task.table = id;
      task.row = static_cast<int>(r);
      if (!row.group.empty()) task.group = row.group;
      task.ordinal = row.ordinal;
      task.task = row.task;
      if (!row.activity.empty()) task.activity = row.activity;
      const auto has = [&](const char* role) {
        return std::any_of(table.columns.begin(), table.columns.end(),
                           [&](const SampleColumn& column) { return column.role == role; });
      };
      if (has("output")) task.outputs = row.outputs;
      task.lead = row.lead;
      task.support = row.support;
      if (row.time_row >= 0) task.deadline = deadline_of[static_cast<size_t>(row.time_row)];
      record_.tasks.push_back(std::move(task));
    }
    record_.tables.push_back(std::move(out));
  }

  const SamplePlan& plan_;
  PlanRecord& record_;
  Collector collector_;
  size_t nodes_ = 0;
};

std::string Joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : " ") + line;
  return out;
}

DocumentFields Fields(const SamplePlan& plan, bool without_letterhead) {
  DocumentFields out;
  out.type = plan.type;
  out.type_name = plan.type_name;
  out.number = plan.number;
  out.code = plan.Code();
  out.notation = out.code->substr(out.code->find('/') + 1);  // "ĐU" of "15-KH/ĐU"
  Issuer issuer;
  issuer.name = plan.issuer_name;
  issuer.level = Listed<Level>(plan.issuer_level);
  issuer.locality = plan.locality;
  out.issuer = issuer;
  if (!without_letterhead) out.parent_issuer = plan.parent_issuer;
  out.place = plan.place;
  out.issued_on = plan.IsoDate();
  out.title = plan.title;
  if (plan.period_from > 0) out.period = Period{plan.period_from, plan.period_to};
  if (plan.decision) {
    EnactedBy by;
    by.type = "QĐ";
    by.number = plan.decision->number;
    by.code = plan.Code();
    by.issued_on = plan.IsoDate();
    by.issuer = issuer;
    by.title = plan.decision->title;
    out.enacted_by = by;
  }
  return out;
}

}  // namespace

PlanRecord GoldRecord(const SamplePlan& plan, bool without_letterhead) {
  PlanRecord record;
  record.document = Fields(plan, without_letterhead);
  Writer writer(plan, record);
  writer.Sections();
  writer.Appendices();
  for (const std::string& line : plan.recipients) record.recipients.push_back({line, {}, 1.0});
  Signature signature;
  if (!plan.authority_lines.empty()) signature.authority = Joined(plan.authority_lines);
  signature.position = Joined(plan.position_lines);
  signature.name = plan.signer;
  record.signature = signature;
  for (const std::string& code : plan.warnings) record.warnings.push_back({code, code, ""});
  return record;
}

}  // namespace planrec::samples
