// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/agency_keys.h"

#include <algorithm>
#include <array>
#include <vector>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr std::array kAliases = {
    AgencyAlias{"vp dang uy hdnd ubnd", "van phong dang uy hoi dong nhan dan uy ban nhan dan",
                "VP Đảng ủy, HĐND&UBND xã"},
    AgencyAlias{"ld tb xh", "lao dong thuong binh xa hoi", "Phòng LĐ-TB&XH"},
    AgencyAlias{"ldtb xh", "lao dong thuong binh xa hoi", "Phòng LĐTB&XH"},
    AgencyAlias{"ldtbxh", "lao dong thuong binh xa hoi", "Phòng LĐTBXH"},
    AgencyAlias{"vh tt dl", "van hoa the thao du lich", "Sở VH,TT&DL"},
    AgencyAlias{"vhttdl", "van hoa the thao du lich", "Sở VHTTDL"},
    AgencyAlias{"vhtt dl", "van hoa the thao du lich", "Sở VHTT&DL"},
    AgencyAlias{"vh tt", "van hoa thong tin", "Phòng VH-TT"},
    AgencyAlias{"vhtt", "van hoa thong tin", "Phòng VHTT"},
    AgencyAlias{"vh xh", "van hoa xa hoi", "Phòng VH-XH"},
    AgencyAlias{"vhxh", "van hoa xa hoi", "Phòng VHXH"},
    AgencyAlias{"gd dt", "giao duc dao tao", "Phòng GD&ĐT"},
    AgencyAlias{"gddt", "giao duc dao tao", "Phòng GDĐT"},
    AgencyAlias{"nn ptnt", "nong nghiep phat trien nong thon", "Sở NN&PTNT"},
    AgencyAlias{"nnptnt", "nong nghiep phat trien nong thon", "Sở NNPTNT"},
    AgencyAlias{"nn mt", "nong nghiep moi truong", "Sở NN&MT"},
    AgencyAlias{"nnmt", "nong nghiep moi truong", "Phòng NNMT"},
    AgencyAlias{"tn mt", "tai nguyen moi truong", "Phòng TN&MT"},
    AgencyAlias{"tnmt", "tai nguyen moi truong", "Phòng TNMT"},
    AgencyAlias{"kh dt", "ke hoach dau tu", "Sở KH&ĐT"},
    AgencyAlias{"khdt", "ke hoach dau tu", "Sở KHĐT"},
    AgencyAlias{"kh cn", "khoa hoc cong nghe", "Sở KH&CN"},
    AgencyAlias{"khcn", "khoa hoc cong nghe", "Sở KHCN"},
    AgencyAlias{"tt tt", "thong tin truyen thong", "Sở TT&TT"},
    AgencyAlias{"tttt", "thong tin truyen thong", "Sở TTTT"},
    AgencyAlias{"tt truyen thong", "thong tin truyen thong", "Sở TT-Truyền thông"},
    AgencyAlias{"tc kh", "tai chinh ke hoach", "Phòng TC-KH"},
    AgencyAlias{"tckh", "tai chinh ke hoach", "Phòng TCKH"},
    AgencyAlias{"kt ht dt", "kinh te ha tang do thi", "Phòng KT,HT&ĐT"},
    AgencyAlias{"kt ht", "kinh te ha tang", "Phòng KT&HT"},
    AgencyAlias{"ktht", "kinh te ha tang", "Phòng KTHT"},
    AgencyAlias{"ql dt", "quan ly do thi", "Phòng QLĐT"},
    AgencyAlias{"qldt", "quan ly do thi", "Phòng QLĐT"},
    AgencyAlias{"gtvt", "giao thong van tai", "Sở GTVT"},
    AgencyAlias{"tn tkq", "tiep nhan tra ket qua", "Bộ phận TN&TKQ"},
    AgencyAlias{"tn tra kq", "tiep nhan tra ket qua", "Bộ phận TN&Trả KQ"},
    AgencyAlias{"ubmttq", "uy ban mat tran to quoc", "UBMTTQ xã"},
    AgencyAlias{"mttq", "mat tran to quoc", "Ủy ban MTTQ huyện"},
    AgencyAlias{"mttqvn", "mat tran to quoc", "Ủy ban MTTQVN huyện"},
    AgencyAlias{"ubnd", "uy ban nhan dan", "UBND xã"},
    AgencyAlias{"hdnd", "hoi dong nhan dan", "HĐND xã"},
    AgencyAlias{"vp", "van phong", "VP huyện"},
    AgencyAlias{"bchqs", "ban chi huy quan su", "BCHQS xã"},
    AgencyAlias{"bch", "ban chi huy", "BCH quân sự xã"},
    AgencyAlias{"bcd", "ban chi dao", "BCĐ chuyển đổi số"},
    AgencyAlias{"bql", "ban quan ly", "BQL dự án"},
    AgencyAlias{"bqlda", "ban quan ly du an", "BQLDA huyện"},
    AgencyAlias{"bhxh", "bao hiem xa hoi", "BHXH huyện"},
    AgencyAlias{"ldld", "lien doan lao dong", "LĐLĐ huyện"},
    AgencyAlias{"lhpn", "lien hiep phu nu", "Hội LHPN xã"},
    AgencyAlias{"ccb", "cuu chien binh", "Hội CCB xã"},
    AgencyAlias{"tncs", "thanh nien cong san", "Đoàn TNCS Hồ Chí Minh"},
    AgencyAlias{"ttyt", "trung tam y te", "TTYT huyện"},
    AgencyAlias{"tthc cong", "trung tam hanh chinh cong", "TTHC công"},
    AgencyAlias{"ttpvhcc", "trung tam phuc vu hanh chinh cong", "TTPVHCC"},
    AgencyAlias{"hcc", "hanh chinh cong", "Trung tâm Phục vụ HCC"},
    AgencyAlias{"kbnn", "kho bac nha nuoc", "KBNN huyện"},
    AgencyAlias{"nhcsxh", "ngan hang chinh sach xa hoi", "NHCSXH"},
    AgencyAlias{"dbqh", "dai bieu quoc hoi", "Đoàn ĐBQH tỉnh"},
    AgencyAlias{"cchc", "cai cach hanh chinh", "Tổ CCHC"},
    AgencyAlias{"tthc", "thu tuc hanh chinh", "Kiểm soát TTHC"},
    AgencyAlias{"pct", "pho chu tich", "PCT UBND xã"},
    AgencyAlias{"ct", "chu tich", "CT UBND xã"},
    AgencyAlias{"tp", "thanh pho", "UBND TP"},
    AgencyAlias{"tx", "thi xa", "UBND TX"},
    AgencyAlias{"tt hdnd", "thuong truc hoi dong nhan dan", "TT HĐND tỉnh"},
    AgencyAlias{"tt tinh uy", "thuong truc tinh uy", "TT Tỉnh ủy"},
    AgencyAlias{"tt thanh uy", "thuong truc thanh uy", "TT Thành ủy"},
    AgencyAlias{"tt huyen uy", "thuong truc huyen uy", "TT Huyện ủy"},
    AgencyAlias{"tt dang uy", "thuong truc dang uy", "TT Đảng ủy"},
    AgencyAlias{"tt", "trung tam", "TT Văn hóa"},
    AgencyAlias{"gd", "giao duc", "Phòng GD"},
    AgencyAlias{"dt", "dao tao", "Phòng ĐT"},
    AgencyAlias{"tc", "tai chinh", "Phòng TC"},
    AgencyAlias{"kh", "ke hoach", "Phòng KH"},
    AgencyAlias{"nv", "noi vu", "Sở NV"},
    AgencyAlias{"ubkt", "uy ban kiem tra", "UBKT Huyện ủy"},
    AgencyAlias{"btg", "ban tuyen giao", "BTG Huyện ủy"},
    AgencyAlias{"dtncs", "doan thanh nien cong san", "ĐTNCS HCM"},
};

