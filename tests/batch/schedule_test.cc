// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/schedule.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace planrec::batch {
namespace {

Job MakeJob(const std::string& path) {
  auto job = std::make_shared<DocumentJob>();
  job->path = path;
  return job;
}

/// "open a", "a 2-5", "a 3 alone", "end".
std::string Text(const Claim& claim) {
  if (claim.kind == Claim::Kind::kEnd) return "end";
  if (claim.kind == Claim::Kind::kOpen) return "open " + claim.job->path;
  std::string text = claim.job->path + " " + std::to_string(claim.pages.first);
  if (claim.pages.last > claim.pages.first) text += "-" + std::to_string(claim.pages.last);
  return text + (claim.alone ? " alone" : "");
}

TEST(Schedule, CheapPagesGoOutInRunsAndSlowOnesOneByOne) {
  struct Case {
    double seconds;
    const char* next;
  };
  for (const Case& c : {Case{0.001, "a 2-9"}, Case{0.1, "a 2-3"}, Case{3, "a 2"}}) {
    Schedule schedule(1, 2);
    schedule.Add(MakeJob("a"));
    const Job job = schedule.Next(nullptr).job;
    schedule.Opened(job, 100);
    EXPECT_EQ(Text(schedule.Next(job.get())), "a 1");
    EXPECT_FALSE(schedule.PageDone(job, c.seconds, 0));
    EXPECT_EQ(Text(schedule.Next(job.get())), c.next);
  }
}

TEST(Schedule, LongDocumentsAreHelpedShortOnesAreNot) {
  Schedule schedule(2, 4);
  schedule.Add(MakeJob("long"));
  schedule.Add(MakeJob("next"));
  schedule.Add(MakeJob("last"));
  const Job job = schedule.Next(nullptr).job;
  schedule.Opened(job, 10);
  EXPECT_EQ(Text(schedule.Next(job.get())), "long 1");
  // Not measured yet: another lane opens a document of its own.
  EXPECT_EQ(Text(schedule.Next(nullptr)), "open next");
  schedule.PageDone(job, 2.0, 0);
  // Eighteen seconds left: worth an opening.
  EXPECT_EQ(Text(schedule.Next(nullptr)), "long 2");
  for (int n = 3; n <= 10; ++n)
    EXPECT_EQ(Text(schedule.Next(nullptr)), "long " + std::to_string(n));
  EXPECT_EQ(Text(schedule.Next(nullptr)), "open last");
}

TEST(Schedule, LostPagesAreTriedAloneOnceAndTheOthersGoBack) {
  Schedule schedule(1, 2);
  schedule.Add(MakeJob("a"));
  const Job job = schedule.Next(nullptr).job;
  schedule.Opened(job, 4);
  EXPECT_EQ(Text(schedule.Next(job.get())), "a 1");
  EXPECT_TRUE(schedule.TryAgain(job, 1));
  EXPECT_EQ(Text(schedule.Next(job.get())), "a 1 alone");
  EXPECT_FALSE(schedule.TryAgain(job, 1));
  schedule.GiveBack(job, {3, 4});
  schedule.GiveBack(job, {5, 4});  // nothing
  EXPECT_EQ(Text(schedule.Next(job.get())), "a 3-4");
}

TEST(Schedule, EndsOnlyWhenTheLastDocumentIsRemoved) {
  Schedule schedule(2, 2);
  schedule.Add(MakeJob("a"));
  schedule.Close();
  const Job job = schedule.Next(nullptr).job;
  schedule.Opened(job, 1);
  EXPECT_EQ(Text(schedule.Next(job.get())), "a 1");
  std::atomic<bool> ended{false};
  std::thread other([&] {
    EXPECT_EQ(Text(schedule.Next(nullptr)), "end");
    ended = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(ended);
  EXPECT_TRUE(schedule.PageDone(job, 0.1, 0));
  schedule.Remove(job);
  other.join();
}

TEST(Schedule, StopWakesEveryone) {
  Schedule schedule(1, 1);
  EXPECT_TRUE(schedule.Add(MakeJob("a")));
  std::thread adder([&] { EXPECT_FALSE(schedule.Add(MakeJob("b"))); });
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  schedule.Stop();
  adder.join();
  EXPECT_EQ(Text(schedule.Next(nullptr)), "end");
}

TEST(Schedule, EveryPageOnceWhateverTheLanesDo) {
  Schedule schedule(4, 3);
  std::atomic<int> pages{0}, documents{0};
  std::vector<std::thread> lanes;
  for (int i = 0; i < 4; ++i) {
    lanes.emplace_back([&] {
      Job current;
      for (;;) {
        const Claim claim = schedule.Next(current.get());
        if (claim.kind == Claim::Kind::kEnd) return;
        current = claim.job;
        if (claim.kind == Claim::Kind::kOpen) {
          claim.job->pages.Start(static_cast<int>(claim.job->ordinal), "");
          schedule.Opened(claim.job, static_cast<int>(claim.job->ordinal));
          continue;
        }
        for (int n = claim.pages.first; n <= claim.pages.last; ++n) {
          if (n % 7 == 3 && schedule.TryAgain(claim.job, n)) {
            schedule.GiveBack(claim.job, {n + 1, claim.pages.last});
            break;
          }
          ++pages;
          EXPECT_TRUE(claim.job->pages.Put({n, "", {}, true}, "page"));
          if (schedule.PageDone(claim.job, 0.0001 * (n % 5), 0)) {
            ++documents;
            int k = 0;
            for (const wire::PageFacts& facts : claim.job->pages.facts()) {
              EXPECT_EQ(facts.number, ++k);
            }
            schedule.Remove(claim.job);
          }
        }
      }
    });
  }
  int want = 0;
  for (int i = 1; i <= 60; ++i) {
    Job job = MakeJob(std::to_string(i));
    job->ordinal = i;
    want += i;
    EXPECT_TRUE(schedule.Add(job));
  }
  schedule.Close();
  for (std::thread& lane : lanes) lane.join();
  EXPECT_EQ(pages, want);
  EXPECT_EQ(documents, 60);
}

}  // namespace
}  // namespace planrec::batch
