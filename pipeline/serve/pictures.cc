// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/pictures.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace planrec::serve {
namespace {

constexpr size_t kMostKept = size_t{32} << 20;
constexpr size_t kMostWaiting = 64;

std::string KeyOf(const PictureOf& wanted) {
  const acquire::PictureRequest& r = wanted.request;
  char text[256];
  std::snprintf(text, sizeof text, " %d %d %.3f %.4f %.4f %.4f %.4f %d", r.page, r.quarters,
                r.skew_deg, r.x0, r.y0, r.x1, r.y1, r.width_px);
  return wanted.sha256 + text;
}

}  // namespace

Pictures::Pictures(const batch::WorkerSettings& settings, Originals& originals, int workers)
    : settings_(settings), originals_(originals), stop_fd_(eventfd(0, EFD_CLOEXEC)) {
  settings_.stop_fd = stop_fd_.get();
  for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { Work(); });
}

Pictures::~Pictures() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    const uint64_t one = 1;
    if (write(stop_fd_.get(), &one, sizeof one) < 0) std::perror("planrec: eventfd");
  }
  waiting_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  for (const auto& job : jobs_) {
    job->answer.set_value(Error{ErrorType::kInterrupted, "the server is ending"});
  }
}

Result<Picture> Pictures::Get(const PictureOf& wanted) {
  auto job = std::make_unique<Job>();
  job->wanted = wanted;
  job->key = KeyOf(wanted);
  std::future<Result<Picture>> answer = job->answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (Picture kept = Kept(job->key)) return kept;
    if (stop_) return Error{ErrorType::kInterrupted, "the server is ending"};
    if (jobs_.size() >= kMostWaiting) {
      return Error{ErrorType::kTooLarge, "too many pictures are waited for; ask again"};
    }
    jobs_.push_back(std::move(job));
  }
  waiting_.notify_one();
  return answer.get();
}

void Pictures::Work() {
  std::error_code unknown;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(unknown);
  Desk desk(settings_, unknown ? "/tmp" : folder.string());
  while (std::unique_ptr<Job> job = Take(desk.open)) {
    Result<Picture> picture = Draw(desk, job->wanted);
    {
      const std::lock_guard lock(mutex_);
      if (picture) Keep(job->key, *picture);
    }
    job->answer.set_value(std::move(picture));
  }
}

std::unique_ptr<Pictures::Job> Pictures::Take(const std::string& open) {
  std::unique_lock lock(mutex_);
  waiting_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
  if (stop_) return nullptr;
  // One of the document that is open costs least.
  auto job = std::find_if(jobs_.begin(), jobs_.end(),
                          [&](const auto& waits) { return waits->wanted.sha256 == open; });
  if (job == jobs_.end()) job = jobs_.begin();
  std::unique_ptr<Job> taken = std::move(*job);
  jobs_.erase(job);
  return taken;
}

Result<Picture> Pictures::Draw(Desk& desk, const PictureOf& wanted) {
  {
    const std::lock_guard lock(mutex_);
    if (Picture kept = Kept(KeyOf(wanted))) return kept;
  }
  Result<std::string> drawn = Error{};
  for (const bool again : {false, true}) {
    drawn = DrawOnce(desk, wanted, again);
    const bool lost = desk.worker != nullptr && !desk.worker->alive();
    if (drawn || !lost || drawn.error().type == ErrorType::kInterrupted) break;
  }
  if (!drawn) return drawn.error();
  return std::make_shared<const std::string>(std::move(*drawn));
}

Result<std::string> Pictures::DrawOnce(Desk& desk, const PictureOf& wanted, bool fresh) {
  const batch::Clock::time_point deadline =
      batch::Clock::now() + std::chrono::seconds(settings_.options.read.limits.timeout_page_s);
  // A process that one document took over must not draw another one's pages.
  if (fresh || desk.open != wanted.sha256 || desk.worker == nullptr || !desk.worker->alive()) {
    desk.open.clear();
    desk.worker.reset();
    const Result<FileDescriptor> file =
        wanted.converted_sha256.empty()
            ? originals_.Open(wanted.path, wanted.sha256, desk.unpacker)
            : originals_.OpenConverted(wanted.path, wanted.converted_sha256);
    if (!file) return file.error();
    auto started = desk.original.Fresh(deadline);
    if (!started) return started.error();
    desk.worker = std::move(*started);
    const auto opened = desk.worker->Open(file->get(), wanted.path, deadline);
    if (!opened) return opened.error();
    desk.open = wanted.sha256;
  }
  return desk.worker->Draw(wanted.request, deadline);
}

Picture Pictures::Kept(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return kept_.front().second;
}

void Pictures::Keep(const std::string& key, const Picture& picture) {
  if (picture->size() > kMostKept / 4 || by_key_.count(key) > 0) return;
  kept_.emplace_front(key, picture);
  by_key_[key] = kept_.begin();
  kept_bytes_ += picture->size();
  while (kept_bytes_ > kMostKept) {
    kept_bytes_ -= kept_.back().second->size();
    by_key_.erase(kept_.back().first);
    kept_.pop_back();
  }
}

}  // namespace planrec::serve
