// SPDX-License-Identifier: GPL-3.0-or-later
//
// A result of the ledger as a line of a shard's journal, and back. Where its records stand follows
// from its path, whatever a line says. Pure functions.
#pragma once

#include <cstdint>
#include <optional>

#include "pipeline/batch/ledger.h"
#include "schemas/journal_json.h"

namespace planrec::batch {

struct JoinedResult {
  schemas::InputEntry entry;
  std::optional<ResultKey> key;
  WrittenRecord written;
};

schemas::JournalResult LineOf(int64_t number, const schemas::InputEntry& entry,
                              const std::optional<ResultKey>& key, const WrittenRecord& written);

JoinedResult ResultOf(const schemas::JournalResult& line);

}  // namespace planrec::batch
