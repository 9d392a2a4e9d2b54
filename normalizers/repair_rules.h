// SPDX-License-Identifier: GPL-3.0-or-later
//
// What repair never changes, and the few changes it makes inside codes. Pure functions; thread
// safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace planrec::normalize {

/// Why a token is left as it is; kFree for one that may be repaired.
enum class Protection { kFree, kNumber, kCode, kAddress, kMarker };

/// `core` is the token without outer punctuation, `token` the whole; `line_start` where it opens
/// its line.
Protection ProtectionOf(std::string_view token, std::string_view core, bool line_start);

/// A document code whose letters lost their marks and can only be one thing: 12/2020/ND-CP →
/// 12/2020/NĐ-CP, 5/QD-UBND → 5/QĐ-UBND. nullopt where nothing is to be mended.
std::optional<std::string> MendCode(std::string_view core);

}  // namespace planrec::normalize
