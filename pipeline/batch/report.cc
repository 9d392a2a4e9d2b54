// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/report.h"

#include <array>
#include <cstdio>

#include "pipeline/batch/output.h"
#include "pipeline/batch/progress.h"
#include "pipeline/batch/report_style.h"
#include "pipeline/core/utf8.h"
#include "pipeline/language/language.h"

namespace planrec::batch {
namespace {

using schemas::BatchSummary;
using schemas::InputEntry;
using schemas::InputStatus;

constexpr size_t kLongestTitle = 160;    // letters of a plan's title that are shown
constexpr size_t kLongestMessage = 600;  // of an error's message

struct Label {
  InputStatus status;
  const char* vietnamese;
};

constexpr std::array<Label, 6> kLabels = {{
    {InputStatus::kDone, "xong"},
    {InputStatus::kPartial, "thiếu trang"},
    {InputStatus::kFailed, "lỗi"},
    {InputStatus::kSkipped, "bỏ qua"},
    {InputStatus::kDuplicate, "trùng"},
    {InputStatus::kPending, "chưa làm"},
}};

const char* Vietnamese(InputStatus status) {
  for (const Label& label : kLabels) {
    if (label.status == status) return label.vietnamese;
  }
  return "";
}

/// At most so many letters, with a sign where more were there.
std::string Shortened(const std::string& text, size_t letters) {
  size_t at = 0;
  for (size_t n = 0; at < text.size(); ++n) {
    if (n == letters) return text.substr(0, at) + "…";
    DecodeUtf8(text, at);
  }
  return text;
}

std::string Number(int64_t value) {
  return value > 0 ? std::to_string(value) : std::string();
}

std::string Cell(const std::string& kind, const std::string& content) {
  std::string out = "<td";
  if (!kind.empty()) out += " class=\"" + kind + "\"";
  return out + ">" + content + "</td>";
}

std::string StatusCell(const InputEntry& entry) {
  const std::string name(InputStatusName(entry.status));
  std::string out = "<td data-v=\"" + name + "\"><span class=\"s " + name + "\">";
  out += Vietnamese(entry.status);
  out += " · " + name + "</span>";
  if (entry.resumed) out += " <small>(lần trước · earlier)</small>";
  if (entry.orphan) out += " <small>(không còn tệp gốc · original gone)</small>";
  return out + "</td>";
}

/// How well the record is read, and what share of its words stand in one place of it.
std::string QualityCell(const schemas::PlanBrief& brief) {
  constexpr std::array<const char*, 3> kVietnamese = {"tốt", "cần xem", "không đọc được"};
  const std::string name(NameOf(brief.quality));
  std::string out = "<td data-v=\"" + name + "\"><span class=\"s " + name + "\">";
  out += kVietnamese[static_cast<size_t>(brief.quality)] + (" · " + name) + "</span>";
  if (brief.words == 0) return out + "</td>";
  char share[32];
  std::snprintf(share, sizeof share, "%.1f", 100.0 - 100.0 * brief.lost_words / brief.words);
  return out + " <small>" + share + " % chữ · words placed</small></td>";
}

std::string LinkTo(const std::string& record, const std::string& name) {
  return "<a href=\"" + EscapeUrl(record) + "\">" + EscapeMarkup(name) + "</a>";
}

/// A message in both languages of the report.
std::string InBoth(const std::string& message) {
  const std::optional<std::string> vietnamese = language::InVietnamese(message);
  return vietnamese ? *vietnamese + " · " + message : message;
}

std::string NameCell(const InputEntry& entry) {
  std::string out = EscapeMarkup(entry.path);
  if (!entry.record.empty()) out = LinkTo(entry.record, entry.path);
  if (!entry.pdf.empty()) out += " <small>" + LinkTo(entry.pdf, "PDF") + "</small>";
  if (!entry.no_pdf.empty()) out += "<br><small>" + EscapeMarkup(InBoth(entry.no_pdf)) + "</small>";
  if (!entry.duplicate_of.empty()) out += "<br>= " + EscapeMarkup(entry.duplicate_of);
  if (entry.error) {
    out += "<br><span class=\"e\">" + std::string(PublishedErrorTypeName(entry.error->type));
    if (entry.error->page > 0) out += ", trang · page " + std::to_string(entry.error->page);
    out +=
        ": " + EscapeMarkup(Shortened(InBoth(entry.error->message), kLongestMessage)) + "</span>";
  }
  return Cell("", out);
}

/// What is shown of a record, or nothing where an input has none.
std::string BriefCells(const schemas::PlanBrief& brief, bool has, const std::string& pages) {
  std::string out = has ? QualityCell(brief) : Cell("", "");
  out += Cell("d", EscapeMarkup(brief.code)) + Cell("d", EscapeMarkup(brief.issued_on));
  out += Cell("", EscapeMarkup(brief.issuer));
  out += Cell("t", EscapeMarkup(Shortened(brief.title, kLongestTitle)));
  out += Cell("n", pages);
  for (const int count : {brief.sections, brief.targets, brief.tasks, brief.review}) {
    out += Cell("n", has ? std::to_string(count) : "");
  }
  return out;
}

/// An input, and below it the further documents that it holds.
std::string Row(const InputEntry& entry) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f", entry.seconds);
  std::string pages = Number(entry.pages);
  if (entry.failed_pages > 0) pages += " (−" + std::to_string(entry.failed_pages) + ")";
  std::string out = "<tr>" + StatusCell(entry) + NameCell(entry);
  out += BriefCells(entry.brief, !entry.record.empty(), pages);
  out += Cell("n", entry.seconds > 0 ? seconds : "") + "</tr>\n";
  for (size_t k = 0; k < entry.further.size(); ++k) {
    const schemas::FurtherPart& part = entry.further[k];
    out += "<tr>" + StatusCell(entry);
    out += Cell("", LinkTo(part.record, entry.path + "#" + std::to_string(k + 2)));
    out += BriefCells(part.brief, true, "") + Cell("n", "") + "</tr>\n";
  }
  return out;
}

std::string Tile(const char* kind, int64_t count, const char* vietnamese, const char* english) {
  if (count == 0 && *kind != '\0') kind = "";
  return std::string("<div class=\"tile ") + kind + "\"><b>" + std::to_string(count) + "</b>" +
         vietnamese + " <small>" + english + "</small></div>\n";
}

std::string Head(const BatchSummary& summary) {
  const schemas::BatchTotals& totals = summary.totals;
  std::string out = "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n";
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<title>planrec: kết quả · report</title>\n<style>";
  out += kReportStyle;
  out +=
      "</style></head><body>\n<h1>Kết quả xử lý kế hoạch <small>Plan records: report of the "
      "batch</small></h1>\n";
  out += "<p>" + EscapeMarkup(summary.started) + " – " + EscapeMarkup(summary.finished) + " · " +
         EscapeMarkup(Duration(summary.seconds)) + "</p>\n";
  if (!summary.interrupted_by.empty()) {
    out += "<p class=\"e\">Bị dừng giữa chừng; chạy lại cùng lệnh để tiếp tục. · Stopped by " +
           EscapeMarkup(summary.interrupted_by) + "; the same command goes on from here.</p>\n";
  }
  out += "<div class=\"tiles\">\n";
  out += Tile("", totals.inputs, "tệp", "inputs");
  out += Tile("good", totals.done, "xong", "done");
  out += Tile("warn", totals.partial, "thiếu trang", "partial");
  out += Tile("bad", totals.failed, "lỗi", "failed");
  out += Tile("", totals.skipped, "bỏ qua", "skipped");
  out += Tile("", totals.duplicate, "trùng", "duplicate");
  if (totals.pending > 0) out += Tile("", totals.pending, "chưa làm", "pending");
  out += Tile("", totals.pages, "trang", "pages");
  out += Tile("warn", totals.to_review, "giá trị cần xem", "values to review");
  out += Tile("warn", totals.failed_pages, "trang lỗi", "failed pages");
  return out + "</div>\n";
}

std::string TableHead() {
  struct Column {
    bool number;
    const char *vietnamese, *english;
  };
  constexpr std::array<Column, 13> kColumns = {{{false, "Trạng thái", "status"},
                                                {false, "Tệp", "input"},
                                                {false, "Chất lượng", "quality"},
                                                {false, "Số, ký hiệu", "code"},
                                                {false, "Ngày", "date"},
                                                {false, "Cơ quan", "issuer"},
                                                {false, "Trích yếu", "title"},
                                                {true, "Trang", "pages"},
                                                {true, "Mục", "sections"},
                                                {true, "Chỉ tiêu", "targets"},
                                                {true, "Nhiệm vụ", "tasks"},
                                                {true, "Cần xem", "review"},
                                                {true, "Giây", "seconds"}}};
  std::string out =
      "<div class=\"tools\"><input id=\"filter\" type=\"search\" placeholder=\"Lọc · filter\" "
      "aria-label=\"Lọc · filter\"></div>\n<table id=\"inputs\"><thead><tr>";
  for (const Column& column : kColumns) {
    out += column.number ? "<th class=\"n\">" : "<th>";
    out += std::string(column.vietnamese) + "<small>" + column.english + "</small></th>";
  }
  return out + "</tr></thead><tbody>\n";
}

std::string Foot(const BatchSummary& summary, int64_t left_out) {
  std::string out = "</tbody></table>\n";
  if (left_out > 0) {
    const std::string count = std::to_string(left_out);
    out += "<p>Còn " + count +
           " tệp không hiện ở đây (tệp lỗi và thiếu trang được hiện trước, sau đó theo thứ tự đầu "
           "vào); xem <a href=\"batch.json\">batch.json</a>. · " +
           count +
           " more inputs are not shown (failed and partial ones come first, then input order); "
           "see <a href=\"batch.json\">batch.json</a>.</p>\n";
  }
  out += "<h2>Cài đặt <small>settings and versions</small></h2>\n<dl>";
  const auto add = [&out](const std::string& name, const std::string& value) {
    out += "<dt>" + EscapeMarkup(name) + "</dt><dd>" + EscapeMarkup(value) + "</dd>";
  };
  for (const schemas::Setting& setting : summary.settings) {
    add(setting.name, setting.number  ? std::to_string(*setting.number)
                      : setting.truth ? (*setting.truth ? "true" : "false")
                                      : setting.text);
  }
  for (const auto& [name, version] : summary.versions) add(name, version);
  return out + "</dl>\n<script>" + kReportScript + "</script>\n</body></html>\n";
}

bool IsProblem(const InputEntry& entry) {
  return entry.status == InputStatus::kFailed || entry.status == InputStatus::kPartial;
}

}  // namespace

Status WriteReport(const std::string& path, const BatchSummary& summary,
                   const CorrectedRecords& corrected, Ledger& ledger, size_t most_bytes) {
  AtomicFile file;
  Status status = file.Open(path);
  if (!status) return status;
  status = file.Append(Head(summary) + TableHead());
  int64_t left_out = 0;
  for (const bool problems : {true, false}) {
    if (!status) return status;
    status = ledger.ForEach([&](const InputEntry& entry) -> Status {
      if (IsProblem(entry) != problems) return Done{};
      const std::string row = Row(corrected.Shown(entry));
      if (left_out > 0 || file.size() + row.size() > most_bytes) {
        ++left_out;
        return Done{};
      }
      return file.Append(row);
    });
  }
  if (status) status = file.Append(Foot(summary, left_out));
  if (status) status = file.Commit();
  return status;
}

std::string EscapeUrl(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    if (plain) {
      out += c;
      continue;
    }
    const unsigned char byte = static_cast<unsigned char>(c);
    out += '%';
    out += "0123456789ABCDEF"[byte >> 4];
    out += "0123456789ABCDEF"[byte & 15];
  }
  return out;
}

}  // namespace planrec::batch
