// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/run.h"
#include "pipeline/language/language.h"
#include "tools/cli/commands.h"
#include "tools/cli/say.h"

namespace planrec::cli {

int ExportTables(const exports::ExportOptions& options) {
  const Result<exports::Exported> exported = exports::Export(options);
  if (!exported) {
    Say(exported.error().message);
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
  using language::Counted;
  for (const std::string& each : collected.left_out) Say("left out: " + each);
  if (collected.conflicts > 0) {
    Say(Counted(collected.conflicts, "correction no longer fits and is",
                "corrections no longer fit and are") +
        " not in effect; `planrec run` lists them in batch.json");
  }
  SayPlainly(Counted(collected.records, "record", "records") + " written to " + exported->output);
  return collected.left_out.empty() ? batch::kExitDone : batch::kExitSomeFailed;
}

}  // namespace planrec::cli
