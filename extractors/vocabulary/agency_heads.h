// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the name of an agency begins in running text and in cells: the heads that the table of
// bodies (pipeline/core/bodies.h) names, written out or abbreviated, and classes of bodies.
//
//   AgencyHeadAt("giao Phòng Nội vụ chủ trì", 5)      // "phòng"
//   AgencyHeadAt("các phòng chuyên môn", 0)->kind     // AgencyKind::kClass
//
// Offsets are bytes of UTF-8. Constant data, pure functions; thread safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::extract {

enum class AgencyKind {
  kBody,   ///< a body or unit: UBND, Phòng, Trung tâm, Hội
  kPost,   ///< a person by post: Chủ tịch, Giám đốc, Thủ trưởng
  kClass,  ///< a class of bodies or people: các cơ quan, đơn vị; cán bộ, công chức
};

struct AgencyHead {
  std::string word;  ///< as it begins a name, lower case
  AgencyKind kind = AgencyKind::kBody;
  bool capital = true;      ///< begins a name only with a capital letter ("Sở", not "sở")
  bool needs_name = false;  ///< and only before another capital letter ("Ban Chỉ đạo")
  bool topic = false;       ///< a topic unless a capital follows: "Trường học"
};

const std::vector<AgencyHead>& AgencyHeads();

/// The head of an agency's name that stands at byte `at`; null where none does.
const AgencyHead* AgencyHeadAt(std::string_view text, size_t at);

/// "các", "những", "mỗi", …: before a class noun they name a class of bodies.
std::span<const std::string_view> PluralWords();

/// A class noun stands at `at`, as the word after "các".
bool ClassNounAt(std::string_view text, size_t at);

}  // namespace planrec::extract
