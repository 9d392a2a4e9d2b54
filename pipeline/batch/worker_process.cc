// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <string_view>

extern char** environ;

namespace planrec::batch {
namespace {

constexpr size_t kMostMessages = size_t{16} << 10;  // kept for the log
constexpr rlim_t kMostPrinted = rlim_t{16} << 20;   // written by a worker at most
constexpr int kExecFailed = 127;
constexpr int kWaitsToFork = 50;
constexpr unsigned kWaitToFork_us = 50'000;
constexpr int64_t kProcessorSlack_s = 10;  // beyond the deadline, which is wall time
constexpr rlim_t kMostDescriptors = 64;    // of a worker
constexpr rlim_t kOfficeDescriptors = 256;
constexpr char kKillMe[] = "1000";  // of a worker: the most

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Sanitizers map terabytes of shadow memory: a limit on address space can't hold.
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

/// What a worker may say of an input, a page or a record. The other types are what the supervisor
/// finds out by itself.
constexpr std::array kSayable = {
    ErrorType::kUnreadable,  ErrorType::kUnsupportedType, ErrorType::kEmpty,
    ErrorType::kCorrupt,     ErrorType::kEncrypted,       ErrorType::kTooLarge,
    ErrorType::kOutOfMemory, ErrorType::kNoText,          ErrorType::kModelMissing,
    ErrorType::kInternal,
};

bool MaySay(ErrorType type) {
  return std::find(kSayable.begin(), kSayable.end(), type) != kSayable.end();
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// All that a worker gets of our environment: nothing there that it does not need can leak through
/// it or change what it reads.
constexpr std::array<std::string_view, 6> kPassedOn = {
    "LD_LIBRARY_PATH=",  // where it was started with libraries in places of their own
    "TESSDATA_PREFIX=",  // where models are
    "ASAN_OPTIONS=",    "UBSAN_OPTIONS=", "TSAN_OPTIONS=", "LSAN_OPTIONS=",
};

std::vector<std::string> WorkerEnvironment() {
  // One thread inside the libraries: parallelism is by processes. Few arenas: RLIMIT_AS counts
  // them. Large pages: a process that begins anew with each document meets all its memory for the
  // first time (samples: 190,000 faults become 44,000).
  std::vector<std::string> all = {"OMP_THREAD_LIMIT=1", "MALLOC_ARENA_MAX=1",
                                  "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (std::any_of(kPassedOn.begin(), kPassedOn.end(),
                    [text](std::string_view name) { return text.starts_with(name); })) {
      all.emplace_back(text);
    }
  }
  return all;
}

void Limit(int resource, rlim_t value) {
  rlimit limit = {value, value};
  setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

struct ProcessLimits {
  rlim_t file_bytes, descriptors, memory;
};

/// In the child between fork and exec: only calls that are safe there.
[[noreturn]] void Become(char* const* command, char* const* environment, int socket, int messages,
                         int null_fd, const ProcessLimits& limits, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kExecFailed);
  // Ctrl-C reaches the whole process group; the supervisor decides when a worker ends.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  // Lift the socket out of the way of 0, 1, 2 before they are set.
  const int lifted = fcntl(socket, F_DUPFD, 10);
  if (lifted < 0 || dup2(null_fd, 0) < 0 || dup2(messages, 1) < 0 || dup2(messages, 2) < 0 ||
      dup2(lifted, kWorkerDescriptor) < 0) {
    _exit(kExecFailed);
  }
  close_range(kWorkerDescriptor + 1, ~0U, 0);
  // Where memory runs out, a worker goes rather than the program or others.
  if (const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); score >= 0) {
    if (write(score, kKillMe, sizeof kKillMe - 1) < 0) errno = 0;
    close(score);
  }
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_FSIZE, limits.file_bytes);
  Limit(RLIMIT_NOFILE, limits.descriptors);
  if (kLimitMemory) Limit(RLIMIT_AS, limits.memory);
  execve(command[0], command, environment);
  _exit(kExecFailed);
}

std::string SignalName(int number) {
  const char* name = sigabbrev_np(number);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(number);
}

}  // namespace

