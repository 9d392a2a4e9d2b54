// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/markup.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <set>

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

Error Bad(const std::string& what, const std::string& source) {
  return {ErrorType::kCorrupt, what + " in the script line: " + source, 0};
}

bool IsNumber(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "80..95/5" -> a number; nullopt where it is no range.
std::optional<std::string> Range(const std::string& text, Random& random) {
  const size_t dots = text.find("..");
  if (dots == std::string::npos) return std::nullopt;
  const std::string low = text.substr(0, dots);
  std::string high = text.substr(dots + 2), step = "1";
  if (const size_t slash = high.find('/'); slash != std::string::npos) {
    step = high.substr(slash + 1);
    high.resize(slash);
  }
  if (!IsNumber(low) || !IsNumber(high) || !IsNumber(step)) return std::nullopt;
  const int a = std::stoi(low), b = std::stoi(high), s = std::stoi(step);
  return std::to_string(a + s * random.Between(0, (b - a) / s));
}

/// Position of the brace that closes the one at `open`; npos where there is none.
size_t ClosingBrace(const std::string& text, size_t open) {
  int depth = 0;
  for (size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string::npos;
}

/// The parts between '|' that stand in no inner brace.
std::vector<std::string> Alternatives(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == '|' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

struct TypeWord {
  const char* abbreviation;
  const char* name;
};
constexpr TypeWord kTypeWords[] = {
    {"KH", "Kế hoạch"},      {"QĐ", "Quyết định"}, {"NQ", "Nghị quyết"}, {"CT", "Chỉ thị"},
    {"NĐ", "Nghị định"},     {"TT", "Thông tư"},   {"HD", "Hướng dẫn"},  {"BC", "Báo cáo"},
    {"CTr", "Chương trình"}, {"TB", "Thông báo"},  {"QyĐ", "Quy định"},  {"KL", "Kết luận"},
};

SampleDate RandomDay(int year, Random& random) {
  return {year, random.Between(1, 12), random.Between(1, 28)};
}

Result<SampleDate> ParseDate(const std::string& text, Random& random, const std::string& source) {
  if (!text.empty() && text[0] == '@' && IsNumber(text.substr(1))) {
    return RandomDay(std::stoi(text.substr(1)), random);
  }
  SampleDate date;
  if (std::sscanf(text.c_str(), "%d-%d-%d", &date.year, &date.month, &date.day) != 3) {
    return Bad("no date: " + text, source);
  }
  return date;
}

/// type|code|date|issuer|connector|title -> the printed mention and its note.
Status AddCitation(const std::string& fields, MarkedText& out, Random& random,
                   const std::string& source) {
  std::vector<std::string> part = Split(fields, '|');
  part.resize(6);
  Note note;
  note.tag = "c";
  note.begin = out.text.size();
  bool numbered = true;
  if (!part[0].empty() && part[0][0] == '~') {  // "Nghị định 30/2020/NĐ-CP", without "số"
    numbered = false;
    part[0].erase(0, 1);
  }
  const auto* word =
      std::find_if(std::begin(kTypeWords), std::end(kTypeWords),
                   [&](const TypeWord& each) { return part[0] == each.abbreviation; });
  if (word == std::end(kTypeWords)) return Bad("unknown document type " + part[0], source);
  std::string text = std::string(word->name) + (numbered ? " số " : " ") + part[1];
  note.values["type"] = part[0];
  note.values["code"] = part[1];
  if (!part[2].empty()) {
    auto date = ParseDate(part[2], random, source);
    if (!date) return date.error();
    text += " ngày " + ShortDate(*date);
    note.values["date"] = IsoDate(*date);
  }
  if (!part[3].empty()) {
    text += " của " + part[3];
    note.values["issuer"] = part[3];
  }
  if (!part[5].empty()) {
    text += (part[4].empty() ? " " : " " + part[4] + " ") + part[5];
    note.values["title"] = part[5];
  }
  out.text += text;
  note.end = out.text.size();
  out.notes.push_back(std::move(note));
  return Done{};
}

std::string LastDay(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return IsoDate({year, month, kDays[month - 1] + (month == 2 && leap ? 1 : 0)});
}

}  // namespace

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = std::string(Trim(part));
  return parts;
}

std::string FirstUpper(const std::string& text) {
  std::u32string letters = ToUtf32(text);
  if (!letters.empty()) letters[0] = UpperLetter(letters[0]);
  return ToUtf8(letters);
}

Result<std::string> Expand(const std::string& source, const Vocabulary& vocabulary,
                           Random& random) {
  std::string out;
  for (size_t i = 0; i < source.size();) {
    if (source[i] != '{') {
      out += source[i++];
      continue;
    }
    const size_t close = ClosingBrace(source, i);
    if (close == std::string::npos) return Bad("unclosed brace", source);
    std::string inside = source.substr(i + 1, close - i - 1);
    i = close + 1;
    const std::vector<std::string> choices = Alternatives(inside);
    if (choices.size() > 1) {
      auto chosen = Expand(random.Pick(choices), vocabulary, random);
      if (!chosen) return chosen;
      out += *chosen;
      continue;
    }
    if (auto number = Range(inside, random)) {
      out += *number;
      continue;
    }
    if (inside == "y" || inside.rfind("y+", 0) == 0 || inside.rfind("y-", 0) == 0) {
      out +=
          std::to_string(vocabulary.year + (inside.size() > 1 ? std::stoi(inside.substr(1)) : 0));
      continue;
    }
    char form = 0;
    if (!inside.empty() && (inside[0] == '^' || inside[0] == '!')) {
      form = inside[0];
      inside.erase(0, 1);
    }
    const auto word = vocabulary.words.find(inside);
    if (word == vocabulary.words.end()) return Bad("unknown word {" + inside + "}", source);
    out += form == '^'   ? FirstUpper(word->second)
           : form == '!' ? Upper(word->second)
                         : word->second;
  }
  return out;
}

Result<MarkedText> ParseTags(const std::string& expanded, Random& random) {
  static const std::set<std::string> kTags = {"t", "i", "v", "v2", "s", "d", "a", "h", "w"};
  MarkedText out;
  std::vector<size_t> open;
  for (size_t i = 0; i < expanded.size();) {
    if (expanded[i] != '<') {
      out.text += expanded[i++];
      continue;
    }
    const size_t close = expanded.find('>', i);
    if (close == std::string::npos) return Bad("unclosed tag", expanded);
    std::string inside = expanded.substr(i + 1, close - i - 1);
    i = close + 1;
    if (!inside.empty() && inside[0] == '/') {
      if (open.empty() || out.notes[open.back()].tag != inside.substr(1)) {
        return Bad("tag </" + inside.substr(1) + "> closes nothing", expanded);
      }
      out.notes[open.back()].end = out.text.size();
      open.pop_back();
      continue;
    }
    if (inside.rfind("c ", 0) == 0) {
      if (Status added = AddCitation(inside.substr(2), out, random, expanded); !added) {
        return added.error();
      }
      continue;
    }
    const bool empty = !inside.empty() && inside.back() == '/';
    if (empty) inside.pop_back();
    std::vector<std::string> words = Split(inside, ' ');
    if (kTags.count(words[0]) == 0) return Bad("unknown tag <" + words[0] + ">", expanded);
    Note note;
    note.tag = words[0];
    note.begin = note.end = out.text.size();
    for (size_t k = 1; k < words.size(); ++k) {
      // "_" is a space in units and values; the first word is a name.
      if (k > 1) std::replace(words[k].begin(), words[k].end(), '_', ' ');
      const size_t equals = note.tag == "d" ? std::string::npos : words[k].find('=');
      if (equals == std::string::npos) {
        if (!words[k].empty()) note.words.push_back(words[k]);
      } else {
        note.values[words[k].substr(0, equals)] = words[k].substr(equals + 1);
      }
    }
    if (!empty) open.push_back(out.notes.size());
    out.notes.push_back(std::move(note));
  }
  if (!open.empty()) return Bad("tag <" + out.notes[open.back()].tag + "> stays open", expanded);
  return out;
}

Result<MarkedText> Mark(const std::string& source, const Vocabulary& vocabulary, Random& random) {
  auto expanded = Expand(source, vocabulary, random);
  if (!expanded) return expanded.error();
  return ParseTags(*expanded, random);
}

Result<SampleTime> TimeOf(const std::vector<std::string>& words, const std::string& text) {
  SampleTime time;
  time.text = text;
  const std::string form = words.empty() ? "" : words[0];
  const auto word = [&](size_t i) { return i < words.size() ? words[i] : std::string(); };
  const auto parts = [&](const std::string& value) {  // "2025-2" -> 2025, 2
    int year = 0, part = 0;
    std::sscanf(value.c_str(), "%d-%d", &year, &part);
    return std::pair(year, part);
  };
  if (form == "date") {
    time.kind = "date";
    time.to = word(1);
  } else if (form == "year") {
    time.kind = "year";
    time.from = word(1) + "-01-01";
    time.to = word(1) + "-12-31";
  } else if (form == "quarter") {
    time.kind = "quarter";
    const auto [year, first] = parts(word(1));
    const auto [last_year, last] = words.size() > 2 ? parts(word(2)) : std::pair(year, first);
    if (first < 1 || first > 4 || last < 1 || last > 4) return Bad("no quarter", text);
    time.from = IsoDate({year, first * 3 - 2, 1});
    time.to = LastDay(last_year, last * 3);
  } else if (form == "half") {
    time.kind = "half_year";
    const auto [year, half] = parts(word(1));
    time.from = IsoDate({year, half == 1 ? 1 : 7, 1});
    time.to = LastDay(year, half == 1 ? 6 : 12);
  } else if (form == "range") {
    time.kind = "range";
    time.from = word(1);
    time.to = word(2);
  } else if (form == "rec") {
    time.kind = "recurring";
    if (words.size() > 1) time.recurrence = word(1);
  } else if (form == "cont") {
    time.kind = "continuous";
  } else if (form == "cond") {
    time.kind = "conditional";
  } else {
    return Bad("unknown kind of time '" + form + "'", text);
  }
  return time;
}

}  // namespace planrec::samples
