// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/body_names.h"

#include <algorithm>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

struct Abbreviation {
  std::string_view printed;  ///< upper case, compared with the upper-cased word
  std::string_view full;     ///< sentence case
};

// Words of letterheads and signatures; a final point is cut before the comparison.
constexpr Abbreviation kAbbreviations[] = {
    {"UBND", "Ủy ban nhân dân"},
    {"HĐND", "Hội đồng nhân dân"},
    {"UBMTTQ", "Ủy ban Mặt trận Tổ quốc"},
    {"MTTQ", "Mặt trận Tổ quốc"},
    {"VN", "Việt Nam"},
    {"TP", "thành phố"},
    {"TX", "thị xã"},
    {"TTR", "thị trấn"},
    {"GDĐT", "Giáo dục và Đào tạo"},
    {"GD&ĐT", "Giáo dục và Đào tạo"},
    {"TC-KH", "Tài chính - Kế hoạch"},
    {"TN&MT", "Tài nguyên và Môi trường"},
    {"NN&MT", "Nông nghiệp và Môi trường"},
    {"NN&PTNT", "Nông nghiệp và Phát triển nông thôn"},
    {"LĐTB&XH", "Lao động - Thương binh và Xã hội"},
    {"LĐ-TB&XH", "Lao động - Thương binh và Xã hội"},
    {"VH&TT", "Văn hóa và Thông tin"},
    {"TT&TT", "Thông tin và Truyền thông"},
    {"KH&CN", "Khoa học và Công nghệ"},
    {"KH&ĐT", "Kế hoạch và Đầu tư"},
    {"GTVT", "Giao thông vận tải"},
    {"THPT", "Trung học phổ thông"},
    {"THCS", "Trung học cơ sở"},
    {"HCM", "Hồ Chí Minh"},
    {"TNCS", "Thanh niên Cộng sản"},
    {"LHPN", "Liên hiệp Phụ nữ"},
    {"BTV", "Ban Thường vụ"},
    {"BCH", "Ban Chấp hành"},
    {"BQL", "Ban Quản lý"},
    {"BCĐ", "Ban Chỉ đạo"},
};

// Phrases whose capitals the general rule would miss, in their right form.
constexpr std::string_view kPhrases[] = {
    "Công Thương",
    "Việt Nam",
    "Tổ quốc",
    "Nhà nước",
    "Trung ương",
    "Đảng",
    "Chính phủ",
    "Quốc hội",
    "Hồ Chí Minh",
    "Cựu chiến binh",
    "Liên hiệp",
    "Thanh niên",
    "Phụ nữ",
    "Nông dân",
    "Sư phạm kỹ thuật",
    "Sư phạm",
    "Bách khoa",
    "Kinh tế quốc dân",
    "Kinh tế",
    "Khoa học tự nhiên",
    "Khoa học xã hội và Nhân văn",
    "Nông lâm",
    "Công nghệ",
    "Công nghiệp",
    "Ngoại ngữ",
    "Giao thông vận tải",
    "Y tế công cộng",
    "dân tộc nội trú",
    "chuyên",
};

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string Capitalised(std::string_view word) {
  std::string out;
  bool first = true;
  for (size_t at = 0; at < word.size();) {
    const char32_t c = DecodeUtf8(word, at);
    AppendUtf8(out, first ? UpperLetter(c) : LowerLetter(c));
    // "ABC-XYZ" and "(A)" get a capital after the sign as well.
    first = !IsLetter(c) && !IsDigit(c);
  }
  return out;
}

/// Number of words of `phrase` when `words` from `at` on spell it (case ignored), else 0.
size_t SpellsAt(const std::vector<std::string_view>& words, size_t at, std::string_view phrase) {
  const std::vector<std::string_view> want = Words(phrase);
  if (at + want.size() > words.size()) return 0;
  for (size_t i = 0; i < want.size(); ++i) {
    if (Fold(words[at + i]) != Fold(want[i])) return 0;
  }
  return want.size();
}

}  // namespace

