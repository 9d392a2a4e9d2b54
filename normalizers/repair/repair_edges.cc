// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decoder's edges: the ways to read one raw token.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/repair_decoder.h"
#include "normalizers/repair/repair_rules.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr double kSplitCost = 5.0;       ///< a space that was not printed …
constexpr double kSplitAtCapital = 1.5;  ///< … before a capital behind a small letter
constexpr double kMergeCost = 5.0;       ///< a space that should not be there
constexpr double kUnknownLetter = 1.6;   ///< an unknown word kept as it is, for each letter …
constexpr double kUnknownName = 6.0;     ///< … and at least, where it looks like a name or a code
constexpr double kUnknownCapitals = 4.0;   ///< of capitals amid small letters: an abbreviation
constexpr double kUnknownPlain = 7.5;      ///< of plain small letters
constexpr double kUnknownStrange = 11.0;   ///< of letters, accents and other signs in a mix
constexpr double kInnerPunctuation = 1.0;  ///< outer punctuation taken as part of the word
constexpr double kLoneApostrophe = 8.0;    ///< one that closes nothing, taken as a quote
constexpr double kStrangeOutside = 5.0;    ///< a sign that no author sets beside a word: S& c¢ lu}
constexpr double kMarkDropped = 2.5;       ///< one that is a piece of the last letter's mark
constexpr double kCapitalsLine = 3.5;      ///< another casing in a line of capitals
constexpr double kAmidSmall = 1.0;         ///< a capital between words of small letters
constexpr double kLooksWrong = 4.0;        ///< channel cost from which joins and splits are tried
constexpr double kLooksSplit = 5.0;        ///< … and joins with the next token
constexpr double kEdgeWindow = 9.0;  ///< edges that cost so much more than the best are dropped
constexpr double kNameBonus = 1.0;   ///< × ln(1 + how often the document has the name)
constexpr double kMostNameBonus = 2.5;
constexpr unsigned char kMostlyUpper = 11;  ///< −16 ln of half: a form seen in capitals mostly
constexpr double kNoCandidate = 30;
constexpr float kFrequencyWeight = 0.7F;
constexpr size_t kLongestJoined = 22;  ///< observed characters of a token that may be two words
constexpr size_t kMostCuts = 3, kMostParts = 6;

/// Short words as an OCR prints them, in signs or digits; a number may be one, so that it needs
/// much evidence.
struct Disguise {
  std::string_view seen, word;
  float word_cost, same_cost;
};
constexpr float kNumberIsWord = 7;
constexpr std::array<Disguise, 18> kDisguises = {{{"@", "ở", 1, 5},
                                                  {"&", "ở", 1, 4},
                                                  {"¢", "ở", 1, 5},
                                                  {"®", "ở", 1, 5},
                                                  {"¥", "ý", 1, 5},
                                                  {"©", "ở", 1, 5},
                                                  {"¢@", "ở", 1, 5},
                                                  {"@&", "ở", 1, 5},
                                                  {"6", "có", kNumberIsWord, 0},
                                                  {"6", "tổ", kNumberIsWord, 0},
                                                  {"6", "số", kNumberIsWord, 0},
                                                  {"6", "ở", kNumberIsWord, 0},
                                                  {"6", "ô", kNumberIsWord, 0},
                                                  {"14", "là", kNumberIsWord, 0},
                                                  {"16", "tổ", kNumberIsWord, 0},
                                                  {"16", "lộ", kNumberIsWord, 0},
                                                  {"16", "rõ", kNumberIsWord, 0},
                                                  {"86", "số", kNumberIsWord, 0}}};

bool LettersOnly(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!IsLetter(DecodeUtf8(text, at))) return false;
  }
  return !text.empty();
}

bool IsCapitalRun(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool HasLetterOrDigit(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLetter(c) || IsDigit(c)) return true;
  }
  return false;
}

