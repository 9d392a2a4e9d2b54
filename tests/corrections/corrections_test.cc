// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/corrections/corrections.h"

#include <gmock/gmock.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "schemas/record_json.h"
#include "tests/batch/batch_files.h"
#include "tests/schemas/sample_records.h"

namespace planrec::corrections {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

constexpr const char* kRecord = "records/a.pdf.plan.json";

/// The record of the tests of schemas, as the program writes it: without corrections, with some
/// more to look at.
PlanRecord Sample() {
  PlanRecord record = schemas::MaximalRecord();
  record.corrections.clear();
  record.document.enacted_by.reset();
  record.review = {{"/document/number", "faint", 0.3},
                   {"/targets/0", "unusual", 0.5},
                   {"/targets/1", "unusual", 0.5},
                   {"/recipients/1", "faint", 0.6},
                   {"/tables/0/rows/2/cells/1", "faint", 0.6}};
  Target second = record.targets[0];
  second.id = "t2";
  second.text = "Trồng 3 km.";
  second.value = 3;
  second.unit = "km";
  second.where = Where{1, Box{85, 400, 510, 414}, 0};
  record.targets.push_back(second);
  return record;
}

class CorrectionsTest : public batch::BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    Put(Sample());
  }

  void Put(const PlanRecord& record) { Write(kRecord, schemas::WriteRecord(record)); }

  std::string Output() const { return folder_.string(); }

  State Now() const { return corrections::Read(Output(), kRecord).value(); }

  Result<Added> Make(std::vector<Change> changes) const {
    return Add(Output(), kRecord, Now().revision, changes);
  }

  Applied Laid() const { return Apply(Read(kRecord), Now().corrections); }

  Json Corrected() const { return Json::parse(Laid().json); }

  static std::string Value(const Json& record, const std::string& pointer) {
    const Json::json_pointer at(pointer);
    return record.contains(at) ? record.at(at).dump() : "-";
  }
};

