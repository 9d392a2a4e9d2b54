// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/core/bodies.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec {
namespace {

using enum BodyLevel;

// "uỷ", "toà" and the like need no row of their own: readers know both places of the tone.
constexpr Body kBodies[] = {
    // people's committees and councils
    {"Ủy ban nhân dân", "UBND", "", kByUnit, kOneALevel},
    {"Hội đồng nhân dân", "HĐND", "", kByUnit, kOneALevel},
    {"Thường trực Hội đồng nhân dân", "", "TT HĐND", kByUnit},
    {"Thường trực Tỉnh ủy", "", "TT Tỉnh ủy", kNone},
    {"Thường trực Thành ủy", "", "TT Thành ủy", kNone},
    {"Thường trực Huyện ủy", "", "TT Huyện ủy", kNone},
    {"Thường trực Đảng ủy", "", "TT Đảng ủy", kNone},
    {"Đoàn đại biểu Quốc hội", "Đoàn ĐBQH", "", kByUnit},
    // departments, offices and boards
    {"Văn phòng", "VP", "", kByParent},
    {"Ban Chỉ đạo", "BCĐ", "", kByParent},
    {"Ban Quản lý", "BQL", "", kByParent},
    {"Ban Quản lý dự án", "BQLDA", "", kByParent},
    {"Ban chỉ huy", "", "BCH", kNone},
    // arms, courts, treasuries
    {"Ban Chỉ huy quân sự", "BCHQS", "", kByUnit},
    {"Kho bạc Nhà nước", "KBNN", "", kByUnit},
    {"Bảo hiểm xã hội", "BHXH", "", kByUnit},
    // the Party
    {"Ban Tuyên giáo", "BTG", "", kParty},
    {"Ủy ban Kiểm tra", "UBKT", "", kParty},
    // fronts, unions, associations
    {"Ủy ban Mặt trận Tổ quốc", "UBMTTQ|Ủy ban MTTQ", "", kOther, kOneALevel},
    {"Ủy ban Mặt trận Tổ quốc Việt Nam", "UBMTTQVN", "", kOther},
    {"Mặt trận Tổ quốc", "MTTQ", "", kOther, kOneALevel},
    {"Mặt trận Tổ quốc Việt Nam", "MTTQVN", "", kNone},
    {"Liên đoàn lao động", "LĐLĐ", "", kOther},
    {"Đoàn Thanh niên Cộng sản", "ĐTNCS|Đoàn TNCS", "", kNone},
    // schools, hospitals, centres
    {"Trung tâm", "", "TT", kOther},
    {"Trung tâm Y tế", "TTYT", "", kOther},
    {"Trung tâm Phục vụ hành chính công", "TTPVHCC", "", kOther},
    {"Trung tâm hành chính công", "", "TTHC công", kOther},
    // press, companies, banks
    {"Ngân hàng Chính sách xã hội", "NHCSXH", "", kNone},
    // posts
    {"Chủ tịch", "", "CT", kNone, kPost},
    {"Phó Chủ tịch", "", "PCT", kNone, kPost},
};

struct PlainHeads {
  BodyLevel level;
  unsigned traits;
  std::string_view names;
};

// Heads of names for which no abbreviation is in use.
constexpr PlainHeads kPlainHeads[] = {
    {kByUnit, 0,
     "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân|Văn phòng Ủy ban nhân dân|"
     "Tòa án nhân dân|Viện kiểm sát nhân dân"},
    {kByUnit, kOneALevel, "Công an"},
    {kByUnit, kPost, "Chủ tịch Ủy ban nhân dân"},
    {kByParent, kNamed, "Phòng|Ban"},
    {kByParent, 0, "Chi cục|Thanh tra"},
    {kCentral, kGivesDuties, "Quốc hội|Ủy ban Thường vụ Quốc hội|Thủ tướng Chính phủ"},
    {kCentral, 0,
     "Chính phủ|Văn phòng Chính phủ|Văn phòng Quốc hội|Ủy ban Dân tộc|Ngân hàng Nhà nước|"
     "Thanh tra Chính phủ|Kiểm toán Nhà nước"},
    {kCentral, kNamed, "Bộ|Tổng cục|Cục|Vụ"},
    {kProvince, kNamed, "Sở"},
    {kProvince, 0, "Ban Dân tộc|Bộ Chỉ huy quân sự|Bộ Chỉ huy Bộ đội Biên phòng"},
    {kParty, kProperName, "Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy"},
    {kParty, kOneALevel, "Đảng ủy"},
    {kParty, kGivesDuties, "Đảng bộ"},
    {kParty, 0,
     "Chi bộ|Ban Dân vận|Ban Tổ chức|Ban Nội chính|Ban Thường vụ|Ban Chấp hành Trung ương|"
     "Ban Chấp hành Đảng bộ"},
    {kOther, kNamed, "Liên đoàn|Liên minh|Hội|Viện|Tập đoàn"},
    {kOther, 0,
     "Công đoàn|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Trường Chính trị|Học viện|Bệnh viện|"
     "Trạm Y tế|Công ty|Tổng công ty"},
    {kOther, kTopic, "Trường|Đài"},
    {kOther, kProperName,
     "Trường Đại học|Trường Cao đẳng|Trường Trung cấp|Trường Trung học phổ thông|"
     "Trường Trung học cơ sở|Trường Tiểu học|Trường Mầm non|Trường Mẫu giáo"},
    {kOther, kProperName | kNamed, "Đại học"},
    {kNone, kNamed, "Thường trực|Hội đồng|Đội|Tổ|Đoàn|Khoa|Trạm|Báo|Quỹ"},
    {kNone, 0,
     "Ban giám sát|Bộ phận|Tổ chuyên môn|Tổ văn phòng|Tổ công tác|Tổ dân phố|Tổ công nghệ số|"
     "Quân sự|Đồn biên phòng|Bộ đội biên phòng|Hạt kiểm lâm|Kho bạc|Thuế|Tòa án|Viện kiểm sát|"
     "Thi hành án|Cấp ủy|Ủy ban Mặt trận|Ban công tác mặt trận|Ban đại diện|Liên hiệp|"
     "Đoàn thanh niên|Huyện đoàn|Thành đoàn|Tỉnh đoàn|Ban giám hiệu|Nhà văn hóa|"
     "Báo và phát thanh|Cổng thông tin điện tử|Điện lực|Bưu điện|Viettel|VNPT|Ngân hàng|"
     "Hợp tác xã"},
    {kNone, kPost,
     "Giám đốc|Thủ trưởng|Người đứng đầu|Lãnh đạo|Trưởng|Trưởng thôn|Chánh Văn phòng|"
     "Chánh Thanh tra|Bí thư|Hiệu trưởng|Kế toán|Công chức|Cán bộ|Chủ đầu tư|Nhân viên|"
     "Giáo viên"},
    {kNone, kPost | kSmallLetters, "Giáo viên chủ nhiệm"},
    {kNone, kClass, "Chính quyền|Cơ quan|Đơn vị|Doanh nghiệp|Cá nhân|Cơ sở"},
    {kNone, kClass | kSmallLetters, "Cán bộ, công chức|Đơn vị sự nghiệp|Cơ quan chuyên môn"},
};

// Fields before 01/03/2025 stay: documents of that time name them.
constexpr BodyField kFields[] = {
    {"Nội vụ", "", "NV", "NV"},
    {"Y tế", "", "", "YT"},
    {"Tài chính", "", "TC", "TC"},
    {"Tư pháp", "", "", "TP"},
    {"Xây dựng", "", "", "XD"},
    {"Công Thương", "", "", "CT"},
    {"Giáo dục và Đào tạo", "GD&ĐT", "", "GDĐT"},
    {"Giao thông vận tải", "GTVT", "", "GTVT"},
    {"Thông tin và Truyền thông", "TT&TT|TT&Truyền thông", "", "TTTT"},
    {"Khoa học và Công nghệ", "KH&CN", "", "KHCN"},
    {"Kế hoạch và Đầu tư", "KH&ĐT", "", "KHĐT"},
    {"Tài nguyên và Môi trường", "TN&MT", "", "TNMT"},
    {"Nông nghiệp và Môi trường", "NN&MT", "", "NNMT"},
    {"Nông nghiệp và Phát triển nông thôn", "NN&PTNT", "", "NN|NNPTNT"},
    {"Văn hóa, Thể thao và Du lịch", "VH&TT&DL", "", "VHTTDL"},
    {"Lao động - Thương binh và Xã hội", "LĐ&TB&XH", "", "LĐTBXH"},
    {"Văn hóa và Thông tin", "VH&TT", "", ""},
    {"Văn hóa - Xã hội", "VH&XH", "", ""},
    {"Tài chính - Kế hoạch", "TC&KH", "", ""},
    {"Kinh tế, Hạ tầng và Đô thị", "KT&HT&ĐT", "", ""},
    {"Kinh tế và Hạ tầng", "KT&HT", "", ""},
    {"Quản lý đô thị", "QL&ĐT", "", ""},
    {"Tiếp nhận và Trả kết quả", "TN&TKQ|TN&Trả KQ", "", ""},
    {"Giáo dục", "", "GD", ""},
    {"Đào tạo", "", "ĐT", ""},
    {"Kế hoạch", "", "KH", ""},
    {"Liên hiệp Phụ nữ", "LHPN", "", ""},
    {"Cựu chiến binh", "CCB", "", ""},
    {"Thanh niên Cộng sản", "TNCS", "", ""},
    {"đại biểu Quốc hội", "ĐBQH", "", ""},
    {"Hành chính công", "HCC", "", ""},
    {"Cải cách hành chính", "CCHC", "", ""},
    {"Thủ tục hành chính", "TTHC", "", ""},
    {"Trung học phổ thông", "THPT", "", ""},
    {"Trung học cơ sở", "THCS", "", ""},
    {"Hồ Chí Minh", "HCM", "", ""},
    {"Việt Nam", "VN", "", ""},
};

struct OwnSymbol {
  std::string_view symbol, name, phrases;
};

// Symbols that no field makes. Those without a name are known for their strokes only.
constexpr OwnSymbol kOwnSymbols[] = {
    {"UBND", "Ủy ban nhân dân", "uy ban nhan dan"},
    {"HĐND", "Hội đồng nhân dân", "hoi dong nhan dan"},
    {"TTHĐND", "Thường trực Hội đồng nhân dân", "hoi dong nhan dan"},
    {"CTUBND", "Chủ tịch Ủy ban nhân dân", "chu tich"},
    {"CP", "Chính phủ", "chinh phu"},
    {"TTg", "Thủ tướng Chính phủ", "thu tuong"},
    {"TW", "", "trung uong|bo chinh tri|ban bi thu|bch|hoi nghi"},
    {"TU", "Tỉnh ủy", "tinh uy|thanh uy|dang bo|ban thuong vu|ban chap hanh|tinh|thanh pho"},
    {"HU", "Huyện ủy", "huyen uy|dang bo|ban thuong vu|ban chap hanh"},
    {"ĐU", "Đảng ủy", ""},
    {"ĐBQH", "", ""},
    {"BCĐ", "", ""},
    {"BCĐTW", "", ""},
    {"HĐBT", "", ""},
    {"HĐTP", "", ""},
    {"HĐTV", "", ""},
    {"HĐQT", "", ""},
    {"TLĐ", "", ""},
    {"QĐND", "", ""},
    {"TTĐT", "", ""},
    {"ĐTTCB", "", ""},
};

/// The field's first two words, folded: "Giáo dục và Đào tạo" may be printed as "Bộ Giáo dục".
std::string FirstWords(std::string_view name) {
  const std::string folded = Fold(name);
  const size_t space = folded.find(' ');
  size_t end = space == std::string::npos ? space : folded.find(' ', space + 1);
  end = std::min(end, folded.size());
  while (end > 0 && folded[end - 1] == ',') --end;
  return folded.substr(0, end);
}

std::string WithoutJoins(std::string_view symbol) {
  std::string out(symbol);
  std::erase(out, '&');
  return out;
}

/// `known` as `printed` spells it, '&' kept; empty where `printed` is another symbol. Capitals are
/// compared loosely only with a symbol that has small letters (TTg), so that the "ubnd" of an
/// address stays.
std::string SpelledAs(std::string_view known, std::string_view printed) {
  const bool loose = Upper(known) != known && printed.starts_with(known.substr(0, 1));
  std::string out;
  size_t at = 0;
  for (size_t in_known = 0; in_known < known.size();) {
    const char32_t want = DecodeUtf8(known, in_known);
    while (at < printed.size() && printed[at] == '&') out += printed[at++];
    if (at == printed.size()) return {};
    const std::string_view rest = printed.substr(at);
    const char32_t got = DecodeUtf8(printed, at);
    if (want == U'Đ') {
      if (got != U'D' && got != U'Đ') return {};
      if (rest.starts_with("DD")) ++at;
    } else if (got != want && !(loose && UpperLetter(got) == UpperLetter(want))) {
      return {};
    }
    AppendUtf8(out, want);
  }
  return at == printed.size() ? out : std::string();
}

}  // namespace

