// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/checks.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "extractors/review/cross_checks.h"
#include "extractors/review/worklist.h"
#include "extractors/spans/document_codes.h"
#include "extractors/spans/quantities.h"
#include "extractors/vocabulary/table_columns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kBareFigure{"check.bare-figure", Over::kPrinted, R"(^[\d.]+(?:,\d+)?$)", "1.250,5",
                          "12 xã"};

std::string At(std::string_view list, size_t index) {
  return std::string("/").append(list).append("/").append(std::to_string(index));
}

void Warn(PlanRecord& record, std::string code, std::string message, std::string pointer) {
  record.warnings.push_back({std::move(code), std::move(message), std::move(pointer)});
}

std::string Quote(std::string_view text) {
  return std::string("\"").append(text).append("\"");
}

/// Dates of different precision agree where the shorter begins the longer.
bool DatesAgree(std::string_view a, std::string_view b) {
  const size_t n = std::min(a.size(), b.size());
  return a.substr(0, n) == b.substr(0, n);
}

/// Codes agree; a blank number agrees with any number of the same notation.
bool CodesAgree(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const size_t slash_a = a.find('/'), slash_b = b.find('/');
  if (slash_a != 0 && slash_b != 0) return false;
  return slash_a != std::string::npos && slash_b != std::string::npos &&
         a.substr(slash_a) == b.substr(slash_b);
}

void CheckAppendices(PlanRecord& record) {
  const DocumentFields& head = record.document;
  for (size_t i = 0; i < record.appendices.size(); ++i) {
    const Appendix& appendix = record.appendices[i];
    if (appendix.attached_to && head.code) {
      const bool enacted =
          head.enacted_by && CodesAgree(*appendix.attached_to, head.enacted_by->code);
      if (!enacted && !CodesAgree(*appendix.attached_to, *head.code)) {
        Warn(record, "appendix.code_mismatch",
             "the appendix names " + Quote(*appendix.attached_to) + ", the head " +
                 Quote(*head.code),
             At("appendices", i) + "/attached_to");
        continue;
      }
    }
    const std::optional<std::string>& issued =
        head.issued_on ? head.issued_on
                       : (head.enacted_by ? head.enacted_by->issued_on : head.issued_on);
    if (appendix.attached_on && issued && !DatesAgree(*appendix.attached_on, *issued)) {
      Warn(record, "appendix.code_mismatch",
           "the appendix names the date " + *appendix.attached_on + ", the head " + *issued,
           At("appendices", i) + "/attached_on");
    }
  }
}

void CheckDeadlines(PlanRecord& record) {
  const std::optional<std::string>& issued = record.document.issued_on;
  if (!issued || issued->size() != 10) return;
  for (size_t i = 0; i < record.deadlines.size(); ++i) {
    const Deadline& deadline = record.deadlines[i];
    if (deadline.to && *deadline.to < *issued) {
      Warn(record, "date.before_issue", "due on " + *deadline.to + ", issued on " + *issued,
           At("deadlines", i));
    }
  }
}

/// What an issuer part of a symbol says about the issuer's name.
struct SymbolIssuer {
  std::string_view symbol;
  std::vector<std::string_view> names;  ///< folded; one must stand in the issuer's name
};

const std::vector<SymbolIssuer>& SymbolIssuers() {
  static const std::vector<SymbolIssuer> table = {
      {"CP", {"chinh phu"}},
      {"TTg", {"thu tuong"}},
      {"UBND", {"ubnd", "uy ban nhan dan"}},
      {"CTUBND", {"chu tich"}},
      {"HĐND", {"hdnd", "hoi dong nhan dan"}},
      {"TW", {"trung uong", "bo chinh tri", "ban bi thu", "bch", "hoi nghi"}},
      {"TU",
       {"tinh uy", "thanh uy", "dang bo", "ban thuong vu", "ban chap hanh", "tinh", "thanh pho"}},
      {"HU", {"huyen uy", "dang bo", "ban thuong vu", "ban chap hanh"}},
      {"BTC", {"tai chinh"}},
      {"BNV", {"noi vu"}},
      {"BTP", {"tu phap"}},
      {"BYT", {"y te"}},
      {"BGDĐT", {"giao duc", "gddt", "gd&dt"}},
      {"SNV", {"noi vu"}},
      {"STC", {"tai chinh"}},
      {"SYT", {"y te"}}};
  return table;
}