/// Signs that English OCR prints for pieces of letters and that authors do not set beside a word.
bool IsStrange(char c) {
  return std::string_view("&{}[]|\\~^<>$=@#_").find(c) != std::string_view::npos;
}

float Worth(const Candidate& candidate) {
  return candidate.cost - kFrequencyWeight * candidate.log_prob;
}

bool EndsInMarkedU(std::string_view word) {
  const std::u32string letters = ToUtf32(word);
  return !letters.empty() && letters.back() != U'u' && BaseLetter(letters.back()) == U'u';
}

/// Letters without marks, Đ apart, that are not the capitals read; Đ is read as D, B or P.
bool IsOtherAbbreviation(std::string_view word, std::string_view capitals) {
  const std::u32string letters = ToUtf32(word);
  bool same = letters.size() == capitals.size();
  for (size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] != U'đ' && HasVietnameseMark(letters[i])) return false;
    if (!same) continue;
    const char seen = capitals[i];
    same = letters[i] == U'đ' ? seen == 'D' || seen == 'B' || seen == 'P'
                              : UpperLetter(letters[i]) == static_cast<char32_t>(seen);
  }
  return !same;
}

/// The candidates that cost and frequency favour most.
std::vector<Candidate> Best(std::vector<Candidate> candidates, size_t most) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(Worth(a), a.word, a.casing) < std::tuple(Worth(b), b.word, b.casing);
  });
  if (candidates.size() > most) candidates.resize(most);
  return candidates;
}

/// What it costs to leave an unknown word, at least: English OCR makes accents and signs inside
/// words, authors don't.
double UnknownStart(std::string_view core) {
  const bool ascii = std::all_of(core.begin(), core.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (!ascii) return kUnknownStrange;
  return core.front() <= 'Z' ? kUnknownName : kUnknownPlain;
}

/// A consonant and a digit that a vowel is read as: c6, x3, s6, d4.
bool IsVowelInDisguise(std::string_view core) {
  return std::string_view("bcdghklmnprstvxCS").find(core[0]) != std::string_view::npos &&
         std::string_view("0346").find(core[1]) != std::string_view::npos;
}

}  // namespace

