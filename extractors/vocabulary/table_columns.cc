// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/table_columns.h"

#include <algorithm>
#include <array>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

using enum ColumnRole;

// The earliest word in a header decides; of two that begin at one place, the longer.
constexpr std::array kColumnWords = {
    ColumnWord{kOrdinal, "stt", "STT", "Nội dung"},
    ColumnWord{kOrdinal, "tt", "TT", "Số TTHC"},
    ColumnWord{kOrdinal, "so tt", "Số TT", "Số lượng"},
    ColumnWord{kOrdinal, "so thu tu", "Số thứ tự", "Thứ tự ưu tiên"},
    ColumnWord{kTask, "nhiem vu", "Tên nhiệm vụ", "Đơn vị thực hiện"},
    ColumnWord{kTask, "nhiem vu giai phap", "Nhiệm vụ, giải pháp", "Giải pháp"},
    ColumnWord{kTask, "noi dung", "Nội dung", "Nội dung thực hiện cụ thể"},
    ColumnWord{kTask, "cong viec", "Công việc", "Cán bộ công chức"},
    ColumnWord{kTask, "dau viec", "Đầu việc", "Đầu tư"},
    ColumnWord{kTask, "tieu chi", "Tiêu chí thành phần", "Tiêu đề"},
    ColumnWord{kTask, "linh vuc", "Lĩnh vực", "Phạm vi"},
    ColumnWord{kTask, "de an", "Đề án, dự án", "Đáp án"},
    ColumnWord{kTask, "ten van ban", "Tên văn bản", "Số văn bản"},
    ColumnWord{kActivity, "hoat dong", "Hoạt động", "Nhiệm vụ"},
    ColumnWord{kActivity, "giai phap", "Giải pháp thực hiện", "Nhiệm vụ, giải pháp"},
    ColumnWord{kActivity, "muc tieu giai phap", "Mục tiêu/Giải pháp", "Mục tiêu"},
    ColumnWord{kActivity, "bien phap", "Biện pháp", "Văn bản"},
    ColumnWord{kActivity, "noi dung cong viec", "Nội dung công việc", "Nội dung"},
    ColumnWord{kActivity, "noi dung thuc hien", "Nội dung thực hiện", "Nội dung"},
    ColumnWord{kActivity, "noi dung cu the", "Nội dung cụ thể", "Nội dung"},
    ColumnWord{kActivity, "noi dung hoat dong", "Nội dung hoạt động", "Nội dung"},
    ColumnWord{kActivity, "nhiem vu cu the", "Nhiệm vụ cụ thể", "Nhiệm vụ"},
    ColumnWord{kActivity, "cong viec cu the", "Công việc cụ thể", "Công việc"},
    ColumnWord{kOutput, "ket qua", "Kết quả đầu ra", "Hiệu quả"},
    ColumnWord{kOutput, "san pham", "Sản phẩm", "Nhiệm vụ"},
    ColumnWord{kOutput, "dau ra", "Yêu cầu đầu ra", "Đầu mối"},
    ColumnWord{kLead, "chu tri", "Cơ quan chủ trì", "Cơ quan phối hợp"},
    ColumnWord{kLead, "don vi thuc hien", "Đơn vị thực hiện", "Thời gian thực hiện"},
    ColumnWord{kLead, "co quan thuc hien", "Cơ quan thực hiện", "Cơ quan phối hợp thực hiện"},
    ColumnWord{kLead, "bo phan thuc hien", "Bộ phận thực hiện", "Kinh phí thực hiện"},
    ColumnWord{kLead, "nguoi thuc hien", "Người thực hiện", "Nội dung thực hiện"},
    ColumnWord{kLead, "co quan don vi thuc hien", "Cơ quan, đơn vị thực hiện", "Nội dung"},
    ColumnWord{kLead, "to chuc thuc hien", "Tổ chức thực hiện", "Thời gian tổ chức"},
    ColumnWord{kLead, "tham muu", "Cơ quan tham mưu", "Cơ quan phối hợp"},
    ColumnWord{kLead, "dau moi", "Đơn vị đầu mối", "Đầu ra"},
    ColumnWord{kLead, "phu trach", "Người phụ trách", "Người phối hợp"},
    ColumnWord{kLead, "trach nhiem", "Trách nhiệm thực hiện", "Nhiệm vụ"},
    ColumnWord{kLead, "phan cong", "Phân công thực hiện", "Phân kỳ"},
    ColumnWord{kLead, "don vi", "Đơn vị", "Đơn vị tính"},
    ColumnWord{kLead, "co quan", "Cơ quan", "Cơ quan phối hợp"},
    ColumnWord{kSupport, "phoi hop", "Phối hợp thực hiện", "Chủ trì, phối hợp"},
    ColumnWord{kSupport, "co quan phoi hop", "Cơ quan phối hợp", "Cơ quan chủ trì"},
    ColumnWord{kSupport, "don vi phoi hop", "Đơn vị phối hợp", "Đơn vị chủ trì"},
    ColumnWord{kSupport, "co quan don vi phoi hop", "Cơ quan, đơn vị phối hợp", "Cơ quan"},
    ColumnWord{kDeadline, "thoi gian", "Thời gian thực hiện", "Không gian"},
    ColumnWord{kDeadline, "thoi han", "Thời hạn hoàn thành", "Giới hạn"},
    ColumnWord{kDeadline, "thoi diem", "Thời điểm hoàn thành", "Địa điểm"},
    ColumnWord{kDeadline, "tien do", "Tiến độ thực hiện", "Trình độ"},
    ColumnWord{kDeadline, "lo trinh", "Lộ trình", "Chương trình"},
    ColumnWord{kDeadline, "hoan thanh", "Hoàn thành", "Thành phần"},
    ColumnWord{kDeadline, "ngay hoan thanh", "Ngày hoàn thành", "Ngày sinh"},
    ColumnWord{kDeadline, "han", "Hạn hoàn thành", "Phân hạng"},
    ColumnWord{kTarget, "chi tieu", "Chỉ tiêu năm", "Chi tiết"},
    ColumnWord{kTarget, "muc tieu", "Mục tiêu", "Mục tiêu/Giải pháp"},
    ColumnWord{kTarget, "ke hoach nam", "Kế hoạch năm 2030", "Kế hoạch"},
    ColumnWord{kBudget, "kinh phi", "Kinh phí (triệu đồng)", "Kinh tế"},
    ColumnWord{kBudget, "du toan", "Dự toán", "Dự án"},
    ColumnWord{kBudget, "ngan sach", "Ngân sách nhà nước", "Ngân hàng"},
    ColumnWord{kBudget, "nguon von", "Nguồn vốn", "Nguồn lực"},
    ColumnWord{kBudget, "thanh tien", "Thành tiền", "Thành phần"},
    ColumnWord{kBudget, "so tien", "Số tiền", "Số lượng"},
    ColumnWord{kBudget, "don gia", "Đơn giá", "Đơn vị"},
    ColumnWord{kNote, "ghi chu", "Ghi chú", "Ghi nhận"},
    ColumnWord{kOther, "don vi tinh", "Đơn vị tính", "Đơn vị"},
    ColumnWord{kOther, "dia diem", "Địa điểm thực hiện", "Thời điểm"},
    ColumnWord{kOther, "dvt", "ĐVT", "Đơn vị"},
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
    if (word.role == kOrdinal && words.size() > word.word.size() + 3) continue;
    if (best == nullptr || at < best_at ||
        (at == best_at && word.word.size() > best->word.size())) {
      best = &word;
      best_at = at;
    }
  }
  // "Cơ quan", "đơn vị" only begin a name: what follows says more ("cơ quan chủ trì").
  if (best != nullptr && (best->word == "co quan" || best->word == "don vi")) {
    for (const ColumnWord& word : kColumnWords) {
      if ((word.role == kLead || word.role == kSupport) && word.word != "co quan" &&
          word.word != "don vi" && FindWord(words, word.word) != std::string_view::npos) {
        return &word;
      }
    }
  }
  return best;
}

