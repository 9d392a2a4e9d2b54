// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads what stands in an output folder.
//
//   const Result<std::string> json = ReadWhole("out/records/a.pdf.plan.json");
//   const std::vector<std::string> records = FilesBelow("out", "records", ".plan.json");
//
// Only plain files are read: a pipe or a device that took a file's place is refused and not waited
// for. Thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

namespace planrec {

/// All of a file of at most so many bytes. kNotFound where there is none, else kUnreadable.
Result<std::string> ReadWhole(const std::string& path, int64_t most_bytes = INT64_MAX);

/// Calls `use` with each file below output/folder whose name ends so, relative to `output`, in the
/// order in which the file system has them; ends where `use` fails.
Status ForEachFileBelow(const std::string& output, const std::string& folder,
                        std::string_view ending,
                        const std::function<Status(const std::string& file)>& use);

/// The same as a list, sorted by bytes.
std::vector<std::string> FilesBelow(const std::string& output, const std::string& folder,
                                    std::string_view ending);

}  // namespace planrec
