// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of fields, what walks them, and the words of closed lists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/core/record.h"

namespace planrec {
namespace {

using testing::ElementsAre;

template <typename E>
void ExpectWords(const std::vector<std::string>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(NameOf(static_cast<E>(i)), words[i]);
    EXPECT_EQ(ValueOf<E>(words[i]), static_cast<E>(i));
  }
  EXPECT_EQ(NameOf(static_cast<E>(words.size())), "") << "a word without an enumerator";
  for (const char* none : {"Item", "item ", "x", ""}) EXPECT_EQ(ValueOf<E>(none), std::nullopt);
}

TEST(Names, BothWays) {
  ExpectWords<SectionKind>({"heading", "item", "paragraph"});
  ExpectWords<RowKind>({"header", "group", "data"});
  ExpectWords<TextOrigin>({"none", "embedded", "repaired", "ocr", "file"});
  // The last enumerator has the last word.
  EXPECT_EQ(NameOf(SectionKind::kParagraph), "paragraph");
  EXPECT_EQ(NameOf(EditReason::kEncoding), "encoding");
}

TEST(Fields, StandInTheOrderOfTheFileWithTheirForm) {
  std::vector<std::string> names;
  Deadline deadline;
  ForEachField(deadline, [&](const FieldForm& form, auto& value) {
    names.emplace_back(form.name);
    if constexpr (requires { value.reset(); }) value.reset();
    EXPECT_EQ(form.date, names.back() == "from" || names.back() == "to") << form.name;
    EXPECT_EQ(form.id_prefix != nullptr, names.back() == "id") << form.name;
  });
  EXPECT_THAT(names, ElementsAre("id", "anchor", "text", "what", "kind", "from", "to", "recurrence",
                                 "where", "confidence"));
}

struct Three {
  std::string text;
  std::optional<Where> where;
  std::vector<int> numbers;
};

TEST(Fields, MembersAreCounted) {
  EXPECT_EQ(fields_internal::CountMembers<Three>(), 3U);
  EXPECT_EQ(fields_internal::CountMembers<Period>(), 2U);
  EXPECT_EQ(fields_internal::CountMembers<Target>(), 13U);
  EXPECT_EQ(fields_internal::CountMembers<PlanRecord>(), 25U);
  EXPECT_FALSE(Described<Three>);
}

PlanRecord SmallRecord() {
  PlanRecord record;
  record.pages.resize(2);
  record.document.evidence.resize(1);
  record.document.issuer = Issuer{};
  record.citations.resize(1);
  record.sections.resize(2);
  record.sections[0].children.resize(2);
  record.sections[0].children[1].children.resize(1);
  record.tables.resize(1);
  record.tables[0].rows.resize(2);
  record.tables[0].rows[1].cells.resize(1);
  record.recipients.resize(1);
  record.signature = Signature{};
  record.warnings.resize(1);
  return record;
}

TEST(ForEachObject, GoesOverAllThatHasAPlaceInTheOrderOfTheFile) {
  PlanRecord record = SmallRecord();
  std::vector<std::string> pointers;
  ForEachObject(record, [&](auto& object, const std::string& pointer) {
    object.confidence = 0.5;
    pointers.push_back(pointer);
  });
  EXPECT_THAT(pointers, ElementsAre("/document/evidence/0", "/citations/0", "/sections/0",
                                    "/sections/0/children/0", "/sections/0/children/1",
                                    "/sections/0/children/1/children/0", "/sections/1", "/tables/0",
                                    "/tables/0/rows/1/cells/0", "/recipients/0", "/signature"));
  EXPECT_EQ(record.sections[0].children[1].children[0].confidence, 0.5);
  EXPECT_EQ(record.tables[0].rows[1].cells[0].confidence, 0.5);
  // An issuer has no place of its own.
  EXPECT_EQ(record.document.issuer->confidence, 1.0);
}

TEST(ForEachObject, OfARecordThatMayNotBeChanged) {
  const PlanRecord record = SmallRecord();
  size_t sections = 0, others = 0;
  ForEachObject(record, [&]<typename T>(const T&, const std::string&) {
    ++(std::same_as<T, SectionNode> ? sections : others);
  });
  EXPECT_EQ(sections, 5U);
  EXPECT_EQ(others, 6U);
  const PlanRecord empty;
  ForEachObject(empty, [](const auto&, const std::string&) { ADD_FAILURE(); });
}

TEST(ForEachDescribed, GoesIntoWhatHasNoPlaceToo) {
  const PlanRecord record = SmallRecord();
  std::vector<std::string> pointers;
  ForEachDescribed(record, "", [&]<typename T>(const T&, const std::string& pointer) {
    if constexpr (!Placed<T>) pointers.push_back(pointer);
  });
  EXPECT_THAT(pointers, ElementsAre("", "/source", "/source/words", "/source/pages/0",
                                    "/source/pages/1", "/document", "/document/issuer",
                                    "/tables/0/rows/0", "/tables/0/rows/1", "/warnings/0"));
}

}  // namespace
}  // namespace planrec
