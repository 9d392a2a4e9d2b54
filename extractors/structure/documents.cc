// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/documents.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "extractors/layout/columns.h"
#include "extractors/structure/appendices.h"
#include "extractors/structure/closing.h"
#include "extractors/structure/letterhead.h"
#include "extractors/vocabulary/document_types.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kEncloses{
    "documents.encloses", Over::kFolded,
    R"((?:(?:dinh|gui|kem) kem|kem theo|(?:co|kem) (?:du thao|ke hoach|bao cao|to trinh)|trinh (?:du thao|ban hanh|phe duyet|thong qua)|du thao .{0,80}kem)\b)",
    "xin gửi kèm theo Kế hoạch", "theo dự toán được giao"};

/// Types that carry others, the official letter above all …
constexpr std::array<std::string_view, 7> kCarriers = {"CV", "TTr", "BC", "TB", "PG", "PC", "GM"};
/// … and of these the ones that are carried themselves.
constexpr std::array<std::string_view, 2> kCarriedToo = {"BC", "TTr"};
/// Types that enact a plan in the same file.
constexpr std::array<std::string_view, 2> kEnacting = {"QĐ", "NQ"};
/// A letterhead has the nation's or the Party's name within so many lines.
constexpr size_t kLetterheadLines = 14, kMostHeadItems = 120;
constexpr size_t kFullDate = 10, kMonth = 7;  // "2024-03-22", "2024-03"

template <typename Types>
bool IsOneOf(const std::optional<std::string>& type, const Types& types) {
  return type && std::ranges::find(types, *type) != types.end();
}

class Finder {
 public:
  explicit Finder(const std::vector<FlowItem>& items) : items_(items) {}

  std::vector<size_t> Run() {
    std::vector<size_t> starts = {0};
    for (size_t i = 1; i < items_.size(); ++i) {
      if (items_[i].table >= 0 || !items_[i].line.page_start) continue;
      if (!begun_) Begin(0);
      if (!Begins(i)) continue;
      starts.push_back(i);
      Begin(i);
    }
    return starts;
  }

 private:
  /// A document begins at item i.
  void Begin(size_t i) {
    start_ = i;
    head_ = ReadHead(items_, i, PageEnd(i));
    closed_ = false;
    looked_at_ = std::max(i + 1, head_.end);
    enacted_.reset();
    carried_.reset();
    // The next plan with a note is that of any document before it: it is looked for once.
    if (!begun_ || (plan_ && *plan_ < head_.end)) {
      const std::optional<AttachedPlan> plan = FindAttachedPlan(items_, head_.end);
      plan_ = plan ? std::optional(plan->head) : std::nullopt;
    }
    begun_ = true;
    (IsOneOf(head_.fields.type, kEnacting) ? enacted_ : carried_) = plan_;
  }

  bool Begins(size_t i) {
    // What the decision enacts has a letterhead of its own now and then.
    if (enacted_ == i) return false;
    if (carried_ == i) return Closed(i);
    if (!HasLetterhead(i) || IsAppendix(i)) return false;
    const Head head = ReadHead(items_, i, PageEnd(i));
    const DocumentFields& fields = head.fields;
    if (!head.has_type || !fields.code) return false;
    const bool numbered = fields.number.has_value();
    const bool dated = fields.issued_on && fields.issued_on->size() == kFullDate;
    // Forms are printed with blanks; so are drafts, but for the body and the month.
    const auto appendix = std::ranges::upper_bound(Appendices(), start_);
    const bool of_a_body = fields.issuer && fields.issued_on && fields.issued_on->size() >= kMonth;
    if (appendix != Appendices().end() && *appendix < i)
      return ((numbered && dated) || of_a_body) && Closed(i);
    if (numbered && head_.fields.code)
      return fields.code != head_.fields.code && (dated || Closed(i));
    const DocumentType* type = fields.type ? FindTypeByAbbreviation(*fields.type) : nullptr;
    return Closed(i) && (numbered || (type != nullptr && type->enacted) ||
                         IsOneOf(fields.type, kEnacting) || IsOneOf(fields.type, kCarriers));
  }

  /// A head ends on its page: a letter's has no type line, the plan behind it has one.
  size_t PageEnd(size_t i) const {
    size_t end = i + 1;
    while (end < items_.size() && end < i + kMostHeadItems &&
           (items_[end].table >= 0 || !items_[end].line.page_start)) {
      ++end;
    }
    return end;
  }

  bool HasLetterhead(size_t i) const {
    const size_t end = std::min(i + kLetterheadLines, PageEnd(i));
    for (size_t k = i; k < end && items_[k].table < 0; ++k) {
      for (const FlowLine& part : SplitMergedLetterhead(items_[k].line)) {
        if (IsNationalName(part.text.text) || IsMotto(part.text.text)) return true;
      }
    }
    return false;
  }

  /// Looked for where a letterhead stands behind the first page, which is seldom.
  const std::vector<size_t>& Appendices() {
    if (!appendices_) appendices_ = FindAppendices(items_, 0);
    return *appendices_;
  }

  /// A label stands above the letterhead: "Mẫu số 01".
  bool IsAppendix(size_t i) {
    const auto at = std::ranges::lower_bound(Appendices(), i);
    return at != Appendices().end() && *at < i + kLetterheadLines &&
           items_[*at].line.page == items_[i].line.page;
  }

  /// The document so far has its closing; each stretch is looked at once.
  bool Closed(size_t i) {
    if (closed_ || looked_at_ >= i) return closed_;
    closed_ = FindClosing(items_, looked_at_, i).has_value();
    looked_at_ = i;
    return closed_;
  }

  const std::vector<FlowItem>& items_;
  std::optional<std::vector<size_t>> appendices_;
  Head head_;  ///< of the document so far
  size_t start_ = 0, looked_at_ = 0;
  bool begun_ = false, closed_ = false;
  std::optional<size_t> plan_;               ///< where the next plan with a note begins
  std::optional<size_t> enacted_, carried_;  ///< the same, told by the type of the document so far
};

bool Encloses(const std::vector<SectionNode>& nodes) {
  return std::ranges::any_of(nodes, [](const SectionNode& node) {
    return kEncloses.Matches(node.text.text) || Encloses(node.children);
  });
}

}  // namespace

std::vector<size_t> FindDocuments(const std::vector<FlowItem>& items) {
  return Finder(items).Run();
}

std::optional<AttachedTo> FindCarrier(const std::vector<Structure>& documents, size_t index) {
  const auto carrier = [&](size_t k) {
    return AttachedTo{static_cast<int>(k) + 1, documents[k].document.code};
  };
  for (const PlacedText& note : documents[index].read_as_fields) {
    std::string squeezed;
    for (const char c : note.text)
      if (c != ' ') squeezed.push_back(c);
    for (size_t k = index; k-- > 0;) {
      const std::optional<std::string>& code = documents[k].document.code;
      if (code && squeezed.find(*code) != std::string::npos) return carrier(k);
    }
  }
  const DocumentFields& own = documents[index].document;
  const bool draft = !own.number;
  if (!draft && IsOneOf(own.type, kCarriers) && !IsOneOf(own.type, kCarriedToo))
    return std::nullopt;
  for (size_t k = index; k-- > 0;) {
    const Structure& before = documents[k];
    if (!IsOneOf(before.document.type, kCarriers) || before.document.type == own.type) continue;
    if (draft || Encloses(before.sections) || kEncloses.Matches(before.document.title.value_or("")))
      return carrier(k);
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace planrec::extract
