// SPDX-License-Identifier: GPL-3.0-or-later
//
// An input's bytes, mapped: pages that are not looked at are not read. A file that gets shorter
// while it is looked at ends the process (SIGBUS): for workers only.
#pragma once

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::batch {

class MappedFile {
 public:
  ~MappedFile() { Unmap(); }
  MappedFile() = default;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  Status Map(int fd) {
    Unmap();
    struct stat info;
    if (fstat(fd, &info) != 0) return Error{ErrorType::kUnreadable, std::strerror(errno)};
    if (info.st_size <= 0) return Error{ErrorType::kEmpty, "the file has no bytes"};
    void* address = mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (address == MAP_FAILED) {
      if (errno == ENOMEM) {
        return Error{ErrorType::kTooLarge,
                     "the file does not fit into a worker's memory; raise --memory-limit"};
      }
      return Error{ErrorType::kUnreadable, std::string("can't be mapped: ") + std::strerror(errno)};
    }
    address_ = address;
    size_ = static_cast<size_t>(info.st_size);
    return Done{};
  }

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

  void Unmap() {
    if (address_ != nullptr) munmap(address_, size_);
    address_ = nullptr;
    size_ = 0;
  }

 private:
  void* address_ = nullptr;
  size_t size_ = 0;
};

}  // namespace planrec::batch
