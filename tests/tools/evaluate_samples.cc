// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tools/evaluate_samples.h"

namespace planrec::evaluate {

const char* GoldText() {
  return R"({
 "document": {"type": "KH", "type_name": "Kế hoạch", "number": 31, "notation": "KH-UBND",
  "code": "31/KH-UBND", "issuer": {"name": "Ủy ban nhân dân huyện Thanh Hòa", "level": "district",
  "locality": "Thanh Hòa"}, "parent_issuer": null, "place": "Thanh Hòa", "issued_on": "2025-02-14",
  "title": "Phát triển thư viện trường học trên địa bàn huyện năm 2025",
  "period": {"from": 2025, "to": 2025}},
 "sections": [
  {"kind": "paragraph", "marker": null, "text": "Thực hiện Công văn số 45/SGD-VP ngày 10/01/2025 của Sở Giáo dục về thư viện.", "children": []},
  {"kind": "heading", "marker": "I.", "text": "MỤC TIÊU", "children": [
   {"kind": "item", "marker": "-", "text": "Tối thiểu 80% trường học có phòng đọc đạt chuẩn.", "children": []},
   {"kind": "item", "marker": "-", "text": "Số sách bổ sung đạt 5000 bản, cao hơn năm trước.", "children": []}]},
  {"kind": "heading", "marker": "II.", "text": "TỔ CHỨC THỰC HIỆN", "children": [
   {"kind": "item", "marker": "1.", "text": "Giao Phòng Giáo dục chủ trì, phối hợp Phòng Văn hóa rà soát phòng đọc trước ngày 30/4/2025.", "children": []},
   {"kind": "item", "marker": "2.", "text": "Các trường học thường xuyên kiểm kê sách theo Kế hoạch số 9/KH-PGD ngày 03/02/2025.", "children": []}]},
  {"kind": "paragraph", "marker": null, "text": "Trên đây là kế hoạch của huyện.", "children": []}],
 "citations": [
  {"path": ["¶#1"], "text": "Công văn số 45/SGD-VP ngày 10/01/2025 của Sở Giáo dục", "type": "CV", "number": 45, "code": "45/SGD-VP", "issued_on": "2025-01-10", "issuer": "Sở Giáo dục", "role": "basis"},
  {"path": ["II.", "2."], "text": "Kế hoạch số 9/KH-PGD ngày 03/02/2025", "type": "KH", "number": 9, "code": "9/KH-PGD", "issued_on": "2025-02-03", "issuer": null, "role": "reference"}],
 "targets": [
  {"path": ["I.", "-#1"], "text": "Tối thiểu 80% trường học có phòng đọc đạt chuẩn.", "indicator": "trường học có phòng đọc", "comparator": "ge", "value": 80, "unit": "%"},
  {"path": ["I.", "-#2"], "text": "Số sách bổ sung đạt 5000 bản", "indicator": "Số sách bổ sung", "comparator": "eq", "value": 5000, "unit": "bản", "baseline": {"value": 4200, "year": 2024}}],
 "deadlines": [
  {"path": ["II.", "1."], "text": "trước ngày 30/4/2025", "what": "rà soát phòng đọc", "kind": "date", "to": "2025-04-30"},
  {"path": ["II.", "2."], "text": "thường xuyên", "what": "kiểm kê sách", "kind": "continuous"},
  {"table": 0, "row": 2, "text": "Quý II/2025", "what": "Mua sách", "kind": "quarter", "from": "2025-04-01", "to": "2025-06-30"},
  {"table": 0, "row": 3, "text": "Hằng tháng", "what": "Báo cáo", "kind": "recurring", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=5"}],
 "assignments": [
  {"path": ["II.", "1."], "agency": "Phòng Giáo dục", "role": "lead", "what": "rà soát phòng đọc"},
  {"path": ["II.", "1."], "agency": "Phòng Văn hóa", "role": "support", "what": "rà soát phòng đọc"},
  {"path": ["II.", "2."], "agency": "Các trường học", "role": "responsible", "what": null}],
 "tables": [{"title": null, "pages": [], "columns": [{"name": "TT", "role": "ordinal"},
   {"name": "Nội dung", "role": "task"}, {"name": "Chủ trì", "role": "lead"},
   {"name": "Thời gian", "role": "deadline"}], "rows": [
  {"kind": "header", "cells": [{"text": "TT"}, {"text": "Nội dung"}, {"text": "Chủ trì"}, {"text": "Thời gian"}]},
  {"kind": "group", "cells": [{"text": "I"}, {"text": "SÁCH VÀ THIẾT BỊ", "col_span": 3}]},
  {"kind": "data", "cells": [{"text": "1"}, {"text": "Mua sách cho thư viện các trường"}, {"text": "Phòng Giáo dục; Phòng Tài chính", "row_span": 2}, {"text": "Quý II/2025"}]},
  {"kind": "data", "cells": [{"text": "2"}, {"text": "Báo cáo tình hình sử dụng sách"}, {"text": "Hằng tháng"}]}]}],
 "tasks": [
  {"table": 0, "row": 2, "group": "I SÁCH VÀ THIẾT BỊ", "ordinal": "1", "task": "Mua sách cho thư viện các trường", "activity": null, "outputs": ["Sách"], "lead": ["Phòng Giáo dục", "Phòng Tài chính"], "support": [], "deadline": {"text": "Quý II/2025", "kind": "quarter", "from": "2025-04-01", "to": "2025-06-30"}},
  {"table": 0, "row": 3, "group": "I SÁCH VÀ THIẾT BỊ", "ordinal": "2", "task": "Báo cáo tình hình sử dụng sách", "activity": null, "outputs": [], "lead": ["Phòng Giáo dục", "Phòng Tài chính"], "support": ["Các trường học"], "deadline": {"text": "Hằng tháng", "kind": "recurring", "recurrence": "FREQ=MONTHLY;BYMONTHDAY=5"}}],
 "appendices": [{"label": "PHỤ LỤC", "title": "Nhiệm vụ phát triển thư viện", "attached_to": "31/KH-UBND", "attached_on": "2025-02-14", "tables": [0], "sections": []}],
 "recipients": ["Như trên", "Sở Giáo dục", "Lưu: VT"],
 "signature": {"authority": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH", "name": "Trần Thị Bình"},
 "warnings": ["ordinal.gap", "numbering.gap", "numbering.gap"]})";
}

const std::vector<Damage>& Damages() {
  static const std::vector<Damage> damages = {
      {"nothing", [](PlanRecord&) {}, {}},
      {"typing only",
       [](PlanRecord& r) {
         r.document.title = "**Phát triển  thư viện trường học** trên địa bàn huyện năm 2025";
         r.document.issuer->name = "Uỷ ban nhân dân huyện Thanh Hoà";
         r.recipients[0].text = " Như\u00a0trên ";
       },
       {}},
      {"title nearly",
       [](PlanRecord& r) { r.document.title->replace(0, 5, "Phat"); },
       {"document", "document.title"}},
      {"number", [](PlanRecord& r) { r.document.number = 37; }, {"document", "document.number"}},
      {"no issuer",
       [](PlanRecord& r) { r.document.issuer.reset(); },
       {"document", "document.issuer.name", "document.issuer.level"}},
      {"no signature",
       [](PlanRecord& r) { r.signature.reset(); },
       {"signature.name", "signature.position", "signature.authority"}},
      {"recipient lost", [](PlanRecord& r) { r.recipients.pop_back(); }, {"recipients"}},
      {"item called heading",
       [](PlanRecord& r) { r.sections[1].children[0].kind = SectionKind::kHeading; },
       {"sections.heading"}},
      {"letter in an item",
       [](PlanRecord& r) { r.sections[1].children[1].text.text += "x"; },
       {"sections.node", "sections.edge", "sections.text"}},
      {"item hung on its neighbour",
       [](PlanRecord& r) {
         auto& items = r.sections[1].children;
         items[0].children.push_back(items[1]);
         items.pop_back();
       },
       {"sections.node", "sections.edge", "targets.node"}},
      {"value of a target",
       [](PlanRecord& r) { r.targets[0].value = 81; },
       {"targets.quantity", "targets.value"}},
      {"baseline of a target",
       [](PlanRecord& r) { r.targets[1].baseline->value = 1; },
       {"targets.quantity", "targets.baseline"}},
      {"target's text is its whole item",
       [](PlanRecord& r) {
         r.targets[1].text = "Số sách bổ sung đạt 5000 bản, cao hơn năm trước.";
       },
       {}},
      {"target lost",
       [](PlanRecord& r) { r.targets.pop_back(); },
       {"targets.detect", "targets.quantity"}},
      {"date of a deadline",
       [](PlanRecord& r) { r.deadlines[0].to = "2025-04-03"; },
       {"deadlines", "deadlines.to"}},
      {"deadline of a task",
       [](PlanRecord& r) { r.deadlines[2].kind = DeadlineKind::kRange; },
       {"deadlines", "deadlines.kind", "tasks", "tasks.deadline"}},
      {"same rule in other words",
       [](PlanRecord& r) {
         r.deadlines[3].recurrence = "RRULE:BYMONTHDAY=5;FREQ=MONTHLY;INTERVAL=1";
       },
       {}},
      {"deadline elsewhere",
       [](PlanRecord& r) { r.deadlines[1].anchor.node = r.sections[0].id; },
       {"deadlines.node"}},
      {"role of an assignment",
       [](PlanRecord& r) { r.assignments[0].role = Role::kSupport; },
       {"assignments"}},
      {"agency",
       [](PlanRecord& r) { r.assignments[2].agency = "Công an"; },
       {"assignments", "assignments.agency"}},
      {"code of a citation",
       [](PlanRecord& r) { r.citations[1].code = "8/KH-PGD"; },
       {"citations"}},
      {"notation of a citation nearly",
       [](PlanRecord& r) { r.citations[0].code = "45/SGD-VF"; },
       {"citations"}},
      {"issuer of a citation",
       [](PlanRecord& r) { r.citations[0].issuer = "Sở Y tế"; },
       {"citations.issuer"}},
      {"letter in a cell",
       [](PlanRecord& r) { r.tables[0].rows[2].cells[1].text.text += "x"; },
       {"tables.cells"}},
      {"span", [](PlanRecord& r) { r.tables[0].rows[2].cells[2].row_span = 1; }, {"tables.layout"}},
      {"row lost",
       [](PlanRecord& r) { r.tables[0].rows.pop_back(); },
       {"tables.cells", "deadlines.node"}},
      {"role of a column",
       [](PlanRecord& r) { r.tables[0].columns[2].role = ColumnRole::kSupport; },
       {"tables.columns"}},
      {"kind of a row",
       [](PlanRecord& r) { r.tables[0].rows[1].kind = RowKind::kData; },
       {"tables.row_kind"}},
      {"no table",
       [](PlanRecord& r) { r.tables.clear(); },
       {"tables.cells", "tables.columns", "tables.layout", "tables.row_kind", "deadlines.node"}},
      {"lead of a task",
       [](PlanRecord& r) { r.tasks[0].lead.pop_back(); },
       {"tasks", "tasks.lead"}},
      {"group with a dot", [](PlanRecord& r) { r.tasks[0].group = "I. SÁCH VÀ THIẾT BỊ"; }, {}},
      {"outputs of a task",
       [](PlanRecord& r) { r.tasks[0].outputs = {"Báo cáo"}; },
       {"tasks.outputs"}},
      {"appendix of another plan",
       [](PlanRecord& r) { r.appendices[0].attached_to = "13/KH-UBND"; },
       {"appendices.attached_to"}},
      {"warning lost", [](PlanRecord& r) { r.warnings.pop_back(); }, {"warnings"}},
  };
  return damages;
}

}  // namespace planrec::evaluate
