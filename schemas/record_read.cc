// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the record. Values of another type than the record's are read as absent: what a record must
// look like is said by ValidateRecord. Gold records differ in four ways, all handled here: ids are
// missing, `path` stands for `node`, tables are named by index, a task's deadline is an object.
#include <algorithm>
#include <map>
#include <set>

#include "schemas/json_access.h"
#include "schemas/json_depth.h"
#include "schemas/names.h"
#include "schemas/node_paths.h"
#include "schemas/record_json.h"

namespace planrec::schemas {
namespace {

double ReadConfidence(const Json& object) {
  return Number(object, "confidence").value_or(1.0);
}

Where ReadWhere(const Json& object) {
  const Json& value = Member(object, "where");
  Where out;
  out.page = Int(value, "page").value_or(0);
  out.line = Int(value, "line").value_or(0);
  const Json& box = Items(value, "bbox");
  if (box.size() == 4 && box[0].is_number() && box[1].is_number() && box[2].is_number() &&
      box[3].is_number()) {
    out.bbox =
        Box{box[0].get<double>(), box[1].get<double>(), box[2].get<double>(), box[3].get<double>()};
  }
  return out;
}

template <typename T>
void ReadPlace(const Json& object, T& out) {
  out.where = ReadWhere(object);
  out.confidence = ReadConfidence(object);
}

Page ReadPage(const Json& object) {
  Page page;
  page.number = Int(object, "number").value_or(0);
  page.width_pt = Number(object, "width_pt").value_or(0);
  page.height_pt = Number(object, "height_pt").value_or(0);
  page.rotation = Int(object, "rotation").value_or(0);
  page.origin =
      ValueOf(kTextOrigins, TextOrEmpty(object, "text_origin")).value_or(TextOrigin::kNone);
  page.origin_reason = TextOrEmpty(object, "origin_reason");
  page.skew_deg = Number(object, "skew_deg");
  page.ocr_confidence = Number(object, "ocr_confidence");
  const Json& error = Member(object, "error");
  if (error.is_object()) {
    page.error = Error{ParseErrorType(TextOrEmpty(error, "type")).value_or(ErrorType::kInternal),
                       TextOrEmpty(error, "message"), page.number};
  }
  return page;
}

std::optional<Issuer> ReadIssuer(const Json& value) {
  if (!value.is_object()) return std::nullopt;
  Issuer out;
  out.name = TextOrEmpty(value, "name");
  out.level = TextOrEmpty(value, "level");
  out.locality = Text(value, "locality");
  out.confidence = ReadConfidence(value);
  return out;
}

DocumentFields ReadDocument(const Json& value) {
  DocumentFields out;
  out.type = Text(value, "type");
  out.type_name = Text(value, "type_name");
  out.number = Int(value, "number");
  out.notation = Text(value, "notation");
  out.code = Text(value, "code");
  out.issuer = ReadIssuer(Member(value, "issuer"));
  out.parent_issuer = Text(value, "parent_issuer");
  out.place = Text(value, "place");
  out.issued_on = Text(value, "issued_on");
  out.title = Text(value, "title");
  const Json& period = Member(value, "period");
  if (const auto from = Int(period, "from"), to = Int(period, "to"); from && to) {
    out.period = Period{*from, *to};
  }
  if (const Json& by = Member(value, "enacted_by"); by.is_object()) {
    out.enacted_by = EnactedBy{TextOrEmpty(by, "type"),          Int(by, "number"),
                               TextOrEmpty(by, "code"),          Text(by, "issued_on"),
                               ReadIssuer(Member(by, "issuer")), Text(by, "title")};
  }
  out.salutation = Text(value, "salutation");
  out.urgency = Text(value, "urgency");
  out.secrecy = Text(value, "secrecy");
  for (const Json& item : Items(value, "evidence")) {
    FieldEvidence evidence;
    evidence.field = TextOrEmpty(item, "field");
    ReadPlace(item, evidence);
    const Json& inferred = Member(item, "inferred");
    evidence.inferred = inferred.is_boolean() && inferred.get<bool>();
    out.evidence.push_back(std::move(evidence));
  }
  // Records by other hands may give the short form alone.
  const Json& confidence = Member(value, "confidence");
  if (out.evidence.empty() && confidence.is_object()) {
    for (const auto& [field, number] : confidence.items()) {
      if (!number.is_number()) continue;
      FieldEvidence evidence;
      evidence.field = field;
      evidence.confidence = number.get<double>();
      out.evidence.push_back(std::move(evidence));
    }
  }
  return out;
}

/// Gives ids to objects that have none, and knows which are taken.
class Ids {
 public:
  void Take(const std::string& id) { taken_.insert(id); }
  std::string Make(const char* prefix) {
    std::string id;
    do {
      id = prefix + std::to_string(++made_[prefix]);
    } while (!taken_.insert(id).second);
    return id;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> made_;
};

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  Result<PlanRecord> Read() {
    for (const char* key :
         {"citations", "targets", "deadlines", "assignments", "tables", "tasks"}) {
      for (const Json& item : Items(json_, key)) ids_.Take(TextOrEmpty(item, "id"));
    }
    TakeSectionIds(Items(json_, "sections"));

    const Json& source = Member(json_, "source");
    record_.source.path = TextOrEmpty(source, "path");
    record_.source.sha256 = TextOrEmpty(source, "sha256");
    if (const Json& bytes = Member(source, "bytes"); bytes.is_number_unsigned()) {
      record_.source.bytes = bytes.get<uint64_t>();
    }
    record_.source.media_type = TextOrEmpty(source, "media_type");
    for (const Json& page : Items(source, "pages")) record_.pages.push_back(ReadPage(page));
    record_.document = ReadDocument(Member(json_, "document"));

    record_.sections = ReadSections(Items(json_, "sections"));
    paths_ = NodePaths(record_.sections);
    for (const Json& item : Items(json_, "tables")) {
      if (item.is_object()) record_.tables.push_back(ReadTable(item));
    }
    Each("citations", record_.citations, &Reader::ReadCitation);
    Each("targets", record_.targets, &Reader::ReadTarget);
    Each("deadlines", record_.deadlines, &Reader::ReadDeadline);
    Each("assignments", record_.assignments, &Reader::ReadAssignment);
    Each("tasks", record_.tasks, &Reader::ReadTask);
    Each("appendices", record_.appendices, &Reader::ReadAppendix);
    ReadClosing();
    return std::move(record_);
  }

