// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/journal_json.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "pipeline/core/utf8.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::json;

// ---- members: written where they are not the default, read where they are there
// ------------------

/// Writes.
class Out {
 public:
  explicit Out(const char* event) : json_({{"event", event}}) {}
  explicit Out(Json json) : json_(std::move(json)) {}

  template <typename T>
  void operator()(const char* key, const T& value) {
    if (value != T{}) json_[key] = value;
  }
  void Bytes(const char* key, const std::string& bytes) {
    if (IsValidUtf8(bytes)) return (*this)(key, bytes);
    std::string hex;
    for (const char c : bytes) {
      hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      hex += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    json_[std::string(key) + "_hex"] = hex;
  }
  template <typename T>
  void Name(const char* key, T value) {
    json_[key] = std::string(NameOf(value));
  }
  void Failure(const std::optional<Error>& error) {
    if (!error) return;
    Out out{Json::object()};
    out("type", std::string(ErrorTypeName(error->type)));
    out("message", error->message);
    out("page", error->page);
    json_["error"] = std::move(out.json_);
  }
  Json& json() { return json_; }

 private:
  Json json_;
};

/// Reads; what has another type is left at its default.
class In {
 public:
  explicit In(const Json& json) : json_(json) {}

  template <typename T>
  void operator()(const char* key, T& value) {
    const auto found = json_.find(key);
    if (found == json_.end()) return;
    if constexpr (std::is_same_v<T, std::string>) {
      if (found->is_string()) value = found->template get_ref<const std::string&>();
    } else if constexpr (std::is_same_v<T, bool>) {
      if (found->is_boolean()) value = found->template get<bool>();
    } else if constexpr (std::is_floating_point_v<T>) {
      if (found->is_number()) value = found->template get<T>();
    } else if constexpr (std::is_integral_v<T>) {
      if (found->is_number_integer()) value = found->template get<T>();
    } else {
      if (!found->is_array()) return;
      for (const Json& item : *found) {
        if (item.is_string()) value.push_back(item.get<std::string>());
      }
    }
  }
  void Bytes(const char* key, std::string& bytes) {
    (*this)(key, bytes);
    std::string hex;
    (*this)((std::string(key) + "_hex").c_str(), hex);
    for (size_t at = 0; at + 1 < hex.size(); at += 2) {
      unsigned byte = 0;
      std::from_chars(hex.data() + at, hex.data() + at + 2, byte, 16);
      bytes += static_cast<char>(byte);
    }
  }
  template <typename T>
  void Name(const char* key, T& value) {
    std::string name;
    (*this)(key, name);
    value = ValueOf<T>(name).value_or(value);
  }
  void Failure(std::optional<Error>& error) {
    const auto found = json_.find("error");
    if (found == json_.end() || !found->is_object()) return;
    std::string type;
    error.emplace();
    In in(*found);
    in("type", type);
    error->type = ParseErrorType(type).value_or(ErrorType::kInternal);
    in("message", error->message);
    in("page", error->page);
  }
  const Json& json() const { return json_; }

