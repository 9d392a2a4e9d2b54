// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the published formats ask of a file's form, in a table of our own: ALTO 4.4 (elements, their
// children in order, attributes and their types) and hOCR 1.2 (which class stands in which, and the
// properties of its title). Only what planrec writes is in the tables, so anything else is an
// error.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "schemas/page_xml.h"

namespace planrec::schemas {
namespace {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<Element> children;
  std::string text;  // of its own, white space at the ends gone
};

/// Reads what a writer of tags without CDATA, comments or entities of its own gives; a fault ends
/// the test.
class Reader {
 public:
  explicit Reader(const std::string& xml) : xml_(xml) {
    while (xml_.compare(at_, 2, "<?") == 0 || xml_.compare(at_, 2, "<!") == 0)
      at_ = xml_.find_first_not_of("\n", xml_.find('>', at_) + 1);
    root = ReadElement();
    if (xml_.find_first_not_of("\n", at_) != std::string::npos) Fault("text behind the root");
  }
  Element root;
  std::string fault;

 private:
  void Fault(const std::string& what) {
    if (fault.empty()) fault = what + " at " + xml_.substr(at_, 60);
  }

  Element ReadElement() {
    Element element;
    static const RE2 tag(R"(<([A-Za-z_:]+)((?: [A-Za-z_:-]+="[^"<]*")*)(/?)>)");
    static const RE2 attribute(R"re(([A-Za-z_:-]+)="([^"]*)")re");
    re2::StringPiece rest(xml_.data() + at_, xml_.size() - at_), given;
    std::string empty, name, value;
    if (!RE2::Consume(&rest, tag, &element.name, &given, &empty)) {
      Fault("no tag");
      return element;
    }
    at_ = xml_.size() - rest.size();
    while (RE2::FindAndConsume(&given, attribute, &name, &value)) {
      if (!element.attributes.emplace(name, value).second) Fault("an attribute twice");
    }
    if (empty == "/") return element;
    while (fault.empty()) {
      const size_t next = xml_.find('<', at_);
      if (next == std::string::npos) {
        Fault("no end of " + element.name);
        break;
      }
      element.text += xml_.substr(at_, next - at_);
      at_ = next;
      const std::string close = "</" + element.name + ">";
      if (xml_.compare(at_, close.size(), close) == 0) {
        at_ += close.size();
        break;
      }
      element.children.push_back(ReadElement());
    }
    element.text.erase(0, element.text.find_first_not_of(" \n"));
    element.text.erase(element.text.find_last_not_of(" \n") + 1);
    return element;
  }

  const std::string& xml_;
  size_t at_ = 0;
};

/// `children`: a regular expression over the children's names, each with a space behind it.
struct Rule {
  const char* children;
  std::map<std::string, const char*> required, optional;  ///< expressions of their values
  bool text = false;
};

constexpr const char* kFloat = R"(-?\d+(\.\d+)?)";
constexpr const char* kShare = R"(0(\.\d+)?|1(\.0+)?)";
constexpr const char* kId = R"([A-Za-z_][\w.-]*)";
constexpr const char* kAny = ".*";

const std::map<std::string, const char*> kPlace = {
    {"HPOS", kFloat}, {"VPOS", kFloat}, {"WIDTH", kFloat}, {"HEIGHT", kFloat}};

std::map<std::string, const char*> PlaceAnd(std::map<std::string, const char*> more) {
  more.insert(kPlace.begin(), kPlace.end());
  return more;
}

const std::map<std::string, Rule>& AltoRules() {
  static const std::map<std::string, Rule> rules = {
      {"alto",
       {"(Description )?Layout ",
        {{"xmlns", "http://www\\.loc\\.gov/standards/alto/ns-v4#"}},
        {{"xmlns:xsi", kAny}, {"xsi:schemaLocation", "(\\S+ \\S+)"}, {"SCHEMAVERSION", "4\\.4"}}}},
      {"Description", {"MeasurementUnit (sourceImageInformation )?(Processing )*", {}, {}}},
      {"MeasurementUnit", {"", {}, {}, true}},
      {"sourceImageInformation", {"(fileName )?", {}, {}}},
      {"fileName", {"", {}, {}, true}},
      {"Processing", {"(processingSoftware )?", {{"ID", kId}}, {}}},
      {"processingSoftware", {"(softwareName )?(softwareVersion )?", {}, {}}},
      {"softwareName", {"", {}, {}, true}},
      {"softwareVersion", {"", {}, {}, true}},
      {"Layout", {"(Page )+", {}, {}}},
      {"Page",
       {"(PrintSpace )?",
        {{"ID", kId}, {"PHYSICAL_IMG_NR", kFloat}},
        {{"WIDTH", kFloat}, {"HEIGHT", kFloat}, {"PC", kShare}, {"LANG", "[a-z]{2}"}}}},
      {"PrintSpace", {"(TextBlock )*", {}, kPlace}},
      {"TextBlock", {"(TextLine )*", {{"ID", kId}}, kPlace}},
      {"TextLine", {"(String (SP )?)+", {}, PlaceAnd({{"ID", kId}})}},
      {"String",
       {"",
        {{"CONTENT", ".+"}},
        PlaceAnd({{"ID", kId}, {"WC", kShare}, {"STYLE", "(bold|italics)( (bold|italics))*"}})}},
      {"SP", {"", {}, PlaceAnd({{"ID", kId}})}},
  };
  return rules;
}

constexpr const char* kBox = R"(bbox \d+ \d+ \d+ \d+)";

/// By class where there is one, else by name.
const std::map<std::string, Rule>& HocrRules() {
  static const std::string page = std::string(kBox) + R"(; ppageno \d+; scan_res \d+ \d+)";
  static const std::string word = std::string(kBox) + R"(; x_wconf (\d|[1-9]\d|100))";
  static const std::map<std::string, Rule> rules = {
      {"html",
       {"head body ",
        {{"xmlns", "http://www\\.w3\\.org/1999/xhtml"}},
        {{"lang", "vi"}, {"xml:lang", "vi"}}}},
      {"head", {"title (meta )+", {}, {}}},
      {"title", {"", {}, {}, true}},
      {"meta", {"", {{"content", ".+"}}, {{"name", kAny}, {"http-equiv", kAny}}}},
      {"body", {"(ocr_page )+", {}, {}}},
      {"ocr_page", {"(ocr_carea )*", {{"id", kId}, {"title", page.c_str()}}, {}}},
      {"ocr_carea", {"(ocr_par )+", {{"id", kId}, {"title", kBox}}, {}}},
      {"ocr_par", {"(ocr_line )+", {{"title", kBox}}, {}}},
      {"ocr_line", {"(ocrx_word )+", {{"id", kId}, {"title", kBox}}, {}}},
      {"ocrx_word", {"((strong |em ))?", {{"id", kId}, {"title", word.c_str()}}, {}, true}},
      {"strong", {"(em )?", {}, {}, true}},
      {"em", {"", {}, {}, true}},
  };
  return rules;
}

class Checker {
 public:
  explicit Checker(const std::map<std::string, Rule>& rules) : rules_(rules) {}
  std::string faults;

