// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a confined process can no longer do, one line each, and what it still can.
#include "pipeline/batch/sandbox.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>

#include "pipeline/batch/worker_process.h"
#include "tests/batch/batch_files.h"

namespace planrec::batch {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

char* const* Arguments() {
  static char* const arguments[] = {const_cast<char*>("/bin/true"), nullptr};
  return arguments;
}

struct Attempt {
  const char* what;
  std::function<long()> act;  ///< negative = refused, errno says why
};

class SandboxTest : public BatchFiles {
 protected:
  /// Does the attempts in a confined child and gives "what: ok" or "what: reason" of each.
  std::vector<std::string> Confined(const std::vector<Attempt>& attempts,
                                    const std::string& workshop = "") {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      const Confinement confinement = Confine({{At("readable")}, workshop});
      // Office processes never copy themselves.
      if (workshop.empty() && !Seal()) _exit(2);
      std::string out = "holds: " + Holds(confinement) + "\n";
      for (const Attempt& attempt : attempts) {
        errno = 0;
        const long result = attempt.act();
        out += std::string(attempt.what) + ": " + (result < 0 ? std::strerror(errno) : "ok") + "\n";
      }
      const bool written = write(ends[1], out.data(), out.size()) > 0;
      _exit(written ? 0 : 1);
    }
    close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<size_t>(got));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "ended by signal " << WTERMSIG(status);
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

  /// What no confined process may do, whatever it is for.
  std::vector<Attempt> RefusedToAll() {
    Write("readable/file", "bytes");
    Write("other/file", "bytes");
    const std::string readable = At("readable/file"), other = At("other/file"), fresh = At("fresh");
    const pid_t parent = getpid();
    return {
        {"socket inet", [] { return socket(AF_INET, SOCK_STREAM, 0); }},
        {"socket unix", [] { return socket(AF_UNIX, SOCK_STREAM, 0); }},
        {"socket netlink", [] { return socket(AF_NETLINK, SOCK_RAW, 0); }},
        {"socketpair",
         [] {
           int pair[2];
           return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
         }},
        {"open to write", [=] { return open(readable.c_str(), O_WRONLY); }},
        {"open to read and write", [=] { return open(readable.c_str(), O_RDWR); }},
        {"open to append", [=] { return open(readable.c_str(), O_WRONLY | O_APPEND); }},
        {"open and cut", [=] { return open(readable.c_str(), O_RDONLY | O_TRUNC); }},
        {"make a file", [=] { return open(fresh.c_str(), O_RDONLY | O_CREAT, 0600); }},
        {"make a nameless file",
         [=, this] { return open(folder_.c_str(), O_WRONLY | O_TMPFILE, 0600); }},
        {"make a memory file", [] { return memfd_create("x", 0); }},
        {"remove", [=] { return unlink(readable.c_str()); }},
        {"rename", [=] { return rename(readable.c_str(), fresh.c_str()); }},
        {"make a folder", [=] { return mkdir(fresh.c_str(), 0700); }},
        {"make a link", [=] { return symlink("/", fresh.c_str()); }},
        {"cut by name", [=] { return truncate(readable.c_str(), 0); }},
        {"read another folder", [=] { return open(other.c_str(), O_RDONLY); }},
        {"list another folder",
         [=, this] { return open(At("other").c_str(), O_RDONLY | O_DIRECTORY); }},
        {"read /etc/passwd", [] { return open("/etc/passwd", O_RDONLY); }},
        {"read its memory file", [] { return open("/proc/1/mem", O_RDONLY); }},
        {"execve", [] { return execve("/bin/true", Arguments(), environ); }},
        {"execveat",
         [] { return syscall(SYS_execveat, AT_FDCWD, "/bin/true", Arguments(), environ, 0); }},
        {"fork", [] { return syscall(SYS_fork); }},
        {"clone", [] { return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }},
        {"ptrace me", [] { return ptrace(PTRACE_TRACEME, 0, 0, 0); }},
        {"ptrace the parent", [=] { return ptrace(PTRACE_ATTACH, parent, 0, 0); }},
        {"read the parent's memory",
         [=] { return syscall(SYS_process_vm_readv, parent, nullptr, 0, nullptr, 0, 0); }},
        {"signal the parent", [=] { return kill(parent, 0); }},
        {"signal a thread of the parent", [=] { return syscall(SYS_tgkill, parent, parent, 0); }},
        {"raise a limit",
         [] {
           rlimit limit = {1024, 1024};
           return setrlimit(RLIMIT_NOFILE, &limit);
         }},
        {"mount", [] { return mount("none", "/mnt", "tmpfs", 0, nullptr); }},
        {"change the root", [] { return chroot("/"); }},
        // The call itself: the library's aborts where a sanitizer's own thread is left out.
        {"change the user", [] { return syscall(SYS_setuid, 1); }},
        {"new namespaces", [] { return syscall(SYS_unshare, 0x10000000); }},
        {"bpf", [] { return syscall(SYS_bpf, 0, nullptr, 0); }},
        {"io_uring", [] { return syscall(SYS_io_uring_setup, 1, nullptr); }},
        {"keys", [] { return syscall(SYS_keyctl, 0, 0); }},
        {"performance counters", [] { return syscall(SYS_perf_event_open, nullptr, 0, 0, 0, 0); }},
    };
  }

