// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verbs by which a duty begins, and where one does.
//
//   size_t act = FindAction(text, from);   // "… liên quan |tham mưu UBND huyện …"
//
// All offsets are bytes of UTF-8. Pure functions; thread safe.
#pragma once

#include <string_view>
#include <vector>

namespace planrec::extract {

/// The verbs that begin a duty ("tham mưu", "tổ chức thực hiện", "xây dựng", …), lower case.
const std::vector<std::string_view>& ActionVerbs();

/// True where a duty's verb begins at byte `at`: a verb of the table, in lower case or at the start
/// of a sentence, that is not part of a name or of a noun ("cơ quan, tổ chức", "đầu tư xây dựng").
bool ActionAt(std::string_view text, size_t at);

/// The same, verbs that are as often nouns ("tiếp nhận", "vận hành") counted wherever they stand:
/// for a subject behind which no surer verb was found.
bool LikelyActionAt(std::string_view text, size_t at);

/// The first byte in [from, end) at which a duty's verb (or "để" before it) begins; npos if none.
size_t FindAction(std::string_view text, size_t from, size_t end = std::string_view::npos);

}  // namespace planrec::extract
