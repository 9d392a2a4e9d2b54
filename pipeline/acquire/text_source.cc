// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/text_source.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/acquire/text/eight_bit.h"
#include "pipeline/acquire/text/html_lines.h"
#include "pipeline/acquire/text/inline_markup.h"
#include "pipeline/acquire/text/text_encoding.h"
#include "pipeline/acquire/text/text_tables.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// ---- encoding
// ------------------------------------------------------------------------------------

Error WrongEncoding() {
  return {ErrorType::kUnreadable,
          "the text is neither UTF-8 nor of a Vietnamese encoding that can be told; convert it "
          "first, e.g. iconv -f WINDOWS-1252 -t UTF-8"};
}

// ---- lines and pages
// -----------------------------------------------------------------------------

/// Lines end with LF, CRLF or CR; a form feed ends a page (and its line).
std::vector<std::vector<SourceLine>> SplitPages(std::string_view text) {
  std::vector<std::vector<SourceLine>> pages(1);
  int number = 1;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\n';
    if (c != '\n' && c != '\r' && c != '\f') continue;
    if (i < text.size() || i > start)
      pages.back().push_back({text.substr(start, i - start), number});
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    if (c == '\f') {
      pages.emplace_back();
    } else {
      ++number;
    }
    start = i + 1;
  }
  const auto blank = [](const SourceLine& line) { return Trim(line.text).empty(); };
  // A form feed after the last page (or a line end behind it) makes no further page.
  if (pages.size() > 1 && std::all_of(pages.back().begin(), pages.back().end(), blank))
    pages.pop_back();
  return pages;
}

/// "-----", "* * *", "=====", "____": a drawn line without text.
bool IsDrawnLine(std::string_view line) {
  line = Trim(line);
  const size_t signs = static_cast<size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return c != ' ' && c != '\t'; }));
  if (signs < 3) return false;
  return line.find_first_not_of("-*_=~ \t") == std::string_view::npos;
}

/// The depth of a Markdown heading and the line without its signs; 0 for other lines.
int TakeHeading(std::string_view& line) {
  std::string_view rest = Trim(line);
  size_t depth = 0;
  while (depth < rest.size() && rest[depth] == '#') ++depth;
  if (depth == 0 || depth > 6) return 0;
  if (depth < rest.size() && rest[depth] != ' ' && rest[depth] != '\t' && rest[depth] != '*')
    return 0;
  rest.remove_prefix(depth);
  rest = Trim(rest);
  // A closing run of '#' belongs to the sign as well.
  size_t end = rest.size();
  while (end > 0 && rest[end - 1] == '#') --end;
  if (end < rest.size() && (end == 0 || rest[end - 1] == ' ')) rest = Trim(rest.substr(0, end));
  line = rest;
  return static_cast<int>(depth);
}

/// A list sign and the space behind it. Only "-" is one of the three signs that Markdown and
/// Vietnamese plans both print; all of them start a paragraph of their own.
bool StartsListItem(std::string_view line) {
  line = Trim(line);
  return line.size() > 1 && (line[0] == '-' || line[0] == '+' || line[0] == '*') &&
         (line[1] == ' ' || line[1] == '\t');
}

/// So many blanks between two words part columns and are no justified line's.
constexpr size_t kWideGap = 3;

TextLine MakeLine(const StyledLine& styled) {
  TextLine line;
  bool space = false, fresh = true, worded = false;
  size_t blanks = 0;  // white space since the last word; a tab counts as many
  for (const StyledRun& run : styled.runs) {
    for (size_t at = 0; at < run.text.size();) {
      const size_t start = at;
      const char32_t c = DecodeUtf8(run.text, at);
      if (IsBlank(c)) {
        space = true;
        blanks += c == '\t' ? kWideGap : 1;
        continue;
      }
      if (space || fresh) {
        if (!line.raw.empty()) line.raw.push_back(' ');
        if (blanks >= kWideGap && line.wide_gap == 0) {
          line.wide_gap = static_cast<uint32_t>(line.raw.size());
        }
        blanks = 0;
        Token token;
        token.begin = static_cast<uint32_t>(line.raw.size());
        token.bold = run.bold;
        token.italic = run.italic;
        line.tokens.push_back(token);
        space = fresh = worded = false;
      }
      line.raw.append(run.text, start, at - start);
      Token& token = line.tokens.back();
      token.end = static_cast<uint32_t>(line.raw.size());
      // A word in two styles counts as bold (italic) only when all its letters are.
      if (!IsLetter(c) && !IsDigit(c)) continue;
      token.bold = run.bold && (token.bold || !worded);
      token.italic = run.italic && (token.italic || !worded);
      worded = true;
    }
  }
  return line;
}

