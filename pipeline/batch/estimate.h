// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run will cost, before it is started: pages, bytes, seconds of one core, memory.
//
//   Sample sample;
//   sample.Add(input, sha256, bytes, {});    // each input that is to be done
//   Estimate estimate = EstimateOf(sample, worker, jobs);
//
// Some inputs, chosen by their content, are opened by a worker, which tells type and pages; the
// rest is taken to be like them. How long a page of which kind takes was measured (estimate.cc).
// Not thread safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/batch/ledger.h"
#include "pipeline/batch/worker_process.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

/// The inputs that are to be done, and a sample of them; memory does not grow with their number.
class Sample {
 public:
  /// `unpacked`: the file, where it stands in another one and can't be opened by its name.
  void Add(const LedgerInput& input, const std::string& sha256, uint64_t bytes,
           FileDescriptor unpacked);

  int64_t inputs() const { return inputs_; }
  uint64_t bytes() const { return bytes_; }
  struct Chosen {
    LedgerInput input;
    uint64_t bytes = 0;
    FileDescriptor unpacked;
  };
  const std::multimap<std::string, Chosen>& chosen() const { return chosen_; }

 private:
  int64_t inputs_ = 0;
  uint64_t bytes_ = 0;
  size_t unpacked_ = 0;                        ///< that were held
  std::multimap<std::string, Chosen> chosen_;  ///< by content: those with the least digests
};

struct Estimate {
  int64_t inputs = 0, opened = 0, pages = 0;
  uint64_t bytes = 0;
  double core_seconds = 0;
  int64_t memory_mib = 0;  ///< of all processes
};

Estimate EstimateOf(const Sample& sample, const WorkerSettings& worker, bool follow_links,
                    int jobs);

/// For a person, and a line of "name=value" fields apart by tabs for programs.
std::string EstimateText(const Estimate& estimate, int jobs);
std::string EstimateLine(const Estimate& estimate);

}  // namespace planrec::batch
