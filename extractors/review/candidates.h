// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands at a place of the record, and what else might: the alternatives of the readers, a
// PDF's text layer, other witnesses of the field, what was read before it was repaired. Every
// candidate is a whole value for its pointer, as text in the field's normal form, so that accepting
// it is putting it there.
//
//   for (const WordDoubt& doubt : DoubtedWords(record)) …   // two readers differ in a word of it
//   AddCandidates(record, item);                           // item.where, value, candidates
//
// Pure functions; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/record.h"

namespace planrec::extract {

/// The value of a field of the head as text ("12", "2024-03-05"); nullopt: it has none.
std::optional<std::string> FieldText(const DocumentFields& document, std::string_view field);

/// `code` with another number: "04/CT-UBND", "66-KH/ĐU" and "/KH-UBND" all begin with it.
std::string WithNumber(std::string_view code, std::string_view number);

/// What the readers of the head's page made of a field: "number" as written, "issued_on" as ISO
/// dates. The first has the highest probability.
std::vector<Candidate> InkCandidates(const PlanRecord& record, std::string_view field);

/// Candidates for a field of the head from the page's readings, best first.
std::vector<Candidate> FieldCandidates(const PlanRecord& record, std::string_view field);

/// A word of running text or of a cell that readers read differently.
struct WordDoubt {
  std::string pointer;  ///< of the text that it stands in; of its page where that is not found
  Where where;          ///< of the word
  std::string value;    ///< the whole text
  std::vector<Candidate> candidates;  ///< the whole text with the other reading
};
std::vector<WordDoubt> DoubtedWords(const PlanRecord& record);

/// Fills where, value and candidates of items that have none yet.
void AddCandidates(const PlanRecord& record, std::vector<ReviewItem>& items);

}  // namespace planrec::extract