  void Check(const Element& element) {
    const std::string kind = Kind(element);
    const auto rule = rules_.find(kind);
    if (rule == rules_.end()) return Fault(element, "is no element of the format");
    std::string children;
    for (const Element& child : element.children) children += Kind(child) + " ";
    if (!RE2::FullMatch(children, rule->second.children))
      Fault(element, "has the children " + children);
    if (!rule->second.text && !element.text.empty()) Fault(element, "has text: " + element.text);
    for (const auto& [name, value] : rule->second.required)
      if (!element.attributes.contains(name)) Fault(element, "is without " + name);
    for (const auto& [name, value] : element.attributes) {
      if (name == "class") continue;
      const auto required = rule->second.required.find(name);
      const auto optional = rule->second.optional.find(name);
      const char* form = required != rule->second.required.end()   ? required->second
                         : optional != rule->second.optional.end() ? optional->second
                                                                   : nullptr;
      if (form == nullptr)
        Fault(element, "may not have " + name);
      else if (!RE2::FullMatch(value, form))
        Fault(element, name + " is " + value);
      if ((name == "ID" || name == "id") && !ids_.insert(value).second)
        Fault(element, "has the ID of another: " + value);
    }
    for (const Element& child : element.children) Check(child);
  }

 private:
  static std::string Kind(const Element& element) {
    const auto it = element.attributes.find("class");
    return it == element.attributes.end() ? element.name : it->second;
  }
  void Fault(const Element& element, const std::string& what) {
    faults += Kind(element) + " " + what + "\n";
  }

