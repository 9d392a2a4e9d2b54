// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/server.h"

#include <fcntl.h>
#include <httplib.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <thread>

#include "pipeline/batch/run.h"
#include "pipeline/batch/stop_signal.h"
#include "pipeline/core/shown_text.h"
#include "pipeline/files/read_files.h"
#include "pipeline/language/language.h"
#include "pipeline/serve/api.h"
#include "pipeline/serve/guard.h"
#include "pipeline/serve/page_files.h"
#include "pipeline/serve/submit.h"

namespace planrec::serve {
namespace {

constexpr size_t kThreads = 24;  // a browser's window holds up to six connections
constexpr size_t kLongestBody = size_t{4} << 20;
constexpr int kWait_s = 30;

int Fail(int exit_code, const std::string& message) {
  std::fprintf(stderr, "planrec: %s\n", ShownText(language::InLanguage(message)).c_str());
  return exit_code;
}

/// Our code for what the library's regular expressions would take apart.
class Server {
 public:
  Server(const ServeOptions& options, Api& api, Submissions& submissions)
      : options_(options), api_(api), submissions_(submissions) {}

  /// False where the port is taken.
  bool Bind() {
    http_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    http_.set_read_timeout(kWait_s);
    http_.set_write_timeout(kWait_s);
    http_.set_keep_alive_max_count(1000);
    // Our own limits tell what to do.
    http_.set_payload_max_length(SIZE_MAX);
    http_.set_tcp_nodelay(true);
    // The address is a single process's: no second server may take part of the requests.
    http_.set_socket_options([](int socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    port_ = options_.port;
    if (port_ == 0)
      port_ = http_.bind_to_any_port("127.0.0.1");
    else if (!http_.bind_to_port("127.0.0.1", port_))
      return false;
    if (port_ <= 0) return false;
    guard_ = std::make_unique<Guard>(NewToken(), port_);
    Route();
    return true;
  }

  void Listen() { http_.listen_after_bind(); }
  void Stop() { http_.stop(); }
  int port() const { return port_; }
  const std::string& token() const { return guard_->token(); }

 private:
  void Route() {
    using Handled = httplib::Server::HandlerResponse;
    http_.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          for (const auto& [name, value] : SafetyHeaders())
            response.set_header(name.c_str(), value);
          const Refusal refusal = guard_->Check(
              {request.method, request.path, request.get_header_value("Host"),
               request.get_header_value("Origin"), request.get_header_value("Authorization")});
          if (refusal.status != 0) {
            Send(ErrorAnswer(refusal.status, "refused", refusal.message), response);
            return Handled::Handled;
          }
          if (request.method != "GET") return Handled::Unhandled;
          Send(Get(request), response);
          return Handled::Handled;
        });
    http_.Post("/api/.*", [this](const httplib::Request& request, httplib::Response& response,
                                 const httplib::ContentReader& content) {
      Send(Guarded([&] { return Post(request, content); }), response);
    });
    http_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      Send(ErrorAnswer(response.status, "refused", "the request can't be answered"), response);
    });
  }

  static void Send(const Answer& answer, httplib::Response& response) {
    response.status = answer.status;
    response.set_content(answer.body, answer.type);
  }

  /// A defect of ours costs the answer.
  template <typename Work>
  static Answer Guarded(const Work& work) {
    try {
      return work();
    } catch (const std::exception& defect) {
      return ErrorAnswer(500, "internal", std::string("a defect of the program: ") + defect.what());
    }
  }

  static Request RequestOf(const httplib::Request& from) {
    Request request;
    request.method = from.method;
    request.path = from.path;
    for (const auto& [name, value] : from.params) request.parameters.emplace(name, value);
    return request;
  }

  Answer Get(const httplib::Request& request) {
    const bool shown = options_.page || request.path == "/api/openapi.json";
    const std::string path = request.path == "/api/openapi.json" ? "/openapi.json" : request.path;
    if (const PageFile* file = shown ? FindPageFile(path) : nullptr) {
      return {200, std::string(TypeOf(file->path)), std::string(file->bytes)};
    }
    return Guarded([&] { return api_.Handle(RequestOf(request)); });
  }

  Answer Post(const httplib::Request& from, const httplib::ContentReader& content) {
    if (from.path == "/api/records") {
      const std::string name = from.has_param("name") ? from.get_param_value("name") : "";
      return submissions_.Read(name, [&](int fd) { return Spool(content, fd); });
    }
    Request request = RequestOf(from);
    bool fits = true;
    content([&](const char* data, size_t size) {
      fits = request.body.size() + size <= kLongestBody;
      if (fits) request.body.append(data, size);
      return fits;
    });
    if (!fits)
      return ErrorAnswer(413, "too_large", "the body has more than 4 MiB; send less at once");
    return api_.Handle(request);
  }

