// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/shard.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <optional>
#include <queue>
#include <string_view>

#include "pipeline/batch/discover.h"
#include "pipeline/files/digest.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {
namespace {

uint64_t HashOf(const std::string& path) {
  return std::strtoull(Sha256(path).substr(0, 15).c_str(), nullptr, 16);
}

/// "SIZE<tab>PATH"; nullopt for anything else.
std::optional<std::pair<uint64_t, uint64_t>> SizeAndHash(std::string_view line) {
  const size_t tab = line.find('\t');
  uint64_t size = 0;
  const char* end = line.data() + (tab == std::string_view::npos ? 0 : tab);
  const auto read = std::from_chars(line.data(), end, size);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::pair(size, HashOf(Printable(std::string(line.substr(tab + 1)))));
}

/// Calls `use` with each line that is not empty until it says no, or until the end or `stop`; with
/// an empty one where a line has no end within what names may take. False where it can't be read.
bool ForEachLine(int file, const StopSignal* stop,
                 const std::function<bool(int64_t number, std::string_view line)>& use) {
  constexpr size_t kPiece = size_t{64} << 10;  // longer than a path and a size
  std::string held;
  int64_t number = 0;
  for (bool at_end = false; !at_end;) {
    if (stop != nullptr && stop->WaitOr(file)) return true;
    const size_t had = held.size();
    held.resize(had + kPiece);
    const ssize_t n = read(file, held.data() + had, kPiece);
    held.resize(had + static_cast<size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n < 0) return false;
    at_end = n == 0;
    if (at_end && !held.empty()) held += '\n';
    size_t begin = 0;
    for (size_t end = held.find('\n', had); end != std::string::npos;
         end = held.find('\n', begin)) {
      ++number;
      if (end > begin && !use(number, std::string_view(held).substr(begin, end - begin)))
        return true;
      begin = end + 1;
    }
    held.erase(0, begin);
    if (held.size() <= kPiece) continue;
    use(number + 1, {});
    return true;
  }
  return true;
}

}  // namespace

Result<Shards> Shards::Make(int count, const std::string& sizes, const StopSignal* stop) {
  Shards shards;
  shards.count_ = count;
  if (sizes.empty()) return shards;
  const FileDescriptor file(open(sizes.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  const Error unreadable{ErrorType::kNotFound,
                         sizes + " can't be read; check the path after --sizes"};
  if (!file.valid()) return unreadable;
  std::vector<std::pair<uint64_t, uint64_t>> inputs;  // size, hash
  int64_t wrong = 0;
  const bool read = ForEachLine(file.get(), stop, [&](int64_t number, std::string_view line) {
    const auto input = SizeAndHash(line);
    if (input) inputs.push_back(*input);
    if (!input) wrong = number;
    return input.has_value();
  });
  if (!read) return unreadable;
  if (wrong > 0) {
    return Error{ErrorType::kCorrupt, sizes + ", line " + std::to_string(wrong) +
                                          ": not a size, a tab and a path; `find INPUT -type f "
                                          "-printf '%s\\t%P\\n'` prints such a list"};
  }
  // The largest first, each to the part with least: no part has more than 4/3 of the best possible
  // (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).
  std::sort(inputs.begin(), inputs.end(), std::greater<>());
  using Load = std::pair<uint64_t, int>;
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (int part = 1; part <= count; ++part) loads.emplace(0, part);
  for (const auto& [size, hash] : inputs) {
    const Load least = loads.top();
    loads.pop();
    shards.listed_.emplace_back(hash, least.second);
    loads.emplace(least.first + size, least.second);
  }
  std::sort(shards.listed_.begin(), shards.listed_.end());
  return shards;
}

int Shards::Of(const std::string& path) const {
  if (count_ <= 1) return 1;
  const uint64_t hash = HashOf(path);
  const auto listed = std::lower_bound(listed_.begin(), listed_.end(), std::pair(hash, 0));
  if (listed != listed_.end() && listed->first == hash) return listed->second;
  return static_cast<int>(hash % static_cast<uint64_t>(count_)) + 1;
}

}  // namespace planrec::batch
