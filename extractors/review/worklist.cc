// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/worklist.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "extractors/review/candidates.h"

namespace planrec::extract {
namespace {

struct PartWorth {
  std::string_view prefix;
  double worth;
};
// The first that fits counts. By these an archive finds a paper and an office follows it up.
constexpr PartWorth kWorth[] = {
    {"/document/place", 0.5},
    {"/document/parent_issuer", 0.6},
    {"/document/salutation", 0.5},
    {"/document/period", 0.5},
    {"/document/", 1.0},
    {"/signature", 0.9},
    {"/targets", 0.8},
    {"/tasks", 0.8},
    {"/deadlines", 0.8},
    {"/appendices", 0.6},
    {"/assignments", 0.5},
    {"/tables", 0.4},
    {"/citations", 0.4},
    {"/source/signatures", 0.4},
    {"/recipients", 0.3},
    {"/sections", 0.3},
    {"/source", 0.3},
    {"/repairs", 0.15},
};

// A field that a document of this kind has and none was found for: so often that is right.
constexpr double kMissing = 0.5;
constexpr const char* kExpected[] = {"type", "number", "notation", "issuer", "issued_on", "title"};
// Of two sides that contradict each other one is wrong.
constexpr double kContradicted = 0.5;

std::string At(std::string_view list, size_t index) {
  return std::string("/").append(list).append("/").append(std::to_string(index));
}

bool IsHead(std::string_view pointer) {
  return pointer.starts_with("/document/") || pointer.starts_with("/signature");
}

std::string GroupOf(const Anchor& anchor) {
  if (!anchor.table.empty()) return anchor.table + "." + std::to_string(anchor.row);
  return anchor.node;
}

class Reviewer {
 public:
  explicit Reviewer(const PlanRecord& record) : record_(record) {
    for (const Page& page : record.pages) {
      if (page.origin == TextOrigin::kOcr || page.origin == TextOrigin::kRepaired)
        below_ = kReviewBelow;
    }
  }

  std::vector<ReviewItem> Run() {
    Head();
    Anchored("citations", record_.citations, "a doubtful mention of a document");
    Sections(record_.sections, "/sections");
    Anchored("targets", record_.targets, "a doubtful target");
    Anchored("deadlines", record_.deadlines, "a doubtful deadline");
    Anchored("assignments", record_.assignments, "a doubtful assignment");
    Tables();
    for (size_t i = 0; i < record_.tasks.size(); ++i) {
      const Task& task = record_.tasks[i];
      Look(At("tasks", i), task.confidence, "a doubtful task",
           GroupOf(Anchor{"", task.table, task.row}));
    }
    List("appendices", record_.appendices, "an appendix's head read with doubt");
    List("recipients", record_.recipients, "a line read with doubt");
    for (size_t i = 0; i < record_.repairs.size(); ++i) {
      if (record_.repairs[i].confidence < kDoubtfulRepair)
        Look(At("repairs", i), record_.repairs[i].confidence, "a word repaired with doubt", "");
    }
    Signatures();
    Contradictions();
    Words();
    return Choose();
  }

 private:
  void Look(std::string pointer, double confidence, std::string reason, std::string group) {
    ++looked_;
    if (confidence >= below_) return;
    ReviewItem item{std::move(pointer), std::move(reason), confidence};
    item.group = std::move(group);
    found_.push_back(std::move(item));
  }

  template <typename T>
  void List(std::string_view name, const std::vector<T>& list, const char* reason) {
    for (size_t i = 0; i < list.size(); ++i) Look(At(name, i), list[i].confidence, reason, "");
  }

  template <typename T>
  void Anchored(std::string_view name, const std::vector<T>& list, const char* reason) {
    for (size_t i = 0; i < list.size(); ++i)
      Look(At(name, i), list[i].confidence, reason, GroupOf(list[i].anchor));
  }

  static std::string HeadGroup(std::string_view field) {
    return field == "number" || field == "notation" || field == "code" ? "code" : "";
  }

  void Head() {
    const std::vector<FieldEvidence>& evidence = record_.document.evidence;
    std::vector<std::string_view> seen;
    const auto known = [&](std::string_view field) {
      return std::find(seen.begin(), seen.end(), field) != seen.end();
    };
    // The first witness of a field is that of its value.
    for (const FieldEvidence& each : evidence) {
      if (known(each.field)) continue;
      seen.push_back(each.field);
      Look("/document/" + each.field, each.confidence,
           each.inferred ? "concluded, not printed" : "read with doubt", HeadGroup(each.field));
    }
    if (!record_.document.type && !record_.document.code) return;
    for (const char* field : kExpected) {
      const bool missing = !known(field) && !FieldText(record_.document, field);
      if (missing) Look(std::string("/document/") + field, kMissing, "not found", HeadGroup(field));
    }
  }

  void Sections(const std::vector<SectionNode>& nodes, const std::string& base) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      const std::string pointer = base + "/" + std::to_string(i);
      Look(pointer, nodes[i].confidence, "a section read with doubt", nodes[i].id);
      Sections(nodes[i].children, pointer + "/children");
    }
  }

