// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/source_reader.h"

#include "pipeline/acquire/image_source.h"
#include "pipeline/acquire/media_type.h"
#include "pipeline/acquire/pdf_source.h"
#include "pipeline/acquire/text_source.h"

namespace planrec::acquire {

Result<std::unique_ptr<SourceReader>> SourceReader::Open(std::string_view bytes,
                                                         std::string_view name,
                                                         const Limits& limits) {
  Result<std::string> type = DetectMediaType(bytes, name);
  if (!type) return type.error();
  if (*type == "application/pdf") return OpenPdf(bytes, limits);
  if (type->rfind("image/", 0) == 0) return OpenImage(bytes, *type, limits);
  return OpenText(bytes, name, limits);
}

}  // namespace planrec::acquire