namespace {

/// What a process is spoken to over, and where it prints.
struct Ends {
  FileDescriptor ours, theirs, messages;
};

Result<Ends> MakeEnds() {
  const auto failed = [](const char* what) {
    return Error{ErrorType::kInternal,
                 std::string(what) + std::strerror(errno) +
                     "; use fewer --jobs, or allow more open files (ulimit -n)"};
  };
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    return failed("no socket for a worker: ");
  }
  Ends ends{FileDescriptor(pair[0]), FileDescriptor(pair[1]),
            FileDescriptor(memfd_create("worker-messages", MFD_CLOEXEC))};
  if (!ends.messages.valid()) return failed("can't catch a worker's messages: ");
  fcntl(ends.messages.get(), F_SETFL, O_APPEND);
  return ends;
}

}  // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::Start(const WorkerSettings& settings) {
  Result<Ends> ends = MakeEnds();
  if (!ends) return ends.error();
  FileDescriptor null_fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!null_fd.valid()) {
    return Error{ErrorType::kInternal,
                 std::string("can't open /dev/null: ") + std::strerror(errno)};
  }

  std::vector<std::string> command = settings.command;
  if (command.empty()) command = {"/proc/self/exe", kWorkerArgument};
  std::vector<std::string> environment = WorkerEnvironment();
  const std::vector<char*> command_pointers = Pointers(command);
  const std::vector<char*> environment_pointers = Pointers(environment);
  const Limits& limits = settings.options.read.limits;
  ProcessLimits process = {kMostPrinted, kMostDescriptors,
                           static_cast<rlim_t>(limits.memory_limit_mib) << 20};
  if (settings.office) {
    process.file_bytes = std::max(kMostPrinted, static_cast<rlim_t>(limits.max_bytes));
    process.descriptors = kOfficeDescriptors;
  }
  const pid_t parent = getpid();
  pid_t pid = fork();
  // The system may have no room for a process for a moment.
  for (int waits = 0; pid < 0 && errno == EAGAIN && waits < kWaitsToFork; ++waits) {
    usleep(kWaitToFork_us);
    pid = fork();
  }
  if (pid < 0) {
    return Error{ErrorType::kInternal, std::string("can't start a worker: ") +
                                           std::strerror(errno) +
                                           "; use fewer --jobs, or end other programs"};
  }
  if (pid == 0) {
    Become(command_pointers.data(), environment_pointers.data(), ends->theirs.get(),
           ends->messages.get(), null_fd.get(), process, parent);
  }
  std::unique_ptr<WorkerProcess> worker(
      new WorkerProcess(settings, pid, std::move(ends->ours), std::move(ends->messages)));
  // A send that fails shows at the first answer.
  worker->channel_.Send(MessageType::kConfigure, EncodeOptions(settings.options));
  return worker;
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::Spawn(const WorkerSettings& settings,
                                                            Clock::time_point deadline) {
  Result<Ends> ends = MakeEnds();
  if (!ends) return ends.error();
  if (channel_.Send(MessageType::kPrint, "", ends->messages.get())) {
    channel_.Send(MessageType::kSpawn, "", ends->theirs.get());
  }
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  pid_t pid = 0;
  const std::string& said = answer->payload;
  const auto [end, bad] = std::from_chars(said.data(), said.data() + said.size(), pid);
  siginfo_t info;
  const bool ours = answer->type == MessageType::kSpawned && bad == std::errc() && pid > 0 &&
                    end == said.data() + said.size() &&
                    waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0;
  if (!ours) return EndAsMalformed();
  std::unique_ptr<WorkerProcess> copy(
      new WorkerProcess(settings, pid, std::move(ends->ours), std::move(ends->messages)));
  copy->confinement_ = confinement_;
  return copy;
}

void WorkerProcess::Warm() {
  channel_.Send(MessageType::kWarm, "");
}

WorkerProcess::WorkerProcess(const WorkerSettings& settings, pid_t pid, FileDescriptor socket,
                             FileDescriptor messages)
    : channel_(std::move(socket), FromWorker, settings.gate),
      messages_(std::move(messages)),
      pid_(pid),
      stop_fd_(settings.stop_fd),
      memory_limit_mib_(settings.options.read.limits.memory_limit_mib) {}

WorkerProcess::~WorkerProcess() {
  if (alive()) Reap(true);
}

int WorkerProcess::Reap(bool kill_first) {
  if (kill_first) kill(pid_, SIGKILL);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return status;
}

Result<Opened> WorkerProcess::Open(int fd, const std::string& name, Clock::time_point deadline) {
  channel_.Send(MessageType::kOpen, EncodeName(name), fd);
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kOpened) {
    const std::optional<Opened> opened = DecodeOpened(answer->payload);
    if (opened) return *opened;
  }
  return EndAsMalformed();
}

