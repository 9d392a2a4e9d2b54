// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one invented plan says, before it is typeset: the generator knows every field, so the gold
// record is written from this model (gold.h) and never from what an extractor found.
// Plain values; const access is thread safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace planrec::samples {

/// A stretch [begin, end) of a text that carries meaning. Tags: "c" citation, "t" target with "i"
/// indicator, "v" value, "v2" upper value, "s" scope inside; "d" deadline, "a" assigned agency, "h"
/// the agency of the heading above, "w" what is to be done.
struct Note {
  std::string tag;
  size_t begin = 0, end = 0;
  std::vector<std::string> words;             ///< positional attributes
  std::map<std::string, std::string> values;  ///< key=value attributes
};

struct MarkedText {
  std::string text;         ///< NFC, single spaces
  std::vector<Note> notes;  ///< by begin, outer before inner
};

enum class NodeKind { kHeading, kItem, kParagraph };

struct SampleNode {
  NodeKind kind = NodeKind::kParagraph;
  std::string marker;  ///< as printed; empty for a paragraph
  int level = 0;       ///< heading level 0 (Phần) … 3; items 4 …; decides the type only
  MarkedText text;
  std::vector<SampleNode> children;
};

/// A point or stretch of time as printed and as meant.
struct SampleTime {
  std::string text;
  std::string kind;
  std::optional<std::string> from, to, recurrence;
};

struct SampleCell {
  MarkedText text;
  int row_span = 1, col_span = 1, column = 0;
};

enum class SampleRowKind { kHeader, kGroup, kData };

struct SampleRow {
  SampleRowKind kind = SampleRowKind::kData;
  std::vector<SampleCell> cells;
  // Data rows: what the row means with merged cells carried down.
  std::string group, ordinal, task, activity;
  std::vector<std::string> outputs, lead, support;
  std::optional<SampleTime> time;
  int time_row = -1;  ///< row that prints `time` (this one, or the one it was merged into)
};

struct SampleColumn {
  std::string name, role;
  double width = 1;  ///< relative
};

struct SampleTable {
  std::vector<SampleColumn> columns;
  std::vector<SampleRow> rows;  ///< the header rows first
  int header_rows = 1;
};

struct SampleAppendix {
  std::string label, title;
  std::string attached;  ///< the line in brackets under the title
  SampleTable table;
};

struct SampleDate {
  int year = 0, month = 0, day = 0;
};

/// The decision that issues the plan and stands before it in the same file. The plan has no number
/// of its own: SamplePlan::number and notation are the decision's.
struct SampleDecision {
  int number = 0;
  std::string title;
  std::vector<std::string> authority;  ///< who decides: "ỦY BAN NHÂN DÂN HUYỆN …"
  std::vector<SampleNode> basis, articles;
};

struct SamplePlan {
  std::string name;    ///< file stem
  std::string script;  ///< slug of the script it was made from

  std::string type, type_name;  ///< "KH", "Kế hoạch"
  std::optional<int> number;    ///< nullopt: printed blank
  std::string notation;         ///< "KH-UBND"
  bool party = false;           ///< party form: "Số 12-KH/ĐU", the Party's name on the right
  std::string issuer_name, issuer_level, locality;
  std::vector<std::string> superior_lines, issuer_lines;  ///< letterhead, as printed
  std::optional<std::string> parent_issuer;
  std::string place;
  SampleDate date;
  std::string title;
  int period_from = 0, period_to = 0;  ///< 0: the title names none

  std::optional<SampleDecision> decision;
  std::vector<SampleNode> body;
  std::vector<SampleAppendix> appendices;
  std::vector<std::string> recipients;
  std::vector<std::string> authority_lines, position_lines;
  std::string signer;
  std::vector<std::string> warnings;

  std::string Code() const;         ///< "45/KH-UBND", "12-KH/ĐU", "/KH-UBND"
  std::string IsoDate() const;      ///< "2025-03-07", "2025-03" where the day is blank
  std::string PrintedDate() const;  ///< "ngày 07 tháng 3 năm 2025"
};

/// "7/3/2025" as running text prints it: day always, month where below 3, with two digits.
std::string ShortDate(const SampleDate& date);
std::string IsoDate(const SampleDate& date);

}  // namespace planrec::samples
