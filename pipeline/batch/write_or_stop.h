// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writing to what may be stuck: a terminal that was halted (Ctrl-S), a pipe whose reader sleeps.
// The writer waits with it, but once the run is to stop it does not.
#pragma once

#include <string_view>

namespace planrec::batch {

/// False where not all was written: an error (errno says which), or stuck and `stop_fd` readable.
/// `stop_fd` -1 waits for ever.
bool WriteOrStop(int fd, std::string_view text, int stop_fd);

}  // namespace planrec::batch
