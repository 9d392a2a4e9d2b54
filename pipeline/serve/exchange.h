// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request and its answer as values, so that what is answered needs no network to be tested.
// Plain values; pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"
#include "schemas/json_access.h"

namespace planrec::serve {

using schemas::Json;

struct Request {
  std::string method, path;  ///< decoded
  std::map<std::string, std::string> parameters;
  std::string body;

  std::string Parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  }
};

struct Answer {
  int status = 200;
  std::string type = "application/json";
  std::string body;
};

Answer JsonAnswer(const Json& json, int status = 200);

/// {"error": {"type", "message", "page"}} with the status that goes with the type.
Answer ErrorAnswer(const Error& error);
Answer ErrorAnswer(int status, std::string_view type, const std::string& message);

/// The number, or `otherwise` where the text is none between 0 and `most`.
size_t NumberOr(const std::string& text, size_t otherwise, size_t most);

}  // namespace planrec::serve
