// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/run.h"

namespace planrec::batch {

int Run(const RunOptions& options) {
  (void)options;
  return 1;
}

int WorkerMain() {
  return 1;
}

}  // namespace planrec::batch
