// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/parsed_journal.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/batch/journal.h"
#include "pipeline/batch/side_by_side.h"

namespace planrec::batch {
namespace {

/// Lines that are parsed at a time: long enough that starting threads does not count.
constexpr size_t kMostLines = 2048;
constexpr size_t kMostBytes = size_t{4} << 20;

struct Lines {
  std::vector<std::string> texts;
  std::vector<LinePlace> places;
  std::vector<std::optional<schemas::JournalLine>> parsed;
  std::unique_ptr<SideBySide> work;
};

}  // namespace

Status ForEachParsedLine(
    const std::string& path, const std::function<bool(const LinePlace&)>& wanted,
    const std::function<Status(const schemas::JournalLine& line, const LinePlace&)>& use) {
  auto filling = std::make_unique<Lines>();
  std::unique_ptr<Lines> parsing;
  size_t bytes = 0;
  // What was parsed is used while the next lines are.
  const auto advance = [&]() -> Status {
    bytes = 0;
    if (Lines& next = *filling; !next.texts.empty()) {
      next.parsed.resize(next.texts.size());
      next.work = std::make_unique<SideBySide>(next.texts.size(), [&next](size_t k) {
        next.parsed[k] = schemas::ParseJournal(next.texts[k]);
      });
    }
    const std::unique_ptr<Lines> ready =
        std::exchange(parsing, std::exchange(filling, std::make_unique<Lines>()));
    if (!ready || !ready->work) return Done{};
    ready->work->Wait();
    for (size_t k = 0; k < ready->parsed.size(); ++k) {
      if (!ready->parsed[k]) continue;
      if (const Status used = use(*ready->parsed[k], ready->places[k]); !used) return used;
    }
    return Done{};
  };
  uint64_t begin = 0;
  Status status = ForEachJournalLine(path, [&](std::string_view text, uint64_t end) -> Status {
    const LinePlace place{std::exchange(begin, end), end};
    if (!wanted(place)) return Done{};
    filling->texts.emplace_back(text);
    filling->places.push_back(place);
    bytes += text.size();
    return filling->texts.size() < kMostLines && bytes < kMostBytes ? Status(Done{}) : advance();
  });
  for (int step = 0; status && step < 2; ++step) status = advance();
  return status;
}

}  // namespace planrec::batch
