// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/protocol.h"

#include <type_traits>
#include <utility>

#include "pipeline/batch/channel.h"
#include "pipeline/core/wire.h"

namespace planrec::batch {
namespace {

constexpr int kMostPages = 10'000'000;

/// The value where all of the payload was read and fits, else nullopt.
template <typename T>
std::optional<T> Whole(const wire::Decoder& in, T value) {
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return value;
}

void PutTexts(wire::Encoder& out, const std::vector<std::string>& texts) {
  out.Count(texts.size());
  for (const std::string& text : texts) out.Text(text);
}

std::vector<std::string> GetTexts(wire::Decoder& in) {
  std::vector<std::string> texts(in.Elements(1));
  for (std::string& text : texts) text = in.Text();
  return texts;
}

}  // namespace

std::string EncodeOptions(const WorkerOptions& options) {
  wire::Encoder out;
  out.Int(static_cast<int>(options.read.ocr));
  ForEachFieldOf<Limits>([&](const auto& limit) {
    out.Count(static_cast<uint64_t>(options.read.limits.*limit.member));
  });
  out.Text(options.recogniser.language);
  out.Text(options.recogniser.model);
  out.Text(options.recogniser.model_folder);
  PutTexts(out, options.readable);
  out.Text(options.repair_model);
  return out.Take();
}

std::optional<WorkerOptions> DecodeOptions(std::string_view payload) {
  wire::Decoder in(payload);
  WorkerOptions options;
  options.read.ocr = static_cast<acquire::OcrMode>(in.SmallInt(0, 2));
  ForEachFieldOf<Limits>([&](const auto& limit) {
    auto& value = options.read.limits.*limit.member;
    const uint64_t said = in.Count();
    if (!std::in_range<std::remove_reference_t<decltype(value)>>(said)) in.Fail();
    value = static_cast<std::remove_reference_t<decltype(value)>>(said);
  });
  options.recogniser.language = in.Text();
  options.recogniser.model = in.Text();
  options.recogniser.model_folder = in.Text();
  options.readable = GetTexts(in);
  options.repair_model = in.Text();
  return Whole(in, options);
}

std::string EncodeConfinement(const Confinement& confinement) {
  wire::Encoder out;
  PutTexts(out, confinement.holds);
  PutTexts(out, confinement.refused);
  return out.Take();
}

std::optional<Confinement> DecodeConfinement(std::string_view payload) {
  wire::Decoder in(payload);
  Confinement confinement;
  confinement.holds = GetTexts(in);
  confinement.refused = GetTexts(in);
  return Whole(in, std::move(confinement));
}

std::string EncodeName(const std::string& name) {
  wire::Encoder out;
  out.Text(name);
  return out.Take();
}

std::optional<std::string> DecodeName(std::string_view payload) {
  wire::Decoder in(payload);
  std::string name = in.Text();
  return Whole(in, std::move(name));
}

std::string EncodeOpened(const Opened& opened) {
  wire::Encoder out;
  out.Text(opened.media_type);
  out.Int(opened.page_count);
  return out.Take();
}

std::optional<Opened> DecodeOpened(std::string_view payload) {
  wire::Decoder in(payload);
  Opened opened;
  opened.media_type = in.Text(200);
  opened.page_count = in.SmallInt(0, kMostPages);
  return Whole(in, opened);
}

std::string EncodeRange(const PageRange& range) {
  wire::Encoder out;
  out.Int(range.first);
  out.Int(range.last);
  return out.Take();
}

std::optional<PageRange> DecodeRange(std::string_view payload) {
  wire::Decoder in(payload);
  PageRange range;
  range.first = in.SmallInt(1, kMostPages);
  range.last = in.SmallInt(range.first, kMostPages);
  return Whole(in, range);
}

std::string EncodeError(const Error& error) {
  wire::Encoder out;
  out.Failure(error);
  return out.Take();
}

std::optional<Error> DecodeError(std::string_view payload) {
  wire::Decoder in(payload);
  Error error = in.Failure();
  return Whole(in, std::move(error));
}

std::string EncodeAnswer(const PageAnswer& answer) {
  wire::Encoder out;
  out.Double(answer.seconds);
  out.Double(answer.seconds_normalise);
  out.Double(static_cast<double>(answer.printed));
  return out.Take() + wire::EncodePage(answer.page);
}

std::optional<PageAnswer> DecodeAnswer(std::string_view payload) {
  constexpr size_t kHead = 24;
  if (payload.size() < kHead) return std::nullopt;
  wire::Decoder in(payload.substr(0, kHead));
  PageAnswer answer;
  answer.seconds = in.Double();
  answer.seconds_normalise = in.Double();
  const double printed = in.Double();
  if (!in.ok() || answer.seconds < 0 || answer.seconds_normalise < 0 || printed < 0) {
    return std::nullopt;
  }
  answer.printed = static_cast<uint64_t>(printed);
  Result<Page> page = wire::DecodePage(payload.substr(kHead));
  if (!page) return std::nullopt;
  answer.page = std::move(*page);
  return answer;
}

std::string EncodeRequest(const ComposeRequest& request) {
  wire::Encoder out;
  out.Text(request.source.path);
  out.Text(request.source.sha256);
  out.Count(request.source.bytes);
  out.Text(request.source.media_type);
  for (const TextFormKind& kind : kTextForms) out.Bool(request.with.count(kind.form) > 0);
  out.Int(request.pages);
  return out.Take();
}

std::optional<ComposeRequest> DecodeRequest(std::string_view payload) {
  wire::Decoder in(payload);
  ComposeRequest request;
  request.source.path = in.Text();
  request.source.sha256 = in.Text(64);
  request.source.bytes = in.Count();
  request.source.media_type = in.Text(200);
  for (const TextFormKind& kind : kTextForms) {
    if (in.Bool()) request.with.insert(kind.form);
  }
  request.pages = in.SmallInt(1, kMostPages);
  return Whole(in, std::move(request));
}

std::string EncodeComposed(const Composed& composed) {
  wire::Encoder out;
  out.Text(composed.json);
  for (const TextFormKind& kind : kTextForms) {
    const auto text = composed.texts.find(kind.form);
    out.Bool(text != composed.texts.end());
    if (text != composed.texts.end()) out.Text(text->second);
  }
  const schemas::PlanBrief& brief = composed.brief;
  for (const std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title}) {
    out.Text(*text);
  }
  for (const int count :
       {brief.sections, brief.targets, brief.tasks, brief.review, brief.warnings}) {
    out.Int(count);
  }
  out.Text(composed.violation);
  out.Double(composed.seconds);
  return out.Take();
}

std::optional<Composed> DecodeComposed(std::string_view payload) {
  wire::Decoder in(payload);
  Composed composed;
  composed.json = in.Text(kLongestMessage);
  for (const TextFormKind& kind : kTextForms) {
    if (in.Bool()) composed.texts[kind.form] = in.Text(kLongestMessage);
  }
  schemas::PlanBrief& brief = composed.brief;
  for (std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title}) {
    *text = in.Text();
  }
  for (int* count :
       {&brief.sections, &brief.targets, &brief.tasks, &brief.review, &brief.warnings}) {
    *count = in.SmallInt(0, INT32_MAX);
  }
  composed.violation = in.Text();
  composed.seconds = in.Double();
  if (composed.json.empty() || composed.seconds < 0) in.Fail();
  return Whole(in, std::move(composed));
}

}  // namespace planrec::batch
