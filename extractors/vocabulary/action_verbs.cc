// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/action_verbs.h"

#include <algorithm>
#include <iterator>

#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

/// Verbs of duties. Longer ones first where one begins another; the order is else of no meaning.
constexpr std::string_view kVerbs[] = {"tham mưu",
                                       "tham gia",
                                       "tổ chức",
                                       "thực hiện",
                                       "triển khai",
                                       "xây dựng",
                                       "kiểm tra",
                                       "kiểm soát",
                                       "kiểm điểm",
                                       "rà soát",
                                       "hướng dẫn",
                                       "đề xuất",
                                       "theo dõi",
                                       "đôn đốc",
                                       "đơn đốc",
                                       "cập nhật",
                                       "báo cáo",
                                       "tổng hợp",
                                       "đánh giá",
                                       "giám sát",
                                       "thanh tra",
                                       "tuyên truyền",
                                       "phổ biến",
                                       "quán triệt",
                                       "chỉ đạo",
                                       "ban hành",
                                       "trình",
                                       "bố trí",
                                       "cân đối",
                                       "phân bổ",
                                       "tăng cường",
                                       "đẩy mạnh",
                                       "nâng cao",
                                       "duy trì",
                                       "bảo đảm",
                                       "đảm bảo",
                                       "công khai",
                                       "công bố",
                                       "niêm yết",
                                       "lập",
                                       "soạn thảo",
                                       "chuẩn bị",
                                       "cung cấp",
                                       "tiếp nhận",
                                       "xử lý",
                                       "giải quyết",
                                       "thẩm định",
                                       "phê duyệt",
                                       "quản lý",
                                       "vận hành",
                                       "khai thác",
                                       "sử dụng",
                                       "ứng dụng",
                                       "số hóa",
                                       "số hoá",
                                       "cải thiện",
                                       "khắc phục",
                                       "chấn chỉnh",
                                       "phát hiện",
                                       "ngăn chặn",
                                       "lồng ghép",
                                       "huy động",
                                       "vận động",
                                       "khuyến khích",
                                       "hỗ trợ",
                                       "giúp",
                                       "phân công",
                                       "chủ động",
                                       "chủ trì",
                                       "phối hợp",
                                       "tiếp tục",
                                       "hoàn thành",
                                       "hoàn thiện",
                                       "thông báo",
                                       "gửi",
                                       "đăng tải",
                                       "cử",
                                       "mời",
                                       "đào tạo",
                                       "bồi dưỡng",
                                       "tập huấn",
                                       "khảo sát",
                                       "thống kê",
                                       "điều tra",
                                       "thu thập",
                                       "lấy ý kiến",
                                       "góp ý",
                                       "nghiên cứu",
                                       "sắp xếp",
                                       "kiện toàn",
                                       "thành lập",
                                       "phát động",
                                       "cụ thể hóa",
                                       "cụ thể hoá",
                                       "căn cứ",
                                       "chịu trách nhiệm",
                                       "dự toán",
                                       "dự trù",
                                       "quyết toán",
                                       "thanh toán",
                                       "cấp",
                                       "tạo điều kiện",
                                       "làm đầu mối",
                                       "làm tốt",
                                       "nghiêm túc",
                                       "kịp thời",
                                       "thường xuyên",
                                       "định kỳ",
                                       "đưa",
                                       "liên hệ",
                                       "trao đổi",
                                       "kết nối",
                                       "tích hợp",
                                       "chia sẻ",
                                       "đổi mới",
                                       "phát huy",
                                       "phát triển",
                                       "mở rộng",
                                       "khẩn trương",
                                       "đề nghị",
                                       "kiến nghị",
                                       "yêu cầu",
                                       "nhân rộng",
                                       "biểu dương",
                                       "khen thưởng",
                                       "lựa chọn",
                                       "vận dụng",
                                       "áp dụng",
                                       "thống nhất",
                                       "quy định",
                                       "chuyển",
                                       "nạo vét",
                                       "tăng",
                                       "giảm",
                                       "rút ngắn",
                                       "tự",
                                       "bám sát",
                                       "xem xét",
                                       "chủ yếu",
                                       "xác định",
                                       "quyết liệt",
                                       "đầu tư",
                                       "bảo vệ",
                                       "giữ",
                                       "lắp đặt",
                                       "cải tạo",
                                       "nâng cấp",
                                       "sửa chữa",
                                       "thu",
                                       "chi trả",
                                       "cấp phát",
                                       "phục vụ",
                                       "phân tích",
                                       "công nhận",
                                       "xác nhận",
                                       "tư vấn",
                                       "chăm sóc",
                                       "tiêm",
                                       "khám",
                                       "in",
                                       "phát hành",
                                       "treo",
                                       "ký",
                                       "ra quân",
                                       "trồng",
                                       "tập trung",
                                       "nhận thức",
                                       "quan tâm",
                                       "thu gom",
                                       "phân loại",
                                       "điều tiết",
                                       "tiến hành",
                                       "truy cập",
                                       "đối chiếu",
                                       "đồng bộ",
                                       "tuần tra",
                                       "mở",
                                       "thẩm tra",
                                       "phát sóng",
                                       "sinh hoạt",
                                       "đưa tin",
                                       "phản biện",
                                       "chấm điểm",
                                       "kê khai",
                                       "phun",
                                       "phát quang",
                                       "chốt chặn",
                                       "đón tiếp",
                                       "biên soạn",
                                       "bàn giao",
                                       "nộp",
                                       "phân luồng",
                                       "trấn áp",
                                       "mua sắm",
                                       "thẩm duyệt",
                                       "trả lời",
                                       "trang trí",
                                       "dọn",
                                       "bảo trì",
                                       "sao lưu",
                                       "cảnh báo",
                                       "bổ sung",
                                       "sửa đổi",
                                       "bổ nhiệm",
                                       "luân chuyển",
                                       "tuyển dụng",
                                       "động viên",
                                       "rút kinh nghiệm",
                                       "ứng phó",
                                       "sơ tán",
                                       "di dời",
                                       "khoanh vùng",
                                       "xét nghiệm",
                                       "tiêu hủy",
                                       "đo đạc",
                                       "giải ngân",
                                       "dự thảo",
                                       "nhập",
                                       "rà quét",
                                       "chọn",
                                       "kêu gọi",
                                       "nhắc nhở",
                                       "trực",
                                       "bắt giữ",
                                       "đấu tranh",
                                       "tuyên dương",
                                       "xác minh",
                                       "chỉnh trang",
                                       "trao",
                                       "huấn luyện",
                                       "dự giờ",
                                       "đón",
                                       "duyệt",
                                       "trích lục",
                                       "phát thanh",
                                       "thu hoạch",
                                       "quyết định",
                                       "tổng kết",
                                       "sơ kết",
                                       "trực tiếp",
                                       "cùng phối hợp",
                                       "cùng tham gia",
                                       "tích cực",
                                       "đồng thời",
                                       "lãnh đạo, chỉ đạo",
                                       "lãnh đạo thực hiện",
                                       "lãnh đạo việc",
                                       "lãnh đạo các chi bộ",
                                       "thông qua",
                                       "sơ cứu",
                                       "hội chẩn",
                                       "chuyển tuyến",
                                       "giải tỏa",
                                       "truy quét",
                                       "trưng bày",
                                       "kiểm đếm",
                                       "xuất phát",
                                       "san lấp",
                                       "khơi thông",
                                       "phát dọn",
                                       "quyên góp",
                                       "ủng hộ",
                                       "thăm hỏi",
                                       "thăm",
                                       "chấp hành",
                                       "tuân thủ",
                                       "cam kết",
                                       "nêu gương",
                                       "gương mẫu",
                                       "bình xét",
                                       "đề cử",
                                       "khai báo",
                                       "kiểm kê",
                                       "nuôi dưỡng",
                                       "ôn tập",
                                       "chấm thi",
                                       "coi thi",
                                       "cho vay",
                                       "cử người",
                                       "họp",
                                       "kiểm định",
                                       "điều trị",
                                       "vệ sinh",
                                       "đấu thầu",
                                       "thi công",
                                       "học tập",
                                       "bồi thường",
                                       "đăng ký",
                                       "giới thiệu",
                                       "bảo dưỡng",
                                       "nghiệm thu",
                                       "thu hồi",
                                       "lo",
                                       "tặng"};

