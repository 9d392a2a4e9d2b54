// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker that does what the input's text tells it, one order a line:
//
//   pages 5            the document has five pages (default 1)
//   refuse encrypted   answers the opening with that error type
//   crash 2            dies of SIGSEGV at page 2 (0 = while opening); so do the others
//   hang 2 | memory 2 | exit 2 | garbage 2 | huge 2 | number 2 | utf8 2 | close 2 | chatter 2
//   haunt 1            every later document of this process has a line that says so
//   slow 2             takes a second and a half for page 2
//   busy-crash 2       dies at page 2 unless it is the first page that this process reads
//   error 2            gives page 2 with an error
//   blank 2            gives page 2 without text
//   model 2            says at page 2 that the model is missing
//   interrupted 2      says at page 2 that it was interrupted
//   bloat 2            gives page 2 nearly as large as a message may be, and malformed at its end
//   cut NAME           while opening: empties the file of that name beside the input
//   forge-text 1       page 1 has a line at which a process makes a record that is no JSON;
//                      forge-source (sound, but of another input), forge-deep, forge-large alike
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
#include <utility>
#include <vector>

#include "pipeline/batch/channel.h"
#include "pipeline/batch/check_record.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/spawn_desk.h"
#include "pipeline/batch/worker.h"

namespace planrec::batch {
namespace {

class FakeWorker {
 public:
  explicit FakeWorker(int socket)
      : channel_(FileDescriptor(socket)),
        desk_(channel_, [this](const Document& document) { MisbehaveComposing(document); }),
        check_desk_(channel_),
        spawn_desk_(channel_) {}

  int Serve() {
    Message message;
    while (channel_.Receive(message) == Channel::Outcome::kMessage) {
      if (message.type == MessageType::kConfigure) options_ = *DecodeOptions(message.payload);
      if (SpawnDesk::Wants(message) && !spawn_desk_.Serve(message)) return 1;
      if (CheckDesk::Wants(message) && !check_desk_.Serve(message, options_)) return 1;
      if (message.type == MessageType::kOpen) Open(message.descriptor.get());
      if (ComposeDesk::Wants(message) && !desk_.Serve(message)) return 1;
      if (message.type == MessageType::kDraw) channel_.Send(MessageType::kPicture, "<script>");
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
      if (order == "cut") {
        words >> order;
        Cut(fd, order);
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
    haunted_ = haunted_ || haunts_;
    haunts_ = Ordered("haunt", 1);
    if (text.empty()) refuse = "empty";
    if (!refuse.empty()) {
      const ErrorType type = ParseErrorType(refuse).value_or(ErrorType::kInternal);
      channel_.Send(MessageType::kRefused, EncodeError({type, "as ordered"}));
      return;
    }
    channel_.Send(MessageType::kOpened, EncodeOpened({"text/plain", pages_}));
  }

  static void Cut(int fd, const std::string& name) {
    std::string path(4096, '\0');
    const ssize_t size =
        readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path.data(), path.size());
    path.resize(size > 0 ? static_cast<size_t>(size) : 0);
    path.resize(path.rfind('/') + 1);
    if (truncate((path + name).c_str(), 0) != 0) _exit(5);
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
    if (Ordered("slow", page)) usleep(1'500'000);
    if (Ordered("exit", page)) _exit(3);
    if (Ordered("memory", page)) {
      std::vector<std::string> hoard;
      for (;;) hoard.emplace_back(size_t{16} << 20, 'x');
    }
    if (Ordered("garbage", page)) Raw(std::string(64, '\xee'));
    if (Ordered("huge", page)) Raw(std::string("\xff\xff\xff\x7f\x06", 5));
    if (Ordered("close", page)) {
      close(channel_.socket());
      for (;;) pause();
    }
    if (Ordered("chatter", page)) {
      std::fputs("a library talks\n", stderr);
      std::puts("and talks");
      std::fflush(nullptr);
    }
  }

  void MisbehaveComposing(const Document& document) {
    for (const Page& page : document.pages) {
      for (const TextLine& line : page.lines) {
        if (line.raw == "compose-crash") raise(SIGSEGV);
        if (line.raw == "compose-exit") _exit(3);
        while (line.raw == "compose-hang") pause();
        if (line.raw == "compose-throw") throw std::logic_error("as ordered");
        if (line.raw.starts_with("forge-")) Forge(line.raw, document);
      }
    }
  }

  void Forge(const std::string& order, Document document) {
    Composed composed;
    if (order == "forge-text") composed.json = "{}\n{\"forged\": true}\n";
    if (order == "forge-deep") composed.json = std::string(2'000'000, '[');
    if (order == "forge-large") composed.json = std::string(kLongestRecord - 100, ' ');
    if (order == "forge-source") {
      document.source.sha256 = std::string(64, 'a');
      composed = Compose(std::move(document), {});
    }
    channel_.Send(MessageType::kRecord, EncodeComposed(composed));
    _exit(0);
  }

  void Raw(const std::string& bytes) {
    if (write(channel_.socket(), bytes.data(), bytes.size()) < 0) _exit(4);
  }

  void Read(int number) {
    Misbehave(number);
    Page page;
    page.number = Ordered("number", number) ? number + 1 : number;
    page.origin = TextOrigin::kFile;
    if (!Ordered("blank", number)) {
      for (int i = 1; i <= 3; ++i) {
        TextLine line;
        line.raw = (haunted_ ? "haunted " : "") + std::string("Trang ") + std::to_string(number) +
                   " dòng " + std::to_string(i);
        line.line_number = i;
        page.lines.push_back(line);
      }
    }
    for (const char* order : {"compose-crash", "compose-exit", "compose-hang", "compose-throw",
                              "forge-text", "forge-source", "forge-deep", "forge-large"}) {
      if (!Ordered(order, number)) continue;
      TextLine line;
      line.raw = order;
      line.line_number = 4;
      page.lines.push_back(line);
    }
    if (Ordered("error", number)) page.error = Error{ErrorType::kCorrupt, "as ordered", number};
    if (Ordered("model", number)) page.error = Error{ErrorType::kModelMissing, "no model", number};
    if (Ordered("interrupted", number)) page.error = Error{ErrorType::kInterrupted, "", number};
    // Fifteen bytes a line on the way, ten times that as a value.
    if (Ordered("bloat", number)) page.lines.assign(kLongestPage / 22, TextLine{});
    std::string answer = EncodeAnswer(page, 0.001, 0, PrintedSoFar());
    if (Ordered("bloat", number)) answer += 'x';
    if (Ordered("utf8", number)) {
      const size_t at = answer.find("Trang");
      answer[at] = '\xff';
    }
    ++served_;
    channel_.Send(MessageType::kPage, answer);
  }

  Channel channel_;
  ComposeDesk desk_;
  CheckDesk check_desk_;
  SpawnDesk spawn_desk_;
  WorkerOptions options_;
  std::map<std::string, std::set<int>> orders_;
  int pages_ = 1, served_ = 0;
  bool haunts_ = false, haunted_ = false;
};

}  // namespace
}  // namespace planrec::batch

int main() {
  return planrec::batch::FakeWorker(planrec::batch::kWorkerDescriptor).Serve();
}
