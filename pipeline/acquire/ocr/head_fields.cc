// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/head_fields.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "pipeline/acquire/ocr/head_digits.h"
#include "pipeline/acquire/ocr/head_symbol.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Of digits' probability: from here on the record states a number at 0.9 (of the 50 letterheads
// that this was set on 16 of 17 were right up to kVerySure, 18 of 18 above), a day or a month (all
// of 40). What it states so begins with a word's confidence of kStated.
constexpr double kSureNumber = 0.62, kSureDay = 0.75, kVerySure = 0.9;
constexpr double kStated = 0.80, kStatedAtMost = 0.82;
// A word that the engine reads as well as this is print, and what the network says of it only adds.
constexpr double kPrinted = 0.90;
// Not read as well, but better than the network knows; below kGuess that only guesses.
constexpr double kLikelyPrint = 0.75, kGluedPrint = 0.6, kGuess = 0.5;
// Where the page has no ink of a digit's height (in small letters), the network must be surer than
// this: the grain of the paper looks like a pen that is running dry.
constexpr double kSeesInk = 0.7, kLeastDigit = 0.5;
// Two readers that know nothing of each other and say the same: so much is left of the doubt.
constexpr double kAgree = 0.15;
constexpr double kPrintedWord = 0.95;  // of "ngày" and the like where the line was told by them
constexpr double kSymbolShape = 0.99, kSymbolSure = 0.80, kSymbolWorth = 0.80;
constexpr std::string_view kUnread = "?";

double WordConfidence(double probability, DigitField kind) {
  const double sure = kind == DigitField::kNumber ? kSureNumber : kSureDay;
  const auto between = [&](double p0, double p1, double c0, double c1) {
    return c0 + (c1 - c0) * (probability - p0) / (p1 - p0);
  };
  if (probability < sure) return between(0, sure, 0, kStated);
  if (probability < kVerySure) return between(sure, kVerySure, kStated, kStatedAtMost);
  return between(kVerySure, 1, kStatedAtMost, 1);
}

/// What the engine read of a field: its digits, and whether it read nothing else.
struct EngineDigits {
  std::string digits;
  bool clean = true;
  double confidence = 1;
};

/// `glued`: the word at `last` may begin with digits before its slash ("57/KH-UBND").
EngineDigits DigitsOf(const std::vector<ReadWord>& words, size_t first, size_t last,
                      bool glued = false) {
  EngineDigits found;
  if (glued && last < words.size()) {
    const std::string& text = words[last].text;
    found.digits = text.substr(0, std::min(text.find('/'), text.size()));
    found.clean = std::all_of(found.digits.begin(), found.digits.end(),
                              [](char c) { return c >= '0' && c <= '9'; });
    if (!found.clean) found.digits.clear();
    if (!found.digits.empty()) found.confidence = words[last].confidence;
  }
  for (size_t i = first; i < last; ++i) {
    for (const char32_t c : ToUtf32(words[i].text)) {
      if (IsDigit(c))
        found.digits += static_cast<char>(c);
      else
        found.clean = false;
    }
    found.confidence = std::min(found.confidence, words[i].confidence);
  }
  found.clean &= !found.digits.empty();
  return found;
}

bool SameValue(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && std::atoi(a.c_str()) == std::atoi(b.c_str());
}

/// The network knows that a letter stands there, not which: the one that bodies put in most.
std::string WithLetter(std::string digits) {
  std::replace(digits.begin(), digits.end(), 'x', 'b');
  return digits;
}

ReadWord Put(ReadWord word, HeadField& field) {
  field.value = word.text == kUnread ? "" : word.text;
  field.box = word.box;
  return word;
}

/// The network's reading and the engine's as one word.
ReadWord FieldWord(const FoundDigits& found, const EngineDigits& engine, const PixelBox& box,
                   HeadField& field) {
  ReadWord word;
  word.box = box;
  if (engine.clean) field.engine = {engine.digits, engine.confidence};
  const bool printed = engine.clean && engine.confidence >= kPrinted;
  if (found.empty()) {
    word.text = engine.digits.empty() ? std::string(kUnread) : engine.digits;
    word.confidence = engine.clean ? 0.5 * engine.confidence : 0.1;
    return Put(std::move(word), field);
  }
  DigitCandidate best = found.best();
  const bool same = engine.clean && SameValue(best.text, engine.digits);
  if (same)
    field.candidates.front().probability = best.probability = 1 - kAgree * (1 - best.probability);
  // Two readers that agree on clean digits: nothing to tell of, whoever wrote them.
  field.printed = same && engine.confidence >= kGluedPrint;
  word.text = best.text;
  word.confidence = WordConfidence(best.probability, field.kind);
  if (same && printed) {
    word.text = engine.digits;
    word.confidence = std::max(word.confidence, engine.confidence);
  } else if (printed || (engine.clean && engine.confidence >= kLikelyPrint &&
                         engine.confidence > best.probability)) {
    // A network that is not sure itself is no reason to doubt print, nor to tell of a pen.
    word.text = engine.digits;
    field.printed = best.probability < kGuess;
    word.confidence = best.probability < kGuess
                          ? engine.confidence
                          : std::min(kStated, engine.confidence) * (1 - best.probability / 2);
  }
  word.text = WithLetter(std::move(word.text));
  return Put(std::move(word), field);
}

