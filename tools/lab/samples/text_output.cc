// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/text_output.h"

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

/// The table as a full grid: covered positions are empty.
std::vector<std::vector<std::string>> Grid(const SampleTable& table) {
  std::vector<std::vector<std::string>> grid(table.rows.size(),
                                             std::vector<std::string>(table.columns.size()));
  for (size_t r = 0; r < table.rows.size(); ++r) {
    for (const SampleCell& cell : table.rows[r].cells) {
      grid[r][static_cast<size_t>(cell.column)] = cell.text.text;
    }
  }
  return grid;
}

class TextWriter {
 public:
  TextWriter(const SamplePlan& plan, bool markdown) : plan_(plan), markdown_(markdown) {}

  std::string Run() {
    Letterhead();
    if (plan_.decision) {
      Paragraph(Strong("QUYẾT ĐỊNH"));
      Paragraph(Strong(plan_.decision->title));
      for (const std::string& line : plan_.decision->authority) Paragraph(Strong(line));
      for (const SampleNode& node : plan_.decision->basis) Node(node);
      Paragraph(Strong("QUYẾT ĐỊNH:"));
      for (const SampleNode& node : plan_.decision->articles) Node(node);
      Closing();
    }
    Paragraph((markdown_ ? "## " : "") + Upper(plan_.type_name));
    Paragraph(markdown_ ? "### " + plan_.title : plan_.title);
    if (plan_.decision) {
      Paragraph("(Ban hành kèm theo Quyết định số " + plan_.Code() + " " + plan_.PrintedDate() +
                " của " + plan_.issuer_name + ")");
    }
    for (const SampleNode& node : plan_.body) Node(node);
    if (!plan_.decision) Closing();
    for (const SampleAppendix& appendix : plan_.appendices) Appendix(appendix);
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    return out_ + "\n";
  }

 private:
  void Paragraph(const std::string& text) { out_ += text + "\n\n"; }
  std::string Strong(const std::string& text) const {
    return markdown_ ? "**" + text + "**" : text;
  }

  void Letterhead() {
    const std::string code = plan_.party ? "Số " + plan_.Code() : "Số: " + plan_.Code();
    if (markdown_) {
      Paragraph(code);
    } else {
      for (const std::string& line : plan_.superior_lines) out_ += line + "\n";
      for (const std::string& line : plan_.issuer_lines) out_ += line + "\n";
      out_ += "\n";
      if (plan_.party) {
        Paragraph("ĐẢNG CỘNG SẢN VIỆT NAM");
      } else {
        Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc");
      }
      Paragraph(code);
    }
    Paragraph(FoldSpaces(plan_.place + ", " + plan_.PrintedDate()));
  }

  void Node(const SampleNode& node) {
    const bool heading = node.kind == NodeKind::kHeading;
    if (heading && node.level == 0) {
      Paragraph(Strong(node.marker));
      Paragraph(Strong(node.text.text));
    } else {
      const std::string text = (node.marker.empty() ? "" : node.marker + " ") + node.text.text;
      if (!markdown_ || !heading || node.level >= 10) {
        Paragraph(text);
      } else if (node.level == 1) {
        Paragraph("## **" + text + "**");
      } else if (node.level == 2) {
        Paragraph("**" + text + "**");
      } else {
        Paragraph("### ***" + text + "***");
      }
    }
    for (const SampleNode& child : node.children) Node(child);
  }

  void Closing() {
    out_ += (markdown_ ? "***Nơi nhận:***" : "Nơi nhận:") + std::string("\n");
    if (markdown_) out_ += "\n";
    for (size_t i = 0; i < plan_.recipients.size(); ++i) {
      out_ += "- " + plan_.recipients[i] + (i + 1 == plan_.recipients.size() ? "." : ";") + "\n";
    }
    out_ += "\n";
    for (const std::string& line : plan_.authority_lines) out_ += Strong(line) + "\n";
    for (const std::string& line : plan_.position_lines) out_ += Strong(line) + "\n";
    out_ += "\n";
    Paragraph(Strong(plan_.signer));
  }

  void Appendix(const SampleAppendix& appendix) {
    Paragraph(Strong(appendix.label));
    Paragraph(Strong(appendix.title));
    Paragraph(markdown_ ? "*" + appendix.attached + "*" : appendix.attached);
    const auto grid = Grid(appendix.table);
    for (size_t r = 0; r < grid.size(); ++r) {
      std::string line = markdown_ ? "|" : "";
      const bool bold = markdown_ && appendix.table.rows[r].kind == SampleRowKind::kGroup;
      for (size_t column = 0; column < grid[r].size(); ++column) {
        const std::string& text = grid[r][column];
        if (markdown_) {
          line += " " + (bold && !text.empty() ? "**" + text + "**" : text) + " |";
        } else {
          line += (column == 0 ? "" : "\t") + text;
        }
      }
      out_ += line + "\n";
      if (markdown_ && r == 0) {
        out_ += "|";
        for (size_t column = 0; column < grid[r].size(); ++column) out_ += "---|";
        out_ += "\n";
      }
    }
    out_ += "\n";
  }

  const SamplePlan& plan_;
  bool markdown_;
  std::string out_;
};

}  // namespace

std::string PlainText(const SamplePlan& plan) {
  return TextWriter(plan, false).Run();
}

std::string Markdown(const SamplePlan& plan) {
  return TextWriter(plan, true).Run();
}

}  // namespace planrec::samples
