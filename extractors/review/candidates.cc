// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/candidates.h"

#include <algorithm>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <type_traits>
#include <utility>

#include "extractors/vocabulary/dates.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

constexpr size_t kMostCandidates = 6;
constexpr double kWorthTelling = 0.005;

// ---- values -----------------------------------------------------------------------------------

template <typename T>
std::optional<std::string> TextOf(const T& object) {
  if constexpr (requires {
                  { object.text } -> std::convertible_to<PlacedText>;
                }) {
    return object.text.text;
  } else if constexpr (std::same_as<T, Assignment>) {
    return object.agency;
  } else if constexpr (std::same_as<T, Task>) {
    return object.task ? object.task : object.activity;
  } else if constexpr (std::same_as<T, Appendix>) {
    return object.label;
  } else if constexpr (std::same_as<T, Signature>) {
    return object.name;
  } else if constexpr (std::same_as<T, Repair>) {
    return object.to;
  } else if constexpr (requires {
                         { object.text } -> std::convertible_to<std::string>;
                       }) {
    return object.text;
  } else {
    return std::nullopt;
  }
}

const FieldEvidence* WitnessOf(const DocumentFields& document, std::string_view field) {
  const auto found =
      std::find_if(document.evidence.begin(), document.evidence.end(),
                   [&](const FieldEvidence& evidence) { return evidence.field == field; });
  return found != document.evidence.end() ? &*found : nullptr;
}

// ---- candidates of the head -------------------------------------------------------------------

void Add(std::vector<Candidate>& all, Candidate candidate) {
  const auto known = std::find_if(all.begin(), all.end(), [&](const Candidate& each) {
    return each.value == candidate.value && each.origin == candidate.origin;
  });
  if (known == all.end())
    all.push_back(std::move(candidate));
  else
    known->confidence = std::max(known->confidence, candidate.confidence);
}

/// The readings of a field on the page that the head stands on.
const WordReadings* ReadingsOf(const PlanRecord& record, std::string_view field) {
  const FieldEvidence* head = nullptr;
  for (const char* name : {"number", "notation", "issued_on", "issuer", "type"})
    if (head == nullptr) head = WitnessOf(record.document, name);
  for (const Page& page : record.pages) {
    if (head != nullptr && head->where.page != 0 && page.number != head->where.page) continue;
    for (const WordReadings& readings : page.readings)
      if (readings.field == field) return &readings;
  }
  return nullptr;
}

/// "03", "2760b" as the number in them.
std::string PlainNumber(std::string_view digits) {
  size_t begin = 0, end = 0;
  while (begin + 1 < digits.size() && digits[begin] == '0') ++begin;
  end = begin;
  while (end < digits.size() && digits[end] >= '0' && digits[end] <= '9') ++end;
  return std::string(digits.substr(begin, end - begin));
}

std::string Iso(int year, int month, int day) {
  char iso[40];
  std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
  return iso;
}

void AddDates(const PlanRecord& record, std::vector<Candidate>& all) {
  const std::string issued = record.document.issued_on.value_or("");
  const int year = std::atoi(issued.c_str());
  if (year == 0) return;
  const int own_month = issued.size() >= 7 ? std::atoi(issued.c_str() + 5) : 0;
  const int own_day = issued.size() >= 10 ? std::atoi(issued.c_str() + 8) : 0;
  const WordReadings* days = ReadingsOf(record, "day");
  const WordReadings* months = ReadingsOf(record, "month");
  const auto best = [](const WordReadings* readings) {
    return readings != nullptr && !readings->candidates.empty()
               ? std::atoi(readings->candidates.front().value.c_str())
               : 0;
  };
  const int day = own_day > 0 ? own_day : best(days);
  const int month = own_month > 0 ? own_month : best(months);
  const auto add = [&](int d, int m, const Candidate& from) {
    if (m >= 1 && d >= 1 && d <= DaysInMonth(year, m))
      Add(all, {Iso(year, m, d), from.origin, from.confidence});
  };
  if (days != nullptr)
    for (const Candidate& each : days->candidates) add(std::atoi(each.value.c_str()), month, each);
  if (months != nullptr)
    for (const Candidate& each : months->candidates) add(day, std::atoi(each.value.c_str()), each);
}