const std::vector<BodyHead>& BodyHeads() {
  using enum BodyLevel;
  static const std::vector<BodyHead> heads = [] {
    std::vector<BodyHead> list = {
        {"Chủ tịch Ủy ban nhân dân", kByUnit},
        {"Ủy ban nhân dân", kByUnit},
        {"Hội đồng nhân dân", kByUnit},
        {"Thường trực Hội đồng nhân dân", kByUnit},
        {"Ủy ban Thường vụ Quốc hội", kCentral},
        {"Ủy ban Dân tộc", kCentral},
        {"Ủy ban Mặt trận Tổ quốc Việt Nam", kOther},
        {"Ủy ban Mặt trận Tổ quốc", kOther},
        {"Mặt trận Tổ quốc", kOther},
        {"Đoàn đại biểu Quốc hội", kByUnit},
        {"Quốc hội", kCentral},
        {"Chính phủ", kCentral},
        {"Thủ tướng Chính phủ", kCentral},
        {"Văn phòng Chính phủ", kCentral},
        {"Văn phòng Quốc hội", kCentral},
        {"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", kByUnit},
        {"Văn phòng Ủy ban nhân dân", kByUnit},
        {"Ngân hàng Nhà nước", kCentral},
        {"Thanh tra Chính phủ", kCentral},
        {"Kiểm toán Nhà nước", kCentral},
        {"Bộ Chỉ huy quân sự", kProvince},
        {"Bộ Chỉ huy Bộ đội Biên phòng", kProvince},
        {"Ban Chỉ huy quân sự", kByUnit},
        {"Ban Chỉ đạo", kByParent},
        // Bodies that a decision sets up for one piece of work.
        {"Đoàn thanh tra", kByParent},
        {"Đoàn kiểm tra", kByParent},
        {"Đoàn công tác", kByParent},
        {"Tổ công tác", kByParent},
        {"Tổ thẩm định", kByParent},
        {"Ban Quản lý", kByParent},
        {"Ban Dân tộc", kProvince},
        {"Ban Tuyên giáo", kParty},
        {"Ban Dân vận", kParty},
        {"Ban Tổ chức", kParty},
        {"Ban Nội chính", kParty},
        {"Ban Thường vụ", kParty},
        {"Ban Chấp hành Trung ương", kParty},
        {"Ban Chấp hành Đảng bộ", kParty},
        {"Ban Chấp hành Đoàn", kOther},
        {"Ban Chấp hành Hội", kOther},
        {"Ủy ban Kiểm tra", kParty},
        {"Ban", kByParent},
        {"Bộ", kCentral},
        {"Tổng cục", kCentral},
        {"Cục", kCentral},
        {"Vụ", kCentral},
        {"Chi cục", kByParent},
        {"Sở", kProvince},
        {"Phòng", kByParent},
        {"Văn phòng", kByParent},
        {"Thanh tra", kByParent},
        {"Công an", kByUnit},
        {"Tòa án nhân dân", kByUnit},
        {"Viện kiểm sát nhân dân", kByUnit},
        {"Kho bạc Nhà nước", kByUnit},
        {"Bảo hiểm xã hội", kByUnit},
        {"Tỉnh ủy", kParty, true},
        {"Thành ủy", kParty, true},
        {"Huyện ủy", kParty, true},
        {"Quận ủy", kParty, true},
        {"Thị ủy", kParty, true},
        {"Đảng ủy", kParty},
        {"Đảng bộ", kParty},
        {"Chi bộ", kParty},
        {"Trường Đại học", kOther, true},
        {"Trường Cao đẳng", kOther, true},
        {"Trường Trung cấp", kOther, true},
        {"Trường Trung học phổ thông", kOther, true},
        {"Trường Trung học cơ sở", kOther, true},
        {"Trường Tiểu học", kOther, true},
        {"Trường Mầm non", kOther, true},
        {"Trường Mẫu giáo", kOther, true},
        {"Trường Chính trị", kOther},
        {"Trường", kOther},
        {"Đại học", kOther, true},
        {"Học viện", kOther},
        {"Viện", kOther},
        {"Bệnh viện", kOther},
        {"Trung tâm", kOther},
        {"Trạm Y tế", kOther},
        {"Đài", kOther},
        {"Ngân hàng", kOther},
        {"Chi nhánh", kByUnit},
        {"Công ty", kOther},
        {"Tổng công ty", kOther},
        {"Tập đoàn", kOther},
        {"Liên đoàn", kOther},
        {"Liên minh", kOther},
        {"Hội", kOther},
        {"Đoàn Thanh niên Cộng sản Hồ Chí Minh", kOther},
        {"Công đoàn", kOther},
    };
    std::stable_sort(list.begin(), list.end(), [](const BodyHead& a, const BodyHead& b) {
      return a.name.size() > b.name.size();
    });
    return list;
  }();
  return heads;
}

const BodyHead* FindBodyHead(std::string_view text) {
  const std::vector<std::string_view> words = Words(text);
  for (const BodyHead& head : BodyHeads()) {
    if (SpellsAt(words, 0, head.name) > 0) return &head;
  }
  return nullptr;
}

const std::vector<std::string_view>& UnitWords() {
  static const std::vector<std::string_view> units = {
      "thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "tỉnh", "quận", "xã"};
  return units;
}

bool StartsWithUnit(std::string_view folded, size_t& length, size_t& index) {
  const std::vector<std::string_view>& units = UnitWords();
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string unit = Fold(units[i]);
    if (folded.substr(0, unit.size()) != unit) continue;
    if (folded.size() > unit.size() && folded[unit.size()] != ' ') continue;
    length = unit.size();
    index = i;
    return true;
  }
  return false;
}

