// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/sandbox.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__SANITIZE_UNDEFINED__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

/// What libraries open by themselves: models, fonts and their tables, the number of cores.
constexpr std::array<const char*, 12> kSystemReadable = {
    "/usr/share",       "/usr/local/share", "/usr/lib",      "/lib",
    "/lib64",           "/usr/local/lib",   "/etc/fonts",    "/var/cache/fontconfig",
    "/etc/ld.so.cache", "/dev/urandom",     "/proc/cpuinfo", "/sys/devices/system/cpu",
};

/// Calls that are allowed whatever their arguments: they reach memory, time, what is open already,
/// or say something about files.
constexpr std::array kPlainCalls = {
    // what is open already
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(shutdown),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(fadvise64),
    // about files
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    // memory
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(mincore),
    // time, threads, signals to itself
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    // who and where it is
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrandom),
};

/// A call that is allowed where the masked argument has this value.
struct GuardedCall {
  int call;
  unsigned argument;
  uint64_t mask, value;
};

constexpr uint64_t kTmpFileBit = 020000000;  // O_TMPFILE without O_DIRECTORY
constexpr uint64_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | kTmpFileBit;
constexpr uint64_t kWhole = ~uint64_t{0};

constexpr GuardedCall kGuardedCalls[] = {
    {SCMP_SYS(open), 1, kWriting, O_RDONLY},
    {SCMP_SYS(openat), 2, kWriting, O_RDONLY},
    {SCMP_SYS(mmap), 2, PROT_EXEC, 0},
    {SCMP_SYS(mprotect), 2, PROT_EXEC, 0},
    {SCMP_SYS(prlimit64), 2, kWhole, 0},   // asks, sets nothing
    {SCMP_SYS(ioctl), 1, kWhole, TCGETS},  // isatty
    {SCMP_SYS(fcntl), 1, kWhole, F_GETFD},
    {SCMP_SYS(fcntl), 1, kWhole, F_SETFD},
    {SCMP_SYS(fcntl), 1, kWhole, F_GETFL},
    {SCMP_SYS(fcntl), 1, kWhole, F_DUPFD},
    {SCMP_SYS(fcntl), 1, kWhole, F_DUPFD_CLOEXEC},
};

/// Allowed until Seal(): what a process needs that has seen nothing, to copy itself and to seal the
/// copy.
constexpr GuardedCall kBeforeSealing[] = {
    {SCMP_SYS(clone), 0, kWhole, CLONE_PARENT | SIGCHLD},
    {SCMP_SYS(prctl), 0, kWhole, PR_SET_PDEATHSIG},
    {SCMP_SYS(prctl), 0, kWhole, PR_SET_NO_NEW_PRIVS},
    {SCMP_SYS(prctl), 0, kWhole, PR_SET_SECCOMP},
    {SCMP_SYS(seccomp), 0, 0, 0},
    {SCMP_SYS(tgkill), 0, 0, 0},
};

/// What LibreOffice calls beside kPlainCalls. It may open files for writing: Landlock says which.
/// No copying of itself, no programs, no connections.
constexpr std::array kOfficeCalls = {
    SCMP_SYS(open),      SCMP_SYS(openat),    SCMP_SYS(mmap),      SCMP_SYS(mprotect),
    SCMP_SYS(pwrite64),  SCMP_SYS(pwritev),   SCMP_SYS(ftruncate), SCMP_SYS(fallocate),
    SCMP_SYS(fsync),     SCMP_SYS(fdatasync), SCMP_SYS(flock),     SCMP_SYS(fcntl),
    SCMP_SYS(unlink),    SCMP_SYS(unlinkat),  SCMP_SYS(rename),    SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),   SCMP_SYS(rmdir),
    SCMP_SYS(umask),     SCMP_SYS(pipe),      SCMP_SYS(pipe2),     SCMP_SYS(eventfd2),
    SCMP_SYS(mlock),     SCMP_SYS(munlock),   SCMP_SYS(msync),     SCMP_SYS(set_tid_address),
};

