// SPDX-License-Identifier: GPL-3.0-or-later
//
// One Task per data row of a task table, merged cells carried down so that a task stands on its
// own.
#pragma once

#include <vector>

#include "extractors/structure/structure.h"

namespace planrec::extract {

/// `deadlines` are the record's deadlines (ids assigned): a task points to the one of its row's
/// deadline cell. Pure function; thread safe.
std::vector<Task> ExtractTasks(const std::vector<Table>& tables,
                               const std::vector<Deadline>& deadlines);

}  // namespace planrec::extract