 private:
  template <typename T>
  void Each(const char* key, std::vector<T>& out, T (Reader::*read)(const Json&)) {
    for (const Json& item : Items(json_, key)) {
      if (item.is_object()) out.push_back((this->*read)(item));
    }
  }

  void TakeSectionIds(const Json& nodes) {
    for (const Json& node : nodes) {
      ids_.Take(TextOrEmpty(node, "id"));
      TakeSectionIds(Items(node, "children"));
    }
  }

  std::string Id(const Json& object, const char* prefix) {
    const Json& id = Member(object, "id");
    if (id.is_string() && !id.get_ref<const std::string&>().empty()) return id.get<std::string>();
    return ids_.Make(prefix);
  }

  std::vector<SectionNode> ReadSections(const Json& nodes) {
    std::vector<SectionNode> out;
    for (const Json& item : nodes) {
      if (!item.is_object()) continue;
      SectionNode node;
      node.id = Id(item, "s");
      node.kind =
          ValueOf(kSectionKinds, TextOrEmpty(item, "kind")).value_or(SectionKind::kParagraph);
      node.marker = Text(item, "marker");
      node.text = PlacedText::Plain(TextOrEmpty(item, "text"));
      ReadPlace(item, node);
      node.children = ReadSections(Items(item, "children"));
      out.push_back(std::move(node));
    }
    return out;
  }

  /// A table's id as the record has it: a string stands for itself, a number is an index.
  std::string TableId(const Json& value) const {
    if (value.is_string()) return value.get<std::string>();
    const std::optional<int> index = ToInt(value);
    if (!index || *index < 0 || *index >= static_cast<int>(record_.tables.size())) return "";
    return record_.tables[static_cast<size_t>(*index)].id;
  }

  /// The id of the section that a gold `path` names, or "".
  std::string ResolvePath(const Json& path) const {
    std::vector<std::string> parts;
    if (path.is_string()) parts.push_back(path.get<std::string>());
    if (path.is_array()) {
      for (const Json& part : path) {
        if (!part.is_string()) return "";
        parts.push_back(part.get<std::string>());
      }
    }
    return paths_.Find(parts);
  }

  Anchor ReadAnchor(const Json& object) const {
    Anchor out;
    out.node = TextOrEmpty(object, "node");
    if (out.node.empty()) out.node = ResolvePath(Member(object, "path"));
    if (!out.node.empty()) return out;
    out.table = TableId(Member(object, "table"));
    if (!out.table.empty()) out.row = Int(object, "row").value_or(-1);
    return out;
  }

  Citation ReadCitation(const Json& object) {
    Citation out;
    out.id = Id(object, "c");
    out.anchor = ReadAnchor(object);
    out.text = TextOrEmpty(object, "text");
    out.type = Text(object, "type");
    out.number = Int(object, "number");
    out.code = TextOrEmpty(object, "code");
    out.issued_on = Text(object, "issued_on");
    out.issuer = Text(object, "issuer");
    out.title = Text(object, "title");
    out.role = TextOrEmpty(object, "role");
    out.resolves_to = Text(object, "resolves_to");
    ReadPlace(object, out);
    return out;
  }