Result<Confinement> WorkerProcess::AwaitReady(Clock::time_point deadline) {
  Message message;
  const Channel::Outcome outcome = channel_.Receive(message, deadline, stop_fd_);
  if (outcome != Channel::Outcome::kMessage) return EndAfter(outcome);
  if (message.type == MessageType::kReady) confinement_ = DecodeConfinement(message.payload);
  if (confinement_) return *confinement_;
  return EndAfter(Channel::Outcome::kMalformed);
}

void WorkerProcess::Request(const PageRange& range) {
  channel_.Send(MessageType::kRead, EncodeRange(range));
  expected_page_ = range.first;
}

Result<PageAnswer> WorkerProcess::NextPage(Clock::time_point deadline) {
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (answer->type == MessageType::kPage) {
    std::optional<PageAnswer> page = DecodeAnswer(std::move(answer->payload));
    if (page && page->facts.number == expected_page_ &&
        (!page->facts.error || MaySay(page->facts.error->type))) {
      ++expected_page_;
      ++pages_served_;
      messages_until_ = page->printed;
      page->hold = std::move(answer->hold);
      return std::move(*page);
    }
  }
  return EndAsMalformed();
}

Result<std::string> WorkerProcess::Draw(const acquire::PictureRequest& request,
                                        Clock::time_point deadline) {
  constexpr std::string_view kJpeg = "\xFF\xD8\xFF";
  channel_.Send(MessageType::kDraw, EncodePicture(request));
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kPicture && answer->payload.starts_with(kJpeg)) {
    return std::move(answer->payload);
  }
  return EndAsMalformed();
}

Result<Composed> WorkerProcess::Compose(ComposeRequest request, const PageStore& pages, int input,
                                        Clock::time_point deadline) {
  request.pages = pages.pages();
  bool sent =
      channel_.Send(MessageType::kDocument, EncodeRequest(request), input, deadline, stop_fd_);
  for (int number = 1; sent && number <= pages.pages(); ++number) {
    const Result<std::string> page = pages.Get(number);
    if (!page) return page.error();
    sent = channel_.Send(MessageType::kPage, *page, -1, deadline, stop_fd_);
  }
  // Where sending failed, the waiting shows why: the process is gone, too slow, or we are to stop.
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kRecord) {
    std::optional<Composed> composed = DecodeComposed(std::move(answer->payload));
    if (composed) {
      composed->hold = std::move(answer->hold);
      return std::move(*composed);
    }
  }
  return EndAsMalformed();
}

Result<Verdict> WorkerProcess::Check(const SourceFile& source, const std::string& json,
                                     Clock::time_point deadline) {
  if (channel_.Send(MessageType::kCheck, EncodeSource(source), -1, deadline, stop_fd_)) {
    channel_.Send(MessageType::kRecord, json, -1, deadline, stop_fd_);
  }
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kChecked) {
    std::optional<Verdict> verdict = DecodeVerdict(answer->payload);
    if (verdict) return std::move(*verdict);
  }
  return EndAsMalformed();
}

Result<ConvertedFacts> WorkerProcess::Convert(int fd, const std::string& media_type,
                                              Clock::time_point deadline) {
  channel_.Send(MessageType::kConvert, EncodeName(media_type), fd, deadline, stop_fd_);
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kConverted) {
    std::optional<ConvertedFacts> facts = DecodeConverted(answer->payload);
    if (facts) return std::move(*facts);
  }
  return EndAsMalformed();
}

Status WorkerProcess::Probe(Clock::time_point deadline) {
  channel_.Send(MessageType::kProbe, "");
  Result<Message> answer = Answer(deadline);
  if (!answer) return answer.error();
  if (const std::optional<Error> refusal = Refusal(*answer)) return *refusal;
  if (answer->type == MessageType::kChecked) return Done{};
  return EndAsMalformed();
}

std::optional<Error> WorkerProcess::Refusal(const Message& message) {
  if (message.type != MessageType::kRefused) return std::nullopt;
  std::optional<Error> error = DecodeError(message.payload);
  if (error && !MaySay(error->type)) error.reset();
  return error;
}

Error WorkerProcess::EndAsMalformed() {
  return EndAfter(Channel::Outcome::kMalformed);
}

