// SPDX-License-Identifier: GPL-3.0-or-later
//
// Line images with their texts as lstmtraining reads them (.lstmf): a count, then for each line a
// mark, name, page, PNG, language, text, no boxes, direction; lengths before bytes, little endian
// (Tesseract 5.3, src/ccstruct/imagedata.cpp).
//
//   LstmfWriter writer;
//   writer.Add(png, "Số: 12/KH-UBND");
//   Status done = writer.Write("lines-0001.lstmf");
//
// Not thread safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/core/result.h"

namespace planrec::train_ocr {

class LstmfWriter {
 public:
  void Add(std::string_view png, std::string_view text);
  /// Writes what was added and starts again. kOutputFailed where it can't.
  Status Write(const std::string& path);
  uint32_t lines() const { return lines_; }

 private:
  std::string body_;
  uint32_t lines_ = 0;
};

}  // namespace planrec::train_ocr
