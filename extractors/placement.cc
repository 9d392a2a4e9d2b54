// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/placement.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/structure/head_lines.h"
#include "extractors/structure/issuers.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/cut_text.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// So much of a text is shown in a warning, in bytes.
constexpr size_t kShown = 120;

std::string Shown(const std::string& text) {
  return std::string(CutBetweenLetters(text, kShown));
}

/// What the form itself prints around the values of head and closing.
const Pattern kFormWords{
    "placement.form_words", Over::kFolded,
    R"(^\W*(?:so|v\W?v|ve viec|kinh gui|noi nhan|ngay|thang|nam|da ky|ky(?: ten)?,? dong dau|ong|ba|dong chi|)"
    R"((?:(?:gs|pgs|tskh|ts|ths|th s|bs|bscki*|cki*|cn|ks|ls|ds)\W*)+)\W*$)",
    "Nơi nhận:", "Nơi nhận hồ sơ"};

// Recognised words below these are read with doubt (measured: text has 0.9 and more); up to so many
// letters of them are a speck's.
constexpr double kDoubtful = 0.5, kDoubtfulSpeck = 0.6;
constexpr size_t kSpeckLetters = 3;
/// So many words of one part in two places are a line that is there twice, not a word said twice.
constexpr int kLeastDoubled = 3;
/// The longest mark, in bytes: "Phần thứ nhất.", "CHƯƠNG III".
constexpr size_t kLongestMark = 24;
/// Share of a line's words that a field must hold for the line to be what the field was read from.
constexpr double kSameLine = 0.5;

size_t CountLetters(std::string_view text) {
  size_t letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    letters += IsLetter(c) || IsDigit(c);
  }
  return letters;
}

/// visit(part) for each stretch of a text without spaces.
template <typename Visit>
void ForEachWord(std::string_view text, Visit visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

/// The words of fields that are kept in a normal form, each as often as it is there.
class Bag {
 public:
  void Add(std::string_view text) {
    ForEachPart(text, [this](const std::string& part) { ++counts_[part]; });
  }
  void AddIf(const std::optional<std::string>& text) {
    if (text) Add(std::string_view(*text));
  }
  /// Takes the parts of a word out; false, and nothing taken, where one is not there.
  bool Take(std::string_view word) {
    std::vector<int*> taken;
    bool all = true;
    ForEachPart(word, [&](const std::string& part) {
      const auto at = counts_.find(part);
      all = all && at != counts_.end() && at->second > 0;
      if (!all) return;
      --at->second;
      taken.push_back(&at->second);
    });
    if (all) return true;
    for (int* count : taken) ++*count;
    return false;
  }

 private:
  /// visit(part) for each run of letters and digits, folded.
  template <typename Visit>
  static void ForEachPart(std::string_view text, Visit visit) {
    std::string part;
    for (const char c : Fold(text) + " ") {
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0) {
        part.push_back(c);
      } else if (!part.empty()) {
        visit(part);
        part.clear();
      }
    }
  }

  std::unordered_map<std::string, int> counts_;
};

constexpr int kDropped = -1, kField = -2;

/// A piece of a page that a part of the record holds, or that was dropped.
struct Claim {
  int page = 0, line = 0;
  Box box;
  std::string_view text;
  int holder = 0;      ///< number of the part that holds it, or one of these
  bool opens = false;  ///< of a marked node: the mark stands before it
  UnplacedReason reason = UnplacedReason::kUnknown;  ///< why it was dropped

  auto Key() const { return std::tie(page, line, box.y0, box.x0, box.y1, box.x1); }
};

bool ByKey(const Claim& a, const Claim& b) {
  return a.Key() < b.Key();
}

/// One word of a line, and where it went.
struct Word {
  size_t begin = 0, end = 0;  ///< bytes of the line's text
  Box box;
  double confidence = 1;
  bool placed = false, opens = false;
  std::optional<UnplacedReason> dropped;
};

struct ReadLine {
  std::string text;
  int page = 0, line = 0;
  bool recognised = false;
  std::vector<Word> words;