TEST_F(CorrectionsTest, WhatOneChangeComesTo) {
  struct Case {
    Op op;
    const char *pointer, *value;
    std::vector<std::pair<const char*, const char*>> expected;  ///< pointer, JSON
    const char* gone_from_review;
  };
  const Case cases[] = {
      {Op::kReplace,
       "/document/number",
       "7",
       {{"/document/number", "7"},
        {"/document/code", "\"07/KH-UBND\""},
        {"/document/confidence/number", "1"},
        {"/document/confidence/code", "1"},
        {"/corrections/0/pointer", "\"/document/number\""},
        {"/corrections/0/origin", "\"person\""}},
       "/document/number"},
      {Op::kReplace,
       "/document/code",
       "\"15-KH/TU\"",
       {{"/document/number", "15"}, {"/document/notation", "\"TU\""}},
       "/document/number"},
      {Op::kReplace,
       "/document/type",
       "\"CT\"",
       {{"/document/type_name", "\"Chỉ thị\""}, {"/document/confidence/type", "1"}},
       nullptr},
      {Op::kReplace,
       "/document/issuer/name",
       "\"Ủy ban nhân dân xã Tân Hòa\"",
       {{"/document/confidence/issuer", "1"},
        {"/document/issuer/confidence", "1"},
        {"/document/evidence/1/field", "\"issuer\""},
        {"/document/evidence/1/inferred", "false"},
        {"/document/evidence/1/where/page", "1"}},
       nullptr},
      {Op::kReplace,
       "/targets/0/value",
       "95",
       {{"/targets/0/value", "95"},
        {"/targets/0/confidence", "1"},
        {"/targets/1/confidence", "0.88"}},
       "/targets/0"},
      {Op::kReplace,
       "/tables/0/rows/2/cells/1/text",
       "\"Trồng rừng\"",
       {{"/tables/0/rows/2/cells/1/confidence", "1"}, {"/tables/0/confidence", "0.91"}},
       "/tables/0/rows/2/cells/1"},
      {Op::kReplace,
       "/assignments/0/agency",
       "\"Phòng Nội vụ\"",
       {{"/assignments/0/agency_key", "\"phong-noi-vu\""}},
       nullptr},
      {Op::kReplace,
       "/citations/0/code",
       "\"13/UBND-KT\"",
       {{"/citations/0/number", "13"}, {"/citations/0/resolves_to", "null"}},
       nullptr},
      {Op::kReplace,
       "/recipients/1",
       "\"Lưu: VT, KT\"",
       {{"/recipients_evidence/1/confidence", "1"}, {"/recipients_evidence/0/confidence", "0.99"}},
       "/recipients/1"},
      // Confirmed as it is.
      {Op::kReplace,
       "/document/number",
       "104",
       {{"/document/number", "104"}, {"/document/confidence/number", "1"}},
       "/document/number"},
      // What stands behind it moves up, and so do the pointers to it.
      {Op::kRemove,
       "/targets/0",
       "null",
       {{"/targets/0/id", "\"t2\""}, {"/targets/1", "-"}, {"/corrections/0/op", "\"remove\""}},
       "/targets/1"},
      {Op::kRemove, "/deadlines/0", "null", {{"/tasks/0/deadline", "null"}}, nullptr},
      {Op::kRemove,
       "/recipients/0",
       "null",
       {{"/recipients/0", "\"Lưu: VT\""}, {"/recipients_evidence/0/confidence", "0.98"}},
       "/recipients/1"},
      {Op::kAdd,
       "/targets/-",
       R"({"text":"Trồng 9 ha.","comparator":"eq","value":9,"unit":"ha","node":"s2"})",
       {{"/targets/2/id", "\"t-p1\""},
        {"/targets/2/value", "9"},
        {"/targets/2/confidence", "1"},
        {"/targets/2/scope", "null"}},
       nullptr},
      {Op::kAdd,
       "/tasks/0/outputs/-",
       "\"Kế hoạch\"",
       {{"/tasks/0/outputs/1", "\"Kế hoạch\""}},
       nullptr},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(std::string(each.pointer) + " " + each.value);
    std::filesystem::remove_all(At("corrections"));
    const Result<Added> added =
        Make({{.op = each.op, .pointer = each.pointer, .new_value = each.value}});
    ASSERT_TRUE(added) << added.error().message;
    const Applied applied = Laid();
    EXPECT_TRUE(applied.conflicts.empty());
    EXPECT_EQ(applied.in_effect, 1);
    EXPECT_TRUE(schemas::ValidateRecord(applied.json).empty());
    const Json record = Json::parse(applied.json);
    for (const auto& [pointer, value] : each.expected)
      EXPECT_EQ(Value(record, pointer), value) << pointer;
    if (each.gone_from_review == nullptr) continue;
    for (const Json& item : record["review"]) EXPECT_NE(item["pointer"], each.gone_from_review);
    EXPECT_FALSE(record["review"].empty());
  }
}

TEST_F(CorrectionsTest, WhatIsRefused) {
  struct Case {
    Change change;
    const char* why;
  };
  const Case cases[] = {
      {{.pointer = "/document/issued_on", .new_value = "\"2024-02-30\""}, "would not be valid"},
      {{.pointer = "/document/number", .new_value = "\"mười\""}, "would not be valid"},
      {{.pointer = "/targets/7/value", .new_value = "1"}, "nothing stands there"},
      {{.pointer = "/targets/0/value", .new_value = "1", .old_value = "2"}, "it is 500"},
      {{.pointer = "/source/sha256", .new_value = "\"\""}, "not a value of the document"},
      {{.pointer = "/review/0", .new_value = "1"}, "not a value of the document"},
      {{.pointer = "/document/number", .new_value = "{"}, "no JSON"},
      {{.op = Op::kAdd, .pointer = "/document/number", .new_value = "1"}, "no list"},
      {{.op = Op::kRemove, .pointer = "/sections/1"}, "would not be valid"},
  };
  for (const Case& each : cases) {
    const Result<Added> added = Make({each.change});
    ASSERT_FALSE(added) << each.change.pointer;
    EXPECT_THAT(added.error().message, HasSubstr(each.why));
  }
  // One bad change of several: none is made.
  EXPECT_FALSE(Make({{.pointer = "/document/number", .new_value = "7"},
                     {.pointer = "/document/number", .new_value = "-7"}}));
  EXPECT_FALSE(std::filesystem::exists(At("corrections/a.pdf.json")));
}