PixelBox Between(const PixelBox& line, double x0, double x1) {
  return {static_cast<int>(x0), line.y0, std::max(static_cast<int>(x0) + 1, static_cast<int>(x1)),
          line.y1};
}

std::string Bare(std::string_view text) {
  std::u32string bare = ToUtf32(text);
  for (char32_t& c : bare) c = LowerLetter(BaseLetter(c));
  return ToUtf8(bare);
}

std::string TextOf(const InkReading& line, const HeadWords& at) {
  std::string text;
  const std::vector<ReadWord>& words = line.read[at.read].words;
  for (size_t i = at.first; i < at.last; ++i) text += (text.empty() ? "" : " ") + words[i].text;
  return text;
}

void Replace(InkReading& line, const HeadWords& at, std::vector<ReadWord> words) {
  std::vector<ReadWord>& all = line.read[at.read].words;
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at.first);
  all.erase(begin, all.begin() + static_cast<std::ptrdiff_t>(at.last));
  all.insert(all.begin() + static_cast<std::ptrdiff_t>(at.first), words.begin(), words.end());
}

/// Where a symbol begins in a word: at its slash, in the Party's form at the hyphen before it
/// ("66-KH/ĐU"); npos where there is none.
size_t SymbolBegin(std::string_view text) {
  const size_t slash = text.find('/');
  const size_t hyphen = text.find('-');
  if (slash == std::string_view::npos || hyphen > slash || hyphen == 0) return slash;
  const bool party = text.find_first_not_of("0123456789") == hyphen;
  return party ? hyphen : slash;
}

/// "104/KH-UBND", "66-KH/ĐU" read as one word of print: its digits are `value`'s.
bool IsPrintedCode(const ReadWord& word, const std::string& value) {
  const size_t begin = SymbolBegin(word.text);
  return begin != std::string::npos && begin > 0 && word.confidence >= kPrinted &&
         word.text.find_first_not_of("0123456789") == begin &&
         SameValue(value, word.text.substr(0, begin)) &&
         SymbolShape(std::string_view(word.text).substr(begin)) >= kSymbolShape;
}

/// What the engine read of the symbol at first: words behind x, from the slash on.
std::vector<ReadWord> FirstSymbol(const std::vector<ReadWord>& words, const HeadWords& at,
                                  double x) {
  std::vector<ReadWord> symbol;
  for (size_t i = at.first; i < at.last; ++i) {
    ReadWord word = words[i];
    if (symbol.empty()) {
      const size_t slash = SymbolBegin(word.text);
      if (slash == std::string::npos && (word.box.x0 + word.box.x1) / 2.0 < x) continue;
      if (slash != std::string::npos) {
        if (word.box.x1 < x) continue;
        word.text.erase(0, slash);
        if (slash > 0) word.box.x0 = std::max(word.box.x0, std::min(word.box.x1 - 1, int(x)));
      }
    }
    symbol.push_back(std::move(word));
  }
  return symbol;
}

