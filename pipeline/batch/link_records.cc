// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/link_records.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extractors/vocabulary/agency_keys.h"
#include "pipeline/batch/output.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/read_files.h"

namespace planrec::batch {
namespace {

using schemas::CitationLink;
using schemas::GraphEdge;
using schemas::InputEntry;

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

class Linker {
 public:
  Linker(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
         const LinkSinks& sinks)
      : output_(output),
        corrected_(corrected),
        ledger_(ledger),
        sinks_(sinks),
        targets_(corrected, ledger) {}

  Status Record(const InputEntry& entry, const WrittenRecord& written, const std::string& record,
                int part) {
    const std::string file = output_ + "/" + record;
    const Result<std::string> text = ReadWhole(file);
    std::string json = text ? *text : "";
    std::vector<CitationLink> links = schemas::ReadCitationLinks(json);
    const std::string known = Sha256Of(written, part), sha256 = Sha256(json);
    // A merge that was stopped, or whose ledger is gone, may have linked it before.
    const bool as_known = sha256 == known;
    const bool edited =
        !json.empty() && !as_known && (links.empty() || Sha256(schemas::Unlinked(json)) != known);
    const From from{entry.path, entry.sha256};
    std::vector<GraphEdge> edges, shown_edges;
    const Result<bool> changed = Resolve(from, links, targets_, edges);
    if (!changed) return changed.error();
    LinkedRecord linked{record, "", edited, {}, false};
    if (corrected_.Has(record)) {
      linked.corrected_links = schemas::ReadCitationLinks(corrected_.Text(record, json));
      linked.has_corrections = true;
      const Result<bool> shown = Resolve(from, linked.corrected_links, targets_, shown_edges);
      if (!shown) return shown.error();
      edges = std::move(shown_edges);
    }
    for (const GraphEdge& edge : edges) {
      if (const Status kept = sinks_.edge(edge); !kept) return kept;
    }
    if (!edited && (*changed || !as_known) && !json.empty()) {
      if (*changed) json = schemas::WithLinks(json, links);
      Status status = *changed ? WriteAtomically(file, json) : Status(Done{});
      if (status) status = ledger_.NoteRecord(entry.path, part, {json.size(), Sha256(json)});
      if (!status) return status;
    }
    linked.json = std::move(json);
    return sinks_.record(linked);
  }

 private:
  const std::string& output_;
  const CorrectedRecords& corrected_;
  Ledger& ledger_;
  const LinkSinks& sinks_;
  Targets targets_;
};

}  // namespace

Status LinkRecords(const std::string& output, const CorrectedRecords& corrected, Ledger& ledger,
                   const LinkSinks& sinks) {
  Linker linker(output, corrected, ledger, sinks);
  return ledger.ForEachWritten([&](const InputEntry& entry, const WrittenRecord& written) {
    Status status = Done{};
    int part = 0;
    schemas::ForEachRecordOf(entry, [&](const std::string& record, const schemas::PlanBrief&) {
      ++part;
      if (status) status = linker.Record(entry, written, record, part);
    });
    return status;
  });
}

}  // namespace planrec::batch
