// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/e_signatures.h"

#include <Annot.h>
#include <Catalog.h>
#include <Form.h>
#include <PDFDoc.h>
#include <Page.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/acquire/pdf/signed_message.h"

namespace planrec::acquire {
namespace {

constexpr int kMostFields = 2000;       // of a form; looked at for signatures that stand nowhere
constexpr size_t kMostSignatures = 64;  // of a page
constexpr size_t kMostContents = 1 << 20;
// What is signed is held once more while it is checked.
constexpr size_t kMostChecked = size_t{128} << 20;
constexpr size_t kLineEnd = 2;  // a file may go on with a line break behind its end mark

/// The parts [begin, end) of the file that are signed.
struct SignedRange {
  size_t begin = 0, end = 0;
};

std::vector<SignedRange> RangesOf(const Object& signature, size_t file_size) {
  std::vector<SignedRange> ranges;
  const Object given = signature.dictLookup("ByteRange");
  if (!given.isArray() || given.arrayGetLength() % 2 != 0 || given.arrayGetLength() > 16)
    return ranges;
  for (int i = 0; i + 1 < given.arrayGetLength(); i += 2) {
    const Object begin = given.arrayGet(i), length = given.arrayGet(i + 1);
    if (!begin.isIntOrInt64() || !length.isIntOrInt64()) return {};
    const long long from = begin.getIntOrInt64(), size = length.getIntOrInt64();
    const auto limit = static_cast<long long>(file_size);
    if (from < 0 || size < 0 || from > limit || size > limit - from) return {};
    ranges.push_back({static_cast<size_t>(from), static_cast<size_t>(from + size)});
  }
  return ranges;
}

/// Two ranges from the file's first byte to its last, with nothing but the signature between them.
std::optional<bool> CoverAll(const std::vector<SignedRange>& ranges, std::string_view bytes) {
  if (ranges.size() != 2) return std::nullopt;
  if (ranges[0].begin != 0 || ranges[1].begin < ranges[0].end) return false;
  const std::string_view gap = bytes.substr(ranges[0].end, ranges[1].begin - ranges[0].end);
  const bool only_hex =
      gap.size() >= 2 && gap.front() == '<' && gap.back() == '>' &&
      gap.substr(1, gap.size() - 2).find_first_of("<>/") == std::string_view::npos;
  const std::string_view behind = bytes.substr(ranges[1].end);
  return only_hex && behind.size() <= kLineEnd &&
         behind.find_first_not_of("\r\n") == std::string_view::npos;
}

std::optional<bool> IsIntact(const SignedMessage& message, const std::vector<SignedRange>& ranges,
                             std::string_view bytes) {
  size_t size = 0;
  for (const SignedRange& range : ranges) size += range.end - range.begin;
  if (size == 0 || size > kMostChecked) return std::nullopt;
  std::string data;
  data.reserve(size);
  for (const SignedRange& range : ranges)
    data.append(bytes.substr(range.begin, range.end - range.begin));
  return message.Fits(data);
}

std::string Utc(int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  char text[40];
  if (gmtime_r(&time, &parts) == nullptr || parts.tm_year < 70 || parts.tm_year > 8099) return "";
  return std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0 ? text : "";
}

/// The page's place of a widget, in the frame of the page as displayed.
std::optional<Box> PlaceOf(const FormWidget& widget, ::Page& page) {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  widget.getRect(&x0, &y0, &x1, &y1);
  double m[6];
  page.getDefaultCTM(m, 72, 72, 0, false, true);
  const double ax = m[0] * x0 + m[2] * y0 + m[4], ay = m[1] * x0 + m[3] * y0 + m[5];
  const double bx = m[0] * x1 + m[2] * y1 + m[4], by = m[1] * x1 + m[3] * y1 + m[5];
  const Box box{std::min(ax, bx), std::min(ay, by), std::max(ax, bx), std::max(ay, by)};
  return box.Empty() ? std::nullopt : std::optional(box);
}

/// What the field's signature says; nullopt where it is empty, or a mere time stamp.
std::optional<ESignature> ReadField(FormField& field, std::string_view bytes) {
  const Object* dictionary = field.getObj();
  if (dictionary == nullptr || !dictionary->isDict()) return std::nullopt;
  const Object value = dictionary->dictLookup("V");
  if (!value.isDict()) return std::nullopt;
  const Object format = value.dictLookup("SubFilter"), contents = value.dictLookup("Contents");
  if (format.isName("ETSI.RFC3161") || !contents.isString()) return std::nullopt;
  const std::string& der = contents.getString()->toStr();
  if (der.size() > kMostContents) return std::nullopt;
  const std::optional<SignedMessage> message = ReadSignedMessage(der);
  if (!message) return std::nullopt;
  ESignature signature;
  signature.signer = message->signer;
  signature.organisation = message->organisation;
  signature.locality = message->locality;
  const Object time = value.dictLookup("M");
  if (time.isString()) signature.signed_at = SigningTime(time.getString()->toStr());
  if (signature.signed_at.empty() && message->signed_at)
    signature.signed_at = Utc(*message->signed_at);
  const std::vector<SignedRange> ranges = RangesOf(value, bytes.size());
  signature.covers_document = CoverAll(ranges, bytes);
  signature.intact = IsIntact(*message, ranges, bytes);
  return signature;
}

}  // namespace

std::string SigningTime(std::string_view pdf_date) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, off_hour = 0, off_minute = 0;
  char sign = 0;
  const std::string text(pdf_date.substr(0, 40));
  const int read = std::sscanf(text.c_str(), "D:%4d%2d%2d%2d%2d%2d%c%2d'%2d", &year, &month, &day,
                               &hour, &minute, &second, &sign, &off_hour, &off_minute);
  const bool utc = read >= 7 && sign == 'Z';
  if (!utc && (read < 8 || (sign != '+' && sign != '-'))) return "";
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59 || second < 0 || second > 60 || off_hour < 0 || off_hour > 14 ||
      off_minute < 0 || off_minute > 59)
    return "";
  char iso[96];
  const int length = std::snprintf(iso, sizeof iso, "%04d-%02d-%02dT%02d:%02d:%02d", year, month,
                                   day, hour, minute, second);
  if (utc) return std::string(iso) + "Z";
  std::snprintf(iso + length, sizeof iso - static_cast<size_t>(length), "%c%02d:%02d", sign,
                off_hour, off_minute);
  return iso;
}

