// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/head_grammar.h"

//
// The line grammars of a letterhead: number and notation, place and date, period of a title.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "extractors/vocabulary/dates.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// S + ố in any damage; number with a letter, handwriting stars or blanks; party form with '-'.
const Pattern kNumber{
    "letterhead.number", Over::kPrinted,
    R"(^[\W_]*[Ss](?:ố|Ố|ó|ô|ồ|ổ|o|6|b|é|è|0|É)?\s*[:;.]*\s*([*\d.…_lIOoÓÒUỦÚÙDQ —–]*)([a-zđABC]?)\*?\s*)"
    R"((?:-\s*(\p{Lu}[\p{L}]*)\s*)?/\s*((?:\d{4}\s*/\s*)?\p{Lu}[\p{L}\d&.]*(?:\s*[-–/]\s*\p{Lu}[\p{L}\d&]*|,\p{Lu}[\p{L}\d&]*)*(?:\s?\([\p{L}\d]{1,8}\))?))",
    "Số: 104/KH-UBND", "Số lượng: 104 bộ"};
// Place, "ngày", day, "tháng", month, "năm", year; numbers may be blank or dots.
const Pattern kDate{
    "letterhead.date", Over::kFolded,
    R"(^(.*?)[,.;]?\s*\bng[a-z0-9]{1,2}\s*([\d*.…_ /lo—–-]*?)\s*th[a-z0-9]{2,4}\s*([\d*.…_ —–-]*?)\s*n[a-z0-9]{1,2}\s*((?:19|20)\d{2}|[.…_]+|20[\d.…_]*)\W*$)",
    "Nhật Tân, ngày 29 tháng 01 năm 2024", "hoàn thành trong tháng 5 năm 2024"};
// Handwriting that recognition could not read: the place and the year still stand.
const Pattern kUnreadDate{
    "letterhead.unread_date", Over::kFolded,
    R"(^(.{2,60}?)[,.;]\s*ngay(.{0,10}?)\s*thang(.{0,8}?)\s*nam\s*((?:19|20)\d{2})\W*$)",
    "An Phú, ngàyÀ3 tháng 02 năm 2025", "đến hết ngày hội tháng 5 năm 2025"};
const Pattern kUnreadNumber{
    "letterhead.unread_number", Over::kPrinted,
    R"(^[\W_]*[Ss]\p{L}?\S?\s*[:;.]\s*(.{0,14}?)\s*/\s*(\p{Lu}[\p{L}]{0,4}\s*[-–]\s*\p{L}[\p{L}\d&]*))",
    "Số: #4 /QĐ-UBND", "Số liệu: 4/5"};
// The slash between number and notation lost, or read as a stroke.
const Pattern kLostSlash{
    "letterhead.lost_slash", Over::kPrinted,
    R"(^[\W_]*[Ss](?:ố|Ố|ó|ô|ồ|ổ|o|6|b|é|è|0|É)?\s*[:;.]+\s*(\d{1,5})\s*[lI|!\\]?\s*(\p{Lu}[\p{L}]{0,4}\s*[-–]\s*\p{Lu}[\p{L}\d&]*(?:\s*[-–]\s*\p{Lu}[\p{L}\d&]*)*)\W*$)",
    "Số: 11KH-UBND", "Số: 5 Quang Trung"};
// A handwritten number that was not read, and the slash lost with it: "số:24# 2 KH-SYT".
const Pattern kUnreadNoSlash{
    "letterhead.unread_no_slash", Over::kPrinted,
    R"(^[\W_]*[Ss](?:ố|ó|ô|ồ|ổ|o|6|b|é|è|É)?\s*[:;]\s*(\S.{0,12}?)\s+(\p{Lu}{2,4}\s*[-–]\s*\p{Lu}[\p{L}\d&]*)\W*$)",
    "số:24# 2 KH-SYT", "Số: 5 Quang Trung"};
const Pattern kSlashDate{"letterhead.slash_date", Over::kFolded,
                         R"(^(.*?),\s*ngay\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d{2})\W*$)",
                         "Hà Nội, ngày 5/3/2024", "Trước ngày 5/3/2024"};

const Pattern kSymbolGoesOn{"letterhead.symbol_goes_on", Over::kPrinted,
                            R"(^\p{Lu}[\p{L}\d&]*(?:-\p{Lu}[\p{L}\d&]*)*-?$)", "BTC-VKSNDTC-TANDTC",
                            "CỘNG HÒA XÃ HỘI"};

