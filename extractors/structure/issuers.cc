// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/issuers.h"

#include <algorithm>
#include <map>

#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// "Trường Tiểu học An Phú xây dựng Kế hoạch …": the body that speaks.
const Pattern kSpeaker{
    "issuers.speaker", Over::kPrinted,
    R"((?:^|[,;.:)]\s+)(\p{Lu}[^,;.:()]{5,90}?)\s+(?:xây dựng|ban hành|triển khai|đề ra|lập|thông báo|báo cáo|hướng dẫn|yêu cầu|đề nghị)\s)",
    "Thực hiện Kế hoạch số 5, Trường Tiểu học An Phú xây dựng Kế hoạch như sau:",
    "của Ủy ban nhân dân xã về trồng cây"};

struct NotationBody {
  std::string_view group;  ///< as it stands in a notation
  std::string_view name;
};

// Issuers as notations abbreviate them. A people's committee or council needs its unit besides.
constexpr NotationBody kNotationBodies[] = {
    {"UBND", "Ủy ban nhân dân"},
    {"HĐND", "Hội đồng nhân dân"},
    {"CTUBND", "Chủ tịch Ủy ban nhân dân"},
    {"CP", "Chính phủ"},
    {"TTg", "Thủ tướng Chính phủ"},
    {"SNV", "Sở Nội vụ"},
    {"SYT", "Sở Y tế"},
    {"STC", "Sở Tài chính"},
    {"STP", "Sở Tư pháp"},
    {"SXD", "Sở Xây dựng"},
    {"SCT", "Sở Công Thương"},
    {"SGDĐT", "Sở Giáo dục và Đào tạo"},
    {"SGD&ĐT", "Sở Giáo dục và Đào tạo"},
    {"SGTVT", "Sở Giao thông vận tải"},
    {"STTTT", "Sở Thông tin và Truyền thông"},
    {"SKHCN", "Sở Khoa học và Công nghệ"},
    {"SKHĐT", "Sở Kế hoạch và Đầu tư"},
    {"STNMT", "Sở Tài nguyên và Môi trường"},
    {"SNNMT", "Sở Nông nghiệp và Môi trường"},
    {"SNN", "Sở Nông nghiệp và Phát triển nông thôn"},
    {"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"},
    {"SLĐTBXH", "Sở Lao động - Thương binh và Xã hội"},
    {"BNV", "Bộ Nội vụ"},
    {"BYT", "Bộ Y tế"},
    {"BTC", "Bộ Tài chính"},
    {"BGDĐT", "Bộ Giáo dục và Đào tạo"},
    {"TU", "Tỉnh ủy"},
    {"HU", "Huyện ủy"},
    {"ĐU", "Đảng ủy"},
};

// Cities that are provinces; Huế since 01/01/2025.
constexpr std::string_view kCentralCities[] = {"ha noi",  "ho chi minh", "hai phong",
                                               "da nang", "can tho",     "hue"};

bool IsCentralCity(std::string_view name) {
  const std::string folded = Fold(name);
  return std::find(std::begin(kCentralCities), std::end(kCentralCities), folded) !=
         std::end(kCentralCities);
}

std::string LevelOfUnit(std::string_view unit, std::string_view name) {
  const std::string folded = Fold(unit);
  if (folded == "tinh") return "province";
  if (folded == "thanh pho") return IsCentralCity(name) ? "province" : "district";
  if (folded == "huyen" || folded == "quan" || folded == "thi xa") return "district";
  if (folded == "xa" || folded == "phuong" || folded == "thi tran" || folded == "dac khu") {
    return "commune";
  }
  return "other";
}

bool StartsUpper(std::string_view word) {
  size_t at = 0;
  return !word.empty() && IsUpper(DecodeUtf8(word, at));
}

/// The last unit with a name in a body's full name.
std::optional<Locality> LastLocality(std::string_view name) {
  std::vector<Locality> all = FindLocalities(name);
  if (all.empty()) return std::nullopt;
  return all.back();
}

struct WordAt {
  size_t begin, end;         ///< punctuation cut
  bool stops_after = false;  ///< punctuation stood behind it
};

