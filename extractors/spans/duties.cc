// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/duties.h"

#include <algorithm>

#include "extractors/spans/agencies.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

/// "Chủ trì, phối hợp với", with what may stand before and between.
const Pattern kLeadWith{
    "duty.lead-with", Over::kPrinted,
    R"((?i)^(?:(?:có |chịu )?trách nhiệm |là (?:cơ quan|đơn vị) (?:đầu mối,? )?|làm đầu mối,? |tiếp tục |chịu trách nhiệm )?ch(?:ủ|u|ù) trì(?:,| và|, và)? ?(?:tham mưu,? )?(?:phối hợp|cùng|phối, hợp|phối kết hợp)(?: chặt chẽ)?(?: với| cùng với| cùng)? )",
    "Chủ trì, phối hợp với các cơ quan", "Phối hợp với các cơ quan"};
const Pattern kLead{
    "duty.lead", Over::kPrinted,
    R"((?i)^(?:(?:có |chịu )?trách nhiệm |là (?:cơ quan|đơn vị) |chịu trách nhiệm )?ch(?:ủ|ù) trì,? )",
    "Chủ trì tổ chức thực hiện", "Chủ tịch UBND huyện"};
const Pattern kAdviseWith{"duty.advise-with", Over::kPrinted,
                          R"((?i)^tham mưu(?:,| và) phối hợp(?: với| cùng)? )",
                          "tham mưu, phối hợp với Sở", "tham mưu UBND huyện"};
const Pattern kAdvise{"duty.advise", Over::kPrinted, R"((?i)^tham mưu\b)", "tham mưu UBND huyện",
                      "tham gia"};
const Pattern kSupport{
    "duty.support", Over::kPrinted,
    R"((?i)^(?:(?:chủ động|tích cực|kịp thời|có trách nhiệm|thường xuyên|tiếp tục|tăng cường)(?:,| )?)*phối hợp(?: chặt chẽ| đồng bộ| tốt)?((?:,? với| cùng với| cùng))? )",
    "Chủ động phối hợp với Phòng Nội vụ", "sự phối hợp của các cơ quan"};
/// Words that give an order to the agency behind them.
const Pattern kDirective{
    "duty.directive", Over::kPrinted,
    R"(^(?:UBND [^,;.]{2,40} |Vậy, [^,;.]{2,60} )?([Gg]iao(?: cho| trách nhiệm cho)?|[Đđ]ề nghị|[Yy]êu cầu|[Pp]hân công) )",
    "Giao Phòng Nội vụ", "giám sát của"};
const Pattern kDirectiveInside{"duty.directive-inside", Over::kPrinted,
                               R"([ ,](giao|đề nghị|yêu cầu|phân công) )",
                               "xã năm 2024, yêu cầu các ban", "theo yêu cầu"};
/// Words that name a duty's bearer before a list of agencies.
const Pattern kOfWhom{"duty.of-whom", Over::kPrinted,
                      R"(^(?:Đối với|Trách nhiệm của|Nhiệm vụ của|Về phía) )",
                      "Đối với UBND các xã", "Đối chiếu"};

/// What may stand before a duty's subject.
const Pattern kOpener{
    "duty.opener", Over::kPrinted,
    R"(^(?:Riêng|Đồng thời|Ngoài ra|Bên cạnh đó|Hằng năm|Hàng năm|Định kỳ|Trong đó)[, ]+)",
    "Riêng UBND phường", "riêng lẻ"};
const Pattern kGrounds{"duty.grounds", Over::kPrinted,
                       R"(^(?:Căn cứ|Trên cơ sở|Theo chức năng|Để thực hiện|Nhận được))",
                       "Căn cứ Kế hoạch này, các xã", "Kế hoạch này"};

size_t SkipSpaces(std::string_view text, size_t at, size_t end) {
  while (at < end && (text[at] == ' ' || text[at] == ',')) ++at;
  return at;
}