/// Does the issuer's name fit the symbol? True where the table does not know the symbol.
bool IssuerFits(std::string_view symbol, std::string_view issuer) {
  for (const SymbolIssuer& entry : SymbolIssuers()) {
    if (entry.symbol != symbol) continue;
    const std::string folded = Fold(issuer);
    return std::any_of(entry.names.begin(), entry.names.end(), [&](std::string_view name) {
      return folded.find(name) != std::string::npos;
    });
  }
  return true;
}

void CheckSymbols(PlanRecord& record) {
  const DocumentFields& head = record.document;
  // A plan without a number of its own bears the decision's that issues it.
  const bool lent = head.code && head.enacted_by && head.enacted_by->code == *head.code;
  if (head.code && !lent) {
    if (const auto code = ParseCode(*head.code)) {
      if (head.type && !code->type.empty() && code->type != *head.type &&
          code->scheme != CodeScheme::kParty) {
        Warn(
            record, "symbol.mismatch",
            "the symbol " + Quote(*head.code) + " names " + code->type + ", the head " + *head.type,
            "/document/notation");
      } else if (head.issuer && !IssuerFits(code->issuer, head.issuer->name)) {
        Warn(record, "symbol.mismatch",
             "the symbol " + Quote(*head.code) + " does not fit the issuer " +
                 Quote(head.issuer->name),
             "/document/notation");
      }
    }
  }
  for (size_t i = 0; i < record.citations.size(); ++i) {
    const Citation& citation = record.citations[i];
    const auto code = ParseCode(citation.code);
    if (!code) continue;
    const bool party = code->scheme == CodeScheme::kParty;
    const bool typed = citation.type && !code->type.empty() && *citation.type != code->type;
    if (typed && !party && *citation.type != "CV" && *citation.type != "L") {
      Warn(record, "symbol.mismatch",
           "the symbol " + Quote(citation.code) + " names " + code->type + ", the text " +
               *citation.type,
           At("citations", i));
    } else if (citation.issuer && !IssuerFits(code->issuer, *citation.issuer)) {
      Warn(record, "symbol.mismatch",
           "the symbol " + Quote(citation.code) + " does not fit the issuer " +
               Quote(*citation.issuer),
           At("citations", i));
    }
  }
}

std::optional<int> Ordinal(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

void CheckOrdinals(PlanRecord& record) {
  for (size_t t = 0; t < record.tables.size(); ++t) {
    const Table& table = record.tables[t];
    int column = -1;
    for (size_t c = 0; c < table.columns.size() && column < 0; ++c) {
      if (table.columns[c].role == "ordinal") column = static_cast<int>(c);
    }
    if (column < 0) continue;
    int last = 0;
    for (size_t r = 0; r < table.rows.size(); ++r) {
      if (table.rows[r].kind == RowKind::kGroup) last = 0;
      if (table.rows[r].kind != RowKind::kData) continue;
      for (const TableCell& cell : table.rows[r].cells) {
        if (cell.column != column) continue;
        const std::optional<int> ordinal = Ordinal(cell.text.text);
        if (!ordinal) continue;
        // A group may go on with its predecessor's numbers; only a jump inside is a gap.
        if (last > 0 && *ordinal > last + 1) {
          Warn(record, "ordinal.gap",
               "the ordinal goes from " + std::to_string(last) + " to " + std::to_string(*ordinal),
               At("tables", t) + At("rows", r));
        }
        last = *ordinal;
      }
    }
  }
}

std::optional<double> Figure(std::string_view text) {
  text = Trim(text);
  if (!kBareFigure.Matches(text)) return std::nullopt;
  return ReadVietnameseNumber(text);
}

const TableCell* CellAt(const TableRow& row, int column) {
  for (const TableCell& cell : row.cells) {
    if (cell.column == column) return &cell;
  }
  return nullptr;
}

/// A total at the end (or the start) of a table's data rows against the sum of its columns.
void CheckSums(PlanRecord& record) {
  for (size_t t = 0; t < record.tables.size(); ++t) {
    const Table& table = record.tables[t];
    std::vector<size_t> rows;
    size_t total = table.rows.size();
    bool grouped = false;
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const TableRow& row = table.rows[r];
      if (row.kind == RowKind::kHeader) continue;
      if (IsTotalRow(row)) {
        if (total < table.rows.size()) grouped = true;  // subtotals: no plain sum
        total = r;
      } else if (row.kind == RowKind::kGroup) {
        grouped = true;
      } else {
        rows.push_back(r);
      }
    }
    if (grouped || total >= table.rows.size() || rows.size() < 2) continue;
    for (size_t c = 0; c < table.columns.size(); ++c) {
      const std::string& role = table.columns[c].role;
      if (role == "ordinal" || role == "deadline") continue;
      const TableCell* cell = CellAt(table.rows[total], static_cast<int>(c));
      const std::optional<double> printed = cell ? Figure(cell->text.text) : std::nullopt;
      if (!printed) continue;
      double sum = 0;
      size_t figures = 0;
      bool whole = true;
      for (size_t r : rows) {
        const TableCell* part = CellAt(table.rows[r], static_cast<int>(c));
        if (part == nullptr || part->text.empty()) continue;
        const std::optional<double> value = Figure(part->text.text);
        if (!value) {
          whole = false;
          break;
        }
        sum += *value;
        ++figures;
      }
      if (whole && figures >= 2 &&
          std::abs(sum - *printed) > 0.005 * std::max(1.0, std::abs(sum))) {
        Warn(record, "sum.mismatch",
             "column " + Quote(table.columns[c].name) + ": the rows do not add up to " +
                 cell->text.text,
             At("tables", t) + At("rows", total));
      }
    }
  }
}

