// SPDX-License-Identifier: GPL-3.0-or-later
//
// planrec: the commands, their options and the exit codes of bad usage. What a command does is in
// commands.h and pipeline/batch/run.h.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>

#include "pipeline/batch/convert_office.h"
#include "pipeline/batch/merge.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/run.h"
#include "pipeline/batch/worker.h"
#include "pipeline/core/page_list.h"
#include "pipeline/core/utf8.h"
#include "pipeline/export/export.h"
#include "pipeline/language/language.h"
#include "pipeline/serve/server.h"
#include "tools/cli/commands.h"
#include "tools/cli/manual.h"
#include "tools/cli/passwords.h"
#include "tools/cli/say.h"
#include "tools/cli/usage.h"
#include "tools/evaluate/evaluate.h"

namespace planrec::cli {
namespace {

const std::map<std::string, acquire::OcrMode> kOcrModes = {{"auto", acquire::OcrMode::kAuto},
                                                           {"always", acquire::OcrMode::kAlways},
                                                           {"never", acquire::OcrMode::kNever}};

const std::map<std::string, batch::TextForm> kTextFormats = {{"txt", batch::TextForm::kPlain},
                                                             {"hocr", batch::TextForm::kHocr},
                                                             {"alto", batch::TextForm::kAlto}};

const std::map<std::string, normalize::RepairMode> kRepairModes = {
    {"damaged", normalize::RepairMode::kDamaged},
    {"sound", normalize::RepairMode::kSound},
    {"vie-ocr", normalize::RepairMode::kOwnOcr}};

const std::map<std::string, batch::ProgressMode> kProgressModes = {
    {"auto", batch::ProgressMode::kAuto},
    {"plain", batch::ProgressMode::kPlain},
    {"json", batch::ProgressMode::kJson},
    {"none", batch::ProgressMode::kNone}};

/// A value out of a named list, printed by its names.
template <typename T>
CLI::Option* AddChoice(CLI::App& app, const std::string& name, T& value,
                       const std::map<std::string, T>& names, const std::string& help) {
  std::string list;
  for (const auto& [key, ignored] : names) list += (list.empty() ? "" : "|") + key;
  return app
      .add_option_function<std::string>(
          name, [&value, &names](const std::string& given) { value = names.at(given); }, help)
      ->check(
          [&names, list](const std::string& given) {
            return names.count(given) > 0 ? std::string() : "'" + given + "' is none of " + list;
          },
          "")
      ->type_name(list);
}

int UsageError(const std::string& message, const std::string& command) {
  Say(message);
  SayPlainly("`planrec help" + (command.empty() ? "" : " " + command) +
             "` shows what is possible.");
  return batch::kExitUsage;
}

/// CLI11 counts bytes where columns are meant.
class Formatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    const std::string name = make_option_name(option, positional) + make_option_opts(option);
    std::stringstream out;
    CLI::detail::format_help(out, name, make_option_desc(option),
                             column_width_ + name.size() - CountCodePoints(name));
    return out.str();
  }
};

struct Commands {
  CLI::App app{"Vietnamese administrative plans in, validated plan records out."};
  batch::RunOptions run;
  batch::MergeOptions merge;
  TextOptions text;
  evaluate::Options evaluate;
  exports::ExportOptions exported;
  std::vector<std::string> records;
  std::string with, shard, password_file, help_for, help_as, language;
  RepairCommandOptions repair;
  serve::ServeOptions serve;
  bool no_repair = false, resume = false;

  Commands() {
    app.require_subcommand(1);
    app.set_version_flag("-V,--version", VersionText);
    app.formatter(std::make_shared<Formatter>());
    app.get_formatter()->column_width(36);
    AddRun(*app.add_subcommand("run", "Folders and files in, plan records out"));
    AddMerge(*app.add_subcommand("merge", "What shards wrote into one folder becomes one batch"));
    AddText(*app.add_subcommand("text", "Print the recognised text of one document"));
    AddRepair(*app.add_subcommand("repair", "Restore Vietnamese text that an OCR destroyed"));
    AddValidate(*app.add_subcommand("validate", "Check plan records"));
    app.add_subcommand("schema", "Print the JSON Schema of the plan record");
    AddServe(*app.add_subcommand("review", "Correct a batch's records in a browser"));
    AddServe(*app.add_subcommand("serve", "Answer programs over HTTP, without the page"));
    AddEvaluate(*app.add_subcommand("evaluate", "Compare records with gold records"));
    AddExport(*app.add_subcommand("export", "Tables, calendars and packages out of records"));
    CLI::App* help = app.add_subcommand("help", "Explain a command");
    help->add_option("COMMAND", help_for, "The command to explain");
    help->add_option("--as", help_as,
                     "Page as a manual (man), or completion of a shell: bash, zsh, fish")
        ->type_name("man|bash|zsh|fish")
        ->check(CLI::IsMember({"man", "bash", "zsh", "fish"}).description(""));
    for (CLI::App* command : app.get_subcommands(nullptr)) AddLanguage(*command);
    AddLanguage(app);
    Translate(app);
    for (CLI::App* command : app.get_subcommands(nullptr)) Translate(*command);
  }

