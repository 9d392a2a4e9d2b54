// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/pdf_document.h"

#include <Catalog.h>
#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <poppler-config.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

#include "pipeline/acquire/pdf/e_signatures.h"
#include "pipeline/acquire/pdf/page_device.h"
#include "pipeline/acquire/pdf/pdf_image.h"
#include "pipeline/acquire/pdf/seen_text.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr size_t kMostMessages = 3;     // of one page; the rest is counted
constexpr double kSmallest_pt = 3;      // a page side below can't be
constexpr double kLargest_pt = 14'400;  // 200 inches, what viewers allow
constexpr double kScanShare = 0.85;     // one image over this much of the page: a scan
constexpr double kLayerShare = 0.02;    // other images above this much of a scan's page: layers
constexpr double kRenderDpi = 200;
// Beyond A0 at 1,200 dpi (2.2 · 10^9): decoding takes minutes and no paper has that much on it.
constexpr double kMostImagePixels = 4e9;
constexpr double kMostRenderDpi = 300;

// What Poppler said while it worked on the page (or the opening) at hand.
struct Messages {
  std::vector<std::string> first;
  int more = 0;
};
thread_local Messages* g_messages = nullptr;

// Poppler's callback. Only what can cost content counts; warnings about what it worked around
// without loss would mark half of all real files.
void Listen(ErrorCategory category, Goffset, const char* text) {
  if (!g_messages || !text) return;
  if (category != errSyntaxError && category != errIO && category != errInternal) return;
  std::string message(text);
  auto& first = g_messages->first;
  if (std::find(first.begin(), first.end(), message) != first.end()) return;
  if (first.size() < kMostMessages)
    first.push_back(std::move(message));
  else
    ++g_messages->more;
}

class Listening {
 public:
  explicit Listening(Messages& messages) : before_(std::exchange(g_messages, &messages)) {}
  ~Listening() { g_messages = before_; }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  Messages* before_;
};

std::string Summary(const Messages& messages) {
  std::string out;
  for (const std::string& m : messages.first) out += (out.empty() ? "" : "; ") + m;
  if (messages.more > 0) out += "; and " + std::to_string(messages.more) + " more";
  return out;
}

void SetUpPoppler() {
  static std::once_flag once;
  std::call_once(once, [] {
    setErrorCallback(Listen);
    globalParams = std::make_unique<GlobalParams>();
  });
}

// The object before `at` in a file: "12 0" of "12 0 obj << … at". Empty where there is none.
std::string ObjectBefore(std::string_view bytes, size_t at) {
  const size_t end = bytes.rfind(" obj", at);
  if (end == std::string_view::npos) return "";
  size_t begin = end;
  int spaces = 0;
  while (begin > 0) {
    const char c = bytes[begin - 1];
    if (c == ' ') ++spaces;
    if (!(c >= '0' && c <= '9') && !(c == ' ' && spaces == 1)) break;
    --begin;
  }
  std::string object(bytes.substr(begin, end - begin));
  const size_t space = object.find(' ');
  return space > 0 && space + 1 < object.size() && object.size() < 20 ? object : "";
}

// A file that was cut off has lost its trailer, without which Poppler finds no catalogue. Where the
// catalogue itself is left and readable, the file with a new trailer behind it; else empty.
std::string WithNewTrailer(std::string_view bytes) {
  for (size_t at = bytes.rfind("/Catalog"); at != std::string_view::npos && at > 0;
       at = bytes.rfind("/Catalog", at - 1)) {
    const std::string object = ObjectBefore(bytes, at);
    if (object.empty()) continue;
    return std::string(bytes) + "\nendstream\nendobj\ntrailer\n<< /Root " + object +
           " R >>\nstartxref\n0\n%%EOF\n";
  }
  return "";
}

std::unique_ptr<PDFDoc> OpenBytes(std::string_view bytes,
                                  const std::optional<GooString>& password = {}) {
  // PDFDoc owns the stream; the stream only looks at the bytes.
  auto* stream =
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  return std::make_unique<PDFDoc>(stream, password, password);
}

/// A form whose pages a program of Adobe's draws by itself from XFA (ISO 32000-1, 12.7.8): the file
/// has a page that says so, or none.
bool HasNoPagesButXfa(PDFDoc& document) {
  const Object catalog = document.getXRef()->getCatalog();
  if (!catalog.isDict()) return false;
  const Object rendering = catalog.dictLookup("NeedsRendering");
  const Object form = catalog.dictLookup("AcroForm");
  const bool xfa = form.isDict() && !form.dictLookup("XFA").isNull();
  return xfa && ((rendering.isBool() && rendering.getBool()) || document.getNumPages() < 1);
}

}  // namespace

