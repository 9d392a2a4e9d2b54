// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/typeset.h"

#include <algorithm>

#include "pipeline/core/utf8.h"
#include "tools/lab/samples/page_maker.h"
#include "tools/lab/samples/stamp.h"
#include "tools/lab/samples/text_box.h"
#include "tools/lab/samples/typeset_table.h"

namespace planrec::samples {
namespace {

struct Line {
  std::string text;
  bool bold = false, italic = false;
  double size_pt = 13;
};

class Typesetter {
 public:
  Typesetter(const SamplePlan& plan, const Style& style, const Ink& ink, Random random,
             Canvas& canvas)
      : plan_(plan), ink_(ink), random_(random), maker_(style, canvas) {}

  Typeset SetAll() {
    maker_.NewPage(false);
    Letterhead();
    if (plan_.decision) {
      Decision();
      Closing();
      maker_.NewPage(false);
    }
    TypeAndTitle(plan_.type_name, plan_.title);
    if (plan_.decision) {
      Center({{"(Ban hành kèm theo Quyết định số " + plan_.Code() + " " + plan_.PrintedDate() +
                   " của " + plan_.issuer_name + ")",
               false, true, 13}},
             12);
    }
    for (const SampleNode& node : plan_.body) Node(node);
    if (!plan_.decision) Closing();
    for (const SampleAppendix& appendix : plan_.appendices) Appendix(appendix);
    maker_.Finish();
    return {maker_.pages(), maker_.landscape_pages()};
  }

 private:
  /// Lines one below the other, each centred on the same axis; returns the height.
  double Stack(const std::vector<Line>& lines, double x, double width, double y) {
    double at = y;
    for (const Line& line : lines) {
      BoxStyle box = maker_.Box(line.size_pt, Align::kCenter);
      box.line_spacing = 1.0;
      const TextBox text({{line.text, line.bold, line.italic}}, box, width);
      text.Draw(maker_.cairo(), x, at);
      at += text.height_pt();
    }
    return at - y;
  }

  double WidthOf(const Line& line) const {
    return TextBox({{line.text, line.bold, line.italic}}, maker_.Box(line.size_pt, Align::kLeft),
                   1000)
        .widest_pt();
  }

  void Center(const std::vector<Line>& lines, double gap) {
    for (const Line& line : lines) {
      BoxStyle box = maker_.Box(line.size_pt, Align::kCenter);
      box.line_spacing = 1.0;
      maker_.Centered(TextBox({{line.text, line.bold, line.italic}}, box, maker_.text_width()), 0);
    }
    maker_.y += gap;
  }

  void Letterhead() {
    const double x0 = maker_.left() - 22, x1 = maker_.right() + 12;
    const double middle = x0 + (x1 - x0) * 0.43;
    const double top = maker_.y;
    std::vector<Line> left, right;
    for (const std::string& text : plan_.superior_lines) left.push_back({text, false, false, 12});
    for (const std::string& text : plan_.issuer_lines) left.push_back({text, true, false, 12});
    double left_y = top + Stack(left, x0, middle - x0, top);
    double right_y = top;
    if (plan_.party) {
      left_y += Stack({{"*", true, false, 12}}, x0, middle - x0, left_y);
      right = {{"ĐẢNG CỘNG SẢN VIỆT NAM", true, false, 14}};
      right_y += Stack(right, middle, x1 - middle, top);
    } else {
      right = {{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true, false, 12},
               {"Độc lập - Tự do - Hạnh phúc", true, false, 13}};
      right_y += Stack(right, middle, x1 - middle, top);
      const double half = (middle - x0) * 0.19, axis = (x0 + middle) / 2;
      maker_.Rule(axis - half, axis + half, left_y + 2.5);
    }
    const double under = WidthOf(right.back()) / 2, axis = (middle + x1) / 2;
    maker_.Rule(axis - under, axis + under, right_y + 2.5);

    const double line_y = std::max(left_y, right_y) + (plan_.party ? 2 : 10);
    const std::string sign = plan_.party ? "Số " : "Số: ";
    const std::string code = plan_.number ? plan_.Code() : "     " + plan_.Code();
    Stack({{sign + code, false, false, 13}}, x0, middle - x0, line_y);
    const double height = Stack({{plan_.place + ", " + plan_.PrintedDate(), false, true, 13}},
                                middle, x1 - middle, line_y);
    if (ink_.stamps) {
      DrawIncomingStamp(maker_.cairo(), maker_.style().font, x0 + 6, line_y - 18, random_);
    }
    maker_.y = line_y + height + 18;
  }

  void TypeAndTitle(const std::string& type_name, const std::string& title) {
    Center({{Upper(type_name), true, false, 14}}, 0);
    BoxStyle box = maker_.Box(14, Align::kCenter);
    box.line_spacing = 1.0;
    const double width = maker_.text_width() * 0.86;
    const TextBox text({{title, true}}, box, width);
    text.Draw(maker_.cairo(), maker_.left() + (maker_.text_width() - width) / 2, maker_.y);
    maker_.y += text.height_pt() + 3;
    const double axis = maker_.left() + maker_.text_width() / 2;
    maker_.Rule(axis - 48, axis + 48, maker_.y);
    maker_.y += 16;
  }

