// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/answers.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "pipeline/serve/questions.h"

namespace planrec::serve {
namespace {

using corrections::Change;
using corrections::Correction;
using schemas::Items;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr int kTries = 8;  // beside others who save into the same record
constexpr size_t kMostAnswers = 5000, kMostChanges = 200;
constexpr size_t kMostHistory = 500;

Json Parsed(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json() : value;
}

/// nullopt for what is no change.
std::optional<Change> ChangeOf(const Json& json, const std::string& by) {
  Change change;
  change.pointer = TextOrEmpty(json, "pointer");
  const std::string op = schemas::Text(json, "op").value_or("replace");
  const std::optional<corrections::Op> known = ValueOf<corrections::Op>(op);
  if (!known || !change.pointer.starts_with("/")) return std::nullopt;
  change.op = *known;
  change.by = by;
  if (json.contains("new")) change.new_value = Member(json, "new").dump();
  if (json.contains("old")) change.old_value = Member(json, "old").dump();
  const Json& where = Member(json, "where");
  const Json& box = Items(where, "bbox");
  change.where.page = schemas::Int(where, "page").value_or(0);
  const bool numbers =
      std::all_of(box.begin(), box.end(), [](const Json& n) { return n.is_number(); });
  if (box.size() == 4 && numbers) {
    change.where.bbox =
        Box{box[0].get<double>(), box[1].get<double>(), box[2].get<double>(), box[3].get<double>()};
  }
  return change;
}

/// Changes whose value is not what the person saw, and whose it is now.
Json ConflictsOf(const Loaded& now, const std::vector<Change>& changes) {
  Json conflicts = Json::array();
  for (const Change& change : changes) {
    if (change.op == corrections::Op::kAdd || change.old_value.empty()) continue;
    const Json& found = At(now.record, change.pointer);
    if (found == Parsed(change.old_value) || found == Parsed(change.new_value)) continue;
    Json conflict = {{"pointer", change.pointer}, {"theirs", found}, {"by", ""}, {"at", ""}};
    for (const Correction& correction : now.state.corrections) {
      if (correction.pointer != change.pointer || !correction.undone.empty()) continue;
      conflict["by"] = correction.by;
      conflict["at"] = correction.at;
    }
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

Json Refused(const std::string& id, const Error& error) {
  return {{"record", id},
          {"status", "refused"},
          {"error", {{"type", ErrorTypeName(error.type)}, {"message", error.message}}}};
}

Json Saved(const std::string& id, const corrections::State& state, size_t first) {
  Json indices = Json::array();
  for (size_t i = first; i < state.corrections.size(); ++i) indices.push_back(i);
  return {{"record", id},
          {"status", "saved"},
          {"revision", state.revision},
          {"indices", std::move(indices)}};
}

Json SaveOne(Collection& collection, const std::string& id, std::vector<Change> changes) {
  const std::optional<uint32_t> number = collection.Find(id);
  if (!number) return Refused(id, {ErrorType::kNotFound, "there is no such record"});
  for (int i = 0; i < kTries; ++i) {
    const auto loaded = collection.Load(*number);
    if (!loaded) return Refused(id, loaded.error());
    const Loaded& now = **loaded;
    Json conflicts = ConflictsOf(now, changes);
    if (!conflicts.empty()) {
      return {{"record", id}, {"status", "conflict"}, {"conflicts", std::move(conflicts)}};
    }
    // What stands there by now was looked at: that is what is changed, or confirmed.
    for (Change& change : changes) {
      if (change.op != corrections::Op::kAdd)
        change.old_value = At(now.record, change.pointer).dump();
    }
    const auto added = corrections::Add(collection.output(), now.file, now.state.revision, changes);
    if (!added) return Refused(id, added.error());
    if (!added->done) continue;
    const auto again = collection.Reload(*number);
    if (!again) return Refused(id, again.error());
    return Saved(id, added->state, now.state.corrections.size());
  }
  return Refused(id, {ErrorType::kUnreadable, "others are saving into this record; save again"});
}

Json UndoOne(Collection& collection, const std::string& id, const std::vector<size_t>& indices) {
  const std::optional<uint32_t> number = collection.Find(id);
  if (!number) return Refused(id, {ErrorType::kNotFound, "there is no such record"});
  for (int i = 0; i < kTries; ++i) {
    const auto loaded = collection.Load(*number);
    if (!loaded) return Refused(id, loaded.error());
    const corrections::State& state = (*loaded)->state;
    const auto undone =
        corrections::Undo(collection.output(), (*loaded)->file, state.revision, indices);
    if (!undone) return Refused(id, undone.error());
    if (!undone->done) continue;
    const auto again = collection.Reload(*number);
    if (!again) return Refused(id, again.error());
    return Saved(id, undone->state, undone->state.corrections.size());
  }
  return Refused(id, {ErrorType::kUnreadable, "others are saving into this record; try again"});
}

Json EntryOf(const corrections::State& state, size_t index) {
  const Correction& correction = state.corrections[index];
  return {{"record", Collection::IdOf(state.record)},
          {"path", state.source_path},
          {"index", index},
          {"pointer", correction.pointer},
          {"op", NameOf(correction.op)},
          {"old", Parsed(correction.old_value)},
          {"new", Parsed(correction.new_value)},
          {"by", correction.by},
          {"at", correction.at},
          {"undone", correction.undone}};
}

Answer Malformed(const char* wanted) {
  return ErrorAnswer(
      400, "bad_request",
      std::string("the body is not ") + wanted + "; /api/openapi.json says what is wanted");
}

}  // namespace

Answer SaveAnswers(Collection& collection, const std::string& body) {
  const Json json = Parsed(body);
  const Json& answers = Items(json, "answers");
  if (answers.empty() || answers.size() > kMostAnswers) return Malformed("a list of answers");
  const std::string by = TextOrEmpty(json, "by");
  Json results = Json::array();
  for (const Json& answer : answers) {
    std::vector<Change> changes;
    const Json& wanted = Items(answer, "changes");
    if (wanted.empty() || wanted.size() > kMostChanges) return Malformed("a list of changes");
    for (const Json& change : wanted) {
      std::optional<Change> one = ChangeOf(change, by);
      if (!one) return Malformed("a change with a pointer");
      changes.push_back(std::move(*one));
    }
    results.push_back(SaveOne(collection, TextOrEmpty(answer, "record"), std::move(changes)));
  }
  return JsonAnswer({{"results", std::move(results)}});
}

Answer UndoAnswers(Collection& collection, const std::string& body) {
  const Json json = Parsed(body);
  const Json& wanted = Items(json, "undo");
  if (wanted.empty() || wanted.size() > kMostAnswers) return Malformed("a list to undo");
  Json results = Json::array();
  for (const Json& one : wanted) {
    std::vector<size_t> indices;
    for (const Json& index : Items(one, "indices")) {
      if (!index.is_number_unsigned()) return Malformed("a list of indices");
      indices.push_back(index.get<size_t>());
    }
    results.push_back(UndoOne(collection, TextOrEmpty(one, "record"), indices));
  }
  return JsonAnswer({{"results", std::move(results)}});
}

Json HistoryOf(const Loaded& record) {
  Json history = Json::array();
  for (size_t i = 0; i < record.state.corrections.size(); ++i) {
    history.push_back(EntryOf(record.state, i));
  }
  return history;
}

Answer History(Collection& collection, const Request& request) {
  namespace fs = std::filesystem;
  const size_t limit = NumberOr(request.Parameter("limit"), 50, kMostHistory);
  const std::string folder = collection.output() + "/corrections";
  std::vector<std::pair<fs::file_time_type, std::string>> files;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string record =
        corrections::RecordOf("corrections" + at->path().string().substr(folder.size()));
    std::error_code gone;
    const auto changed = fs::last_write_time(at->path(), gone);
    if (!record.empty() && !gone) files.emplace_back(changed, record);
  }
  std::sort(files.rbegin(), files.rend());
  if (files.size() > limit) files.resize(limit);
  std::vector<Json> entries;
  for (const auto& [changed, file] : files) {
    const auto state = corrections::Read(collection.output(), file);
    if (!state) continue;
    for (size_t i = 0; i < state->corrections.size(); ++i) entries.push_back(EntryOf(*state, i));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Json& a, const Json& b) {
    return TextOrEmpty(a, "at") > TextOrEmpty(b, "at");
  });
  if (entries.size() > limit) entries.resize(limit);
  return JsonAnswer({{"history", entries}});
}

}  // namespace planrec::serve
