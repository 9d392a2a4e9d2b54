// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the record. Key order here is the order in the file; the schema's order is the same.
#include "schemas/record_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "schemas/names.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

/// `decimals` places at most, an integer where it is one (100, not 100.0), null for what is no
/// number. The JSON library prints doubles in their shortest form that reads back the same.
Json Number(double value, int decimals = -1) {
  if (!std::isfinite(value)) return nullptr;
  if (decimals >= 0) {
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::round(value * scale) / scale;
    if (std::isfinite(scaled)) value = scaled;
  }
  if (value == std::trunc(value) && std::fabs(value) < 1e15) return static_cast<int64_t>(value);
  return value;
}

Json Confidence(double value) {
  return Number(value, 3);
}

/// What is empty is not in the document, hence null.
Json Text(const std::optional<std::string>& text) {
  return text && !text->empty() ? Json(*text) : Json(nullptr);
}

/// For fields where the value type is a plain string and the empty one means absent.
Json TextOrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <typename T>
Json Int(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json OptionalNumber(const std::optional<double>& value, int decimals = -1) {
  return value ? Number(*value, decimals) : Json(nullptr);
}

Json WriteWhere(const Where& where) {
  if (where.page == 0) return nullptr;
  Json out = {{"page", where.page}, {"bbox", nullptr}};
  if (where.bbox) {
    const Box& box = *where.bbox;
    out["bbox"] =
        Json::array({Number(box.x0, 2), Number(box.y0, 2), Number(box.x1, 2), Number(box.y1, 2)});
  }
  if (where.line > 0) out["line"] = where.line;
  return out;
}

void PutPlace(Json& out, const Where& where, double confidence) {
  out["where"] = WriteWhere(where);
  out["confidence"] = Confidence(confidence);
}

void PutAnchor(Json& out, const Anchor& anchor) {
  if (anchor.node.empty() && !anchor.table.empty()) {
    out["table"] = anchor.table;
    out["row"] = anchor.row;
  } else {
    out["node"] = TextOrNull(anchor.node);
  }
}

Json Strings(const std::vector<std::string>& strings) {
  Json out = Json::array();
  for (const std::string& string : strings) out.push_back(string);
  return out;
}

template <typename T, typename Write>
Json Array(const std::vector<T>& values, Write write) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(write(value));
  return out;
}

Json WritePage(const Page& page) {
  Json out;
  out["number"] = page.number;
  // What rounds to nothing is no size: a damaged file's box, or that of a text source.
  const auto size = [](double points) {
    return points >= 0.01 ? Number(points, 2) : Json(nullptr);
  };
  out["width_pt"] = size(page.width_pt);
  out["height_pt"] = size(page.height_pt);
  out["rotation"] = page.rotation;
  out["text_origin"] = NameOf(kTextOrigins, page.origin);
  out["origin_reason"] = TextOrNull(page.origin_reason);
  out["skew_deg"] = OptionalNumber(page.skew_deg, 2);
  out["ocr_confidence"] = OptionalNumber(page.ocr_confidence, 3);
  out["error"] = nullptr;
  if (page.error) {
    out["error"] = {{"type", PublishedErrorTypeName(page.error->type)},
                    {"message", page.error->message}};
  }
  return out;
}

Json WriteSource(const PlanRecord& record) {
  Json out;
  out["path"] = record.source.path;
  out["sha256"] = record.source.sha256;
  out["bytes"] = record.source.bytes;
  out["media_type"] = record.source.media_type;
  out["pages"] = Array(record.pages, WritePage);
  return out;
}

Json WriteIssuer(const std::optional<Issuer>& issuer) {
  if (!issuer) return nullptr;
  Json out;
  out["name"] = issuer->name;
  out["level"] = issuer->level;
  out["locality"] = Text(issuer->locality);
  out["confidence"] = Confidence(issuer->confidence);
  return out;
}

Json WriteEnactedBy(const std::optional<EnactedBy>& by) {
  if (!by) return nullptr;
  Json out;
  out["type"] = by->type;
  out["number"] = Int(by->number);
  out["code"] = TextOrNull(by->code);
  out["issued_on"] = Text(by->issued_on);
  out["issuer"] = WriteIssuer(by->issuer);
  out["title"] = Text(by->title);
  return out;
}

