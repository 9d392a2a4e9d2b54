// SPDX-License-Identifier: GPL-3.0-or-later
// The files of corrections of an output folder: read, added to under a lock, moved.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "pipeline/corrections/correction_file.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/corrections/overlay.h"
#include "pipeline/corrections/pointers.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/read_files.h"
#include "schemas/record_json.h"

namespace planrec::corrections {
namespace {

constexpr std::string_view kRecords = "records/", kRecordEnding = ".plan.json";
constexpr std::string_view kCorrections = "corrections/", kEnding = ".json";
/// No person writes more; a record has a few hundred kilobytes.
constexpr int64_t kMostBytes = int64_t{256} << 20;

std::string Now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

/// True for a path that stays below its folder.
bool StaysBelow(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return false;
  for (size_t at = 0; at <= path.size();) {
    const size_t stop = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, stop - at);
    if (part.empty() || part == "." || part == "..") return false;
    at = stop + 1;
  }
  return true;
}

/// Held while a file of corrections changes.
class Lock {
 public:
  Status Take(const std::string& output) {
    const std::string folder = output + "/corrections";
    Status made = MakeFolders(folder);
    if (!made) return made;
    const std::string path = folder + "/.planrec.lock";
    file_.Reset(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!file_.valid()) return WriteError("write into", folder, errno);
    while (flock(file_.get(), LOCK_EX) != 0) {
      if (errno != EINTR) return WriteError("lock", path, errno);
    }
    return Done{};
  }

