// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON of a batch: batch.json, the lines of --progress json and of --log. Key names of those
// live only here. Texts that are not valid UTF-8 are written with U+FFFD. All functions are pure
// and thread safe.
//
// batch.json is written piece by piece, so that it may have any number of inputs:
//
//   file << BatchHead(summary);
//   for (…) file << BatchEntry(entry, first);
//   file << BatchGraph();
//   for (…) file << BatchEdge(edge, first);
//   file << BatchTail(any);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/names.h"
#include "pipeline/core/result.h"

namespace planrec::schemas {

/// kPending: not reached yet.
enum class InputStatus { kDone, kPartial, kFailed, kSkipped, kDuplicate, kPending };
}  // namespace planrec::schemas

namespace planrec {
template <>
inline constexpr auto kNames<schemas::InputStatus> = Names("done", "partial", "failed", "skipped",
                                                           "duplicate", "pending");
}  // namespace planrec

namespace planrec::schemas {

std::string_view InputStatusName(InputStatus status);
std::optional<InputStatus> ParseInputStatus(std::string_view name);

/// Wall seconds by stage; reading and cleaning are summed over the pages.
struct StageSeconds {
  double hash = 0, open = 0, read = 0, normalise = 0, extract = 0, write = 0;
};

/// How well a record is read: kDoubtful where its values want a look as a whole, kUnreadable where
/// what was read of most of its pages is not to be trusted.
enum class Quality { kGood, kDoubtful, kUnreadable };
}  // namespace planrec::schemas

namespace planrec {
template <>
inline constexpr auto kNames<schemas::Quality> = Names("good", "doubtful", "unreadable");
}  // namespace planrec

namespace planrec::schemas {

/// What a table of the batch shows of a plan.
struct PlanBrief {
  std::string code, issued_on, issuer, title;
  int sections = 0, targets = 0, tasks = 0, review = 0, warnings = 0;
  int words = 0, lost_words = 0;  ///< read; of these, in no place of the record or in two
  int unreadable_pages = 0;       ///< read, and not to be trusted
  Quality quality = Quality::kGood;
  std::string figures;  ///< what charts count of it (record_figures.h)
};

/// A further document of an input.
struct FurtherPart {
  std::string record;  ///< relative to the output folder
  PlanBrief brief;
};

/// A correction that no longer fits its record; values are JSON texts.
struct ConflictLine {
  std::string pointer, reason, old_value, found, new_value;
};

/// What persons corrected in a record.
struct CorrectionSummary {
  int in_effect = 0;
  std::vector<ConflictLine> conflicts;
  std::string problem;  ///< why the file of corrections can't be read
};

struct InputEntry {
  std::string path;
  InputStatus status = InputStatus::kFailed;
  std::optional<Error> error;
  std::string sha256;  ///< empty where the input could not be read
  uint64_t bytes = 0;
  std::string media_type;  ///< empty where it is not known
  int pages = 0, failed_pages = 0;
  double seconds = 0;  ///< from its start to its end
  StageSeconds stages;
  int attempts = 0;                  ///< times that it was opened in a worker
  std::string record;                ///< relative to the output folder; empty = none
  std::string duplicate_of;          ///< path of the first input with this content
  bool resumed = false;              ///< done by an earlier run
  bool orphan = false;               ///< the original is gone; the record of it is kept
  PlanBrief brief;                   ///< of `record`
  std::vector<FurtherPart> further;  ///< where it holds several documents: the others, in order
  CorrectionSummary corrections;     ///< of all its records
  std::string edited;    ///< the record as somebody edited it, relative to the output folder
  std::string pdf;       ///< its searchable copy, relative to the output folder; empty = none
  std::string no_pdf;    ///< why there is none, where one was wanted
  std::string original;  ///< where it was found: absolute; bytes
};

struct BatchTotals {
  int64_t inputs = 0, done = 0, partial = 0, failed = 0, skipped = 0, duplicate = 0;
  int64_t pending = 0;  ///< not reached yet
  int64_t resumed = 0;  ///< of these, taken over from an earlier run
  int64_t pages = 0, failed_pages = 0;
  int64_t pages_read = 0;  ///< in this run
  int64_t records = 0;
  int64_t to_review = 0;          ///< values that want a look, of all records
  int64_t records_to_review = 0;  ///< records that have such
};

/// Named values: numbers and truth values are written as such, all else as text.
struct Setting {
  std::string name;
  std::string text;
  std::optional<int64_t> number;
  std::optional<bool> truth;
};

/// One plan rests on, or mentions, another of the batch.
struct GraphEdge {
  std::string from, to;  ///< paths of inputs
  std::string code;      ///< of the document mentioned
  std::string role;      ///< "basis", "reference"
};

struct BatchSummary {
  BatchTotals totals;
  std::vector<std::string> inputs;  ///< as given
  std::vector<Setting> settings;
  std::vector<std::pair<std::string, std::string>> versions;
  std::string started, finished;  ///< ISO 8601, UTC
  double seconds = 0;
  std::string interrupted_by;  ///< "SIGINT"; empty for a run that came to its end
  int exit_code = 0;
};

/// visit(record, brief) for each record of an input, in order; none where it has none.
template <typename Visit>
void ForEachRecordOf(const InputEntry& entry, Visit visit) {
  if (entry.record.empty()) return;
  visit(entry.record, entry.brief);
  for (const FurtherPart& part : entry.further) visit(part.record, part.brief);
}

/// Of an input with several records: the least of them.
Quality QualityOf(const InputEntry& entry);

std::string BatchHead(const BatchSummary& summary);
std::string BatchEntry(const InputEntry& entry, bool first);
/// The graph behind the entries: its head, its edges, the end of the file.
std::string BatchGraph();
std::string BatchEdge(const GraphEdge& edge, bool first);
std::string BatchTail(bool any_edges);

/// One line of `--progress json`.
struct ProgressLine {
  std::string event;  ///< "start", "progress", "end"
  int64_t inputs = 0, finished = 0, failed = 0, pages = 0;
  double seconds = 0, pages_per_second = 0;
  std::optional<double> seconds_left;
};
std::string ProgressJson(const ProgressLine& line);

/// One line of `--log`. Members that are not set are left out.
struct LogLine {
  std::string time;   ///< ISO 8601, UTC
  std::string event;  ///< "run", "input", "open", "page", "extract", "write", "worker", "end"
  std::string path;
  int page = 0;
  double seconds = -1;
  std::string status, origin, message;
  std::optional<Error> error;
};
std::string LogJson(const LogLine& line);

/// A JSON text on one line: white space outside of strings is left out.
std::string CompactJson(std::string_view json);

}  // namespace planrec::schemas
