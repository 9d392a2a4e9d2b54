// SPDX-License-Identifier: GPL-3.0-or-later
//
// HEVC for libheif by libde265 in the calling thread. libheif's own way to it starts a thread, and
// waits for ever where none may be started. Once registered it is the one that is used.
//
//   static const bool registered = RegisterHevcDecoder();      // once in a process
#pragma once

namespace planrec::acquire {

/// False where libheif does not take it.
bool RegisterHevcDecoder();

}  // namespace planrec::acquire
