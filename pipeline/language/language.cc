// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/language/language.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace planrec::language {
namespace {

constexpr int kDeepest = 6;        // messages inside messages
constexpr size_t kLongest = 4096;  // longer ones hold somebody's text

Language current = Language::kEnglish;

using Slots = std::array<std::string_view, 10>;

std::optional<std::string> Translated(std::string_view english, int depth);

bool Fits(std::string_view row, std::string_view text, Slots& slots);

/// Fits a message to a row that begins with a place: "{0}", or "{0#}" for digits alone.
bool FitsPlace(std::string_view row, std::string_view text, Slots& slots) {
  const auto number = static_cast<size_t>(row[1] - '0');
  const bool digits = row[2] == '#';
  row.remove_prefix(digits ? 4 : 3);
  if (number >= slots.size()) return false;
  const size_t most =
      digits ? std::min(text.find_first_not_of("0123456789"), text.size()) : text.size();
  if (digits && most == 0) return false;
  if (row.empty()) {
    slots[number] = text;
    return most == text.size();
  }
  for (size_t end = digits ? most : 0; end <= most; ++end) {
    slots[number] = text.substr(0, end);
    if (Fits(row, text.substr(end), slots)) return true;
  }
  return false;
}

/// Fits a message to a row from the left; what a place holds is as short as the rest allows.
bool Fits(std::string_view row, std::string_view text, Slots& slots) {
  while (!row.empty()) {
    if (row.front() == '{' && row.size() >= 3) return FitsPlace(row, text, slots);
    if (row.starts_with("(s)")) {
      row.remove_prefix(3);
      if (text.starts_with('s') && Fits(row, text.substr(1), slots)) return true;
      continue;
    }
    if (text.empty() || row.front() != text.front()) return false;
    row.remove_prefix(1);
    text.remove_prefix(1);
  }
  return text.empty();
}

std::string Part(std::string_view text, int depth) {
  return Translated(text, depth).value_or(std::string(text));
}

/// Each part of a list.
std::string Parts(std::string_view list, std::string_view between, int depth) {
  std::string out;
  for (size_t at = 0;;) {
    const size_t end = list.find(between, at);
    out += Part(list.substr(at, end == std::string_view::npos ? end : end - at), depth);
    if (end == std::string_view::npos) return out;
    out += between;
    at = end + between.size();
  }
}

std::string Filled(std::string_view vietnamese, const Slots& slots, int depth) {
  std::string out;
  for (size_t at = 0; at < vietnamese.size(); ++at) {
    const size_t end = vietnamese[at] == '{' ? vietnamese.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos || end - at < 2 || end - at > 3) {
      out += vietnamese[at];
      continue;
    }
    const std::string_view value = slots[static_cast<size_t>(vietnamese[at + 1] - '0') % 10];
    switch (end - at == 3 ? vietnamese[at + 2] : ' ') {
      case '~':
        out += Part(value, depth + 1);
        break;
      case ',':
        out += Parts(value, ", ", depth + 1);
        break;
      case ';':
        out += Parts(value, "; ", depth + 1);
        break;
      default:
        out += value;
    }
    at = end;
  }
  return out;
}

/// Letters of a row that a message must have.
size_t Fixed(std::string_view row) {
  size_t fixed = 0;
  for (size_t at = 0; at < row.size(); ++at) {
    if (row[at] == '{') {
      at = row.find('}', at);
    } else {
      ++fixed;
    }
  }
  return fixed;
}

/// By the row that fits most closely: most of its letters are the message's.
std::optional<std::string> Translated(std::string_view english, int depth) {
  if (depth > kDeepest || english.empty() || english.size() > kLongest) return std::nullopt;
  const Message* closest = nullptr;
  Slots slots;
  for (const auto& table :
       {HelpMessages(), FileMessages(), RunMessages(), ServeMessages(), RecordMessages()}) {
    for (const Message& row : table) {
      // Most rows begin with a letter that the message does not begin with.
      if (row.english.front() != '{' && row.english.front() != english.front()) continue;
      if (closest != nullptr && Fixed(row.english) <= Fixed(closest->english)) continue;
      Slots found;
      if (!Fits(row.english, english, found)) continue;
      closest = &row;
      slots = found;
    }
  }
  if (closest == nullptr) return std::nullopt;
  return Filled(closest->vietnamese, slots, depth);
}

}  // namespace

Language LanguageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    const bool vietnamese =
        locale == "vi" || locale.starts_with("vi_") || locale.starts_with("vi.");
    return vietnamese ? Language::kVietnamese : Language::kEnglish;
  }
  return Language::kEnglish;
}

void SetLanguage(Language language) {
  current = language;
}

Language CurrentLanguage() {
  return current;
}

std::optional<std::string> InVietnamese(std::string_view english) {
  return Translated(english, 0);
}

std::string InLanguage(std::string_view english) {
  if (current == Language::kEnglish) return std::string(english);
  return InVietnamese(english).value_or(std::string(english));
}

std::string Counted(long long count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace planrec::language
