// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/link_records.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "extractors/vocabulary/agency_keys.h"
#include "pipeline/batch/output.h"
#include "pipeline/files/digest.h"

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

using Targets = std::multimap<std::string, LinkTarget>;

const LinkTarget* FindTarget(const CitationLink& citation, const Targets& targets,
                             const std::string& own_sha256) {
  const LinkTarget* found = nullptr;
  const auto [begin, end] = targets.equal_range(citation.code);
  for (auto at = begin; at != end; ++at) {
    if (at->second.sha256 == own_sha256 || !Leads(citation, at->second)) continue;
    if (found != nullptr && found->sha256 != at->second.sha256) return nullptr;
    found = &at->second;
  }
  return found;
}

struct Written {
  std::string path, record, sha256;
  int part = 1;
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

/// Sets where the citations of a document lead; true where that is another place than before.
bool Resolve(std::vector<CitationLink>& links, const Targets& targets, const std::string& sha256) {
  bool changed = false;
  for (CitationLink& link : links) {
    const LinkTarget* target = FindTarget(link, targets, sha256);
    const std::string to = target != nullptr ? target->sha256 : "";
    changed |= to != link.resolves_to;
    link.resolves_to = to;
  }
  return changed;
}

void AddEdges(const Written& from, const std::vector<CitationLink>& links, const Targets& targets,
              std::vector<GraphEdge>& edges) {
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (const CitationLink& link : links) {
    const LinkTarget* target = FindTarget(link, targets, from.sha256);
    if (target != nullptr && known.emplace(target->path, link.code, link.role).second)
      edges.push_back({from.path, target->path, link.code, link.role});
  }
}

/// Of the record of a part, as it was written.
std::string Sha256Of(const WrittenRecord& written, int part) {
  if (part == 1) return written.sha256;
  const auto at = static_cast<size_t>(part) - 2;
  return at < written.further.size() ? written.further[at].sha256 : "";
}

}  // namespace

Result<Linked> LinkRecords(const std::string& output, const CorrectedRecords& corrected,
                           Ledger& ledger) {
  Targets targets;
  std::vector<Written> records;
  const Status listed = ledger.ForEach([&](const InputEntry& entry) -> Status {
    int part = 0;
    schemas::ForEachRecordOf(
        corrected.Shown(entry), [&](const std::string& record, const schemas::PlanBrief& brief) {
          records.push_back({entry.path, record, entry.sha256, ++part});
          if (brief.code.empty()) return;
          targets.emplace(brief.code, LinkTarget{entry.path, entry.sha256, brief.code,
                                                 brief.issued_on, brief.issuer});
        });
    return Done{};
  });
  if (!listed) return listed.error();

  Linked linked;
  for (const Written& written : records) {
    const std::string file = output + "/" + written.record;
    std::ifstream stream(file, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(stream), {}};
    const Result<std::optional<EarlierResult>> known = ledger.Earlier(written.path);
    if (!known) return known.error();
    const bool edited =
        *known && !json.empty() && Sha256Of((*known)->written, written.part) != Sha256(json);
    if (edited) linked.edited.insert(written.record);
    std::vector<CitationLink> links = schemas::ReadCitationLinks(json);
    const bool changed = Resolve(links, targets, written.sha256);
    if (corrected.Has(written.record)) {
      std::vector<CitationLink>& shown = linked.corrected[written.record];
      shown = schemas::ReadCitationLinks(corrected.Text(written.record, json));
      Resolve(shown, targets, written.sha256);
      AddEdges(written, shown, targets, linked.edges);
    } else {
      AddEdges(written, links, targets, linked.edges);
    }
    if (!changed || edited) continue;
    const std::string text = schemas::WithLinks(json, links);
    Status status = WriteAtomically(file, text);
    if (status) {
      status = ledger.NoteRecord(written.path, written.part, {text.size(), Sha256(text)});
    }
    if (!status) return status.error();
  }
  return linked;
}

}  // namespace planrec::batch