std::vector<WordAt> SplitWords(std::string_view text) {
  std::vector<WordAt> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    size_t begin = at, stop = end;
    constexpr std::string_view kPunctuation = ",;:()\"'./";
    while (begin < stop && kPunctuation.find(text[begin]) != std::string_view::npos) ++begin;
    while (stop > begin && kPunctuation.find(text[stop - 1]) != std::string_view::npos) --stop;
    if (stop > begin) words.push_back({begin, stop, stop != end});
    at = end + 1;
  }
  return words;
}

}  // namespace

bool StartsBody(std::string_view line) {
  const std::string spaced = FoldSpaces(line);
  const BodyHead* head = FindBodyHead(ExpandBodyAbbreviations(spaced));
  if (head == nullptr) return false;
  // "PHÒNG, CHỐNG THIÊN TAI" and "PHÒNG CHỐNG …" go on with the line before.
  const std::string folded = Fold(spaced);
  return folded.rfind("phong,", 0) != 0 && folded.rfind("phong chong", 0) != 0 &&
         folded.rfind("bo may", 0) != 0 && folded.rfind("hoi nhap", 0) != 0 &&
         folded.rfind("hoi dong thi dua", 0) != 0;
}

std::vector<size_t> GroupBodies(const std::vector<std::string>& lines,
                                const std::vector<bool>& bold) {
  std::vector<size_t> starts;
  const bool weights = bold.size() == lines.size() &&
                       std::find(bold.begin(), bold.end(), true) != bold.end() &&
                       std::find(bold.begin(), bold.end(), false) != bold.end();
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i == 0) {
      starts.push_back(i);
      continue;
    }
    const std::string before = Fold(FoldSpaces(lines[i - 1]));
    const bool hangs = before.size() > 3 && (before.ends_with(" va") || before.ends_with(",") ||
                                             before.ends_with(" -") || before == "chu tich" ||
                                             before == "van phong" || before == "thuong truc" ||
                                             before == "ban thuong vu" || before == "ban chi dao");
    if (hangs) continue;
    // "ỦY BAN NHÂN DÂN" / "XÃ …": a unit goes on with its committee, whatever their weights.
    size_t length = 0, unit = 0;
    if (StartsWithUnit(Fold(ExpandBodyAbbreviations(lines[i])), length, unit)) continue;
    if (weights && !bold[i - 1] && bold[i]) {
      starts.push_back(i);
    } else if (StartsBody(lines[i])) {
      starts.push_back(i);
    }
  }
  return starts;
}

std::string FullBodyName(std::string_view printed) {
  std::string text = FoldSpaces(printed);
  while (!text.empty() &&
         (text.back() == '*' || text.back() == '-' || text.back() == '_' || text.back() == ':' ||
          text.back() == ';' || text.back() == '.' || text.back() == ',' || text.back() == ' ')) {
    text.pop_back();
  }
  const bool capitals = CapitalShare(text) > 0.8;
  text = ExpandBodyAbbreviations(text);
  if (!capitals) return text;
  return BodySentenceCase(Upper(text));
}

