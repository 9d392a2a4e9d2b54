// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "schemas/record_json.h"
#include "tests/tools/evaluate_samples.h"
#include "tools/evaluate/pairing.h"
#include "tools/evaluate/report.h"
#include "tools/evaluate/score.h"

namespace planrec::evaluate {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

PlanRecord Gold() {
  const Result<PlanRecord> gold = schemas::ReadRecord(GoldText());
  return gold ? *gold : PlanRecord{};
}

bool IsCalibration(const Metric& metric) {
  return metric.name.rfind("calibration.", 0) == 0;
}

TEST(Score, EachDamageLowersWhatItShould) {
  const PlanRecord gold = Gold();
  ASSERT_EQ(gold.tasks.size(), 2U);
  ASSERT_EQ(gold.deadlines.size(), 4U);
  for (const Damage& damage : Damages()) {
    PlanRecord pred = gold;
    damage.apply(pred);
    std::vector<std::string> falls(damage.falls.begin(), damage.falls.end()), fell;
    const Counts counts = Score(gold, &pred);
    for (const Metric& metric : counts.metrics()) {
      if (!IsCalibration(metric) && metric.Headline(kStrict) < 1.0 - 1e-12) {
        fell.push_back(metric.name);
      }
      EXPECT_GE(metric.Headline(kSoftly) + 1e-12,
                IsCalibration(metric) ? 0 : metric.Headline(kStrict))
          << damage.name << " " << metric.name;
    }
    std::sort(falls.begin(), falls.end());
    std::sort(fell.begin(), fell.end());
    EXPECT_EQ(fell, falls) << damage.name;
  }
}

TEST(Score, SoftForgivesAFewLetters) {
  const PlanRecord gold = Gold();
  PlanRecord pred = gold;
  pred.sections[1].children[0].text.text += "x";
  pred.document.title->append("x");
  pred.citations[0].code = "45/SGD-VF";  // one of nine: below 0.90
  const Counts counts = Score(gold, &pred);
  EXPECT_LT(counts.Find("sections.node")->F1(kStrict), 1.0);
  EXPECT_EQ(counts.Find("sections.node")->F1(kSoftly), 1.0);
  EXPECT_EQ(counts.Find("document.title")->Accuracy(kSoftly), 1.0);
  EXPECT_EQ(counts.Find("citations")->F1(kSoftly), 0.5);
}

TEST(Score, NoPredictionIsAllMissed) {
  const PlanRecord gold = Gold();
  const Counts counts = Score(gold, nullptr);
  for (const Metric& metric : counts.metrics()) {
    // A share of the words of the records that there are.
    if (IsCalibration(metric) || metric.name == "words.placed") continue;
    EXPECT_EQ(metric.Headline(kStrict), 0.0) << metric.name;
    EXPECT_EQ(metric.Headline(kSoftly), 0.0) << metric.name;
  }
}

TEST(Score, EmptyAgainstEmptyIsVacuous) {
  const PlanRecord empty;
  const Counts counts = Score(empty, &empty);
  EXPECT_TRUE(counts.Find("targets.detect")->Vacuous());
  EXPECT_EQ(counts.Find("targets.detect")->F1(kStrict), 1.0);
  EXPECT_EQ(counts.Find("document.number")->Accuracy(kStrict), 1.0);
}

TEST(Score, ReviewFindsWhatIsWrong) {
  const PlanRecord gold = Gold();
  PlanRecord pred = gold;
  pred.document.number = 99;
  EXPECT_EQ(Score(gold, &pred).Find("calibration.review")->Recall(kStrict), 0.0);
  pred.review = {{"/document/number", "doubtful", 0.2}};
  EXPECT_EQ(Score(gold, &pred).Find("calibration.review")->F1(kStrict), 1.0);
  pred.review = {{"/document", "doubtful", 0.2}};
  EXPECT_DOUBLE_EQ(Score(gold, &pred).Find("calibration.review")->Precision(kStrict), 0.1);
  // A flag on a node says nothing about its children.
  pred.review = {{"/sections/1", "doubtful", 0.2}};
  EXPECT_EQ(Score(gold, &pred).Find("calibration.flagged")->sums[kStrict][0], 1.0);
}

TEST(Counts, OfDocumentsAreAdded) {
  Counts a, b;
  a.F1("x", 2, 3, {1, 2});
  b.F1("x", 4, 1, {1, 1});
  b.Accuracy("y", 0, 0, 3);
  a.Add(b);
  EXPECT_DOUBLE_EQ(a.Find("x")->F1(kStrict), 2 * 2.0 / 10);
  EXPECT_DOUBLE_EQ(a.Find("x")->F1(kSoftly), 2 * 3.0 / 10);
  EXPECT_EQ(a.Find("y")->Accuracy(kStrict), 0.0);
  EXPECT_EQ(a.Find("z"), nullptr);
}

class EvaluateFiles : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() /
            ("planrec-evaluate-" + std::to_string(testing::UnitTest::GetInstance()->random_seed()) +
             "-" + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string Put(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
    return (root_ / path).string();
  }
  std::string At(const std::string& path) const { return (root_ / path).string(); }

  /// Run with its standard output caught.
  int Evaluate(Options options) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int out = evaluate::Run(options);
    stdout_ = testing::internal::GetCapturedStdout();
    stderr_ = testing::internal::GetCapturedStderr();
    return out;
  }

