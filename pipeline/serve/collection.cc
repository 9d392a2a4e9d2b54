// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/collection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "pipeline/batch/own_files.h"
#include "pipeline/core/utf8.h"

namespace planrec::serve {
namespace {

constexpr size_t kRecordsKept = 16;
constexpr size_t kMostAgencies = 50'000;
constexpr size_t kFirstSort = 8;  // records until there is a first list; then at twice as many

std::vector<std::string> FoldedWords(const std::string& query) {
  const std::string folded = FoldSpaces(Fold(query));
  std::vector<std::string> words;
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool HasAll(const std::string& text, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const std::string folded = Fold(text);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return folded.find(word) != std::string::npos;
  });
}

std::string LineOf(const Entry& entry) {
  const Brief& brief = entry.brief;
  return entry.file + " " + brief.code + " " + brief.issued_on + " " + brief.issuer + " " +
         brief.title;
}

}  // namespace

Collection::Collection(std::string output) : output_(std::move(output)) {}

Collection::~Collection() {
  stop_ = true;
  if (reader_.joinable()) reader_.join();
}

void Collection::Start() {
  reader_ = std::thread([this] { ReadAll(); });
}

void Collection::WaitUntilRead() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return complete_; });
}

std::string Collection::IdOf(const std::string& file) {
  constexpr char kDigits[] = "0123456789abcdef";
  uint64_t hash = HashOf({file});
  std::string id(16, '0');
  for (size_t i = id.size(); i-- > 0; hash >>= 4) id[i] = kDigits[hash & 15];
  return id;
}

void Collection::ReadAll() {
  std::vector<std::string> files;
  const Status listed = batch::ForEachRecord(output_, [&](const std::string& file) -> Status {
    if (stop_) return Error{ErrorType::kInterrupted, "stopped"};
    files.push_back(file);
    return Done{};
  });
  std::sort(files.begin(), files.end());
  {
    const std::lock_guard lock(mutex_);
    entries_.resize(files.size());
    for (size_t i = 0; i < files.size(); ++i) {
      entries_[i].file = files[i];
      by_id_.emplace(IdOf(files[i]), static_cast<uint32_t>(i));
    }
    listed_ = true;
    changed_.notify_all();
  }
  size_t sort_at = kFirstSort;
  for (size_t i = 0; i < files.size() && !stop_; ++i) {
    std::vector<std::string> agencies;
    Entry entry = ReadEntry(output_, files[i], agencies);
    Put(static_cast<uint32_t>(i), std::move(entry), agencies);
    if (i + 1 != sort_at) continue;
    Sort();
    sort_at *= 2;
  }
  Sort();
  const std::lock_guard lock(mutex_);
  complete_ = true;
  changed_.notify_all();
}

void Collection::Put(uint32_t record, Entry entry, const std::vector<std::string>& agencies) {
  const std::lock_guard lock(mutex_);
  if (!entries_[record].read) ++read_;
  entries_[record] = std::move(entry);
  entries_[record].questions.shrink_to_fit();
  for (const std::string& name : agencies) {
    if (agencies_.size() < kMostAgencies || agencies_.count(name) > 0) ++agencies_[name];
  }
}

void Collection::Sort() {
  struct Item {
    uint64_t group;
    QuestionRef member;
    float cost;
    Kind kind;
  };
  std::vector<Item> items;
  {
    const std::lock_guard lock(mutex_);
    for (size_t i = 0; i < entries_.size(); ++i) {
      for (const Question& question : entries_[i].questions) {
        items.push_back({question.group,
                         {static_cast<uint32_t>(i), question.key},
                         question.cost,
                         question.kind});
      }
    }
  }
  // Of a group the worst first, and always in the same order.
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return std::tuple(a.group, -a.cost, a.member.record, a.member.key) <
           std::tuple(b.group, -b.cost, b.member.record, b.member.key);
  });
  std::vector<QuestionRef> members;
  members.reserve(items.size());
  std::vector<std::pair<float, Place>> ranked;
  for (size_t i = 0; i < items.size();) {
    size_t end = i;
    while (end < items.size() && items[end].group == items[i].group) ++end;
    // One answer that settles many is worth more.
    const auto weight = static_cast<float>(1 + std::log2(static_cast<double>(end - i)));
    ranked.push_back(
        {items[i].cost * weight,
         {static_cast<uint32_t>(members.size()), static_cast<uint32_t>(end - i), items[i].kind}});
    for (; i < end; ++i) members.push_back(items[i].member);
  }
  std::sort(ranked.begin(), ranked.end(), [&](const auto& a, const auto& b) {
    const QuestionRef &first = members[a.second.first], &other = members[b.second.first];
    return std::tuple(-a.first, first.record, a.second.first) <
           std::tuple(-b.first, other.record, b.second.first);
  });
  std::vector<Place> places;
  places.reserve(ranked.size());
  for (const auto& [cost, place] : ranked) places.push_back(place);
  const std::lock_guard lock(mutex_);
  places_ = std::move(places);
  members_ = std::move(members);
  ++generation_;
}

