// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/commands.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "normalizers/repair/repair.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/versions.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/batch/preflight.h"
#include "pipeline/batch/read_document.h"
#include "pipeline/batch/run.h"
#include "pipeline/batch/summary.h"
#include "pipeline/core/shown_text.h"
#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"
#include "schemas/record_json.h"
#include "tools/cli/input_file.h"
#include "tools/cli/say.h"

namespace planrec::cli {
namespace {

int Print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return batch::kExitDone;
  }
  Say(std::string("can't write to standard output: ") + std::strerror(errno));
  return batch::kExitOutput;
}

int Report(const std::string& file, const Error& error) {
  Say(file + ": " + language::InLanguage(ErrorTypeName(error.type)) + ": " +
      language::InLanguage(error.message));
  if (error.type == ErrorType::kModelMissing) return batch::kExitModel;
  return error.type == ErrorType::kOutputFailed ? batch::kExitOutput : batch::kExitNothing;
}

/// Standard input as a file: documents are read from any place in them.
Result<FileDescriptor> Spool(uint64_t most_bytes) {
  const std::unique_ptr<FILE, CloseInput> file(std::tmpfile());
  if (!file) {
    return Error{ErrorType::kOutputFailed,
                 "no temporary file for standard input: " + std::string(std::strerror(errno))};
  }
  std::array<char, size_t{64} << 10> piece;
  uint64_t bytes = 0;
  while (const size_t got = std::fread(piece.data(), 1, piece.size(), stdin)) {
    bytes += got;
    if (bytes > most_bytes) {
      return Error{ErrorType::kTooLarge, "standard input has more than --max-bytes " +
                                             std::to_string(most_bytes) + " allows"};
    }
    if (std::fwrite(piece.data(), 1, got, file.get()) != got) break;
  }
  if (std::ferror(stdin) != 0 || std::fflush(file.get()) != 0) {
    return Error{ErrorType::kUnreadable,
                 "standard input can't be kept: " + std::string(std::strerror(errno))};
  }
  return FileDescriptor(fcntl(fileno(file.get()), F_DUPFD_CLOEXEC, 3));
}

/// Prints the pages of a document as they come.
class TextPrinter {
 public:
  TextPrinter(const TextOptions& options, std::string name)
      : options_(options), name_(std::move(name)) {}

  bool Take(Page& page, const SourceFile& source) {
    if (page.error) {
      exit_code_ = Report(name_ + ", page " + std::to_string(page.number), *page.error);
      if (exit_code_ == batch::kExitModel) return false;
      exit_code_ = batch::kExitSomeFailed;
    }
    const std::string head = printed_pages_++ == 0 ? batch::TextHead(options_.form, source) : "";
    return Out(head + batch::PageText(options_.form, page, source));
  }

  int End() {
    if (printed_pages_ > 0) Out(batch::TextTail(options_.form));
    return exit_code_;
  }

 private:
  bool Out(const std::string& text) {
    const int printed = Print(text);
    if (printed != batch::kExitDone) exit_code_ = printed;
    return printed == batch::kExitDone;
  }

  const TextOptions& options_;
  const std::string name_;
  int exit_code_ = batch::kExitDone;
  int printed_pages_ = 0;
};

}  // namespace

int Text(const TextOptions& options) {
  const bool piped = options.file == "-";
  const std::string name = piped ? "standard input" : options.file;
  batch::WorkerSettings worker;
  worker.options.read = options.read;
  worker.options.recogniser = options.recogniser;
  worker.options.passwords = options.passwords;
  worker.options.require_sandbox = options.require_sandbox;
  if (options.repair) {
    const Result<std::string> found = normalize::FindRepairModel();
    const Result<std::string> version = found ? normalize::RepairModelVersion(*found) : found;
    if (!version) return Report(name, version.error());
    // In the worker, as all that looks at a document.
    worker.options.repair_model = *found;
    worker.options.repair_pages = true;
  }
  if (options.read.ocr != acquire::OcrMode::kNever) {
    const Result<std::string> models = acquire::ModelFingerprint(options.recogniser);
    if (!models) return Report(name, models.error());
  }
  if (options.require_sandbox) {
    const Status confined = batch::CheckSandbox(worker);
    if (!confined) {
      Report(name, confined.error());
      return batch::kExitFailure;
    }
  }
  TextPrinter printer(options, name);
  const auto use = [&printer](Page& page, const SourceFile& source) {
    return printer.Take(page, source);
  };
  Status status = Done{};
  if (piped) {
    Result<FileDescriptor> input = Spool(options.read.limits.max_bytes);
    if (!input) return Report(name, input.error());
    status = batch::ReadDocument(std::move(*input), name, worker, use);
  } else {
    status = batch::ReadDocument(options.file, worker, use);
  }
  const int exit_code = printer.End();
  return status ? exit_code : Report(name, status.error());
}