Result<Message> WorkerProcess::Answer(Clock::time_point deadline) {
  if (!alive()) return Error{ErrorType::kCrashed, "the worker is gone"};
  AllowProcessorTime(deadline);
  messages_until_ = kAll;
  Message message;
  Channel::Outcome outcome = channel_.Receive(message, deadline, stop_fd_);
  if (outcome == Channel::Outcome::kMessage && message.type == MessageType::kReady) {
    if (confinement_ || !(confinement_ = DecodeConfinement(message.payload))) {
      return EndAfter(Channel::Outcome::kMalformed);
    }
    outcome = channel_.Receive(message, deadline, stop_fd_);
  }
  if (outcome == Channel::Outcome::kMessage) return message;
  return EndAfter(outcome);
}

void WorkerProcess::AllowProcessorTime(Clock::time_point deadline) {
  clockid_t clock;
  timespec used;
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &used) != 0) return;
  const auto more = std::chrono::ceil<std::chrono::seconds>(deadline - Clock::now());
  const int64_t seconds = used.tv_sec + std::max<int64_t>(0, more.count()) + kProcessorSlack_s;
  const rlimit limit = {static_cast<rlim_t>(seconds), RLIM_INFINITY};
  prlimit(pid_, RLIMIT_CPU, &limit, nullptr);
}

Error WorkerProcess::EndAfter(Channel::Outcome outcome) {
  // A closed socket means that the process has ended or is about to: its own status says more. One
  // that closed its socket and lives on is given a moment, then killed.
  if (outcome == Channel::Outcome::kClosed) {
    for (int i = 0; i < 100; ++i) {
      int status = 0;
      if (waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = -1;
        return Diagnose(status);
      }
      usleep(10'000);
    }
    outcome = Channel::Outcome::kMalformed;
  }
  if (alive()) Reap(true);
  switch (outcome) {
    case Channel::Outcome::kTimeout:
      return {ErrorType::kTimeout, "took too long and was stopped"};
    case Channel::Outcome::kStopped:
      return {ErrorType::kInterrupted, "stopped"};
    default:
      return {ErrorType::kCrashed, "the reading process gave a malformed answer"};
  }
}

Error WorkerProcess::Diagnose(int status) {
  last_words_ = TakeMessages();
  const auto said = [&](const char* what) { return last_words_.find(what) != std::string::npos; };
  const std::string limit =
      "needed more memory than " + std::to_string(memory_limit_mib_) + " MiB; raise --memory-limit";
  // How libraries say that memory ran out before they end the process.
  if (said("bad_alloc") || said("Out of memory") || said("out of memory")) {
    return {ErrorType::kOutOfMemory, limit};
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    return {ErrorType::kTimeout,
            "used more processor time than its limit and was stopped; raise --timeout-page"};
  }
  if (WIFSIGNALED(status)) {
    if (WTERMSIG(status) == SIGKILL) {
      return {
          ErrorType::kOutOfMemory,
          "the reading process was killed from outside, most likely because the machine ran out "
          "of memory; use fewer --jobs, or end other programs"};
    }
    return {ErrorType::kCrashed, "the reading process crashed (" + SignalName(WTERMSIG(status)) +
                                     "); the file is damaged or hits a defect of a library"};
  }
  if (WEXITSTATUS(status) == kExecFailed) {
    return {ErrorType::kInternal, "the reading process can't be started"};
  }
  return {ErrorType::kCrashed, "the reading process ended with code " +
                                   std::to_string(WEXITSTATUS(status)) +
                                   "; the file is damaged or hits a defect of a library"};
}

std::string WorkerProcess::TakeMessages() {
  std::string text = std::move(last_words_);
  last_words_.clear();
  struct stat info;
  if (fstat(messages_.get(), &info) != 0 || info.st_size <= 0) return text;
  const uint64_t end = std::min(static_cast<uint64_t>(info.st_size), messages_until_);
  if (end <= messages_seen_) return text;
  // The end is what matters: a process says why it dies last.
  const size_t size = static_cast<size_t>(std::min<uint64_t>(end - messages_seen_, kMostMessages));
  messages_seen_ = end;
  const size_t have = text.size();
  text.resize(have + size);
  const ssize_t got =
      pread(messages_.get(), text.data() + have, size, static_cast<off_t>(end - size));
  text.resize(have + (got > 0 ? static_cast<size_t>(got) : 0));
  return text;
}

}  // namespace planrec::batch
