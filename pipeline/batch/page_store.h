// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of one document between their reading and the making of the record, as the bytes that
// came from workers. The first ones are kept in memory, the rest in a file without a name in the
// output folder, so that the program's memory does not depend on what documents hold. A document's
// share has a limit: behind it the store is full and keeps no more.
//
//   PageStore store;
//   store.Start(page_count, "out");
//   Status kept = store.Put(facts, std::move(bytes));   // any lane
//   Result<std::string> bytes = store.Get(1);           // once all are there
//
// Thread safe but for Start.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/core/wire.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

/// Of one document in memory; of all its pages.
inline constexpr uint64_t kPagesInMemory = uint64_t{1} << 20;
inline constexpr uint64_t kMostPageBytes = uint64_t{256} << 20;

class PageStore {
 public:
  /// `folder` takes the file, if one is needed.
  void Start(int pages, std::string folder, uint64_t most_bytes = kMostPageBytes);

  /// Keeps the page of facts.number. Beyond the document's share nothing is kept, and full() from
  /// then on. kOutputFailed where the file can't be written.
  Status Put(wire::PageFacts facts, std::string bytes);
  Result<std::string> Get(int number) const;

  bool full() const;
  /// What the limit is about, for a person.
  std::string Limit() const;
  int pages() const { return static_cast<int>(places_.size()); }
  /// Of all pages in order; no page may come any more.
  const std::vector<wire::PageFacts>& facts() const { return facts_; }

 private:
  struct Place {
    std::string bytes;  ///< empty where they are in the file
    uint64_t at = 0;
    size_t size = 0;
  };
  Status Spill(Place& place, const std::string& bytes);

  mutable std::mutex mutex_;
  std::vector<wire::PageFacts> facts_;
  std::vector<Place> places_;
  std::string folder_;
  FileDescriptor file_;
  uint64_t in_memory_ = 0, in_file_ = 0, most_bytes_ = kMostPageBytes;
  bool full_ = false;
};

}  // namespace planrec::batch