// ---- roles by content
// ----------------------------------------------------------------------------

// How agencies and times begin in cells, folded.
constexpr std::array<std::string_view, 14> kAgencyStarts = {
    "phong ", "so ",     "ubnd", "uy ban", "van phong", "cac phong",  "cac co quan",
    "cac so", "cong an", "ban ", "bo ",    "trung tam", "cac don vi", "hoi "};
constexpr std::array<std::string_view, 11> kTimeStarts = {
    "quy ",    "thang ", "nam ", "thuong xuyen", "hang ", "truoc ",
    "dinh ky", "ngay ",  "tu ",  "khi ",         "sau "};

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
      facts.times += folded.size() < 60 && StartsWithAny(folded, kTimeStarts);
    }
  }
  return facts;
}

bool Taken(const Table& table, ColumnRole role) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const TableColumn& column) { return column.role == role; });
}

/// Gives nameless columns the roles that their cells speak for.
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
    if (!column.name.empty() || column.role != kOther) continue;
    if (c == 0 && most(facts[c].ordinals, facts[c].filled) && !Taken(table, kOrdinal)) {
      column.role = kOrdinal;
    } else if (most(facts[c].times, facts[c].filled) && !Taken(table, kDeadline)) {
      column.role = kDeadline;
    } else if (most(facts[c].agencies, facts[c].filled) && !Taken(table, kSupport)) {
      column.role = Taken(table, kLead) ? kSupport : kLead;
    }
  }
  // The first two columns of long text before any other role are the task and its activity.
  for (size_t c = 0; c < table.columns.size(); ++c) {
    TableColumn& column = table.columns[c];
    if (column.role == kOrdinal) continue;
    if (column.role != kOther || !column.name.empty()) break;
    if (facts[c].filled == 0 || facts[c].bytes / static_cast<size_t>(facts[c].filled) < 20) break;
    if (!Taken(table, kTask)) {
      column.role = kTask;
    } else if (!Taken(table, kActivity)) {
      column.role = kActivity;
    } else {
      break;
    }
  }
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

}  // namespace

