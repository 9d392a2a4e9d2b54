// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/output.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "schemas/record_json.h"
#include "tools/lab/samples/degrade.h"
#include "tools/lab/samples/english_layer.h"
#include "tools/lab/samples/gold.h"
#include "tools/lab/samples/image_pdf.h"
#include "tools/lab/samples/sha256.h"
#include "tools/lab/samples/text_output.h"
#include "tools/lab/samples/typeset.h"

namespace planrec::samples {
namespace {

Status WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return Done{};
  return Error{ErrorType::kOutputFailed, path + ": can't be written", 0};
}

Status WriteBornDigital(const Instance& instance, const std::string& path, Random random) {
  PdfCanvas canvas(path, instance.plan.title);
  auto set = TypesetPlan(instance.plan, instance.style, {}, random, canvas);
  if (!set) return set.error();
  return canvas.Finish();
}

/// What a kind of scan does to the pages.
struct ScanKind {
  const char* name;
  Ground ground;
  bool stamps, english, sideways, tiff;
};
constexpr ScanKind kScanKinds[] = {
    {"scan", Ground::kGrey, false, false, false, false},
    {"tiff", Ground::kBitonal, false, false, false, true},
    {"stamp", Ground::kColour, true, false, false, false},
    {"english-layer", Ground::kBitonal, false, true, false, false},
    {"sideways", Ground::kGrey, false, false, true, false},
};

Result<ImagePage> ToImagePage(PIX* pix, const Scan& scan, int quality) {
  ImagePage page;
  page.width_px = pixGetWidth(pix);
  page.height_px = pixGetHeight(pix);
  page.width_pt = page.width_px * 72.0 / scan.dpi;
  page.height_pt = page.height_px * 72.0 / scan.dpi;
  page.coding = scan.ground == Ground::kColour ? ImagePage::Coding::kJpegColour
                : scan.ground == Ground::kGrey ? ImagePage::Coding::kJpegGrey
                                               : ImagePage::Coding::kGroup4;
  auto data = scan.ground == Ground::kBitonal ? Group4(pix) : Jpeg(pix, quality);
  if (!data) return data.error();
  page.data = std::move(*data);
  return page;
}

Status WriteScan(const Instance& instance, const ScanKind& kind, const std::string& base,
                 const OutputOptions& options, Random random) {
  ImageCanvas canvas(options.dpi);
  const Ink ink = {kind.stamps};
  auto set = TypesetPlan(instance.plan, instance.style, ink, random, canvas);
  if (!set) return set.error();
  std::vector<RgbPage> pages = canvas.Take();
  std::unique_ptr<EnglishReader> reader;
  if (kind.english) {
    auto opened = EnglishReader::Open();
    if (!opened) return opened.error();
    reader = std::move(*opened);
  }
  const int turn = random.Chance(0.5) ? 1 : 3;  // the feeder takes all wide pages the same way
  std::vector<PixPtr> images;
  ImagePdf pdf;
  for (size_t i = 0; i < pages.size(); ++i) {
    Random page_random = random.Fork("page" + std::to_string(i));
    Scan scan;
    scan.ground = kind.ground;
    scan.dpi = options.dpi;
    scan.skew_deg = options.skew_deg * (2 * page_random.Unit() - 1);
    scan.blur_px = 0.5 + 0.3 * page_random.Unit();
    scan.specks = page_random.Between(10, 60);
    const bool wide = std::count(set->landscape.begin(), set->landscape.end(), i) > 0;
    if (kind.sideways && wide) scan.quarter_turns = turn;
    auto pix = Degrade(pages[i], scan, page_random);
    if (!pix) return pix.error();
    pages[i].rgb = {};  // one page of pixels at a time
    if (kind.tiff) {
      images.push_back(std::move(*pix));
      continue;
    }
    auto page = ToImagePage(pix->get(), scan, options.jpeg_quality);
    if (!page) return page.error();
    if (reader) page->words = reader->Read(pix->get(), scan.dpi);
    pdf.AddPage(*page);
  }
  if (kind.tiff) return WriteGroup4Tiff(base + ".tif", images);
  return WriteFile(base + ".pdf", pdf.Finish());
}

/// Every second page a grey scan between born-digital ones.
Status WriteMixed(const Instance& instance, const std::string& path, const OutputOptions& options,
                  Random random) {
  ImageCanvas images(options.dpi);
  auto set = TypesetPlan(instance.plan, instance.style, {}, random, images);
  if (!set) return set.error();
  const std::vector<RgbPage> pages = images.Take();
  std::map<int, ScannedPage> scans;
  for (size_t i = 1; i < pages.size(); i += 2) {
    Random page_random = random.Fork("page" + std::to_string(i));
    Scan scan;
    scan.dpi = options.dpi;
    scan.skew_deg = options.skew_deg * (2 * page_random.Unit() - 1);
    auto pix = Degrade(pages[i], scan, page_random);
    if (!pix) return pix.error();
    auto jpeg = Jpeg(pix->get(), options.jpeg_quality);
    if (!jpeg) return jpeg.error();
    scans[static_cast<int>(i)] = {*jpeg, pixGetWidth(pix->get()), pixGetHeight(pix->get())};
  }
  PdfCanvas canvas(path, instance.plan.title, std::move(scans));
  auto drawn = TypesetPlan(instance.plan, instance.style, {}, random, canvas);
  if (!drawn) return drawn.error();
  return canvas.Finish();
}

/// The sample file as written, whatever its extension.
SourceFile Source(const std::string& base, const std::string& stem) {
  static constexpr std::pair<const char*, const char*> kTypes[] = {{".pdf", "application/pdf"},
                                                                   {".tif", "image/tiff"},
                                                                   {".txt", "text/plain"},
                                                                   {".md", "text/markdown"}};
  SourceFile source;
  for (const auto& [extension, media_type] : kTypes) {
    std::ifstream in(base + extension, std::ios::binary);
    if (!in) continue;
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    source.path = stem + extension;
    source.media_type = media_type;
    source.bytes = bytes.size();
    source.sha256 = Sha256(bytes);
  }
  return source;
}

}  // namespace

const std::vector<std::string>& Kinds() {
  static const std::vector<std::string> kKinds = {
      "pdf", "text", "markdown", "scan", "tiff", "stamp", "english-layer", "sideways", "mixed"};
  return kKinds;
}

Status WriteSample(const Instance& instance, const std::string& kind,
                   const OutputOptions& options) {
  const std::string stem = instance.plan.name + "-" + kind;
  std::error_code failed;
  std::filesystem::create_directories(options.folder + "/gold", failed);
  const std::string base = options.folder + "/" + stem;
  Random random = Random(options.seed).Fork(stem);
  Status written = Error{ErrorType::kInternal, "unknown kind '" + kind + "'", 0};
  if (kind == "pdf") {
    written = WriteBornDigital(instance, base + ".pdf", random);
  } else if (kind == "text") {
    written = WriteFile(base + ".txt", PlainText(instance.plan));
  } else if (kind == "mixed") {
    written = WriteMixed(instance, base + ".pdf", options, random);
  } else if (kind == "markdown") {
    written = WriteFile(base + ".md", Markdown(instance.plan));
  }
  for (const ScanKind& scan : kScanKinds) {
    if (kind == scan.name) written = WriteScan(instance, scan, base, options, random);
  }
  if (!written) return written;
  PlanRecord gold = GoldRecord(instance.plan, kind == "markdown");
  gold.source = Source(base, stem);
  return WriteFile(options.folder + "/gold/" + stem + ".gold.json", schemas::WriteRecord(gold));
}

}  // namespace planrec::samples