void CheckScores(PlanRecord& record, const std::vector<SectionNode>& nodes,
                 const std::string& base) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    const std::string pointer = base + "/" + std::to_string(i);
    for (const Quantity& q : FindQuantities(nodes[i].text.text)) {
      if (q.kind != QuantityKind::kScore || !q.lost) continue;
      if (std::abs(*q.value + *q.lost - *q.value_max) > 0.0005) {
        Warn(record, "sum.mismatch",
             "points got and lost do not make the maximum: " +
                 nodes[i].text.text.substr(q.span.begin, q.span.size()),
             pointer);
      }
    }
    CheckScores(record, nodes[i].children, pointer + "/children");
  }
}

void CheckPages(PlanRecord& record) {
  for (size_t i = 0; i < record.pages.size(); ++i) {
    const Page& page = record.pages[i];
    const std::string pointer = "/source/pages/" + std::to_string(i);
    if (page.error) {
      Warn(record, "page.failed",
           "page " + std::to_string(page.number) + ": " + page.error->message, pointer);
    }
    bool blank_said = false;
    for (const Diagnostic& diagnostic : page.diagnostics) {
      blank_said = blank_said || diagnostic.code == "page.blank";
      if (page.error && diagnostic.code == "page.failed") continue;
      Warn(record, diagnostic.code, diagnostic.message, pointer);
    }
    const bool empty = page.lines.empty() && page.tables.empty();
    if (!page.error && empty && !blank_said && page.origin != TextOrigin::kFile) {
      Warn(record, "page.blank", "page " + std::to_string(page.number) + " holds no text", pointer);
    }
  }
}

/// A photograph's specks, a note, a list of numbers: words were read, and nothing of a document.
void CheckIsDocument(PlanRecord& record) {
  const char* what = nullptr;
  switch (record.document.kind) {
    case DocumentKind::kAdministrative:
      return;
    case DocumentKind::kForm:
      what = "this is a form to fill in, no administrative document; what it says is kept as text";
      break;
    case DocumentKind::kOther:
    case DocumentKind::kNone:
      what =
          "neither letterhead, type, number, recipients nor signature were found: this may be no "
          "administrative document; look at the file, or leave it out of the batch";
      break;
  }
  Warn(record, "document.none", what, "/document");
}

}  // namespace

void CheckRecord(PlanRecord& record) {
  CheckPages(record);
  CheckIsDocument(record);
  CheckAppendices(record);
  CheckDeadlines(record);
  CheckSymbols(record);
  CheckOrdinals(record);
  CheckSums(record);
  CheckScores(record, record.sections, "/sections");
  CheckTaskAgencies(record);
  CheckTargetsAgree(record);
  record.review = Worklist(record);
}

}  // namespace planrec::extract