std::string ExpandBodyAbbreviations(std::string_view text) {
  const std::string spaced = [&] {
    // "TP.HUẾ" is two words.
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
      out.push_back(text[i]);
      if (text[i] == '.' && i + 1 < text.size() && text[i + 1] != ' ') out.push_back(' ');
    }
    return FoldSpaces(out);
  }();
  const bool capitals = CapitalShare(spaced) > 0.9;
  std::string out;
  const std::vector<std::string_view> words = Words(spaced);
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    std::string_view bare = word;
    std::string_view tail;
    if (!bare.empty() && bare.back() == ',') {
      tail = ",";
      bare.remove_suffix(1);
    }
    if (!bare.empty() && bare.back() == '.') bare.remove_suffix(1);
    const std::string upper = Upper(bare);
    std::string full;
    for (const Abbreviation& entry : kAbbreviations) {
      // Two-letter ones are words of their own in small letters: only capitals count.
      if (upper == entry.printed && (bare == upper || entry.printed.size() > 2)) {
        full = std::string(entry.full);
      }
    }
    // "BCH QUÂN SỰ" is the army's staff, no committee of an organisation.
    if (upper == "BCH" && i + 1 < words.size() && Fold(words[i + 1]) == "quan") {
      full = "Ban Chỉ huy";
    }
    if (!out.empty()) out.push_back(' ');
    if (full.empty()) {
      out.append(word);
    } else {
      out.append(capitals ? Upper(full) : full);
      out.append(tail);
    }
  }
  return out;
}

std::string BodySentenceCase(std::string_view capitals) {
  const std::vector<std::string_view> words = Words(capitals);
  enum class In { kStart, kField, kName } state = In::kStart;
  bool capital = true;  // of the next word of a field
  std::string out;
  const auto add = [&](std::string_view word) {
    if (!out.empty()) out.push_back(' ');
    out.append(word);
  };
  for (size_t i = 0; i < words.size();) {
    // Heads stand at the start and after "và" or another head.
    if (capital && state != In::kName) {
      size_t taken = 0;
      for (const BodyHead& head : BodyHeads()) {
        // Inside a name only the councils and committees head a second body.
        // ("Chi bộ |Trường Tiểu học …": a cell's school has a name of its own.)
        const bool school = head.proper && head.name.starts_with("Trường");
        if (state != In::kStart && head.level != BodyLevel::kByUnit && !school) continue;
        taken = SpellsAt(words, i, head.name);
        if (taken > 0) {
          add(head.name);
          state = head.proper ? In::kName : In::kField;
          break;
        }
      }
      if (taken > 0) {
        i += taken;
        continue;
      }
    }
    size_t unit = 0;
    size_t unit_words = 0;
    for (size_t u = 0; u < UnitWords().size() && unit_words == 0; ++u) {
      unit_words = SpellsAt(words, i, UnitWords()[u]);
      // "QUÂN Y" is no "quận": told by its marks, where it has any.
      const std::string said = Lower(words[i]);
      if (unit_words == 1 && said != UnitWords()[u] && said != Fold(words[i])) unit_words = 0;
      unit = u;
    }
    // "XÃ HỘI" is a word of its own, no unit.
    if (unit_words == 1 && i + 1 < words.size() && Fold(words[i]) == "xa" &&
        Fold(words[i + 1]) == "hoi") {
      unit_words = 0;
    }
    if (unit_words > 0) {
      const bool ho_chi_minh = SpellsAt(words, i + unit_words, "Hồ Chí Minh") > 0;
      std::string name(UnitWords()[unit]);
      if (ho_chi_minh || out.empty())
        name = Capitalised(name.substr(0, name.find(' '))) +
               (name.find(' ') == std::string::npos ? "" : name.substr(name.find(' ')));
      add(name);
      i += unit_words;
      state = In::kName;
      continue;
    }
    size_t phrase = 0;
    for (std::string_view known : kPhrases) {
      phrase = SpellsAt(words, i, known);
      // "CHUYỂN" is no "chuyên": one word is known by its marks, where it has any.
      const std::string said = Lower(words[i]);
      if (phrase == 1 && said != Lower(known) && said != Fold(words[i])) phrase = 0;
      if (phrase > 0) {
        add(known);
        break;
      }
    }
    if (phrase > 0) {
      i += phrase;
      capital = false;
      if (state == In::kStart) state = In::kField;
      continue;
    }
    if (state == In::kName) {
      const std::string name = Fold(words[i]);
      add(name == "va" ? "và" : Capitalised(words[i]));
      ++i;
      continue;
    }
    const std::string folded = Fold(words[i]);
    if (folded == "va" || folded == "-" || folded == "–") {
      add(Lower(words[i]));
      capital = true;
    } else {
      add(capital ? Capitalised(words[i]) : Lower(words[i]));
      capital = words[i].back() == ',';
    }
    state = In::kField;
    ++i;
  }
  return out;
}

std::string TitleCase(std::string_view text) {
  std::string out;
  for (std::string_view word : Words(text)) {
    if (!out.empty()) out.push_back(' ');
    out.append(Capitalised(word));
  }
  return out;
}

double CapitalShare(std::string_view text) {
  size_t letters = 0, upper = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++letters;
    if (IsUpper(c)) ++upper;
  }
  return letters == 0 ? 0 : static_cast<double>(upper) / static_cast<double>(letters);
}

}  // namespace planrec::extract
