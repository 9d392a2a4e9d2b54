// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/bodies.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

const std::vector<std::string> kCommunes = {
    "Phú Lộc Hạ", "An Thịnh Đông", "Tân Hòa Trung", "Đông Quang Thượng", "Vĩnh Thuận Tây",
    "Bình Khê",   "Hải Ninh Châu", "Yên Lạc Sơn",   "Thạch Bàn Giang",   "Mỹ Lâm Hà"};
const std::vector<std::string> kDistricts = {"Kim Thượng",  "Đại Từ Sơn",  "Thanh Lương",
                                             "Hòa Vang Hạ", "Nghĩa Trung", "Quỳnh Giang"};
const std::vector<std::string> kCities = {"Bắc Lâm", "Hải Bình", "Sơn Thủy", "Tam Giang"};
const std::vector<std::string> kProvinces = {"Hà Đông Nam", "Trường Giang", "Tây Sơn Bắc",
                                             "Đông Hải",    "Lạc Việt",     "Quảng Lâm"};
const std::vector<std::string> kFamilies = {"Nguyễn", "Trần", "Lê",    "Phạm", "Hoàng", "Vũ",
                                            "Đặng",   "Bùi",  "Đỗ",    "Hồ",   "Ngô",   "Dương",
                                            "Lý",     "Phan", "Trịnh", "Đinh"};
const std::vector<std::string> kMiddles = {"Văn",   "Thị",  "Hữu",  "Đức", "Quang", "Minh",
                                           "Thanh", "Ngọc", "Xuân", "Thế", "Bá",    "Hồng"};
const std::vector<std::string> kGivens = {"Hưng",  "Thủy", "Dũng",  "Hằng",  "Khánh", "Lộc",
                                          "Ánh",   "Tuấn", "Yến",   "Phước", "Quỳnh", "Sỹ",
                                          "Thuận", "Đạt",  "Nhung", "Vượng"};

using Words = std::map<std::string, std::string>;

/// The departments of one level; {dv} and {cap} are filled in afterwards.
struct Level {
  const char* kind;
  const char* cap;    ///< "xã"
  const char* level;  ///< of the record
  Words words;
};