Json WriteDocument(const DocumentFields& document) {
  Json out;
  out["type"] = Text(document.type);
  out["type_name"] = Text(document.type_name);
  out["number"] = Int(document.number);
  out["notation"] = Text(document.notation);
  out["code"] = Text(document.code);
  out["issuer"] = WriteIssuer(document.issuer);
  out["parent_issuer"] = Text(document.parent_issuer);
  out["place"] = Text(document.place);
  out["issued_on"] = Text(document.issued_on);
  out["title"] = Text(document.title);
  out["period"] = nullptr;
  if (document.period) {
    out["period"] = {{"from", document.period->from}, {"to", document.period->to}};
  }
  out["enacted_by"] = WriteEnactedBy(document.enacted_by);
  out["salutation"] = Text(document.salutation);
  out["urgency"] = Text(document.urgency);
  out["secrecy"] = Text(document.secrecy);
  // The first entry of a field counts; the object is the array's short form.
  Json confidence = Json::object();
  Json evidence = Json::array();
  for (const FieldEvidence& each : document.evidence) {
    if (!confidence.contains(each.field)) confidence[each.field] = Confidence(each.confidence);
    Json item;
    item["field"] = each.field;
    PutPlace(item, each.where, each.confidence);
    item["inferred"] = each.inferred;
    evidence.push_back(std::move(item));
  }
  out["confidence"] = std::move(confidence);
  out["evidence"] = std::move(evidence);
  return out;
}

Json WriteCitation(const Citation& citation) {
  Json out;
  out["id"] = citation.id;
  PutAnchor(out, citation.anchor);
  out["text"] = citation.text;
  out["type"] = Text(citation.type);
  out["number"] = Int(citation.number);
  out["code"] = TextOrNull(citation.code);
  out["issued_on"] = Text(citation.issued_on);
  out["issuer"] = Text(citation.issuer);
  out["title"] = Text(citation.title);
  out["role"] = citation.role;
  out["resolves_to"] = Text(citation.resolves_to);
  PutPlace(out, citation.where, citation.confidence);
  return out;
}

Json WriteSection(const SectionNode& node) {
  Json out;
  out["id"] = node.id;
  out["kind"] = NameOf(kSectionKinds, node.kind);
  out["marker"] = Text(node.marker);
  out["text"] = node.text.text;
  PutPlace(out, node.where, node.confidence);
  out["children"] = Array(node.children, WriteSection);
  return out;
}

Json WriteTarget(const Target& target) {
  Json out;
  out["id"] = target.id;
  PutAnchor(out, target.anchor);
  out["text"] = target.text;
  out["indicator"] = Text(target.indicator);
  out["comparator"] = target.comparator;
  out["value"] = OptionalNumber(target.value);
  out["value_max"] = OptionalNumber(target.value_max);
  out["unit"] = Text(target.unit);
  out["scope"] = Text(target.scope);
  out["due"] = Text(target.due);
  out["baseline"] = nullptr;
  if (const auto& baseline = target.baseline) {
    Json base;
    base["value"] = OptionalNumber(baseline->value);
    base["max"] = OptionalNumber(baseline->max);
    base["unit"] = Text(baseline->unit);
    base["year"] = Int(baseline->year);
    out["baseline"] = std::move(base);
  }
  PutPlace(out, target.where, target.confidence);
  return out;
}

Json WriteDeadline(const Deadline& deadline) {
  Json out;
  out["id"] = deadline.id;
  PutAnchor(out, deadline.anchor);
  out["text"] = deadline.text;
  out["what"] = Text(deadline.what);
  out["kind"] = deadline.kind;
  out["from"] = Text(deadline.from);
  out["to"] = Text(deadline.to);
  out["recurrence"] = Text(deadline.recurrence);
  PutPlace(out, deadline.where, deadline.confidence);
  return out;
}

Json WriteAssignment(const Assignment& assignment) {
  Json out;
  out["id"] = assignment.id;
  PutAnchor(out, assignment.anchor);
  out["agency"] = assignment.agency;
  if (!assignment.agency_key.empty()) out["agency_key"] = assignment.agency_key;
  out["role"] = assignment.role;
  out["what"] = Text(assignment.what);
  PutPlace(out, assignment.where, assignment.confidence);
  return out;
}

Json WriteCell(const TableCell& cell) {
  Json out;
  out["text"] = cell.text.text;
  out["row_span"] = cell.row_span;
  out["col_span"] = cell.col_span;
  out["column"] = cell.column;
  PutPlace(out, cell.where, cell.confidence);
  return out;
}

