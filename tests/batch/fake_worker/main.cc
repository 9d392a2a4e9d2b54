// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker that does what the input's text tells it, one order a line:
//
//   pages 5            the document has five pages (default 1)
//   refuse encrypted   answers the opening with that error type
//   crash 2            dies of SIGSEGV at page 2 (0 = while opening); so do the others
//   hang 2 | memory 2 | exit 2 | garbage 2 | huge 2 | number 2 | utf8 2 | close 2 | chatter 2
//   busy-crash 2       dies at page 2 unless it is the first page that this process reads
//   error 2            gives page 2 with an error
//   blank 2            gives page 2 without text
//   model 2            says at page 2 that the model is missing
//   compose-crash 1    page 1 has a line at which a process dies that makes a record of it;
//                      compose-hang, compose-exit, compose-throw alike
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/worker.h"

namespace planrec::batch {
namespace {

class FakeWorker {
 public:
  explicit FakeWorker(int socket)
      : socket_(socket), channel_(FileDescriptor(socket)), desk_(channel_, MisbehaveComposing) {}

  int Serve() {
    Message message;
    while (channel_.Receive(message) == Channel::Outcome::kMessage) {
      if (message.type == MessageType::kOpen) Open(message.descriptor.get());
      if (ComposeDesk::Wants(message) && !desk_.Serve(message)) return 1;
      if (message.type != MessageType::kRead) continue;
      const std::optional<PageRange> range = DecodeRange(message.payload);
      for (int n = range->first; n <= range->last; ++n) Read(n);
    }
    return 0;
  }

 private:
  void Open(int fd) {
    std::string text(4096, '\0');
    const ssize_t got = pread(fd, text.data(), text.size(), 0);
    text.resize(got > 0 ? static_cast<size_t>(got) : 0);
    orders_.clear();
    pages_ = 1;
    std::istringstream lines(text);
    std::string order, refuse;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      int page = 0;
      words >> order;
      if (order == "refuse") {
        words >> refuse;
        continue;
      }
      if (!(words >> page)) continue;
      if (order == "pages") {
        pages_ = page;
      } else {
        orders_[order].insert(page);
      }
    }
    Misbehave(0);
    if (!refuse.empty()) {
      const ErrorType type = ParseErrorType(refuse).value_or(ErrorType::kInternal);
      channel_.Send(MessageType::kRefused, EncodeError({type, "as ordered"}));
      return;
    }
    channel_.Send(MessageType::kOpened, EncodeOpened({"text/plain", pages_}));
  }

  bool Ordered(const char* order, int page) const {
    const auto found = orders_.find(order);
    return found != orders_.end() && found->second.count(page) > 0;
  }

  void Misbehave(int page) {
    if (Ordered("crash", page) || (Ordered("busy-crash", page) && served_ > 0)) {
      signal(SIGSEGV, SIG_DFL);
      raise(SIGSEGV);
    }
    while (Ordered("hang", page)) pause();
    if (Ordered("exit", page)) _exit(3);
    if (Ordered("memory", page)) {
      std::vector<std::string> hoard;
      for (;;) hoard.emplace_back(size_t{16} << 20, 'x');
    }
    if (Ordered("garbage", page)) Raw(std::string(64, '\xee'));
    if (Ordered("huge", page)) Raw(std::string("\xff\xff\xff\x7f\x06", 5));
    if (Ordered("close", page)) {
      close(socket_);
      for (;;) pause();
    }
    if (Ordered("chatter", page)) {
      std::fputs("a library talks\n", stderr);
      std::puts("and talks");
      std::fflush(nullptr);
    }
  }

  static void MisbehaveComposing(const Document& document) {
    for (const Page& page : document.pages) {
      for (const TextLine& line : page.lines) {
        if (line.raw == "compose-crash") raise(SIGSEGV);
        if (line.raw == "compose-exit") _exit(3);
        while (line.raw == "compose-hang") pause();
        if (line.raw == "compose-throw") throw std::logic_error("as ordered");
      }
    }
  }

  void Raw(const std::string& bytes) {
    if (write(socket_, bytes.data(), bytes.size()) < 0) _exit(4);
  }

  void Read(int number) {
    Misbehave(number);
    Page page;
    page.number = Ordered("number", number) ? number + 1 : number;
    page.origin = TextOrigin::kFile;
    if (!Ordered("blank", number)) {
      for (int i = 1; i <= 3; ++i) {
        TextLine line;
        line.raw = "Trang " + std::to_string(number) + " dòng " + std::to_string(i);
        line.line_number = i;
        page.lines.push_back(line);
      }
    }
    for (const char* order : {"compose-crash", "compose-exit", "compose-hang", "compose-throw"}) {
      if (!Ordered(order, number)) continue;
      TextLine line;
      line.raw = order;
      line.line_number = 4;
      page.lines.push_back(line);
    }
    if (Ordered("error", number)) page.error = Error{ErrorType::kCorrupt, "as ordered", number};
    if (Ordered("model", number)) page.error = Error{ErrorType::kModelMissing, "no model", number};
    std::string answer = EncodeAnswer({page, 0.001, 0, PrintedSoFar()});
    if (Ordered("utf8", number)) {
      const size_t at = answer.find("Trang");
      answer[at] = '\xff';
    }
    ++served_;
    channel_.Send(MessageType::kPage, answer);
  }

  int socket_;
  Channel channel_;
  ComposeDesk desk_;
  std::map<std::string, std::set<int>> orders_;
  int pages_ = 1, served_ = 0;
};

}  // namespace
}  // namespace planrec::batch

int main() {
  return planrec::batch::FakeWorker(planrec::batch::kWorkerDescriptor).Serve();
}