// Words that spellings of one name have or have not.
constexpr std::array<std::string_view, 4> kDropped = {"va", "cac", "nhung", "voi"};

constexpr std::array<std::string_view, 8> kLevels = {"thanh pho", "thi tran", "thi xa", "tinh",
                                                     "huyen",     "quan",     "phuong", "xa"};

// Bodies of which each level has one: their level is part of the name.
constexpr std::array<std::string_view, 6> kOfLevels = {"uy ban nhan dan", "hoi dong nhan dan",
                                                       "dang uy",         "uy ban mat tran to quoc",
                                                       "cong an",         "mat tran to quoc"};

std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : Fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      words.back().push_back(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Number of words from `at` on that the alias takes; 0 where it does not stand there.
size_t Takes(const AgencyAlias& alias, const std::vector<std::string>& words, size_t at) {
  size_t taken = 0;
  for (size_t begin = 0; begin <= alias.words.size(); ++taken) {
    const size_t end = std::min(alias.words.find(' ', begin), alias.words.size());
    // "GD và ĐT": connectives stand between the parts of an abbreviation.
    while (taken > 0 && at + taken < words.size() && words[at + taken] == "va") ++taken;
    if (at + taken >= words.size() || words[at + taken] != alias.words.substr(begin, end - begin)) {
      return 0;
    }
    begin = end + 1;
  }
  return taken;
}

bool EndsWithWords(const std::string& text, const std::string& end) {
  if (end.empty() || !text.ends_with(end)) return false;
  return text.size() == end.size() || text[text.size() - end.size() - 1] == ' ';
}

void CutEnd(std::string& text, size_t size) {
  text.resize(text.size() - std::min(text.size(), size));
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

/// Classes in a list ("phường, xã") in one order: they stand at the name's end.
std::string WithOrderedClasses(const std::string& key) {
  std::string rest = key;
  std::vector<std::string> classes;
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view level : kLevels) {
      if (!EndsWithWords(rest, std::string(level)) || rest.size() == level.size()) continue;
      classes.emplace_back(level);
      CutEnd(rest, level.size());
      found = true;
      break;
    }
  }
  if (classes.size() < 2) return key;
  std::sort(classes.begin(), classes.end());
  for (const std::string& each : classes) rest += " " + each;
  return rest;
}

}  // namespace

