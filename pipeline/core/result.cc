// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/result.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace planrec {
namespace {

struct NamedType {
  ErrorType type;
  std::string_view name;
};

constexpr std::array<NamedType, 15> kTypes = {{
    {ErrorType::kNotFound, "not_found"},
    {ErrorType::kUnreadable, "unreadable"},
    {ErrorType::kUnsupportedType, "unsupported_type"},
    {ErrorType::kEmpty, "empty"},
    {ErrorType::kCorrupt, "corrupt"},
    {ErrorType::kEncrypted, "encrypted"},
    {ErrorType::kTooLarge, "too_large"},
    {ErrorType::kTimeout, "timeout"},
    {ErrorType::kOutOfMemory, "out_of_memory"},
    {ErrorType::kCrashed, "crashed"},
    {ErrorType::kNoText, "no_text"},
    {ErrorType::kOutputFailed, "output_failed"},
    {ErrorType::kModelMissing, "model_missing"},
    {ErrorType::kInterrupted, "interrupted"},
    {ErrorType::kInternal, "internal"},
}};

}  // namespace

void internal::ValueOfFailure(const Error* error) {
  const std::string_view type = error == nullptr ? "nothing" : ErrorTypeName(error->type);
  std::fprintf(stderr, "planrec: a defect: the value of a failure was taken: %.*s: %s\n",
               static_cast<int>(type.size()), type.data(),
               error == nullptr ? "" : error->message.c_str());
  std::abort();
}

void internal::ErrorOfSuccess() {
  std::fputs("planrec: a defect: the error of a success was taken\n", stderr);
  std::abort();
}

std::string_view ErrorTypeName(ErrorType type) {
  for (const NamedType& entry : kTypes) {
    if (entry.type == type) return entry.name;
  }
  return "internal";
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
  for (const NamedType& entry : kTypes) {
    if (entry.name == name) return entry.type;
  }
  return std::nullopt;
}

}  // namespace planrec
