// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/output.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/files/fault_point.h"

namespace planrec::batch {
namespace {

constexpr int kWaitsForTheDead = 500;
constexpr unsigned kWaitForTheDead_us = 10'000;

/// False for a process that is gone, and for one that ended and was not waited for.
bool Lives(int pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(stat, line)) return kill(pid, 0) == 0 || errno == EPERM;
  const size_t name_end = line.rfind(") ");
  return name_end == std::string::npos || (line[name_end + 2] != 'Z' && line[name_end + 2] != 'X');
}

}  // namespace

void RemoveOutput(const std::string& folder, const std::string& relative) {
  // One that stays is overwritten or seen as unknown later: nothing depends on it.
  unlink((folder + "/" + relative).c_str());
}

void SweepTemporaries(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const auto sweep = [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    // A folder of such a name was the workshop of a conversion; links in it are not followed.
    const auto kind = entry.symlink_status(ignored).type();
    if (!IsTemporaryName(name)) return;
    if (kind == fs::file_type::regular || kind == fs::file_type::directory) {
      fs::remove_all(entry.path(), ignored);
    }
  };
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    sweep(*it);
  }
  for (const char* below : {"/records", "/corrections", "/edited", "/pdf", "/converted"}) {
    failed.clear();
    for (fs::recursive_directory_iterator it(folder + below, failed), end; !failed && it != end;
         it.increment(failed)) {
      sweep(*it);
    }
  }
}

RunLock::~RunLock() {
  // The name goes while the lock is still held, so that no other run can lock a file without name.
  // One that is not ours any more is another run's.
  if (Named()) unlink(path_.c_str());
}

bool RunLock::Named() const {
  struct stat ours, named;
  return file_.valid() && fstat(file_.get(), &ours) == 0 && stat(path_.c_str(), &named) == 0 &&
         ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

Status RunLock::Check() const {
  if (Named()) return Done{};
  return Error{ErrorType::kOutputFailed,
               "the output folder " + folder_ +
                   " was removed or exchanged while the run was at work; start the same command "
                   "again: it does what is missing"};
}

Status RunLock::Take(const std::string& folder) {
  Status made = MakeFolders(folder);
  // Whatever the reason: without the folder there is no run.
  if (!made) return Error{ErrorType::kOutputFailed, made.error().message};
  folder_ = folder;
  path_ = folder + "/.planrec.lock";
  int waits_left = kWaitsForTheDead;
  for (;;) {
    FileDescriptor file(open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (!file.valid()) return WriteError("write into", folder, errno);
    if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      char owner[32] = {};
      const ssize_t got = read(file.get(), owner, sizeof owner - 1);
      const std::string pid(owner, got > 0 ? static_cast<size_t>(got) : 0);
      // A child that a killed run was just starting still holds what it inherited, for a moment.
      if (waits_left-- > 0 && !pid.empty() && !Lives(std::atoi(pid.c_str()))) {
        usleep(kWaitForTheDead_us);
        continue;
      }
      return Error{ErrorType::kOutputFailed,
                   "the output folder " + folder + " is in use by another run" +
                       (pid.empty() ? "" : " (process " + pid.substr(0, pid.find('\n')) + ")") +
                       "; wait for it, stop it, or choose another output folder (-o)"};
    }
    // The owner before may have removed the name between our open and our lock.
    struct stat ours, named;
    if (fstat(file.get(), &ours) != 0 || stat(path_.c_str(), &named) != 0 ||
        ours.st_ino != named.st_ino || ours.st_dev != named.st_dev) {
      continue;
    }
    left_behind_ = ours.st_size > 0;
    if (const int code = FaultAt("lock")) return WriteError("write", path_, code);
    const std::string pid = std::to_string(getpid()) + "\n";
    if (ftruncate(file.get(), 0) != 0 ||
        write(file.get(), pid.data(), pid.size()) != static_cast<ssize_t>(pid.size())) {
      return WriteError("write", path_, errno);
    }
    file_ = std::move(file);
    return Done{};
  }
}

}  // namespace planrec::batch
