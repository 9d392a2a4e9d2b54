// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/model_files.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include "pipeline/acquire/ocr/language_packages.h"

namespace planrec::acquire {
namespace {

// Where Debian, other distributions and source builds put tessdata.
constexpr std::array<const char*, 5> kSystemFolders = {
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata", "/usr/local/share/tessdata", "/usr/share/tesseract/tessdata"};

std::vector<std::string> Folders(const RecogniserOptions& options) {
  if (!options.model_folder.empty()) return {options.model_folder};
  std::vector<std::string> folders;
  if (const char* prefix = std::getenv("TESSDATA_PREFIX"); prefix != nullptr && *prefix != 0) {
    folders.emplace_back(prefix);
    folders.push_back(std::string(prefix) + "/tessdata");
  }
  folders.insert(folders.end(), kSystemFolders.begin(), kSystemFolders.end());
  return folders;
}

std::vector<std::string> Languages(const std::string& option) {
  std::vector<std::string> languages;
  size_t begin = 0;
  while (begin <= option.size()) {
    const size_t end = std::min(option.find('+', begin), option.size());
    if (end > begin) languages.push_back(option.substr(begin, end - begin));
    begin = end + 1;
  }
  return languages;
}

// A name like "../x" must not leave the folder.
bool PlainName(const std::string& language) {
  return !language.empty() && language.find('/') == std::string::npos && language[0] != '.';
}

constexpr std::string_view kModelSuffix = ".traineddata";
constexpr const char* kOwnModel = "planrec-vie";
constexpr const char* kDigitModel = "planrec-digits.model";

bool IsFile(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

std::string FindInstalled(const std::string& name) {
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  const std::filesystem::path folder = program.parent_path();
  for (const auto& models : {folder / "models", folder.parent_path() / "share/planrec/models"}) {
    const std::string path = (models / name).string();
    if (IsFile(path)) return path;
  }
  return {};
}

// The model file that the option puts in place of a language's own; empty = the language's own.
Result<std::string> ReplacedBy(const RecogniserOptions& options, const std::string& language,
                               bool first) {
  if (options.model == "debian") return std::string();
  if (options.model == "planrec") {
    if (language != "vie") return std::string();
    std::string own = OwnModelPath();
    if (!own.empty()) return own;
    return Error{ErrorType::kModelMissing,
                 std::string("planrec's own recognition model ") + kOwnModel + ".traineddata is " +
                     "neither beside the program nor in ../share/planrec/models; install planrec " +
                     "anew, or take --ocr-model debian"};
  }
  if (!first) return std::string();
  if (options.model.ends_with(kModelSuffix) && IsFile(options.model)) return options.model;
  return Error{ErrorType::kModelMissing, "recognition model " + options.model +
                                             ": no such file; name a .traineddata file, or "
                                             "\"planrec\" or \"debian\""};
}

}  // namespace

std::string OwnModelPath() {
  static const std::string path = FindInstalled(kOwnModel + std::string(kModelSuffix));
  return path;
}

std::string DigitModelPath() {
  static const std::string path = FindInstalled(kDigitModel);
  return path;
}

Result<ModelFiles> FindModelFiles(const RecogniserOptions& options) {
  ModelFiles files;
  files.languages = Languages(options.language);
  if (files.languages.empty())
    return Error{ErrorType::kModelMissing, "no recognition language given; use \"vie\""};
  std::vector<std::string> replaced;
  for (const std::string& language : files.languages) {
    Result<std::string> path = ReplacedBy(options, language, replaced.empty());
    if (!path) return path.error();
    files.names.push_back(path->empty() ? language : std::filesystem::path(*path).stem().string());
    replaced.push_back(std::move(*path));
  }
  std::string missing = files.languages.front(), looked;
  for (const std::string& folder : Folders(options)) {
    files.paths.clear();
    bool found = false;
    for (size_t i = 0; i < replaced.size(); ++i) {
      if (!replaced[i].empty()) {
        files.paths.push_back(replaced[i]);
        continue;
      }
      const std::string& language = files.languages[i];
      std::string path = folder + "/" + language + std::string(kModelSuffix);
      if (!PlainName(language) || !IsFile(path)) {
        // Name the language that is missing beside others that are there.
        if (found || i > 0) missing = language;
        break;
      }
      found = true;
      files.paths.push_back(std::move(path));
    }
    if (files.paths.size() == files.languages.size()) {
      files.folder = folder;
      return files;
    }
    looked += (looked.empty() ? "" : ", ") + folder;
  }
  return Error{ErrorType::kModelMissing,
               "recognition model " + missing + ".traineddata not found in " + looked + "; " +
                   LanguageAdvice(missing) + ", or set TESSDATA_PREFIX to the folder that has it"};
}

Result<std::string> ReadModel(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in && !bytes.empty()) return bytes;
  return Error{ErrorType::kModelMissing,
               "recognition model " + path + " can't be read; check its permissions"};
}

std::optional<RecogniserOptions> SecondReader(const RecogniserOptions& options) {
  if (options.language != "vie") return std::nullopt;
  RecogniserOptions second = options;
  second.model = options.model == "debian" ? "planrec" : "debian";
  if (!FindModelFiles(second)) return std::nullopt;
  return second;
}

namespace {

/// ":539412:9f86d081884c7d65": size and FNV-1a, 64 bits: enough to tell one model file from another
/// (not a security digest).
std::string Digest(const std::string& bytes) {
  uint64_t hash = 1469598103934665603ULL;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  std::array<char, 20> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
  return ":" + std::to_string(bytes.size()) + ":" + hex.data();
}

Result<std::string> FingerprintOf(const RecogniserOptions& options) {
  Result<ModelFiles> files = FindModelFiles(options);
  if (!files) return files.error();
  std::string print;
  for (size_t i = 0; i < files->paths.size(); ++i) {
    const Result<std::string> bytes = ReadModel(files->paths[i]);
    if (!bytes) return bytes.error();
    if (!print.empty()) print += "+";
    print += files->names[i] + Digest(*bytes);
  }
  return print;
}

}  // namespace

std::vector<std::string> ModelPaths(const RecogniserOptions& options) {
  std::vector<std::string> paths;
  const auto add = [&paths](const RecogniserOptions& reader) {
    const Result<ModelFiles> files = FindModelFiles(reader);
    if (files) paths.insert(paths.end(), files->paths.begin(), files->paths.end());
  };
  add(options);
  if (const std::optional<RecogniserOptions> second = SecondReader(options)) add(*second);
  paths.push_back(DigitModelPath());
  return paths;
}

Result<std::string> ModelFingerprint(const RecogniserOptions& options) {
  Result<std::string> print = FingerprintOf(options);
  if (print) {
    const Result<std::string> digits = ReadModel(DigitModelPath());
    if (!digits) return digits.error();
    *print += "/digits" + Digest(*digits);
  }
  const std::optional<RecogniserOptions> second = SecondReader(options);
  if (!print || !second) return print;
  const Result<std::string> other = FingerprintOf(*second);
  if (!other) return print;
  return *print + "/" + *other;
}

}  // namespace planrec::acquire
