// SPDX-License-Identifier: GPL-3.0-or-later
//
// The API over an output folder of records from tests/golden, without a network.
#include "pipeline/serve/api.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/batch/batch_files.h"

namespace planrec::serve {
namespace {

using ::testing::HasSubstr;

constexpr const char* kScan = "so-luu-tru-tiff.tif";

class ApiTest : public batch::BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    for (const char* name : {kScan, "tp-du-lich-english-layer.pdf", "xa-chuyen-doi-so-pdf.pdf"}) {
      std::filesystem::create_directories(folder_ / "out/records");
      std::filesystem::copy_file(
          std::string(PLANREC_SOURCE_DIR "/tests/golden/records/") + name + ".plan.json",
          folder_ / "out/records" / (std::string(name) + ".plan.json"));
    }
    Open();
  }
  void TearDown() override {
    Close();
    BatchFiles::TearDown();
  }

  /// A session of its own, as another window or a later day has.
  void Open() {
    originals_ = std::make_unique<Originals>(At("out"), PLANREC_SOURCE_DIR "/samples");
    batch::WorkerSettings settings;
    settings.command = {PLANREC_PROGRAM, batch::kWorkerArgument};
    pictures_ = std::make_unique<Pictures>(settings, *originals_, 1);
    collection_ = std::make_unique<Collection>(At("out"));
    collection_->Start();
    collection_->WaitUntilRead();
    api_ = std::make_unique<Api>(*collection_, *pictures_);
  }
  void Close() {
    api_.reset();
    collection_.reset();
    pictures_.reset();
    originals_.reset();
  }

  Answer Raw(const std::string& path, std::map<std::string, std::string> parameters = {}) {
    return api_->Handle({"GET", path, std::move(parameters), ""});
  }
  Json Get(const std::string& path, std::map<std::string, std::string> parameters = {}) {
    const Answer answer = Raw(path, std::move(parameters));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return Json::parse(answer.body);
  }
  Json Post(const std::string& path, const Json& body, int status = 200) {
    const Answer answer = api_->Handle({"POST", path, {}, body.dump()});
    EXPECT_EQ(answer.status, status) << answer.body;
    return Json::parse(answer.body);
  }
  static Json Change(const Json& edit, const Json& value) {
    return {{"pointer", edit["pointer"]}, {"old", edit["value"]}, {"new", value}};
  }
  /// Saves one change of one record; its result.
  Json Save(const Json& card, const Json& change) {
    return Post(
        "/api/corrections",
        {{"by", "Lan"},
         {"answers", {{{"record", card["record"]["id"]}, {"changes", {change}}}}}})["results"][0];
  }
  /// The first card that has something to edit.
  Json FirstCard() {
    const Json list = Get("/api/cards", {{"limit", "50"}});
    for (const Json& card : list["cards"]) {
      if (!card["edits"].empty()) return card;
    }
    return nullptr;
  }
  std::string IdOf(const std::string& name) {
    return Collection::IdOf("records/" + name + ".plan.json");
  }

  std::unique_ptr<Originals> originals_;
  std::unique_ptr<Pictures> pictures_;
  std::unique_ptr<Collection> collection_;
  std::unique_ptr<Api> api_;
};

TEST_F(ApiTest, TheWorstQuestionsComeFirst) {
  const Json batch = Get("/api/batch");
  EXPECT_EQ(batch["records"], 3);
  EXPECT_EQ(batch["read"], 3);
  double before = 1e9;
  int64_t asked = 0;
  for (size_t from = 0;;) {
    const Json list = Get("/api/cards", {{"limit", "7"}, {"from", std::to_string(from)}});
    for (const Json& card : list["cards"]) {
      const Kind kind = KindOf(card["pointer"].get<std::string>());
      const double cost = Cost(kind, card["confidence"].get<double>());
      asked += card["count"].get<int64_t>();
      if (card["count"] == 1) {
        EXPECT_LE(cost, before + 1e-4) << card["pointer"];
        before = cost;
      }
    }
    if (!list["more"].get<bool>()) break;
    from = list["next"].get<size_t>();
  }
  EXPECT_EQ(asked, batch["questions"]);
}

