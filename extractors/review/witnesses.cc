// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/witnesses.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "extractors/vocabulary/dates.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/placed_text.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// How often each says the truth (its reading apart), judged on the real files at hand: a typed note
// repeats the number, or the draft's blank; a name is given by whoever saved the file.
constexpr double kNoteRight = 0.95, kElsewhereRight = 0.85, kLayerRight = 0.6, kNameRight = 0.8;
constexpr double kStampRight = 0.9, kSignatureRight = 0.97;

const Pattern kAttached{"witness.attached", Over::kFolded,
                        R"((?:^|\()\s*(?:ban hanh\s+|dinh\s+)?kem theo\s)",
                        "(Kèm theo Kế hoạch số 12/KH-UBND", "gửi kèm theo Kế hoạch số 12/KH-UBND"};
const Pattern kSignedOn{
    "witness.signed_on", Over::kFolded,
    R"((?:ngay ky|thoi gian ky|ky ngay|signing time)\s*:?\s*(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4}))",
    "Ngày ký: 13-05-2025 16:28:46 +07:00", "ngày ký ban hành"};

bool IsNumberDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsWordByte(char c) {
  return IsNumberDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// "/KH-UBND" of "12/KH-UBND", "-KH/ĐU" of "66-KH/ĐU"; empty where no symbol is known.
std::string SymbolOf(const DocumentFields& document) {
  const std::string code = document.code.value_or("");
  size_t at = 0;
  while (at < code.size() && IsNumberDigit(code[at])) ++at;
  const size_t sign = code.find_first_of("/-", at);
  return sign == std::string::npos || sign - at > 2 ? "" : code.substr(sign);
}

/// Where the document's own code stands in its head.
const Where* HeadPlace(const DocumentFields& document) {
  for (const FieldEvidence& each : document.evidence)
    if (each.field == "code" || each.field == "number") return &each.where;
  return nullptr;
}

/// The number before the symbol at `at`, with its letter; empty where none stands there.
std::pair<size_t, std::string> NumberBefore(std::string_view text, size_t at) {
  size_t end = at;
  while (end > 0 && text[end - 1] == ' ') --end;
  size_t begin = end;
  const bool letter = begin >= 2 &&
                      std::string_view("abcABC").find(text[begin - 1]) != std::string_view::npos &&
                      IsNumberDigit(text[begin - 2]);
  if (letter) --begin;
  while (begin > 0 && IsNumberDigit(text[begin - 1])) --begin;
  const size_t digits = end - begin - (letter ? 1 : 0);
  if (digits < 1 || digits > 5 || (begin > 0 && IsWordByte(text[begin - 1]))) return {at, ""};
  if (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '-')) return {at, ""};
  return {begin, std::string(text.substr(begin, end - begin))};
}

bool NamesDay(std::string_view text, const std::string& iso) {
  const auto times = FindTimes(text, {});
  return std::any_of(times.begin(), times.end(),
                     [&](const TimeSpan& time) { return time.from == iso || time.to == iso; });
}

/// Where a text has the symbol whole and behind something else; npos for nowhere.
size_t FindSymbol(std::string_view text, std::string_view symbol) {
  const size_t at = text.find(symbol);
  if (at == std::string_view::npos || at == 0) return std::string_view::npos;
  const size_t end = at + symbol.size();
  const bool longer = end < text.size() && (IsWordByte(text[end]) || text[end] == '-');
  return longer ? std::string_view::npos : at;
}

/// Whether the symbol at `where` is the head's own, which is no witness of itself.
bool IsOfHead(const Where* head, const Page& page, const TextLine& line, const Where& where) {
  if (head == nullptr) return false;
  const bool beside = head->page == page.number && head->bbox && where.bbox &&
                      Overlap(head->bbox->y0, head->bbox->y1, where.bbox->y0, where.bbox->y1) > 0;
  return beside || (head->line > 0 && head->line == line.line_number);
}

