// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one page is after it was read: lines of words with their places, ruled lines, and, for text
// sources, tables that the text itself spells out. A Page is made by pipeline/acquire in a worker
// process, travels through pipeline/core/wire.h, gets its edits from normalizers and is read by
// extractors. Plain values; const access is thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/geometry.h"
#include "pipeline/core/result.h"
#include "pipeline/core/witness.h"

namespace planrec {

enum class TextOrigin { kNone, kEmbedded, kRepaired, kOcr, kFile };

/// Why one stretch of a line was changed; `kEncoding` also covers Unicode composition where the
/// glyphs were of a legacy encoding.
enum class EditReason { kDiacritics, kConfusion, kMarker, kSegmentation, kEncoding };

/// Replaces the bytes [begin, end) of a line's raw text by `text`. Edits of a line are sorted and
/// do not overlap. Raw text is never overwritten: the edits are the audit trail and the undo.
struct Edit {
  uint32_t begin = 0, end = 0;
  std::string text;
  EditReason reason = EditReason::kDiacritics;
  double confidence = 1.0;
};

/// One word as it stands on the page: bytes [begin, end) of its line's raw text.
struct Token {
  uint32_t begin = 0, end = 0;
  Box box;                  ///< empty for text sources
  double confidence = 1.0;  ///< 0..1, of the reading; 1 for embedded text and files
  bool bold = false, italic = false;
};

/// A run of words on one base line with no column-wide gap inside. Two columns side by side are two
/// lines. `raw` holds the words joined by single spaces, UTF-8 as read.
struct TextLine {
  std::string raw;
  std::vector<Token> tokens;
  std::vector<Edit> edits;
  Box box;                    ///< empty for text sources
  int line_number = 0;        ///< 1-based line of a text source; 0 for pages with positions
  double font_size_pt = 0;    ///< 0 where unknown
  bool blank_before = false;  ///< text sources: an empty line stands before it
  /// Text sources: the byte of the first word behind a tab or three blanks; 0 where there are none.
  uint32_t wide_gap = 0;
  int heading_depth = 0;   ///< Markdown: the number of '#'; a hint only, levels come from markers
  bool list_item = false;  ///< Markdown: a list sign "- " was printed before it (kept in raw)
};

/// A table that a text source spells out (pipes, tabs, <td>): a grid of cells in reading order. An
/// absent cell is an empty string. No span is known; extractors infer spans from empty cells.
struct GivenTable {
  struct Cell {
    std::string text;
    bool bold = false;
    int line_number = 0;
    std::string raw = {};          ///< as it stood before `edits`; empty where there are none
    std::vector<Edit> edits = {};  ///< made by repair, `text` holds them already
  };
  uint32_t after_line = 0;  ///< index in Page::lines before which the table stands
  std::vector<std::vector<Cell>> rows;
};

/// A doubt or refusal that travels with the page and ends in the record's warnings.
struct Diagnostic {
  std::string code;  ///< "page.blank", "page.turned", …
  std::string message;
};

struct Page {
  int number = 0;                      ///< 1-based
  double width_pt = 0, height_pt = 0;  ///< 0 for text sources
  int rotation = 0;  ///< clockwise degrees that were applied to read it upright: 0, 90, 180, 270
  TextOrigin origin = TextOrigin::kNone;
  std::string origin_reason;             ///< why that origin was chosen, e.g. "layer:marks 0.29"
  std::optional<double> skew_deg;        ///< found and taken out; images only
  std::optional<double> ocr_confidence;  ///< mean word confidence 0..1; recognised pages only
  std::optional<Error> error;            ///< set: the page could not be read (or only in part)
  std::vector<TextLine> lines;           ///< in the order read; extractors decide reading order
  std::vector<Rule> rules;
  std::vector<GivenTable> tables;
  std::vector<Diagnostic> diagnostics;
  std::vector<WordReadings> readings;  ///< of words that were read in more than one way
  std::vector<ESignature> signatures;  ///< whose visible part stands here, in the file's order
  /// Where the image shows two pages side by side (an open booklet): both halves, left to right;
  /// the lines of the left one come first. Empty for one page, as nearly always.
  std::vector<Box> spread;
};

/// raw with the line's edits applied.
std::string Apply(const std::string& raw, const std::vector<Edit>& edits);

/// Edits of `raw` that do what `first` does and then `second`, whose places are those of
/// Apply(raw, first). An edit of `second` that touches what `first` changed takes it in, with its
/// own reason and the lesser confidence.
std::vector<Edit> Compose(const std::string& raw, const std::vector<Edit>& first,
                          const std::vector<Edit>& second);

/// A page box may cut through text or rules, and a worker may say anything: boxes and rules end
/// where the page does, rules beside it go. Where the page's size is not known all stays.
void CutToPage(Page& page);

/// One of several files that were read as one document (--join).
struct JoinedFile {
  std::string path;    ///< relative to the folder that is the document
  std::string sha256;  ///< lower-case hex of the whole file
  uint64_t bytes = 0;
  std::string media_type;
  int first_page = 0;  ///< of the document, 1-based
};

/// One input file. `path` is relative to the input root as given; `media_type` is told by content.
struct SourceFile {
  std::string path;
  std::string sha256;  ///< lower-case hex of the whole file
  uint64_t bytes = 0;
  std::string media_type;  ///< "application/pdf", "image/tiff", "image/jpeg", "image/png",
                           ///< "text/plain", "text/markdown"
  std::vector<JoinedFile> files = {};  ///< where it is a folder of images: these, in their order
};

/// All pages of one source in order. pages in = pages out: a failed page is here with its error.
struct Document {
  SourceFile source;
  std::vector<Page> pages;
};

}  // namespace planrec
