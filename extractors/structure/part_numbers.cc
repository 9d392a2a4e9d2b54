// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/part_numbers.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr int kMostParts = 15;

// What a reading costs. Recognition loses strokes more often than it adds some; a numeral that is
// well formed was mostly read rightly.
constexpr double kLostStroke = 0.8, kAddedStroke = 1.0, kOtherStroke = 1.2;
constexpr double kWellFormed = 0.6, kWellFormedMore = 1.0;
// What a row costs: a number twice, a number left out, counting from I again without cause, going
// back.
constexpr double kTwice = 2.5, kGap = 1.0, kGapStep = 1.5, kAgain = 2.5, kBack = 3.5;
// What it costs to take a line for no part, by how much it looks like one.
constexpr double kSkipNumeral = 3.0, kSkipClosed = 1.6, kSkipOpen = 0.9, kSkipOther = 0.5;
// What it costs to take another mark ("1.", "H.") for a numeral.
constexpr double kOtherMark = 0.6;
constexpr double kCapitals = 0.7;

struct Candidate {
  size_t line = 0;
  std::string strokes;
  int read = 0;  ///< value of a well-formed numeral, else 0
  bool doubtful = false;
  double skip = 0, other_mark = 0;
  size_t begin = 0, end = 0;  ///< bytes of the mark
  std::string close;          ///< sign behind the numeral; empty where none was read
  int segment = 0;
};

double StrokeCost(std::string_view read, std::string_view printed) {
  std::vector<double> row(printed.size() + 1);
  for (size_t k = 0; k <= printed.size(); ++k) row[k] = kLostStroke * static_cast<double>(k);
  for (size_t i = 1; i <= read.size(); ++i) {
    double diagonal = row[0];
    row[0] = kAddedStroke * static_cast<double>(i);
    for (size_t k = 1; k <= printed.size(); ++k) {
      const double same = diagonal + (read[i - 1] == printed[k - 1] ? 0 : kOtherStroke);
      diagonal = row[k];
      row[k] = std::min({same, row[k] + kAddedStroke, row[k - 1] + kLostStroke});
    }
  }
  return row.back();
}

double ReadingCost(const Candidate& candidate, int ordinal) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  if (candidate.read == ordinal) return 0;
  if (!candidate.doubtful) return kNever;
  const std::string printed = RomanStrokes(RomanNumeral(ordinal));
  const double strokes = StrokeCost(candidate.strokes, printed);
  if (candidate.read == 0) return strokes + candidate.other_mark;
  // Of a well-formed numeral strokes may be missing; more is no slip of reading.
  const bool only_lost =
      printed.size() > candidate.strokes.size() &&
      strokes < kLostStroke * static_cast<double>(printed.size() - candidate.strokes.size()) + 0.01;
  return strokes + kWellFormed + (only_lost ? 0 : kWellFormedMore);
}

double StepCost(int last, int next, bool new_segment) {
  if (next == last + 1) return 0;
  if (next == 1) return new_segment || last == 0 ? 0 : kAgain;
  if (next == last) return kTwice;
  if (next > last) return kGap + kGapStep * (next - last - 1);
  return kBack;
}

bool IsPlainNumeral(std::string_view word) {
  return word.size() <= 4 && word.find_first_not_of("IVXLH1l|") == std::string_view::npos;
}

/// What the line begins with, if that may be a part's numeral.
std::optional<Candidate> CandidateOf(const PartLine& line) {
  const std::string_view text = line.text;
  Candidate out;
  out.doubtful = line.doubtful;
  out.begin = std::min(text.find_first_not_of(' '), text.size());
  size_t end = std::min(text.find_first_of(" .,:/-", out.begin), text.size());
  const std::string_view word = text.substr(out.begin, end - out.begin);
  if (word.empty() || word.size() > 10) return std::nullopt;
  const std::optional<Marker> marker = ReadMarker(text);
  if (marker && marker->kind == MarkerKind::kRoman) {
    out.read = marker->ordinal();
    out.strokes = RomanStrokes(RomanNumeral(out.read));
    out.begin = marker->printed_begin;
    out.end = marker->printed_end;
    out.close = marker->printed.substr(marker->printed.size() - 1);
    out.skip = kSkipNumeral;
    return out;
  }
  if (!line.doubtful) return std::nullopt;
  out.strokes = RomanStrokes(word);
  if (out.strokes.empty() || out.strokes.size() > 8) return std::nullopt;
  if (end < text.size() && text[end] != ' ') {
    out.close = text.substr(end, 1);
    ++end;
  }
  out.end = end;
  const std::string_view rest = Trim(text.substr(end));
  const double capitals = CapitalShare(rest);
  if (CountCodePoints(rest) < 3) return std::nullopt;
  size_t at = 0;
  if (!IsUpper(DecodeUtf8(rest, at))) return std::nullopt;
  if (marker) {
    // "H. KINH PHÍ" and "1. NỘI DUNG" are what they are where the row of parts has no use for them.
    const bool other = marker->kind == MarkerKind::kCapital || marker->kind == MarkerKind::kArabic;
    if (!other || marker->ordinals.size() != 1 || capitals < kCapitals) return std::nullopt;
    out.skip = kSkipOther;
    out.other_mark = kOtherMark;
    return out;
  }
  if (capitals >= kCapitals) {
    if (out.close.empty() && !IsPlainNumeral(word)) return std::nullopt;
    out.skip = out.close.empty() ? kSkipOpen : kSkipClosed;
    return out;
  }
  // Parts in small letters: only what is numeral and sign for sure.
  if (out.close.empty() || !IsPlainNumeral(word) || IsLower(static_cast<unsigned char>(word[0])))
    return std::nullopt;
  out.skip = kSkipOther;
  return out;
}