/// The number before the symbol in [at, end), where a note of attachment or the document's day
/// tells that it is this document's; either may stand in the line before.
std::optional<Witness> FromLine(const PlacedText& text, size_t at, size_t end,
                                const std::string& before, const std::string& day) {
  const auto [begin, number] = NumberBefore(text.text, at);
  if (number.empty()) return std::nullopt;
  const bool attached = kAttached.Matches(before) || kAttached.Matches(text.text);
  if (!attached && (day.size() != 10 || !NamesDay(before + " " + text.text, day)))
    return std::nullopt;
  return Witness{number, attached ? WitnessOrigin::kAppendix : WitnessOrigin::kElsewhere,
                 text.Locate(begin, end),
                 (attached ? kNoteRight : kElsewhereRight) * text.Confidence(begin, at)};
}

/// What lines behind the head say before the document's symbol.
void FromLines(const PlanRecord& record, const std::string& symbol, std::vector<Witness>& out) {
  constexpr size_t kMost = 12;
  const Where* head = HeadPlace(record.document);
  const std::string day = record.document.issued_on.value_or("");
  for (const Page& page : record.pages) {
    // On the head's own page the symbol stands in what it cites.
    if (head != nullptr && page.number <= head->page && page.origin != TextOrigin::kFile) continue;
    std::string last;
    for (const TextLine& line : page.lines) {
      const PlacedText text = Place(line, page.number);
      const std::string before = std::exchange(last, text.text);
      const size_t at = FindSymbol(text.text, symbol);
      if (at == std::string::npos) continue;
      const size_t end = at + symbol.size();
      if (IsOfHead(head, page, line, text.Locate(at, end))) continue;
      std::optional<Witness> witness = FromLine(text, at, end, before, day);
      if (!witness) continue;
      out.push_back(*std::move(witness));
      if (out.size() >= kMost) return;
    }
  }
}

/// What the text layer has in the head's field.
void FromLayer(const PlanRecord& record, std::string_view field, std::vector<Witness>& out) {
  const Where* head = HeadPlace(record.document);
  for (const Page& page : record.pages) {
    if (head != nullptr && page.number != head->page) continue;
    for (const WordReadings& readings : page.readings) {
      if (readings.field != field) continue;
      for (const Candidate& each : readings.candidates) {
        if (each.origin != WitnessOrigin::kLayer) continue;
        out.push_back({each.value, each.origin, {page.number, readings.box, 0}, kLayerRight});
      }
    }
  }
}

std::string_view FileName(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot);
}

/// Runs of digits and of letters; other signs part them.
std::vector<std::string> Runs(std::string_view folded) {
  std::vector<std::string> runs;
  char kind = 0;
  for (const char c : folded) {
    const char now = IsNumberDigit(c) ? 'd' : c >= 'a' && c <= 'z' ? 'l' : ' ';
    if (now != ' ') {
      if (now != kind) runs.emplace_back();
      runs.back() += c;
    }
    kind = now;
  }
  return runs;
}

/// Letters and digits of a body's name: "Sở Y tế" stands in "SỞ Y TẾ - UBND TỈNH …".
std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : Fold(name))
    if (IsWordByte(c)) plain += c;
  return plain;
}

bool IsOf(const ESignature& signature, const std::optional<Issuer>& issuer) {
  const std::string signer = Plain(signature.signer);
  const std::string body = issuer ? Plain(issuer->name) : "";
  constexpr size_t kLeast = 5;
  return signer.size() >= kLeast && body.size() >= kLeast &&
         (body.find(signer) != std::string::npos || signer.find(body) != std::string::npos);
}

/// The day in Vietnam.
std::string DayOf(const std::string& signed_at) {
  if (signed_at.size() < 19) return "";
  constexpr int kVietnam_min = 7 * 60;
  int off = 0;
  if (signed_at.size() >= 25) {
    off = std::atoi(signed_at.c_str() + 20) * 60 + std::atoi(signed_at.c_str() + 23);
    if (signed_at[19] == '-') off = -off;
  }
  const int minutes = std::atoi(signed_at.c_str() + 11) * 60 + std::atoi(signed_at.c_str() + 14) -
                      off + kVietnam_min;
  const std::string day = signed_at.substr(0, 10);
  constexpr int kDay_min = 24 * 60;
  if (minutes >= kDay_min) return AddDays(day, 1).value_or("");
  if (minutes < 0) return AddDays(day, -1).value_or("");
  return day;
}

}  // namespace

