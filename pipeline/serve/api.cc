// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/api.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

#include "pipeline/serve/answers.h"
#include "pipeline/serve/form.h"
#include "pipeline/serve/questions.h"
#include "pipeline/serve/tasks.h"

namespace planrec::serve {
namespace {

using schemas::Items;
using schemas::Member;
using schemas::TextOrEmpty;

constexpr size_t kMostCards = 50, kMostRecords = 500, kMostAgencies = 12;
/// Of one answer for many documents: all of them are listed before.
constexpr size_t kMostMembers = 500;
constexpr int kCommonWidth_px = 1200;

std::string KeyText(uint64_t key) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(key));
  return text;
}

/// Four numbers; nullopt for all else.
std::optional<std::array<double, 4>> BoxOf(const std::string& text) {
  std::array<double, 4> box{};
  char rest = 0;
  if (std::sscanf(text.c_str(), "%lf,%lf,%lf,%lf%c", &box[0], &box[1], &box[2], &box[3], &rest) !=
      4) {
    return std::nullopt;
  }
  return box;
}

Json LineOf(const Entry& entry) {
  constexpr size_t kFolder = sizeof "records/" - 1, kEnding = sizeof ".plan.json" - 1;
  const std::string& file = entry.file;
  return {{"id", Collection::IdOf(file)},
          {"path", file.substr(kFolder, file.size() - kFolder - kEnding)},
          {"code", entry.brief.code},
          {"title", entry.brief.title},
          {"issuer", entry.brief.issuer},
          {"issued_on", entry.brief.issued_on},
          {"pages", entry.pages},
          {"questions", entry.questions.size()},
          {"corrections", entry.corrections}};
}

Answer NotThere(const std::string& what) {
  return ErrorAnswer(404, "not_found", what + "; /api/openapi.json says what there is");
}

}  // namespace

Answer Api::Handle(const Request& request) {
  struct Route {
    const char *method, *path;
    Answer (Api::*answer)(const Request&);
  };
  constexpr Route kRoutes[] = {{"GET", "/api/batch", &Api::Batch},
                               {"GET", "/api/cards", &Api::Cards},
                               {"GET", "/api/group", &Api::Group},
                               {"GET", "/api/records", &Api::Records},
                               {"GET", "/api/agencies", &Api::Agencies}};
  for (const Route& route : kRoutes) {
    if (request.method == route.method && request.path == route.path) {
      return (this->*route.answer)(request);
    }
  }
  if (request.method == "POST" && request.path == "/api/corrections") {
    return SaveAnswers(collection_, request.body);
  }
  if (request.method == "POST" && request.path == "/api/undo") {
    return UndoAnswers(collection_, request.body);
  }
  if (request.method == "GET" && request.path == "/api/history") {
    return History(collection_, request);
  }
  if (request.method == "GET" && request.path == "/api/tasks") return Tasks(collection_, request);
  constexpr std::string_view kRecords = "/api/records/";
  if (request.method == "GET" && request.path.starts_with(kRecords)) {
    const std::string rest = request.path.substr(kRecords.size());
    const size_t end = std::min(rest.find('/'), rest.size());
    return Record(rest.substr(0, end), rest.substr(end), request);
  }
  return NotThere("nothing is answered at " + request.method + " " + request.path);
}

Answer Api::Batch(const Request&) {
  const Overview overview = collection_.Look();
  const std::filesystem::path folder(collection_.output());
  std::error_code failed;
  const auto whole = std::filesystem::weakly_canonical(folder, failed);
  return JsonAnswer({{"name", whole.filename().string()},
                     {"version", PLANREC_VERSION},
                     {"records", overview.records},
                     {"read", overview.read},
                     {"questions", overview.questions},
                     {"corrections", overview.corrections},
                     {"kinds", overview.kinds}});
}

Json Api::CardOf(const QuestionRef& member) {
  const auto loaded = collection_.Load(member.record);
  if (!loaded) return nullptr;
  const std::optional<size_t> index = collection_.IndexOf(member);
  const Json& review = Items((*loaded)->record, "review");
  const std::optional<Entry> entry = collection_.At(member.record);
  if (!index || *index >= review.size() || !entry) return nullptr;
  Json card = Card((*loaded)->record, review[*index]);
  card["key"] = KeyText(member.key);
  card["record"] = LineOf(*entry);
  return card;
}

Json Api::CardsOf(const std::vector<CardGroup>& groups) {
  Json cards = Json::array();
  for (const CardGroup& group : groups) {
    Json card = CardOf(group.members.front());
    if (card.is_null()) continue;
    const uint32_t record = group.members.front().record;
    Json also = Json::array();
    for (size_t i = 1; i < group.members.size() && group.members[i].record == record; ++i) {
      Json other = CardOf(group.members[i]);
      if (other.is_null()) continue;
      // The head's number, notation and code are one: whatever is asked, the code is corrected.
      if (TextOrEmpty(other, "pointer") == "/document/code") std::swap(card, other);
      also.push_back({{"pointer", other["pointer"]}, {"edits", other["edits"]}});
    }
    card["many"] = group.members.back().record != record;
    card["count"] = group.members.size();
    card["also"] = std::move(also);
    cards.push_back(std::move(card));
  }
  return cards;
}

