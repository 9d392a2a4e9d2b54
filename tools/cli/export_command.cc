// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "pipeline/batch/run.h"
#include "pipeline/core/shown_text.h"
#include "tools/cli/commands.h"

namespace planrec::cli {

int ExportTables(const exports::ExportOptions& options) {
  const Result<exports::Exported> exported = exports::Export(options);
  if (!exported) {
    std::fprintf(stderr, "planrec: %s\n", ShownText(exported.error().message).c_str());
    switch (exported.error().type) {
      case ErrorType::kNotFound:
        return batch::kExitNothing;
      case ErrorType::kUnsupportedType:
        return batch::kExitUsage;
      default:
        return batch::kExitOutput;
    }
  }
  const exports::Collected& collected = exported->collected;
  for (const std::string& each : collected.left_out)
    std::fprintf(stderr, "planrec: left out: %s\n", ShownText(each).c_str());
  if (collected.conflicts > 0) {
    std::fprintf(
        stderr,
        "planrec: %lld corrections no longer fit and are not in effect; `planrec run` lists "
        "them in batch.json\n",
        static_cast<long long>(collected.conflicts));
  }
  std::fprintf(stderr, "%lld %s written to %s\n", static_cast<long long>(collected.records),
               collected.records == 1 ? "record" : "records", ShownText(exported->output).c_str());
  return collected.left_out.empty() ? batch::kExitDone : batch::kExitSomeFailed;
}

}  // namespace planrec::cli
