// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/layout/noise.h"
#include "extractors/structure/numbering.h"
#include "extractors/structure/part_numbers.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Below this share of marked letters a text was damaged (measured: good text 0.25–0.33).
constexpr double kDamagedShare = 0.20;

bool StartsCapital(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c)) return IsUpper(c);
    if (IsDigit(c)) return true;
  }
  return false;
}

std::string_view FirstWord(std::string_view text) {
  return text.substr(0, std::min(text.find(' '), text.size()));
}

double FirstWordWidth(const FlowLine& line) {
  return line.text.pieces.empty() ? 0 : line.text.pieces.front().box.Width();
}

/// Words that a sentence can't end with: the next line goes on, whatever it begins with.
const Pattern kOpenEnd{"paragraph.open-end", Over::kPrinted,
                       R"([^\s.:;] (?:của|và|với|về|do|tại|theo|thuộc|bởi|cùng|các|những)$)",
                       "Công văn số 45/SNV-CCHC của", "của"};

// What begins a paragraph behind a line that is full by chance.
const Pattern kClosingOpens{"paragraph.closing", Over::kFolded, R"(^\s*tren day la\b)",
                            "Trên đây là Kế hoạch", "Trên địa bàn xã"};
const Pattern kBasisOpens{"paragraph.basis", Over::kFolded,
                          R"(^\s*(?:can cu|thuc hien|xet|theo de nghi|tren co so|tiep theo)\b)",
                          "Thực hiện Kế hoạch số 47/KH-UBND", "Thực phẩm an toàn"};

class Joiner {
 public:
  Joiner(const std::vector<FlowItem>& items, size_t begin, size_t end)
      : items_(items), begin_(begin), end_(end) {}

  JoinedText Run() {
    Survey();
    for (size_t i = begin_; i < end_; ++i) {
      if (items_[i].table >= 0) {
        Finish();
        Block table;
        table.table = items_[i].table;
        out_.blocks.push_back(std::move(table));
        continue;
      }
      if (const size_t last = FootnotesFrom(i); last > i) {
        TakeFootnotes(i, last);
        i = last - 1;
        continue;
      }
      next_is_dash_ = DashFollows(i);
      Take(items_[i].line);
    }
    Finish();
    return std::move(out_);
  }

 private:
  /// The end of the footnotes that begin with item i: smaller letters down to the page's end, the
  /// first line with its number. i itself where none begin.
  size_t FootnotesFrom(size_t i) const {
    const FlowLine& line = items_[i].line;
    const std::string& text = line.text.text;
    if (usual_font_pt_ <= 0 || line.font_size_pt <= 0) return i;
    if (IsRecognised(line.text)) return RecognisedNotesFrom(i);
    const bool numbered =
        !text.empty() &&
        (IsDigit(static_cast<unsigned char>(text[0])) || text[0] == '*' || text.starts_with("[") ||
         (text.size() > 1 && text[0] == '(' && IsDigit(static_cast<unsigned char>(text[1]))));
    if (!numbered || last_ == nullptr || line.page_start) return i;
    // "… gồm:" / "1) Kinh phí": an item of the list, in whatever size.
    if (IsDigit(static_cast<unsigned char>(text[0])) && text_.text.ends_with(':') &&
        ReadMarker(text)) {
      return i;
    }
    size_t next = i;
    for (; next < end_ && items_[next].table < 0 && items_[next].line.page == line.page; ++next) {
      if (items_[next].line.font_size_pt > 0.9 * usual_font_pt_) return i;
    }
    // What the signature block stands below is not the page's foot.
    if (next == end_ && next < items_.size() && items_[next].table < 0 &&
        items_[next].line.page == line.page) {
      return i;
    }
    return next;
  }

  /// The same where sizes are uneven and marks misread: what stands apart at the page's foot, in
  /// the middle of a sentence that goes on over it.
  size_t RecognisedNotesFrom(size_t i) const {
    constexpr size_t kMostLines = 8;
    const FlowLine& line = items_[i].line;
    if (last_ == nullptr || line.page_start || line.page != last_->page) return i;
    if (line.gap_above_pt < 0.7 * usual_font_pt_ || HasEndMark(text_.text)) return i;
    size_t next = i;
    while (next < end_ && items_[next].table < 0 && items_[next].line.page == line.page) ++next;
    if (next - i > kMostLines || next == end_ || items_[next].table >= 0) return i;
    return StartsSmall(items_[next].line.text.text) && !StartsSmall(line.text.text) ? next : i;
  }

