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

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

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

namespace internal {
/// End the program, in every build: a caller that did not look before it took. What is on standard
/// error names the failure that was overlooked; a worker that ends so costs its document.
[[noreturn]] void ValueOfFailure(const Error* error);
[[noreturn]] void ErrorOfSuccess();
}  // namespace internal

/// A value or an Error. Accessing the value of a failed result, or the error of another, is a
/// programming error: checked in every build, it ends the program.
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
    if (T* held = std::get_if<T>(&state_)) return *held;
    internal::ValueOfFailure(std::get_if<Error>(&state_));
  }
  const T& value() const {
    if (const T* held = std::get_if<T>(&state_)) return *held;
    internal::ValueOfFailure(std::get_if<Error>(&state_));
  }
  const Error& error() const {
    if (const Error* held = std::get_if<Error>(&state_)) return *held;
    internal::ErrorOfSuccess();
  }

 private:
  std::variant<T, Error> state_;
};

/// For functions that give nothing back but may fail.
struct Done {};
using Status = Result<Done>;

}  // namespace planrec
