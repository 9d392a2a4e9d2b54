// SPDX-License-Identifier: GPL-3.0-or-later
//
// What follows in a record from a value that a person gave: it is certain, nobody need look at it
// any more, and what says the same elsewhere says it too (number and code, type and its name).
// Functions change the record they are given and nothing else.
#pragma once

#include <functional>
#include <string>

#include "pipeline/corrections/corrections.h"
#include "pipeline/corrections/pointers.h"

namespace planrec::corrections {

/// The value at the pointer comes from a person: confidence 1, out of `review`, evidence of a field
/// of the document.
void MakeCertain(Json& record, const std::string& pointer, const Where& where);

/// Values beside the one at the pointer that it settles, but for those that `given` knows as
/// corrected themselves.
void SettleOthers(Json& record, const std::string& pointer,
                  const std::function<bool(const std::string& pointer)>& given);

/// A member of an array was put in (`by` = 1) or taken out (-1): pointers of review, warnings and
/// corrections follow, those to what was taken out go (corrections stay as they are), and so do
/// references to it that may be empty.
void FollowMembers(Json& record, const std::string& array, size_t index, int by,
                   const std::string& gone_id);

/// Adds to the record's list `corrections`.
void NoteCorrected(Json& record, const std::string& pointer, const Correction& correction);

}  // namespace planrec::corrections
