// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures of a batch as drawings inside an HTML page (SVG), each in a <figure> with its caption;
// "" where there is nothing to show. What a drawing says is in its text too. Pure; thread safe.
#pragma once

#include <string>

#include "schemas/record_figures.h"

namespace planrec::report {

/// How sure values are, by tenth: those below 0.6 and 0.9 are not green.
std::string ConfidenceChart(const schemas::RecordFigures& figures);

/// Deadlines by the month in which they end: the months that have most around them (kMonths).
std::string DeadlineChart(const schemas::RecordFigures& figures);

/// The agencies that lead most tasks and duties.
std::string AgencyChart(const schemas::RecordFigures& figures);

}  // namespace planrec::report
