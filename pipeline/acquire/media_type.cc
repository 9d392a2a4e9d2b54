// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/media_type.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/image/exif_orientation.h"
#include "pipeline/acquire/image/heif_image.h"
#include "pipeline/acquire/text/html_lines.h"
#include "pipeline/acquire/text_source.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view media_type;
};
constexpr Signature kImages[] = {
    {"II*\0"sv, "image/tiff"},
    {"MM\0*"sv, "image/tiff"},
    {"II+\0"sv, "image/tiff"},  // BigTIFF
    {"MM\0+"sv, "image/tiff"},
    {"\xFF\xD8\xFF"sv, "image/jpeg"},
    {"\x89PNG\r\n\x1A\n"sv, "image/png"},
};

// Files that people do give, with the way out.
struct Foreign {
  std::string_view bytes;
  std::string_view advice;
};
constexpr std::string_view kPacked = "a compressed file; unpack it first";
constexpr Foreign kForeign[] = {
    {"PK\x03\x04"sv, "an archive; give it to run, or unpack it"},
    {"\xD0\xCF\x11\xE0"sv, "an old Office file without a text document; save it as PDF"},
    {"Rar!"sv, "an archive; give it to run, or unpack it"},
    {"7z\xBC\xAF"sv, "an archive; give it to run, or unpack it"},
    {"\x1F\x8B"sv, kPacked},  // gzip
    {"BZh"sv, kPacked},       // bzip2
    {"\xFD"
     "7zXZ\0"sv,
     kPacked},
    {"\x28\xB5\x2F\xFD"sv, kPacked},  // Zstandard
    {"GIF8"sv, "a GIF image; save it as PNG"},
    {"BM"sv, "a BMP image; save it as PNG"},
};

constexpr size_t kHeaderReach = 1024;   // junk before a PDF's header that readers accept
constexpr size_t kTrailerReach = 1024;  // and behind its end

bool StartsWith(std::string_view bytes, std::string_view start) {
  return bytes.substr(0, start.size()) == start;
}

/// Text of a program and no document: a JSON value, XML. Records that planrec itself wrote
/// are such; a folder may hold them beside the plans.
bool IsMarkedUpData(std::string_view bytes) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const size_t first = bytes.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return false;
  bytes.remove_prefix(first);
  for (const std::string_view start : {"<?xml"sv, "<!DOCTYPE"sv, "<!doctype"sv}) {
    if (StartsWith(bytes, start)) return true;
  }
  if (bytes.front() != '{' && bytes.front() != '[') return false;
  const size_t second = bytes.find_first_not_of(kSpace, 1);
  if (second == std::string_view::npos) return false;
  const std::string_view openers = bytes.front() == '{' ? "\"}"sv : "\"{["sv;
  return openers.find(bytes[second]) != std::string_view::npos;
}

/// A PDF whose start was lost: readers find its objects from the end.
bool EndsAsPdf(std::string_view bytes) {
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kTrailerReach));
  return tail.find("startxref") != std::string_view::npos &&
         tail.find("%%EOF") != std::string_view::npos &&
         bytes.find("endobj") != std::string_view::npos;
}

}  // namespace

std::optional<std::string> ImageType(std::string_view head) {
  for (const Signature& s : kImages)
    if (StartsWith(head, s.bytes)) return std::string(s.media_type);
  if (StartsWith(head, "RIFF"sv) && head.substr(std::min(head.size(), size_t{8}), 4) == "WEBP")
    return std::string(kWebp);
  if (const std::optional<std::string_view> heif = HeifType(head)) return std::string(*heif);
  return std::nullopt;
}

Result<std::string> DetectMediaType(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) return Error{ErrorType::kEmpty, "the file has no bytes"};
  if (StartsWith(bytes, "%PDF-"sv)) return std::string("application/pdf");
  if (std::optional<std::string> image = ImageType(bytes)) return *std::move(image);
  const bool text = LooksLikeText(bytes);
  // Junk before the header: mail headers, blank lines, a byte-order mark. A text that talks about
  // PDF has no objects.
  const std::string_view head = bytes.substr(0, kHeaderReach);
  if (head.find("%PDF-") != std::string_view::npos &&
      (!text || bytes.find(" obj") != std::string_view::npos)) {
    return std::string("application/pdf");
  }
  if (EndsAsPdf(bytes)) return std::string("application/pdf");
  if (const std::optional<Result<std::string>> office = TellOffice(bytes)) return *office;
  for (const Foreign& f : kForeign)
    if (StartsWith(bytes, f.bytes) && !text)
      return Error{ErrorType::kUnsupportedType, "the file is " + std::string(f.advice)};
  if (text && LooksLikeHtml(bytes)) return std::string(kHtml);
  if (text && IsMarkedUpData(bytes)) {
    return Error{ErrorType::kUnsupportedType,
                 "the file is JSON or XML; save the document behind it as PDF"};
  }
  if (text) return std::string(TextMediaType(name));
  return Error{ErrorType::kUnsupportedType,
               "not a PDF, office document, image or text file; convert it to PDF"};
}

}  // namespace planrec::acquire