Answer Api::Cards(const Request& request) {
  const std::string record = request.Parameter("record");
  if (!record.empty()) {
    const std::optional<uint32_t> number = collection_.Find(record);
    if (!number) return NotThere("there is no such record");
    return JsonAnswer({{"cards", CardsOf(collection_.CardsOf(*number))}, {"more", false}});
  }
  const std::string kind = request.Parameter("kind");
  const std::optional<Kind> wanted = ValueOf<Kind>(kind);
  if (!kind.empty() && !wanted) return ErrorAnswer(400, "bad_request", "there is no such kind");
  const Worklist list =
      collection_.Cards(NumberOr(request.Parameter("from"), 0, UINT32_MAX),
                        NumberOr(request.Parameter("limit"), 10, kMostCards), wanted);
  return JsonAnswer({{"cards", CardsOf(list.cards)},
                     {"next", list.next},
                     {"more", list.more},
                     {"generation", list.generation}});
}

Answer Api::Group(const Request& request) {
  const std::optional<uint32_t> number = collection_.Find(request.Parameter("record"));
  if (!number) return NotThere("there is no such record");
  const uint64_t key = std::strtoull(request.Parameter("key").c_str(), nullptr, 16);
  Json cards = Json::array();
  for (const QuestionRef& member : collection_.MembersOf({*number, key}, kMostMembers)) {
    Json card = CardOf(member);
    if (!card.is_null()) cards.push_back(std::move(card));
  }
  return JsonAnswer({{"cards", std::move(cards)}});
}

Answer Api::Records(const Request& request) {
  Selection selection;
  selection.query = request.Parameter("q");
  selection.open_only = request.Parameter("open") == "1";
  selection.from = NumberOr(request.Parameter("from"), 0, UINT32_MAX);
  selection.limit = NumberOr(request.Parameter("limit"), 50, kMostRecords);
  Json records = Json::array();
  const size_t total = collection_.ForEach(
      selection, [&](uint32_t, const Entry& entry) { records.push_back(LineOf(entry)); });
  return JsonAnswer({{"records", std::move(records)}, {"total", total}});
}

Answer Api::Agencies(const Request& request) {
  return JsonAnswer({{"agencies", collection_.Agencies(request.Parameter("q"), kMostAgencies)}});
}

Answer Api::Record(const std::string& id, const std::string& part, const Request& request) {
  const std::optional<uint32_t> number = collection_.Find(id);
  if (!number) return NotThere("there is no such record");
  const auto loaded = collection_.Load(*number);
  if (!loaded) return ErrorAnswer(loaded.error());
  if (part.empty()) return JsonAnswer((*loaded)->record);
  constexpr std::string_view kPages = "/pages/";
  if (part.starts_with(kPages)) return Page(**loaded, part.substr(kPages.size()), request);
  if (part != "/review") return NotThere("a record has /review and /pages/N");
  Json conflicts = Json::array();
  for (const corrections::Conflict& conflict : (*loaded)->conflicts) {
    conflicts.push_back({{"index", conflict.index},
                         {"pointer", conflict.pointer},
                         {"reason", NameOf(conflict.reason)},
                         {"old", Json::parse(conflict.old_value, nullptr, false)},
                         {"found", Json::parse(conflict.found, nullptr, false)},
                         {"new", Json::parse(conflict.new_value, nullptr, false)}});
  }
  const std::optional<Entry> entry = collection_.At(*number);
  return JsonAnswer({{"line", LineOf(*entry)},
                     {"record", (*loaded)->record},
                     {"form", Form((*loaded)->record)},
                     {"revision", (*loaded)->state.revision},
                     {"history", HistoryOf(**loaded)},
                     {"conflicts", std::move(conflicts)}});
}

Answer Api::Page(const Loaded& loaded, const std::string& number, const Request& request) {
  const size_t wanted = NumberOr(number, 0, 1'000'000);
  const Json& source = Member(loaded.record, "source");
  const Json* page = nullptr;
  for (const Json& candidate : Items(source, "pages")) {
    if (schemas::Int(candidate, "number").value_or(0) == static_cast<int>(wanted))
      page = &candidate;
  }
  if (page == nullptr || wanted == 0) return NotThere("the record has no such page");
  PictureOf picture;
  picture.path = TextOrEmpty(source, "path");
  picture.sha256 = TextOrEmpty(source, "sha256");
  picture.converted_sha256 = TextOrEmpty(Member(source, "converted"), "sha256");
  // The PDF is the whole file's.
  if (!picture.converted_sha256.empty() && schemas::Int(source, "part").value_or(1) > 1) {
    picture.path.resize(picture.path.rfind('#'));
  }
  acquire::PictureRequest& draw = picture.request;
  draw.page = static_cast<int>(wanted);
  draw.quarters = schemas::Int(*page, "rotation").value_or(0) / 90 % 4;
  draw.skew_deg = schemas::Number(*page, "skew_deg").value_or(0);
  draw.width_px = static_cast<int>(std::max<size_t>(
      1, NumberOr(request.Parameter("width"), kCommonWidth_px, acquire::kWidestPicture_px)));
  const std::string box = request.Parameter("box");
  const double width = schemas::Number(*page, "width_pt").value_or(0);
  const double height = schemas::Number(*page, "height_pt").value_or(0);
  if (!box.empty()) {
    const auto part = BoxOf(box);
    if (!part || width <= 0 || height <= 0) {
      return ErrorAnswer(400, "bad_request", "box is not x0,y0,x1,y1 in points of the page");
    }
    draw.x0 = (*part)[0] / width, draw.y0 = (*part)[1] / height;
    draw.x1 = (*part)[2] / width, draw.y1 = (*part)[3] / height;
  }
  const Result<Picture> jpeg = pictures_.Get(picture);
  if (!jpeg) return ErrorAnswer(jpeg.error());
  return {200, "image/jpeg", **jpeg};
}

}  // namespace planrec::serve