  Target ReadTarget(const Json& object) {
    Target out;
    out.id = Id(object, "t");
    out.anchor = ReadAnchor(object);
    out.text = TextOrEmpty(object, "text");
    out.indicator = Text(object, "indicator");
    out.comparator = TextOrEmpty(object, "comparator");
    out.value = Number(object, "value");
    out.value_max = Number(object, "value_max");
    out.unit = Text(object, "unit");
    out.scope = Text(object, "scope");
    out.due = Text(object, "due");
    if (const Json& baseline = Member(object, "baseline"); baseline.is_object()) {
      out.baseline = Baseline{Number(baseline, "value"), Number(baseline, "max"),
                              Text(baseline, "unit"), Int(baseline, "year")};
    }
    ReadPlace(object, out);
    return out;
  }

  /// All but the id and the anchor, which an inline deadline takes from its task.
  static Deadline ReadDeadlineFields(const Json& object) {
    Deadline out;
    out.text = TextOrEmpty(object, "text");
    out.what = Text(object, "what");
    out.kind = TextOrEmpty(object, "kind");
    out.from = Text(object, "from");
    out.to = Text(object, "to");
    out.recurrence = Text(object, "recurrence");
    ReadPlace(object, out);
    return out;
  }

  Deadline ReadDeadline(const Json& object) {
    Deadline out = ReadDeadlineFields(object);
    out.id = Id(object, "d");
    out.anchor = ReadAnchor(object);
    return out;
  }

  Assignment ReadAssignment(const Json& object) {
    Assignment out;
    out.id = Id(object, "a");
    out.anchor = ReadAnchor(object);
    out.agency = TextOrEmpty(object, "agency");
    out.agency_key = TextOrEmpty(object, "agency_key");
    out.role = TextOrEmpty(object, "role");
    out.what = Text(object, "what");
    ReadPlace(object, out);
    return out;
  }

  Table ReadTable(const Json& object) {
    Table out;
    out.id = Id(object, "tb");
    out.title = Text(object, "title");
    for (const Json& page : Items(object, "pages")) {
      if (const auto number = ToInt(page)) out.pages.push_back(*number);
    }
    for (const Json& item : Items(object, "columns")) {
      TableColumn column;
      column.name = TextOrEmpty(item, "name");
      column.role = Text(item, "role").value_or("other");
      out.columns.push_back(std::move(column));
    }
    for (const Json& item : Items(object, "rows")) {
      TableRow row;
      row.kind = ValueOf(kRowKinds, TextOrEmpty(item, "kind")).value_or(RowKind::kData);
      for (const Json& entry : Items(item, "cells")) {
        TableCell cell;
        cell.text = PlacedText::Plain(TextOrEmpty(entry, "text"));
        cell.row_span = Int(entry, "row_span").value_or(1);
        cell.col_span = Int(entry, "col_span").value_or(1);
        cell.column = Int(entry, "column").value_or(-1);
        ReadPlace(entry, cell);
        row.cells.push_back(std::move(cell));
      }
      out.rows.push_back(std::move(row));
    }
    PlaceCells(out);
    ReadPlace(object, out);
    return out;
  }

  /// The column of cells that do not say it: the first one that no cell above or before covers.
  static void PlaceCells(Table& table) {
    std::vector<int> covered;  // per column: rows below the current one that a cell still covers
    for (TableRow& row : table.rows) {
      size_t at = 0;
      std::vector<int> below = covered;
      for (int& rows : below) rows = std::max(0, rows - 1);
      for (TableCell& cell : row.cells) {
        while (at < covered.size() && covered[at] > 0) ++at;
        if (cell.column < 0) cell.column = static_cast<int>(at);
        at = static_cast<size_t>(cell.column);
        const size_t end = at + static_cast<size_t>(std::clamp(cell.col_span, 1, 1000));
        if (end > 10000) break;
        if (end > below.size()) {
          below.resize(end, 0);
          covered.resize(end, 0);
        }
        for (; at < end; ++at) below[at] = std::max(0, cell.row_span - 1);
      }
      covered = std::move(below);
    }
  }

