// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/model_files.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

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

}  // namespace

Result<ModelFiles> FindModelFiles(const RecogniserOptions& options) {
  ModelFiles files;
  files.languages = Languages(options.language);
  if (files.languages.empty())
    return Error{ErrorType::kModelMissing, "no recognition language given; use \"vie\""};
  std::string missing = files.languages.front(), looked;
  for (const std::string& folder : Folders(options)) {
    files.paths.clear();
    for (const std::string& language : files.languages) {
      const std::string path = folder + "/" + language + ".traineddata";
      std::error_code ignored;
      if (!PlainName(language) || !std::filesystem::is_regular_file(path, ignored)) {
        // Name the language that is missing beside others that are there.
        if (!files.paths.empty()) missing = language;
        break;
      }
      files.paths.push_back(path);
    }
    if (files.paths.size() == files.languages.size()) {
      files.folder = folder;
      return files;
    }
    looked += (looked.empty() ? "" : ", ") + folder;
  }
  return Error{ErrorType::kModelMissing, "recognition model " + missing +
                                             ".traineddata not found in " + looked +
                                             "; install the Debian package tesseract-ocr-" +
                                             missing + " or name another folder"};
}

Result<std::string> ModelFingerprint(const RecogniserOptions& options) {
  Result<ModelFiles> files = FindModelFiles(options);
  if (!files) return files.error();
  std::string print;
  for (size_t i = 0; i < files->paths.size(); ++i) {
    std::ifstream in(files->paths[i], std::ios::binary);
    if (!in)
      return Error{ErrorType::kModelMissing, "recognition model " + files->paths[i] +
                                                 " can't be read; check its permissions"};
    // FNV-1a, 64 bits: enough to tell one model file from another (not a security digest).
    uint64_t hash = 1469598103934665603ULL, size = 0;
    std::array<char, 1 << 16> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
      const auto n = static_cast<size_t>(in.gcount());
      for (size_t k = 0; k < n; ++k) {
        hash ^= static_cast<unsigned char>(buffer[k]);
        hash *= 1099511628211ULL;
      }
      size += n;
    }
    std::array<char, 20> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
    if (!print.empty()) print += "+";
    print += files->languages[i] + ":" + std::to_string(size) + ":" + hex.data();
  }
  return print;
}

}  // namespace planrec::acquire
