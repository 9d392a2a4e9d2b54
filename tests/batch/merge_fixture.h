// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shards of one small batch with all that a merge has to settle: links, copies, broken files.
#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/batch/batch_files.h"
#include "tests/batch/run_program.h"

namespace planrec::batch {

/// What a run tells of itself and not of its inputs.
inline constexpr const char* kRunData[] = {"started", "finished"};
inline constexpr const char* kRunTotals[] = {"seconds", "pages_per_second", "pages_read",
                                             "resumed"};
inline constexpr const char* kRunSettings[] = {"jobs", "shards", "sandbox"};
inline constexpr const char* kRunOfInput[] = {"seconds", "attempts", "resumed"};

class MergeFixture : public BatchFiles {
 protected:
  using Json = nlohmann::json;
  using List = std::vector<std::string>;

  void SetUp() override {
    BatchFiles::SetUp();
    Write("in/a/1.txt", Plan("XÃ HÒA BÌNH", "7/KH-UBND",
                             "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/02/2024 của UBND huyện An "
                             "Bình về chăm sóc cây xanh, Ủy ban nhân dân xã xây dựng Kế hoạch:"));
    Write("in/b/2.txt", Plan("HUYỆN AN BÌNH", "12/KH-UBND", ""));
    for (int i = 0; i < 9; ++i)
      Write("in/c/" + std::to_string(i) + ".txt",
            Plan("XÃ SỐ " + std::to_string(i), std::to_string(20 + i) + "/KH-UBND", ""));
    // The content of another, in whichever shard; broken, empty, of no type.
    Write("in/a/copy.txt", Read("in/c/3.txt"));
    Write("in/z/copy.txt", Read("in/c/3.txt"));
    Write("in/z/copy2.txt", Read("in/c/4.txt"));
    Write("in/z/broken.pdf", "%PDF-1.4 broken");
    Write("in/z/empty.txt", "");
    Write("in/z/x.bin", std::string("\0\1\2\3", 4));
    Write("in/z/.hidden", "x");
  }

  static std::string Plan(const std::string& body, const std::string& code,
                          const std::string& basis) {
    return "ỦY BAN NHÂN DÂN\n" + body + "\n-------\nSố: " + code +
           "\nAn Bình, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nChăm sóc cây xanh năm 2024\n" + basis +
           "\n1. Giao Văn phòng thực hiện.\n";
  }

  Outcome Run(const std::string& out, List more = {}) {
    List arguments = {"run", At("in"), "-o", At(out), "--progress", "none", "-j1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunProgram(arguments, At("program"));
  }
  Outcome Shard(const std::string& out, int index, int count, List more = {}) {
    more.insert(more.end(), {"--shard", std::to_string(index) + "/" + std::to_string(count),
                             "--merge-up-to", "0"});
    return Run(out, more);
  }
  Outcome Merge(const std::string& out, List more = {}) {
    more.insert(more.begin(), {"merge", At(out)});
    return RunProgram(more, At("program"));
  }

  /// batch.json without what tells of the run.
  Json Batch(const std::string& out) const {
    Json batch = Json::parse(Read(out + "/batch.json"));
    for (const char* name : kRunData) batch.erase(name);
    for (const char* name : kRunTotals) batch["totals"].erase(name);
    for (const char* name : kRunSettings) batch["settings"].erase(name);
    for (Json& input : batch["inputs"]) {
      for (const char* name : kRunOfInput) input.erase(name);
    }
    return batch;
  }

  void ExpectSame(const std::string& one, const std::string& other) const {
    EXPECT_EQ(Tree(one + "/records"), Tree(other + "/records"));
    EXPECT_EQ(Read(one + "/records.jsonl"), Read(other + "/records.jsonl"));
    EXPECT_EQ(Batch(one).dump(1), Batch(other).dump(1));
  }

  int64_t Resumed(const std::string& out) const {
    return Json::parse(Read(out + "/batch.json"))["totals"]["resumed"];
  }
};

}  // namespace planrec::batch
