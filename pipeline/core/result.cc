// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/result.h"

namespace planrec {

std::string_view ErrorTypeName(ErrorType type) {
  const std::string_view name = NameOf(type);
  return name.empty() ? NameOf(ErrorType::kInternal) : name;
}

std::string_view PublishedErrorTypeName(ErrorType type) {
  switch (type) {
    case ErrorType::kOutputFailed:
    case ErrorType::kModelMissing:
    case ErrorType::kInterrupted:
      return ErrorTypeName(ErrorType::kInternal);
    default:
      return ErrorTypeName(type);
  }
}

std::optional<ErrorType> ParseErrorType(std::string_view name) {
  return ValueOf<ErrorType>(name);
}

}  // namespace planrec
