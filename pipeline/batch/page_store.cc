// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/page_store.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "pipeline/batch/output.h"
#include "pipeline/files/fault_point.h"

namespace planrec::batch {

void PageStore::Start(int pages, std::string folder, uint64_t most_bytes) {
  places_.resize(static_cast<size_t>(pages));
  facts_.resize(static_cast<size_t>(pages));
  folder_ = std::move(folder);
  most_bytes_ = most_bytes;
}

Status PageStore::Put(wire::PageFacts facts, std::string bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const size_t index = static_cast<size_t>(facts.number) - 1;
  Place& place = places_.at(index);
  facts_[index] = std::move(facts);
  full_ = full_ || in_memory_ + in_file_ + bytes.size() > most_bytes_;
  if (full_) return Done{};
  place.size = bytes.size();
  if (in_memory_ + bytes.size() > kPagesInMemory) return Spill(place, bytes);
  in_memory_ += bytes.size();
  // What was received may lie in a larger piece of memory.
  bytes.shrink_to_fit();
  place.bytes = std::move(bytes);
  return Done{};
}

Status PageStore::Spill(Place& place, const std::string& bytes) {
  if (!file_.valid()) {
    Result<FileDescriptor> file = NamelessFile(folder_);
    if (!file) return file.error();
    file_ = std::move(*file);
  }
  int code = FaultAt("spill");
  place.at = in_file_;
  size_t done = 0;
  while (code == 0 && done < bytes.size()) {
    const ssize_t n = pwrite(file_.get(), bytes.data() + done, bytes.size() - done,
                             static_cast<off_t>(in_file_ + done));
    if (n >= 0) {
      done += static_cast<size_t>(n);
    } else if (errno != EINTR) {
      code = errno;
    }
  }
  if (code != 0) return WriteError("keep pages in", folder_, code);
  in_file_ += bytes.size();
  return Done{};
}

Result<std::string> PageStore::Get(int number) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Place& place = places_.at(static_cast<size_t>(number) - 1);
  if (!place.bytes.empty()) return place.bytes;
  std::string bytes(place.size, '\0');
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t n = pread(file_.get(), bytes.data() + done, bytes.size() - done,
                            static_cast<off_t>(place.at + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return WriteError("read back pages from", folder_, n < 0 ? errno : EIO);
    done += static_cast<size_t>(n);
  }
  return bytes;
}

bool PageStore::full() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return full_;
}

std::string PageStore::Limit() const {
  return "the words and lines of its pages take more than " + std::to_string(most_bytes_ >> 20) +
         " MiB; split the file";
}

}  // namespace planrec::batch