TEST_F(ApiTest, AnAnswerIsKeptAndLeavesTheWorklist) {
  const auto before = Tree("out/records");
  const Json card = FirstCard();
  const int64_t open = Get("/api/batch")["questions"];
  const Json result = Save(card, Change(card["edits"][0], card["edits"][0]["value"]));
  ASSERT_EQ(result["status"], "saved") << result;
  EXPECT_LT(Get("/api/batch")["questions"], open);
  const Json list = Get("/api/cards", {{"limit", "50"}});
  for (const Json& still : list["cards"]) EXPECT_NE(still["key"], card["key"]);
  // The record's file is as it was; a later session knows.
  EXPECT_EQ(Tree("out/records"), before);
  const int64_t left = Get("/api/batch")["questions"];
  Close();
  Open();
  EXPECT_EQ(Get("/api/batch")["questions"], left);
  const Json history = Get("/api/history")["history"];
  ASSERT_EQ(history.size(), 1u);
  EXPECT_EQ(history[0]["by"], "Lan");
  // Undone over sessions: it is asked again.
  Post("/api/undo", {{"undo", {{{"record", card["record"]["id"]}, {"indices", {0}}}}}});
  EXPECT_EQ(Get("/api/batch")["questions"], open);
  EXPECT_NE(Get("/api/history")["history"][0]["undone"], "");
}

TEST_F(ApiTest, TheLaterOfTwoIsShownTheEarlier) {
  const std::string id = IdOf(kScan);
  const Json record = Get("/api/records/" + id);
  const Json edit = {{"pointer", "/document/title"}, {"value", record["document"]["title"]}};
  const Json card = {{"record", {{"id", id}}}};
  ASSERT_EQ(Save(card, Change(edit, "Tên của Lan"))["status"], "saved");
  const Json late = Save(card, Change(edit, "Tên của Minh"));
  EXPECT_EQ(late["status"], "conflict");
  ASSERT_EQ(late["conflicts"].size(), 1u);
  EXPECT_EQ(late["conflicts"][0]["theirs"], "Tên của Lan");
  EXPECT_EQ(late["conflicts"][0]["by"], "Lan");
  EXPECT_EQ(Get("/api/records/" + id)["document"]["title"], "Tên của Lan");
  // Two who say the same don't disagree; nor do two at different places.
  const Json again = Save(card, Change(edit, "Tên của Lan"));
  EXPECT_EQ(again["status"], "saved") << again;
  const Json place = {{"pointer", "/document/place"}, {"value", record["document"]["place"]}};
  EXPECT_EQ(Save(card, Change(place, "Hà Nội"))["status"], "saved");
}

TEST_F(ApiTest, ManyAtOnceLoseNothing) {
  const std::string id = IdOf(kScan);
  const Json record = Get("/api/records/" + id);
  const Json& recipients = record["recipients"];
  ASSERT_GE(recipients.size(), 4u);
  std::vector<std::thread> persons;
  for (size_t i = 0; i < 4; ++i) {
    persons.emplace_back([&, i] {
      const Json change = {{"pointer", "/recipients/" + std::to_string(i)},
                           {"old", recipients[i]},
                           {"new", "Nơi nhận số " + std::to_string(i)}};
      EXPECT_EQ(Save({{"record", {{"id", id}}}}, change)["status"], "saved");
    });
  }
  for (std::thread& person : persons) person.join();
  const Json now = Get("/api/records/" + id)["recipients"];
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(now[i], "Nơi nhận số " + std::to_string(i));
}

TEST_F(ApiTest, WhatIsMalformedIsRefused) {
  struct Case {
    const char* name;
    std::string path;
    Json body;
    int status;
  };
  const std::string id = IdOf(kScan);
  const Case cases[] = {
      {"nothing", "/api/corrections", nullptr, 400},
      {"no answers", "/api/corrections", {{"answers", Json::array()}}, 400},
      {"no changes", "/api/corrections", {{"answers", {{{"record", id}}}}}, 400},
      {"no pointer",
       "/api/corrections",
       {{"answers", {{{"record", id}, {"changes", {{{"new", 1}}}}}}}},
       400},
      {"another operation",
       "/api/corrections",
       {{"answers", {{{"record", id}, {"changes", {{{"pointer", "/a"}, {"op", "move"}}}}}}}},
       400},
      {"indices that are none",
       "/api/undo",
       {{"undo", {{{"record", id}, {"indices", {-1}}}}}},
       400},
      {"no such place", "/api/nothing", Json::object(), 404},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Post(c.path, c.body, c.status)["error"]["message"].get<std::string>(),
                HasSubstr("/api/openapi.json"));
  }
  // What the record's form does not allow is told, and nothing is kept.
  const Json bad =
      Save({{"record", {{"id", id}}}}, {{"pointer", "/document/issued_on"}, {"new", "hôm qua"}});
  EXPECT_EQ(bad["status"], "refused");
  EXPECT_TRUE(Get("/api/history")["history"].empty());
  EXPECT_EQ(Save({{"record", {{"id", "0123456789abcdef"}}}},
                 {{"pointer", "/document/title"}, {"new", "x"}})["error"]["type"],
            "not_found");
}