  void Tables() {
    for (size_t t = 0; t < record_.tables.size(); ++t) {
      const Table& table = record_.tables[t];
      // A table as a whole only where its rows do not fit: it stands for all its cells.
      if (table.confidence < kDoubtfulTable)
        Look(At("tables", t), table.confidence, "a doubtful table", table.id);
      for (size_t r = 0; r < table.rows.size(); ++r) {
        const std::string group = GroupOf(Anchor{"", table.id, static_cast<int>(r)});
        for (size_t c = 0; c < table.rows[r].cells.size(); ++c) {
          Look(At("tables", t) + At("rows", r) + At("cells", c), table.rows[r].cells[c].confidence,
               "a cell read with doubt", group);
        }
      }
    }
  }

  void Signatures() {
    if (record_.signature) Look("/signature", record_.signature->confidence, "read with doubt", "");
    // The first one is `signature`.
    for (size_t i = 1; i < record_.signatures.size(); ++i)
      Look(At("signatures", i), record_.signatures[i].confidence, "read with doubt", "");
  }

  void Contradictions() {
    for (const Warning& warning : record_.warnings) {
      const bool contradiction =
          warning.code == "appendix.code_mismatch" || warning.code == "symbol.mismatch";
      if (!contradiction || warning.pointer.empty()) continue;
      const bool code =
          warning.pointer == "/document/notation" || warning.pointer.ends_with("/attached_to");
      Look(warning.pointer, kContradicted, warning.message, code ? "code" : "");
    }
  }

  void Words() {
    for (WordDoubt& doubt : DoubtedWords(record_)) {
      ReviewItem item{doubt.pointer, "two readers differ", kContradicted};
      item.where = doubt.where;
      item.value = std::move(doubt.value);
      item.candidates = std::move(doubt.candidates);
      found_.push_back(std::move(item));
    }
  }

  /// The same value once, with its least confidence and all its candidates.
  void Unite() {
    std::map<std::string, size_t> at;
    std::vector<ReviewItem> once;
    for (ReviewItem& item : found_) {
      // Words that stand in no text of the record share the pointer of their page.
      const bool page = item.pointer.starts_with("/source/pages/");
      const auto [known, added] = at.emplace(
          page ? item.pointer + " " + item.value.value_or("") : item.pointer, once.size());
      if (added) {
        once.push_back(std::move(item));
        continue;
      }
      ReviewItem& first = once[known->second];
      if (item.confidence < first.confidence) {
        first.confidence = item.confidence;
        first.reason = std::move(item.reason);
      }
      if (first.where == Where{}) first.where = item.where;
      if (!first.value) first.value = std::move(item.value);
      std::move(item.candidates.begin(), item.candidates.end(),
                std::back_inserter(first.candidates));
    }
    found_ = std::move(once);
  }

  static double Rank(const ReviewItem& item) { return (1 - item.confidence) * Worth(item.pointer); }

  std::vector<ReviewItem> Choose() {
    Unite();
    std::map<std::string, double> rank;
    for (const ReviewItem& item : found_) {
      double& most = rank[item.group.empty() ? item.pointer : item.group];
      most = std::max(most, Rank(item));
    }
    const auto of_group = [&](const ReviewItem& item) -> std::pair<double, const std::string&> {
      const std::string& key = item.group.empty() ? item.pointer : item.group;
      return {rank[key], key};
    };
    std::stable_sort(found_.begin(), found_.end(), [&](const ReviewItem& a, const ReviewItem& b) {
      const auto [of_a, key_a] = of_group(a);
      const auto [of_b, key_b] = of_group(b);
      if (of_a != of_b) return of_a > of_b;
      if (key_a != key_b) return key_a < key_b;
      return Rank(a) > Rank(b);
    });
    const size_t most =
        std::max(kReviewAtLeast, static_cast<size_t>(kReviewShare * static_cast<double>(looked_)));
    std::vector<ReviewItem> chosen;
    size_t others = 0;
    for (ReviewItem& item : found_) {
      if (!IsHead(item.pointer) && ++others > most) continue;
      chosen.push_back(std::move(item));
    }
    std::map<std::string, int> members;
    for (const ReviewItem& item : chosen) ++members[item.group];
    for (ReviewItem& item : chosen)
      if (members[item.group] < 2) item.group.clear();
    AddCandidates(record_, chosen);
    return chosen;
  }

  const PlanRecord& record_;
  std::vector<ReviewItem> found_;
  double below_ = kReviewPrintedBelow;
  size_t looked_ = 0;
};

}  // namespace

double Worth(std::string_view pointer) {
  const auto part = std::find_if(std::begin(kWorth), std::end(kWorth), [&](const PartWorth& each) {
    return pointer.starts_with(each.prefix);
  });
  return part != std::end(kWorth) ? part->worth : kWorth[std::size(kWorth) - 1].worth;
}

std::vector<ReviewItem> Worklist(const PlanRecord& record) {
  return Reviewer(record).Run();
}

}  // namespace planrec::extract
