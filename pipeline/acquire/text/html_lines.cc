// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text/html_lines.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

/// What an element is to a reader.
enum class Role {
  kInline,
  kBlock,
  kLeftOut,
  kBreak,
  kTable,
  kRow,
  kCell,
  kList,
  kItem,
  kBold,
  kItalic
};

struct Known {
  std::string_view name;
  Role role;
};
constexpr Known kElements[] = {
    {"p", Role::kBlock},          {"div", Role::kBlock},        {"h1", Role::kBlock},
    {"h2", Role::kBlock},         {"h3", Role::kBlock},         {"h4", Role::kBlock},
    {"h5", Role::kBlock},         {"h6", Role::kBlock},         {"section", Role::kBlock},
    {"article", Role::kBlock},    {"main", Role::kBlock},       {"center", Role::kBlock},
    {"blockquote", Role::kBlock}, {"pre", Role::kBlock},        {"dl", Role::kBlock},
    {"dt", Role::kBlock},         {"dd", Role::kBlock},         {"address", Role::kBlock},
    {"hr", Role::kBlock},         {"figure", Role::kBlock},     {"figcaption", Role::kBlock},
    {"body", Role::kBlock},       {"fieldset", Role::kBlock},   {"header", Role::kBlock},
    {"br", Role::kBreak},         {"table", Role::kTable},      {"tr", Role::kRow},
    {"td", Role::kCell},          {"th", Role::kCell},          {"ul", Role::kList},
    {"ol", Role::kList},          {"li", Role::kItem},          {"b", Role::kBold},
    {"strong", Role::kBold},      {"i", Role::kItalic},         {"em", Role::kItalic},
    {"head", Role::kLeftOut},     {"script", Role::kLeftOut},   {"style", Role::kLeftOut},
    {"noscript", Role::kLeftOut}, {"template", Role::kLeftOut}, {"nav", Role::kLeftOut},
    {"aside", Role::kLeftOut},    {"footer", Role::kLeftOut},   {"svg", Role::kLeftOut},
    {"iframe", Role::kLeftOut},   {"button", Role::kLeftOut},   {"select", Role::kLeftOut},
    {"input", Role::kLeftOut},    {"textarea", Role::kLeftOut}, {"object", Role::kLeftOut},
    {"video", Role::kLeftOut},    {"audio", Role::kLeftOut},    {"dialog", Role::kLeftOut},
};

std::string_view NameOf(const xmlNode* node) {
  return node->name != nullptr ? reinterpret_cast<const char*>(node->name) : std::string_view();
}

std::string Attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  const std::string text = value != nullptr ? reinterpret_cast<const char*>(value) : "";
  xmlFree(value);
  return text;
}

