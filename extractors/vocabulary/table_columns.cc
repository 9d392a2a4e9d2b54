// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/table_columns.h"

#include <algorithm>
#include <array>

#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// The earliest word in a header decides; of two that begin at one place, the longer.
constexpr std::array kColumnWords = {
    ColumnWord{"ordinal", "stt", "STT", "Nội dung"},
    ColumnWord{"ordinal", "tt", "TT", "Số TTHC"},
    ColumnWord{"ordinal", "so tt", "Số TT", "Số lượng"},
    ColumnWord{"ordinal", "so thu tu", "Số thứ tự", "Thứ tự ưu tiên"},
    ColumnWord{"task", "nhiem vu", "Tên nhiệm vụ", "Đơn vị thực hiện"},
    ColumnWord{"task", "nhiem vu giai phap", "Nhiệm vụ, giải pháp", "Giải pháp"},
    ColumnWord{"task", "noi dung", "Nội dung", "Nội dung thực hiện cụ thể"},
    ColumnWord{"task", "cong viec", "Công việc", "Cán bộ công chức"},
    ColumnWord{"task", "dau viec", "Đầu việc", "Đầu tư"},
    ColumnWord{"task", "tieu chi", "Tiêu chí thành phần", "Tiêu đề"},
    ColumnWord{"task", "linh vuc", "Lĩnh vực", "Phạm vi"},
    ColumnWord{"task", "de an", "Đề án, dự án", "Đáp án"},
    ColumnWord{"task", "ten van ban", "Tên văn bản", "Số văn bản"},
    ColumnWord{"activity", "hoat dong", "Hoạt động", "Nhiệm vụ"},
    ColumnWord{"activity", "giai phap", "Giải pháp thực hiện", "Nhiệm vụ, giải pháp"},
    ColumnWord{"activity", "muc tieu giai phap", "Mục tiêu/Giải pháp", "Mục tiêu"},
    ColumnWord{"activity", "bien phap", "Biện pháp", "Văn bản"},
    ColumnWord{"activity", "noi dung cong viec", "Nội dung công việc", "Nội dung"},
    ColumnWord{"activity", "noi dung thuc hien", "Nội dung thực hiện", "Nội dung"},
    ColumnWord{"activity", "noi dung cu the", "Nội dung cụ thể", "Nội dung"},
    ColumnWord{"activity", "noi dung hoat dong", "Nội dung hoạt động", "Nội dung"},
    ColumnWord{"activity", "nhiem vu cu the", "Nhiệm vụ cụ thể", "Nhiệm vụ"},
    ColumnWord{"activity", "cong viec cu the", "Công việc cụ thể", "Công việc"},
    ColumnWord{"output", "ket qua", "Kết quả đầu ra", "Hiệu quả"},
    ColumnWord{"output", "san pham", "Sản phẩm", "Nhiệm vụ"},
    ColumnWord{"output", "dau ra", "Yêu cầu đầu ra", "Đầu mối"},
    ColumnWord{"lead", "chu tri", "Cơ quan chủ trì", "Cơ quan phối hợp"},
    ColumnWord{"lead", "don vi thuc hien", "Đơn vị thực hiện", "Thời gian thực hiện"},
    ColumnWord{"lead", "co quan thuc hien", "Cơ quan thực hiện", "Cơ quan phối hợp thực hiện"},
    ColumnWord{"lead", "bo phan thuc hien", "Bộ phận thực hiện", "Kinh phí thực hiện"},
    ColumnWord{"lead", "nguoi thuc hien", "Người thực hiện", "Nội dung thực hiện"},
    ColumnWord{"lead", "co quan don vi thuc hien", "Cơ quan, đơn vị thực hiện", "Nội dung"},
    ColumnWord{"lead", "to chuc thuc hien", "Tổ chức thực hiện", "Thời gian tổ chức"},
    ColumnWord{"lead", "tham muu", "Cơ quan tham mưu", "Cơ quan phối hợp"},
    ColumnWord{"lead", "dau moi", "Đơn vị đầu mối", "Đầu ra"},
    ColumnWord{"lead", "phu trach", "Người phụ trách", "Người phối hợp"},
    ColumnWord{"lead", "trach nhiem", "Trách nhiệm thực hiện", "Nhiệm vụ"},
    ColumnWord{"lead", "phan cong", "Phân công thực hiện", "Phân kỳ"},
    ColumnWord{"lead", "don vi", "Đơn vị", "Đơn vị tính"},
    ColumnWord{"lead", "co quan", "Cơ quan", "Cơ quan phối hợp"},
    ColumnWord{"support", "phoi hop", "Phối hợp thực hiện", "Chủ trì, phối hợp"},
    ColumnWord{"support", "co quan phoi hop", "Cơ quan phối hợp", "Cơ quan chủ trì"},
    ColumnWord{"support", "don vi phoi hop", "Đơn vị phối hợp", "Đơn vị chủ trì"},
    ColumnWord{"support", "co quan don vi phoi hop", "Cơ quan, đơn vị phối hợp", "Cơ quan"},
    ColumnWord{"deadline", "thoi gian", "Thời gian thực hiện", "Không gian"},
    ColumnWord{"deadline", "thoi han", "Thời hạn hoàn thành", "Giới hạn"},
    ColumnWord{"deadline", "thoi diem", "Thời điểm hoàn thành", "Địa điểm"},
    ColumnWord{"deadline", "tien do", "Tiến độ thực hiện", "Trình độ"},
    ColumnWord{"deadline", "lo trinh", "Lộ trình", "Chương trình"},
    ColumnWord{"deadline", "hoan thanh", "Hoàn thành", "Thành phần"},
    ColumnWord{"deadline", "ngay hoan thanh", "Ngày hoàn thành", "Ngày sinh"},
    ColumnWord{"deadline", "han", "Hạn hoàn thành", "Phân hạng"},
    ColumnWord{"target", "chi tieu", "Chỉ tiêu năm", "Chi tiết"},
    ColumnWord{"target", "muc tieu", "Mục tiêu", "Mục tiêu/Giải pháp"},
    ColumnWord{"target", "ke hoach nam", "Kế hoạch năm 2030", "Kế hoạch"},
    ColumnWord{"budget", "kinh phi", "Kinh phí (triệu đồng)", "Kinh tế"},
    ColumnWord{"budget", "du toan", "Dự toán", "Dự án"},
    ColumnWord{"budget", "ngan sach", "Ngân sách nhà nước", "Ngân hàng"},
    ColumnWord{"budget", "nguon von", "Nguồn vốn", "Nguồn lực"},
    ColumnWord{"budget", "thanh tien", "Thành tiền", "Thành phần"},
    ColumnWord{"budget", "so tien", "Số tiền", "Số lượng"},
    ColumnWord{"budget", "don gia", "Đơn giá", "Đơn vị"},
    ColumnWord{"note", "ghi chu", "Ghi chú", "Ghi nhận"},
    ColumnWord{"other", "don vi tinh", "Đơn vị tính", "Đơn vị"},
    ColumnWord{"other", "dia diem", "Địa điểm thực hiện", "Thời điểm"},
    ColumnWord{"other", "dvt", "ĐVT", "Đơn vị"},
    ColumnWord{"other", "ngay", "Ngày báo cáo kết quả", "Ngày hoàn thành"},
};

