// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/agencies.h"

#include <algorithm>

#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

char32_t At(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  return DecodeUtf8(text, at);
}

/// The left side is a name that goes on after "và", "-" or a comma: "Văn phòng HĐND và UBND".
bool OfficeOfCouncil(std::string_view left) {
  const std::string folded = Fold(left);
  const bool office = folded.rfind("van phong", 0) == 0 || folded.rfind("vp", 0) == 0 ||
                      folded.rfind("chanh van phong", 0) == 0 ||
                      folded.rfind("lanh dao van phong", 0) == 0;
  if (!office) return false;
  for (std::string_view council : {"hdnd", "hddnd", "hbnd", "hond", "hoi dong nhan dan", "dbqh",
                                   "quoc hoi", "thuong truc hdnd"}) {
    if (folded.size() > council.size() &&
        folded.compare(folded.size() - council.size(), council.size(), council) == 0) {
      return true;
    }
  }
  return false;
}

/// A list of bare class nouns is still open on the left: "các sở, |ban, ngành", "UBND các |xã".
bool OpenClass(std::string_view left) {
  const std::string lower = Lower(left);
  size_t comma = lower.rfind(", ");
  const size_t from = comma == npos ? 0 : comma + 2;
  // The last piece is at most a class noun with nothing named after it.
  for (std::string_view plural : PluralWords()) {
    for (size_t at = lower.find(plural); at != npos; at = lower.find(plural, at + 1)) {
      if (!WordAt(lower, at, plural)) continue;
      const size_t noun = at + plural.size() + 1;
      if (ClassNounAt(lower, noun) && noun >= from) return true;
      if (from > at && ClassNounAt(lower, from)) return true;
    }
  }
  return false;
}

bool MostlyUpper(std::string_view text) {
  size_t upper = 0, letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (!IsLetter(c)) continue;
    ++letters;
    upper += IsUpper(c) ? 1 : 0;
  }
  return letters > 6 && upper * 10 > letters * 8;
}

bool HasCapital(std::string_view text) {
  const std::u32string letters = ToUtf32(text);
  return std::any_of(letters.begin(), letters.end(), [](char32_t c) { return IsUpper(c); });
}