bool IsHidden(const xmlNode* node) {
  if (node->properties == nullptr) return false;
  if (xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden")) != nullptr) return true;
  std::string style = Lower(Attribute(node, "style"));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

Role RoleOf(const xmlNode* node) {
  if (node->type != XML_ELEMENT_NODE) return Role::kInline;
  const std::string_view name = NameOf(node);
  const auto* known = std::ranges::find(kElements, name, &Known::name);
  if (known != std::end(kElements) && known->role == Role::kLeftOut) return Role::kLeftOut;
  if (IsHidden(node)) return Role::kLeftOut;
  return known == std::end(kElements) ? Role::kInline : known->role;
}

bool IsBlock(Role role) {
  return role == Role::kBlock || role == Role::kTable || role == Role::kList ||
         role == Role::kItem || role == Role::kRow || role == Role::kCell;
}

/// Letters in an element, and those of them that are links.
struct Amount {
  size_t letters = 0, linked = 0, links = 0;
};

/// A menu or a list of other pages: nearly all of a few links or more. A paragraph that cites many
/// documents has words between them.
bool IsMenu(const Amount& amount) {
  constexpr size_t kFewLinks = 4;
  return amount.links >= kFewLinks && amount.linked * 10 > amount.letters * 9;
}

constexpr int kDeepest = 256;  // as libxml2 itself limits it without XML_PARSE_HUGE

Amount Measure(const xmlNode* node, bool linked, int depth) {
  Amount amount;
  if (depth > kDeepest || RoleOf(node) == Role::kLeftOut) return amount;
  if (node->type == XML_TEXT_NODE && node->content != nullptr) {
    const std::string_view text = Trim(reinterpret_cast<const char*>(node->content));
    amount.letters = text.size();
    if (linked) amount.linked = text.size();
    return amount;
  }
  const bool link = node->type == XML_ELEMENT_NODE && NameOf(node) == "a"sv;
  amount.links = link ? 1 : 0;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    const Amount below = Measure(child, linked || link, depth + 1);
    amount.letters += below.letters;
    amount.linked += below.linked;
    amount.links += below.links;
  }
  return amount;
}

std::string Roman(int number) {
  constexpr std::pair<int, std::string_view> kSigns[] = {{100, "C"}, {90, "XC"}, {50, "L"},
                                                         {40, "XL"}, {10, "X"},  {9, "IX"},
                                                         {5, "V"},   {4, "IV"},  {1, "I"}};
  std::string out;
  for (const auto& [value, sign] : kSigns)
    for (; number >= value && out.size() < 20; number -= value) out += sign;
  return out;
}

/// The mark before the `number`-th item of a list, as browsers print it.
std::string ListMark(const xmlNode* list, int number) {
  if (NameOf(list) != "ol"sv) return "- ";
  const std::string type = Attribute(list, "type");
  const std::string decimal = std::to_string(number);
  if (type == "I") return Roman(number) + ". ";
  if (type == "i") return Lower(Roman(number)) + ". ";
  const bool letter = (type == "a" || type == "A") && number >= 1 && number <= 26;
  if (letter) return std::string(1, static_cast<char>(type[0] + number - 1)) + ". ";
  return decimal + ". ";
}

class Writer {
 public:
  std::vector<HtmlLine> Take() && {
    Flush();
    return std::move(lines_);
  }

  void Children(const xmlNode* node, int depth) {
    int number = 1;
    if (const std::string start = Attribute(node, "start"); !start.empty()) {
      number = std::clamp(std::atoi(start.c_str()), 0, 100'000);
    }
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (RoleOf(child) == Role::kItem) mark_ = ListMark(node, number++);
      Node(child, depth + 1);
    }
  }

 private:
  void Node(const xmlNode* node, int depth) {
    if (depth > kDeepest) return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return Text(node);
    if (node->type != XML_ELEMENT_NODE) return;
    const Role role = RoleOf(node);
    switch (role) {
      case Role::kLeftOut:
        return;
      case Role::kBreak:
        if (in_cell_ > 0) {
          Append("<br>", node);
        } else {
          Flush(/*blank=*/false);
        }
        return;
      case Role::kBold:
      case Role::kItalic: {
        const std::string tag = role == Role::kBold ? "b" : "i";
        Append("<" + tag + ">", node);
        Children(node, depth);
        Append("</" + tag + ">", node);
        return;
      }
      case Role::kTable:
        return Table(node, depth);
      default:
        break;
    }
    if (!IsBlock(role)) return Children(node, depth);
    if ((role == Role::kBlock || role == Role::kList) && IsMenu(Measure(node, false, depth)))
      return;
    Part(node);
    Children(node, depth);
    Part(node);
  }

  /// A block begins or ends.
  void Part(const xmlNode* node) {
    if (in_cell_ == 0) return Flush();
    if (!line_.text.empty() && !line_.text.ends_with('>')) Append("<br>", node);
  }

  /// Tables in cells lay a page out: only the innermost are tables, and one of a single cell is a
  /// frame.
  void Table(const xmlNode* node, int depth) {
    if (IsMenu(Measure(node, false, depth))) return;
    if (in_cell_ > 0 || HoldsTable(node, depth) || CountCells(node, depth) <= 1) {
      Part(node);
      Children(node, depth);
      return Part(node);
    }
    Flush();
    Append("<table>", node);
    Rows(node, depth);
    Append("</table>", node);
    Flush();
  }

  void Rows(const xmlNode* node, int depth) {
    if (depth > kDeepest) return;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      const Role role = RoleOf(child);
      if (child->type != XML_ELEMENT_NODE || role == Role::kLeftOut) continue;
      if (role == Role::kRow) {
        Flush(/*blank=*/false);
        Append("<tr>", child);
        Rows(child, depth + 1);
        Append("</tr>", child);
      } else if (role == Role::kCell) {
        Cell(child, depth);
      } else {
        Rows(child, depth + 1);
      }
    }
  }

  void Cell(const xmlNode* node, int depth) {
    std::string tag = "<" + std::string(NameOf(node));
    for (const char* span : {"rowspan", "colspan"}) {
      const int value = std::atoi(Attribute(node, span).c_str());
      if (value > 1) tag += std::string(" ") + span + "=" + std::to_string(std::min(value, 1000));
    }
    Append(tag + ">", node);
    ++in_cell_;
    Children(node, depth + 1);
    --in_cell_;
    while (line_.text.ends_with("<br>")) line_.text.resize(line_.text.size() - 4);
    Append("</" + std::string(NameOf(node)) + ">", node);
  }

  static bool HoldsTable(const xmlNode* node, int depth) {
    for (const xmlNode* child = node->children; child != nullptr && depth <= kDeepest;
         child = child->next) {
      if (RoleOf(child) == Role::kLeftOut) continue;
      if (RoleOf(child) == Role::kTable || HoldsTable(child, depth + 1)) return true;
    }
    return false;
  }

  static int CountCells(const xmlNode* node, int depth) {
    int cells = 0;
    for (const xmlNode* child = node->children; child != nullptr && depth <= kDeepest;
         child = child->next) {
      cells += RoleOf(child) == Role::kCell ? 1 : CountCells(child, depth + 1);
    }
    return cells;
  }

  void Text(const xmlNode* node) {
    if (node->content == nullptr) return;
    const std::string_view text = reinterpret_cast<const char*>(node->content);
    std::string out;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
      if (space) {
        if (out.empty() ? !line_.text.empty() && !line_.text.ends_with(' ') : out.back() != ' ')
          out += ' ';
      } else if (c == '<' || c == '>' || c == '&') {
        out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
      } else if (kMarkup.find(c) != std::string_view::npos) {
        // What a text file would mean as markup is a plain sign here.
        out += "&#" + std::to_string(static_cast<int>(c)) + ";";
      } else {
        out += c;
      }
    }
    Append(out, node);
  }

  void Append(std::string_view text, const xmlNode* node) {
    if (text.empty()) return;
    if (line_.text.empty()) {
      line_.number = static_cast<int>(std::max(1L, xmlGetLineNo(node)));
    }
    if (!mark_.empty() && text.front() != '<' && text != " ")
      line_.text += std::exchange(mark_, "");
    line_.text += text;
  }

  void Flush(bool blank = true) {
    if (!FoldSpaces(line_.text).empty()) lines_.push_back(std::exchange(line_, {}));
    line_ = {};
    if (blank && !lines_.empty() && !lines_.back().text.empty())
      lines_.push_back({"", lines_.back().number});
  }

  static constexpr std::string_view kMarkup = "*_#|`\\[]~";
  std::vector<HtmlLine> lines_;
  HtmlLine line_;
  std::string mark_;
  int in_cell_ = 0;
};

