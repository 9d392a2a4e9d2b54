// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/searchable.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <map>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <set>
#include <utility>

#include "pipeline/core/utf8.h"
#include "pipeline/searchable/image_page.h"
#include "pipeline/searchable/old_layer.h"

namespace planrec::searchable {
namespace {

constexpr const char* kFontName = "/Plr";
// Of the font, in thousandths of its size: all letters are half as wide as high.
constexpr int kAscent = 800, kDescent = -200, kWidth = 500;
constexpr size_t kLongestTitle = 200;  // letters of a bookmark

/// Without zeros that say nothing: a page has thousands of these. `decimals` > 0.
std::string Number(double value, int decimals) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string_view number(text, static_cast<size_t>(std::max(size, 0)));
  while (number.back() == '0') number.remove_suffix(1);
  if (number.back() == '.') number.remove_suffix(1);
  return number == "-0" ? "0" : std::string(number);
}

/// Where a page lies in the file's own coordinates, and how it is turned.
struct Frame {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  int quarters = 0;  ///< clockwise, until it is upright
  double skew = 0;   ///< radians, clockwise, by which it was then straightened

  /// A place on the straightened page on the upright one.
  std::pair<double, double> Unstraightened(double x, double y) const {
    if (skew == 0) return {x, y};
    const bool sideways = quarters % 2 == 1;
    const double cx = (sideways ? y1 - y0 : x1 - x0) / 2, cy = (sideways ? x1 - x0 : y1 - y0) / 2;
    const double dx = x - cx, dy = y - cy;
    return {cx + dx * std::cos(skew) + dy * std::sin(skew),
            cy + dy * std::cos(skew) - dx * std::sin(skew)};
  }
  /// A place on the upright page (origin top left) in the file's coordinates.
  std::pair<double, double> At(double x, double y) const {
    switch (quarters) {
      case 1:
        return {x0 + y, y0 + x};
      case 2:
        return {x1 - x, y0 + y};
      case 3:
        return {x1 - y, y1 - x};
      default:
        return {x0 + x, y1 - y};
    }
  }
  double Turn(double rise) const { return rise + quarters * M_PI / 2; }
  /// The way of lines that rise by an angle on the upright page.
  std::string Matrix(double rise) const {
    const double turn = Turn(rise), c = std::cos(turn), s = std::sin(turn);
    return Number(c, 5) + " " + Number(s, 5) + " " + Number(-s, 5) + " " + Number(c, 5);
  }
};

Frame FrameOf(QPDFPageObjectHelper page, int rotation, double skew_deg = 0) {
  const QPDFObjectHandle::Rectangle box = page.getCropBox().getArrayAsRectangle();
  QPDFObjectHandle turned = page.getAttribute("/Rotate", false);
  const int own = turned.isInteger() ? turned.getIntValueAsInt() : 0;
  const int quarters = ((own + rotation) / 90 % 4 + 4) % 4;
  return {box.llx, box.lly, box.urx, box.ury, quarters, skew_deg * M_PI / 180};
}

/// A string of UTF-16 units and a blank, as bytes: compressed, half as large as in hexadecimal.
std::string Shown(std::string_view text, size_t& letters) {
  std::string out = "(";
  const auto put = [&out](unsigned byte) {
    const auto c = static_cast<char>(byte);
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    // Readers take a bare one as the end of a line.
    out += c == '\r' ? "\\r" : std::string(1, c);
  };
  letters = 0;
  for (size_t at = 0; at < text.size();) {
    char32_t letter = DecodeUtf8(text, at);
    // One code is one letter: what needs two units has no place in the font.
    if (letter > 0xFFFF) letter = 0xFFFD;
    put(letter >> 8);
    put(letter & 0xFF);
    ++letters;
  }
  put(0), put(' ');
  return out + ")";
}

double Tenths(double value) {
  return std::round(value * 10) / 10;
}

/// The words as a content stream, small: the page is turned once so that its lines run level, each
/// word is moved to from the one before, and numbers have a decimal (a tenth of a point is 0.04
/// mm).
std::string TextStream(const PageText& page, const Frame& frame) {
  std::string out = "q " + frame.Matrix(frame.skew) + " 0 0 cm BT 3 Tr\n";
  const double turn = frame.Turn(frame.skew), c = std::cos(turn), s = std::sin(turn);
  double at_x = 0, at_y = 0, font = 0, stretch = 0;
  for (const Word& word : page.words) {
    size_t letters = 0;
    const std::string text = Shown(word.text, letters);
    const double height = Tenths(word.box.y1 - word.box.y0), width = word.box.x1 - word.box.x0;
    if (letters == 0 || height <= 0 || width <= 0) continue;
    const auto place = frame.Unstraightened(word.box.x0, word.box.y1 + height * kDescent / 1000);
    const auto [x, y] = frame.At(place.first, place.second);
    const double level_x = Tenths(x * c + y * s), level_y = Tenths(y * c - x * s);
    const double natural = static_cast<double>(letters) * height * kWidth / 1000;
    const double wanted = Tenths(100 * width / natural);
    if (height != font) out += std::string(kFontName) + " " + Number(height, 1) + " Tf ";
    if (wanted != stretch) out += Number(wanted, 1) + " Tz ";
    out += Number(level_x - at_x, 1) + " " + Number(level_y - at_y, 1) + " Td" + text + "Tj\n";
    at_x = level_x, at_y = level_y, font = height, stretch = wanted;
  }
  return out + "ET Q\n";
}

/// Codes are UTF-16 units and mean themselves.
std::string UnicodeMap() {
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  // A range stays within one first byte; a list has at most 100 of them.
  for (int from = 0; from < 256; from += 100) {
    const int to = std::min(from + 100, 256);
    out += std::to_string(to - from) + " beginbfrange\n";
    for (int high = from; high < to; ++high) {
      char line[48];
      std::snprintf(line, sizeof line, "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
      out += line;
    }
    out += "endbfrange\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

QPDFObjectHandle MakeFont(QPDF& pdf) {
  QPDFObjectHandle descriptor = pdf.makeIndirectObject(QPDFObjectHandle::parse(
      "<< /Type /FontDescriptor /FontName /PlanrecText /Flags 4 /FontBBox [0 -200 500 800] "
      "/ItalicAngle 0 /Ascent " +
      std::to_string(kAscent) + " /Descent " + std::to_string(kDescent) +
      " /CapHeight 700 /StemV 80 >>"));
  QPDFObjectHandle inner = QPDFObjectHandle::parse(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /PlanrecText /CIDSystemInfo << /Registry "
      "(Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /DW " +
      std::to_string(kWidth) + " >>");
  inner.replaceKey("/FontDescriptor", descriptor);
  QPDFObjectHandle font = QPDFObjectHandle::parse(
      "<< /Type /Font /Subtype /Type0 /BaseFont /PlanrecText /Encoding /Identity-H >>");
  font.replaceKey("/DescendantFonts", QPDFObjectHandle::newArray({pdf.makeIndirectObject(inner)}));
  font.replaceKey("/ToUnicode", pdf.newStream(UnicodeMap()));
  return pdf.makeIndirectObject(font);
}

/// Adds the font to the page's own resources.
void UseFont(QPDFPageObjectHelper page, QPDFObjectHandle font) {
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = QPDFObjectHandle::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  QPDFObjectHandle fonts = resources.getKey("/Font");
  // Other pages may share it.
  fonts = fonts.isDictionary() ? fonts.shallowCopy() : QPDFObjectHandle::newDictionary();
  fonts.replaceKey(kFontName, font);
  resources.replaceKey("/Font", fonts);
}

/// True where a signature was put on the file: it holds for these bytes only.
bool IsSigned(QPDF& pdf) {
  QPDFObjectHandle root = pdf.getRoot();
  if (root.getKey("/Perms").isDictionary()) return true;
  QPDFAcroFormDocumentHelper forms(pdf);
  if (!forms.hasAcroForm()) return false;
  std::vector<QPDFObjectHandle> fields = {root.getKey("/AcroForm").getKey("/Fields")};
  std::set<QPDFObjGen> seen;
  while (!fields.empty()) {
    QPDFObjectHandle field = fields.back();
    fields.pop_back();
    if (field.isArray()) {
      for (const QPDFObjectHandle& each : field.aitems()) fields.push_back(each);
    } else if (field.isDictionary() &&
               (!field.isIndirect() || seen.insert(field.getObjGen()).second)) {
      if (field.getKey("/FT").isNameAndEquals("/Sig") && field.getKey("/V").isDictionary())
        return true;
      fields.push_back(field.getKey("/Kids"));
    }
  }
  return false;
}

class Outline {
 public:
  explicit Outline(QPDF& pdf) : pdf_(pdf), root_(New()) {}

  void Add(const Bookmark& mark, QPDFObjectHandle page, double x, double y) {
    while (open_.size() > static_cast<size_t>(std::max(0, mark.depth))) open_.pop_back();
    QPDFObjectHandle above = open_.empty() ? root_ : open_.back();
    QPDFObjectHandle item = New();
    size_t end = 0;
    for (size_t n = 0; n < kLongestTitle && end < mark.title.size(); ++n)
      DecodeUtf8(mark.title, end);
    item.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(mark.title.substr(0, end)));
    item.replaceKey("/Dest",
                    QPDFObjectHandle::newArray(
                        {page, QPDFObjectHandle::newName("/XYZ"), QPDFObjectHandle::newReal(x, 2),
                         QPDFObjectHandle::newReal(y, 2), QPDFObjectHandle::newNull()}));
    item.replaceKey("/Parent", above);
    QPDFObjectHandle last = above.getKey("/Last");
    if (last.isDictionary()) {
      last.replaceKey("/Next", item);
      item.replaceKey("/Prev", last);
    } else {
      above.replaceKey("/First", item);
    }
    above.replaceKey("/Last", item);
    open_.push_back(item);
    if (open_.size() == 1) ++shown_;
    ++all_[above.getObjGen()];
  }

  void Finish() {
    if (shown_ == 0) return;
    root_.replaceKey("/Type", QPDFObjectHandle::newName("/Outlines"));
    root_.replaceKey("/Count", QPDFObjectHandle::newInteger(shown_));
    // Closed ones: a minus before how many they would show.
    for (const auto& [id, count] : all_) {
      if (id != root_.getObjGen())
        pdf_.getObject(id).replaceKey("/Count", QPDFObjectHandle::newInteger(-count));
    }
    pdf_.getRoot().replaceKey("/Outlines", root_);
  }

 private:
  QPDFObjectHandle New() { return pdf_.makeIndirectObject(QPDFObjectHandle::newDictionary()); }

  QPDF& pdf_;
  QPDFObjectHandle root_;
  std::vector<QPDFObjectHandle> open_;  ///< from the outermost to the last one
  std::map<QPDFObjGen, int> all_;       ///< children
  int shown_ = 0;
};

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    }
  }
  return out;
}