  /// Main has looked at it already: what is said here depends on it.
  void AddLanguage(CLI::App& command) {
    command
        .add_option("--language", language,
                    "What the program says: en, vi (default: as the locale)")
        ->type_name("en|vi");
  }

  /// The help of a command in the language that was set.
  static void Translate(CLI::App& command) {
    using language::InLanguage;
    command.description(InLanguage(command.get_description()));
    for (const char* label : {"Usage", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "Positionals",
                              "REQUIRED", "Excludes", "Needs", "Env"})
      command.get_formatter()->label(label, InLanguage(label));
    for (CLI::Option* option : command.get_options([](CLI::Option*) { return true; })) {
      option->description(InLanguage(option->get_description()));
      option->group(InLanguage(option->get_group()));
    }
    command.group(InLanguage(command.get_group()));
  }

  void AddRun(CLI::App& command) {
    command.add_option("INPUT", run.inputs, "Folders, files, or - for a list on standard input")
        ->required();
    command.add_option("-o,--output", run.output, "Folder to write records and reports into")
        ->required();
    command.add_option("-j,--jobs", run.jobs, "Worker processes (default: one a core)")
        ->check(CLI::Range(1, 1024));
    AddChoice(command, "--ocr", run.ocr, kOcrModes,
              "Recognise pages: where the embedded text can't be trusted, all, or none");
    AddRecogniser(command, run.recogniser);
    command.add_flag("--no-repair", no_repair, "Leave damaged text as it is");
    command.add_flag("--resume", resume, "Leave out what is done already (the default)");
    command.add_flag("--restart", run.restart, "Do everything again")->excludes("--resume");
    command.add_flag("--retry-failed", run.retry_failed, "Do failed and partial inputs again");
    command.add_option("--shard", shard, "Only the I-th of N disjoint parts of the inputs")
        ->type_name("I/N");
    command
        .add_option("--sizes", run.sizes,
                    "With --shard: parts equally large by this list of \"SIZE<tab>PATH\" lines")
        ->type_name("FILE")
        ->needs("--shard");
    command
        .add_option("--merge-up-to", run.merge_up_to,
                    "With --shard: the last shard merges batches of up to so many inputs; 0: never")
        ->check(CLI::NonNegativeNumber)
        ->needs("--shard");
    command.add_flag("--follow-links", run.follow_links, "Follow symbolic links inside folders");
    command.add_flag("--join", run.join_images,
                     "The images of one folder are the pages of one document");
    AddLimits(command, run.limits);
    AddUnpackLimits(command, run.unpack);
    command.add_option("--pages", run.pages, "Read only these pages of each document, as 1-3,7")
        ->type_name("LIST")
        ->check(
            [](const std::string& given) {
              return PageList::Parse(given) ? std::string()
                                            : "'" + given + "' is no list of pages, as 1-3,7";
            },
            "");
    AddPasswords(command);
    AddRequireSandbox(command, run.require_sandbox);
    command
        .add_option("--with", with,
                    "Also write beside each record: text, hocr, alto; pdf: searchable copies")
        ->type_name("LIST");
    AddChoice(command, "--progress", run.progress, kProgressModes, "How progress is shown");
    command.add_flag("--dry-run", run.dry_run, "Say what would be done and write nothing");
    command.add_flag("-q,--quiet", run.quiet, "Only errors");
    command.add_flag("-v,--verbose", run.verbosity, "Say more");
    command.add_option("--log", run.log_file, "Write JSON lines to this file")->type_name("FILE");
  }

  void AddMerge(CLI::App& command) {
    command.add_option("OUT", merge.output, "The folder that all shards wrote into")->required();
    command.add_flag("--mixed", merge.mixed,
                     "Also take results together that different versions, models or options made");
    command.add_flag("-q,--quiet", merge.quiet, "Only errors");
  }

  static void AddRecogniser(CLI::App& command, acquire::RecogniserOptions& recogniser) {
    command.add_option("--lang", recogniser.language, "Languages to recognise")
        ->capture_default_str();
    command
        .add_option("--ocr-model", recogniser.model,
                    "What reads Vietnamese: planrec, debian, or a .traineddata file")
        ->type_name("MODEL")
        ->capture_default_str();
  }

