// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fuzz targets share: the way of pages from normalisation to a record, whose outcome must be a
// valid record whatever the pages hold.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "extractors/extract.h"
#include "normalizers/unicode/normalize_page.h"
#include "schemas/record_json.h"

namespace planrec {

inline void MakeRecord(std::vector<Page> pages, const std::string& media_type) {
  Document document;
  document.source = {"fuzz", std::string(64, 'a'), 1, media_type};
  for (Page& page : pages) {
    page.number = static_cast<int>(&page - pages.data()) + 1;
    normalize::NormalizePage(page);
  }
  document.pages = std::move(pages);
  const std::string json = schemas::WriteRecord(extract::ExtractPlan(std::move(document)));
  for (const schemas::Violation& violation : schemas::ValidateRecord(json)) {
    std::fprintf(stderr, "invalid record at %s: %s\n", violation.pointer.c_str(),
                 violation.message.c_str());
    std::abort();
  }
}

}  // namespace planrec