TEST_F(ApiTest, RecordsAreFoundWithAndWithoutMarks) {
  struct Case {
    const char *query, *expected;
  };
  const Case cases[] = {{"du lich", "tp-du-lich-english-layer.pdf"},
                        {"DU LỊCH", "tp-du-lich-english-layer.pdf"},
                        {"chuyen doi so xa", "xa-chuyen-doi-so-pdf.pdf"},
                        {"27/KH-UBND", "xa-chuyen-doi-so-pdf.pdf"},
                        {"không có gì như thế", ""}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.query);
    const Json found = Get("/api/records", {{"q", c.query}});
    std::string first;
    if (!found["records"].empty()) first = found["records"][0]["path"];
    EXPECT_EQ(first, c.expected);
  }
}

TEST_F(ApiTest, TasksByDateAndAgency) {
  const Json all = Get("/api/tasks", {{"limit", "1000"}});
  ASSERT_FALSE(all["tasks"].empty());
  size_t paged = 0;
  std::string after;
  do {
    const Json page = Get("/api/tasks", {{"limit", "5"}, {"after", after}});
    paged += page["tasks"].size();
    after = page["next"].is_string() ? page["next"].get<std::string>() : "";
  } while (!after.empty());
  EXPECT_EQ(paged, all["tasks"].size());
  const std::string lead = [&] {
    for (const Json& task : all["tasks"]) {
      if (!task["lead"].empty()) return task["lead"][0].get<std::string>();
    }
    return std::string();
  }();
  size_t named = 0;
  for (const Json& task : all["tasks"]) {
    named += task.dump().find('"' + lead + '"') != std::string::npos;
  }
  EXPECT_GE(Get("/api/tasks", {{"agency", lead}, {"limit", "1000"}})["tasks"].size(), named);
  const Json due = Get("/api/tasks", {{"due", "2026"}, {"limit", "1000"}});
  EXPECT_FALSE(due["tasks"].empty());
  for (const Json& task : due["tasks"]) {
    EXPECT_THAT(task["due"]["to"].is_string() ? task["due"]["to"].get<std::string>() : "2026",
                ::testing::Ge("2026"));
  }
  EXPECT_TRUE(Get("/api/tasks", {{"due", "1999"}})["tasks"].empty());
  EXPECT_TRUE(Get("/api/tasks", {{"agency", "Bộ Không Có"}})["tasks"].empty());
  EXPECT_EQ(Raw("/api/tasks", {{"due", "soon"}}).status, 400);
}

TEST_F(ApiTest, PagesComeFromTheWorker) {
  const std::string page = "/api/records/" + IdOf(kScan) + "/pages/1";
  const Answer whole = Raw(page, {{"width", "600"}});
  ASSERT_EQ(whole.status, 200) << whole.body;
  EXPECT_EQ(whole.type, "image/jpeg");
  const Answer part = Raw(page, {{"width", "600"}, {"box", "50,50,300,100"}});
  ASSERT_EQ(part.status, 200) << part.body;
  EXPECT_LT(part.body.size(), whole.body.size());
  EXPECT_EQ(Raw(page, {{"box", "1,2,3"}}).status, 400);
  EXPECT_EQ(Raw("/api/records/" + IdOf(kScan) + "/pages/99").status, 404);
  EXPECT_EQ(Raw("/api/records/nothing/pages/1").status, 404);
}

// An original that is gone, or another file by now, is not shown for the one that was read.
TEST_F(ApiTest, OnlyTheOriginalItselfIsShown) {
  Close();
  Write(std::string("elsewhere/") + kScan, "another file");
  Open();
  originals_ = nullptr;
  pictures_.reset();
  originals_ = std::make_unique<Originals>(At("out"), At("elsewhere"));
  pictures_ = std::make_unique<Pictures>(batch::WorkerSettings{}, *originals_, 1);
  api_ = std::make_unique<Api>(*collection_, *pictures_);
  const Answer changed = Raw("/api/records/" + IdOf(kScan) + "/pages/1");
  EXPECT_EQ(changed.status, 409);
  EXPECT_THAT(changed.body, HasSubstr("was changed"));
  const Answer gone = Raw("/api/records/" + IdOf("xa-chuyen-doi-so-pdf.pdf") + "/pages/1");
  EXPECT_EQ(gone.status, 404);
  EXPECT_THAT(gone.body, HasSubstr("--originals"));
}

// The server is asked before it has looked around: nothing that stands there is missing.
TEST_F(ApiTest, RecordsAreKnownFromTheStart) {
  const std::string id = Collection::IdOf(std::string("records/") + kScan + ".plan.json");
  for (int i = 0; i < 20; ++i) {
    Collection collection(At("out"));
    collection.Start();
    EXPECT_TRUE(collection.Find(id));
    EXPECT_FALSE(collection.Find("0000000000000000"));
  }
}

}  // namespace
}  // namespace planrec::serve