 private:
  FileDescriptor file_;
};

Error CantBe(const std::string& pointer, const std::string& why) {
  return {ErrorType::kCorrupt, "the correction of " + pointer + " can't be made: " + why};
}

/// Of the innermost object with an id that the pointer leads through, or of a field's evidence.
Json WhereOf(const Json& record, const std::string& pointer) {
  if (pointer.starts_with("/document/")) {
    const std::string field = LastOf(pointer);
    for (const Json& each : schemas::Items(record["document"], "evidence")) {
      if (schemas::TextOrEmpty(each, "field") == field) return schemas::Member(each, "where");
    }
    return nullptr;
  }
  const PointerParts parts = PartsOf(pointer);
  const Json* object = parts.object.empty() ? nullptr : At(record, parts.object);
  return object == nullptr ? Json() : schemas::Member(*object, "where");
}

/// An id that no reading gives: "t-p1".
std::string NewId(const Json& record, const std::string& list) {
  std::string prefix = list.substr(0, 1);
  ForEachFieldOf<PlanRecord>([&]<typename M>(const Field<PlanRecord, M>& field) {
    if constexpr (Vector<M>) {
      if constexpr (Described<typename M::value_type>) {
        if (field.form.name == list) {
          const std::string id = IdOf<typename M::value_type>(0);
          if (!id.empty()) prefix = id.substr(0, id.size() - 1);
        }
      }
    }
  });
  for (int number = 1;; ++number) {
    const std::string id = prefix + "-p" + std::to_string(number);
    bool free = true;
    ForEachIn(record, list, [&](const Json& object, const std::string&) {
      free = schemas::TextOrEmpty(object, "id") != id;
      return free;
    });
    if (free) return id;
  }
}

/// An object that a person adds, with all its members: what was not said is as in a new one.
Json WholeObject(const Json& record, const std::string& array, const std::string& list,
                 Json object) {
  if (!object.contains("id") && list != "appendices" && list != "repairs")
    object["id"] = NewId(record, list);
  if (!object.contains("confidence")) object["confidence"] = 1;
  Json with = record;
  Json* members = At(with, array);
  members->push_back(std::move(object));
  const size_t index = members->size() - 1;
  const Json filled = Json::parse(Canonical(with), nullptr, false);
  const Json* whole = At(filled, array + "/" + std::to_string(index));
  return whole == nullptr ? members->back() : *whole;
}

/// A change as it is kept, checked against the record as it is shown.
Result<Correction> ToCorrection(const Change& change, const Json& record) {
  Correction out;
  out.op = change.op;
  out.pointer = change.pointer;
  out.by = change.by;
  out.at = change.at.empty() ? Now() : change.at;
  out.where = change.where.page > 0 ? change.where : ReadWhere(WhereOf(record, change.pointer));
  out.source_sha256 = schemas::TextOrEmpty(record["source"], "sha256");
  const PointerParts parts = PartsOf(change.pointer);
  if (const Json* object = At(record, parts.object); object != nullptr && !parts.object.empty())
    out.id = schemas::TextOrEmpty(*object, "id");
  Json value = Json::parse(change.new_value, nullptr, false);
  if (value.is_discarded()) return CantBe(change.pointer, "the new value is no JSON");
  if (change.op == Op::kAdd) {
    const std::string array = ParentOf(change.pointer), last = LastOf(change.pointer);
    const Json* members = At(record, array);
    if (members == nullptr || !members->is_array() || (last != "-" && !IndexOf(last)))
      return CantBe(change.pointer, "it names no list of the record; end it in /-");
    if (value.is_object()) {
      const std::string list = parts.object.empty() ? array.substr(1) : "";
      value = WholeObject(record, array, list, std::move(value));
      if (out.where.page == 0) out.where = ReadWhere(schemas::Member(value, "where"));
    }
  } else {
    const Json* old = At(record, change.pointer);
    if (old == nullptr) return CantBe(change.pointer, "nothing stands there; load the record anew");
    if (!change.old_value.empty() && Json::parse(change.old_value, nullptr, false) != *old)
      return CantBe(change.pointer, "it is " + old->dump() + " by now; load the record anew");
    out.old_value = old->dump();
    if (change.op == Op::kRemove) value = nullptr;
  }
  out.new_value = value.dump();
  return out;
}

/// What no person corrects: where a record comes from and what is said about it.
bool IsCorrectable(const std::string& pointer) {
  constexpr std::string_view kNot[] = {"/schema_version",
                                       "/source",
                                       "/review",
                                       "/warnings",
                                       "/repairs",
                                       "/corrections",
                                       "/unplaced",
                                       "/document/evidence",
                                       "/document/confidence",
                                       "/recipients_evidence"};
  return pointer.starts_with("/") &&
         std::none_of(std::begin(kNot), std::end(kNot),
                      [&](std::string_view above) { return IsWithin(pointer, above); });
}

Status Write(const std::string& output, const std::string& path, State& state) {
  const std::string json = WriteState(state);
  const Status written = WriteAtomically(output + "/" + path, json);
  if (written) state.revision = Sha256(json);
  return written;
}

/// Lays one more correction over a record; the record's JSON after it.
Result<std::string> Extend(const std::string& shown, const Correction& correction) {
  const size_t before = schemas::ValidateRecord(shown).size();
  const Json record = Json::parse(shown, nullptr, false);
  const std::vector<Correction> one = {correction};
  Overlay overlay(record, one);
  if (overlay.Take(0)) return CantBe(correction.pointer, "it does not fit the record");
  const std::vector<schemas::Violation> violations =
      schemas::ValidateRecord(overlay.record().dump());
  if (violations.size() > before) {
    return CantBe(correction.pointer,
                  "the record would not be valid: " + violations.front().pointer + " " +
                      violations.front().message);
  }
  return Canonical(overlay.record());
}

}  // namespace

Result<std::string> CorrectionsPath(std::string_view record) {
  const bool named = record.starts_with(kRecords) && record.ends_with(kRecordEnding) &&
                     record.size() > kRecords.size() + kRecordEnding.size() && StaysBelow(record);
  if (!named) {
    return Error{ErrorType::kCorrupt,
                 "'" + std::string(record) + "' names no record: records/….plan.json is wanted"};
  }
  const std::string_view stem =
      record.substr(kRecords.size(), record.size() - kRecords.size() - kRecordEnding.size());
  return std::string(kCorrections) + std::string(stem) + std::string(kEnding);
}

