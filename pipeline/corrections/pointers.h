// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON Pointers (RFC 6901) into records: taken apart, followed, moved where a list's members move.
// Pure functions; thread safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/json_access.h"

namespace planrec::corrections {

using schemas::Json;

/// "/targets/3/value": object "/targets/3" of the list "targets", rest "/value".
/// "/sections/0/children/2/text": object "/sections/0/children/2", rest "/text".
/// "/document/number", "/targets/-": no object, all is rest.
struct PointerParts {
  std::string list, object, rest;
};

PointerParts PartsOf(const std::string& pointer);

/// Without its last part; "" for "/a".
std::string ParentOf(const std::string& pointer);
std::string LastOf(const std::string& pointer);

/// The index that a part is; nullopt for all else ("-", "01").
std::optional<size_t> IndexOf(std::string_view part);

/// What the pointer leads to; null where that is nothing.
Json* At(Json& root, const std::string& pointer);
const Json* At(const Json& root, const std::string& pointer);

/// True for the pointer itself and all that lies below it.
bool IsWithin(std::string_view pointer, std::string_view above);

/// visit(object, pointer) for each object of a list of the record, those inside `children` too,
/// until it gives false.
void ForEachIn(const Json& record, const std::string& list,
               const std::function<bool(const Json& object, const std::string& pointer)>& visit);

/// The pointer once a member was taken out of (`by` = -1) or put into (1) the array before it;
/// nullopt for one to what was taken out.
std::optional<std::string> Moved(const std::string& pointer, const std::string& array, size_t index,
                                 int by);

}  // namespace planrec::corrections