/// The act behind an agency list: "để " and "trong việc " dropped, end marks dropped.
Span Act(std::string_view text, size_t at, size_t end) {
  at = SkipSpaces(text, at, end);
  for (std::string_view word :
       {"để", "trong việc", "trong công tác", "có trách nhiệm", "chịu trách nhiệm"}) {
    if (WordAt(text, at, word)) {
      at = SkipSpaces(text, at + word.size(), end);
      break;
    }
  }
  return TrimSpan(text, {at, end}, ".,;:/");
}

class Reader {
 public:
  Reader(std::string_view text, const DutyContext& context) : text_(text), context_(context) {}

  std::vector<Duty> Run() {
    const std::vector<Span> sentences = Sentences(text_);
    for (size_t s = 0; s < sentences.size(); ++s) {
      const std::vector<Span> pieces = Pieces(sentences[s]);
      for (size_t p = 0; p < pieces.size(); ++p) {
        if (pieces[p].size() == 0) continue;
        // An act runs on over ';' until a piece begins a duty of its own.
        size_t end = pieces[p].end;
        for (size_t next = p + 1; next < pieces.size() && !Begins(pieces[next]); ++next) {
          end = pieces[next].end;
        }
        Piece(pieces[p], end, s == 0 && p == 0, p == 0);
      }
    }
    return std::move(out_);
  }

 private:
  /// The sentence cut at ';', but not inside the list of agencies that opens a piece.
  std::vector<Span> Pieces(const Span& sentence) const {
    std::vector<Span> out;
    for (const Span& piece : SplitAt(text_, sentence, ';')) {
      if (!out.empty()) {
        Span& last = out.back();
        size_t subject = last.begin;
        if (const auto directive = kDirective.Find(From(last.begin, last.end))) {
          subject += directive->end();
        }
        if (AgencyPhraseEnd(text_.substr(0, sentence.end), subject) > last.end) {
          last.end = piece.end;
          continue;
        }
      }
      out.push_back(piece);
    }
    return out;
  }

  std::string_view From(size_t at, size_t end) const { return text_.substr(at, end - at); }

  bool Begins(const Span& piece) const {
    const std::string_view said = From(piece.begin, piece.end);
    if (context_.bearer &&
        (kLeadWith.Matches(said) || kLead.Matches(said) || kSupport.Matches(said))) {
      return true;
    }
    if (kDirective.Matches(said)) return true;
    const AgencyHead* head = AgencyHeadAt(text_, piece.begin);
    return head != nullptr && head->kind != AgencyKind::kClass &&
           AgencyPhraseEnd(text_, piece.begin) < piece.end;
  }

  void Add(Span agency, Role role, Span what, double confidence, bool partner = false) {
    Duty duty;
    duty.agency = agency;
    duty.role = role;
    duty.what = what;
    duty.confidence = confidence;
    duty.partner = partner;
    out_.push_back(std::move(duty));
  }

  void AddEach(Span list, Role role, Span what, double confidence, bool partner = false) {
    for (const Span& agency : SplitAgencies(text_, list)) {
      Add(agency, role, what, confidence, partner);
    }
  }

  /// The partners behind "phối hợp với" at `at`: their list, and the act behind it.
  struct Partners {
    Span list{npos, npos};
    Span what{npos, npos};
  };
  Partners ReadPartners(size_t at, size_t end) const {
    Partners out;
    const std::string_view bounded = text_.substr(0, end);
    size_t list_end = AgencyPhraseEnd(bounded, at);
    if (list_end > at) {
      out.list = {at, list_end};
    } else {
      // Partners without a head word ("chính quyền địa phương"): only the act is told.
      const size_t act = FindAction(bounded, at);
      list_end = act == npos ? end : act;
    }
    out.what = Act(text_, list_end, end);
    return out;
  }