/// Letters and digits, folded, words joined by single spaces: "Kết quả/Sản phẩm" → "ket qua san
/// pham".
std::string Words(std::string_view text) {
  std::string out;
  for (const char c : Fold(text)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

size_t FindWord(std::string_view words, std::string_view word) {
  for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return at;
  }
  return std::string_view::npos;
}

/// Headers are short; a sentence that holds "thời gian" is none.
constexpr size_t kMaxHeaderWords = 12;

const ColumnWord* WordOfName(std::string_view name) {
  const std::string words = Words(name);
  if (static_cast<size_t>(std::count(words.begin(), words.end(), ' ')) >= kMaxHeaderWords)
    return nullptr;
  const ColumnWord* best = nullptr;
  size_t best_at = 0;
  for (const ColumnWord& word : kColumnWords) {
    const size_t at = FindWord(words, word.word);
    if (at == std::string_view::npos) continue;
    // "TT" and "hạn" are too short to be looked for inside a name.
    if (word.word.size() <= 3 && at != 0) continue;
    if (word.role == "ordinal" && words.size() > word.word.size() + 3) continue;
    if (best == nullptr || at < best_at ||
        (at == best_at && word.word.size() > best->word.size())) {
      best = &word;
      best_at = at;
    }
  }
  // "Cơ quan", "đơn vị" only begin a name: what follows says more ("cơ quan chủ trì").
  if (best != nullptr && (best->word == "co quan" || best->word == "don vi")) {
    for (const ColumnWord& word : kColumnWords) {
      if ((word.role == "lead" || word.role == "support") && word.word != "co quan" &&
          word.word != "don vi" && FindWord(words, word.word) != std::string_view::npos) {
        return &word;
      }
    }
  }
  return best;
}

// ---- roles by content
// ----------------------------------------------------------------------------

// How agencies begin in cells, folded.
constexpr std::array<std::string_view, 14> kAgencyStarts = {
    "phong ", "so ",     "ubnd", "uy ban", "van phong", "cac phong",  "cac co quan",
    "cac so", "cong an", "ban ", "bo ",    "trung tam", "cac don vi", "hoi "};
const Pattern kTime{
    "column.time", Over::kFolded,
    R"(^(?:(?:quy|thang|nam|hang|truoc|ngay|tu|khi|sau|xong) |thuong xuyen|dinh ky|)"
    R"((?:\d{1,2} ?[/.-] ?){1,2}(?:19|20)\d{2}\b))",
    "20/4/2026", "2026 hộ"};
/// Days of the past by which a row is known: of birth, of a document, of a person's career.
const Pattern kPastDay{
    "column.past-day", Over::kFolded,
    R"(\b(?:sinh|vao (?:dang|doan|nganh)|ket nap|chinh thuc|tuyen dung|bo nhiem|nhap ngu|xuat ngu|)"
    R"(mat|hy sinh|cap|ky|ban hanh|van ban|chung tu|hieu luc|thanh lap|tiep nhan|nhan ho so|dang ky)\b)",
    "Ngày vào Đảng", "Ngày nghiệm thu"};
const Pattern kTotal{"column.total", Over::kFolded, R"(^(?:tong cong|tong so)\b)",
                     "Tổng cộng 02 nhiệm vụ", "Tổng hợp báo cáo"};
const Pattern kOnlyTotal{"column.only-total", Over::kFolded,
                         R"(^(?:tong cong|tong so|tong|cong)\W*$)",
                         "Tổng cộng:", "Tổng hợp báo cáo"};

template <size_t N>
bool StartsWithAny(const std::string& folded, const std::array<std::string_view, N>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return folded.starts_with(start); });
}

