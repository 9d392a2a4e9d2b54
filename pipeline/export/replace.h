// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an export may put itself in the place of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::exports {

/// Done where nothing stands at `path`, or a file that has `sign` at byte `at`, as earlier exports
/// have; else kOutputFailed. A workbook is known as a workbook only: its parts are packed.
Status MayReplace(const std::string& path, std::string_view sign, uint64_t at = 0);

}  // namespace planrec::exports