struct PdfDocument::Poppler {
  std::string_view bytes;
  std::string repaired;  // the bytes, where they had to be changed to be opened
  std::unique_ptr<PDFDoc> document;
  std::unique_ptr<EmbeddedFiles> embedded;  // of the document; made when it is asked for
  int pages = 0;
  Messages opening;  // reported with page 1
  Messages aside;    // of the search for files within it, which looks at all pages

  // `text`: of the characters only those in these boxes; null: all.
  Result<PageImage> Render(int number, const PageContent& content, double dpi,
                           const std::vector<Box>* text, const Messages& messages);
};

PdfDocument::PdfDocument(std::unique_ptr<Poppler> poppler) : poppler_(std::move(poppler)) {}
PdfDocument::~PdfDocument() = default;

Result<std::unique_ptr<PdfDocument>> PdfDocument::Open(std::string_view bytes, const Limits& limits,
                                                       const std::vector<std::string>& passwords) {
  SetUpPoppler();
  if (bytes.size() > limits.max_bytes)
    return Error{ErrorType::kTooLarge, "the file has " + std::to_string(bytes.size()) +
                                           " bytes; --max-bytes allows more"};
  auto poppler = std::make_unique<Poppler>();
  poppler->bytes = bytes;
  Listening listening(poppler->opening);
  poppler->document = OpenBytes(bytes);
  if (!poppler->document->isOk() && poppler->document->getErrorCode() != errEncrypted) {
    poppler->repaired = WithNewTrailer(bytes);
    if (!poppler->repaired.empty()) {
      std::unique_ptr<PDFDoc> repaired = OpenBytes(poppler->repaired);
      if (repaired->isOk()) poppler->document = std::move(repaired);
    }
  }
  for (const std::string& password : passwords) {
    if (poppler->document->isOk() || poppler->document->getErrorCode() != errEncrypted) break;
    poppler->document = OpenBytes(bytes, GooString(password));
  }
  PDFDoc& document = *poppler->document;
  if (!document.isOk()) {
    if (document.getErrorCode() == errEncrypted)
      return Error{
          ErrorType::kEncrypted,
          passwords.empty()
              ? "the PDF asks for a password; give it by --password-file, or remove it with "
                "its owner's program (or qpdf --decrypt)"
              : "the PDF asks for a password that is none of those in --password-file; add "
                "it, or remove it with its owner's program (or qpdf --decrypt)"};
    std::string why = Summary(poppler->opening);
    return Error{ErrorType::kCorrupt, "the PDF can't be opened" + (why.empty() ? "" : ": " + why) +
                                          "; get an undamaged copy"};
  }
  poppler->pages = document.getNumPages();
  if (HasNoPagesButXfa(document))
    return Error{ErrorType::kUnsupportedType,
                 "the PDF is a form in XFA, whose pages only programs of Adobe's draw; print it to "
                 "PDF there and give that"};
  if (poppler->pages < 1)
    return Error{ErrorType::kCorrupt, "the PDF has no pages; get an undamaged copy"};
  if (poppler->pages > limits.max_pages)
    return Error{ErrorType::kTooLarge, "the PDF has " + std::to_string(poppler->pages) +
                                           " pages, more than --max-pages " +
                                           std::to_string(limits.max_pages)};
  return std::unique_ptr<PdfDocument>(new PdfDocument(std::move(poppler)));
}

EmbeddedFiles& PdfDocument::Embedded() {
  // Whatever is wrong with a file within it is no damage of the page at hand.
  Listening listening(poppler_->aside);
  if (!poppler_->embedded)
    poppler_->embedded = std::make_unique<EmbeddedFiles>(*poppler_->document);
  return *poppler_->embedded;
}

int PdfDocument::page_count() const {
  return poppler_->pages;
}

std::vector<ESignature> PdfDocument::Signatures(int number) {
  Messages ignored;  // whatever is wrong with a signature is no damage of the page
  Listening listening(ignored);
  return SignaturesOn(*poppler_->document, poppler_->bytes, number);
}

