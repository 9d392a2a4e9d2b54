// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "extractors/structure.h"

namespace planrec::extract {

std::vector<Deadline> ExtractDeadlines(const Structure& structure);

}  // namespace planrec::extract
