// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/signer_name.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/acquire/ocr/ink_rows.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// The last words of what signers are (base letters); a block's position ends with one.
constexpr std::u32string_view kPositionEnds[] = {U"doc",   U"tich",  U"truong", U"thu",  U"phong",
                                                 U"tuong", U"nhiem", U"dong",   U"ubnd", U"vien"};
// Where the block stands, in shares of the page: from here rightwards, and so far below its
// position.
constexpr double kRightOf = 0.4, kBelow = 0.17;
// In heights of small letters: around the position's middle and from its foot on.
constexpr double kAround = 15, kGap = 0.6;
constexpr double kGood = 0.8;       // a name read so surely is not read again
constexpr double kAccepted = 0.45;  // one read again must be as sure as this
constexpr double kSurer = 0.1;      // and so much surer than what was read before
constexpr double kPart = 0.7;       // of what may be a part of a name only

std::u32string Bare(std::string_view text) {
  std::u32string bare;
  for (const char32_t c : ToUtf32(text))
    if (IsLetter(c)) bare += LowerLetter(BaseLetter(c));
  return bare;
}

bool IsCapitals(std::string_view text) {
  size_t letters = 0, capitals = 0;
  for (const char32_t c : ToUtf32(text)) {
    letters += IsLetter(c) ? 1 : 0;
    capitals += IsUpper(c) ? 1 : 0;
  }
  return letters >= 2 && capitals == letters;
}

bool IsPositionEnd(const std::u32string& bare) {
  return std::find(std::begin(kPositionEnds), std::end(kPositionEnds), bare) !=
         std::end(kPositionEnds);
}

/// The place of the lowest position on the right; nullopt where there is none.
std::optional<PixelBox> FindPosition(const std::vector<InkReading>& lines, int width) {
  std::optional<PixelBox> found;
  for (const InkReading& line : lines) {
    for (const ReadLine& part : line.read) {
      PixelBox box;
      std::u32string last;
      int words = 0;
      for (const ReadWord& word : part.words) {
        if (word.box.x0 < kRightOf * width || Bare(word.text).empty()) continue;
        if (!IsCapitals(word.text)) {
          words = 0;
          break;
        }
        box = Join(box, word.box);
        last = Bare(word.text);
        ++words;
      }
      const bool position = words >= 2 && IsPositionEnd(last);
      if (position && (!found || box.y1 > found->y1)) found = box;
    }
  }
  return found;
}

/// A seal's ring and a pen's strokes beside a name are read as signs and single letters.
/// False where one of them held a letter: perhaps it was a word of the name.
bool DropEnds(std::vector<ReadWord>& words) {
  bool whole = true;
  const auto stray = [&whole](const ReadWord& word) {
    const size_t letters = Bare(word.text).size();
    whole = whole && letters != 1;
    return letters < 2;
  };
  while (!words.empty() && stray(words.back())) words.pop_back();
  words.erase(words.begin(), std::find_if_not(words.begin(), words.end(), stray));
  return whole;
}

/// The surest line of the shape of a name in `grey`, a cut of the page at `area`.
ReadLine BestName(const HeadScene& scene, const Raster& grey, const PixelBox& area) {
  ReadLine best;
  double worth = 0;
  for (ReadLine& line : ReadInkRows(scene, grey, area)) {
    const bool whole = DropEnds(line.words);
    const double own = NameWorth(line.words) * (whole ? 1 : kPart);
    if (own <= worth) continue;
    worth = own;
    best = std::move(line);
  }
  for (ReadWord& word : best.words) word.confidence = std::min(word.confidence, worth);
  return best;
}

bool Inside(const PixelBox& box, const PixelBox& area) {
  const int x = (box.x0 + box.x1) / 2, y = (box.y0 + box.y1) / 2;
  return x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1;
}

std::string TextOf(const ReadLine& line) {
  std::string text;
  for (const ReadWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

/// Puts `name` in the place of what was read in `area`.
void Put(ReadLine name, const PixelBox& area, std::vector<InkReading>& lines) {
  for (InkReading& line : lines) {
    for (ReadLine& part : line.read)
      std::erase_if(part.words, [&](const ReadWord& word) { return Inside(word.box, area); });
    std::erase_if(line.read, [](const ReadLine& part) { return part.words.empty(); });
  }
  InkReading reading;
  reading.line.box = name.box;
  reading.read.push_back(std::move(name));
  lines.push_back(std::move(reading));
}

}  // namespace

double NameWorth(const std::vector<ReadWord>& words) {
  constexpr size_t kFewest = 2, kMost = 5, kLongest = 7;
  double least = 1;
  size_t names = 0;
  bool all_capitals = true;
  for (const ReadWord& word : words) {
    const std::u32string letters = ToUtf32(word.text);
    // "TS.", "BS.CKII." stand before a name.
    if (names == 0 && word.text.ends_with('.') && letters.size() <= 9) continue;
    const bool capitals = IsCapitals(word.text);
    for (size_t i = 0; i < letters.size(); ++i) {
      if (!IsLetter(letters[i]) || IsUpper(letters[i]) != (i == 0 || capitals)) return 0;
    }
    if (letters.size() < 2 || letters.size() > kLongest) return 0;
    least = std::min(least, word.confidence);
    all_capitals &= capitals;
    ++names;
  }
  if (names < kFewest || names > kMost) return 0;
  if (IsPositionEnd(Bare(words.back().text))) return 0;
  // Two words, or all in capitals, may be a part of a name, a seal's, or an office's.
  const bool short_one = names == kFewest;
  return least * (short_one && all_capitals ? 0 : short_one || all_capitals ? kPart : 1);
}

void ReadSignerName(const HeadScene& scene, std::vector<InkReading>& lines) {
  const int width = scene.work.width_px(), height = scene.work.height_px();
  const double letter = scene.work.letter_px;
  if (letter <= 0) return;
  const std::optional<PixelBox> position = FindPosition(lines, width);
  if (!position) return;
  const int middle = (position->x0 + position->x1) / 2;
  const int around = std::max(position->Width() / 2, static_cast<int>(kAround * letter));
  const PixelBox area{std::max(static_cast<int>(kRightOf * width), middle - around),
                      position->y1 + static_cast<int>(kGap * letter),
                      std::min(width, middle + around),
                      std::min(height, position->y1 + static_cast<int>(kBelow * height))};
  if (area.Width() < 10 * letter || area.Height() < 2 * letter) return;
  double known = 0;
  std::string known_text;
  for (const InkReading& line : lines) {
    for (const ReadLine& part : line.read) {
      if (!Inside(part.box, area) || NameWorth(part.words) <= known) continue;
      known = NameWorth(part.words);
      known_text = TextOf(part);
    }
  }
  if (known >= kGood) return;
  ReadLine best;
  double worth = std::max(kAccepted, known + kSurer);
  for (const Inks inks : {Inks::kBlack, Inks::kRed, Inks::kAll}) {
    const Raster grey = scene.view.CutArea(area, inks);
    if (grey.empty()) continue;
    ReadLine name = BestName(scene, grey, area);
    const double own = NameWorth(name.words);
    if (own <= worth) continue;
    best = std::move(name);
    if (own >= kGood) break;
    worth = own + kSurer;
  }
  // What is cut by a pen loses letters and gains none.
  if (best.words.empty() || known_text.starts_with(TextOf(best))) return;
  Put(std::move(best), area, lines);
}

}  // namespace planrec::acquire