/// One word of what stands behind the digits: its sign in front ("’BCT-ATMT" has lost it), parts
/// that were read as words joined ("/SYT-GA VI"); what is no symbol stays behind it.
void JoinSymbol(std::vector<ReadWord>& symbol) {
  const auto sign = [](const ReadWord& word) {
    const std::u32string text = ToUtf32(word.text);
    return std::none_of(text.begin(), text.end(), IsLetter);
  };
  // A pen's tail before the slash is read as a word or a letter of its own.
  const auto tail = [&] {
    return (sign(symbol[0]) && !sign(symbol[1])) ||
           (CountCodePoints(symbol[0].text) <= 2 && symbol[1].text.starts_with('/'));
  };
  while (symbol.size() > 1 && tail()) symbol.erase(symbol.begin());
  if (symbol.empty()) return;
  std::u32string text = ToUtf32(symbol.front().text);
  size_t begin = 0;
  while (begin < text.size() && !IsLetter(text[begin]) && !IsDigit(text[begin])) ++begin;
  if (begin + 2 < text.size() && IsLetter(text[begin]) && text[begin + 1] == U'/') begin += 2;
  const bool party =
      text.find(U'/') != std::u32string::npos && begin > 0 && text[begin - 1] == U'-';
  text = (party ? U"-" : U"/") + text.substr(begin);
  ReadWord& first = symbol.front();
  first.text = ToUtf8(text);
  size_t next = 1;
  for (; next < symbol.size(); ++next) {
    const ReadWord& word = symbol[next];
    const bool goes_on = first.text.ends_with('-') || first.text.ends_with(',') ||
                         word.text.starts_with('-') || word.text.starts_with('(');
    if (!goes_on && SymbolShape("/" + word.text) < 1) break;
    if (!goes_on && CountCodePoints(word.text) < 2) break;
    first.text += word.text;
    first.box = Join(first.box, word.box);
    first.confidence = std::min(first.confidence, word.confidence);
  }
  // Specks behind it.
  while (symbol.size() > next && CountCodePoints(symbol.back().text) <= 2 &&
         symbol.back().confidence < kSymbolSure)
    symbol.pop_back();
  symbol.erase(symbol.begin() + 1, symbol.begin() + static_cast<std::ptrdiff_t>(next));
}

double Worth(const std::vector<ReadWord>& symbol) {
  if (symbol.empty()) return 0;
  std::string text;
  double least = 1;
  for (const ReadWord& word : symbol) {
    text += word.text;
    least = std::min(least, word.confidence);
  }
  return SymbolShape(text) * (0.3 + 0.7 * least);
}

class FieldMender {
 public:
  FieldMender(const HeadScene& scene, std::vector<InkReading>& lines)
      : scene_(scene), lines_(lines) {}

  void Number(const NumberAnchor& anchor) {
    InkReading& line = lines_[anchor.words.line];
    const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
    const FoundDigits found = ReadNumber(scene_, line, anchor);
    HeadField field{DigitField::kNumber, TextOf(line, anchor.words), found.candidates};
    const size_t second = anchor.words.first + (anchor.word ? 1 : 0);
    const EngineDigits engine =
        DigitsOf(words, second, std::max(second, SymbolWord(words, second, anchor)), true);
    const bool blank =
        found.empty() || (found.best().probability < kSeesInk && engine.digits.empty() &&
                          anchor.alone && anchor.slash && !InkBefore(line, anchor));
    const bool placed = !blank && found.x1 > 0;
    // A blank is left blank; where the network can make nothing of the ink, the reader could not.
    if (!placed) {
      if (found.candidates.empty()) {
        for (size_t i = second; i < anchor.slash.value_or(anchor.words.last); ++i) {
          ReadWord& word = line.read[anchor.words.read].words[i];
          word.confidence = std::min(word.confidence, kHandwritten);
        }
      }
      field.printed = true;
      const PixelBox& box = line.read[anchor.words.read].box;
      field.box = Between(box, words[anchor.words.first].box.x1,
                          anchor.slash ? words[*anchor.slash].box.x0 : box.x1);
      fields_.push_back(std::move(field));
      return;
    }
    field.value = engine.digits;
    field.engine = {engine.digits, engine.confidence};
    if (second < words.size()) field.box = words[second].box;
    if (second < anchor.words.last && IsPrintedCode(words[second], found.best().text)) {
      field.printed = true;
      fields_.push_back(std::move(field));
      return;
    }
    // Read in one word with its symbol, and the network only guesses: print, as it was read.
    if (engine.clean && engine.confidence >= kGluedPrint && found.best().probability < kGuess &&
        !anchor.slash) {
      field.printed = true;
      fields_.push_back(std::move(field));
      return;
    }
    const double behind = Behind(words, anchor, found);
    std::vector<ReadWord> symbol = Symbol(line, anchor, behind, found.size);
    const PixelBox line_box = line.read[anchor.words.read].box;
    ReadWord word = FieldWord(found, engine, Between(line_box, found.x0, found.x1), field);
    // Print that was read well stays as it was read.
    if (field.printed && anchor.slash && *anchor.slash == second + 1 && symbol.size() == 1 &&
        symbol.front().text == words[*anchor.slash].text) {
      line.read[anchor.words.read].words[second].confidence = word.confidence;
      fields_.push_back(std::move(field));
      return;
    }
    const PixelBox first = words[anchor.words.first].box;
    std::vector<ReadWord> mended = {
        {"Số:", Between(first, first.x0, std::max(first.x0 + 1.0, found.x0)), kPrintedWord},
        std::move(word)};
    for (ReadWord& part : symbol) mended.push_back(std::move(part));
    Replace(line, anchor.words, std::move(mended));
    fields_.push_back(std::move(field));
  }