  std::string_view TextOf(const Word& word) const {
    return std::string_view(text).substr(word.begin, word.end - word.begin);
  }
  /// Words [first, last] as they were read.
  std::string_view TextOf(size_t first, size_t last) const {
    return std::string_view(text).substr(words[first].begin, words[last].end - words[first].begin);
  }
};

class Placer {
 public:
  explicit Placer(PlanRecord& record) : record_(record) {}

  void Run(std::span<const Page> pages, const Structure& structure) {
    Collect(structure);
    for (const Page& page : pages) ReadPage(page);
    record_.words.doubled = 0;
    for (const auto& [holder, words] : doubled_) {
      if (words >= kLeastDoubled) record_.words.doubled += words;
    }
    SayDoubled();
  }

 private:
  // ---- what the record holds --------------------------------------------------------------

  void AddClaims(const PlacedText& text, int holder, bool opens, UnplacedReason reason) {
    for (const PlacedText::Piece& piece : text.pieces) {
      Claim claim;
      claim.page = piece.page;
      claim.line = piece.line;
      claim.box = piece.box;
      claim.text = std::string_view(text.text).substr(piece.begin, piece.end - piece.begin);
      claim.holder = holder;
      claim.opens = opens && &piece == &text.pieces.front();
      claim.reason = reason;
      claims_.push_back(claim);
    }
  }

  void Collect(const Structure& structure) {
    for (const DroppedText& each : structure.dropped)
      AddClaims(each.text, kDropped, false, each.reason);
    for (const PlacedText& text : structure.read_as_fields)
      AddClaims(text, kField, false, UnplacedReason::kUnknown);
    int holder = 0;
    ForEachObject(record_, [&]<typename T>(const T& object, const std::string&) {
      if constexpr (requires { object.text.pieces; }) {
        bool marked = std::is_same_v<T, Note>;
        if constexpr (std::is_same_v<T, SectionNode>) {
          marked = object.marker.has_value();
          if (marked) bag_.Add(*object.marker);
        }
        AddClaims(object.text, holder, marked, UnplacedReason::kUnknown);
      }
      ++holder;
    });
    std::stable_sort(claims_.begin(), claims_.end(), ByKey);
    FillBag();
  }

  void FillBag() {
    const DocumentFields& head = record_.document;
    bag_.Add("Nơi nhận Kính gửi");
    for (const auto* text : {&head.type_name, &head.code, &head.parent_issuer, &head.place,
                             &head.title, &head.salutation, &head.urgency, &head.secrecy}) {
      bag_.AddIf(*text);
    }
    // The body that decides is printed between title and text once more.
    for (int n = 0; n < 2 && head.issuer; ++n) bag_.Add(head.issuer->name);
    if (head.enacted_by) {
      bag_.AddIf(head.enacted_by->title);
      bag_.Add(head.enacted_by->code);
      if (const DocumentType* type = FindTypeByAbbreviation(head.enacted_by->type))
        bag_.Add(type->name);
      if (head.enacted_by->issuer) bag_.Add(head.enacted_by->issuer->name);
    }
    for (const Recipient& recipient : record_.recipients) bag_.Add(recipient.text);
    if (record_.signature) {
      bag_.AddIf(record_.signature->authority);
      bag_.AddIf(record_.signature->position);
      bag_.AddIf(record_.signature->name);
    }
  }

  // ---- the words of a page ----------------------------------------------------------------

  void ReadPage(const Page& page) {
    for (const TextLine& line : page.lines) {
      ReadLine read;
      read.page = page.number;
      read.line = line.line_number;
      read.recognised = page.origin == TextOrigin::kOcr;
      PlacedText placed = Place(line, page.number);
      if (page.width_pt > 0) {
        for (const PlacedText::Piece& piece : placed.pieces) {
          Word& word = read.words.emplace_back();
          word.begin = piece.begin;
          word.end = piece.end;
          word.box = piece.box;
          word.confidence = piece.confidence;
        }
      }
      read.text = std::move(placed.text);
      if (page.width_pt <= 0) CutWords(read);
      Settle(read, page.width_pt > 0);
    }
    for (const GivenTable& table : page.tables) ReadCells(table, page.number);
  }

