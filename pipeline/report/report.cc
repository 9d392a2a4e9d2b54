// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/report/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/files/atomic_file.h"
#include "pipeline/language/language.h"
#include "pipeline/report/charts.h"
#include "pipeline/report/packed_text.h"
#include "pipeline/report/page_parts.h"
#include "pipeline/report/shortened.h"
#include "schemas/record_figures.h"
#include "schemas/report_json.h"

namespace planrec::report {
namespace {

using schemas::BatchSummary;
using schemas::InputEntry;
using schemas::InputStatus;
using schemas::Quality;
using schemas::ReportRow;

constexpr size_t kLongestTitle = 160;    // letters of a plan's title that are shown
constexpr size_t kLongestMessage = 600;  // of an error's message
constexpr size_t kSlowest = 10;
// The first part is small, so that the list is there at once; larger ones cost the script less.
constexpr size_t kRowsOfFirstPart = 500, kRowsOfPart = 5000;

struct Sign {
  const char *kind, *vietnamese;
};

Sign SignOf(InputStatus status) {
  switch (status) {
    case InputStatus::kDone:
      return {"", "xong"};
    case InputStatus::kPartial:
      return {"warn", "thiếu trang"};
    case InputStatus::kFailed:
      return {"bad", "lỗi"};
    case InputStatus::kSkipped:
      return {"", "bỏ qua"};
    case InputStatus::kDuplicate:
      return {"", "trùng"};
    case InputStatus::kPending:
      return {"", "chưa làm"};
  }
  return {"", ""};
}

Sign SignOf(Quality quality) {
  switch (quality) {
    case Quality::kGood:
      return {"good", "tốt"};
    case Quality::kDoubtful:
      return {"warn", "cần xem"};
    case Quality::kUnreadable:
      return {"bad", "không đọc được"};
  }
  return {"", ""};
}

/// A message in both languages of the report.
std::string InBoth(const std::string& message) {
  const std::optional<std::string> vietnamese = language::InVietnamese(message);
  return vietnamese ? *vietnamese + " · " + message : message;
}

// ---- rows ------------------------------------------------------------------------------------

/// What comes first in the list.
enum Urgency : size_t { kProblem, kWantsLook, kRest, kUrgencies };

Urgency UrgencyOf(const InputEntry& entry) {
  if (entry.status == InputStatus::kFailed || entry.status == InputStatus::kPartial)
    return kProblem;
  return schemas::QualityOf(entry) == Quality::kGood ? kRest : kWantsLook;
}

std::string NoteOf(const InputEntry& entry) {
  std::string note;
  const auto add = [&note](const std::string& text) {
    if (!text.empty()) note += (note.empty() ? "" : " — ") + text;
  };
  if (!entry.duplicate_of.empty()) add("= " + entry.duplicate_of);
  if (entry.error) {
    std::string error(PublishedErrorTypeName(entry.error->type));
    if (entry.error->page > 0) error += ", trang · page " + std::to_string(entry.error->page);
    add(error + ": " + Shortened(InBoth(entry.error->message), kLongestMessage));
  }
  if (entry.orphan) add("không còn tệp gốc · original gone");
  if (!entry.no_pdf.empty()) add(InBoth(entry.no_pdf));
  return note;
}

/// An input, and behind it the further documents that it holds.
std::vector<ReportRow> RowsOf(const InputEntry& entry, const std::filesystem::path& folder) {
  ReportRow row;
  row.path = entry.path;
  row.status = entry.status;
  row.resumed = entry.resumed;
  row.record = entry.record;
  row.pdf = entry.pdf;
  row.note = NoteOf(entry);
  row.failed_note = entry.error.has_value();
  row.brief = entry.brief;
  row.brief.title = Shortened(entry.brief.title, kLongestTitle);
  row.pages = entry.pages;
  row.failed_pages = entry.failed_pages;
  row.seconds = entry.seconds;
  if (!entry.original.empty() && !entry.orphan) {
    // Of what stands in another file, or of images that were joined, that file or folder.
    const std::string place = entry.original.substr(0, entry.original.find('\0'));
    const auto from_here = std::filesystem::path(place).lexically_relative(folder);
    row.original = EscapeUrl(from_here.string());
  }
  std::vector<ReportRow> rows = {row};
  for (size_t k = 0; k < entry.further.size(); ++k) {
    ReportRow& more = rows.emplace_back();
    more.path = entry.path + "#" + std::to_string(k + 2);
    more.status = entry.status;
    more.record = entry.further[k].record;
    more.brief = entry.further[k].brief;
  }
  return rows;
}

std::string Cell(const char* kind, const std::string& content) {
  return std::string("<td") + (*kind != '\0' ? " class=\"" + std::string(kind) + "\"" : "") + ">" +
         content + "</td>";
}

template <typename Value>
std::string SignHtml(Value value) {
  const Sign sign = SignOf(value);
  return "<span class=\"sign " + std::string(sign.kind) + "\">" + sign.vietnamese + " · " +
         std::string(NameOf(value)) + "</span>";
}

/// As report.js draws it, for a reader without script.
std::string RowHtml(const ReportRow& row) {
  const bool has = !row.record.empty();
  const auto link = [](const std::string& url, const std::string& text) {
    return "<a href=\"" + url + "\">" + EscapeMarkup(text) + "</a>";
  };
  std::string file = has ? link(EscapeUrl(row.record), row.path) : EscapeMarkup(row.path);
  if (!row.original.empty())
    file += " <small>" + link(row.original, "bản gốc · original") + "</small>";
  if (!row.pdf.empty()) file += " <small>" + link(EscapeUrl(row.pdf), "PDF") + "</small>";
  if (!row.note.empty())
    file += std::string("<br><span class=\"") + (row.failed_note ? "bad" : "pale") + "\">" +
            EscapeMarkup(row.note) + "</span>";
  const auto number = [](int64_t value, bool shown) {
    return Cell("n", shown ? std::to_string(value) : "");
  };
  // A number or a day that is not whole is seen to be none.
  const auto day = [has](bool whole) { return whole || !has ? "day" : "day warn"; };
  const schemas::PlanBrief& brief = row.brief;
  char seconds[32] = "";
  if (row.seconds > 0) std::snprintf(seconds, sizeof seconds, "%.1f", row.seconds);
  return "<tr>" + Cell("", SignHtml(row.status)) + Cell("file", file) +
         Cell("", has ? SignHtml(brief.quality) : "") +
         Cell(day(!brief.code.empty() && brief.code[0] >= '0' && brief.code[0] <= '9'),
              EscapeMarkup(brief.code)) +
         Cell(day(brief.issued_on.size() == 10), EscapeMarkup(brief.issued_on)) +
         Cell("issuer", EscapeMarkup(brief.issuer)) + Cell("title", EscapeMarkup(brief.title)) +
         number(row.pages, row.pages > 0) + number(brief.sections, has) +
         number(brief.targets, has) + number(brief.tasks, has) + number(brief.review, has) +
         Cell("n", seconds) + "</tr>\n";
}

/// Rows of one urgency, in parts that the script reads one after the other: the first are there
/// before the last are unpacked.
struct Rows {
  struct Part {
    std::string letters;  ///< JSON arrays, a line each, packed
    size_t count = 0;     ///< of these
  };

