// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/page.h"

namespace planrec {

std::string Apply(const std::string& raw, const std::vector<Edit>& edits) {
  std::string out;
  out.reserve(raw.size());
  size_t at = 0;
  for (const Edit& edit : edits) {
    out.append(raw, at, edit.begin - at);
    out.append(edit.text);
    at = edit.end;
  }
  out.append(raw, at, std::string::npos);
  return out;
}

}  // namespace planrec
