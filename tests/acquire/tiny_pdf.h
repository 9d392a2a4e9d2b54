// SPDX-License-Identifier: GPL-3.0-or-later
//
// Test help: PDF files written by hand. Object 1 is the catalogue, 2 the page tree, 3 a font whose
// letters are all half an em wide and whose codes 1–4 are Ủ, ấ, ế and a split ế.
//
//   TinyPdf pdf;
//   pdf.AddPage("BT /F1 12 Tf 72 700 Td (Ke hoach) Tj ET");
//   std::string bytes = pdf.Bytes();
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace planrec::acquire {

class TinyPdf {
 public:
  TinyPdf() {
    objects_.resize(3);
    const std::string map =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /T def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        "4 beginbfchar <01> <1EE6> <02> <1EA5> <03> <1EBF> <04> <006503020301> endbfchar\n"
        "1 beginbfrange <20> <7E> <0020> endbfrange\nendcmap end end\n";
    int to_unicode = Add(Stream("", map));
    std::string widths;
    for (int i = 1; i <= 126; ++i) widths += i == 32 ? "250 " : "500 ";
    objects_[2] =
        "<< /Type /Font /Subtype /TrueType /BaseFont /TimesNewRomanPSMT /Encoding "
        "/WinAnsiEncoding /FirstChar 1 /LastChar 126 /Widths [" +
        widths + "] /ToUnicode " + Ref(to_unicode) + " >>";
    bold_ =
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>");
  }

  static std::string Ref(int object) { return std::to_string(object) + " 0 R"; }
  static std::string Stream(const std::string& entries, const std::string& data) {
    return "<< /Length " + std::to_string(data.size()) + " " + entries + " >>\nstream\n" + data +
           "\nendstream";
  }

  int Add(std::string object) {
    objects_.push_back(std::move(object));
    return static_cast<int>(objects_.size());
  }

  /// `entries` go into the page's dictionary ("/Rotate 90"), `xobjects` into its resources
  /// ("/Im1 7 0 R"). Returns the page's object.
  int AddPage(const std::string& content, const std::string& entries = "",
              const std::string& xobjects = "", const std::string& box = "0 0 595 842") {
    int stream = Add(Stream("", content));
    int page = Add("<< /Type /Page /Parent 2 0 R /MediaBox [" + box + "] /Contents " + Ref(stream) +
                   " /Resources << /Font << /F1 3 0 R /F2 " + Ref(bold_) + " >> /XObject << " +
                   xobjects + " >> >> " + entries + " >>");
    pages_.push_back(page);
    return page;
  }

  /// An image drawn by "w 0 0 h x y cm /Im1 Do"; `entries` hold its colour space and depth.
  int AddImage(int width, int height, const std::string& entries, const std::string& samples) {
    return Add(Stream("/Type /XObject /Subtype /Image /Width " + std::to_string(width) +
                          " /Height " + std::to_string(height) + " " + entries,
                      samples));
  }

  std::string Bytes() {
    objects_[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    std::string kids;
    for (int page : pages_) kids += Ref(page) + " ";
    objects_[1] =
        "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>";
    std::string out = "%PDF-1.4\n";
    std::vector<size_t> offsets;
    for (size_t i = 0; i < objects_.size(); ++i) {
      offsets.push_back(out.size());
      out += std::to_string(i + 1) + " 0 obj\n" + objects_[i] + "\nendobj\n";
    }
    size_t xref = out.size();
    out += "xref\n0 " + std::to_string(objects_.size() + 1) + "\n0000000000 65535 f \n";
    for (size_t at : offsets) {
      char line[32];
      std::snprintf(line, sizeof line, "%010zu 00000 n \n", at);
      out += line;
    }
    return out + "trailer << /Root 1 0 R /Size " + std::to_string(objects_.size() + 1) +
           " >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
  }

 private:
  std::vector<std::string> objects_;
  std::vector<int> pages_;
  int bold_ = 0;
};

}  // namespace planrec::acquire
