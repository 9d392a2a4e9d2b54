// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlines as events of a whole day: the last day on which something may still be done. What
// returns begins on the first day that its rule names.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "pipeline/export/replace.h"
#include "pipeline/export/writer.h"
#include "pipeline/files/atomic_file.h"

namespace planrec::exports {
namespace {

/// A line of a calendar has at most this many bytes, its end aside (RFC 5545, 3.1).
constexpr size_t kLongestLine = 75;

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

/// Folded: what is too long goes on in the next line, behind a blank; letters stay whole.
std::string Line(const std::string& name, const std::string& value) {
  const std::string line = name + value;
  std::string out;
  for (size_t at = 0, room = kLongestLine; at < line.size(); room = kLongestLine - 1) {
    size_t size = std::min(room, line.size() - at);
    const auto inside = [&](size_t end) {
      return end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80;
    };
    while (inside(at + size)) --size;
    if (at > 0) out += "\r\n ";
    out.append(line, at, size);
    at += size;
  }
  return out + "\r\n";
}

/// "2026-06-30" → "20260630".
std::string Compact(std::string day) {
  day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
  return day;
}

std::time_t ToTime(const std::string& day) {
  std::tm date{};
  if (std::sscanf(day.c_str(), "%d-%d-%d", &date.tm_year, &date.tm_mon, &date.tm_mday) != 3)
    return 0;
  date.tm_year -= 1900;
  date.tm_mon -= 1;
  return timegm(&date);
}

std::string DaysAfter(const std::string& day, int days) {
  const std::time_t time = ToTime(day) + std::time_t{days} * 86400;
  std::tm date{};
  gmtime_r(&time, &date);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &date);
  return text;
}

/// "BYMONTHDAY=2" of a rule; empty where it has no such part.
std::string PartOf(const std::string& rule, const std::string& name) {
  const size_t found = (";" + rule).find(";" + name + "=");
  if (found == std::string::npos) return "";
  const size_t begin = found + name.size() + 1, end = rule.find(';', begin);
  return rule.substr(begin, end == std::string::npos ? end : end - begin);
}

/// The first day from `start` on that the rule's days and months allow: the first of an event's
/// days is one of them (RFC 5545, 3.8.5.3). Rules of other parts begin at once.
std::string FirstOf(const std::string& rule, const std::string& start) {
  constexpr const char* kDays[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const std::string month = PartOf(rule, "BYMONTH"), day = PartOf(rule, "BYMONTHDAY"),
                    weekday = PartOf(rule, "BYDAY");
  const auto allows = [](const std::string& list, const std::string& value) {
    return list.empty() || ("," + list + ",").find("," + value + ",") != std::string::npos;
  };
  constexpr int kLongestWait = 366 * 4;  // February 29
  for (int days = 0; days < kLongestWait; ++days) {
    const std::time_t time = ToTime(start) + std::time_t{days} * 86400;
    std::tm date{};
    gmtime_r(&time, &date);
    const std::time_t next = time + 86400;
    std::tm after{};
    gmtime_r(&next, &after);
    const bool last = after.tm_mday == 1 && !day.empty() && allows(day, "-1");
    if (allows(month, std::to_string(date.tm_mon + 1)) && allows(weekday, kDays[date.tm_wday]) &&
        (last || allows(day, std::to_string(date.tm_mday))))
      return DaysAfter(start, days);
  }
  return start;
}

class Calendar : public Writer {
 public:
  Status Open(const std::string& path) {
    constexpr std::string_view kHead =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//planrec//export//"
        "VI\r\nCALSCALE:GREGORIAN\r\n";
    Status opened = MayReplace(path, kHead);
    if (opened) opened = file_.Open(path);
    return opened ? file_.Append(kHead) : opened;
  }

  Status Take(const Source& source, const std::string&) override {
    std::string events;
    for (const Deadline& each : source.record.deadlines) events += Event(source, each);
    return file_.Append(events);
  }

  Status End() override {
    Status status = file_.Append("END:VCALENDAR\r\n");
    if (status) status = file_.Commit();
    return status;
  }

 private:
  static const Task* TaskOf(const PlanRecord& record, const Deadline& deadline) {
    for (const Task& task : record.tasks) {
      if (task.deadline == deadline.id) return &task;
    }
    return nullptr;
  }

  /// Empty for what names no day.
  static std::string Event(const Source& source, const Deadline& deadline) {
    const DocumentFields& document = source.record.document;
    const std::string issued = FirstDay(document.issued_on.value_or(""));
    const std::string from = FirstDay(deadline.from.value_or("")),
                      to = LastDay(deadline.to.value_or(""));
    const std::string rule = deadline.recurrence.value_or("");
    std::string day = to.empty() ? from : to;
    if (!rule.empty()) {
      const std::string start = from.empty() ? issued : from;
      if (start.empty()) return "";
      day = FirstOf(rule, start);
    }
    if (day.empty()) return "";
    const Task* task = TaskOf(source.record, deadline);
    // What a row of a table says of its task says more than the words before a date.
    std::string what = task != nullptr ? task->activity.value_or(task->task.value_or("")) : "";
    if (what.empty()) what = deadline.what.value_or("");
    if (what.empty()) what = deadline.text;
    std::string more = deadline.text;
    if (document.code) more += "\n" + *document.code;
    if (document.issuer) more += ", " + document.issuer->name;
    if (document.title) more += "\n" + *document.title;
    if (task != nullptr) {
      for (const std::string& lead : task->lead) more += "\nChủ trì: " + lead;
    }
    // Nothing of today: the same records give the same calendar.
    const std::string stamp = issued.empty() ? "1970-01-01" : issued;
    std::string event = "BEGIN:VEVENT\r\n";
    event += Line("UID:", source.document_id + ":" + deadline.id + "@planrec");
    event += Line("DTSTAMP:", Compact(stamp) + "T000000Z");
    event += Line("DTSTART;VALUE=DATE:", Compact(day));
    event += Line("DTEND;VALUE=DATE:", Compact(DaysAfter(day, 1)));
    if (!rule.empty()) {
      const bool ends = !to.empty() && PartOf(rule, "UNTIL").empty() &&
                        PartOf(rule, "COUNT").empty() && to >= day;
      event += Line("RRULE:", rule + (ends ? ";UNTIL=" + Compact(to) : ""));
    }
    event += Line("SUMMARY:", Escaped(what));
    event += Line("DESCRIPTION:", Escaped(more));
    if (task != nullptr && !task->lead.empty())
      event += Line("CATEGORIES:", Escaped(task->lead.front()));
    return event + "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  }

  AtomicFile file_;
};

}  // namespace

Result<Writers> MakeCalendar(const std::string& path) {
  auto calendar = std::make_unique<Calendar>();
  const Status opened = calendar->Open(path);
  if (!opened) return opened.error();
  return Writers(std::move(calendar));
}

}  // namespace planrec::exports
