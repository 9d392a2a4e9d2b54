// SPDX-License-Identifier: GPL-3.0-or-later
//
// What persons answer, saved at once as corrections (pipeline/corrections); of two who answer the
// same question differently the later one is shown what the earlier one said.
//
//   Answer answer = SaveAnswers(collection, body);
//
// Body: {"by", "answers": [{"record": id, "changes": [{"op", "pointer", "old", "new", "where"}]}]}.
// Each record's changes are saved together or not at all; the answer tells of each: {"results":
// [{"record", "status": "saved|conflict|refused", "revision", "indices", "conflicts", "error"}]}.
// `old` is what the person saw; a value that another has changed meanwhile is a conflict, one that
// was changed elsewhere in the record is none. Thread safe.
#pragma once

#include <string>

#include "pipeline/serve/collection.h"
#include "pipeline/serve/exchange.h"

namespace planrec::serve {

Answer SaveAnswers(Collection& collection, const std::string& body);

/// Body: {"undo": [{"record", "indices"}]}; answers as SaveAnswers.
Answer UndoAnswers(Collection& collection, const std::string& body);

/// The batch's corrections, last ones first: {"history": [{"record", "path", "index", "pointer",
/// "old", "new", "op", "by", "at", "undone"}]}.
Answer History(Collection& collection, const Request& request);

/// Of one record, in the order in which they were made.
Json HistoryOf(const Loaded& record);

}  // namespace planrec::serve