const std::vector<Level>& Levels() {
  static const std::vector<Level> kLevels = {
      {"xa_moi",
       "xã",
       "commune",
       {{"tren", "UBND tỉnh"},
        {"vp", "Văn phòng HĐND và UBND xã"},
        {"nv", "Phòng Văn hóa - Xã hội"},
        {"tc", "Phòng Kinh tế"},
        {"kt", "Phòng Kinh tế"},
        {"vh", "Phòng Văn hóa - Xã hội"},
        {"gd", "Phòng Văn hóa - Xã hội"},
        {"tp", "Văn phòng HĐND và UBND xã"},
        {"tn", "Phòng Kinh tế"},
        {"yt", "Trạm Y tế xã"},
        {"ca", "Công an xã"},
        {"qs", "Ban Chỉ huy Quân sự xã"},
        {"tt", "Trung tâm Dịch vụ tổng hợp xã"},
        {"hcc", "Trung tâm Phục vụ hành chính công xã"},
        {"duoi", "các thôn"},
        {"duoiub", "Trưởng các thôn"},
        {"capduoi", "thôn"}}},
      {"phuong_moi",
       "phường",
       "commune",
       {{"tren", "UBND tỉnh"},
        {"vp", "Văn phòng HĐND và UBND phường"},
        {"nv", "Phòng Văn hóa - Xã hội"},
        {"tc", "Phòng Kinh tế, Hạ tầng và Đô thị"},
        {"kt", "Phòng Kinh tế, Hạ tầng và Đô thị"},
        {"vh", "Phòng Văn hóa - Xã hội"},
        {"gd", "Phòng Văn hóa - Xã hội"},
        {"tp", "Văn phòng HĐND và UBND phường"},
        {"tn", "Phòng Kinh tế, Hạ tầng và Đô thị"},
        {"yt", "Trạm Y tế phường"},
        {"ca", "Công an phường"},
        {"qs", "Ban Chỉ huy Quân sự phường"},
        {"tt", "Trung tâm Văn hóa, Thông tin và Thể thao phường"},
        {"hcc", "Trung tâm Phục vụ hành chính công phường"},
        {"duoi", "các tổ dân phố"},
        {"duoiub", "Tổ trưởng các tổ dân phố"},
        {"capduoi", "tổ dân phố"}}},
      {"xa_cu",
       "xã",
       "commune",
       {{"tren", "UBND huyện"},
        {"vp", "Công chức Văn phòng - Thống kê"},
        {"nv", "Công chức Văn phòng - Thống kê"},
        {"tc", "Công chức Tài chính - Kế toán"},
        {"kt", "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường"},
        {"vh", "Công chức Văn hóa - Xã hội"},
        {"gd", "Công chức Văn hóa - Xã hội"},
        {"tp", "Công chức Tư pháp - Hộ tịch"},
        {"tn", "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường"},
        {"yt", "Trạm Y tế xã"},
        {"ca", "Công an xã"},
        {"qs", "Ban Chỉ huy Quân sự xã"},
        {"tt", "Đài Truyền thanh xã"},
        {"hcc", "Bộ phận Một cửa xã"},
        {"duoi", "các thôn"},
        {"duoiub", "Trưởng các thôn"},
        {"capduoi", "thôn"}}},
      {"huyen",
       "huyện",
       "district",
       {{"tren", "UBND tỉnh"},
        {"vp", "Văn phòng HĐND và UBND huyện"},
        {"nv", "Phòng Nội vụ"},
        {"tc", "Phòng Tài chính - Kế hoạch"},
        {"kt", "Phòng Nông nghiệp và Môi trường"},
        {"vh", "Phòng Văn hóa, Khoa học và Thông tin"},
        {"gd", "Phòng Giáo dục và Đào tạo"},
        {"tp", "Phòng Tư pháp"},
        {"tn", "Phòng Nông nghiệp và Môi trường"},
        {"yt", "Trung tâm Y tế huyện"},
        {"ca", "Công an huyện"},
        {"qs", "Ban Chỉ huy Quân sự huyện"},
        {"tt", "Trung tâm Văn hóa - Thông tin và Truyền thanh huyện"},
        {"hcc", "Bộ phận Một cửa huyện"},
        {"duoi", "các xã, thị trấn"},
        {"duoiub", "UBND các xã, thị trấn"},
        {"capduoi", "xã, thị trấn"}}},
      {"thanh_pho",
       "thành phố",
       "district",
       {{"tren", "UBND tỉnh"},
        {"vp", "Văn phòng HĐND và UBND thành phố"},
        {"nv", "Phòng Nội vụ"},
        {"tc", "Phòng Tài chính - Kế hoạch"},
        {"kt", "Phòng Kinh tế"},
        {"vh", "Phòng Văn hóa và Thông tin"},
        {"gd", "Phòng Giáo dục và Đào tạo"},
        {"tp", "Phòng Tư pháp"},
        {"tn", "Phòng Tài nguyên và Môi trường"},
        {"yt", "Trung tâm Y tế thành phố"},
        {"ca", "Công an thành phố"},
        {"qs", "Ban Chỉ huy Quân sự thành phố"},
        {"tt", "Trung tâm Văn hóa, Thông tin và Thể thao thành phố"},
        {"hcc", "Bộ phận Một cửa thành phố"},
        {"duoi", "các xã, phường"},
        {"duoiub", "UBND các xã, phường"},
        {"capduoi", "xã, phường"}}},
      {"tinh",
       "tỉnh",
       "province",
       {{"tren", "UBND tỉnh"},
        {"vp", "Văn phòng UBND tỉnh"},
        {"nv", "Sở Nội vụ"},
        {"tc", "Sở Tài chính"},
        {"kt", "Sở Nông nghiệp và Môi trường"},
        {"vh", "Sở Văn hóa, Thể thao và Du lịch"},
        {"gd", "Sở Giáo dục và Đào tạo"},
        {"tp", "Sở Tư pháp"},
        {"tn", "Sở Nông nghiệp và Môi trường"},
        {"yt", "Sở Y tế"},
        {"ca", "Công an tỉnh"},
        {"qs", "Bộ Chỉ huy Quân sự tỉnh"},
        {"tt", "Báo và Phát thanh, Truyền hình tỉnh"},
        {"hcc", "Trung tâm Phục vụ hành chính công tỉnh"},
        {"duoi", "các xã, phường"},
        {"duoiub", "UBND các xã, phường"},
        {"capduoi", "xã, phường"}}},
  };
  return kLevels;
}

