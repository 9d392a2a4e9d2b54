// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that were read at a place become others: those of a person's correction.
//
//   ReplaceWords(page.words, where, "Sở Nọi vụ", "Sở Nội vụ");
//
// Pure; thread safe.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/searchable/searchable.h"

namespace planrec::searchable {

/// Of the words whose middle lies in `where`, those that say what changed from `before` to `now`
/// become what it is now; words that say the same in both stay. Capitals and signs around a word
/// stay as printed. False, and nothing changed, where `before` is not what the words say there.
bool ReplaceWords(std::vector<Word>& words, const Box& where, std::string_view before,
                  std::string_view now);

}  // namespace planrec::searchable