const std::vector<Body>& Bodies() {
  static const std::vector<Body> all = [] {
    std::vector<Body> list(std::begin(kBodies), std::end(kBodies));
    for (const PlainHeads& heads : kPlainHeads) {
      for (std::string_view name : SplitList(heads.names)) {
        list.push_back({name, "", "", heads.level, heads.traits});
      }
    }
    return list;
  }();
  return all;
}

std::span<const BodyField> BodyFields() {
  return kFields;
}

const std::vector<BodySymbol>& BodySymbols() {
  static const std::vector<BodySymbol> all = [] {
    std::vector<BodySymbol> out;
    for (const OwnSymbol& own : kOwnSymbols) {
      out.push_back({std::string(own.symbol), std::string(own.name), std::string(own.phrases)});
    }
    for (const BodyField& field : kFields) {
      for (std::string_view symbol : SplitList(field.symbol)) {
        const std::string phrase = FirstWords(field.name);
        out.push_back({"S" + std::string(symbol), "Sở " + std::string(field.name), phrase});
        out.push_back({"B" + std::string(symbol), "Bộ " + std::string(field.name), phrase});
        out.push_back({std::string(symbol), "", ""});
      }
    }
    return out;
  }();
  return all;
}

const BodySymbol* FindBodySymbol(std::string_view symbol) {
  const std::string bare = WithoutJoins(symbol);
  for (const BodySymbol& known : BodySymbols()) {
    if (known.symbol == bare) return &known;
  }
  return nullptr;
}

std::optional<std::string> MendSymbol(std::string_view printed) {
  // Two letters are too few to be sure: DU, CD.
  if (CountCodePoints(printed) < 3 || FindBodySymbol(printed) != nullptr) return std::nullopt;
  for (const BodySymbol& known : BodySymbols()) {
    std::string mended = SpelledAs(known.symbol, printed);
    if (!mended.empty() && mended != printed) return mended;
  }
  return std::nullopt;
}

std::vector<std::string_view> SplitList(std::string_view list) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find('|', at), list.size());
    parts.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace planrec
