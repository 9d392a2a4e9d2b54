// SPDX-License-Identifier: GPL-3.0-or-later
//
// The body of a worker process: the only place where bytes of an input are parsed. Started by
// worker_process.h with its socket on descriptor 3.
#pragma once

namespace planrec::batch {

/// Serves requests until the socket is closed; returns the exit code.
int WorkerMain();

}  // namespace planrec::batch
