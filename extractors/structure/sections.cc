// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/sections.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extractors/structure/issuers.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kClosing{
    "sections.closing", Over::kFolded,
    R"(^\s*(?:t\S{2,4} day la (?:ke hoach|chi thi|thong bao|bao cao|chuong trinh|huong dan|de an|phuong an)|)"
    R"(tren day la|vay[,;]|vay\s|nhan duoc (?:ke hoach|cong van|chi thi|thong bao|van ban)|)"
    R"((?:ke hoach|chi thi|quyet dinh|chuong trinh|van ban) nay (?:co hieu luc|thay the|duoc)|)"
    R"(can cu (?:noi dung )?ke hoach nay))",
    "Trên đây là Kế hoạch tổ chức hội thi", "Trên địa bàn xã"};
// These close a text too, but may as well stand below a heading that names an agency.
const Pattern kMayClose{
    "sections.may_close", Over::kFolded,
    R"(^\s*(?:trong qua trinh (?:to chuc |trien khai )*thuc hien|qua trinh (?:trien khai |to chuc )*thuc hien|)"
    R"((?:yeu cau|de nghi) (?:cac|thu truong|chu tich|giam doc|truong|ubnd)|)"
    R"(\S.{0,60}\s(?:yeu cau|de nghi) (?:cac|thu truong|chu tich|giam doc|truong|ubnd).*(?:ke hoach|chi thi|cong van|van ban|noi dung) (?:nay|tren)))",
    "Đề nghị các đơn vị thực hiện", "Theo đề nghị của Phòng Nội vụ"};
const Pattern kEndOfText{"sections.end_of_text", Over::kPrinted, R"([.]\s?/\s?[.\-]?\s*$)",
                         "thực hiện tốt Kế hoạch này./.", "tốt Kế hoạch này."};
const Pattern kPointer{"sections.pointer", Over::kFolded,
                       R"(^\(.*(?:phu luc|bieu|mau|dinh kem|kem theo|chi tiet|danh sach).*\)\W*$)",
                       "(Chi tiết theo Phụ lục đính kèm).", "(sau đây viết tắt là CCHC)"};
// A full stop inside: a sentence has ended before the text does. Abbreviations end in a point, too.
const Pattern kInnerSentence{"sections.inner_sentence", Over::kPrinted,
                             R"([\p{Ll}\d)”"%][\p{Ll}\d)”"%]\.\s+[\p{Lu}“"])",
                             "theo quy định. Theo dõi, tổng hợp", "UBND TP. Hưng Yên"};

size_t CountWords(std::string_view text) {
  size_t words = 0;
  bool inside = false;
  for (char c : text) {
    if (c == ' ') {
      inside = false;
    } else if (!inside) {
      inside = true;
      ++words;
    }
  }
  return words;
}

enum class End { kNone, kColon, kSemicolon, kPoint, kComma };

End EndOf(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return End::kNone;
  switch (text.back()) {
    case ':':
      return End::kColon;
    case ';':
      return End::kSemicolon;
    case '.':
    case '!':
    case '?':
      return End::kPoint;
    case ',':
      return End::kComma;
    default:
      return End::kNone;
  }
}

/// An agency that a heading under TỔ CHỨC THỰC HIỆN names: "Phòng Nội vụ.", "Đề nghị Ủy ban …".
bool NamesAgency(std::string_view text) {
  std::string folded = Fold(text);
  for (std::string_view lead : {"de nghi ", "cac ", "giao ", "lanh dao "}) {
    if (folded.rfind(lead, 0) == 0) {
      return lead != "giao " || folded.size() < 60;
    }
  }
  return FindBodyHead(ExpandBodyAbbreviations(text)) != nullptr;
}

class Builder {
 public:
  Builder(const JoinedText& joined, TextPart part) : joined_(joined), part_(part) {}