TEST_F(CorrectionsTest, WhoeverComesLaterSeesWhatIsThere) {
  const std::string empty = Now().revision;
  ASSERT_TRUE(Add(Output(), kRecord, empty, {{.pointer = "/document/number", .new_value = "7"}}));
  const Result<Added> late =
      Add(Output(), kRecord, empty, {{.pointer = "/document/number", .new_value = "8"}});
  ASSERT_TRUE(late);
  EXPECT_FALSE(late->done);
  ASSERT_EQ(late->state.corrections.size(), 1u);
  EXPECT_EQ(late->state.corrections[0].new_value, "7");
  EXPECT_FALSE(Undo(Output(), kRecord, empty, {0})->done);
  // With many at once each of them is there in the end.
  std::vector<std::thread> persons;
  for (int person = 0; person < 4; ++person) {
    persons.emplace_back([this, person] {
      const std::string value = std::to_string(100 + person);
      for (State state = Now();;) {
        Result<Added> added = Add(Output(), kRecord, state.revision,
                                  {{.pointer = "/document/number", .new_value = value}});
        ASSERT_TRUE(added) << added.error().message;
        if (added->done) return;
        state = added->state;
      }
    });
  }
  for (std::thread& person : persons) person.join();
  EXPECT_EQ(Now().corrections.size(), 5u);
}

TEST_F(CorrectionsTest, UndoneOnesStayInTheHistory) {
  ASSERT_TRUE(Make({{.pointer = "/document/number", .new_value = "7"},
                    {.pointer = "/targets/1/value", .new_value = "4"}}));
  ASSERT_TRUE(Undo(Output(), kRecord, Now().revision, {0}));
  EXPECT_EQ(Now().corrections.size(), 2u);
  EXPECT_EQ(Corrected()["document"]["number"], 104);
  EXPECT_EQ(Corrected()["targets"][1]["value"], 4);
  EXPECT_TRUE(Laid().conflicts.empty());
  // Changed twice, the first one undone: the second one stands.
  ASSERT_TRUE(Make({{.pointer = "/targets/1/value", .new_value = "5"}}));
  ASSERT_TRUE(Undo(Output(), kRecord, Now().revision, {1}));
  EXPECT_EQ(Corrected()["targets"][1]["value"], 5);
  EXPECT_FALSE(Undo(Output(), kRecord, Now().revision, {9}));
}

