// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec repair`: a stream filter, line for line. Lines wait for the end of their paragraph, and
// for more of the document to learn from, but never for a sender that has paused.
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/repair/repair.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/batch/run.h"
#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"
#include "schemas/repair_json.h"
#include "tools/cli/commands.h"
#include "tools/cli/input_file.h"
#include "tools/cli/say.h"

namespace planrec::cli {
namespace {

constexpr size_t kWindowLines = 400;  ///< repaired together, at most
constexpr size_t kFirstLines = 12;    ///< the first paragraph goes out alone, soon
constexpr int kPauseMs = 200;         ///< a sender that is silent so long waits for an answer
constexpr size_t kLongestLine = 1 << 20;
constexpr size_t kPastLines = 60;  ///< of what went out, they help the gate to judge the rest

class RepairFilter {
 public:
  RepairFilter(const normalize::RepairModel& model, const RepairCommandOptions& options)
      : model_(model), options_(options) {}

  int Run(int input) {
    std::vector<char> buffer(1 << 16);
    for (;;) {
      if (lines_.size() >= kWindowLines && !Flush(WholeParagraphs())) return batch::kExitOutput;
      pollfd ready{input, POLLIN, 0};
      if (!lines_.empty() && poll(&ready, 1, kPauseMs) == 0 && !Flush(lines_.size())) {
        return batch::kExitOutput;
      }
      const ssize_t got = read(input, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        Say(options_.file + ": " + language::InLanguage(std::strerror(errno)));
        return batch::kExitNothing;
      }
      if (got == 0) break;
      Take({buffer.data(), static_cast<size_t>(got)});
      if (first_ && !lines_.empty() && !Flush(FirstParagraph())) return batch::kExitOutput;
    }
    if (!rest_.empty()) {
      lines_.push_back(std::move(rest_));
      unended_ = true;
    }
    return Flush(lines_.size()) ? batch::kExitDone : batch::kExitOutput;
  }

 private:
  void Take(std::string_view bytes) {
    for (size_t begin = 0; begin < bytes.size();) {
      const size_t end = bytes.find('\n', begin);
      rest_.append(bytes.substr(begin, end - begin));
      if (end == std::string_view::npos && rest_.size() < kLongestLine) return;
      lines_.push_back(std::move(rest_));
      rest_.clear();
      if (end == std::string_view::npos) return;
      begin = end + 1;
    }
  }

  size_t FirstParagraph() const {
    size_t end = 0;
    while (end < lines_.size() && end < kFirstLines && !Trim(lines_[end]).empty()) ++end;
    return std::min(end + 1, lines_.size());
  }

  /// Up to the last empty line; all where there is none.
  size_t WholeParagraphs() const {
    for (size_t i = lines_.size(); i-- > 1;) {
      if (Trim(lines_[i]).empty()) return i;
    }
    return lines_.size();
  }

  /// The paragraphs to repair among the first `count` lines; what went out before and what waits
  /// behind help the gate to decide.
  std::vector<normalize::Paragraph> Chosen(size_t count) const {
    std::vector<normalize::Paragraph> paragraphs;
    if (options_.mode == normalize::RepairMode::kSound) return paragraphs;
    std::vector<std::string> all = past_;
    all.insert(all.end(), lines_.begin(), lines_.end());
    paragraphs = normalize::CutParagraphs(all);
    if (options_.mode == normalize::RepairMode::kGate) {
      paragraphs = normalize::DamagedParagraphs(all, std::move(paragraphs));
    }
    for (normalize::Paragraph& paragraph : paragraphs) {
      std::erase_if(paragraph, [&](size_t line) {
        return line < past_.size() || line >= past_.size() + count;
      });
      for (size_t& line : paragraph) line -= past_.size();
    }
    std::erase_if(paragraphs, [](const normalize::Paragraph& p) { return p.empty(); });
    return paragraphs;
  }

  /// Repairs and prints the first `count` lines.
  bool Flush(size_t count) {
    if (count == 0) return true;
    first_ = false;
    const std::vector<std::string> raw(lines_.begin(),
                                       lines_.begin() + static_cast<ptrdiff_t>(count));
    normalize::RepairOptions how;
    how.mode = options_.mode;
    const std::vector<normalize::RepairedLine> repaired =
        normalize::RepairParagraphs(model_, raw, Chosen(count), how);
    std::string out;
    for (size_t i = 0; i < count; ++i) {
      const bool last = unended_ && i + 1 == count;
      if (options_.json) {
        ++line_number_;
        out += schemas::RepairedLineJson(
            {line_number_, raw[i], repaired[i].text, repaired[i].edits, repaired[i].second});
        out += '\n';
      } else {
        out += repaired[i].text;
        if (!last) out += '\n';
      }
    }
    past_.insert(past_.end(), raw.begin(), raw.end());
    if (past_.size() > kPastLines) {
      past_.erase(past_.begin(), past_.end() - static_cast<ptrdiff_t>(kPastLines));
    }
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<ptrdiff_t>(count));
    if (std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0) {
      return true;
    }
    Say(std::string("can't write to standard output: ") + std::strerror(errno));
    return false;
  }

  const normalize::RepairModel& model_;
  const RepairCommandOptions& options_;
  std::vector<std::string> lines_, past_;
  std::string rest_;
  int line_number_ = 0;
  bool first_ = true, unended_ = false;
};

int Fail(const Error& error) {
  Say(error.message);
  return error.type == ErrorType::kModelMissing ? batch::kExitModel : batch::kExitNothing;
}

}  // namespace

int Repair(const RepairCommandOptions& options) {
  const std::string file = options.file.empty() ? "-" : options.file;
  const Result<InputFile> input = OpenInput(file);
  if (!input) return Fail({input.error().type, file + ": " + input.error().message});
  const Result<std::string> path = normalize::FindRepairModel();
  if (!path) return Fail(path.error());
  const Result<std::shared_ptr<const normalize::RepairModel>> model =
      normalize::RepairModel::Load(*path);
  if (!model) return Fail(model.error());
  return RepairFilter(**model, options).Run(fileno(input->get()));
}

}  // namespace planrec::cli