  /// "chủ trì …", "tham mưu …", "phối hợp …" of the agencies in `who` (npos: the bearer).
  /// `directed`: ordered by "Giao X". False where the text at `at` is no such form.
  bool Roles(Span who, size_t at, size_t end, size_t piece_end, bool directed) {
    const std::string_view said = From(at, end);
    auto give = [&](Role role, Span what, double confidence) {
      if (!who.found()) {
        Add(who, role, what, confidence);
      } else {
        AddEach(who, role, what, confidence);
      }
    };
    if (const auto lead = kLeadWith.Find(said)) {
      const Partners partners = ReadPartners(at + lead->end(), end);
      give(Role::kLead, partners.what, 0.94);
      if (partners.list.found()) AddEach(partners.list, Role::kSupport, partners.what, 0.92);
      return true;
    }
    if (const auto lead = kLead.Find(said)) {
      give(Role::kLead, Act(text_, at + lead->end(), end), 0.92);
      return true;
    }
    if (const auto advise = directed ? kAdviseWith.Find(said) : std::nullopt) {
      const Partners partners = ReadPartners(at + advise->end(), end);
      give(Role::kLead, partners.what, 0.9);
      if (partners.list.found()) AddEach(partners.list, Role::kSupport, partners.what, 0.9);
      return true;
    }
    if (directed && kAdvise.Matches(said)) {
      give(Role::kLead, Act(text_, at, end), 0.88);
      return true;
    }
    const auto support = kSupport.Find(said);
    // "Phối hợp, thực hiện …", "Phối hợp thực hiện": with no one.
    if (support && (support->has(1) || AgencyHeadAt(text_, at + support->end()) != nullptr)) {
      if (who.found()) {
        // "X phối hợp với Y trong việc …": X has the duty, Y helps.
        const Partners partners = ReadPartners(at + support->end(), piece_end);
        give(Role::kResponsible, Act(text_, at, piece_end), 0.85);
        if (partners.list.found()) AddEach(partners.list, Role::kSupport, partners.what, 0.82);
      } else {
        const Partners partners = ReadPartners(at + support->end(), end);
        give(Role::kSupport, partners.what, 0.9);
        if (partners.list.found()) AddEach(partners.list, Role::kSupport, partners.what, 0.7, true);
      }
      return true;
    }
    return false;
  }

