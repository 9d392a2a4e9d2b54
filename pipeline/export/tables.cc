// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/tables.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace planrec::exports {
namespace {

using Text = std::string;

Value Of(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}
Value Of(const std::optional<std::string>& text) {
  return text ? Of(*text) : Value();
}
Value Of(const std::optional<int>& number) {
  return number ? Value(int64_t{*number}) : Value();
}
Value Of(const std::optional<double>& number) {
  return number ? Value(*number) : Value();
}

Value Count(size_t count) {
  return static_cast<int64_t>(count);
}

Value Joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return Of(all);
}

Value Page(const Where& where) {
  return where.page > 0 ? Value(int64_t{where.page}) : Value();
}

Value First(const std::optional<std::string>& date) {
  return date ? Of(FirstDay(*date)) : Value();
}
Value Last(const std::optional<std::string>& date) {
  return date ? Of(LastDay(*date)) : Value();
}

const Deadline* DeadlineOf(const PlanRecord& record, const std::optional<std::string>& id) {
  if (!id) return nullptr;
  for (const Deadline& each : record.deadlines) {
    if (each.id == *id) return &each;
  }
  return nullptr;
}

/// From when to when a deadline runs; a day alone is its end.
Value Begins(const Deadline* deadline) {
  return deadline == nullptr ? Value() : First(deadline->from);
}
Value Ends(const Deadline* deadline) {
  if (deadline == nullptr) return {};
  return Last(deadline->to);
}

// Shorthands for the tables below.
#define DOC(expression)                                                       \
  [](const Source& source, [[maybe_unused]] size_t i) -> Value {              \
    [[maybe_unused]] const PlanRecord& record = source.record;                \
    [[maybe_unused]] const DocumentFields& document = source.record.document; \
    return expression;                                                        \
  }
#define ITEM(list, expression)                                 \
  [](const Source& source, size_t i) -> Value {                \
    [[maybe_unused]] const PlanRecord& record = source.record; \
    [[maybe_unused]] const auto& item = source.record.list[i]; \
    return expression;                                         \
  }

/// Id, document, and who issued it when: what each row of a list has before its own columns.
std::vector<Column> With(std::vector<Column> id, std::vector<Column> own) {
  std::vector<Column> columns = std::move(id);
  const std::vector<Column> head = {
      {"document_id", "Mã tài liệu", Kind::kText, 14, DOC(Of(source.document_id))},
      {"document_code", "Số, ký hiệu văn bản", Kind::kText, 18, DOC(Of(document.code))},
      {"document_issuer", "Cơ quan ban hành", Kind::kText, 30,
       DOC(document.issuer ? Of(document.issuer->name) : Value())},
      {"document_date", "Ngày ban hành", Kind::kDate, 12, DOC(First(document.issued_on))},
  };
  columns.insert(columns.end(), head.begin(), head.end());
  columns.insert(columns.end(), own.begin(), own.end());
  return columns;
}

Value IdOf(const Source& source, const std::string& id) {
  return source.document_id + ":" + id;
}

Value Reviewed(const Source& source, const char* list, size_t index) {
  return source.reviewed.contains("/" + Text(list) + "/" + std::to_string(index));
}

