// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/damage/bombs.h"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <vector>

namespace planrec::damage {
namespace {

constexpr size_t kUnpacked = size_t{1} << 29;

/// Objects 1, 2, … as a file with a cross-reference table.
std::string File(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.7\n";
  std::vector<size_t> places;
  for (size_t i = 0; i < objects.size(); ++i) {
    places.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const size_t place : places) {
    const std::string digits = std::to_string(place);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  out += "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  return out;
}

std::string Stream(const std::string& dictionary, const std::string& bytes) {
  return "<< " + dictionary + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
         "\nendstream";
}

constexpr const char* kCatalog = "<< /Type /Catalog /Pages 2 0 R >>";
constexpr const char* kPages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
constexpr const char* kFont =
    "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ";

/// One page with this content stream and more objects from number 5.
std::string OnePage(const std::string& content, const std::vector<std::string>& more = {},
                    const std::string& resources = "") {
  std::vector<std::string> objects = {
      kCatalog, kPages,
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " +
          std::string(kFont) + resources + " >> >>",
      content};
  objects.insert(objects.end(), more.begin(), more.end());
  return File(objects);
}

/// `text` again and again up to `size` bytes, deflated.
std::string Deflated(const std::string& text, size_t size) {
  std::string block;
  while (block.size() < (size_t{1} << 20)) block += text;
  z_stream stream{};
  deflateInit(&stream, 6);
  std::string out;
  std::array<unsigned char, 1 << 16> buffer;
  for (size_t done = 0; done < size || stream.avail_in > 0; done += block.size()) {
    stream.next_in = reinterpret_cast<unsigned char*>(block.data());
    stream.avail_in = static_cast<unsigned>(block.size());
    const bool last = done + block.size() >= size;
    do {
      stream.next_out = buffer.data();
      stream.avail_out = buffer.size();
      deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
      out.append(reinterpret_cast<char*>(buffer.data()), buffer.size() - stream.avail_out);
    } while (stream.avail_out == 0);
    if (last) break;
  }
  deflateEnd(&stream);
  return out;
}

std::string DeflatedOnce(const std::string& bytes) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress2(reinterpret_cast<Bytef*>(out.data()), &size,
            reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9);
  out.resize(size);
  return out;
}

std::string SpacesInContent() {
  return OnePage(Stream("/Filter /FlateDecode", Deflated(" ", kUnpacked)));
}

std::string TwiceDeflated() {
  return OnePage(
      Stream("/Filter [/FlateDecode /FlateDecode]", DeflatedOnce(Deflated("0 0 m ", kUnpacked))));
}

std::string LettersInContent() {
  return OnePage(Stream("/Filter /FlateDecode",
                        Deflated("BT /F 9 Tf 50 700 Td (mmmmmmmm) Tj ET ", kUnpacked / 8)));
}

std::string LinesInContent() {
  return OnePage(Stream("/Filter /FlateDecode", Deflated("10 10 m 500 10 l S ", kUnpacked / 8)));
}

std::string SavesInContent() {
  return OnePage(Stream("/Filter /FlateDecode", Deflated("q ", kUnpacked / 16)));
}

std::string FormsInForms() {
  // Ten forms, each drawing the next one ten times: ten billion drawings.
  std::vector<std::string> forms;
  for (int i = 5; i < 15; ++i) {
    std::string content;
    for (int k = 0; k < 10; ++k) content += "/X Do ";
    if (i == 14) content = "BT /F 9 Tf 50 700 Td (m) Tj ET";
    forms.push_back(Stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources " +
                               std::string(kFont) + "/XObject << /X " + std::to_string(i + 1) +
                               " 0 R >> >>",
                           content));
  }
  return OnePage(Stream("", "/X Do"), forms, "/XObject << /X 5 0 R >>");
}

std::string FormInItself() {
  return OnePage(Stream("", "/X Do"),
                 {Stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources "
                         "<< /XObject << /X 5 0 R >> >>",
                         "/X Do /X Do")},
                 "/XObject << /X 5 0 R >>");
}

/// A page with an image of this size over it.
std::string ImagePage(const std::string& dictionary, const std::string& bytes) {
  return OnePage(Stream("", "595 0 0 842 0 0 cm /X Do"),
                 {Stream("/Type /XObject /Subtype /Image " + dictionary, bytes)},
                 "/XObject << /X 5 0 R >>");
}

std::string HugeGreyImage() {
  return ImagePage(
      "/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
      Deflated(std::string(1, '\0'), kUnpacked));
}

