// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lane: one thread of the supervisor with one worker process at a time. It opens documents, reads
// pages, normalises them, and finishes the document whose last page it read. Bytes of inputs never
// pass through it: it holds their descriptors and gets pages.
//
// When a worker is lost (crash, hang, memory, garbage), the page it was at is tried once more,
// alone, in a fresh worker, and is given up after that with a typed error; the other pages go on.
//
// A worker sees one document and ends: each is a copy of a process that sees none (spawn_desk.h).
// Another copy, the checker, sees no document either: it looks at the records that workers make. A
// third says whether it misses a model too where a worker says that it does.
#pragma once

#include "pipeline/batch/run_state.h"

namespace planrec::batch {

/// Works until the schedule ends.
void RunLane(RunState& state);

}  // namespace planrec::batch
