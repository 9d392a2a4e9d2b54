// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/spelling_doubts.h"

#include <set>
#include <utility>
#include <vector>

#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr std::string_view kPairs[] = {
    "tổ chức",      "thực hiện",  "kế hoạch",     "triển khai",  "kiểm tra",     "giám sát",
    "báo cáo",      "ủy ban",     "nhân dân",     "hạ tầng",     "yêu cầu",      "mục đích",
    "mục tiêu",     "phấn đấu",   "nhiệm vụ",     "giải pháp",   "môi trường",   "giáo dục",
    "đào tạo",      "văn hóa",    "thể thao",     "du lịch",     "thông tin",    "tuyên truyền",
    "phổ biến",     "pháp luật",  "cán bộ",       "công chức",   "viên chức",    "người dân",
    "doanh nghiệp", "thủ tục",    "hành chính",   "cải cách",    "dịch vụ",      "trực tuyến",
    "chuyển đổi",   "cơ sở",      "dữ liệu",      "hệ thống",    "quản lý",      "nhà nước",
    "phối hợp",     "chủ trì",    "tham mưu",     "đề xuất",     "đôn đốc",      "hướng dẫn",
    "xây dựng",     "phát triển", "kinh tế",      "xã hội",      "tài chính",    "ngân sách",
    "kinh phí",     "bảo đảm",    "đảm bảo",      "hiệu quả",    "chất lượng",   "nâng cao",
    "tăng cường",   "đẩy mạnh",   "trách nhiệm",  "lãnh đạo",    "chỉ đạo",      "đơn vị",
    "cơ quan",      "địa phương", "địa bàn",      "thị trấn",    "thành phố",    "quyết định",
    "nghị quyết",   "nghị định",  "thông tư",     "chỉ thị",     "hội nghị",     "tập huấn",
    "bồi dưỡng",    "đánh giá",   "tổng kết",     "sơ kết",      "khen thưởng",  "kỷ luật",
    "kỷ cương",     "quy định",   "quy chế",      "quy hoạch",   "rà soát",      "cập nhật",
    "công khai",    "tiếp nhận",  "giải quyết",   "kết quả",     "hồ sơ",        "số hóa",
    "văn bản",      "điện tử",    "bộ phận",      "trung tâm",   "học sinh",     "giáo viên",
    "nhà trường",   "sức khỏe",   "bệnh viện",    "phòng chống", "thiên tai",    "an toàn",
    "an ninh",      "trật tự",    "giao thông",   "nông thôn",   "nông nghiệp",  "sản xuất",
    "sản phẩm",     "chi bộ",     "đảng ủy",      "đảng viên",   "tỉnh ủy",      "huyện ủy",
    "mặt trận",     "tổ quốc",    "đoàn thể",     "hội đồng",    "thường xuyên", "định kỳ",
    "đột xuất",     "hoàn thành", "thời gian",    "thời hạn",    "nội dung",     "nội vụ",
    "phụ lục",      "đính kèm",   "kèm theo",     "căn cứ",      "chính quyền",  "chính sách",
    "điều hành",    "điều kiện",  "điều phối",    "đầu tư",      "hàng hóa",     "nhận thức",
    "ý thức",       "danh mục",   "chương trình", "đề án",       "dự án",        "cộng đồng",
    "khoa học",     "công nghệ",  "lao động",     "thương binh", "tài nguyên",   "tư pháp",
    "thanh tra",    "công an",    "quân sự",      "thống kê",    "kho bạc",      "bảo hiểm",
    "chứng thực",   "khiếu nại",  "tố cáo",       "tham nhũng",  "lãng phí",     "tiết kiệm",
    "vận động",     "phong trào", "thi đua",      "chủ tịch",    "giám đốc",     "hiệu trưởng",
    "văn phòng",    "giám hiệu",  "toàn dân",     "thị xã",      "khu phố",      "dân phố",
    "trưởng thôn",  "chất thải",  "xử lý",        "vi phạm",     "phát hiện",    "ngăn chặn",
    "khắc phục",    "khó khăn",   "vướng mắc",    "tồn tại",     "hạn chế",      "nguyên nhân",
    "kiến nghị",    "đề nghị",    "phê duyệt",    "thẩm định",   "ban hành",     "nghiệm thu",
    "bàn giao",     "giải ngân",  "đấu giá",      "bồi thường",  "hỗ trợ",       "định cư",
    "hộ nghèo",     "giảm nghèo", "bền vững",     "việc làm",    "thu nhập",     "cấp nước",
    "cảnh báo",     "dự báo",     "khẩn cấp",     "ứng phó",     "cứu nạn",      "tìm kiếm",
    "diễn tập",     "lực lượng",  "phương tiện",  "vật tư",      "trang thiết",  "thiết bị",
    "phần mềm",     "kết nối",    "liên thông",   "chia sẻ",     "an sinh"};

/// How sure the genre is of its pairs, in occurrences.
constexpr int kGenreWeight = 3;
/// A spelling that stands so many times as often as another makes that one doubtful.
constexpr int kClearly = 3;