class PageBuilder {
 public:
  PageBuilder(int number, size_t last_columns) : last_columns_(last_columns) {
    page_.number = number;
    page_.origin = TextOrigin::kFile;
    page_.origin_reason = "text file";
  }

  void Read(const std::vector<SourceLine>& lines) {
    for (size_t at = 0; at < lines.size();) {
      size_t used = 1;
      if (Trim(lines[at].text).empty() || IsDrawnLine(lines[at].text)) {
        Flush();
        blank_ = true;
      } else if (std::optional<GivenTable> table = TakeTable(lines, at, last_columns_, used)) {
        Flush();
        last_columns_ = ColumnCount(*table);
        table->after_line = static_cast<uint32_t>(page_.lines.size());
        page_.tables.push_back(*std::move(table));
        blank_ = true;
      } else {
        AddLine(lines[at]);
      }
      at += used;
    }
    Flush();
  }

  Page Take() && { return std::move(page_); }
  size_t last_columns() const { return last_columns_; }

 private:
  struct Pending {
    SourceLine source;
    int heading_depth = 0;
    bool blank_before = false;
  };

  void AddLine(const SourceLine& source) {
    Pending pending{source, 0, blank_};
    pending.heading_depth = TakeHeading(pending.source.text);
    if (pending.heading_depth > 0 || StartsListItem(pending.source.text)) Flush();
    paragraph_.push_back(pending);
    blank_ = false;
    if (pending.heading_depth > 0) Flush();
  }

  /// Emphasis may run over the lines of a paragraph, not beyond.
  void Flush() {
    if (paragraph_.empty()) return;
    std::vector<std::string_view> texts;
    for (const Pending& pending : paragraph_) {
      std::string_view text = pending.source.text;
      // A backslash at the line's end is a hard break.
      if (text.ends_with('\\')) text.remove_suffix(1);
      texts.push_back(text);
    }
    bool first_of_source = true;
    size_t last_source = 0;
    for (const StyledLine& styled : ParseInline(texts)) {
      if (styled.source != last_source) first_of_source = true;
      last_source = styled.source;
      const Pending& pending = paragraph_[styled.source];
      TextLine line = MakeLine(styled);
      if (line.raw.empty()) continue;
      line.line_number = pending.source.number;
      line.heading_depth = pending.heading_depth;
      line.blank_before = first_of_source && pending.blank_before;
      line.list_item = line.raw.starts_with("- ");
      first_of_source = false;
      page_.lines.push_back(std::move(line));
    }
    paragraph_.clear();
  }

  Page page_;
  size_t last_columns_ = 0;
  bool blank_ = false;
  std::vector<Pending> paragraph_;
};

class TextReader final : public SourceReader {
 public:
  TextReader(std::string_view media_type, std::vector<Page> pages)
      : media_type_(media_type), pages_(std::move(pages)) {}

  const std::string& media_type() const override { return media_type_; }
  int page_count() const override { return static_cast<int>(pages_.size()); }
  Page ReadPage(int number, const ReadOptions&, Recogniser&) override {
    if (number >= 1 && number <= page_count()) return pages_[static_cast<size_t>(number) - 1];
    Page page;
    page.number = number;
    page.error = Error{ErrorType::kNotFound, "the text has no such page", number};
    return page;
  }
  Result<PagePicture> Picture(int number, double, const Limits&) override {
    return Error{ErrorType::kNoText, "a text file has no picture of its pages", number};
  }

 private:
  std::string media_type_;
  std::vector<Page> pages_;
};

}  // namespace

