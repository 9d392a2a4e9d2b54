// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records of an output folder, as far as lists of them need (entry.h): 100,000 records take
// some tens of megabytes. A record itself is read from its file when it is asked for.
//
//   Collection collection("out");
//   collection.Start();                                // reads the records, beside what follows
//   Worklist list = collection.Cards(0, 20, {});
//   auto record = collection.Load(list.cards[0].members[0].record);
//
// Records stand in the order of their paths; each is known by a number and by an id that is the
// same in every session. What is asked about a record is told with a person's corrections laid over
// it (pipeline/corrections). Thread safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/serve/entry.h"

namespace planrec::serve {

struct QuestionRef {
  uint32_t record = 0;
  uint64_t key = 0;  ///< Question::key
};

/// Questions of one cause; the first is the one to show.
struct CardGroup {
  Kind kind = Kind::kOther;
  std::vector<QuestionRef> members;
};

struct Worklist {
  std::vector<CardGroup> cards;
  size_t next = 0;          ///< where the next page begins
  bool more = false;        ///< false: that was the end, as far as records are read
  uint64_t generation = 0;  ///< changes where places in the list do
};

/// A record with its corrections laid over it.
struct Loaded {
  uint32_t number = 0;
  std::string file;
  Json record;
  corrections::State state;
  std::vector<corrections::Conflict> conflicts;
};

struct Overview {
  size_t records = 0, read = 0;
  int64_t questions = 0, corrections = 0;
  std::map<std::string, int64_t> kinds;  ///< open questions
};

/// Which records, and from where on.
struct Selection {
  std::string query;  ///< words that its line has, without marks
  bool open_only = false;
  size_t from = 0, limit = 50;
};

class Collection {
 public:
  explicit Collection(std::string output);
  ~Collection();
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;

  void Start();
  void WaitUntilRead();

  const std::string& output() const { return output_; }
  Overview Look() const;
  /// Questions of the whole batch, those first whose being wrong costs most; only of a kind where
  /// one is given.
  Worklist Cards(size_t from, size_t limit, std::optional<Kind> kind) const;
  /// Of one record, in the order of its `review`.
  std::vector<CardGroup> CardsOf(uint32_t record) const;
  /// Calls `use` for the selected ones and gives how many there are in all.
  size_t ForEach(const Selection& selection,
                 const std::function<void(uint32_t record, const Entry& entry)>& use) const;

  /// 16 hex digits.
  static std::string IdOf(const std::string& file);
  /// Waits until the records are listed: what stands there is never told as missing.
  std::optional<uint32_t> Find(const std::string& id) const;
  std::optional<Entry> At(uint32_t record) const;
  size_t size() const;

  Result<std::shared_ptr<const Loaded>> Load(uint32_t record);
  /// Its corrections have changed.
  Result<std::shared_ptr<const Loaded>> Reload(uint32_t record);
  /// The place of an open question in the record's `review`; nullopt where it is answered.
  std::optional<size_t> IndexOf(const QuestionRef& member) const;
  /// All open questions that have one cause with this one, itself first.
  std::vector<QuestionRef> MembersOf(const QuestionRef& member, size_t limit) const;
  /// Agencies of the batch that hold the words of `query`, most frequent first.
  std::vector<std::string> Agencies(const std::string& query, size_t limit) const;

 private:
  /// A card of the worklist: members_[first, first + count).
  struct Place {
    uint32_t first = 0, count = 0;
    Kind kind = Kind::kOther;
  };

  void ReadAll();
  void Put(uint32_t record, Entry entry, const std::vector<std::string>& agencies);
  void Sort();
  bool IsOpen(const QuestionRef& member) const;

  const std::string output_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, uint32_t> by_id_;
  std::vector<Place> places_;
  std::vector<QuestionRef> members_;
  uint64_t generation_ = 0;
  size_t read_ = 0;
  bool listed_ = false, complete_ = false;
  std::unordered_map<std::string, uint32_t> agencies_;
  std::list<std::shared_ptr<const Loaded>> loaded_;  ///< the last used first
  std::atomic<bool> stop_ = false;
  std::thread reader_;
};

}  // namespace planrec::serve