  /// The body into a file.
  Answer Spool(const httplib::ContentReader& content, int fd) const {
    uint64_t size = 0;
    std::string problem;
    content([&](const char* data, size_t count) {
      size += count;
      while (size <= options_.max_upload && count > 0) {
        const ssize_t written = write(fd, data, count);
        if (written < 0) {
          problem = std::strerror(errno);
          return false;
        }
        data += written;
        count -= static_cast<size_t>(written);
      }
      return size <= options_.max_upload;
    });
    if (!problem.empty()) {
      return ErrorAnswer({ErrorType::kOutputFailed, "the file can't be kept: " + problem});
    }
    if (size > options_.max_upload) {
      return ErrorAnswer({ErrorType::kTooLarge, "the file is too large; --max-bytes allows more"});
    }
    if (size == 0) return ErrorAnswer({ErrorType::kEmpty, "the body has no bytes; send the file"});
    return {};
  }

  const ServeOptions& options_;
  Api& api_;
  Submissions& submissions_;
  httplib::Server http_;
  std::unique_ptr<Guard> guard_;
  int port_ = 0;
};

/// As it is written: letters and digits alone, and a line break.
bool IsToken(const std::string& text, size_t length) {
  return text.size() == length + 1 && text.back() == '\n' &&
         std::all_of(text.begin(), text.end() - 1,
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

Status WriteToken(const std::string& path, const std::string& token) {
  // One that a server left behind that was killed; anything else is somebody's.
  const Result<std::string> there = ReadWhole(path, 1000);
  if (there && IsToken(*there, token.size())) unlink(path.c_str());
  const FileDescriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  const std::string line = token + "\n";
  if (file.valid() &&
      write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
    return Done{};
  }
  return Error{ErrorType::kOutputFailed,
               "can't write " + path + ": " + std::strerror(errno) + "; name another --token-file"};
}

void Announce(const ServeOptions& options, const Server& server) {
  const std::string address = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
  // Behind '#', so that no log and no other page learns it.
  if (options.page) {
    std::printf("%s#%s\n", address.c_str(), server.token().c_str());
    std::fprintf(
        stderr, "planrec: %s\n",
        language::InLanguage("open this address in a browser on this machine; Ctrl-C ends it")
            .c_str());
  } else {
    std::printf("%sapi/ %s\n", address.c_str(), server.token().c_str());
  }
  std::fflush(stdout);
}

}  // namespace

int Serve(const ServeOptions& options) {
  if (options.page && !HasPage()) {
    return Fail(batch::kExitFailure,
                "this planrec was built without its page; install Node.js and npm (apt-get install "
                "nodejs npm) and build again. `planrec serve` works without it");
  }
  struct stat info;
  if (stat((options.output + "/records").c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    return Fail(batch::kExitNothing, options.output +
                                         " holds no records; name the folder that `planrec run -o` "
                                         "wrote into");
  }
  batch::StopSignal stop;
  batch::WorkerSettings worker;
  worker.options.read.limits = options.limits;
  worker.options.require_sandbox = options.require_sandbox;
  worker.options.passwords = options.passwords;
  Originals originals(options.output, options.originals);
  Pictures pictures(worker, originals);
  Collection collection(options.output);
  Api api(collection, pictures);
  Submissions submissions({});
  Server server(options, api, submissions);
  if (!server.Bind()) {
    return Fail(batch::kExitOutput,
                "port " + std::to_string(options.port) + " is taken; name another --port, or none");
  }
  if (!options.token_file.empty()) {
    const Status written = WriteToken(options.token_file, server.token());
    if (!written) return Fail(batch::kExitOutput, written.error().message);
  }
  collection.Start();
  std::thread listening([&] { server.Listen(); });
  Announce(options, server);
  pollfd wait = {stop.fd(), POLLIN, 0};
  while (poll(&wait, 1, -1) < 0 && errno == EINTR) {
  }
  submissions.Stop();
  server.Stop();
  listening.join();
  if (const Result<std::string> there = ReadWhole(options.token_file, 1000);
      there && *there == server.token() + "\n")
    unlink(options.token_file.c_str());
  return batch::kExitDone;
}

}  // namespace planrec::serve
