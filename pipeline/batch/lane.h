// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lane: one thread of the supervisor with one worker process. It opens documents, reads pages,
// normalises them, and finishes the document whose last page it read. Bytes of inputs never pass
// through it: it holds their descriptors and gets pages.
//
// When a worker is lost (crash, hang, memory, garbage), the page it was at is tried once more,
// alone, in a fresh worker, and is given up after that with a typed error; the other pages go on.
//
// A second process, the checker, sees no document: it looks at the records that workers make, and
// says whether it misses a model too where one says that it does.
#pragma once

#include "pipeline/batch/run_state.h"

namespace planrec::batch {

/// Works until the schedule ends.
void RunLane(RunState& state);

}  // namespace planrec::batch