  const std::map<std::string, Rule>& rules_;
  std::set<std::string> ids_;
};

TextLine Words(const std::vector<std::string>& words, double x, double y) {
  TextLine line;
  for (const std::string& word : words) {
    Token token;
    if (!line.raw.empty()) line.raw += ' ';
    token.begin = static_cast<uint32_t>(line.raw.size());
    line.raw += word;
    token.end = static_cast<uint32_t>(line.raw.size());
    token.box = {x, y, x + 20, y + 12};
    token.confidence = 0.5;
    x += 24;
    line.box = Join(line.box, token.box);
    line.tokens.push_back(token);
  }
  return line;
}

std::vector<Page> PagesOfAllKinds() {
  std::vector<Page> pages(5);
  for (size_t i = 0; i < pages.size(); ++i) pages[i].number = static_cast<int>(i) + 1;
  Page& full = pages[0];
  full.width_pt = 595.3;
  full.height_pt = 841.9;
  full.ocr_confidence = 1.0;
  full.lines = {Words({"Số:", "104/KH-UBND", "<&\"'>"}, 70.4, 72), Words({"hai"}, 70, 86),
                Words({"mất", "cả"}, 70, 200), Words({"ngoài", "trang"}, -30, -4)};
  full.lines[0].tokens[0].bold = full.lines[0].tokens[0].italic = true;
  full.lines[0].tokens[1].bold = true;
  full.lines[0].tokens[2].italic = true;
  full.lines[0].tokens[1].confidence = 1.7;
  full.lines[0].tokens[2].confidence = -0.2;
  full.lines[1].edits = {{0, 3, "", EditReason::kConfusion, 0.5}};  // nothing is left of it
  full.lines[2].edits = {
      {0, static_cast<uint32_t>(full.lines[2].raw.size()), "một hai ba", {}, 0.4}};
  Page& blank = pages[1];
  blank.width_pt = blank.height_pt = 500;
  Page& text = pages[2];  // of a file without positions
  text.lines.resize(3);
  text.lines[0].raw = "KẾ HOẠCH";
  text.lines[2].raw = "dòng \x02 ba";
  text.lines[2].blank_before = true;
  pages[3].error = Error{ErrorType::kCorrupt, "không đọc được", 4};
  pages[4].ocr_confidence = 0;
  pages[4].lines = {Words({"một"}, 10, 10), Words({"bên"}, 300, 10)};
  return pages;
}

std::string Whole(PageXml kind) {
  SourceFile source;
  source.path = "thư mục/kế \"hoạch\" <1> & 2.pdf";
  std::string xml = PageXmlHead(kind, source, "1.0 <thử>");
  for (const Page& page : PagesOfAllKinds()) xml += PageXmlPage(kind, page);
  return xml + PageXmlTail(kind);
}

TEST(PageXmlForm, IsThatOfThePublishedFormats) {
  struct Case {
    const char* name;
    PageXml kind;
    const std::map<std::string, Rule>& rules;
  };
  for (const Case& c :
       {Case{"ALTO", PageXml::kAlto, AltoRules()}, Case{"hOCR", PageXml::kHocr, HocrRules()}}) {
    const std::string xml = Whole(c.kind);
    const Reader reader(xml);
    ASSERT_EQ(reader.fault, "") << c.name;
    Checker checker(c.rules);
    checker.Check(reader.root);
    EXPECT_EQ(checker.faults, "") << c.name;
  }
}

TEST(PageXmlForm, TheTablesRefuseWhatIsWrong) {
  struct Case {
    const char* from;
    const char* to;
  };
  const std::string right = Whole(PageXml::kAlto);
  for (const Case& c :
       {Case{"PHYSICAL_IMG_NR=\"1\" ", ""}, Case{"PHYSICAL_IMG_NR=\"1\"", "PHYSICAL_IMG_NR=\"i\""},
        Case{"WC=\"0.500\"", "WC=\"50\""}, Case{"<SP ", "<SPACE "}, Case{"STYLE=\"b", "STYLE=\"f"},
        Case{"ID=\"P1_L1\"", "ID=\"P1_L2\""},
        Case{"<MeasurementUnit>inch1200</MeasurementUnit>", ""}, Case{"HPOS=\"1173\"", "HPOS=\"\""},
        Case{"<PrintSpace", "x<PrintSpace"}}) {
    std::string wrong = right;
    const size_t at = wrong.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    wrong.replace(at, std::string(c.from).size(), c.to);
    const Reader reader(wrong);
    Checker checker(AltoRules());
    checker.Check(reader.root);
    EXPECT_NE(reader.fault + checker.faults, "") << c.from;
  }
}

}  // namespace
}  // namespace planrec::schemas