std::optional<std::string> NumberInName(std::string_view path, std::string_view type) {
  // A short abbreviation beside digits; "cv", "vb" stand for any document.
  const std::string own = Fold(type);
  const auto names_type = [&](const std::string& run) {
    constexpr std::string_view kAny[] = {"so", "cv", "vb"};
    return (!own.empty() && run == own) ||
           std::find(std::begin(kAny), std::end(kAny), run) != std::end(kAny);
  };
  const std::vector<std::string> runs = Runs(Fold(FileName(path)));
  std::optional<std::string> found;
  for (size_t i = 0; i < runs.size(); ++i) {
    if (!IsNumberDigit(runs[i][0]) || runs[i].size() > 5) continue;
    // "05" is one; "0010" is an archive's counting.
    if (runs[i][0] == '0' && runs[i].size() != 2) continue;
    const bool before = i > 0 && names_type(runs[i - 1]);
    // "3176b_qd": the number's letter stands between them.
    const size_t next = i + 1 < runs.size() && runs[i + 1].size() == 1 ? i + 2 : i + 1;
    const bool behind = next < runs.size() && names_type(runs[next]);
    if (!before && !behind) continue;
    std::string number = runs[i];
    if (next == i + 2 && behind) number += runs[i + 1];
    if (found && *found != number) return std::nullopt;  // of two none is known to be it
    found = std::move(number);
  }
  return found;
}

std::vector<Witness> NumberWitnesses(const PlanRecord& record) {
  std::vector<Witness> witnesses;
  const std::string symbol = SymbolOf(record.document);
  if (symbol.empty()) return witnesses;
  FromLayer(record, "number", witnesses);
  FromLines(record, symbol, witnesses);
  const std::string type = record.document.type.value_or("");
  if (const auto named = NumberInName(record.source.path, type))
    witnesses.push_back({*named, WitnessOrigin::kFileName, {}, kNameRight});
  return witnesses;
}

std::vector<Witness> DateWitnesses(const PlanRecord& record) {
  std::vector<Witness> witnesses;
  const std::string code = record.document.code.value_or("");
  for (const Appendix& appendix : record.appendices) {
    // A note that names another document says nothing of this one's day.
    const bool other = appendix.attached_to && *appendix.attached_to != code;
    if (!appendix.attached_on || appendix.attached_on->size() != 10 || other) continue;
    witnesses.push_back({*appendix.attached_on, WitnessOrigin::kAppendix, appendix.where,
                         kNoteRight * appendix.confidence});
  }
  return witnesses;
}

std::optional<Witness> SigningDay(const PlanRecord& record) {
  std::optional<Witness> first;
  for (const ESignature& signature : record.e_signatures) {
    if (!IsOf(signature, record.document.issuer)) continue;
    const std::string day = DayOf(signature.signed_at);
    if (day.empty() || (first && first->value <= day)) continue;
    first = Witness{day, WitnessOrigin::kESignature, signature.where, kSignatureRight};
  }
  if (first || !record.e_signatures.empty()) return first;
  for (const Page& page : record.pages) {
    for (const TextLine& line : page.lines) {
      const PlacedText text = Place(line, page.number);
      const auto match = kSignedOn.Find(text.text);
      if (!match) continue;
      const auto number = [&](size_t i) {
        return std::atoi(std::string(match->Text(text.text, i)).c_str());
      };
      if (!IsDate(number(3), number(2), number(1))) continue;
      return Witness{IsoDate(number(3), number(2), number(1)), WitnessOrigin::kStamp,
                     text.Locate(match->begin(), match->end()),
                     kStampRight * text.Confidence(match->begin(), match->end())};
    }
  }
  return std::nullopt;
}

}  // namespace planrec::extract