/// Rights and times of files: LibreOffice ends where it may not set them, and Landlock does not
/// guard them. They are answered as done, and not done.
constexpr std::array kFeignedCalls = {SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat),
                                      SCMP_SYS(utimensat)};

constexpr uint64_t kThread = CLONE_VM | CLONE_THREAD | CLONE_SIGHAND;

std::string Reason(const char* what, int code) {
  return std::string(what) + " (" + std::strerror(code) + ")";
}

/// 0 or the error code.
int RestrictCalls(bool office) {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(
      seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  if (!filter) return ENOMEM;
  // Looked up by halving instead of in turn; one that can't is only slower.
  seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  int failed = 0;
  const auto add = [&](int call, const std::vector<scmp_arg_cmp>& conditions) {
    // A call that this architecture lacks needs no rule.
    if (call < 0) return;
    const int code =
        seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call,
                               static_cast<unsigned>(conditions.size()), conditions.data());
    if (code != 0 && failed == 0) failed = -code;
  };
  for (const int call : kPlainCalls) add(call, {});
  for (const int call : kOfficeCalls) {
    if (office) add(call, {});
  }
  if (office) {
    add(SCMP_SYS(clone), {{0, SCMP_CMP_MASKED_EQ, kThread, kThread}});
    add(SCMP_SYS(prctl), {{0, SCMP_CMP_MASKED_EQ, kWhole, PR_SET_NAME}});
    add(SCMP_SYS(tgkill), {{0, SCMP_CMP_MASKED_EQ, kWhole, static_cast<scmp_datum_t>(getpid())}});
    const auto answer = [&](int call, uint32_t error) {
      if (call < 0) return;
      const int code = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(error), call, 0);
      if (code != 0 && failed == 0) failed = -code;
    };
    for (const int call : kFeignedCalls) answer(call, 0);
    // Its flags stand in memory, which no filter sees: clone() is taken instead.
    answer(SCMP_SYS(clone3), ENOSYS);
  }
  for (const GuardedCall& guarded : kGuardedCalls) {
    // What an office process may do whatever the arguments has its rule.
    if (office && std::ranges::find(kOfficeCalls, guarded.call) != kOfficeCalls.end()) continue;
    add(guarded.call, {{guarded.argument, SCMP_CMP_MASKED_EQ, guarded.mask, guarded.value}});
  }
  for (const GuardedCall& guarded : kBeforeSealing) {
    if (office) break;
    add(guarded.call, {{guarded.argument, SCMP_CMP_MASKED_EQ, guarded.mask, guarded.value}});
  }
  if (kSanitized) {
    // Sanitizers name threads, ask for the process's memory map, and try addresses by writing from
    // them into a pipe.
    add(SCMP_SYS(prctl), {});
    add(SCMP_SYS(pipe), {});
    add(SCMP_SYS(pipe2), {});
    add(SCMP_SYS(personality), {});
    add(SCMP_SYS(sched_setaffinity), {});
  }
  if (failed != 0) return failed;
  const int code = seccomp_load(filter.get());
  return code < 0 ? -code : 0;
}

/// Its own namespaces: no network, no messages and no names shared with others. True where the
/// machine gives them; many give them to nobody (containers, distributions), and the other layers
/// hold without. Not of processes: the first one of such a namespace is immune to the signals that
/// limit it (pid_namespaces(7)), and a worker can neither see, start nor signal another anyway.
bool EnterNamespaces() {
  return unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0;
}

