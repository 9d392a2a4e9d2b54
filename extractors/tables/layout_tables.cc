// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/tables/layout_tables.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/vocabulary/positions.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Offices lay out two columns, some with an empty one between; few rows hold a whole block.
constexpr size_t kMostColumns = 3, kMostRows = 10;

const Pattern kNational{"layout_table.national", Over::kFolded,
                        R"(\b(?:cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|)"
                        R"(doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc)\b)",
                        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
                        "Nước Việt Nam độc lập"};
const Pattern kRecipients{"layout_table.recipients", Over::kFolded, R"(^\W*noi nhan\s*(?::|-|$))",
                          "Nơi nhận: - Như Điều 3;", "Nơi nhận hồ sơ"};
const Pattern kSigner{
    "layout_table.signer", Over::kPrinted,
    R"(^\W*(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?[.,]\s*\p{Lu}{2}|(?:PHÓ |QUYỀN )?(?:)" +
        PositionsInCapitals() + R"()(?:\s|$)))",
    "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Đinh Quang Lập", "Chủ tịch UBND xã"};

/// What a line of the block begins with; group 1 is where it begins.
struct LineStart {
  Pattern pattern;
};
const std::array<LineStart, 9> kLineStarts = {{
    {{"layout_table.motto", Over::kFolded, R"(\s(doc lap\s*[-–]\s*tu do))",
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do", "quyền độc lập của tòa án"}},
    {{"layout_table.number", Over::kPrinted, R"(\s(S[ốỐ]\s*:))", "SỞ Y TẾ Số: 12/KH-SYT",
      "Số: 12/KH-SYT"}},
    {{"layout_table.subject", Over::kPrinted, R"(\s([Vv]/[Vv]\s))", "Số: 12/SYT-NV V/v rà soát",
      "V/v rà soát"}},
    {{"layout_table.recipient", Over::kPrinted, R"([;:.,)]\s([-–+]\s))", "Nơi nhận: - Như trên;",
      "Chi cục - Sở"}},
    {{"layout_table.superior", Over::kPrinted,
      R"(^(?:UBND|ỦY BAN NHÂN DÂN|BỘ|SỞ)\s.*?\s((?:SỞ|BAN QUẢN LÝ|CHI CỤC|CỤC|TRUNG TÂM|)"
      R"(VĂN PHÒNG|PHÒNG (?:NỘI|TÀI|KINH|GIÁO|LAO|TƯ|VĂN|NÔNG|QUẢN|Y|DÂN|CÔNG|THANH|XÂY)|)"
      R"(TRƯỜNG (?:ĐẠI|CAO|TRUNG|TIỂU|MẦM|TH))\s*\p{Lu}*\s?))",
      "UBND TỈNH NAM HẢI SỞ XÂY DỰNG", "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"}},
    {{"layout_table.authority", Over::kPrinted, R"(\s((?:TM|KT|TL|TUQ)\s?\.\s*\p{Lu}{2}))",
      "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"}},
    {{"layout_table.position", Over::kPrinted,
      R"((?:^|[^.\s]\s)((?:PHÓ |QUYỀN )?(?:)" + PositionsInCapitals() + R"())(?:\s|$))",
      "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "KT. CHỦ TỊCH"}},
    {{"layout_table.signed", Over::kPrinted, R"(\s(\((?:Đã|đã|ĐÃ) (?:ký|KÝ)\)))",
      "GIÁM ĐỐC (Đã ký) Vũ Thị Ngần", "hợp đồng đã ký"}},
    {{"layout_table.name", Over::kPrinted,
      R"((?:\p{Lu}{2}|\))\s((?:(?:GS|PGS|TS|ThS|BS|CKI{1,2})\.?\s?)*\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}*){1,4})$)",
      "CHỦ TỊCH Đinh Quang Lập", "Chủ tịch Đinh Quang Lập"}},
}};
const Pattern kDrawn{"layout_table.rule", Over::kPrinted, R"((?:^|\s)[-–_=*.]{3,}(?:\s|$))",
                     "TỈNH SƠN LA -------", "Độc lập - Tự do"};

bool SomeCell(const GivenTable& table, const Pattern& pattern) {
  return std::ranges::any_of(table.rows, [&](const auto& row) {
    return std::ranges::any_of(
        row, [&](const auto& cell) { return pattern.Matches(FoldSpaces(cell.text)); });
  });
}

bool IsLayout(const GivenTable& table) {
  if (table.rows.empty() || table.rows.size() > kMostRows) return false;
  for (const auto& row : table.rows) {
    if (row.size() > kMostColumns) return false;
  }
  if (SomeCell(table, kNational)) return true;
  return SomeCell(table, kSigner) && (SomeCell(table, kRecipients) || table.rows.size() <= 2);
}

FlowLine MakeLine(const GivenTable::Cell& cell, const std::string& text, Span span, int page,
                  Column column) {
  FlowLine line;
  line.text.text = text.substr(span.begin, span.size());
  PlacedText::Piece piece;
  piece.end = static_cast<uint32_t>(line.text.text.size());
  piece.page = page;
  piece.line = cell.line_number;
  piece.bold = cell.bold;
  line.text.pieces.push_back(piece);
  line.page = page;
  line.column = column;
  line.bold = cell.bold;
  return line;
}

}  // namespace

std::vector<Span> PrintedLines(std::string_view cell) {
  std::vector<size_t> starts = {0};
  for (const LineStart& start : kLineStarts) {
    for (size_t from = 0; from < cell.size();) {
      const std::optional<Match> match = start.pattern.Find(cell, from);
      if (!match) break;
      starts.push_back(match->group(1).begin);
      // The last letter may be what the next match looks back at.
      from = match->group(1).end - 1;
      while (from > 0 && (static_cast<unsigned char>(cell[from]) & 0xC0) == 0x80) --from;
    }
  }
  for (const Match& rule : kDrawn.FindAll(cell)) {
    starts.push_back(rule.begin());
    starts.push_back(rule.end());
  }
  std::ranges::sort(starts);
  starts.push_back(cell.size());
  std::vector<Span> lines;
  for (size_t i = 0; i + 1 < starts.size(); ++i) {
    const std::string_view part = cell.substr(starts[i], starts[i + 1] - starts[i]);
    const std::string_view text = Trim(part);
    if (text.empty() || IsDrawnRule(text)) continue;
    const size_t begin = starts[i] + static_cast<size_t>(text.data() - part.data());
    lines.push_back({begin, begin + text.size()});
  }
  return lines;
}

std::optional<std::vector<FlowLine>> LinesOfLayoutTable(const GivenTable& table, int page_number) {
  if (!IsLayout(table)) return std::nullopt;
  std::vector<FlowLine> lines;
  for (const auto& row : table.rows) {
    for (size_t c = 0; c < row.size(); ++c) {
      const Column column = c == 0 ? Column::kLeft : Column::kRight;
      for (std::string_view rest = row[c].text; !rest.empty();) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        const std::string text = FoldSpaces(rest.substr(0, end));
        for (const Span span : PrintedLines(text))
          lines.push_back(MakeLine(row[c], text, span, page_number, column));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  return lines;
}

}  // namespace planrec::extract
