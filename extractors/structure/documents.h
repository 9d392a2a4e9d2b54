// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several documents in one file: a letter with the plan that it covers, a submission with a draft,
// two letters. Each begins a page of its own with a letterhead of its own, or with a type line and
// the note that ties it to the one before ("(Kèm theo Tờ trình số …)"). A decision and the plan
// that it enacts are one (read_structure.h), appendices and the forms in them belong to their
// document. In a text source without pages nothing tells them apart for sure: it stays whole.
//
//   std::vector<size_t> starts = FindDocuments(items);   // indices of items; the first is 0
//   document.attached_to = FindCarrier(read, k);         // once all were read
//
// Linear in the items. Pure functions, thread safe.
#pragma once

#include <optional>
#include <vector>

#include "extractors/layout/flow.h"
#include "extractors/structure/structure.h"

namespace planrec::extract {

std::vector<size_t> FindDocuments(const std::vector<FlowItem>& items);

/// The document before `documents[index]` that it is attached to: the one that its note names, or
/// the nearest letter, submission or the like that says that it encloses something. A document with
/// a number of its own behind one that encloses nothing stands for itself.
std::optional<AttachedTo> FindCarrier(const std::vector<Structure>& documents, size_t index);

}  // namespace planrec::extract
