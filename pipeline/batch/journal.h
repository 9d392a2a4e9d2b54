// SPDX-License-Identifier: GPL-3.0-or-later
//
// OUT/shards/I-of-N.jsonl: the state of a shard, a line behind the other (schemas/journal_json.h).
// Each journal has one writer and no lock, so OUT may lie on a network file system; the merge reads
// them all.
//
//   Journal journal;
//   Status open = journal.Open("out", 2, 8);
//   Status kept = journal.Append(result);      // on the disk when it returns
//
// A line that was torn by a kill, or by a second writer that should not be, is no line: its input
// is done again. Failures are kOutputFailed. Journal is thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"
#include "schemas/journal_json.h"

namespace planrec::batch {

class Journal {
 public:
  Status Open(const std::string& output, int index, int count);
  bool open() const { return file_.valid(); }

  /// Of lines that may be lost together: written with the next ones.
  Status Put(const schemas::JournalLine& line);
  Status Append(const schemas::JournalLine& line);
  /// kOutputFailed where the journal was removed or exchanged since.
  Status Check() const;
  const std::string& name() const { return name_; }

 private:
  Status WriteOut();

  std::mutex mutex_;
  FileDescriptor file_;
  std::string path_, name_, buffer_;
};

/// A journal that is there.
struct JournalFile {
  int index = 0, count = 0;
  std::string name;  ///< "2-of-8.jsonl"
  std::string path;
};

/// Those of an output folder, ordered by count, then index.
std::vector<JournalFile> JournalsOf(const std::string& output);

/// True for a name as journals have it.
bool IsJournalName(std::string_view name);

/// True where the last start of a shard came to its end by itself (its last line says so).
bool CameToItsEnd(const JournalFile& journal);

/// Calls `use` with each whole line and the place behind it. kUnreadable where the file can't be
/// read.
Status ForEachJournalLine(const std::string& path,
                          const std::function<Status(std::string_view line, uint64_t end)>& use);

}  // namespace planrec::batch
