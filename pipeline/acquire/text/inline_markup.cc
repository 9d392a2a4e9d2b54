// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/inline_markup.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

/// The signs that a backslash may hide.
constexpr std::string_view kEscapable = "\\`*_{}[]()#+-.!|~<>\"'&$%,/:;=?@^";

/// A tag, comment or link longer than this is text; keeps scanning linear.
constexpr size_t kMaxMarkup = 4000;

enum class TagEffect { kBold, kItalic, kBreak, kDrop };
struct Tag {
  std::string_view name;
  TagEffect effect;
};
// Tags that converters leave in running text. Others stay as they are: "<95%" is no tag.
constexpr std::array kTags = {
    Tag{"b", TagEffect::kBold},      Tag{"strong", TagEffect::kBold},
    Tag{"i", TagEffect::kItalic},    Tag{"em", TagEffect::kItalic},
    Tag{"br", TagEffect::kBreak},    Tag{"p", TagEffect::kBreak},
    Tag{"div", TagEffect::kBreak},   Tag{"a", TagEffect::kDrop},
    Tag{"u", TagEffect::kDrop},      Tag{"s", TagEffect::kDrop},
    Tag{"sup", TagEffect::kDrop},    Tag{"sub", TagEffect::kDrop},
    Tag{"span", TagEffect::kDrop},   Tag{"font", TagEffect::kDrop},
    Tag{"center", TagEffect::kDrop}, Tag{"small", TagEffect::kDrop},
    Tag{"img", TagEffect::kDrop},    Tag{"mark", TagEffect::kDrop},
    Tag{"strike", TagEffect::kDrop},
};

struct Entity {
  std::string_view name, text;
};
constexpr std::array kEntities = {
    Entity{"amp", "&"},    Entity{"lt", "<"},    Entity{"gt", ">"},    Entity{"quot", "\""},
    Entity{"apos", "'"},   Entity{"nbsp", " "},  Entity{"ndash", "–"}, Entity{"mdash", "—"},
    Entity{"hellip", "…"}, Entity{"ldquo", "“"}, Entity{"rdquo", "”"}, Entity{"lsquo", "‘"},
    Entity{"rsquo", "’"},  Entity{"ge", "≥"},    Entity{"le", "≤"},    Entity{"times", "×"},
    Entity{"middot", "·"}, Entity{"bull", "•"},  Entity{"sect", "§"},  Entity{"deg", "°"},
};

bool IsPunctuation(char32_t c) {
  if (c < 0x80) return !IsLetter(c) && !IsDigit(c) && c > ' ';
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0xAB || c == 0xBB ||
         c == 0xB7 || (c >= 0x3001 && c <= 0x3011);
}

bool IsWordLike(char32_t c) {
  return c != 0 && !IsBlank(c) && !IsPunctuation(c);
}

struct Atom {
  enum Kind { kText, kRun, kBreak, kBold, kItalic } kind = kText;
  std::string text;  // kText
  int delta = 0;     // kBold, kItalic: +1 or -1
  // kRun: a run of one sign.
  char sign = 0;
  int left = 0;  // signs not yet used
  bool can_open = false, can_close = false;
  int bold_delta = 0, italic_delta = 0;
  size_t source = 0;  // kBreak: index of the line that begins
};

