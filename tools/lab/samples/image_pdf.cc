// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/image_pdf.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

// Objects with fixed numbers.
constexpr int kPagesObject = 2, kFontObject = 3;

std::string Number(double value) {
  char out[48];
  std::snprintf(out, sizeof out, "%.2f", value);
  return out;
}

std::string Stream(const std::string& dictionary, const std::string& data) {
  return "<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
         "\nendstream";
}

/// Latin-1 letters and the quotes and dashes that WinAnsiEncoding places at 0x80..0x9f.
std::string WinAnsi(const std::string& text) {
  static const std::pair<char32_t, unsigned char> kSpecial[] = {
      {U'€', 0x80}, {U'…', 0x85}, {U'‘', 0x91}, {U'’', 0x92}, {U'“', 0x93},
      {U'”', 0x94}, {U'•', 0x95}, {U'–', 0x96}, {U'—', 0x97}, {U'™', 0x99}};
  std::string out;
  for (const char32_t letter : ToUtf32(text)) {
    const auto* special = std::find_if(std::begin(kSpecial), std::end(kSpecial),
                                       [&](const auto& each) { return each.first == letter; });
    if (special != std::end(kSpecial)) {
      out += static_cast<char>(special->second);
    } else if ((letter >= 0x20 && letter < 0x7f) || (letter >= 0xa0 && letter <= 0xff)) {
      out += static_cast<char>(letter);
    }
  }
  return out;
}

std::string Escaped(const std::string& bytes) {
  std::string out = "(";
  for (const char c : bytes) {
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
  return out + ")";
}

std::string HiddenText(const ImagePage& page) {
  std::string out = "BT\n3 Tr\n";
  for (const HiddenWord& word : page.words) {
    const std::string bytes = WinAnsi(word.text);
    if (bytes.empty() || word.size <= 0 || word.x1 <= word.x0) continue;
    // Courier is 0.6 em wide everywhere: Tz stretches the word to its place.
    const double natural = 0.6 * word.size * static_cast<double>(bytes.size());
    out += "/F0 " + Number(word.size) + " Tf " + Number(100 * (word.x1 - word.x0) / natural) +
           " Tz 1 0 0 1 " + Number(word.x0) + " " + Number(page.height_pt - word.baseline) +
           " Tm " + Escaped(bytes) + " Tj\n";
  }
  return out + "ET\n";
}

}  // namespace

int ImagePdf::Add(const std::string& object) {
  objects_.push_back(object);
  return static_cast<int>(objects_.size());
}

void ImagePdf::AddPage(const ImagePage& page) {
  if (objects_.empty()) {
    Add("<< /Type /Catalog /Pages 2 0 R >>");
    Add("");  // the page tree, written last
    Add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
  }
  const std::string size =
      "/Width " + std::to_string(page.width_px) + " /Height " + std::to_string(page.height_px);
  std::string coding;
  switch (page.coding) {
    case ImagePage::Coding::kJpegGrey:
      coding = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode";
      break;
    case ImagePage::Coding::kJpegColour:
      coding = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
      break;
    case ImagePage::Coding::kGroup4:
      coding =
          "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms "
          "<< /K -1 /Columns " +
          std::to_string(page.width_px) + " /Rows " + std::to_string(page.height_px) + " >>";
      break;
  }
  const int image = Add(Stream("/Type /XObject /Subtype /Image " + size + " " + coding, page.data));
  std::string drawing =
      "q " + Number(page.width_pt) + " 0 0 " + Number(page.height_pt) + " 0 0 cm /Im0 Do Q\n";
  if (!page.words.empty()) drawing += HiddenText(page);
  const int content = Add(Stream("", drawing));
  pages_.push_back(Add(
      "<< /Type /Page /Parent " + std::to_string(kPagesObject) + " 0 R /MediaBox [0 0 " +
      Number(page.width_pt) + " " + Number(page.height_pt) + "] /Resources << /XObject << /Im0 " +
      std::to_string(image) + " 0 R >> /Font << /F0 " + std::to_string(kFontObject) +
      " 0 R >> >> /Contents " + std::to_string(content) + " 0 R >>"));
}

std::string ImagePdf::Finish() {
  std::string kids;
  for (const int page : pages_) kids += std::to_string(page) + " 0 R ";
  if (!objects_.empty()) {
    objects_[kPagesObject - 1] =
        "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages_.size()) + " >>";
  }
  std::string out = "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n";
  std::string table;
  for (size_t i = 0; i < objects_.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects_.size() + 1);
  const std::string start = std::to_string(out.size());
  out += "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + count +
         " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
  return out;
}

}  // namespace planrec::samples
