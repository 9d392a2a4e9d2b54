// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/commands.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "normalizers/repair/repair.h"
#include "normalizers/repair/repair_pages.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/versions.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/batch/read_document.h"
#include "pipeline/batch/run.h"
#include "schemas/record_json.h"

namespace planrec::cli {
namespace {

int Print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return batch::kExitDone;
  }
  std::fprintf(stderr, "planrec: can't write to standard output: %s\n", std::strerror(errno));
  return batch::kExitOutput;
}

Result<std::string> ReadWhole(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    const int code = errno;
    return Error{code == ENOENT ? ErrorType::kNotFound : ErrorType::kUnreadable,
                 std::string(std::strerror(code)) + "; check the path"};
  }
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad()) return Error{ErrorType::kUnreadable, "can't be read; check the disk"};
  return bytes;
}

int Report(const std::string& file, const Error& error) {
  std::fprintf(stderr, "planrec: %s: %s: %s\n", file.c_str(),
               std::string(ErrorTypeName(error.type)).c_str(), error.message.c_str());
  return error.type == ErrorType::kModelMissing ? batch::kExitModel : batch::kExitNothing;
}

}  // namespace

int Text(const TextOptions& options) {
  batch::WorkerSettings worker;
  worker.options = {options.read, options.recogniser, {}, ""};
  std::shared_ptr<const normalize::RepairModel> model;
  if (options.repair) {
    const Result<std::string> found = normalize::FindRepairModel();
    if (!found) return Report(options.file, found.error());
    Result<std::shared_ptr<const normalize::RepairModel>> loaded =
        normalize::RepairModel::Load(*found);
    if (!loaded) return Report(*found, loaded.error());
    model = std::move(*loaded);
  }
  int exit_code = batch::kExitDone;
  int printed_pages = 0;
  const Status status =
      batch::ReadDocument(options.file, worker, [&](Page& page, const SourceFile& source) {
        if (page.error) {
          exit_code = Report(options.file + ", page " + std::to_string(page.number), *page.error);
          if (exit_code == batch::kExitModel) return false;
          exit_code = batch::kExitSomeFailed;
        }
        if (model != nullptr) {
          std::vector<Page> pages;
          pages.push_back(std::move(page));
          normalize::RepairPages(*model, pages);
          page = std::move(pages.front());
        }
        const std::string head = printed_pages++ == 0 ? batch::TextHead(options.form, source) : "";
        const int printed = Print(head + batch::PageText(options.form, page, source));
        if (printed != batch::kExitDone) exit_code = printed;
        return printed == batch::kExitDone;
      });
  if (printed_pages > 0) {
    const int printed = Print(batch::TextTail(options.form));
    if (printed != batch::kExitDone) exit_code = printed;
  }
  return status ? exit_code : Report(options.file, status.error());
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

}  // namespace

int Validate(const std::vector<std::string>& paths) {
  int exit_code = batch::kExitDone;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    const std::vector<std::string> records = RecordsUnder(path);
    if (records.empty()) {
      std::fprintf(stderr, "planrec: no record (*.plan.json) below %s\n", path.c_str());
      exit_code = batch::kExitNothing;
    }
    files.insert(files.end(), records.begin(), records.end());
  }
  for (const std::string& file : files) {
    const Result<std::string> bytes = ReadWhole(file);
    if (!bytes) {
      const int code = Report(file, bytes.error());
      if (exit_code == batch::kExitDone) exit_code = code;
      continue;
    }
    for (const schemas::Violation& violation : schemas::ValidateRecord(*bytes)) {
      std::printf("%s: %s: %s\n", file.c_str(),
                  violation.pointer.empty() ? "/" : violation.pointer.c_str(),
                  violation.message.c_str());
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
  text += "libraries " + acquire::LibraryVersions() + ", " + normalize::LibraryVersions() + ", " +
          schemas::LibraryVersions() + "\n";
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
