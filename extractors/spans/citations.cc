// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/citations.h"

#include <algorithm>

#include "extractors/spans/mentions.h"
#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// The note under an appendix' title, or under an enacted plan's: it names the document itself.
const Pattern kOwnNote{"citation.own-note", Over::kFolded,
                       R"(^\W*(?:ban hanh |duoc ban hanh |dinh |gui )?kem theo .{0,30}\bso\b)",
                       "(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/3/2024)",
                       "Phụ lục kèm theo Kế hoạch"};

/// "kèm theo" directly before a mention.
const Pattern kAttached{"citation.attached", Over::kFolded, R"(kem theo (?:tai )?$)",
                        "Phụ lục kèm theo ", "theo "};

bool IsOwn(std::string_view text, const Mention& mention, const Structure& structure) {
  if (kOwnNote.Matches(text) && text.size() < 300) return true;
  const bool same = structure.document.code && mention.code.code == *structure.document.code &&
                    structure.document.number.has_value();
  const size_t from = mention.span.begin > 24 ? mention.span.begin - 24 : 0;
  return same && kAttached.Matches(text.substr(from, mention.span.begin - from));
}

/// Gives a short form its symbol: the first full mention of that type and number, else what the
/// type and year alone say. False where nothing is known.
bool Resolve(Mention& mention, const std::vector<Citation>& before) {
  for (const Citation& full : before) {
    if (full.type != mention.type || full.number != mention.code.number) continue;
    const std::string year = mention.code.year
                                 ? std::string("/").append(std::to_string(*mention.code.year))
                                 : std::string();
    if (!year.empty() && full.code.find(year) == std::string::npos) continue;
    mention.code.code = full.code;
    return true;
  }
  if (mention.type == "NĐ" && mention.code.year) {
    mention.code.code += "/NĐ-CP";  // only the Government issues them
    return true;
  }
  return false;
}

}  // namespace

std::vector<Citation> ExtractCitations(const Structure& structure) {
  std::vector<Citation> out;
  for (const TextUnit& unit : TextUnits(structure)) {
    const std::string& text = unit.text->text;
    for (Mention& mention : FindMentions(text)) {
      if (IsOwn(text, mention, structure)) continue;
      if (mention.short_form && !Resolve(mention, out)) continue;
      Citation citation;
      citation.anchor = unit.anchor;
      citation.text = text.substr(mention.span.begin, mention.span.size());
      if (!mention.type.empty()) citation.type = mention.type;
      citation.number = mention.code.number;
      citation.code = mention.code.code;
      citation.issued_on = mention.issued_on;
      citation.issuer = mention.issuer;
      if (mention.title) citation.title = text.substr(mention.title->begin, mention.title->size());
      citation.role = unit.opening ? "basis" : "reference";
      citation.where = unit.text->Locate(mention.span.begin, mention.span.end);
      // The code and the date carry the citation; the title may be less sure.
      const size_t sure_end = mention.title ? mention.title->begin : mention.span.end;
      citation.confidence =
          unit.text->Confidence(mention.span.begin, std::max(sure_end, mention.code.span.end)) *
          mention.confidence * 0.985;
      citation.id = std::string("c").append(std::to_string(out.size() + 1));
      out.push_back(std::move(citation));
    }
  }
  return out;
}

std::vector<Span> CitationSpans(std::string_view text) {
  std::vector<Span> out;
  for (const Mention& mention : FindMentions(text)) out.push_back(mention.span);
  return out;
}

}  // namespace planrec::extract