  void Date(const DateAnchor& anchor) {
    InkReading& line = lines_[anchor.words.line];
    const FoundDigits day = ReadDay(scene_, line, anchor), month = ReadMonth(scene_, line, anchor);
    const std::string text = TextOf(line, anchor.words);
    std::vector<ReadWord> mended;
    const std::vector<ReadWord> words = line.read[anchor.words.read].words;
    size_t next = anchor.words.first;
    if (anchor.day_word) {
      while (next < *anchor.day_word) mended.push_back(words[next++]);
      Part(words, *anchor.day_word, anchor.month_word, "ngày", day, DigitField::kDay, text, mended);
    } else {
      while (next < anchor.month_word) mended.push_back(words[next++]);
    }
    Part(words, anchor.month_word, anchor.year_word, "tháng", month, DigitField::kMonth, text,
         mended);
    for (next = anchor.year_word; next < anchor.words.last; ++next) {
      mended.push_back(words[next]);
      if (Bare(words[next].text) == "nam" && words[next].confidence < kStated)
        mended.back().confidence = std::max(mended.back().confidence, kPrintedWord);
    }
    Replace(line, anchor.words, std::move(mended));
  }

  std::vector<HeadField> Take() { return std::move(fields_); }

 private:
  /// The printed word and the digits between it and word `last`.
  void Part(const std::vector<ReadWord>& words, size_t first, size_t last, const char* printed,
            const FoundDigits& found, DigitField kind, const std::string& text,
            std::vector<ReadWord>& mended) {
    HeadField field{kind, text, found.candidates};
    const bool whole = Bare(words[first].text) == Bare(printed);
    const EngineDigits engine = DigitsOf(words, whole ? first + 1 : first, last);
    // Nothing is written there, and nothing was read.
    if (found.empty() && engine.digits.empty() && last == first + 1 && whole) {
      mended.push_back(words[first]);
      field.printed = true;
      fields_.push_back(std::move(field));
      return;
    }
    const PixelBox box = words[first].box;
    const double x0 = found.x1 > 0 ? found.x0 : box.x1,
                 x1 = found.x1 > 0 ? found.x1 : words[last].box.x0;
    ReadWord word = FieldWord(found, engine, Between(box, x0, x1), field);
    if (field.printed && whole && last == first + 2) {
      mended.push_back(words[first]);
      mended.push_back(words[first + 1]);
      mended.back().confidence = word.confidence;
    } else {
      mended.push_back({printed, Between(box, box.x0, std::max<double>(box.x0 + 1, x0)),
                        std::max(words[first].confidence, kPrintedWord)});
      mended.push_back(std::move(word));
    }
    fields_.push_back(std::move(field));
  }

  /// Whether anything of a digit's size stands between "Số:" and the symbol.
  bool InkBefore(const InkReading& line, const NumberAnchor& anchor) const {
    const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
    const int x0 = words[anchor.words.first].box.x1, x1 = words[*anchor.slash].box.x0;
    const PixelBox& rows = line.line.box;
    const std::vector<PixelBox>& parts = scene_.ink.boxes();
    return std::any_of(parts.begin(), parts.end(), [&](const PixelBox& part) {
      const int x = (part.x0 + part.x1) / 2, y = (part.y0 + part.y1) / 2;
      return x > x0 && x < x1 && y > rows.y0 && y < rows.y1 &&
             part.Height() >= kLeastDigit * scene_.work.letter_px;
    });
  }

  /// The word that is the symbol or goes on with it behind its digits; the end where none does.
  static size_t SymbolWord(const std::vector<ReadWord>& words, size_t from,
                           const NumberAnchor& anchor) {
    if (anchor.slash) return *anchor.slash;
    for (size_t i = from; i < anchor.words.last; ++i)
      if (words[i].text.find('/') != std::string::npos) return i;
    return anchor.words.last;
  }

  /// Where the symbol begins: at the slash that the engine read, or the network, or behind the
  /// digits.
  static double Behind(const std::vector<ReadWord>& words, const NumberAnchor& anchor,
                       const FoundDigits& found) {
    constexpr double kInto = 0.5, kSlash = 0.4, kSpace = 0.05;
    const double capital = found.size.capital;
    if (anchor.slash && *anchor.slash > anchor.words.first) {
      const double slash = words[*anchor.slash].box.x0;
      if (slash >= found.x1 - kInto * capital) return slash;
    }
    return found.slash > 0 ? found.slash - kSlash * capital : found.x1 + kSpace * capital;
  }

