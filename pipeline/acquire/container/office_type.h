// SPDX-License-Identifier: GPL-3.0-or-later
//
// Office documents told by content: what is a text document (that can be converted), what is a
// table or a presentation, what is locked by a password.
//
//   if (std::optional<Result<std::string>> type = TellOffice(bytes)) return *type;
//
// Pure functions; thread safe; time is linear in the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::acquire {

inline constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr std::string_view kOdt = "application/vnd.oasis.opendocument.text";
inline constexpr std::string_view kDoc = "application/msword";
inline constexpr std::string_view kRtf = "application/rtf";

/// True for documents that have no pages until a word processor lays them out.
bool IsOfficeType(std::string_view media_type);

/// nullopt for what is no office document. One of the four types, or why it can't be read:
/// kEncrypted, kUnsupportedType (tables, presentations), kCorrupt.
std::optional<Result<std::string>> TellOffice(std::string_view bytes);

/// True where the document names a font of the encodings from before Unicode (".VnTime").
bool NamesOldFont(std::string_view bytes);

}  // namespace planrec::acquire
