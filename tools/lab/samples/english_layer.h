// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text that an OCR program set to English finds on a Vietnamese page: no marks, odd letters.
// Many scanners' "searchable" PDFs carry such a layer.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/degrade.h"
#include "tools/lab/samples/image_pdf.h"

namespace planrec::samples {

class EnglishReader {
 public:
  /// kModelMissing when Tesseract has no `eng`.
  static Result<std::unique_ptr<EnglishReader>> Open();
  ~EnglishReader();
  EnglishReader(const EnglishReader&) = delete;
  EnglishReader& operator=(const EnglishReader&) = delete;

  /// Words with their places in points on the page.
  std::vector<HiddenWord> Read(PIX* pix, int dpi);

 private:
  struct State;
  explicit EnglishReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace planrec::samples
