// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/submit.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include "pipeline/batch/own_files.h"
#include "pipeline/files/file_descriptor.h"
#include "pipeline/serve/entry.h"

extern char** environ;

namespace planrec::serve {
namespace {

namespace fs = std::filesystem;
using schemas::Items;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr size_t kLongestName = 200;
constexpr std::chrono::milliseconds kLook{20};

/// A folder that goes with its value.
class OwnFolder {
 public:
  OwnFolder() {
    std::error_code none;
    std::string pattern = (fs::temp_directory_path(none) / "planrec-serve-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The last part of a name, without what a file system or a terminal may misunderstand.
std::string PlainName(const std::string& given) {
  std::string name = given.substr(given.rfind('/') == std::string::npos ? 0 : given.rfind('/') + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
  while (name.starts_with(".") || name.starts_with("-")) name.erase(0, 1);
  if (name.size() > kLongestName) name.erase(0, name.size() - kLongestName);
  return name.empty() ? "document" : name;
}

/// What batch.json says of the only input.
Answer FailureOf(const std::string& out) {
  const std::optional<std::string> text = ReadFile(out + "/batch.json");
  const Json batch = Json::parse(text.value_or(""), nullptr, false);
  for (const Json& input : Items(batch, "inputs")) {
    const Json& error = Member(input, "error");
    const std::optional<ErrorType> type = ParseErrorType(TextOrEmpty(error, "type"));
    if (type) return ErrorAnswer({*type, TextOrEmpty(error, "message")});
  }
  return ErrorAnswer(500, "internal", "the file could not be read; try `planrec run` on it");
}

}  // namespace

Answer Submissions::Read(const std::string& name, const std::function<Answer(int fd)>& write) {
  {
    std::unique_lock lock(mutex_);
    if (waiting_ >= settings_.most_waiting) {
      return ErrorAnswer(503, "busy", "too many files wait to be read; send this one again later");
    }
    ++waiting_;
  }
  const OwnFolder folder;
  const std::string file = folder.path() + "/in/" + PlainName(name);
  std::error_code failed;
  fs::create_directory(folder.path() + "/in", failed);
  Answer answer;
  {
    const FileDescriptor out(open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    answer = out.valid() ? write(out.get())
                         : ErrorAnswer({ErrorType::kOutputFailed,
                                        std::string("the file can't be kept while it is read: ") +
                                            std::strerror(errno) + "; free some space"});
  }
  std::unique_lock lock(mutex_);
  if (answer.status == 200) {
    turn_.wait(lock, [this] { return !busy_ || stop_; });
    if (stop_) {
      answer = ErrorAnswer({ErrorType::kInterrupted, "the server is ending"});
    } else {
      busy_ = true;
      lock.unlock();
      answer = RunOn(folder.path(), file);
      lock.lock();
      busy_ = false;
      turn_.notify_one();
    }
  }
  --waiting_;
  return answer;
}

void Submissions::Stop() {
  const std::lock_guard lock(mutex_);
  stop_ = true;
  turn_.notify_all();
}

Answer Submissions::RunOn(const std::string& folder, const std::string& name) {
  const std::string out = folder + "/out";
  std::vector<std::string> words = settings_.program;
  if (words.empty()) words = {"/proc/self/exe"};
  for (const char* word :
       {"run", name.c_str(), "-o", out.c_str(), "-j", "1", "-q", "--progress", "none"}) {
    words.emplace_back(word);
  }
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = 0;
  if (posix_spawn(&pid, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
    return ErrorAnswer(500, "internal", "reading can't be started; end other programs");
  }
  if (Await(pid) != 0) {
    return ErrorAnswer({ErrorType::kTimeout, "reading the file took too long and was stopped"});
  }
  Answer answer;
  const Status found = batch::ForEachRecord(out, [&](const std::string& record) -> Status {
    answer.body = ReadFile(out + "/" + record).value_or("");
    return Done{};
  });
  return found && !answer.body.empty() ? answer : FailureOf(out);
}

/// 0 where the process has ended by itself.
int Submissions::Await(int pid) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(settings_.timeout_s);
  for (bool told = false;;) {
    int status = 0;
    const pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid) return told ? 1 : 0;
    bool stop = false;
    {
      const std::lock_guard lock(mutex_);
      stop = stop_;
    }
    if (!told && (stop || std::chrono::steady_clock::now() > until)) {
      kill(pid, SIGTERM);
      told = true;
    }
    std::this_thread::sleep_for(kLook);
  }
}

}  // namespace planrec::serve