std::span<const AgencyAlias> AgencyAliases() {
  return kAliases;
}

std::string AgencyKey(std::string_view name) {
  const std::vector<std::string> words = WordsOf(name);
  std::string key;
  const auto add = [&](std::string_view text) {
    if (!key.empty()) key += ' ';
    key += text;
  };
  for (size_t at = 0; at < words.size();) {
    const AgencyAlias* best = nullptr;
    size_t taken = 0;
    for (const AgencyAlias& alias : kAliases) {
      const size_t n = Takes(alias, words, at);
      if (n > taken) {
        best = &alias;
        taken = n;
      }
    }
    if (best != nullptr) {
      add(best->long_form);
      at += taken;
      continue;
    }
    // The country, behind the names of fronts and unions; not the "nam" of "Quảng Nam".
    if (words[at] == "viet" && at + 1 < words.size() && words[at + 1] == "nam") {
      at += 2;
      continue;
    }
    if (std::find(kDropped.begin(), kDropped.end(), words[at]) == kDropped.end()) add(words[at]);
    ++at;
  }
  return key;
}

AgencyPlace PlaceOf(const DocumentFields& document) {
  for (const std::optional<std::string>& name :
       {document.issuer ? std::optional(document.issuer->name) : std::nullopt,
        document.parent_issuer}) {
    if (!name) continue;
    const std::string key = AgencyKey(*name);
    size_t best = std::string::npos;
    AgencyPlace place;
    for (const std::string_view level : kLevels) {
      const std::string word = " " + std::string(level);
      const size_t at = key.find(word);
      const size_t end = at + word.size();
      if (at == std::string::npos || at > best || (end < key.size() && key[end] != ' ')) continue;
      if (at == best && level.size() < place.level.size()) continue;
      best = at;
      place.level = level;
      place.locality = end < key.size() ? key.substr(end + 1) : std::string();
    }
    if (!place.level.empty()) return place;
  }
  return {};
}

std::string AgencyKeyIn(std::string_view name, const AgencyPlace& place) {
  std::string key = AgencyKey(name);
  if (!place.level.empty()) {
    if (!place.locality.empty() && EndsWithWords(key, place.level + " " + place.locality)) {
      CutEnd(key, place.locality.size());
    }
    const auto one_a_level = [&](std::string_view body) { return key == body; };
    std::string bare = key;
    if (EndsWithWords(key, place.level)) CutEnd(bare, place.level.size());
    const auto body = [&](std::string_view of) { return EndsWithWords(bare, std::string(of)); };
    if (std::any_of(kOfLevels.begin(), kOfLevels.end(), one_a_level)) {
      key += " " + place.level;
    } else if (!bare.empty() && std::none_of(kOfLevels.begin(), kOfLevels.end(), body)) {
      key = bare;
    }
  }
  key = WithOrderedClasses(key);
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

void AssignAgencyKeys(PlanRecord& record) {
  const AgencyPlace place = PlaceOf(record.document);
  for (Assignment& assignment : record.assignments)
    assignment.agency_key = AgencyKeyIn(assignment.agency, place);
  const auto keys = [&](const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names) out.push_back(AgencyKeyIn(name, place));
    return out;
  };
  for (Task& task : record.tasks) {
    task.lead_keys = keys(task.lead);
    task.support_keys = keys(task.support);
  }
}

}  // namespace planrec::extract
