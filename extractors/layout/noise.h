// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stray signs that recognition sees at the edges of a line: specks, rules, the rim of a stamp. They
// are single signs apart from the words (". chi tiết", "vụ. .", "_ trường"); what a plan prints so
// (a list's dash, an ellipsis, a dash that ends a line) is left alone. Only lines that were
// recognised are touched. Pure functions, thread safe.
#pragma once

#include "extractors/layout/flow.h"

namespace planrec::extract {

/// True for a line that was recognised and not read from a text layer or file.
bool IsRecognised(const PlacedText& text);

/// The line without stray signs at its edges, its box and gaps corrected. A sign before a capital
/// stays, since it may be a damaged list sign.
FlowLine WithoutStraySigns(FlowLine line);

/// True for a recognised line that holds no word, only specks read as letters.
bool IsSpecks(const FlowLine& line);

/// Signs cut from both ends of a name, position or the like: `__ “CHỦ TỊCH` → `CHỦ TỊCH`.
PlacedText TrimSigns(const PlacedText& text);

}  // namespace planrec::extract