const Pattern kCodeOrDate{
    "title.code_or_date", Over::kFolded,
    R"((?:ngay\s*)?\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}|ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}|\d+/(?:19|20)\d{2}/[a-z]+|/qh\d+)",
    "theo Nghị định số 43/2011/NĐ-CP", "năm 2024"};
const Pattern kYears{
    "title.years", Over::kFolded,
    R"(\b((?:19|20)\d{2})\s*(?:-|–|—|den nam|den het nam|den)\s*((?:19|20)\d{2})\b)",
    "giai đoạn 2021 -2025", "năm 2021"};
const Pattern kYear{
    "title.year", Over::kFolded,
    R"((?:\b(den|toi|tam nhin|dinh huong|so voi|truoc)\s+(?:het\s+)?)?\bnam\s+((?:19|20)\d{2})\b)",
    "Cải cách hành chính năm 2023", "giai đoạn 2021-2025"};
const Pattern kMonthYear{"title.month_year", Over::kFolded,
                         R"((?:thang|quy)\s+(?:\d{1,2}|[iv]+)\s*/\s*((?:19|20)\d{2})\b)",
                         "quý III/2024", "tháng 5 tới"};
const Pattern kYearList{
    "title.year_list", Over::kFolded,
    R"(\bnam\s+((?:19|20)\d{2})(?:\s*(?:,|va|;)\s*(?:nam\s+)?((?:19|20)\d{2}))+)",
    "các năm 2024, 2025", "năm 2024 và những năm tiếp theo"};

std::string DigitsOf(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= '0' && c <= '9') out.push_back(c);
  }
  return out;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (c == ' ' || c == 0xA0 || c == '*') continue;
    AppendUtf8(out, c == 0x2013 ? U'-' : c);
  }
  return out;
}

/// The notation stands, the number may not be what was written.
std::optional<PrintedCode> ReadDamagedNumberLine(std::string_view line) {
  if (const std::optional<Match> lost = kLostSlash.Find(line)) {
    PrintedCode out;
    out.notation = WithoutSpaces(lost->Text(line, 2));
    if (FindTypeByNotation(out.notation) != nullptr) {
      const std::string digits(lost->Text(line, 1));
      out.number = std::atoi(digits.c_str());
      out.code = digits + "/" + out.notation;
      out.confidence = out.notation_confidence = 0.7;
      out.number_at = lost->group(1);
      out.notation_at = lost->group(2);
      return out;
    }
  }
  std::optional<Match> match = kUnreadNumber.Find(line);
  const bool slash = match.has_value();
  if (!match) {
    match = kUnreadNoSlash.Find(line);
    if (!match || FindTypeByNotation(WithoutSpaces(match->Text(line, 2))) == nullptr)
      return std::nullopt;
  }
  PrintedCode out;
  const std::string digits = DigitsOf(match->Text(line, 1));
  if (digits.size() > 6) return std::nullopt;
  if (!digits.empty()) out.number = std::atoi(digits.c_str());
  out.notation = WithoutSpaces(match->Text(line, 2));
  out.code = digits + "/" + out.notation;
  out.confidence = 0.35;
  out.notation_confidence = slash ? 0.9 : 0.35;
  out.number_at = match->group(1);
  out.notation_at = match->group(2);
  return out;
}

}  // namespace

std::optional<PrintedCode> ReadNumberLine(std::string_view line) {
  const std::optional<Match> match = kNumber.Find(line);
  if (!match) return ReadDamagedNumberLine(line);
  PrintedCode out;
  out.number_at = match->group(1);
  out.notation_at = match->group(4);
  std::string digits;
  std::string read;
  for (char32_t c : ToUtf32(match->Text(line, 1))) AppendUtf8(read, BaseLetter(c));
  for (char c : read) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
    } else if (std::string_view("lIOoUDQ").find(c) != std::string_view::npos) {
      digits.push_back(c == 'l' || c == 'I' ? '1' : '0');
      out.confidence = 0.6;
    }
  }
  if (digits.size() > 6) return std::nullopt;
  out.blank = digits.empty();
  if (!digits.empty()) out.number = std::atoi(digits.c_str());
  if (match->Text(line, 1).find('.') != std::string_view::npos && !digits.empty()) {
    out.confidence = std::min(out.confidence, 0.5);
  }
  const std::string suffix = digits.empty() ? "" : std::string(match->Text(line, 2));
  const std::string after = WithoutSpaces(match->Text(line, 4));
  const std::string party = WithoutSpaces(match->Text(line, 3));
  if (party.empty()) {
    out.notation = after;
    out.code = digits + suffix + "/" + after;
  } else {
    // Party form: number-TYPE/ISSUER; the notation is what follows the slash.
    out.notation = after;
    out.code = digits + suffix + "-" + party + "/" + after;
  }
  return out;
}

