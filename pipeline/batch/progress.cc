// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "pipeline/batch/write_or_stop.h"
#include "pipeline/core/shown_text.h"
#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"
#include "schemas/batch_json.h"

namespace planrec::batch {
namespace {

constexpr std::chrono::milliseconds kBarInterval{200};
constexpr std::chrono::milliseconds kLineInterval{5000};
constexpr std::chrono::milliseconds kLongLineInterval{30'000};
constexpr std::chrono::milliseconds kJsonInterval{1000};

int Columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::string Decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 9.95 ? "%.1f" : "%.0f", value);
  return text;
}

}  // namespace

std::string Duration(double seconds) {
  const int64_t all = std::llround(std::max(0.0, seconds));
  char text[64];
  if (all >= 3600) {
    std::snprintf(text, sizeof text, "%lld h %02lld min", static_cast<long long>(all / 3600),
                  static_cast<long long>(all / 60 % 60));
  } else if (all >= 60) {
    std::snprintf(text, sizeof text, "%lld min %02lld s", static_cast<long long>(all / 60),
                  static_cast<long long>(all % 60));
  } else {
    std::snprintf(text, sizeof text, "%lld s", static_cast<long long>(all));
  }
  return text;
}

namespace {

// "99 h 59 min": what is shown keeps its place while it counts.
constexpr size_t kDurationWidth = 11, kVietnameseDurationWidth = 16, kRateWidth = 4;

/// Blanks before a text, to so many columns. Each letter of what we say takes one.
std::string Right(const std::string& text, size_t width) {
  const size_t letters = CountCodePoints(text);
  return letters < width ? std::string(width - letters, ' ') + text : text;
}

/// So many letters of it.
std::string Cut(const std::string& text, size_t letters) {
  size_t at = 0;
  for (size_t n = 0; n < letters && at < text.size(); ++n) DecodeUtf8(text, at);
  return text.substr(0, at);
}

}  // namespace

std::string BarText(int64_t inputs, int64_t finished, int64_t failed, int64_t pages,
                    double pages_per_second, double seconds_left, int columns) {
  using language::Counted;
  using language::InLanguage;
  const bool bar = columns > 0;
  const bool vietnamese = language::CurrentLanguage() == language::Language::kVietnamese;
  const std::string all = Counted(inputs, "document", "documents");
  const std::string of = std::to_string(inputs);
  std::string text = Right(std::to_string(finished), bar ? of.size() : 0) + "/" + InLanguage(all) +
                     ", " + Right(InLanguage(Counted(pages, "page", "pages")), bar ? 11 : 0);
  if (pages_per_second > 0) {
    text += ", " + Right(Decimal(pages_per_second), bar ? kRateWidth : 0) +
            (vietnamese ? " trang/giây" : " pages/s");
  }
  if (seconds_left >= 0) {
    const size_t width = vietnamese ? kVietnameseDurationWidth : kDurationWidth;
    const std::string left = Right(InLanguage(Duration(seconds_left)), bar ? width : 0);
    text += vietnamese ? ", còn " + left : ", " + left + " left";
  }
  if (failed > 0) text += ", " + InLanguage(std::to_string(failed) + " failed");
  const int width = std::min(30, columns - static_cast<int>(CountCodePoints(text)) - 4);
  if (width >= 8 && inputs > 0) {
    const int64_t full = std::clamp<int64_t>(finished * width / inputs, 0, width);
    std::string drawn(static_cast<size_t>(full), '#');
    drawn.resize(static_cast<size_t>(width), '-');
    text = "[" + drawn + "] " + text;
  }
  return bar ? Cut(text, static_cast<size_t>(columns - 1)) : text;
}

Progress::Progress(ProgressMode mode, bool quiet, int stop_fd) : quiet_(quiet), stop_fd_(stop_fd) {
  switch (mode) {
    case ProgressMode::kAuto:
      style_ = quiet ? Style::kNone : isatty(STDERR_FILENO) != 0 ? Style::kBar : Style::kLines;
      break;
    case ProgressMode::kPlain:
      style_ = Style::kLines;
      break;
    case ProgressMode::kJson:
      style_ = Style::kJson;
      break;
    case ProgressMode::kNone:
      style_ = Style::kNone;
  }
}

void Progress::Start(int64_t inputs) {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_.inputs = inputs;
  if (style_ == Style::kJson) Draw("start");
  if (style_ == Style::kNone) return;
  try {
    thread_ = std::thread([this] { Loop(); });
  } catch (const std::system_error&) {
    // No thread to be had: the run goes on without being drawn.
  }
}

void Progress::More(int64_t inputs) {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_.inputs += inputs;
}

void Progress::PageRead(std::string_view reason, double seconds) {
  const std::lock_guard<std::mutex> lock(mutex_);
  time_left_.PageRead(reason, seconds);
  ++state_.pages;
}

int64_t Progress::PagesRead() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return state_.pages;
}

void Progress::InputFinished(bool failed, bool counts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++state_.finished;
  if (failed) ++state_.failed;
  if (counts) ++state_.counted;
}

void Progress::Say(const std::string& line) {
  if (!quiet_) SayError(line);
}

void Progress::SayError(const std::string& line) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (bar_shown_) Put("\r\x1b[K");
  bar_shown_ = false;
  Print(ShownText(language::InLanguage(line)));
}

void Progress::End() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ended_) return;
    ended_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (style_ == Style::kJson) Draw("end");
  if (bar_shown_) Put("\r\x1b[K");
  bar_shown_ = false;
}

double Progress::Seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::Loop() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    std::chrono::milliseconds interval = style_ == Style::kBar ? kBarInterval : kJsonInterval;
    if (style_ == Style::kLines) {
      // Lines end up in files: the longer a run lasts, the fewer it needs.
      interval = Seconds() < 60 ? kLineInterval : kLongLineInterval;
    }
    if (wake_.wait_for(lock, interval, [this] { return ended_; })) return;
    Draw("progress");
  }
}

void Progress::Draw(const char* event) {
  const double seconds = Seconds();
  const double rate = seconds > 0 ? static_cast<double>(state_.pages) / seconds : 0;
  const double left =
      time_left_.At(seconds, state_.counted, state_.inputs - state_.finished).value_or(-1);
  if (style_ == Style::kJson) {
    schemas::ProgressLine line;
    line.event = event;
    line.inputs = state_.inputs;
    line.finished = state_.finished;
    line.failed = state_.failed;
    line.pages = state_.pages;
    line.seconds = seconds;
    line.pages_per_second = rate;
    if (left >= 0) line.seconds_left = left;
    Print(schemas::ProgressJson(line));
    return;
  }
  const bool bar = style_ == Style::kBar;
  const std::string text = BarText(state_.inputs, state_.finished, state_.failed, state_.pages,
                                   rate, left, bar ? Columns() : 0);
  if (bar) {
    Put("\r" + text + "\x1b[K");
    bar_shown_ = true;
  } else {
    Print(text);
  }
}

void Progress::Print(const std::string& line) {
  // One write, so that lines of several programs on one terminal stay whole.
  Put(line + "\n");
}

void Progress::Put(std::string_view text) {
  WriteOrStop(STDERR_FILENO, text, stop_fd_);
}

}  // namespace planrec::batch
