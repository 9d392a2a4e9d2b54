// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that are whole or absent: written beside their place, flushed, renamed into it.
//
//   Status written = WriteAtomically("out/records/a.pdf.plan.json", json);
//
// A reader never sees half a file, also after a power cut: the data is on disk before the rename,
// and the rename is on disk when the call returns. Thread safe for different paths. All failures
// are kOutputFailed with the path and the system's reason.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::batch {

/// Makes the folder and its parents.
Status MakeFolders(const std::string& folder);

/// Makes the parent folder where it is missing, then writes.
Status WriteAtomically(const std::string& path, std::string_view bytes);

}  // namespace planrec::batch