std::span<const ColumnWord> ColumnWords() {
  return kColumnWords;
}

std::optional<ColumnRole> RoleOfName(std::string_view name) {
  // Below a header that spans several columns ("Cơ quan thực hiện - Phối hợp") the lowest name
  // decides.
  const size_t joint = name.rfind(" - ");
  const ColumnWord* word =
      joint == std::string_view::npos ? nullptr : WordOfName(name.substr(joint + 3));
  if (word == nullptr) word = WordOfName(name);
  if (word == nullptr) return std::nullopt;
  return word->role;
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

void AssignRoles(Table& table) {
  const bool figures = NamesAny(table, kFigures), persons = NamesAny(table, kPersons);
  for (TableColumn& column : table.columns) {
    column.role = RoleOfName(column.name).value_or(kOther);
    const std::string words = Words(column.name);
    const bool bare = words == "don vi" || words == "co quan" || words == "don vi cong tac" ||
                      words == "co quan don vi";
    if (bare && persons) column.role = kOther;
    if (bare && figures) {
      const ColumnFacts facts = Look(table, static_cast<int>(&column - table.columns.data()));
      if (facts.agencies * 2 < facts.filled) column.role = kOther;
    }
  }
  // Two columns that name a task: the first is the task, the second what is done about it. With no
  // column that names a task, the first one that names an activity by its content is the task.
  bool task = false;
  for (TableColumn& column : table.columns) {
    if (column.role != kTask) continue;
    if (task && !Taken(table, kActivity)) {
      column.role = kActivity;
    } else if (task) {
      column.role = kOther;
    }
    task = true;
  }
  if (!task) {
    for (TableColumn& column : table.columns) {
      if (column.role != kActivity) continue;
      const std::string words = Words(column.name);
      if (words.starts_with("noi dung") || words.starts_with("nhiem vu") ||
          words.starts_with("cong viec")) {
        column.role = kTask;
      }
      break;
    }
  }
  // Of several leads the one that is named so counts.
  for (TableColumn& column : table.columns) {
    if (column.role != kLead || FindWord(Words(column.name), "chu tri") == std::string::npos)
      continue;
    for (TableColumn& other : table.columns)
      if (&other != &column && other.role == kLead) other.role = kOther;
    break;
  }
  // One column a role.
  for (const ColumnRole role : {kOrdinal, kTask, kActivity, kLead, kSupport, kDeadline, kNote}) {
    bool seen = false;
    for (TableColumn& column : table.columns) {
      if (column.role != role) continue;
      if (seen) column.role = kOther;
      seen = true;
    }
  }
  AssignByContent(table);
}

}  // namespace planrec::extract