  static void CutWords(ReadLine& read) {
    ForEachWord(read.text, [&](std::string_view part) {
      Word& word = read.words.emplace_back();
      word.begin = static_cast<size_t>(part.data() - read.text.data());
      word.end = word.begin + part.size();
    });
  }

  /// The cells of one line of the file together.
  void ReadCells(const GivenTable& table, int page) {
    ReadLine read;
    read.page = page;
    const auto finish = [&] {
      CutWords(read);
      Settle(read, false);
      read.text.clear();
      read.words.clear();
    };
    for (const auto& row : table.rows) {
      for (const GivenTable::Cell& cell : row) {
        if (cell.line_number != read.line) finish();
        read.line = cell.line_number;
        read.text += (read.text.empty() ? "" : " ") + FoldSpaces(cell.text);
      }
    }
    finish();
  }

  void Settle(ReadLine& read, bool placed) {
    for (const Word& word : read.words) record_.words.read += CountLetters(read.TextOf(word)) > 0;
    if (placed) {
      for (Word& word : read.words) TakeBox(read, word);
    } else {
      TakeLine(read);
    }
    TakeMarks(read);
    const size_t count = read.words.size();
    for (size_t first = 0; first < count; ++first) {
      if (read.words[first].placed) continue;
      size_t last = first;
      while (last + 1 < count && !read.words[last + 1].placed &&
             read.words[last + 1].dropped == read.words[first].dropped) {
        ++last;
      }
      Leave(read, first, last);
      first = last;
    }
  }

  void Take(Word& word, const Claim& claim) {
    if (claim.holder == kDropped) {
      if (!word.placed) word.dropped = claim.reason;
      return;
    }
    word.placed = true;
    word.opens = word.opens || claim.opens;
  }

  void TakeBox(const ReadLine& read, Word& word) {
    Claim key;
    key.page = read.page;
    key.line = read.line;
    key.box = word.box;
    const auto [begin, end] = std::equal_range(claims_.begin(), claims_.end(), key, ByKey);
    const Claim* first = nullptr;
    for (auto claim = begin; claim != end; ++claim) {
      Take(word, *claim);
      if (claim->holder < 0) continue;
      // Parts of one word may stand in two places ("1.Rà soát": mark and text).
      if (first == nullptr) {
        first = &*claim;
      } else if (first->text == claim->text && CountLetters(claim->text) > 0) {
        ++doubled_[claim->holder];
      }
    }
  }

  /// Text sources tell the line of a part, not the word.
  void TakeLine(ReadLine& read) {
    Claim key;
    key.page = read.page;
    key.line = read.line;
    const auto [begin, end] =
        std::equal_range(claims_.begin(), claims_.end(), key, [](const Claim& a, const Claim& b) {
          return std::tie(a.page, a.line) < std::tie(b.page, b.line);
        });
    if (begin == end) return;
    if (end - begin == 1 && begin->text == read.text) {
      for (Word& word : read.words) Take(word, *begin);
      return;
    }
    struct Same {
      std::vector<size_t> words;
      size_t next = 0;
    };
    std::unordered_map<std::string_view, Same> known;
    for (size_t i = 0; i < read.words.size(); ++i)
      known[read.TextOf(read.words[i])].words.push_back(i);
    for (auto claim = begin; claim != end; ++claim) {
      bool first = true;
      ForEachWord(claim->text, [&](std::string_view part) {
        const auto same = known.find(part);
        if (same == known.end()) {
          // A cell of several lines is told by its first one.
          if (claim->holder >= 0) bag_.Add(part);
        } else if (same->second.next < same->second.words.size()) {
          Claim of_word = *claim;
          of_word.opens = claim->opens && first;
          Take(read.words[same->second.words[same->second.next++]], of_word);
        } else if (claim->holder >= 0 && CountLetters(part) > 0) {
          ++doubled_[claim->holder];
        }
        first = false;
      });
    }
  }