namespace {

/// The file's text in UTF-8; kTooLarge and kUnreadable.
Result<DecodedText> DecodeFile(std::string_view bytes, const Limits& limits) {
  if (bytes.empty()) return Error{ErrorType::kEmpty, "the file has no bytes"};
  if (bytes.size() > limits.max_text_bytes) {
    return Error{ErrorType::kTooLarge, "the text has more than " +
                                           std::to_string(limits.max_text_bytes) +
                                           " bytes; split it into several files"};
  }
  std::optional<DecodedText> decoded = DecodeTextBytes(bytes);
  if (!decoded) return WrongEncoding();
  return *std::move(decoded);
}

}  // namespace

Result<std::unique_ptr<SourceReader>> OpenHtml(std::string_view bytes, const Limits& limits) {
  const Result<DecodedText> decoded = DecodeFile(bytes, limits);
  if (!decoded) return decoded.error();
  const Result<std::vector<HtmlLine>> html = ReadHtml(decoded->text);
  if (!html) return html.error();
  std::vector<SourceLine> lines;
  for (const HtmlLine& line : *html) lines.push_back({line.text, line.number});
  PageBuilder builder(1, 0);
  builder.Read(lines);
  std::vector<Page> pages;
  pages.push_back(std::move(builder).Take());
  if (pages.back().lines.empty() && pages.back().tables.empty()) {
    return Error{ErrorType::kEmpty, "the page holds no text; save it once its text is shown"};
  }
  pages.back().origin_reason = "HTML file";
  if (!decoded->reason.empty()) pages.back().origin_reason += ": " + std::string(decoded->reason);
  return std::unique_ptr<SourceReader>(
      std::make_unique<TextReader>(std::string(kHtml), std::move(pages)));
}

Result<std::unique_ptr<SourceReader>> OpenText(std::string_view bytes, std::string_view name,
                                               const Limits& limits) {
  const Result<DecodedText> decoded = DecodeFile(bytes, limits);
  if (!decoded) return decoded.error();
  const std::string* text = &decoded->text;
  if (std::count(text->begin(), text->end(), '\n') >= kMostTextLines) {
    return Error{ErrorType::kTooLarge, "the text has more than " + std::to_string(kMostTextLines) +
                                           " lines; split it into several files"};
  }
  const std::vector<std::vector<SourceLine>> sources = SplitPages(*text);
  if (sources.size() > static_cast<size_t>(std::max(0, limits.max_pages))) {
    return Error{ErrorType::kTooLarge, "the text has " + std::to_string(sources.size()) +
                                           " pages; raise --max-pages to read it"};
  }
  std::vector<Page> pages;
  size_t last_columns = 0;
  bool any = false;
  for (const std::vector<SourceLine>& lines : sources) {
    PageBuilder builder(static_cast<int>(pages.size()) + 1, last_columns);
    builder.Read(lines);
    last_columns = builder.last_columns();
    pages.push_back(std::move(builder).Take());
    if (!decoded->reason.empty())
      pages.back().origin_reason = "text file: " + std::string(decoded->reason);
    any = any || !pages.back().lines.empty() || !pages.back().tables.empty();
  }
  if (!any) return Error{ErrorType::kEmpty, "the file holds no text"};
  return std::unique_ptr<SourceReader>(
      std::make_unique<TextReader>(TextMediaType(name), std::move(pages)));
}

bool LooksLikeText(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
      bytes.starts_with("\xFE\xFF") || LooksLikeUtf16(bytes) != Utf16::kNo) {
    return true;
  }
  const std::string_view head = bytes.substr(0, 4096);
  bool viscii = false;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    viscii = viscii || IsVisciiControl(byte);
    const bool space = byte >= '\t' && byte <= '\r';
    if ((byte < 0x20 && !space && !IsVisciiControl(byte)) || byte == 0x7F) return false;
  }
  return !viscii || TellEightBit(head) == EightBit::kViscii;
}

std::string_view TextMediaType(std::string_view name) {
  const std::string lower = Lower(name);
  return lower.ends_with(".md") || lower.ends_with(".markdown") ? "text/markdown" : "text/plain";
}

}  // namespace planrec::acquire
