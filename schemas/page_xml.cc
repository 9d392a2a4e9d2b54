// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/page_xml.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::schemas {
namespace {

constexpr double kHocrPerPoint = 300.0 / 72, kAltoPerPoint = 1200.0 / 72;
// Lines are of one block where the next begins within this share of a line's height below, and both
// have this share of the shorter one's width in common.
constexpr double kNextLine = 1.2, kInCommon = 0.3;

std::string Number(double value) {
  return std::to_string(std::lround(value));
}

/// hOCR knows no negative coordinate; an unsound page has none in ALTO either.
long Edge(double value, double per_point) {
  return std::max(0L, std::lround(value * per_point));
}

std::string Share(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", std::clamp(value, 0.0, 1.0));
  return text;
}

using Block = std::vector<const TextLine*>;

bool Follows(const Box& above, const Box& line) {
  const double width = std::min(above.x1 - above.x0, line.x1 - line.x0);
  const double common = std::min(above.x1, line.x1) - std::max(above.x0, line.x0);
  const double height = above.y1 - above.y0;
  return line.y0 > above.y0 && line.y0 - above.y1 <= kNextLine * height &&
         common >= kInCommon * width;
}

std::vector<Block> Blocks(const Page& page) {
  std::vector<Block> blocks;
  for (const TextLine& line : page.lines) {
    // Repair may leave nothing of a line, and a line without words is valid in neither format.
    if (PrintedWords(line).empty()) continue;
    const bool joins =
        !blocks.empty() &&
        (line.box.Empty() ? !line.blank_before : Follows(blocks.back().back()->box, line.box));
    if (!joins) blocks.emplace_back();
    blocks.back().push_back(&line);
  }
  return blocks;
}

Box BoxOf(const Block& block) {
  Box box;
  for (const TextLine* line : block) box = Join(box, line->box);
  return box;
}

std::string HocrBox(const Box& box) {
  if (box.Empty()) return "bbox 0 0 0 0";
  std::string out = "bbox";
  for (const double edge : {box.x0, box.y0, box.x1, box.y1})
    out += " " + std::to_string(Edge(edge, kHocrPerPoint));
  return out;
}

std::string HocrPage(const Page& page) {
  const std::string id = std::to_string(page.number);
  std::string out = "  <div class=\"ocr_page\" id=\"page_" + id + "\" title=\"" +
                    HocrBox({0, 0, page.width_pt, page.height_pt}) + "; ppageno " +
                    std::to_string(page.number - 1) + "; scan_res 300 300\">\n";
  int blocks = 0, lines = 0, words = 0;
  for (const Block& block : Blocks(page)) {
    const std::string box = HocrBox(BoxOf(block));
    out += "   <div class=\"ocr_carea\" id=\"block_" + id + "_" + std::to_string(++blocks) +
           "\" title=\"" + box + "\">\n    <p class=\"ocr_par\" title=\"" + box + "\">\n";
    for (const TextLine* line : block) {
      out += "     <span class=\"ocr_line\" id=\"line_" + id + "_" + std::to_string(++lines) +
             "\" title=\"" + HocrBox(line->box) + "\">";
      bool first = true;
      for (const PrintedWord& word : PrintedWords(*line)) {
        if (!first) out += ' ';
        first = false;
        std::string text = EscapeMarkup(word.text);
        if (word.italic) text = "<em>" + text + "</em>";
        if (word.bold) text = "<strong>" + text + "</strong>";
        out += "<span class=\"ocrx_word\" id=\"word_" + id + "_" + std::to_string(++words) +
               "\" title=\"" + HocrBox(word.box) + "; x_wconf " +
               Number(100 * std::clamp(word.confidence, 0.0, 1.0)) + "\">" + text + "</span>";
      }
      out += "</span>\n";
    }
    out += "    </p>\n   </div>\n";
  }
  return out + "  </div>\n";
}

std::string AltoBox(const Box& box) {
  if (box.Empty()) return "";
  // Edges are rounded, so that boxes that touch still touch.
  const long x0 = Edge(box.x0, kAltoPerPoint), y0 = Edge(box.y0, kAltoPerPoint);
  const long x1 = Edge(box.x1, kAltoPerPoint), y1 = Edge(box.y1, kAltoPerPoint);
  return " HPOS=\"" + std::to_string(x0) + "\" VPOS=\"" + std::to_string(y0) + "\" WIDTH=\"" +
         std::to_string(x1 - x0) + "\" HEIGHT=\"" + std::to_string(y1 - y0) + "\"";
}

std::string AltoPage(const Page& page) {
  const std::string id = std::to_string(page.number);
  const std::string size = " WIDTH=\"" + Number(page.width_pt * kAltoPerPoint) + "\" HEIGHT=\"" +
                           Number(page.height_pt * kAltoPerPoint) + "\"";
  std::string out =
      "    <Page ID=\"P" + id + "\" PHYSICAL_IMG_NR=\"" + id + "\"" + size + " LANG=\"vi\"";
  if (page.ocr_confidence) out += " PC=\"" + Share(*page.ocr_confidence) + "\"";
  out += ">\n      <PrintSpace HPOS=\"0\" VPOS=\"0\"" + size + ">\n";
  int blocks = 0, lines = 0, words = 0;
  for (const Block& block : Blocks(page)) {
    out += "        <TextBlock ID=\"P" + id + "_B" + std::to_string(++blocks) + "\"" +
           AltoBox(BoxOf(block)) + ">\n";
    for (const TextLine* line : block) {
      out += "          <TextLine ID=\"P" + id + "_L" + std::to_string(++lines) + "\"" +
             AltoBox(line->box) + ">\n";
      const PrintedWord* before = nullptr;
      const std::vector<PrintedWord> printed = PrintedWords(*line);
      for (const PrintedWord& word : printed) {
        if (before != nullptr) {
          const Box space{before->box.x1, word.box.y0, std::max(before->box.x1, word.box.x0),
                          word.box.y1};
          out += "            <SP" + (word.box.Empty() ? "" : AltoBox(space)) + "/>\n";
        }
        before = &word;
        std::string style = word.bold ? "bold" : "";
        if (word.italic) style += style.empty() ? "italics" : " italics";
        out += "            <String ID=\"P" + id + "_S" + std::to_string(++words) +
               "\" CONTENT=\"" + EscapeMarkup(word.text) + "\"" + AltoBox(word.box) + " WC=\"" +
               Share(word.confidence) + "\"" + (style.empty() ? "" : " STYLE=\"" + style + "\"") +
               "/>\n";
      }
      out += "          </TextLine>\n";
    }
    out += "        </TextBlock>\n";
  }
  return out + "      </PrintSpace>\n    </Page>\n";
}

void AddWords(std::vector<PrintedWord>& words, const std::string& text, const PrintedWord& as) {
  const double letters = static_cast<double>(CountCodePoints(text));
  double passed = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) {
      PrintedWord word = as;
      word.text = text.substr(at, end - at);
      const double length = static_cast<double>(CountCodePoints(word.text));
      if (!as.box.Empty() && letters > 0) {
        const double width = as.box.x1 - as.box.x0;
        word.box.x0 = as.box.x0 + width * passed / letters;
        word.box.x1 = as.box.x0 + width * (passed + length) / letters;
      }
      words.push_back(std::move(word));
      passed += length;
    }
    passed += 1;
    at = end + 1;
  }
}

}  // namespace

