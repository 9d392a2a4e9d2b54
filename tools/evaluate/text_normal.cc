// SPDX-License-Identifier: GPL-3.0-or-later
// The normal forms of text_match.h.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "pipeline/core/utf8.h"
#include "tools/evaluate/text_match.h"

namespace planrec::evaluate {
namespace {

/// The vowels without and with the five tone marks, in one order of tones: plain, then grave,
/// acute, tilde, hook above, dot below.
constexpr std::u32string_view kVowels[] = {
    U"aàáãảạ", U"ăằắẵẳặ", U"âầấẫẩậ", U"eèéẽẻẹ", U"êềếễểệ", U"iìíĩỉị", U"oòóõỏọ", U"ôồốỗổộ",
    U"ơờớỡởợ", U"uùúũủụ", U"ưừứữửự", U"yỳýỹỷỵ", U"AÀÁÃẢẠ", U"ĂẰẮẴẲẶ", U"ÂẦẤẪẨẬ", U"EÈÉẼẺẸ",
    U"ÊỀẾỄỂỆ", U"IÌÍĨỈỊ", U"OÒÓÕỎỌ", U"ÔỒỐỖỔỘ", U"ƠỜỚỠỞỢ", U"UÙÚŨỦỤ", U"ƯỪỨỮỬỰ", U"YỲÝỸỶỴ",
};

constexpr bool AllHaveSixForms() {
  for (const std::u32string_view forms : kVowels) {
    if (forms.size() != 6) return false;
  }
  return true;
}
static_assert(AllHaveSixForms(), "the table must be typed in NFC");

struct Vowel {
  size_t base = 0;  ///< index in kVowels
  size_t tone = 0;  ///< 0 = none
};

std::optional<Vowel> AsVowel(char32_t c) {
  for (size_t base = 0; base < std::size(kVowels); ++base) {
    const size_t tone = kVowels[base].find(c);
    if (tone != std::u32string_view::npos) return Vowel{base, tone};
  }
  return std::nullopt;
}

bool IsSpace(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F) || c == 0x85 ||
         c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsOneOf(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

/// One kind of quote, dash and ellipsis; what can't be seen goes.
std::u32string PlainSigns(const std::u32string& text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (IsOneOf(c, U"“”„‟«»＂″〝〞")) {
      out += U'"';
    } else if (IsOneOf(c, U"‘’‚‛′´`＇ʼ")) {
      out += U'\'';
    } else if (IsOneOf(c, U"‐‑‒–—―−﹣－⁃")) {
      out += U'-';
    } else if (c == U'…') {
      out += U"...";
    } else if (!IsOneOf(c, U"\u200b\u200c\u200d\u2060\ufeff\u00ad")) {
      out += c;
    }
  }
  return out;
}

/// In a group of vowels with one tone mark, the mark goes to the last vowel.
std::u32string MoveTones(const std::u32string& text) {
  std::u32string out;
  std::vector<Vowel> group;
  const auto flush = [&] {
    const auto marked = std::count_if(group.begin(), group.end(),
                                      [](const Vowel& vowel) { return vowel.tone != 0; });
    if (marked == 1) {
      size_t tone = 0;
      for (Vowel& vowel : group) tone = std::max(tone, std::exchange(vowel.tone, 0));
      group.back().tone = tone;
    }
    for (const Vowel& vowel : group) out += kVowels[vowel.base][vowel.tone];
    group.clear();
  };
  for (const char32_t c : text) {
    if (const auto vowel = AsVowel(c)) {
      group.push_back(*vowel);
    } else {
      flush();
      out += c;
    }
  }
  flush();
  return out;
}

std::u32string SingleSpaces(const std::u32string& text) {
  std::u32string out;
  bool space = false;
  for (const char32_t c : text) {
    if (IsSpace(c)) {
      space = !out.empty();
    } else {
      if (space) out += U' ';
      space = false;
      out += c;
    }
  }
  return out;
}

std::u32string Unify32(const std::u32string& text) {
  return SingleSpaces(MoveTones(PlainSigns(text)));
}

std::u32string_view Strip(std::u32string_view text, bool (*goes)(char32_t)) {
  while (!text.empty() && goes(text.front())) text.remove_prefix(1);
  while (!text.empty() && goes(text.back())) text.remove_suffix(1);
  return text;
}

/// The length of "<br>", "<br/>", "<BR />" at the start of `text`, else 0.
size_t LineBreakTag(std::u32string_view text) {
  if (text.size() < 4 || text[0] != '<' || (text[1] | 0x20) != 'b' || (text[2] | 0x20) != 'r') {
    return 0;
  }
  size_t at = 3;
  while (at < text.size() && IsSpace(text[at])) ++at;
  if (at < text.size() && text[at] == '/') ++at;
  return at < text.size() && text[at] == '>' ? at + 1 : 0;
}

/// Tags become a space, escaped signs themselves, emphasis nothing.
std::u32string WithoutMarkdown(std::u32string_view text) {
  std::u32string plain;
  for (size_t i = 0; i < text.size();) {
    if (const size_t tag = LineBreakTag(text.substr(i)); tag > 0) {
      plain += U' ';
      i += tag;
    } else if (text[i] == '\\' && i + 1 < text.size() &&
               IsOneOf(text[i + 1], U"\\`*_{}[]()#+-.!|~<>")) {
      plain += text[i + 1];
      i += 2;
    } else {
      plain += text[i++];
    }
  }
  std::u32string out;
  for (size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] == '*' && i + 1 < plain.size() && plain[i + 1] == '*') {
      ++i;
    } else {
      out += plain[i];
    }
  }
  return out;
}

/// Heading signs: up to six '#' before a space, a '*' or the end.
std::u32string_view WithoutHashes(std::u32string_view text) {
  size_t hashes = 0;
  while (hashes < text.size() && text[hashes] == '#') ++hashes;
  if (hashes == 0 || hashes > 6) return text;
  if (hashes < text.size() && !IsSpace(text[hashes]) && text[hashes] != '*') return text;
  text.remove_prefix(hashes);
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

std::string Unify(std::string_view text) {
  return ToUtf8(Unify32(ToUtf32(text)));
}

std::string Normal(std::string_view text) {
  const std::u32string plain = WithoutMarkdown(ToUtf32(text));
  std::u32string_view view = Strip(plain, IsSpace);
  size_t before = view.size() + 1;
  while (view.size() < before) {
    before = view.size();
    view = Strip(WithoutHashes(view), [](char32_t c) { return IsOneOf(c, U"*_`~ \t\r\n\u00a0"); });
  }
  return ToUtf8(Unify32(std::u32string(view)));
}

std::string NormalMarker(std::string_view marker) {
  const std::u32string unified = Unify32(ToUtf32(marker));
  if (unified.size() == 1 && IsOneOf(unified[0], U"*•·●▪")) return ToUtf8(unified);
  std::u32string_view view;
  std::u32string dense;
  for (const char32_t c : unified) {
    if (c != ' ') dense += c;
  }
  view = dense;
  size_t hashes = 0;
  while (hashes < view.size() && view[hashes] == '#') ++hashes;
  if (hashes == view.size() && hashes > 0) --hashes;
  view.remove_prefix(hashes);
  const std::u32string_view bare = Strip(view, [](char32_t c) { return IsOneOf(c, U"*_`~\\"); });
  return ToUtf8(bare.empty() ? view.substr(0, 1) : bare);
}

std::string CodeKey(std::string_view code) {
  std::string out = Normal(code);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

}  // namespace planrec::evaluate
