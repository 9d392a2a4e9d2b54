// SPDX-License-Identifier: GPL-3.0-or-later
//
// One worker process as the supervisor sees it: started, asked, timed, killed.
//
//   auto worker = WorkerProcess::Start(settings);
//   Result<Opened> opened = (*worker)->Open(fd, "a.pdf", deadline);
//   (*worker)->Request({1, 3});
//   Result<PageAnswer> answer = (*worker)->NextPage(deadline);      // three times
//
// An error with alive() still true is the worker's own answer (a refused document); the types that
// it may say are a closed list, and kModelMissing of them is a claim to be checked. With alive()
// false the process is gone and the error says how: kTimeout (killed at the deadline),
// kOutOfMemory, kCrashed (signal, unexpected end, malformed answer) or kInterrupted (stop_fd became
// readable). What the process or its libraries printed is caught and given by TakeMessages().
//
// Owned by one thread, which must live as long as the process: the kernel kills the child when the
// thread that started it ends. The destructor kills and reaps.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/page_store.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/unpack_protocol.h"

namespace planrec::batch {

struct WorkerSettings {
  std::vector<std::string> command;  ///< program and arguments; empty = this program as a worker
  WorkerOptions options;
  int stop_fd = -1;      ///< readable = stop waiting; not owned
  Gate* gate = nullptr;  ///< of large messages, shared by all workers; not owned
  bool office = false;   ///< an office process (convert_office.h), which writes files
};

class WorkerProcess {
 public:
  static Result<std::unique_ptr<WorkerProcess>> Start(const WorkerSettings& settings);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// A copy of this process, which must have seen nothing from outside (spawn_desk.h). Where it
  /// makes none, start another.
  Result<std::unique_ptr<WorkerProcess>> Spawn(const WorkerSettings& settings,
                                               Clock::time_point deadline);
  /// Loads the recognition models for the copies to come.
  void Warm();

  /// Hands over an open input. The descriptor stays the caller's.
  Result<Opened> Open(int fd, const std::string& name, Clock::time_point deadline);
  /// Waits until the process is confined, and says by what.
  Result<Confinement> AwaitReady(Clock::time_point deadline);
  /// Asks for pages of the opened input; each is then fetched by NextPage, in order.
  void Request(const PageRange& range);
  Result<PageAnswer> NextPage(Clock::time_point deadline);
  /// A picture of a page of the opened input, as JPEG.
  Result<std::string> Draw(const acquire::PictureRequest& request, Clock::time_point deadline);
  /// Makes a document's pages (`request.pages` is set here) a record. Needs no opened input.
  /// `input`: the input's descriptor, where a searchable copy is wanted of it; else -1.
  /// kOutputFailed where the store can't give the pages.
  Result<Composed> Compose(ComposeRequest request, const PageStore& pages, int input,
                           Clock::time_point deadline);
  /// Looks at a record (check_record.h). Not to be asked of a process that has seen a document.
  Result<Verdict> Check(const SourceFile& source, const std::string& json,
                        Clock::time_point deadline);
  /// What stands in a file that may hold others.
  Result<Listing> Unpack(int fd, const UnpackLimits& limits, Clock::time_point deadline);
  /// Gives the bytes of one of the files that Unpack listed, in pieces. Where `sink` fails, the
  /// process is ended, and its error given.
  Status Extract(size_t index, const std::function<Status(std::string_view)>& sink,
                 Clock::time_point deadline);
  /// Of an office process: makes the document a PDF in its workshop.
  Result<ConvertedFacts> Convert(int fd, const std::string& media_type, Clock::time_point deadline);
  /// Loads the models; kModelMissing and the like where that fails.
  Status Probe(Clock::time_point deadline);
  /// Ends the process: what it said can't be true.
  Error EndAsMalformed();

  /// What confines the process; nullopt before its first answer, and of one that does not say.
  const std::optional<Confinement>& confinement() const { return confinement_; }

  bool alive() const { return pid_ > 0; }
  /// Pages answered since the start.
  int pages_served() const { return pages_served_; }
  /// What was printed since the last call, at most some kilobytes of it; behind NextPage, what was
  /// printed up to the end of that page.
  std::string TakeMessages();

 private:
  WorkerProcess(const WorkerSettings& settings, pid_t pid, FileDescriptor socket,
                FileDescriptor messages);
  /// Waits for an answer; on anything but a message the process is ended and the error says why.
  Result<Message> Answer(Clock::time_point deadline);
  /// The error in a kRefused; nullopt where the message is none or says what it may not.
  static std::optional<Error> Refusal(const Message& message);
  /// Lets the process use this much more processor time, then the kernel ends it: it holds where
  /// the supervisor itself is stopped.
  void AllowProcessorTime(Clock::time_point deadline);
  Error EndAfter(Channel::Outcome outcome);
  Error Diagnose(int status);
  int Reap(bool kill_first);

  Channel channel_;
  FileDescriptor messages_;
  std::optional<Confinement> confinement_;
  static constexpr uint64_t kAll = ~uint64_t{0};
  uint64_t messages_seen_ = 0, messages_until_ = kAll;  // bytes of messages_
  std::string last_words_;
  pid_t pid_ = -1;
  int stop_fd_ = -1;
  int64_t memory_limit_mib_ = 0;
  int pages_served_ = 0;
  int expected_page_ = 0;
};

}  // namespace planrec::batch
