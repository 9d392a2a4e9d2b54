// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that two readers have differently are told of their page ("“S11” was read as “SI1” by a
// second reader"). A person can only answer where the word stands in the record: it is looked for
// there.
//
//   std::optional<Reading> reading = FindReading(record, entry);
//
// Pure; thread safe.
#pragma once

#include <optional>
#include <string>

#include "schemas/json_access.h"

namespace planrec::serve {

struct Reading {
  std::string object;  ///< pointer of the thing whose text has the word: "/sections/3"
  std::string text;    ///< pointer of that text: "/sections/3/text"
  std::string other;   ///< the text as the other reader has it
};

/// nullopt for an entry of another kind, and where no text of that page has the word.
std::optional<Reading> FindReading(const schemas::Json& record, const schemas::Json& entry);

}  // namespace planrec::serve
