// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/spool.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "pipeline/files/atomic_file.h"
#include "pipeline/files/fault_point.h"

namespace planrec::batch {
namespace {

constexpr size_t kInMemory = size_t{1} << 20;

}  // namespace

Status Spool::Append(std::string_view bytes) {
  buffer_.append(bytes);
  size_ += bytes.size();
  return buffer_.size() < kInMemory ? Status(Done{}) : WriteOut();
}

Status Spool::WriteOut() {
  if (!file_.valid()) {
    Result<FileDescriptor> file = NamelessFile(folder_);
    if (!file) return file.error();
    file_ = std::move(*file);
  }
  if (const int code = FaultAt("spool")) return WriteError("write into", folder_, code);
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t n = write(file_.get(), left.data(), left.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return WriteError("write into", folder_, errno);
    left.remove_prefix(static_cast<size_t>(n));
  }
  written_ += buffer_.size();
  buffer_.clear();
  return Done{};
}

Status Spool::ForEach(const std::function<Status(std::string_view)>& use) {
  std::string piece(written_ == 0 ? 0 : kInMemory, '\0');
  for (size_t at = 0; at < written_;) {
    const ssize_t n = pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return WriteError("read back from", folder_, n < 0 ? errno : EIO);
    const Status used = use(std::string_view(piece).substr(0, static_cast<size_t>(n)));
    if (!used) return used;
    at += static_cast<size_t>(n);
  }
  return use(buffer_);
}

}  // namespace planrec::batch