  fs::path root_;
  std::string stdout_, stderr_;
};

TEST_F(EvaluateFiles, FoldersArePairedByRelativePath) {
  Put("gold/a/1.gold.json", "{}");
  Put("gold/2.plan.json", "{}");
  Put("gold/3.gold.json", "{}");
  Put("gold/4.gold.json", "{}");
  Put("gold/4#2.gold.json", "{}");
  Put("gold/notes.json", "{}");
  Put("pred/a/1.pdf.plan.json", "{}");
  Put("pred/2.plan.json", "{}");
  Put("pred/2.pdf.plan.json", "{}");
  Put("pred/33.pdf.plan.json", "{}");
  Put("pred/4.pdf#2.plan.json", "{}");
  Put("pred/4.pdf.plan.json", "{}");
  const auto pairs = PairRecords(At("gold"), At("pred"));
  ASSERT_TRUE(pairs);
  std::string dump;
  for (const RecordPair& pair : *pairs) {
    dump +=
        fs::path(pair.gold).lexically_relative(root_).generic_string() + " " +
        (pair.pred.empty() ? "-" : fs::path(pair.pred).lexically_relative(root_).generic_string()) +
        "\n";
  }
  EXPECT_EQ(dump,
            "gold/2.plan.json pred/2.plan.json\n"
            "gold/3.gold.json -\n"
            "gold/4#2.gold.json pred/4.pdf#2.plan.json\n"
            "gold/4.gold.json pred/4.pdf.plan.json\n"
            "gold/a/1.gold.json pred/a/1.pdf.plan.json\n");
  const auto one = PairRecords(At("gold/2.plan.json"), At("pred"));
  ASSERT_TRUE(one);
  EXPECT_EQ((*one)[0].pred, At("pred/2.plan.json"));
  EXPECT_FALSE(PairRecords(At("gold"), At("pred/2.plan.json")));
  EXPECT_FALSE(PairRecords(At("none"), At("pred")));
}

TEST_F(EvaluateFiles, ExitCodes) {
  const std::string gold = Put("1.gold.json", GoldText());
  PlanRecord record = Gold();
  record.targets.pop_back();
  const std::string pred = Put("1.plan.json", schemas::WriteRecord(record));
  const std::string broken = Put("broken.plan.json", "{");
  fs::create_directories(root_ / "empty");
  const auto options = [](std::string g, std::string p, std::vector<std::string> min) {
    Options out;
    out.gold = std::move(g);
    out.pred = std::move(p);
    out.min = std::move(min);
    return out;
  };
  EXPECT_EQ(Evaluate(options(gold, pred, {})), 0) << stderr_;
  EXPECT_NE(stdout_.find("targets.detect"), std::string::npos);
  EXPECT_EQ(Evaluate(options(gold, pred, {"targets.detect=0.66", "sections.text=1"})), 0);
  EXPECT_EQ(Evaluate(options(gold, pred, {"targets.detect=0.67"})), 3);
  EXPECT_NE(stderr_.find("targets.detect is 0.6667"), std::string::npos) << stderr_;
  EXPECT_EQ(Evaluate(options(gold, pred, {"targets.detect~=0.67"})), 3);
  EXPECT_EQ(Evaluate(options(gold, pred, {"colour=0.5"})), 2);
  for (const char* bad : {"targets.detect", "=1", "x=", "x=1y"}) {
    EXPECT_EQ(Evaluate(options(gold, pred, {bad})), 2) << bad;
  }
  EXPECT_EQ(Evaluate(options(gold, At("none"), {})), 2);
  EXPECT_EQ(Evaluate(options(broken, pred, {})), 2);
  EXPECT_EQ(Evaluate(options(At("empty"), At("empty"), {})), 4);
  EXPECT_EQ(Evaluate(options(gold, broken, {"targets.detect=0"})), 0);
  EXPECT_NE(stderr_.find("counts as missed"), std::string::npos);
}