/// Verbs that are as often part of a noun; they count only where a duty can begin.
bool IsDoubtful(std::string_view verb) {
  static const std::vector<std::string_view> doubtful = {
      "trao",       "mở",         "cấp",        "tự",         "trình",      "chi trả",
      "phục vụ",    "thu",        "in",         "đồng bộ",    "căn cứ",     "quy định",
      "chuyển",     "yêu cầu",    "giữ",        "ký",         "chủ yếu",    "dự toán",
      "cử",         "sử dụng",    "quản lý",    "đầu tư",     "giảm",       "tăng",
      "phát triển", "thống kê",   "đào tạo",    "bảo vệ",     "kiểm soát",  "ứng dụng",
      "phân bổ",    "xác định",   "khám",       "tiêm",       "thanh tra",  "khen thưởng",
      "vận hành",   "khai thác",  "treo",       "trồng",      "cấp phát",   "lập",
      "tiếp nhận",  "phổ biến",   "mời",        "đưa",        "xử lý",      "giải quyết",
      "thẩm định",  "đánh giá",   "sinh hoạt",  "sửa đổi",    "bổ sung",    "mua sắm",
      "xét nghiệm", "nhập",       "trực",       "nộp",        "chọn",       "đấu tranh",
      "dự thảo",    "tuyển dụng", "điều tra",   "bồi dưỡng",  "chăm sóc",   "tư vấn",
      "hỗ trợ",     "cung cấp",   "duyệt",      "phát thanh", "quyết định", "tổng kết",
      "sơ kết",     "họp",        "kiểm định",  "điều trị",   "vệ sinh",    "đấu thầu",
      "thi công",   "học tập",    "bồi thường", "đăng ký",    "giới thiệu", "bảo dưỡng",
      "nghiệm thu", "thu hồi",    "lo",         "tặng"};
  return std::find(doubtful.begin(), doubtful.end(), verb) != doubtful.end();
}

