// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/flow.h"

namespace planrec::extract {

Flow BuildFlow(const Document& document) {
  (void)document;
  return {};
}

}  // namespace planrec::extract