Overview Collection::Look() const {
  const std::lock_guard lock(mutex_);
  Overview overview;
  std::array<int64_t, kNames<Kind>.size()> kinds{};
  overview.records = entries_.size();
  overview.read = read_;
  for (const Entry& entry : entries_) {
    overview.questions += static_cast<int64_t>(entry.questions.size());
    overview.corrections += entry.corrections;
    for (const Question& question : entry.questions) ++kinds[static_cast<size_t>(question.kind)];
  }
  for (size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] > 0) overview.kinds[std::string(NameOf(static_cast<Kind>(i)))] = kinds[i];
  }
  return overview;
}

bool Collection::IsOpen(const QuestionRef& member) const {
  const std::vector<Question>& questions = entries_[member.record].questions;
  return std::any_of(questions.begin(), questions.end(),
                     [&](const Question& question) { return question.key == member.key; });
}

Worklist Collection::Cards(size_t from, size_t limit, std::optional<Kind> kind) const {
  const std::lock_guard lock(mutex_);
  Worklist list;
  list.generation = generation_;
  size_t at = from;
  for (; at < places_.size() && list.cards.size() < limit; ++at) {
    const Place& place = places_[at];
    if (kind && place.kind != *kind) continue;
    CardGroup card{place.kind, {}};
    for (size_t i = 0; i < place.count; ++i) {
      const QuestionRef& member = members_[place.first + i];
      if (IsOpen(member)) card.members.push_back(member);
    }
    if (!card.members.empty()) list.cards.push_back(std::move(card));
  }
  list.next = at;
  list.more = at < places_.size() || !complete_;
  return list;
}

std::vector<CardGroup> Collection::CardsOf(uint32_t record) const {
  const std::lock_guard lock(mutex_);
  std::vector<CardGroup> cards;
  if (record >= entries_.size()) return cards;
  std::unordered_map<uint64_t, size_t> by_group;
  for (const Question& question : entries_[record].questions) {
    const auto [at, fresh] = by_group.emplace(question.group, cards.size());
    if (fresh) cards.push_back({question.kind, {}});
    cards[at->second].members.push_back({record, question.key});
  }
  return cards;
}

size_t Collection::ForEach(
    const Selection& selection,
    const std::function<void(uint32_t record, const Entry& entry)>& use) const {
  const std::vector<std::string> words = FoldedWords(selection.query);
  const std::lock_guard lock(mutex_);
  size_t found = 0;
  for (size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (selection.open_only && entry.questions.empty()) continue;
    if (!words.empty() && !HasAll(LineOf(entry), words)) continue;
    if (found >= selection.from && found < selection.from + selection.limit) {
      use(static_cast<uint32_t>(i), entry);
    }
    ++found;
  }
  return found;
}

std::optional<uint32_t> Collection::Find(const std::string& id) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return listed_; });
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<Entry> Collection::At(uint32_t record) const {
  const std::lock_guard lock(mutex_);
  if (record >= entries_.size()) return std::nullopt;
  return entries_[record];
}

size_t Collection::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