void AddNumbers(const PlanRecord& record, std::string_view field, std::vector<Candidate>& all) {
  const WordReadings* readings = ReadingsOf(record, "number");
  if (readings == nullptr) return;
  const std::string code = record.document.code.value_or("");
  for (const Candidate& each : readings->candidates) {
    if (field == "number")
      Add(all, {PlainNumber(each.value), each.origin, each.confidence});
    else if (!code.empty())
      Add(all, {WithNumber(code, each.value), each.origin, each.confidence});
  }
}

// ---- words that readers read differently ------------------------------------------------------

/// A text of the record and its pointer.
struct TextAt {
  const PlacedText* text = nullptr;
  std::string pointer;
};

/// Texts with places, by the page that they begin on.
std::map<int, std::vector<TextAt>> TextsByPage(const PlanRecord& record) {
  std::map<int, std::vector<TextAt>> texts;
  ForEachObject(record, [&]<typename T>(const T& object, const std::string& pointer) {
    if constexpr (std::same_as<T, SectionNode> || std::same_as<T, TableCell>) {
      int last = 0;
      for (const PlacedText::Piece& piece : object.text.pieces) {
        if (piece.page != last) texts[piece.page].push_back({&object.text, pointer + "/text"});
        last = piece.page;
      }
    }
  });
  return texts;
}

WordDoubt DoubtOf(const WordReadings& readings, const Page& page, size_t index,
                  const std::vector<TextAt>& texts) {
  WordDoubt doubt;
  doubt.where = {page.number, readings.box, 0};
  for (const TextAt& each : texts) {
    for (const PlacedText::Piece& piece : each.text->pieces) {
      if (piece.page != page.number ||
          !piece.box.Contains(readings.box.CenterX(), readings.box.CenterY()))
        continue;
      const std::string& text = each.text->text;
      const size_t at = text.find(readings.value, piece.begin);
      if (at == std::string::npos || at > piece.end) continue;
      doubt.pointer = each.pointer;
      doubt.value = text;
      for (const Candidate& candidate : readings.candidates) {
        if (candidate.value == readings.value) continue;
        std::string whole = text;
        whole.replace(at, readings.value.size(), candidate.value);
        Add(doubt.candidates, {std::move(whole), candidate.origin, candidate.confidence});
      }
      return doubt;
    }
  }
  doubt.pointer = "/source/pages/" + std::to_string(index);
  doubt.value = readings.value;
  for (const Candidate& candidate : readings.candidates)
    if (candidate.value != readings.value) Add(doubt.candidates, candidate);
  return doubt;
}

/// An appendix's note that says something else than the head does.
void FillAppendices(const PlanRecord& record, const std::map<std::string, ReviewItem*>& wanted) {
  for (size_t i = 0; i < record.appendices.size(); ++i) {
    const Appendix& appendix = record.appendices[i];
    const std::string base = "/appendices/" + std::to_string(i);
    const auto fill = [&](const char* name, const std::optional<std::string>& own,
                          std::string_view field) {
      const auto found = wanted.find(base + name);
      if (found == wanted.end()) return;
      ReviewItem& item = *found->second;
      item.where = appendix.where;
      item.value = own;
      const FieldEvidence* head = WitnessOf(record.document, field);
      const std::optional<std::string> value = FieldText(record.document, field);
      if (value && value != own)
        item.candidates.push_back({*value, WitnessOrigin::kInk, head ? head->confidence : 0.5});
    };
    fill("/attached_to", appendix.attached_to, "code");
    fill("/attached_on", appendix.attached_on, "issued_on");
  }
}

void FillHead(const PlanRecord& record, ReviewItem& item) {
  const std::string field = item.pointer.substr(std::string_view("/document/").size());
  const FieldEvidence* witness = WitnessOf(record.document, field);
  if (witness != nullptr) item.where = witness->where;
  item.value = FieldText(record.document, field);
  item.candidates = FieldCandidates(record, field);
}

}  // namespace

