// SPDX-License-Identifier: GPL-3.0-or-later
//
// The media type is told by content. A text file that is called x.pdf is text and is read as text;
// a PDF that is called x.txt is a PDF. The name only parts plain text from Markdown. Pure; thread
// safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::acquire {

/// The type of an image file by its first bytes (256 are enough); nullopt where it is none.
std::optional<std::string> ImageType(std::string_view head);

/// Media type told by content ("application/pdf", "image/tiff", "image/jpeg", "image/png",
/// "image/webp", "image/heic", "image/avif", "text/plain", "text/markdown", "text/html", and those
/// of container/office_type.h), or an error: kEmpty for no bytes, kEncrypted for a locked office
/// document, kUnsupportedType else. `name` decides only between plain text and Markdown.
Result<std::string> DetectMediaType(std::string_view bytes, std::string_view name);

}  // namespace planrec::acquire