std::vector<Locality> FindLocalities(std::string_view text) {
  std::vector<Locality> out;
  const std::vector<WordAt> words = SplitWords(text);
  const auto word = [&](size_t i) {
    return text.substr(words[i].begin, words[i].end - words[i].begin);
  };
  for (size_t i = 0; i < words.size(); ++i) {
    std::string folded = Fold(word(i));
    size_t next = i + 1;
    std::string unit;
    const bool short_form = folded == "tp" || folded == "tx";
    if (short_form && word(i) == Upper(word(i))) {
      unit = folded == "tp" ? "thành phố" : "thị xã";
    } else if (words[i].stops_after) {
      continue;
    } else {
      if (next < words.size()) folded.append(" ").append(Fold(word(next)));
      size_t length = 0, index = 0;
      if (!StartsWithUnit(folded, length, index)) continue;
      unit = std::string(UnitWords()[index]);
      if (unit.find(' ') != std::string::npos) {
        if (words[next].stops_after) continue;
        ++next;
      }
    }
    const bool capitals =
        StartsUpper(word(i)) && word(next - 1) == Upper(word(next - 1)) && !short_form;
    const size_t first = next;
    while (next < words.size() && next - first < 5) {
      const std::string_view candidate = word(next);
      const bool dash = candidate == "-" || candidate == "–";
      if (dash) {
        if (next == first || next + 1 >= words.size() || !StartsUpper(word(next + 1))) break;
      } else if (!StartsUpper(candidate)) {
        // Numbered units: "phường 5", "Quận 1".
        const bool number = next == first && IsDigit(static_cast<unsigned char>(candidate[0])) &&
                            candidate.size() <= 2;
        if (!number) break;
        ++next;
        break;
      } else {
        // A new body or a year ends the name; in capitals so does the word NĂM.
        const std::string plain = Fold(candidate);
        const bool capital_word = candidate == Upper(candidate) && CountCodePoints(candidate) > 1;
        if (!capitals && capital_word) break;
        if (capitals && (plain == "nam" && next > first && next + 1 < words.size() &&
                         IsDigit(static_cast<unsigned char>(word(next + 1)[0])))) {
          break;
        }
        if (capitals && (plain == "giai" || plain == "den" || plain == "quy" || plain == "thang")) {
          break;
        }
      }
      ++next;
      if (words[next - 1].stops_after) break;
    }
    if (next == first) continue;
    Locality locality;
    locality.unit = unit;
    locality.begin = words[i].begin;
    locality.end = words[next - 1].end;
    const std::string_view name =
        text.substr(words[first].begin, words[next - 1].end - words[first].begin);
    // "xã Hội" and "tỉnh Ủy" are no places.
    const std::string plain = Fold(name);
    if (plain == "hoi" || plain.rfind("uy", 0) == 0 || plain == "doan") continue;
    locality.name = capitals ? TitleCase(name) : std::string(name);
    out.push_back(locality);
    i = next - 1;
  }
  return out;
}

Locality ParsePlace(std::string_view place) {
  const std::string spaced = ExpandBodyAbbreviations(FoldSpaces(place));
  const std::string folded = Fold(spaced);
  size_t length = 0, index = 0;
  Locality out;
  if (StartsWithUnit(folded, length, index)) {
    const FoldedText with_offsets = FoldWithOffsets(spaced);
    out.unit = std::string(UnitWords()[index]);
    out.name = std::string(Trim(std::string_view(spaced).substr(with_offsets.offset[length])));
  } else {
    out.name = spaced;
  }
  return out;
}

Issuer MakeIssuer(std::string_view printed, std::string_view parent) {
  Issuer issuer;
  issuer.name = FullBodyName(printed);
  issuer.level = "other";
  const std::string parent_name = FullBodyName(parent);
  const std::optional<Locality> own = LastLocality(issuer.name);
  const std::optional<Locality> above =
      parent_name.empty() ? std::nullopt : LastLocality(parent_name);
  const BodyHead* head = FindBodyHead(issuer.name);
  const BodyLevel kind = head == nullptr ? BodyLevel::kOther : head->level;
  switch (kind) {
    case BodyLevel::kCentral:
      // A department of a ministry that works in one province is that province's.
      issuer.level = own ? LevelOfUnit(own->unit, own->name) : "central";
      break;
    case BodyLevel::kProvince:
      issuer.level = "province";
      break;
    case BodyLevel::kParty:
      issuer.level = "party";
      break;
    case BodyLevel::kOther:
      break;
    case BodyLevel::kByUnit:
    case BodyLevel::kByParent:
      if (own) {
        issuer.level = LevelOfUnit(own->unit, own->name);
      } else if (!parent_name.empty()) {
        issuer.level = MakeIssuer(parent_name, "").level;
      }
      break;
  }
  if (own) {
    issuer.locality = own->name;
  } else if (kind == BodyLevel::kParty && head->proper) {
    // "Huyện ủy An Phú" names its district without the unit's word.
    const FoldedText folded = FoldWithOffsets(issuer.name);
    const size_t length = Fold(head->name).size();
    if (folded.text.size() > length + 1) {
      issuer.locality = issuer.name.substr(folded.offset[length + 1]);
    }
  } else if (above) {
    issuer.locality = above->name;
  }
  return issuer;
}