namespace {

/// The records below a folder (*.plan.json), sorted; a file stands for itself.
std::vector<std::string> RecordsUnder(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return {path};
  std::vector<std::string> records;
  constexpr auto kOptions = std::filesystem::directory_options::skip_permission_denied;
  for (auto at = std::filesystem::recursive_directory_iterator(path, kOptions, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().string();
    if (name.ends_with(".plan.json")) records.push_back(name);
  }
  std::sort(records.begin(), records.end());
  return records;
}

/// Prints what is wrong with a record; true where nothing is.
bool ValidateText(const std::string& where, std::string_view json) {
  const std::vector<schemas::Violation> violations = schemas::ValidateRecord(json);
  for (const schemas::Violation& violation : violations) {
    std::printf("%s: %s: %s\n", ShownText(where).c_str(),
                violation.pointer.empty() ? "/" : ShownText(violation.pointer).c_str(),
                ShownText(language::InLanguage(violation.message)).c_str());
  }
  return violations.empty();
}

/// A whole object: a file that begins with such a line and goes on holds a record a line.
bool IsObject(std::string_view line) {
  line = Trim(line);
  return line.size() > 1 && line.front() == '{' && line.back() == '}';
}

/// True where each record in the file is valid.
Result<bool> ValidateFile(const std::string& file) {
  const Result<InputFile> input = OpenInput(file);
  if (!input) return input.error();
  std::string line, next;
  ReadLine(input->get(), line);
  bool more = ReadLine(input->get(), next);
  if (!file.ends_with(".jsonl") && !(more && IsObject(line))) {
    const Result<std::string> rest = ReadAll(input->get());
    if (!rest) return rest.error();
    return ValidateText(file, more ? line + "\n" + next + "\n" + *rest : line);
  }
  bool valid = true;
  for (int number = 1;; ++number) {
    if (!Trim(line).empty()) valid &= ValidateText(file + ":" + std::to_string(number), line);
    if (!more) break;
    std::swap(line, next);
    more = ReadLine(input->get(), next);
  }
  if (std::ferror(input->get()) == 0) return valid;
  return Error{ErrorType::kUnreadable, "can't be read to its end; check the disk it is on"};
}

}  // namespace

int Validate(const std::vector<std::string>& paths) {
  int exit_code = batch::kExitDone;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    const std::vector<std::string> records = RecordsUnder(path);
    if (records.empty()) {
      Say("no record (*.plan.json) below " + path);
      exit_code = batch::kExitNothing;
    }
    files.insert(files.end(), records.begin(), records.end());
  }
  for (const std::string& file : files) {
    const Result<bool> valid = ValidateFile(file);
    if (!valid) {
      const int code = Report(file, valid.error());
      if (exit_code == batch::kExitDone) exit_code = code;
    } else if (!*valid) {
      exit_code = batch::kExitInvalid;
    }
  }
  const int printed = Print("");
  return printed != batch::kExitDone ? printed : exit_code;
}

int Schema() {
  return Print(schemas::SchemaText());
}

std::string VersionText() {
  std::string text = "planrec " PLANREC_VERSION "\n";
  text += "schema " + std::string(schemas::kSchemaVersion) + "\n";
  text += "libraries " + acquire::LibraryVersions() + ", " + acquire::ParserVersions() + ", " +
          normalize::LibraryVersions() + ", " + schemas::LibraryVersions() + ", " +
          batch::LibraryVersions() + "\n";
  const acquire::RecogniserOptions options;
  const Result<std::string> model = acquire::ModelFingerprint(options);
  text += "models " + options.language + " " +
          (model ? *model : "missing (" + model.error().message + ")");
  const Result<std::string> found = normalize::FindRepairModel();
  const Result<std::string> version = found ? normalize::RepairModelVersion(*found) : found;
  text += ", repair " + (version ? *version : "missing (" + version.error().message + ")");
  return text;
}

}  // namespace planrec::cli