struct ColumnFacts {
  int filled = 0, ordinals = 0, agencies = 0, times = 0;
  size_t bytes = 0;
};

ColumnFacts Look(const Table& table, int column) {
  ColumnFacts facts;
  for (const TableRow& row : table.rows) {
    if (row.kind != RowKind::kData) continue;
    for (const TableCell& cell : row.cells) {
      if (cell.column != column || cell.col_span != 1 || cell.text.empty()) continue;
      const std::string folded = Fold(cell.text.text);
      ++facts.filled;
      facts.bytes += folded.size();
      facts.ordinals += IsOrdinal(cell.text.text);
      facts.agencies += folded.size() < 200 && StartsWithAny(folded, kAgencyStarts);
      facts.times += folded.size() < 60 && kTime.Matches(folded);
    }
  }
  return facts;
}

bool Taken(const Table& table, std::string_view role) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const TableColumn& column) { return column.role == role; });
}

/// Some column's name holds one of the words.
template <size_t N>
bool NamesAny(const Table& table, const std::array<std::string_view, N>& names) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const TableColumn& column) {
    const std::string words = Words(column.name);
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return FindWord(words, name) != std::string::npos;
    });
  });
}

// "Đơn vị" beside figures is the unit that they count in; beside names of persons, where those
// work. Neither says who does the work.
constexpr std::array<std::string_view, 5> kFigures = {"chi tieu", "so luong", "khoi luong",
                                                      "don gia", "s luong"};
