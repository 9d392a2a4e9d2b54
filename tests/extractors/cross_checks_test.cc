// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/cross_checks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace planrec::extract {
namespace {

std::string Codes(const PlanRecord& record) {
  std::string out;
  for (const Warning& warning : record.warnings)
    out += (out.empty() ? "" : "; ") + warning.code + " " + warning.pointer;
  return out;
}

TEST(CheckTaskAgencies, WhoLeadsIsARecipient) {
  struct Case {
    const char* name;
    std::vector<std::string> lead, recipients;
    const char* warnings;
  };
  const std::string missing = "agency.not_recipient /tasks/0/lead/0";
  const Case cases[] = {
      {"named", {"Phòng Nội vụ"}, {"UBND tỉnh", "Phòng Nội vụ"}, ""},
      {"named in a list", {"Công an huyện"}, {"Công an huyện, Quân sự huyện", "Lưu: VT"}, ""},
      {"another spelling", {"Văn phòng HĐND và UBND"}, {"VP HĐND&UBND"}, ""},
      {"one of a class", {"Phòng Nội vụ"}, {"Các phòng chuyên môn thuộc huyện"}, ""},
      {"a commune of all", {"UBND xã An Bình"}, {"UBND các xã, thị trấn"}, ""},
      {"everybody", {"Trạm Y tế"}, {"Các cơ quan, đơn vị liên quan"}, ""},
      {"as above", {"Trạm Y tế"}, {"Như trên"}, ""},
      {"a class leads", {"Các cơ quan, đơn vị"}, {"UBND tỉnh"}, ""},
      {"the issuer itself", {"UBND huyện Thanh Miện"}, {"UBND tỉnh"}, ""},
      {"missing", {"Phòng Nội vụ"}, {"UBND tỉnh", "Lưu: VT"}, missing.c_str()},
      {"another office", {"Phòng Nội vụ"}, {"Phòng Tư pháp"}, missing.c_str()},
      {"another class", {"Phòng Nội vụ"}, {"UBND các xã"}, missing.c_str()},
      {"said once", {"Phòng Nội vụ", "phòng Nội vụ"}, {"UBND tỉnh"}, missing.c_str()},
      {"people", {"Nhân viên y tế", "Giám đốc Trung tâm"}, {"UBND tỉnh"}, ""},
      {"no list", {"Phòng Nội vụ"}, {}, ""},
  };
  for (const Case& c : cases) {
    PlanRecord record;
    record.document.issuer =
        Issuer{"Ủy ban nhân dân huyện Thanh Miện", Level::kDistrict, "Thanh Miện", 1.0};
    for (const std::string& text : c.recipients) record.recipients.push_back({text, {}, 1.0});
    Task task;
    task.lead = c.lead;
    record.tasks.push_back(task);
    CheckTaskAgencies(record);
    EXPECT_EQ(Codes(record), c.warnings) << c.name;
  }
}

TEST(CheckTargetsAgree, TextAgainstTable) {
  struct Case {
    const char* name;
    const char* indicator;
    Comparator comparator;
    const char* unit;
    double value;
    const char* warnings;
  };
  const Case cases[] = {
      {"the same", "Tỷ lệ hộ dân dùng nước sạch", Comparator::kAtLeast, "%", 95, ""},
      {"another value", "Tỷ lệ hộ dân dùng nước sạch", Comparator::kAtLeast, "%", 90,
       "target.mismatch /targets/1"},
      {"nearly the same words", "tỷ lệ hộ dân dùng nước sạch.", Comparator::kAtLeast, "%", 90,
       "target.mismatch /targets/1"},
      {"another indicator", "Tỷ lệ hộ nghèo", Comparator::kAtLeast, "%", 5, ""},
      {"another unit", "Tỷ lệ hộ dân dùng nước sạch", Comparator::kAtLeast, "hộ", 90, ""},
      {"another comparator", "Tỷ lệ hộ dân dùng nước sạch", Comparator::kAtMost, "%", 90, ""},
  };
  for (const Case& c : cases) {
    PlanRecord record;
    Target text;
    text.id = "t1";
    text.anchor.node = "s1";
    text.indicator = "Tỷ lệ hộ dân dùng nước sạch";
    text.comparator = Comparator::kAtLeast;
    text.unit = "%";
    text.value = 95;
    Target listed = text;
    listed.anchor = {"", "tb1", 2};
    listed.indicator = c.indicator;
    listed.comparator = c.comparator;
    listed.unit = c.unit;
    listed.value = c.value;
    record.targets = {text, listed};
    CheckTargetsAgree(record);
    EXPECT_EQ(Codes(record), c.warnings) << c.name;
  }
}

}  // namespace
}  // namespace planrec::extract