std::string HugeFaxImage() {
  return ImagePage(
      "/Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter "
      "/CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>",
      std::string(200'000, '\xff'));
}

std::string ImpossibleImage() {
  return ImagePage(
      "/Width 2147483647 /Height 2147483647 /BitsPerComponent 16 /ColorSpace /DeviceCMYK /Filter "
      "/DCTDecode",
      "\xff\xd8\xff\xe0");
}

std::string Big32(uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
  return out;
}

std::string HugeJbig2Image() {
  // Segment 0: page information of 100,000 × 100,000; segment 1: end of page.
  const std::string page = Big32(0) + std::string("\x30\x00\x01", 3) + Big32(19) + Big32(100'000) +
                           Big32(100'000) + Big32(0) + Big32(0) + std::string("\0\0\0", 3);
  return ImagePage(
      "/Width 100000 /Height 100000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter "
      "/JBIG2Decode",
      page);
}

std::string HugeJpxImage() {
  // A codestream header of 60,000 × 60,000 pixels in one tile, and nothing behind it.
  const auto big16 = [](unsigned value) {
    return std::string{static_cast<char>(value >> 8), static_cast<char>(value)};
  };
  const std::string size = big16(0) + Big32(60'000) + Big32(60'000) + Big32(0) + Big32(0) +
                           Big32(60'000) + Big32(60'000) + Big32(0) + Big32(0) + big16(1) +
                           std::string("\x07\x01\x01", 3);
  return ImagePage(
      "/Width 60000 /Height 60000 /Filter /JPXDecode",
      std::string("\xff\x4f\xff\x51", 4) + big16(static_cast<unsigned>(size.size()) + 2) + size);
}

std::string PagesInCircles() {
  return File({kCatalog, "<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] /Count 300000000 >>",
               "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 100000000 >>"});
}

std::string ManyPages() {
  std::string kids;
  for (int i = 0; i < 200'000; ++i) kids += "3 0 R ";
  return File({kCatalog, "<< /Type /Pages /Count 200000 /Kids [" + kids + "] >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"});
}

std::string DeepArrays() {
  const size_t depth = 1'000'000;
  return File({kCatalog, kPages,
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /X " +
                   std::string(depth, '[') + std::string(depth, ']') + " >>"});
}

std::string ManyObjects() {
  // A cross-reference that claims two billion objects.
  std::string file = OnePage(Stream("", ""));
  return file.replace(file.rfind("/Size "), 7, "/Size 2000000000 /X ");
}

std::string PrevInCircles() {
  std::string file = OnePage(Stream("", ""));
  const size_t start = file.rfind("startxref\n") + 10;
  const std::string place = file.substr(start, file.find('\n', start) - start);
  return file.insert(file.rfind("/Root"), "/Prev " + place + " ");
}

std::string HugePage() {
  std::string file = OnePage(Stream("", "BT /F 9 Tf 50 700 Td (a page of 14 km) Tj ET"));
  const std::string box = "[0 0 595 842]";
  return file.replace(file.find(box), box.size(), "[0 0 4e7 4e7]");
}

std::string ShadingForever() {
  return OnePage(Stream("/Filter /FlateDecode", Deflated("/S sh ", kUnpacked / 64)), {},
                 "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceGray /Function << "
                 "/FunctionType 2 /Domain [0 1] /N 1 >> >> >>");
}

struct Bomb {
  const char* name;
  std::string (*make)();
};

constexpr std::array<Bomb, 19> kBombs = {{
    {"spaces", SpacesInContent},
    {"twice-deflated", TwiceDeflated},
    {"letters", LettersInContent},
    {"lines", LinesInContent},
    {"saves", SavesInContent},
    {"forms-in-forms", FormsInForms},
    {"form-in-itself", FormInItself},
    {"grey-image", HugeGreyImage},
    {"fax-image", HugeFaxImage},
    {"impossible-image", ImpossibleImage},
    {"jbig2-image", HugeJbig2Image},
    {"jpx-image", HugeJpxImage},
    {"pages-in-circles", PagesInCircles},
    {"many-pages", ManyPages},
    {"deep-arrays", DeepArrays},
    {"many-objects", ManyObjects},
    {"prev-in-circles", PrevInCircles},
    {"huge-page", HugePage},
    {"shading", ShadingForever},
}};

}  // namespace

size_t BombCount() {
  return kBombs.size();
}

const char* BombName(size_t index) {
  return kBombs[index].name;
}

std::string MakeBomb(size_t index) {
  // Packing takes a second: each is made once.
  static std::array<std::string, kBombs.size()> made;
  if (made[index].empty()) made[index] = kBombs[index].make();
  return made[index];
}

}  // namespace planrec::damage