Json WriteTable(const Table& table) {
  Json out;
  out["id"] = table.id;
  out["title"] = Text(table.title);
  out["pages"] = table.pages;
  out["columns"] = Array(table.columns, [](const TableColumn& column) {
    return Json{{"name", column.name}, {"role", column.role}};
  });
  out["rows"] = Array(table.rows, [](const TableRow& row) {
    return Json{{"kind", NameOf(kRowKinds, row.kind)}, {"cells", Array(row.cells, WriteCell)}};
  });
  PutPlace(out, table.where, table.confidence);
  return out;
}

Json WriteTask(const Task& task) {
  Json out;
  out["id"] = task.id;
  out["table"] = task.table;
  out["row"] = task.row;
  out["group"] = Text(task.group);
  out["ordinal"] = Text(task.ordinal);
  out["task"] = Text(task.task);
  out["activity"] = Text(task.activity);
  out["outputs"] = Strings(task.outputs);
  out["lead"] = Strings(task.lead);
  out["support"] = Strings(task.support);
  if (!task.lead_keys.empty()) out["lead_keys"] = Strings(task.lead_keys);
  if (!task.support_keys.empty()) out["support_keys"] = Strings(task.support_keys);
  out["deadline"] = Text(task.deadline);
  PutPlace(out, task.where, task.confidence);
  return out;
}

Json WriteAppendix(const Appendix& appendix) {
  Json out;
  out["label"] = appendix.label;
  out["title"] = Text(appendix.title);
  out["attached_to"] = Text(appendix.attached_to);
  out["attached_on"] = Text(appendix.attached_on);
  out["tables"] = Strings(appendix.tables);
  out["sections"] = Strings(appendix.sections);
  PutPlace(out, appendix.where, appendix.confidence);
  return out;
}

/// Always an object, so that consumers can look at its fields; all null where nobody signed.
Json WriteSignature(const Signature& signature) {
  const bool nothing =
      !signature.authority && !signature.position && !signature.name && signature.where == Where{};
  Json out;
  out["authority"] = Text(signature.authority);
  out["position"] = Text(signature.position);
  out["name"] = Text(signature.name);
  out["where"] = WriteWhere(signature.where);
  out["confidence"] = nothing ? Json(nullptr) : Confidence(signature.confidence);
  return out;
}

Json WriteRepair(const Repair& repair) {
  Json out;
  out["from"] = repair.from;
  out["to"] = repair.to;
  PutPlace(out, repair.where, repair.confidence);
  out["reason"] = NameOf(kEditReasons, repair.reason);
  return out;
}

Json WriteReview(const ReviewItem& item) {
  return {{"pointer", item.pointer},
          {"reason", item.reason},
          {"confidence", Confidence(item.confidence)}};
}

Json WriteWarning(const Warning& warning) {
  return {{"code", warning.code}, {"message", warning.message}, {"pointer", warning.pointer}};
}

}  // namespace

std::string WriteRecord(const PlanRecord& record, bool compact) {
  Json out;
  out["schema_version"] = kSchemaVersion;
  out["source"] = WriteSource(record);
  out["document"] = WriteDocument(record.document);
  out["citations"] = Array(record.citations, WriteCitation);
  out["sections"] = Array(record.sections, WriteSection);
  out["targets"] = Array(record.targets, WriteTarget);
  out["deadlines"] = Array(record.deadlines, WriteDeadline);
  out["assignments"] = Array(record.assignments, WriteAssignment);
  out["tables"] = Array(record.tables, WriteTable);
  out["tasks"] = Array(record.tasks, WriteTask);
  out["appendices"] = Array(record.appendices, WriteAppendix);
  // The lines stay plain strings; their places stand beside them, one for one.
  out["recipients"] = Array(record.recipients, [](const Recipient& each) { return each.text; });
  out["recipients_evidence"] = Array(record.recipients, [](const Recipient& each) {
    Json item;
    PutPlace(item, each.where, each.confidence);
    return item;
  });
  out["signature"] = WriteSignature(record.signature.value_or(Signature{}));
  out["repairs"] = Array(record.repairs, WriteRepair);
  out["review"] = Array(record.review, WriteReview);
  out["warnings"] = Array(record.warnings, WriteWarning);
  return out.dump(compact ? -1 : 2, ' ', false, Json::error_handler_t::replace) +
         (compact ? "" : "\n");
}

}  // namespace planrec::schemas
