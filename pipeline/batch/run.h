// SPDX-License-Identifier: GPL-3.0-or-later
//
// `planrec run` as a function: inputs in, records out.
//
//   RunOptions options;
//   options.inputs = {"plans"};
//   options.output = "out";
//   int exit_code = Run(options);
//
// Run installs handlers for SIGINT and SIGTERM while it runs and is meant to be called once at a
// time in a process. Failure is the exit code of the command-line contract; messages go to standard
// error.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/core/limits.h"
#include "pipeline/core/unpack_limits.h"

namespace planrec::batch {

/// The exit codes of the command-line contract.
enum ExitCode {
  kExitDone = 0,
  kExitFailure = 1,      ///< unexpected failure of the program itself
  kExitUsage = 2,        ///< unknown option, no such command, bad value
  kExitSomeFailed = 3,   ///< ran to the end, some inputs partial or failed
  kExitNothing = 4,      ///< no input could be processed, or none was found
  kExitOutput = 5,       ///< output can't be written or is locked by another run
  kExitModel = 6,        ///< a model is missing
  kExitInvalid = 7,      ///< `validate` found an invalid record
  kExitInterrupt = 130,  ///< SIGINT, state saved
  kExitTerminate = 143,  ///< SIGTERM, state saved
};

enum class ProgressMode { kAuto, kPlain, kJson, kNone };

struct RunOptions {
  std::vector<std::string> inputs;  ///< folders, files, or "-" for a list on standard input
  std::string output;
  int jobs = 0;  ///< worker processes; 0 = one a core
  acquire::OcrMode ocr = acquire::OcrMode::kAuto;
  acquire::RecogniserOptions recogniser;
  Limits limits;
  UnpackLimits unpack;                 ///< of archives and attachments
  std::vector<std::string> passwords;  ///< tried on what is locked; never shown
  std::string pages;                   ///< which are read (page_list.h); empty = all
  bool restart = false;                ///< forget what was done before
  bool retry_failed = false;           ///< do inputs again that failed or stayed partial
  bool sharded = false;  ///< one of several parts: its results wait in a journal for Merge
  int shard_index = 1, shard_count = 1;
  /// Inputs of the largest batch that the shard which ends last merges by itself. Ten thousand take
  /// three seconds of a processor (tests/slow/merge_scale.sh); more is a job of its own, with its
  /// own time and memory.
  int64_t merge_up_to = 10'000;
  std::string sizes;   ///< a list by which parts are made equally large (shard.h); empty = none
  bool repair = true;  ///< of damaged text, where its model is there
  bool require_sandbox = false;  ///< end where the machine can't confine workers
  TextForms with;                ///< what is written beside records
  bool dry_run = false;
  bool follow_links = false;  ///< symbolic links inside folders
  bool join_images = false;   ///< those of a folder are one document
  ProgressMode progress = ProgressMode::kAuto;
  bool quiet = false;
  int verbosity = 0;
  std::string log_file;  ///< empty = no log

  /// The program that serves pages and its arguments; empty = this program as a worker. Tests put
  /// a misbehaving one here.
  std::vector<std::string> worker_command;
};

/// Runs to the end and returns an ExitCode.
int Run(const RunOptions& options);

}  // namespace planrec::batch
