// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages as recognition gave them, stored as wire::EncodePage writes them (pages/<input>/1.bin, …):
// what follows recognition is tested on them without the engine, whose floating point differs from
// processor to processor.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/page.h"

namespace planrec::golden {

/// The inputs of which pages are stored, by name.
std::vector<std::string> FrozenInputs();

/// The stored bytes, page by page.
std::vector<std::string> FrozenPages(const std::string& input);
void StorePages(const std::string& input, const std::vector<std::string>& pages);

/// What pages/engine.txt says, and what it says where recognition is done here and now: libraries
/// and the processor's instructions that the engine makes use of.
std::string FrozenEngine();
std::string EngineHere();
void StoreEngine();

/// The image that was read, where it is here: a sample, or a scan made by tools/update-golden.
std::string ScanFile(const std::string& input);

/// What a record says of the file that it was made from. A file that is not stored has the digest
/// of its name.
SourceFile SourceOf(const std::string& input);

/// A name for gtest: letters, digits and underscores.
std::string TestName(const std::string& input);

}  // namespace planrec::golden
