// SPDX-License-Identifier: GPL-3.0-or-later
//
// One document page by page, for programs that want its pages and no record.
//
//   ReadDocument("a.pdf", settings, [](Page& page, const SourceFile& source) {
//     std::puts(PageText(page, source).c_str());
//     return true;
//   });
//
// Pages are read and normalised in a worker process; a page that costs its worker twice comes with
// its error set, as in a run. Failures: kNotFound, kUnreadable, what opening gives, kInterrupted.
#pragma once

#include <functional>
#include <string>

#include "pipeline/batch/worker_process.h"
#include "pipeline/core/page.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

/// Calls `use` for each page in order until it gives false.
Status ReadDocument(const std::string& file, const WorkerSettings& settings,
                    const std::function<bool(Page&, const SourceFile&)>& use);

/// The same for one that is open already; `name` is what the pages' places call it.
Status ReadDocument(FileDescriptor input, const std::string& name, const WorkerSettings& settings,
                    const std::function<bool(Page&, const SourceFile&)>& use);

}  // namespace planrec::batch
