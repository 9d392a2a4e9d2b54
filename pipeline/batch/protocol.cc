// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/protocol.h"

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/joined_images.h"
#include "pipeline/batch/channel.h"
#include "pipeline/core/wire.h"

namespace planrec::batch {
namespace {

using wire::kMostPages;
/// Of all that can be opened (SourceFile::media_type).
constexpr std::array<std::string_view, 15> kMediaTypes = {
    "application/pdf", "image/tiff",  "image/jpeg",  "image/png",     "image/webp",
    "image/heic",      "image/avif",  "text/plain",  "text/markdown", "text/html",
    acquire::kDocx,    acquire::kOdt, acquire::kDoc, acquire::kRtf,   acquire::kJoinedImages};
constexpr size_t kLongestPassword = 4096, kLongestPageList = 1000;
constexpr int kMostTracked = 1'000'000;
constexpr size_t kLongestBrief = size_t{16} << 10;    // of each text
constexpr size_t kLongestFigures = size_t{64} << 10;  // record_figures.h: 40 agencies, 40 months

// A new limit must travel too: add it to EncodeOptions and DecodeOptions.
static_assert(sizeof(Limits) == 64);

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

void PutSource(wire::Encoder& out, const SourceFile& source) {
  out.Text(source.path);
  out.Text(source.sha256);
  out.Count(source.bytes);
  out.Text(source.media_type);
  out.Count(source.files.size());
  for (const JoinedFile& file : source.files) {
    for (const std::string* text : {&file.path, &file.sha256, &file.media_type}) out.Text(*text);
    out.Count(file.bytes);
    out.Int(file.first_page);
  }
}

SourceFile GetSource(wire::Decoder& in) {
  SourceFile source;
  source.path = in.Text();
  source.sha256 = in.Text(64);
  source.bytes = in.Count();
  source.media_type = in.Text(200);
  source.files.resize(in.Elements(5));
  for (JoinedFile& file : source.files) {
    for (std::string* text : {&file.path, &file.sha256, &file.media_type}) *text = in.Text();
    file.bytes = in.Count();
    file.first_page = in.SmallInt(1, kMostPages);
  }
  return source;
}

}  // namespace

std::string EncodeOptions(const WorkerOptions& options) {
  wire::Encoder out;
  const Limits& limits = options.read.limits;
  out.Int(static_cast<int>(options.read.ocr));
  out.Count(limits.max_bytes);
  out.Int(limits.max_pages);
  out.Int(limits.max_pixels);
  out.Int(limits.max_operations);
  out.Int(limits.max_content_mib);
  out.Int(limits.timeout_page_s);
  out.Int(limits.timeout_document_s);
  out.Int(limits.memory_limit_mib);
  out.Count(limits.max_text_bytes);
  out.Text(options.recogniser.language);
  out.Text(options.recogniser.model);
  out.Text(options.recogniser.model_folder);
  PutTexts(out, options.readable);
  out.Text(options.repair_model);
  out.Bool(options.repair_pages);
  out.Bool(options.require_sandbox);
  out.Count(options.passwords.size());
  for (const std::string& password : options.passwords) out.Bytes(password);
  out.Text(options.pages);
  out.Text(options.workshop);
  return out.Take();
}

std::optional<WorkerOptions> DecodeOptions(std::string_view payload) {
  wire::Decoder in(payload);
  WorkerOptions options;
  Limits& limits = options.read.limits;
  options.read.ocr = static_cast<acquire::OcrMode>(in.SmallInt(0, 2));
  limits.max_bytes = in.Count();
  limits.max_pages = in.SmallInt(0, kMostPages);
  limits.max_pixels = in.Int();
  limits.max_operations = in.Int();
  limits.max_content_mib = in.Int();
  limits.timeout_page_s = in.SmallInt(0, INT32_MAX);
  limits.timeout_document_s = in.SmallInt(0, INT32_MAX);
  limits.memory_limit_mib = in.Int();
  limits.max_text_bytes = in.Count();
  options.recogniser.language = in.Text();
  options.recogniser.model = in.Text();
  options.recogniser.model_folder = in.Text();
  options.readable = GetTexts(in);
  options.repair_model = in.Text();
  options.repair_pages = in.Bool();
  options.require_sandbox = in.Bool();
  options.passwords.resize(in.Elements(1));
  for (std::string& password : options.passwords) password = in.Bytes(kLongestPassword);
  options.pages = in.Text(kLongestPageList);
  options.workshop = in.Text();
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
  out.Int(std::max(opened.all_pages, opened.page_count));
  out.Count(opened.parts.size());
  for (const int pages : opened.parts) out.Int(pages);
  return out.Take();
}

std::optional<Opened> DecodeOpened(std::string_view payload) {
  wire::Decoder in(payload);
  Opened opened;
  opened.media_type = in.Text(200);
  opened.page_count = in.SmallInt(0, kMostPages);
  opened.all_pages = in.SmallInt(opened.page_count, kMostPages);
  if (std::find(kMediaTypes.begin(), kMediaTypes.end(), opened.media_type) == kMediaTypes.end()) {
    in.Fail();
  }
  opened.parts.resize(in.Elements(1));
  for (int& pages : opened.parts) pages = in.SmallInt(1, kMostPages);
  return Whole(in, opened);
}

std::string EncodeConverted(const ConvertedFacts& facts) {
  wire::Encoder out;
  out.Text(facts.version);
  out.Int(facts.tracked_changes);
  return out.Take();
}

std::optional<ConvertedFacts> DecodeConverted(std::string_view payload) {
  wire::Decoder in(payload);
  ConvertedFacts facts;
  facts.version = in.Text(40);
  facts.tracked_changes = in.SmallInt(0, kMostTracked);
  if (facts.version.find_first_not_of("0123456789.") != std::string::npos) in.Fail();
  return Whole(in, std::move(facts));
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

std::string EncodePicture(const acquire::PictureRequest& request) {
  wire::Encoder out;
  out.Int(request.page);
  out.Int(request.quarters);
  for (const double number : {request.skew_deg, request.x0, request.y0, request.x1, request.y1}) {
    out.Double(number);
  }
  out.Int(request.width_px);
  return out.Take();
}

std::optional<acquire::PictureRequest> DecodePicture(std::string_view payload) {
  wire::Decoder in(payload);
  acquire::PictureRequest request;
  request.page = in.SmallInt(1, kMostPages);
  request.quarters = in.SmallInt(0, 3);
  for (double* number : {&request.skew_deg, &request.x0, &request.y0, &request.x1, &request.y1}) {
    *number = in.Double();
  }
  request.width_px = in.SmallInt(1, acquire::kWidestPicture_px);
  return Whole(in, request);
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

std::string EncodeAnswer(const Page& page, double seconds, double seconds_normalise,
                         uint64_t printed) {
  wire::Encoder out;
  out.Double(seconds);
  out.Double(seconds_normalise);
  out.Double(static_cast<double>(printed));
  return out.Take() + wire::EncodePage(page);
}

std::optional<PageAnswer> DecodeAnswer(std::string payload) {
  constexpr size_t kHead = 24;
  if (payload.size() < kHead) return std::nullopt;
  wire::Decoder in(std::string_view(payload).substr(0, kHead));
  PageAnswer answer;
  answer.seconds = in.Double();
  answer.seconds_normalise = in.Double();
  const double printed = in.Double();
  if (!in.ok() || answer.seconds < 0 || answer.seconds_normalise < 0 || printed < 0) {
    return std::nullopt;
  }
  answer.printed = static_cast<uint64_t>(printed);
  Result<wire::PageFacts> facts = wire::InspectPage(std::string_view(payload).substr(kHead));
  if (!facts) return std::nullopt;
  answer.facts = std::move(*facts);
  payload.erase(0, kHead);
  answer.page = std::move(payload);
  return answer;
}

std::string EncodeRequest(const ComposeRequest& request) {
  wire::Encoder out;
  PutSource(out, request.source);
  for (const TextFormKind& kind : kTextForms) out.Bool(request.with.count(kind.form) > 0);
  out.Int(request.pages);
  out.Text(request.selection.pages);
  out.Int(request.selection.all_pages);
  out.Bool(request.conversion.has_value());
  if (request.conversion) {
    const Converted& file = request.conversion->file;
    for (const std::string* text : {&file.media_type, &file.by, &file.sha256}) out.Text(*text);
    out.Int(request.conversion->tracked_changes);
  }
  PutTexts(out, request.corrections);
  return out.Take();
}

std::optional<ComposeRequest> DecodeRequest(std::string_view payload) {
  wire::Decoder in(payload);
  ComposeRequest request;
  request.source = GetSource(in);
  for (const TextFormKind& kind : kTextForms) {
    if (in.Bool()) request.with.insert(kind.form);
  }
  request.pages = in.SmallInt(1, kMostPages);
  request.selection.pages = in.Text(kLongestPageList);
  request.selection.all_pages = in.SmallInt(0, kMostPages);
  if (in.Bool()) {
    Conversion& conversion = request.conversion.emplace();
    Converted& file = conversion.file;
    for (std::string* text : {&file.media_type, &file.by, &file.sha256}) *text = in.Text(200);
    conversion.tracked_changes = in.SmallInt(0, kMostTracked);
  }
  request.corrections.resize(in.Elements(1));
  for (std::string& file : request.corrections) file = in.Text(kLongestRecord);
  return Whole(in, std::move(request));
}

std::string EncodeComposed(const Composed& composed) {
  wire::Encoder out;
  out.Text(composed.json);
  PutTexts(out, composed.further);
  for (const TextFormKind& kind : kTextForms) {
    const auto text = composed.texts.find(kind.form);
    out.Bool(text != composed.texts.end());
    if (text == composed.texts.end()) continue;
    kind.form == TextForm::kPdf ? out.Bytes(text->second) : out.Text(text->second);
  }
  out.Text(composed.no_copy);
  out.Double(composed.seconds);
  return out.Take();
}

std::optional<Composed> DecodeComposed(std::string payload) {
  wire::Decoder in(payload);
  Composed composed;
  const std::string_view json = in.View(kLongestRecord);
  composed.further.resize(in.Elements(1));
  for (std::string& record : composed.further) record = in.Text(kLongestRecord);
  for (const TextFormKind& kind : kTextForms) {
    if (!in.Bool()) continue;
    // A PDF is bytes; the other forms are UTF-8.
    composed.texts[kind.form] = kind.form == TextForm::kPdf ? std::string(in.Bytes(kLongestRecord))
                                                            : in.Text(kLongestRecord);
  }
  composed.no_copy = in.Text(kLongestBrief);
  composed.seconds = in.Double();
  if (json.empty() || composed.seconds < 0) in.Fail();
  if (!in.ok() || !in.at_end()) return std::nullopt;
  const size_t begin = static_cast<size_t>(json.data() - payload.data()), size = json.size();
  payload.resize(begin + size);
  payload.erase(0, begin);
  composed.json = std::move(payload);
  return composed;
}

std::string EncodeSource(const SourceFile& source) {
  wire::Encoder out;
  PutSource(out, source);
  return out.Take();
}

std::optional<SourceFile> DecodeSource(std::string_view payload) {
  wire::Decoder in(payload);
  SourceFile source = GetSource(in);
  return Whole(in, std::move(source));
}

std::string EncodeVerdict(const Verdict& verdict) {
  wire::Encoder out;
  out.Bool(verdict.sound);
  out.Text(verdict.violation);
  const schemas::PlanBrief& brief = verdict.brief;
  for (const std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title}) {
    out.Text(*text);
  }
  for (const int count : {brief.sections, brief.targets, brief.tasks, brief.review, brief.warnings,
                          brief.words, brief.lost_words, brief.unreadable_pages}) {
    out.Int(count);
  }
  out.Int(static_cast<int>(brief.quality));
  out.Text(brief.figures);
  return out.Take();
}

std::optional<Verdict> DecodeVerdict(std::string_view payload) {
  wire::Decoder in(payload);
  Verdict verdict;
  verdict.sound = in.Bool();
  verdict.violation = in.Text(kLongestBrief);
  schemas::PlanBrief& brief = verdict.brief;
  for (std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title}) {
    *text = in.Text(kLongestBrief);
  }
  for (int* count : {&brief.sections, &brief.targets, &brief.tasks, &brief.review, &brief.warnings,
                     &brief.words, &brief.lost_words, &brief.unreadable_pages}) {
    *count = in.SmallInt(0, INT32_MAX);
  }
  brief.quality = static_cast<schemas::Quality>(in.SmallInt(0, 2));
  brief.figures = in.Text(kLongestFigures);
  return Whole(in, std::move(verdict));
}

}  // namespace planrec::batch