double RepairDecoder::UnknownCost(const RawToken& token, std::string_view core) const {
  const bool capitals =
      !token.capitals && core.size() > 2 &&
      std::all_of(core.begin(), core.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const double letters = static_cast<double>(CountCodePoints(core));
  return options_.channel_weight *
         (capitals ? kUnknownCapitals : UnknownStart(core) + kUnknownLetter * letters);
}

void RepairDecoder::AddSymbols(std::string_view text, Edge& edge) const {
  if (text.empty()) return;
  std::vector<std::string> forms;
  AppendSymbols(text, forms);
  for (const std::string& form : forms) edge.AddSymbol(model_.Find(form));
}

double RepairDecoder::CasingCost(const RawToken& token, WordId word, Casing casing) const {
  const size_t at = size_t{word} * 3;
  const auto habit = [&](Casing c) {
    const size_t i = at + static_cast<size_t>(c);
    return i < casing_.size() ? static_cast<unsigned char>(casing_[i]) / 16.0 : 1.0;
  };
  if (token.capitals) return casing == Casing::kUpper ? 0.1 : kCapitalsLine + habit(casing) * 0.2;
  if (token.sentence_start) {
    if (casing == Casing::kTitle) return 0.3;
    if (casing == Casing::kLower) return 1.2;
  }
  if (token.beside_small && casing != Casing::kLower) return habit(casing) + kAmidSmall;
  return habit(casing);
}

void RepairDecoder::AddWordEdges(const RawToken& token, size_t core_begin, size_t core_end,
                                 double extra, const DocumentMemory* memory,
                                 std::vector<Edge>& edges, size_t dropped) {
  const std::string_view text = token.text;
  const std::string core(text.substr(core_begin, core_end - core_begin));
  core_end += dropped;
  Edge outside;
  AddSymbols(text.substr(0, core_begin), outside);
  const size_t before = outside.symbols_used;
  AddSymbols(text.substr(core_end), outside);
  std::vector<Candidate> candidates = Find(token, ToUtf32(UsualTonePlace(core)));
  if (by_letters_ && extra == 0) AddOtherMarks(core, candidates);
  for (const Candidate& candidate : candidates) {
    Edge edge = Edge::Word(outside, before, candidate.word, candidate.casing, core_begin, core_end);
    double cost = options_.channel_weight * (static_cast<double>(candidate.cost) + extra) +
                  options_.casing_weight * CasingCost(token, candidate.word, candidate.casing);
    if (memory != nullptr && memory->names != nullptr && candidate.casing == Casing::kTitle &&
        !token.sentence_start) {
      const auto name = memory->names->find(InCasing(model_.word(candidate.word), Casing::kTitle));
      if (name != memory->names->end()) {
        cost -= std::min(kMostNameBonus, kNameBonus * std::log1p(name->second));
      }
    }
    edge.cost = static_cast<float>(cost);
    edges.push_back(edge);
  }
}

void RepairDecoder::AddSplitEdges(const RawToken& token, size_t core_begin, size_t core_end,
                                  std::vector<Edge>& edges) {
  const std::u32string core = ToUtf32(token.text.substr(core_begin, core_end - core_begin));
  if (core.size() < 4 || core.size() > kLongestJoined) return;
  struct Cut {
    double worth = 0, cost = 0;
    std::vector<Candidate> left, right;
  };
  std::vector<Cut> cuts;
  for (size_t at = 1; at < core.size(); ++at) {
    const std::vector<Candidate> left = Find(token, core.substr(0, at));
    if (left.empty() || left.front().cost > 7) continue;
    const std::vector<Candidate> right = Find(token, core.substr(at));
    if (right.empty() || right.front().cost > 7) continue;
    Cut cut{0, IsLower(core[at - 1]) && IsUpper(core[at]) ? kSplitAtCapital : kSplitCost,
            Best(left, kMostParts), Best(right, kMostParts)};
    cut.worth = static_cast<double>(Worth(cut.left.front()) + Worth(cut.right.front())) + cut.cost;
    cuts.push_back(std::move(cut));
  }
  std::stable_sort(cuts.begin(), cuts.end(),
                   [](const Cut& a, const Cut& b) { return a.worth < b.worth; });
  if (cuts.size() > kMostCuts) cuts.resize(kMostCuts);
  RawToken second = token;
  second.sentence_start = false;
  for (const Cut& cut : cuts) {
    for (const Candidate& left : cut.left) {
      for (const Candidate& right : cut.right) {
        if (left.cost + right.cost > 9) continue;
        Edge edge;
        edge.kind = EdgeKind::kSplit;
        AddSymbols(token.text.substr(0, core_begin), edge);
        edge.AddSymbol(left.word);
        edge.AddSymbol(right.word);
        AddSymbols(token.text.substr(core_end), edge);
        edge.word = {left.word, right.word};
        edge.casing = {left.casing, right.casing};
        edge.core_begin = static_cast<uint32_t>(core_begin);
        edge.core_end = static_cast<uint32_t>(core_end);
        edge.cost = static_cast<float>(
            options_.channel_weight * (static_cast<double>(left.cost + right.cost) + cut.cost) +
            options_.casing_weight * (CasingCost(token, left.word, left.casing) +
                                      CasingCost(second, right.word, right.casing)));
        edges.push_back(edge);
      }
    }
  }
}

void RepairDecoder::AddMergeEdges(const RawToken& token, const RawToken& next,
                                  std::vector<Edge>& edges) {
  const TokenParts a = SplitPunctuation(token.text), b = SplitPunctuation(next.text);
  if (a.core_end != token.text.size() || b.core_begin != 0 || a.core_begin == a.core_end ||
      b.core_end == 0) {
    return;
  }
  const std::string core =
      std::string(token.text.substr(a.core_begin)) + std::string(next.text.substr(0, b.core_end));
  if (CountCodePoints(core) > 8 || !LettersOnly(core)) return;
  for (const Candidate& candidate : Find(token, ToUtf32(core))) {
    if (candidate.cost > 8) break;
    Edge edge;
    edge.kind = EdgeKind::kMerge;
    edge.tokens = 2;
    AddSymbols(token.text.substr(0, a.core_begin), edge);
    edge.AddSymbol(candidate.word);
    AddSymbols(next.text.substr(b.core_end), edge);
    edge.word[0] = candidate.word;
    edge.casing[0] = candidate.casing;
    edge.core_begin = static_cast<uint32_t>(a.core_begin);
    edge.core_end = static_cast<uint32_t>(b.core_end);
    edge.cost = static_cast<float>(
        options_.channel_weight * (static_cast<double>(candidate.cost) + kMergeCost) +
        options_.casing_weight * CasingCost(token, candidate.word, candidate.casing));
    edges.push_back(edge);
  }
}

bool RepairDecoder::IsAbbreviation(std::string_view core) const {
  if (core.size() < 2 || core.size() > 8) return false;
  if (!std::all_of(core.begin(), core.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
    return false;
  }
  const WordId word = model_.Find(Lower(core));
  const size_t habit = size_t{word} * 3 + static_cast<size_t>(Casing::kUpper);
  return word != kUnknownWord && habit < casing_.size() &&
         static_cast<unsigned char>(casing_[habit]) < kMostlyUpper;
}

bool RepairDecoder::GoesOn(const std::vector<RawToken>& tokens, size_t index) {
  if (index + 1 >= tokens.size() || tokens[index + 1].restart) return false;
  size_t at = 0;
  return IsLower(DecodeUtf8(tokens[index + 1].text, at));
}

std::vector<RepairDecoder::Edge> RepairDecoder::Edges(const std::vector<RawToken>& tokens,
                                                      size_t index, const DocumentMemory* memory) {
  const RawToken& token = tokens[index];
  if (memory != nullptr) {
    const auto sure = memory->sure.find(DocumentMemory::Key(token.line, token.begin));
    if (sure != memory->sure.end()) {
      Edge given;
      given.kind = EdgeKind::kGiven;
      given.tokens = sure->second.end > token.end ? 2 : 1;
      AddSymbols(sure->second.text, given);
      return {given};
    }
  }
  if (options_.marks_only) return MarksOnlyEdges(token, memory);
  TokenParts parts = SplitPunctuation(token.text);
  // The number of a note stays as it is: chức[4], Tuyến22, [6]Ngoài.
  const size_t note_end = NoteEnd(token.text, parts.core_begin);  // 0 where there is none
  parts.core_begin = std::max(parts.core_begin, note_end);
  const size_t note_begin = NoteBegin(token.text, parts.core_begin);
  parts.core_end = std::min(parts.core_end, note_begin);
  // A sign that is no punctuation is a piece of a letter: S& for Sở, 1& for lệ.
  const size_t plain_begin = parts.core_begin, plain_end = parts.core_end;
  const bool number = IsNumber(token.text.substr(plain_begin, plain_end - plain_begin));
  if (plain_end > plain_begin && !(number && token.text.find(']') != std::string_view::npos)) {
    while (parts.core_begin > note_end && IsStrange(token.text[parts.core_begin - 1])) {
      --parts.core_begin;
    }
    while (parts.core_end < note_begin &&
           (IsStrange(token.text[parts.core_end]) ||
            (parts.core_end > plain_end && token.text[parts.core_end] == '\''))) {
      ++parts.core_end;
    }
  }
  const bool strange = parts.core_begin != plain_begin || parts.core_end > plain_end;
  const std::string_view core =
      token.text.substr(parts.core_begin, parts.core_end - parts.core_begin);
  Edge same;
  AddSymbols(token.text, same);
  if (!options_.guard_names && !token.line_start && index + 1 < tokens.size()) {
    // Short words look like a sign or a number: ở as @, & or 6, tổ as 16.
    std::vector<Edge> edges;
    for (const Disguise& row : kDisguises) {
      if (row.seen != token.text) continue;
      Edge word;
      word.kind = EdgeKind::kWord;
      word.word[0] = model_.Find(row.word);
      word.casing[0] = token.capitals ? Casing::kUpper : Casing::kLower;
      word.AddSymbol(word.word[0]);
      word.core_end = static_cast<uint32_t>(token.text.size());
      word.cost = row.word_cost;
      same.cost = row.same_cost;
      edges.push_back(word);
    }
    if (!edges.empty()) {
      edges.push_back(same);
      return edges;
    }
  }
  if (!HasLetterOrDigit(core)) return {same};
  const Protection protection = ProtectionOf(token.text, core, token.line_start);
  if (protection == Protection::kNumber && core == "VI" && token.capitals && !token.line_start &&
      !options_.guard_names) {
    // ĐƠN VI or CHƯƠNG VI: the words around tell.
    std::vector<Edge> edges = {same};
    AddWordEdges(token, parts.core_begin, parts.core_end, 0, memory, edges);
    return edges;
  }
  // (nếu c6): the bracket belongs to what stands before, so that this is no point of a list.
  const bool closes = protection == Protection::kCode && token.in_brackets && core.size() == 2 &&
                      token.text.find(')') != std::string_view::npos && !options_.guard_names &&
                      IsVowelInDisguise(core);
  if (protection != Protection::kFree && !closes) {
    if (protection == Protection::kCode && MendCode(core)) same.kind = EdgeKind::kMended;
    return {same};
  }
  if (options_.guard_names &&
      (HasDigit(core) ||
       (token.read == nullptr && (!token.sentence_start && !token.capitals && LettersOnly(core) &&
                                  InCasing(Lower(core), Casing::kTitle) == core &&
                                  model_.Find(LexiconForm(core)) != kUnknownWord)))) {
    return {same};
  }

  // HDTV alone is HĐTV, as in a code.
  if (!options_.guard_names && core.size() > 2 && IsCapitalRun(core) && MendCode(core)) {
    same.kind = EdgeKind::kMended;
    return {same};
  }
  std::vector<Edge> edges;
  AddWordEdges(token, parts.core_begin, parts.core_end, 0, memory, edges);
  if (IsAbbreviation(core)) {
    // Its letters may have lost their marks (HDND for HĐND) and nothing else.
    std::erase_if(edges, [&](const Edge& edge) {
      return edge.casing[0] != Casing::kUpper || Fold(model_.word(edge.word[0])) != Lower(core);
    });
    if (edges.empty()) edges.push_back(same);
    return edges;
  }
  if (!token.capitals && core.size() > 3 && IsCapitalRun(core)) {
    // Letters of an abbreviation stand for something: SIPAS is not IPA.
    std::erase_if(edges, [&](const Edge& edge) {
      return CountCodePoints(model_.word(edge.word[0])) + 2 <= core.size();
    });
  }
  if (!options_.guard_names && core.size() > 2 && IsCapitalRun(core)) {
    // It is no other abbreviation, but for letters that Đ is read as.
    std::erase_if(edges, [&](const Edge& edge) {
      const size_t habit = size_t{edge.word[0]} * 3 + static_cast<size_t>(Casing::kUpper);
      return habit < casing_.size() && static_cast<unsigned char>(casing_[habit]) < kMostlyUpper &&
             IsOtherAbbreviation(model_.word(edge.word[0]), core);
    });
  }
  if (strange) {
    AddWordEdges(token, plain_begin, plain_end, kStrangeOutside, memory, edges);
    if (parts.core_begin == plain_begin &&
        std::string_view("@_&|~^\\").find(token.text[plain_end]) != std::string_view::npos) {
      AddWordEdges(token, plain_begin, plain_end, kMarkDropped, memory, edges,
                   parts.core_end - plain_end);
    }
  }
  double best = kNoCandidate;
  for (const Edge& edge : edges) best = std::min(best, static_cast<double>(edge.cost));
  // A mark behind the word may be a piece of its last letter (xi? for xử), an apostrophe inside the
  // core may be one after all.
  const std::u32string letters = ToUtf32(core);
  const char32_t behind = letters.back();
  if (letters.size() > 1 && (behind == '\'' || behind == 0x2018 || behind == 0x2019)) {
    const std::string last = ToUtf8(letters.substr(letters.size() - 1));
    const bool opened = parts.core_begin > 0 || token.text.front() == '\'';
    AddWordEdges(token, parts.core_begin, parts.core_end - last.size(),
                 opened ? kInnerPunctuation : kLoneApostrophe, memory, edges);
  } else if (best <= kLooksWrong && parts.core_end < note_begin &&
             (token.text[parts.core_end] == '?' || token.text[parts.core_end] == '!' ||
              (token.text[parts.core_end] == ':' && parts.core_end + 1 == token.text.size() &&
               !options_.guard_names && GoesOn(tokens, index)))) {
    const size_t without = edges.size();
    AddWordEdges(token, parts.core_begin, parts.core_end + 1, kInnerPunctuation, memory, edges);
    if (token.text[parts.core_end] == ':') {
      // It is one, but behind the first stroke of a marked u: thi: for thủ.
      const auto whole = [&](const Edge& edge) {
        return !EndsInMarkedU(model_.word(edge.word[0]));
      };
      edges.erase(
          std::remove_if(edges.begin() + static_cast<ptrdiff_t>(without), edges.end(), whole),
          edges.end());
    }
    // Nobody asks in the middle of a sentence.
    if (token.text[parts.core_end] != ':' && parts.core_end + 1 == token.text.size() &&
        GoesOn(tokens, index)) {
      AddWordEdges(token, parts.core_begin, parts.core_end, kMarkDropped, memory, edges, 1);
    }
  }
  if (best > kLooksWrong) {
    // Brackets, quotes and the like may be pieces of letters: lu'QI}g, od(f)ng, thu'.
    const size_t size = note_begin;
    if (parts.core_begin > note_end) {
      AddWordEdges(token, note_end, parts.core_end, kInnerPunctuation, memory, edges);
    }
    if (parts.core_end < size) {
      AddWordEdges(token, parts.core_begin, size, kInnerPunctuation, memory, edges);
    }
    AddSplitEdges(token, parts.core_begin, parts.core_end, edges);
  }
  if (index + 1 < tokens.size() && tokens[index + 1].line == token.line && best > kLooksSplit) {
    AddMergeEdges(token, tokens[index + 1], edges);
  }
  // The token itself, unless it is among the words already, at its own cost.
  const WordId own = model_.Find(LexiconForm(core));
  const bool among = std::any_of(edges.begin(), edges.end(), [own](const Edge& edge) {
    return edge.kind == EdgeKind::kWord && edge.word[0] == own;
  });
  if (own == kUnknownWord || !among || !LettersOnly(core)) {
    same.cost = static_cast<float>(UnknownCost(token, core));
    edges.push_back(same);
  }
  if (near_ != nullptr && !IsAbbreviation(core) &&
      (options_.guard_names ||
       (memory != nullptr && memory->readings != nullptr && best > kLooksWrong))) {
    AddExpectedEdges(tokens, index, parts.core_begin, parts.core_end, memory, edges);
  }
  if (token.read != nullptr) WeighDoubt(token, core, edges);
  float least = edges.front().cost;
  for (const Edge& edge : edges) least = std::min(least, edge.cost);
  edges.erase(std::remove_if(edges.begin(), edges.end(),
                             [&](const Edge& edge) {
                               return edge.kind != EdgeKind::kSame &&
                                      edge.cost > least + static_cast<float>(kEdgeWindow);
                             }),
              edges.end());
  return edges;
}

}  // namespace planrec::normalize