bool SymbolGoesOn(std::string_view line) {
  return kSymbolGoesOn.Matches(line);
}

std::optional<PrintedDate> ReadPlaceAndDate(std::string_view line) {
  if (line.size() > 160) return std::nullopt;
  std::optional<Match> match = kDate.Find(line);
  if (!match) match = kSlashDate.Find(line);
  const bool unread = !match;
  if (unread) match = kUnreadDate.Find(line);
  if (!match) return std::nullopt;
  PrintedDate out;
  // The Party's star stands at the left of the same line: "* Thạch Lĩnh, ngày …".
  std::string_view place = Trim(match->Text(line, 1));
  while (!place.empty() && (place.front() == '*' || place.front() == ' ')) place.remove_prefix(1);
  if (CountCodePoints(place) > 40) return std::nullopt;
  // "thực hiện Nghị quyết số 20-NQ/TW, ngày …" dates what it names.
  if (place.find('/') != std::string_view::npos && !DigitsOf(place).empty()) return std::nullopt;
  out.place = std::string(place);
  while (!out.place.empty() && (out.place.back() == ',' || out.place.back() == ' ')) {
    out.place.pop_back();
  }
  out.place_end = match->group(1).end;
  const std::string year = DigitsOf(match->Text(line, 4));
  // A day or month with other signs among its digits is not to be trusted.
  const auto readable = [&](size_t group) {
    const std::string_view text = match->Text(line, group);
    const std::string digits = DigitsOf(text);
    return unread && digits != Trim(text) ? std::string() : digits;
  };
  const std::string month = readable(3);
  const std::string day = readable(2);
  const int d = std::atoi(day.c_str()), m = std::atoi(month.c_str());
  if (year.size() != 4) {
    out.complete = false;
    return out;
  }
  out.iso = year;
  out.complete = false;
  if (m < 1 || m > 12 || month.size() > 2) return out;
  char text[16];
  std::snprintf(text, sizeof text, "-%02d", m);
  out.iso += text;
  // "29 tháng 2" of a year that has none: a misread digit.
  if (d < 1 || d > DaysInMonth(std::atoi(year.c_str()), m) || day.size() > 2) return out;
  std::snprintf(text, sizeof text, "-%02d", d);
  out.iso += text;
  out.complete = true;
  return out;
}

std::optional<Period> PeriodOf(std::string_view title) {
  // Years of cited documents are not the plan's: they are blanked, byte for byte.
  std::string text(title);
  for (const Match& match : kCodeOrDate.FindAll(title)) {
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(match.begin()),
              text.begin() + static_cast<std::ptrdiff_t>(match.end()), '#');
  }
  const auto year_at = [&](const Match& match, size_t group) {
    return std::atoi(std::string(match.Text(text, group)).c_str());
  };
  const FoldedText folded = FoldWithOffsets(text);
  if (const auto list = kYearList.Find(folded)) {
    const int from = year_at(*list, 1), to = year_at(*list, 2);
    if (from < to) return Period{from, to};
  }
  // "năm học 2024-2025" and "giai đoạn 2021-2025" are ranges; a single year named besides is the
  // plan's own ("Chương trình giai đoạn 2021-2025 năm 2024").
  std::optional<Period> single, range;
  for (const Match& match : kYear.FindAll(folded)) {
    if (match.has(1)) continue;
    const int year = year_at(match, 2);
    // "năm 2021 - 2025" is a range.
    const auto years = kYears.Find(folded, match.group(2).begin);
    if (years && years->begin() == match.group(2).begin) continue;
    single = Period{year, year};
  }
  if (single) return single;
  if (const auto years = kYears.Find(folded)) {
    const int from = year_at(*years, 1), to = year_at(*years, 2);
    if (from <= to && to - from <= 60) range = Period{from, to};
  }
  if (range) return range;
  if (const auto month = kMonthYear.Find(folded)) {
    return Period{year_at(*month, 1), year_at(*month, 1)};
  }
  return std::nullopt;
}

}  // namespace planrec::extract
