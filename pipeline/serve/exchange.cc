// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/exchange.h"

#include <charconv>

namespace planrec::serve {
namespace {

int StatusOf(ErrorType type) {
  switch (type) {
    case ErrorType::kNotFound:
      return 404;
    case ErrorType::kUnreadable:
      return 409;
    case ErrorType::kTooLarge:
      return 413;
    case ErrorType::kUnsupportedType:
      return 415;
    case ErrorType::kEmpty:
    case ErrorType::kCorrupt:
    case ErrorType::kEncrypted:
    case ErrorType::kNoText:
      return 422;
    case ErrorType::kInterrupted:
      return 503;
    case ErrorType::kTimeout:
      return 504;
    case ErrorType::kOutputFailed:
      return 507;
    default:
      return 500;
  }
}

}  // namespace

Answer JsonAnswer(const Json& json, int status) {
  return {status, "application/json", json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Answer ErrorAnswer(const Error& error) {
  Json json = {{"type", ErrorTypeName(error.type)}, {"message", error.message}};
  if (error.page > 0) json["page"] = error.page;
  return JsonAnswer({{"error", std::move(json)}}, StatusOf(error.type));
}

Answer ErrorAnswer(int status, std::string_view type, const std::string& message) {
  return JsonAnswer({{"error", {{"type", type}, {"message", message}}}}, status);
}

size_t NumberOr(const std::string& text, size_t otherwise, size_t most) {
  size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole && value <= most ? value : otherwise;
}

}  // namespace planrec::serve
