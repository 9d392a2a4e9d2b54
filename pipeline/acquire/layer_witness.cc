// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/layer_witness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "pipeline/acquire/ocr/head_fields.h"
#include "pipeline/acquire/ocr/second_reading.h"
#include "pipeline/acquire/pdf/glyphs.h"
#include "pipeline/acquire/pdf/text_layer.h"
#include "pipeline/acquire/pdf/turn.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr size_t kMostWords = 20000;    // a page of more is no page of a plan
constexpr size_t kMostInRow = 200;      // words of one line's height
constexpr size_t kMostPairs = 250'000;  // bytes of a line times those of its row
constexpr size_t kMostLetters = 60;     // of what is compared letter by letter
constexpr double kOffRow = 0.6;   // of the greater height: middles further apart are other rows
constexpr double kOverlap = 0.3;  // places that are one
constexpr double kAlike = 0.6;    // letters that are one word, where the places do not meet
constexpr double kNear = 4;       // … line heights at most between their middles
constexpr size_t kMostJoined = 3;
constexpr double kJoinPenalty = 0.3;  // letters
// The layer is heard where it has the letters of half of the words that recognition is sure of.
constexpr double kSure = 0.9, kHeardShare = 0.5;
constexpr int kFewWords = 8;
constexpr size_t kLongWord = 4;
// It knows better than to be left aside where it has these of the numbers as they were read.
constexpr double kNumberShare = 0.8;
constexpr int kFewNumbers = 3;
// What recognition alone has for a number that is as good as never wrong (second_reading.cc). Of
// 39 doubtful numbers on real scans that a layer confirmed, 6 of them disputed by the second model,
// all were right.
constexpr double kConfirmed = 0.965;
// A layer's digits in a blank of the letterhead: its reader saw the same pen, and no better.
constexpr double kLayerField = 0.5;
constexpr double kAddressAlike = 0.75;
constexpr double kMended = 0.9;
constexpr int kMostDisputed = 20;  // told of one page
constexpr std::string_view kDisagree = "readers.disagree";
constexpr std::string_view kHeardReason = "; the layer bears witness";

/// What an OCR prints for a digit, or for a slash between digits.
struct LookAlike {
  char32_t sign;
  std::u32string_view read_as;
};
constexpr std::array<LookAlike, 11> kLookAlikes = {{
    {U'0', U"OoDQCcUu"},
    {U'1', U"lI|i!tJ]["},
    {U'2', U"Zz"},
    {U'3', U"S"},
    {U'4', U"A"},
    {U'5', U"Ss"},
    {U'6', U"bGo"},
    {U'7', U"T?"},
    {U'8', U"BS&"},
    {U'9', U"gq"},
    {U'/', U"lI|i!1I7"},
}};

bool LooksLike(char32_t sign, char32_t read) {
  for (const LookAlike& row : kLookAlikes)
    if (row.sign == sign) return row.read_as.find(read) != std::u32string_view::npos;
  return false;
}

/// Letters that print and OCRs of other languages do not tell apart, as one of them.
char32_t FoldAlike(char32_t c) {
  if (std::u32string_view(U"Il|1!").find(c) != std::u32string_view::npos) return U'i';
  if (c == U'0' || c == U'O') return U'o';
  return c;
}

bool IsAlike(char32_t a, char32_t b) {
  return a != 0 && b != 0 && (LooksLike(a, b) || LooksLike(b, a) || FoldAlike(a) == FoldAlike(b));
}

/// What stands around a word is read badly by everyone and says nothing of it.
std::u32string WithoutEnds(std::u32string text) {
  constexpr std::u32string_view kEnds = U".,;:()[]“”\"'‘’*_`~^";
  while (!text.empty() && kEnds.find(text.back()) != std::u32string_view::npos) text.pop_back();
  size_t at = 0;
  while (at < text.size() && kEnds.find(text[at]) != std::u32string_view::npos) ++at;
  return text.substr(at);
}

/// "II/2024": of strokes side by side every reader loses some, and "11" is no witness of two.
bool CountsStrokes(const std::u32string& number) {
  const size_t roman = number.find_first_not_of(U"IVX");
  return roman != 0 && roman != std::u32string::npos && number[roman] == U'/';
}

std::u32string Plain(std::string_view text) {
  std::u32string plain;
  for (const char32_t c : ToUtf32(text)) {
    if (c > U' ' && plain.size() < kMostLetters) plain.push_back(BaseLetter(c));
  }
  return plain;
}

