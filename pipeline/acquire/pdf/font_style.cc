// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/font_style.h"

#include <string>

namespace planrec::acquire {
namespace {

enum class Trait { kBold, kItalic, kSymbol };

struct NamePart {
  std::string_view part;  // lower case
  Trait trait;
};
constexpr NamePart kNameParts[] = {
    {"bold", Trait::kBold},       {"black", Trait::kBold},        {"heavy", Trait::kBold},
    {"demi", Trait::kBold},       {"italic", Trait::kItalic},     {"oblique", Trait::kItalic},
    {"kursiv", Trait::kItalic},   {"wingdings", Trait::kSymbol},  {"webdings", Trait::kSymbol},
    {"dingbats", Trait::kSymbol}, {"opensymbol", Trait::kSymbol}, {"symbolmt", Trait::kSymbol},
};

bool IsUpperAscii(char c) {
  return c >= 'A' && c <= 'Z';
}

// Drops the tag of an embedded subset: six capitals and a plus.
std::string_view WithoutSubsetTag(std::string_view name) {
  if (name.size() < 8 || name[6] != '+') return name;
  for (size_t i = 0; i < 6; ++i)
    if (!IsUpperAscii(name[i])) return name;
  return name.substr(7);
}

}  // namespace

FontStyle StyleFromFontName(std::string_view name) {
  name = WithoutSubsetTag(name);
  FontStyle style;
  std::string lower(name);
  for (char& c : lower)
    if (IsUpperAscii(c)) c = static_cast<char>(c - 'A' + 'a');
  for (const NamePart& p : kNameParts) {
    if (lower.find(p.part) == std::string::npos) continue;
    if (p.trait == Trait::kBold) style.bold = true;
    if (p.trait == Trait::kItalic) style.italic = true;
    if (p.trait == Trait::kSymbol) style.symbol = true;
  }
  if (lower == "symbol") style.symbol = true;
  std::string_view rest = name;
  if (rest.substr(0, 1) == ".") rest.remove_prefix(1);
  bool tcvn3 = rest.size() > 2 && rest.substr(0, 2) == "Vn" && IsUpperAscii(rest[2]);
  bool vni = lower.substr(0, 4) == "vni-";
  style.legacy = tcvn3 || vni;
  return style;
}

}  // namespace planrec::acquire