std::optional<std::string> FieldText(const DocumentFields& document, std::string_view field) {
  if (field == "number" && document.number) return std::to_string(*document.number);
  if (field == "issuer" && document.issuer) return document.issuer->name;
  if (field == "period" && document.period)
    return std::to_string(document.period->from) + "-" + std::to_string(document.period->to);
  std::optional<std::string> text;
  ForEachField(document, [&]<typename M>(const FieldForm& form, const M& member) {
    if constexpr (std::same_as<M, std::optional<std::string>>)
      if (field == form.name) text = member;
  });
  return text;
}

std::string WithNumber(std::string_view code, std::string_view number) {
  size_t end = 0;
  while (end < code.size() && code[end] >= '0' && code[end] <= '9') ++end;
  // A letter of the number ("2760b/QĐ-UBND").
  const size_t sign = code.find_first_of("/-", end);
  if (end > 0 && sign != std::string_view::npos && sign - end <= 2) end = sign;
  return std::string(number).append(code.substr(end));
}

std::vector<Candidate> InkCandidates(const PlanRecord& record, std::string_view field) {
  std::vector<Candidate> all;
  if (field == "issued_on") AddDates(record, all);
  const WordReadings* readings = field == "number" ? ReadingsOf(record, field) : nullptr;
  if (readings != nullptr) all = readings->candidates;
  std::erase_if(all, [](const Candidate& each) { return each.origin != WitnessOrigin::kInk; });
  return all;
}

std::vector<Candidate> FieldCandidates(const PlanRecord& record, std::string_view field) {
  std::vector<Candidate> all;
  if (field == "number" || field == "code") AddNumbers(record, field, all);
  if (field == "issued_on") AddDates(record, all);
  for (const FieldEvidence& witness : record.document.evidence) {
    if (witness.field == field && witness.value)
      Add(all, {*witness.value, witness.origin, witness.confidence});
  }
  const std::string code = record.document.code.value_or("");
  for (const FieldEvidence& witness : record.document.evidence) {
    const bool other = witness.field == "number" && witness.origin != WitnessOrigin::kInk;
    if (field == "code" && other && witness.value && !code.empty())
      Add(all, {WithNumber(code, *witness.value), witness.origin, witness.confidence});
  }
  const std::string own = FieldText(record.document, field).value_or("");
  std::erase_if(all, [&](const Candidate& each) {
    return each.value == own || each.value.empty() || each.confidence < kWorthTelling;
  });
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return a.confidence > b.confidence;
  });
  if (all.size() > kMostCandidates) all.resize(kMostCandidates);
  return all;
}

std::vector<WordDoubt> DoubtedWords(const PlanRecord& record) {
  std::vector<WordDoubt> doubts;
  std::map<int, std::vector<TextAt>> texts;
  for (size_t i = 0; i < record.pages.size(); ++i) {
    const Page& page = record.pages[i];
    for (const WordReadings& readings : page.readings) {
      if (!readings.field.empty() || readings.value.empty()) continue;
      if (texts.empty()) texts = TextsByPage(record);
      doubts.push_back(DoubtOf(readings, page, i, texts[page.number]));
    }
  }
  return doubts;
}

void AddCandidates(const PlanRecord& record, std::vector<ReviewItem>& items) {
  std::map<std::string, ReviewItem*> wanted;
  for (ReviewItem& item : items) {
    if (item.pointer.starts_with("/document/"))
      FillHead(record, item);
    else if (item.where == Where{})
      wanted[item.pointer] = &item;
  }
  for (size_t i = 0; i < record.pages.size(); ++i) {
    const auto item = wanted.find("/source/pages/" + std::to_string(i));
    if (item != wanted.end()) item->second->where.page = record.pages[i].number;
  }
  ForEachObject(record, [&]<typename T>(const T& object, const std::string& pointer) {
    const auto found = wanted.find(pointer);
    if (found == wanted.end()) return;
    ReviewItem& item = *found->second;
    item.where = object.where;
    item.value = TextOf(object);
    if constexpr (std::same_as<T, Repair>) {
      // What stood there before.
      item.candidates.push_back({object.from, WitnessOrigin::kInk, 1 - object.confidence});
    }
  });
  FillAppendices(record, wanted);
}

}  // namespace planrec::extract