struct Step {
  char32_t read = 0, layer = 0;  ///< 0 where the other side has one more
};

/// The letters of both side by side: least edits, look-alikes a quarter of one, signs a half.
std::vector<Step> Pair(const std::u32string& read, const std::u32string& layer) {
  const auto sign = [](char32_t c) { return !IsLetter(c) && !IsDigit(c); };
  const auto gap = [&](char32_t c) { return sign(c) ? 0.5F : 1.0F; };
  const auto change = [&](char32_t a, char32_t b) {
    if (a == b) return 0.0F;
    if (IsAlike(a, b)) return 0.25F;
    return IsDigit(a) == IsDigit(b) && sign(a) == sign(b) ? 1.0F : 1.25F;
  };
  const size_t n = read.size(), m = layer.size(), width = m + 1;
  std::vector<float> cost((n + 1) * width, 0.0F);
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      if (i == 0 && j == 0) continue;
      float best = 1e9F;
      if (i > 0 && j > 0) best = cost[(i - 1) * width + j - 1] + change(read[i - 1], layer[j - 1]);
      if (i > 0) best = std::min(best, cost[(i - 1) * width + j] + gap(read[i - 1]));
      if (j > 0) best = std::min(best, cost[i * width + j - 1] + gap(layer[j - 1]));
      cost[i * width + j] = best;
    }
  }
  std::vector<Step> steps;
  for (size_t i = n, j = m; i > 0 || j > 0;) {
    const float here = cost[i * width + j];
    if (i > 0 && j > 0 &&
        here == cost[(i - 1) * width + j - 1] + change(read[i - 1], layer[j - 1])) {
      steps.push_back({read[--i], layer[--j]});
    } else if (i > 0 && here == cost[(i - 1) * width + j] + gap(read[i - 1])) {
      steps.push_back({read[--i], 0});
    } else {
      steps.push_back({0, layer[--j]});
    }
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

/// Share of the letters that are the same or look alike, 0..1.
double Similarity(const std::u32string& read, const std::u32string& layer) {
  const size_t most = std::max(read.size(), layer.size());
  if (most == 0) return 0;
  double same = 0;
  for (const Step& step : Pair(read, layer)) {
    if (step.read == 0 || step.layer == 0) continue;
    if (LowerLetter(step.read) == LowerLetter(step.layer) || IsAlike(step.read, step.layer))
      same += 1;
  }
  return same / static_cast<double>(most);
}

/// One meeting and what the layer says of it.
struct Said {
  TextLine* line = nullptr;
  std::string read, layer;
  std::vector<Token*> tokens;
  double confidence = 1;
  bool number = false;
  Testimony testimony = Testimony::kSilent;
};

std::string TextOf(const TextLine& line, size_t token, size_t tokens) {
  std::string text;
  for (size_t t = token; t < token + tokens; ++t)
    text.append(line.raw, line.tokens[t].begin, line.tokens[t].end - line.tokens[t].begin);
  return text;
}

std::string TextOf(const std::vector<WitnessWord>& row, size_t word, size_t words) {
  std::string text;
  for (size_t w = word; w < word + words; ++w) text += row[w].text;
  return text;
}

Said Say(TextLine& line, const std::vector<WitnessWord>& row, const Meeting& meeting) {
  Said said;
  said.line = &line;
  said.read = TextOf(line, meeting.token, meeting.tokens);
  said.layer = TextOf(row, meeting.word, meeting.words);
  for (size_t t = meeting.token; t < meeting.token + meeting.tokens; ++t) {
    said.tokens.push_back(&line.tokens[t]);
    said.confidence = std::min(said.confidence, line.tokens[t].confidence);
  }
  said.number =
      said.read.rfind('/', 0) == 0 || std::any_of(said.read.begin(), said.read.end(), IsDigit);
  said.testimony =
      said.number ? CompareNumbers(said.read, said.layer) : CompareWords(said.read, said.layer);
  return said;
}

/// Whether the reading is surer for it. Letters alone do not tell that the marks are right: of a
/// word the layer must have these too, or it is a foreign one that has none.
bool Confirms(const Said& said) {
  if (said.number)
    return said.testimony == Testimony::kAgrees || said.testimony == Testimony::kSame;
  if (said.testimony != Testimony::kSame || CountCodePoints(said.read) < 2) return false;
  const std::u32string letters = ToUtf32(said.read);
  return std::any_of(letters.begin(), letters.end(), HasVietnameseMark) || !IsSyllable(said.read);
}

std::string Quoted(const std::string& text) {
  return "“" + text + "”";
}

bool IsAddressSign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '.' || c == '-' ||
         c == '_';
}