TEST_F(EvaluateFiles, JsonNamesWhatIsMissing) {
  Put("gold/1.gold.json", GoldText());
  Put("gold/2.gold.json", GoldText());
  Put("pred/1.pdf.plan.json", schemas::WriteRecord(Gold()));
  Options options;
  options.gold = At("gold");
  options.pred = At("pred");
  options.json = options.each = true;
  EXPECT_EQ(Evaluate(options), 0);
  const Json json = Json::parse(stdout_);
  EXPECT_EQ(json["documents"], 2);
  ASSERT_EQ(json["missing"].size(), 1U);
  EXPECT_EQ(json["missing"][0], At("gold/2.gold.json"));
  EXPECT_EQ(json["each"][0]["metrics"]["sections.node"]["strict"]["f1"], 1);
  EXPECT_EQ(json["metrics"]["sections.node"]["strict"]["recall"], 0.5);
  EXPECT_EQ(json["metrics"]["sections.node"]["strict"]["precision"], 1);
}

/// The program's standard output; "" where it fails.
std::string Output(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  for (size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), n);
  }
  return pclose(pipe) == 0 ? out : "";
}

/// The independent measurement, where it is at hand, must give the same figures.
TEST_F(EvaluateFiles, AgreesWithTheIndependentScore) {
  const fs::path shared = fs::path(PLANREC_SOURCE_DIR) / ".." / "shared";
  const fs::path script = shared / "eval" / "score.py";
  if (!fs::exists(script) || Output("python3 -c 'print(1)' 2>/dev/null").empty()) {
    GTEST_SKIP() << "no independent score here";
  }
  std::vector<std::string> golds = {Put("own.gold.json", GoldText())};
  for (const auto& entry : fs::directory_iterator(shared / "gold")) {
    if (entry.path().extension() == ".json") golds.push_back(entry.path().string());
  }
  std::string pairs;
  std::vector<Counts> ours;
  for (const std::string& path : golds) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const Result<PlanRecord> gold = schemas::ReadRecord(text);
    ASSERT_TRUE(gold) << path;
    for (size_t n = 0; n < Damages().size(); ++n) {
      PlanRecord pred = *gold;
      // The damages know the own record; of the others the sections are thinned out.
      if (path == golds[0]) {
        Damages()[n].apply(pred);
      } else if (n > 1) {
        break;
      } else if (n == 1) {
        pred.sections.erase(pred.sections.begin() + 1);
        if (!pred.tables.empty()) pred.tables[0].rows.erase(pred.tables[0].rows.begin() + 5);
      }
      const std::string file =
          Put(std::to_string(ours.size()) + ".plan.json", schemas::WriteRecord(pred));
      pairs += " '" + path + ":" + file + "'";
      ours.push_back(Score(*gold, &pred));
    }
  }
  const std::string out = Output("python3 '" + script.string() + "' --each --json --pairs" + pairs);
  const Json json = Json::parse(out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << out.substr(0, 500);
  ASSERT_EQ(json["each"].size(), ours.size());
  for (size_t n = 0; n < ours.size(); ++n) {
    const Json mine = Json::parse(ReportJson(ours[n], {}, false))["metrics"];
    for (const auto& item : json["each"][n]["metrics"].items()) {
      ASSERT_TRUE(mine.contains(item.key())) << item.key();
      for (const char* mode : {"strict", "soft"}) {
        for (const auto& figure : item.value()[mode].items()) {
          if (!figure.value().is_number()) continue;
          EXPECT_NEAR(mine[item.key()][mode][figure.key()].get<double>(),
                      figure.value().get<double>(), 0.001)
              << json["each"][n]["pred"] << " " << item.key() << " " << mode << " " << figure.key();
        }
      }
    }
  }
}

}  // namespace
}  // namespace planrec::evaluate
