// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/journal_line.h"

#include "pipeline/batch/finish.h"

namespace planrec::batch {

schemas::JournalResult LineOf(int64_t number, const schemas::InputEntry& entry,
                              const std::optional<ResultKey>& key, const WrittenRecord& written) {
  schemas::JournalResult line;
  line.number = number;
  line.entry = entry;
  line.has_key = key.has_value();
  if (key) {
    line.fingerprint = key->fingerprint;
    line.source = key->source;
    line.entry.sha256 = key->sha256;
  }
  line.texts = written.texts;
  if (entry.record.empty()) return line;
  line.files.push_back({written.bytes, written.sha256});
  for (const WrittenFile& file : written.further) line.files.push_back({file.bytes, file.sha256});
  return line;
}

JoinedResult ResultOf(const schemas::JournalResult& line) {
  JoinedResult result;
  result.entry = line.entry;
  schemas::InputEntry& entry = result.entry;
  if (line.has_key) result.key = ResultKey{entry.sha256, line.fingerprint, line.source};
  result.written.texts = line.texts;
  for (size_t k = 0; k < line.files.size(); ++k) {
    const schemas::JournalFile& file = line.files[k];
    if (k == 0) {
      entry.record = RecordPath(entry.path);
      result.written.bytes = file.bytes;
      result.written.sha256 = file.sha256;
    } else {
      entry.further[k - 1].record = RecordPath(entry.path, static_cast<int>(k) + 1);
      result.written.further.push_back({file.bytes, file.sha256});
    }
  }
  return result;
}

}  // namespace planrec::batch