namespace {

/// Counts drawing operators: Poppler asks at about every tenth whether to go on.
struct OperatorCount {
  int64_t most = 0, seen = 0;
  bool exceeded() const { return seen > most; }
  static bool Ask(void* count) {
    constexpr int64_t kOperatorsBetween = 11;
    auto* self = static_cast<OperatorCount*>(count);
    self->seen += kOperatorsBetween;
    return self->exceeded();
  }
};

/// Whether one filter of the stream can unpack its bytes into more than `most`: deflate gives at
/// most 1,032 bytes for one; several filters in a row are not to be foretold.
bool MayExceed(const Object& stream, int64_t most) {
  constexpr int64_t kDeflateMost = 1032;
  Dict* dictionary = stream.streamGetDict();
  const Object filter = dictionary->lookup("Filter");
  if (filter.isArray() && filter.arrayGetLength() > 1) return true;
  const Object length = dictionary->lookup("Length");
  return !length.isInt() || length.getInt() > most / kDeflateMost;
}

/// True where the page's drawing instructions unpack into more than `most` bytes.
bool ContentExceeds(::Page& page, int64_t most) {
  Object contents = page.getContents();
  const int parts = contents.isArray() ? contents.arrayGetLength() : 1;
  int64_t left = most;
  for (int i = 0; i < parts && left >= 0; ++i) {
    Object part = contents.isArray() ? contents.arrayGet(i) : contents.copy();
    if (!part.isStream() || !MayExceed(part, left)) continue;
    part.streamReset();
    std::array<unsigned char, 1 << 16> buffer;
    int got = 0;
    while (left >= 0 && (got = part.streamGetChars(buffer.size(), buffer.data())) > 0) left -= got;
    part.streamClose();
  }
  return left < 0;
}

}  // namespace

namespace {

// Files within the file are no pages of it.
void TellAttachments(const EmbeddedFiles& files, PageContent& content) {
  constexpr size_t kMostNamed = 5;
  const std::vector<std::string>& all = files.names();
  if (all.empty()) return;
  std::string names;
  for (size_t i = 0; i < std::min(all.size(), kMostNamed); ++i)
    names += (i == 0 ? "" : ", ") + all[i];
  content.diagnostics.push_back(
      {"pdf.attachments", std::to_string(all.size()) + " attached files are no pages of it (" +
                              names + (all.size() > kMostNamed ? ", …" : "") +
                              "); a run reads them as inputs of their own"});
}

}  // namespace

Result<PageContent> PdfDocument::Content(int number, const Limits& limits) {
  if (number < 1 || number > poppler_->pages)
    return Error{ErrorType::kInternal, "no such page", number};
  Messages messages;
  if (number == 1) messages = poppler_->opening;
  Listening listening(messages);
  PDFDoc& document = *poppler_->document;
  if (!document.getPage(number)) {
    std::string why = Summary(messages);
    return Error{ErrorType::kCorrupt,
                 "the page's object can't be read" + (why.empty() ? "" : ": " + why), number};
  }
  if (ContentExceeds(*document.getPage(number), limits.max_content_mib << 20)) {
    return Error{ErrorType::kTooLarge,
                 "the page's instructions unpack into more than " +
                     std::to_string(limits.max_content_mib) +
                     " MiB; if the file can be trusted, raise --max-content",
                 number};
  }
  PageDevice device;
  OperatorCount count{limits.max_operations};
  document.displayPage(&device, number, 72, 72, 0, false, true, false, OperatorCount::Ask, &count,
                       BareDevice::ChooseAnnotation, &device);
  if (count.exceeded()) {
    return Error{ErrorType::kTooLarge,
                 "the page draws with more than " + std::to_string(limits.max_operations) +
                     " operators; if the file can be trusted, raise --max-operations",
                 number};
  }
  PageContent content = device.Take();
  auto bad = [](double side) { return !std::isfinite(side) || side < kSmallest_pt; };
  if (bad(content.width_pt) || bad(content.height_pt)) {
    content.diagnostics.push_back({"page.size", "the page has no usable size; A4 is taken"});
    content.width_pt = 595.28;
    content.height_pt = 841.89;
  }
  if (content.width_pt > kLargest_pt || content.height_pt > kLargest_pt) {
    content.diagnostics.push_back({"page.size", "the page is larger than 200 inches; cut to that"});
    content.width_pt = std::min(content.width_pt, kLargest_pt);
    content.height_pt = std::min(content.height_pt, kLargest_pt);
  }
  std::string damage = Summary(messages);
  const bool empty = content.glyphs.empty() && content.images.empty() && !content.has_paths;
  // Poppler tells each fault once: that of this page may have been told before.
  if (empty && damage.empty()) damage = Summary(poppler_->aside);
  if (!damage.empty()) {
    if (empty)
      return Error{ErrorType::kCorrupt, "nothing of the page can be read: " + damage, number};
    content.diagnostics.push_back({"pdf.damaged", damage});
  }
  if (number == 1) TellAttachments(Embedded(), content);
  HideCovered(content);
  DropUnseen(content);
  return content;
}

