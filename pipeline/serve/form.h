// SPDX-License-Identifier: GPL-3.0-or-later
//
// A record as a form: all of it that a person may correct, in the order in which a plan is read,
// each thing as a card (questions.h). Tables are shown as tables, from the record itself.
//
//   Json form = Form(record);   // [{"group": "head", "items": [{"pointer", "kind", "edits",
//   "where",
//                               //   "value", "confidence", "depth", "doubtful"}]}]
//
// Pure; thread safe.
#pragma once

#include "schemas/json_access.h"

namespace planrec::serve {

schemas::Json Form(const schemas::Json& record);

}  // namespace planrec::serve