  void Decision() {
    TypeAndTitle("Quyết định", plan_.decision->title);
    std::vector<Line> authority;
    for (const std::string& line : plan_.decision->authority) {
      authority.push_back({line, true, false, 14});
    }
    Center(authority, 8);
    for (const SampleNode& node : plan_.decision->basis) Node(node);
    Center({{"QUYẾT ĐỊNH:", true, false, 14}}, 8);
    for (const SampleNode& node : plan_.decision->articles) Node(node);
  }

  void Node(const SampleNode& node) {
    const Style& style = maker_.style();
    const bool part = node.kind == NodeKind::kHeading && node.level == 0;
    if (part) {
      maker_.Need(60);
      Center(
          {{node.marker, true, false, style.body_pt}, {node.text.text, true, false, style.body_pt}},
          style.paragraph_gap_pt);
    } else {
      const bool heading = node.kind == NodeKind::kHeading;
      const bool article = node.marker.rfind("Điều", 0) == 0;
      const bool basis = node.marker.empty() && node.text.text.rfind("Căn cứ", 0) == 0;
      const bool title = heading && node.level >= 10;  // "a) Giao thông:"
      const bool slanted = (heading && node.level == 3 && style.heading_italic_3) || basis || title;
      std::vector<Run> runs;
      if (!node.marker.empty()) {
        runs.push_back({node.marker + " ", (heading && !title) || article, heading && slanted});
      }
      runs.push_back({node.text.text, heading && !title, slanted});
      const TextBox box(runs, maker_.Box(style.body_pt, Align::kJustify, style.first_indent_pt),
                        maker_.text_width());
      double keep = heading ? (node.level == 1 ? 5.5 : 2.6) * style.body_pt : 0;
      if (&node == &plan_.body.back() && !plan_.decision) keep = 160;  // stays with the signature
      maker_.Flow(box, style.paragraph_gap_pt, keep);
    }
    for (const SampleNode& child : node.children) Node(child);
  }

  /// Recipients at the left, signature at the right, on one page.
  void Closing() {
    const double middle = maker_.left() + maker_.text_width() * 0.47;
    std::vector<TextBox> boxes;
    BoxStyle small = maker_.Box(11, Align::kLeft);
    small.line_spacing = 1.0;
    BoxStyle label = small;
    label.size_pt = 12;
    boxes.emplace_back(std::vector<Run>{{"Nơi nhận:", true, true}}, label, 200);
    for (size_t i = 0; i < plan_.recipients.size(); ++i) {
      const char* end = i + 1 == plan_.recipients.size() ? "." : ";";
      boxes.emplace_back(std::vector<Run>{{"- " + plan_.recipients[i] + end}}, small,
                         middle - maker_.left() - 14);
    }
    double height = 0;
    for (const TextBox& box : boxes) height += box.height_pt();
    std::vector<Line> office;
    for (const std::string& line : plan_.authority_lines) {
      office.push_back({line, !plan_.party, false, 13.5});
    }
    for (const std::string& line : plan_.position_lines) {
      office.push_back({line, true, false, 13.5});
    }
    const double seal_room = 78;
    maker_.y += 8;
    maker_.Need(std::max(height, 17.0 * static_cast<double>(office.size()) + seal_room + 20));

    double at = maker_.y;
    for (const TextBox& box : boxes) {
      box.Draw(maker_.cairo(), maker_.left(), at);
      at += box.height_pt();
    }
    const double width = maker_.right() - middle;
    const double under = maker_.y + Stack(office, middle, width, maker_.y);
    const double name_y = under + seal_room;
    const double name = Stack({{plan_.signer, true, false, 14}}, middle, width, name_y);
    if (ink_.stamps) {
      const double axis = (middle + maker_.right()) / 2;
      DrawSignature(maker_.cairo(), axis - 20, under + 34, random_);
      DrawSeal(maker_.cairo(), maker_.style().font, axis - 52, under + 30, 50, plan_, random_);
    }
    maker_.y = std::max(at, name_y + name) + 10;
  }

  void Appendix(const SampleAppendix& appendix) {
    if (maker_.style().restart_numbers) maker_.RestartNumbers();
    maker_.NewPage(maker_.style().landscape);
    Center({{appendix.label, true, false, 14},
            {appendix.title, true, false, 13.5},
            {appendix.attached, false, true, 13}},
           8);
    SetTable(appendix.table, maker_);
  }

  const SamplePlan& plan_;
  const Ink& ink_;
  Random random_;
  PageMaker maker_;
};

}  // namespace

Result<Typeset> TypesetPlan(const SamplePlan& plan, const Style& style, const Ink& ink,
                            Random random, Canvas& canvas) {
  if (Status font = CheckFont(style.font); !font) return font.error();
  return Typesetter(plan, style, ink, random, canvas).SetAll();
}

}  // namespace planrec::samples