 private:
  const Json& json_;
};

// ---- what has which members: one list for both directions
// ----------------------------------------

template <typename Io, typename Brief>
void BriefMembers(Io& io, Brief& brief) {
  io("code", brief.code);
  io("issued_on", brief.issued_on);
  io("issuer", brief.issuer);
  io("title", brief.title);
  io("sections", brief.sections);
  io("targets", brief.targets);
  io("tasks", brief.tasks);
  io("review", brief.review);
  io("warnings", brief.warnings);
  io("words", brief.words);
  io("lost_words", brief.lost_words);
  io("unreadable_pages", brief.unreadable_pages);
  io.Name("quality", brief.quality);
  io("figures", brief.figures);
}

template <typename Io, typename Input>
void InputMembers(Io& io, Input& input) {
  io("n", input.number);
  io("path", input.path);
  io.Bytes("source", input.source);
  io("skipped", input.skipped);
  io.Failure(input.error);
}

template <typename Io, typename Listed>
void ListedMembers(Io& io, Listed& listed) {
  io("walked", listed.walked);
  io("inputs", listed.inputs);
}

template <typename Io, typename End>
void EndMembers(Io& io, End& end) {
  io("pages_read", end.pages_read);
  io("seconds", end.seconds);
  io("sandbox", end.sandbox);
  io("interrupted_by", end.interrupted_by);
}

template <typename Io, typename Run>
void RunMembers(Io& io, Run& run) {
  io("at", run.at);
  io("run", run.run);
  io("given", run.given);
  io("fingerprint", run.fingerprint);
  io("basis", run.basis);
}

template <typename Io, typename Result>
void ResultMembers(Io& io, Result& result) {
  auto& entry = result.entry;
  io("n", result.number);
  io("path", entry.path);
  io.Name("status", entry.status);
  io.Failure(entry.error);
  io("sha256", entry.sha256);
  io("bytes", entry.bytes);
  io("media_type", entry.media_type);
  io("pages", entry.pages);
  io("failed_pages", entry.failed_pages);
  io("seconds", entry.seconds);
  io("hash", entry.stages.hash);
  io("open", entry.stages.open);
  io("read", entry.stages.read);
  io("normalise", entry.stages.normalise);
  io("extract", entry.stages.extract);
  io("write", entry.stages.write);
  io("attempts", entry.attempts);
  io("duplicate_of", entry.duplicate_of);
  io("no_pdf", entry.no_pdf);
  io("resumed", entry.resumed);
  io("key", result.has_key);
  io("fingerprint", result.fingerprint);
  io.Bytes("source", result.source);
  io("texts", result.texts);
}

// ---- lists
// ---------------------------------------------------------------------------------------

/// Each record of a result: its file as written, and its brief.
void PutFiles(const JournalResult& result, Json& json) {
  Json files = Json::array();
  for (size_t k = 0; k < result.files.size(); ++k) {
    if (k > result.entry.further.size()) break;
    Out out{Json::object()};
    out("bytes", result.files[k].bytes);
    out("sha256", result.files[k].sha256);
    BriefMembers(out, k == 0 ? result.entry.brief : result.entry.further[k - 1].brief);
    files.push_back(std::move(out.json()));
  }
  if (!files.empty()) json["records"] = std::move(files);
}

void TakeFiles(const Json& json, JournalResult& result) {
  const auto found = json.find("records");
  if (found == json.end() || !found->is_array()) return;
  for (const Json& item : *found) {
    if (!item.is_object()) continue;
    In in(item);
    JournalFile& file = result.files.emplace_back();
    in("bytes", file.bytes);
    in("sha256", file.sha256);
    BriefMembers(in, result.files.size() == 1 ? result.entry.brief
                                              : result.entry.further.emplace_back().brief);
  }
}

void PutRun(const JournalRun& run, Out& out) {
  RunMembers(out, run);
  Json& json = out.json();
  json["roots"] = Json::array();
  for (const std::string& root : run.roots) {
    Out each{Json::object()};
    each.Bytes("path", root);
    json["roots"].push_back(std::move(each.json()));
  }
  // A list of pairs keeps its order.
  json["settings"] = json["versions"] = Json::array();
  for (const Setting& setting : run.settings) {
    const Json value = setting.number  ? Json(*setting.number)
                       : setting.truth ? Json(*setting.truth)
                                       : Json(setting.text);
    json["settings"].push_back({setting.name, value});
  }
  for (const auto& [name, version] : run.versions) json["versions"].push_back({name, version});
}

void TakeRun(In& in, JournalRun& run) {
  RunMembers(in, run);
  const auto for_each = [&in](const char* key, const auto& use) {
    const auto found = in.json().find(key);
    if (found == in.json().end() || !found->is_array()) return;
    for (const Json& item : *found) use(item);
  };
  for_each("roots", [&](const Json& item) {
    if (item.is_object()) In(item).Bytes("path", run.roots.emplace_back());
  });
  const auto is_pair = [](const Json& item) {
    return item.is_array() && item.size() == 2 && item[0].is_string();
  };
  for_each("settings", [&](const Json& item) {
    if (!is_pair(item)) return;
    Setting setting{item[0].get<std::string>(), "", {}, {}};
    if (item[1].is_number_integer()) setting.number = item[1].get<int64_t>();
    if (item[1].is_boolean()) setting.truth = item[1].get<bool>();
    if (item[1].is_string()) setting.text = item[1].get<std::string>();
    run.settings.push_back(std::move(setting));
  });
  for_each("versions", [&](const Json& item) {
    if (is_pair(item) && item[1].is_string())
      run.versions.emplace_back(item[0].get<std::string>(), item[1].get<std::string>());
  });
}

struct Writer {
  std::string operator()(const JournalRun& run) const {
    Out out("run");
    PutRun(run, out);
    return Line(out);
  }
  std::string operator()(const JournalInput& input) const {
    Out out("input");
    InputMembers(out, input);
    return Line(out);
  }
  std::string operator()(const JournalListed& listed) const {
    Out out("listed");
    ListedMembers(out, listed);
    return Line(out);
  }
  std::string operator()(const JournalResult& result) const {
    Out out("result");
    ResultMembers(out, result);
    PutFiles(result, out.json());
    return Line(out);
  }
  std::string operator()(const JournalEnd& end) const {
    Out out("end");
    EndMembers(out, end);
    return Line(out);
  }
  static std::string Line(Out& out) {
    return out.json().dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
};

}  // namespace

std::string JournalJson(const JournalLine& line) {
  return std::visit(Writer{}, line);
}

std::optional<JournalLine> ParseJournal(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  In in(json);
  std::string event;
  in("event", event);
  if (event == "result") {
    JournalResult result;
    ResultMembers(in, result);
    TakeFiles(json, result);
    return result;
  }
  if (event == "input") {
    JournalInput input;
    InputMembers(in, input);
    return input;
  }
  if (event == "listed") {
    JournalListed listed;
    ListedMembers(in, listed);
    return listed;
  }
  if (event == "end") {
    JournalEnd end;
    EndMembers(in, end);
    return end;
  }
  if (event != "run") return std::nullopt;
  JournalRun run;
  TakeRun(in, run);
  return run;
}

}  // namespace planrec::schemas
