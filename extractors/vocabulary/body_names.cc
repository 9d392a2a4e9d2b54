// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/body_names.h"

#include <algorithm>
#include <functional>
#include <map>

#include "extractors/vocabulary/units.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Phrases whose capitals the general rule would miss, in their right form, besides the fields of
// bodies.
constexpr std::string_view kPhrases[] = {
    "Việt Nam",
    "Hồ Chí Minh",
    "Cựu chiến binh",
    "Tổ quốc",
    "Nhà nước",
    "Trung ương",
    "Đảng",
    "Chính phủ",
    "Quốc hội",
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

/// Capitals without the signs between the parts of an abbreviation: "GD&ĐT" → "GDĐT".
std::string Bare(std::string_view abbreviation) {
  std::string out = Upper(abbreviation);
  std::erase_if(out, [](char c) { return c == '&' || c == '-'; });
  return out;
}

/// What the tables write an abbreviation of one word out to; doubtful ones are not read here.
const std::map<std::string, std::string_view>& WrittenOut() {
  static const std::map<std::string, std::string_view> table = [] {
    std::map<std::string, std::string_view> out;
    const auto add = [&](std::string_view abbreviations, std::string_view name) {
      for (std::string_view each : SplitList(abbreviations)) {
        if (each.find(' ') == std::string_view::npos) out.emplace(Bare(each), name);
      }
    };
    for (const Body& body : Bodies()) add(body.abbreviations, body.name);
    for (const BodyField& field : BodyFields()) add(field.abbreviations, field.name);
    for (const AdministrativeUnit& unit : Units()) add(unit.abbreviation, unit.name);
    return out;
  }();
  return table;
}

/// The unit whose name stands in `words` from `at` on, `taken` its words; nullptr for none.
const AdministrativeUnit* UnitInWords(const std::vector<std::string_view>& words, size_t at,
                                      size_t& taken) {
  for (const AdministrativeUnit& unit : Units()) {
    taken = SpellsAt(words, at, unit.name);
    // "XÃ HỘI" is a word of its own, no unit.
    const bool society = taken == 1 && SpellsAt(words, at, "xã hội") > 0;
    if (taken > 0 && !society) return &unit;
  }
  return nullptr;
}

/// The phrase with capitals of its own that stands in `words` from `at` on; empty for none. A field
/// has them only where it begins: "Sở Xây dựng", "Ban Quản lý dự án đầu tư xây dựng".
std::string_view PhraseInWords(const std::vector<std::string_view>& words, size_t at, bool begins) {
  for (const BodyField& field : BodyFields()) {
    if (begins && SpellsAt(words, at, field.name) > 0) return field.name;
  }
  for (std::string_view known : kPhrases) {
    if (SpellsAt(words, at, known) > 0) return known;
  }
  return {};
}

}  // namespace

const std::vector<const Body*>& BodyHeads() {
  static const std::vector<const Body*> heads = [] {
    std::vector<const Body*> list;
    for (const Body& body : Bodies()) {
      if (body.level != BodyLevel::kNone) list.push_back(&body);
    }
    std::ranges::stable_sort(list, std::greater{},
                             [](const Body* body) { return body->name.size(); });
    return list;
  }();
  return heads;
}

const Body* FindBodyHead(std::string_view text) {
  const std::vector<std::string_view> words = Words(text);
  for (const Body* head : BodyHeads()) {
    if (SpellsAt(words, 0, head->name) > 0) return head;
  }
  return nullptr;
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
  for (std::string_view word : Words(spaced)) {
    std::string_view bare = word;
    std::string_view tail;
    if (!bare.empty() && bare.back() == ',') {
      tail = ",";
      bare.remove_suffix(1);
    }
    if (!bare.empty() && bare.back() == '.') bare.remove_suffix(1);
    const auto entry = WrittenOut().find(Bare(bare));
    // Two-letter ones are words of their own in small letters: only capitals count.
    const bool known =
        entry != WrittenOut().end() && (entry->first.size() > 2 || bare == Upper(bare));
    if (!out.empty()) out.push_back(' ');
    if (!known) {
      out.append(word);
    } else {
      out.append(capitals ? Upper(entry->second) : std::string(entry->second));
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
      for (const Body* head : BodyHeads()) {
        // Inside a name only the councils and committees head a second body.
        if (state != In::kStart && head->level != BodyLevel::kByUnit) continue;
        taken = SpellsAt(words, i, head->name);
        if (taken > 0) {
          add(head->name);
          state = head->Is(kProperName) ? In::kName : In::kField;
          break;
        }
      }
      if (taken > 0) {
        i += taken;
        continue;
      }
    }
    size_t unit_words = 0;
    const AdministrativeUnit* unit = UnitInWords(words, i, unit_words);
    if (unit != nullptr) {
      const bool ho_chi_minh = SpellsAt(words, i + unit_words, "Hồ Chí Minh") > 0;
      std::string name(unit->name);
      if (ho_chi_minh || out.empty())
        name = Capitalised(name.substr(0, name.find(' '))) +
               (name.find(' ') == std::string::npos ? "" : name.substr(name.find(' ')));
      add(name);
      i += unit_words;
      state = In::kName;
      continue;
    }
    if (const std::string_view phrase = PhraseInWords(words, i, capital); !phrase.empty()) {
      add(phrase);
      i += Words(phrase).size();
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
