// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program as a person starts it: arguments in, exit code and both streams out.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern char** environ;

namespace planrec::batch {

struct Outcome {
  int exit_code = -1;  ///< 128 + number where a signal ended it
  std::string out, err;
};

/// Starts PLANREC_PROGRAM; its streams go to files beside `scratch`. Returns the process number.
inline pid_t StartProgram(const std::vector<std::string>& arguments, const std::string& scratch,
                          const std::string& input = "/dev/null") {
  std::vector<std::string> words = {PLANREC_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, (scratch + ".out").c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, (scratch + ".err").c_str(), flags, 0600);
  pid_t pid = -1;
  if (posix_spawn(&pid, PLANREC_PROGRAM, &actions, nullptr, argv.data(), environ) != 0) pid = -1;
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

inline Outcome WaitProgram(pid_t pid, const std::string& scratch) {
  Outcome outcome;
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) return outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  const auto read = [](const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(stream), {}};
  };
  outcome.out = read(scratch + ".out");
  outcome.err = read(scratch + ".err");
  return outcome;
}

inline Outcome RunProgram(const std::vector<std::string>& arguments, const std::string& scratch,
                          const std::string& input = "/dev/null") {
  return WaitProgram(StartProgram(arguments, scratch, input), scratch);
}

}  // namespace planrec::batch
