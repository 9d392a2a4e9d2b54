// SPDX-License-Identifier: GPL-3.0-or-later
//
// The electronic signatures of a PDF (ISO 32000-1, 12.8): signature fields found by Poppler, their
// contents by signed_message.h.
//
//   std::vector<ESignature> signatures = SignaturesOn(document, bytes, 3);
//
// Those of a page are those whose visible part stands on it; what stands on no page belongs to the
// first. Places are points of the page as PdfDocument::Content gives them. Time stamps of an
// authority are no signatures. What is damaged is left out or says less; nothing here fails. Not
// thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/witness.h"

class PDFDoc;

namespace planrec::acquire {

/// `bytes`: the file; its parts that are signed are looked at there.
std::vector<ESignature> SignaturesOn(PDFDoc& document, std::string_view bytes, int page);

/// "D:20250513162846+07'00'" → "2025-05-13T16:28:46+07:00"; empty where day or offset are missing.
std::string SigningTime(std::string_view pdf_date);

}  // namespace planrec::acquire