std::string Name(Random& random) {
  const std::string family = random.Pick(kFamilies), middle = random.Pick(kMiddles);
  return family + " " + middle + " " + random.Pick(kGivens);
}

/// Unit names are capitalised after the generic word: "xã Bình Khê", "XÃ BÌNH KHÊ".
void SetPeoplesCommittee(const Level& level, const BodyRequest& request, Random& random,
                         Vocabulary& vocabulary, SamplePlan& plan) {
  const std::string cap = level.cap;
  Words& words = vocabulary.words;
  words = level.words;
  const std::string ten = words["ten"] = request.name;
  words["cap"] = cap;
  words["dv"] = cap + " " + ten;
  words["ub"] = "UBND " + cap;
  words["uber"] = "Ủy ban nhân dân " + cap + " " + ten;
  words["mt"] = "Ủy ban Mặt trận Tổ quốc Việt Nam " + cap;
  words["dtn"] = "Đoàn Thanh niên " + cap;
  words["pn"] = "Hội Liên hiệp Phụ nữ " + cap;

  plan.issuer_name = words["uber"];
  plan.issuer_level = level.level;
  plan.locality = ten;
  plan.notation = plan.type + "-UBND";
  plan.issuer_lines = {"ỦY BAN NHÂN DÂN", Upper(words["dv"])};
  plan.place = cap == "thành phố" ? "TP. " + ten : ten;

  plan.authority_lines = {"TM. ỦY BAN NHÂN DÂN"};
  if (random.Chance(0.5)) {
    plan.position_lines = {"CHỦ TỊCH"};
  } else {
    plan.authority_lines.emplace_back("KT. CHỦ TỊCH");
    plan.position_lines = {"PHÓ CHỦ TỊCH"};
  }
  const bool province = level.cap == std::string("tỉnh");
  if (province) {
    plan.recipients = {"Văn phòng Chính phủ",
                       "TT Tỉnh ủy, TT HĐND tỉnh",
                       "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
                       "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
                       "Các sở, ban, ngành tỉnh",
                       words["duoiub"],
                       "Báo và Phát thanh, Truyền hình tỉnh",
                       "Lưu: VT, " + std::string(random.Chance(0.5) ? "KGVX" : "NC, TH")};
  } else {
    plan.recipients = {
        words["tren"] + " (để báo cáo)",
        std::string(cap == "xã" || cap == "phường" ? "TT Đảng ủy, HĐND " : "TT Huyện ủy, HĐND ") +
            cap,
        "Chủ tịch, các PCT UBND " + cap,
        "Ủy ban MTTQ Việt Nam " + cap + " và các đoàn thể",
        cap == "xã" || cap == "phường" ? "Các cơ quan, đơn vị thuộc UBND " + cap
                                       : "Các phòng, ban, ngành " + cap,
        words["duoiub"],
        "Cổng thông tin điện tử " + cap,
        "Lưu: VT, " + std::string(random.Chance(0.5) ? "NV" : "VX")};
    if (cap == "thành phố") plan.recipients[1] = "TT Thành ủy, HĐND thành phố";
  }
}

void SetDepartment(const BodyRequest& request, Vocabulary& vocabulary, SamplePlan& plan) {
  Words& words = vocabulary.words;
  words = Levels().back().words;  // a department speaks of its province's bodies
  words["dv"] = "tỉnh " + request.province;
  words["cap"] = "tỉnh";
  words["so"] = "Sở Nội vụ";
  plan.issuer_name = "Sở Nội vụ";
  plan.issuer_level = "province";
  plan.locality = request.province;
  plan.notation = plan.type + "-SNV";
  plan.superior_lines = {"UBND TỈNH " + Upper(request.province)};
  plan.issuer_lines = {"SỞ NỘI VỤ"};
  plan.parent_issuer = "Ủy ban nhân dân tỉnh " + request.province;
  plan.place = request.province;
  plan.authority_lines = {"KT. GIÁM ĐỐC"};
  plan.position_lines = {"PHÓ GIÁM ĐỐC"};
  plan.recipients = {"Cục Văn thư và Lưu trữ nhà nước",
                     "UBND tỉnh (để báo cáo)",
                     "Giám đốc, các Phó Giám đốc Sở",
                     "Các sở, ban, ngành tỉnh",
                     "UBND các xã, phường",
                     "Các phòng, đơn vị thuộc Sở",
                     "Lưu: VT, VTLT"};
}

