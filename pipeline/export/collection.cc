// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/collection.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <future>
#include <optional>
#include <thread>
#include <utility>

#include "pipeline/corrections/corrections.h"
#include "pipeline/files/read_files.h"
#include "schemas/batch_json.h"
#include "schemas/record_json.h"
#include "schemas/record_links.h"

namespace planrec::exports {
namespace {

constexpr size_t kMostNamed = 20;
/// What no table of an export shows; most of a record's bytes.
constexpr const char* kHeavy[] = {"sections", "tables", "repairs", "recipients_evidence"};

/// A record that was read, or why it was not.
struct Loaded {
  std::optional<Source> source;
  std::string json, problem;
  int64_t conflicts = 0;
};

Loaded Load(const std::string& output, const std::string& record, bool whole, bool corrected) {
  Loaded loaded;
  Result<std::string> text = ReadWhole(output + "/" + record);
  std::string json = text ? std::move(*text) : "";
  if (corrected) {
    const Result<corrections::State> state = corrections::Read(output, record);
    if (!state) {
      loaded.problem = state.error().message;
      return loaded;
    }
    corrections::Applied applied = corrections::Apply(json, state->corrections);
    loaded.conflicts = static_cast<int64_t>(applied.conflicts.size());
    json = std::move(applied.json);
  }
  Result<PlanRecord> read = schemas::ReadRecord(whole ? json : schemas::WithoutLists(json, kHeavy));
  if (!read || read->source.sha256.empty()) {
    loaded.problem = read ? "it is no plan record" : read.error().message;
    return loaded;
  }
  loaded.source = MakeSource(std::move(*read), record);
  if (whole) loaded.json = schemas::CompactJson(json);
  return loaded;
}

/// Reads ahead, several pieces of the list at once, and gives them in the order of the list.
class Reader {
 public:
  Reader(const std::string& output, const std::vector<std::string>& records, bool whole)
      : output_(output),
        records_(records),
        whole_(whole),
        corrected_(std::filesystem::exists(output + "/corrections")),
        ahead_(std::max(1U, std::thread::hardware_concurrency())) {}

  /// The next records; none at the end.
  std::vector<Loaded> Next() {
    while (pieces_.size() < ahead_ && at_ < records_.size()) {
      const size_t begin = at_, end = std::min(begin + kPiece, records_.size());
      at_ = end;
      pieces_.push_back(std::async(std::launch::async, [this, begin, end] {
        std::vector<Loaded> loaded;
        for (size_t i = begin; i < end; ++i)
          loaded.push_back(Load(output_, records_[i], whole_, corrected_));
        return loaded;
      }));
    }
    if (pieces_.empty()) return {};
    std::vector<Loaded> next = pieces_.front().get();
    pieces_.pop_front();
    return next;
  }

 private:
  static constexpr size_t kPiece = 32;
  const std::string& output_;
  const std::vector<std::string>& records_;
  const bool whole_, corrected_;
  const size_t ahead_;
  size_t at_ = 0;
  std::deque<std::future<std::vector<Loaded>>> pieces_;
};

}  // namespace

Result<Collected> ForEachRecord(
    const std::string& output, bool whole,
    const std::function<Status(const Source& source, const std::string& json)>& use) {
  const std::vector<std::string> records = FilesBelow(output, "records", ".plan.json");
  if (records.empty()) {
    return Error{ErrorType::kNotFound, "no records (records/….plan.json) in " + output +
                                           "; give the folder that `planrec run -o` wrote"};
  }
  Collected collected;
  Reader reader(output, records, whole);
  size_t at = 0;
  for (std::vector<Loaded> piece = reader.Next(); !piece.empty(); piece = reader.Next()) {
    for (Loaded& loaded : piece) {
      const std::string& record = records[at++];
      collected.conflicts += loaded.conflicts;
      if (!loaded.source) {
        if (collected.left_out.size() < kMostNamed)
          collected.left_out.push_back(record + ": " + loaded.problem);
        continue;
      }
      loaded.source->ordinal = ++collected.records;
      const Status used = use(*loaded.source, loaded.json);
      if (!used) return used.error();
    }
  }
  return collected;
}

}  // namespace planrec::exports