  std::vector<SectionNode> Run() {
    const std::vector<Block>& blocks = joined_.blocks;
    FindClosing();
    kinds_.resize(blocks.size(), SectionKind::kParagraph);
    sure_.resize(blocks.size(), 1.0);
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].marker) Decide(i);
    }
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].table >= 0) continue;
      if (blocks[i].marker) {
        PlaceMarked(i);
      } else {
        PlaceParagraph(i);
      }
    }
    children_.resize(nodes_.size() + 1);
    for (size_t n = 0; n < nodes_.size(); ++n) {
      children_[static_cast<size_t>(nodes_[n].parent + 1)].push_back(n);
    }
    return Tree(-1);
  }

 private:
  struct Node {
    size_t block;
    int parent;  ///< index in nodes_; -1 the root
    double sure;
  };

  const Block& block(size_t i) const { return joined_.blocks[i]; }

  /// Trailing paragraphs that close the body: from the first that says so.
  void FindClosing() {
    const std::vector<Block>& blocks = joined_.blocks;
    closing_ = blocks.size();
    if (part_ == TextPart::kAppendix) return;
    size_t tail = blocks.size();
    while (tail > 0 && !blocks[tail - 1].marker) --tail;
    if (tail == 0) return;  // no mark at all: everything is at the root anyway
    for (size_t i = tail; i < blocks.size(); ++i) {
      if (blocks[i].table >= 0) continue;
      const std::string& text = blocks[i].text.text;
      // Right below a heading stands what it heads.
      const End above = EndOf(blocks[tail - 1].text.text);
      const bool headed = i == tail && above != End::kPoint && above != End::kSemicolon;
      if (kClosing.Matches(text) || (!headed && kMayClose.Matches(text))) {
        closing_ = i;
        return;
      }
    }
    // "./." ends the text: a last paragraph behind a list closes it, one right below its heading
    // is that heading's text.
    if (tail < blocks.size() && kEndOfText.Matches(blocks.back().text.text)) {
      const bool lone_text = blocks.size() - tail == 1 &&
                             EndOf(blocks[tail - 1].text.text) != End::kPoint &&
                             EndOf(blocks[tail - 1].text.text) != End::kSemicolon;
      if (!lone_text && blocks.size() - tail == 1) closing_ = blocks.size() - 1;
    }
  }

  bool Introduces(size_t i) const {
    if (i + 1 >= joined_.blocks.size() || i + 1 == closing_) return false;
    const Block& next = block(i + 1);
    if (next.table >= 0) return true;
    if (next.marker) return next.marker->rank() > block(i).marker->rank();
    return !kPointer.Matches(next.text.text);
  }

  void Decide(size_t i) {
    const Block& b = block(i);
    const std::string& text = b.text.text;
    const size_t words = CountWords(text);
    const bool inner = kInnerSentence.Matches(text);
    const End end = EndOf(text);
    const bool introduces = Introduces(i);
    const bool bold = b.bold && joined_.bold_known;
    const auto is = [&](bool heading, double sure) {
      kinds_[i] = heading ? SectionKind::kHeading : SectionKind::kItem;
      sure_[i] = sure;
    };
    switch (b.marker->kind) {
      case MarkerKind::kPart:
      case MarkerKind::kChapter:
      case MarkerKind::kSection:
      case MarkerKind::kCapital:
        return is(true, 0.99);
      case MarkerKind::kRoman:
        if (CapitalShare(text) > 0.7) return is(true, 0.99);
        return is(!(inner || (end == End::kPoint && words > 25)), 0.95);
      case MarkerKind::kDash:
      case MarkerKind::kPlus:
      case MarkerKind::kStar:
        return is(false, 0.98);
      default:
        break;
    }
    if (inner || end == End::kSemicolon || end == End::kComma) return is(false, 0.98);
    if (end == End::kColon) return is(introduces, introduces ? 0.95 : 0.9);
    if (end == End::kPoint) {
      if (!introduces) return is(false, 0.98);
      if (joined_.bold_known) return is(bold && words <= 25, 0.93);
      return is(words <= 10 && NamesAgency(text), 0.85);
    }
    if (introduces) {
      // A long text without an end mark may be a sentence whose mark was lost.
      if (words > 45) return is(bold, 0.8);
      return is(true, bold || words <= 20 ? 0.97 : 0.9);
    }
    is(bold && words <= 20, 0.9);
  }

  void PlaceMarked(size_t i) {
    const int rank = block(i).marker->rank();
    while (!open_.empty() && RankAt(open_.back()) >= rank) open_.pop_back();
    const int parent = open_.empty() ? -1 : open_.back();
    nodes_.push_back({i, parent, sure_[i]});
    open_.push_back(static_cast<int>(nodes_.size()) - 1);
  }

  int RankAt(int node) const {
    return block(nodes_[static_cast<size_t>(node)].block).marker->rank();
  }

  SectionKind KindAt(int node) const { return kinds_[nodes_[static_cast<size_t>(node)].block]; }

  /// The next marked block behind i; blocks.size() where none follows.
  size_t NextMarked(size_t i) const {
    size_t next = i + 1;
    while (next < joined_.blocks.size() && !block(next).marker) ++next;
    return next;
  }

  void PlaceParagraph(size_t i) {
    double sure = 0.97;
    int parent = -1;
    if (i < closing_ && !open_.empty()) {
      parent = open_.back();
      const size_t next = NextMarked(i);
      const bool last = next >= joined_.blocks.size();
      if (kPointer.Matches(block(i).text.text)) {
        parent = EndedBy(last ? 0 : block(next).marker->rank());
        sure = 0.93;
      } else if (KindAt(parent) == SectionKind::kItem) {
        parent = BehindItem(i, next, sure);
      }
    }
    nodes_.push_back({i, parent, sure});
  }

  /// The shallowest open part that a mark of `rank` would end: what the text so far is all in.
  int EndedBy(int rank) const {
    for (int node : open_) {
      if (RankAt(node) >= rank) return node;
    }
    return open_.back();
  }

  int BehindItem(size_t i, size_t next, double& sure) const {
    const int item = open_.back();
    const Marker& mark = *block(nodes_[static_cast<size_t>(item)].block).marker;
    const bool dash = !mark.numbered();
    sure = 0.88;
    if (!dash && next < joined_.blocks.size()) {
      // The list goes on behind the paragraph: it is the item's second one.
      const Marker& after = *block(next).marker;
      const bool same = after.kind == mark.kind && after.ordinals.size() == mark.ordinals.size();
      const bool deeper = after.rank() > mark.rank();
      if ((same && after.ordinal() > mark.ordinal()) || deeper) return item;
    }
    if (StartsSmall(block(i).text.text)) return item;
    for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
      if (KindAt(*it) == SectionKind::kHeading) return *it;
    }
    // No heading above: the nearest numbered item (khoản, điều) holds it.
    for (auto it = open_.rbegin(); it != open_.rend(); ++it) {
      if (RankAt(*it) <= RankOf(MarkerKind::kArabicParen, 1)) return *it;
    }
    return item;
  }

  std::vector<SectionNode> Tree(int parent) const {
    std::vector<SectionNode> out;
    for (size_t n : children_[static_cast<size_t>(parent + 1)]) {
      const Block& b = block(nodes_[n].block);
      SectionNode node;
      node.kind = kinds_[nodes_[n].block];
      if (b.marker) node.marker = b.marker->printed;
      node.text = b.text;
      node.where = b.where;
      const double repaired = b.marker && !b.marker->damaged.empty() ? 0.9 : 1.0;
      node.confidence = b.text.Confidence() * nodes_[n].sure * b.join_confidence * repaired;
      node.children = Tree(static_cast<int>(n));
      out.push_back(std::move(node));
    }
    return out;
  }

  const JoinedText& joined_;
  TextPart part_;
  size_t closing_ = 0;
  std::vector<SectionKind> kinds_;
  std::vector<double> sure_;
  std::vector<Node> nodes_;
  std::vector<std::vector<size_t>> children_;  ///< by parent + 1
  std::vector<int> open_;
};