/// May the list be cut so that `left` ends and a new name begins at byte `right`?
bool NewAgencyAt(std::string_view text, Span left, size_t right, bool after_comma) {
  const AgencyHead* head = AgencyHeadAt(text, right);
  const std::string_view before = text.substr(left.begin, left.size());
  if (head == nullptr) {
    // Posts of a commune's office have no head word: "Tài chính - kế toán, Địa chính - xây dựng".
    return after_comma && AgencyHeadAt(text, left.begin) == nullptr && IsUpper(At(text, right));
  }
  if (OfficeOfCouncil(before)) return false;
  if (head->kind != AgencyKind::kClass && OpenClass(before)) {
    // "các sở, Ban, ngành" goes on; "các phòng, ban, UBND các xã" begins anew.
    if (head->needs_name || (head->kind != AgencyKind::kPost && ClassNounAt(text, right))) {
      const size_t end = right + head->word.size();
      const bool named = end + 1 < text.size() && text[end] == ' ' && IsUpper(At(text, end + 1));
      // "Ban Tuyên giáo" is a name by itself, and so is the committee, written out or not.
      const bool by_itself = HasCapital(text.substr(right + 1, head->word.size() - 1)) ||
                             head->word.find("ban nhân dân") != npos;
      if (!named && !by_itself) return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Span> SplitAgencies(std::string_view text, Span list) {
  std::vector<Span> out;
  auto add = [&](size_t begin, size_t end) {
    Span span = TrimSpan(text, {begin, end}, ".,;:-–+*/");
    if (span.size() > 0) out.push_back(span);
  };
  const std::string_view inside = text.substr(0, list.end);
  size_t begin = list.begin;
  int depth = 0;
  // "Tài chính - Kế toán" is one name; only a list that opens with a dash has dashes between.
  const bool dashed = inside.substr(list.begin, 2) == "- ";
  for (size_t i = list.begin; i < list.end; ++i) {
    const char c = inside[i];
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    if (c == ';') {
      add(begin, i);
      begin = i + 1;
      continue;
    }
    size_t right = npos;
    bool comma = false;
    if (c == ',') {
      right = i + 1;
      comma = true;
      while (right < list.end && inside[right] == ' ') ++right;
      if (WordAt(inside, right, "và")) right += std::string_view("và ").size();
    } else if (c == ' ' && (WordAt(inside, i + 1, "và") || WordAt(inside, i + 1, "cùng"))) {
      right = inside.find(' ', i + 1);
      right = right == npos ? right : right + 1;
      if (right != npos && WordAt(inside, right, "với")) right = npos;
    } else if (c == ' ' && dashed && inside.substr(i + 1, 2) == "- " &&
               AgencyHeadAt(inside, i + 3)) {
      right = i + 3;  // a second dash item in one cell
    }
    if (right == npos || right >= list.end) continue;
    const Span left = TrimSpan(inside, {begin, i}, ".,;:-–+*");
    if (left.size() == 0 || !NewAgencyAt(inside, left, right, comma)) continue;
    add(begin, i);
    begin = right;
    i = right - 1;
  }
  add(begin, list.end);
  return out;
}

std::vector<PlacedText> SplitAgencies(const PlacedText& text) {
  std::vector<PlacedText> out;
  for (const Span& span : SplitAgencies(text.text, {0, text.text.size()})) {
    out.push_back(text.Slice(span.begin, span.end));
  }
  return out;
}

size_t AgencyPhraseEnd(std::string_view text, size_t begin) {
  if (AgencyHeadAt(text, begin) == nullptr) return begin;
  int depth = 0;
  for (size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(') ++depth;
    if (c == ')') {
      if (depth == 0) return i;
      --depth;
    }
    if (depth > 0) continue;
    if (c == ':') return i;
    if (c == ';' || c == '.') {
      // A list may go on after ';' with the next name.
      size_t next = i + 1;
      while (next < text.size() && text[next] == ' ') ++next;
      if (c == ';' && AgencyHeadAt(text, next) != nullptr) continue;
      if (c == '.' && i + 1 < text.size() && text[i + 1] != ' ') continue;
      if (c == '.' && i >= 2 && (text.substr(i - 2, 2) == "TP" || text.substr(i - 2, 2) == "TX")) {
        continue;
      }
      return i;
    }
    if (c == ' ' && i > begin) {
      if (WordAt(text, i + 1, "để") || WordAt(text, i + 1, "trong việc") ||
          WordAt(text, i + 1, "có trách nhiệm") || WordAt(text, i + 1, "chịu trách nhiệm") ||
          WordAt(text, i + 1, "trong công tác") || WordAt(text, i + 1, "trong quá trình") ||
          WordAt(text, i + 1, "là") || WordAt(text, i + 1, "phải") || WordAt(text, i + 1, "cần") ||
          WordAt(text, i + 1, "căn cứ") || WordAt(text, i + 1, "theo") ||
          WordAt(text, i + 1, "khi") || WordAt(text, i + 1, "được giao") ||
          WordAt(text, i + 1, "sẽ") || WordAt(text, i + 1, "phản ánh")) {
        size_t end = i;
        while (end > begin && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
        return end;
      }
      if (ActionAt(text, i + 1)) {
        size_t end = i;
        while (end > begin && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
        return end;
      }
    }
  }
  return text.size();
}

bool IsAgencyList(std::string_view text) {
  const Span all = TrimSpan(text, {0, text.size()}, ".;:,");
  const std::string_view inner = text.substr(all.begin, all.size());
  if (inner.empty() || AgencyHeadAt(inner, 0) == nullptr) return false;
  if (MostlyUpper(inner)) return true;
  return AgencyPhraseEnd(inner, 0) == inner.size();
}

bool IsClassOfAgencies(std::string_view name) {
  const AgencyHead* head = AgencyHeadAt(name, 0);
  return head != nullptr && head->kind == AgencyKind::kClass;
}

}  // namespace planrec::extract
