// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a shard's journal (OUT/shards/I-of-N.jsonl): a JSON object each, in this order for
// every start of the shard:
//
//   {"event":"run", …}      what was started, with which options, models and versions
//   {"event":"input", …}    each input of the shard, in input order
//   {"event":"listed", …}   all inputs are listed
//   {"event":"result", …}   an input is ended: its files are on the disk
//   {"event":"end", …}      the run came to its end; absent where it was killed
//
// Key names live only here. What has its default is left out. A name that is no UTF-8 is written in
// hexadecimal digits ("source_hex"). A line that was torn, or is none of these, is no line: its
// input is done again. Pure functions, thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schemas/batch_json.h"

namespace planrec::schemas {

struct JournalRun {
  std::string at;                  ///< ISO 8601, UTC
  std::string run;                 ///< tells this start from all others
  std::vector<std::string> given;  ///< inputs as given
  std::vector<std::string> roots;  ///< their real names, where they are there; bytes
  std::vector<Setting> settings;
  std::vector<std::pair<std::string, std::string>> versions;
  std::string fingerprint, basis;  ///< of results: what they depend on besides the input
};

struct JournalInput {
  int64_t number = 0;  ///< its place among all inputs of all shards, from 1
  std::string path;    ///< its name in the batch
  std::string source;  ///< absolute, bytes
  bool skipped = false;
  std::optional<Error> error;  ///< ended at once by this
};

struct JournalListed {
  int64_t walked = 0;  ///< inputs of all shards
  int64_t inputs = 0;  ///< of this one
};

struct JournalFile {
  uint64_t bytes = 0;
  std::string sha256;
};

struct JournalResult {
  int64_t number = 0;  ///< of its input
  /// `record`s are not written: where records stand follows from the path.
  InputEntry entry;
  bool has_key = false;  ///< a result that later runs may take over
  std::string fingerprint, source;
  std::vector<JournalFile> files;  ///< its records as written, in order
  std::string texts;               ///< digests of what stands beside the first
};

struct JournalEnd {
  int64_t pages_read = 0;
  double seconds = 0;
  std::string sandbox;         ///< what confined workers
  std::string interrupted_by;  ///< as in BatchSummary
};

using JournalLine =
    std::variant<JournalRun, JournalInput, JournalListed, JournalResult, JournalEnd>;

/// With a line break.
std::string JournalJson(const JournalLine& line);
/// nullopt for what is no such line.
std::optional<JournalLine> ParseJournal(std::string_view line);

}  // namespace planrec::schemas