/// An e-mail address: a part, @, labels, the last of two to four small letters.
bool IsAddress(std::string_view text) {
  const size_t at = text.find('@');
  const size_t dot = text.rfind('.');
  if (at == std::string_view::npos || at < 2 || dot == std::string_view::npos || dot < at + 2)
    return false;
  const std::string_view host = text.substr(at + 1), last = text.substr(dot + 1);
  return std::all_of(text.begin(), text.begin() + static_cast<ptrdiff_t>(at), IsAddressSign) &&
         std::all_of(host.begin(), host.end(), IsAddressSign) && last.size() >= 2 &&
         last.size() <= 4 &&
         std::all_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view WithoutStop(std::string_view text) {
  while (!text.empty() && std::string_view(".,;:)").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

/// An address that a reader of Vietnamese made words of, where the layer has one: "ceaa(tdu.edu.vn"
/// for ceqa@tdu.edu.vn. What was read stays as the line's raw text.
bool MendAddress(const Said& said) {
  const std::string_view read = WithoutStop(said.read), layer = WithoutStop(said.layer);
  if (!IsAddress(layer) || IsAddress(read) || !said.line->edits.empty() ||
      Similarity(Plain(read), Plain(layer)) < kAddressAlike)
    return false;
  Edit edit;
  edit.begin = said.tokens.front()->begin;
  edit.end = said.tokens.back()->end;
  edit.text = std::string(layer) + said.read.substr(read.size());
  edit.reason = EditReason::kConfusion;
  edit.confidence = kMended;
  said.line->edits.push_back(std::move(edit));
  return true;
}

/// Raises the tokens' confidences; the number of those raised. Where the second model had another
/// number, two of three agree now.
int Confirm(const Said& said, Page& page) {
  std::vector<Diagnostic>& diagnostics = page.diagnostics;
  int raised = 0;
  for (Token* token : said.tokens) {
    // The layer's reader saw the same pen.
    if (token->confidence >= kConfirmed || token->confidence <= kHandwritten) continue;
    if (token->confidence <= kDisputed) {
      const std::string opening = Quoted(said.read) + " was read as ";
      const auto told =
          std::find_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& diagnostic) {
            return diagnostic.code == kDisagree && diagnostic.message.rfind(opening, 0) == 0;
          });
      if (told != diagnostics.end()) diagnostics.erase(told);
      std::erase_if(page.readings, [&](const WordReadings& readings) {
        return readings.field.empty() && readings.value == said.read;
      });
    }
    token->confidence = kConfirmed;
    ++raised;
  }
  return raised;
}

Box BoxOf(const Said& said) {
  Box box;
  for (const Token* token : said.tokens) box = Join(box, token->box);
  return box;
}

/// What the layer has in a field of the letterhead is one more candidate for it.
void HearField(const Said& said, std::vector<WordReadings>& readings) {
  std::string digits;
  for (const char32_t c : Plain(said.layer)) {
    if (!IsDigit(c)) break;
    digits += static_cast<char>(c);
  }
  if (digits.empty()) return;
  const Box box = BoxOf(said);
  for (WordReadings& field : readings) {
    if (field.field.empty()) continue;
    const bool here = box.Contains(field.box.CenterX(), field.box.CenterY());
    // "/KH-UBND", and the layer has "104/KH-UBND".
    const bool before = field.field == "number" && said.read.starts_with("/") &&
                        said.layer.find('/') != std::string::npos;
    if (here || before) field.candidates.push_back({digits, WitnessOrigin::kLayer, kLayerField});
  }
}

}  // namespace

std::vector<WitnessWord> WitnessWords(PageContent content, const ReadFrame& frame) {
  const Box image = TurnBox(frame.image, frame.quarters, content.width_pt, content.height_pt);
  TurnContent(content, frame.quarters);
  std::erase_if(content.glyphs, [](const Glyph& g) { return g.annotation || g.turn != 0; });
  std::vector<WitnessWord> words;
  CleanGlyphs(content.glyphs, {0, 0, content.width_pt, content.height_pt});
  const double angle = frame.skew_deg * M_PI / 180, sine = std::sin(angle),
               cosine = std::cos(angle);
  for (const TextLine& line : BuildLines(content.glyphs, {})) {
    for (const Token& token : line.tokens) {
      if (words.size() >= kMostWords) return {};
      const double dx = token.box.CenterX() - image.CenterX();
      const double dy = token.box.CenterY() - image.CenterY();
      const double x = image.CenterX() + dx * cosine - dy * sine;
      const double y = image.CenterY() + dx * sine + dy * cosine;
      const double w = token.box.Width() / 2, h = token.box.Height() / 2;
      words.push_back(
          {line.raw.substr(token.begin, token.end - token.begin), {x - w, y - h, x + w, y + h}});
    }
  }
  return words;
}