  void ExpectRefused(const std::vector<Attempt>& refused, const std::string& workshop = "") {
    const std::vector<std::string> lines = Confined(refused, workshop);
    ASSERT_EQ(lines.size(), refused.size() + 1);
    EXPECT_THAT(lines[0], ::testing::HasSubstr("no_new_privs"));
    if (lines[0].find("seccomp") == std::string::npos) GTEST_SKIP() << "this kernel: " << lines[0];
    const bool landlock = lines[0].find("Landlock") != std::string::npos;
    if (!workshop.empty() && !landlock) GTEST_SKIP() << "this kernel: " << lines[0];
    for (size_t i = 1; i < lines.size(); ++i) {
      const std::string_view what = refused[i - 1].what;
      const bool reading = what.rfind("read ", 0) == 0 || what.rfind("list ", 0) == 0;
      if (reading && !landlock && what != "read the parent's memory") continue;
      if (kSanitized && what == "read its memory file") continue;
      EXPECT_THAT(lines[i], ::testing::AnyOf(::testing::EndsWith(": Operation not permitted"),
                                             ::testing::EndsWith(": Permission denied")));
      std::printf("  %s\n", lines[i].c_str());
    }
    EXPECT_EQ(Read("readable/file"), "bytes");
  }
};

TEST_F(SandboxTest, NamespacesAreItsOwnWhereTheMachineGivesThem) {
  char ours[64] = {};
  ASSERT_GT(readlink("/proc/self/ns/net", ours, sizeof ours - 1), 0);
  const std::vector<std::string> lines =
      Confined({{"another network", [&] {
                   char theirs[64] = {};
                   const ssize_t got = readlink("/proc/self/ns/net", theirs, sizeof theirs - 1);
                   return got > 0 && std::strcmp(ours, theirs) != 0 ? 0L : -1L;
                 }}});
  ASSERT_EQ(lines.size(), 2u);
  if (lines[0].find("namespaces") == std::string::npos) GTEST_SKIP() << lines[0];
  EXPECT_EQ(lines[1], "another network: ok");
}

TEST_F(SandboxTest, WhatIsRefused) {
  std::vector<Attempt> refused = RefusedToAll();
  refused.push_back({"change rights", [this] { return chmod(At("readable/file").c_str(), 0777); }});
  refused.push_back({"executable memory", [] {
                       void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                       return memory == MAP_FAILED ? -1L : 0L;
                     }});
  ExpectRefused(refused);
}

TEST_F(SandboxTest, WhatIsRefusedToAnOfficeProcess) {
  std::filesystem::create_directories(At("workshop"));
  std::vector<Attempt> refused = RefusedToAll();
  const std::string outside = At("workshop/../other/file");
  refused.push_back({"write beside the workshop", [=] { return open(outside.c_str(), O_WRONLY); }});
  refused.push_back({"a process that shares memory",
                     [] { return syscall(SYS_clone, CLONE_VM | SIGCHLD, 0, 0, 0, 0); }});
  ExpectRefused(refused, At("workshop"));
}

