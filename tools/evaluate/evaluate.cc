// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/evaluate.h"

namespace planrec::evaluate {

int Run(const Options& options) {
  (void)options;
  return 1;
}

}  // namespace planrec::evaluate