constexpr std::array<std::string_view, 3> kPersons = {"ho va ten", "ho ten", "nam sinh"};

/// Gives columns without a role the ones that their cells speak for: nameless ones, and days.
void AssignByContent(Table& table) {
  const auto data_rows = std::count_if(table.rows.begin(), table.rows.end(),
                                       [](const TableRow& r) { return r.kind == RowKind::kData; });
  // Most of the filled cells, and not only a few in a long column.
  const auto most = [&](int part, int all) {
    return all > 0 && part * 10 >= all * 7 && all * 3 >= data_rows;
  };
  std::vector<ColumnFacts> facts;
  for (size_t c = 0; c < table.columns.size(); ++c)
    facts.push_back(Look(table, static_cast<int>(c)));
  for (size_t c = 0; c < table.columns.size(); ++c) {
    TableColumn& column = table.columns[c];
    if (column.role != "other") continue;
    const bool times = most(facts[c].times, facts[c].filled) && !Taken(table, "deadline");
    if (!column.name.empty()) {
      // Days to come bear many names: "Ngày nghiệm thu", "Mốc báo cáo".
      if (times && !kPastDay.Matches(column.name) && !NamesAny(table, kPersons))
        column.role = "deadline";
      continue;
    }
    if (c == 0 && most(facts[c].ordinals, facts[c].filled) && !Taken(table, "ordinal")) {
      column.role = "ordinal";
    } else if (times) {
      column.role = "deadline";
    } else if (most(facts[c].agencies, facts[c].filled) && !Taken(table, "support")) {
      column.role = Taken(table, "lead") ? "support" : "lead";
    }
  }
  // The first two columns of long text before any other role are the task and its activity.
  for (size_t c = 0; c < table.columns.size(); ++c) {
    TableColumn& column = table.columns[c];
    if (column.role == "ordinal") continue;
    if (column.role != "other" || !column.name.empty()) break;
    if (facts[c].filled == 0 || facts[c].bytes / static_cast<size_t>(facts[c].filled) < 20) break;
    if (!Taken(table, "task")) {
      column.role = "task";
    } else if (!Taken(table, "activity")) {
      column.role = "activity";
    } else {
      break;
    }
  }
}

/// The field of a task is what its table is sorted by where another column says the task, and one
/// of many marks of what a column before it lists ("Tên thủ tục | Lĩnh vực").
void DropField(Table& table) {
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const std::string words = Words(table.columns[c].name);
    if (table.columns[c].role != "task" || !words.starts_with("linh vuc")) continue;
    bool other = false;
    for (size_t o = 0; o < table.columns.size(); ++o) {
      const TableColumn& column = table.columns[o];
      other = other || (o != c && (column.role == "task" || column.role == "activity")) ||
              (o < c && column.role != "ordinal" && !column.name.empty());
    }
    if (other) table.columns[c].role = "other";
  }
}

}  // namespace

std::span<const ColumnWord> ColumnWords() {
  return kColumnWords;
}

