// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files are planrec's own outputs: those are never inputs, and no others are overwritten.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec::batch {

/// True for a file that has the first bytes of an SQLite database: with the name of the ledger, it
/// says that its folder is an output folder.
bool IsLedger(int folder, const char* name);

/// True for what planrec writes straight into an output folder, folders aside.
bool IsOwnName(std::string_view name);

/// True for what it writes below the records of an output folder; `names`: all of the same folder,
/// sorted. A text counts where it stands beside its record.
bool IsOwnRecordName(std::string_view name, const std::vector<std::string>& names);

/// True where a file stands there that is no record of planrec.
bool IsForeign(const std::string& path);
/// True where a file stands there that is no searchable copy of planrec.
bool IsForeignCopy(const std::string& path);
/// True for a searchable copy of it, by the first bytes.
bool IsOwnCopy(int folder, const std::string& name);
/// The same as IsForeign for one that is no log of it. An empty file is nobody's.
bool IsForeignLog(const std::string& path);

/// Why this can't be made an output folder: files of somebody else's stand where planrec would
/// write.
std::optional<Error> ForeignOutput(const std::string& output);

/// Calls `use` with each record's file below an output folder, relative to it.
Status ForEachRecord(const std::string& output,
                     const std::function<Status(const std::string& record)>& use);

}  // namespace planrec::batch
