// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/commands.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include "extractors/flow.h"
#include "normalizers/normalize_page.h"
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

/// The page's text in reading order, one line each; cells of a table's row stand apart by tabs.
std::string PageText(const extract::Flow& flow) {
  std::string out;
  for (const extract::FlowItem& item : flow.items) {
    if (item.table < 0) {
      out += item.line.text.text + "\n";
      continue;
    }
    for (const TableRow& row : flow.tables[static_cast<size_t>(item.table)].rows) {
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (i > 0) out += "\t";
        out += row.cells[i].text.text;
      }
      out += "\n";
    }
  }
  return out;
}

}  // namespace

int Text(const TextOptions& options) {
  const Result<std::string> bytes = ReadWhole(options.file);
  if (!bytes) return Report(options.file, bytes.error());
  auto source = acquire::SourceReader::Open(*bytes, options.file, options.read.limits);
  if (!source) return Report(options.file, source.error());
  acquire::Recogniser recogniser(options.recogniser);
  int exit_code = batch::kExitDone;
  for (int n = 1; n <= (*source)->page_count(); ++n) {
    Document document;
    document.source.media_type = (*source)->media_type();
    document.pages.push_back((*source)->ReadPage(n, options.read, recogniser));
    Page& page = document.pages.back();
    if (page.error) {
      if (page.error->type == ErrorType::kModelMissing) return Report(options.file, *page.error);
      Report(options.file + ", page " + std::to_string(n), *page.error);
      exit_code = batch::kExitSomeFailed;
    }
    normalize::NormalizePage(page);
    std::string printout(n > 1 ? "\f" : "");
    printout += PageText(extract::BuildFlow(document));
    const int printed = Print(printout);
    if (printed != batch::kExitDone) return printed;
  }
  return exit_code;
}

int Validate(const std::vector<std::string>& files) {
  int exit_code = batch::kExitDone;
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
  return text;
}

}  // namespace planrec::cli
