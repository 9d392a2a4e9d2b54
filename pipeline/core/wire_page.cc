// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages over the wire (wire.h).
#include <algorithm>
#include <cmath>
#include <type_traits>

#include "pipeline/core/limits.h"
#include "pipeline/core/wire.h"

namespace planrec::wire {
namespace {

constexpr size_t kLongestReason = 4096;

void PutBox(Encoder& out, const Box& box) {
  // Text sources have no boxes: one byte then. A box inside out is none.
  const bool set = box != Box{} && box.x1 >= box.x0 && box.y1 >= box.y0;
  out.Bool(set);
  if (!set) return;
  out.Double(box.x0);
  out.Double(box.y0);
  out.Double(box.x1);
  out.Double(box.y1);
}

Box GetBox(Decoder& in) {
  Box box;
  if (!in.Bool()) return box;
  box.x0 = in.Double();
  box.y0 = in.Double();
  box.x1 = in.Double();
  box.y1 = in.Double();
  if (box.x1 < box.x0 || box.y1 < box.y0) in.Fail();
  return box;
}

void PutShare(Encoder& out, double value) {
  out.Double(std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0);
}

double GetShare(Decoder& in) {
  const double value = in.Double();
  if (value < 0 || value > 1) in.Fail();
  return value;
}

void PutSpan(Encoder& out, uint32_t begin, uint32_t end, uint32_t after) {
  out.Count(begin - after);
  out.Count(end - begin);
}

/// A span that starts at or behind `after` and ends within `size`.
void GetSpan(Decoder& in, uint32_t after, size_t size, uint32_t& begin, uint32_t& end) {
  const uint64_t gap = in.Count(), length = in.Count();
  if (gap > size - after || length > size - after - gap) {
    in.Fail();
    begin = end = 0;
    return;
  }
  begin = static_cast<uint32_t>(after + gap);
  end = static_cast<uint32_t>(begin + length);
}

void PutLine(Encoder& out, const TextLine& line) {
  out.Text(line.raw);
  out.Count(line.tokens.size());
  uint32_t after = 0;
  for (const Token& token : line.tokens) {
    PutSpan(out, token.begin, token.end, after);
    after = token.end;
    PutBox(out, token.box);
    PutShare(out, token.confidence);
    out.Byte(static_cast<uint8_t>((token.bold ? 1 : 0) | (token.italic ? 2 : 0)));
  }
  out.Count(line.edits.size());
  after = 0;
  for (const Edit& edit : line.edits) {
    PutSpan(out, edit.begin, edit.end, after);
    after = edit.end;
    out.Text(edit.text);
    out.Int(static_cast<int>(edit.reason));
    PutShare(out, edit.confidence);
  }
  PutBox(out, line.box);
  out.Int(line.line_number);
  out.Double(line.font_size_pt);
  out.Byte(static_cast<uint8_t>((line.blank_before ? 1 : 0) | (line.list_item ? 2 : 0) |
                                (line.wide_gap > 0 ? 4 : 0)));
  out.Int(line.heading_depth);
  if (line.wide_gap > 0) out.Int(line.wide_gap);
}

void PutReadings(Encoder& out, const WordReadings& readings) {
  out.Text(readings.field);
  out.Text(readings.value);
  PutBox(out, readings.box);
  out.Count(readings.candidates.size());
  for (const Candidate& candidate : readings.candidates) {
    out.Text(candidate.value);
    out.Byte(static_cast<uint8_t>(candidate.origin));
    PutShare(out, candidate.confidence);
  }
}

/// 0: not known, 1: no, 2: yes.
void PutAnswer(Encoder& out, const std::optional<bool>& answer) {
  out.Byte(answer ? (*answer ? 2 : 1) : 0);
}

void PutSignature(Encoder& out, const ESignature& signature) {
  out.Text(signature.signer);
  out.Text(signature.organisation);
  out.Text(signature.locality);
  out.Text(signature.signed_at);
  PutAnswer(out, signature.intact);
  PutAnswer(out, signature.covers_document);
  PutBox(out, signature.where.bbox.value_or(Box{}));
}

/// A list's elements one by one: memory is taken as they come, not as their number is claimed.
template <typename Get>
void ForElements(Decoder& in, size_t least_bytes, const Get& get) {
  for (size_t left = in.Elements(least_bytes); left > 0 && in.ok(); --left) get();
}

/// `into` is null where a value is only checked, here and below.
template <typename T>
void Keep(std::vector<T>* into, std::type_identity_t<T> value) {
  if (into != nullptr) into->push_back(std::move(value));
}

Token GetToken(Decoder& in, uint32_t& after, size_t size) {
  Token token;
  GetSpan(in, after, size, token.begin, token.end);
  after = token.end;
  token.box = GetBox(in);
  token.confidence = GetShare(in);
  const uint8_t style = in.Byte();
  if (style > 3) in.Fail();
  token.bold = (style & 1) != 0;
  token.italic = (style & 2) != 0;
  return token;
}

void GetLine(Decoder& in, TextLine* into) {
  const std::string_view raw = in.View();
  TextLine line;
  uint32_t after = 0;
  ForElements(in, 12, [&] {
    Keep(into != nullptr ? &line.tokens : nullptr, GetToken(in, after, raw.size()));
  });
  after = 0;
  ForElements(in, 12, [&] {
    Edit edit;
    GetSpan(in, after, raw.size(), edit.begin, edit.end);
    after = edit.end;
    const std::string_view text = in.View();
    edit.reason = static_cast<EditReason>(in.SmallInt(0, static_cast<int>(EditReason::kEncoding)));
    edit.confidence = GetShare(in);
    if (into == nullptr) return;
    edit.text = Printed(text);
    line.edits.push_back(std::move(edit));
  });
  line.box = GetBox(in);
  line.line_number = in.SmallInt(0, kMostTextLines);
  line.font_size_pt = in.Double();
  const uint8_t flags = in.Byte();
  if (flags > 7) in.Fail();
  line.blank_before = (flags & 1) != 0;
  line.list_item = (flags & 2) != 0;
  line.heading_depth = in.SmallInt(0, 1000);
  if ((flags & 4) != 0) {
    line.wide_gap = static_cast<uint32_t>(in.SmallInt(1, static_cast<int>(raw.size())));
  }
  if (into == nullptr || !in.ok()) return;
  line.raw = Printed(raw);
  *into = std::move(line);
}

void PutTable(Encoder& out, const GivenTable& table) {
  out.Count(table.after_line);
  out.Count(table.rows.size());
  for (const std::vector<GivenTable::Cell>& row : table.rows) {
    out.Count(row.size());
    for (const GivenTable::Cell& cell : row) {
      out.Text(cell.text);
      out.Bool(cell.bold);
      out.Int(cell.line_number);
    }
  }
}

void GetTable(Decoder& in, size_t lines, GivenTable* into) {
  const uint64_t after_line = in.Count();
  if (after_line > lines) in.Fail();
  if (into != nullptr) into->after_line = static_cast<uint32_t>(after_line);
  ForElements(in, 1, [&] {
    std::vector<GivenTable::Cell> row;
    ForElements(in, 3, [&] {
      const std::string_view text = in.View();
      GivenTable::Cell cell;
      cell.bold = in.Bool();
      cell.line_number = in.SmallInt(0, kMostTextLines);
      if (into == nullptr) return;
      cell.text = Printed(text);
      row.push_back(std::move(cell));
    });
    Keep(into != nullptr ? &into->rows : nullptr, std::move(row));
  });
}

}  // namespace

std::string EncodePage(const Page& page) {
  Encoder out;
  out.Byte(kVersion);
  out.Int(page.number);
  out.Double(page.width_pt);
  out.Double(page.height_pt);
  out.Int(page.rotation);
  out.Byte(static_cast<uint8_t>(page.origin));
  out.Text(page.origin_reason);
  out.Bool(page.skew_deg.has_value());
  if (page.skew_deg) out.Double(*page.skew_deg);
  out.Bool(page.ocr_confidence.has_value());
  if (page.ocr_confidence) PutShare(out, *page.ocr_confidence);
  out.Bool(page.error.has_value());
  if (page.error) out.Failure(*page.error);
  out.Count(page.lines.size());
  for (const TextLine& line : page.lines) PutLine(out, line);
  out.Count(page.rules.size());
  for (const Rule& rule : page.rules) {
    out.Double(rule.x0);
    out.Double(rule.y0);
    out.Double(rule.x1);
    out.Double(rule.y1);
    out.Double(rule.thickness_pt);
  }
  out.Count(page.tables.size());
  for (const GivenTable& table : page.tables) PutTable(out, table);
  out.Count(page.diagnostics.size());
  for (const Diagnostic& diagnostic : page.diagnostics) {
    out.Text(diagnostic.code);
    out.Text(diagnostic.message);
  }
  out.Count(page.readings.size());
  for (const WordReadings& readings : page.readings) PutReadings(out, readings);
  out.Count(page.signatures.size());
  for (const ESignature& signature : page.signatures) PutSignature(out, signature);
  out.Count(page.spread.size());
  for (const Box& half : page.spread) PutBox(out, half);
  return out.Take();
}

namespace {

/// Places are boxes, or lines where the source is text: what says otherwise is left out.
void AgreePlaces(Page& page) {
  const bool text = page.origin == TextOrigin::kFile;
  const auto line_of = [text](int line) { return text ? std::max(1, line) : 0; };
  for (TextLine& line : page.lines) {
    line.line_number = line_of(line.line_number);
    if (!text) continue;
    line.box = {};
    for (Token& token : line.tokens) token.box = {};
  }
  if (text) {
    // What only a page that can be seen has.
    page.rules.clear();
    page.readings.clear();
    page.signatures.clear();
    page.spread.clear();
  } else {
    page.tables.clear();
  }
  for (GivenTable& table : page.tables) {
    for (std::vector<GivenTable::Cell>& row : table.rows) {
      for (GivenTable::Cell& cell : row) cell.line_number = line_of(cell.line_number);
    }
  }
}

uint8_t SmallByte(Decoder& in, uint8_t most) {
  const uint8_t value = in.Byte();
  if (value > most) in.Fail();
  return value <= most ? value : 0;
}

void GetReadings(Decoder& in, WordReadings& readings) {
  readings.field = Printed(in.View(kLongestReason));
  readings.value = Printed(in.View(kLongestReason));
  readings.box = GetBox(in);
  ForElements(in, 10, [&] {
    Candidate candidate;
    candidate.value = Printed(in.View(kLongestReason));
    candidate.origin =
        static_cast<WitnessOrigin>(SmallByte(in, static_cast<uint8_t>(WitnessOrigin::kPerson)));
    candidate.confidence = GetShare(in);
    readings.candidates.push_back(std::move(candidate));
  });
}

std::optional<bool> GetAnswer(Decoder& in) {
  const uint8_t answer = SmallByte(in, 2);
  return answer == 0 ? std::nullopt : std::optional(answer == 2);
}

/// "2025-05-13T16:28:46+07:00", or with Z.
bool IsSigningTime(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00", kOffset = "+00:00";
  const auto has = [](std::string_view at, std::string_view form) {
    return std::ranges::equal(at, form, [](char c, char f) {
      if (f == '+') return c == '+' || c == '-';
      return f == '0' ? c >= '0' && c <= '9' : c == f;
    });
  };
  if (!has(text.substr(0, kForm.size()), kForm)) return false;
  const std::string_view offset = text.substr(kForm.size());
  return offset == "Z" || has(offset, kOffset);
}

void GetSignature(Decoder& in, int page, ESignature& signature) {
  for (std::string* text :
       {&signature.signer, &signature.organisation, &signature.locality, &signature.signed_at})
    *text = Printed(in.View(kLongestReason));
  if (!signature.signed_at.empty() && !IsSigningTime(signature.signed_at)) in.Fail();
  signature.intact = GetAnswer(in);
  signature.covers_document = GetAnswer(in);
  // One that shows nothing stands nowhere.
  if (const Box box = GetBox(in); !box.Empty()) signature.where = {page, box, 0};
}

Rule GetRule(Decoder& in) {
  Rule rule;
  for (double* value : {&rule.x0, &rule.y0, &rule.x1, &rule.y1, &rule.thickness_pt}) {
    *value = in.Double();
  }
  return rule;
}

/// What goes before the lists of a page.
Page GetHead(Decoder& in) {
  Page page;
  page.number = in.SmallInt(1, kMostPages);
  page.width_pt = in.Double();
  page.height_pt = in.Double();
  if (page.width_pt < 0 || page.height_pt < 0) in.Fail();
  page.rotation = in.SmallInt(0, 270);
  if (page.rotation % 90 != 0) in.Fail();
  page.origin = static_cast<TextOrigin>(in.Byte());
  if (page.origin > TextOrigin::kFile) in.Fail();
  page.origin_reason = Printed(in.View(kLongestReason));
  if (in.Bool()) page.skew_deg = in.Double();
  if (page.skew_deg && std::abs(*page.skew_deg) > 90) in.Fail();
  if (in.Bool()) page.ocr_confidence = GetShare(in);
  if (in.Bool()) page.error = in.Failure();
  if (page.error && page.error->page == 0) page.error->page = page.number;
  return page;
}

/// How many there were, kept or not.
struct Counted {
  size_t lines = 0, tables = 0;
};

/// The lists of what stands on a page.
Counted GetContent(Decoder& in, Page* into) {
  Counted counted;
  ForElements(in, 15, [&] {
    ++counted.lines;
    TextLine line;
    GetLine(in, into != nullptr ? &line : nullptr);
    Keep(into != nullptr ? &into->lines : nullptr, std::move(line));
  });
  ForElements(in, 40, [&] { Keep(into != nullptr ? &into->rules : nullptr, GetRule(in)); });
  ForElements(in, 2, [&] {
    ++counted.tables;
    GivenTable table;
    GetTable(in, counted.lines, into != nullptr ? &table : nullptr);
    Keep(into != nullptr ? &into->tables : nullptr, std::move(table));
  });
  return counted;
}

/// As a record's warnings have it: "page.blank".
bool IsDiagnosticCode(std::string_view code) {
  const auto plain = [](std::string_view part, size_t most) {
    return !part.empty() && part.size() <= most &&
           std::ranges::all_of(part, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  };
  const size_t dot = code.find('.');
  return dot != std::string_view::npos && plain(code.substr(0, dot), 40) &&
         plain(code.substr(dot + 1), 60);
}

/// The lists of what was found out about page `number`.
void GetFindings(Decoder& in, int number, Page* into) {
  ForElements(in, 2, [&] {
    const std::string_view code = in.View();
    const std::string_view message = in.View();
    if (!IsDiagnosticCode(code)) return in.Fail();
    if (into != nullptr) into->diagnostics.push_back({std::string(code), Printed(message)});
  });
  ForElements(in, 4, [&] {
    WordReadings readings;
    GetReadings(in, readings);
    Keep(into != nullptr ? &into->readings : nullptr, std::move(readings));
  });
  ForElements(in, 7, [&] {
    ESignature signature;
    GetSignature(in, number, signature);
    Keep(into != nullptr ? &into->signatures : nullptr, std::move(signature));
  });
  const size_t halves = in.Elements(1);
  if (halves > 2) return in.Fail();
  for (size_t i = 0; i < halves; ++i) Keep(into != nullptr ? &into->spread : nullptr, GetBox(in));
}

/// Reads a page; the facts are kept always, the rest where `into` is given.
Status ReadPage(std::string_view bytes, PageFacts& facts, Page* into) {
  Decoder in(bytes);
  if (in.Byte() != kVersion) {
    return Error{ErrorType::kInternal, "a page of another version came from a worker"};
  }
  Page head = GetHead(in);
  facts.number = head.number;
  facts.origin_reason = head.origin_reason;
  facts.error = head.error;
  // Other sources have no tables of their own (AgreePlaces).
  const bool tables_count = head.origin == TextOrigin::kFile;
  if (into != nullptr) *into = std::move(head);
  const Counted counted = GetContent(in, into);
  GetFindings(in, facts.number, into);
  if (!in.ok() || !in.at_end()) {
    return Error{ErrorType::kInternal, "malformed page from a worker"};
  }
  facts.has_content = counted.lines > 0 || (tables_count && counted.tables > 0);
  return Done{};
}

}  // namespace

Result<Page> DecodePage(std::string_view bytes) {
  PageFacts facts;
  Page page;
  const Status read = ReadPage(bytes, facts, &page);
  if (!read) return read.error();
  AgreePlaces(page);
  CutToPage(page);
  return page;
}

Result<PageFacts> InspectPage(std::string_view bytes) {
  PageFacts facts;
  const Status read = ReadPage(bytes, facts, nullptr);
  if (!read) return read.error();
  return facts;
}

}  // namespace planrec::wire
