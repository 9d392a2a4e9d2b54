// SPDX-License-Identifier: GPL-3.0-or-later
//
// One SQLite statement with its values bound, for the ledger. Not thread safe.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace planrec::batch {

class Statement {
 public:
  Statement(sqlite3* database, const char* sql) {
    ok_ = sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) == SQLITE_OK;
  }
  /// One that is kept for the next use: bindings and rows go, the statement stays its owner's.
  explicit Statement(sqlite3_stmt* kept) : statement_(kept), kept_(true), ok_(kept != nullptr) {}
  ~Statement() {
    if (!kept_) {
      sqlite3_finalize(statement_);
    } else if (statement_ != nullptr) {
      sqlite3_reset(statement_);
      sqlite3_clear_bindings(statement_);
    }
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& Text(std::string_view value) {
    ok_ = ok_ && sqlite3_bind_text(statement_, ++bound_, value.data(),
                                   static_cast<int>(value.size()), SQLITE_TRANSIENT) == SQLITE_OK;
    return *this;
  }
  Statement& Blob(std::string_view value) {
    ok_ = ok_ && sqlite3_bind_blob(statement_, ++bound_, value.data(),
                                   static_cast<int>(value.size()), SQLITE_TRANSIENT) == SQLITE_OK;
    return *this;
  }
  Statement& Int(int64_t value) {
    ok_ = ok_ && sqlite3_bind_int64(statement_, ++bound_, value) == SQLITE_OK;
    return *this;
  }
  Statement& Real(double value) {
    ok_ = ok_ && sqlite3_bind_double(statement_, ++bound_, value) == SQLITE_OK;
    return *this;
  }

  Statement& Null() {
    ++bound_;
    return *this;
  }

  /// True where a row was fetched; false at the end or on failure (see ok()).
  bool Row() {
    if (!ok_) return false;
    const int code = sqlite3_step(statement_);
    column_ = 0;
    ok_ = code == SQLITE_ROW || code == SQLITE_DONE;
    return code == SQLITE_ROW;
  }
  /// Runs a statement that gives no rows.
  bool Done() {
    Row();
    return ok_;
  }
  bool ok() const { return ok_; }

  /// The next column of the row, left to right.
  std::string TakeText() {
    const void* bytes = sqlite3_column_blob(statement_, column_);
    const int size = sqlite3_column_bytes(statement_, column_++);
    return bytes == nullptr
               ? std::string()
               : std::string(static_cast<const char*>(bytes), static_cast<size_t>(size));
  }
  int64_t TakeInt() { return sqlite3_column_int64(statement_, column_++); }
  void Skip(int columns) { column_ += columns; }
  double TakeReal() { return sqlite3_column_double(statement_, column_++); }

 private:
  sqlite3_stmt* statement_ = nullptr;
  bool kept_ = false;
  int bound_ = 0, column_ = 0;
  bool ok_ = false;
};

}  // namespace planrec::batch