/// 0 or the error code. The bounding set is lowered as far as we may: it matters only to programs
/// that are started, and none can be.
int DropCapabilities() {
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (int capability = 0; prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0; ++capability) {
  }
  __user_cap_header_struct header{};
  header.version = _LINUX_CAPABILITY_VERSION_3;
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

// Plain files and folders made, written and removed.
constexpr uint64_t kWritingBelow = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                   LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                   LANDLOCK_ACCESS_FS_MAKE_REG | 0x2000 /* refer */ |
                                   0x4000 /* truncate */;

// The kernel's structure as of version 6; an older kernel is told a smaller size.
struct RulesetAttributes {
  uint64_t files, network, scopes;
};

void Allow(int ruleset, const std::string& path, uint64_t more = 0) {
  const FileDescriptor place(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat info;
  // What is not there can't be read either.
  if (!place.valid() || fstat(place.get(), &info) != 0) return;
  landlock_path_beneath_attr rule{};
  rule.parent_fd = place.get();
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  if (S_ISDIR(info.st_mode)) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR | more;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

/// The version of Landlock that holds now, or minus the error code.
int RestrictFiles(const ConfineOptions& options) {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 0) return -errno;
  // Rights by version: 13 of the first, then rename across folders, truncate, ioctl of devices.
  constexpr std::array<uint64_t, 6> kFiles = {0x0, 0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff};
  RulesetAttributes attributes{};
  attributes.files = version < 6 ? kFiles[static_cast<size_t>(version)] : kFiles[5];
  size_t size = sizeof attributes.files;
  if (version >= 4) {
    attributes.network = 3;  // bind and connect of TCP
    size += sizeof attributes.network;
  }
  if (version >= 6) {
    attributes.scopes = 3;  // abstract sockets and signals outside
    size += sizeof attributes.scopes;
  }
  const FileDescriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
  if (!ruleset.valid()) return -errno;
  for (const char* path : kSystemReadable) Allow(ruleset.get(), path);
  if (kSanitized) Allow(ruleset.get(), "/proc");
  for (const std::string& path : options.readable) Allow(ruleset.get(), path);
  if (!options.workshop.empty()) {
    Allow(ruleset.get(), options.workshop, kWritingBelow & attributes.files);
  }
  if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return -errno;
  return static_cast<int>(version);
}

}  // namespace

Confinement Confine(const ConfineOptions& options) {
  Confinement confinement;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    confinement.holds.emplace_back("no_new_privs");
  } else {
    confinement.refused.push_back(Reason("no_new_privs", errno));
  }
  if (EnterNamespaces()) confinement.holds.emplace_back("namespaces");
  if (const int code = DropCapabilities(); code == 0) {
    confinement.holds.emplace_back("capabilities");
  } else {
    confinement.refused.push_back(Reason("capabilities", code));
  }
  if (const int version = RestrictFiles(options); version > 0) {
    confinement.holds.push_back("Landlock " + std::to_string(version));
  } else {
    confinement.refused.push_back(Reason("Landlock", -version));
  }
  if (const int code = RestrictCalls(!options.workshop.empty()); code == 0) {
    confinement.holds.emplace_back("seccomp");
  } else {
    confinement.refused.push_back(Reason("seccomp", code));
  }
  return confinement;
}

bool Seal() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                                 &seccomp_release);
  if (!filter) return false;
  constexpr uint32_t kRefuse = SCMP_ACT_ERRNO(EPERM);
  bool added = true;
  for (const int call : {SCMP_SYS(clone), SCMP_SYS(seccomp), SCMP_SYS(prctl)}) {
    // Sanitizers name their memory at any time.
    if (kSanitized && call == SCMP_SYS(prctl)) continue;
    added = added && seccomp_rule_add(filter.get(), kRefuse, call, 0) == 0;
  }
  // abort() and raise(): signals to itself are left.
  const scmp_arg_cmp other = {0, SCMP_CMP_NE, static_cast<scmp_datum_t>(getpid()), 0};
  added = added && seccomp_rule_add(filter.get(), kRefuse, SCMP_SYS(tgkill), 1, other) == 0;
  return added && seccomp_load(filter.get()) == 0;
}

std::string Holds(const Confinement& confinement) {
  std::string text;
  for (const std::string& layer : confinement.holds) text += (text.empty() ? "" : ", ") + layer;
  return text.empty() ? "none" : text;
}

}  // namespace planrec::batch
