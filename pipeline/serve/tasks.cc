// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/tasks.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr size_t kMostTasks = 1000;

std::optional<Days> Between(const std::string& from, const std::string& to) {
  const std::optional<int32_t> first = DayOf(from, false), last = DayOf(to, true);
  if (!first || !last || *first > *last) return std::nullopt;
  return Days{*first, *last};
}

/// One stretch: "2026", "2026-Q3", "2026-H2", "2026-07", "2026-07-15".
std::optional<Days> Stretch(std::string_view due) {
  const std::string year(due.substr(0, 4)), rest(due.substr(std::min<size_t>(4, due.size())));
  struct Part {
    const char *name, *from, *to;
  };
  constexpr Part kParts[] = {{"-Q1", "-01", "-03"}, {"-Q2", "-04", "-06"}, {"-Q3", "-07", "-09"},
                             {"-Q4", "-10", "-12"}, {"-H1", "-01", "-06"}, {"-H2", "-07", "-12"}};
  for (const Part& part : kParts) {
    if (rest == part.name) return Between(year + part.from, year + part.to);
  }
  return Between(std::string(due), std::string(due));
}

/// What is asked for.
struct Wanted {
  std::optional<Days> due;
  std::string agency;  ///< as asked
  uint64_t bits = 0;   ///< of all agencies that it may be
  size_t limit = 0, record = 0, task = 0;
};

bool Names(const Json& task, const Wanted& wanted, const std::vector<std::string>& names) {
  if (wanted.agency.empty()) return true;
  for (const char* role : {"lead", "support"}) {
    for (const std::string& name : schemas::Strings(task, role)) {
      if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    }
  }
  return false;
}

const Json& DeadlineOf(const Json& record, const Json& task) {
  const std::string id = TextOrEmpty(task, "deadline");
  for (const Json& deadline : Items(record, "deadlines")) {
    if (!id.empty() && TextOrEmpty(deadline, "id") == id) return deadline;
  }
  return schemas::Null();
}

bool IsDue(const Json& deadline, const std::optional<Days>& due) {
  if (!due) return true;
  const std::string from = TextOrEmpty(deadline, "from"), to = TextOrEmpty(deadline, "to");
  const std::optional<int32_t> first = DayOf(from.empty() ? to : from, false);
  const std::optional<int32_t> last = DayOf(to.empty() ? from : to, true);
  return first && last && *first <= due->to && *last >= due->from;
}

Json Row(const Loaded& loaded, const Json& task, const Json& deadline) {
  const Json& document = Member(loaded.record, "document");
  Json due;
  if (deadline.is_object()) {
    for (const char* key : {"text", "kind", "from", "to", "recurrence"}) {
      due[key] = Member(deadline, key);
    }
  }
  Json row = {{"record", Collection::IdOf(loaded.file)},
              {"document",
               {{"path", Member(Member(loaded.record, "source"), "path")},
                {"code", Member(document, "code")},
                {"title", Member(document, "title")},
                {"issuer", Member(Member(document, "issuer"), "name")},
                {"issued_on", Member(document, "issued_on")}}},
              {"due", std::move(due)}};
  for (const char* key : {"id", "group", "ordinal", "task", "activity", "outputs", "lead",
                          "support", "where", "confidence"}) {
    row[key] = Member(task, key);
  }
  return row;
}

bool MayHave(const Entry& entry, const Wanted& wanted) {
  if (!entry.has_tasks) return false;
  if (wanted.due && (entry.due_from > wanted.due->to || entry.due_to < wanted.due->from)) {
    return false;
  }
  return wanted.agency.empty() || (entry.agencies & wanted.bits) != 0;
}

}  // namespace

std::optional<Days> DaysOf(std::string_view due) {
  const size_t dots = due.find("..");
  if (dots == std::string_view::npos) return Stretch(due);
  const std::optional<Days> from = Stretch(due.substr(0, dots)), to = Stretch(due.substr(dots + 2));
  if (!from || !to || from->from > to->to) return std::nullopt;
  return Days{from->from, to->to};
}

Answer Tasks(Collection& collection, const Request& request) {
  Wanted wanted;
  wanted.limit = NumberOr(request.Parameter("limit"), 100, kMostTasks);
  const std::string due = request.Parameter("due");
  wanted.due = DaysOf(due);
  if (!due.empty() && !wanted.due) {
    return ErrorAnswer(400, "bad_request",
                       "due=" + due +
                           " is no date; give 2026, 2026-Q3, 2026-H1, 2026-07, "
                           "2026-07-15 or two of them joined by ..");
  }
  // The records behind the last one of all are only known once all are read.
  collection.WaitUntilRead();
  wanted.agency = request.Parameter("agency");
  std::vector<std::string> names;
  if (!wanted.agency.empty()) names = collection.Agencies(wanted.agency, SIZE_MAX);
  for (const std::string& name : names) wanted.bits |= AgencyBit(name);
  const std::string after = request.Parameter("after");
  const size_t dot = std::min(after.find('.'), after.size());
  wanted.record = NumberOr(after.substr(0, dot), 0, UINT32_MAX);
  wanted.task = dot < after.size() ? NumberOr(after.substr(dot + 1), 0, UINT32_MAX) : 0;

  Json tasks = Json::array(), next;
  for (size_t record = wanted.record; record < collection.size() && next.is_null(); ++record) {
    const auto number = static_cast<uint32_t>(record);
    const std::optional<Entry> entry = collection.At(number);
    if (!entry || !MayHave(*entry, wanted)) continue;
    const auto loaded = collection.Load(number);
    if (!loaded) continue;
    const Json& all = Items((*loaded)->record, "tasks");
    for (size_t i = record == wanted.record ? wanted.task : 0; i < all.size(); ++i) {
      const Json& deadline = DeadlineOf((*loaded)->record, all[i]);
      if (!IsDue(deadline, wanted.due) || !Names(all[i], wanted, names)) continue;
      if (tasks.size() == wanted.limit) {
        next = std::to_string(record) + "." + std::to_string(i);
        break;
      }
      tasks.push_back(Row(**loaded, all[i], deadline));
    }
  }
  return JsonAnswer({{"tasks", std::move(tasks)}, {"next", std::move(next)}});
}

}  // namespace planrec::serve
