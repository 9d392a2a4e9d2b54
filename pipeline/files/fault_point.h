// SPDX-License-Identifier: GPL-3.0-or-later
//
// Named steps at which the output changes, where a test can make the step fail or the process die:
//
//   if (const int code = FaultAt("rename")) return OutputError("rename", path, code);
//
// Without a hook, which is always so outside of tests, a step costs one load. The hook is set while
// no run is under way; it may be called from any lane.
#pragma once

namespace planrec {

/// Gives 0, or the error code (errno) that the step is to fail with.
using FaultHook = int (*)(const char* step);

void SetFaultHook(FaultHook hook);

int FaultAt(const char* step);

}  // namespace planrec
