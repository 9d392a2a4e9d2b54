// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/link_records.h"

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extractors/vocabulary/agency_keys.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/side_by_side.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/file_group.h"
#include "pipeline/files/read_files.h"

namespace planrec::batch {
namespace {

using schemas::CitationLink;
using schemas::GraphEdge;
using schemas::InputEntry;

/// Records that are flushed together: a flush is then below a tenth of what they cost.
constexpr size_t kMostInGroup = 4096;

/// A body's key; its head signs for it: "Chủ tịch UBND tỉnh" is "UBND tỉnh".
std::string BodyKey(const std::string& name) {
  std::string key = extract::AgencyKey(name);
  constexpr std::string_view kHead = "chu tich ";
  if (key.starts_with(kHead)) key.erase(0, kHead.size());
  return key;
}

bool BeginsWithWords(const std::string& text, const std::string& words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// A code that holds its year: "42/2022/NĐ-CP".
bool HasYear(const std::string& code) {
  const size_t first = code.find('/');
  if (first == std::string::npos || first + 5 >= code.size() || code[first + 5] != '/')
    return false;
  return std::all_of(code.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                     code.begin() + static_cast<std::ptrdiff_t>(first) + 5,
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// What a citation may lead to: heads in the ledger, and those that persons corrected.
class Targets {
 public:
  Targets(const CorrectedRecords& corrected, Ledger& ledger)
      : corrected_(corrected), ledger_(ledger) {}

  /// Where it leads; nullopt for nowhere, and for two that fit equally well.
  Result<std::optional<LinkTarget>> Find(const CitationLink& citation,
                                         const std::string& own_sha256) {
    const Result<const std::vector<LinkTarget>*> all = Of(citation);
    if (!all) return all.error();
    const LinkTarget* found = nullptr;
    for (const LinkTarget& target : **all) {
      if (target.sha256 == own_sha256 || !Leads(citation, target)) continue;
      if (found != nullptr && found->sha256 != target.sha256) return std::optional<LinkTarget>();
      found = &target;
    }
    return found == nullptr ? std::optional<LinkTarget>() : *found;
  }

 private:
  /// Documents with that code and no other date.
  Result<const std::vector<LinkTarget>*> Of(const CitationLink& citation) {
    static const std::vector<LinkTarget> none;
    if (citation.code.empty()) return &none;
    const std::string key = citation.code + '\n' + citation.issued_on;
    if (const auto known = known_.find(key); known != known_.end()) return &known->second;
    Result<std::vector<DocumentHead>> heads = ledger_.Heads(citation.code, citation.issued_on);
    if (!heads) return heads.error();
    std::vector<LinkTarget> targets;
    for (DocumentHead& head : *heads) {
      if (!corrected_.Brief(head.record)) targets.push_back(std::move(head.target));
    }
    for (const std::string& record : corrected_.RecordsWithCode(citation.code)) {
      const schemas::PlanBrief& brief = *corrected_.Brief(record);
      Result<std::optional<DocumentHead>> head = ledger_.HeadOf(record);
      if (!head) return head.error();
      if (!*head) continue;
      LinkTarget& target = (*head)->target;
      targets.push_back({target.path, target.sha256, brief.code, brief.issued_on, brief.issuer});
    }
    // What most citations lead to is asked for again and again; memory does not grow with the rest.
    if (held_ += targets.size() + 1; held_ > kMostHeld) {
      known_.clear();
      held_ = targets.size() + 1;
    }
    return &(known_[key] = std::move(targets));
  }

  static constexpr size_t kMostHeld = 20'000;
  const CorrectedRecords& corrected_;
  Ledger& ledger_;
  std::unordered_map<std::string, std::vector<LinkTarget>> known_;
  size_t held_ = 0;
};

}  // namespace

bool Leads(const CitationLink& citation, const LinkTarget& target) {
  if (citation.code.empty() || citation.code.front() == '/' || citation.code != target.code)
    return false;
  const std::string cited = BodyKey(citation.issuer), body = BodyKey(target.issuer);
  const bool same_body = !cited.empty() && cited == body;
  if (!cited.empty() && !body.empty() && !BeginsWithWords(body, cited) &&
      !BeginsWithWords(cited, body))
    return false;
  if (!citation.issued_on.empty() && !target.issued_on.empty()) {
    // One of them may be blank in its day: "2024-01".
    const size_t known = std::min(citation.issued_on.size(), target.issued_on.size());
    return citation.issued_on.compare(0, known, target.issued_on, 0, known) == 0;
  }
  return same_body || HasYear(citation.code);
}

namespace {

/// A document whose citations are looked at.
struct From {
  std::string path, sha256;
};

/// Sets where its citations lead; true where that is another place than before. `edges`: of them.
Result<bool> Resolve(const From& from, std::vector<CitationLink>& links, Targets& targets,
                     std::vector<GraphEdge>& edges) {
  bool changed = false;
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (CitationLink& link : links) {
    const Result<std::optional<LinkTarget>> target = targets.Find(link, from.sha256);
    if (!target) return target.error();
    const std::string to = *target ? (*target)->sha256 : "";
    changed |= to != link.resolves_to;
    link.resolves_to = to;
    if (*target && known.emplace((*target)->path, link.code, link.role).second)
      edges.push_back({from.path, (*target)->path, link.code, link.role});
  }
  return changed;
}

/// Of the record of a part, as it was written.
std::string Sha256Of(const WrittenRecord& written, int part) {
  if (part == 1) return written.sha256;
  const auto at = static_cast<size_t>(part) - 2;
  return at < written.further.size() ? written.further[at].sha256 : "";
}

/// A record on its way: what is looked at by itself is looked at side by side, what hangs on others
/// (where citations lead) one after the other.
struct Passing {
  From from;
  int part = 1;
  std::string known;  ///< digest of the record as the ledger has it
  LinkedRecord linked;
  std::vector<CitationLink> links;
  std::vector<GraphEdge> edges;
  bool as_known = false, changed = false;
  std::string sha256, line;
  Status status = Done{};
};

/// Records that are flushed together, and what the ledger will say of them once they are in place.
struct Group {
  struct Note {
    std::string path;
    int part = 1;
    WrittenFile written;
  };
  FileGroup files;
  std::vector<Note> notes;
  size_t records = 0;  ///< that passed
};

/// Records that are held at a time, and what is done with them meanwhile.
struct Batch {
  std::vector<Passing> records;
  std::shared_ptr<Group> group;
  bool ends_group = false;
  std::unique_ptr<SideBySide> work;
};

class Linker {
 public:
  Linker(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
         const LinkSinks& sinks)
      : output_(output),
        corrected_(corrected),
        ledger_(ledger),
        sinks_(sinks),
        targets_(corrected, ledger) {}

  Status Add(const InputEntry& entry, const WrittenRecord& written) {
    if (!gathering_) gathering_ = std::make_unique<Batch>();
    int part = 0;
    schemas::ForEachRecordOf(entry, [&](const std::string& record, const schemas::PlanBrief&) {
      Passing& passing = gathering_->records.emplace_back();
      passing.part = ++part;
      passing.from = {entry.path, entry.sha256};
      passing.known = Sha256Of(written, part);
      passing.linked.record = record;
      bytes_ += part == 1 ? written.bytes : 0;
    });
    const bool more = gathering_->records.size() < kMostPassing && bytes_ < kMostBytes;
    return more ? Status(Done{}) : Pass();
  }

  Status End() {
    Status passed = Pass();
    // What was linked last is written, then kept.
    for (int step = 0; passed && step < 2; ++step) passed = Advance(nullptr);
    if (passed && group_) passed = Settle(std::move(group_));
    return passed ? Settled() : passed;
  }

 private:
  /// Records of a batch; three batches are held.
  static constexpr size_t kMostPassing = 512;
  static constexpr uint64_t kMostBytes = uint64_t{8} << 20;

  Status Pass() {
    bytes_ = 0;
    if (gathering_) {
      Batch& batch = *gathering_;
      batch.work = std::make_unique<SideBySide>(
          batch.records.size(), [this, &batch](size_t k) { Look(batch.records[k]); });
    }
    return Advance(std::move(gathering_));
  }

  /// While the records of `next` are looked at, those before are linked, and written while those
  /// before them are kept.
  Status Advance(std::unique_ptr<Batch> next) {
    if (linked_) {
      linked_->work->Wait();
      for (Passing& each : linked_->records) {
        if (const Status linked = Link(each); !linked) return linked;
      }
      BeginWrite(*linked_);
    }
    if (written_) {
      written_->work->Wait();
      for (Passing& each : written_->records) {
        if (const Status kept = Keep(each, *written_->group); !kept) return kept;
      }
      if (written_->ends_group) {
        if (const Status settled = Settle(written_->group); !settled) return settled;
      }
    }
    written_ = std::move(linked_);
    linked_ = std::move(next);
    return Done{};
  }

  void BeginWrite(Batch& batch) {
    if (!group_) group_ = std::make_shared<Group>();
    batch.group = group_;
    group_->records += batch.records.size();
    batch.ends_group = group_->records >= kMostInGroup;
    if (batch.ends_group) group_.reset();
    batch.work = std::make_unique<SideBySide>(batch.records.size(), [this, &batch](size_t k) {
      Write(batch.records[k], batch.group->files);
    });
  }

  void Look(Passing& each) const {
    const Result<std::string> text = ReadWhole(output_ + "/" + each.linked.record);
    std::string& json = each.linked.json;
    if (text) json = *text;
    each.links = schemas::ReadCitationLinks(json);
    each.sha256 = Sha256(json);
    // A merge that was stopped, or whose ledger is gone, may have linked it before.
    each.as_known = each.sha256 == each.known;
    each.linked.edited = !json.empty() && !each.as_known &&
                         (each.links.empty() || Sha256(schemas::Unlinked(json)) != each.known);
    if (!corrected_.Has(each.linked.record)) return;
    each.linked.has_corrections = true;
    each.linked.corrected_links =
        schemas::ReadCitationLinks(corrected_.Text(each.linked.record, json));
  }

  Status Link(Passing& each) {
    const Result<bool> changed = Resolve(each.from, each.links, targets_, each.edges);
    if (!changed) return changed.error();
    each.changed = *changed;
    if (!each.linked.has_corrections) return Done{};
    each.edges.clear();
    const Result<bool> shown =
        Resolve(each.from, each.linked.corrected_links, targets_, each.edges);
    return shown ? Status(Done{}) : shown.error();
  }

  void Write(Passing& each, FileGroup& files) const {
    std::string& json = each.linked.json;
    if (!each.linked.edited && each.changed && !json.empty()) {
      json = schemas::WithLinks(json, each.links);
      each.sha256 = Sha256(json);
      each.status = files.Add(output_ + "/" + each.linked.record, json);
    }
    if (!each.status) return;
    Result<std::string> line = sinks_.line(each.linked);
    each.status = line ? Status(Done{}) : line.error();
    if (line) each.line = std::move(*line);
  }

  Status Keep(Passing& each, Group& group) const {
    if (!each.status) return each.status;
    for (const GraphEdge& edge : each.edges) {
      if (const Status kept = sinks_.edge(edge); !kept) return kept;
    }
    const LinkedRecord& linked = each.linked;
    if (!linked.edited && (each.changed || !each.as_known) && !linked.json.empty())
      group.notes.push_back({each.from.path, each.part, {linked.json.size(), each.sha256}});
    return sinks_.record(linked, each.line);
  }

  /// The files of the group come into their places while others are looked at; the ledger knows
  /// those of the group before.
  Status Settle(std::shared_ptr<Group> group) {
    if (const Status settled = Settled(); !settled) return settled;
    settling_ = std::move(group);
    placed_ = std::async([files = &settling_->files] { return files->Commit(); });
    return Done{};
  }

  /// The ledger says what is in place: now that it is.
  Status Settled() {
    if (!settling_) return Done{};
    Status status = placed_.get();
    const std::shared_ptr<Group> group = std::exchange(settling_, nullptr);
    if (!status || group->notes.empty()) return status;
    status = ledger_.BeginNotes();
    for (const Group::Note& note : group->notes) {
      if (status) status = ledger_.NoteRecord(note.path, note.part, note.written);
    }
    return status ? ledger_.EndNotes() : status;
  }

  const std::string& output_;
  const CorrectedRecords& corrected_;
  Ledger& ledger_;
  const LinkSinks& sinks_;
  Targets targets_;
  uint64_t bytes_ = 0;               ///< of what is gathered
  std::shared_ptr<Group> group_;     ///< of what is written next
  std::shared_ptr<Group> settling_;  ///< on its way into its place
  std::future<Status> placed_;       ///< of `settling_`; its end is waited for first
  std::unique_ptr<Batch> written_, linked_, gathering_;
};

}  // namespace

Status LinkRecords(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
                   const LinkSinks& sinks) {
  Linker linker(output, corrected, ledger, sinks);
  const Status added =
      ledger.ForEachWritten([&](const InputEntry& entry, const WrittenRecord& written) {
        return linker.Add(entry, written);
      });
  return added ? linker.End() : added;
}

}  // namespace planrec::batch
