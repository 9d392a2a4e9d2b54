// SPDX-License-Identifier: GPL-3.0-or-later
//
// The flow of pages with positions: tables lifted out and joined over pages, furniture dropped, the
// rest in reading order. Pure functions; thread safe.
#pragma once

#include "extractors/layout/flow.h"

namespace planrec::extract {

Flow FlowOfPages(const Document& document);

}  // namespace planrec::extract