std::vector<ESignature> SignaturesOn(PDFDoc& document, std::string_view bytes, int page) {
  std::vector<ESignature> found;
  std::vector<const FormField*> seen;
  const auto take = [&](FormField* field, std::optional<Box> box) {
    if (field == nullptr || field->getType() != formSignature) return;
    if (found.size() >= kMostSignatures) return;
    if (std::find(seen.begin(), seen.end(), field) != seen.end()) return;
    seen.push_back(field);
    std::optional<ESignature> signature = ReadField(*field, bytes);
    if (!signature) return;
    if (box) signature->where = {page, box, 0};
    found.push_back(std::move(*signature));
  };
  ::Page* shown = document.getPage(page);
  const std::unique_ptr<FormPageWidgets> widgets = shown ? shown->getFormWidgets() : nullptr;
  for (int i = 0; widgets != nullptr && i < widgets->getNumWidgets(); ++i) {
    FormWidget* widget = widgets->getWidget(i);
    if (widget != nullptr && widget->getType() == formSignature)
      take(widget->getField(), PlaceOf(*widget, *shown));
  }
  if (page != 1) return found;
  const Form* form = document.getCatalog() ? document.getCatalog()->getForm() : nullptr;
  for (int i = 0; form != nullptr && i < std::min(form->getNumFields(), kMostFields); ++i) {
    FormField* field = form->getRootField(i);
    if (field == nullptr || field->getType() != formSignature) continue;
    const FormWidget* widget = field->getNumWidgets() > 0 ? field->getWidget(0) : nullptr;
    const AnnotWidget* annotation = widget != nullptr ? widget->getWidgetAnnotation() : nullptr;
    if (annotation == nullptr || annotation->getPageNum() == 0) take(field, std::nullopt);
  }
  return found;
}

}  // namespace planrec::acquire
