// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/entry.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "pipeline/core/utf8.h"
#include "pipeline/corrections/corrections.h"
#include "pipeline/files/file_descriptor.h"
#include "pipeline/serve/json_slices.h"
#include "pipeline/serve/readings.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Member;
using schemas::Text;
using schemas::TextOrEmpty;

constexpr off_t kLargestRecord = off_t{128} << 20;
constexpr size_t kMostQuestions = 65'535;
constexpr size_t kLongestShown = 300;  // bytes of a title in a list

std::string Shortened(std::string text) {
  if (text.size() <= kLongestShown) return text;
  size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

/// Of which the same misreading is answered once for all documents.
bool IsName(Kind kind) {
  return kind == Kind::kAgency || kind == Kind::kDuty || kind == Kind::kSignature;
}

uint64_t GroupOf(const std::string& file, Kind kind, const Json& entry, const std::string& value,
                 uint64_t key) {
  if (IsName(kind) && !value.empty()) return HashOf({"name", NameOf(kind), value});
  // Number, notation and code stand in one place and are corrected as one.
  if (kind == Kind::kSymbol) return HashOf({"symbol", file});
  const Json& given = Member(entry, "group");
  return given.is_null() ? key : HashOf({"group", file, given.dump()});
}

void AddAgency(const std::string& name, Entry& entry, std::vector<std::string>& agencies) {
  if (name.empty()) return;
  entry.agencies |= AgencyBit(name);
  agencies.push_back(name);
}

void TakeDue(const Json& deadline, Entry& entry) {
  const std::string from = TextOrEmpty(deadline, "from"), to = TextOrEmpty(deadline, "to");
  if (from.empty() && to.empty()) return;
  const std::optional<int32_t> first = DayOf(from.empty() ? to : from, false);
  const std::optional<int32_t> last = DayOf(to.empty() ? from : to, true);
  if (first) entry.due_from = std::min(entry.due_from, *first);
  if (last) entry.due_to = std::max(entry.due_to, *last);
}

/// The value of a question as far as grouping needs it: out of the parts that were parsed.
std::string NameOf(const Json& parts, Kind kind, const Json& entry) {
  return IsName(kind) ? ShownValue(parts, entry) : std::string();
}

/// False for what no answer would settle, or one has: a word that stands nowhere in the record, or
/// in a text that a person has looked at.
bool CanBeAnswered(const Json& record, const Json& entry) {
  const std::optional<Reading> reading = FindReading(record, entry);
  if (!reading) return false;
  for (const Json& corrected : Items(record, "corrections")) {
    if (TextOrEmpty(corrected, "pointer") == reading->text) return false;
  }
  return true;
}

void TakeQuestions(std::string_view record, const Json& parts, const Json& review, Entry& entry) {
  Json whole;  // only where a reading has to be looked for
  const size_t count = std::min(review.is_array() ? review.size() : 0, kMostQuestions);
  entry.questions.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const std::string pointer = TextOrEmpty(review[i], "pointer");
    Question question;
    question.kind = KindOf(pointer);
    if (question.kind == Kind::kReading) {
      if (whole.is_null()) whole = Json::parse(record, nullptr, false);
      if (!CanBeAnswered(whole, review[i])) continue;
    }
    question.key = HashOf({entry.file, pointer});
    question.group = GroupOf(entry.file, question.kind, review[i],
                             NameOf(parts, question.kind, review[i]), question.key);
    question.index = static_cast<uint16_t>(i);
    question.cost = static_cast<float>(
        Cost(question.kind, schemas::Number(review[i], "confidence").value_or(0.5)));
    entry.questions.push_back(question);
  }
}

}  // namespace

uint64_t HashOf(std::initializer_list<std::string_view> parts) {
  uint64_t hash = 14695981039346656037ULL;
  for (const std::string_view part : parts) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    hash = (hash ^ 0xFF) * 1099511628211ULL;
  }
  return hash;
}

uint64_t AgencyBit(std::string_view name) {
  const uint64_t hash = HashOf({FoldSpaces(Fold(name))});
  return uint64_t{1} << ((hash ^ (hash >> 29)) & 63);
}

std::optional<int32_t> DayOf(std::string_view date, bool last) {
  using namespace std::chrono;
  int part[3] = {0, last ? 12 : 1, 0};
  size_t parts = 0;
  for (const char* at = date.data(); parts < 3; ++parts) {
    const auto [end, error] = std::from_chars(at, date.data() + date.size(), part[parts]);
    if (error != std::errc()) return std::nullopt;
    if (end == date.data() + date.size()) break;
    if (*end != '-') return std::nullopt;
    at = end + 1;
  }
  if (parts > 2) return std::nullopt;
  const year_month month_of = year(part[0]) / month(static_cast<unsigned>(part[1]));
  if (!month_of.ok()) return std::nullopt;
  year_month_day day_of = month_of / day(static_cast<unsigned>(part[2]));
  if (parts < 2) day_of = last ? year_month_day(month_of / std::chrono::last) : month_of / day(1);
  if (!day_of.ok()) return std::nullopt;
  return static_cast<int32_t>(sys_days(day_of).time_since_epoch().count());
}

std::optional<std::string> ReadFile(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!file.valid() || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_size > kLargestRecord) {
    return std::nullopt;
  }
  std::string bytes(static_cast<size_t>(info.st_size), '\0');
  size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got <= 0) return std::nullopt;
    have += static_cast<size_t>(got);
  }
  return bytes;
}

Entry MakeEntry(const std::string& file, std::string_view record,
                std::vector<std::string>& agencies) {
  Entry entry;
  entry.file = file;
  const JsonSlices slices(record);
  Json parts = Json::object();
  for (const char* name : {"document", "signature", "signatures", "assignments"}) {
    if (!slices.Text(name).empty()) parts[name] = slices.Parse(name);
  }
  const Json& document = Member(parts, "document");
  const Json& issuer = Member(document, "issuer");
  entry.brief = {TextOrEmpty(document, "code"), TextOrEmpty(document, "issued_on"),
                 Shortened(TextOrEmpty(issuer, "name")), Shortened(TextOrEmpty(document, "title"))};
  TakeQuestions(record, parts, slices.Parse("review"), entry);
  if (!entry.brief.issuer.empty()) agencies.push_back(entry.brief.issuer);
  for (const Json& duty : Items(parts, "assignments")) {
    AddAgency(TextOrEmpty(duty, "agency"), entry, agencies);
  }
  for (const Json& task : slices.Parse("tasks")) {
    entry.has_tasks = true;
    for (const char* role : {"lead", "support"}) {
      for (const std::string& name : schemas::Strings(task, role)) AddAgency(name, entry, agencies);
    }
  }
  for (const Json& deadline : slices.Parse("deadlines")) TakeDue(deadline, entry);
  const Json source = slices.Parse("source");
  entry.pages = static_cast<int>(Items(source, "pages").size());
  entry.read = true;
  return entry;
}

Entry ReadEntry(const std::string& output, const std::string& file,
                std::vector<std::string>& agencies) {
  Entry none;
  none.file = file;
  none.read = true;
  const std::optional<std::string> text = ReadFile(output + "/" + file);
  if (!text) return none;
  const Result<corrections::State> state = corrections::Read(output, file);
  if (!state || state->corrections.empty()) return MakeEntry(file, *text, agencies);
  const corrections::Applied applied = corrections::Apply(*text, state->corrections);
  Entry entry = MakeEntry(file, applied.json, agencies);
  entry.corrections = applied.in_effect;
  return entry;
}

}  // namespace planrec::serve