void SetSchool(const BodyRequest& request, Vocabulary& vocabulary, SamplePlan& plan) {
  Words& words = vocabulary.words;
  words = Levels()[1].words;
  words["dv"] = "Trường Trung học cơ sở " + request.name;
  words["truong"] = "Nhà trường";
  words["xa"] = request.district;
  plan.issuer_name = "Trường Trung học cơ sở " + request.name;
  plan.issuer_level = "other";
  plan.locality = request.district;
  plan.notation = plan.type + "-THCS";
  plan.superior_lines = {"UBND PHƯỜNG " + Upper(request.district)};
  plan.issuer_lines = {"TRƯỜNG TRUNG HỌC CƠ SỞ", Upper(request.name)};
  plan.parent_issuer = "Ủy ban nhân dân phường " + request.district;
  plan.place = request.district;
  plan.position_lines = {"HIỆU TRƯỞNG"};
  plan.recipients = {"UBND phường (để báo cáo)",     "Chi bộ, Ban Giám hiệu",
                     "Công đoàn, Đoàn Thanh niên",   "Các tổ chuyên môn, tổ Văn phòng",
                     "Ban đại diện cha mẹ học sinh", "Lưu: VT"};
}

void SetPartyCommittee(const BodyRequest& request, Vocabulary& vocabulary, SamplePlan& plan) {
  Words& words = vocabulary.words;
  words = Levels()[0].words;
  words["ten"] = request.name;
  words["dv"] = "xã " + request.name;
  words["cap"] = "xã";
  words["ub"] = "UBND xã";
  words["mt"] = "Ủy ban Mặt trận Tổ quốc Việt Nam xã";
  plan.party = true;
  plan.issuer_name = "Đảng ủy xã " + request.name;
  plan.issuer_level = "party";
  plan.locality = request.name;
  plan.notation = plan.type + "/ĐU";
  plan.superior_lines = {"ĐẢNG BỘ TỈNH " + Upper(request.province)};
  plan.issuer_lines = {"ĐẢNG ỦY XÃ " + Upper(request.name)};
  plan.parent_issuer = "Đảng bộ tỉnh " + request.province;
  plan.place = request.name;
  plan.authority_lines = {"T/M BAN THƯỜNG VỤ"};
  plan.position_lines = {"PHÓ BÍ THƯ"};
  plan.recipients = {
      "Ban Thường vụ Tỉnh ủy (để báo cáo)", "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã",
      "Các chi bộ, đảng bộ trực thuộc", "Ủy ban MTTQ Việt Nam xã", "Lưu Văn phòng Đảng ủy"};
}

}  // namespace

Result<Vocabulary> SetBody(const BodyRequest& asked, Random& random, SamplePlan& plan) {
  BodyRequest request = asked;
  const bool commune = request.kind.rfind("xa_", 0) == 0 || request.kind.rfind("phuong_", 0) == 0;
  if (request.province.empty()) request.province = random.Pick(kProvinces);
  if (request.district.empty()) {
    request.district = random.Pick(request.kind == "truong" ? kCommunes : kDistricts);
  }
  if (request.name.empty()) {
    if (commune || request.kind == "dang_uy") {
      request.name = random.Pick(kCommunes);
    } else if (request.kind == "thanh_pho") {
      request.name = random.Pick(kCities);
    } else if (request.kind == "huyen") {
      request.name = random.Pick(kDistricts);
    } else {
      request.name = request.kind == "truong" ? "Trần Phú Đông" : request.province;
    }
  }
  Vocabulary vocabulary;
  vocabulary.year = request.year;
  plan.signer = Name(random);
  const auto level = std::find_if(Levels().begin(), Levels().end(),
                                  [&](const Level& each) { return each.kind == request.kind; });
  if (level != Levels().end()) {
    SetPeoplesCommittee(*level, request, random, vocabulary, plan);
  } else if (request.kind == "so_noi_vu") {
    SetDepartment(request, vocabulary, plan);
  } else if (request.kind == "truong") {
    SetSchool(request, vocabulary, plan);
  } else if (request.kind == "dang_uy") {
    SetPartyCommittee(request, vocabulary, plan);
  } else {
    return Error{ErrorType::kNotFound, "no issuing body of the kind '" + request.kind + "'", 0};
  }
  vocabulary.words["tinh"] = request.province;
  vocabulary.words["huyen"] = request.district;
  return vocabulary;
}

}  // namespace planrec::samples