class InlineParser {
 public:
  explicit InlineParser(const std::vector<std::string_view>& lines) {
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) Break(i);
      source_ = i;
      Scan(lines[i]);
    }
    PairRuns();
  }

  std::vector<StyledLine> Lines() const {
    std::vector<StyledLine> out(1);
    int bold = 0, italic = 0;
    auto emit = [&](std::string_view text) {
      auto& runs = out.back().runs;
      const bool b = bold > 0, i = italic > 0;
      if (runs.empty() || runs.back().bold != b || runs.back().italic != i)
        runs.push_back({std::string(), b, i});
      runs.back().text.append(text);
    };
    for (const Atom& atom : atoms_) {
      switch (atom.kind) {
        case Atom::kText:
          emit(atom.text);
          break;
        case Atom::kBreak:
          out.emplace_back().source = atom.source;
          break;
        case Atom::kBold:
          bold = std::max(0, bold + atom.delta);
          break;
        case Atom::kItalic:
          italic = std::max(0, italic + atom.delta);
          break;
        case Atom::kRun:
          if (atom.left > 0) emit(std::string(static_cast<size_t>(atom.left), atom.sign));
          bold += atom.bold_delta;
          italic += atom.italic_delta;
          break;
      }
    }
    return out;
  }

 private:
  void Break(size_t source) {
    Atom atom;
    atom.kind = Atom::kBreak;
    atom.source = source;
    atoms_.push_back(std::move(atom));
  }
  void Style(Atom::Kind kind, int delta) {
    Atom atom;
    atom.kind = kind;
    atom.delta = delta;
    atoms_.push_back(std::move(atom));
  }
  void Text(std::string_view text) {
    if (atoms_.empty() || atoms_.back().kind != Atom::kText) atoms_.emplace_back();
    atoms_.back().text.append(text);
  }

  void Scan(std::string_view line) {
    size_t at = 0;
    while (at < line.size()) {
      const char c = line[at];
      if (c == '\\' && at + 1 < line.size() &&
          kEscapable.find(line[at + 1]) != std::string_view::npos) {
        Text(line.substr(at + 1, 1));
        at += 2;
      } else if (c == '*' || c == '_') {
        at = ScanRun(line, at);
      } else if (c == '<') {
        at = ScanTag(line, at);
      } else if (c == '&') {
        at = ScanEntity(line, at);
      } else if (c == '[' || (c == '!' && at + 1 < line.size() && line[at + 1] == '[')) {
        at = ScanLink(line, at);
      } else {
        size_t end = line.find_first_of("\\*_<&[!", at + 1);
        if (end == std::string_view::npos) end = line.size();
        Text(line.substr(at, end - at));
        at = end;
      }
    }
  }

  size_t ScanRun(std::string_view line, size_t at) {
    const char sign = line[at];
    size_t end = at;
    while (end < line.size() && line[end] == sign) ++end;
    char32_t before = 0, after = 0;
    if (at > 0) {
      size_t back = at - 1;
      while (back > 0 && (static_cast<unsigned char>(line[back]) & 0xC0) == 0x80) --back;
      before = DecodeUtf8(line, back);
    }
    if (end < line.size()) {
      size_t ahead = end;
      after = DecodeUtf8(line, ahead);
    }
    const bool blank_before = before == 0 || IsBlank(before);
    const bool blank_after = after == 0 || IsBlank(after);
    const int length = static_cast<int>(end - at);
    Atom run;
    run.kind = Atom::kRun;
    run.sign = sign;
    run.left = length;
    run.can_open = !blank_after && (!IsPunctuation(after) || blank_before || IsPunctuation(before));
    run.can_close =
        !blank_before && (!IsPunctuation(before) || blank_after || IsPunctuation(after));
    // "(*)" is a footnote sign; "____" is a blank to fill in; "2*3" and "file_name" are text.
    const bool bracketed = (before == '(' && after == ')') || (before == '[' && after == ']');
    if (bracketed || length > 3 || (sign == '_' && length > 2)) {
      run.can_open = run.can_close = false;
    }
    if ((length == 1 || sign == '_') && IsWordLike(before)) run.can_open = false;
    if ((length == 1 || sign == '_') && IsWordLike(after)) run.can_close = false;
    atoms_.push_back(std::move(run));
    return end;
  }

  /// Pairs closing runs with the nearest opening run of the same sign before them.
  void PairRuns() {
    std::vector<size_t> stars, underscores;
    for (size_t i = 0; i < atoms_.size(); ++i) {
      Atom& closer = atoms_[i];
      if (closer.kind != Atom::kRun) continue;
      std::vector<size_t>& open = closer.sign == '*' ? stars : underscores;
      while (closer.can_close && closer.left > 0 && !open.empty()) {
        Atom& opener = atoms_[open.back()];
        const int use = std::min(opener.left, closer.left) >= 2 ? 2 : 1;
        // One sign of a double run is no emphasis of its own: "**a*" stays as it is.
        if (use == 1 && (opener.left == 2 || closer.left == 2)) break;
        (use == 2 ? opener.bold_delta : opener.italic_delta) += 1;
        (use == 2 ? closer.bold_delta : closer.italic_delta) -= 1;
        opener.left -= use;
        closer.left -= use;
        if (opener.left == 0) open.pop_back();
      }
      if (closer.can_open && closer.left > 0) open.push_back(i);
    }
  }

  size_t ScanTag(std::string_view line, size_t at) {
    if (line.substr(at, 4) == "<!--") {
      const size_t end = line.substr(0, at + kMaxMarkup).find("-->", at + 4);
      if (end != std::string_view::npos) return end + 3;
    }
    const size_t close = line.substr(0, at + kMaxMarkup).find('>', at);
    if (close == std::string_view::npos) return TextSign(line, at);
    std::string_view inside = line.substr(at + 1, close - at - 1);
    if (inside.starts_with("http://") || inside.starts_with("https://") ||
        inside.starts_with("mailto:")) {
      Text(inside);
      return close + 1;
    }
    const bool closing = inside.starts_with('/');
    if (closing) inside.remove_prefix(1);
    size_t end = 0;
    while (end < inside.size() && IsLetter(static_cast<unsigned char>(inside[end]))) ++end;
    const std::string name = Lower(inside.substr(0, end));
    const bool bounded = end == inside.size() || inside[end] == ' ' || inside[end] == '/';
    const auto tag =
        std::find_if(kTags.begin(), kTags.end(), [&](const Tag& t) { return t.name == name; });
    if (tag == kTags.end() || !bounded) return TextSign(line, at);
    switch (tag->effect) {
      case TagEffect::kBold:
        Style(Atom::kBold, closing ? -1 : 1);
        break;
      case TagEffect::kItalic:
        Style(Atom::kItalic, closing ? -1 : 1);
        break;
      case TagEffect::kBreak:
        Break(source_);
        break;
      case TagEffect::kDrop:
        break;
    }
    return close + 1;
  }

  size_t ScanEntity(std::string_view line, size_t at) {
    const size_t end = line.substr(0, at + 12).find(';', at);
    if (end == std::string_view::npos || end - at > 10) return TextSign(line, at);
    const std::string_view name = line.substr(at + 1, end - at - 1);
    for (const Entity& entity : kEntities) {
      if (entity.name != name) continue;
      Text(entity.text);
      return end + 1;
    }
    if (const std::optional<char32_t> c = NumericEntity(name)) {
      std::string text;
      AppendUtf8(text, *c);
      Text(text);
      return end + 1;
    }
    return TextSign(line, at);
  }

  static std::optional<char32_t> NumericEntity(std::string_view name) {
    if (name.size() < 2 || name[0] != '#') return std::nullopt;
    const bool hex = name[1] == 'x' || name[1] == 'X';
    name.remove_prefix(hex ? 2 : 1);
    uint32_t value = 0;
    for (const char c : name) {
      uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<uint32_t>(c - '0');
      } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        digit = static_cast<uint32_t>((c | 0x20) - 'a') + 10;
      } else {
        return std::nullopt;
      }
      value = value * (hex ? 16 : 10) + digit;
      if (value > 0x10FFFF) return std::nullopt;
    }
    if (name.empty() || value < 0x20 || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
    return static_cast<char32_t>(value);
  }

  /// "[text](address)" gives text; "![…](…)" is a picture and gives nothing.
  size_t ScanLink(std::string_view line, size_t at) {
    const bool picture = line[at] == '!';
    const size_t open = at + (picture ? 1 : 0);
    line = line.substr(0, at + kMaxMarkup);
    const size_t close = line.find("](", open);
    const size_t inner = line.find('[', open + 1);
    if (close == std::string_view::npos || (inner != std::string_view::npos && inner < close))
      return TextSign(line, at);
    const size_t end = line.find(')', close + 2);
    if (end == std::string_view::npos) return TextSign(line, at);
    const std::string_view address = line.substr(close + 2, end - close - 2);
    // An address names a scheme or a path and holds no white space: "[1](kèm theo)" is text.
    if (address.empty() || address.find(' ') != std::string_view::npos ||
        address.find_first_of(":/.#") == std::string_view::npos) {
      return TextSign(line, at);
    }
    if (!picture) Scan(line.substr(open + 1, close - open - 1));
    return end + 1;
  }

  size_t TextSign(std::string_view line, size_t at) {
    Text(line.substr(at, 1));
    return at + 1;
  }

  std::vector<Atom> atoms_;
  size_t source_ = 0;
};

}  // namespace

bool IsBlank(char32_t c) {
  return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::vector<StyledLine> ParseInline(const std::vector<std::string_view>& lines) {
  return InlineParser(lines).Lines();
}

StyledCell ParseCell(std::string_view cell) {
  StyledCell out;
  bool all_bold = true;
  for (const StyledLine& line : ParseInline({cell})) {
    std::string text;
    for (const StyledRun& run : line.runs) {
      text.append(run.text);
      all_bold = all_bold && (run.bold || Trim(run.text).empty());
    }
    text = FoldSpaces(text);
    if (!out.text.empty() && !text.empty()) out.text.push_back('\n');
    out.text.append(text);
  }
  out.bold = all_bold && !out.text.empty();
  return out;
}

}  // namespace planrec::acquire
