// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/document_kind.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "extractors/layout/columns.h"
#include "extractors/structure/head_lines.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// So many lines are looked at: a head is among the first, and data is alike all over.
constexpr size_t kHeadLines = 40, kDataLines = 400;
/// Text of so many words is read as text, not as the letters on a photograph.
constexpr int kLeastProse = 40;
/// So many parts of a document found leave no doubt that it is one.
constexpr int kManyParts = 3;

std::vector<std::string> FirstLines(std::span<const Page> pages, size_t most) {
  std::vector<std::string> lines;
  for (const Page& page : pages) {
    for (const TextLine& line : page.lines) {
      if (lines.size() == most) return lines;
      lines.push_back(line.raw);
    }
  }
  return lines;
}

bool IsPrinted(const PlanRecord& record, std::string_view field) {
  return std::ranges::any_of(record.document.evidence, [&](const FieldEvidence& evidence) {
    return evidence.field == field && !evidence.inferred;
  });
}

/// How many parts of an administrative document were found.
int CountParts(const PlanRecord& record, const std::vector<std::string>& lines) {
  const DocumentFields& head = record.document;
  int parts = head.type.has_value() + head.code.has_value() + head.title.has_value() +
              head.salutation.has_value() + (head.issuer && IsPrinted(record, "issuer"));
  parts += record.signature.has_value() + !record.recipients.empty() + !record.appendices.empty();
  return parts + std::ranges::any_of(lines, [](const std::string& line) {
           return IsNationalName(line) || IsMotto(line);
         });
}

bool IsProse(const std::vector<std::string>& lines) {
  int words = 0;
  size_t letters = 0, all = 0;
  for (const std::string& line : lines) {
    ++words;
    for (size_t at = 0; at < line.size(); ++all) {
      const char32_t c = DecodeUtf8(line, at);
      letters += IsLetter(c) || c == ' ';
      words += c == ' ';
    }
  }
  return words >= kLeastProse && letters * 10 >= all * 8;
}

/// Signs that part values: none stands before a space, as commas and semicolons in sentences do.
size_t CountSeparators(std::string_view line, char sign) {
  size_t count = 0;
  for (size_t at = line.find(sign); at != std::string_view::npos; at = line.find(sign, at + 1)) {
    if (at + 1 < line.size() && line[at + 1] == ' ') return 0;
    ++count;
  }
  return count;
}

/// Nearly all lines have the same number of values.
bool IsTableOfValues(const std::vector<std::string>& lines) {
  constexpr size_t kLeastLines = 3;
  if (lines.size() < kLeastLines) return false;
  for (const char sign : {',', ';', '\t'}) {
    std::map<size_t, size_t> counts;
    for (const std::string& line : lines) ++counts[CountSeparators(line, sign)];
    for (const auto& [separators, same] : counts) {
      if (separators >= 2 && same * 10 >= lines.size() * 8) return true;
      if (separators == 1 && same == lines.size()) return true;
    }
  }
  return false;
}

/// What the grammars saw in a text that is no document.
void DropFindings(PlanRecord& record) {
  record.document = {};
  record.citations.clear();
  record.targets.clear();
  record.deadlines.clear();
  record.assignments.clear();
  record.tasks.clear();
  record.appendices.clear();
  record.recipients.clear();
  record.signature.reset();
}

}  // namespace

bool IsData(const std::vector<std::string>& lines) {
  size_t markup = 0, members = 0, all = 0;
  for (const std::string& line : lines) {
    const std::string_view text = Trim(line);
    if (text.empty()) continue;
    ++all;
    markup += text.front() == '<' && text.find('>') != std::string_view::npos;
    members +=
        std::string_view("{}[]\"").find(text.front()) != std::string_view::npos &&
        (text.size() <= 2 || text.find("\":") != std::string_view::npos || text.front() == '"');
  }
  return all > 0 && (markup * 10 >= all * 6 || members * 10 >= all * 8 || IsTableOfValues(lines));
}

void TellKind(std::span<const Page> pages, PlanRecord& record) {
  const std::vector<std::string> lines = FirstLines(pages, kDataLines);
  const std::vector<std::string> head(
      lines.begin(),
      lines.begin() + static_cast<std::ptrdiff_t>(std::min(kHeadLines, lines.size())));
  const int parts = CountParts(record, head);
  DocumentFields& document = record.document;
  double sure = 0.9;
  if (IsData(lines)) {
    document.kind = DocumentKind::kNone;
    sure = 0.95;
  } else if (!document.type && std::ranges::any_of(head, IsForm)) {
    document.kind = DocumentKind::kForm;
  } else if (parts > 0) {
    document.kind = DocumentKind::kAdministrative;
    sure = parts >= kManyParts ? 0.99 : parts == 2 ? 0.9 : 0.7;
  } else {
    document.kind = IsProse(lines) ? DocumentKind::kOther : DocumentKind::kNone;
  }
  const DocumentKind kind = document.kind;
  if (kind == DocumentKind::kNone && parts < kManyParts) DropFindings(record);
  if (kind != DocumentKind::kAdministrative && !IsPrinted(record, "issuer")) {
    document.issuer.reset();
    std::erase_if(document.evidence,
                  [](const FieldEvidence& evidence) { return evidence.field == "issuer"; });
  }
  document.kind = kind;
  document.evidence.push_back({"kind", {}, sure, true});
}

}  // namespace planrec::extract