std::string_view RoleOfName(std::string_view name) {
  // Below a header that spans several columns ("Cơ quan thực hiện - Phối hợp") the lowest name
  // decides.
  const size_t joint = name.rfind(" - ");
  const ColumnWord* word =
      joint == std::string_view::npos ? nullptr : WordOfName(name.substr(joint + 3));
  if (word == nullptr) word = WordOfName(name);
  return word == nullptr ? std::string_view() : word->role;
}

bool NamesColumn(std::string_view text) {
  const ColumnWord* word = WordOfName(text);
  // A header says little more than its word: "Thời gian thực hiện", not "Thời gian tới sẽ …".
  return word != nullptr && CountCodePoints(text) <= 60;
}

bool IsGroupOrdinal(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ')' || text.back() == '/'))
    text.remove_suffix(1);
  if (text.empty() || text.size() > 6) return false;
  if (text.size() == 1) return text[0] >= 'A' && text[0] <= 'Z';
  return text.find_first_not_of("IVX") == std::string_view::npos;
}

bool IsOrdinal(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.front() == '(')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '.' || text.back() == ')' || text.back() == '/'))
    text.remove_suffix(1);
  if (text.empty() || text.size() > 8) return false;
  if (text.find_first_not_of("0123456789.") == std::string_view::npos)
    return text.front() != '.' && CountCodePoints(text) <= 8;
  if (IsGroupOrdinal(text)) return true;
  if (text == "-" || text == "+" || text == "*") return true;
  return CountCodePoints(text) == 1 && IsLetter(ToUtf32(text)[0]);
}

bool IsTotalRow(const TableRow& row) {
  bool first = true;
  for (const TableCell& cell : row.cells) {
    if (cell.text.empty()) continue;
    if (cell.text.text.size() < 40 &&
        (kOnlyTotal.Matches(cell.text.text) || (first && kTotal.Matches(cell.text.text)))) {
      return true;
    }
    first = false;
  }
  return false;
}

void AssignRoles(Table& table) {
  const bool figures = NamesAny(table, kFigures), persons = NamesAny(table, kPersons);
  for (TableColumn& column : table.columns) {
    const std::string_view role = RoleOfName(column.name);
    column.role = role.empty() ? "other" : role;
    const std::string words = Words(column.name);
    const bool bare = words == "don vi" || words == "co quan" || words == "don vi cong tac" ||
                      words == "co quan don vi";
    if (bare && persons) column.role = "other";
    if (bare && figures) {
      const ColumnFacts facts = Look(table, static_cast<int>(&column - table.columns.data()));
      if (facts.agencies * 2 < facts.filled) column.role = "other";
    }
  }
  DropField(table);
  // Two columns that name a task: the first is the task, the second what is done about it. With no
  // column that names a task, the first one that names an activity by its content is the task.
  bool task = false;
  for (TableColumn& column : table.columns) {
    if (column.role != "task") continue;
    if (task && !Taken(table, "activity")) {
      column.role = "activity";
    } else if (task) {
      column.role = "other";
    }
    task = true;
  }
  if (!task) {
    for (TableColumn& column : table.columns) {
      if (column.role != "activity") continue;
      const std::string words = Words(column.name);
      if (words.starts_with("noi dung") || words.starts_with("nhiem vu") ||
          words.starts_with("cong viec")) {
        column.role = "task";
      }
      break;
    }
  }
  // Of several leads the one that is named so counts.
  for (TableColumn& column : table.columns) {
    if (column.role != "lead" || FindWord(Words(column.name), "chu tri") == std::string::npos)
      continue;
    for (TableColumn& other : table.columns)
      if (&other != &column && other.role == "lead") other.role = "other";
    break;
  }
  // One column a role.
  for (const std::string_view role :
       {"ordinal", "task", "activity", "lead", "support", "deadline", "note"}) {
    bool seen = false;
    for (TableColumn& column : table.columns) {
      if (column.role != role) continue;
      if (seen) column.role = "other";
      seen = true;
    }
  }
  AssignByContent(table);
}

}  // namespace planrec::extract
