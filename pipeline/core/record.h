// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan record as C++ values: what extractors produce and schemas serialises. Field by field it
// is the record contract (schemas/plan-record.schema.json describes each). Behind each struct
// stands the table of its fields (fields.h): their keys in the order of the file, and how they are
// written. Writer, reader, validation and all walks over a record go by it. Interpreted dates are
// ISO 8601 strings, possibly in reduced precision ("2024-01"). Plain values; const access is thread
// safe.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "pipeline/core/fields.h"
#include "pipeline/core/page.h"
#include "pipeline/core/placed_text.h"
#include "pipeline/core/record_lists.h"

namespace planrec {

/// Shorthands for the tables of fields.
inline constexpr FieldForm kNullIfEmpty{.empty = Empty::kNull};
inline constexpr FieldForm kLeftOutIfEmpty{.empty = Empty::kLeftOut};
inline constexpr FieldForm kIsoDate{.date = true};
inline constexpr FieldForm kShare{.decimals = 3};  // 0..1
constexpr FieldForm Id(const char* prefix) {
  return {.id_prefix = prefix};
}
constexpr FieldForm RefersTo(Refers what) {
  return {.refers = what};
}
constexpr FieldForm Inside(const char* field) {
  return {.inside = field};
}

template <>
inline constexpr auto kFields<JoinedFile> =
    std::tuple(Field("path", &JoinedFile::path), Field("sha256", &JoinedFile::sha256),
               Field("bytes", &JoinedFile::bytes), Field("media_type", &JoinedFile::media_type),
               Field("first_page", &JoinedFile::first_page));

/// Of sources and pages the record keeps what these name.
template <>
inline constexpr auto kFields<SourceFile> =
    std::tuple(Field("path", &SourceFile::path), Field("sha256", &SourceFile::sha256),
               Field("bytes", &SourceFile::bytes), Field("media_type", &SourceFile::media_type),
               Field("files", &SourceFile::files, kLeftOutIfEmpty));

template <>
inline constexpr bool kDescribedInPart<Error> = true;
template <>
inline constexpr auto kFields<Error> = std::tuple(Field("type", &Error::type),
                                                  Field("message", &Error::message));

template <>
inline constexpr bool kDescribedInPart<Page> = true;
template <>
inline constexpr auto kFields<Page> = std::tuple(
    Field("number", &Page::number),
    Field("width_pt", &Page::width_pt, {.empty = Empty::kNull, .decimals = 2}),
    Field("height_pt", &Page::height_pt, {.empty = Empty::kNull, .decimals = 2}),
    Field("rotation", &Page::rotation), Field("text_origin", &Page::origin),
    Field("origin_reason", &Page::origin_reason, kNullIfEmpty),
    Field("skew_deg", &Page::skew_deg, {.decimals = 2}),
    Field("ocr_confidence", &Page::ocr_confidence, kShare), Field("error", &Page::error));

template <>
inline constexpr auto kFields<Candidate> = std::tuple(Field("value", &Candidate::value),
                                                      Field("origin", &Candidate::origin),
                                                      Field("confidence", &Candidate::confidence,
                                                            kShare));

template <>
inline constexpr auto kFields<ESignature> = std::tuple(
    Field("signer", &ESignature::signer, kNullIfEmpty),
    Field("organisation", &ESignature::organisation, kNullIfEmpty),
    Field("locality", &ESignature::locality, kNullIfEmpty),
    Field("signed_at", &ESignature::signed_at, kNullIfEmpty), Field("intact", &ESignature::intact),
    Field("covers_document", &ESignature::covers_document), Field("where", &ESignature::where));

struct Issuer {
  std::string name;   ///< full name in sentence case: "Ủy ban nhân dân huyện Lấp Vò"
  std::string level;  ///< central, province, district, commune, party, other
  std::optional<std::string> locality;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Issuer> = std::tuple(
    Field("name", &Issuer::name), Field("level", &Issuer::level),
    Field("locality", &Issuer::locality), Field("confidence", &Issuer::confidence, kShare));

struct Period {
  int from = 0, to = 0;  ///< years
};
template <>
inline constexpr auto kFields<Period> = std::tuple(Field("from", &Period::from),
                                                   Field("to", &Period::to));

struct EnactedBy {
  std::string type;
  std::optional<int> number;
  std::string code;
  std::optional<std::string> issued_on;
  std::optional<Issuer> issuer;
  std::optional<std::string> title;
};
template <>
inline constexpr auto kFields<EnactedBy> =
    std::tuple(Field("type", &EnactedBy::type), Field("number", &EnactedBy::number),
               Field("code", &EnactedBy::code, kNullIfEmpty),
               Field("issued_on", &EnactedBy::issued_on, kIsoDate),
               Field("issuer", &EnactedBy::issuer), Field("title", &EnactedBy::title));

/// One witness of a document field. The first of a field is that of the value in the record, and
/// its confidence the value's; further ones bear it out or contradict it.
struct FieldEvidence {
  std::string field;  ///< its name in the record
  Where where;
  double confidence = 1.0;
  bool inferred = false;  ///< not printed as such; concluded from signature, title or text
  WitnessOrigin origin = WitnessOrigin::kInk;
  std::optional<std::string> value = {};  ///< what it says, as Candidate::value
};
template <>
inline constexpr auto kFields<FieldEvidence> =
    std::tuple(Field("field", &FieldEvidence::field), Field("origin", &FieldEvidence::origin),
               Field("value", &FieldEvidence::value), Field("where", &FieldEvidence::where),
               Field("confidence", &FieldEvidence::confidence, kShare),
               Field("inferred", &FieldEvidence::inferred));

/// The document of the same file that this one belongs to.
struct AttachedTo {
  int part = 0;  ///< 1-based
  std::optional<std::string> code;
};
template <>
inline constexpr auto kFields<AttachedTo> = std::tuple(Field("part", &AttachedTo::part),
                                                       Field("code", &AttachedTo::code));

struct DocumentFields {
  DocumentKind kind = DocumentKind::kAdministrative;
  std::optional<std::string> type, type_name;
  std::optional<int> number;
  std::optional<std::string> notation, code;
  std::optional<Issuer> issuer;
  std::vector<Issuer> issuers;  ///< of joint documents, in the order printed; else none
  std::optional<std::string> parent_issuer;
  std::optional<std::string> place;
  std::optional<std::string> issued_on;
  std::optional<std::string> title;
  std::optional<Period> period;
  std::optional<EnactedBy> enacted_by;
  std::optional<AttachedTo> attached_to;
  std::optional<std::string> salutation, urgency, secrecy;
  std::vector<FieldEvidence> evidence;
};
template <>
inline constexpr auto kFields<DocumentFields> = std::tuple(
    Field("kind", &DocumentFields::kind), Field("type", &DocumentFields::type),
    Field("type_name", &DocumentFields::type_name), Field("number", &DocumentFields::number),
    Field("notation", &DocumentFields::notation), Field("code", &DocumentFields::code),
    Field("issuer", &DocumentFields::issuer),
    Field("issuers", &DocumentFields::issuers, kLeftOutIfEmpty),
    Field("parent_issuer", &DocumentFields::parent_issuer), Field("place", &DocumentFields::place),
    Field("issued_on", &DocumentFields::issued_on, kIsoDate),
    Field("title", &DocumentFields::title), Field("period", &DocumentFields::period),
    Field("enacted_by", &DocumentFields::enacted_by),
    Field("attached_to", &DocumentFields::attached_to),
    Field("salutation", &DocumentFields::salutation), Field("urgency", &DocumentFields::urgency),
    Field("secrecy", &DocumentFields::secrecy), Field("evidence", &DocumentFields::evidence));

struct SectionNode {
  std::string id;
  SectionKind kind = SectionKind::kParagraph;
  std::optional<std::string> marker;
  PlacedText text;
  Where where;  ///< marker included
  double confidence = 1.0;
  std::vector<SectionNode> children;
};
template <>
inline constexpr auto kFields<SectionNode> = std::tuple(
    Field("id", &SectionNode::id, Id("s")), Field("kind", &SectionNode::kind),
    Field("marker", &SectionNode::marker), Field("text", &SectionNode::text),
    Field("where", &SectionNode::where), Field("confidence", &SectionNode::confidence, kShare),
    Field("children", &SectionNode::children));

/// Where an extracted object stands in the structure: a section node, or a row of a table.
struct Anchor {
  std::string node;   ///< section id; empty for a table cell
  std::string table;  ///< table id; empty for a section
  int row = -1;       ///< 0-based index in Table::rows, header rows counted
};

struct Baseline {
  std::optional<double> value, max;
  std::optional<std::string> unit;
  std::optional<int> year;
};
template <>
inline constexpr auto kFields<Baseline> = std::tuple(Field("value", &Baseline::value),
                                                     Field("max", &Baseline::max),
                                                     Field("unit", &Baseline::unit),
                                                     Field("year", &Baseline::year));

struct Target {
  std::string id;
  Anchor anchor;
  std::string text;
  std::optional<std::string> indicator;
  std::string comparator;  ///< eq, ge, gt, le, lt, between, decrease_by, increase_by, top,
                           ///< better_than_baseline, improve
  std::optional<double> value, value_max;
  std::optional<std::string> unit, scope, due;
  std::optional<Baseline> baseline;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Target> =
    std::tuple(Field("id", &Target::id, Id("t")), Field("anchor", &Target::anchor),
               Field("text", &Target::text), Field("indicator", &Target::indicator),
               Field("comparator", &Target::comparator), Field("value", &Target::value),
               Field("value_max", &Target::value_max), Field("unit", &Target::unit),
               Field("scope", &Target::scope), Field("due", &Target::due, kIsoDate),
               Field("baseline", &Target::baseline), Field("where", &Target::where),
               Field("confidence", &Target::confidence, kShare));

struct Deadline {
  std::string id;
  Anchor anchor;
  std::string text;
  std::optional<std::string> what;
  std::string kind;  ///< date, quarter, year, half_year, range, recurring, continuous, conditional
  std::optional<std::string> from, to, recurrence;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Deadline> = std::tuple(
    Field("id", &Deadline::id, Id("d")), Field("anchor", &Deadline::anchor),
    Field("text", &Deadline::text), Field("what", &Deadline::what), Field("kind", &Deadline::kind),
    Field("from", &Deadline::from, kIsoDate), Field("to", &Deadline::to, kIsoDate),
    Field("recurrence", &Deadline::recurrence), Field("where", &Deadline::where),
    Field("confidence", &Deadline::confidence, kShare));

struct Assignment {
  std::string id;
  Anchor anchor;
  std::string agency;
  std::string agency_key;  ///< one for all spellings of the agency; empty = not known
  std::string role;        ///< lead, support, responsible
  std::optional<std::string> what;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Assignment> = std::tuple(
    Field("id", &Assignment::id, Id("a")), Field("anchor", &Assignment::anchor),
    Field("agency", &Assignment::agency),
    Field("agency_key", &Assignment::agency_key, kLeftOutIfEmpty), Field("role", &Assignment::role),
    Field("what", &Assignment::what), Field("where", &Assignment::where),
    Field("confidence", &Assignment::confidence, kShare));

struct TableCell {
  PlacedText text;
  int row_span = 1, col_span = 1;
  int column = 0;  ///< 0-based grid column of its left edge
  Where where;     ///< the cell's own box where it has one
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<TableCell> = std::tuple(
    Field("text", &TableCell::text), Field("row_span", &TableCell::row_span),
    Field("col_span", &TableCell::col_span), Field("column", &TableCell::column),
    Field("where", &TableCell::where), Field("confidence", &TableCell::confidence, kShare));

struct TableRow {
  RowKind kind = RowKind::kData;
  std::vector<TableCell> cells;  ///< left to right; covered cells absent
};
template <>
inline constexpr auto kFields<TableRow> = std::tuple(Field("kind", &TableRow::kind),
                                                     Field("cells", &TableRow::cells));

struct TableColumn {
  std::string name;
  std::string role = "other";  ///< ordinal, task, activity, output, lead, support, deadline,
                               ///< target, budget, note, other
};
template <>
inline constexpr auto kFields<TableColumn> = std::tuple(Field("name", &TableColumn::name),
                                                        Field("role", &TableColumn::role));

struct Table {
  std::string id;
  std::optional<std::string> title;
  std::vector<int> pages;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Table> = std::tuple(
    Field("id", &Table::id, Id("tb")), Field("title", &Table::title), Field("pages", &Table::pages),
    Field("columns", &Table::columns), Field("rows", &Table::rows), Field("where", &Table::where),
    Field("confidence", &Table::confidence, kShare));

struct Task {
  std::string id;
  std::string table;
  int row = -1;
  std::optional<std::string> group, ordinal, task, activity;
  std::vector<std::string> outputs, lead, support;
  std::vector<std::string> lead_keys, support_keys;  ///< as Assignment::agency_key, one for each
  std::optional<std::string> deadline;               ///< id of a Deadline
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Task> = std::tuple(
    Field("id", &Task::id, Id("tk")), Field("table", &Task::table, RefersTo(Refers::kTable)),
    Field("row", &Task::row), Field("group", &Task::group), Field("ordinal", &Task::ordinal),
    Field("task", &Task::task), Field("activity", &Task::activity),
    Field("outputs", &Task::outputs), Field("lead", &Task::lead), Field("support", &Task::support),
    Field("lead_keys", &Task::lead_keys, kLeftOutIfEmpty),
    Field("support_keys", &Task::support_keys, kLeftOutIfEmpty),
    Field("deadline", &Task::deadline, RefersTo(Refers::kDeadline)), Field("where", &Task::where),
    Field("confidence", &Task::confidence, kShare));

struct Citation {
  std::string id;
  Anchor anchor;
  std::string text;
  std::optional<std::string> type;
  std::optional<int> number;
  std::string code;
  std::optional<std::string> issued_on, issuer, title;
  std::string role;                        ///< basis, reference
  std::optional<std::string> resolves_to;  ///< sha256 of a document of the batch
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Citation> = std::tuple(
    Field("id", &Citation::id, Id("c")), Field("anchor", &Citation::anchor),
    Field("text", &Citation::text), Field("type", &Citation::type),
    Field("number", &Citation::number), Field("code", &Citation::code, kNullIfEmpty),
    Field("issued_on", &Citation::issued_on, kIsoDate), Field("issuer", &Citation::issuer),
    Field("title", &Citation::title), Field("role", &Citation::role),
    Field("resolves_to", &Citation::resolves_to), Field("where", &Citation::where),
    Field("confidence", &Citation::confidence, kShare));

struct Appendix {
  std::string label;
  std::optional<std::string> title, attached_to, attached_on;
  std::vector<std::string> tables, sections;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Appendix> = std::tuple(
    Field("label", &Appendix::label), Field("title", &Appendix::title),
    Field("attached_to", &Appendix::attached_to),
    Field("attached_on", &Appendix::attached_on, kIsoDate),
    Field("tables", &Appendix::tables, RefersTo(Refers::kTable)),
    Field("sections", &Appendix::sections, RefersTo(Refers::kSection)),
    Field("where", &Appendix::where), Field("confidence", &Appendix::confidence, kShare));

struct Recipient {
  std::string text;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Recipient> = std::tuple(Field("text", &Recipient::text),
                                                      Field("where", &Recipient::where),
                                                      Field("confidence", &Recipient::confidence,
                                                            kShare));

struct Signature {
  std::optional<std::string> authority, position, name;
  Where where;
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Signature> =
    std::tuple(Field("authority", &Signature::authority), Field("position", &Signature::position),
               Field("name", &Signature::name), Field("where", &Signature::where),
               Field("confidence", &Signature::confidence, kShare));

/// A footnote.
struct Note {
  std::string id;
  std::optional<std::string> mark;  ///< "1", "*"
  PlacedText text;
  std::string node;  ///< id of the section node that it belongs to; empty = not known
  Where where;       ///< mark included
  double confidence = 1.0;
};
template <>
inline constexpr auto kFields<Note> = std::tuple(
    Field("id", &Note::id, Id("n")), Field("mark", &Note::mark), Field("text", &Note::text),
    Field("node", &Note::node, {.empty = Empty::kNull, .refers = Refers::kSection}),
    Field("where", &Note::where), Field("confidence", &Note::confidence, kShare));

/// A line, or what is left of one, that was read and belongs to no part.
struct Unplaced {
  std::string text;
  Where where;
  UnplacedReason reason = UnplacedReason::kUnknown;
};
template <>
inline constexpr auto kFields<Unplaced> = std::tuple(Field("text", &Unplaced::text),
                                                     Field("where", &Unplaced::where),
                                                     Field("reason", &Unplaced::reason));

/// How many words were read, and how many of them stand in exactly one place.
struct WordCount {
  int read = 0;
  int unplaced = 0;  ///< in `unplaced` as unknown or unreadable
  int doubled = 0;   ///< in two places
};
template <>
inline constexpr auto kFields<WordCount> = std::tuple(Field("read", &WordCount::read),
                                                      Field("unplaced", &WordCount::unplaced),
                                                      Field("doubled", &WordCount::doubled));

struct Repair {
  std::string from, to;
  Where where;
  double confidence = 1.0;
  EditReason reason = EditReason::kDiacritics;
};
template <>
inline constexpr auto kFields<Repair> = std::tuple(Field("from", &Repair::from),
                                                   Field("to", &Repair::to),
                                                   Field("where", &Repair::where),
                                                   Field("confidence", &Repair::confidence, kShare),
                                                   Field("reason", &Repair::reason));

struct ReviewItem {
  std::string pointer;  ///< JSON Pointer into the record
  std::string reason;
  double confidence = 0.0;
  Where where = {};
  std::optional<std::string> value = {};   ///< what stands there, as text; unset: nothing, a list
  std::vector<Candidate> candidates = {};  ///< what else may be right, for `pointer`, best first
  std::string group = {};  ///< entries of one cause have the same; empty: it stands alone
};
template <>
inline constexpr auto kFields<ReviewItem> = std::tuple(
    Field("pointer", &ReviewItem::pointer), Field("reason", &ReviewItem::reason),
    Field("confidence", &ReviewItem::confidence, kShare), Field("where", &ReviewItem::where),
    Field("value", &ReviewItem::value), Field("candidates", &ReviewItem::candidates),
    Field("group", &ReviewItem::group, kNullIfEmpty));

struct Warning {
  std::string code, message, pointer;
};
template <>
inline constexpr auto kFields<Warning> = std::tuple(Field("code", &Warning::code),
                                                    Field("message", &Warning::message),
                                                    Field("pointer", &Warning::pointer));

/// What a person changed or confirmed in a record (pipeline/corrections): the files of records have
/// none, what is written out of them has them laid over. The value itself stands at the pointer.
struct CorrectedValue {
  std::string pointer;  ///< JSON Pointer into the record; of what was removed, as it stood
  std::string op;       ///< replace, add, remove
  std::string origin = "person";
  std::optional<std::string> by;
  std::string at;  ///< ISO 8601, UTC
};
template <>
inline constexpr auto kFields<CorrectedValue> =
    std::tuple(Field("pointer", &CorrectedValue::pointer), Field("op", &CorrectedValue::op),
               Field("origin", &CorrectedValue::origin), Field("by", &CorrectedValue::by),
               Field("at", &CorrectedValue::at));

/// What a file was converted to, where its pages are those of another file.
struct Converted {
  std::string media_type, by, sha256;  ///< "application/pdf", "LibreOffice 7.4.7.2"
};
template <>
inline constexpr auto kFields<Converted> = std::tuple(Field("media_type", &Converted::media_type),
                                                      Field("by", &Converted::by),
                                                      Field("sha256", &Converted::sha256));

struct PlanRecord {
  SourceFile source;
  std::optional<Converted> converted;
  /// Which of the documents of its file it is, 1-based; both absent where there is one.
  std::optional<int> part, parts;
  WordCount words;
  std::vector<Page> pages;               ///< only the page heads are serialised, not their lines
  std::vector<ESignature> e_signatures;  ///< in the file's order
  DocumentFields document;
  std::vector<Citation> citations;
  std::vector<SectionNode> sections;
  std::vector<Target> targets;
  std::vector<Deadline> deadlines;
  std::vector<Assignment> assignments;
  std::vector<Table> tables;
  std::vector<Task> tasks;
  std::vector<Appendix> appendices;
  std::vector<Recipient> recipients;
  std::optional<Signature> signature;
  std::vector<Signature> signatures;  ///< all who sign, in reading order; the first is `signature`
  std::vector<Note> notes;
  std::vector<Unplaced> unplaced;
  std::vector<Repair> repairs;
  std::vector<ReviewItem> review;
  std::vector<Warning> warnings;
  std::vector<CorrectedValue> corrections;
};
template <>
inline constexpr auto kFields<PlanRecord> = std::tuple(
    Field("source", &PlanRecord::source),
    Field("converted", &PlanRecord::converted, {.empty = Empty::kLeftOut, .inside = "source"}),
    Field("part", &PlanRecord::part, {.empty = Empty::kLeftOut, .inside = "source"}),
    Field("parts", &PlanRecord::parts, {.empty = Empty::kLeftOut, .inside = "source"}),
    Field("words", &PlanRecord::words, Inside("source")),
    Field("pages", &PlanRecord::pages, Inside("source")),
    Field("signatures", &PlanRecord::e_signatures, {.empty = Empty::kLeftOut, .inside = "source"}),
    Field("document", &PlanRecord::document), Field("citations", &PlanRecord::citations),
    Field("sections", &PlanRecord::sections), Field("targets", &PlanRecord::targets),
    Field("deadlines", &PlanRecord::deadlines), Field("assignments", &PlanRecord::assignments),
    Field("tables", &PlanRecord::tables), Field("tasks", &PlanRecord::tasks),
    Field("appendices", &PlanRecord::appendices), Field("recipients", &PlanRecord::recipients),
    Field("signature", &PlanRecord::signature),
    Field("signatures", &PlanRecord::signatures, kLeftOutIfEmpty),
    Field("notes", &PlanRecord::notes), Field("unplaced", &PlanRecord::unplaced),
    Field("repairs", &PlanRecord::repairs), Field("review", &PlanRecord::review),
    Field("warnings", &PlanRecord::warnings),
    Field("corrections", &PlanRecord::corrections, kLeftOutIfEmpty));

/// The id of the n-th object of its kind: "t1" for the first target.
template <Described T>
std::string IdOf(size_t number) {
  std::string id;
  ForEachFieldOf<T>([&](const auto& field) {
    if (field.form.id_prefix != nullptr) id = field.form.id_prefix + std::to_string(number);
  });
  return id;
}

/// What is read from somewhere on a page with some confidence.
template <typename T>
concept Placed = requires(T& object) {
  { object.where } -> std::convertible_to<Where>;
  { object.confidence } -> std::convertible_to<double>;
};

/// visit(object, pointer) for each Placed object of a record in the order of the file, a table
/// before its cells and a section before its children; `pointer` is its JSON Pointer.
template <typename Record, typename Visit>
requires std::same_as<std::remove_const_t<Record>, PlanRecord>
void ForEachObject(Record& record, Visit&& visit) {
  ForEachDescribed(record, "", [&]<typename T>(T& object, const std::string& pointer) {
    if constexpr (Placed<T>) visit(object, pointer);
  });
}

}  // namespace planrec
