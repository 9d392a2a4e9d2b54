// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/conclude.h"

#include <algorithm>
#include <set>
#include <vector>

#include "pipeline/batch/corrected.h"
#include "pipeline/batch/link_records.h"
#include "pipeline/batch/own_files.h"
#include "pipeline/batch/progress.h"
#include "pipeline/batch/spool.h"
#include "pipeline/files/read_files.h"
#include "pipeline/language/language.h"
#include "pipeline/report/report.h"

namespace planrec::batch {
namespace {

/// Names what stands in the output folder without an original that is known.
Status SayOrphans(RunState& state) {
  constexpr size_t kMostNamed = 5;
  std::vector<std::string> gone, unknown;
  int64_t gone_count = 0, unknown_count = 0;
  Status status = state.ledger->ForEachGone([&](const std::string& path) {
    if (gone.size() < kMostNamed) gone.push_back(path);
    ++gone_count;
  });
  if (status) {
    status = ForEachRecord(state.options.output, [&](const std::string& record) -> Status {
      const Result<bool> known = state.ledger->HasRecord(record);
      if (!known) return known.error();
      if (*known) return Done{};
      if (unknown.size() < kMostNamed) unknown.push_back(record);
      ++unknown_count;
      return Done{};
    });
  }
  if (gone_count > 0) {
    state.progress.Say(
        "Originals that are gone (their records are kept): " + Names(gone, gone_count) + ".");
  }
  if (unknown_count > 0) {
    state.progress.Say(
        "Records of no known input (kept, not listed): " + Names(unknown, unknown_count) + ".");
  }
  return status;
}

/// Names records that persons edited: those made anew by this run, which are kept beside, and those
/// of other inputs, which are left as they are.
void SayEdited(RunState& state, const std::set<std::string>& in_place) {
  static constexpr size_t kMostNamed = 5;
  std::vector<std::string> aside, left;
  for (const std::string& record : state.edited) {
    if (!WasNotEdited(state.options.output, record)) aside.push_back(record);
  }
  left.assign(in_place.begin(), in_place.end());
  const auto say = [&state](const std::string& what, std::vector<std::string>& names,
                            const std::string& more) {
    if (names.empty()) return;
    const auto count = static_cast<int64_t>(names.size());
    names.resize(std::min(names.size(), kMostNamed));
    state.progress.Say(what + Names(names, count) + more);
  };
  say("Records that were edited by hand: ", aside,
      ". They are kept in " + state.options.output +
          "/edited; records/ has what the program reads. Corrections that last are files in " +
          state.options.output + "/corrections (README).");
  say("Records that were edited by hand, left as they are: ", left, ".");
}

/// Records as they stand, where nothing is linked: the run was stopped.
Status ListRecords(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
                   RecordLines& lines) {
  return ledger.ForEach([&](const schemas::InputEntry& entry) -> Status {
    Status status = Done{};
    schemas::ForEachRecordOf(entry, [&](const std::string& record, const schemas::PlanBrief&) {
      if (!status) return;
      const Result<std::string> json = ReadWhole(output + "/" + record);
      const Result<std::string> line =
          RecordLines::LineOf({record, json ? *json : "", false, {}, false}, corrected);
      status = line ? lines.Add(*line) : line.error();
    });
    return status;
  });
}

/// Links, and lists what is linked: each record is read once. `edited`: of records edited by hand.
Status LinkAndList(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
                   RecordLines& lines, Spool& graph, std::set<std::string>& edited) {
  const LinkSinks sinks = {
      [&corrected](const LinkedRecord& record) { return RecordLines::LineOf(record, corrected); },
      [&](const LinkedRecord& record, std::string_view line) {
        if (record.edited) edited.insert(record.record);
        return lines.Add(line);
      },
      [&](const schemas::GraphEdge& edge) {
        return graph.Append(schemas::BatchEdge(edge, graph.empty()));
      }};
  return LinkRecords(output, corrected, ledger, sinks);
}

}  // namespace

std::string TotalsText(const schemas::BatchTotals& totals) {
  std::string text = std::to_string(totals.done) + " done";
  const auto add = [&text](int64_t count, const char* what) {
    if (count > 0) text += ", " + std::to_string(count) + " " + what;
  };
  add(totals.partial, "partial");
  add(totals.failed, "failed");
  add(totals.skipped, "skipped");
  add(totals.duplicate, "duplicate");
  add(totals.pending, "not reached yet");
  if (totals.resumed > 0) text += " (" + std::to_string(totals.resumed) + " by an earlier run)";
  return text;
}

std::string ReviewText(const schemas::BatchTotals& totals) {
  if (totals.to_review == 0) return "";
  return ". " + language::Counted(totals.to_review, "value", "values") + " in " +
         language::Counted(totals.records_to_review, "record", "records") +
         (totals.to_review == 1 ? " wants" : " want") + " a look (`review` of each)";
}

std::string Names(const std::vector<std::string>& names, int64_t count) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  const int64_t more = count - static_cast<int64_t>(names.size());
  return more > 0 ? text + " and " + std::to_string(more) + " more" : text;
}

Status Conclude(RunState& state, const schemas::BatchSummary& summary) {
  Ledger& ledger = *state.ledger;
  const std::string& output = state.options.output;
  const bool stopped = state.stop.signal_number() != 0;
  Status status = state.held();
  if (!status) return status;
  const CorrectedRecords corrected = CorrectedRecords::Collect(output);
  RecordLines lines;
  Spool graph(output);
  std::set<std::string> edited;
  status = lines.Open(output);
  if (status) {
    status = stopped ? ListRecords(output, corrected, ledger, lines)
                     : LinkAndList(output, corrected, ledger, lines, graph, edited);
  }
  if (status) SayEdited(state, edited);
  if (status) status = lines.Commit();
  if (status) status = WriteBatch(output, summary, graph, corrected, ledger);
  if (status) {
    status =
        report::WriteReport(output + "/report.html",
                            {summary, Duration(summary.seconds), [&](const report::UseEntry& use) {
                               return ledger.ForEach([&](const schemas::InputEntry& entry) {
                                 return use(corrected.Shown(entry));
                               });
                             }});
  }
  for (const std::string& line : corrected.Messages()) state.progress.Say(line);
  if (status && !stopped) status = SayOrphans(state);
  if (status) status = ledger.Close();
  return status;
}

}  // namespace planrec::batch