  static void AddLimits(CLI::App& command, Limits& limits) {
    command.add_option("--timeout-page", limits.timeout_page_s, "Seconds for one page")
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
    command.add_option("--timeout-document", limits.timeout_document_s, "Seconds for one document")
        ->check(CLI::Range(1, 864000))
        ->capture_default_str();
    command.add_option("--max-bytes", limits.max_bytes, "Largest input file")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option("--max-pages", limits.max_pages, "Most pages of one document")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--max-pixels", limits.max_pixels, "Larger page images are reduced")
        ->check(CLI::Range(int64_t{10'000}, int64_t{4'000'000'000}))
        ->capture_default_str();
    command
        .add_option("--max-operations", limits.max_operations,
                    "Most drawing operators of one PDF page")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        .add_option("--max-content", limits.max_content_mib,
                    "Most drawing instructions of one PDF page, unpacked, in MiB")
        ->check(CLI::Range(1, 65536))
        ->capture_default_str();
    command.add_option("--memory-limit", limits.memory_limit_mib, "Memory of one worker, in MiB")
        ->check(CLI::Range(int64_t{128}, int64_t{1} << 20))
        ->capture_default_str();
  }

  static void AddUnpackLimits(CLI::App& command, UnpackLimits& limits) {
    command
        .add_option("--max-entries", limits.max_entries,
                    "Most files in one archive or PDF, however deep")
        ->check(CLI::Range(1, kMostEntries))
        ->capture_default_str();
    command
        .add_option("--max-unpacked", limits.max_unpacked_mib,
                    "Most that one archive may unpack into, in MiB")
        ->check(CLI::Range(int64_t{1}, int64_t{1} << 30))
        ->capture_default_str();
    command
        .add_option("--max-ratio", limits.max_ratio,
                    "Most unpacked bytes for each packed one of an archive")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--max-depth", limits.max_depth, "How deep archives may stand in archives")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
  }

  void AddPasswords(CLI::App& command) {
    command
        .add_option("--password-file", password_file,
                    "Passwords to try on locked files, one a line")
        ->type_name("FILE");
  }

  static void AddRequireSandbox(CLI::App& command, bool& value) {
    command.add_flag("--require-sandbox", value,
                     "Read nothing where the machine can't confine the reading processes");
  }

  void AddText(CLI::App& command) {
    command.add_option("FILE", text.file, "The document, or - for standard input")->required();
    AddChoice(command, "--format", text.form, kTextFormats,
              "Plain text (a form feed between pages), or every word with its place");
    command.add_flag("--no-repair", no_repair, "Leave the repair out");
    AddChoice(command, "--ocr", text.read.ocr, kOcrModes, "As for run");
    AddRecogniser(command, text.recogniser);
    AddLimits(command, text.read.limits);
    AddPasswords(command);
    AddRequireSandbox(command, text.require_sandbox);
  }

  void AddRepair(CLI::App& command) {
    command.add_option("FILE", repair.file, "UTF-8 text (default: standard input)");
    command.add_flag("--json", repair.json, "One object a line: raw, text, tokens, repairs");
    AddChoice(command, "--force", repair.mode, kRepairModes,
              "Take the text for this instead of deciding by paragraph");
  }

  void AddServe(CLI::App& command) {
    command.add_option("OUT", serve.output, "The folder that run wrote into")->required();
    command.add_option("--port", serve.port, "Port on the loopback address (default: a free one)")
        ->check(CLI::Range(1, 65535));
    command
        .add_option("--originals", serve.originals,
                    "Where the originals are by now (default: where run found them)")
        ->type_name("FOLDER");
    command
        .add_option("--token-file", serve.token_file,
                    "Write what programs have to send to this file")
        ->type_name("FILE");
    command.add_option("--max-bytes", serve.max_upload, "Largest file that can be sent")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    AddPasswords(command);
    AddRequireSandbox(command, serve.require_sandbox);
  }

  /// Of the command that was given.
  std::vector<std::string>& PasswordsOf(const std::string& command) {
    if (command == "run") return run.passwords;
    return command == "text" ? text.passwords : serve.passwords;
  }

  void AddValidate(CLI::App& command) {
    command
        .add_option("RECORD", records,
                    "Record files, .jsonl files with a record a line, folders of records,\n"
                    "or - for standard input")
        ->required();
  }