  Task ReadTask(const Json& object) {
    Task out;
    out.id = Id(object, "k");
    out.table = TableId(Member(object, "table"));
    out.row = Int(object, "row").value_or(-1);
    out.group = Text(object, "group");
    out.ordinal = Text(object, "ordinal");
    out.task = Text(object, "task");
    out.activity = Text(object, "activity");
    out.outputs = Strings(object, "outputs");
    out.lead = Strings(object, "lead");
    out.support = Strings(object, "support");
    out.lead_keys = Strings(object, "lead_keys");
    out.support_keys = Strings(object, "support_keys");
    ReadPlace(object, out);
    const Json& deadline = Member(object, "deadline");
    if (deadline.is_string()) out.deadline = deadline.get<std::string>();
    if (const auto index = ToInt(deadline);
        index && *index >= 0 && *index < static_cast<int>(record_.deadlines.size())) {
      out.deadline = record_.deadlines[static_cast<size_t>(*index)].id;
    }
    if (deadline.is_object()) out.deadline = SettleDeadline(ReadDeadlineFields(deadline), out);
    return out;
  }

  /// The id of the deadline that says the same, its own row's before another's; added where none
  /// does.
  std::string SettleDeadline(Deadline inline_one, const Task& task) {
    const Deadline* best = nullptr;
    int best_score = -1;
    for (const Deadline& each : record_.deadlines) {
      if (each.kind != inline_one.kind || each.from != inline_one.from ||
          each.to != inline_one.to || each.recurrence != inline_one.recurrence) {
        continue;
      }
      const bool same_row = each.anchor.table == task.table && each.anchor.row == task.row;
      const int score = 2 * (same_row ? 1 : 0) + (each.text == inline_one.text ? 1 : 0);
      if (score > best_score) {
        best = &each;
        best_score = score;
      }
    }
    if (best != nullptr) return best->id;
    inline_one.id = ids_.Make("d");
    inline_one.anchor.table = task.table;
    inline_one.anchor.row = task.row;
    record_.deadlines.push_back(inline_one);
    return inline_one.id;
  }

  Appendix ReadAppendix(const Json& object) {
    Appendix out;
    out.label = TextOrEmpty(object, "label");
    out.title = Text(object, "title");
    out.attached_to = Text(object, "attached_to");
    out.attached_on = Text(object, "attached_on");
    for (const Json& item : Items(object, "tables")) {
      if (std::string id = TableId(item); !id.empty()) out.tables.push_back(std::move(id));
    }
    for (const Json& item : Items(object, "sections")) {
      std::string id = item.is_string() ? item.get<std::string>() : ResolvePath(item);
      if (!id.empty()) out.sections.push_back(std::move(id));
    }
    ReadPlace(object, out);
    return out;
  }

  void ReadClosing() {
    const Json& places = Items(json_, "recipients_evidence");
    size_t index = 0;
    for (const Json& item : Items(json_, "recipients")) {
      Recipient out;
      out.text = item.is_string() ? item.get<std::string>() : TextOrEmpty(item, "text");
      ReadPlace(index < places.size() ? places[index] : item, out);
      ++index;
      record_.recipients.push_back(std::move(out));
    }
    if (const Json& value = Member(json_, "signature"); value.is_object()) {
      Signature out;
      out.authority = Text(value, "authority");
      out.position = Text(value, "position");
      out.name = Text(value, "name");
      ReadPlace(value, out);
      record_.signature = std::move(out);
    }
    for (const Json& item : Items(json_, "repairs")) {
      Repair out;
      out.from = TextOrEmpty(item, "from");
      out.to = TextOrEmpty(item, "to");
      ReadPlace(item, out);
      out.reason =
          ValueOf(kEditReasons, TextOrEmpty(item, "reason")).value_or(EditReason::kDiacritics);
      record_.repairs.push_back(std::move(out));
    }
    for (const Json& item : Items(json_, "review")) {
      record_.review.push_back({TextOrEmpty(item, "pointer"), TextOrEmpty(item, "reason"),
                                Number(item, "confidence").value_or(0)});
    }
    for (const Json& item : Items(json_, "warnings")) {
      if (item.is_string()) {
        record_.warnings.push_back({item.get<std::string>(), "", ""});
      } else {
        record_.warnings.push_back({TextOrEmpty(item, "code"), TextOrEmpty(item, "message"),
                                    TextOrEmpty(item, "pointer")});
      }
    }
  }

  const Json& json_;
  Ids ids_;
  NodePaths paths_;
  PlanRecord record_;
};

}  // namespace

Result<PlanRecord> ReadRecord(std::string_view json) {
  if (NestsDeeper(json, kMaxJsonDepth)) {
    return Error{ErrorType::kCorrupt, "the record's sections nest deeper than " +
                                          std::to_string(kMaxSectionDepth) +
                                          " levels: it is not one of planrec's"};
  }
  const Json parsed = Json::parse(json.begin(), json.end(), nullptr, false);
  if (!parsed.is_object()) {
    return Error{ErrorType::kCorrupt,
                 "no record: the text is not one JSON object; check that the file is complete"};
  }
  return Reader(parsed).Read();
}

}  // namespace planrec::schemas
