// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who does what next: the queue between intake (files), lanes (pages) and finishing (documents).
//
// Each lane asks Next() for work. The order of preference keeps few documents open (memory), lets a
// long document use all lanes, and leaves short ones to one lane each (opening costs too):
//
//   1. a page that failed a worker once: tried again alone
//   2. pages of the document that the lane's worker has open
//   3. the oldest other document with much left to read (more than kWorthHelping seconds)
//   4. a document that waits to be opened
//   5. any pages at all
//
// Cheap pages go out in runs of up to kLongestRun, slow ones one by one, by measured time. What a
// lane claims never changes the result: pages are kept by number (page_store.h).
//
// Thread safe. Stop() wakes and ends all waiting.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/file_stamp.h"
#include "pipeline/batch/ledger.h"
#include "pipeline/batch/page_store.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/files/file_descriptor.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

inline constexpr int kLongestRun = 8;
inline constexpr double kWorthHelping = 0.5;  // seconds left to read
inline constexpr double kRunSeconds = 0.25;   // a run is about this long

/// One document on its way. The intake fills the first part; `entry` belongs to the lane that
/// opens, then to the one that finishes; the rest is the schedule's.
struct DocumentJob {
  int64_t ordinal = 0;
  std::string path;
  FileDescriptor input;
  FileStamp stamp;
  ResultKey key;
  schemas::InputEntry entry;
  std::vector<JoinedFile> files;           ///< where the input is a folder of images
  FileDescriptor pdf;                      ///< what the input was converted to; its pages are read
  std::optional<Conversion> conversion;    ///< with it
  std::vector<std::string> stale_records;  ///< of an earlier run; go where this run gives none

  Clock::time_point started, deadline;
  PageStore pages;
  Clock::time_point compose_by;  ///< of the lane that finishes

  int page_count = 0;
  int all_pages = 0;  ///< of the file, also those that are not wanted
  int opens = 0;      // how often a worker opened it
  int next_page = 1;
  std::deque<PageRange> given_back;
  std::deque<int> again;
  std::vector<bool> tried;
  int left = 0;
  double seconds_per_page = 0;  ///< smoothed; 0 = not measured
  double seconds_read = 0, seconds_normalise = 0;
};

/// What the pages are read from.
inline int PagesOf(const DocumentJob& job) {
  return job.pdf.valid() ? job.pdf.get() : job.input.get();
}

using Job = std::shared_ptr<DocumentJob>;

struct Claim {
  enum class Kind { kOpen, kPages, kEnd };
  Kind kind = Kind::kEnd;
  Job job;
  PageRange pages;
  bool alone = false;  ///< in a fresh worker
};

class Schedule {
 public:
  /// `most_waiting`: documents that may wait to be opened (each holds a descriptor).
  Schedule(int lanes, int most_waiting) : lanes_(lanes), most_waiting_(most_waiting) {}

  /// Waits for room. False where the run was stopped.
  bool Add(Job job);
  /// No more documents will be added.
  void Close();
  void Stop();

  /// Waits for work. `current`: what the lane's worker has open, or null.
  Claim Next(const DocumentJob* current);

  /// The document has this many pages: they may be claimed now.
  void Opened(const Job& job, int pages);
  void CountOpen(const Job& job);
  /// True where it was the last page: the caller finishes the document, then calls Remove.
  bool PageDone(const Job& job, double seconds_read, double seconds_normalise);
  void GiveBack(const Job& job, PageRange pages);
  /// True where the page was not tried alone before and will be now.
  bool TryAgain(const Job& job, int page);
  void Remove(const Job& job);

 private:
  bool HasPages(const DocumentJob& job) const;
  double SecondsLeft(const DocumentJob& job) const;
  Claim ClaimPages(const Job& job);
  bool Find(const DocumentJob* current, Claim& claim);

  std::mutex mutex_;
  std::condition_variable work_, room_;
  std::deque<Job> waiting_;
  std::list<Job> open_;  // oldest first; opening ones included
  int lanes_, most_waiting_;
  bool closed_ = false, stopped_ = false;
};

}  // namespace planrec::batch
