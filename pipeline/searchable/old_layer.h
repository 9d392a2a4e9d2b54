// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text layer that a page has: taken out where it is hidden, left without meaning where it is
// seen.
#pragma once

#include <qpdf/QPDFPageObjectHelper.hh>

namespace planrec::searchable {

/// The page's content and that of the forms it shows. Throws as libqpdf does.
void SilenceOldLayer(QPDFPageObjectHelper page);

}  // namespace planrec::searchable
