// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/duty_labels.h"

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {
namespace {

/// The first row that matches counts.
struct Row {
  Pattern pattern;
  std::string_view role;
};
const Row kRows[] = {
    {{"duty.label-lead", Over::kPrinted,
      R"((?i)^(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng|ban|cá nhân|người) )?(?:được giao )?(?:chủ trì|đầu mối)(?:,? (?:thực hiện|tham mưu|chính|soạn thảo|xây dựng|triển khai))?: ?)",
      "Cơ quan chủ trì: Phòng Kinh tế", "Chủ trì tổ chức: thi"},
     "lead"},
    {{"duty.label-support", Over::kPrinted,
      R"((?i)^(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng|ban|cá nhân|người) )?(?:cùng )?phối hợp(?: thực hiện)?: ?)",
      "Phối hợp: Sở Nội vụ; Ủy ban nhân dân các xã", "Phối hợp với: Sở"},
     "support"},
    {{"duty.label-responsible", Over::kPrinted,
      R"((?i)^(?:trách nhiệm(?: chỉ đạo| tổ chức)?(?: thực hiện)?|phân công(?: thực hiện)?|(?:cơ quan|đơn vị|bộ phận|người|cá nhân|cán bộ|công chức|lãnh đạo|đồng chí) (?:(?:chỉ đạo|tổ chức|trực tiếp) )?(?:thực hiện|phụ trách|chịu trách nhiệm|tham mưu|chỉ đạo)(?: chính)?): ?)",
      "Đơn vị thực hiện: Trạm Y tế", "Thời gian thực hiện: Quý II"},
     "responsible"}};

}  // namespace

std::optional<DutyLabel> DutyLabelAt(std::string_view said) {
  for (const Row& row : kRows) {
    if (const auto match = row.pattern.Find(said)) return DutyLabel{row.role, match->end()};
  }
  return std::nullopt;
}

}  // namespace planrec::extract
