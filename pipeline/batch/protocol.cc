// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/protocol.h"

#include "pipeline/core/wire.h"

namespace planrec::batch {
namespace {

constexpr int kMostPages = 10'000'000;

// A new limit must travel too: add it to EncodeOptions and DecodeOptions.
static_assert(sizeof(Limits) == 48);

/// The value where all of the payload was read and fits, else nullopt.
template <typename T>
std::optional<T> Whole(const wire::Decoder& in, T value) {
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return value;
}

}  // namespace

std::string EncodeOptions(const WorkerOptions& options) {
  wire::Encoder out;
  const Limits& limits = options.read.limits;
  out.Int(static_cast<int>(options.read.ocr));
  out.Count(limits.max_bytes);
  out.Int(limits.max_pages);
  out.Int(limits.max_pixels);
  out.Int(limits.timeout_page_s);
  out.Int(limits.timeout_document_s);
  out.Int(limits.memory_limit_mib);
  out.Count(limits.max_text_bytes);
  out.Text(options.recogniser.language);
  out.Text(options.recogniser.model_folder);
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
  limits.timeout_page_s = in.SmallInt(0, INT32_MAX);
  limits.timeout_document_s = in.SmallInt(0, INT32_MAX);
  limits.memory_limit_mib = in.Int();
  limits.max_text_bytes = in.Count();
  options.recogniser.language = in.Text();
  options.recogniser.model_folder = in.Text();
  return Whole(in, options);
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

std::string EncodeAnswer(const Page& page, double seconds) {
  wire::Encoder out;
  out.Double(seconds);
  return out.Take() + wire::EncodePage(page);
}

std::optional<PageAnswer> DecodeAnswer(std::string_view payload) {
  constexpr size_t kSeconds = 8;
  if (payload.size() < kSeconds) return std::nullopt;
  wire::Decoder in(payload.substr(0, kSeconds));
  PageAnswer answer;
  answer.seconds = in.Double();
  if (!in.ok() || answer.seconds < 0) return std::nullopt;
  Result<Page> page = wire::DecodePage(payload.substr(kSeconds));
  if (!page) return std::nullopt;
  answer.page = std::move(*page);
  return answer;
}

}  // namespace planrec::batch
