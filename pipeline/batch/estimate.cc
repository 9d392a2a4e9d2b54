// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>

#include "pipeline/batch/discover.h"
#include "pipeline/batch/original_process.h"
#include "pipeline/batch/progress.h"

namespace planrec::batch {
namespace {

constexpr size_t kMostOpened = 200;
/// Files from archives take room on the disk as long as they are held.
constexpr size_t kMostUnpacked = 20;
constexpr std::chrono::seconds kOpenWithin{20};

/// What a page costs: seconds of one core, and MiB of a worker. Measured with `planrec run -j1`
/// over copies of samples/ (two born-digital plans, 112 pages; a text; a scan of 5 pages at 200
/// dpi): user and system time of all processes, a busy machine of two cores, -O1. Memory: as
/// README's figures.
struct PageCost {
  double seconds;
  int64_t worker_mib;
};
constexpr PageCost kText = {0.02, 70};
constexpr PageCost kBornDigital = {0.02, 70};
constexpr PageCost kScan = {1.2, 140};
/// Each document: processes of its own, its record, a line in the ledger (measured as above).
constexpr double kSecondsOfDocument = 0.15;
constexpr int64_t kProgramMib = 40;
/// A PDF with more bytes a page than this is taken for a scan.
constexpr uint64_t kBytesOfScan = 60'000;

const PageCost& CostOf(const Opened& opened, uint64_t bytes) {
  if (opened.media_type == "text/plain") return kText;
  const bool pdf = opened.media_type == "application/pdf";
  const auto pages = static_cast<uint64_t>(std::max(1, opened.page_count));
  return pdf && bytes / pages <= kBytesOfScan ? kBornDigital : kScan;
}

}  // namespace

void Sample::Add(const LedgerInput& input, const std::string& sha256, uint64_t bytes,
                 FileDescriptor unpacked) {
  ++inputs_;
  bytes_ += bytes;
  if (unpacked.valid() && ++unpacked_ > kMostUnpacked) return;
  if (chosen_.size() == kMostOpened && sha256 >= chosen_.rbegin()->first) return;
  chosen_.emplace(sha256, Chosen{input, bytes, std::move(unpacked)});
  if (chosen_.size() > kMostOpened) chosen_.erase(std::prev(chosen_.end()));
}

Estimate EstimateOf(const Sample& sample, const WorkerSettings& worker, bool follow_links,
                    int jobs) {
  Estimate estimate;
  estimate.inputs = sample.inputs();
  estimate.bytes = sample.bytes();
  int64_t worker_mib = kText.worker_mib, pages = 0;
  double seconds = 0;
  OriginalProcess original(worker);
  for (const auto& [sha256, chosen] : sample.chosen()) {
    FileDescriptor named;
    if (!chosen.unpacked.valid()) {
      Result<FileDescriptor> found = OpenFound(chosen.input.file, chosen.input.found, follow_links);
      if (!found) continue;
      named = std::move(*found);
    }
    const int file = named.valid() ? named.get() : chosen.unpacked.get();
    const Clock::time_point deadline = Clock::now() + kOpenWithin;
    const Result<std::unique_ptr<WorkerProcess>> fresh = original.Fresh(deadline);
    if (!fresh) break;
    const Result<Opened> opened = (*fresh)->Open(file, chosen.input.path, deadline);
    ++estimate.opened;
    seconds += kSecondsOfDocument;
    if (!opened) continue;
    const PageCost& cost = CostOf(*opened, chosen.bytes);
    pages += opened->page_count;
    seconds += cost.seconds * opened->page_count;
    worker_mib = std::max(worker_mib, cost.worker_mib);
  }
  const double factor = estimate.opened == 0 ? 0
                                             : static_cast<double>(estimate.inputs) /
                                                   static_cast<double>(estimate.opened);
  estimate.pages = std::llround(static_cast<double>(pages) * factor);
  estimate.core_seconds = seconds * factor;
  estimate.memory_mib = kProgramMib + worker_mib * jobs;
  return estimate;
}

std::string EstimateText(const Estimate& estimate, int jobs) {
  const bool all = estimate.opened == estimate.inputs;
  return std::string(all ? "" : "About ") + std::to_string(estimate.pages) + " pages, " +
         std::to_string(estimate.bytes) + " bytes" +
         (all ? "" : " (" + std::to_string(estimate.opened) + " inputs were opened)") + "; about " +
         Duration(estimate.core_seconds) + " of one core, " +
         Duration(estimate.core_seconds / jobs) + " with " + std::to_string(jobs) + " jobs; " +
         std::to_string(estimate.memory_mib) + " MiB.";
}

std::string EstimateLine(const Estimate& estimate) {
  return "estimate\tinputs=" + std::to_string(estimate.inputs) +
         "\tpages=" + std::to_string(estimate.pages) + "\tbytes=" + std::to_string(estimate.bytes) +
         "\tcore_seconds=" + std::to_string(std::llround(std::ceil(estimate.core_seconds))) +
         "\tmemory_mib=" + std::to_string(estimate.memory_mib);
}

}  // namespace planrec::batch
