// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of read pages in the forms that `planrec text` prints and `run --with` writes beside a
// record:
//
//   out << TextHead(form, source);
//   for (Page& page : pages) out << PageText(form, page, source);
//   out << TextTail(form);
//
// Thread safe.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "pipeline/core/page.h"

namespace planrec::batch {

/// kPdf: a searchable copy of a PDF (pipeline/searchable), in a folder of its own.
enum class TextForm : uint8_t { kPlain, kHocr, kAlto, kPdf };

struct TextFormKind {
  TextForm form;
  const char* name;    ///< as --with gives it
  const char* ending;  ///< of a file beside a record
  const char* folder = "records/";
};
inline constexpr TextFormKind kTextForms[] = {{TextForm::kPlain, "text", ".txt"},
                                              {TextForm::kHocr, "hocr", ".hocr"},
                                              {TextForm::kAlto, "alto", ".alto.xml"},
                                              {TextForm::kPdf, "pdf", ".pdf", "pdf/"}};

/// Forms that are asked for; their names in order, with commas between.
using TextForms = std::set<TextForm>;
std::string NamesOf(const TextForms& forms);

/// Of all forms but kPdf.
std::string TextHead(TextForm form, const SourceFile& source);

/// Plain: a form feed before all pages but the first, a line for each line of the page in reading
/// order, edits applied; the cells of a table's row stand apart by tabs. Takes the page and gives
/// it back unchanged.
std::string PageText(TextForm form, Page& page, const SourceFile& source);

std::string TextTail(TextForm form);

}  // namespace planrec::batch
