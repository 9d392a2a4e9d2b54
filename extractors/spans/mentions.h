// SPDX-License-Identifier: GPL-3.0-or-later
//
// The grammar of one mention of a document within one text, before mentions are resolved against
// each other (citations.h does that). Offsets are bytes of UTF-8. Pure; thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/spans/document_codes.h"

namespace planrec::extract {

struct Mention {
  Span span;  ///< from the type word (or "số") to the end of date, issuer or title
  DocumentCode code;
  bool short_form = false;  ///< the symbol is not printed: code.code is "30/2020" or "174"
  std::string type;         ///< from the type word, else of the symbol; empty where unknown
  std::optional<std::string> issued_on, issuer;
  std::optional<Span> title;
  double confidence = 1.0;
};

/// All mentions of a text in reading order; lists have shared their type, date and issuer.
std::vector<Mention> FindMentions(std::string_view text);

}  // namespace planrec::extract
