// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fixed parts of report.html, the files of page/ as they are (tools/embed-report.cmake).
#pragma once

#include <string_view>

namespace planrec::report {

extern const std::string_view kReportStyle, kReportScript;

}  // namespace planrec::report