std::vector<std::vector<WitnessWord>> RowsOf(const std::vector<TextLine>& lines,
                                             const std::vector<WitnessWord>& words) {
  std::vector<std::vector<WitnessWord>> rows(lines.size());
  for (const WitnessWord& word : words) {
    size_t nearest = lines.size();
    double least = kOffRow;
    for (size_t i = 0; i < lines.size(); ++i) {
      const Box& box = lines[i].box;
      const double height = std::max({box.Height(), word.box.Height(), 1.0});
      if (Overlap(box.x0 - height, box.x1 + height, word.box.x0, word.box.x1) <= 0) continue;
      const double off = std::abs(box.CenterY() - word.box.CenterY()) / height;
      if (off >= least) continue;
      least = off;
      nearest = i;
    }
    if (nearest < lines.size()) rows[nearest].push_back(word);
  }
  for (std::vector<WitnessWord>& row : rows) {
    std::stable_sort(row.begin(), row.end(), [](const WitnessWord& a, const WitnessWord& b) {
      return a.box.CenterX() < b.box.CenterX();
    });
  }
  return rows;
}

std::vector<Meeting> Align(const TextLine& line, const std::vector<WitnessWord>& row) {
  const size_t n = line.tokens.size(), m = row.size(), width = m + 1;
  if (n == 0 || m == 0 || n > kMostInRow || m > kMostInRow) return {};
  size_t letters_of_row = 0;
  for (const WitnessWord& word : row) letters_of_row += word.text.size();
  if (line.raw.size() * letters_of_row > kMostPairs) return {};
  struct Choice {
    double score = 0, overlap = 0;
    uint8_t tokens = 0, words = 0;
  };
  // best[i][j]: of tokens from i and words from j on.
  std::vector<Choice> best((n + 1) * width);
  const double height = std::max(1.0, line.box.Height());
  for (size_t i = n; i-- > 0;) {
    for (size_t j = m; j-- > 0;) {
      Choice choice = best[(i + 1) * width + j];
      choice.tokens = 1, choice.words = 0;
      if (const Choice& other = best[i * width + j + 1]; other.score > choice.score) {
        choice = other;
        choice.tokens = 0, choice.words = 1;
      }
      Box read;
      for (size_t a = 1; a <= kMostJoined && i + a <= n; ++a) {
        read = Join(read, line.tokens[i + a - 1].box);
        Box layer;
        for (size_t b = 1; b <= kMostJoined && j + b <= m && (a == 1 || b == 1); ++b) {
          layer = Join(layer, row[j + b - 1].box);
          const double common = Overlap(read.x0, read.x1, layer.x0, layer.x1);
          if (common <= 0 && std::abs(read.CenterX() - layer.CenterX()) > kNear * height) continue;
          const double overlap =
              common / std::max(0.01, std::max(read.x1, layer.x1) - std::min(read.x0, layer.x0));
          const std::u32string ours = Plain(TextOf(line, i, a)), theirs = Plain(TextOf(row, j, b));
          const double alike = Similarity(ours, theirs);
          if (overlap < kOverlap && alike < kAlike) continue;
          const double letters = static_cast<double>(std::max(ours.size(), theirs.size()));
          const double score = letters * (overlap + alike) / 2 -
                               kJoinPenalty * static_cast<double>(a + b - 2) +
                               best[(i + a) * width + j + b].score;
          if (score <= choice.score) continue;
          choice = {score, overlap, static_cast<uint8_t>(a), static_cast<uint8_t>(b)};
        }
      }
      best[i * width + j] = choice;
    }
  }
  std::vector<Meeting> meetings;
  for (size_t i = 0, j = 0; i < n && j < m;) {
    const Choice& choice = best[i * width + j];
    if (choice.tokens > 0 && choice.words > 0)
      meetings.push_back({i, choice.tokens, j, choice.words, choice.overlap});
    i += choice.tokens;
    j += choice.words;
  }
  return meetings;
}

