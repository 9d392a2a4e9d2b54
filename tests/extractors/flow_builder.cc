// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow_builder.h"

#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr double kPageWidth = 595, kLeft = 85, kRight = 538, kLetter = 6;

void AddTable(Flow& flow) {
  Table table;
  TableRow row;
  TableCell cell;
  cell.text = PlacedText::Plain("ô");
  row.cells.push_back(cell);
  table.rows.push_back(row);
  FlowItem item;
  item.table = static_cast<int>(flow.tables.size());
  flow.tables.push_back(std::move(table));
  flow.items.push_back(std::move(item));
}

void DumpNodes(const std::vector<SectionNode>& nodes, const std::string& indent, std::string& out) {
  for (const SectionNode& node : nodes) {
    out += indent;
    out += node.kind == SectionKind::kHeading ? "h "
           : node.kind == SectionKind::kItem  ? "i "
                                              : "p ";
    if (node.marker) {
      out += *node.marker;
      out += " ";
    }
    out += node.text.text;
    out += "\n";
    DumpNodes(node.children, indent + "  ", out);
  }
}

}  // namespace

Flow TextFlow(std::string_view text) {
  Flow flow;
  bool blank = false, page_start = true;
  int number = 0, page = 1;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, end - at);
    std::string_view line = Trim(whole);
    at = end + 1;
    ++number;
    if (whole == "\f") {
      ++page;
      page_start = true;
      continue;
    }
    if (line.empty()) {
      blank = true;
      continue;
    }
    if (line == "[table]") {
      AddTable(flow);
      continue;
    }
    FlowItem item;
    FlowLine& out = item.line;
    while (line.starts_with('#')) {
      ++out.heading_depth;
      line.remove_prefix(1);
    }
    line = Trim(line);
    if (line.starts_with("**") && line.ends_with("**") && line.size() > 4) {
      out.bold = true;
      line = line.substr(2, line.size() - 4);
    }
    out.text = PlacedText::Plain(std::string(line));
    PlacedText::Piece piece;
    piece.end = static_cast<uint32_t>(line.size());
    piece.page = page;
    piece.line = number;
    piece.bold = out.bold;
    out.text.pieces.push_back(piece);
    out.page = page;
    out.page_start = std::exchange(page_start, false);
    out.blank_before = std::exchange(blank, false);
    out.list_item = line.starts_with("- ");
    flow.items.push_back(std::move(item));
  }
  return flow;
}

Flow PlacedFlow(const std::vector<std::string>& lines, double confidence) {
  Flow flow;
  flow.has_positions = true;
  int page = 1;
  double y = 60;
  bool page_start = true;
  for (const std::string& spec : lines) {
    if (spec == "/") {
      ++page;
      y = 60;
      page_start = true;
      continue;
    }
    if (spec == "[table]") {
      AddTable(flow);
      continue;
    }
    std::string_view rest = spec;
    const char how = rest[0];
    rest.remove_prefix(1);
    FlowItem item;
    FlowLine& line = item.line;
    line.bold = rest.starts_with('!');
    if (line.bold) rest.remove_prefix(1);
    rest = Trim(rest);
    const double width = kLetter * static_cast<double>(CountCodePoints(rest));
    double left = kLeft, right = kRight;
    if (how == 'L') {
      right = 290;
      line.column = Column::kLeft;
    } else if (how == 'R') {
      left = 300;
      line.column = Column::kRight;
    }
    double x0 = left;
    if (how == '>') x0 = left + 36;
    if (how == '=') x0 = (left + right - width) / 2;
    const bool full = how == '.' || (how == '>' && x0 + width > right - 60);
    const double x1 = full ? right : x0 + width;
    line.page = page;
    line.page_width_pt = kPageWidth;
    line.box = {x0, y, x1, y + 13};
    line.indent_pt = x0 - left;
    line.right_gap_pt = right - x1;
    line.centered = how == '=' && x0 - left > 20;
    line.gap_above_pt = 6;
    line.font_size_pt = 13;
    line.page_start = std::exchange(page_start, false);
    line.text = PlacedText::Plain(std::string(rest));
    // Words at equal letter width over the line's box.
    double x = x0;
    for (size_t at = 0; at < rest.size();) {
      const size_t end = std::min(rest.find(' ', at), rest.size());
      PlacedText::Piece piece;
      piece.begin = static_cast<uint32_t>(at);
      piece.end = static_cast<uint32_t>(end);
      piece.page = page;
      const double w = kLetter * static_cast<double>(CountCodePoints(rest.substr(at, end - at)));
      piece.box = {x, y, x + w, y + 13};
      piece.confidence = static_cast<float>(confidence);
      piece.bold = line.bold;
      x += w + kLetter;
      line.text.pieces.push_back(piece);
      at = end + 1;
    }
    y += 19;
    flow.items.push_back(std::move(item));
  }
  return flow;
}

std::string Dump(const std::vector<SectionNode>& sections) {
  std::string out;
  DumpNodes(sections, "", out);
  return out;
}

std::string DumpRest(const Structure& structure) {
  const DocumentFields& d = structure.document;
  std::string out;
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) out.append(name).append(" ").append(*value).append("\n");
  };
  add("type", d.type);
  if (d.number) out.append("number ").append(std::to_string(*d.number)).append("\n");
  add("notation", d.notation);
  add("code", d.code);
  if (d.issuer) {
    out.append("issuer ").append(d.issuer->name).append(" | ").append(d.issuer->level);
    out.append(" | ").append(d.issuer->locality.value_or("-")).append("\n");
  }
  add("parent", d.parent_issuer);
  add("place", d.place);
  add("date", d.issued_on);
  add("title", d.title);
  if (d.period) {
    out.append("period ").append(std::to_string(d.period->from)).append("-");
    out.append(std::to_string(d.period->to)).append("\n");
  }
  if (d.enacted_by) {
    out.append("enacted ").append(d.enacted_by->type).append(" ").append(d.enacted_by->code);
    out.append(" ").append(d.enacted_by->issued_on.value_or("-")).append(" | ");
    out.append(d.enacted_by->title.value_or("-")).append("\n");
  }
  add("salutation", d.salutation);
  add("urgency", d.urgency);
  add("secrecy", d.secrecy);
  for (const Recipient& recipient : structure.recipients) add("to", recipient.text);
  if (structure.signature) {
    out.append("signed ").append(structure.signature->authority.value_or("-")).append(" | ");
    out.append(structure.signature->position.value_or("-")).append(" | ");
    out.append(structure.signature->name.value_or("-")).append("\n");
  }
  for (const Appendix& appendix : structure.appendices) {
    out.append("appendix ").append(appendix.label).append(" | ");
    out.append(appendix.title.value_or("-")).append(" | ");
    out.append(appendix.attached_to.value_or("-")).append(" ");
    out.append(appendix.attached_on.value_or("-")).append(" |");
    for (const std::string& id : appendix.tables) out.append(" ").append(id);
    for (const std::string& id : appendix.sections) out.append(" ").append(id);
    out.append("\n");
  }
  for (const Repair& repair : structure.repairs) {
    out.append("repair ").append(repair.from).append(" -> ").append(repair.to).append("\n");
  }
  for (const Warning& warning : structure.warnings) {
    out.append("warning ").append(warning.code).append(" ").append(warning.pointer).append("\n");
  }
  return out;
}

}  // namespace planrec::extract
