// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/duties.h"

#include <algorithm>

#include "extractors/spans/agencies.h"
#include "extractors/spans/duty_labels.h"
#include "extractors/spans/duty_words.h"
#include "extractors/vocabulary/action_verbs.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t npos = std::string_view::npos;

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
    if (Labels({0, text_.size()})) return std::move(out_);
    Brackets();
    const std::vector<Span> sentences = Sentences(text_);
    for (size_t s = 0; s < sentences.size(); ++s) {
      // "Nâng cấp cổng thông tin. Chủ trì: X; phối hợp: Y": what they do stands before.
      const size_t before = out_.size();
      if (Labels({sentences[s].begin, text_.size()})) {
        const Span act = TrimSpan(text_, {0, sentences[s].begin}, ".,;:");
        for (size_t i = before; i < out_.size(); ++i) out_[i].what = act;
        break;
      }
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
  /// "Cơ quan chủ trì: X; cơ quan phối hợp: Y, Z": false where `all` begins with no such label.
  bool Labels(const Span& all) {
    std::optional<DutyLabel> label = DutyLabelAt(From(all.begin, all.end));
    if (!label) return false;
    size_t value = all.begin + label->end;
    while (label) {
      // The value ends where the next label begins or the sentence does.
      size_t end = value;
      std::optional<DutyLabel> next;
      for (; end < all.end; ++end) {
        const bool mark = text_[end] == ';' || text_[end] == '.' || text_[end] == ',';
        if (!mark || end + 1 >= all.end || text_[end + 1] != ' ') continue;
        next = DutyLabelAt(From(end + 2, all.end));
        if (next || text_[end] == '.') break;
      }
      const Span list = TrimSpan(text_, {value, end}, ".,;:/");
      if (NamesSomeone(list)) AddEach(list, std::string(label->role), {npos, npos}, 0.9);
      value = std::min(all.end, end + 2 + (next ? next->end : 0));
      label = next;
    }
    return true;
  }

  bool NamesSomeone(const Span& list) const {
    if (list.size() == 0) return false;
    size_t at = list.begin;
    return IsUpper(DecodeUtf8(text_, at)) || OrderedHeadAt(text_, list.begin) != nullptr;
  }

  /// Orders in brackets; what they order stands before the bracket.
  void Brackets() {
    for (size_t open = text_.find('('); open != npos; open = text_.find('(', open + 1)) {
      const size_t close = text_.find(')', open);
      if (close == npos) return;
      const size_t before = out_.size();
      const Span inner = TrimSpan(text_, {open + 1, close}, ".,;");
      if (!Labels(inner)) {
        for (const Span& piece : SplitAt(text_, inner, ';')) BracketOrder(piece);
      }
      const Span act = TrimSpan(text_, {SentenceAt(text_, open).begin, open}, ".,;:");
      for (size_t i = before; i < out_.size(); ++i) out_[i].what = act;
    }
  }

  void BracketOrder(const Span& inner) {
    const std::string_view said = From(inner.begin, inner.end);
    const auto directive = kDirective.Find(said);
    const size_t at = inner.begin + (directive ? directive->end() : 0);
    const size_t list_end = directive ? OrderedPhraseEnd(text_.substr(0, inner.end), at)
                                      : AgencyPhraseEnd(text_.substr(0, inner.end), at);
    if (list_end == at || list_end >= inner.end) return;
    const size_t act = SkipSpaces(text_, list_end, inner.end);
    const std::string_view part = From(act, inner.end);
    const Span who{at, list_end};
    if (kHelpAlone.Matches(part)) {
      AddEach(who, "support", {npos, npos}, 0.88);
    } else if (kLeadWith.Matches(part) || (directive && kSupport.Matches(part))) {
      Roles(who, act, inner.end, inner.end, directive.has_value());
    } else if (kLeadAlone.Matches(part)) {
      AddEach(who, "lead", {npos, npos}, 0.88);
    } else if (directive && kAdvise.Matches(part)) {
      AddEach(who, "lead", {npos, npos}, 0.85);
    } else if (kDoIt.Matches(part)) {
      AddEach(who, "responsible", {npos, npos}, 0.85);
    }
  }

  /// The sentence cut at ';', but not inside the list of agencies that opens a piece.
  std::vector<Span> Pieces(const Span& sentence) const {
    std::vector<Span> out;
    for (const Span& piece : SplitAt(text_, sentence, ';')) {
      if (!out.empty()) {
        Span& last = out.back();
        size_t subject = last.begin;
        if (const auto directive = kDirective.Find(From(last.begin, last.end))) {
          subject += directive->end();
        } else if (AgencyHeadAt(text_, last.begin) != nullptr) {
          const auto inside = kDirectiveInside.Find(From(last.begin, last.end));
          if (inside) subject += inside->end();
        }
        if (OrderedPhraseEnd(text_.substr(0, sentence.end), subject) > last.end) {
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

  void Add(Span agency, std::string role, Span what, double confidence, bool partner = false) {
    Duty duty;
    duty.agency = agency;
    duty.role = std::move(role);
    duty.what = what;
    duty.confidence = confidence;
    duty.partner = partner;
    out_.push_back(std::move(duty));
  }

  void AddEach(Span list, const std::string& role, Span what, double confidence,
               bool partner = false) {
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
    size_t list_end = OrderedPhraseEnd(bounded, at);
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
    auto give = [&](const std::string& role, Span what, double confidence) {
      if (!who.found()) {
        Add(who, role, what, confidence);
      } else {
        AddEach(who, role, what, confidence);
      }
    };
    if (const auto lead = kLeadWith.Find(said)) {
      const Partners partners = ReadPartners(at + lead->end(), end);
      give("lead", partners.what, 0.94);
      if (partners.list.found()) AddEach(partners.list, "support", partners.what, 0.92);
      return true;
    }
    if (who.found() && kLeadAlone.Matches(said)) {
      give("lead", {npos, npos}, 0.88);
      return true;
    }
    if (const auto lead = kLead.Find(said)) {
      give("lead", Act(text_, at + lead->end(), end), 0.92);
      return true;
    }
    if (const auto advise = directed ? kAdviseWith.Find(said) : std::nullopt) {
      const Partners partners = ReadPartners(at + advise->end(), end);
      give("lead", partners.what, 0.9);
      if (partners.list.found()) AddEach(partners.list, "support", partners.what, 0.9);
      return true;
    }
    if (directed && kAdvise.Matches(said)) {
      give("lead", Act(text_, at, end), 0.88);
      return true;
    }
    const auto support = kSupport.Find(said);
    // "Phối hợp, thực hiện …", "Phối hợp thực hiện": with no one.
    if (support && (support->has(1) || AgencyHeadAt(text_, at + support->end()) != nullptr)) {
      if (who.found()) {
        // "X phối hợp với Y trong việc …": X has the duty, Y helps.
        const Partners partners = ReadPartners(at + support->end(), piece_end);
        give("responsible", Act(text_, at, piece_end), 0.85);
        if (partners.list.found()) AddEach(partners.list, "support", partners.what, 0.82);
      } else {
        const Partners partners = ReadPartners(at + support->end(), end);
        give("support", partners.what, 0.9);
        if (partners.list.found()) AddEach(partners.list, "support", partners.what, 0.7, true);
      }
      return true;
    }
    return false;
  }

  /// How a piece orders: where the text goes on behind its order, and of which kind that is.
  struct Order {
    size_t at = npos;       ///< where the subject may begin
    bool ordered = false;   ///< by a directive at all
    bool given = false;     ///< by "Giao"
    bool directed = false;  ///< told to do it as its own: "Giao", "Phân công"
  };

  /// "Giao X …", "Đề nghị X …" at the start of the piece, or behind its grounds or its issuer.
  Order ReadOrder(const Span& piece, bool sentence_start) const {
    const std::string_view said = From(piece.begin, piece.end);
    const auto opener = kOpener.Find(said);
    const size_t opened = opener ? opener->end() : 0;
    if (const auto directive = kDirective.Find(said.substr(opened))) {
      // In lower case "yêu cầu …" is an order only where someone gives it.
      if (!sentence_start && IsLower(FirstLetter(said)) && !context_.closing) {
        return {Subject(piece, piece.begin + opened)};
      }
      const std::string word = Lower(directive->Text(said.substr(opened), 1));
      const bool given = word.starts_with("giao");
      return {piece.begin + opened + directive->end(), true, given,
              given || word.starts_with("phân công")};
    }
    const bool grounds = context_.organisation && kGrounds.Matches(said);
    for (const Match& inside : kDirectiveInside.FindAll(said)) {
      const size_t next = piece.begin + inside.end();
      const bool issuer = AgencyHeadAt(text_, piece.begin) != nullptr &&
                          AgencyPhraseEnd(text_, piece.begin) <= piece.begin + inside.begin() + 1;
      if (!context_.closing && !issuer && !grounds) continue;
      if (OrderedHeadAt(text_, next) == nullptr) continue;
      const bool given = inside.Text(said, 1) == "giao";
      return {next, true, given, given};
    }
    return {Subject(piece, piece.begin + opened)};
  }

  /// "Căn cứ Kế hoạch này, UBND các xã xây dựng …": the subject stands behind the comma; else at
  /// `opened`.
  size_t Subject(const Span& piece, size_t opened) const {
    const std::string_view said = From(piece.begin, piece.end);
    if (!kGrounds.Matches(said) && !kTimes.Matches(said)) return opened;
    for (size_t comma = said.find(", "); comma != npos; comma = said.find(", ", comma + 1)) {
      const size_t at = piece.begin + comma + 2;
      if (AgencyHeadAt(text_, at) != nullptr) return at;
    }
    return opened;
  }

  /// Where the act begins behind those who do it, `from`; npos where the piece gives no duty.
  size_t ActBehind(size_t from, size_t end) const {
    size_t act = SkipSpaces(text_, from, end);
    if (text_[act] == ':') act = SkipSpaces(text_, act + 1, end);
    if (act >= end) return npos;
    // "Ban Chỉ đạo cấp tỉnh theo quy định": nothing is done.
    if (WordAt(text_, act, "theo") && FindAction(text_, act, end) == npos) return npos;
    // What an agency did is no duty.
    if (WordAt(text_, act, "đã") || WordAt(text_, act, "đang")) return npos;
    for (std::string_view word : {"có trách nhiệm", "chịu trách nhiệm"}) {
      if (!WordAt(text_, act, word)) continue;
      const size_t behind = SkipSpaces(text_, act + word.size(), end);
      if (kLead.Matches(From(behind, end))) act = behind;
    }
    if (WordAt(text_, act, "là")) {
      // "là cơ quan thường trực, chủ trì, phối hợp với …"
      const size_t lead = From(act, end).find("chủ trì");
      if (lead != npos && lead < 90) act += lead;
    }
    return act;
  }

  void Piece(const Span& piece, size_t end, bool first, bool sentence_start) {
    // The bearer's own duty, at the start of a sentence or of a piece behind ';'.
    if (context_.bearer && Roles({npos, npos}, piece.begin, end, piece.end, false)) return;

    const Order order = ReadOrder(piece, sentence_start);
    size_t at = order.at;
    bool headed = (order.ordered ? OrderedHeadAt(text_, at) : AgencyHeadAt(text_, at)) != nullptr;
    if (!headed && context_.organisation) {
      if (const size_t behind = BehindTopic(piece); behind != npos) {
        at = behind;
        headed = true;
      } else {
        PartnersInside(piece);
        DoneBy(piece);
      }
    }
    if (!headed) return;
    const size_t list_end = SubjectPhraseEnd(text_.substr(0, piece.end), at);
    // A closing paragraph, like one on difficulties, orders where it says so: "Phòng Tư pháp chịu
    // trách nhiệm theo dõi …". Those who only report them get no part.
    const bool told = context_.closing || kTrouble.Matches(From(piece.begin, piece.end));
    if (told && !order.ordered && !kCharged.Matches(From(list_end, piece.end))) return;
    if (list_end >= piece.end || list_end - at > 400) return;
    const Span who{at, list_end};
    const size_t act = ActBehind(list_end, piece.end);
    if (act == npos) return;
    // A class of bodies counts where the plan is organised, or where it is ordered.
    const bool subject = order.ordered || NamesBody(who) || (context_.organisation && first);
    if (!subject || Roles(who, act, end, piece.end, order.directed)) return;
    if (WordAt(text_, act, "phản ánh") || WordAt(text_, act, "báo cáo khó khăn")) return;
    const Span what = Act(text_, act, piece.end);
    // "Công ty Thoát nước: 0243.762.245": a telephone list gives no duty.
    size_t letter = what.begin;
    if (what.size() == 0 || !IsLetter(DecodeUtf8(text_, letter))) return;
    AddEach(who, order.given ? "lead" : "responsible", what, order.ordered ? 0.88 : 0.8);
    With(who, act, piece.end);
  }

  /// Partners in the middle of an act, and the lead where it says so.
  void With(const Span& who, size_t act, size_t end) {
    const std::string_view said = From(act, end);
    const auto then = kThenWith.Find(said);
    if (!then) return;
    const Partners partners = ReadPartners(act + then->end(), end);
    if (then->has(1)) AddEach(who, "lead", partners.what, 0.85);
    if (partners.list.found()) AddEach(partners.list, "support", partners.what, 0.8);
  }

  /// Some of the list is more than a class of bodies.
  bool NamesBody(const Span& list) const {
    return std::ranges::any_of(SplitAgencies(text_, list), [&](const Span& agency) {
      const AgencyHead* head = OrderedHeadAt(text_, agency.begin);
      return head != nullptr && head->kind != AgencyKind::kClass;
    });
  }

  /// "X do Y phân công": Y is responsible for X; "do Y chủ trì" leads it.
  void DoneBy(const Span& piece) {
    const std::string_view said = From(piece.begin, piece.end);
    const auto by = kDoneBy.Find(said);
    if (!by) return;
    const Span who{piece.begin + by->group(1).begin, piece.begin + by->group(1).end};
    if (AgencyHeadAt(text_, who.begin) == nullptr) return;
    AddEach(who, by->has(2) ? "lead" : "responsible",
            TrimSpan(text_, {piece.begin, piece.begin + by->begin()}, ".,;:"), 0.8);
  }

  /// "Bảo vệ môi trường làng nghề: Hội Nông dân vận động …": the agency behind a field of work that
  /// names none itself; npos where none stands there with an act.
  size_t BehindTopic(const Span& piece) const {
    const size_t colon = From(piece.begin, piece.end).find(": ");
    if (colon == npos) return npos;
    const size_t at = piece.begin + colon + 2;
    if (AgencyHeadAt(text_, at) == nullptr) return npos;
    return AgencyPhraseEnd(text_.substr(0, piece.end), at) < piece.end ? at : npos;
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