  /// The symbol as first read, or read again without the digits: what looks more like one.
  std::vector<ReadWord> Symbol(const InkReading& line, const NumberAnchor& anchor, double behind,
                               const PrintSize& size) {
    const std::vector<ReadWord>& words = line.read[anchor.words.read].words;
    std::vector<ReadWord> symbol = FirstSymbol(words, anchor.words, behind);
    double least = symbol.empty() ? 0 : 1;
    std::string text;
    for (const ReadWord& word : symbol) {
      least = std::min(least, word.confidence);
      text += word.text;
    }
    const bool last_column = anchor.words.last == words.size();
    const double end =
        last_column ? line.line.box.x1 : words[anchor.words.last - 1].box.x1 + size.capital;
    // What looks like one and was read with some doubt (a pen's tail at its slash) stays.
    constexpr double kDoubtful = 0.4;
    JoinSymbol(symbol);
    if (SymbolShape(text) >= kSymbolShape && least >= kDoubtful) return symbol;
    std::vector<std::vector<ReadWord>> readings = {std::move(symbol)};
    for (Recogniser::Engine* engine : {&scene_.engine, scene_.second_engine}) {
      if (engine == nullptr || Worth(readings.back()) >= kSymbolWorth) break;
      std::vector<ReadWord> again = ReadSymbol(*engine, scene_, line.line, behind, end, size);
      JoinSymbol(again);
      // Two that agree are right.
      for (const std::vector<ReadWord>& before : readings)
        if (!again.empty() && !before.empty() && before.front().text == again.front().text) {
          again.front().confidence = std::max(again.front().confidence, kSymbolSure);
          return again;
        }
      readings.push_back(std::move(again));
    }
    symbol = *std::max_element(readings.begin(), readings.end(),
                               [](const auto& a, const auto& b) { return Worth(a) < Worth(b); });
    return symbol;
  }

  const HeadScene& scene_;
  std::vector<InkReading>& lines_;
  std::vector<HeadField> fields_;
};

}  // namespace

std::string Told(const HeadField& field) {
  constexpr size_t kMost = 3;
  constexpr double kLeast = 0.01;
  const char* names[] = {"number", "day", "month"};
  std::string told = std::string("the ") + names[static_cast<size_t>(field.kind)] + " in “" +
                     field.line + "” is written by hand";
  for (size_t i = 0; i < std::min(kMost, field.candidates.size()); ++i) {
    const DigitCandidate& candidate = field.candidates[i];
    if (candidate.text.empty() || candidate.probability < kLeast) continue;
    char p[16];
    std::snprintf(p, sizeof p, " (%.2f)", candidate.probability);
    told += (told.ends_with("hand") ? ": " : ", ") + candidate.text + p;
  }
  return told;
}

WordReadings ReadingsOf(const HeadField& field, const Box& box) {
  constexpr double kWorthTelling = 0.001;
  constexpr std::string_view kNames[] = {"number", "day", "month"};
  WordReadings readings{std::string(kNames[static_cast<size_t>(field.kind)]), field.value, box, {}};
  std::vector<DigitCandidate> all = field.candidates;
  if (!field.engine.text.empty()) all.push_back(field.engine);
  std::stable_sort(all.begin(), all.end(), [](const DigitCandidate& a, const DigitCandidate& b) {
    return a.probability > b.probability;
  });
  for (const DigitCandidate& each : all) {
    const std::string value = WithLetter(each.text);
    const bool known = std::any_of(readings.candidates.begin(), readings.candidates.end(),
                                   [&](const Candidate& c) { return c.value == value; });
    if (value.empty() || known || each.probability < kWorthTelling) continue;
    readings.candidates.push_back({value, WitnessOrigin::kInk, each.probability});
  }
  return readings;
}

std::vector<HeadField> ReadHeadFields(const HeadScene& scene, std::vector<InkReading>& lines) {
  const HeadPage page{scene.work.width_px(), scene.work.height_px(), scene.work.letter_px};
  if (page.letter_px <= 0) return {};
  const std::optional<DateAnchor> date = FindDate(lines, page);
  std::optional<NumberAnchor> number = FindNumber(lines, page, date);
  FieldMender mender(scene, lines);
  // Of two columns in one line the right one first: places of words before it stay.
  if (date) mender.Date(*date);
  if (number) mender.Number(*number);
  return mender.Take();
}

}  // namespace planrec::acquire
