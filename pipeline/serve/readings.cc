// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/readings.h"

#include <string_view>
#include <utility>

#include "pipeline/serve/questions.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Json;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr std::string_view kOpening = "“", kClosing = "”", kBetween = "” was read as “";

struct Words {
  std::string read, other;
};

std::optional<Words> WordsOf(const std::string& reason) {
  const size_t between = reason.find(kBetween);
  if (!reason.starts_with(kOpening) || between == std::string::npos) return std::nullopt;
  const size_t other = between + kBetween.size();
  const size_t end = reason.find(kClosing, other);
  if (end == std::string::npos || between == kOpening.size()) return std::nullopt;
  return Words{reason.substr(kOpening.size(), between - kOpening.size()),
               reason.substr(other, end - other)};
}

bool IsPartOfWord(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
         (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// The text with the word exchanged; empty where it does not stand there by itself.
std::string Exchanged(const std::string& text, const Words& words) {
  for (size_t at = text.find(words.read); at != std::string::npos;
       at = text.find(words.read, at + 1)) {
    const size_t end = at + words.read.size();
    const bool inside =
        (at > 0 && IsPartOfWord(text[at - 1]) && IsPartOfWord(words.read.front())) ||
        (end < text.size() && IsPartOfWord(text[end]) && IsPartOfWord(words.read.back()));
    if (!inside) return text.substr(0, at) + words.other + text.substr(end);
  }
  return "";
}

class Search {
 public:
  Search(const Json& record, Words words, int page)
      : record_(record), words_(std::move(words)), page_(page) {}

  std::optional<Reading> Find() {
    if (Head() || Sections(Items(record_, "sections"), "/sections") || Tables() || Recipients()) {
      return found_;
    }
    return std::nullopt;
  }

 private:
  bool Try(const std::string& object, const std::string& below, const Json& text) {
    if (!text.is_string()) return false;
    std::string other = Exchanged(text.get<std::string>(), words_);
    if (other.empty()) return false;
    found_ = {object, object + below, std::move(other)};
    return true;
  }

  bool OnPage(const Json& where) const {
    return schemas::Int(where, "page").value_or(page_) == page_;
  }

  bool Head() {
    const Json& document = Member(record_, "document");
    for (const Json& evidence : Items(document, "evidence")) {
      const std::string field = TextOrEmpty(evidence, "field");
      if (OnPage(Member(evidence, "where")) && (field == "code" || field == "title") &&
          Try("/document/" + field, "", Member(document, field.c_str()))) {
        return true;
      }
    }
    return false;
  }

  bool Sections(const Json& sections, const std::string& pointer) {
    for (size_t i = 0; i < sections.size(); ++i) {
      const std::string own = pointer + "/" + std::to_string(i);
      if (OnPage(Member(sections[i], "where")) && Try(own, "/text", Member(sections[i], "text"))) {
        return true;
      }
      if (Sections(Items(sections[i], "children"), own + "/children")) return true;
    }
    return false;
  }

  bool Tables() {
    const Json& tables = Items(record_, "tables");
    for (size_t t = 0; t < tables.size(); ++t) {
      const Json& rows = Items(tables[t], "rows");
      for (size_t r = 0; r < rows.size(); ++r) {
        const Json& cells = Items(rows[r], "cells");
        for (size_t c = 0; c < cells.size(); ++c) {
          const std::string own = "/tables/" + std::to_string(t) + "/rows/" + std::to_string(r) +
                                  "/cells/" + std::to_string(c);
          if (OnPage(Member(cells[c], "where")) && Try(own, "/text", Member(cells[c], "text"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  bool Recipients() {
    const Json& recipients = Items(record_, "recipients");
    for (size_t i = 0; i < recipients.size(); ++i) {
      if (Try("/recipients/" + std::to_string(i), "", recipients[i])) return true;
    }
    return false;
  }

  const Json& record_;
  const Words words_;
  const int page_;
  Reading found_;
};

}  // namespace

std::optional<Reading> FindReading(const Json& record, const Json& entry) {
  const std::string pointer = TextOrEmpty(entry, "pointer");
  if (KindOf(pointer) != Kind::kReading) return std::nullopt;
  std::optional<Words> words = WordsOf(TextOrEmpty(entry, "reason"));
  const std::optional<int> page = schemas::Int(At(record, pointer), "number");
  if (!words || !page) return std::nullopt;
  return Search(record, std::move(*words), *page).Find();
}

}  // namespace planrec::serve
