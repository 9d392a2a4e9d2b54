// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who must do what, from the running text.
//
//   std::vector<Assignment> assignments = ExtractAssignments(structure);   // ids "a1", "a2", …
//
// Read are: headings under TỔ CHỨC THỰC HIỆN that name agencies (responsible); "Giao X chủ trì,
// phối hợp Y", "X chủ trì, phối hợp với Y" (X leads, each Y supports); under a heading that names
// an agency "Chủ trì, phối hợp với Y …" (it leads) and "Phối hợp với Y …" (it supports); "Đề nghị
// X", "yêu cầu X", and a named agency as the subject of a duty (responsible). One object per
// agency, as printed. The columns of task tables are the tasks' (tasks.h). Pure function; thread
// safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/patterns.h"
#include "extractors/structure.h"

namespace planrec::extract {

/// One role that a sentence gives.
struct Duty {
  Span agency;           ///< within the text; npos for the bearer (the heading's agency)
  std::string role;      ///< lead, support, responsible
  Span what;             ///< empty where no act is printed
  bool partner = false;  ///< named by "phối hợp với" of a bearer that does not lead
  double confidence = 1.0;
};

struct DutyContext {
  bool organisation = false;  ///< under TỔ CHỨC THỰC HIỆN
  bool bearer = false;        ///< under a heading (or after a label) that names an agency
  bool closing = false;       ///< a closing paragraph: only what is asked of someone counts
};

/// The duties of one paragraph, in reading order.
std::vector<Duty> FindDuties(std::string_view text, const DutyContext& context);

/// True for a heading under which agencies are given their parts.
bool IsOrganisationHeading(std::string_view text);

std::vector<Assignment> ExtractAssignments(const Structure& structure);

}  // namespace planrec::extract
