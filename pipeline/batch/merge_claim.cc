// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/merge_claim.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "pipeline/batch/workplace.h"
#include "pipeline/files/atomic_file.h"
#include "pipeline/files/read_files.h"

namespace planrec::batch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kClaim = "/.planrec-merge";
constexpr const char* kOwner = "/owner";
constexpr int64_t kLongestOwner = 4096;

/// The system and the process numbers on it that this process is one of: hosts and containers may
/// have the same name.
std::string ThisSystem() {
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  std::error_code unknown;
  return boot + " " + fs::read_symlink("/proc/self/ns/pid", unknown).string();
}

/// Two lines: process and host, for persons; the system.
std::string ThisOwner() {
  return std::to_string(getpid()) + " " + HostName() + "\n" + ThisSystem() + "\n";
}

std::string OwnerOf(const std::string& claim) {
  const Result<std::string> text = ReadWhole(claim + kOwner, kLongestOwner);
  return text ? *text : "";
}

void RemoveFolder(const std::string& folder) {
  unlink((folder + kOwner).c_str());
  rmdir(folder.c_str());
}

/// A new folder beside the claim, with who we are in it where `owner` is not empty.
Result<std::string> MakeBeside(const std::string& shards, const std::string& owner) {
  std::string name = shards + kClaim + "-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) return WriteError("write into", shards, errno);
  // Others may have to take it over.
  chmod(name.c_str(), 0777);
  if (owner.empty()) return name;
  std::ofstream file(name + kOwner, std::ios::binary);
  file << owner;
  if (!file.flush()) {
    RemoveFolder(name);
    return WriteError("write into", shards, ENOSPC);
  }
  return name;
}

/// Whether the holder of a claim lives no more; `now`: a folder of that file system touched now.
bool LeftBehind(const std::string& claim, const std::string& owner, const std::string& now) {
  if (owner.ends_with("\n" + ThisSystem() + "\n")) {
    // One of our own number was before us: a container that was started again.
    const int pid = std::atoi(owner.c_str());
    if (pid <= 0 || pid == getpid() || (kill(pid, 0) != 0 && errno == ESRCH)) return true;
  }
  struct stat claimed, touched;
  utimensat(AT_FDCWD, now.c_str(), nullptr, 0);
  return stat(claim.c_str(), &claimed) == 0 && stat(now.c_str(), &touched) == 0 &&
         touched.st_mtime - claimed.st_mtime > kClaimLives_s;
}

/// Moves a claim away that was left behind. One that another process took meanwhile is put back.
void TakeAway(const std::string& shards, const std::string& claim, const std::string& owner) {
  const Result<std::string> away = MakeBeside(shards, "");
  if (!away) return;
  if (rename(claim.c_str(), away->c_str()) == 0 && OwnerOf(*away) != owner &&
      rename(away->c_str(), claim.c_str()) == 0)
    return;
  RemoveFolder(*away);
}

}  // namespace

MergeClaim::~MergeClaim() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    wake_.notify_all();
  }
  if (beats_.joinable()) beats_.join();
  if (!taken_ || !Check()) return;
  // Out of its place first: one that is empty there would be renamed over.
  const std::string away = folder_ + "-" + std::to_string(getpid());
  if (rename(folder_.c_str(), away.c_str()) == 0) RemoveFolder(away);
}

Result<bool> MergeClaim::Take(const std::string& output) {
  const std::string shards = output + "/shards";
  folder_ = shards + kClaim;
  own_ = ThisOwner();
  const Result<std::string> beside = MakeBeside(shards, own_);
  if (!beside) return beside.error();
  for (;;) {
    if (rename(beside->c_str(), folder_.c_str()) == 0) break;
    const int code = errno;
    if (code != ENOTEMPTY && code != EEXIST) {
      RemoveFolder(*beside);
      return WriteError("write into", shards, code);
    }
    const std::string owner = OwnerOf(folder_);
    // Given back since: once more.
    if (owner.empty() && access(folder_.c_str(), F_OK) != 0) continue;
    if (LeftBehind(folder_, owner, *beside)) {
      TakeAway(shards, folder_, owner);
      continue;
    }
    RemoveFolder(*beside);
    const std::string name = owner.substr(0, owner.find('\n'));
    const size_t space = name.find(' ');
    holder_ = "process " + name.substr(0, space);
    if (space != std::string::npos) holder_ += " on " + name.substr(space + 1);
    return false;
  }
  taken_ = true;
  try {
    beats_ = std::thread([this] { Beat(); });
  } catch (const std::system_error&) {
    // No thread to be had: a merge that takes longer than a claim lives may lose it.
  }
  return true;
}

Status MergeClaim::Check() const {
  if (!taken_ || OwnerOf(folder_) == own_) return Done{};
  return Error{ErrorType::kOutputFailed,
               "another process began to merge " + folder_.substr(0, folder_.rfind("/shards/")) +
                   " while this one was held up; wait for it, or merge again"};
}

void MergeClaim::Beat() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::seconds(kClaimBeats_s), [this] { return ended_; }))
    utimensat(AT_FDCWD, folder_.c_str(), nullptr, 0);
}

}  // namespace planrec::batch
