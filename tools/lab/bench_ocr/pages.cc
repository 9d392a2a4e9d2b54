// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/bench_ocr/pages.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/page_reader.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "tools/lab/samples/sha256.h"

namespace planrec::bench_ocr {
namespace {

using acquire::PdfDocument;

std::string Bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double Number(std::string_view text, bool* good) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  *good = *good && error == std::errc{} && end == text.data() + text.size();
  return value;
}

// A page's image as the program would recognise it.
Result<KnownPage> Load(PdfDocument& pdf, int number) {
  Result<acquire::PageContent> content = pdf.Content(number);
  if (!content) return content.error();
  Result<acquire::PageImage> image = pdf.Image(number, *content, Limits{});
  if (!image) return image.error();
  KnownPage page;
  page.image = std::move(image->raster);
  page.box = image->box;
  page.width_pt = content->width_pt;
  page.height_pt = content->height_pt;
  return page;
}

samples::RgbPage ToRgb(PIX* given) {
  samples::PixPtr pix(pixConvertTo32(given));
  samples::RgbPage page;
  if (!pix) return page;
  page.width_px = pixGetWidth(pix.get());
  page.height_px = pixGetHeight(pix.get());
  page.rgb.reserve(static_cast<size_t>(page.width_px) * static_cast<size_t>(page.height_px) * 3);
  for (int y = 0; y < page.height_px; ++y) {
    const l_uint32* row = pixGetData(pix.get()) + static_cast<ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < page.width_px; ++x) {
      l_int32 red = 0, green = 0, blue = 0;
      extractRGBValues(row[x], &red, &green, &blue);
      for (const int value : {red, green, blue})
        page.rgb.push_back(static_cast<unsigned char>(value));
    }
  }
  return page;
}

}  // namespace

std::vector<std::string> Documents(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".pdf") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<std::vector<RefLine>> ParseReadings(std::string_view text) {
  std::vector<RefLine> lines;
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (row.empty() || row.front() == '#') continue;
    std::vector<std::string_view> fields;
    while (fields.size() < 6 && row.find('\t') != std::string_view::npos) {
      fields.push_back(row.substr(0, row.find('\t')));
      row.remove_prefix(row.find('\t') + 1);
    }
    bool good = fields.size() == 6 && !row.empty();
    RefLine line;
    if (good) {
      line.file = fields[0];
      line.page = static_cast<int>(Number(fields[1], &good));
      line.box = {Number(fields[2], &good), Number(fields[3], &good), Number(fields[4], &good),
                  Number(fields[5], &good)};
      line.text = row;
    }
    if (!good)
      return Error{ErrorType::kCorrupt,
                   "readings, line " + std::to_string(number) +
                       ": not file, page, x0, y0, x1, y1, text with tabs between",
                   0};
    lines.push_back(std::move(line));
  }
  return lines;
}

Status ForEachRealPage(const std::string& folder, const std::vector<RefLine>& readings,
                       const PageSink& sink) {
  bool any = false;
  for (const std::string& path : Documents(folder)) {
    const std::string bytes = Bytes(path);
    const std::string digest = samples::Sha256(bytes);
    std::vector<int> numbers;
    for (const RefLine& line : readings)
      if (digest.starts_with(line.file) &&
          std::find(numbers.begin(), numbers.end(), line.page) == numbers.end())
        numbers.push_back(line.page);
    if (numbers.empty()) continue;
    const auto pdf = PdfDocument::Open(bytes, Limits{});
    if (!pdf) return pdf.error();
    for (const int number : numbers) {
      Result<KnownPage> page = Load(**pdf, number);
      if (!page) return page.error();
      page->name = digest.substr(0, 6) + ", page " + std::to_string(number);
      for (const RefLine& line : readings)
        if (digest.starts_with(line.file) && line.page == number) page->lines.push_back(line);
      any = true;
      sink(*page);
    }
  }
  if (any) return Done{};
  return Error{ErrorType::kNotFound, folder + ": none of the documents that readings are for", 0};
}

std::vector<RefLine> LayerTruth(PdfDocument& pdf, int number) {
  std::vector<RefLine> lines;
  Result<acquire::PageContent> content = pdf.Content(number);
  if (!content) return lines;
  const acquire::LayerEvidence evidence = acquire::Evidence(*content);
  if (evidence.image_coverage > 0.1 || !content->legacy_font.empty() ||
      acquire::Decide(evidence, acquire::OcrMode::kAuto).choice != acquire::PageChoice::kTrustLayer)
    return lines;
  int rotation = 0;
  for (const TextLine& line : acquire::LayerLines(*content, rotation)) {
    if (line.box.Empty()) continue;
    // Half of the gap to the neighbours, so that a word's middle lies inside.
    // As the product gives it: letters of layers may be decomposed, Đ may be another letter's.
    RefLine known{"", number, line.box, normalize::NormalizeText(line.raw)};
    known.box.x0 -= 4, known.box.x1 += 4;
    lines.push_back(std::move(known));
  }
  if (rotation != 0) lines.clear();
  return lines;
}

Status ForEachPrintedPage(const std::string& folder, int pages_each, const PageSink& sink) {
  bool any = false;
  for (const std::string& path : Documents(folder)) {
    const std::string bytes = Bytes(path);
    const auto pdf = PdfDocument::Open(bytes, Limits{});
    if (!pdf) continue;  // encrypted or broken: nothing to measure on
    for (int number = 1; number <= std::min(pages_each, (*pdf)->page_count()); ++number) {
      std::vector<RefLine> lines = LayerTruth(**pdf, number);
      if (lines.empty()) continue;
      Result<KnownPage> page = Load(**pdf, number);
      if (!page) continue;
      page->lines = std::move(lines);
      samples::Scan scan{samples::Ground::kGrey, 200, 0, 0.7, 6, 30};
      samples::Random random = samples::Random(200).Fork(path + std::to_string(number));
      samples::RgbPage rgb = ToRgb(page->image.get());
      Result<samples::PixPtr> scanned = samples::Degrade(rgb, scan, random);
      if (!scanned) return scanned.error();
      const int dpi = page->image.x_dpi();
      page->image = acquire::Raster::Take(scanned->release());
      page->image.SetDpi(dpi, dpi);
      page->name = samples::Sha256(bytes).substr(0, 6) + ", page " + std::to_string(number);
      any = true;
      sink(*page);
    }
  }
  if (any) return Done{};
  return Error{ErrorType::kNotFound, folder + ": no born-digital documents", 0};
}

}  // namespace planrec::bench_ocr
