// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/normalize_page.h"

namespace planrec::normalize {

void NormalizePage(Page& page) {
  (void)page;
}

std::string NormalizeText(std::string_view text) {
  return std::string(text);
}

std::string LibraryVersions() {
  return "";
}

}  // namespace planrec::normalize