  /// Marks stand before the first word of their node, repaired or not.
  static void TakeMarks(ReadLine& read) {
    for (size_t i = 0; i < read.words.size(); ++i) {
      if (!read.words[i].opens) continue;
      size_t length = 0;
      for (size_t k = i; k-- > 0 && !read.words[k].placed;) {
        length += read.words[k].end - read.words[k].begin;
        if (length > kLongestMark) break;
        read.words[k].placed = true;
      }
    }
  }

  // ---- what is left -----------------------------------------------------------------------

  /// Words [first, last] of a line stand in no section, cell or note.
  void Leave(ReadLine& read, size_t first, size_t last) {
    if (read.words[first].dropped)
      return AddUnplaced(read, first, last, *read.words[first].dropped);
    // The head's columns and those of the closing may have been read across.
    FlowLine line;
    line.text.text = std::string(read.TextOf(first, last));
    for (size_t i = first; i <= last; ++i) {
      PlacedText::Piece piece;
      piece.begin = static_cast<uint32_t>(read.words[i].begin - read.words[first].begin);
      piece.end = static_cast<uint32_t>(read.words[i].end - read.words[first].begin);
      piece.line = static_cast<int>(i);  // the way back to the word
      line.text.pieces.push_back(piece);
    }
    for (const FlowLine& half : SplitMergedLetterhead(line)) {
      for (const FlowLine& part : SplitMergedClosing(half)) {
        if (part.text.pieces.empty()) continue;
        LeavePart(read, static_cast<size_t>(part.text.pieces.front().line),
                  static_cast<size_t>(part.text.pieces.back().line), part);
      }
    }
  }

  void LeavePart(const ReadLine& read, size_t first, size_t last, const FlowLine& line) {
    if (IsOfTheForm(line)) return;
    std::vector<bool> placed;
    std::vector<std::string_view> taken;
    for (size_t i = first; i <= last; ++i) {
      const std::string_view text = read.TextOf(read.words[i]);
      const bool in_field = InField(read, read.words[i]);
      const bool in_bag = !in_field && CountLetters(text) > 0 && bag_.Take(text);
      if (in_bag) taken.push_back(text);
      placed.push_back(in_field || in_bag || CountLetters(text) == 0);
    }
    // Some words of any line are in the head by chance.
    const auto found = static_cast<double>(std::ranges::count(placed, true));
    if (found < kSameLine * static_cast<double>(placed.size())) {
      for (const std::string_view text : taken) bag_.Add(text);
      placed.assign(placed.size(), false);
    }
    for (size_t i = first; i <= last; ++i) {
      if (placed[i - first]) continue;
      size_t end = i;
      while (end < last && !placed[end + 1 - first]) ++end;
      if (!kFormWords.Matches(read.TextOf(i, end)))
        AddUnplaced(read, i, end, WhyNowhere(read, i, end));
      i = end;
    }
  }

  /// What the form prints without a value: the nation's name, rules, a label, the type once more
  /// ("QUYẾT ĐỊNH:").
  bool IsOfTheForm(const FlowLine& line) const {
    const std::string& text = line.text.text;
    if (CountLetters(text) == 0 || kFormWords.Matches(text)) return true;
    const HeadPart part = ClassifyHeadLine(line);
    if (part == HeadPart::kNational || part == HeadPart::kMotto) return true;
    if (part != HeadPart::kType) return false;
    const std::optional<TypeLine> type = FindTypeLine(text);
    const std::optional<EnactedBy>& by = record_.document.enacted_by;
    return type && (record_.document.type_name == type->type->name ||
                    (by && by->type == type->type->abbreviation));
  }

  /// The word stands where a field of the head was read.
  bool InField(const ReadLine& read, const Word& word) const {
    const auto holds = [&](const Where& where) {
      if (where.page != read.page) return false;
      if (where.bbox) return where.bbox->Contains(word.box.CenterX(), word.box.CenterY());
      return where.line > 0 && where.line == read.line;
    };
    for (const FieldEvidence& evidence : record_.document.evidence) {
      if (!evidence.inferred && holds(evidence.where)) return true;
    }
    return false;
  }

