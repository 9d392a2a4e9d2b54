// SPDX-License-Identifier: GPL-3.0-or-later
//
// make-samples: invents Vietnamese administrative plans, typesets them, degrades them as scanners
// do, and writes the gold record of each. Same seed, same bytes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tools/lab/samples/output.h"
#include "tools/lab/samples/script.h"

namespace planrec::samples {
namespace {

struct Options {
  OutputOptions output;
  std::string plans, set;
  std::vector<std::string> kinds = {"pdf"}, only;
  int count = 0;
};

int Fail(const Error& error) {
  std::fprintf(stderr, "make-samples: %s\n", error.message.c_str());
  return error.type == ErrorType::kOutputFailed   ? 5
         : error.type == ErrorType::kModelMissing ? 6
         : error.type == ErrorType::kNotFound     ? 4
                                                  : 1;
}

Result<std::vector<Script>> ReadScripts(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".plan") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    return Error{ErrorType::kNotFound, folder + ": no plan scripts; give their folder with --plans",
                 0};
  }
  std::vector<Script> scripts;
  for (const std::string& file : files) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    auto script = ParseScript(std::filesystem::path(file).filename().string(), text.str());
    if (!script) return script.error();
    scripts.push_back(std::move(*script));
  }
  return scripts;
}

/// The n-th plan: first each script as written, then varied ones in turn.
Result<Instance> Make(const std::vector<Script>& scripts, int n, uint64_t seed) {
  const auto count = static_cast<int>(scripts.size());
  const Script& script = scripts[static_cast<size_t>(n % count)];
  const bool varied = n >= count;
  const std::string slug = script.Get("slug");
  Random random = Random(seed).Fork(slug + (varied ? "/" + std::to_string(n) : ""));
  auto made = Instantiate(script, varied, random);
  if (!made) return Error{made.error().type, script.file + ": " + made.error().message, 0};
  if (varied) {
    char number[16];
    std::snprintf(number, sizeof number, "-%04d", n);
    made->plan.name += number;
  }
  return made;
}

/// Lines "slug kind kind …" say which kinds are made of which plan.
Result<std::vector<std::pair<std::string, std::vector<std::string>>>> ReadSet(
    const std::string& file) {
  std::ifstream in(file);
  if (!in) return Error{ErrorType::kNotFound, file + ": can't be read", 0};
  std::vector<std::pair<std::string, std::vector<std::string>>> out;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string slug, kind;
    if (!(words >> slug)) continue;
    out.emplace_back(slug, std::vector<std::string>());
    while (words >> kind) out.back().second.push_back(kind);
  }
  return out;
}

int Run(const Options& options) {
  auto scripts = ReadScripts(options.plans);
  if (!scripts) return Fail(scripts.error());
  if (!options.only.empty()) {
    std::vector<Script> kept;
    for (Script& script : *scripts) {
      if (std::count(options.only.begin(), options.only.end(), script.Get("slug")) > 0) {
        kept.push_back(std::move(script));
      }
    }
    *scripts = std::move(kept);
    if (scripts->empty()) return Fail({ErrorType::kNotFound, "no script of these names", 0});
  }
  std::vector<std::pair<std::string, std::vector<std::string>>> set;
  if (!options.set.empty()) {
    auto read = ReadSet(options.set);
    if (!read) return Fail(read.error());
    set = std::move(*read);
  }
  const int count = options.count > 0 ? options.count : static_cast<int>(scripts->size());
  int files = 0;
  for (int n = 0; n < count; ++n) {
    auto instance = Make(*scripts, n, options.output.seed);
    if (!instance) return Fail(instance.error());
    std::vector<std::string> kinds = options.kinds;
    if (!set.empty()) {
      kinds.clear();
      for (const auto& [slug, listed] : set) {
        if (slug == instance->plan.name) kinds = listed;
      }
    }
    for (const std::string& kind : kinds) {
      if (Status written = WriteSample(*instance, kind, options.output); !written) {
        return Fail(written.error());
      }
      ++files;
    }
  }
  std::printf("%d sample files in %s\n", files, options.output.folder.c_str());
  return 0;
}

}  // namespace
}  // namespace planrec::samples

int main(int argc, char** argv) {
  using planrec::samples::Kinds;
  planrec::samples::Options options;
  setenv("OMP_THREAD_LIMIT", "1", 0);
  setenv("TZ", "UTC", 1);
  CLI::App app("make-samples: invented plans as files of many kinds, each with its gold record");
  app.set_version_flag("--version", PLANREC_VERSION);
  app.add_option("-o,--output", options.output.folder, "folder to write into")->required();
  app.add_option("--plans", options.plans, "folder of the plan scripts (*.plan)")->required();
  app.add_option("--seed", options.output.seed, "same seed, same bytes")->capture_default_str();
  app.add_option("--count", options.count,
                 "how many plans: first each script as written, then varied ones "
                 "(default: one of each script)")
      ->check(CLI::PositiveNumber);
  app.add_option("--kinds", options.kinds, "kinds of files, comma between")
      ->delimiter(',')
      ->check(CLI::IsMember(Kinds()))
      ->capture_default_str();
  app.add_option("--only", options.only, "only these scripts, comma between")->delimiter(',');
  app.add_option("--set", options.set, "file of lines 'plan kind kind …' instead of --kinds");
  app.add_option("--dpi", options.output.dpi, "resolution of scans")
      ->check(CLI::Range(72, 600))
      ->capture_default_str();
  app.add_option("--skew", options.output.skew_deg, "scans are turned by up to so many degrees")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
  app.add_option("--quality", options.output.jpeg_quality, "JPEG quality of scans")
      ->check(CLI::Range(5, 95))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return planrec::samples::Run(options);
}
