// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/preflight.h"

#include <chrono>
#include <sstream>

#include "pipeline/batch/discover.h"

namespace planrec::batch {
namespace {

constexpr std::chrono::seconds kConfinedWithin{30};

}  // namespace

std::vector<MissingInput> NothingToRead(const RunOptions& options, const std::string& list) {
  std::vector<MissingInput> missing;
  std::istringstream lines(list);
  bool any = false;
  // Stops at the first that is there: usually after one look.
  Discover({options.inputs, options.output, &lines, options.follow_links, -1, options.join_images},
           [&](const Found& found) {
             any = !found.error || found.error->type != ErrorType::kNotFound;
             if (!any) missing.push_back({found.file, *found.error});
             return !any;
           });
  if (any) return {};
  if (missing.empty()) {
    std::string all;
    for (const std::string& input : options.inputs) all += (all.empty() ? "" : ", ") + input;
    missing.push_back(
        {all, {ErrorType::kNotFound, "no input was found there; check the paths given"}});
  }
  return missing;
}

Status CheckSandbox(const WorkerSettings& settings) {
  const auto worker = WorkerProcess::Start(settings);
  if (!worker) return worker.error();
  const Result<Confinement> confinement = (*worker)->AwaitReady(Clock::now() + kConfinedWithin);
  if (!confinement) return confinement.error();
  if (confinement->refused.empty()) return Done{};
  std::string refused;
  for (const std::string& layer : confinement->refused) {
    refused += (refused.empty() ? "" : ", ") + layer;
  }
  return Error{ErrorType::kInternal, "this machine refuses to confine the reading processes by " +
                                         refused + ", and --require-sandbox was given"};
}

}  // namespace planrec::batch