  UnplacedReason WhyNowhere(const ReadLine& read, size_t first, size_t last) const {
    if (!read.recognised) return UnplacedReason::kUnknown;
    size_t letters = 0;
    double sum = 0, count = 0;
    Box box;
    for (size_t i = first; i <= last; ++i) {
      const Word& word = read.words[i];
      const size_t own = CountLetters(read.TextOf(word));
      letters += own;
      sum += word.confidence * static_cast<double>(own);
      count += static_cast<double>(own);
      box = Join(box, word.box);
    }
    const double sure = count > 0 ? sum / count : 0;
    if (letters <= kSpeckLetters && sure < kDoubtfulSpeck) return UnplacedReason::kArtefact;
    // Over the signature stands the seal.
    const std::optional<Signature>& signature = record_.signature;
    if (signature && signature->where.page == read.page && signature->where.bbox &&
        !Intersect(*signature->where.bbox, box).Empty()) {
      return UnplacedReason::kStamp;
    }
    return sure < kDoubtful ? UnplacedReason::kUnreadable : UnplacedReason::kUnknown;
  }

  void AddUnplaced(const ReadLine& read, size_t first, size_t last, UnplacedReason reason) {
    Unplaced left;
    left.text = std::string(read.TextOf(first, last));
    if (CountLetters(left.text) == 0) return;
    left.where.page = read.page;
    left.where.line = read.line;
    left.reason = reason;
    Box box;
    const bool lost = reason == UnplacedReason::kUnknown || reason == UnplacedReason::kUnreadable;
    for (size_t i = first; i <= last; ++i) {
      box = Join(box, read.words[i].box);
      record_.words.unplaced += lost && CountLetters(read.TextOf(read.words[i])) > 0;
    }
    if (!box.Empty()) left.where.bbox = box;
    record_.unplaced.push_back(std::move(left));
  }

  void SayDoubled() {
    if (record_.words.doubled == 0) return;
    int holder = 0;
    std::vector<Warning> warnings;
    ForEachObject(record_, [&]<typename T>(const T& object, const std::string& pointer) {
      const auto doubled = doubled_.find(holder++);
      if (doubled == doubled_.end() || doubled->second < kLeastDoubled) return;
      if constexpr (requires { object.text.pieces; }) {
        warnings.push_back(
            {"text.doubled",
             std::to_string(doubled->second) +
                 " words stand here and in another part of the record: " + Shown(object.text.text),
             pointer});
      }
    });
    std::move(warnings.begin(), warnings.end(), std::back_inserter(record_.warnings));
  }

  PlanRecord& record_;
  std::vector<Claim> claims_;             ///< sorted by place
  std::unordered_map<int, int> doubled_;  ///< words of a holder that another has, too
  Bag bag_;
};

}  // namespace

void PlaceWords(std::span<const Page> pages, const Structure& structure, PlanRecord& record) {
  Placer(record).Run(pages, structure);
}

void CheckPlaces(PlanRecord& record) {
  const WordCount& words = record.words;
  const auto lost = std::ranges::find_if(record.unplaced, [](const Unplaced& each) {
    return each.reason == UnplacedReason::kUnknown || each.reason == UnplacedReason::kUnreadable;
  });
  if (lost == record.unplaced.end()) return;
  const std::string pointer =
      "/unplaced/" + std::to_string(std::distance(record.unplaced.begin(), lost));
  const std::string said = std::to_string(words.unplaced) + " of " + std::to_string(words.read) +
                           " words were read and belong to no part of the record";
  record.warnings.push_back({"text.unplaced", said + ": " + Shown(lost->text), pointer});
  if (words.unplaced <= kTooManyUnplaced * words.read) return;
  record.review.insert(record.review.begin(), {pointer, said + "; look at `unplaced`", 0});
}

}  // namespace planrec::extract
