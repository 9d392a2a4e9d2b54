// SPDX-License-Identifier: GPL-3.0-or-later
//
// Failure as a value. Every function at a room's border that can fail returns Result<T>:
//
//   Result<int> pages = CountPages(file);
//   if (!pages) return pages.error();
//   Use(*pages);
//
// An Error names one of the types of the command-line contract, says in `message` what happened and
// what to do next, and carries the page it happened on where there is one. No exceptions cross a
// room's border. Values and errors are plain data; const access is thread safe.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "pipeline/core/names.h"

namespace planrec {

/// All kinds of failure. Up to kNoText, and kInternal, they are the closed list of batch.json and
/// the records.
enum class ErrorType {
  kNotFound,
  kUnreadable,
  kUnsupportedType,
  kEmpty,
  kCorrupt,
  kEncrypted,
  kTooLarge,
  kTimeout,
  kOutOfMemory,
  kCrashed,
  kNoText,
  kOutputFailed,  ///< output can't be written (exit 5)
  kModelMissing,  ///< a model or language file is missing or of the wrong version (exit 6)
  kInterrupted,
  kInternal,
};
template <>
inline constexpr auto kNames<ErrorType> = Names("not_found", "unreadable", "unsupported_type",
                                                "empty", "corrupt", "encrypted", "too_large",
                                                "timeout", "out_of_memory", "crashed", "no_text",
                                                "output_failed", "model_missing", "interrupted",
                                                "internal");

/// "not_found", "unreadable", … as the ledger keeps them.
std::string_view ErrorTypeName(ErrorType type);
/// The name as batch.json and records publish it, whose list is closed: what is the run's own
/// matter and not an input's (output, model, interruption) is "internal" there, and its message
/// says what.
std::string_view PublishedErrorTypeName(ErrorType type);
/// The inverse of ErrorTypeName; nullopt for a name that is none.
std::optional<ErrorType> ParseErrorType(std::string_view name);

struct Error {
  ErrorType type = ErrorType::kInternal;
  std::string message;
  int page = 0;  ///< 1-based; 0 when the error is not about one page
};

/// A value or an Error. Accessing the value of a failed result is a programming error (asserts).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& value() {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  const T& value() const {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<Error>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// For functions that give nothing back but may fail.
struct Done {};
using Status = Result<Done>;

}  // namespace planrec
