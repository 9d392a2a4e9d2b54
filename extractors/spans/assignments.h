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

#include "extractors/structure/structure.h"
#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// True for a heading under which agencies are given their parts.
bool IsOrganisationHeading(std::string_view text);

std::vector<Assignment> ExtractAssignments(const Structure& structure);

}  // namespace planrec::extract