/// Verbs that no noun takes as its attribute.
constexpr std::string_view kPlainVerbs[] = {
    "tham mưu", "chủ trì",  "phối hợp",   "đề xuất", "đôn đốc", "đơn đốc",  "chịu trách nhiệm",
    "giúp",     "chủ động", "nghiêm túc", "bảo đảm", "đảm bảo", "tiến hành"};

/// Words before a verb that make it a noun or part of a name.
constexpr std::string_view kNounBefore[] = {
    "chủ",      "phát triển", "đầu tư và", "tư vấn",       "cổ phần",  "thương mại", "đầu tư",
    "trật tự",  "công tác",   "việc",      "hoạt động",    "nhiệm vụ", "sự",         "dự án",
    "ngành",    "quá trình",  "kết quả",   "chi phí",      "kinh phí", "kế hoạch",   "đoàn",
    "được",     "đã",         "các",       "cuộc",         "do",       "quy chế",    "quy trình",
    "hệ thống", "thẩm quyền", "văn bản",   "chương trình", "đề án",    "hạ tầng",    "phần mềm",
    "trung",    "sơ",         "nguồn",     "chế độ",       "về",       "hội đồng",   "dịch vụ"};

/// Names of bodies that end with one of these nouns: "Ban quản lý dự án |rà soát". What is built
/// goes on with the name: "Ban Quản lý dự án |xây dựng".
constexpr std::string_view kNameBefore[] = {
    "quản lý dự án",           "ban, ngành", "sở, ngành", "bộ, ngành", "ban ngành", "thanh niên",
    "nghiên cứu và phát triển"};
constexpr std::string_view kBuilding[] = {"xây dựng", "nâng cấp", "cải tạo", "phát triển"};

/// Two words that belong together. The second halves: "Ban Thường |trực", "tiếp |đón".
struct Half {
  std::string_view before, verb;
};
constexpr Half kHalves[] = {{"thường", "trực"},
                            {"tiếp", "đón"},
                            {"phê", "duyệt"},
                            {"thẩm", "duyệt"},
                            {"kiểm", "duyệt"},
                            {"xét", "duyệt"},
                            {"viện", "nghiên cứu"},
                            {"tổ chức", "nghiên cứu"},
                            {"cơ sở", "nghiên cứu"},
                            {"cơ sở", "đào tạo"},
                            {"nghiên cứu và", "phát triển"},
                            {"công", "trình"},
                            {"chương", "trình"},
                            {"quá", "trình"},
                            {"quy", "trình"},
                            {"lộ", "trình"},
                            {"tờ", "trình"},
                            {"trên", "trực tiếp"},
                            {"quản lý", "trực tiếp"},
                            {"phòng", "họp"},
                            {"hội", "họp"},
                            {"kỳ", "họp"},
                            {"buổi", "họp"},
                            {"phiên", "họp"},
                            {"quà", "tặng"},
                            {"hồi sức", "tích cực"}};
/// Words that only begin like a verb: "thành phố |trực thuộc Trung ương".
constexpr Half kGoOn[] = {{"trực", "thuộc"},         {"trực", "tuyến"},
                          {"trực", "ban"},           {"giúp", "việc"},
                          {"tham mưu", "giúp việc"}, {"cử", "tri"},
                          {"thu", "nhập"},           {"trình", "độ"},
                          {"trình", "tự"},           {"tự", "nhiên"},
                          {"trồng", "trọt"},         {"phát thanh", "và"},
                          {"phát thanh", "viên"},    {"nghiên cứu", "và phát triển"}};