struct FreeDocument {
  void operator()(htmlDocPtr document) const { xmlFreeDoc(document); }
};

}  // namespace

Result<std::vector<HtmlLine>> ReadHtml(std::string_view utf8) {
  const Error corrupt{ErrorType::kCorrupt, "the page can't be read; save it again in the browser"};
  if (utf8.size() > static_cast<size_t>(INT32_MAX)) return corrupt;
  constexpr int kOptions = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", kOptions));
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return corrupt;
  Writer writer;
  writer.Children(root, 0);
  return std::move(writer).Take();
}

bool LooksLikeHtml(std::string_view bytes) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  // Comments and an XML declaration may stand before it ("saved from url=…").
  for (;;) {
    bytes.remove_prefix(std::min(bytes.find_first_not_of(kSpace), bytes.size()));
    const bool comment = bytes.starts_with("<!--");
    if (!comment && !bytes.starts_with("<?xml")) break;
    const std::string_view end = comment ? "-->"sv : "?>"sv;
    const size_t at = bytes.find(end);
    if (at == std::string_view::npos) return false;
    bytes.remove_prefix(at + end.size());
  }
  const std::string head = Lower(bytes.substr(0, 14));
  return head.starts_with("<!doctype html") || head.starts_with("<html") ||
         head.starts_with("<head") || head.starts_with("<body");
}

}  // namespace planrec::acquire
