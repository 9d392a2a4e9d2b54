// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/files/fault_point.h"

#include <atomic>

namespace planrec {
namespace {

std::atomic<FaultHook> installed{nullptr};

}  // namespace

void SetFaultHook(FaultHook hook) {
  installed = hook;
}

int FaultAt(const char* step) {
  const FaultHook hook = installed.load(std::memory_order_relaxed);
  return hook == nullptr ? 0 : hook(step);
}

}  // namespace planrec
