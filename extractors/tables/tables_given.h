// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables that text sources spell out, as raw tables. Pure functions; thread safe.
#pragma once

#include "extractors/tables/raw_table.h"
#include "pipeline/core/page.h"

namespace planrec::extract {

RawTable TableFromGiven(const GivenTable& given, int page_number);

}  // namespace planrec::extract
