// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan record as C++ values: what extractors produce and schemas serialises. Field by field it
// is the record contract (schemas/plan-record.schema.json describes each); key names live only in
// schemas/. Interpreted dates are ISO 8601 strings, possibly in reduced precision ("2024-01").
// Plain values; const access is thread safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/page.h"
#include "pipeline/core/placed_text.h"

namespace planrec {

struct Issuer {
  std::string name;   ///< full name in sentence case: "Ủy ban nhân dân huyện Lấp Vò"
  std::string level;  ///< central, province, district, commune, party, other
  std::optional<std::string> locality;
  double confidence = 1.0;
};

struct Period {
  int from = 0, to = 0;  ///< years
};

struct EnactedBy {
  std::string type;
  std::optional<int> number;
  std::string code;
  std::optional<std::string> issued_on;
  std::optional<Issuer> issuer;
  std::optional<std::string> title;
};

/// Confidence and place of single document fields, keyed by the field's name in the record.
struct FieldEvidence {
  std::string field;
  Where where;
  double confidence = 1.0;
  bool inferred = false;  ///< not printed as such; concluded from signature, title or text
};

struct DocumentFields {
  std::optional<std::string> type, type_name;
  std::optional<int> number;
  std::optional<std::string> notation, code;
  std::optional<Issuer> issuer;
  std::optional<std::string> parent_issuer;
  std::optional<std::string> place;
  std::optional<std::string> issued_on;
  std::optional<std::string> title;
  std::optional<Period> period;
  std::optional<EnactedBy> enacted_by;
  std::optional<std::string> salutation, urgency, secrecy;
  std::vector<FieldEvidence> evidence;
};

enum class SectionKind { kHeading, kItem, kParagraph };

struct SectionNode {
  std::string id;
  SectionKind kind = SectionKind::kParagraph;
  std::optional<std::string> marker;
  PlacedText text;
  Where where;  ///< marker included
  double confidence = 1.0;
  std::vector<SectionNode> children;
};

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

enum class RowKind { kHeader, kGroup, kData };

struct TableCell {
  PlacedText text;
  int row_span = 1, col_span = 1;
  int column = 0;  ///< 0-based grid column of its left edge
  Where where;     ///< the cell's own box where it has one
  double confidence = 1.0;
};

struct TableRow {
  RowKind kind = RowKind::kData;
  std::vector<TableCell> cells;  ///< left to right; covered cells absent
};

struct TableColumn {
  std::string name;
  std::string role = "other";  ///< ordinal, task, activity, output, lead, support, deadline,
                               ///< target, budget, note, other
};

struct Table {
  std::string id;
  std::optional<std::string> title;
  std::vector<int> pages;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  Where where;
  double confidence = 1.0;
};

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

struct Appendix {
  std::string label;
  std::optional<std::string> title, attached_to, attached_on;
  std::vector<std::string> tables, sections;
  Where where;
  double confidence = 1.0;
};

struct Recipient {
  std::string text;
  Where where;
  double confidence = 1.0;
};

struct Signature {
  std::optional<std::string> authority, position, name;
  Where where;
  double confidence = 1.0;
};

struct Repair {
  std::string from, to;
  Where where;
  double confidence = 1.0;
  EditReason reason = EditReason::kDiacritics;
};

struct ReviewItem {
  std::string pointer;  ///< JSON Pointer into the record
  std::string reason;
  double confidence = 0.0;
};

struct Warning {
  std::string code, message, pointer;
};

struct PlanRecord {
  SourceFile source;
  std::vector<Page> pages;  ///< only the page heads are serialised, not their lines
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
  std::vector<Repair> repairs;
  std::vector<ReviewItem> review;
  std::vector<Warning> warnings;
};

}  // namespace planrec
