// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/batch_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

TEST(BatchJson, PiecesMakeOneDocument) {
  BatchSummary summary;
  summary.totals.inputs = 2;
  summary.totals.pages_read = 30;
  summary.seconds = 2;
  summary.inputs = {"plans"};
  summary.settings = {{"jobs", "", 2, {}}, {"ocr", "auto", {}, {}}, {"restart", "", {}, true}};
  summary.versions = {{"program", "1"}};
  InputEntry done;
  done.path = "a.pdf";
  done.status = InputStatus::kDone;
  done.record = "records/a.pdf.plan.json";
  done.seconds = 1.23456;
  done.brief.review = 3;
  FurtherPart part{"records/a.pdf#2.plan.json", {}};
  part.brief.review = 4;
  part.brief.quality = Quality::kDoubtful;
  done.further = {part};
  InputEntry failed;
  failed.path = "b \"q\"\n.pdf";
  failed.error = Error{ErrorType::kCrashed, "bad \xff byte", 3};
  for (const int count : {0, 1, 2}) {
    std::string text = BatchHead(summary);
    if (count > 0) text += BatchEntry(done, true);
    if (count > 1) text += BatchEntry(failed, false);
    const std::vector<GraphEdge> graph(static_cast<size_t>(count),
                                       {"a.pdf", "b \"q\".pdf", "12/KH-UBND", "basis"});
    text += BatchGraph();
    for (size_t k = 0; k < graph.size(); ++k) text += BatchEdge(graph[k], k == 0);
    const Json json = Json::parse(text + BatchTail(!graph.empty()));
    ASSERT_EQ(json["graph"].size(), graph.size());
    if (count > 0) {
      EXPECT_EQ(json["graph"][0].dump(),
                R"({"from":"a.pdf","to":"b \"q\".pdf","code":"12/KH-UBND","role":"basis"})");
    }
    ASSERT_EQ(json["inputs"].size(), static_cast<size_t>(count));
    EXPECT_EQ(json["totals"]["pages_per_second"], 15.0);
    EXPECT_EQ(json["settings"].dump(),
              R"({"inputs":["plans"],"jobs":2,"ocr":"auto","restart":true})");
    EXPECT_EQ(json["versions"]["program"], "1");
    if (count < 2) continue;
    EXPECT_EQ(json["inputs"][0]["status"], "done");
    EXPECT_EQ(json["inputs"][0]["seconds"], 1.235);
    EXPECT_EQ(json["inputs"][0]["records"].dump(),
              R"(["records/a.pdf.plan.json","records/a.pdf#2.plan.json"])");
    // That of the worst, and of all together.
    EXPECT_EQ(json["inputs"][0]["quality"], "doubtful");
    EXPECT_EQ(json["inputs"][0]["to_review"], 7);
    EXPECT_TRUE(json["inputs"][1]["quality"].is_null());
    EXPECT_EQ(json["inputs"][1]["records"].size(), 0u);
    EXPECT_TRUE(json["inputs"][0]["error"].is_null());
    EXPECT_TRUE(json["inputs"][0]["duplicate_of"].is_null());
    EXPECT_EQ(json["inputs"][1]["path"], "b \"q\"\n.pdf");
    EXPECT_EQ(json["inputs"][1]["error"].dump(),
              "{\"type\":\"crashed\",\"message\":\"bad \xEF\xBF\xBD byte\",\"page\":3}");
    EXPECT_TRUE(json["inputs"][1]["record"].is_null());
  }
}

TEST(BatchJson, StatusNames) {
  for (const InputStatus status :
       {InputStatus::kDone, InputStatus::kPartial, InputStatus::kFailed, InputStatus::kSkipped,
        InputStatus::kDuplicate, InputStatus::kPending}) {
    EXPECT_EQ(ParseInputStatus(InputStatusName(status)), status);
  }
  EXPECT_FALSE(ParseInputStatus("finished"));
}

TEST(BatchJson, LinesLeaveOutWhatIsNotSet) {
  LogLine line;
  line.time = "t";
  line.event = "page";
  EXPECT_EQ(LogJson(line), R"({"time":"t","event":"page"})");
  line.path = "a";
  line.page = 2;
  line.seconds = 0;
  EXPECT_EQ(LogJson(line), R"({"time":"t","event":"page","path":"a","page":2,"seconds":0.0})");
  ProgressLine progress;
  progress.event = "start";
  EXPECT_TRUE(Json::parse(ProgressJson(progress))["seconds_left"].is_null());
}

TEST(CompactJson, KeepsStringsAndDropsWhiteSpace) {
  const std::pair<const char*, const char*> cases[] = {
      {"{\n  \"a\" : [ 1,\t2 ]\r\n}\n", "{\"a\":[1,2]}"},
      {R"({"a b": "x  \" y : [ ]\\"  })", R"({"a b":"x  \" y : [ ]\\"})"},
      {R"(["\\", " "])", R"(["\\"," "])"},
      {"", ""},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(CompactJson(text), want);
}

}  // namespace
}  // namespace planrec::schemas
