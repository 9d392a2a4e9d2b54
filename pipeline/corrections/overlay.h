// SPDX-License-Identifier: GPL-3.0-or-later
//
// A record while corrections are laid over it, one at a time:
//
//   Overlay overlay(record, corrections);
//   if (std::optional<Conflict> conflict = overlay.Take(0)) …
//
// An overlay belongs to one thread; the corrections must outlive it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/corrections/corrections.h"
#include "pipeline/corrections/pointers.h"

namespace planrec::corrections {

/// Equal but for what two readings of one object may say differently (ids, places, confidences).
bool SameValue(const Json& one, const Json& other);

/// The record as it is written: by its table of fields, keys of agencies made anew.
std::string Canonical(const Json& record);

class Overlay {
 public:
  Overlay(Json record, const std::vector<Correction>& corrections);

  /// Lays the correction of that index over what is there by now.
  std::optional<Conflict> Take(size_t index);
  /// Back to what a copy kept.
  void Restore(const Overlay& before) {
    record_ = before.record_;
    in_effect_ = before.in_effect_;
  }

  /// The value of the correction of that index as it stands now.
  std::optional<Judged> Judge(size_t index) const;

  const Json& record() const { return record_; }
  int in_effect() const { return in_effect_; }

 private:
  struct Values {
    Json old_value, new_value;
    PointerParts parts;
    std::string key;  ///< one for all corrections of the same value
  };
  struct Place {
    std::string pointer;  ///< empty: nothing stands there
    bool fits = false;
  };

  bool Fits(size_t index, const Json& found) const;
  Place Find(size_t index) const;
  std::string ArrayFor(size_t index) const;
  /// True where the program found by itself what was added.
  bool IsThere(size_t index, const Json& members) const;
  void Patch(const char* op, const std::string& pointer, const Json* value);
  void Replace(size_t index, const std::string& pointer);
  void PutIn(size_t index, const std::string& array, const Json& members);
  void TakeOut(size_t index, const std::string& pointer);

  Json record_;
  const std::vector<Correction>& corrections_;
  std::vector<Values> values_;
  std::string source_sha256_;
  int in_effect_ = 0;
};

}  // namespace planrec::corrections
