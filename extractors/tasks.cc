// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tasks.h"

namespace planrec::extract {

std::vector<Task> ExtractTasks(const std::vector<Table>& tables,
                               const std::vector<Deadline>& deadlines) {
  (void)tables;
  (void)deadlines;
  return {};
}

}  // namespace planrec::extract