std::string RecordOf(std::string_view path) {
  const bool named = path.starts_with(kCorrections) && path.ends_with(kEnding) &&
                     path.size() > kCorrections.size() + kEnding.size() && StaysBelow(path);
  if (!named) return "";
  const std::string_view stem =
      path.substr(kCorrections.size(), path.size() - kCorrections.size() - kEnding.size());
  return std::string(kRecords) + std::string(stem) + std::string(kRecordEnding);
}

Result<State> Read(const std::string& output, const std::string& record) {
  const Result<std::string> path = CorrectionsPath(record);
  if (!path) return path.error();
  const Result<std::string> text = ReadWhole(output + "/" + *path, kMostBytes);
  if (!text && text.error().type == ErrorType::kNotFound) {
    State none;
    none.record = record;
    return none;
  }
  if (!text) return text.error();
  Result<State> state = ParseState(*text);
  if (!state) return Error{state.error().type, *path + " " + state.error().message};
  state->record = record;
  state->revision = Sha256(*text);
  return state;
}

Result<Added> Add(const std::string& output, const std::string& record, const std::string& seen,
                  const std::vector<Change>& changes) {
  const Result<std::string> path = CorrectionsPath(record);
  if (!path) return path.error();
  const Result<std::string> original = ReadWhole(output + "/" + record, kMostBytes);
  if (!original) return original.error();
  Lock lock;
  if (const Status locked = lock.Take(output); !locked) return locked.error();
  Result<State> state = Read(output, record);
  if (!state) return state.error();
  if (state->revision != seen) return Added{false, std::move(*state)};
  std::string shown = Apply(*original, state->corrections).json;
  for (const Change& change : changes) {
    if (!IsCorrectable(change.pointer))
      return CantBe(change.pointer, "it is not a value of the document");
    const Json now = Json::parse(shown, nullptr, false);
    if (!now.is_object() || !now.contains("document"))
      return Error{ErrorType::kCorrupt, record + " is no record; run planrec again"};
    const Result<Correction> correction = ToCorrection(change, now);
    if (!correction) return correction.error();
    Result<std::string> extended = Extend(shown, *correction);
    if (!extended) return extended.error();
    shown = std::move(*extended);
    state->source_path = schemas::TextOrEmpty(now["source"], "path");
    state->source_sha256 = correction->source_sha256;
    state->corrections.push_back(*correction);
  }
  if (changes.empty()) return Added{true, std::move(*state)};
  if (const Status written = Write(output, *path, *state); !written) return written.error();
  return Added{true, std::move(*state)};
}

Result<Added> Undo(const std::string& output, const std::string& record, const std::string& seen,
                   const std::vector<size_t>& indices, const std::string& at) {
  const Result<std::string> path = CorrectionsPath(record);
  if (!path) return path.error();
  Lock lock;
  if (const Status locked = lock.Take(output); !locked) return locked.error();
  Result<State> state = Read(output, record);
  if (!state) return state.error();
  if (state->revision != seen) return Added{false, std::move(*state)};
  for (const size_t index : indices) {
    if (index >= state->corrections.size()) {
      return Error{ErrorType::kCorrupt,
                   "there is no correction number " + std::to_string(index) + " of " + record};
    }
    std::string& undone = state->corrections[index].undone;
    if (undone.empty()) undone = at.empty() ? Now() : at;
  }
  if (indices.empty()) return Added{true, std::move(*state)};
  if (const Status written = Write(output, *path, *state); !written) return written.error();
  return Added{true, std::move(*state)};
}

Status Follow(const std::string& output, const std::string& from_record,
              const std::string& to_record) {
  const Result<std::string> from = CorrectionsPath(from_record), to = CorrectionsPath(to_record);
  if (!from) return from.error();
  if (!to) return to.error();
  Result<State> state = Read(output, from_record);
  // One that can't be understood stays where it is: a run names it.
  if (!state || state->revision.empty()) return Done{};
  Lock lock;
  if (const Status locked = lock.Take(output); !locked) return locked;
  const Result<State> there = Read(output, to_record);
  if (!there || !there->revision.empty()) return Done{};
  state->record = to_record;
  if (const Status written = Write(output, *to, *state); !written) return written;
  unlink((output + "/" + *from).c_str());
  return Done{};
}

}  // namespace planrec::corrections