/// A syllable in lower case, punctuation at its ends gone, the tone in one place; empty where it
/// holds anything but letters.
std::string Syllable(std::string_view word) {
  const std::u32string letters = ToUtf32(Lower(word));
  size_t begin = 0, end = letters.size();
  while (begin < end && !IsLetter(letters[begin]) && !IsDigit(letters[begin])) ++begin;
  while (end > begin && !IsLetter(letters[end - 1]) && !IsDigit(letters[end - 1])) --end;
  if (end - begin < 2 || end - begin > 7) return {};
  for (size_t i = begin; i < end; ++i)
    if (!IsLetter(letters[i])) return {};
  return UsualTonePlace(ToUtf8(letters.substr(begin, end - begin)));
}

/// Calls take(key, spelling) for each pair of neighbouring syllables; a mark between them parts
/// them.
template <typename Take>
void Pairs(std::string_view text, Take take) {
  std::string last;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    std::string syllable = Syllable(word);
    if (!last.empty() && !syllable.empty())
      take(Fold(last + " " + syllable), last + " " + syllable);
    const bool closed =
        !word.empty() && std::string_view(",;:.!?)").find(word.back()) != std::string_view::npos;
    last = closed ? std::string() : std::move(syllable);
  }
}

}  // namespace

std::span<const std::string_view> CommonPairs() {
  return kPairs;
}

SpellingDoubts::SpellingDoubts(const PlanRecord& record) {
  std::set<int> recognised;
  for (const Page& page : record.pages)
    if (page.origin == TextOrigin::kOcr) recognised.insert(page.number);
  if (recognised.empty()) return;
  for (const std::string_view pair : kPairs) {
    Pairs(pair, [&](std::string key, const std::string& spelling) {
      spellings_[std::move(key)][spelling] += kGenreWeight;
    });
  }
  ForEachObject(record, [&](const auto& object, const std::string&) {
    if constexpr (requires { object.text.pieces; }) Count(object.text.text);
  });
}

void SpellingDoubts::Count(std::string_view text) {
  Pairs(text, [&](std::string key, const std::string& spelling) {
    ++spellings_[std::move(key)][spelling];
  });
}

bool SpellingDoubts::Doubtful(std::string_view text) const {
  bool doubtful = false;
  Pairs(text, [&](const std::string& key, const std::string& spelling) {
    const auto found = spellings_.find(key);
    if (found == spellings_.end()) return;
    const auto own = found->second.find(spelling);
    const int count = own == found->second.end() ? 0 : own->second;
    // Two pairs that both stand several times are two words ("phòng tài", "phòng tại").
    for (const auto& [other, times] : found->second)
      doubtful = doubtful || (other != spelling && (count <= 1 || times >= kClearly * count));
  });
  return doubtful;
}

namespace {

/// Share of values with a doubtful spelling that were right nevertheless (CONTRIBUTING, "Counting
/// confidence again"): of the many pairs of a long text one is soon unusual.
constexpr double kShortRight = 0.5, kLongRight = 0.75;
constexpr size_t kLongBytes = 90;

/// What an object says in words of the document.
using Texts = std::vector<std::string_view>;

template <typename T>
Texts TextsOf(const T&) {
  return {};
}
Texts TextsOf(const SectionNode& node) {
  return {node.text.text};
}
Texts TextsOf(const Target& target) {
  return {target.text};
}
Texts TextsOf(const Deadline& deadline) {
  return {deadline.text};
}
Texts TextsOf(const Assignment& assignment) {
  return {assignment.agency};
}
Texts TextsOf(const Citation& citation) {
  return {citation.text};
}
Texts TextsOf(const TableCell& cell) {
  return {cell.text.text};
}
Texts TextsOf(const Appendix& appendix) {
  return {appendix.title ? *appendix.title : std::string_view()};
}
Texts TextsOf(const Recipient& recipient) {
  return {recipient.text};
}
Texts TextsOf(const Task& task) {
  Texts out;
  for (const auto* text : {&task.task, &task.activity})
    if (*text) out.push_back(**text);
  for (const auto* list : {&task.outputs, &task.lead, &task.support})
    out.insert(out.end(), list->begin(), list->end());
  return out;
}

}  // namespace

void DoubtSpellings(PlanRecord& record) {
  std::set<int> recognised;
  for (const Page& page : record.pages)
    if (page.origin == TextOrigin::kOcr) recognised.insert(page.number);
  if (recognised.empty()) return;
  const SpellingDoubts doubts(record);
  const auto look = [&](auto& object, const Texts& texts) {
    if (!recognised.contains(object.where.page)) return;
    for (const std::string_view text : texts) {
      const double right = text.size() < kLongBytes ? kShortRight : kLongRight;
      if (object.confidence > right && doubts.Doubtful(text)) object.confidence = right;
    }
  };
  ForEachObject(record, [&](auto& object, const std::string&) { look(object, TextsOf(object)); });
  for (FieldEvidence& evidence : record.document.evidence) {
    if (evidence.field == "title" && record.document.title)
      look(evidence, {*record.document.title});
  }
}

}  // namespace planrec::extract
