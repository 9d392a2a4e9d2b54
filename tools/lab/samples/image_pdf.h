// SPDX-License-Identifier: GPL-3.0-or-later
//
// A minimal PDF writer for scans: one image a page and, where given, words under it in render mode
// 3 (invisible), as OCR programs write "searchable" PDFs. Objects as in ISO 32000-1, 7.3 and 9.3.
// Cairo can write neither JPEG pages without a surface nor invisible text.
//
//   ImagePdf pdf;
//   pdf.AddPage({…});
//   std::string bytes = pdf.Finish();
#pragma once

#include <string>
#include <vector>

namespace planrec::samples {

struct HiddenWord {
  std::string text;               ///< UTF-8; what WinAnsi can't hold is left out
  double x0, x1, baseline, size;  ///< points, origin top left
};

struct ImagePage {
  double width_pt = 0, height_pt = 0;
  int width_px = 0, height_px = 0;
  enum class Coding { kJpegGrey, kJpegColour, kGroup4 } coding = Coding::kJpegGrey;
  std::string data;
  std::vector<HiddenWord> words;
};

class ImagePdf {
 public:
  void AddPage(const ImagePage& page);
  /// The whole file; the object is used up.
  std::string Finish();

 private:
  int Add(const std::string& object);

  std::vector<std::string> objects_;  ///< [i] is object i + 1
  std::vector<int> pages_;
};

}  // namespace planrec::samples