void Number(std::vector<SectionNode>& nodes, int& count) {
  for (SectionNode& node : nodes) {
    node.id = std::to_string(++count);
    node.id.insert(node.id.begin(), 's');
    Number(node.children, count);
  }
}

void CheckSiblings(const std::vector<SectionNode>& nodes, const std::string& pointer,
                   std::vector<Warning>& out) {
  std::optional<Marker> last;
  bool latin = false;  // the list uses the letters of the Latin alphabet: no đ is expected
  for (const SectionNode& node : nodes) {
    if (!node.marker) continue;
    const std::string& mark = *node.marker;
    latin = latin || mark[0] == 'f' || mark[0] == 'j' || mark[0] == 'w' || mark[0] == 'z';
  }
  for (size_t i = 0; i < nodes.size(); ++i) {
    const SectionNode& node = nodes[i];
    std::string here = pointer + "/";
    here += std::to_string(i);
    if (node.marker) {
      const std::optional<Marker> marker = ReadMarker(*node.marker + " Xx");
      const bool countable = marker && marker->numbered();
      if (countable && last && last->kind == marker->kind &&
          last->ordinals.size() == marker->ordinals.size()) {
        const int before = last->ordinal(), after = marker->ordinal();
        const int step =
            marker->kind == MarkerKind::kLetter || marker->kind == MarkerKind::kCapital ? 2 : 1;
        const bool skips_d = latin && before == LetterOrdinal(U'd') && after == LetterOrdinal(U'e');
        if (after == before) {
          out.push_back(
              {"numbering.duplicate", "the mark " + *node.marker + " stands twice", here});
        } else if (after > before + step && !skips_d) {
          out.push_back({"numbering.gap",
                         "the numbering jumps from " + last->printed + " to " + *node.marker,
                         here});
        }
      }
      if (countable) last = marker;
    }
    CheckSiblings(node.children, here + "/children", out);
  }
}

}  // namespace

std::vector<SectionNode> BuildSections(const JoinedText& joined, TextPart part) {
  return Builder(joined, part).Run();
}

void AssignIds(std::vector<SectionNode>& sections) {
  int count = 0;
  Number(sections, count);
}

std::vector<Warning> CheckNumbering(const std::vector<SectionNode>& sections) {
  std::vector<Warning> out;
  CheckSiblings(sections, "/sections", out);
  return out;
}

}  // namespace planrec::extract
