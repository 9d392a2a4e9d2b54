// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/ledger_rows.h"

#include <utility>

#include "pipeline/batch/finish.h"

namespace planrec::batch {

std::optional<Error> TakeError(Statement& row) {
  const std::string type = row.TakeText();
  Error error;
  error.type = ParseErrorType(type).value_or(ErrorType::kInternal);
  error.message = row.TakeText();
  error.page = static_cast<int>(row.TakeInt());
  if (type.empty()) return std::nullopt;
  return error;
}

std::string RecordOf(const std::string& path, std::string named, int part) {
  if (named != RecordPath(path, part)) named.clear();
  return named;
}

void TakeBrief(Statement& row, schemas::PlanBrief& brief) {
  for (std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title})
    *text = row.TakeText();
  for (int* number : {&brief.sections, &brief.targets, &brief.tasks, &brief.review, &brief.warnings,
                      &brief.words, &brief.lost_words, &brief.unreadable_pages})
    *number = static_cast<int>(row.TakeInt());
  brief.quality = ValueOf<schemas::Quality>(row.TakeText()).value_or(schemas::Quality::kGood);
  brief.figures = row.TakeText();
}

void BindBrief(Statement& row, const schemas::PlanBrief& brief) {
  for (const std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title})
    row.Text(*text);
  for (const int number : {brief.sections, brief.targets, brief.tasks, brief.review, brief.warnings,
                           brief.words, brief.lost_words, brief.unreadable_pages})
    row.Int(number);
  row.Text(NameOf(brief.quality)).Text(brief.figures);
}

int TakeDetails(Statement& row, schemas::InputEntry& entry) {
  const auto number = [&row] { return static_cast<int>(row.TakeInt()); };
  entry.bytes = static_cast<uint64_t>(row.TakeInt());
  entry.media_type = row.TakeText();
  entry.pages = number();
  entry.failed_pages = number();
  entry.seconds = row.TakeReal();
  entry.stages.hash = row.TakeReal();
  entry.stages.open = row.TakeReal();
  entry.stages.read = row.TakeReal();
  entry.stages.normalise = row.TakeReal();
  entry.stages.extract = row.TakeReal();
  entry.stages.write = row.TakeReal();
  entry.attempts = number();
  entry.record = RecordOf(entry.path, row.TakeText());
  entry.no_pdf = row.TakeText();
  const int parts = number();
  TakeBrief(row, entry.brief);
  return parts;
}

void BindError(Statement& statement, const std::optional<Error>& error) {
  statement.Text(error ? ErrorTypeName(error->type) : "")
      .Text(error ? error->message : "")
      .Int(error ? error->page : 0);
}

}  // namespace planrec::batch
