// SPDX-License-Identifier: GPL-3.0-or-later
//
// The searchable copy of a document: the words of its pages that were recognised or repaired, as
// persons corrected them, laid over the input's PDF or images. Runs in workers. Pure functions but
// for `composed`; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch/protocol.h"
#include "pipeline/core/limits.h"
#include "pipeline/searchable/searchable.h"

namespace planrec::batch {

/// What a copy is made of, besides the pages that were read.
struct CopySource {
  std::string_view bytes;  ///< of the input
  std::string media_type;
  std::vector<std::string> corrections;  ///< files of the records, in order; empty: none
  Limits limits;                         ///< of decoding an image
};

struct CopyText {
  std::vector<searchable::PageText> pages;  ///< those whose own text layer can't be trusted
  std::vector<Page> heads;                  ///< of all pages in order, without what is on them
};

CopyText WordsOf(const Document& document);

/// True for inputs of which there can be a copy.
bool CanBeCopied(std::string_view media_type);

/// Adds the copy to what was composed, or says why there is none.
void AddCopy(const CopySource& source, CopyText text, Composed& composed);

}  // namespace planrec::batch
