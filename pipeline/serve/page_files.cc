// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/page_files.h"

#include <algorithm>

namespace planrec::serve {

// Made by tools/embed-files.cmake.
extern const PageFile kPageFiles[];
extern const unsigned kPageFileCount;

namespace {

struct Ending {
  std::string_view name, type;
};

constexpr Ending kTypes[] = {{".html", "text/html; charset=utf-8"},
                             {".js", "text/javascript; charset=utf-8"},
                             {".css", "text/css; charset=utf-8"},
                             {".json", "application/json"},
                             {".woff2", "font/woff2"},
                             {".svg", "image/svg+xml"},
                             {".txt", "text/plain; charset=utf-8"}};

}  // namespace

const PageFile* FindPageFile(std::string_view path) {
  if (path == "/") path = "/index.html";
  const auto end = kPageFiles + kPageFileCount;
  const auto found =
      std::find_if(kPageFiles, end, [&](const PageFile& file) { return file.path == path; });
  return found == end ? nullptr : found;
}

std::string_view TypeOf(std::string_view path) {
  for (const Ending& ending : kTypes) {
    if (path.ends_with(ending.name)) return ending.type;
  }
  return "application/octet-stream";
}

bool HasPage() {
  return FindPageFile("/") != nullptr;
}

}  // namespace planrec::serve
