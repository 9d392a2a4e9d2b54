// SPDX-License-Identifier: GPL-3.0-or-later
//
// What persons correct: files of their own beside the records of an output folder, laid over each
// record wherever it is written out. The record's file stays as the program made it.
//
//   Result<State> state = Read("out", "records/a.pdf.plan.json");
//   Result<Added> added = Add("out", state->record, state->revision,
//                             {{.pointer = "/targets/2/value", .new_value = "95", .by = "Lan"}});
//   if (added && !added->done) …                       // somebody was faster: added->state
//   Applied applied = Apply(record_json, added->state.corrections);
//   applied.json; applied.conflicts;
//
// OUT/corrections/<path of the record>.json:
//
//   { "schema_version": "1.0", "source": { "path", "sha256" }, "record": "records/a.pdf.plan.json",
//     "corrections": [ { "pointer", "id", "op": "replace|add|remove", "old", "new",
//                        "where", "by", "at", "undone", "source_sha256" } ] }
//
// in the order in which they were made; none is ever taken out. In effect each is an operation of
// JSON Patch (RFC 6902) on the record as the ones before left it. `new` equal to `old` confirms a
// value as it is. `id`: of the innermost object with one that the pointer leads through: the value
// is found by it where objects have changed places, else by `where`. `undone`: since when it does
// not count. `source_sha256`: only where the correction was made for another content of the source
// than the file names now.
//
// A correction that does not fit any more (Conflict) is kept, listed, and left out of the effect.
// A value that the program itself reads so by now is no conflict.
//
// Values are JSON texts. Functions are thread safe; Add and Undo may be called by several processes
// at once (flock on OUT/corrections/.planrec.lock). Failures: kNotFound (no such record),
// kCorrupt (a file that can't be understood, a change that can't be made: the message says why),
// kOutputFailed, kTooLarge.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/names.h"
#include "pipeline/core/placed_text.h"
#include "pipeline/core/result.h"

namespace planrec::corrections {
enum class Op { kReplace, kAdd, kRemove };

/// kValueChanged: the program reads neither what was corrected nor what it was corrected to.
/// kGone: nothing stands there any more. kSourceChanged: the source has another content.
/// kInvalid: the record would not be valid with it.
enum class ConflictReason { kValueChanged, kGone, kSourceChanged, kInvalid };
}  // namespace planrec::corrections

namespace planrec {
template <>
inline constexpr auto kNames<corrections::Op> = Names("replace", "add", "remove");
template <>
inline constexpr auto kNames<corrections::ConflictReason> = Names("value_changed", "gone",
                                                                  "source_changed", "invalid");
}  // namespace planrec

namespace planrec::corrections {

struct Correction {
  Op op = Op::kReplace;
  std::string pointer;  ///< RFC 6901, into the record as it was shown
  std::string id;       ///< may be empty
  std::string old_value = "null", new_value = "null";
  Where where;  ///< page 0 = not known
  std::string by;
  std::string at;             ///< ISO 8601, UTC
  std::string undone;         ///< the same; empty = it counts
  std::string source_sha256;  ///< of the content that it was made for
};

struct State {
  std::string record;  ///< "records/a.pdf.plan.json"
  std::string source_path, source_sha256;
  std::vector<Correction> corrections;
  std::string revision;  ///< SHA-256 of the file; empty where there is none
};

struct Conflict {
  size_t index = 0;  ///< in the list of corrections
  std::string pointer;
  ConflictReason reason = ConflictReason::kValueChanged;
  std::string old_value, found, new_value;  ///< `found`: what stands there, "null" where nothing
};

struct Applied {
  std::string json;  ///< as schemas::WriteRecord lays it out
  int in_effect = 0;
  std::vector<Conflict> conflicts;
};

/// A change that a person wants.
struct Change {
  Op op = Op::kReplace;
  std::string pointer;             ///< into the record with its corrections laid over
  std::string new_value = "null";  ///< of an added object: what is not said is filled in
  std::string old_value = {};      ///< what the person saw there; empty = not said
  Where where = {};                ///< page 0: that of the object
  std::string by = {};
  std::string at = {};  ///< empty: now
};

struct Added {
  bool done = false;  ///< false: the file had changed since; `state` is what it has now
  State state;
};

/// "corrections/a.pdf.json" for "records/a.pdf.plan.json". kCorrupt for what names no record's file
/// below the output folder.
Result<std::string> CorrectionsPath(std::string_view record);

/// The inverse; empty for another name.
std::string RecordOf(std::string_view corrections_path);

/// A record without corrections has an empty state.
Result<State> Read(const std::string& output, const std::string& record);

/// The record (its JSON) with all that counts laid over it.
Applied Apply(std::string_view record_json, const std::vector<Correction>& corrections);

/// A value that a person looked at, and what the program makes of it.
struct Judged {
  std::string field;  ///< "document.number", "targets.value", "tables.rows.cells.text"
  Op op = Op::kReplace;
  bool right = false;
  std::optional<double> confidence;  ///< the program's, where it tells one
  bool in_review = false;
};

/// The program's record against what persons made of it; corrections for another content of the
/// source are left out.
std::vector<Judged> Judge(std::string_view record_json, const std::vector<Correction>& corrections);

/// Adds changes where the file's revision is still `seen`. All of them or none: the record must
/// stay valid.
Result<Added> Add(const std::string& output, const std::string& record, const std::string& seen,
                  const std::vector<Change>& changes);

/// Marks corrections as undone.
Result<Added> Undo(const std::string& output, const std::string& record, const std::string& seen,
                   const std::vector<size_t>& indices, const std::string& at = {});

/// The record moved: its corrections follow, unless its new place has some already.
Status Follow(const std::string& output, const std::string& from_record,
              const std::string& to_record);

}  // namespace planrec::corrections