/// Where an object was read, how sure that is, whether a person looked at it.
#define TRACE(list)                                                                       \
  {"page", "Trang", Kind::kInteger, 7, ITEM(list, Page(item.where))},                     \
      {"confidence", "Độ tin cậy", Kind::kReal, 9, ITEM(list, Value(item.confidence))}, { \
    "reviewed", "Đã kiểm tra", Kind::kTruth, 9, ITEM(list, Reviewed(source, #list, i))    \
  }

Table Documents() {
  return {"documents",
          "Văn bản",
          [](const PlanRecord&) -> size_t { return 1; },
          {{"id", "Mã", Kind::kText, 14, DOC(Of(source.document_id))},
           {"path", "Tệp", Kind::kText, 40, DOC(Of(record.source.path))},
           {"record", "Bản ghi", Kind::kText, 20, DOC(Of(source.file))},
           {"type", "Loại", Kind::kText, 7, DOC(Of(document.type))},
           {"type_name", "Tên loại", Kind::kText, 14, DOC(Of(document.type_name))},
           {"number", "Số", Kind::kInteger, 7, DOC(Of(document.number))},
           {"notation", "Ký hiệu", Kind::kText, 12, DOC(Of(document.notation))},
           {"code", "Số, ký hiệu", Kind::kText, 16, DOC(Of(document.code))},
           {"issued_on", "Ngày in trên văn bản", Kind::kText, 12, DOC(Of(document.issued_on))},
           {"issued_from", "Ngày ban hành", Kind::kDate, 12, DOC(First(document.issued_on))},
           {"issued_to", "Muộn nhất", Kind::kDate, 12, DOC(Last(document.issued_on))},
           {"issuer", "Cơ quan ban hành", Kind::kText, 36,
            DOC(document.issuer ? Of(document.issuer->name) : Value())},
           {"issuer_level", "Cấp", Kind::kText, 10,
            DOC(document.issuer ? Of(document.issuer->level) : Value())},
           {"issuer_locality", "Địa phương", Kind::kText, 16,
            DOC(document.issuer ? Of(document.issuer->locality) : Value())},
           {"parent_issuer", "Cơ quan cấp trên", Kind::kText, 30, DOC(Of(document.parent_issuer))},
           {"place", "Nơi ban hành", Kind::kText, 16, DOC(Of(document.place))},
           {"title", "Trích yếu", Kind::kText, 60, DOC(Of(document.title))},
           {"period_from", "Từ năm", Kind::kInteger, 8,
            DOC(document.period ? Value(int64_t{document.period->from}) : Value())},
           {"period_to", "Đến năm", Kind::kInteger, 8,
            DOC(document.period ? Value(int64_t{document.period->to}) : Value())},
           {"enacted_by", "Ban hành kèm theo", Kind::kText, 16,
            DOC(document.enacted_by ? Of(document.enacted_by->code) : Value())},
           {"urgency", "Độ khẩn", Kind::kText, 10, DOC(Of(document.urgency))},
           {"secrecy", "Độ mật", Kind::kText, 10, DOC(Of(document.secrecy))},
           {"signer", "Người ký", Kind::kText, 22,
            DOC(record.signature ? Of(record.signature->name) : Value())},
           {"signer_position", "Chức vụ", Kind::kText, 18,
            DOC(record.signature ? Of(record.signature->position) : Value())},
           {"pages", "Số trang", Kind::kInteger, 8, DOC(Count(record.pages.size()))},
           {"tasks", "Nhiệm vụ", Kind::kInteger, 8, DOC(Count(record.tasks.size()))},
           {"targets", "Chỉ tiêu", Kind::kInteger, 8, DOC(Count(record.targets.size()))},
           {"to_review", "Cần xem", Kind::kInteger, 8, DOC(Count(record.review.size()))},
           {"reviewed", "Đã kiểm tra", Kind::kTruth, 9, DOC(Value(!record.corrections.empty()))},
           {"sha256", "SHA-256", Kind::kText, 14, DOC(Of(record.source.sha256))},
           {"media_type", "Kiểu tệp", Kind::kText, 16, DOC(Of(record.source.media_type))},
           {"bytes", "Byte", Kind::kInteger, 10, DOC(Count(record.source.bytes))}}};
}

Table Tasks() {
  return {"tasks", "Nhiệm vụ", [](const PlanRecord& record) { return record.tasks.size(); },
          With({{"id", "Mã", Kind::kText, 14, ITEM(tasks, IdOf(source, item.id))}},
               {{"group", "Nhóm", Kind::kText, 30, ITEM(tasks, Of(item.group))},
                {"ordinal", "STT", Kind::kText, 6, ITEM(tasks, Of(item.ordinal))},
                {"task", "Nhiệm vụ", Kind::kText, 50, ITEM(tasks, Of(item.task))},
                {"activity", "Hoạt động", Kind::kText, 50, ITEM(tasks, Of(item.activity))},
                {"outputs", "Sản phẩm", Kind::kText, 30, ITEM(tasks, Joined(item.outputs))},
                {"lead", "Cơ quan chủ trì", Kind::kText, 30, ITEM(tasks, Joined(item.lead))},
                {"support", "Cơ quan phối hợp", Kind::kText, 30, ITEM(tasks, Joined(item.support))},
                {"due_text", "Thời hạn (như in)", Kind::kText, 20,
                 ITEM(tasks,
                      [&]() -> Value {
                        const Deadline* due = DeadlineOf(record, item.deadline);
                        return due == nullptr ? Value() : Of(due->text);
                      }())},
                {"due_from", "Từ ngày", Kind::kDate, 12,
                 ITEM(tasks, Begins(DeadlineOf(record, item.deadline)))},
                {"due_to", "Đến ngày", Kind::kDate, 12,
                 ITEM(tasks, Ends(DeadlineOf(record, item.deadline)))},
                {"recurrence", "Lặp lại (RRULE)", Kind::kText, 18,
                 ITEM(tasks,
                      [&]() -> Value {
                        const Deadline* due = DeadlineOf(record, item.deadline);
                        return due == nullptr ? Value() : Of(due->recurrence);
                      }())},
                {"lead_keys", "Khóa chủ trì", Kind::kText, 20, ITEM(tasks, Joined(item.lead_keys))},
                {"support_keys", "Khóa phối hợp", Kind::kText, 20,
                 ITEM(tasks, Joined(item.support_keys))},
                TRACE(tasks)})};
}

/// A lead or a supporter of a task.
struct TaskAgency {
  const Task* task = nullptr;
  const char* role = "lead";
  size_t number = 0;  ///< in its list
  std::string name, key;
};

size_t CountAgencies(const PlanRecord& record) {
  size_t count = 0;
  for (const Task& task : record.tasks) count += task.lead.size() + task.support.size();
  return count;
}

TaskAgency AgencyAt(const PlanRecord& record, size_t index) {
  for (const Task& task : record.tasks) {
    for (const bool lead : {true, false}) {
      const std::vector<std::string>& names = lead ? task.lead : task.support;
      const std::vector<std::string>& keys = lead ? task.lead_keys : task.support_keys;
      if (index < names.size()) {
        return {&task, lead ? "lead" : "support", index, names[index],
                index < keys.size() ? keys[index] : ""};
      }
      index -= names.size();
    }
  }
  return {};
}

#define AGENCY(expression)                                \
  [](const Source& source, size_t i) -> Value {           \
    const TaskAgency agency = AgencyAt(source.record, i); \
    return expression;                                    \
  }

Table TaskAgencies() {
  return {"task_agencies", "Cơ quan thực hiện", &CountAgencies,
          With({{"id", "Mã", Kind::kText, 14,
                 AGENCY(IdOf(source, agency.task->id + ":" + agency.role + ":" +
                                         std::to_string(agency.number)))}},
               {{"task_id", "Mã nhiệm vụ", Kind::kText, 14, AGENCY(IdOf(source, agency.task->id))},
                {"agency", "Cơ quan", Kind::kText, 36, AGENCY(Of(agency.name))},
                {"role", "Vai trò", Kind::kText, 10, AGENCY(Text(agency.role))},
                {"agency_key", "Khóa cơ quan", Kind::kText, 20, AGENCY(Of(agency.key))}})};
}

#undef AGENCY

Table Targets() {
  return {"targets", "Chỉ tiêu", [](const PlanRecord& record) { return record.targets.size(); },
          With({{"id", "Mã", Kind::kText, 14, ITEM(targets, IdOf(source, item.id))}},
               {{"indicator", "Chỉ số", Kind::kText, 40, ITEM(targets, Of(item.indicator))},
                {"comparator", "So sánh", Kind::kText, 9, ITEM(targets, Of(item.comparator))},
                {"value", "Giá trị", Kind::kReal, 10, ITEM(targets, Of(item.value))},
                {"value_max", "Đến", Kind::kReal, 10, ITEM(targets, Of(item.value_max))},
                {"unit", "Đơn vị", Kind::kText, 10, ITEM(targets, Of(item.unit))},
                {"scope", "Phạm vi", Kind::kText, 24, ITEM(targets, Of(item.scope))},
                {"due", "Thời hạn (như in)", Kind::kText, 12, ITEM(targets, Of(item.due))},
                {"due_to", "Đến ngày", Kind::kDate, 12, ITEM(targets, Last(item.due))},
                {"baseline", "Mức gốc", Kind::kReal, 10,
                 ITEM(targets, item.baseline ? Of(item.baseline->value) : Value())},
                {"baseline_year", "Năm gốc", Kind::kInteger, 8,
                 ITEM(targets, item.baseline ? Of(item.baseline->year) : Value())},
                {"text", "Nội dung", Kind::kText, 60, ITEM(targets, Of(item.text))},
                TRACE(targets)})};
}

Table Deadlines() {
  return {"deadlines", "Thời hạn", [](const PlanRecord& record) { return record.deadlines.size(); },
          With({{"id", "Mã", Kind::kText, 14, ITEM(deadlines, IdOf(source, item.id))}},
               {{"what", "Việc", Kind::kText, 50, ITEM(deadlines, Of(item.what))},
                {"text", "Thời hạn (như in)", Kind::kText, 24, ITEM(deadlines, Of(item.text))},
                {"kind", "Loại", Kind::kText, 12, ITEM(deadlines, Of(item.kind))},
                {"due_from", "Từ ngày", Kind::kDate, 12, ITEM(deadlines, Begins(&item))},
                {"due_to", "Đến ngày", Kind::kDate, 12, ITEM(deadlines, Ends(&item))},
                {"recurrence", "Lặp lại (RRULE)", Kind::kText, 18,
                 ITEM(deadlines, Of(item.recurrence))},
                TRACE(deadlines)})};
}

Table Assignments() {
  return {
      "assignments", "Phân công",
      [](const PlanRecord& record) { return record.assignments.size(); },
      With({{"id", "Mã", Kind::kText, 14, ITEM(assignments, IdOf(source, item.id))}},
           {{"agency", "Cơ quan", Kind::kText, 36, ITEM(assignments, Of(item.agency))},
            {"role", "Vai trò", Kind::kText, 12, ITEM(assignments, Of(item.role))},
            {"what", "Nhiệm vụ", Kind::kText, 60, ITEM(assignments, Of(item.what))},
            {"agency_key", "Khóa cơ quan", Kind::kText, 20, ITEM(assignments, Of(item.agency_key))},
            TRACE(assignments)})};
}

Table Citations() {
  return {"citations", "Văn bản viện dẫn",
          [](const PlanRecord& record) { return record.citations.size(); },
          With({{"id", "Mã", Kind::kText, 14, ITEM(citations, IdOf(source, item.id))}},
               {{"type", "Loại", Kind::kText, 7, ITEM(citations, Of(item.type))},
                {"number", "Số", Kind::kInteger, 7, ITEM(citations, Of(item.number))},
                {"code", "Số, ký hiệu", Kind::kText, 18, ITEM(citations, Of(item.code))},
                {"issued_on", "Ngày", Kind::kDate, 12, ITEM(citations, First(item.issued_on))},
                {"issuer", "Cơ quan", Kind::kText, 30, ITEM(citations, Of(item.issuer))},
                {"title", "Trích yếu", Kind::kText, 50, ITEM(citations, Of(item.title))},
                {"role", "Vai trò", Kind::kText, 10, ITEM(citations, Of(item.role))},
                {"resolves_to", "Tài liệu trong lô", Kind::kText, 14,
                 ITEM(citations, Of(item.resolves_to))},
                {"text", "Nguyên văn", Kind::kText, 60, ITEM(citations, Of(item.text))},
                TRACE(citations)})};
}

/// All who sign. The first is `signature`, which corrections are of.
size_t Signers(const PlanRecord& record) {
  const auto& first = record.signature;
  const bool any = first && (first->name || first->position || first->authority);
  return std::max(record.signatures.size(), size_t{any});
}

const Signature& Signer(const PlanRecord& record, size_t i) {
  return i == 0 && record.signature ? *record.signature : record.signatures[i];
}

Value SignerReviewed(const Source& source, size_t i) {
  return source.reviewed.contains("/signatures/" + std::to_string(i)) ||
         (i == 0 && source.reviewed.contains("/signature"));
}

#define SIGNER(expression)                              \
  [](const Source& source, size_t i) -> Value {         \
    const Signature& signer = Signer(source.record, i); \
    return expression;                                  \
  }

Table Signatures() {
  return {"signatures", "Chữ ký", Signers,
          With({{"id", "Mã", Kind::kText, 14,
                 [](const Source& source, size_t i) -> Value {
                   return IdOf(source, "signature" + (i > 0 ? std::to_string(i + 1) : ""));
                 }}},
               {{"authority", "Thẩm quyền", Kind::kText, 30, SIGNER(Of(signer.authority))},
                {"position", "Chức vụ", Kind::kText, 24, SIGNER(Of(signer.position))},
                {"name", "Họ tên", Kind::kText, 24, SIGNER(Of(signer.name))},
                {"page", "Trang", Kind::kInteger, 7, SIGNER(Page(signer.where))},
                {"confidence", "Độ tin cậy", Kind::kReal, 9, SIGNER(Value(signer.confidence))},
                {"reviewed", "Đã kiểm tra", Kind::kTruth, 9, &SignerReviewed}})};
}

/// "15/01/2026"; a date of which the day is blank is left to the archivist.
Value DayFirst(const std::optional<std::string>& date) {
  if (!date || date->size() != 10) return {};
  return date->substr(8, 2) + "/" + date->substr(5, 2) + "/" + date->substr(0, 4);
}

/// 02: digitised (a scan). Whether a file without scans is the original or a copy is not printed.
Value Reliability(const PlanRecord& record) {
  const bool scan =
      std::any_of(record.pages.begin(), record.pages.end(),
                  [](const planrec::Page& page) { return page.origin == TextOrigin::kOcr; });
  return scan ? Value(Text("02")) : Value();
}

/// What an archivist decides: no plan prints it.
Value Undecided(const Source&, size_t) {
  return {};
}

Table MakeInventory() {
  return {"inventory",
          "Mục lục văn bản",
          [](const PlanRecord&) -> size_t { return 1; },
          {{"ordinal", "STT", Kind::kInteger, 6, DOC(Value(source.ordinal))},
           {"docId", "Mã định danh văn bản", Kind::kText, 14, &Undecided},
           {"docCode", "Mã lưu trữ của văn bản", Kind::kText, 14, &Undecided},
           {"maintenance", "Thời hạn lưu trữ", Kind::kText, 10, &Undecided},
           {"typeName", "Tên loại văn bản", Kind::kText, 14, DOC(Of(document.type_name))},
           {"codeNumber", "Số của văn bản", Kind::kInteger, 8, DOC(Of(document.number))},
           {"codeNotation", "Ký hiệu của văn bản", Kind::kText, 14, DOC(Of(document.notation))},
           {"issuedDate", "Ngày, tháng, năm văn bản", Kind::kText, 12,
            DOC(DayFirst(document.issued_on))},
           {"organName", "Cơ quan ban hành (tác giả)", Kind::kText, 36,
            DOC(document.issuer ? Of(document.issuer->name) : Value())},
           {"subject", "Trích yếu nội dung", Kind::kText, 60, DOC(Of(document.title))},
           {"language", "Ngôn ngữ", Kind::kText, 8, DOC(Value(Text("01")))},
           {"numberOfPage", "Số trang", Kind::kInteger, 8, DOC(Count(record.pages.size()))},
           {"inforSign", "Ký hiệu thông tin", Kind::kText, 10, &Undecided},
           {"keyword", "Từ khóa", Kind::kText, 10, &Undecided},
           {"mode", "Chế độ sử dụng", Kind::kText, 10, &Undecided},
           {"confidenceLevel", "Mức độ tin cậy", Kind::kText, 8, DOC(Reliability(record))},
           {"autograph", "Bút tích", Kind::kText, 10, &Undecided},
           {"format", "Tình trạng vật lý", Kind::kText, 10, &Undecided},
           {"riskRecovery", "Chế độ dự phòng", Kind::kText, 10, &Undecided},
           {"description", "Ghi chú", Kind::kText, 20, &Undecided},
           {"signerPosition", "Chức vụ người ký", Kind::kText, 18,
            DOC(record.signature ? Of(record.signature->position) : Value())},
           {"signerName", "Người ký", Kind::kText, 22,
            DOC(record.signature ? Of(record.signature->name) : Value())},
           {"path", "Tệp", Kind::kText, 40, DOC(Of(record.source.path))},
           {"sha256", "SHA-256", Kind::kText, 20, DOC(Of(record.source.sha256))}}};
}

#undef DOC
#undef ITEM
#undef TRACE

/// "…/x.pdf#2.plan.json": the second document of a file.
std::string PartOf(const std::string& file) {
  constexpr std::string_view kEnding = ".plan.json";
  if (!file.ends_with(kEnding)) return "";
  const std::string stem = file.substr(0, file.size() - kEnding.size());
  const size_t sign = stem.rfind('#');
  if (sign == std::string::npos || sign + 1 == stem.size()) return "";
  const bool number = stem.find_first_not_of("0123456789", sign + 1) == std::string::npos;
  return number ? stem.substr(sign) : "";
}

bool Digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int DaysOf(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

/// The first or the last day.
std::string DayOf(std::string_view date, bool last) {
  const bool year = date.size() >= 4 && Digits(date.substr(0, 4));
  const bool month = date.size() >= 7 && date[4] == '-' && Digits(date.substr(5, 2));
  const bool day = date.size() == 10 && date[7] == '-' && Digits(date.substr(8, 2));
  if (!year || (date.size() > 4 && !month) || (date.size() > 7 && !day)) return "";
  if (day) return std::string(date);
  const int y = std::stoi(std::string(date.substr(0, 4)));
  const int m = month ? std::stoi(std::string(date.substr(5, 2))) : last ? 12 : 1;
  if (m < 1 || m > 12) return "";
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, last ? DaysOf(y, m) : 1);
  return text;
}

}  // namespace

std::string FirstDay(std::string_view date) {
  return DayOf(date, false);
}

std::string LastDay(std::string_view date) {
  return DayOf(date, true);
}

Source MakeSource(PlanRecord record, std::string file) {
  Source source;
  source.document_id = record.source.sha256 + PartOf(file);
  source.file = std::move(file);
  for (const CorrectedValue& each : record.corrections) {
    // "/tasks/3/lead/0" is of "/tasks/3", "/signature/name" of "/signature".
    const size_t list = each.pointer.find('/', 1);
    const size_t object = each.pointer.find('/', list == std::string::npos ? list : list + 1);
    source.reviewed.insert(each.pointer.substr(0, object));
    source.reviewed.insert(each.pointer.substr(0, list));
  }
  source.record = std::move(record);
  return source;
}

const std::vector<Table>& Tables() {
  static const std::vector<Table> tables = {Documents(), Tasks(),     TaskAgencies(),
                                            Targets(),   Deadlines(), Assignments(),
                                            Citations(), Signatures()};
  return tables;
}

const Table& Inventory() {
  static const Table table = MakeInventory();
  return table;
}

const Table* FindTable(std::string_view name) {
  for (const Table& table : Tables()) {
    if (name == table.name) return &table;
  }
  return nullptr;
}

void ForEachRow(const Table& table, const Source& source,
                const std::function<void(const std::vector<Value>& row)>& use) {
  std::vector<Value> row(table.columns.size());
  const size_t count = table.count(source.record);
  for (size_t i = 0; i < count; ++i) {
    for (size_t at = 0; at < row.size(); ++at) row[at] = table.columns[at].value(source, i);
    use(row);
  }
}

}  // namespace planrec::exports