/// "1. CHỈ ĐẠO" that a "2. …" follows before anything else counts from 1: a list of its own, no
/// damaged numeral.
bool BeginsList(const std::vector<PartLine>& lines, size_t i) {
  constexpr size_t kFar = 200;
  const auto arabic = [](const std::optional<Marker>& marker) {
    return marker && marker->kind == MarkerKind::kArabic && marker->ordinals.size() == 1;
  };
  const std::optional<Marker> first = ReadMarker(lines[i].text);
  if (!arabic(first) || first->ordinal() != 1) return false;
  for (size_t next = i + 1; next < lines.size() && next < i + kFar; ++next) {
    const std::optional<Marker> marker = ReadMarker(lines[next].text);
    if (marker && marker->kind == MarkerKind::kRoman) return false;
    if (arabic(marker)) return marker->ordinal() == 2;
  }
  return false;
}

bool OpensSegment(const std::optional<Marker>& marker) {
  return marker && (marker->kind == MarkerKind::kPart || marker->kind == MarkerKind::kChapter ||
                    marker->kind == MarkerKind::kSection ||
                    (marker->kind == MarkerKind::kCapital && marker->printed[0] != 'H'));
}

/// The number of each candidate, 0 for those that are no part: the cheapest row.
std::vector<int> CheapestRow(const std::vector<Candidate>& candidates) {
  constexpr double kFar = 1e9;
  using Costs = std::array<double, kMostParts + 1>;
  struct Choice {
    int last = 0, number = 0;
  };
  Costs costs;
  costs.fill(kFar);
  costs[0] = 0;
  std::vector<std::array<Choice, kMostParts + 1>> choices(candidates.size());
  int segment = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    const bool fresh = c.segment != segment;
    segment = c.segment;
    Costs next;
    next.fill(kFar);
    for (int last = 0; last <= kMostParts; ++last) {
      const auto l = static_cast<size_t>(last);
      if (costs[l] >= kFar) continue;
      if (costs[l] + c.skip < next[l]) {
        next[l] = costs[l] + c.skip;
        choices[i][l] = {last, 0};
      }
      for (int number = 1; number <= kMostParts; ++number) {
        const double cost = costs[l] + ReadingCost(c, number) + StepCost(last, number, fresh);
        const auto n = static_cast<size_t>(number);
        if (cost < next[n]) {
          next[n] = cost;
          choices[i][n] = {last, number};
        }
      }
    }
    costs = next;
  }
  std::vector<int> row(candidates.size());
  int last = static_cast<int>(std::min_element(costs.begin(), costs.end()) - costs.begin());
  for (size_t i = candidates.size(); i-- > 0;) {
    const Choice& choice = choices[i][static_cast<size_t>(last)];
    row[i] = choice.number;
    last = choice.last;
  }
  return row;
}

/// The sign that most numerals of the text end with.
std::string UsualClose(const std::vector<Candidate>& candidates) {
  std::map<std::string, int> counts;
  for (const Candidate& c : candidates)
    if (c.read > 0) ++counts[c.close];
  std::string best = ".";
  int most = 0;
  for (const auto& [close, count] : counts) {
    if (count <= most) continue;
    most = count;
    best = close;
  }
  return best;
}

}  // namespace

std::vector<std::optional<Marker>> NumberParts(const std::vector<PartLine>& lines) {
  std::vector<std::optional<Marker>> out(lines.size());
  std::vector<Candidate> candidates;
  int segment = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (OpensSegment(ReadMarker(lines[i].text)) ||
        (lines[i].doubtful && ReadDamagedPart(lines[i].text))) {
      ++segment;
      continue;
    }
    std::optional<Candidate> candidate = CandidateOf(lines[i]);
    if (!candidate || BeginsList(lines, i)) continue;
    candidate->line = i;
    candidate->segment = segment;
    candidates.push_back(std::move(*candidate));
  }
  if (candidates.empty()) return out;
  const std::string usual_close = UsualClose(candidates);
  const std::vector<int> row = CheapestRow(candidates);
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    if (row[i] == 0 || row[i] == c.read) continue;
    const std::string_view text = lines[c.line].text;
    Marker marker;
    marker.kind = MarkerKind::kRoman;
    marker.ordinals = {row[i]};
    const bool kept = c.close == "." || c.close == "/" || c.close == "-" || c.close == ")";
    marker.printed = RomanNumeral(row[i]) + (kept ? c.close : usual_close);
    marker.damaged = std::string(Trim(text.substr(c.begin, c.end - c.begin)));
    marker.printed_begin = c.begin;
    marker.printed_end = marker.text_begin = c.end;
    while (marker.text_begin < text.size() && text[marker.text_begin] == ' ') ++marker.text_begin;
    if (marker.damaged != marker.printed) out[c.line] = std::move(marker);
  }
  return out;
}

}  // namespace planrec::extract
