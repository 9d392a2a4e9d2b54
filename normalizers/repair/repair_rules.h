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

/// Where the number of a note begins behind the word that starts at `begin`: chức[4], Tuyến22,
/// hiện9, này.[1], theo)1. The token's size where there is none.
size_t NoteBegin(std::string_view token, size_t begin);

/// Where the word begins behind the number of a note that opens the token: [6]Ngoài. 0 where there
/// is none.
size_t NoteEnd(std::string_view token, size_t begin);

/// A document code whose letters lost their marks and can only be one thing: 12/2020/ND-CP →
/// 12/2020/NĐ-CP, 5/QD-UBND → 5/QĐ-UBND. nullopt where nothing is to be mended.
std::optional<std::string> MendCode(std::string_view core);

}  // namespace planrec::normalize