std::optional<Issuer> InferIssuer(const IssuerHints& hints) {
  std::string body;
  // TM. names the collective that signs.
  const std::string authority = FullBodyName(hints.authority);
  const std::string folded = Fold(authority);
  if (folded.rfind("tm. ", 0) == 0 || folded.rfind("tm ", 0) == 0) {
    // A deputy's line may follow: "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH".
    std::string rest = hints.authority.substr(hints.authority.find(' ') + 1);
    for (std::string_view next : {" KT.", " TL.", " TUQ.", " Q."}) {
      rest = rest.substr(0, rest.find(next));
    }
    rest = FullBodyName(rest);
    if (FindBodyHead(rest) != nullptr) body = rest;
  }
  if (body.empty()) {
    for (size_t at = 0; at < hints.notation.size();) {
      const size_t end = std::min(hints.notation.find_first_of("-/", at), hints.notation.size());
      for (const NotationBody& entry : kNotationBodies) {
        if (hints.notation.substr(at, end - at) == entry.group) body = std::string(entry.name);
      }
      at = end + 1;
    }
  }
  Issuer issuer;
  if (body.empty()) {
    for (std::string_view paragraph : hints.body) {
      for (const Match& match : kSpeaker.FindAll(paragraph)) {
        const std::string name = FullBodyName(match.Text(paragraph, 1));
        const BodyHead* speaker = FindBodyHead(name);
        // A bare "Nhà trường" or "Ban" names nobody.
        if (speaker == nullptr || name.size() < speaker->name.size() + 3) continue;
        issuer = MakeIssuer(name, "");
        if (!issuer.locality && !hints.place.empty())
          issuer.locality = ParsePlace(hints.place).name;
        issuer.confidence = 0.75;
        return issuer;
      }
    }
    return std::nullopt;
  }
  const BodyHead* head = FindBodyHead(body);
  // A party committee of a commune is named after it; one of a district or province names it
  // without the unit's word.
  const bool committee = head != nullptr && head->level == BodyLevel::kParty;
  if (committee && head->proper && !hints.place.empty()) {
    issuer = MakeIssuer(body + " " + ParsePlace(hints.place).name, "");
    issuer.confidence = 0.7;
    return issuer;
  }
  if (head == nullptr || (head->level != BodyLevel::kByUnit && !committee)) {
    issuer = MakeIssuer(body, "");
    issuer.confidence = 0.75;
    return issuer;
  }
  if (LastLocality(body)) {
    issuer = MakeIssuer(body, "");
    issuer.confidence = 0.9;
    return issuer;
  }

  // Which unit: the place of issue decides the name, the title and the text decide the kind.
  const Locality place = ParsePlace(hints.place);
  std::map<std::pair<std::string, std::string>, int> votes;
  const auto vote = [&](std::string_view text, int weight) {
    for (const Locality& found : FindLocalities(text)) votes[{found.unit, found.name}] += weight;
  };
  vote(hints.title, 3);
  for (std::string_view paragraph : hints.body) vote(paragraph, 1);
  std::pair<std::string, std::string> best;
  int best_votes = 0;
  bool agrees = false;
  const std::string place_name = Fold(place.name);
  for (const auto& [unit, count] : votes) {
    const bool same = !place_name.empty() && Fold(unit.second) == place_name &&
                      (place.unit.empty() || unit.first == place.unit);
    const int score = count + (same ? 100 : 0);
    if (score > best_votes) {
      best = unit;
      best_votes = score;
      agrees = same;
    }
  }
  if (!agrees && !place.unit.empty()) {
    best = {place.unit, place.name};
    agrees = true;
    best_votes = 101;
  }
  if (best_votes == 0) {
    if (!committee) return std::nullopt;
    issuer = MakeIssuer(body, "");
    issuer.confidence = 0.5;
    return issuer;
  }
  issuer = MakeIssuer(body + " " + best.first + " " + best.second, "");
  issuer.confidence = agrees ? (best_votes >= 103 ? 0.92 : 0.85) : 0.55;
  return issuer;
}

PlacedText WithoutSpeck(const PlacedText& text) {
  constexpr double kDoubtful = 0.6;
  constexpr size_t kLongest = 3;
  const size_t space = text.text.find(' ');
  if (space == std::string::npos || StartsBody(text.text)) return text;
  if (CountCodePoints(text.text.substr(0, space)) > kLongest ||
      text.Confidence(0, space) >= kDoubtful)
    return text;
  PlacedText rest = text.Slice(space, text.text.size());
  return StartsBody(rest.text) ? rest : text;
}

}  // namespace planrec::extract
