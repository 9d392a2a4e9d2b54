// SPDX-License-Identifier: GPL-3.0-or-later
//
// Repair of a document's pages: text layers and text files that a foreign OCR damaged go through
// the gate and the decoder; pages of our own recognition are looked over with its own channel. What
// changes becomes edits of the lines; sound text keeps every byte.
//
//   RepairPages(*model, document.pages);
//
// Lines that have edits already (legacy encodings) are left alone. A page of an embedded layer that
// was changed becomes TextOrigin::kRepaired. Pure but for the pages; thread safe.
#pragma once

#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/core/page.h"

namespace planrec::normalize {

void RepairPages(const RepairModel& model, std::vector<Page>& pages);

}  // namespace planrec::normalize
