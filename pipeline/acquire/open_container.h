// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in an input that holds others: an archive's files, a PDF's attachments.
//
//   Result<std::unique_ptr<ContainedFiles>> files = OpenContainer(bytes, limits, unpack,
//   passwords); if (files && *files != nullptr) …
//
// Parses the bytes: for worker processes. Views them; not thread safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/container/contained_files.h"
#include "pipeline/core/limits.h"

namespace planrec::acquire {

/// Null for what holds no files of its own: office documents, PDF without attachments, all else.
/// Failures as OpenArchive's and PdfDocument::Open's.
Result<std::unique_ptr<ContainedFiles>> OpenContainer(std::string_view bytes, const Limits& limits,
                                                      const UnpackLimits& unpack,
                                                      const std::vector<std::string>& passwords);

/// By the first bytes, which may be of a file's start alone: what has to be opened to know whether
/// it holds files.
enum class ContainerKind { kNone, kArchive, kPdf };
ContainerKind KindOfContainer(std::string_view head);

}  // namespace planrec::acquire
