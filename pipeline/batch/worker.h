// SPDX-License-Identifier: GPL-3.0-or-later
//
// The body of a worker process: the only place where bytes of an input are parsed. Started by
// worker_process.h with its socket on descriptor 3.
#pragma once

#include <cstdint>

namespace planrec::batch {

/// Serves requests until the socket is closed; returns the exit code.
int WorkerMain();

/// Bytes that this process has printed on standard error, where that is a file; flushes both
/// streams.
uint64_t PrintedSoFar();

}  // namespace planrec::batch