Result<std::shared_ptr<const Loaded>> Collection::Load(uint32_t record) {
  std::string file;
  {
    const std::lock_guard lock(mutex_);
    if (record >= entries_.size()) return Error{ErrorType::kNotFound, "there is no such record"};
    file = entries_[record].file;
  }
  const Result<corrections::State> state = corrections::Read(output_, file);
  if (!state) return state.error();
  {
    // Another window, or another program, may have corrected it meanwhile.
    const std::lock_guard lock(mutex_);
    const auto kept = std::find_if(loaded_.begin(), loaded_.end(), [&](const auto& loaded) {
      return loaded->number == record && loaded->state.revision == state->revision;
    });
    if (kept != loaded_.end()) {
      loaded_.splice(loaded_.begin(), loaded_, kept);
      return loaded_.front();
    }
  }
  return Reload(record);
}

Result<std::shared_ptr<const Loaded>> Collection::Reload(uint32_t record) {
  const std::optional<Entry> before = At(record);
  if (!before) return Error{ErrorType::kNotFound, "there is no such record"};
  const std::optional<std::string> text = ReadFile(output_ + "/" + before->file);
  if (!text) {
    return Error{ErrorType::kNotFound,
                 before->file + " can't be read any more; was the batch moved? Start again"};
  }
  Result<corrections::State> state = corrections::Read(output_, before->file);
  if (!state) return state.error();
  auto loaded = std::make_shared<Loaded>();
  loaded->number = record;
  loaded->file = before->file;
  std::vector<std::string> ignored;
  Entry entry;
  if (state->corrections.empty()) {
    loaded->record = Json::parse(*text, nullptr, false);
    entry = MakeEntry(before->file, *text, ignored);
  } else {
    corrections::Applied applied = corrections::Apply(*text, state->corrections);
    loaded->record = Json::parse(applied.json, nullptr, false);
    loaded->conflicts = std::move(applied.conflicts);
    entry = MakeEntry(before->file, applied.json, ignored);
    entry.corrections = applied.in_effect;
  }
  if (!loaded->record.is_object()) {
    return Error{ErrorType::kCorrupt, before->file + " is no record; run the document again"};
  }
  loaded->state = std::move(*state);
  Put(record, std::move(entry), {});
  const std::lock_guard lock(mutex_);
  std::erase_if(loaded_, [&](const auto& kept) { return kept->number == record; });
  loaded_.push_front(loaded);
  if (loaded_.size() > kRecordsKept) loaded_.pop_back();
  return std::shared_ptr<const Loaded>(loaded);
}

std::optional<size_t> Collection::IndexOf(const QuestionRef& member) const {
  const std::lock_guard lock(mutex_);
  if (member.record >= entries_.size()) return std::nullopt;
  for (const Question& question : entries_[member.record].questions) {
    if (question.key == member.key) return question.index;
  }
  return std::nullopt;
}

std::vector<QuestionRef> Collection::MembersOf(const QuestionRef& member, size_t limit) const {
  const std::lock_guard lock(mutex_);
  std::vector<QuestionRef> members;
  if (member.record >= entries_.size()) return members;
  const std::vector<Question>& own = entries_[member.record].questions;
  const auto question =
      std::find_if(own.begin(), own.end(), [&](const Question& q) { return q.key == member.key; });
  if (question == own.end()) return members;
  members.push_back(member);
  for (size_t i = 0; i < entries_.size(); ++i) {
    for (const Question& other : entries_[i].questions) {
      if (members.size() >= limit) return members;
      if (other.group == question->group && other.key != member.key) {
        members.push_back({static_cast<uint32_t>(i), other.key});
      }
    }
  }
  return members;
}

std::vector<std::string> Collection::Agencies(const std::string& query, size_t limit) const {
  const std::vector<std::string> words = FoldedWords(query);
  std::vector<std::pair<uint32_t, std::string>> found;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, count] : agencies_) {
      if (HasAll(name, words)) found.emplace_back(count, name);
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tuple(-static_cast<int64_t>(a.first), a.second) <
           std::tuple(-static_cast<int64_t>(b.first), b.second);
  });
  if (found.size() > limit) found.resize(limit);
  std::vector<std::string> names;
  for (auto& [count, name] : found) names.push_back(std::move(name));
  return names;
}

}  // namespace planrec::serve