TEST_F(CorrectionsTest, WhatAnotherReadingMakesOfThem) {
  struct Case {
    const char* what;
    Change change;
    std::function<void(PlanRecord&)> reading;
    std::vector<std::string> conflicts;  ///< "pointer reason"
    const char *pointer, *value;         ///< of the corrected record
  };
  const Change value = {.pointer = "/targets/1/value", .new_value = "4"};
  const Case cases[] = {
      {"the same", value, [](PlanRecord&) {}, {}, "/targets/1/value", "4"},
      {"read right by now",
       value,
       [](PlanRecord& r) { r.targets[1].value = 4; },
       {},
       "/targets/1/value",
       "4"},
      {"read in a third way",
       value,
       [](PlanRecord& r) { r.targets[1].value = 8; },
       {"/targets/1/value value_changed"},
       "/targets/1/value",
       "8"},
      {"objects in another order",
       value,
       [](PlanRecord& r) { std::swap(r.targets[0], r.targets[1]); },
       {},
       "/targets/0/value",
       "4"},
      {"one more before it: ids have moved",
       value,
       [](PlanRecord& r) {
         Target first = r.targets[0];
         first.where = Where{1, Box{85, 200, 510, 214}, 0};
         r.targets.insert(r.targets.begin(), first);
         for (size_t i = 0; i < 3; ++i) r.targets[i].id = "t" + std::to_string(i + 1);
       },
       {},
       "/targets/2/value",
       "4"},
      {"gone",
       value,
       [](PlanRecord& r) { r.targets.pop_back(); },
       {"/targets/1/value gone"},
       "/targets/1",
       "-"},
      {"another object has its number",
       value,
       [](PlanRecord& r) {
         r.targets[1].where = Where{2, Box{85, 100, 510, 114}, 0};
         r.targets[1].value = 12;
       },
       {"/targets/1/value gone"},
       "/targets/1/value",
       "12"},
      {"another file",
       value,
       [](PlanRecord& r) { r.source.sha256 = std::string(64, 'c'); },
       {"/targets/1/value source_changed"},
       "/targets/1/value",
       "3"},
      {"a line of the recipients moved",
       {.pointer = "/recipients/1", .new_value = "\"Lưu: VT, KT\""},
       [](PlanRecord& r) { r.recipients.insert(r.recipients.begin(), r.recipients[0]); },
       {},
       "/recipients/2",
       "\"Lưu: VT, KT\""},
      {"what was taken out is not found any more",
       {.op = Op::kRemove, .pointer = "/targets/1"},
       [](PlanRecord& r) { r.targets.pop_back(); },
       {},
       "/targets/1",
       "-"},
      {"what was added is found by now",
       {.op = Op::kAdd,
        .pointer = "/targets/-",
        .new_value = R"({"text":"Trồng 9 ha.","comparator":"eq","value":9,"unit":"ha",
                         "indicator":null,"node":"s2"})"},
       [](PlanRecord& r) {
         Target found;
         found.id = "t3";
         found.anchor.node = "s2";
         found.text = "Trồng 9 ha.";
         found.comparator = "eq";
         found.value = 9;
         found.unit = "ha";
         found.where = Where{1, Box{85, 500, 510, 514}, 0};
         r.targets.push_back(found);
       },
       {},
       "/targets/3",
       "-"},
      {"keys of agencies are missing",
       {.pointer = "/tasks/0/deadline", .new_value = "null"},
       [](PlanRecord& r) { r.tasks[0].lead_keys.clear(); },
       {},
       "/tasks/0/deadline",
       "null"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.what);
    std::filesystem::remove_all(At("corrections"));
    Put(Sample());
    const Result<Added> added = Make({each.change});
    ASSERT_TRUE(added) << added.error().message;
    PlanRecord again = Sample();
    each.reading(again);
    Put(again);
    const Applied applied = Laid();
    std::vector<std::string> conflicts;
    for (const Conflict& conflict : applied.conflicts)
      conflicts.push_back(conflict.pointer + " " + std::string(NameOf(conflict.reason)));
    EXPECT_EQ(conflicts, each.conflicts);
    EXPECT_EQ(Value(Json::parse(applied.json), each.pointer), each.value);
    // Made on what is there now, it counts again.
    if (each.conflicts.empty() || Value(Json::parse(applied.json), each.change.pointer) == "-")
      continue;
    const Result<Added> renewed = Make({each.change});
    ASSERT_TRUE(renewed) << renewed.error().message;
    EXPECT_EQ(Value(Corrected(), each.change.pointer), each.change.new_value);
    EXPECT_EQ(Now().corrections.size(), 2u);
  }
}

TEST_F(CorrectionsTest, ARecordIsNeverMadeInvalid) {
  ASSERT_TRUE(Make({{.pointer = "/document/period/to", .new_value = "2026"},
                    {.pointer = "/document/number", .new_value = "7"}}));
  // Valid each by itself, not with a plan that begins later.
  PlanRecord again = Sample();
  again.document.period = Period{2027, 2025};
  again.document.period->to = 2025;
  again.document.period->from = 2025;
  Put(again);
  EXPECT_TRUE(Laid().conflicts.empty());
  State state = Now();
  state.corrections[0].new_value = "1900";
  const Applied applied = Apply(Read(kRecord), state.corrections);
  ASSERT_EQ(applied.conflicts.size(), 1u);
  EXPECT_EQ(applied.conflicts[0].reason, ConflictReason::kInvalid);
  EXPECT_EQ(Json::parse(applied.json)["document"]["number"], 7);
}

