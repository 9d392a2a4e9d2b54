// SPDX-License-Identifier: GPL-3.0-or-later
//
// Libraries never print, but the JPEG, PNG and TIFF decoders under Poppler and Leptonica report
// damage on standard error and neither offers a way to stop them. While one of these lives,
// descriptor 2 leads nowhere:
//
//   const QuietStderr quiet;
//   Pix* pix = pixReadMemJpeg(…);
//
// It changes the whole process: used around decoding only, in the one thread that reads pages.
#pragma once

namespace planrec::acquire {

class QuietStderr {
 public:
  QuietStderr();
  ~QuietStderr();
  QuietStderr(const QuietStderr&) = delete;
  QuietStderr& operator=(const QuietStderr&) = delete;

 private:
  int kept_;
};

}  // namespace planrec::acquire