  std::vector<std::string> html;  ///< of the first ones
  std::vector<Part> parts;
  size_t count = 0;  ///< of all

  void Add(const ReportRow& row) {
    ++count;
    if (html.size() < kStaticRows) html.push_back(RowHtml(row));
    open_.Append((open_count_++ == 0 ? "[" : ",\n") + schemas::ReportRowJson(row));
    if (open_count_ == (parts.empty() ? kRowsOfFirstPart : kRowsOfPart)) Close();
  }
  void Close() {
    if (open_count_ == 0) return;
    open_.Append("]");
    parts.push_back({open_.Take(), std::exchange(open_count_, 0)});
    open_ = PackedText();
  }

 private:
  PackedText open_;
  size_t open_count_ = 0;
};

// ---- what is counted over all inputs ---------------------------------------------------------

struct Failures {
  int64_t count = 0;
  std::string first, message;
};

struct Slow {
  double seconds_a_page = 0;
  std::string path;
};

struct Overview {
  std::array<Rows, kUrgencies> rows;
  int64_t all_rows = 0;
  schemas::RecordFigures figures;
  std::map<std::string, Failures> failures;  ///< by type
  std::vector<Slow> slowest;

  void Count(const InputEntry& entry);
  /// Keeps what the list can show: no more rows of a kind than all that it takes.
  void Keep(const ReportRow& row, Urgency urgency, size_t most_rows);
};

void Overview::Count(const InputEntry& entry) {
  schemas::ForEachRecordOf(entry, [&](const std::string&, const schemas::PlanBrief& brief) {
    schemas::AddFigures(brief.figures, figures);
  });
  if (entry.error) {
    Failures& of = failures[std::string(PublishedErrorTypeName(entry.error->type))];
    if (of.count++ == 0) {
      of.first = entry.path;
      of.message = Shortened(InBoth(entry.error->message), kLongestMessage);
    }
  }
  if (entry.pages > 0 && entry.seconds > 0) {
    const Slow slow = {entry.seconds / entry.pages, entry.path};
    const auto at = std::ranges::upper_bound(slowest, slow.seconds_a_page, std::greater<>(),
                                             &Slow::seconds_a_page);
    slowest.insert(at, slow);
    if (slowest.size() > kSlowest) slowest.pop_back();
  }
}

void Overview::Keep(const ReportRow& row, Urgency urgency, size_t most_rows) {
  ++all_rows;
  Rows& kept = rows[urgency];
  if (kept.count < most_rows) kept.Add(row);
}

// ---- parts of the page -----------------------------------------------------------------------

std::string Tile(const char* kind, int64_t count, const char* vietnamese, const char* english) {
  if (count == 0 && *kind != '\0') kind = "";
  return std::string("<div class=\"tile\"><b class=\"") + kind + "\">" + std::to_string(count) +
         "</b>" + vietnamese + " <small lang=\"en\">" + english + "</small></div>\n";
}

std::string Head(const BatchSummary& summary, const std::string& duration) {
  const schemas::BatchTotals& totals = summary.totals;
  std::string out = "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n";
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<title>planrec: kết quả · report</title>\n<style>";
  out += kReportStyle;
  out +=
      "</style></head><body>\n<main>\n<h1>Kết quả xử lý kế hoạch <small lang=\"en\">Plan records: "
      "report of the batch</small></h1>\n";
  out += "<p>" + EscapeMarkup(summary.started) + " – " + EscapeMarkup(summary.finished) + " · " +
         EscapeMarkup(duration) + "</p>\n";
  if (!summary.interrupted_by.empty()) {
    out += "<p class=\"bad\">Bị dừng giữa chừng; chạy lại cùng lệnh để tiếp tục. · Stopped by " +
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

std::string FailureTable(const Overview& overview) {
  if (overview.failures.empty()) return "";
  std::string out =
      "<h2>Lỗi theo loại <small lang=\"en\">failures by kind</small></h2>\n<table><thead><tr>"
      "<th scope=\"col\">Loại · kind</th><th scope=\"col\" class=\"n\">Tệp · files</th>"
      "<th scope=\"col\">Ví dụ · example</th></tr></thead><tbody>\n";
  std::vector<std::pair<std::string, Failures>> most(overview.failures.begin(),
                                                     overview.failures.end());
  std::ranges::stable_sort(most, std::greater<>(),
                           [](const auto& each) { return each.second.count; });
  for (const auto& [type, of] : most) {
    out += "<tr><td class=\"kind bad\">" + type + "</td>" + Cell("n", std::to_string(of.count)) +
           Cell("", EscapeMarkup(of.first) + "<br><span class=\"pale\">" +
                        EscapeMarkup(of.message) + "</span>") +
           "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string SlowestTable(const Overview& overview) {
  if (overview.slowest.empty()) return "";
  std::string out =
      "<h2>Tệp chậm nhất <small lang=\"en\">slowest files, seconds a page</small></h2>\n<table>"
      "<thead><tr><th scope=\"col\">Tệp · file</th><th scope=\"col\" class=\"n\">Giây mỗi trang · "
      "seconds a page</th></tr></thead><tbody>\n";
  for (const Slow& slow : overview.slowest) {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.2f", slow.seconds_a_page);
    out += "<tr>" + Cell("", EscapeMarkup(slow.path)) + Cell("n", seconds) + "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string ListHead() {
  struct Column {
    bool number;
    const char *vietnamese, *english;
  };
  constexpr std::array<Column, 13> kColumns = {{{false, "Trạng thái", "status"},
                                                {false, "Tệp", "file"},
                                                {false, "Chất lượng", "quality"},
                                                {false, "Số, ký hiệu", "code"},
                                                {false, "Ngày", "date"},
                                                {false, "Cơ quan", "issuer"},
                                                {false, "Trích yếu", "title"},
                                                {true, "Trang", "pages"},
                                                {true, "Mục", "sections"},
                                                {true, "Chỉ tiêu", "targets"},
                                                {true, "Nhiệm vụ", "tasks"},
                                                {true, "Cần xem", "to review"},
                                                {true, "Giây", "seconds"}}};
  std::string out =
      "<h2 id=\"files\">Văn bản <small lang=\"en\">documents, what wants a look "
      "first</small></h2>\n"
      "<div class=\"tools\" hidden><label for=\"search\">Tìm · search</label><input id=\"search\" "
      "type=\"search\" placeholder=\"không cần dấu · without diacritics ( / )\">"
      "<label for=\"choice\">Hiện · show</label><select id=\"choice\">"
      "<option value=\"all\">tất cả · all</option><option value=\"look\">cần xem · wants a "
      "look</option>";
  for (const InputStatus status :
       {InputStatus::kDone, InputStatus::kPartial, InputStatus::kFailed, InputStatus::kSkipped,
        InputStatus::kDuplicate, InputStatus::kPending}) {
    const std::string name(InputStatusName(status));
    out +=
        "<option value=\"" + name + "\">" + SignOf(status).vietnamese + " · " + name + "</option>";
  }
  out +=
      "</select><button id=\"back\" type=\"button\" aria-label=\"trang trước · page "
      "before\">‹</button>"
      "<span id=\"count\" aria-live=\"polite\"></span>"
      "<button id=\"next\" type=\"button\" aria-label=\"trang sau · next page\">›</button></div>\n"
      "<table id=\"list\" class=\"list\" aria-labelledby=\"files\"><thead><tr>";
  for (const Column& column : kColumns) {
    out += std::string("<th scope=\"col\"") + (column.number ? " class=\"n\"" : "") +
           " data-label=\"" + column.vietnamese + "\"><button type=\"button\">" +
           column.vietnamese + "<small lang=\"en\">" + column.english + "</small></button></th>";
  }
  return out + "</tr></thead><tbody>\n";
}

/// `shown`: rows that the list has.
std::string ListFoot(int64_t all_rows, int64_t shown) {
  std::string out = "</tbody></table>\n";
  if (all_rows > static_cast<int64_t>(kStaticRows))
    out += "<noscript><p>Không có JavaScript: chỉ hiện " + std::to_string(kStaticRows) +
           " dòng đầu; xem batch.json. · Without JavaScript only the first " +
           std::to_string(kStaticRows) + " rows are shown; see batch.json.</p></noscript>\n";
  const int64_t left_out = all_rows - shown;
  if (left_out <= 0) return out;
  const std::string count = std::to_string(left_out);
  return out + "<p>Còn " + count +
         " dòng không hiện ở đây (tệp lỗi, thiếu trang và cần xem được hiện trước); xem "
         "<a href=\"batch.json\">batch.json</a>. · " +
         count +
         " more rows are not shown (failed, partial and doubtful ones come first); see "
         "<a href=\"batch.json\">batch.json</a>.</p>\n";
}

std::string Settings(const BatchSummary& summary) {
  std::string out = "<h2>Cài đặt <small lang=\"en\">settings and versions</small></h2>\n<dl>";
  const auto add = [&out](const std::string& name, const std::string& value) {
    out += "<dt>" + EscapeMarkup(name) + "</dt><dd>" + EscapeMarkup(value) + "</dd>";
  };
  for (const schemas::Setting& setting : summary.settings) {
    add(setting.name, setting.number  ? std::to_string(*setting.number)
                      : setting.truth ? (*setting.truth ? "true" : "false")
                                      : setting.text);
  }
  for (const auto& [name, version] : summary.versions) add(name, version);
  return out + "</dl>\n</main>\n";
}

/// The first rows as they are, for a reader without script and until the script has read the data.
std::string List(const Overview& overview, size_t most_rows) {
  std::string first;
  size_t left = kStaticRows;
  for (const Rows& rows : overview.rows) {
    for (const std::string& row : rows.html) {
      if (left == 0) break;
      first += row;
      --left;
    }
  }
  const auto shown = std::min(overview.all_rows, static_cast<int64_t>(most_rows));
  return ListHead() + first + ListFoot(overview.all_rows, shown);
}

/// What the script makes its list of: parts, of which it takes `data-rows`. Behind all that is
/// seen, which is drawn before these are read.
std::string Data(Overview& overview, size_t most_rows) {
  std::string out;
  size_t room = most_rows;
  for (Rows& rows : overview.rows) {
    rows.Close();
    for (const Rows::Part& part : rows.parts) {
      const size_t taken = std::min(room, part.count);
      if (taken == 0) return out;
      out += "<script type=\"text/plain\" class=\"rows\" data-rows=\"" + std::to_string(taken) +
             "\">" + part.letters + "</script>\n";
      room -= taken;
    }
  }
  return out;
}

}  // namespace

Status WriteReport(const std::string& path, const ReportSource& source, size_t most_rows) {
  std::error_code ignored;
  const std::filesystem::path folder =
      std::filesystem::absolute(path, ignored).lexically_normal().parent_path();
  Overview overview;
  Status status = source.for_each([&](const InputEntry& entry) -> Status {
    overview.Count(entry);
    const Urgency urgency = UrgencyOf(entry);
    for (const ReportRow& row : RowsOf(entry, folder)) overview.Keep(row, urgency, most_rows);
    return Done{};
  });
  AtomicFile file;
  if (status) status = file.Open(path);
  if (status) status = file.Append(Head(source.summary, source.duration));
  const std::string charts = ConfidenceChart(overview.figures) + DeadlineChart(overview.figures) +
                             AgencyChart(overview.figures);
  if (status && !charts.empty())
    status = file.Append("<div class=\"charts\">\n" + charts + "</div>\n");
  if (status) status = file.Append(FailureTable(overview));
  if (status) status = file.Append(List(overview, most_rows));
  if (status) status = file.Append(SlowestTable(overview) + Settings(source.summary));
  if (status) status = file.Append(Data(overview, most_rows));
  if (status)
    status = file.Append("<script>" + std::string(kReportScript) + "</script>\n</body></html>\n");
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

}  // namespace planrec::report
