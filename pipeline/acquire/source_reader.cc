// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

Result<std::string> DetectMediaType(std::string_view bytes, std::string_view name) {
  (void)name;
  if (bytes.empty()) return Error{ErrorType::kEmpty, "the file has no bytes"};
  return Error{ErrorType::kUnsupportedType, "not a PDF, TIFF, JPEG, PNG or text file"};
}

Result<std::unique_ptr<SourceReader>> SourceReader::Open(std::string_view bytes,
                                                         std::string_view name,
                                                         const Limits& limits) {
  (void)limits;
  Result<std::string> type = DetectMediaType(bytes, name);
  if (!type) return type.error();
  return Error{ErrorType::kUnsupportedType, "no reader for " + *type};
}

}  // namespace planrec::acquire
