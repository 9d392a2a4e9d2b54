// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small PDF files that ask for much more than they are: memory, time, depth. Each is a whole file.
// The same bytes every time. For one thread.
#pragma once

#include <string>

namespace planrec::damage {

size_t BombCount();
const char* BombName(size_t index);
std::string MakeBomb(size_t index);

}  // namespace planrec::damage