  void AddEvaluate(CLI::App& command) {
    CLI::Option* corrections =
        command.add_option("--corrections", evaluate.corrections,
                           "Output folder: its records against what persons corrected in it");
    corrections->type_name("OUT");
    for (auto& [name, value, help] : {std::tuple{"--gold", &evaluate.gold, "Gold record or folder"},
                                      {"--pred", &evaluate.pred, "Predicted record or folder"}}) {
      command.add_option(name, *value, help)->excludes(corrections);
    }
    command.add_flag("--json", evaluate.json, "Print JSON");
    command.add_flag("--each", evaluate.each, "Each document's figures as well");
    command.add_flag("--curves", evaluate.curves, "What share of each confidence was right");
    command.add_option("--min", evaluate.min, "METRIC=VALUE: exit 3 where the metric is below");
  }

  void AddExport(CLI::App& command) {
    std::string list, explained = language::InLanguage("What is made:");
    for (const exports::Format& format : exports::Formats()) {
      list += (list.empty() ? "" : "|") + std::string(format.name);
      explained += "\n" + std::string(format.name) + ": " + language::InLanguage(format.help);
    }
    command.add_option("OUT", exported.input, "The output folder of `planrec run`")->required();
    command.add_option("--format", exported.format, explained)
        ->required()
        ->type_name(list)
        ->check(
            [list](const std::string& given) {
              const auto& formats = exports::Formats();
              const bool known =
                  std::any_of(formats.begin(), formats.end(),
                              [&](const exports::Format& format) { return given == format.name; });
              return known ? std::string() : "'" + given + "' is none of " + list;
            },
            "");
    command
        .add_option("-o,--output", exported.output,
                    "File or folder to write (default: below OUT/exports)")
        ->type_name("PATH");
    command.add_option("--table", exported.table, "csv: this table only, as one file")
        ->type_name("TABLE");
    command.add_flag("--plain", exported.plain,
                     "csv: texts as they are, also those that a spreadsheet takes for formulas");
  }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands(nullptr))
      names.push_back(command->get_name());
    return names;
  }

  std::string NoCommand(const std::string& name) const {
    return "there is no command '" + name + "'" + DidYouMean(name, Names());
  }

  /// The command of that name, or null.
  const CLI::App* Find(const std::string& name) const {
    for (const CLI::App* command : app.get_subcommands(nullptr)) {
      if (command->get_name() == name) return command;
    }
    return nullptr;
  }

  /// Options that CLI11 can't check by itself; empty = fine.
  std::string Check() {
    const CLI::App& given = *app.get_subcommands().front();
    if (std::string empty = EmptyValue(given); !empty.empty()) return empty;
    if (given.get_name() == "run") {
      if (std::string problem = OutputProblem(run.output); !problem.empty()) return problem;
    }
    if (given.get_name() == "evaluate" && evaluate.corrections.empty() &&
        (evaluate.gold.empty() || evaluate.pred.empty())) {
      return "evaluate needs --gold and --pred, or --corrections";
    }
    std::istringstream list(with);
    for (std::string what; std::getline(list, what, ',');) {
      const auto* kind =
          std::find_if(std::begin(batch::kTextForms), std::end(batch::kTextForms),
                       [&](const batch::TextFormKind& known) { return what == known.name; });
      if (kind == std::end(batch::kTextForms)) {
        return "--with " + what + ": text, hocr, alto and pdf can be written beside a record";
      }
      run.with.insert(kind->form);
    }
    if (!password_file.empty()) {
      Result<std::vector<std::string>> passwords = ReadPasswords(password_file);
      if (!passwords) return passwords.error().message;
      PasswordsOf(given.get_name()) = std::move(*passwords);
    }
    if (!run.pages.empty() && run.with.contains(batch::TextForm::kPdf)) {
      return "--with pdf copies whole files; leave out --pages";
    }
    if (!shard.empty()) {
      char rest = 0;
      if (std::sscanf(shard.c_str(), "%d/%d%c", &run.shard_index, &run.shard_count, &rest) != 2 ||
          run.shard_index < 1 || run.shard_count < run.shard_index) {
        return "--shard " + shard + ": give the part and the number of parts, as 2/8";
      }
      run.sharded = true;
    }
    return "";
  }

  int Dispatch(const std::string& command) {
    if (command == "run") {
      run.repair = !no_repair;
      return batch::Run(run);
    }
    if (command == "merge") return batch::Merge(merge);
    if (command == "text") {
      text.repair = !no_repair;
      return Text(text);
    }
    if (command == "repair") return Repair(repair);
    if (command == "review" || command == "serve") {
      serve.page = command == "review";
      return serve::Serve(serve);
    }
    if (command == "export") return ExportTables(exported);
    if (command == "validate") return Validate(records);
    if (command == "schema") return Schema();
    if (command == "evaluate") return evaluate::Run(evaluate);
    if (!help_as.empty()) {
      const std::string script =
          help_as == "man" ? ManualPage(Commands().app) : Completion(Commands().app, help_as);
      std::fputs(script.c_str(), stdout);
      return batch::kExitDone;
    }
    if (help_for.empty()) {
      // A fresh set of commands: after parsing, CLI11 explains the command that was given.
      std::fputs(Commands().app.help("planrec").c_str(), stdout);
      return batch::kExitDone;
    }
    const CLI::App* about = Find(help_for);
    if (about == nullptr) return UsageError(NoCommand(help_for), "");
    std::fputs(about->help("planrec").c_str(), stdout);
    return batch::kExitDone;
  }
};

