// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/appendices.h"

#include <gtest/gtest.h>

#include "flow_builder.h"

namespace planrec::extract {
namespace {

TEST(Appendices, LabelsTitlesAndNotes) {
  struct Case {
    const char* text;
    const char* expected;  ///< "label|title|code|date|next line", a line an appendix
  };
  const Case cases[] = {
      {"**PHỤ LỤC**\n\n**NHIỆM VỤ TRỒNG CÂY NĂM 2025**\n\n"
       "(Kèm theo Kế hoạch số 12 /KH-UBND ngày 5 /3/2025 của UBND xã An Phú)\n\n[table]",
       "PHỤ LỤC|NHIỆM VỤ TRỒNG CÂY NĂM 2025|12/KH-UBND|2025-03-05|[table]\n"},
      {"Phụ lục I\n\nDANH SÁCH TỔ CÔNG TÁC\nCỦA XÃ\n(Ban hành kèm theo Quyết định số 7/QĐ-UBND "
       "ngày "
       "02 tháng 6\nnăm 2025 của UBND xã)\n1. Nguyễn Văn An\n\nPhụ lục II: LỊCH TRỰC\n\nBuổi sáng",
       "Phụ lục I|DANH SÁCH TỔ CÔNG TÁC CỦA XÃ|7/QĐ-UBND|2025-06-02|1. Nguyễn Văn An\n"
       "Phụ lục II|LỊCH TRỰC|-|-|Buổi sáng\n"},
      {"PHỤ LỤC 01\n\nCHỈ TIÊU\n\n(Kèm theo Kế hoạch số    /KH-UBND ngày   /4/2025 của UBND xã)\n"
       "[table]",
       "PHỤ LỤC 01|CHỈ TIÊU|-|-|[table]\n"},
      {"Biểu số 02\n\nTỔNG HỢP KẾT QUẢ\n[table]", "Biểu số 02|TỔNG HỢP KẾT QUẢ|-|-|[table]\n"},
      {"Kem theo la danh sach.\n\nPhu luc\n\nNHIEM VU\n\n(Kém theo Ké hoach s6 14/KH-UBND ngay 22 "
       "thang 3 nam 2024)\n[table]",
       "Phu luc|NHIEM VU|14/KH-UBND|2024-03-22|[table]\n"},
      {"SỐ. PHULỤC\n\nTIẾN ĐỘ TRỒNG CÂY\n\n(Kèm theo Kế hoạch số 3/KH-UBND ngày 4/5/2025 của UBND "
       "xã)\n[table]",
       "PHỤ LỤC|TIẾN ĐỘ TRỒNG CÂY|3/KH-UBND|2025-05-04|[table]\n"},
      {"PHỤ LỤC\n\nDANH MỤC VIỆC\n\n(Kèm theo Kế hoạch số 3/KH-UBND ngày 31/4/2025 của UBND xã)\n"
       "[table]",
       "PHỤ LỤC|DANH MỤC VIỆC|3/KH-UBND|-|[table]\n"},
      // Wrapped running text.
      {"Các đơn vị thực hiện theo\nphụ lục II.\nPhụ lục kèm theo Kế hoạch này gồm hai biểu.", ""},
  };
  for (const Case& c : cases) {
    const Flow flow = TextFlow(c.text);
    const std::vector<size_t> starts = FindAppendices(flow.items, 0);
    std::string shown;
    for (size_t i = 0; i < starts.size(); ++i) {
      const size_t end = i + 1 < starts.size() ? starts[i + 1] : flow.items.size();
      const AppendixHead head = ReadAppendixHead(flow.items, starts[i], end);
      const Appendix& a = head.appendix;
      shown += a.label + "|" + a.title.value_or("-") + "|" + a.attached_to.value_or("-") + "|" +
               a.attached_on.value_or("-") + "|";
      if (head.end < end) {
        const FlowItem& next = flow.items[head.end];
        shown += next.table >= 0 ? "[table]" : next.line.text.text;
      }
      shown += "\n";
    }
    EXPECT_EQ(shown, c.expected) << c.text;
  }
}

TEST(Appendices, Announcements) {
  for (const char* text :
       {"Theo Phụ lục đính kèm.", "(Nhiệm vụ cụ thể theo Phụ lục đính kèm)",
        "có Phụ lục I, II kèm theo", "(chi tiết tại Phụ lục I)", "Phụ lục kèm theo Kế hoạch này"}) {
    EXPECT_TRUE(AnnouncesAppendix(text)) << text;
  }
  for (const char* text : {"theo mẫu tại Phụ lục I Nghị định số 30/2020/NĐ-CP",
                           "Phụ lục kèm theo Nghị định số 5", "phục lục", "danh mục kèm theo"}) {
    EXPECT_FALSE(AnnouncesAppendix(text)) << text;
  }
}

}  // namespace
}  // namespace planrec::extract
