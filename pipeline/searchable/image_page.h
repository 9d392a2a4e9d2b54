// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page that shows an image, behind the last one of a PDF. Not thread safe for one PDF.
#pragma once

#include <qpdf/QPDF.hh>

#include "pipeline/searchable/searchable.h"

namespace planrec::searchable {

void AddImagePage(QPDF& pdf, PageImage image);

}  // namespace planrec::searchable
