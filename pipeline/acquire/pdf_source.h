// SPDX-License-Identifier: GPL-3.0-or-later
//
// PDF files as sources. Failures as PdfDocument::Open's; keeps a view into `bytes`.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

Result<std::unique_ptr<SourceReader>> OpenPdf(std::string_view bytes, const Limits& limits,
                                              const std::vector<std::string>& passwords);

}  // namespace planrec::acquire
