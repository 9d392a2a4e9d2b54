// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_ocr/lstmf.h"

#include <fstream>
#include <utility>

namespace planrec::train_ocr {
namespace {

void PutNumber(std::string& to, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) to += static_cast<char>(value >> shift & 0xff);
}

void PutText(std::string& to, std::string_view text) {
  PutNumber(to, static_cast<uint32_t>(text.size()));
  to += text;
}

}  // namespace

void LstmfWriter::Add(std::string_view png, std::string_view text) {
  body_ += '\1';  // a line follows
  PutText(body_, "line");
  PutNumber(body_, lines_++);
  PutText(body_, png);
  PutText(body_, "vie");
  PutText(body_, text);
  PutNumber(body_, 0);  // boxes
  PutNumber(body_, 0);  // their texts
  body_ += '\0';        // not vertical
}

Status LstmfWriter::Write(const std::string& path) {
  std::string count;
  PutNumber(count, std::exchange(lines_, 0));
  const std::string body = std::exchange(body_, {});
  std::ofstream out(path, std::ios::binary);
  out << count << body;
  out.flush();
  if (!out) return Error{ErrorType::kOutputFailed, path + ": can't be written", 0};
  return Done{};
}

}  // namespace planrec::train_ocr
