// SPDX-License-Identifier: GPL-3.0-or-later
//
// PDF files as sources. Failures as PdfDocument::Open's; keeps a view into `bytes`.
#pragma once

#include <memory>
#include <string_view>

#include "pipeline/acquire/source_reader.h"

namespace planrec::acquire {

Result<std::unique_ptr<SourceReader>> OpenPdf(std::string_view bytes, const Limits& limits);

}  // namespace planrec::acquire