/// Sets the language that is asked for, on the command line or by the environment, and takes it out
/// of the words, so that it may stand anywhere. The value that is none; "" where it is fine.
std::string TakeLanguage(std::vector<char*>& words) {
  language::SetLanguage(language::LanguageOfEnvironment());
  constexpr std::string_view kName = "--language";
  for (size_t i = 1; i < words.size() && std::string_view(words[i]) != "--";) {
    const std::string_view word = words[i];
    size_t taken = 1;
    std::string_view value;
    if (word == kName && i + 1 < words.size()) {
      value = words[i + 1];
      taken = 2;
    } else if (word.starts_with(kName) && word.substr(kName.size()).starts_with('=')) {
      value = word.substr(kName.size() + 1);
    } else {
      ++i;
      continue;
    }
    const std::optional<language::Language> chosen = ValueOf<language::Language>(value);
    if (!chosen) return std::string(value);
    language::SetLanguage(*chosen);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                words.begin() + static_cast<std::ptrdiff_t>(i + taken));
  }
  return "";
}

int Main(int argc, char** argv) {
  std::vector<char*> words(argv, argv + argc);
  if (const std::string none = TakeLanguage(words); !none.empty())
    return UsageError("--language " + none + ": give en or vi", "");
  Commands commands;
  if (words.size() == 1) return UsageError("a command is needed", "");
  const std::string first = words[1];
  const CLI::App* command = commands.Find(first);
  if (first[0] != '-' && command == nullptr) return UsageError(commands.NoCommand(first), "");
  // Before CLI11 looks: it would name what is missing instead of what is wrong.
  const std::string unknown =
      UnknownOption(command == nullptr ? commands.app : *command,
                    {words.begin() + (command == nullptr ? 1 : 2), words.end()});
  if (!unknown.empty()) return UsageError(unknown, command == nullptr ? "" : first);
  try {
    commands.app.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::Success& success) {
    return commands.app.exit(success) == 0 ? batch::kExitDone : batch::kExitFailure;
  } catch (const CLI::ParseError& error) {
    return UsageError(error.what(), first[0] == '-' ? "" : first);
  }
  const std::string wrong = commands.Check();
  if (!wrong.empty()) return UsageError(wrong, first);
  return commands.Dispatch(commands.app.get_subcommands().front()->get_name());
}

/// A descriptor that was closed when we started would become that of a file we open, and be written
/// to as if it were the terminal. Opened the wrong way round, so that using it still fails.
void OpenStandardStreams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
      // The lowest that is free, which is `fd`: those below it are open.
      [[maybe_unused]] const int opened =
          open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

/// The exit code once all that was printed has arrived.
int Printed(int exit_code) {
  errno = 0;
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good()) return exit_code;
  if (exit_code == batch::kExitOutput) return exit_code;  // said already
  Say(std::string("can't write to standard output") +
      (errno != 0 ? std::string(": ") + std::strerror(errno) : ""));
  return batch::kExitOutput;
}

}  // namespace
}  // namespace planrec::cli

int main(int argc, char** argv) {
  planrec::cli::OpenStandardStreams();
  // No commands: how the program starts itself for reading pages and converting documents.
  if (argc == 2 && std::string_view(argv[1]) == planrec::batch::kWorkerArgument) {
    return planrec::batch::WorkerMain();
  }
  if (argc == 2 && std::string_view(argv[1]) == planrec::batch::kOfficeArgument) {
    return planrec::batch::OfficeMain();
  }
  try {
    return planrec::cli::Printed(planrec::cli::Main(argc, argv));
  } catch (const std::exception& defect) {
    planrec::cli::Say(std::string("a defect of the program: ") + defect.what() +
                      "; please report it");
    return planrec::batch::kExitFailure;
  }
}
