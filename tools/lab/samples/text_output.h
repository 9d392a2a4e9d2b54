// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan as a text file: what conversion programs make of these documents.
#pragma once

#include <string>

#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

/// Plain text: a paragraph a line, empty lines between, the table's cells split by tabs (a cell
/// that a merged one covers is empty).
std::string PlainText(const SamplePlan& plan);

/// Markdown: emphases, '#' depths that mean little, pipe tables; the letterhead is lost but for
/// number, place and date, as converters of scans lose it.
std::string Markdown(const SamplePlan& plan);

}  // namespace planrec::samples