/// Verbs that make a name after these short words: "Ban chỉ đạo", "tổ kiểm tra".
constexpr std::string_view kBodyBefore[] = {"ban", "tổ", "đội"};
constexpr std::string_view kBodyVerbs[] = {"chỉ đạo",   "quản lý",   "giám sát",     "kiểm tra",
                                           "thanh tra", "kiểm soát", "tuyên truyền", "tổ chức"};

bool EndsWithWord(std::string_view text, size_t end, std::string_view word) {
  while (end > 0 && text[end - 1] == ' ') --end;
  if (end < word.size()) return false;
  const size_t begin = end - word.size();
  return WordStarts(text, begin) && Lower(text.substr(begin, word.size())) == word;
}

/// "tổ chức" is a noun in "cơ quan, tổ chức", "tổ chức chính trị", "tổ chức, cá nhân".
bool ToChucIsNoun(std::string_view text, size_t at) {
  const size_t end = at + std::string_view("tổ chức").size();
  if (end >= text.size()) return true;
  if (text[end] == ',' || text[end] == ';' || text[end] == '.' || text[end] == ')') return true;
  static const std::vector<std::string_view> after = {
      "chính trị",      "xã hội",     "đoàn thể",    "có liên quan", "liên quan", "khác",
      "cá nhân",        "đảng",       "bộ máy",      "và",           "kinh tế",   "hội các",
      "hội quần chúng", "hội đoàn",   "hội đặc thù", "hội viên",     "tín dụng",  "trên địa bàn",
      "trực thuộc",     "thành viên", "công đoàn",   "cơ sở"};
  for (std::string_view word : after) {
    if (WordAt(text, end + 1, word)) return true;
  }
  return EndsWithWord(text, at, "cơ quan,") || EndsWithWord(text, at, "đơn vị,") ||
         EndsWithWord(text, at, "cá nhân,");
}

/// A proper name or a unit's level ends before byte `at`: "phường Hồng Ngự |cử", "UBND xã |lập".
bool NameEndsBefore(std::string_view text, size_t at) {
  static constexpr std::string_view levels[] = {
      "huyện",      "xã",       "tỉnh",    "thành phố", "thị trấn",   "phường",
      "thị xã",     "quận",     "thôn",    "trường",    "vụ",         "chính",
      "pháp",       "tế",       "khu vực", "đặc khu",   "trực thuộc", "quân sự",
      "biên phòng", "mặt trận", "ủy",      "uỷ"};
  for (std::string_view level : levels) {
    if (EndsWithWord(text, at, level)) return true;
  }
  while (at > 0 && text[at - 1] == ' ') --at;
  const size_t space = text.rfind(' ', at > 0 ? at - 1 : 0);
  return space != npos && space > 0 && IsUpper(LetterAt(text, space + 1));
}

/// "Bộ Xây dựng |đồng bộ hệ thống dữ liệu": the noun behind it shows that a doubtful word is a
/// verb.
bool TakesObject(std::string_view text, size_t at, std::string_view verb) {
  struct Object {
    std::string_view verb, noun;
  };
  constexpr Object kObjects[] = {
      {"đồng bộ", "hệ thống"},   {"đồng bộ", "dữ liệu"},  {"đồng bộ", "thông tin"},
      {"đồng bộ", "số liệu"},    {"đồng bộ", "hồ sơ"},    {"ứng dụng", "kỹ thuật"},
      {"ứng dụng", "tiến bộ"},   {"ứng dụng", "mô hình"}, {"ứng dụng", "phần mềm"},
      {"ứng dụng", "chữ ký số"}, {"lập", "danh sách"},    {"lập", "kế hoạch"},
      {"lập", "phương án"},      {"lập", "hồ sơ"},        {"lập", "dự toán"},
      {"lập", "biên bản"},       {"lập", "sổ"},           {"lập", "lịch"},
      {"tư vấn", "cho"},         {"lập", "báo cáo"},      {"kiểm soát", "chi"},
      {"cung cấp", "thông tin"}, {"cung cấp", "số liệu"}, {"cung cấp", "tài liệu"},
      {"hỗ trợ", "kinh phí"},    {"đưa", "vào"},          {"cử", "cán bộ"},
      {"cử", "người"},           {"cử", "công chức"},     {"mở", "lớp"},
      {"mở", "chuyên mục"},      {"mở", "đợt"},           {"đánh giá", "kết quả"},
      {"chuyển", "hồ sơ"},       {"nộp", "báo cáo"},      {"nộp", "hồ sơ"},
      {"bổ sung", "hồ sơ"},      {"xử lý", "nghiêm"},     {"phổ biến", "kế hoạch"},
      {"phổ biến", "đến"}};
  return std::ranges::any_of(kObjects, [&](const Object& object) {
    return verb == object.verb && WordAt(text, at + verb.size() + 1, object.noun);
  });
}