  void Piece(const Span& piece, size_t end, bool first, bool sentence_start) {
    // The bearer's own duty, at the start of a sentence or of a piece behind ';'.
    if (context_.bearer && Roles({npos, npos}, piece.begin, end, piece.end, false)) return;

    size_t at = piece.begin;
    bool directed = false;
    bool ordered = false;
    const std::string_view said = From(piece.begin, piece.end);
    if (const auto directive = kDirective.Find(said)) {
      at = piece.begin + directive->end();
      ordered = true;
      directed = Lower(directive->Text(said, 1)).rfind("giao", 0) == 0 ||
                 Lower(directive->Text(said, 1)).rfind("phân công", 0) == 0;
      // In lower case "yêu cầu …" is an order only where someone gives it.
      if (!sentence_start && IsLower(FirstLetter(directive->Text(said, 1))) && !context_.closing) {
        ordered = directed = false;
        at = piece.begin;
      }
    } else if (context_.closing || first) {
      for (const Match& inside : kDirectiveInside.FindAll(said)) {
        const size_t next = piece.begin + inside.end();
        const bool issuer = AgencyHeadAt(text_, piece.begin) != nullptr &&
                            AgencyPhraseEnd(text_, piece.begin) <= piece.begin + inside.begin() + 1;
        if (!context_.closing && !issuer) continue;
        if (AgencyHeadAt(text_, next) == nullptr) continue;
        at = next;
        ordered = true;
        directed = inside.Text(said, 1) == "giao";
        break;
      }
    }
    if (!ordered) {
      if (const auto opener = kOpener.Find(said)) at = piece.begin + opener->end();
      if (kGrounds.Matches(said)) {
        // "Căn cứ Kế hoạch này, UBND các xã xây dựng …": the subject stands behind the comma.
        for (size_t comma = said.find(", "); comma != npos; comma = said.find(", ", comma + 1)) {
          if (AgencyHeadAt(text_, piece.begin + comma + 2) == nullptr) continue;
          at = piece.begin + comma + 2;
          break;
        }
      }
    }
    const AgencyHead* head = AgencyHeadAt(text_, at);
    if (head == nullptr) {
      if (context_.organisation) PartnersInside(piece);
      return;
    }
    if (context_.closing && !ordered) return;
    const std::string_view bounded = text_.substr(0, piece.end);
    const size_t list_end = AgencyPhraseEnd(bounded, at);
    if (list_end >= piece.end || list_end - at > 400) return;
    const Span who{at, list_end};
    size_t act = SkipSpaces(text_, list_end, piece.end);
    if (text_[act] == ':') act = SkipSpaces(text_, act + 1, piece.end);
    if (act >= piece.end) return;
    for (std::string_view word : {"có trách nhiệm", "chịu trách nhiệm"}) {
      if (WordAt(text_, act, word)) {
        const size_t behind = SkipSpaces(text_, act + word.size(), piece.end);
        if (kLead.Matches(From(behind, piece.end))) act = behind;
      }
    }
    if (WordAt(text_, act, "là")) {
      // "là cơ quan thường trực, chủ trì, phối hợp với …"
      const size_t lead = From(act, piece.end).find("chủ trì");
      if (lead != npos && lead < 90) act += lead;
    }
    // A class of bodies counts where the plan is organised, or where it is ordered.
    const bool named = head->kind != AgencyKind::kClass;
    const bool subject = ordered || named || (context_.organisation && first);
    if (!subject) return;
    if (Roles(who, act, end, piece.end, directed)) return;
    if (WordAt(text_, act, "phản ánh") || WordAt(text_, act, "báo cáo khó khăn")) return;
    const Span what = Act(text_, act, piece.end);
    // "Công ty Thoát nước: 0243.762.245": a telephone list gives no duty.
    size_t letter = what.begin;
    if (what.size() == 0 || !IsLetter(DecodeUtf8(text_, letter))) return;
    AddEach(who, Role::kResponsible, what, ordered ? 0.88 : 0.8);
  }

  /// "Hướng dẫn X phối hợp với Y …": X and Y are told of inside another's duty.
  void PartnersInside(const Span& piece) {
    const std::string_view said = From(piece.begin, piece.end);
    for (size_t i = said.find("phối hợp với "); i != npos; i = said.find("phối hợp với ", i + 1)) {
      const size_t verb = piece.begin + i;
      for (size_t at = piece.begin; at < verb; ++at) {
        if (AgencyHeadAt(text_, at) == nullptr) continue;
        const size_t list_end = AgencyPhraseEnd(text_, at);
        if (SkipSpaces(text_, list_end, verb) == verb && !Urged(piece, at)) {
          Roles({at, list_end}, verb, piece.end, piece.end, false);
          return;
        }
        at = std::max(at, list_end);
      }
    }
  }

  /// "Chỉ đạo X phối hợp …", "đôn đốc X": who is only urged gets no part.
  bool Urged(const Span& piece, size_t at) const {
    const std::string left(Trim(Lower(text_.substr(piece.begin, at - piece.begin))));
    for (std::string_view verb : {"chỉ đạo", "đôn đốc", "đơn đốc", "nhắc nhở", "yêu cầu"}) {
      if (left.size() >= verb.size() && left.substr(left.size() - verb.size()) == verb) return true;
    }
    return false;
  }

  static char32_t FirstLetter(std::string_view text) {
    size_t at = 0;
    return text.empty() ? 0 : DecodeUtf8(text, at);
  }

  std::string_view text_;
  const DutyContext& context_;
  std::vector<Duty> out_;
};

}  // namespace

std::vector<Duty> FindDuties(std::string_view text, const DutyContext& context) {
  return Reader(text, context).Run();
}

}  // namespace planrec::extract