std::string Metadata(const Content& content) {
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta "
      "xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">";
  if (!content.title.empty()) {
    out += "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + Escaped(content.title) +
           "</rdf:li></rdf:Alt></dc:title>";
  }
  if (!content.code.empty()) out += "<dc:identifier>" + Escaped(content.code) + "</dc:identifier>";
  if (!content.date.empty())
    out += "<dc:date><rdf:Seq><rdf:li>" + Escaped(content.date) + "</rdf:li></rdf:Seq></dc:date>";
  return out +
         "<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language></rdf:Description>"
         "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

void Describe(QPDF& pdf, const Content& content) {
  QPDFObjectHandle stream = pdf.newStream(Metadata(content));
  stream.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
  stream.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
  pdf.getRoot().replaceKey("/Metadata", stream);
  if (content.title.empty()) return;
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  if (!info.isDictionary()) {
    info = pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
    pdf.getTrailer().replaceKey("/Info", info);
  }
  info.replaceKey("/Title", QPDFObjectHandle::newUnicodeString(content.title));
}

std::string Written(QPDF& pdf) {
  // libqpdf puts the right number there, but only where one stood: a damaged file may lack it.
  pdf.getTrailer().replaceKey("/Size", QPDFObjectHandle::newInteger(1));
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setExtraHeaderText(std::string(kCopySign) + "\n");
  // Text is a row of small objects: in streams of objects they take a tenth.
  writer.setObjectStreamMode(qpdf_o_generate);
  // What is compressed stays so, images above all; what is new or was filtered gets compressed.
  writer.setCompressStreams(true);
  writer.setDecodeLevel(qpdf_dl_generalized);
  writer.write();
  const std::shared_ptr<Buffer> bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

void AddBookmarks(QPDF& pdf, const Content& content, std::vector<QPDFPageObjectHelper>& pages) {
  if (pdf.getRoot().getKey("/Outlines").isDictionary()) return;
  Outline outline(pdf);
  for (const Bookmark& mark : content.bookmarks) {
    if (mark.page < 1 || static_cast<size_t>(mark.page) > pages.size()) continue;
    QPDFPageObjectHelper page = pages[static_cast<size_t>(mark.page) - 1];
    const auto [x, y] = FrameOf(page, mark.rotation).At(0, mark.top);
    outline.Add(mark, page.getObjectHandle(), x, y);
  }
  outline.Finish();
}

/// Words, bookmarks and descriptions for the pages that are there.
std::string Completed(QPDF& pdf, const Content& content) {
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
  QPDFObjectHandle font = MakeFont(pdf);
  for (const PageText& text : content.pages) {
    if (text.number < 1 || static_cast<size_t>(text.number) > pages.size()) continue;
    QPDFPageObjectHelper page = pages[static_cast<size_t>(text.number) - 1];
    SilenceOldLayer(page);
    // Whatever the page leaves behind does not move the words.
    page.addPageContents(pdf.newStream("q\n"), true);
    page.addPageContents(
        pdf.newStream("\nQ\n" + TextStream(text, FrameOf(page, text.rotation, text.skew_deg))),
        false);
    UseFont(page, font);
  }
  AddBookmarks(pdf, content, pages);
  Describe(pdf, content);
  return Written(pdf);
}

Error Encrypted() {
  return {ErrorType::kUnsupportedType, "it is encrypted: no searchable copy is made"};
}

Result<std::string> CopyOf(std::string_view bytes, const Content& content) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("input", bytes.data(), bytes.size());
  if (pdf.isEncrypted()) return Encrypted();
  if (IsSigned(pdf)) {
    return Error{ErrorType::kUnsupportedType,
                 "it is signed: a copy would lose the signature, so none is made"};
  }
  return Completed(pdf, content);
}

std::string CopyOf(std::vector<PageImage> images, const Content& content) {
  QPDF pdf;
  pdf.emptyPDF();
  for (PageImage& image : images) AddImagePage(pdf, std::move(image));
  return Completed(pdf, content);
}

template <typename Source>
Result<std::string> Make(Source source, const Content& content) {
  try {
    return CopyOf(std::move(source), content);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    const auto* pdf = dynamic_cast<const QPDFExc*>(&failure);
    if (pdf != nullptr && pdf->getErrorCode() == qpdf_e_password) return Encrypted();
    return Error{ErrorType::kCorrupt,
                 std::string("no searchable copy can be made: ") + failure.what()};
  }
}

}  // namespace

Result<std::string> MakeSearchable(std::string_view pdf, const Content& content) {
  return Make(pdf, content);
}

Result<std::string> MakeSearchable(std::vector<PageImage> images, const Content& content) {
  return Make(std::move(images), content);
}

std::string LibraryVersions() {
  return "libqpdf " + QPDF::QPDFVersion();
}

}  // namespace planrec::searchable