  /// Each footnote is a paragraph of its own behind the one that its page breaks off.
  void TakeFootnotes(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const FlowLine& line = items_[i].line;
      const bool starts = i == begin || IsDigit(static_cast<unsigned char>(line.text.text[0]));
      if (starts && (i == begin || HasEndMark(footnotes_.back().text.text)))
        footnotes_.emplace_back();
      footnotes_.back().note = true;
      footnotes_.back().text.Append(line.text);
      footnotes_.back().where = footnotes_.back().text.Locate();
      footnotes_.back().join_confidence = 0.85;
    }
  }

  /// The next marked line, not far below, begins with a dash.
  bool DashFollows(size_t i) const {
    constexpr size_t kFar = 6;
    for (size_t next = i + 1; next < end_ && next <= i + kFar && items_[next].table < 0; ++next) {
      const std::string& text = items_[next].line.text.text;
      if (text.starts_with("- ")) return true;
      if (ReadMarker(text)) return false;
    }
    return false;
  }

  /// What the whole text tells: wrapped lines, damage, weights.
  void Survey() {
    std::vector<size_t> lengths;
    std::vector<double> fonts;
    std::string all;
    size_t bold = 0, plain = 0, run_on = 0;
    const FlowLine* last = nullptr;
    for (size_t i = begin_; i < end_; ++i) {
      if (items_[i].table >= 0) {
        last = nullptr;
        continue;
      }
      const FlowLine& line = items_[i].line;
      const std::string& text = line.text.text;
      lengths.push_back(CountCodePoints(text));
      if (line.font_size_pt > 0) fonts.push_back(line.font_size_pt);
      if (all.size() < 20000) all += text + " ";
      (line.text.BoldShare() > 0.9 ? bold : plain) += 1;
      if (last != nullptr && !line.blank_before && !HasEndMark(last->text.text) &&
          StartsSmall(text)) {
        ++run_on;
      }
      roman_headings_ = roman_headings_ || IsLaterPart(text);
      last = &line;
    }
    out_.bold_known = bold > 0 && plain > 0;
    damaged_ = all.size() > 200 && MarkedShare(all) < kDamagedShare;
    NumberTheParts();
    if (lengths.empty()) return;
    if (!fonts.empty()) {
      std::sort(fonts.begin(), fonts.end());
      usual_font_pt_ = fonts[fonts.size() / 2];
    }
    std::sort(lengths.begin(), lengths.end());
    wrap_width_ = lengths[lengths.size() * 95 / 100];
    hard_wrapped_ = wrap_width_ <= 130 && run_on >= 3 && run_on * 10 >= lengths.size();
  }

  void NumberTheParts() {
    std::vector<PartLine> lines;
    std::vector<const FlowLine*> places;
    for (size_t i = begin_; i < end_; ++i) {
      if (items_[i].table >= 0) continue;
      const FlowLine& line = items_[i].line;
      lines.push_back({line.text.text, damaged_ || IsRecognised(line.text)});
      places.push_back(&line);
    }
    std::vector<std::optional<Marker>> marks = NumberParts(lines);
    for (size_t i = 0; i < marks.size(); ++i) {
      if (marks[i]) parts_.emplace(places[i], *std::move(marks[i]));
    }
  }

  /// A part behind the first in capitals, its numeral damaged or not: "II. …", "I11. …".
  static bool IsLaterPart(const std::string& text) {
    if (CapitalShare(text) < 0.7) return false;
    const std::optional<Marker> marker = ReadMarker(text);
    if (marker && marker->kind == MarkerKind::kRoman) return marker->ordinal() > 1;
    for (int ordinal : {2, 3}) {
      if (ReadDamagedMarker(text, {MarkerKind::kRoman, {ordinal}, false, "."})) return true;
    }
    return false;
  }

  /// The free space at the end of `last` would have held the first word of `line`.
  bool EndedEarly(const FlowLine& last, const FlowLine& line) const {
    if (last.page_width_pt > 0) {
      const double slack = last.font_size_pt > 0 ? last.font_size_pt * 0.7 : 8;
      return last.right_gap_pt > FirstWordWidth(line) + slack;
    }
    if (!hard_wrapped_) return true;
    const size_t used =
        CountCodePoints(last.text.text) + 1 + CountCodePoints(FirstWord(line.text.text));
    // Letters differ in width: a line may hold a tenth more of them than another. Without an end
    // mark a shorter one is taken for full.
    const double share = HasEndMark(last.text.text) ? 0.88 : 0.78;
    return static_cast<double>(used) < share * static_cast<double>(wrap_width_);
  }

  /// Whether `line` goes on with the open block; `marker` is what it begins with.
  bool GoesOn(const FlowLine& line, const std::optional<Marker>& marker) {
    const FlowLine& last = *last_;
    const std::string& text = line.text.text;
    // Phần, Chương and Mục have their title in the next line.
    if (marker_ && !marker && marker_->rank() <= RankOf(MarkerKind::kSection, 1) &&
        marker_->text_begin >= text_.text.size() && CapitalShare(text) > 0.7) {
      return true;
    }
    const bool ended = HasEndMark(text_.text);
    const bool small = StartsSmall(text);
    const bool early = EndedEarly(last, line);
    if (line.page_width_pt > 0 && last.page_width_pt > 0) {
      if (marker) return !ended && !early && MarkedGoesOn(line, *marker, small);
      return UnmarkedGoesOn(line, ended, small, early);
    }
    if (line.heading_depth > 0) return false;
    if (last.heading_depth > 0) return small && !ended && !line.blank_before && !marker;
    if (marker) {
      if (line.blank_before || !hard_wrapped_ || ended || early) return false;
      // "Phòng Tài chính" / "- Kế hoạch": a mark in the middle of a wrapped sentence.
      return marker->numbered() ? !numbering_.Continues(*marker)
                                : Fold(text_.text).ends_with(" chinh");
    }
    const bool open = kOpenEnd.Matches(text_.text);
    if (line.blank_before) return (small || open) && !ended;
    if (small) return !ended || hard_wrapped_;
    if (!hard_wrapped_) return open;
    if (!early) return true;
    return !ended && !StartsCapital(text);
  }

  /// GoesOn for a placed line with a mark, behind a full line without an end mark: whether the mark
  /// is none, or stands in the middle of a wrapped sentence.
  bool MarkedGoesOn(const FlowLine& line, const Marker& marker, bool small) const {
    // A speck before a wrapped line; lists begin with capitals.
    if (marker.kind == MarkerKind::kDash && small && IsRecognised(line.text)) return true;
    if (first_->centered) return false;
    // A part in capitals that counts on is one, though the last item's line is full.
    if (marker.kind == MarkerKind::kRoman && numbering_.Continues(marker) &&
        CapitalShare(std::string_view(line.text.text).substr(marker.text_begin)) > 0.8) {
      return false;
    }
    // A marked line stands where paragraphs begin; inside a paragraph it stands at the edge.
    const double first_indent = first_->indent_pt;
    const bool at_edge = line.indent_pt < 8 && first_indent > 14;
    const bool in_hanging = lines_ > 1 && std::fabs(line.indent_pt - rest_indent_) < 4 &&
                            std::fabs(line.indent_pt - first_indent) > 6;
    if (at_edge || in_hanging) return true;
    return marker.numbered() && !numbering_.Continues(marker) && small;
  }

  /// GoesOn for a placed line without a mark.
  bool UnmarkedGoesOn(const FlowLine& line, bool ended, bool small, bool early) {
    const FlowLine& last = *last_;
    const bool both_centered = last.centered && line.centered;
    if (last.centered != line.centered && (early || !small)) {
      // A short centred line beside running text is a line of its own; the last line of a
      // centred heading may be, too.
      if (last.centered || early) return false;
    }
    if (both_centered) return !ended && last.bold == line.bold && line.gap_above_pt < 14;
    const bool was_bold = text_.BoldShare() > 0.9;
    if (was_bold && !line.bold && !small) return false;
    if (!was_bold && line.text.BoldShare() > 0.95 && !small && (ended || early)) return false;
    if (small) return !(ended && early) || line.indent_pt + 6 < first_->indent_pt;
    if (early) {
      join_confidence_ = std::min(join_confidence_, ended ? 1.0 : 0.93);
      return false;
    }
    return CapitalGoesOn(line, ended);
  }

  /// GoesOn for a placed line that begins with a capital or a digit, behind a full line.
  bool CapitalGoesOn(const FlowLine& line, bool ended) {
    const double first_indent = first_->indent_pt;
    const bool digit = !line.text.empty() && IsDigit(static_cast<unsigned char>(line.text.text[0]));
    if (digit && !ended && (line.indent_pt < 14 || first_indent < 14)) return true;
    if (HasFirstIndent(line)) return false;
    if (ended && kClosingOpens.Matches(line.text.text)) return false;
    // Documents that a plan rests on stand one in a paragraph, each but the last with a semicolon.
    const bool basis = text_.text.ends_with(';') && kBasisOpens.Matches(text_.text);
    if (basis && kBasisOpens.Matches(line.text.text)) return false;
    const bool same_page = line.page == last_->page;
    if (ended && same_page && first_indent < 9 && line.gap_above_pt > usual_gap_ + 4 &&
        usual_gap_ >= 0) {
      return false;
    }
    join_confidence_ = std::min(join_confidence_, ended ? 0.96 : 1.0);
    return true;
  }

  /// The line is indented as a paragraph's first one.
  bool HasFirstIndent(const FlowLine& line) const {
    if (lines_ > 1) return line.indent_pt > rest_indent_ + 9;
    // One line so far: a hanging indent goes on, the indent of a first line does not.
    const double first_indent = first_->indent_pt;
    const bool hanging = line.indent_pt > first_indent + 5;
    return line.indent_pt > 9 && first_indent > 9 && !hanging &&
           std::fabs(line.indent_pt - first_indent) < 6;
  }

  /// The line's mark, repaired where it was damaged and the numbering tells what it must be.
  std::optional<Marker> MarkOf(const FlowLine& line) {
    const std::string& text = line.text.text;
    std::optional<Marker> marker = ReadMarker(text);
    const std::string_view word = FirstWord(text);
    const bool malformed = IsMalformed(word);
    const bool doubtful = damaged_ || line.text.Confidence(0, word.size()) < 0.999;
    if (!malformed && !doubtful) return marker;
    if (!marker) {
      if (std::optional<Marker> part = ReadDamagedPart(text)) return part;
    }
    if (const auto part = parts_.find(&line); part != parts_.end()) return part->second;
    if (marker && !marker->numbered()) return marker;
    const std::string_view rest = Trim(std::string_view(text).substr(word.size()));
    if (!StartsCapital(rest)) return marker;
    const double capitals = CapitalShare(rest);
    if (marker) {
      const bool first_roman = marker->kind == MarkerKind::kArabic &&
                               marker->ordinals == std::vector<int>{1} && capitals > 0.8 &&
                               roman_headings_ && !numbering_.IsOpen(MarkerKind::kRoman);
      if (numbering_.Continues(*marker) && !first_roman) return marker;
    }
    std::vector<Expected> next = numbering_.Next();
    if (capitals > 0.7 && roman_headings_) {
      // Parts in capitals are what this text numbers with numerals.
      std::stable_partition(next.begin(), next.end(), [](const Expected& expected) {
        return expected.kind == MarkerKind::kRoman;
      });
    }
    for (const Expected& expected : next) {
      // A damaged word is only read as what fits its place: parts are in capitals.
      if (expected.kind == MarkerKind::kRoman && capitals < 0.6) continue;
      if (marker && expected.kind == MarkerKind::kArabic && marker->kind != MarkerKind::kRoman &&
          marker->kind != MarkerKind::kLetter) {
        continue;
      }
      if (marker && expected.kind == MarkerKind::kLetter && marker->kind != MarkerKind::kLetter &&
          marker->kind != MarkerKind::kArabicParen) {
        continue;
      }
      if (std::optional<Marker> repaired = ReadDamagedMarker(text, expected)) return repaired;
    }
    return marker;
  }

  /// A stray sign before a capital where a list with dashes is open: the list's sign, damaged.
  std::optional<Marker> DamagedDash(const FlowLine& line) const {
    const std::string& text = line.text.text;
    const size_t space = text.find(' ');
    if (space == std::string::npos || !IsRecognised(line.text)) return std::nullopt;
    const std::string_view sign = std::string_view(text).substr(0, space);
    constexpr std::string_view kRead[] = {"\"", "“", "”", "'", "=", "~",
                                          "_",  "¬", "«", "»", ".", "*"};
    const bool drawn = sign.find_first_not_of("_-") == std::string_view::npos;
    if (!drawn && std::find(std::begin(kRead), std::end(kRead), sign) == std::end(kRead)) {
      return std::nullopt;
    }
    const bool list = numbering_.IsOpen(MarkerKind::kDash) || next_is_dash_;
    if (!list || !StartsCapital(std::string_view(text).substr(space + 1))) return std::nullopt;
    Marker marker;
    marker.kind = MarkerKind::kDash;
    marker.printed = "-";
    marker.damaged = std::string(sign);
    marker.printed_end = space;
    marker.text_begin = space + 1;
    return marker;
  }

  void Take(const FlowLine& line) {
    if (IsDrawnRule(line.text.text) || IsSpecks(line)) return;
    std::optional<Marker> marker = MarkOf(line);
    const bool inside = last_ != nullptr && !HasEndMark(text_.text) && !EndedEarly(*last_, line);
    if (!inside && (!marker || marker->kind == MarkerKind::kStar)) {
      if (std::optional<Marker> dash = DamagedDash(line)) marker = dash;
    }
    if (last_ != nullptr && GoesOn(line, marker)) {
      const bool speck = marker && marker->kind == MarkerKind::kDash && IsRecognised(line.text) &&
                         StartsSmall(line.text.text);
      text_.Append(speck ? line.text.Slice(marker->text_begin, line.text.text.size()) : line.text);
      rest_indent_ = lines_ == 1 ? line.indent_pt : std::min(rest_indent_, line.indent_pt);
      if (line.page == last_->page) usual_gap_ = line.gap_above_pt;
      ++lines_;
      last_ = &line;
      return;
    }
    Finish();
    // "- - Rà soát": the dash was seen twice.
    if (marker && marker->kind == MarkerKind::kDash && IsRecognised(line.text)) {
      while (std::string_view(line.text.text).substr(marker->text_begin).starts_with("- ")) {
        marker->text_begin += 2;
      }
    }
    marker_ = marker;
    if (marker_) numbering_.Open(*marker_);
    text_ = line.text;
    first_ = last_ = &line;
    lines_ = 1;
    rest_indent_ = 0;
    usual_gap_ = -1;
    join_confidence_ = 1.0;
  }

  void Finish() {
    if (last_ == nullptr) return;
    Block block;
    block.where = text_.Locate();
    block.marker = marker_;
    block.text = marker_ ? text_.Slice(marker_->text_begin, text_.text.size()) : text_;
    block.bold = block.text.BoldShare() > 0.9 || first_->heading_depth > 0;
    block.centered = first_->centered;
    block.join_confidence = join_confidence_;
    if (marker_ && !marker_->damaged.empty()) {
      Repair repair;
      repair.from = marker_->damaged;
      repair.to = marker_->printed;
      repair.where = text_.Locate(marker_->printed_begin, marker_->printed_end);
      repair.reason = EditReason::kMarker;
      repair.confidence = IsMalformed(marker_->damaged) ? 0.95 : 0.85;
      out_.repairs.push_back(std::move(repair));
    }
    out_.blocks.push_back(std::move(block));
    std::move(footnotes_.begin(), footnotes_.end(), std::back_inserter(out_.blocks));
    footnotes_.clear();
    last_ = first_ = nullptr;
    marker_.reset();
    text_ = {};
  }

  const std::vector<FlowItem>& items_;
  size_t begin_, end_;
  JoinedText out_;
  Numbering numbering_;
  std::map<const FlowLine*, Marker> parts_;  ///< damaged numerals of parts, repaired
  std::vector<Block> footnotes_;             ///< of the open block's page
  double usual_font_pt_ = 0;                 ///< the median of the lines
  bool next_is_dash_ = false;
  bool hard_wrapped_ = false, damaged_ = false, roman_headings_ = false;
  size_t wrap_width_ = 0;

  // The open block.
  const FlowLine* first_ = nullptr;
  const FlowLine* last_ = nullptr;
  PlacedText text_;
  std::optional<Marker> marker_;
  int lines_ = 0;
  double rest_indent_ = 0, usual_gap_ = -1, join_confidence_ = 1.0;
};

}  // namespace

JoinedText JoinParagraphs(const std::vector<FlowItem>& items, size_t begin, size_t end) {
  return Joiner(items, begin, end).Run();
}

bool HasEndMark(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.back() == '"' || text.back() == ')' || text.back() == '*' ||
                           text.back() == '\'' || text.ends_with("”"))) {
    text.remove_suffix(text.ends_with("”") ? 3 : 1);
  }
  if (text.empty()) return false;
  return std::string_view(".;:!?").find(text.back()) != std::string_view::npos ||
         text.ends_with("…");
}

bool StartsSmall(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c)) return IsLower(c);
    if (IsDigit(c)) return false;
  }
  return false;
}

}  // namespace planrec::extract