namespace {

// The one image that is the page, or -1.
int ScanImage(const PageContent& content) {
  const Box page{0, 0, content.width_pt, content.height_pt};
  int scan = -1;
  for (size_t i = 0; i < content.images.size(); ++i) {
    const ImageUse& image = content.images[i];
    if (image.annotation) continue;
    double share = Intersect(image.box, page).Area() / page.Area();
    if (share >= kScanShare && scan < 0)
      scan = static_cast<int>(i);
    else if (share > kLayerShare)
      return -1;  // more layers: only a rendering puts them together
  }
  if (scan < 0) return -1;
  // What a mask lets through, and what stands below it, only a rendering shows.
  const ImageUse& found = content.images[static_cast<size_t>(scan)];
  if (!found.opaque && !found.stencil) return -1;
  // Letters drawn on the image (numbers filled in, stamps) are part of what there is to read.
  for (const Glyph& g : content.glyphs)
    if (!g.invisible && !g.annotation && !g.IsSpace()) return -1;
  return scan;
}

// `wanted`: 0 = by the page's images.
double RenderingDpi(const PageContent& content, const Limits& limits, double wanted = 0) {
  double dpi = wanted > 0 ? wanted : kRenderDpi;
  for (const ImageUse& image : content.images) {
    if (wanted > 0 || image.annotation || image.box.Empty()) continue;
    if (image.box.Area() < 0.3 * content.width_pt * content.height_pt) continue;
    dpi = std::max(dpi, std::min(kMostRenderDpi, image.width_px * 72 / image.box.Width()));
  }
  double square_inches = content.width_pt * content.height_pt / (72 * 72);
  double most = std::sqrt(static_cast<double>(limits.max_pixels) / square_inches);
  return std::max(10.0, std::min(dpi, most));
}

// Cuts what of a stored image stands outside of the page.
void CutToPage(PageImage& image, const PageContent& content) {
  const Box page{0, 0, content.width_pt, content.height_pt};
  Box seen = Intersect(image.box, page);
  if (seen.Empty() || seen.Area() > 0.98 * image.box.Area()) return;
  const double sx = image.raster.width_px() / image.box.Width();
  const double sy = image.raster.height_px() / image.box.Height();
  Raster cut = CutOut(image.raster, static_cast<int>(std::floor((seen.x0 - image.box.x0) * sx)),
                      static_cast<int>(std::floor((seen.y0 - image.box.y0) * sy)),
                      static_cast<int>(std::ceil(seen.Width() * sx)),
                      static_cast<int>(std::ceil(seen.Height() * sy)));
  if (cut.empty()) return;
  image.raster = std::move(cut);
  image.box = seen;
}

Status CheckImages(const PageContent& content, int number) {
  for (const ImageUse& used : content.images) {
    const double width = used.width_px, height = used.height_px;
    if (width * height <= kMostImagePixels) continue;
    return Error{ErrorType::kTooLarge,
                 "an image of the page claims " + std::to_string(used.width_px) + " x " +
                     std::to_string(used.height_px) + " pixels; get a copy of a sound size",
                 number};
  }
  return Done{};
}

}  // namespace

Result<PageImage> PdfDocument::Poppler::Render(int number, const PageContent& content, double dpi,
                                               const std::vector<Box>* text,
                                               const Messages& messages) {
  PageImage image;
  image.rendered = true;
  image.box = {0, 0, content.width_pt, content.height_pt};
  image.raster = RenderPage(*document, number, dpi, text);
  if (image.raster.empty()) {
    std::string why = Summary(messages);
    return Error{ErrorType::kCorrupt,
                 "the page can't be rendered" + (why.empty() ? "" : ": " + why), number};
  }
  return image;
}

Result<PageImage> PdfDocument::Image(int number, const PageContent& content, const Limits& limits,
                                     double dpi) {
  Messages messages;
  Listening listening(messages);
  if (Status sound = CheckImages(content, number); !sound) return sound.error();
  PageImage image;
  if (int scan = ScanImage(content); scan >= 0) {
    image.box = content.images[static_cast<size_t>(scan)].box;
    image.raster = StoredImage(*poppler_->document, number, scan, image.box, limits.max_pixels);
    if (!image.raster.empty()) {
      CutToPage(image, content);
      return image;
    }
  }
  return poppler_->Render(number, content, RenderingDpi(content, limits, dpi), nullptr, messages);
}

Result<PageImage> PdfDocument::Rendering(int number, const PageContent& content,
                                         const Limits& limits, const std::vector<Box>& text) {
  Messages messages;
  Listening listening(messages);
  if (Status sound = CheckImages(content, number); !sound) return sound.error();
  return poppler_->Render(number, content, RenderingDpi(content, limits), &text, messages);
}

std::string PopplerVersion() {
  return POPPLER_VERSION;
}

}  // namespace planrec::acquire
