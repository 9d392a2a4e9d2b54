// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files that the server gives out, built into the program: the page, where it was built with
// npm (page/README.md), and openapi.json. Constant data; thread safe.
#pragma once

#include <string_view>

namespace planrec::serve {

struct PageFile {
  std::string_view path;  ///< "/app.js"
  std::string_view bytes;
};

/// Null where there is none of that path; "/" is the page itself.
const PageFile* FindPageFile(std::string_view path);

/// By the name's ending.
std::string_view TypeOf(std::string_view path);

/// False for a program that was built without npm.
bool HasPage();

}  // namespace planrec::serve