/// The longest verb of the table at byte `at` ("thu gom", not "thu"); empty where none stands
/// there.
std::string_view VerbAt(std::string_view text, size_t at) {
  std::string_view longest;
  for (std::string_view verb : kVerbs) {
    if (verb.size() > longest.size() && WordAt(text, at, verb)) longest = verb;
  }
  return longest;
}

/// A verb in capitals begins an act only where a sentence, or what follows ':' or ';', begins.
bool CapitalBeginsAct(std::string_view text, size_t at) {
  return at == SentenceAt(text, at).begin ||
         (at >= 2 && (text[at - 2] == ':' || text[at - 2] == ';'));
}

/// What stands beside the verb at byte `at` makes it part of a noun, of a name or of another verb.
bool IsPartOfOther(std::string_view text, size_t at, std::string_view verb) {
  const auto follows = [&](std::string_view word) { return EndsWithWord(text, at, word); };
  if (verb == "tổ chức" && ToChucIsNoun(text, at)) return true;
  // "các ban xây dựng Đảng" are bodies.
  if (verb == "xây dựng" && WordAt(text, at, "xây dựng Đảng") && follows("ban")) return true;
  if (verb == "căn cứ" && !follows(",") && at != 0) return true;
  for (const Half& half : kHalves) {
    if (verb == half.verb && follows(half.before)) return true;
  }
  for (const Half& half : kGoOn) {
    const size_t behind = at + verb.size();
    const size_t next = behind + (behind < text.size() && text[behind] == ',' ? 2 : 1);
    if (verb == half.before && WordAt(text, next, half.verb)) return true;
  }
  const bool plain = std::ranges::find(kPlainVerbs, verb) != std::end(kPlainVerbs);
  const bool named = std::ranges::find(kBuilding, verb) == std::end(kBuilding) &&
                     std::ranges::any_of(kNameBefore, follows);
  if (!named && !plain && std::ranges::any_of(kNounBefore, follows)) return true;
  return std::ranges::find(kBodyVerbs, verb) != std::end(kBodyVerbs) &&
         std::ranges::any_of(kBodyBefore, follows);
}

/// `doubtful`: verbs that are as often part of a noun count wherever they stand.
bool BeginsAct(std::string_view text, size_t at, bool doubtful) {
  if (!WordStarts(text, at)) return false;
  const char32_t first = LetterAt(text, at);
  if (!IsLetter(first) || (IsUpper(first) && !CapitalBeginsAct(text, at))) return false;
  const std::string_view verb = VerbAt(text, at);
  if (verb.empty() || IsPartOfOther(text, at, verb)) return false;
  // "mở |03 lớp": what is counted is the object of a verb ("Trường cấp 3" is a name).
  const bool counts = verb != "cấp" && IsDigit(LetterAt(text, at + verb.size() + 1));
  if (doubtful || counts || !IsDoubtful(verb) || TakesObject(text, at, verb)) return true;
  // "Trung tâm Dịch vụ hỗ trợ …", "các trường đào tạo …": a name goes on in lower case.
  const char32_t before = LetterBefore(text, at > 0 ? at - 1 : 0);
  const auto follows = [&](std::string_view word) { return EndsWithWord(text, at, word); };
  return at == 0 || before == ',' || before == ';' || before == ':' || before == '.' ||
         follows("liên quan") || follows("để") || follows("và") || NameEndsBefore(text, at);
}

}  // namespace

const std::vector<std::string_view>& ActionVerbs() {
  static const std::vector<std::string_view> verbs(std::begin(kVerbs), std::end(kVerbs));
  return verbs;
}

bool ActionAt(std::string_view text, size_t at) {
  return BeginsAct(text, at, false);
}

bool LikelyActionAt(std::string_view text, size_t at) {
  return BeginsAct(text, at, true);
}

size_t FindAction(std::string_view text, size_t from, size_t end) {
  end = std::min(end, text.size());
  for (size_t at = from; at < end; ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    if (at > from && text[at - 1] != ' ' && text[at - 1] != '(') continue;
    if (WordAt(text, at, "để") && at > from) return at;
    if (ActionAt(text, at)) return at;
  }
  return npos;
}

}  // namespace planrec::extract
