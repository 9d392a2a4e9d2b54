// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/schemas/sample_records.h"

namespace planrec::schemas {
namespace {

Where At(int page, double y) {
  return Where{page, Box{85.05, y, 510.25, y + 14.3}, 0};
}

SectionNode Node(const char* id, SectionKind kind, std::optional<std::string> marker,
                 const char* text, Where where) {
  SectionNode out;
  out.id = id;
  out.kind = kind;
  out.marker = std::move(marker);
  out.text = PlacedText::Plain(text);
  out.where = where;
  out.confidence = 0.97;
  return out;
}

TableCell Cell(const char* text, int column, int row_span, int col_span, Where where) {
  TableCell out;
  out.text = PlacedText::Plain(text);
  out.column = column;
  out.row_span = row_span;
  out.col_span = col_span;
  out.where = where;
  out.confidence = 0.9;
  return out;
}

Page MakePage(int number) {
  Page page;
  page.number = number;
  page.width_pt = 595.32;
  page.height_pt = 841.92;
  page.origin = TextOrigin::kOcr;
  page.origin_reason = "image";
  page.skew_deg = -0.42;
  page.ocr_confidence = 0.934;
  return page;
}

DocumentFields MakeDocument() {
  DocumentFields out;
  out.type = "KH";
  out.type_name = "Kế hoạch";
  out.number = 104;
  out.notation = "KH-UBND";
  out.code = "104/KH-UBND";
  out.issuer = Issuer{"Ủy ban nhân dân huyện Thanh Bình", "district", "Thanh Bình", 0.95};
  out.parent_issuer = "Ủy ban nhân dân tỉnh Đồng An";
  out.place = "Thanh Bình";
  out.issued_on = "2024-03-22";
  out.title = "Trồng cây xanh năm 2024";
  out.period = Period{2024, 2025};
  out.enacted_by =
      EnactedBy{"QĐ",
                77,
                "77/QĐ-UBND",
                "2024-03-22",
                Issuer{"Ủy ban nhân dân huyện Thanh Bình", "district", "Thanh Bình", 0.9},
                "Ban hành Kế hoạch trồng cây xanh"};
  out.salutation = "Kính gửi: Các phòng, ban";
  out.urgency = "KHẨN";
  out.secrecy = "MẬT";
  out.evidence = {{"code", At(1, 90), 0.99, false, WitnessOrigin::kInk, "104/KH-UBND"},
                  {"issuer", At(1, 60), 0.8, true, WitnessOrigin::kInferred, "UBND huyện"}};
  return out;
}

}  // namespace

PlanRecord MaximalRecord() {
  PlanRecord out;
  out.source = {"kế hoạch/104.pdf", std::string(64, 'a'), 123456, "application/pdf"};
  out.pages = {MakePage(1), MakePage(2), MakePage(3)};
  out.pages[2].error = Error{ErrorType::kTimeout, "page 3 took too long", 3};
  out.document = MakeDocument();

  SectionNode root = Node("s1", SectionKind::kHeading, "I.", "MỤC TIÊU", At(1, 300));
  root.children.push_back(
      Node("s2", SectionKind::kItem, "-", "Trồng tối thiểu 500 cây.", At(1, 320)));
  out.sections = {
      root, Node("s3", SectionKind::kParagraph, std::nullopt, "Trên đây là Kế hoạch.", At(2, 100))};

  Citation citation;
  citation.id = "c1";
  citation.anchor.node = "s3";
  citation.text = "Công văn số 12/UBND-KT ngày 02/01/2024 của UBND tỉnh";
  citation.type = "CV";
  citation.number = 12;
  citation.code = "12/UBND-KT";
  citation.issued_on = "2024-01-02";
  citation.issuer = "UBND tỉnh";
  citation.title = "trồng cây";
  citation.role = "reference";
  citation.resolves_to = std::string(64, 'b');
  citation.where = At(2, 100);
  out.citations = {citation};

  Target target;
  target.id = "t1";
  target.anchor.node = "s2";
  target.text = "Trồng tối thiểu 500 cây.";
  target.indicator = "cây xanh";
  target.comparator = "between";
  target.value = 500;
  target.value_max = 750.5;
  target.unit = "cây";
  target.scope = "toàn huyện";
  target.due = "2024";
  target.baseline = Baseline{400, 450, "cây", 2023};
  target.where = At(1, 320);
  target.confidence = 0.88;
  out.targets = {target};

  Deadline deadline;
  deadline.id = "d1";
  deadline.anchor = {"", "tb1", 2};
  deadline.text = "Ngày 02 hằng tháng";
  deadline.what = "Báo cáo";
  deadline.kind = "recurring";
  deadline.from = "2024-01-01";
  deadline.to = "2024-12-31";
  deadline.recurrence = "FREQ=MONTHLY;BYMONTHDAY=2";
  deadline.where = At(2, 340);
  out.deadlines = {deadline};

  Assignment assignment;
  assignment.id = "a1";
  assignment.anchor.node = "s3";
  assignment.agency = "Phòng Kinh tế";
  assignment.agency_key = "phong-kinh-te";
  assignment.role = "lead";
  assignment.what = "trồng cây";
  assignment.where = At(2, 100);
  out.assignments = {assignment};

  Table table;
  table.id = "tb1";
  table.title = "DANH MỤC";
  table.pages = {2};
  table.columns = {{"STT", "ordinal"}, {"Nhiệm vụ", "task"}, {"Thời gian", "deadline"}};
  table.rows = {
      {RowKind::kHeader,
       {Cell("STT", 0, 1, 1, At(2, 300)), Cell("Nhiệm vụ", 1, 1, 1, At(2, 300)),
        Cell("Thời gian", 2, 1, 1, At(2, 300))}},
      {RowKind::kGroup, {Cell("I. CÂY XANH", 0, 1, 3, At(2, 320))}},
      {RowKind::kData,
       {Cell("1", 0, 1, 1, At(2, 340)), Cell("Trồng cây", 1, 2, 1, At(2, 340)),
        Cell("Ngày 02 hằng tháng", 2, 1, 1, At(2, 340))}},
      {RowKind::kData, {Cell("2", 0, 1, 1, At(2, 360)), Cell("", 2, 1, 1, At(2, 360))}},
  };
  table.where = At(2, 300);
  table.confidence = 0.91;
  out.tables = {table};

  Task task;
  task.id = "k1";
  task.table = "tb1";
  task.row = 2;
  task.group = "I. CÂY XANH";
  task.ordinal = "1";
  task.task = "Trồng cây";
  task.activity = "Mua cây giống";
  task.outputs = {"Báo cáo"};
  task.lead = {"Phòng Kinh tế"};
  task.support = {"UBND các xã"};
  task.lead_keys = {"phong-kinh-te"};
  task.support_keys = {"uy-ban-nhan-dan-xa"};
  task.deadline = "d1";
  task.where = At(2, 340);
  out.tasks = {task};

  Appendix appendix;
  appendix.label = "PHỤ LỤC";
  appendix.title = "DANH MỤC";
  appendix.attached_to = "104/KH-UBND";
  appendix.attached_on = "2024-03-22";
  appendix.tables = {"tb1"};
  appendix.sections = {"s3"};
  appendix.where = At(2, 250);
  out.appendices = {appendix};

  out.recipients = {{"Như trên", At(2, 600), 0.99}, {"Lưu: VT", At(2, 615), 0.98}};
  out.signature = Signature{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", At(2, 700), 0.9};
  Note note;
  note.id = "n1";
  note.mark = "1";
  note.text = PlacedText::Plain("Theo số liệu năm 2023.");
  note.node = "s3";
  note.where = At(2, 720);
  out.notes = {note};
  out.unplaced = {{"- 2 -", At(2, 40), UnplacedReason::kPageNumber}};
  out.words = {240, 3, 0};
  out.part = 1;
  out.parts = 2;
  out.document.attached_to = AttachedTo{2, "77/TTr-UBND"};
  out.repairs = {{"Trién", "Triển", At(1, 320), 0.9, EditReason::kDiacritics}};
  out.signatures = {*out.signature};
  out.document.issuers = {*out.document.issuer, *out.document.issuer};
  out.e_signatures = {{"Ủy ban nhân dân huyện", "Tỉnh", "Lấp Vò", "2024-03-22T16:28:46+07:00", true,
                       false, At(2, 700)}};
  out.review = {{"/document/issued_on",
                 "readers disagree",
                 0.4,
                 At(1, 100),
                 "2024-03-22",
                 {{"2024-03-27", WitnessOrigin::kInk, 0.3}},
                 "date"}};
  out.warnings = {{"page.failed", "page 3 could not be read", "/source/pages/2"}};
  out.corrections = {{"/document/place", "replace", "person", "L.", "2026-03-02T08:00:00Z"}};
  return out;
}

PlanRecord MinimalRecord() {
  PlanRecord out;
  out.source = {"a.pdf", std::string(64, '0'), 0, "application/pdf"};
  out.pages = {Page{}};
  out.pages[0].number = 1;
  return out;
}

PlanRecord TextRecord() {
  PlanRecord out = MinimalRecord();
  out.source.media_type = "text/plain";
  out.pages[0].origin = TextOrigin::kFile;
  out.sections = {
      Node("s1", SectionKind::kHeading, "I.", "MỤC TIÊU", Where{1, std::nullopt, 3}),
      Node("s2", SectionKind::kParagraph, std::nullopt, "Đoạn văn.", Where{1, std::nullopt, 5})};
  return out;
}

}  // namespace planrec::schemas