Testimony CompareNumbers(std::string_view read, std::string_view layer) {
  const std::u32string ours = WithoutEnds(Plain(read)), theirs = WithoutEnds(Plain(layer));
  int digits = 0, same = 0, alike = 0, against = 0, other = 0;
  bool letters = false;
  for (const Step& step : Pair(ours, theirs)) {
    letters |= IsLetter(step.layer) && !IsLetter(step.read);
    if (IsDigit(step.read)) ++digits;
    if (step.read == step.layer) {
      same += IsDigit(step.read);
    } else if (IsAlike(step.read, step.layer)) {
      ++alike;
    } else if (IsDigit(step.read) && IsDigit(step.layer)) {
      ++against;
    } else {
      ++other;
    }
  }
  // "/KH-UBND": the number in front, often written by hand, was not read at all.
  if (digits == 0 && ours.size() > 2 && ours[0] == U'/' && theirs.size() > ours.size() &&
      theirs.substr(theirs.size() - ours.size()) == ours &&
      std::all_of(theirs.begin(), theirs.end() - static_cast<ptrdiff_t>(ours.size()), IsDigit))
    return Testimony::kDiffers;
  if (same == 0 || (CountsStrokes(ours) && ours != theirs)) return Testimony::kSilent;
  if (against == 0 && other == 0 && alike <= same)
    return read == layer ? Testimony::kSame : Testimony::kAgrees;
  return against > 0 && other == 0 && !letters ? Testimony::kDiffers : Testimony::kSilent;
}

Testimony CompareWords(std::string_view read, std::string_view layer) {
  if (read.empty() || layer.empty()) return Testimony::kSilent;
  if (read == layer) return Testimony::kSame;
  const auto letters = [](std::string_view text) {
    std::u32string plain;
    for (const char32_t c : Plain(text)) {
      if (IsLetter(c) || IsDigit(c) || c == U'|' || c == U'!') plain.push_back(FoldAlike(c));
    }
    return plain;
  };
  const std::u32string ours = letters(read);
  return !ours.empty() && ours == letters(layer) ? Testimony::kAgrees : Testimony::kSilent;
}

Hearing HearWitness(const std::vector<WitnessWord>& words, Page& page) {
  Hearing hearing;
  std::vector<Said> all;
  const std::vector<std::vector<WitnessWord>> rows = RowsOf(page.lines, words);
  for (size_t i = 0; i < page.lines.size(); ++i) {
    for (const Meeting& meeting : Align(page.lines[i], rows[i]))
      all.push_back(Say(page.lines[i], rows[i], meeting));
  }
  int sure_numbers = 0, same_numbers = 0;
  for (const Said& said : all) {
    if (said.number) {
      if (said.testimony == Testimony::kSilent) continue;
      ++sure_numbers;
      same_numbers += said.testimony != Testimony::kDiffers;
    } else if (said.confidence >= kSure && CountCodePoints(said.read) >= kLongWord) {
      ++hearing.words;
      hearing.alike += Similarity(Plain(said.read), Plain(said.layer)) >= kAlike;
    }
  }
  hearing.heard = hearing.words >= kFewWords && hearing.alike >= kHeardShare * hearing.words;
  if (!hearing.heard) return hearing;
  page.origin_reason += kHeardReason;
  const bool knows_numbers =
      same_numbers >= kFewNumbers && same_numbers >= kNumberShare * sure_numbers;
  for (const Said& said : all) HearField(said, page.readings);
  for (const Said& said : all) {
    if (MendAddress(said)) {
      ++hearing.mended;
    } else if (Confirms(said)) {
      hearing.confirmed += Confirm(said, page);
    } else if (said.number && said.testimony == Testimony::kDiffers && knows_numbers) {
      for (Token* token : said.tokens) token->confidence = std::min(token->confidence, kDisputed);
      if (++hearing.disputed > kMostDisputed) continue;
      page.diagnostics.push_back(
          {std::string(kDisagree),
           Quoted(said.read) + " is " + Quoted(said.layer) + " in the page's text layer"});
      page.readings.push_back({"",
                               said.read,
                               BoxOf(said),
                               {{said.read, WitnessOrigin::kInk, kDisputed},
                                {said.layer, WitnessOrigin::kLayer, kDisputed}}});
    }
  }
  return hearing;
}

}  // namespace planrec::acquire