// LibreOffice ends where it may not set rights and times; it is told that they are set.
TEST_F(SandboxTest, RightsAndTimesStayAsTheyAreForAnOfficeProcess) {
  std::filesystem::create_directories(At("workshop"));
  Write("readable/file", "bytes");
  const std::string file = At("readable/file");
  ASSERT_EQ(chmod(file.c_str(), 0640), 0);
  struct stat before {
  }, after{};
  ASSERT_EQ(stat(file.c_str(), &before), 0);
  const std::vector<Attempt> feigned = {
      {"rights", [&] { return chmod(file.c_str(), 0777); }},
      {"rights of an open file", [&] { return fchmod(open(file.c_str(), O_RDONLY), 0777); }},
      {"rights by folder", [&] { return fchmodat(AT_FDCWD, file.c_str(), 0777, 0); }},
      {"times", [&] { return utimensat(AT_FDCWD, file.c_str(), nullptr, 0); }},
  };
  const std::vector<std::string> lines = Confined(feigned, At("workshop"));
  ASSERT_EQ(lines.size(), feigned.size() + 1);
  if (lines[0].find("seccomp") == std::string::npos) GTEST_SKIP() << "this kernel: " << lines[0];
  ASSERT_EQ(stat(file.c_str(), &after), 0);
  EXPECT_EQ(after.st_mode, before.st_mode);
  EXPECT_EQ(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
  EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
}

TEST_F(SandboxTest, WhatIsAllowedToAnOfficeProcess) {
  std::filesystem::create_directories(At("workshop"));
  const std::string made = At("workshop/file"), named = At("workshop/named");
  const std::vector<Attempt> allowed = {
      {"make a file", [&] { return open(made.c_str(), O_WRONLY | O_CREAT, 0600); }},
      {"rename it", [&] { return rename(made.c_str(), named.c_str()); }},
      {"remove it", [&] { return unlink(named.c_str()); }},
      {"make a folder", [&] { return mkdir(made.c_str(), 0700); }},
  };
  for (const std::string& line : Confined(allowed, At("workshop"))) {
    if (line.rfind("holds", 0) == 0) {
      if (line.find("Landlock") == std::string::npos) GTEST_SKIP() << "this kernel: " << line;
      continue;
    }
    EXPECT_THAT(line, ::testing::EndsWith(": ok"));
  }
}

TEST_F(SandboxTest, WhatIsAllowed) {
  Write("readable/file", "bytes");
  const std::string readable = At("readable/file");
  const std::vector<Attempt> allowed = {
      {"read a readable folder", [&] { return open(readable.c_str(), O_RDONLY | O_CLOEXEC); }},
      {"list fonts", [] { return open("/usr/share", O_RDONLY | O_DIRECTORY); }},
      {"memory",
       [] {
         return mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                     0) == MAP_FAILED
                    ? -1L
                    : 0L;
       }},
      {"time", [] { return static_cast<long>(time(nullptr)); }},
      {"a descriptor's copy", [] { return fcntl(1, F_DUPFD_CLOEXEC, 5); }},
      {"is it a terminal", [] { return isatty(1) == 0 && errno == EPERM ? -1L : 0L; }},
  };
  for (const std::string& line : Confined(allowed)) {
    if (line.rfind("holds", 0) == 0) continue;
    EXPECT_THAT(line, ::testing::EndsWith(": ok"));
  }
}

TEST_F(SandboxTest, AWorkerIsConfinedBeforeItsFirstInput) {
  Write("input.txt", "KẾ HOẠCH\nNội dung thứ nhất\n");
  WorkerSettings settings;
  settings.command = {PLANREC_PROGRAM, kWorkerArgument};
  auto worker = WorkerProcess::Start(settings);
  ASSERT_TRUE(worker);
  const FileDescriptor input(open(At("input.txt").c_str(), O_RDONLY | O_CLOEXEC));
  const auto opened =
      (*worker)->Open(input.get(), "input.txt", Clock::now() + std::chrono::seconds(60));
  ASSERT_TRUE(opened) << opened.error().message;
  ASSERT_TRUE((*worker)->confinement().has_value());
  const std::string own = std::to_string(getpid());
  std::ifstream children("/proc/self/task/" + own + "/children");
  std::string child;
  if (!(children >> child)) GTEST_SKIP() << "this kernel does not list children";
  std::ifstream status("/proc/" + child + "/status");
  const std::string text{std::istreambuf_iterator<char>(status), {}};
  EXPECT_THAT(text, ::testing::HasSubstr("NoNewPrivs:\t1"));
  const bool filtered = Holds(*(*worker)->confinement()).find("seccomp") != std::string::npos;
  EXPECT_THAT(text, ::testing::HasSubstr(filtered ? "Seccomp:\t2" : "Seccomp:\t0"));
  std::ifstream limits("/proc/" + child + "/limits");
  const std::string table{std::istreambuf_iterator<char>(limits), {}};
  EXPECT_THAT(table, ::testing::ContainsRegex("Max open files +64 +64"));
  EXPECT_THAT(table, ::testing::ContainsRegex("Max cpu time +[1-9][0-9]* +unlimited"));
  EXPECT_THAT(table, ::testing::ContainsRegex("Max core file size +0 +0"));
}

}  // namespace
}  // namespace planrec::batch
