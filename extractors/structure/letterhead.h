// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands above the text: bodies, number and notation, place and date, type, subject, Kính gửi,
// urgency and secrecy (boxes 1 to 5, 9a and 10 of Decree 30/2020/NĐ-CP, Annex I).
//
//   Head head = ReadHead(items, 0, items.size());
//   body begins at items[head.end]
//
// With positions the two columns come apart by FlowLine::column; lines read across are cut
// (columns.h). What is not printed stays absent: the issuer may be concluded afterwards
// (issuers.h). Pure function, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/layout/flow.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

struct Head {
  DocumentFields fields;
  bool has_type = false;               ///< a type line or V/v was printed
  std::optional<PlacedText> attached;  ///< "(Kèm theo Quyết định số …)" under the title
  std::vector<Warning> warnings;
  std::vector<Repair> repairs;  ///< of the title's first word
  size_t end = 0;               ///< index of the first item that belongs to the body
};

/// Reads the head that begins at items[begin]; looks no further than items[end].
Head ReadHead(const std::vector<FlowItem>& items, size_t begin, size_t end);

/// Index of the type line of a plan that a decision in the same file issues, and the first line of
/// its own letterhead; nullopt where there is none. Looked for after `begin`.
struct AttachedPlan {
  size_t head = 0, type_line = 0;
};
std::optional<AttachedPlan> FindAttachedPlan(const std::vector<FlowItem>& items, size_t begin);

}  // namespace planrec::extract
