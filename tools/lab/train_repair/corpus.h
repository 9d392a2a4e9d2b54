// SPDX-License-Identifier: GPL-3.0-or-later
//
// Training text: plain or zstd-compressed files, one sentence or paragraph a line; or tables (.tsv)
// of names, the columns behind the first joined by commas. Lines are
// cleaned the same way wherever they are used, exact repeats are dropped, and a part is held back
// by a hash of the line, so that training and development never share a line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::train {

struct CorpusFile {
  std::string path;
  int weight = 1;  ///< each line counts this often
};

/// Calls `use(line, weight, held_back)` for each distinct line of at least three words, in order.
/// One line in `hold_out` (by hash) is held back; 0 holds nothing back. Returns false and prints
/// why where a file can't be read.
bool ReadCorpus(const std::vector<CorpusFile>& files, uint32_t hold_out,
                const std::function<void(std::string_view, int, bool)>& use);

}  // namespace planrec::train
