// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/say.h"

#include <cstdio>

#include "pipeline/core/shown_text.h"
#include "pipeline/language/language.h"

namespace planrec::cli {

void Say(const std::string& message) {
  std::fprintf(stderr, "planrec: %s\n", ShownText(language::InLanguage(message)).c_str());
}

void SayPlainly(const std::string& message) {
  std::fprintf(stderr, "%s\n", ShownText(language::InLanguage(message)).c_str());
}

}  // namespace planrec::cli
