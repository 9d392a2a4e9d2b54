// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appendices (Phụ lục, Biểu, Mẫu): label, title, and the note that names the document they belong
// to. The note is no section; running text and tables below it are the caller's to read.
//
//   for (size_t start : FindAppendices(items, closing_end)) …
//   AppendixHead head = ReadAppendixHead(items, start, next_start);
//
// Pure functions, thread safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

/// Indices of the items that begin an appendix, at or after `begin`.
std::vector<size_t> FindAppendices(const std::vector<FlowItem>& items, size_t begin);

/// Text behind a signature that names itself by a title and a note "(Kèm theo Kế hoạch số …)" and
/// has no label.
bool IsUnlabelledAppendix(const std::vector<FlowItem>& items, size_t begin, size_t end);

struct AppendixHead {
  Appendix appendix;            ///< tables and sections are still empty
  std::vector<Repair> repairs;  ///< a damaged label
  size_t end = 0;               ///< the first item below label, title and note
};
AppendixHead ReadAppendixHead(const std::vector<FlowItem>& items, size_t begin, size_t end);

/// True where a text says that an appendix of this document is attached: "Theo Phụ lục đính kèm".
/// Appendices of other documents ("Phụ lục I Nghị định …") do not count.
bool AnnouncesAppendix(std::string_view text);

}  // namespace planrec::extract
