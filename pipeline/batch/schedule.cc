// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/schedule.h"

#include <algorithm>

namespace planrec::batch {

bool Schedule::Add(Job job) {
  std::unique_lock<std::mutex> lock(mutex_);
  room_.wait(lock,
             [&] { return stopped_ || waiting_.size() < static_cast<size_t>(most_waiting_); });
  if (stopped_) return false;
  waiting_.push_back(std::move(job));
  work_.notify_one();
  return true;
}

void Schedule::Close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  work_.notify_all();
}

void Schedule::Stop() {
  const std::lock_guard<std::mutex> lock(mutex_);
  stopped_ = true;
  work_.notify_all();
  room_.notify_all();
}

Claim Schedule::Next(const DocumentJob* current) {
  std::unique_lock<std::mutex> lock(mutex_);
  Claim claim;
  work_.wait(lock, [&] {
    if (stopped_ || Find(current, claim)) return true;
    return closed_ && waiting_.empty() && open_.empty();
  });
  if (stopped_) return {};
  return claim;
}

bool Schedule::HasPages(const DocumentJob& job) const {
  return job.next_page <= job.page_count || !job.given_back.empty();
}

double Schedule::SecondsLeft(const DocumentJob& job) const {
  int pages = job.page_count - job.next_page + 1;
  for (const PageRange& range : job.given_back) pages += range.last - range.first + 1;
  return std::max(0, pages) * job.seconds_per_page;
}

Claim Schedule::ClaimPages(const Job& job) {
  const int left = job->page_count - job->next_page + 1;
  int run = 1;
  if (job->seconds_per_page > 0) {
    // The last pages are shared out, so that no lane waits for another's long run.
    const int fair = std::max(1, left / (2 * lanes_));
    const double by_time = kRunSeconds / job->seconds_per_page;
    run = by_time >= kLongestRun ? kLongestRun : std::max(1, static_cast<int>(by_time));
    run = std::min(run, fair);
  }
  Claim claim;
  claim.kind = Claim::Kind::kPages;
  claim.job = job;
  if (!job->given_back.empty()) {
    claim.pages = job->given_back.front();
    job->given_back.pop_front();
    return claim;
  }
  claim.pages = {job->next_page, std::min(job->next_page + run - 1, job->next_page + left - 1)};
  job->next_page = claim.pages.last + 1;
  return claim;
}

bool Schedule::Find(const DocumentJob* current, Claim& claim) {
  const Job* own = nullptr;
  const Job* worth = nullptr;
  const Job* any = nullptr;
  for (const Job& job : open_) {
    if (!job->again.empty()) {
      claim = {Claim::Kind::kPages, job, {job->again.front(), job->again.front()}, true};
      job->again.pop_front();
      return true;
    }
    if (!HasPages(*job)) continue;
    if (job.get() == current) own = &job;
    if (worth == nullptr && SecondsLeft(*job) > kWorthHelping) worth = &job;
    if (any == nullptr) any = &job;
  }
  if (own != nullptr || worth != nullptr) {
    claim = ClaimPages(own != nullptr ? *own : *worth);
    return true;
  }
  if (!waiting_.empty()) {
    claim = {Claim::Kind::kOpen, waiting_.front(), {}, false};
    waiting_.pop_front();
    open_.push_back(claim.job);
    room_.notify_one();
    return true;
  }
  if (any != nullptr) {
    claim = ClaimPages(*any);
    return true;
  }
  return false;
}

void Schedule::Opened(const Job& job, int pages) {
  const std::lock_guard<std::mutex> lock(mutex_);
  job->tried.resize(static_cast<size_t>(pages));
  job->page_count = pages;
  job->left = pages;
  work_.notify_all();
}

void Schedule::CountOpen(const Job& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++job->opens;
}

bool Schedule::PageDone(const Job& job, double seconds_read, double seconds_normalise) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const double measured = std::max(seconds_read, 1e-6);
  job->seconds_per_page =
      job->seconds_per_page > 0 ? 0.7 * job->seconds_per_page + 0.3 * measured : measured;
  job->seconds_read += seconds_read;
  job->seconds_normalise += seconds_normalise;
  // A document that turns out to be slow becomes worth helping.
  if (HasPages(*job)) work_.notify_one();
  return --job->left == 0;
}

void Schedule::GiveBack(const Job& job, PageRange pages) {
  if (pages.first > pages.last) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  job->given_back.push_back(pages);
  work_.notify_one();
}

bool Schedule::TryAgain(const Job& job, int page) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const size_t index = static_cast<size_t>(page) - 1;
  if (job->tried[index]) return false;
  job->tried[index] = true;
  job->again.push_back(page);
  work_.notify_one();
  return true;
}

void Schedule::Remove(const Job& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.remove(job);
  work_.notify_all();
}

}  // namespace planrec::batch