TEST_F(CorrectionsTest, ARecordThatNobodyTouchedKeepsItsBytes) {
  const std::string json = Read(kRecord);
  EXPECT_EQ(Apply(json, {}).json, json);
  ASSERT_TRUE(Make({{.pointer = "/document/number", .new_value = "7"}}));
  ASSERT_TRUE(Undo(Output(), kRecord, Now().revision, {0}));
  EXPECT_EQ(Laid().json, json);
  EXPECT_EQ(Read(kRecord), json);
}

TEST_F(CorrectionsTest, FilesThatAreNone) {
  for (const char* text : {"", "[]", "{}", "nonsense", R"({"schema_version":"2.0"})",
                           R"({"schema_version":"1.0","source":{"sha256":"a"},"corrections":[{}]})",
                           R"({"schema_version":"1.0","source":{"sha256":"a"},"corrections":
                              [{"op":"replace","pointer":"x"}]})"}) {
    Write("corrections/a.pdf.json", text);
    const Result<State> state = corrections::Read(Output(), kRecord);
    ASSERT_FALSE(state) << text;
    EXPECT_THAT(state.error().message, HasSubstr("corrections/a.pdf.json"));
    // It is left as it is.
    EXPECT_FALSE(Add(Output(), kRecord, "", {{.pointer = "/document/number", .new_value = "7"}}));
    EXPECT_EQ(Read("corrections/a.pdf.json"), text);
  }
}

TEST(CorrectionsPath, NamesOfRecords) {
  EXPECT_EQ(CorrectionsPath("records/b/a.pdf.plan.json").value(), "corrections/b/a.pdf.json");
  EXPECT_EQ(RecordOf("corrections/b/a.pdf.json"), "records/b/a.pdf.plan.json");
  for (const char* name : {"", "records/", "records/.plan.json", "records/../x.plan.json",
                           "records/a/../../b.plan.json", "/etc/passwd", "records//a.plan.json",
                           "records/a.json", "corrections/a.plan.json"}) {
    EXPECT_FALSE(CorrectionsPath(name)) << name;
  }
  for (const char* name : {"", "corrections/.json", "corrections/../a.json", "records/a.json"})
    EXPECT_EQ(RecordOf(name), "") << name;
}

TEST_F(CorrectionsTest, TheProgramIsMeasuredAgainstThem) {
  ASSERT_TRUE(Make({{.pointer = "/document/number", .new_value = "7"},
                    {.pointer = "/targets/1/value", .new_value = "3"},  // confirmed
                    {.pointer = "/targets/0/value", .new_value = "400"},
                    {.pointer = "/targets/0/value", .new_value = "500"},  // back to what was read
                    {.pointer = "/document/place", .new_value = "null"},
                    {.op = Op::kRemove, .pointer = "/assignments/0"},
                    {.op = Op::kAdd,
                     .pointer = "/targets/-",
                     .new_value = R"({"text":"9","comparator":"eq","value":9,"node":"s2"})"}}));
  ASSERT_TRUE(Undo(Output(), kRecord, Now().revision, {4}));
  std::vector<std::string> lines;
  for (const Judged& each : Judge(Read(kRecord), Now().corrections)) {
    lines.push_back(each.field + (each.right ? " right" : " wrong") +
                    (each.confidence ? " " + std::to_string(*each.confidence).substr(0, 4) : "") +
                    (each.in_review ? " listed" : ""));
  }
  EXPECT_EQ(lines,
            (std::vector<std::string>{
                "document.number wrong listed", "targets.value right 0.88 listed",
                "targets.value right 0.88 listed", "assignments wrong 1.00", "targets wrong"}));
}

TEST_F(CorrectionsTest, TheyFollowTheirRecord) {
  ASSERT_TRUE(Make({{.pointer = "/document/number", .new_value = "7"}}));
  ASSERT_TRUE(Follow(Output(), kRecord, "records/c/b.pdf.plan.json"));
  EXPECT_TRUE(Now().corrections.empty());
  const Result<State> there = corrections::Read(Output(), "records/c/b.pdf.plan.json");
  EXPECT_EQ(there->corrections.size(), 1u);
  EXPECT_EQ(Json::parse(Read("corrections/c/b.pdf.json"))["record"], "records/c/b.pdf.plan.json");
}

}  // namespace
}  // namespace planrec::corrections