std::vector<PrintedWord> PrintedWords(const TextLine& line) {
  std::vector<PrintedWord> words;
  if (line.tokens.empty()) {
    AddWords(words, Apply(line.raw, line.edits), {});
    return words;
  }
  size_t edit = 0;
  for (size_t t = 0; t < line.tokens.size();) {
    // Tokens that an edit spans, or that it joins, are one.
    size_t last = t;
    size_t next_edit = edit;
    uint32_t end = line.tokens[t].end;
    std::vector<Edit> edits;
    const auto touches = [&](const Edit& next) {
      // Also one of the space behind.
      return next.begin < end || (next.begin == end && next.end > end);
    };
    while (next_edit < line.edits.size() && touches(line.edits[next_edit])) {
      edits.push_back(line.edits[next_edit]);
      end = std::max(end, line.edits[next_edit].end);
      while (last + 1 < line.tokens.size() && line.tokens[last + 1].begin < end) {
        ++last;
        end = std::max(end, line.tokens[last].end);
      }
      // A space taken out joins what stands behind it.
      if (last + 1 < line.tokens.size() && line.tokens[last + 1].begin == end &&
          line.edits[next_edit].end == end && line.tokens[last].end < end) {
        ++last;
        end = line.tokens[last].end;
      }
      ++next_edit;
    }
    PrintedWord as;
    as.confidence = 1.0;
    as.bold = line.tokens[t].bold;
    as.italic = line.tokens[t].italic;
    const uint32_t begin = line.tokens[t].begin;
    for (size_t i = t; i <= last; ++i) {
      as.box = Join(as.box, line.tokens[i].box);
      as.confidence = std::min(as.confidence, line.tokens[i].confidence);
    }
    for (Edit& change : edits) {
      as.confidence = std::min(as.confidence, change.confidence);
      change.begin -= std::min(begin, change.begin);
      change.end -= begin;
    }
    AddWords(words, Apply(line.raw.substr(begin, end - begin), edits), as);
    edit = next_edit;
    t = last + 1;
  }
  return words;
}

std::string PageXmlHead(PageXml kind, const SourceFile& source, std::string_view version) {
  const std::string name = EscapeMarkup(source.path);
  if (kind == PageXml::kHocr) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
           "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
           "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"vi\" lang=\"vi\">\n <head>\n"
           "  <title>" +
           name +
           "</title>\n"
           "  <meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n"
           "  <meta name=\"ocr-system\" content=\"planrec " +
           EscapeMarkup(version) +
           "\"/>\n"
           "  <meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line "
           "ocrx_word\"/>\n </head>\n <body>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# "
         "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd\" SCHEMAVERSION=\"4.4\">\n"
         "  <Description>\n    <MeasurementUnit>inch1200</MeasurementUnit>\n"
         "    <sourceImageInformation>\n      <fileName>" +
         name +
         "</fileName>\n    </sourceImageInformation>\n"
         "    <Processing ID=\"planrec\">\n      <processingSoftware>\n"
         "        <softwareName>planrec</softwareName>\n        <softwareVersion>" +
         EscapeMarkup(version) +
         "</softwareVersion>\n      </processingSoftware>\n    </Processing>\n"
         "  </Description>\n  <Layout>\n";
}

std::string PageXmlPage(PageXml kind, const Page& page) {
  return kind == PageXml::kHocr ? HocrPage(page) : AltoPage(page);
}

std::string PageXmlTail(PageXml kind) {
  return kind == PageXml::kHocr ? " </body>\n</html>\n" : "  </Layout>\n</alto>\n";
}

}  // namespace planrec::schemas
